"""One row of a case system's file as records. Pure: it knows no vault and no clock, so that every laptop makes the same of the same row.

Ids come from the service, the reference and the column group. Two laptops that bring in one file write equal values into the same records,
and equal values are one version.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from facilitator_app.calendar import day_from
from facilitator_app.language import words
from facilitator_app.ledger.seals import derived_id
from facilitator_app.records import Address, Case, Participant, Particulars, SafeContact, codec
from facilitator_app.records.paths import suggested
from facilitator_app.records.record import Day, Id, Record, compartment_name, field_of
from facilitator_app.vault.rows import Row

# The system that gave the reference. A constant and not the service's name: two laptops may spell that differently, and would then
# make two cases of one referral. Whoever brings in from two systems whose references may collide names each of them.
CASE_SYSTEM = "case-system"

SIDES = ("harmed", "responsible")
NEEDED = ("case_ref", "harmed_print_name", "responsible_print_name")

_OF_CASE = {
    "case_ref": "reference",
    **{
        name: name
        for name in (
            "received_on", "source", "initiated_by", "entry_stage", "offence_group", "incident_on", "incident_area", "incident_summary",
            "commissioner", "complexity", "relationship", "flags", "note",
        )
    },
}  # fmt: skip
_OF_PERSON: dict[str, tuple[type[Record], str]] = {
    "print_name": (Participant, "print_name"),
    **{
        name: (Particulars, name)
        for name in ("legal_name", "known_as", "born", "needs", "language", "location", "prison", "prison_number", "release_on")
    },
    "offender_manager": (Particulars, "professional"),
    "address": (Address, "lines"),
    "postcode": (Address, "postcode"),
    "safe_contact": (SafeContact, "rule"),
    "phone": (SafeContact, "phone"),
    "email": (SafeContact, "email"),
}
KNOWN = frozenset((*_OF_CASE, *(f"{side}_{name}" for side in SIDES for name in _OF_PERSON)))

_YEAR = re.compile(r"\d{4}")
_NO_DAY = date(2000, 1, 1)  # never used: what has no year is not read as a day here, or the day of the import would decide what it means
_LIMIT_BYTES = 240_000  # of one record as it is kept: a change may have 256 KiB with all that stands around it


@dataclass(frozen=True, slots=True, repr=False)
class Remark:
    """Something to look at, in words: the row is brought in all the same, as it stands."""

    line: int
    column: str
    words: str


class CannotRead(Exception):
    """Why a row makes no case: the column, and a sentence."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__("a row that cannot be read")
        self.column = column
        self.reason = reason


@dataclass(frozen=True, slots=True, repr=False)
class Referral:
    """What one row of the file makes: a case, its people, and what to look at."""

    line: int
    reference: str
    received_on: str
    case: Id
    people: Mapping[str, Id]  # by "harmed" and "responsible", the groups of columns, whatever role they have here
    names: tuple[str, ...]
    rows: tuple[Row, ...]
    remarks: tuple[Remark, ...]
    path: str  # the path that the flags suggest; a person chooses
    why: str


def id_in(service: str, reference: str, *parts: str) -> Id:
    """The id of a case, of one of its people (by group of columns: "harmed"), or of a record of theirs ("harmed", "address")."""
    return Id(derived_id("referral", service, reference, *parts))


def referral_of(line: int, cells: Mapping[str, str], others: Sequence[tuple[str, str]], service: str) -> Referral:
    """The referral of one row. `cells` by known column, `others` by the name of a column that is not known. Raises `CannotRead`."""
    reference = " ".join(cells.get("case_ref", "").split())
    if not reference:
        raise CannotRead("case_ref", "There is no case reference. Without it the referral could not be known again.")
    remarks: list[Remark] = []
    case = id_in(service, reference)
    values = {name: _value(Case, name, line, column, cells.get(column, ""), remarks) for column, name in _OF_CASE.items()}
    values["reference"] = reference
    values["note"] = _with_others(str(values["note"]), [other for other in others if not _side_of(other[0])])
    role = _roles(str(values["initiated_by"]), str(values["entry_stage"]))
    rows = [_row(Case, case, "", case, values)]
    people: dict[str, Id] = {}
    names = []
    for side in SIDES:
        mine = {name: cells.get(f"{side}_{name}", "") for name in _OF_PERSON}
        also = [other for other in others if _side_of(other[0]) == side]
        if not any(mine.values()) and not also:
            continue
        person = people[side] = id_in(service, reference, side)
        found = list(_person(side, mine, also, line, remarks))
        names.append(str(found[0][1]["print_name"]))
        for kind, said in found:
            id = person if kind is Participant else id_in(service, reference, side, kind.kind)
            own = {"role": role.get(side, side)} if kind is Participant else {"person": person}
            rows.append(_row(kind, case, person, id, {**own, **said}))
    if any(len(codec.to_json(row.values)) > _LIMIT_BYTES for row in rows):
        column, cell = max((*cells.items(), *others), key=lambda one: len(one[1]))
        raise CannotRead(column, f"This cell has {len(cell):,} letters, and that is more than can be kept in one place.")
    path = suggested(values)
    return Referral(
        line, reference, str(values["received_on"]), case, people, tuple(names), tuple(rows), tuple(remarks), path.path, path.why
    )


