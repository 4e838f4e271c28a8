"""Papers: what can be made, for whom, and which paper is out."""

from typing import ClassVar

from facilitator_app.records import Printed
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import Id
from facilitator_app.ui.page import Page
from facilitator_app.ui.pages.board import link_to_board
from facilitator_app.ui.parts.columns import Columns
from facilitator_app.ui.parts.empty import Empty
from facilitator_app.ui.parts.rows import Rows
from facilitator_app.ui.place import Place
from facilitator_app.workbook import agreeing, papers
from facilitator_app.workbook.acts import Changed
from facilitator_app.workbook.workbook import Workbook


def _with_papers(book: Workbook) -> list[CaseFile]:
    """The cases for which something can be made or has been: those with people who have been met."""
    found = []
    for fact in book.cases():
        if fact.known and not fact.closed_on:
            file = book.case(fact.case)
            if agreeing.agreement_of(file) or file.all(Printed):
                found.append(file)
    return found


class PapersPage(Page):
    """Across cases."""

    place_in_rail: ClassVar[str] = "papers"

    def concerns(self, changed: Changed) -> bool:
        """Any case's papers."""
        return bool(changed.kinds & {"agreement", "term", "printed", "copy_wish", "participant"})

    def read(self) -> list[CaseFile]:
        """Cases with papers."""
        return _with_papers(self.book)

    def show_read(self, found: list[CaseFile]) -> None:
        """A section a case."""
        self.title = "Papers"
        columns = Columns()
        columns.side.hide()
        for number, file in enumerate(found):
            columns.text.section(file.nickname, first=not number)
            rows = Rows()
            agreement = agreeing.agreement_of(file)
            if agreement and not agreement.none_wanted:
                for recipient, _ in papers.recipients(file):
                    name = file.name(recipient) or "the case file"
                    rows.add(f"Agreement for {name}", "", link="Look", key=f"{file.id}/{recipient or 'case-file'}")
            rows.add("Blank agreement sheets", "For a pen, in the meeting", link="Look", key=f"{file.id}/blank")
            rows.pressed.connect(self._open)
            columns.text.add(rows)
            out = papers.register(file)
            if out:
                register = Rows(whole=False)
                for _, words, when in out:
                    register.add(words, when, soft=True)
                columns.text.section("Paper that is out")
                columns.text.add(register)
        if not found:
            columns.text.add(Empty("No paper is needed yet.", "When there is an agreement, its copies stand here, each for one person."))
        columns.text.add(link_to_board(self), before=28)
        self.put_in(columns)

    def _open(self, key: str) -> None:
        case, recipient = key.split("/")

        self.go.emit(Place("copy", Id(case), Id(""), recipient))
