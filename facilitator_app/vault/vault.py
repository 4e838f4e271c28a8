"""The vault: one encrypted file with a writing and a reading connection. Everything that changes goes through `apply`, wherever it came from.

Knows records only by their declarations, and no screen. Every method may be called from any thread; each takes its turn.
"""

import contextlib
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from facilitator_app.calendar import Clock
from facilitator_app.errors import Trouble
from facilitator_app.ledger import change as changes
from facilitator_app.ledger.change import Change, NotAChange, OverLimit
from facilitator_app.ledger.envelope import OpeningKey
from facilitator_app.ledger.messages_enrol import EnrolAnswer
from facilitator_app.ledger.seals import SigningKey, short_digest
from facilitator_app.records import codec
from facilitator_app.records.case_file import CaseFile, Stored, assemble
from facilitator_app.records.facts import CaseFact, Due
from facilitator_app.records.record import NOBODY, Id
from facilitator_app.vault import audit, delivered, derive, drafts, enrolled, exchanged_files, files, schema, search
from facilitator_app.vault.connection import Connection
from facilitator_app.vault.delivered import Counts, Looked, Unsent
from facilitator_app.vault.enrolled import Enrolment
from facilitator_app.vault.exchanged import Exchange, P
from facilitator_app.vault.exchanged_files import Lacking, Piece
from facilitator_app.vault.files import Attachment
from facilitator_app.vault.folder import RECORDS, Damaged, NewerVersion
from facilitator_app.vault.rows import HERE, Changed, Edit, Row, TooLong
from facilitator_app.vault.supervising import supervising
from facilitator_app.vault.work import Work


class NotHereYet(Trouble):
    """A file that a record names is not here: whoever kept it has not sent it yet, or it is on its way."""

    def __init__(self) -> None:
        super().__init__("This page is still on its way from a colleague’s laptop.", "It comes by itself when there is a network.")


def _reader(path: Path, key: bytes) -> Connection:
    made = Connection(path, key, read_only=True)
    try:
        search.prepare(made)
    except BaseException:  # whatever it was, the file is let go of
        made.close()
        raise
    return made


