"""The demonstration workbook: the fictional caseload as referrals, and one case told day by day up to the clock's moment. Nobody in it exists.

The story is data (`resources/demo/story.toml`); this module gives its short names their ids and enters it, each line with its own time.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

from facilitator_app.calendar import Clock, london, whole_day
from facilitator_app.ledger import change as changes
from facilitator_app.ledger.seals import SigningKey, derived_id
from facilitator_app.records import KINDS, Agreement, Talk
from facilitator_app.records.agreed import digest_of, lines_to_seal
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.gates_case import read_of
from facilitator_app.records.record import Compartment, Id, case_in, compartment_name
from facilitator_app.resources import resource, text
from facilitator_app.vault import door
from facilitator_app.vault.rows import Edit, Row
from facilitator_app.vault.vault import Vault
from facilitator_app.workbook.agreeing import lines_of
from facilitator_app.workbook.referral import CASE_SYSTEM, Referral, id_in
from facilitator_app.workbook.referrals import read_table, reading_of

PASSPHRASE = "four words nobody guesses"  # noqa: S105 - of a throw-away workbook with fictional people
REFERRALS = "referrals.csv"
_POST_COMES = time(8, 30)
_BEFORE_ALL = "2026-01-05T09:00:00Z"
_AS_THEY_STAND = "as they stand"  # in the story: the lines of an agreement that were read back, whose names only the vault knows

_NOT_FIELDS = ("kind", "id", "so_far", "signed_by")

Entry = tuple[str, list[Row]]


def make(path: Path, clock: Clock) -> Path:
    """A new demonstration workbook as it stands at the clock's moment, closed again; its folder. Raises what `door.create` raises."""
    opened = door.create(path, PASSPHRASE, clock)
    try:
        fill(opened.vault, clock)
    finally:
        opened.close()
    return opened.path


def fill(vault: Vault, clock: Clock) -> None:
    """Enters everything that has happened by the clock's moment, and leaves what was being typed then as drafts. For a new workbook."""
    keys: dict[Id, SigningKey] = {}  # of colleagues whose own word it is
    for at, rows in entries_until(clock.now()):
        mine = [row for row in rows if row.record not in _signed_by()]
        if mine:
            vault.save(_placed(vault, mine), "demonstration", at=at)
        for row in _placed(vault, [row for row in rows if row.record in _signed_by()]):
            author = _signed_by()[row.record]
            if author not in keys:
                keys[author] = SigningKey()
                vault.trust(keys[author].public, author)
            body = changes.written(
                keys[author], compartment=row.compartment, record=row.record, kind=row.kind, values=row.values, replaces=row.replaces,
                author=author, at=at,
            )  # fmt: skip
            vault.apply([body], "demonstration")
    for row in _being_typed(clock.now()):
        file = vault.case_file(case_in(row.compartment))
        vault.put(
            *(
                Edit(row.kind, row.record, file.id, row.compartment, name, value, file.standing_of(row.record, name), f"demo {row.record}")
                for name, value in row.values.items()
            )
        )


def entries_until(moment: datetime) -> list[Entry]:
    """(when it was entered, UTC; what was entered together) up to an aware moment, the earliest first. `replaces` is for who saves them to say."""
    entries = [(_BEFORE_ALL, list(_own_records())), *_came_in(), *_told()]
    until = _stamp(moment)
    return sorted((entry for entry in entries if entry[0] <= until), key=lambda entry: entry[0])


def _placed(vault: Vault, rows: list[Row]) -> list[Row]:
    """The rows with what each replaces, and with what only the vault can say of them."""
    files: dict[Id, CaseFile] = {}
    placed = []
    for row in rows:
        case = case_in(row.compartment)
        file = files.get(case) or files.setdefault(case, vault.case_file(case))
        standing = {name: file.standing_of(row.record, name) for name in row.values}
        placed.append(replace(row, values=_read_back(file, row), replaces=standing))
    return placed


