"""What became of the sheets that were taken along, and where the paper is. Derived from what colleagues wrote of each, and typed nowhere."""

from enum import StrEnum

from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.check import and_words
from facilitator_app.records.record import Id
from facilitator_app.records.visit_sheet import SheetTyped, VisitSheet


class Became(StrEnum):
    """What became of a sheet. Derived from what colleagues wrote of it."""

    OUT = "out"  # printed, and nothing is written of it yet
    TYPED = "typed"
    BLANK = "blank"
    UNREADABLE = "unreadable"
    NOT_OUT = "not_out"  # it did not come out, whatever else anybody typed


# Of several accounts the first of these that is there.
_COUNTS = (Became.NOT_OUT, Became.TYPED, Became.UNREADABLE, Became.BLANK)


def sheets_of(file: CaseFile, meeting: Id) -> tuple[VisitSheet, ...]:
    """The sheets of one visit, by their numbers."""
    mine = (sheet for sheet in file.all(VisitSheet) if sheet.meeting == meeting)
    return tuple(sorted(mine, key=lambda sheet: (sheet.number, sheet.made, sheet.id)))


def accounts_of(file: CaseFile, sheet: Id) -> tuple[SheetTyped, ...]:
    """What colleagues wrote of one sheet, the earliest first."""
    return tuple(sorted((one for one in file.all(SheetTyped) if one.sheet == sheet), key=lambda one: (one.typed, one.id)))


def became_of(file: CaseFile, sheet: VisitSheet) -> Became:
    """What became of a sheet. One that did not come out stays so until whoever said it says otherwise."""
    said = {one.became for one in accounts_of(file, sheet.id)}
    return next((one for one in _COUNTS if one.value in said), Became.OUT)


def where_is(file: CaseFile, sheet: VisitSheet) -> tuple[str, str]:
    """Where the paper of a sheet is: the code of the place, and who has it, as far as anybody wrote it down. The latest account counts."""
    told = [one for one in accounts_of(file, sheet.id) if one.paper or one.where_now]
    if became_of(file, sheet) is Became.NOT_OUT:
        told = [one for one in told if one.became == Became.NOT_OUT.value]
    return (told[-1].paper, told[-1].where_now) if told else ("", "")


def left_behind(file: CaseFile, meeting: Id) -> str:
    """Which sheets of a visit did not come out: "P-3 did not come out". It is said wherever the visit is, so that nobody takes it for whole."""
    names = [name_of(one) for one in sheets_of(file, meeting) if became_of(file, one) is Became.NOT_OUT]
    return f"{and_words(names)} did not come out" if names else ""


def name_of(sheet: VisitSheet) -> str:
    """What stands on it: "P-1"."""
    return f"P-{sheet.number}"