class Vault:
    """An open workbook's records. Raises `Damaged`, `DiskFull`, `NotSaved` wherever the file does."""

    def __init__(self, folder: Path, key: bytes, clock: Clock, *, new: bool = False) -> None:
        path = folder / RECORDS
        self._clock = clock
        self._sealed: dict[tuple[str, str, str], str] = {}  # (record, field, editing) -> the change its words were sealed into
        self._closed = False
        self._writing = Connection(path, key, new=new)
        try:
            self._set_up(new=new)
            self._reading = _reader(path, key)
        except BaseException:  # whatever it was, the file is let go of
            self._writing.close()
            raise
        self._key = self._own_key()
        self._own_id()

    def _set_up(self, *, new: bool) -> None:
        if new:
            with self._writing.writing() as connection:
                connection.execute(f"pragma application_id = {schema.APPLICATION_ID}")
                run_steps(connection, 0)
        version = self._writing.one("pragma user_version")
        if version != len(schema.STEPS):
            raise NewerVersion if version > len(schema.STEPS) else Damaged
        if self.remembered("derived") != derive.VERSION:
            with self._writing.writing() as connection:
                derive.anew(connection)
                connection.execute("insert or replace into meta values ('derived', ?)", (derive.VERSION,))

    def _own_key(self) -> SigningKey:
        private = self.remembered("signing key")
        if private is not None:
            return SigningKey(private)
        key = SigningKey()
        with self._writing.writing() as connection:
            connection.execute("insert into meta values ('signing key', ?)", (key.private_bytes(),))
            connection.execute("insert into device_key(fingerprint, public) values (?, ?)", (key.fingerprint, key.public))
        return key

    def _own_id(self) -> None:
        """Who writes here, as changes name them: a name of this workbook's own until enrolment gives the person's, and that one too."""
        found = self.remembered("author")
        if found is None:
            found = secrets.token_urlsafe(16).encode()
            self.remember("author", found)
        self.author, self._former = found.decode(), (self.remembered("former") or found).decode()

    # Small things that are this workbook's own --------------------------------------------------------------------------------

    def remembered(self, name: str) -> bytes | None:
        """What was kept under a name by `remember`."""
        with self._writing.reading() as connection:
            row = connection.execute("select value from meta where name = ?", (name,)).fetchone()
        return bytes(row[0]) if row else None

    def remember(self, name: str, value: bytes | None) -> None:
        """Keeps something small under a name; None forgets it."""
        with self._writing.writing() as connection:
            if value is None:
                connection.execute("delete from meta where name = ?", (name,))
            else:
                connection.execute("insert or replace into meta values (?, ?)", (name, value))

    # The service it belongs to ------------------------------------------------------------------------------------------------

    def people(self) -> dict[str, str]:
        """For each name that stands in changes, the person at the service who bears it or bore it before their laptop was enrolled."""
        with self._reading.reading() as connection:
            rows = connection.execute("select person, former from device_key where person <> ''").fetchall()
        return {name: person for person, former in rows for name in (person, former) if name}

    def keys(self) -> tuple[SigningKey, OpeningKey]:
        """By which a service knows what comes from here, and seals what goes here."""
        with self._writing.writing() as connection:
            return self._key, enrolled.opening_key(connection)

    def enrolment(self) -> Enrolment | None:
        """The service this workbook belongs to, or None."""
        with self._writing.reading() as connection:
            return enrolled.enrolment(connection)

    def enrol(self, address: str, answer: EnrolAnswer) -> Enrolment:
        """Binds this workbook to a service. Raises `Elsewhere`, and nothing is changed."""
        made = Enrolment(address, answer, self._clock.stamp())
        with self._writing.writing() as connection:
            enrolled.enrol(connection, made, self.author)
            audit.note(connection, made.at, "enrolled", answer.device)
        self._own_id()
        return made

    def unsent(self) -> list[Unsent]:
        """The records of which something is not at the service yet."""
        with self._reading.reading() as connection:
            return delivered.unsent(connection)

    def looked_at(self) -> list[Looked]:
        """What waits for a person at the service."""
        with self._reading.reading() as connection:
            return delivered.looked_at(connection)

    def exchange_counts(self) -> Counts:
        """What the one line for the whole says."""
        with self._reading.reading() as connection:
            return delivered.counts(connection)

    def delivered_at(self, record: Id) -> str:
        """When the service acknowledged the latest of what was written here into a record."""
        with self._reading.reading() as connection:
            return delivered.delivered_at(connection, record)

    def want(self, cases: Sequence[Id]) -> None:
        """The order in which cases are fetched."""
        with self._writing.writing() as connection:
            delivered.want(connection, cases)

    # Typing -------------------------------------------------------------------------------------------------------------------

    def put(self, *edits: Edit) -> None:
        """Keeps what is being typed as drafts. When this returns all of it is on the disk: one transaction, one fdatasync.

        Raises `TooLong` when it is kept, and can be no change as long as it is.
        """
        with self._writing.writing() as connection:
            longest = drafts.keep(connection, edits, self._sealed, self._clock.stamp())
        if longest > drafts.MOST_BYTES:
            raise TooLong

    def drop_draft(self, record: Id) -> Changed:
        """Forgets what was typed into a record and not yet sealed."""
        with self._writing.writing() as connection:
            return drafts.drop(connection, record)

    def seal(self, record: Id | None = None) -> Changed:
        """Makes changes of drafts: of one record, or of all. What is too long for a change stays a draft."""
        with self._writing.writing() as connection:
            work = Work(connection)
            kept = self._seal_into(work, connection, record)
            changed = self._finish(work, HERE, "sealed")
        kept()
        return changed

    def _seal_into(self, work: Work, connection: Connection, record: Id | None = None) -> Callable[[], None]:
        """Makes the changes in a transaction; and gives what is to be remembered once it is on the disk, and not before: nothing may replace a
        change that came to nothing.
        """
        sealed: dict[tuple[str, str, str], str] = {}
        for (compartment, kind, name), fields in drafts.to_seal(connection, record).items():
            written = self._seal_one(work, compartment, kind, name, fields)
            drafts.sealed(connection, name, written)
            sealed |= {(name, field, editing): written[field] for field, _, _, editing in fields if written.get(field)}
        return lambda: self._sealed.update(sealed)

    def exchange(self, parcel: Callable[[str, str, int], P]) -> Exchange[P]:
        """The tables of the exchange, in this workbook's own writing connection. `parcel` makes what `Exchange.parcels` gives."""
        return Exchange(
            self._writing, self.author, self._key.fingerprint, former=self._former,
            stamp=self._clock.stamp, seal=lambda work: self._seal_into(work, self._writing), parcel=parcel,
        )  # fmt: skip

    def _seal_one(self, work: Work, compartment: str, kind: str, record: str, typed: Sequence[Any]) -> dict[str, str]:
        """For each field that needs no draft any more the change that holds it; empty where nothing had changed."""
        written, values, replaces = {}, {}, {}
        for name, value, base, _ in typed:
            new, ids = codec.from_json(value), tuple(codec.from_json(base))
            before = work.seen(compartment, record, name, ids)
            new = work.kept_unknown(compartment, record, {name: new}, {name: ids})[name]
            # Typed and taken back is no statement, also when a colleague's stands there by now. A fork is settled in whose words it may be.
            if all(one == new for one in before) if before and len(before) == len(ids) else not ids and new in drafts.nothing(kind, name):
                written[name] = ""
            else:
                values[name], replaces[name] = new, ids
        for part in drafts.that_fit(values):
            try:
                body = self._written(compartment, kind, record, part, {name: replaces[name] for name in part})
            except OverLimit:
                continue
            id = work.take(body, changes.read(body))
            written |= dict.fromkeys(part, id)
        return written

    # Changes ------------------------------------------------------------------------------------------------------------------

    def save(self, rows: Iterable[Row], act: str = "saved", at: str = "") -> Changed:
        """Recorded acts, and what is brought in: all in one transaction or none. `at` is when it was entered, where that was not now.

        Raises `TooLong`, and nothing is written.
        """
        with self._writing.writing() as connection:
            work = Work(connection)
            for row in rows:
                values = work.kept_unknown(row.compartment, row.record, row.values, row.replaces)
                try:
                    body = self._written(row.compartment, row.kind, row.record, values, row.replaces, at)
                except OverLimit as problem:
                    raise TooLong from problem
                work.take(body, changes.read(body))
            return self._finish(work, HERE, act)

    def apply(self, bodies: Iterable[bytes], origin: str) -> tuple[Changed, int]:
        """Takes in changes of others, each signed by a key that this workbook knows; and how many were refused."""
        refused = 0
        with self._writing.writing() as connection:
            work = Work(connection)
            for body in bodies:
                try:
                    change = changes.read_signed(body, self._public(connection, body))
                    self._speaks_for(connection, change)
                except NotAChange:
                    refused += 1
                    continue
                work.take(body, change, mine=False)
            if refused:
                audit.note(connection, self._clock.stamp(), "refused", str(refused))
            return self._finish(work, origin, "applied"), refused

    def trust(self, public: bytes, person: str = "") -> None:
        """Lets changes of a key in. Enrolment says whose key it is."""
        with self._writing.writing() as connection:
            connection.execute(
                "insert or ignore into device_key(fingerprint, public, person) values (?, ?, ?)", (short_digest(public), public, person)
            )

    def bodies(self, compartment: str | None = None) -> list[bytes]:
        """The bytes of all changes (of one compartment): what the exchange sends."""
        condition, values = ("where compartment = ?", (compartment,)) if compartment else ("", ())
        with self._reading.reading() as connection:
            return [row[0] for row in connection.execute(f"select body from change {condition}", values)]  # noqa: S608 - a constant

    def names_of(self, author: str) -> frozenset[str]:
        """All names of somebody, by one of them: what they wrote before enrolment bears another."""
        if author in self.own_names:
            return self.own_names
        with self._reading.reading() as connection:
            rows = connection.execute(
                "select person, former from device_key where person <> '' and ? in (person, former)", (author,)
            ).fetchall()
        return frozenset((author, *(name for row in rows for name in row if name)))

    @property
    def former(self) -> str:
        """The name in what was written here before enrolment; `author` where there was none."""
        return self._former

    @property
    def own_names(self) -> frozenset[str]:
        """The names under which whoever uses this workbook has written here: before enrolment and since."""
        return frozenset((self.author, self._former))

    @property
    def public_key(self) -> bytes:
        """The key by which others know what was written here."""
        return self._key.public

    def _public(self, connection: Connection, body: bytes) -> bytes:
        row = connection.execute("select public from device_key where fingerprint = ?", (changes.read(body).key,)).fetchone()
        if row is None:
            raise NotAChange("a key that nobody knows here")
        return bytes(row[0])

    def _speaks_for(self, connection: Connection, change: Change) -> None:
        """Whoever a change says it is from must be whose key signed it, where either is bound to the other. Raises `NotAChange`."""
        rows = connection.execute("select fingerprint, person, former from device_key where person <> ''").fetchall()
        bound = {fingerprint: {person, former} - {""} for fingerprint, person, former in rows} | {self._key.fingerprint: self.own_names}
        names = bound.get(change.key)
        if change.author not in names if names is not None else any(change.author in taken for taken in bound.values()):
            raise NotAChange("somebody else's name")

    def _written(
        self, compartment: str, kind: str, record: str, values: Mapping[str, Any], replaces: Mapping[str, Sequence[str]], at: str = ""
    ) -> bytes:
        return changes.written(
            self._key,
            compartment=compartment, record=record, kind=kind, values=values, replaces=replaces, author=self.author, at=at or self._clock.stamp(),
        )  # fmt: skip

    def _finish(self, work: Work, origin: str, act: str) -> Changed:
        return Changed(*work.finish(self._clock.stamp(), act), origin)

    # Reading ------------------------------------------------------------------------------------------------------------------

    @staticmethod
    def _whole(connection: Connection, case: Id, stored: Iterable[Stored]) -> CaseFile:
        """With the service's word on it."""
        return replace(assemble(case, stored), supervising=supervising(connection, case))

    def case_file(self, case: Id) -> CaseFile:
        """One case as it stands, own drafts over it. An unknown case reads as one with no records."""
        with self._reading.reading() as connection:
            return self._whole(connection, case, derive.stored_of(connection, case))

    def case_file_at(self, case: Id, until: str) -> CaseFile:
        """One case as it stood at a moment (UTC, as changes tell it), by what this workbook holds of what had been entered by then."""
        with self._reading.reading() as connection:
            return self._whole(connection, case, derive.stored_at(connection, case, until))

    def changes_of(self, case: Id, record: Id) -> list[Change]:
        """The changes of one record, the earliest first, by their authors' clocks."""
        with self._reading.reading() as connection:
            return [change for change in derive.changes_of(connection, case) if change.record == record]

    def case_part(self, case: Id, kinds: Sequence[str]) -> CaseFile:
        """The records of some kinds of one case, own drafts over them: for lists across cases, which need little of each."""
        with self._reading.reading() as connection:
            return self._whole(connection, case, derive.stored_part(connection, case, kinds))

    def some(self, wanted: Iterable[tuple[str, str]]) -> CaseFile:
        """Some records by (compartment, id), of whichever cases, own drafts over them."""
        with self._reading.reading() as connection:
            return assemble(NOBODY, derive.stored_some(connection, wanted))

    def stored(self, compartment: str) -> list[Stored]:
        """The records of a compartment that belongs to no case."""
        with self._reading.reading() as connection:
            return derive.stored_in(connection, compartment)

    def case_facts(self) -> list[CaseFact]:
        """One row a case, the latest touched first."""
        with self._reading.reading() as connection:
            return derive.case_facts(connection)

    def unopened(self, limit: int) -> list[CaseFact]:
        """The latest of the open cases whose details nobody may open yet."""
        with self._reading.reading() as connection:
            return derive.unopened(connection, limit)

    def is_empty(self) -> bool:
        """Whether no case is here at all."""
        with self._reading.reading() as connection:
            return connection.one("select 1 from case_fact limit 1") is None

    def dues(self, until: str, sorts: Sequence[str] = ()) -> list[Due]:
        """What is due up to a day, and what is waited for without one; of some sorts, where they are named."""
        with self._reading.reading() as connection:
            return derive.dues(connection, until, sorts)

    def drafted(self, record: Id) -> list[Row]:
        """For a record with drafts: what stands in their fields now, as a row that would put it back."""
        with self._reading.reading() as connection:
            return drafts.of(connection, record)

    def unfinished(self) -> list[tuple[Id, str, Id, str]]:
        """(case, kind, record, started) of the records with words that were typed and not yet sealed."""
        with self._reading.reading() as connection:
            return drafts.unfinished(connection)

    def find(self, typed: str, limit: int = 50) -> list[tuple[str, str, str, str]]:
        """(compartment, record, kind, case) of the newest records that hold all words."""
        with self._reading.reading() as connection:
            return search.find(connection, typed, limit)

    # Files, audit, checks -----------------------------------------------------------------------------------------------------

    def keep_file(self, compartment: str, data: bytes) -> Attachment:
        """Keeps a file, encrypted under a key of its own."""
        with self._writing.writing() as connection:
            return files.keep(connection, compartment, data)

    def keep_files(self, compartment: str, files_of: Sequence[bytes]) -> list[Attachment]:
        """Several of them, all or none."""
        with self._writing.writing() as connection:
            return [files.keep(connection, compartment, data) for data in files_of]

    def drop_files(self, compartment: str, attachments: Sequence[str]) -> None:
        """Forgets files whose bytes are kept elsewhere by now, or that nobody may keep."""
        with self._writing.writing() as connection:
            for attachment in attachments:
                files.drop(connection, compartment, attachment)

    def next_piece(self, most_bytes: int) -> Piece | None:
        """The next piece of a file that the service is not known to have; of none with more than so many bytes."""
        with self._reading.reading() as connection:
            return exchanged_files.next_to_put(connection, most_bytes)

    def piece_was_put(self, piece: Piece, have: str) -> None:
        """The service told which pieces of a file it has now. Raises `Malformed`."""
        with self._writing.writing() as connection:
            exchanged_files.was_put(connection, piece, have)

    def lacking(self, passed_over: Iterable[str]) -> Lacking | None:
        """The next piece to fetch of the files that records name."""
        with self._reading.reading() as connection:
            return exchanged_files.lacking(connection, passed_over)

    def piece_came(self, wanted: Lacking, total: int, body: bytes) -> bool:
        """Keeps a piece that is what it should be; whether it was."""
        with self._writing.writing() as connection:
            return exchanged_files.came(connection, wanted, total, body)

    def file(self, compartment: str, attachment: str, key: str) -> bytes:
        """A kept file. Raises `Damaged`, and `NotHereYet` for one that a colleague's laptop or the service still has to send."""
        with self._reading.reading() as connection:
            if enrolled.enrolment(connection) is not None and exchanged_files.is_on_its_way(connection, compartment, attachment):
                raise NotHereYet
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
        """Lets go of the file and of the key; a second time nothing happens."""
        if self._closed:
            return
        self._closed = True
        self._reading.close()
        with self._writing.lock:
            with contextlib.suppress(Trouble):  # what is in the log beside the file is read from there the next time
                self._writing.one("pragma wal_checkpoint(truncate)")
            self._writing.close()


def run_steps(connection: Connection, version: int) -> None:
    """Runs the schema steps that are missing, inside the caller's transaction."""
    for number in range(version, len(schema.STEPS)):
        schema.STEPS[number](connection.execute)
    connection.execute(f"pragma user_version = {len(schema.STEPS)}")
