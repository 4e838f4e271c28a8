"""Paper that is out: of one case or of all, with who has it now; and what should come back. One press on a line leads to that copy."""

from collections.abc import Collection
from dataclasses import dataclass

from facilitator_app import calendar
from facilitator_app.records import Printed
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import Id
from facilitator_app.ui.desk import Desk
from facilitator_app.ui.page import Page
from facilitator_app.ui.parts.buttons import link_button
from facilitator_app.ui.parts.choices import Choice, Choices
from facilitator_app.ui.parts.columns import Columns
from facilitator_app.ui.parts.empty import Empty
from facilitator_app.ui.parts.rows import Rows
from facilitator_app.ui.parts.words import body, sentence
from facilitator_app.ui.place import Place
from facilitator_app.workbook import fetch_back, paper_out, print_register
from facilitator_app.workbook.acts import Changed
from facilitator_app.workbook.paper_out import ALL, FETCH, OUT, Line
from facilitator_app.workbook.workbook import Workbook

TITLE = "Paper that is out"
TO_FETCH = "Paper to fetch back"
_AT_ONCE = 40  # rows are widgets
_FEW = 6
_SAYS = {
    FETCH: "Something has changed since these copies left. Fetch them back, or write down what became of them.",
    OUT: "Press one to write down where it went: it came back, somebody else has it, it was destroyed.",
    ALL: "Every copy that was printed or saved, and where it went.",
}
_NONE = {
    FETCH: (
        "There is nothing to fetch back.",
        "When a line is changed, somebody stops, or words are taken back, the copies that are out stand here.",
    ),
    OUT: ("No paper is out.", "What is printed or saved stands here until it came back or was destroyed."),
    ALL: ("Nothing has been printed yet.", "What is printed or saved stands here."),
}


@dataclass(frozen=True, slots=True, repr=False)
class _Found:
    """What the page shows: lines by case."""

    file: CaseFile | None  # where it is of one case
    which: str
    cases: list[tuple[CaseFile, list[Line]]]
    wrong: bool  # whether anything should come back
    unlooked: bool  # whether words are to be looked for on copies that came later


class RegisterPage(Page):
    """`more` is which: "fetch", "out" or "all". Without a case it is over all of them."""

    place_in_rail = "papers"

    def __init__(self, desk: Desk, book: Workbook, place: Place) -> None:
        super().__init__(desk, book, place)
        self._most = _AT_ONCE

    def concerns(self, changed: Changed) -> bool:
        """Any case, where it is over all."""
        return super().concerns(changed) and bool(changed.cases)

    def read(self) -> _Found:
        """The lines; what should come back first, where nobody chose."""
        case = self.place.case
        if not case:
            wrong = bool(self.book.dues("", (FETCH,)))
            which = self.place.more or (FETCH if wrong else OUT)
            return _Found(None, which, paper_out.across(self.book, which, self._most), wrong, unlooked=False)
        file = self.book.case(case)
        fetch = paper_out.lines_of(self.book, file, FETCH)
        which = self.place.more or (FETCH if fetch else OUT)
        lines = fetch if which == FETCH else paper_out.lines_of(self.book, file, which)
        unlooked = self.book.side is None and bool(fetch_back.not_looked_at(file))
        return _Found(file, which, [(file, lines)] if lines else [], bool(fetch), unlooked)

    def show_read(self, found: _Found) -> None:
        """A line each."""
        if found.file is not None:
            self.case_strip(found.file, "")
        else:
            self.title = TITLE
        columns = Columns()
        if found.cases:
            columns.text.add(sentence(TO_FETCH if found.which == FETCH else TITLE if found.which == OUT else "Every copy"))
            columns.text.add(body(_SAYS[found.which], "soft"), before=8)
        else:
            columns.text.add(Empty(*_NONE[found.which]))
        shown = 0
        for file, lines in found.cases:
            if not self.place.case and shown < self._most:
                columns.text.section(file.nickname)
            self._rows(columns, lines[: max(0, self._most - shown)])
            shown += len(lines)
        if shown > self._most:
            more = link_button("Show more")
            more.clicked.connect(self._more)
            columns.text.add(more, before=20)
        self._at_side(columns, found)
        self.put_in(columns)

    def _rows(self, columns: Columns, lines: list[Line]) -> None:
        rows = Rows(whole=True)
        for line in lines:
            rows.add(line.words, self._under(line), key=line.key)
        rows.pressed.connect(self._open)
        if lines:
            columns.text.add(rows, before=12, out=True)

    def _under(self, line: Line) -> str:
        if line.fetch is None:
            return line.where
        since = f" Since {calendar.said(line.fetch.since, self.book.clock.today())}." if line.fetch.since else ""
        return f"{line.fetch.reasons[0].words}{since} {line.where}"

    def _open(self, key: str) -> None:
        case, printed = key.split("/")
        self.go.emit(Place("paper", Id(case), Id(printed)))

    def _at_side(self, columns: Columns, found: _Found) -> None:
        columns.side.section("Show", first=True)
        options = [Choice(FETCH, "To fetch back"), Choice(OUT, "Still out"), *([Choice(ALL, "Every copy")] if self.place.case else [])]
        choices = Choices(options, found.which)
        choices.chosen.connect(lambda key: self.go.emit(Place("register", self.place.case, Id(""), key)))
        columns.side.add(choices, out=True)
        if self.place.case and found.file is not None and found.file.all(Printed):
            on_paper = link_button("This register on paper")
            on_paper.clicked.connect(lambda: self.to("around", "", "register"))
            columns.side.add(on_paper, before=20)
        if found.unlooked:
            columns.side.add(body("Words were moved or taken back, and some copies were not looked at yet.", "soft"), before=20)
            look = link_button("Look for these words on the copies")
            look.clicked.connect(lambda: self.act(lambda: fetch_back.look(self.book, self.place.case)))
            columns.side.add(look, before=6)

    def _more(self) -> None:
        self._most += _AT_ONCE
        self.refresh()


def add_register(page: Page, columns: Columns, file: CaseFile, only: Collection[Id] | None = None) -> None:
    """The paper of a case that is out, in the side column of another page; `only` these copies."""
    out = [row for row in print_register.register(file) if only is None or row[0] in only]
    if not out:
        return
    where = link_button("Where it is")
    where.clicked.connect(lambda: page.to("register", "", OUT))
    columns.side.section(TITLE)
    rows = Rows()
    for _, words, when in out[:_FEW]:
        rows.add(words, when)
    columns.side.add(rows)
    columns.side.add(where, before=8)
