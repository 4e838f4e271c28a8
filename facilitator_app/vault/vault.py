"""The vault: one encrypted file with a writing and a reading connection. Everything that changes goes through `apply`, wherever it came from.

Knows records only by their declarations, and no screen. Every method may be called from any thread; each takes its turn.
"""

import secrets
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from facilitator_app.calendar import Clock
from facilitator_app.ledger import change as changes
from facilitator_app.ledger.change import Change, NotAChange
from facilitator_app.ledger.fold import Document
from facilitator_app.ledger.seals import SigningKey, short_digest
from facilitator_app.records import codec
from facilitator_app.records.case_file import CaseFile, Stored, assemble
from facilitator_app.records.facts import CaseFact, Due
from facilitator_app.records.record import Id, case_in
from facilitator_app.vault import audit, derive, files, schema, search
from facilitator_app.vault.connection import Connection
from facilitator_app.vault.files import Attachment
from facilitator_app.vault.folder import RECORDS, Damaged, NewerVersion

HERE = "here"  # the origin of what was written on this laptop


@dataclass(frozen=True, slots=True, repr=False)
class Edit:
    """What somebody types into one field.

    `base` are the changes whose values stood on the screen when this editing began; `editing` names that beginning, so that what is
    typed after a seal replaces only what was sealed.
    """

    kind: str
    record: Id
    case: Id
    compartment: str
    field: str
    value: Any
    base: tuple[str, ...]
    editing: str


@dataclass(frozen=True, slots=True, repr=False)
class Row:
    """What is to be written of one record in one go; `replaces` as in a change."""

    compartment: str
    kind: str
    record: Id
    values: Mapping[str, Any]
    replaces: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Changed:
    """Which cases, and which kinds of record, are no longer what they were; and whose doing it was."""

    cases: frozenset[Id] = frozenset()
    kinds: frozenset[str] = frozenset()
    origin: str = HERE


@dataclass(slots=True)
class _Work:
    """What one transaction has touched so far: documents are read once and written once."""

    documents: dict[tuple[str, str], Document] = field(default_factory=dict)
    entered: dict[tuple[str, str], Change] = field(default_factory=dict)
    kinds: set[str] = field(default_factory=set)
    count: int = 0


