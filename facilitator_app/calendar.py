"""Days, times, working days, and the numbers that law or a service sets. Knows nothing of cases; every "today" in the program comes from a `Clock`."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cache
from typing import Any

from facilitator_app.resources import text

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_SATURDAY = 5
_NEAR_DAYS = 14
_LAST_YEAR = 9000  # "31/12/9999" is how case systems write "no end"; from a day that late nobody can count further
_YEARS_AHEAD = 20  # two figures that lie further ahead are somebody's birthday


@cache
def london() -> tzinfo:
    """Where all that happens here happens."""
    from zoneinfo import ZoneInfo  # noqa: PLC0415 - costs 2 ms, and the unlock screen tells no time

    return ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True)
class Clock:
    """What time it is. `fixed` (an aware moment) stops it: for tests, for demonstrations and for `--today`."""

    fixed: datetime | None = None

    def now(self) -> datetime:
        """An aware moment, in London."""
        return (self.fixed or datetime.now(UTC)).astimezone(london())

    def today(self) -> date:
        """The day in London."""
        return self.now().date()

    def stamp(self) -> str:
        """The moment in UTC, ISO 8601, to the second."""
        return self.now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def clock_at(words: str) -> Clock:
    """A clock that stands at "2026-03-17" (noon) or "2026-03-17T10:00", London time. Raises `ValueError`."""
    moment = datetime.fromisoformat(words)
    if "T" not in words and " " not in words:
        moment = moment.replace(hour=12)
    return Clock(moment if moment.tzinfo else moment.replace(tzinfo=london()))


# What people type -------------------------------------------------------------------------------------------------------------

# As words: `re` keeps what it has read of them, and before the unlock screen nobody types a day.
_ISO = r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?\Z"
_BRITISH = r"(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})\Z"
_WORDS = r"(?:([A-Za-z]+)\s+)?(\d{1,2})(?:st|nd|rd|th)?\s+([A-Za-z]{3,})(?:\s+(\d{4}|\d{2}))?\Z"
_MONTH_YEAR = r"([A-Za-z]{3,})\s+(\d{4})\Z"
_TIME = r"(?i)(\d{1,2})(?:[:.h]?(\d{2}))?\s*(am|pm)?\Z"
_HHMM = r"\d\d:\d\d\Z"


def day_from(words: str, today: date) -> str | None:  # noqa: PLR0911 - one for each way of writing a day
    """ISO 8601, perhaps only a year and month, of what a person typed: "17 March", "17/3/26", "tomorrow". None when it is no day."""
    words = " ".join(words.replace(",", " ").split())
    named = {"today": 0, "tomorrow": 1, "yesterday": -1}.get(words.lower())
    if named is not None:
        return _moved(today, named)
    if found := re.match(_ISO, words):
        return _day(found[1], found[2], found[3])
    if found := re.match(_BRITISH, words):
        return _day(_year(found[3], today), found[2], found[1])
    if found := re.match(_WORDS, words):
        month = _month(found[3])
        if not month:
            return None
        return _day(_year(found[4], today), month, found[2]) if found[4] else _nearest(today, month, found[2], found[1] or "")
    if found := re.match(_MONTH_YEAR, words):
        month = _month(found[1])
        return _day(found[2], month, None) if month else None
    return None


def _moved(day: date, days: int) -> str | None:
    try:
        return (day + timedelta(days=days)).isoformat()
    except OverflowError:
        return None


def _year(words: str, today: date) -> str:
    if len(words) == len("2026"):
        return words
    return f"20{words}" if 2000 + int(words) <= today.year + _YEARS_AHEAD else f"19{words}"


def _month(words: str) -> str:
    hits = [number for number, name in enumerate(_MONTHS, 1) if name.lower().startswith(words.lower())]
    return str(hits[0]) if len(hits) == 1 else ""


def _nearest(today: date, month: str, day: str, weekday: str) -> str | None:
    """The day without a year that lies nearest to today: in November "4 January" is the coming one. A weekday that fits counts more,
    so that "Mon 5 Jan", as it was shown all year, is still that day in December.
    """
    for reach in (1, 4):  # as far as the next 29 February
        years = range(today.year - reach, today.year + reach + 1)
        found = [date.fromisoformat(iso) for year in years if (iso := _day(str(year), month, day))]
        if found:
            return min(found, key=lambda one: (not _is(one, weekday), abs((one - today).days))).isoformat()
    return None


def _is(day: date, weekday: str) -> bool:
    return len(weekday) >= len("Mon") and _DAYS[day.weekday()].lower().startswith(weekday.lower())


def _day(year: str, month: str | None, day: str | None) -> str | None:
    try:
        if int(year) > _LAST_YEAR:
            return None
        if day is not None and month is not None:
            return date(int(year), int(month), int(day)).isoformat()
        if month is not None:
            return date(int(year), int(month), 1).isoformat()[:7]
        return f"{date(int(year), 1, 1).year:04}"
    except ValueError:
        return None


def time_from(words: str) -> str | None:
    """ "HH:MM" of what a person typed: "9.30", "5pm", "17:20". None when it is no time."""
    found = re.match(_TIME, words.strip())
    if not found:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half and not 1 <= hour <= 12:  # noqa: PLR2004 - a clock face
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None  # noqa: PLR2004 - hours and minutes


def whole_day(iso: str) -> date | None:
    """The day of a full ISO date; None for a partial one, an empty one, words, or a year from which nothing can be counted."""
    try:
        found = date.fromisoformat(iso) if len(iso) == len("2026-03-17") and re.match(_ISO, iso) else None
    except ValueError:
        return None
    return found if found is not None and found.year <= _LAST_YEAR else None


# What people read -------------------------------------------------------------------------------------------------------------


def short(day: date, today: date | None = None) -> str:
    """ "Wed 25 Feb", with the year when it is not this one. Joined by no-break spaces: a date is never broken over two lines."""
    year = f" {day.year}" if today is None or day.year != today.year else ""
    return f"{_DAYS[day.weekday()][:3]} {day.day} {_MONTHS[day.month - 1][:3]}{year}".replace(" ", "\u00a0")


def long(day: date, today: date | None = None) -> str:
    """ "Wednesday 25 February", with the year when it is not this one."""
    year = f" {day.year}" if today is None or day.year != today.year else ""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}{year}".replace(" ", "\u00a0")


def on_paper(day: date, language: str) -> str:
    """A day in words on a paper: "Wednesday 25 February 2026", in Welsh "Dydd Mercher 25 Chwefror 2026". Raises `FileNotFoundError` for a
    language that there are no words in.
    """
    if language == "en-GB":
        return long(day)
    names = _names(language)
    # In Welsh the weekday is two words: only between it and the day may a line end.
    return f"{names['weekdays'][day.weekday()]} {day.day} {names['months'][day.month - 1]} {day.year}".replace(" ", "\u00a0").replace(
        f"\u00a0{day.day}\u00a0", f" {day.day}\u00a0", 1
    )


@cache
def _names(language: str) -> Mapping[str, Any]:
    names: Mapping[str, Any] = tomllib.loads(text("papers", f"{language}.toml"))["calendar"]
    return names


def said(iso: str, today: date) -> str:
    """A stored day for a list: "Wed 25 Feb", "March 2026", "2026", or what was typed."""
    whole = whole_day(iso)
    if whole:
        return short(whole, today)
    found = re.match(_ISO, iso)
    if found and found[2] and not found[3] and 1 <= int(found[2]) <= len(_MONTHS):
        return f"{_MONTHS[int(found[2]) - 1]} {found[1]}"
    return iso


def away(day: date, today: date) -> str:
    """ "today", "tomorrow", "in 3 days", "9 days ago"; empty when it is more than a fortnight away."""
    days = (day - today).days
    if days in (-1, 0, 1):
        return ("yesterday", "today", "tomorrow")[days + 1]
    if abs(days) > _NEAR_DAYS:
        return ""
    return f"in {days} days" if days > 0 else f"{-days} days ago"


def due_said(iso: str, today: date) -> str:
    """A stored day to which somebody looks forward: "Tue 17 Mar, in 3 days"."""
    whole = whole_day(iso)
    near = away(whole, today) if whole else ""
    return said(iso, today) + (f", {near}" if near else "")


def moment(day: date, at: str) -> datetime | None:
    """An appointment's local time, aware. A time that the clocks skip in spring is the one an hour later, one that comes twice the first."""
    if not re.match(_HHMM, at):
        return None
    try:
        return datetime.combine(day, time.fromisoformat(at), london()).astimezone(UTC).astimezone(london())
    except (ValueError, OverflowError):
        return None


