"""What was agreed, in all cases: every line that is still open, by when it is due, and who still has to be told."""

from itertools import groupby
from typing import ClassVar

from facilitator_app.ui.desk import Desk
from facilitator_app.ui.page import Page
from facilitator_app.ui.parts.buttons import Button, link_button
from facilitator_app.ui.parts.columns import Columns
from facilitator_app.ui.parts.empty import Empty
from facilitator_app.ui.parts.rows import Rows
from facilitator_app.ui.parts.words import sentence
from facilitator_app.ui.place import Place
from facilitator_app.workbook import board
from facilitator_app.workbook.acts import Changed
from facilitator_app.workbook.workbook import Workbook

TITLE = "What was agreed, in all your cases"
_AT_ONCE = 100  # rows are widgets: thousands of them would keep the page from opening


class BoardPage(Page):
    """Across cases. Closed while one side alone is open."""

    place_in_rail: ClassVar[str] = "papers"

    def __init__(self, desk: Desk, book: Workbook, place: Place) -> None:
        super().__init__(desk, book, place)
        self._most = _AT_ONCE

    def concerns(self, changed: Changed) -> bool:
        """Any case may have another line."""
        return bool(changed.cases)

    def read(self) -> board.Board:
        """From facts."""
        return board.board(self.book)

    def show_read(self, found: board.Board) -> None:
        """A section for what was due, for what comes soon, for later, and for what has no day."""
        self.title = TITLE
        columns = Columns()
        columns.side.hide()
        if found.lines:
            columns.text.add(sentence(found.sentence))
        else:
            words = "When people have signed what they agreed, its lines stand here until they are done and whoever wishes it was told."
            columns.text.add(Empty("No line of an agreement is open.", words))
            cases = link_button("To your cases")  # and the cursor has a place
            cases.clicked.connect(lambda: self.go.emit(Place("cases")))
            columns.text.add(cases, before=20)
        for group, lines in groupby(found.lines[: self._most], lambda line: line.group):
            columns.text.section(group)
            self._rows(columns, list(lines))
        if len(found.lines) > self._most:
            more = link_button("Show more lines")
            more.clicked.connect(self._more)
            columns.text.add(more, before=20)
        self.put_in(columns)

    def _rows(self, columns: Columns, lines: list[board.Line]) -> None:
        rows = Rows(whole=True)
        for at, line in enumerate(lines):
            rows.add(line.words, line.under, right=line.when, key=str(at), soft=True)
        rows.pressed.connect(lambda key: self._open(lines[int(key)]))
        columns.text.add(rows, out=True)

    def _open(self, line: board.Line) -> None:
        """The page of that line; which one it is may have to be read."""
        self.desk.ask(self, lambda: board.line_of(self.book, line), lambda term: self.go.emit(Place("sealed_term", line.case, term)))

    def _more(self) -> None:
        self._most += _AT_ONCE
        self.refresh()


def link_to_board(page: Page) -> Button:
    """The quiet way there from another page."""
    link = link_button(TITLE)
    link.clicked.connect(lambda: page.go.emit(Place("board")))
    return link
