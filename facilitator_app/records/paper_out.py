"""Where each copy is: with somebody, kept by the service, back, destroyed, or never printed. Derived from what is written down, and typed nowhere."""

from enum import StrEnum

from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.paper import PaperAsked, PaperWent, Printed
from facilitator_app.records.record import NOBODY
from facilitator_app.records.sheets_out import Became, became_of, where_is
from facilitator_app.records.visit_sheet import VisitSheet

AGREEMENTS = ("agreement", "")  # before there were other papers every copy was one
VISIT_PACK = "visit_pack"
TO_A_MEETING = ("supporter", "interpreter", "prison_visit")
OUTSIDE = ("prison_visit", "referrer", "court", "checker")  # papers whose reader is nobody of the case
OPENED = frozenset({*TO_A_MEETING, *OUTSIDE})  # by somebody's own yes, and closed again by their no
FOR_THE_MEETING = frozenset({"guide", "seating", "seating_officer", "agreement_blank"})

CARRIED = FOR_THE_MEETING | {"visit_pack"}  # what facilitators carry there and back, whoever it is about


class Place(StrEnum):
    """In whose hands a copy is."""

    ASKED = "asked"  # the office was asked to print it: there is no paper yet
    NEVER = "never"  # the office did not print it, and will not
    OUT = "out"
    KEPT = "kept"  # by the service
    BACK = "back"
    DESTROYED = "destroyed"


OUT_OF_HAND = frozenset({Place.OUT, Place.KEPT})  # there is paper, somewhere
_PLACES = {"kept": Place.KEPT, "back": Place.BACK, "destroyed": Place.DESTROYED}


def went(file: CaseFile, printed: Printed) -> tuple[PaperWent, ...]:
    """Where a copy has been, the latest first."""
    mine = [one for one in file.all(PaperWent) if one.printed == printed.id]
    at = {one.id: number for number, one in enumerate(mine)}
    return tuple(sorted(mine, key=lambda one: (one.on, at[one.id]), reverse=True))


def asked_of(file: CaseFile, printed: Printed) -> PaperAsked | None:
    """What the office was asked about a copy, last."""
    mine = [one for one in file.all(PaperAsked) if one.printed == printed.id]
    return mine[-1] if mine else None


def place_of(file: CaseFile, printed: Printed) -> Place:
    """Where a copy is. What nobody wrote anything of is out, but for the case file's own agreement."""
    latest = next(iter(went(file, printed)), None)
    if latest is not None:
        return _PLACES.get(latest.what, Place.OUT)
    if printed.paper == VISIT_PACK and (of_sheets := _of_sheets(file, printed)) is not None:
        return of_sheets
    asked = asked_of(file, printed)
    if asked is not None and not asked.printed_at:
        return Place.NEVER if asked.cannot or asked.taken_back_on else Place.ASKED
    if asked is not None and asked.done_on and asked.hand_on == "keep":
        return Place.KEPT
    return Place.KEPT if is_case_files(printed) else Place.OUT


def _of_sheets(file: CaseFile, printed: Printed) -> Place | None:
    """Where the sheets of a visit are, as it was said of each when it was typed in: out, as long as one of them is; None before anything is said."""
    mine = [sheet for sheet in file.all(VisitSheet) if sheet.printed == printed.id]
    if all(became_of(file, sheet) is Became.OUT for sheet in mine):
        return None
    places = {where_is(file, sheet)[0] for sheet in mine}
    if not places <= {"handed_in", "destroyed"} or any(became_of(file, sheet) is Became.NOT_OUT for sheet in mine):
        return Place.OUT
    return Place.DESTROYED if places == {"destroyed"} else Place.KEPT


def is_case_files(printed: Printed) -> bool:
    """Whether it is the case file's own copy of an agreement, which the service keeps anyway."""
    return printed.recipient == NOBODY and printed.paper in AGREEMENTS


def waits_for_office(asked: PaperAsked) -> bool:
    """Whether the office has something to do with it still: to print it, or to hand it on."""
    return not (asked.cannot or asked.taken_back_on or asked.done_on)
