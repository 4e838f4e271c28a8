"""A page of changes that is read before and written behind has the end that it has change by change."""

from memory_central import Central

from facilitator_app.central.database import Database
from facilitator_app.central.postgres import PostgresStore
from facilitator_app.central.pushes import pushed
from facilitator_app.central.session import Session
from facilitator_app.central.store import Device, Store
from facilitator_app.ledger import change as changes
from facilitator_app.ledger.messages import Ack
from facilitator_app.ledger.seals import SigningKey

KEY, STRANGER = SigningKey(b"\x01" * 32), SigningKey(b"\x02" * 32)
DEVICE = Device(KEY.fingerprint, KEY.public, "amira")


def _body(record: str, words: str, *before: str, key: SigningKey = KEY) -> bytes:
    return changes.written(
        key, compartment="case/1", record=record, kind="contact", values={"words": words},
        replaces={"words": before} if before else {}, author="amira", at="2026-03-02T11:00:00Z",
    )  # fmt: skip


def _ends(store: Store, pages: list[list[bytes]]) -> tuple[list[Ack], list[bytes], list[object], object]:
    with store.writing(""):
        store.enrol(DEVICE)
    acks = [ack for page in pages for ack in pushed(store, DEVICE, page)]
    head = store.head("case/1")
    documents: list[object] = [store.document("case/1", record) for record in ("r1", "r2")]
    return acks, list(store.entries("case/1", 0, head.at)), documents, (head, sorted(one.id for one in store.held_in("case/1")))


def test_the_same_twice_in_a_page_what_is_replaced_in_it_and_what_is_held(database: Database) -> None:
    first, other = _body("r1", "first"), _body("r2", "other")
    second = _body("r1", "second", changes.id_of(first))
    forged = _body("r1", "forged", key=STRANGER)
    pages = [[first, other, first, forged, second, forged], [second, _body("r2", "more", changes.id_of(other)), b"no change", b"no change"]]
    memory = _ends(Central(), pages)
    assert database.tx("tests", lambda session: _once(session, pages)) == memory
    assert [ack.status for ack in memory[0]] == ["ok", "ok", "known", "held", "ok", "held", "known", "ok", "held", "held"]


def _once(session: Session, pages: list[list[bytes]]) -> object:
    return _ends(PostgresStore(session), pages)
