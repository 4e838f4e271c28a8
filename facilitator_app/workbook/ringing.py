"""Somebody rings: who it may be, the safe-contact rule first, then what may be said and what may not, then a note."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from facilitator_app.records import Participant, SafeContact, Told
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import Id
from facilitator_app.workbook.workbook import Workbook, shape_of

_LEAST_FIGURES = 4  # fewer are the end of too many numbers
_MOST = 12


@dataclass(frozen=True, slots=True, repr=False)
class Caller:
    """Somebody who may be ringing. `number` is the one that was kept with the rule; it stands nowhere without it."""

    case: Id
    person: Id
    name: str
    shape: str
    rule: str
    number: str
    not_on: str  # days on which they are not rung
    may_say: tuple[str, ...]
    not_to_say: tuple[str, ...]


def who_rings(book: Workbook, typed: str) -> tuple[Caller, ...]:
    """Those of the open cases whose number has these figures in it, or whose name begins so. With one side open only that person."""
    figures = re.sub(r"\D", "", typed)
    words = typed.casefold().split()
    if not words:
        return ()
    found: list[Caller] = []
    for fact in book.cases():
        if fact.closed_on or not fact.known or not (len(figures) >= _LEAST_FIGURES or _named(fact.names, words)):
            continue
        file = book.part(fact.case, Participant, SafeContact, Told)
        found += (caller for caller in _callers(file) if _is(caller, figures, words))
        if len(found) >= _MOST:  # every letter that is typed asks anew
            break
    return tuple(found[:_MOST])


def _callers(file: CaseFile) -> Iterator[Caller]:
    for person in file.all(Participant):
        if not person.print_name:
            continue
        contact = file.first(SafeContact, person.id)
        told = sorted((one for one in file.all(Told) if one.person == person.id and one.words), key=lambda one: one.on)
        yield Caller(
            file.id,
            person.id,
            person.print_name,
            shape_of(file, person.id),
            contact.rule if contact else "",
            contact.phone.replace(" ", "\u00a0") if contact else "",
            contact.do_not_ring_on if contact else "",
            tuple(one.words for one in told if one.known == "told"),
            tuple(one.words + (", not yet" if one.known == "not_yet" else "") for one in told if one.known != "told"),
        )


def _is(caller: Caller, figures: str, words: list[str]) -> bool:
    if len(figures) >= _LEAST_FIGURES:
        # +44 7700 900101 and 07700 900101 are one number.
        return figures.removeprefix("44").removeprefix("0") in re.sub(r"\D", "", caller.number).removeprefix("44")
    return _named(caller.name, words)


def _named(names: str, words: list[str]) -> bool:
    said = names.casefold().split()
    return all(any(name.startswith(word) for name in said) for word in words)
