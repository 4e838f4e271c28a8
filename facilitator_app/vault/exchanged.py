"""The workbook's side of the exchange: what is to be sent, how far each compartment was pulled, and what the service has said of it.

Everything here belongs to the transaction that `Exchange.transaction` opens: an answer of the service is taken in whole or not at all. Knows no
network and no question; the steps of the exchange are `sync`'s, which sees this as its `Store`.
"""

import contextlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Generic, Protocol, TypeVar

from facilitator_app.ledger import change as changes
from facilitator_app.ledger import parcel as parcels_of
from facilitator_app.ledger.chain import Head
from facilitator_app.ledger.change import Change
from facilitator_app.ledger.messages import PublicKey, Stream
from facilitator_app.ledger.seals import b64, fresh_id, unb64
from facilitator_app.records.record import Id, case_in
from facilitator_app.vault import audit, derive, enrolled, files, search
from facilitator_app.vault.connection import Connection
from facilitator_app.vault.rows import Changed
from facilitator_app.vault.work import Work

STAYS_HERE = "user"
"""The compartment of the person who uses this workbook. It has no name of its own yet by which the service could tell two people's apart."""

_MADE_HERE, _ON_ITS_WAY = 1, 2  # of `change.mine`: not yet in the outbox, and in it or delivered


class Parcel(Protocol):
    """As `sync.store.Parcel`: an own change that is kept out of sight, of a compartment that left or would not take it."""

    @property
    def id(self) -> str: ...

    @property
    def compartment(self) -> str: ...

    @property
    def backup(self) -> int: ...


P = TypeVar("P", bound=Parcel)


