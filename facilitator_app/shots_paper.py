"""What is done before pictures of paper that is out are taken: copies leave, the office prints one, and words that may stand on it are moved."""

from typing import Any

from facilitator_app.records import Moved
from facilitator_app.records.record import Id

_REFERENCE = "RJ-2026-0101"


def _case(workspace: Any) -> Id:
    return Id(next(fact.case for fact in workspace.book.vault.case_facts() if fact.reference == _REFERENCE))


def press(workspace: Any, words: str) -> None:
    from facilitator_app.ui.parts.buttons import Button  # noqa: PLC0415 - after the platform was chosen

    next(button for button in workspace.page.findChildren(Button) if button.words() == words).click()


def first_line(workspace: Any) -> None:
    from facilitator_app.ui.parts.rows import Row  # noqa: PLC0415 - as above

    workspace.page.findChildren(Row)[0].pressed.emit()


def copies_left(workspace: Any) -> None:
    """Copies of the agreement, as on the day on which it was signed; one of them is asked of the office."""
    from facilitator_app.workbook import office, paper_out, papers  # noqa: PLC0415 - as above
    from facilitator_app.workbook.print_register import PRINTED, TO_OFFICE, Wanted  # noqa: PLC0415 - as above

    book, case = workspace.book, _case(workspace)
    for copy in papers.copies(book, case):
        wanted = (
            Wanted("2026-03-20", office.ways(book.case(case), copy.recipient, "agreement")[0][0]) if copy.handle == "harmed-1" else None
        )
        if copy.handle in ("harmed-1", "responsible-1", "case-file"):
            papers.issued(book, case, papers.make(copy), TO_OFFICE if wanted else PRINTED, 1, wanted)
    kept = next(line.printed for line in paper_out.lines_of(book, book.case(case)) if "Daniel" in line.words)
    paper_out.note(book, book.case(case), kept, "kept")


def words_moved(workspace: Any) -> None:
    """Everything that was printed is printed by the office too, and a line has changed since: it is to be fetched back."""
    from facilitator_app.workbook import office  # noqa: PLC0415 - as above

    book, case = workspace.book, _case(workspace)
    for due in office.waiting(book):
        if one := office.one_of(book, due.case, due.record):
            office.printed(book, one)
    harmed, responsible = (side.id for side in book.case(case).sides)
    book.add(Moved, case, {"taken_from": harmed, "given_to": responsible, "on": "2026-03-18", "by": "Priya"})
