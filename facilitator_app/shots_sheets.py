"""What is done before pictures of the sheets for a visit are taken: they are printed, and some of them typed in."""

from typing import Any

from facilitator_app.records import Preparation
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import Choice, Id
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