class Exchange(Generic[P]):
    """The tables of the exchange in one workbook, for one thread at a time."""

    def __init__(
        self,
        connection: Connection,
        author: str,
        own: str,
        *,
        former: str,
        stamp: Callable[[], str],
        seal: Callable[[Work], Callable[[], None]],
        parcel: Callable[[str, str, int], P],
    ) -> None:
        """`own`: the fingerprint of this workbook's key. `former`: the name in what was written here before enrolment. `stamp`: the moment for
        the audit. `seal` makes changes of all drafts, and gives what is to be done once they are on the disk. `parcel`: what a parcel is to
        whoever asks for them.
        """
        self._connection, self._author, self._former, self._own = connection, author, former, own
        self._stamp, self._seal, self._parcel_of = stamp, seal, parcel
        self._afterwards: list[Callable[[], None]] = []
        self._work = Work(connection)
        self._told = Changed()
        self._cases: set[Id] = set()
        self._hidden: set[str] | None = None  # compartments, once looked at in this transaction
        self._waiting: bool | None = None  # whether anything waits at all, once looked at
        self._forgot = False

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written in it or, when anything is raised, nothing. What it changed is `told`."""
        self._cases, self._afterwards, self._forgot = set(), [], False
        self._hidden, self._waiting = None, None
        with self._connection.writing() as connection:
            self._work = Work(connection)
            yield
            cases, kinds = self._work.finish(self._stamp(), "exchanged")
            if self._forgot:
                search.clear_out(connection)
            for case in self._cases - cases:
                derive.keep_facts_of(connection, case)
            self._told = Changed(cases | self._cases, kinds, "the exchange")
        for act in self._afterwards:
            act()

    @property
    def told(self) -> Changed:
        """What the last transaction changed, for the pages that show any of it."""
        return self._told

    # What is made here

    def is_own(self, change: Change) -> bool:
        """Whether the person who uses this workbook wrote it, here or on another laptop."""
        return change.author in (self._author, self._former)

    def sealed(self) -> Sequence[bytes]:
        """Makes changes of what is being typed; and gives every change made here that was not yet sent, the earliest first."""
        self._afterwards.append(self._seal(self._work))
        self._seal_older_parcels()
        rows = self._connection.execute("select body from change where mine = ? and compartment <> ?", (_MADE_HERE, STAYS_HERE)).fetchall()
        return [body for *_, body in sorted(map(_place_and_body, (bytes(row[0]) for row in rows)))]

    def _seal_older_parcels(self) -> None:
        """An older version of this program kept them as they were."""
        plain = self._connection.execute(
            "select id, body from parcel where substr(body, 1, ?) <> ?", (len(parcels_of.START), parcels_of.START)
        ).fetchall()
        for id, body in plain:
            self._connection.execute("update parcel set body = ? where id = ?", (self._sealed(bytes(body)), id))

    def _sealed(self, body: bytes) -> bytes:
        known = enrolled.enrolment(self._connection)
        if known is None:
            raise LookupError("only a service's answer makes parcels, and this workbook has none")
        return parcels_of.sealed(body, known.recipients)

    def is_unfinished(self, compartment: str) -> bool:
        """Whether anything of a compartment is not in the outbox yet."""
        drafted = self._one("select 1 from draft where compartment = ? limit 1", compartment)
        made = self._one("select 1 from change where compartment = ? and mine = 1 limit 1", compartment)
        return bool(drafted or made or self._one(_FILE_NOT_THERE, compartment))

    # How it is sent

    def stream(self) -> Stream:
        """The list in which this laptop sends; a new one where there was none."""
        row = self._connection.execute("select id, token, base_at, base_chain, after from stream").fetchone()
        if row is None:
            made = Stream(fresh_id())
            self.keep_stream(made)
            return made
        return Stream(row[0], row[1], Head(row[2], row[3]), row[4])

    def keep_stream(self, stream: Stream) -> None:
        """Writes it in place of the one before."""
        self._connection.execute(
            "insert or replace into stream(one, id, token, base_at, base_chain, after) values (1, ?, ?, ?, ?, ?)",
            (stream.id, stream.token, stream.base.at, stream.base.chain, stream.after),
        )

    def outbox(self, after: int = 0) -> Iterator[bytes]:
        """What the service has not acknowledged, in the order of the stream, without so many at its front. Nothing is read before it is asked
        for, and nothing is written meanwhile.
        """
        for (body,) in self._connection.execute("select body from outbox order by number limit -1 offset ?", (after,)):
            yield bytes(body)

    def send(self, bodies: Sequence[bytes]) -> None:
        """Puts changes at the end of the outbox."""
        self._connection.executemany("insert into outbox(body) values (?)", [(body,) for body in bodies])
        self._connection.executemany(
            "update change set mine = ? where compartment = ? and id = ? and mine = ?",
            [(_ON_ITS_WAY, parcels_of.compartment_of(body), parcels_of.id_of(body), _MADE_HERE) for body in bodies],
        )

    def sent(self, count: int) -> None:
        """Takes so many from the front of the outbox: the service has them, and from now on the screen says so."""
        rows = self._connection.execute("select body from outbox order by number limit ?", (count,)).fetchall()
        now = self._stamp()
        self._connection.executemany("insert or replace into delivered values (?, ?)", [(parcels_of.id_of(row[0]), now) for row in rows])
        self._connection.execute("delete from outbox where number in (select number from outbox order by number limit ?)", (count,))

    # Compartments

    def cursors(self) -> Mapping[str, str | None]:
        """How far each compartment that is here was pulled."""
        rows = self._connection.execute("select name, cursor from compartment where name <> ? order by wanted, name", (STAYS_HERE,))
        return {row[0]: row[1] or None for row in rows}

    def keep_cursor(self, compartment: str, cursor: str | None) -> None:
        """How far it was pulled; from now on it is here."""
        self._connection.execute(
            "insert into compartment(name, cursor) values (?, ?) on conflict (name) do update set cursor = excluded.cursor",
            (compartment, cursor or ""),
        )

    def ids(self, compartment: str) -> Collection[str]:
        """The changes that are here, without parcels."""
        return {row[0] for row in self._connection.execute("select id from change where compartment = ?", (compartment,))}

    def body(self, compartment: str, id: str) -> bytes | None:
        """The bytes of a change that is here."""
        found = self._one("select body from change where compartment = ? and id = ?", compartment, id)
        return bytes(found) if found is not None else None

    def take(self, change: Change, body: bytes) -> None:
        """Takes in a change of the service's log, once: bytes, document and all that follows from it."""
        self._work.take(body, change, mine=False, shown=not self._is_hidden(change.compartment))
        if self._waiting is None:
            self._waiting = bool(self._one("select exists (select 1 from waits)"))
        if self._waiting:
            self._connection.execute("delete from waits where change = ?", (change.id,))

    def replaced(self, change: Change, fields: Iterable[str]) -> None:
        """Remembers, as the service's word, that these values of a change that is here are replaced, and takes them from its record."""
        names = list(fields)
        self._connection.executemany(
            "insert or ignore into replaced values (?, ?, ?)", [(change.compartment, change.id, name) for name in names]
        )
        if not self._is_hidden(change.compartment):
            self._work.lay(derive.said_replaced(change, names))

    def forget_replaced(self, compartment: str) -> None:
        """Forgets what the service said there of what is replaced."""
        self._connection.execute("delete from replaced where compartment = ?", (compartment,))

    def refold(self, compartment: str) -> None:
        """Makes the records of a compartment anew from its changes and from what the service said is replaced."""
        self._work.forget(compartment)
        derive.refold(self._connection, compartment)
        self._touched(compartment)

    def drop(self, compartment: str) -> None:
        """Forgets a compartment: changes, records, index, drafts, files. Parcels stay, and a doubt stays too: it may be of a parcel."""
        self._work.forget(compartment)
        derive.unkeep(self._connection, compartment)
        self._connection.execute("delete from delivered where change in (select id from change where compartment = ?)", (compartment,))
        for table, column in _TABLES_OF_A_COMPARTMENT:
            self._connection.execute(f"delete from {table} where {column} = ?", (compartment,))  # noqa: S608 - constants
        files.drop_all(self._connection, compartment)
        self._touched(compartment)
        self._forgets()

    def _forgets(self) -> None:
        """Something goes for good in this transaction."""
        self._forgot = True
        if self._truncated not in self._afterwards:
            self._afterwards.append(self._truncated)

    def _truncated(self) -> None:
        """What was dropped leaves the log beside the file too, which else keeps older pages until they are needed."""
        self._connection.one("pragma wal_checkpoint(truncate)")

    def allowed(self, roles: Mapping[str, str], ended: Iterable[str]) -> None:
        """What may be written, as the service says; and what nobody here may see from now on, although it is not dropped yet."""
        hidden, self._hidden = set(ended), None
        for name, role, was in self._connection.execute("select name, role, hidden from compartment").fetchall():
            if (role, bool(was)) == (roles.get(name, ""), name in hidden):
                continue
            self._connection.execute(
                "update compartment set role = ?, hidden = ? where name = ?", (roles.get(name, ""), name in hidden, name)
            )
            if bool(was) != (name in hidden):
                self.refold(name)

    def waits(self, change: Change, why: str) -> None:
        """Notes that somebody at the service looks at a change before it stands there, and why."""
        self._waiting = True
        self._connection.execute(
            "insert or replace into waits values (?, ?, ?, ?, ?)", (change.id, change.compartment, change.record, why, self._stamp())
        )

    # Parcels

    def put_away(self, compartment: str, id: str, backup: int) -> None:
        """Makes a parcel of a change of a compartment, which has it no more: sealed, so that no tool reads it out of this file either."""
        body = self.body(compartment, id)
        if body is not None:
            self._connection.execute("insert or replace into parcel values (?, ?, ?, ?)", (id, compartment, backup, self._sealed(body)))
        self._connection.execute("delete from change where compartment = ? and id = ?", (compartment, id))
        self._forgets()

    def parcels(self) -> Sequence[P]:
        """Every one that is kept."""
        return [self._parcel_of(*row) for row in self._connection.execute("select id, compartment, backup from parcel order by id")]

    def parcel(self, id: str) -> bytes:
        """What of a parcel is sent when the service has lost it: the sealed bytes. Raises `KeyError`."""
        found = self._one("select body from parcel where id = ?", id)
        if found is None:
            raise KeyError(id)
        return bytes(found)

    def keep_parcel(self, parcel: P) -> None:
        """Writes another backup number for a parcel."""
        self._connection.execute("update parcel set backup = ? where id = ?", (parcel.backup, parcel.id))

    def discard(self, id: str) -> None:
        """Forgets a parcel."""
        self._connection.execute("delete from parcel where id = ?", (id,))
        self._connection.execute("delete from waits where change = ?", (id,))

    # Doubts

    def doubts(self) -> Collection[str]:
        """Compartments of which it is not known whether the service has what this laptop has."""
        return {row[0] for row in self._connection.execute("select compartment from doubt")}

    def doubt(self, compartment: str) -> None:
        """Begins one."""
        self._connection.execute("insert or ignore into doubt values (?)", (compartment,))
        self._connection.execute("delete from file_there where compartment = ?", (compartment,))

    def settle(self, compartment: str) -> None:
        """Ends it."""
        self._connection.execute("delete from doubt where compartment = ?", (compartment,))

    # Keys

    def key(self, fingerprint: str) -> PublicKey | None:
        """A key that changes are known by, and whose it is."""
        row = self._connection.execute("select public, person, former from device_key where fingerprint = ?", (fingerprint,)).fetchone()
        if row is None:
            return None
        person, former = (self._author, self._former) if fingerprint == self._own else row[1:]
        return PublicKey(b64(bytes(row[0])), person, former)

    def trust(self, fingerprint: str, key: PublicKey) -> None:
        """Lets changes of a key in, in the name of this person. A key that is somebody's stays theirs; one that was nobody's yet is bound."""
        self._connection.execute(
            "insert into device_key(fingerprint, public, person, former) values (?, ?, ?, ?) on conflict (fingerprint) do update "
            "set person = excluded.person, former = excluded.former where public = excluded.public and device_key.person in ('', excluded.person)",
            (fingerprint, unb64(key.public), key.person, key.former),
        )

    def refused(self, compartment: str, id: str) -> None:
        """Notes that the service sent a change whose signature or author is not what it says."""
        audit.note(self._connection, self._stamp(), "refused", f"{compartment} {id}")

    def destroy(self) -> None:
        """Forgets everything, parcels and keys too, and at once."""
        for table in _ALL_TABLES:
            self._connection.execute(f"delete from {table}")  # noqa: S608 - constants
        search.forget_all(self._connection)
        self._work = Work(self._connection)

    def _is_hidden(self, compartment: str) -> bool:
        if self._hidden is None:
            self._hidden = {name for (name,) in self._connection.execute("select name from compartment where hidden = 1")}
        return compartment in self._hidden

    def _one(self, statement: str, *values: str) -> Any:
        row = self._connection.execute(statement, values).fetchone()
        return row[0] if row else None

    def _touched(self, compartment: str) -> None:
        case = case_in(compartment)
        if case:
            self._cases.add(case)


def _place_and_body(body: bytes) -> tuple[str, str, str, bytes]:
    """Of one moment, what is of one compartment goes together: the service takes that in one transaction."""
    change = changes.read(body)
    return change.at, change.compartment, change.id, body


_FILE_NOT_THERE = (
    "select 1 from attachment where compartment = ? and not exists (select 1 from file_there where "
    "file_there.compartment = attachment.compartment and file_there.id = attachment.id and whole) limit 1"
)
_TABLES_OF_A_COMPARTMENT = (
    ("change", "compartment"), ("draft", "compartment"), ("replaced", "compartment"), ("compartment", "name"),
)  # fmt: skip
_ALL_TABLES = (
    *(table for table, _ in _TABLES_OF_A_COMPARTMENT), "attachment", "chunk", "outbox", "parcel", "waits", "delivered", "file_there", "doubt",
    "stream", "device_key", "record", "case_fact", "due",
)  # fmt: skip
