"""A letter from one person to another: where it stands in a sentence, the one act that comes next, and where the paper has been."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt

from facilitator_app.language import words
from facilitator_app.records import Custody, Letter, LetterOffered
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.custody import LetterStep, offered_of
from facilitator_app.records.record import Id, compartment_name
from facilitator_app.ui.page import Page
from facilitator_app.ui.pages.case import banded, shape
from facilitator_app.ui.parts.buttons import ButtonRow, link_button, quiet_button
from facilitator_app.ui.parts.columns import Columns
from facilitator_app.ui.parts.owner import OwnerWords
from facilitator_app.ui.parts.rows import Rows
from facilitator_app.ui.parts.words import body, label, sentence
from facilitator_app.ui.place import Place
from facilitator_app.workbook import letters
from facilitator_app.workbook.acts import Changed
from facilitator_app.workbook.letters import LetterShown
from facilitator_app.workbook.passing_on import ONCE_HEARD
from facilitator_app.workbook.workbook import shape_of

_UNREAD = (LetterStep.WRITING, LetterStep.TO_READ)
_BEFORE = (*_UNREAD, LetterStep.TO_CLEAR, LetterStep.TO_OFFER, LetterStep.LATER, LetterStep.TO_HAND)


class LetterPage(Page):
    """One letter. The place's record is the letter, how it was offered, or where it was; `more` = "new:WRITER" begins one."""

    def read(self) -> CaseFile:
        """The case."""
        return self.book.case(self.place.case)

    def show_read(self, found: CaseFile) -> None:
        """The sentence first; then the act, whose it is, and the paper."""
        if self.forms:
            return
        self._file = found
        letter, theirs = self._letter(found), found.records.get(self.place.record)
        if letter is None and theirs is not None:
            # With only the receiver's side open the letter is not there, and how they took it is theirs all the same.
            self.go.emit(Place("record", self.place.case, theirs.id, theirs.kind))
            return
        if letter is None:
            self._ask_who()
            return
        one = letters.shown(found, letter)
        self._now = one
        self.case_strip(found, "case", one.next_words or "Back to the case")
        columns = Columns()
        columns.text.add(sentence(one.sentence))
        owner = shape(shape_of(found, letter.person))
        columns.text.add(OwnerWords(owner, f"{found.name(letter.person)} only", "until it is handed over"), before=8)
        if one.step in (LetterStep.TO_OFFER, LetterStep.LATER) and found.name(letter.receiver):
            self._offer(columns, one)
        if one.step is LetterStep.TO_CLEAR:  # waited for: no bright button for what has not happened
            cleared = quiet_button(f"Write down that {one.letter.clearing} has cleared it")
            cleared.clicked.connect(lambda: self._do(lambda: self._go_on(LetterStep.TO_CLEAR)))
            columns.text.add(ButtonRow(cleared), before=14)
            self.begin_at = lambda: cleared.setFocus(Qt.FocusReason.OtherFocusReason)
        self._facts(columns, one)
        self._taken(columns, one)
        self._places(columns, one)
        self.put_in(columns)

    def _letter(self, file: CaseFile) -> Letter | None:
        found = file.records.get(self.place.record)
        if isinstance(found, LetterOffered | Custody):
            return file.get(Letter, found.letter)
        return found if isinstance(found, Letter) else None

    def _ask_who(self) -> None:
        """Who writes to whom: of two sides, one press."""
        self.case_strip(self._file, "case", "")
        columns = Columns()
        columns.side.hide()
        columns.text.add(sentence("Who writes to whom?"))
        columns.text.add(body("What is written stays its writer’s. It is read first, and never posted unannounced.", "soft"), before=8)
        rows = Rows()
        sides = self._file.sides
        for writer in sides:
            for receiver in sides:
                if writer.id != receiver.id:
                    rows.add(f"{writer.print_name} to {receiver.print_name}", "", link="Begin", key=f"{writer.id}/{receiver.id}")
        rows.pressed.connect(self._begin)
        columns.text.add(rows, before=20)
        self.put_in(columns)

    def _begin(self, key: str) -> None:
        writer, receiver = key.split("/")
        term = self.place.more.partition("term:")[2]
        self.act(lambda: letters.begin(self.book, self.place.case, Id(writer), Id(receiver), term), lambda made: self.to("letter", made[0]))

    def _offer(self, columns: Columns, one: LetterShown) -> None:
        name = self._file.name(one.letter.receiver)
        columns.text.section(f"Ask {name} first")
        columns.text.add(body(ONCE_HEARD.format(name=name).replace("heard this", "read it"), "soft"))
        rows = Rows()
        for key, said in words("letter_choice").items():
            if key:
                rows.add(said, "", link="This", key=key)
        rows.pressed.connect(lambda key: self._do(lambda: letters.offer(self.book, self._file, one.letter, key)))
        columns.text.add(rows, before=8)

    def _facts(self, columns: Columns, one: LetterShown) -> None:
        """What is known of it so far, and no more than the next one that is not."""
        letter = one.letter
        form = self.form(self._file, letter, self._file.compartments.get(letter.id, ""))
        names = ["written_on"] if letter.written_on else []
        names += ["read_on"] if letter.read_on else []
        names += ["clearing"] if one.step in _BEFORE and one.step not in _UNREAD else []
        names += ["cleared_on"] if letter.clearing and letter.cleared_on else []
        if names:
            columns.text.section("On its way")
        for number, name in enumerate(names):
            columns.text.add(form.editor(name), before=16 if number else 4)
        if one.step in _BEFORE:
            stop = link_button(f"{self._file.name(letter.person)} does not wish it sent")
            stop.clicked.connect(lambda: self._do(lambda: letters.never(self.book, self._file, letter)))
            columns.text.add(stop, before=20)

    def _taken(self, columns: Columns, one: LetterShown) -> None:
        """How the other took it: theirs, in a record of theirs."""
        offered = offered_of(self._file, one.letter.id)
        if offered is None or not offered.handed_on:
            return
        owner = shape(shape_of(self._file, offered.person))
        form = self.form(self._file, offered, compartment_name(LetterOffered, self.place.case, offered.person))
        name = self._file.name(offered.person)
        columns.text.section(f"How {name} took it")
        columns.text.add(banded(owner, OwnerWords(owner, f"{name} only"), form.editor("handed_on"), form.editor("words")))
        line = self._file.records.get(one.letter.term)
        if line is not None:
            kept = link_button(f"How line {getattr(line, 'number', '')} goes")
            kept.clicked.connect(lambda: self.to("sealed_term", line.id))
            columns.text.add(kept, before=14)

    def _places(self, columns: Columns, one: LetterShown) -> None:
        columns.side.section("Where it is", first=True)
        if one.places:
            rows = Rows()
            for number, kept in enumerate(one.places):
                rows.add(kept.who or "Somebody", letters.where_words(self.book, kept), link="" if number else "Change", key=kept.id)
            rows.pressed.connect(lambda key: self.go.emit(Place("record", self.place.case, Id(key), Custody.kind)))
            columns.side.add(rows)
        else:
            columns.side.add(body("Not written down.", "soft"))
        columns.side.section("When it changes hands")
        new = letters.new_place(self.book, self._file, one.letter)
        form = self.form(self._file, new, compartment_name(Custody, self.place.case, new.person))  # saved as it is typed, like all else
        self._who = form.editor("who")
        columns.side.add(self._who)
        columns.side.add(form.editor("where"), before=12)
        now = quiet_button("It has changed hands")
        now.clicked.connect(self._moved)
        columns.side.add(ButtonRow(now), before=12)
        columns.side.add(label("If it is kept for long, “Change” asks until when.", "soft"), before=8)

    def _moved(self) -> None:
        if not self._who.text().strip():
            self._who.set_trouble("Say who has it.")
            return
        self._do(lambda: None)

    def _do(self, work: Callable[[], Any]) -> None:
        """An act: what was typed is finished first, and the page reads again although it has fields."""
        self.leave()
        self.act(work, lambda _: self.refresh())

    def main_pressed(self) -> None:
        """The next act; where there is none, back."""
        if self._letter(self._file) is None or not self._now.next_words:
            self.done.emit()
            return
        seen = self._now.step
        self._do(lambda: self._go_on(seen))

    def _go_on(self, seen: LetterStep) -> Changed:
        """From how it stands once what was typed is finished; nothing where that is not what somebody saw when they pressed."""
        file = self.book.case(self.place.case)
        return letters.go_on(self.book, file, self._letter(file) or self._now.letter, seen)
