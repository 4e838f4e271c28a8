"""One copy that left: where it is now, why it should come back if it should, and one press for what became of it. Below it, its pages as they left."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from facilitator_app import calendar
from facilitator_app.errors import Trouble
from facilitator_app.language import word
from facilitator_app.records import PaperAsked, PaperWent, Printed
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.fetching import FetchBack, TakenBack, taken_back, to_fetch
from facilitator_app.records.paper_out import Place as Whereabouts
from facilitator_app.records.paper_out import asked_of, place_of, went
from facilitator_app.ui.leaving import Leaves, add_ways, print_it
from facilitator_app.ui.page import Page
from facilitator_app.ui.parts.buttons import Button, ButtonRow, link_button, quiet_button
from facilitator_app.ui.parts.columns import Columns
from facilitator_app.ui.parts.fields import LineField
from facilitator_app.ui.parts.page_pictures import PagePicture, images_of
from facilitator_app.ui.parts.rows import Rows
from facilitator_app.ui.parts.words import body, sentence
from facilitator_app.workbook import fetch_back, office, paper_out, print_register
from facilitator_app.workbook.print_register import Wanted

_PRESS = {
    "handed": "It was handed over",
    "posted": "It was posted",
    "kept": "It is kept here",
    "back": "It came back",
    "destroyed": "It was destroyed",
}


@dataclass(frozen=True, slots=True, repr=False)
class _Found:
    """What the page shows."""

    file: CaseFile
    printed: Printed
    fetch: FetchBack | None
    data: bytes | None
    images: tuple[QImage, ...]
    trouble: Trouble | None  # why its pages cannot be shown
    not_again: str  # why it is not printed again


class PaperPage(Page):
    """The place's record is the copy's line in the register."""

    place_in_rail = "papers"

    def read(self) -> _Found | None:
        """The copy, its way, and its bytes as they were issued."""
        file = self.book.case(self.place.case)
        printed = file.get(Printed, self.place.record)
        if printed is None:
            return None
        fetch = next((one for one in to_fetch(file) if one.printed.id == printed.id), None)
        try:
            data = print_register.as_issued(self.book, file, printed)
        except Trouble as trouble:
            return _Found(file, printed, fetch, None, (), trouble, trouble.words)
        return _Found(file, printed, fetch, data, images_of(data), None, self._not_again(file, printed, fetch))

    def _not_again(self, file: CaseFile, printed: Printed, fetch: FetchBack | None) -> str:
        if fetch is not None:
            return f"It is not printed again. {fetch.reasons[0].words}"
        try:
            print_register.reprint(self.book, self.book.whole_case(file.id), printed)
        except Trouble as trouble:
            return trouble.words
        return ""

    def show_read(self, found: _Found | None) -> None:
        """Where it is, and what can be written of it."""
        self._found = found
        if found is None:
            self.title = "Print register"
            self.put_in(Columns())
            return
        acts = paper_out.acts_for(found.file, found.printed)
        if found.fetch is not None:
            acts = ["back", *(one for one in acts if one != "back")]
        first_look = found.fetch is not None and all(reason.to_look for reason in found.fetch.reasons)
        self._main = acts[0] if acts and acts[0] in _PRESS and acts[0] != "destroyed" and not first_look else ""
        self.case_strip(found.file, "", _PRESS.get(self._main, ""))
        columns = Columns()
        line = paper_out.line_of(self.book, found.file, found.printed, found.fetch)
        columns.text.add(sentence(line.words))
        columns.text.add(body(line.where), before=8)
        self._why(columns, found)
        self._acts(columns, found, acts)
        self._pages(columns, found)
        self._at_side(columns, found)
        self.put_in(columns)

    def _why(self, columns: Columns, found: _Found) -> None:
        if found.fetch is None:
            return
        columns.text.section("Why it should come back")
        rows = Rows()
        for reason in found.fetch.reasons:
            since = calendar.said(reason.since, self.book.clock.today())
            rows.add(reason.words, f"Since {since}" if since else "")
        columns.text.add(rows)
        unsure = self._unsure(found)
        if unsure:
            not_there = quiet_button("I have read it: these words are not on it")
            because = [one.because for one in unsure]
            not_there.clicked.connect(lambda: self.act(lambda: fetch_back.not_on_it(self.book, found.file, found.printed, because)))
            columns.text.add(ButtonRow(not_there), before=12)

    @staticmethod
    def _unsure(found: _Found) -> list[TakenBack]:
        """The acts for which nobody has looked at this copy yet."""
        asked = {reason.because for reason in found.fetch.reasons if reason.to_look} if found.fetch else set()
        return [one for one in taken_back(found.file) if one.because in asked]

    def _acts(self, columns: Columns, found: _Found, acts: list[str]) -> None:
        if not acts:
            return
        columns.text.section("What became of it")
        if pressed := [one for one in acts if one in _PRESS]:
            columns.text.add(ButtonRow(*(self._button(found, one) for one in pressed)))
        self._who, self._why_not = LineField("Who has it now", "A name, or an office."), LineField("Why it cannot be reached")
        if "with" in acts:
            self._fold(columns, "Somebody else has it", self._who, "They have it", lambda words: self._note(found, "with", who=words))
        if found.fetch is not None:
            self._fold(
                columns, "It cannot be reached", self._why_not, "Write that down", lambda words: self._note(found, "not_reached", why=words)
            )

    def _button(self, found: _Found, act: str) -> Button:
        button = quiet_button(_PRESS[act])
        button.clicked.connect(lambda: self._note(found, act))
        return button

    def _fold(self, columns: Columns, words: str, field: LineField, press: str, act: Callable[[str], None]) -> None:
        """A link that opens one field and its press. The cursor begins there: Enter twice in a list must not say that something was read."""
        link, button = link_button(words), quiet_button(press)
        row = ButtonRow(button)

        def unfold() -> None:
            link.hide()
            field.show()
            row.show()
            field.line.setFocus(Qt.FocusReason.OtherFocusReason)

        def pressed() -> None:
            if field.text().strip():
                act(field.text())
            else:
                field.set_trouble("A few words are needed here.")

        if self.begin_at is None and not self._main:
            self.begin_at = lambda: link.setFocus(Qt.FocusReason.OtherFocusReason)
        link.clicked.connect(unfold)
        button.clicked.connect(pressed)
        field.line.returnPressed.connect(pressed)
        for part in (field, row):
            part.hide()
        columns.text.add(link, before=10)
        columns.text.add(field)
        columns.text.add(row, before=8)

    def _note(self, found: _Found, what: str, who: str = "", why: str = "") -> None:
        because = [reason.because for reason in found.fetch.reasons] if found.fetch else []
        self.act(
            lambda: paper_out.note(self.book, found.file, found.printed, what, who, why, because),
            lambda _: self.said.emit(f"Written down: {word('paper_went', what).lower()}."),
        )

    def _pages(self, columns: Columns, found: _Found) -> None:
        columns.text.section("As it left")
        if found.trouble is not None:
            columns.text.add(body(found.trouble.words))
        for number, image in enumerate(found.images, 1):
            columns.text.add(PagePicture(image, f"Page {number} of {len(found.images)}"), before=0 if number == 1 else 14)

    def _at_side(self, columns: Columns, found: _Found) -> None:
        columns.side.section("Where it has been", first=True)
        rows = Rows()
        today = self.book.clock.today()
        for one in went(found.file, found.printed):
            said = ", ".join(filter(None, (word("paper_went", one.what), one.who)))
            rows.add(said, ", ".join(filter(None, (calendar.said(one.on, today), one.author, one.why))), link="Change", key=one.id)
        rows.pressed.connect(lambda key: self.to("record", key, PaperWent.kind))
        rows.add(word("left_how", found.printed.how), print_register.moment_words(found.printed))
        columns.side.add(rows)
        asked = asked_of(found.file, found.printed)
        if asked is not None and place_of(found.file, found.printed) is Whereabouts.ASKED:
            self._no_more(columns, found, asked)
        elif self.book.side is None:
            self._again(columns, found)

    def _no_more(self, columns: Columns, found: _Found, asked: PaperAsked) -> None:
        stop = link_button("Ask the office no more")
        stop.clicked.connect(lambda: self.act(lambda: office.take_back(self.book, found.file, asked)))
        columns.side.add(stop, before=14)

    def _again(self, columns: Columns, found: _Found) -> None:
        """The same bytes once more."""
        columns.side.section("Once more")
        if found.not_again or found.data is None:
            columns.side.add(body(found.not_again, "soft"))
            return
        file, printed = found.file, found.printed

        def issue(how: str, sets: int, wanted: Wanted | None) -> object:
            if wanted is not None:
                return paper_out.asked_again(self.book, file, printed, wanted, sets)
            return paper_out.printed_again(self.book, file, printed, how, sets)

        ways = office.ways(file, printed.recipient, printed.paper)
        one_sided, booklet = printed.paper in ("first_letter", "visit_pack"), printed.format == "booklet"
        leaves = Leaves(found.data, "Document", issue, ways, printed.copies, booklet=booklet, one_sided=one_sided)
        columns.side.add(body("The same pages, letter for letter. It is another copy in the register.", "soft"))
        again = link_button("Print it again")
        again.clicked.connect(lambda: print_it(self, leaves))
        columns.side.add(again, before=12)
        add_ways(self, columns.side, leaves)

    def main_pressed(self) -> None:
        """What most likely became of it."""
        if self._found is not None and self._main:
            self._note(self._found, self._main)