# Working days -----------------------------------------------------------------------------------------------------------------


@cache
def _holiday_table() -> Mapping[str, Any]:
    return tomllib.loads(text("limits", "bank_holidays.toml"))


@cache
def _overrides() -> Mapping[date, bool]:
    """Dated changes that the holidays package does not know yet: true is a bank holiday, false is none after all."""
    return {row["day"]: bool(row["holiday"]) for row in _holiday_table().get("override", [])}


@cache
def _bank_holidays(year: int) -> frozenset[date]:
    import holidays  # noqa: PLC0415 - costs 0.2 s, and the unlock screen counts no working days

    country, _, part = _holiday_table()["area"].partition("-")
    return frozenset(holidays.country_holidays(country, subdiv=part or None, years=year))


def is_working_day(day: date) -> bool:
    """Neither a weekend nor a bank holiday."""
    override = _overrides().get(day)
    if override is not None:
        return not override and day.weekday() < _SATURDAY
    return day.weekday() < _SATURDAY and day not in _bank_holidays(day.year)


def add_working_days(day: date, days: int) -> date:
    """The day that lies `days` working days after `day` (before it, when negative); `day` itself is not counted."""
    step = 1 if days >= 0 else -1
    left = abs(days)
    while left:
        day += timedelta(days=step)
        left -= is_working_day(day)
    return day


def working_days_between(first: date, last: date) -> int:
    """How many working days lie after `first`, up to and with `last`."""
    return sum(is_working_day(first + timedelta(days=step)) for step in range(1, (last - first).days + 1))


# Numbers that somebody sets ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Limit:
    """A number that law, a standard or the service sets, from a day on; `set_by` is "law", "standard" or "service"."""

    key: str
    value: int
    since: date
    set_by: str
    source: str


@cache
def _limits() -> Mapping[str, tuple[Limit, ...]]:
    found: dict[str, tuple[Limit, ...]] = {}
    for row in tomllib.loads(text("limits", "practice.toml"))["limit"]:
        one = Limit(row["key"], row["value"], row["from"], row["set_by"], row["source"])
        found[one.key] = tuple(sorted((*found.get(one.key, ()), one), key=lambda limit: limit.since))
    return found


def limit(key: str, day: date) -> Limit:
    """The number that holds on a day; before the first of its kind, that one. Raises `KeyError` for a name that nobody has set."""
    every = _limits()[key]
    return next((one for one in reversed(every) if one.since <= day), every[0])
