"""The signed paper beside what was typed: line by line, Enter says that both are the same, word for word.

Before it is sealed a line that differs is opened and mended. After that nothing of it changes: what the paper says otherwise is noted, or
proposed to everybody.
"""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from facilitator_app import calendar
from facilitator_app.records import Agreement, Scan, Term
from facilitator_app.records.agreed import in_force
from facilitator_app.records.case_file import CaseFile
from facilitator_app.ui.page import Page
from facilitator_app.ui.pages.term import COPIED
from facilitator_app.ui.parts.buttons import ButtonRow, quiet_button
from facilitator_app.ui.parts.fields import TextField
from facilitator_app.ui.parts.paper_beside import PaperBeside
from facilitator_app.ui.parts.two_versions import LOOK
from facilitator_app.ui.parts.words import IconWords, body, head, label, sentence, title
from facilitator_app.ui.place import Place
from facilitator_app.workbook import agreeing, comparing

_NO_PART = (
    "What does not stand on the signed paper is no part of the fair copy, however well it was meant. Agree it afterwards, as a change to which "
    "everybody says yes."
)
_TWO = "Two versions stand side by side in this line. The signed paper decides: look at both, and keep what stands on it."


@dataclass(frozen=True, slots=True, repr=False)
class _Found:
    """The case, its agreement and lines as they hold, and the pages of the signed paper."""

    file: CaseFile
    agreement: Agreement | None
    terms: tuple[Term, ...]
    sealed: bool
    pages: tuple[Scan, ...]
    images: tuple[QImage, ...]


class ComparePage(Page):
    """`more` is the line that is looked at, from 0; the number of lines: all were the same."""

    def read(self) -> _Found:
        """The lines and the pictures."""
        file = self.book.case(self.place.case)
        agreement = agreeing.agreement_of(file)
        force = in_force(file, agreement) if agreement else None
        pages = comparing.signed_pages(file)
        images = tuple(QImage.fromData(data) for data in comparing.pictures(self.book, file, pages))
        return _Found(file, agreement, force.terms if force else (), bool(force and force.sealed), pages, images)

    def show_read(self, found: _Found) -> None:
        """One line at a time."""
        self._found = found
        self.case_strip(found.file, "agreement", "")
        beside = PaperBeside()
        beside.paper(found.images, "The signed paper")
        column = beside.words
        focus: QWidget | None = None
        at = min(int(self.place.more or 0), len(found.terms))
        if not found.pages:
            column.add(sentence("No scan of the signed paper is here yet."))
            column.add(body("Scan it, or photograph it, and drop the file on this window.", "soft"), before=8)
        elif found.agreement is None or not found.terms:
            column.add(sentence("Nothing is typed yet."))
            column.add(body("Type each line as it stands on the paper. Then come back here.", "soft"), before=8)
            focus = self._button(beside, "Go to the agreement", lambda: self.to("agreement"))
        elif at < len(found.terms):
            focus = self._line(beside, found, found.terms[at], at)
        else:
            focus = self._done(beside, found, found.agreement)
        self.put_in(beside)
        if focus is not None:
            self.begin_at = lambda: focus.setFocus(Qt.FocusReason.OtherFocusReason)
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _button(self, beside: PaperBeside, words: str, act: object) -> QWidget:
        button = quiet_button(words)
        button.clicked.connect(act)
        beside.words.add(ButtonRow(button), before=20)
        return button

    def _line(self, beside: PaperBeside, found: _Found, term: Term, at: int) -> QWidget:
        column = beside.words
        column.add(label(f"Line {at + 1} of {len(found.terms)}. Read it beside the paper, word for word.", "soft"))
        column.add(title(term.promise.what or "An empty line"), before=12)
        day = calendar.whole_day(term.promise.by_when)
        when = f"by {calendar.long(day)}" if day else term.promise.by_when
        column.add(head("  ·  ".join(filter(None, (agreeing.who_words(found.file, term.promise), when)))), before=10)
        if term.how_shown:
            column.add(body(f"How we will check: {term.how_shown}", "soft"), before=6)
        forked = comparing.line_forked(found.file, term.id) and not found.sealed
        if forked:
            column.add(IconWords("info", body(_TWO, role="care"), role="care"), before=16)
        same, other = quiet_button("The same, word for word"), quiet_button("The paper says something else")
        same.clicked.connect(lambda: self._same(at))
        other.clicked.connect(lambda: self._other(term))
        if forked:
            same.hide()
            other.set_words(LOOK)
        column.add(ButtonRow(other) if forked else ButtonRow(same, other), before=24)
        if not forked:
            column.add(label("Enter: the same.", "soft"), before=8)
        self._note = TextField("What does the paper say?", "It is noted on the scan. What was sealed stays as it is.", lines=3)
        self._note.setObjectName("compare.differs")
        self._note_row = self._noting(term)
        for widget in (self._note, self._note_row):
            widget.hide()
            column.add(widget, before=16)
        column.add(label(_NO_PART, "soft"), before=24)
        return other if forked else same

    def _noting(self, term: Term) -> ButtonRow:
        note, propose = quiet_button("Note it"), quiet_button("Propose it to everybody")
        note.clicked.connect(lambda: self._noted(term))
        propose.clicked.connect(lambda: self.to("amend", term.id))
        return ButtonRow(note, propose)

    def _same(self, at: int) -> None:
        self.place = Place("compare", self.place.case, self.place.record, str(at + 1))
        found = self._found
        if at + 1 < len(found.terms) or found.agreement is None:
            self.refresh()
            return
        agreement, file = found.agreement, found.file
        self.act(lambda: comparing.the_same(self.book, file, agreement))

    def _other(self, term: Term) -> None:
        """Mended where it is not sealed; noted or proposed where it is."""
        if not self._found.sealed:
            forked = next((name for record, name in sorted(self._found.file.forks) if record == term.id), "")
            self.to("two_versions", term.id, forked) if forked else self.to("term", term.id)
            return
        self._note.show()
        self._note_row.show()
        self._note.setFocus(Qt.FocusReason.OtherFocusReason)

    def _noted(self, term: Term) -> None:
        words = self._note.text().strip()
        if not words:
            self._note.set_trouble("Write what the paper says.")
            return
        file, at = self._found.file, self._found.terms.index(term)
        self.place = Place("compare", self.place.case, self.place.record, str(at + 1))
        self.act(lambda: comparing.differs(self.book, file, term.number, words))

    def _done(self, beside: PaperBeside, found: _Found, agreement: Agreement) -> QWidget:
        column = beside.words
        differed = [page.differed for page in found.pages if page.differed]
        if differed:
            column.add(sentence("What the paper says otherwise is noted."))
            column.add(body("\n".join(differed)), before=8)
        else:
            column.add(sentence("The same, word for word."))
            today = self.book.clock.today()
            told = next((page for page in found.pages if page.compared_on), None)
            if told is not None:
                column.add(body(f"Compared on {calendar.said(told.compared_on, today)} by {told.compared_by}.", "soft"), before=8)
        if not agreeing.is_agreed(found.file, agreement):
            column.add(body("Who signed it, and on which day?", weight=600), before=20)
            return self._button(beside, "Write down who signed", lambda: self.to("signed", agreement.id, COPIED))
        if not found.sealed:
            column.add(body("When the first fair copy leaves, it is sealed with the fingerprint of this scan.", "soft"), before=20)
        return self._button(beside, "Back to the agreement", lambda: self.to("agreement"))
