"""Small things that tests make again and again. Every name and word in them is invented."""

import os
import shutil
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from facilitator_app.calendar import Clock, clock_at, london
from facilitator_app.ledger import change as changes
from facilitator_app.ledger.seals import SigningKey, b64
from facilitator_app.records import codec
from facilitator_app.records.case import Case
from facilitator_app.records.contact import Contact
from facilitator_app.records.record import Id, Record, compartment_name
from facilitator_app.vault import door
from facilitator_app.vault.keys import _check_group
from facilitator_app.vault.rows import Edit, Row
from facilitator_app.vault.vault import Vault
from facilitator_app.workbook import demo
from facilitator_app.workbook.workbook import Workbook

PASSPHRASE = "violet kettle harbour ladder"
_GROUPS = ("7K3M", "X2QF", "0B9T", "H4WZ", "R6YC", "D1NV", "8PGE")
CHEAP_KIB = 64
CLOCK = Clock(datetime(2026, 3, 2, 10, tzinfo=london()))
CASE = Id("case-1")
PERSON = Id("person-1")
CANARY = "Zwiebelturmuhr"


SHEET = (*_GROUPS, _check_group("".join(_GROUPS)))


def later(**units: float) -> Clock:
    """The tests' clock, moved on."""
    assert CLOCK.fixed is not None
    return Clock(CLOCK.fixed + timedelta(**units))


def fresh_vault(folder: Path, clock: Clock = CLOCK, key: bytes = b"") -> Vault:
    """A new vault without slots or a lock: for what needs several of them."""
    folder.mkdir()
    return Vault(folder, key or os.urandom(48), clock, new=True)


def demonstration(template: Path, path: Path, moment: str, *, seal: bool = False) -> Path:
    """A closed workbook with the demonstration as it stands at a moment; with `seal` nothing in it is still being typed."""
    shutil.copytree(template, path)
    opened = door.open_with_passphrase(path, PASSPHRASE, clock_at(moment))
    demo.fill(opened.vault, clock_at(moment))
    if seal:
        opened.vault.seal()
    opened.close()
    return path


def opened(path: Path, moment: str) -> Workbook:
    """A workbook, opened at a moment; whoever asked for it closes it."""
    return Workbook(door.open_with_passphrase(path, PASSPHRASE, clock_at(moment)))


def row(
    kind: type[Record], record: str, values: Mapping[str, Any], replaces: Mapping[str, Sequence[str]] | None = None, case: Id = CASE
) -> Row:
    """What an act writes."""
    where = compartment_name(kind, case, str(values.get("person", PERSON)))
    return Row(where, kind.kind, Id(record), values, replaces or {})


def note(record: str, words: str, *, case: Id = CASE) -> Row:
    """One contact note."""
    return row(Contact, record, {"person": PERSON, "words": words, "day": "2026-03-02"}, case=case)


def case_row(case: Id = CASE, **values: Any) -> Row:
    """A case's own record."""
    return row(Case, case, {"reference": f"REF {case}", "path": "standard", **values}, case=case)


def edit(record: str, field: str, value: Any, base: Sequence[str] = (), editing: str = "", kind: type[Record] = Contact) -> Edit:
    """What somebody types. Without a name every record and field is one editing."""
    where = compartment_name(kind, CASE, PERSON)
    return Edit(kind.kind, Id(record), CASE, where, field, value, tuple(base), editing or f"{record} {field}")


def foreign(
    key: SigningKey,
    record: str,
    values: Mapping[str, Any],
    replaces: Mapping[str, Sequence[str]] | None = None,
    *,
    kind: str = "contact",
    compartment: str = "",
    at: str = "2026-03-02T11:00:00Z",
) -> bytes:
    """A colleague's change."""
    where = compartment or compartment_name(Contact, CASE, PERSON)
    return changes.written(
        key, compartment=where, record=record, kind=kind, values=values, replaces=replaces or {}, author="colleague", at=at
    )


def signed(key: SigningKey, plain: bytes) -> bytes:
    """Any bytes that end in a brace, with a good signature put in: what a faulty or a hostile program could send."""
    return plain[:-1] + b',"sig":"' + b64(key.sign(plain)).encode() + b'"}'


def members(key: SigningKey, **others: Any) -> dict[str, Any]:
    """The members of a change, to be spoilt."""
    return {
        "c": compartment_name(Contact, CASE, PERSON), "e": "r1", "t": "contact", "set": {"words": "x"}, "sup": {}, "u": "colleague",
        "k": key.fingerprint, "at": "2026-03-02T11:00:00Z", "off": 0, "sv": 1, "n": "salt", **others,
    }  # fmt: skip


def written_as(key: SigningKey, **others: Any) -> bytes:
    """A signed change whose members are spoilt."""
    return signed(key, codec.to_json(members(key, **others)))


def state(vault: Vault) -> dict[tuple[str, str], dict[str, Any]]:
    """Everything that a vault holds of its records, but for the order in which it came."""
    with vault._reading.reading() as connection:
        rows = connection.execute(
            "select compartment, id, kind, case_id, document, forks, gone, first_at, first_by, last_at from record"
        ).fetchall()
    found = {}
    for where, id, kind, case, document, *rest in rows:
        held = codec.object_from_json(document)
        dead = {name: sorted(ids) for name, ids in held["dead"].items() if ids}
        found[where, id] = {"kind": kind, "case": case, "live": held["live"], "dead": dead, "rest": rest}
    return found
