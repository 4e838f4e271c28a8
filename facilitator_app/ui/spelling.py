"""Spelling for the fields on the screen: reads the dictionary on the desk's thread when it is first needed, and holds what is known now.

Parts ask `current()`, as they ask for the look that is on; they hear `changed` when marks may have to be drawn anew. Knows no field.
"""

import weakref
from typing import ClassVar

import shiboken6
from PySide6.QtCore import QObject, Signal

from facilitator_app.records import OwnWord, Participant
from facilitator_app.records.record import NOBODY, Id
from facilitator_app.ui.desk import Desk
from facilitator_app.workbook import spelling
from facilitator_app.workbook.acts import Changed
from facilitator_app.workbook.dictionary import Dictionary
from facilitator_app.workbook.workbook import Workbook


class Speller(QObject):
    """Which words are not known, in the workbook that is open. Until everything is read no word is."""

    changed = Signal()
    _open: "ClassVar[weakref.ref[Speller] | None]" = (
        None  # not as a property of the application: Qt keeps a bare pointer there, and follows it
    )

    def __init__(self, desk: Desk, book: Workbook, parent: QObject, *, on: bool) -> None:
        super().__init__(parent)
        self._desk, self._book, self._on = desk, book, on
        self._known = spelling.Known(Dictionary())
        self._case = NOBODY
        self._begun = self._told = False  # whether the dictionary was asked for; whether own words and names are there
        desk.changed.connect(self._heard)
        Speller._open = weakref.ref(self)

    def needed(self) -> None:
        """There are words to look at: the first time, everything is read."""
        if self._on and not self._begun:
            self._begun = True
            self._read_names()
            self._read_on()

    def _read_on(self) -> None:
        """A piece at a time, so that a page which is opened meanwhile need not wait for all of it."""
        self._desk.ask(self, self._known.dictionary.read_on, lambda ready: self.changed.emit() if ready else self._read_on())

    def _read_names(self) -> None:
        book, asked = self._book, (self._case, self._book.side)

        def read() -> tuple[list[str], list[str]]:
            names = spelling.names_in(book.case(asked[0])) if asked[0] else []
            return names, [one.word for one in spelling.own_words(book)]

        def there(found: tuple[list[str], list[str]]) -> None:
            if asked != (self._case, book.side):
                return  # another case is open by now, or another side of it: theirs are on their way
            names, own = found
            self._known.set_names(names)
            self._known.set_own(own)
            self._told = True
            self.changed.emit()

        self._desk.ask(self, read, there)

    def open_case(self, case: Id) -> None:
        """Another page is opened: from now on the names of this case are known, and no others."""
        self._case, self._told = case, False
        self._known.set_names(())
        if self._begun:
            self._read_names()

    def _heard(self, changed: Changed) -> None:
        of_case = self._case in changed.cases and Participant.kind in changed.kinds
        if self._begun and (of_case or OwnWord.kind in changed.kinds):
            self._read_names()

    @property
    def ready(self) -> bool:
        """Whether a word can be told from one that is not known."""
        return self._on and self._told and self._known.dictionary.ready

    def set_on(self, *, on: bool) -> None:
        """As it was chosen in the settings."""
        self._on = on
        self.changed.emit()

    def unknown(self, text: str) -> list[spelling.Found]:
        """The words of a text that nobody knows; none until everything is read."""
        return [found for found in spelling.words_in(text) if not self._known.has(found.word)] if self.ready else []

    def at(self, text: str, place: int) -> spelling.Found | None:
        """The word of a text that stands at a place, or ends there."""
        return next((found for found in spelling.words_in(text) if found.start <= place <= found.end), None) if self.ready else None

    def is_known(self, word: str) -> bool:
        """Whether a word is known."""
        return self._known.has(word)

    def offered(self, word: str) -> list[str]:
        """Up to five words that may have been meant."""
        return self._known.offered(word)

    def can_take_out(self, word: str) -> bool:
        """Whether the word is the workbook's own, and this may be said: not while somebody may look on."""
        return self._book.side is None and self._known.is_own(word)

    def add(self, word: str) -> None:
        """Keeps a word in the workbook."""
        self._desk.do(self, lambda: spelling.add(self._book, word))

    def take_out(self, word: str) -> None:
        """Takes a word out of the workbook's own."""
        self._desk.do(self, lambda: spelling.take_out(self._book, word))

    def pass_over(self, word: str) -> None:
        """Not now."""
        self._known.pass_over(word)
        self.changed.emit()


def current() -> Speller | None:
    """The speller of the workbook that is open; none before one is, and after."""
    found = Speller._open() if Speller._open is not None else None  # noqa: SLF001 - its own module
    return found if found is not None and shiboken6.isValid(found) else None