def _roles(initiated_by: str, entry_stage: str) -> dict[str, str]:
    """Where both asked for it, or there was no crime, nobody is the one harmed or the one responsible, whatever the columns are called."""
    return dict.fromkeys(SIDES, "taking_part") if initiated_by == "both" or entry_stage == "non_crime" else {}


def _side_of(column: str) -> str:
    """Whose a column is that is not known: what is said of one person stays in that person's part."""
    head = re.split(r"[\s_-]", column.casefold(), maxsplit=1)[0]
    return head if head in SIDES else ""


def _person(
    side: str, cells: Mapping[str, str], others: Sequence[tuple[str, str]], line: int, remarks: list[Remark]
) -> Iterator[tuple[type[Record], dict[str, object]]]:
    """The records of one person with their values, the participant first."""
    by_kind: dict[type[Record], dict[str, object]] = {Participant: {}, Particulars: {}, Address: {}, SafeContact: {}}
    for name, (kind, field) in _OF_PERSON.items():
        by_kind[kind][field] = _value(kind, field, line, f"{side}_{name}", cells[name], remarks)
    if not by_kind[Participant]["print_name"]:
        # Never the full name: what is on paper the others may read.
        by_kind[Participant]["print_name"] = by_kind[Particulars]["known_as"]
        remarks.append(Remark(line, f"{side}_print_name", "No name for paper is given. Ask them."))
    by_kind[Particulars]["from_referral"] = _with_others("", others)
    for kind, values in by_kind.items():
        if kind is Participant or any(values.values()):
            yield kind, values


def _with_others(note: str, others: Sequence[tuple[str, str]]) -> str:
    """What stands in columns that are not known, each under its name: nothing of a row is lost."""
    return "\n".join(filter(None, (note, *(f"{column}: {cell}" for column, cell in others if cell))))


def _row(kind: type[Record], case: Id, person: str, id: Id, values: Mapping[str, object]) -> Row:
    return Row(compartment_name(kind, case, person), kind.kind, id, {name: value for name, value in values.items() if value})


def _value(kind: type[Record], field: str, line: int, column: str, cell: str, remarks: list[Remark]) -> object:
    declared = field_of(kind, field)
    if declared.type is Day:
        return _day(cell, line, column, remarks)
    if declared.ask.choices and declared.type == tuple[str, ...]:
        return tuple(
            _code(declared.ask.choices, one, line, column, remarks) for one in filter(None, map(str.strip, re.split("[,;|]", cell)))
        )
    return _code(declared.ask.choices, cell, line, column, remarks) if declared.ask.choices else cell


def _day(cell: str, line: int, column: str, remarks: list[Remark]) -> str:
    """ISO 8601, partial where it was partial; as typed when it is no day."""
    found = day_from(cell, _NO_DAY) if _YEAR.search(cell) else None
    if cell and found is None:
        remarks.append(Remark(line, column, f"“{_beginning(cell)}” cannot be read as a date. It is kept as it is."))
    return found or cell


def _code(choices: str, cell: str, line: int, column: str, remarks: list[Remark]) -> str:
    """The code of a choice, found by code or by words, in capitals or not; what is neither is kept as it is."""
    wanted = cell.casefold().replace(" ", "_")
    for code, said in words(choices).items():
        if wanted in (code.casefold(), said.casefold().replace(" ", "_")):
            return code
    if cell:
        remarks.append(Remark(line, column, f"“{_beginning(cell)}” is no word that this program knows here. It is kept as it is."))
    return cell


def _beginning(cell: str) -> str:
    return cell if len(cell) <= 40 else cell[:39] + "…"  # noqa: PLR2004 - what a list shows on one line
