"""Days that somebody should not be rung on, and days that come again each year. Derived from what is written down."""

import re
from collections.abc import Iterator
from datetime import date

from facilitator_app import calendar
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.people import Particulars, SafeContact
from facilitator_app.records.record import Id

_APART = re.compile(r"[,;\n]|\band\b")
_YEARS = 6  # so many years ahead of the referral are told; what is derived may not know what day it is today


def days_not_to_ring(file: CaseFile, person: Id) -> tuple[str, ...]:
    """The days (ISO) in "9 June, 14 February 2027" as they come; a day without a year comes each year."""
    contact = file.first(SafeContact, person)
    if contact is None or not contact.do_not_ring_on.strip():
        return ()
    found = [day for part in _APART.split(contact.do_not_ring_on) for day in _days(part.strip(), _first_year(file))]
    return tuple(sorted(found))


def _days(part: str, year: int) -> Iterator[str]:
    """Each year's day of a part without a year; the one day of a part with one; nothing of a part that is no day."""
    middle = date(year, 7, 1)
    once = calendar.day_from(part, middle)
    if not part or once is None or calendar.whole_day(once) is None:
        return
    if re.search(r"\d{4}|/\d{2}\s*\Z", part):
        yield once
        return
    for ahead in range(_YEARS):
        again = calendar.day_from(f"{part} {year + ahead}", middle)
        if again is not None and calendar.whole_day(again) is not None:
            yield again


def anniversaries(file: CaseFile) -> tuple[str, ...]:
    """The days (ISO) on which what happened is a year ago, two years ago, and so on; none where only a year or month is known."""
    happened = calendar.whole_day(file.case.incident_on)
    if happened is None:
        return ()
    first = _first_year(file)
    found = (f"{year}-{happened:%m-%d}" for year in range(max(first, happened.year + 1), first + _YEARS))
    return tuple(day for day in found if calendar.whole_day(day) is not None)


def release_of(file: CaseFile, person: Id) -> str:
    """The day on which somebody may be released (ISO), or ""."""
    known = file.first(Particulars, person)
    day = calendar.whole_day(known.release_on) if known else None
    return day.isoformat() if day else ""


def _first_year(file: CaseFile) -> int:
    received = calendar.whole_day(file.case.received_on)
    if received is not None:
        return received.year
    entered = min((one.at for one in file.entered.values() if one.at), default="")
    return int(entered[:4]) if entered else 2026
