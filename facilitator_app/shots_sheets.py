"""What is done before pictures of the sheets for a visit are taken: they are printed, and some of them typed in."""

from typing import Any

from facilitator_app.records import Preparation
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import Choice, Day, Id
from facilitator_app.records.sheets_out import sheets_of

_VISIT = "2026-02-18"


def visit(workspace: Any, case: Id) -> Preparation:
    """The visit of the story for which sheets are printed."""
    file: CaseFile = workspace.book.case(case)
    return next(one for one in file.all(Preparation) if one.day == _VISIT)


def print_sheets(workspace: Any, case: Id) -> Id:
    """The sheets of that visit, once; the visit."""
    from facilitator_app.workbook import pack  # noqa: PLC0415 - the press is loaded

    meeting, file = visit(workspace, case), workspace.book.case(case)
    if not sheets_of(file, meeting.id):
        pack.issued(workspace.book, case, pack.make(pack.offer(workspace.book, file, meeting)), "printed")
    return meeting.id


def type_in(workspace: Any, case: Id) -> Id:
    """All of them typed in but the third, which an officer keeps; the visit."""
    from facilitator_app.workbook import back_from_paper  # noqa: PLC0415 - as above

    meeting = print_sheets(workspace, case)
    for sheet in sheets_of(workspace.book.case(case), meeting):
        file = workspace.book.case(case)
        account = back_from_paper.mine(workspace.book, file, sheet)
        left = sheet.number == 3  # noqa: PLR2004 - P-3
        values = {"became": Choice("not_out" if left else "typed"), "where_now": "an officer at the desk kept it" if left else ""}
        first = {"person": account.person, "sheet": account.sheet, "author": account.author, "typed": account.typed}
        workspace.book.record(file, account, first | values)
    return meeting


def plan_after(workspace: Any, case: Id) -> Id:
    """A visit on this day to whoever comes first; the visit. Once for a case."""
    book = workspace.book
    file: CaseFile = book.case(case)
    person = file.sides[0].id
    today = book.clock.today().isoformat()
    known = next((one for one in file.of(Preparation, person) if one.day == today), None)
    if known is not None:
        return known.id
    meeting, _ = book.add(Preparation, case, {"person": person, "day": Day(today), "at": "14:00"})
    return Id(meeting)


def print_added(workspace: Any, case: Id) -> Id:
    """That visit, and its sheets with every one that may be taken along besides, printed once."""
    from facilitator_app.workbook import pack  # noqa: PLC0415 - as above

    id, book = plan_after(workspace, case), workspace.book
    file: CaseFile = book.case(case)
    meeting = file.get(Preparation, id)
    if meeting is not None and not sheets_of(file, id):
        made = pack.make(pack.offer(book, file, meeting, added=pack.may_add(file, meeting.person)))
        pack.issued(book, case, made, "printed")
    return id


def tick_read_back(workspace: Any) -> None:
    """Words that may be passed on, and the square beside them."""
    typed = workspace.page._typed  # noqa: SLF001 - the page as a user would leave it
    words = typed._steps[0].editor  # noqa: SLF001
    words.set_text("I sleep again, tell him that.")
    words.edited.emit(words.text())
    typed._go(1)  # noqa: SLF001