class Vault:
    """An open workbook's records. Raises `Damaged`, `DiskFull`, `NotSaved` wherever the file does."""

    def __init__(self, folder: Path, key: bytes, clock: Clock, *, new: bool = False) -> None:
        path = folder / RECORDS
        self._clock = clock
        self._writing = Connection(path, key, new=new)
        if new:
            with self._writing.writing() as connection:
                connection.execute(f"pragma application_id = {schema.APPLICATION_ID}")
                run_steps(connection, 0)
        version = self._writing.execute("pragma user_version").fetchone()[0]
        if version != len(schema.STEPS):
            self._writing.close()
            raise NewerVersion if version > len(schema.STEPS) else Damaged
        self._reading = Connection(path, key, read_only=True)
        self._sealed: dict[str, str] = {}  # editing -> the change its words were sealed into
        self._key = self._own_key()
        self.author = self._own_id()

    def _own_key(self) -> SigningKey:
        private = self.remembered("signing key")
        if private is not None:
            return SigningKey(private)
        key = SigningKey()
        with self._writing.writing() as connection:
            connection.execute("insert into meta values ('signing key', ?)", (key.private_bytes(),))
            connection.execute("insert into device_key(fingerprint, public) values (?, ?)", (key.fingerprint, key.public))
        return key

    def _own_id(self) -> str:
        found = self.remembered("author")
        if found is None:
            found = secrets.token_urlsafe(16).encode()
            self.remember("author", found)
        return found.decode()

    # Small things that are this workbook's own --------------------------------------------------------------------------------

    def remembered(self, name: str) -> bytes | None:
        """What was kept under a name by `remember`."""
        with self._writing.lock:
            row = self._writing.execute("select value from meta where name = ?", (name,)).fetchone()
        return bytes(row[0]) if row else None

    def remember(self, name: str, value: bytes | None) -> None:
        """Keeps something small under a name; None forgets it."""
        with self._writing.writing() as connection:
            if value is None:
                connection.execute("delete from meta where name = ?", (name,))
            else:
                connection.execute("insert or replace into meta values (?, ?)", (name, value))

    # Typing -------------------------------------------------------------------------------------------------------------------

    def put(self, edit: Edit) -> None:
        """Keeps what is being typed as a draft. When this returns it is on the disk: one transaction, one fdatasync."""
        sealed = self._sealed.get(edit.editing)
        base = (sealed,) if sealed else edit.base
        with self._writing.writing() as connection:
            connection.execute(
                "insert into draft values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (record, field) do update set "
                # The base stays what was seen when editing began. Another editing of the same field has seen this draft and goes on from it.
                "value = excluded.value, editing = excluded.editing",
                (
                    edit.record, edit.field, edit.compartment, edit.kind, edit.case,
                    codec.to_json(edit.value), codec.to_json(base), edit.editing, self._clock.stamp(),
                ),
            )  # fmt: skip

    def drop_draft(self, record: Id) -> Changed:
        """Forgets what was typed into a record and not yet sealed."""
        with self._writing.writing() as connection:
            rows = connection.execute("delete from draft where record = ? returning case_id, kind", (record,)).fetchall()
        return Changed(frozenset(Id(row[0]) for row in rows), frozenset(row[1] for row in rows))

    def seal(self, record: Id | None = None) -> Changed:
        """Makes changes of drafts: of one record, or of all."""
        with self._writing.writing() as connection:
            condition, values = ("where record = ?", (record,)) if record else ("", ())
            rows = connection.execute(
                f"select record, field, compartment, kind, value, base, editing from draft {condition} order by started, record",  # noqa: S608 - a constant
                values,
            ).fetchall()
            if not rows:
                return Changed()
            work = _Work()
            for (compartment, kind, name), fields in _by_record(rows).items():
                self._seal_one(connection, work, compartment, kind, name, fields)
            connection.execute(f"delete from draft {condition}", values)  # noqa: S608 - a constant
            return self._finish(connection, work, HERE)

    def _seal_one(self, connection: Connection, work: _Work, compartment: str, kind: str, name: str, fields: Sequence[Any]) -> None:
        document = self._document(connection, work, compartment, name)
        values, replaces = {}, {}
        for field_name, value, base, _ in fields:
            new, seen = codec.from_json(value), tuple(codec.from_json(base))
            standing = document.live.get(field_name, {})
            if set(seen) == set(standing) and len(standing) == 1 and next(iter(standing.values())) == new:
                continue  # typed and taken back: nothing changed
            if not standing and not seen and new in ("", [], None):
                continue
            old = next((standing[one] for one in seen if one in standing), None)
            values[field_name], replaces[field_name] = codec.keep_unknown(old, new), seen
        if not values:
            return
        body = self._written(compartment, kind, name, values, replaces)
        sealed = self._take(connection, work, body, changes.read(body))
        for field_name, _, _, editing in fields:
            if field_name in values:
                self._sealed[editing] = sealed

    # Changes ------------------------------------------------------------------------------------------------------------------

    def save(self, rows: Iterable[Row], act: str = "saved", at: str = "") -> Changed:
        """Recorded acts, and what is brought in: all in one transaction or none. `at` is when it was entered, where that was not now."""
        with self._writing.writing() as connection:
            work = _Work()
            for row in rows:
                values = {name: codec.to_builtins(value) for name, value in row.values.items()}
                body = self._written(row.compartment, row.kind, row.record, values, row.replaces, at)
                self._take(connection, work, body, changes.read(body))
            return self._finish(connection, work, HERE, act)

    def apply(self, bodies: Iterable[bytes], origin: str) -> tuple[Changed, int]:
        """Takes in changes of others, each signed by a key that this workbook knows; and how many were refused."""
        refused = 0
        with self._writing.writing() as connection:
            work = _Work()
            for body in bodies:
                try:
                    change = changes.read_signed(body, self._public(connection, body))
                except NotAChange:
                    refused += 1
                    continue
                self._take(connection, work, body, change, mine=False)
            if refused:
                audit.note(connection, self._clock.stamp(), "refused", str(refused))
            return self._finish(connection, work, origin, "applied"), refused

    def trust(self, public: bytes, person: str = "") -> None:
        """Lets changes of a key in. Enrolment says whose key it is."""
        with self._writing.writing() as connection:
            connection.execute("insert or ignore into device_key values (?, ?, ?)", (short_digest(public), public, person))

    def bodies(self, compartment: str | None = None) -> list[bytes]:
        """The bytes of all changes (of one compartment): what the exchange sends."""
        condition, values = ("where compartment = ?", (compartment,)) if compartment else ("", ())
        with self._reading.reading() as connection:
            return [row[0] for row in connection.execute(f"select body from change {condition}", values)]  # noqa: S608 - a constant

    @property
    def public_key(self) -> bytes:
        """The key by which others know what was written here."""
        return self._key.public

    def _public(self, connection: Connection, body: bytes) -> bytes:
        row = connection.execute("select public from device_key where fingerprint = ?", (changes.read(body).key,)).fetchone()
        if row is None:
            raise NotAChange("a key that nobody knows here")
        return bytes(row[0])

    def _written(
        self, compartment: str, kind: str, record: str, values: Mapping[str, Any], replaces: Mapping[str, Sequence[str]], at: str = ""
    ) -> bytes:
        return changes.written(
            self._key,
            compartment=compartment, record=record, kind=kind, values=values, replaces=replaces, author=self.author, at=at or self._clock.stamp(),
        )  # fmt: skip

    def _take(self, connection: Connection, work: _Work, body: bytes, change: Change, *, mine: bool = True) -> str:
        added = connection.execute(
            "insert or ignore into change values (?, ?, ?, ?, ?)", (change.compartment, change.id, change.record, body, mine)
        )
        if added.rowcount:
            self._document(connection, work, change.compartment, change.record).apply(change)
            work.entered.setdefault((change.compartment, change.record), change)
            work.kinds.add(change.kind)
            work.count += 1
        return change.id

    def _document(self, connection: Connection, work: _Work, compartment: str, record: str) -> Document:
        document = work.documents.get((compartment, record))
        if document is None:
            row = connection.execute("select document from record where compartment = ? and id = ?", (compartment, record)).fetchone()
            document = work.documents[compartment, record] = derive.document_from(row[0]) if row else Document()
        return document

    def _finish(self, connection: Connection, work: _Work, origin: str, act: str = "sealed") -> Changed:
        """Documents, index, facts and the audit line: in the same transaction as the log."""
        cases: set[Id] = set()
        for (compartment, record), first in work.entered.items():
            number = derive.keep_record(connection, work.documents[compartment, record], first)
            values = work.documents[compartment, record]
            search.index(connection, number, "" if values.gone() else search.text_of(first.kind, values.values()))
            cases.add(case_in(compartment))
        cases.discard(Id(""))
        for case in cases:
            derive.keep_facts(connection, assemble(case, derive.stored_of(connection, case, with_drafts=False)))
        if work.count:
            audit.note(connection, self._clock.stamp(), act, str(work.count))
        return Changed(frozenset(cases), frozenset(work.kinds), origin)

    # Reading ------------------------------------------------------------------------------------------------------------------

    def case_file(self, case: Id) -> CaseFile:
        """One case as it stands, own drafts over it. An unknown case reads as one with no records."""
        with self._reading.reading() as connection:
            return assemble(case, derive.stored_of(connection, case))

    def stored(self, compartment: str) -> list[Stored]:
        """The records of a compartment that belongs to no case."""
        with self._reading.reading() as connection:
            return derive.stored_in(connection, compartment)

    def case_facts(self) -> list[CaseFact]:
        """One row a case, the latest touched first."""
        with self._reading.reading() as connection:
            return derive.case_facts(connection)

    def dues(self, until: str) -> list[Due]:
        """What is due up to a day, and what is waited for without one."""
        with self._reading.reading() as connection:
            return derive.dues(connection, until)

    def unfinished(self) -> list[tuple[Id, str, Id, str]]:
        """(case, kind, record, started) of the records with words that were typed and not yet sealed."""
        with self._reading.reading() as connection:
            rows = connection.execute("select case_id, kind, record, min(started) from draft group by record order by 4 desc").fetchall()
        return [(Id(case), kind, Id(record), started) for case, kind, record, started in rows]

    def find(self, typed: str, limit: int = 50) -> list[tuple[str, str, str, str]]:
        """(compartment, record, kind, case) of the newest records that hold all words."""
        with self._reading.reading() as connection:
            return search.find(connection, typed, limit)

    # Files, audit, checks -----------------------------------------------------------------------------------------------------

    def keep_file(self, compartment: str, data: bytes) -> Attachment:
        """Keeps a file, encrypted under a key of its own."""
        with self._writing.writing() as connection:
            return files.keep(connection, compartment, data)

    def file(self, compartment: str, attachment: str, key: str) -> bytes:
        """A kept file. Raises `Damaged`."""
        with self._reading.reading() as connection:
            return files.fetch(connection, compartment, attachment, key)

    def note(self, act: str, what: str = "") -> None:
        """An audit line for an act that changes no record."""
        with self._writing.writing() as connection:
            audit.note(connection, self._clock.stamp(), act, what)

    def faults(self) -> list[str]:
        """What is not as it was written, in words; empty when everything is. Reads the whole file."""
        found = []
        if not self._reading.whole():
            found.append("Some pages of the file are damaged.")
            return found
        with self._reading.reading() as connection:
            if not audit.unbroken(connection):
                found.append("The record of what was done has been changed from outside.")
            found += derive.differences(connection)
        return found

    def counts(self) -> tuple[int, int]:
        """How many changes and records there are."""
        with self._reading.reading() as connection:
            return (
                connection.execute("select count(*) from change").fetchone()[0],
                connection.execute("select count(*) from record").fetchone()[0],
            )

    @property
    def connection(self) -> Connection:
        """The writing connection, for copies."""
        return self._writing

    def close(self) -> None:
        """Lets go of the file and of the key."""
        self._reading.close()
        with self._writing.lock:
            self._writing.execute("pragma wal_checkpoint(truncate)")
        self._writing.close()


def run_steps(connection: Connection, version: int) -> None:
    """Runs the schema steps that are missing, inside the caller's transaction."""
    for number in range(version, len(schema.STEPS)):
        schema.STEPS[number](connection.execute)
    connection.execute(f"pragma user_version = {len(schema.STEPS)}")


def _by_record(rows: Iterable[Any]) -> dict[tuple[str, str, str], list[Any]]:
    found: dict[tuple[str, str, str], list[Any]] = defaultdict(list)
    for record, name, compartment, kind, value, base, editing in rows:
        found[compartment, kind, record].append((name, value, base, editing))
    return found
