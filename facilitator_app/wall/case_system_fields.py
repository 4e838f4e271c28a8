"""The fields of a case as its service's case system is given them, out of `resources/case_system/fields.toml`. Knows no case."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from facilitator_app.language import word, words
from facilitator_app.resources import text

_HOLES = {"person": r"(?P<person>(?:harmed|responsible|taking_part)(?:_\d+)?)", "n": r"(?P<n>\d+)", "m": r"(?P<m>\d+)"}
_HOLE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Declared:
    """One field as it is documented. `line`: what stands with it on one line of the text; without one it has a line of its own."""

    name: str
    kind: str
    meaning: str
    group: str = ""
    label: str = ""
    codes: str = ""
    line: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """The declaration behind one name, and what stands in the holes of it: {"person": "harmed_2", "n": "1"}."""

    declared: Declared
    place: int  # of the declaration
    holes: Mapping[str, str]

    @property
    def line(self) -> str:
        """The line of the text on which it stands, the same for all that stand on it."""
        return _HOLE.sub(lambda hole: self.holes[hole[1]], self.declared.line or self.declared.name)

    @property
    def label(self) -> str:
        """What it is called in the text."""
        scope = word("consent_scope", self.holes.get("scope", ""))
        said = {"Person": person_words(self.holes.get("person", "")), "scope": scope[:1].lower() + scope[1:]}
        return _HOLE.sub(lambda hole: said.get(hole[1], self.holes.get(hole[1], "")), self.declared.label)


def person_words(person: str) -> str:
    """“Person harmed” of "harmed", “Person harmed 2” of "harmed_2"; “Another” of whoever is of neither side."""
    role, number = role_of(person)
    said = word("role", role).replace("Taking part", "Person taking part").capitalize()
    return f"{said} {number}" if number > 1 else said


def role_of(person: str) -> tuple[str, int]:
    """("harmed", 2) of "harmed_2", ("harmed", 1) of "harmed"."""
    role, _, number = person.rpartition("_")
    return (role, int(number)) if number.isdigit() else (person, 1)


@cache
def version() -> int:
    """Which version of the description this is."""
    return int(_table()["version"])


@cache
def groups() -> Mapping[str, str]:
    """The headings of the text, in their order."""
    return MappingProxyType(dict(_table()["groups"]))


@cache
def declared() -> tuple[Declared, ...]:
    """Every field, in the order of the file."""
    return tuple(Declared(**one) for one in _table()["field"])


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(text("case_system", "fields.toml"))


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    holes = _HOLES | {"scope": f"(?P<scope>{'|'.join(words('consent_scope'))})"}
    return tuple(re.compile(_HOLE.sub(lambda hole: holes[hole[1]], one.name)) for one in declared())


def found(name: str) -> Found | None:
    """The declaration of a field; None where nothing of that name is documented."""
    for place, pattern in enumerate(_patterns()):
        match = pattern.fullmatch(name)
        if match:
            return Found(declared()[place], place, match.groupdict())
    return None
