"""The exchange's `Store` on PostgreSQL: the rows of one tenant, by one connection. What comes out is what tests have in memory.

A transaction that writes holds the row of its compartment from its first statement to its commit. So the positions of a log have no gaps
and become visible in their order: whoever reads sees a beginning of the log, never one with a hole that fills later. No transaction of the
exchange takes a second compartment's row; only the audit's, and always last, so that nobody waits in a circle. A hand-over takes several, in
the order of their names.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import LiteralString

from facilitator_app.central import outliving
from facilitator_app.central.pieces import released
from facilitator_app.central.session import Session
from facilitator_app.central.store import Backups, Device, Held
from facilitator_app.ledger import chain
from facilitator_app.ledger import messages as say
from facilitator_app.ledger.chain import START, Head
from facilitator_app.ledger.fold import Document
from facilitator_app.ledger.messages import StreamHead
from facilitator_app.records import codec

_BATCH = 200  # changes that are fetched at once: a page is about a thousand, and a log may be a hundred thousand


class PostgresStore:
    """See `store.Store`. Outside `writing` and `reading` a method that only reads is a transaction of its own."""

    def __init__(self, session: Session) -> None:
        self._session, self._do = session, session.do
        self._documents: dict[tuple[str, str], Document] | None = None  # in one snapshot a record is read once

    def writing(self, compartment: str) -> AbstractContextManager[None]:
        return self._session.writing(compartment)

    def writing_all(self, compartments: Sequence[str]) -> AbstractContextManager[None]:
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
    def reading(self) -> Iterator[None]:
        with self._session.reading():
            self._documents = {}
            try:
                yield
            finally:
                self._documents = None

    # Who

    def device(self, key: str) -> Device | None:
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
        row = self._do(
            "SELECT 1 FROM allocation WHERE tenant = %(tenant)s AND compartment = %(compartment)s AND person = %(person)s",
            compartment=compartment, person=person,
        ).fetchone()  # fmt: skip
        return row is not None

    def roles(self, person: str) -> Mapping[str, str]:
        return dict(
            self._do(
                "SELECT compartment, role FROM allocation WHERE tenant = %(tenant)s AND person = %(person)s AND role <> '' "
                "ORDER BY compartment",
                person=person,
            ).fetchall()
        )

    def allocate(self, person: str, compartment: str, role: str) -> None:
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
        row = self._do(
            "SELECT 1 FROM compartment WHERE tenant = %(tenant)s AND compartment = %(compartment)s AND (at > 0 OR erased) UNION ALL "
            "SELECT 1 FROM allocation WHERE tenant = %(tenant)s AND compartment = %(compartment)s LIMIT 1",
            compartment=compartment,
        ).fetchone()
        return row is not None

    # Logs

    def head(self, compartment: str) -> Head:
        row = self._do(
            "SELECT at, chain FROM compartment WHERE tenant = %(tenant)s AND compartment = %(compartment)s", compartment=compartment
        ).fetchone()
        return Head(*row) if row else START

    def chain_at(self, compartment: str, at: int) -> str | None:
        if at == 0 or at > self.head(compartment).at:
            return None if at else START.chain
        row = self._do(
            "SELECT chain FROM change WHERE tenant = %(tenant)s AND compartment = %(compartment)s AND at = %(at)s",
            compartment=compartment, at=at,
        ).fetchone()  # fmt: skip
        return row[0] if row else None

    def position(self, compartment: str, id: str) -> int | None:
        row = self._do(
            "SELECT at FROM change WHERE tenant = %(tenant)s AND compartment = %(compartment)s AND id = %(id)s",
            compartment=compartment, id=id,
        ).fetchone()  # fmt: skip
        return row[0] if row else None

    def entries(self, compartment: str, after: int, upto: int) -> Iterator[bytes]:
        while after < upto:
            batch = self._do(
                "SELECT at, body FROM change WHERE tenant = %(tenant)s AND compartment = %(compartment)s "
                "AND at > %(after)s AND at <= %(upto)s ORDER BY at LIMIT %(most)s",
                compartment=compartment, after=after, upto=upto, most=_BATCH,
            ).fetchall()  # fmt: skip
            if not batch:
                return
            yield from (body for _, body in batch)
            after = batch[-1][0]

    def append(self, compartment: str, id: str, body: bytes, head: Head) -> None:
        place = {"compartment": compartment, "at": head.at, "chain": head.chain}
        self._do(
            "INSERT INTO change (tenant, compartment, at, id, chain, digest, body, received) "
            "VALUES (%(tenant)s, %(compartment)s, %(at)s, %(id)s, %(chain)s, %(digest)s, %(body)s, now())",
            **place, id=id, body=body, digest=chain.digest(body),
        )  # fmt: skip
        self._do(
            "UPDATE compartment SET at = %(at)s, chain = %(chain)s WHERE tenant = %(tenant)s AND compartment = %(compartment)s", **place
        )

    def document(self, compartment: str, record: str) -> Document:
        key = (compartment, record)
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
        if row is None:
            return Document()
        live, dead, authors = (codec.from_json(text.encode()) for text in row)
        return Document(live, {name: set(ids) for name, ids in dead.items()}, set(authors))

    def keep_document(self, compartment: str, record: str, document: Document) -> None:
        dead = {name: sorted(ids) for name, ids in document.dead.items()}
        live, dead_text, authors = (codec.to_json(part).decode() for part in (document.live, dead, sorted(document.authors)))
        self._do(
            "INSERT INTO record (tenant, compartment, record, live, dead, authors) "
            "VALUES (%(tenant)s, %(compartment)s, %(record)s, %(live)s::json, %(dead)s::json, %(authors)s::json) "
            "ON CONFLICT (tenant, compartment, record) "
            "DO UPDATE SET live = EXCLUDED.live, dead = EXCLUDED.dead, authors = EXCLUDED.authors",
            compartment=compartment, record=record, live=live, dead=dead_text, authors=authors,
        )  # fmt: skip

    # What waits for a person

    def held(self, id: str) -> Held | None:
        row = self._do("SELECT id, compartment, device, body, why FROM held WHERE tenant = %(tenant)s AND id = %(id)s", id=id).fetchone()
        return Held(*row) if row else None

    def hold(self, held: Held) -> None:
        self._do(
            "INSERT INTO held (tenant, compartment, id, device, body, why) "
            "VALUES (%(tenant)s, %(compartment)s, %(id)s, %(device)s, %(body)s, %(why)s) "
            "ON CONFLICT (tenant, compartment, id) DO UPDATE SET device = EXCLUDED.device, body = EXCLUDED.body, why = EXCLUDED.why",
            compartment=held.compartment, id=held.id, device=held.device, body=held.body, why=held.why,
        )  # fmt: skip
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
        row = self._do(
            "SELECT erased FROM compartment WHERE tenant = %(tenant)s AND compartment = %(compartment)s", compartment=compartment
        ).fetchone()
        if row != (True,):
            return None
        ids = self._do("SELECT id FROM erased WHERE tenant = %(tenant)s AND compartment = %(compartment)s", compartment=compartment)
        return frozenset(id for (id,) in ids)

    def erase(self, compartment: str, ids: frozenset[str]) -> None:
        for statement in _ERASURE:
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


_ERASURE: tuple[LiteralString, ...] = (
    "DELETE FROM change WHERE tenant = %(tenant)s AND compartment = %(compartment)s",
    "DELETE FROM record WHERE tenant = %(tenant)s AND compartment = %(compartment)s",
    "DELETE FROM held WHERE tenant = %(tenant)s AND compartment = %(compartment)s AND id = ANY(%(ids)s)",
    "DELETE FROM piece WHERE tenant = %(tenant)s AND compartment = %(compartment)s",
    "DELETE FROM conflict WHERE tenant = %(tenant)s AND compartment = %(compartment)s",
    "DELETE FROM reason WHERE tenant = %(tenant)s AND compartment = %(compartment)s",
    "DELETE FROM erased WHERE tenant = %(tenant)s AND compartment = %(compartment)s",
    "INSERT INTO erased (tenant, compartment, id) SELECT %(tenant)s, %(compartment)s, unnest(%(ids)s::text[])",
    "UPDATE allocation SET role = '' WHERE tenant = %(tenant)s AND compartment = %(compartment)s",
    "UPDATE compartment SET at = 0, chain = %(chain)s, erased = true WHERE tenant = %(tenant)s AND compartment = %(compartment)s",
)
