"""Papers: what can be made, for whom, and which paper is out."""

from typing import ClassVar

from facilitator_app.records import Agreement, Case, Participant, Printed
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import Id
from facilitator_app.ui.desk import Desk
from facilitator_app.ui.page import Page
from facilitator_app.ui.pages.board import link_to_board
from facilitator_app.ui.parts.buttons import link_button
from facilitator_app.ui.parts.columns import Columns
from facilitator_app.ui.parts.empty import Empty
from facilitator_app.ui.parts.rows import Rows
from facilitator_app.ui.place import Place
from facilitator_app.workbook import agreeing, papers
from facilitator_app.workbook.acts import Changed
from facilitator_app.workbook.workbook import Workbook

_ACROSS = (("Paper that is out, in all your cases", "register"), ("To print for others", "to_print"), ("Scans and photographs", "scans"))
_AT_ONCE = 12  # cases: the latest touched stand first, and each takes some milliseconds to show


def _with_papers(book: Workbook, most: int) -> list[CaseFile]:
    """The first cases for which something can be made or has been: those with people who have been met."""
    found = []
    for fact in book.cases():
        if fact.known and not fact.closed_on:
            file = book.part(fact.case, Case, Participant, Agreement, Printed)
            if any(person.print_name for person in file.all(Participant)):
                found.append(file)
                if len(found) == most:
                    break
    return found


class PapersPage(Page):
    """Across cases."""

    place_in_rail: ClassVar[str] = "papers"

    def __init__(self, desk: Desk, book: Workbook, place: Place) -> None:
        super().__init__(desk, book, place)
        self._most = _AT_ONCE

    def concerns(self, changed: Changed) -> bool:
        """Any case's papers."""
        return bool(changed.kinds & {"agreement", "term", "printed", "copy_wish", "participant"})

    def read(self) -> list[CaseFile]:
        """As many cases with papers as are shown, and one more that tells whether there are others."""
        return _with_papers(self.book, self._most + 1)

    def show_read(self, found: list[CaseFile]) -> None:
        """A section a case."""
        self.title = "Papers"
        columns = Columns()
        columns.side.hide()
        for number, file in enumerate(found[: self._most]):
            columns.text.section(file.nickname, first=not number)
            columns.text.add(self._rows(file))
            out = papers.register(file)
            if out:
                register = Rows(whole=False)
                for _, words, when in out:
                    register.add(words, when, soft=True)
                columns.text.section("Paper that is out")
                columns.text.add(register)
        if len(found) > self._most:
            more = link_button("Papers of other cases")
            more.clicked.connect(self._show_more)
            columns.text.add(more, before=28)
        if not found:
            columns.text.add(
                Empty(
                    "No paper is needed yet.",
                    "When people have names on paper, their letters and forms stand here, and what they agree.",
                )
            )
        for number, (words, page) in enumerate(_ACROSS):
            link = link_button(words)
            link.clicked.connect(lambda _=False, page=page: self.go.emit(Place(page)))
            columns.text.add(link, before=8 if number else 28)
        columns.text.add(link_to_board(self), before=8)
        self.put_in(columns)

    def _rows(self, file: CaseFile) -> Rows:
        """What can be made in one case: copies of the agreement, each person's letters, sheets for a pen."""
        rows = Rows()
        agreement = agreeing.agreement_of(file)
        if agreement and not agreement.none_wanted:
            for recipient, _ in papers.recipients(file):
                name = file.name(recipient) or "the case file"
                rows.add(f"Agreement for {name}", "", link="Look", key=f"{file.id}/{recipient or 'case-file'}")
        for person in file.all(Participant):
            if person.print_name:
                rows.add(f"Letters and forms for {person.print_name}", "", link="Look", key=f"{file.id}/forms:{person.id}")
        if file.sides:
            rows.add(
                "For those around the case", "Who comes along, a prison, an office, who checks a line", link="Look", key=f"{file.id}/around"
            )
        rows.add("Blank agreement sheets", "For a pen, in the meeting", link="Look", key=f"{file.id}/blank")
        rows.pressed.connect(self._open)
        return rows

    def _show_more(self) -> None:
        self._most += _AT_ONCE
        self.refresh()

    def _open(self, key: str) -> None:
        case, recipient = key.split("/")
        if recipient.startswith("forms:"):
            self.go.emit(Place("forms", Id(case), Id(recipient.removeprefix("forms:"))))
            return
        if recipient == "around":
            self.go.emit(Place("around", Id(case)))
            return
        self.go.emit(Place("copy", Id(case), Id(""), recipient))
