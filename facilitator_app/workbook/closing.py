"""The end of a case: what is still open before it, how it ended, and opening it again. Every ending is as good on one side as on the other."""

from facilitator_app.records import gates
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.check import Act, Check
from facilitator_app.records.record import Choice, Day
from facilitator_app.vault.rows import Changed
from facilitator_app.workbook.going_ahead import ask_before
from facilitator_app.workbook.workbook import Workbook


def still_open(book: Workbook, file: CaseFile) -> tuple[Check, ...]:
    """What stands before closing: calls, promises, lines that nobody has been told of."""
    return gates.before(file, book.clock.today(), Act.CLOSE)


def close(book: Workbook, file: CaseFile, because: str) -> Changed:
    """Closes a case today. Raises `NotWrittenDown` while something is open that nobody has gone past with a reason."""
    ask_before(book, file.id, Act.CLOSE)
    return book.record(file, file.case, {"closed_on": Day(book.clock.today().isoformat()), "closed_because": Choice(because)})


def open_again(book: Workbook, file: CaseFile) -> Changed:
    """Takes it up again. How it had ended stays in its history."""
    return book.record(file, file.case, {"closed_on": Day(""), "closed_because": Choice("")})
