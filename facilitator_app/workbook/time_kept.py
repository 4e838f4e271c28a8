"""Time and miles of the person who uses this workbook, month by month, and the table that an expenses claim is made from.

It holds days, what for, and the case's reference; no name of anybody in a case and no address. A claim goes to people who may not know
who is in a case, so that a line goes into it as it was typed only while nothing but figures and their units stand in it.
"""

import csv
import io
import re
from dataclasses import dataclass

from facilitator_app import calendar
from facilitator_app.language import word
from facilitator_app.records import TimeSpent
from facilitator_app.records.record import Id
from facilitator_app.records.time_spent import Spent, said_back, understood
from facilitator_app.workbook.cells import marked
from facilitator_app.workbook.visits import my_time
from facilitator_app.workbook.workbook import Workbook

_OF_FIGURES = frozenset({
    "h", "hr", "hrs", "hour", "hours", "m", "min", "mins", "minute", "minutes", "mi", "mile", "miles", "travel", "travelling", "drive", "driving",
    "journey", "way", "on", "the", "there", "and", "back", "return", "parking", "toll", "tolls", "bus", "train", "fare", "fares", "ticket", "tickets",
})  # fmt: skip
_COLUMNS = ("day", "case", "for what", "minutes", "minutes on the way", "miles", "other costs in pounds", "as it was typed")


@dataclass(frozen=True, slots=True, repr=False)
class Entry:
    """One line: its record, its day, what for, the case's reference, and how it was understood."""

    record: Id
    on: str
    what: str
    reference: str
    spent: Spent
    line: str


@dataclass(frozen=True, slots=True, repr=False)
class Month:
    """One month's lines, the latest first, and what they come to."""

    name: str
    entries: tuple[Entry, ...]
    total: str


def months(book: Workbook) -> tuple[Month, ...]:
    """Everything that was written down, the latest month first. What has no day stands in a month without a name, at the top."""
    references = {fact.case: fact.reference for fact in book.cases()}
    lines = [one for one in my_time(book).all(TimeSpent) if one.line.strip()]
    entries = [
        Entry(one.id, one.on, word("activity", one.activity), references.get(one.for_case, ""), understood(one.line), one.line)
        for one in lines
    ]
    by_month: dict[str, list[Entry]] = {}
    for entry in sorted(entries, key=lambda one: one.on, reverse=True):
        by_month.setdefault(entry.on[:7], []).append(entry)
    today = book.clock.today()
    return tuple(Month(calendar.said(month, today), tuple(found), said_back(_sum(found))) for month, found in by_month.items())


def _sum(entries: list[Entry]) -> Spent:
    spent = [entry.spent for entry in entries]
    return Spent(
        sum(one.minutes for one in spent),
        sum(one.travel_minutes for one in spent),
        sum(one.tenths_of_a_mile for one in spent),
        sum(one.pence for one in spent),
    )


def as_table(month: Month) -> bytes:
    """One month as CSV (UTF-8 with a mark, so that a spreadsheet reads it right). A cell that begins like a formula is kept from being one."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    for one in reversed(month.entries):
        spent = one.spent
        writer.writerow((
            one.on, marked(one.reference), one.what, spent.minutes, spent.travel_minutes, f"{spent.tenths_of_a_mile / 10:g}",
            f"{spent.pence / 100:.2f}", marked(one.line) if _is_figures(one.line) else "",
        ))  # fmt: skip
    return out.getvalue().encode("utf-8-sig")


def leaves_words_out(month: Month) -> bool:
    """Whether somebody wrote more into a line than a claim may hold."""
    return not all(_is_figures(one.line) for one in month.entries)


def _is_figures(line: str) -> bool:
    return {word.casefold() for word in re.findall(r"[^\W\d_]+", line)} <= _OF_FIGURES
