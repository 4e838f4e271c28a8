"""Which words give nobody away by themselves, and which common ones tell something of whoever they are written of.

Both lists are closed, and lie in plain view in `resources/wall/`. Knows no case and no person.
"""

from collections.abc import Iterator
from functools import cache

from facilitator_app.resources import text

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
CALENDAR = frozenset(
    (*MONTHS, *_DAYS, *(name[:3] for name in (*MONTHS, *_DAYS)), "sept", "tues", "weds", "thur", "thurs", "christmas", "easter")
)

# How the last word of an address, or of a school's name, is shortened. "St" is two words: "Saint" counts as the same one.
STREETS = {
    "av": "avenue", "ave": "avenue", "bldgs": "buildings", "cl": "close", "cott": "cottage", "cres": "crescent", "ct": "court",
    "ctr": "centre", "dr": "drive", "est": "estate", "gdns": "gardens", "gro": "grove", "gr": "grove", "hse": "house", "hosp": "hospital",
    "la": "lane", "ln": "lane", "pde": "parade", "pk": "park", "pl": "place", "rd": "road", "sq": "square", "sch": "school",
    "st": "street", "saint": "street", "str": "street", "ter": "terrace", "terr": "terrace", "tce": "terrace",
}  # fmt: skip

STREET_WORDS = frozenset(
    (*STREETS, *STREETS.values(), "avenue", "cottage", "crescent", "flat", "green", "hill", "road", "row", "view", "way")
) - {"saint"}

_ENDINGS = (
    ("s", ("",)), ("es", ("",)), ("ies", ("y",)), ("ed", ("", "e")), ("ied", ("y",)), ("ing", ("", "e")), ("ly", ("", "le")), ("ily", ("y",)),
    ("er", ("", "e")), ("ers", ("", "e")), ("est", ("", "e")), ("ier", ("y",)), ("iest", ("y",)), ("ness", ("",)), ("iness", ("y",)),
    ("ings", ("", "e")),
)  # fmt: skip
_SHORT_NUMBER = 5  # "14", "2026": a house, an hour, a year
_LEAST_STEM = 2


def is_calendar(key: str) -> bool:
    """Whether a folded word names a month, a weekday or a feast: "Wednesdays" too."""
    return key in CALENDAR or key.removesuffix("s") in CALENDAR


@cache
def _ordinary() -> frozenset[str]:
    return frozenset((*_entries("ordinary.txt"), *_small(), *CALENDAR, *STREETS, *STREETS.values()))


@cache
def telling_phrases() -> frozenset[tuple[str, ...]]:
    """The phrases that tell something wherever they stand, each as its words."""
    return frozenset(tuple(entry.split("-")) for entry in _entries("telling.txt") if "-" in entry)


@cache
def _telling() -> frozenset[str]:
    return frozenset(entry.replace("é", "e").replace("è", "e") for entry in _entries("telling.txt") if "-" not in entry)


def _entries(name: str) -> Iterator[str]:
    for line in text("wall", name).splitlines():
        if not line.startswith("#"):
            yield from line.replace("'", "").split()


@cache
def _small() -> frozenset[str]:
    return frozenset(_entries("small.txt"))


def is_small(key: str) -> bool:
    """Whether a folded word is one of the small words of grammar, of which no run says anything."""
    return len(key) == 1 or key.isdigit() or key in _small()


def is_ordinary(key: str) -> bool:
    """Whether a folded word, in any of its forms, gives nobody away by itself. One letter or a short number never does."""
    if len(key) == 1 or (key.isdigit() and len(key) < _SHORT_NUMBER):
        return True
    words = _ordinary()
    return key in words or any(form in words for form in _ground_forms(key))


def _ground_forms(key: str) -> Iterator[str]:
    for ending, instead in _ENDINGS:
        if key.endswith(ending) and len(key) - len(ending) >= _LEAST_STEM:
            stem = key[: -len(ending)]
            for letters in instead:
                yield stem + letters
            if len(stem) > _LEAST_STEM and stem[-1] == stem[-2]:
                yield stem[:-1]  # "stopped"


def telling(key: str) -> str:
    """The entry under which a folded word tells something of a person whoever wrote it and however; empty when it does not."""
    words = _telling()
    if key in words:
        return key
    return key[:-1] if key.endswith("s") and key[:-1] in words else ""
