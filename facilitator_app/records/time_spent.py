"""Time and miles: one line at the end of a visit, read as it is typed. It says for which case, and nothing of anybody in it."""

import re
from dataclasses import dataclass
from typing import Annotated, ClassVar

from facilitator_app.records.record import NOBODY, Ask, Choice, Compartment, Day, Id, Record, Seen, record

_HOUR = 60


@record
class TimeSpent(Record):
    """What one visit, call or evening took the person who uses this workbook. Their own, not a measure of them."""

    kind: ClassVar[str] = "time_spent"
    title: ClassVar[str] = "Time and miles"
    compartment: ClassVar[Compartment] = Compartment.USER

    for_case: Annotated[Id, Ask("For which case", seen=Seen.SERVICE)] = NOBODY  # a case's id; empty for what is no case's
    about: Annotated[Id, Ask("For which visit", seen=Seen.SERVICE)] = NOBODY
    activity: Annotated[Choice, Ask("For what", choices="activity", seen=Seen.SERVICE)] = Choice("visit")
    on: Annotated[Day, Ask("Day", needed=True, seen=Seen.SERVICE)] = Day("")
    line: Annotated[
        str,
        Ask("Time and miles", "In one line: 70 min, travel 50, 24 miles, parking 3.20", seen=Seen.SERVICE),
    ] = ""


@dataclass(frozen=True, slots=True)
class Spent:
    """A line as it was understood. Minutes; tenths of a mile; pence. `rest` is what could not be read."""

    minutes: int = 0
    travel_minutes: int = 0
    tenths_of_a_mile: int = 0
    pence: int = 0
    rest: str = ""


_NUMBER = re.compile(r"\d{1,4}(?:\.\d{1,2})?")
_LENGTH = re.compile(
    r"(?P<h>\d{1,2}(?:\.\d{1,2})?)\s*(?:h|hr|hrs|hours?)\b\.?\s*(?P<more>\d{1,2})?|(?P<m>\d{1,4})\s*(?:m|mins?|minutes?)?\b", re.IGNORECASE
)
_NEXT_THING = re.compile(
    r"[,;+&]|\band\b|(?:(?<=min)|(?<=mins)|(?<=minutes)|(?<=miles))\s+(?=[\d£]|travel|driv|journey|parking|toll|bus|train|fare|ticket)",
    re.IGNORECASE,
)
_MILES = re.compile(r"\bmiles?\b|\bmi\b", re.IGNORECASE)
_MONEY = re.compile(r"£|\b(?:parking|tolls?|bus|train|fares?|ticket)\b", re.IGNORECASE)
_WAY = re.compile(r"\b(?:travel(?:ling)?|driv(?:e|ing)|journey|way)\b", re.IGNORECASE)


def understood(line: str) -> Spent:
    """What a line says: "70 min, travel 50, 24 miles, parking 3.20", "1h 10 and 24 miles", "45". A number alone is minutes."""
    minutes = travel = miles = pounds = 0.0
    rest = []
    for part in filter(None, (one.strip() for one in _NEXT_THING.split(line))):
        number, length = _NUMBER.search(part), _LENGTH.search(part)
        if number is None or length is None or len(_NUMBER.findall(part)) > (2 if length["more"] else 1):
            rest.append(part)
        elif _MILES.search(part):
            miles += float(number[0])
        elif _MONEY.search(part):
            pounds += float(number[0])
        elif _WAY.search(part):
            travel += _length(length)
        else:
            minutes += _length(length)
    return Spent(round(minutes), round(travel), round(miles * 10), round(pounds * 100), ", ".join(rest))


def _length(match: re.Match[str]) -> float:
    if match["h"]:
        return float(match["h"]) * _HOUR + float(match["more"] or 0)
    return float(match["m"])


def said_back(spent: Spent) -> str:
    """How it was understood: "70 minutes, 50 on the way, 24 miles, £3.20". Empty when nothing was."""
    parts = [
        f"{spent.minutes} minutes" if spent.minutes else "",
        f"{spent.travel_minutes} minutes on the way" if spent.travel_minutes else "",
        f"{spent.tenths_of_a_mile / 10:g} miles" if spent.tenths_of_a_mile else "",
        f"£{spent.pence / 100:.2f}" if spent.pence else "",
    ]
    return ", ".join(filter(None, parts))
