"""The three paths: what exists on a case's pages, what suggests a path, and what a kind of case changes. All of it is data.

A path is chosen by a person. Up is at once; down is the supervisor's.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from facilitator_app.language import word, words
from facilitator_app.records.case import Case
from facilitator_app.records.case_file import CaseFile
from facilitator_app.resources import text

# The fields of a case that can suggest a path or a kind of case, by the names under which the data speaks of them.
_ASKED = ("flags", "complexity", "entry_stage", "initiated_by")
_WORDS = {"flags": "flags", "complexity": "complexity", "entry_stage": "entry_stage", "initiated_by": "initiated_by"}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A path that a case's own fields suggest, and why, in words."""

    path: str
    why: str


@dataclass(frozen=True, slots=True)
class CaseType:
    """A kind of case that changes the work."""

    key: str
    why: str
    only_begun_by: tuple[str, ...]
    no_terms_about: tuple[str, ...]
    checks: tuple[str, ...]


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads(text("practice", "paths.toml"))


def level(path: str) -> int:
    """How careful a path is; one that nobody knows counts as the most careful."""
    return int(_data()["path"].get(path, {"level": 9})["level"])


def tabs(file: CaseFile) -> tuple[str, ...]:
    """The pages of a case, in their order: those of its path, and every other of which something was written down."""
    every = _data()["path"]["careful"]["tabs"]
    mine = _path(file)["tabs"]
    return tuple(tab for tab in every if tab in mine or (tab in _data()["part"] and has(file, tab)))


def has(file: CaseFile, part: str) -> bool:
    """Whether a part of the work exists for this case: by its path, or because something of it was written down."""
    if part in _path(file)["parts"]:
        return True
    kinds = _data()["part"].get(part, ())
    return any(record.kind in kinds for record in file.records.values())


def _path(file: CaseFile) -> Mapping[str, Any]:
    paths: Mapping[str, Any] = _data()["path"]
    found: Mapping[str, Any] = paths.get(file.case.path) or paths["careful"]
    return found


def suggested(values: Mapping[str, object]) -> Suggestion:
    """What the fields of a case suggest. Never more than a suggestion."""
    for rule in _data()["suggest"]:
        why = _said(rule, values)
        if why:
            return Suggestion(rule["path"], why)
    return Suggestion("standard", "")


def suggestion_for(file: CaseFile) -> Suggestion | None:
    """What is suggested for a case where nobody has chosen a path yet, or where something more careful is suggested than was chosen."""
    found = suggested({name: getattr(file.case, name) for name in _ASKED})
    if found.path == file.case.path:
        return None
    chosen = bool(file.standing_of(file.id, "path"))
    return found if not chosen or level(found.path) > level(file.case.path) else None


def types_of(case: Case) -> tuple[CaseType, ...]:
    """The kinds of case that this one is."""
    values = {name: getattr(case, name) for name in _ASKED}
    return tuple(
        CaseType(
            rule["key"],
            rule.get("why", ""),
            tuple(rule.get("only_begun_by", ())),
            tuple(rule.get("no_terms_about", ())),
            tuple(rule.get("checks", ())),
        )
        for rule in _data()["case_type"]
        if _said(rule, values)
    )


def _said(rule: Mapping[str, Any], values: Mapping[str, object]) -> str:
    """What of a rule fits, in words; empty when nothing does."""
    hits: list[str] = []
    for name in _ASKED:
        wanted: Sequence[str] = rule.get(name, ())
        have = values.get(name) or ()
        mine = have if isinstance(have, tuple | list) else (have,)
        hits += [words(_WORDS[name]).get(code, code) for code in wanted if code in mine]
    return ", ".join(hits)


def court_is_open(case: Case) -> bool:
    """Whether a court is not finished with this case."""
    return case.entry_stage in _data()["court"]["open_stages"] and not case.court_over_on


def court_words(case: Case) -> str:
    """What stands above every page of such a case; empty otherwise."""
    said: str = _data()["court"]["words"]
    return said.format(supervisor=case.supervisor or "your supervisor") if court_is_open(case) else ""


def acceptance_rule() -> str:
    """Whether the person responsible must accept what happened before anything is offered: "needed", "asked" or "no"."""
    return str(_data()["acceptance"]["rule"])


def path_word(path: str) -> str:
    """The name of a path."""
    return word("path", path)
