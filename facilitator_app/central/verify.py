"""Whether everything is as it was written: every log, every record that was made of it, every signature, every line of the audit."""

from collections.abc import Iterator
from dataclasses import dataclass

from facilitator_app.central import audit, checkpoints
from facilitator_app.central.postgres import PostgresStore
from facilitator_app.central.pushes import Misattributed, attributed
from facilitator_app.central.session import Session
from facilitator_app.ledger import chain
from facilitator_app.ledger import change as changes
from facilitator_app.ledger.chain import START, Head
from facilitator_app.ledger.change import NotAChange
from facilitator_app.ledger.fold import Document

AUDIT, CHECKPOINTS = "audit", "checkpoints"


@dataclass(frozen=True, slots=True)
class Fault:
    """`where`: a compartment, or `AUDIT` or `CHECKPOINTS`. `at`: a place in it, 0 for all of it."""

    where: str
    at: int
    what: str


@dataclass(frozen=True, slots=True)
class Verified:
    """How much was looked at, and what is wrong in it."""

    compartments: int
    changes: int
    faults: tuple[Fault, ...]
    checkpoints: int = 0
    forks: tuple[tuple[str, str], ...] = ()  # laptops that were shown two histories, and of which checkpoints they say it


def verified(session: Session, public: bytes | None = None) -> Verified:
    """Reads all of a tenant, each compartment in a snapshot of its own: writing goes on meanwhile. `public`: the service's key, by which its
    checkpoints are read; without it they are not looked at.
    """
    names = session.do("SELECT compartment FROM compartment WHERE tenant = %(tenant)s ORDER BY compartment").fetchall()
    count, faults = 0, list[Fault]()
    for (name,) in names:
        store = PostgresStore(session)
        with store.reading():
            count += store.head(name).at
            faults += _faults(session, store, name)
    lines = session.do("SELECT at, chain, happened, actor, act, object, info FROM audit WHERE tenant = %(tenant)s ORDER BY at")
    faults += [Fault(AUDIT, at, "not as it was written") for at in audit.broken(lines)]
    with session.reading():
        if public is not None:
            faults += [Fault(CHECKPOINTS, number, what) for number, what in checkpoints.faults(session, public)]
        last = checkpoints.newest(session)
        return Verified(len(names), count, tuple(faults), last.number if last else 0, tuple(checkpoints.forks(session)))


def _faults(session: Session, store: PostgresStore, name: str) -> Iterator[Fault]:
    head, documents = START, dict[str, Document]()
    rows = session.do(
        "SELECT at, id, chain, digest, body FROM change WHERE tenant = %(tenant)s AND compartment = %(compartment)s ORDER BY at",
        compartment=name,
    )
    for at, id, written, digest, body in rows:
        expected = head.after(chain.digest(body))
        if (at, written, digest, id) != (*expected, chain.digest(body), changes.id_of(body)):
            yield Fault(name, at, "the chain is broken")
        head = Head(at, written)
        try:
            change = attributed(store, body)
        except (NotAChange, Misattributed):
            yield Fault(name, at, "nobody known wrote it")
            continue
        if change.compartment != name:
            yield Fault(name, at, "it belongs to another compartment")
        documents.setdefault(change.record, Document()).apply(change)
    if store.head(name) != head:
        yield Fault(name, store.head(name).at, "the head is not its last change")
    yield from _records(session, store, name, documents)
    rows = session.do(
        "SELECT number, digest, data FROM piece WHERE tenant = %(tenant)s AND compartment = %(compartment)s ORDER BY file, whose, number",
        compartment=name,
    )
    yield from (Fault(name, number, "a piece of a file is not what came") for number, digest, data in rows if chain.digest(data) != digest)


def _records(session: Session, store: PostgresStore, name: str, documents: dict[str, Document]) -> Iterator[Fault]:
    kept = session.do(
        "SELECT record FROM record WHERE tenant = %(tenant)s AND compartment = %(compartment)s ORDER BY record", compartment=name
    ).fetchall()
    for record in dict.fromkeys([*documents, *(one for (one,) in kept)]):
        if store.document(name, record) != documents.get(record):
            yield Fault(name, 0, f"record {record} is not what its changes make")
