"""Many write and one reads, at the same time: the reader never sees a log with a hole, and nothing is acknowledged that is not there (I-6)."""

import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from facilitator_app.central.database import Database
from facilitator_app.central.postgres import PostgresStore
from facilitator_app.central.session import Session
from facilitator_app.ledger import chain

WRITERS = 8
PLACES = ("case/1", "case/2")


def _write(session: Session, body: bytes, chance: random.Random) -> None:
    """Appends, and takes its time before it commits, as a slow disk or a long pause would. One of five thinks better of it."""
    store, place = PostgresStore(session), chance.choice(PLACES)
    with store.writing(place):
        store.append(place, body.decode(), body, store.head(place).after(chain.digest(body)))
        time.sleep(chance.random() * 0.01)
        if chance.random() < 0.2:
            raise InterruptedError


def _writer(database: Database, number: int, each: int) -> set[bytes]:
    """What was acknowledged."""
    chance, done = random.Random(number), set[bytes]()
    for count in range(each):
        body = b"%d-%d" % (number, count)
        try:
            database.tx("writer", lambda session, body=body: _write(session, body, chance))  # type: ignore[misc]
        except InterruptedError:
            continue
        done.add(body)
    return done


def _polled(database: Database, place: str, seen: list[bytes]) -> None:
    """Reads on from where it was, as a laptop does."""

    def step(session: Session) -> list[bytes]:
        store = PostgresStore(session)
        with store.reading():
            head = store.head(place)
            assert store.chain_at(place, head.at) == head.chain
            fresh = list(store.entries(place, len(seen), head.at))
            assert len(fresh) == head.at - len(seen)
            assert chain.last(chain.START, [*seen, *fresh]) == head
            return fresh

    seen += database.tx("reader", step)


def _race(service_dsn: str, tenant: str, each: int) -> None:
    writing = threading.Event()
    seen: dict[str, list[bytes]] = {place: [] for place in PLACES}

    def read(database: Database) -> None:
        while not writing.is_set():
            for place in PLACES:
                _polled(database, place, seen[place])

    with Database(service_dsn, tenant, most=WRITERS + 1) as database, ThreadPoolExecutor(WRITERS + 1) as threads:
        reader = threads.submit(read, database)
        writers = [threads.submit(_writer, database, number, each) for number in range(WRITERS)]
        try:
            acknowledged = set[bytes]().union(*(writer.result() for writer in writers))
        finally:
            writing.set()
        reader.result()
        for place in PLACES:
            _polled(database, place, seen[place])
    everything = seen[PLACES[0]] + seen[PLACES[1]]
    assert len(everything) == len(set(everything)), "one stands twice"
    assert set(everything) == acknowledged


def test_a_reader_never_skips_a_position(service_dsn: str, tenant: str) -> None:
    _race(service_dsn, tenant, each=12)


@pytest.mark.slow
def test_a_reader_never_skips_a_position_for_long(service_dsn: str, tenant: str) -> None:
    _race(service_dsn, tenant, each=500)
