"""The exchange's `Store` on PostgreSQL: the rows of one tenant, by one connection. What comes out is what tests have in memory.

A transaction that writes holds the row of its compartment from its first statement to its commit. So the positions of a log have no gaps
and become visible in their order: whoever reads sees a beginning of the log, never one with a hole that fills later. No transaction of the
exchange takes a second compartment's row; only the audit's, and always last, so that nobody waits in a circle. A hand-over takes several, in
the order of their names.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import TypeVar, cast

from facilitator_app.central import at_once, outliving
from facilitator_app.central.pieces import released
from facilitator_app.central.session import Locked, Session
from facilitator_app.central.store import Backups, Device, Held
from facilitator_app.ledger import chain
from facilitator_app.ledger import change as changes
from facilitator_app.ledger import messages as say
from facilitator_app.ledger.chain import START, Head
from facilitator_app.ledger.fold import Document
from facilitator_app.ledger.messages import Dot, StreamHead
from facilitator_app.records import codec

T = TypeVar("T")
_BATCH = 200  # changes that are fetched at once: a page is about a thousand, and a log may be a hundred thousand


class PostgresStore:
    """See `store.Store`. Outside `writing` and `reading` a method that only reads is a transaction of its own."""

    def __init__(self, session: Session) -> None:
        self._session, self._do = session, session.do
        self._documents: dict[tuple[str, str], Document] | None = None  # in one snapshot a record is read once
        self._locked: Locked | None = None
        self._page: at_once.Page | None = None
        self._snapshot: at_once.Snapshot | None = None

    @contextmanager
    def writing(self, compartment: str) -> Iterator[None]:
        with self._session.writing(compartment) as locked:
            try:
                (self._locked,) = locked
                yield
                self._write_page()
            finally:
                self._page = self._locked = None

    def expected(self, compartment: str, bodies: Sequence[bytes]) -> None:
        if self._locked is None:
            raise ValueError("no lock of a compartment")
        at, chain, gone = self._locked
        sought = self._sought(compartment, list(map(changes.id_of, bodies)), is_new=not at and not gone)
        documents = self._documents_of(compartment, bodies) if at else {}
        self._page = at_once.Page(compartment, Head(at, chain), self.erased(compartment) if gone else None, sought, documents)

    def _write_page(self) -> None:
        """What a page of changes left to be written at its end: nobody else sees this compartment's log before the commit."""
        page, self._page = self._page, None
        if page is None or not page.appended:
            return
        self._append(page.compartment, page.appended)
        self._do(at_once.MOVE_HEAD, compartment=page.compartment, at=page.head.at, chain=page.head.chain)
        self._keep(page.compartment, {record: page.documents[record] for record in sorted(page.kept)})

    def _append(self, compartment: str, rows: Sequence[at_once.Appended]) -> None:
        at, ids, chains, digests, bodies = map(list, zip(*rows, strict=True))
        self._do(at_once.APPEND, compartment=compartment, at=at, ids=ids, chains=chains, digests=digests, bodies=bodies)

    def _keep(self, compartment: str, documents: Mapping[str, Document]) -> None:
        live, dead, authors = map(list, zip(*map(at_once.kept, documents.values()), strict=True))
        self._do(at_once.KEEP, compartment=compartment, records=list(documents), live=live, dead=dead, authors=authors)

    def _once(self, what: str, about: str, read: Callable[[], T]) -> T:
        """Within one page nothing of who may do what is asked twice, as long as the page itself changes none of it."""
        if self._page is None:
            return read()
        key = (what, about)
        if key not in self._page.known:
            self._page.known[key] = read()
        return cast("T", self._page.known[key])

    def _changed(self) -> None:
        if self._page is not None:
            self._page.known = {("is known", self._page.compartment): True} if self._page.appended else {}

    def writing_all(self, compartments: Sequence[str]) -> AbstractContextManager[object]:
        return self._session.writing(*compartments)

    @contextmanager
    def following(self, device: str) -> Iterator[None]:
        with self._session.writing():
            self._do("SELECT 1 FROM device WHERE tenant = %(tenant)s AND key = %(key)s FOR UPDATE", key=device)
            yield

    def heard(self, device: str) -> None:
        self._do(
            "UPDATE device SET heard = now() WHERE tenant = %(tenant)s AND key = %(key)s "
            "AND (heard IS NULL OR heard < now() - interval '1 hour')",
            key=device,
        )

    @contextmanager
    def reading(self, compartments: Iterable[str] = (), ids: Mapping[str, Sequence[str]] | None = None) -> Iterator[None]:
        with self._session.reading():
            self._documents = {}
            self._snapshot = at_once.Snapshot()
            self._look_at({*compartments, *(ids or ())})
            for compartment, some in (ids or {}).items():
                self._snapshot.sought[compartment] = self._sought(compartment, some)
            try:
                yield
            finally:
                self._documents = self._snapshot = None

    def _look_at(self, names: set[str]) -> None:
        """Reads the heads of many compartments at once, where there is a snapshot."""
        snapshot = self._snapshot
        new = [] if snapshot is None else list(names - snapshot.names)
        if snapshot is None or not new:
            return
        rows = self._do(
            "SELECT compartment, at, chain, erased FROM compartment WHERE tenant = %(tenant)s AND compartment = ANY(%(names)s)", names=new
        ).fetchall()
        snapshot.names.update(new)
        snapshot.heads.update({name: Head(at, chain) for name, at, chain, _ in rows})
        snapshot.gone.update(name for name, _, _, gone in rows if gone)

    def _sought(self, compartment: str, ids: Sequence[str], *, is_new: bool = False) -> at_once.Sought:
        at = [] if is_new else self._do(
            "SELECT id, at FROM change WHERE tenant = %(tenant)s AND compartment = %(compartment)s AND id = ANY(%(ids)s)",
            compartment=compartment, ids=list(ids),
        ).fetchall()  # fmt: skip
        held = self._do(
            "SELECT id, compartment, device, body, why FROM held "
            "WHERE tenant = %(tenant)s AND compartment = %(compartment)s AND id = ANY(%(ids)s)",
            compartment=compartment, ids=list(ids),
        )  # fmt: skip
        return at_once.Sought(set(ids), dict(at), {row[0]: Held(*row) for row in held})

    def _known_of(self, compartment: str, id: str) -> at_once.Sought | None:
        """What was read at once of this change and others, where that was done."""
        if self._page is not None and self._page.compartment == compartment:
            found = self._page.sought
        else:
            found = self._snapshot.sought.get(compartment, at_once.NOTHING) if self._snapshot is not None else at_once.NOTHING
        return found if id in found.ids else None

    # Who

    def device(self, key: str) -> Device | None:
        return self._once("device", key, lambda: self._device(key))

    def _device(self, key: str) -> Device | None:
        row = self._do(
            "SELECT key, public, person, told, former, sealing, name, confirmed FROM device WHERE tenant = %(tenant)s AND key = %(key)s",
            key=key,
        ).fetchone()
        return Device(*row) if row else None

    def enrol(self, device: Device) -> None:
        if self.device(device.key) != device:
            self._do(
                "INSERT INTO device (tenant, key, public, person, told, former, sealing, name, confirmed) "
                "VALUES (%(tenant)s, %(key)s, %(public)s, %(person)s, %(told)s, %(former)s, %(sealing)s, %(name)s, %(confirmed)s) "
                "ON CONFLICT (tenant, key) DO UPDATE SET public = EXCLUDED.public, person = EXCLUDED.person, told = EXCLUDED.told, "
                "former = EXCLUDED.former, sealing = EXCLUDED.sealing, name = EXCLUDED.name, confirmed = EXCLUDED.confirmed",
                key=device.key, public=device.public, person=device.person, told=device.order, former=device.former,
                sealing=device.sealing, name=device.name, confirmed=device.confirmed,
            )  # fmt: skip
            self._session.outlives(outliving.enrolled(device))
            self._session.note(
                "device", device.key, f"{device.person} {device.order}{'' if device.confirmed else ' not confirmed'}".strip()
            )

    # What is allocated

    def role(self, person: str, compartment: str) -> str:
        return self._once(f"role of {person}", compartment, lambda: self._role(person, compartment))

    def _role(self, person: str, compartment: str) -> str:
        row = self._do(
            "SELECT role FROM allocation WHERE tenant = %(tenant)s AND compartment = %(compartment)s AND person = %(person)s",
            compartment=compartment, person=person,
        ).fetchone()  # fmt: skip
        return row[0] if row else ""

    def leads(self, compartment: str) -> list[str]:
        """Who leads it now."""
        rows = self._do(
            "SELECT person FROM allocation WHERE tenant = %(tenant)s AND compartment = %(compartment)s AND role = %(lead)s ORDER BY person",
            compartment=compartment, lead=say.LEAD,
        )  # fmt: skip
        return [person for (person,) in rows.fetchall()]

    def was_allocated(self, person: str, compartment: str) -> bool:
        if self._snapshot is not None:
            if person not in self._snapshot.ever:
                rows = self._do("SELECT compartment FROM allocation WHERE tenant = %(tenant)s AND person = %(person)s", person=person)
                self._snapshot.ever[person] = {name for (name,) in rows}
            return compartment in self._snapshot.ever[person]
        row = self._do(
            "SELECT 1 FROM allocation WHERE tenant = %(tenant)s AND compartment = %(compartment)s AND person = %(person)s",
            compartment=compartment, person=person,
        ).fetchone()  # fmt: skip
        return row is not None

    def roles(self, person: str) -> Mapping[str, str]:
        rows = self._do(
            "SELECT compartment, role FROM allocation WHERE tenant = %(tenant)s AND person = %(person)s AND role <> '' ORDER BY compartment",
            person=person,
        ).fetchall()
        self._look_at({compartment for compartment, _ in rows})  # of each of them the head is asked for
        return dict(rows)

    def allocate(self, person: str, compartment: str, role: str) -> None:
        self._changed()
        was = self._do(
            "SELECT role FROM allocation WHERE tenant = %(tenant)s AND compartment = %(compartment)s AND person = %(person)s",
            compartment=compartment, person=person,
        ).fetchone()  # fmt: skip
        changed = self._do(
            "INSERT INTO allocation (tenant, compartment, person, role) VALUES (%(tenant)s, %(compartment)s, %(person)s, %(role)s) "
            "ON CONFLICT (tenant, compartment, person) DO UPDATE SET role = EXCLUDED.role WHERE allocation.role <> EXCLUDED.role",
            compartment=compartment, person=person, role=role,
        )  # fmt: skip
        if changed.rowcount:
            if was is not None or not role:  # what is given for the first time takes nothing away
                self._session.outlives(outliving.role(person, compartment, role))
            self._session.note("allocation", compartment, f"{person} {role or 'ended'}")

    def is_known(self, compartment: str) -> bool:
        if self._page is not None and self._page.compartment == compartment and (self._page.head.at or self._page.erased is not None):
            return True
        return self._once("is known", compartment, lambda: self._is_known(compartment))

    def _is_known(self, compartment: str) -> bool:
        row = self._do(
            "SELECT 1 FROM compartment WHERE tenant = %(tenant)s AND compartment = %(compartment)s AND (at > 0 OR erased) UNION ALL "
            "SELECT 1 FROM allocation WHERE tenant = %(tenant)s AND compartment = %(compartment)s LIMIT 1",
            compartment=compartment,
        ).fetchone()
        return row is not None

    # Logs

    def head(self, compartment: str) -> Head:
        if self._page is not None and self._page.compartment == compartment:
            return self._page.head
        if self._snapshot is not None and compartment in self._snapshot.names:
            return self._snapshot.heads.get(compartment, START)
        row = self._do(
            "SELECT at, chain FROM compartment WHERE tenant = %(tenant)s AND compartment = %(compartment)s", compartment=compartment
        ).fetchone()
        return Head(*row) if row else START

    def chain_at(self, compartment: str, at: int) -> str | None:
        head = self.head(compartment)
        if at == 0 or at >= head.at:
            return START.chain if at == 0 else head.chain if at == head.at else None
        row = self._do(
            "SELECT chain FROM change WHERE tenant = %(tenant)s AND compartment = %(compartment)s AND at = %(at)s",
            compartment=compartment, at=at,
        ).fetchone()  # fmt: skip
        return row[0] if row else None

    def position(self, compartment: str, id: str) -> int | None:
        if (sought := self._known_of(compartment, id)) is not None:
            return sought.at.get(id)
        row = self._do(
            "SELECT at FROM change WHERE tenant = %(tenant)s AND compartment = %(compartment)s AND id = %(id)s",
            compartment=compartment, id=id,
        ).fetchone()  # fmt: skip
        return row[0] if row else None

    def entries(self, compartment: str, after: int, upto: int) -> Iterator[bytes]:
        return (body for _, body in self.others(compartment, after, upto, ()))

    def others(self, compartment: str, after: int, upto: int, ids: Collection[str]) -> Iterator[tuple[int, bytes]]:
        left_out = list(ids)
        while after < upto:
            batch = self._do(
                "SELECT at, body FROM change WHERE tenant = %(tenant)s AND compartment = %(compartment)s "
                "AND at > %(after)s AND at <= %(upto)s AND id <> ALL(%(ids)s) ORDER BY at LIMIT %(most)s",
                compartment=compartment, after=after, upto=upto, ids=left_out, most=_BATCH,
            ).fetchall()  # fmt: skip
            self._remember_documents(compartment, [body for _, body in batch])
            yield from batch
            if len(batch) < _BATCH:
                return
            after = batch[-1][0]

    def dead(self, compartment: str, ids: Collection[str]) -> Iterator[Dot]:
        there = {id for id in ids if self.position(compartment, id) is not None}
        if not there:
            return
        rows = self._do(
            "SELECT record, dead::text FROM record WHERE tenant = %(tenant)s AND compartment = %(compartment)s AND dead::text <> '{}'",
            compartment=compartment,
        )
        for record, text in rows:
            for name, replaced in codec.from_json(text.encode()).items():
                yield from (Dot(compartment, record, name, id) for id in replaced if id in there)

    def _remember_documents(self, compartment: str, bodies: Sequence[bytes]) -> None:
        """Of what an answer is made of: the records of many changes at once."""
        if self._snapshot is not None and self._documents is not None and bodies:
            self._documents |= {(compartment, record): one for record, one in self._documents_of(compartment, bodies).items()}

    def append(self, compartment: str, id: str, body: bytes, head: Head) -> None:
        row = (head.at, id, head.chain, chain.digest(body), body)
        if self._page is not None and self._page.compartment == compartment:
            self._page.appended.append(row)
            self._page.sought.at[id], self._page.head = head.at, head
            self._page.known["is known", compartment] = True
            return
        self._append(compartment, [row])
        self._do(at_once.MOVE_HEAD, compartment=compartment, at=head.at, chain=head.chain)

    def document(self, compartment: str, record: str) -> Document:
        key = (compartment, record)
        if self._page is not None and self._page.compartment == compartment:
            return self._page.documents.setdefault(record, Document())
        if self._documents is None:
            return self._document(compartment, record)
        if key not in self._documents:
            self._documents[key] = self._document(compartment, record)
        return self._documents[key]

    def _document(self, compartment: str, record: str) -> Document:
        row = self._do(
            "SELECT live::text, dead::text, authors::text FROM record "
            "WHERE tenant = %(tenant)s AND compartment = %(compartment)s AND record = %(record)s",
            compartment=compartment, record=record,
        ).fetchone()  # fmt: skip
        return at_once.read_document(*row) if row else Document()

    def _documents_of(self, compartment: str, bodies: Iterable[bytes]) -> dict[str, Document]:
        """The records that some changes of a compartment are of, as its log left them; a new one where there is none."""
        found = dict.fromkeys(record for body in bodies if (record := changes.record_of(body)))
        rows = self._do(
            "SELECT record, live::text, dead::text, authors::text FROM record "
            "WHERE tenant = %(tenant)s AND compartment = %(compartment)s AND record = ANY(%(records)s)",
            compartment=compartment, records=list(found),
        )  # fmt: skip
        there = {row[0]: at_once.read_document(*row[1:]) for row in rows}
        return {record: there.get(record) or Document() for record in found}

    def keep_document(self, compartment: str, record: str, document: Document) -> None:
        if self._page is not None and self._page.compartment == compartment:
            self._page.documents[record] = document
            self._page.kept.add(record)
            return
        self._keep(compartment, {record: document})

    # What waits for a person

    def held(self, id: str, compartment: str | None = None) -> Held | None:
        if compartment is not None:
            if (sought := self._known_of(compartment, id)) is not None:
                return sought.held.get(id)
            row = self._do(
                "SELECT id, compartment, device, body, why FROM held "
                "WHERE tenant = %(tenant)s AND compartment = %(compartment)s AND id = %(id)s",
                compartment=compartment, id=id,
            ).fetchone()  # fmt: skip
            return Held(*row) if row else None
        row = self._do("SELECT id, compartment, device, body, why FROM held WHERE tenant = %(tenant)s AND id = %(id)s", id=id).fetchone()
        return Held(*row) if row else None

    def hold(self, held: Held) -> None:
        self._do(
            "INSERT INTO held (tenant, compartment, id, device, body, why) "
            "VALUES (%(tenant)s, %(compartment)s, %(id)s, %(device)s, %(body)s, %(why)s) "
            "ON CONFLICT (tenant, compartment, id) DO UPDATE SET device = EXCLUDED.device, body = EXCLUDED.body, why = EXCLUDED.why",
            compartment=held.compartment, id=held.id, device=held.device, body=held.body, why=held.why,
        )  # fmt: skip
        if self._page is not None:
            self._page.sought.held[held.id] = held
        self._session.note("held" if held.why != say.REJECTED else say.REJECTED, held.id, held.why)

    def held_of(self, device: str) -> tuple[int, int]:
        row = self._do(
            "SELECT count(*), coalesce(sum(length(body)), 0) FROM held WHERE tenant = %(tenant)s AND device = %(device)s "
            "AND why <> %(rejected)s",
            device=device, rejected=say.REJECTED,
        ).fetchone()  # fmt: skip
        return (int(row[0]), int(row[1])) if row else (0, 0)

    def release(self, id: str) -> None:
        self._do("DELETE FROM held WHERE tenant = %(tenant)s AND id = %(id)s", id=id)
        self._session.note("released", id)

    def release_files(self, held: Held) -> None:
        released(self._session, held.compartment, held.device, held.body)

    def held_in(self, compartment: str) -> Iterable[Held]:
        rows = self._do(
            "SELECT id, compartment, device, body, why FROM held WHERE tenant = %(tenant)s AND compartment = %(compartment)s ORDER BY id",
            compartment=compartment,
        )
        return [Held(*row) for row in rows]

    # Erased

    def erased(self, compartment: str) -> frozenset[str] | None:
        if self._page is not None and self._page.compartment == compartment:
            return self._page.erased
        if self._snapshot is not None and compartment in self._snapshot.names - self._snapshot.gone:
            return None
        row = self._do(
            "SELECT erased FROM compartment WHERE tenant = %(tenant)s AND compartment = %(compartment)s", compartment=compartment
        ).fetchone()
        if row != (True,):
            return None
        ids = self._do("SELECT id FROM erased WHERE tenant = %(tenant)s AND compartment = %(compartment)s", compartment=compartment)
        return frozenset(id for (id,) in ids)

    def erase(self, compartment: str, ids: frozenset[str]) -> None:
        for statement in at_once.ERASURE:
            self._do(statement, compartment=compartment, ids=sorted(ids), chain=START.chain)
        self._session.outlives(outliving.erased(compartment, list(ids)))
        self._session.note("erased", compartment, str(len(ids)))

    # Streams and backups

    def stream(self, id: str) -> StreamHead | None:
        row = self._do("SELECT id, token, was, at, chain FROM stream WHERE tenant = %(tenant)s AND id = %(id)s", id=id).fetchone()
        if row is None:
            return None
        id, token, was, *head = row
        return StreamHead(id, token, was, Head(*head))

    def keep_stream(self, device: str, stream: StreamHead) -> None:
        self._do(
            "INSERT INTO stream (tenant, id, device, token, was, at, chain) "
            "VALUES (%(tenant)s, %(id)s, %(device)s, %(token)s, %(was)s, %(at)s, %(chain)s) ON CONFLICT (tenant, id) "
            "DO UPDATE SET device = EXCLUDED.device, token = EXCLUDED.token, was = EXCLUDED.was, at = EXCLUDED.at, chain = EXCLUDED.chain",
            id=stream.id, device=device, token=stream.token, was=stream.was, at=stream.head.at, chain=stream.head.chain,
        )  # fmt: skip

    def alert(self, device: str, stream: str) -> None:
        self._session.note("restored or copied", device, stream)

    def backups(self) -> Backups:
        """Of what was confirmed to be off site, the last: it holds what all before it held."""
        last = self._do("SELECT number FROM backup WHERE tenant = %(tenant)s ORDER BY number DESC LIMIT 1").fetchone()
        safe = self._do(
            "SELECT number FROM backup WHERE tenant = %(tenant)s AND off_site IS NOT NULL ORDER BY number DESC LIMIT 1"
        ).fetchone()
        return Backups(last[0] + 1 if last else 0, safe[0] if safe else -1)
