"""One person who was entered twice: noticed by name, by number and by birth. It only asks; people decide whether two are one."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.check import Check, Group, open_record
from facilitator_app.records.people import Participant, Particulars, SafeContact
from facilitator_app.records.record import Record

_LEAST_FIGURES = 6


def named_already(file: CaseFile, record: Record, typed: str) -> str:
    """A sentence beside the name of somebody who is being added, when somebody of that name is here."""
    if not isinstance(record, Participant) or not _folded(typed):
        return ""
    other = next((one for one in file.all(Participant) if one.id != record.id and _folded(one.print_name) == _folded(typed)), None)
    return f"{other.print_name} is in this case already. If it is the same person, go back and open them." if other else ""


def same_people(file: CaseFile, _: date) -> Iterator[Check]:
    """Two entries of one case that look like one person."""
    people = [person for person in file.all(Participant) if _folded(person.print_name)]  # "?" and "—" are no names yet
    for number, one in enumerate(people):
        for other in people[number + 1 :]:
            why = _why(file, one, other)
            if why:
                words = f"{one.print_name} and {other.print_name} may be one person: {why}."
                since = max(_entered(file, one), _entered(file, other))
                yield Check("twice", Group.FIRST, words, since, open_record(Participant, other.id), other.id)


def _why(file: CaseFile, one: Participant, other: Participant) -> str:
    if _folded(one.print_name) == _folded(other.print_name):
        return "they have the same name"
    mine, theirs = file.first(Particulars, one.id), file.first(Particulars, other.id)
    if mine and theirs and mine.legal_name and _folded(mine.legal_name) == _folded(theirs.legal_name):
        return "they have the same full name"
    if one.role == other.role and one.supports == other.supports:  # a household shares a telephone across roles
        first, second = (_figures(file, person) for person in (one, other))
        if len(first) >= _LEAST_FIGURES and first == second:
            return "they have the same telephone number"
    return ""


def _figures(file: CaseFile, person: Participant) -> str:
    contact = file.first(SafeContact, person.id)
    return re.sub(r"\D", "", contact.phone).removeprefix("44").removeprefix("0") if contact else ""


def _entered(file: CaseFile, person: Participant) -> str:
    entered = file.entered.get(person.id)
    return entered.at[:10] if entered else ""


def _folded(name: str) -> str:
    """A name without marks, case and space: "Wŷn  " and "wyn" are one."""
    plain = unicodedata.normalize("NFKD", name)
    return "".join(letter for letter in plain.casefold() if letter.isalnum())
