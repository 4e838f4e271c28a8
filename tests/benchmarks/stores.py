"""The caseload of `caseload.py`, kept twice: in a workbook, and in plain sqlite3 with one table for each kind of record and an index on its case.

Both are made once and kept under the system's temporary folder; the plain one also keeps what was entered when, for the question how it was.
"""

import hashlib
import json
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import caseload
import making

from facilitator_app.ledger.seals import fresh_id
from facilitator_app.records import KINDS, codec
from facilitator_app.records.record import Id, case_in, compartment_name, fields_of
from facilitator_app.vault import derive, door, schema, search
from facilitator_app.vault.rows import Row
from facilitator_app.vault.vault import Vault

_BATCH = 50  # cases that run at the same time: what is entered of one lies between what is entered of the others
_PLAIN = """
create table entered(case_id text, at text, kind text, id text, said text);
create index entered_case on entered(case_id, at);
create table place(number integer primary key, case_id text, kind text, id text unique);
create virtual table words using fts5(body, tokenize='unicode61 remove_diacritics 2');
"""


@dataclass(frozen=True)
class Kept:
    """Where the two files are, and the cases that are looked at."""

    cases: int
    notes: int  # of a usual case
    sizes: tuple[int, int]  # records of the two long cases
    workbook: Path
    plain: Path

    @property
    def usual(self) -> Id:
        return Id(f"case-{self.cases // 2:06}")

    @property
    def long(self) -> Id:
        return Id(f"case-{_first_open(self.cases):06}")

    @property
    def longer(self) -> Id:
        return Id(f"case-{_first_open(self.cases) + 1:06}")


def _first_open(cases: int) -> int:
    """The oldest case that is open: it has met, and its agreement is being kept."""
    return caseload.closed_of(cases)


def kept(cases: int, notes: int, sizes: tuple[int, int] = (250, 1_000)) -> Kept:
    """Both files; the first time a workbook of 2,000 cases takes some minutes to make."""
    base = Path(tempfile.gettempdir()) / "facilitator-benchmarks"
    told = hashlib.sha256(repr((_PLAIN, [_said(number, cases) for number in (0, cases - 1)])).encode()).hexdigest()[:8]
    folder = base / f"growth-{cases}-{notes}-{sizes[0]}-{sizes[1]}-{len(schema.STEPS)}-{derive.VERSION.decode()}-{told}"
    found = Kept(cases, notes, sizes, folder / "Growth.workbook", folder / "plain.db")
    if not folder.exists():
        print(f"Making {cases} cases of {notes} notes, once …", end=" ", flush=True)
        begun = time.monotonic()
        base.mkdir(exist_ok=True)
        part = Path(tempfile.mkdtemp(dir=base, prefix="part-"))
        _fill(part, found)
        part.rename(folder)
        print(f"took {time.monotonic() - begun:.0f} s", flush=True)
    return found


def _said(number: int, cases: int) -> list[tuple[object, ...]]:
    """One case in full: where the telling changes, the files are made anew."""
    return [(one.day, one.row.record, one.row.values) for one in caseload.entries(number, cases, caseload.Size())]


def copied(found: Kept, folder: Path) -> Kept:
    """A copy to be opened: what is kept stays as it was made."""
    workbook = Path(shutil.copytree(found.workbook, folder / found.workbook.name))
    return replace(found, workbook=workbook, plain=Path(shutil.copy(found.plain, folder)))


def _fill(folder: Path, found: Kept) -> None:
    opened = door.create(folder / found.workbook.name, making.PASSPHRASE, making.CLOCK)
    plain = sqlite3.connect(folder / found.plain.name)
    plain.executescript(_PLAIN + "".join(_table(name) for name in KINDS))
    opened.vault.save(list(_own()))
    for start in range(0, found.cases, _BATCH):
        numbers = range(start, min(start + _BATCH, found.cases))
        for phase in zip(*(list(caseload.phases(number, found.cases, _size(number, found))) for number in numbers), strict=True):
            entries = sorted((entry for case in phase for entry in case), key=lambda entry: entry.day)
            if entries:
                _enter(opened.vault, plain, entries)
        plain.commit()
    plain.execute("analyze")
    plain.commit()
    plain.close()
    opened.close()


def _size(number: int, found: Kept) -> caseload.Size:
    long = {_first_open(found.cases): found.sizes[0], _first_open(found.cases) + 1: found.sizes[1]}.get(number)
    return caseload.Size.of(long) if long else caseload.Size(max(found.notes // 5, 2), found.notes)


def _own() -> Iterator[Row]:
    """The service, and who works with this workbook."""
    for kind, values in (("service", {"name": "Example Service"}), ("me", {"name": "Priya"})):
        yield Row(compartment_name(KINDS[kind], ""), kind, Id(fresh_id()), values)


def _enter(vault: Vault, plain: sqlite3.Connection, entries: list[caseload.Entry]) -> None:
    """What came together, on its last day: into the vault in one go, and into the tables."""
    at = f"{entries[-1].day.isoformat()}T18:00:00Z"
    vault.save([_placed(vault, entry) for entry in entries], at=at)
    for entry in entries:
        row = entry.row
        values = {name: codec.to_builtins(value) for name, value in row.values.items()}
        case = case_in(row.compartment)
        _keep_plain(plain, row.kind, row.record, case, values)
        plain.execute("insert into entered values (?, ?, ?, ?, ?)", (case, at, row.kind, row.record, json.dumps(values)))
        _index_plain(plain, row, case)


def _placed(vault: Vault, entry: caseload.Entry) -> Row:
    """A row with what it replaces, where it corrects what stands."""
    if not entry.again:
        return entry.row
    with vault._reading.reading() as connection:
        where = "select document from record where compartment = ? and id = ?"
        live = derive.document_from(connection.one(where, (entry.row.compartment, entry.row.record))).live
    return replace(entry.row, replaces={name: tuple(live.get(name, ())) for name in entry.row.values})


# Plain tables -----------------------------------------------------------------------------------------------------------------


def table_of(kind: str) -> str:
    return f"t_{kind}"


def _table(kind: str) -> str:
    names = "".join(f', "{field.name}"' for field in fields_of(KINDS[kind]))
    return (
        f'create table {table_of(kind)}("record" text primary key, "case" text{names}); create index i_{kind} on {table_of(kind)}("case");'
    )


def _keep_plain(plain: sqlite3.Connection, kind: str, record: str, case: str, values: dict[str, object]) -> None:
    names = list(values)
    shown = [json.dumps(value) if isinstance(value, list | tuple | dict) else value for value in values.values()]
    marks = ", ".join("?" * (len(names) + 2))
    quoted = ", ".join(f'"{name}"' for name in names)
    updates = ", ".join(f'"{name}" = excluded."{name}"' for name in names)
    plain.execute(
        f'insert into {table_of(kind)}("record", "case", {quoted}) values ({marks}) on conflict ("record") do update set {updates}',
        (record, case, *shown),
    )


def _index_plain(plain: sqlite3.Connection, row: Row, case: str) -> None:
    text = search.text_of(row.kind, row.values)
    if not text:
        return
    plain.execute("insert or ignore into place(case_id, kind, id) values (?, ?, ?)", (case, row.kind, row.record))
    (number,) = plain.execute("select number from place where id = ?", (row.record,)).fetchone()
    plain.execute("insert or replace into words(rowid, body) values (?, ?)", (number, text))
