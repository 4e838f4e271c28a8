"""Numbers, hours and weekdays as people say them: "oh double seven", "half past six", "Weds". Where they stand in a text, and what they are.

Knows no case and no person. Pure.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

Place = tuple[int, int]

_UNITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_TIMES = {"double": 2, "treble": 3, "triple": 3}
FIGURES = {
    **{word: str(value) for value, word in enumerate((*_UNITS, *_TEENS))},
    **{word: str(10 * value) for value, word in enumerate(_TENS, 2)},
    **dict.fromkeys(("oh", "o", "nought", "nil"), "0"),
}

# Words as figures --------------------------------------------------------------------------------------------------------------

_NUMBER_WORD = "|".join(sorted((*FIGURES, *_TIMES, "hundred"), key=len, reverse=True))
_SAID = re.compile(rf"\b(?:(?:{_NUMBER_WORD}|\d+)\b(?:[\s,.\-‐‑–]+(?:and\s+)?)?){{2,}}", re.IGNORECASE)
_PART = re.compile(r"[a-z]+|\d+", re.IGNORECASE)
_LEAST_FIGURES = 6
_O_FOR_NOUGHT = re.compile(r"\b[\dOo](?:[\s.\-]?[\dOoIl]){8,}\b")
_AS_FIGURES = str.maketrans("OoIl", "0011")
_LEAST_REAL = 4  # figures among the letters that stand for some


def numbers_said(text: str) -> Iterator[tuple[Place, str]]:
    """Numbers of six figures and more that are said in words, wholly or in part, or typed with an O for a nought."""
    for match in _SAID.finditer(text):
        figures = figures_of(match.group())
        if len(figures) >= _LEAST_FIGURES and any(letter.isalpha() for letter in match.group()):
            yield (match.start(), match.start() + len(match.group().rstrip(" ,.-\n"))), figures
    for match in _O_FOR_NOUGHT.finditer(text):
        if sum(letter.isdigit() for letter in match.group()) >= _LEAST_REAL and not re.sub(r"[\s.\-]", "", match.group()).isdigit():
            yield match.span(), re.sub(r"\D", "", match.group().translate(_AS_FIGURES))


def figures_of(said: str) -> str:
    """Figures said in words: "double seven" is 77, "nine hundred" 900, "ninety-six" 96, "seven thirty" 730."""
    found: list[str] = []
    times = 1
    for part in _PART.findall(said.lower()):
        if part in _TIMES:
            times = _TIMES[part]
        elif part == "hundred":
            found.append("00")
        elif part != "and":
            figures = FIGURES.get(part, part)
            if part in _UNITS[1:] and found and found[-1] in _ROUND and times == 1:
                found[-1] = found[-1][0]  # "ninety six"
            found.append(figures * times)
            times = 1
    return "".join(found)


_ROUND = frozenset(str(10 * value) for value in range(2, 10))

# Hours -----------------------------------------------------------------------------------------------------------------------

_HOUR = rf"(\d{{1,2}}|{'|'.join((*_UNITS[1:], *_TEENS[:3]))})"
_MINUTES_SAID = "five|ten|quarter|twenty|twenty[ -]five"
_MINUTES_AFTER = "five|ten|fifteen|twenty|twenty[ -]five|thirty|forty|forty[ -]five|fifty|fifty[ -]five"
_HALF_DAY = r"\s?(?:am|pm|a\.m\.|p\.m\.)(?!\w)"
_PAST = re.compile(rf"\b(half|{_MINUTES_SAID})(?:\s+(past|to))?\s+{_HOUR}\b", re.IGNORECASE)
_WRITTEN = re.compile(rf"\b(?<![.:/])(\d{{1,2}})[:.h](\d{{2}})(?:{_HALF_DAY}|\b)(?![./]\d)", re.IGNORECASE)
_FULL = re.compile(rf"\b(?<![:.]){_HOUR}(?:{_HALF_DAY}|\s?o[’']?clock\b)", re.IGNORECASE)
_SAID_HOUR = re.compile(rf"\b({'|'.join((*_UNITS[1:], *_TEENS[:3]))})[ -]({_MINUTES_AFTER})\b", re.IGNORECASE)
_NOON = re.compile(r"\b(?:noon|midday|midnight)\b", re.IGNORECASE)
_HOUR_MINUTES = 60
_LAST_MINUTE = 59
_HALF_DAY_MINUTES = 12 * _HOUR_MINUTES  # "half past six" does not say of which half of the day
_QUARTER = 15
_HALF = 30


def times_in(text: str) -> Iterator[tuple[Place, int]]:
    """The hours in a text, as minutes of a half day."""
    for match in _PAST.finditer(text):
        before = match[2] is not None and match[2].lower() == "to"
        if match[1].lower() == "half" or match[2]:
            minutes = _minutes(match[1])
            yield match.span(), (_value(match[3]) * _HOUR_MINUTES + (-minutes if before else minutes)) % _HALF_DAY_MINUTES
    for match in _WRITTEN.finditer(text):
        if int(match[1]) <= 2 * len(_UNITS) + 4 and int(match[2]) <= _LAST_MINUTE:
            yield match.span(), (int(match[1]) * _HOUR_MINUTES + int(match[2])) % _HALF_DAY_MINUTES
    for match in _FULL.finditer(text):
        yield match.span(), _value(match[1]) * _HOUR_MINUTES % _HALF_DAY_MINUTES
    for match in _SAID_HOUR.finditer(text):
        yield match.span(), (_value(match[1]) * _HOUR_MINUTES + _value(match[2])) % _HALF_DAY_MINUTES
    for match in _NOON.finditer(text):
        yield match.span(), 0


def _minutes(said: str) -> int:
    return {"half": _HALF, "quarter": _QUARTER}.get(said.lower()) or _value(said)


def _value(said: str) -> int:
    return int(figures_of(said) or "0")


# Weekdays, and what is done on one at an hour ------------------------------------------------------------------------------------

_WEEKDAYS = (
    "mondays?|mon", "tuesdays?|tues?", "wednesdays?|weds?", "thursdays?|thurs?|thur", "fridays?|fri", "saturdays?|sat", "sundays?|sun",
)  # fmt: skip
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(f'({names})' for names in _WEEKDAYS)})\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=[A-Z])|\n\s*\n")
_FAR = 60  # letters between a weekday and an hour that still belong together


@dataclass(frozen=True, slots=True)
class Routine:
    """A weekday and an hour that are said together: when somebody is where they always are."""

    weekday: int
    minutes: int


def routines_in(text: str) -> Iterator[tuple[Place, Routine]]:
    """The weekdays that stand beside an hour in one sentence."""
    if not text.isascii():
        text = "".join(unicodedata.normalize("NFD", sign)[0] for sign in text)  # as long as it was
    if not _WEEKDAY.search(text):
        return
    days = [(match.span(), (match.lastindex or 1) - 1) for match in _WEEKDAY.finditer(text)]
    breaks = [match.start() for match in _SENTENCE.finditer(text)]
    for (start, end), minutes in times_in(text):
        for (first, last), weekday in days:
            place = min(start, first), max(end, last)
            if place[1] - place[0] <= _FAR and not any(place[0] < at < place[1] for at in breaks):
                yield place, Routine(weekday, minutes)


@cache
def short_weekdays() -> dict[str, str]:
    """The short names of weekdays that are no other word, and the weekday each is."""
    full = ("monday", "tuesday", "wednesday", "thursday", "friday")
    return {"tues": full[1], "weds": full[2], "thur": full[3], "thurs": full[3]}