def _read_back(file: CaseFile, row: Row) -> Mapping[str, Any]:
    """A read-back and a confirmation bind to the values as they stand in the vault, by their changes."""
    talk = file.get(Talk, row.values.get("talk", ""))
    if row.values.get("read") == _AS_THEY_STAND and talk is not None:
        return {**row.values, "read": read_of(file, talk)}
    sealed = file.get(Agreement, row.values.get("agreement", ""))
    if row.values.get("lines") == _AS_THEY_STAND and sealed is not None:
        lines = lines_to_seal(file, sealed)
        return {**row.values, "lines": lines, "digest": digest_of(lines)}
    agreed = row.values.get("agreed")
    agreement = file.get(Agreement, row.record)
    if not isinstance(agreed, dict) or agreed.get("lines") != _AS_THEY_STAND or agreement is None:
        return row.values
    return {**row.values, "agreed": {**agreed, "lines": lines_of(file, agreement)}}


# Out of the files -------------------------------------------------------------------------------------------------------------


@cache
def _referrals() -> Mapping[str, Referral]:
    table = read_table(resource("demo", REFERRALS).read_bytes(), REFERRALS)
    return {referral.reference: referral for referral in reading_of(table).referrals}


@cache
def _story() -> Mapping[str, Any]:
    return tomllib.loads(text("demo", "story.toml"))


def _stamp(moment: datetime) -> str:
    aware = moment if moment.tzinfo else moment.replace(tzinfo=london())
    return aware.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _came_in() -> Iterator[Entry]:
    for referral in _referrals().values():
        day = whole_day(referral.received_on)
        if day is not None:
            yield _stamp(datetime.combine(day, _POST_COMES)), list(referral.rows)


def _own_records() -> Iterator[Row]:
    """The service, and who works with this workbook: they belong to no case, and there is one of each."""
    for kind in ("service", "me"):
        yield Row(compartment_name(KINDS[kind], ""), kind, Id(derived_id("demonstration", kind)), _story()[kind])
    for kind, named in (("number_at_hand", "what"), ("prison", "name"), ("venue", "name")):
        for one in _story()[kind]:
            yield Row(compartment_name(KINDS[kind], ""), kind, Id(derived_id("demonstration", kind, one[named])), one)


def _told() -> Iterator[Entry]:
    for entry in _story()["entry"]:
        yield _stamp(entry.get("finished", entry["when"])), [_row(entry["case"], said) for said in entry["record"]]


def _being_typed(moment: datetime) -> Iterator[Row]:
    """What was begun before the moment and finished after it."""
    for entry in _story()["entry"]:
        if "finished" in entry and _stamp(entry["when"]) <= _stamp(moment) < _stamp(entry["finished"]):
            for said in entry["record"]:
                row = _row(entry["case"], said)
                yield replace(row, values={**row.values, **_named(entry["case"], said.get("so_far", {}))})


def _row(reference: str, said: Mapping[str, Any]) -> Row:
    kind, id = KINDS[said["kind"]], _id(reference, said["id"])
    values = {name: _named(reference, value) for name, value in said.items() if name not in _NOT_FIELDS}
    person = _whose()[id] if kind.compartment is Compartment.PRIVATE else ""
    return Row(compartment_name(kind, id_in(CASE_SYSTEM, reference), person), kind.kind, id, values)


@cache
def _signed_by() -> Mapping[Id, Id]:
    """The records that a colleague wrote with a key of their own."""
    said = [(entry["case"], record) for entry in _story()["entry"] for record in entry["record"] if "signed_by" in record]
    return {_id(case, record["id"]): _named(case, record["signed_by"]) for case, record in said}


@cache
def _whose() -> Mapping[Id, Id]:
    """Whose a record is that lies in somebody's part: what is said of it first says so."""
    said = [(entry["case"], record) for entry in _story()["entry"] for record in entry["record"] if "person" in record]
    return {_id(case, record["id"]): _named(case, record["person"]) for case, record in said}


def _named(reference: str, value: Any) -> Any:
    """The value with "@name" as the id of that record."""
    if isinstance(value, str) and value.startswith("@"):
        return _id(reference, value[1:])
    if isinstance(value, list):
        return [_named(reference, one) for one in value]
    if isinstance(value, dict):
        return {name: _named(reference, one) for name, one in value.items()}
    return value


def _id(reference: str, name: str) -> Id:
    """The id of what the story calls by a short name. What a referral brings has the referral's id: "case", "margaret", "margaret/address"."""
    if name == "case":
        return id_in(CASE_SYSTEM, reference)
    who, _, kind = name.partition("/")
    side = _story()["people"].get(reference, {}).get(who)
    if side:
        return id_in(CASE_SYSTEM, reference, side, *filter(None, (kind,)))
    return Id(derived_id("demonstration", reference, name))
