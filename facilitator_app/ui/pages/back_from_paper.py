"""Back from paper: the sheet at the left as it was printed, one field at a time at the right, by keys alone. At the end: where is the paper now?

What is typed goes into the records that the screen writes, and is kept as it is typed: whoever leaves in the middle comes back to it.
"""

from PySide6.QtCore import Qt

from facilitator_app.language import word
from facilitator_app.records import SheetTyped
from facilitator_app.records.sheets_out import Became, became_of, name_of
from facilitator_app.ui.page import Page
from facilitator_app.ui.pages.case import shape
from facilitator_app.ui.pages.typed_sheet import TypedSheet
from facilitator_app.ui.parts.buttons import ButtonRow, quiet_button
from facilitator_app.ui.parts.columns import Columns
from facilitator_app.ui.parts.empty import Empty
from facilitator_app.ui.parts.fields import SentenceField
from facilitator_app.ui.parts.owner import OwnerWords
from facilitator_app.ui.parts.rows import Rows
from facilitator_app.ui.parts.words import label, sentence
from facilitator_app.workbook import back_from_paper, scans
from facilitator_app.workbook.back_from_paper import Back, Sheet
from facilitator_app.workbook.workbook import shape_of

_END = "end"
_TICKS = (
    "A tick that words were read back counts for the words as you typed them, and no longer when they change. "
    "What was not ticked is asked in “What may be passed on”."
)
_PLACES = ("with_me", "handed_in", "destroyed")


class BackFromPaperPage(Page):
    """`record` is the visit, or one of its sheets; `more` the number of the sheet, or "end"."""

    _found: Back | None = None

    def read(self) -> Back:
        """The sheets of the visit, and where this person left off."""
        return back_from_paper.back(self.book, self.place.case, self.place.record, self.place.more)

    def show_read(self, found: Back) -> None:
        """The sheet that is next; the end when all are in."""
        if self.forms:
            return
        self._found = found
        self._name = found.file.name(found.meeting.person)
        self._shape = shape(shape_of(found.file, found.meeting.person))
        if not found.sheets:
            self._nothing(found)
        elif found.sheet is None:
            self._end(found)
        else:
            self._type_in(found, found.sheet)

    def _nothing(self, found: Back) -> None:
        self.case_strip(found.file, "preparation", "Write it up")
        columns = Columns()
        columns.text.add(
            Empty("No sheets were printed for this visit.", "What you wrote on other paper is typed in where the visit is written up.")
        )
        self.put_in(columns)

    def _type_in(self, found: Back, sheet: Sheet) -> None:
        last = sheet.record == found.sheets[-1]
        self.case_strip(found.file, "preparation", "That was the last sheet" if last else "Next sheet")
        self._typed = TypedSheet(self, found, sheet, self._name, self._shape)
        self._typed.done.connect(lambda: self._to_next(found, sheet))
        self.put_in(self._typed.body)
        paper = self._typed.paper
        self.desk.ask(paper, lambda: scans.pages_of_sheet(self.book, found.file, sheet.record.id), paper.show_scan)
        self.begin_at = self._typed.focus

    def _to_next(self, found: Back, sheet: Sheet) -> None:
        at = found.sheets.index(sheet.record) + 1
        self.to("back_from_paper", found.meeting.id, _END if at == len(found.sheets) else str(found.sheets[at].number))

    def main_pressed(self) -> None:
        """The next sheet, or what is left to do with the paper; where a line is still open, that line first."""
        found = self._found
        if found is None:
            return
        if not found.sheets:
            self.to("preparation", found.meeting.id)
        elif found.sheet is None:
            self.to("finish", found.meeting.id)
        else:
            self._typed.finish()

    # The end ------------------------------------------------------------------------------------------------------------------

    def _end(self, found: Back) -> None:
        self.case_strip(found.file, "preparation", "Finish this visit")
        columns = Columns()
        columns.side.hide()
        came = [one for one in found.sheets if became_of(found.file, one) not in (Became.NOT_OUT, Became.OUT)]
        asks = " Where is the paper now?" if came else ""
        columns.text.add(sentence(f"{back_from_paper.in_words(found.file, found.sheets)}{asks}"))
        columns.text.add(OwnerWords(self._shape, f"{self._name} only", "every one of these sheets"), before=8)
        if came:
            self._ask_where(columns, found)
        columns.text.section("Sheet by sheet")
        rows = Rows()
        for sheet in found.sheets:
            rows.add(
                f"{name_of(sheet)}  {word('sheet_form', sheet.form)}",
                back_from_paper.became_words(found.file, sheet),
                link="Open",
                key=str(sheet.number),
            )
        rows.pressed.connect(lambda number: self.to("back_from_paper", found.meeting.id, number))
        columns.text.add(rows)
        columns.text.add(label(_TICKS, "soft"), before=14)
        self.put_in(columns)

    def _ask_where(self, columns: Columns, found: Back) -> None:
        buttons = []
        for place in _PLACES:
            button = quiet_button(word("sheet_place", place))
            button.clicked.connect(lambda _=False, place=place: self._put_away(found, place, ""))
            buttons.append(button)
        kept = quiet_button(word("sheet_place", "kept_by"))
        kept.clicked.connect(self._ask_who)
        columns.text.add(ButtonRow(*buttons, kept), before=16)
        self._who = SentenceField("Who keeps it, and where", "Enter keeps it.")
        self._who.setObjectName(f"{SheetTyped.kind}.where_now")
        self._who.entered.connect(lambda: self._put_away(found, "kept_by", self._who.text().strip()))
        self._who.hide()
        columns.text.add(self._who, before=12)
        self.begin_at = lambda: buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_who(self) -> None:
        self._who.show()
        self._who.setFocus(Qt.FocusReason.OtherFocusReason)

    def _put_away(self, found: Back, place: str, who: str) -> None:
        self.act(
            lambda: back_from_paper.put_away(self.book, found.file, found.sheets, place, who),
            lambda _: self.said.emit("Kept. It can be changed."),
        )
