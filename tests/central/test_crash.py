"""The database is killed under load, again and again: what was acknowledged is there, and nothing stands twice (I-9)."""

import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from memory_laptop import Laptop
from psycopg.conninfo import make_conninfo

from facilitator_app.central import cluster, schema, verify
from facilitator_app.central import exchange as central
from facilitator_app.central.database import Database, Unavailable
from facilitator_app.central.postgres import PostgresStore
from facilitator_app.central.session import Session
from facilitator_app.central.store import Device
from facilitator_app.errors import Trouble
from facilitator_app.ledger import change as changes
from facilitator_app.ledger.messages import HELD
from facilitator_app.ledger.seals import SigningKey
from facilitator_app.sync import exchange

PEOPLE = ("amira", "sam", "ruth", "idris")
EACH = 8  # that much is acknowledged to everybody between one end and the next


@pytest.fixture(scope="module")
def data(short_folder: Path) -> Iterator[Path]:
    """The data of a database that keeps its promises: nothing is switched off."""
    folder = short_folder / "safe"
    with cluster.running(folder) as dsn:
        with psycopg.connect(dsn, autocommit=True) as owner:
            schema.prepare(owner)
        yield folder / "data"


def stopped_at_once(data: Path) -> None:
    cluster.control(data, "stop", "-m", "immediate")


def killed(data: Path) -> None:
    """As by a loss of power to all of it. What it had started ends when it notices."""
    os.kill(int((data / "postmaster.pid").read_text(encoding="ascii").split()[0]), signal.SIGKILL)


def started(data: Path) -> None:
    for _ in range(100):
        try:
            cluster.control(data, "start", "-l", str(data / "log"))
        except Trouble:  # something of the killed one still holds its memory
            time.sleep(0.1)
        else:
            return
    raise AssertionError("it does not start again")


class Writer:
    """Somebody who types and asks, all the time."""

    def __init__(self, person: str, database: Database) -> None:
        self.laptop = Laptop(person, SigningKey())
        self.database, self.key = database, self.laptop.kept.signing.fingerprint
        self.typed, self.acknowledged, self.unanswered = list[str](), set[str](), 0
        database.tx("office", self._enrol)

    def _enrol(self, session: Session) -> None:
        store = PostgresStore(session)
        with store.writing(""):
            store.enrol(Device(self.key, self.laptop.kept.signing.public, self.laptop.person))

    def work(self, until: threading.Event) -> None:
        chance = random.Random(self.laptop.person)
        while not until.is_set():
            self.typed.append(f"{self.laptop.person} {len(self.typed)}")
            self.laptop.type((f"case/{self.laptop.person}", f"r{chance.randrange(5)}", "words"), self.typed[-1])
            self.once()

    def once(self) -> bool:
        """Whether there is more to ask."""
        asked = exchange.question(self.laptop)
        try:
            answer = self.database.tx(self.key, lambda session: central.answer(PostgresStore(session), self.key, asked))
        except Unavailable:
            self.unanswered += 1
            return True
        assert all(ack.status != HELD for ack in answer.acks)
        for body in asked.push:
            self.acknowledged |= set(changes.read(body.encode()).values.values())
        return exchange.answered(self.laptop, asked, answer).more


def logged(session: Session) -> Counter[str]:
    bodies = session.do("SELECT body FROM change WHERE tenant = %(tenant)s").fetchall()
    return Counter(value for (body,) in bodies for value in changes.read(body).values.values())


def _attack(data: Path, tenant: str, kill: Callable[[Path], None], times: int) -> None:
    until = threading.Event()
    dsn = make_conninfo(host=str(data), user=schema.ROLE, dbname=cluster.DATABASE)
    with Database(dsn, tenant) as database, ThreadPoolExecutor(len(PEOPLE)) as threads:
        writers = [Writer(person, database) for person in PEOPLE]
        working = [threads.submit(writer.work, until) for writer in writers]
        try:
            for number in range(times):
                _wait_for(writers, (number + 1) * EACH)
                kill(data)
                started(data)
            _wait_for(writers, (times + 1) * EACH)
        finally:
            until.set()
        for one in working:
            one.result()
        _check(database, writers)


def _wait_for(writers: list[Writer], acknowledged: int) -> None:
    """Until that much of everybody's is acknowledged; they go on."""
    for _ in range(6000):
        if all(len(writer.acknowledged) >= acknowledged for writer in writers):
            return
        time.sleep(0.01)
    raise AssertionError("they do not go on")


def _check(database: Database, writers: list[Writer]) -> None:
    there = database.tx("tests", logged)
    for writer in writers:
        assert writer.acknowledged <= there.keys(), "acknowledged and not there"
    for writer in writers:
        while writer.once():
            pass
    there = database.tx("tests", logged)
    assert there == Counter(value for writer in writers for value in writer.typed), "each once"
    assert database.tx("tests", verify.verified).faults == ()
    noticed = database.tx(
        "tests", lambda session: session.do("SELECT 1 FROM audit WHERE tenant = %(tenant)s AND act = 'restored or copied'")
    )
    assert noticed.rowcount == 0, "a laptop found that something acknowledged was gone"


@pytest.mark.parametrize("kill", [stopped_at_once, killed])
def test_what_was_acknowledged_is_there_and_nothing_twice(data: Path, tenant: str, kill: Callable[[Path], None]) -> None:
    _attack(data, tenant, kill, times=1)


@pytest.mark.slow
@pytest.mark.parametrize("kill", [stopped_at_once, killed])
def test_what_was_acknowledged_is_there_and_nothing_twice_for_long(data: Path, tenant: str, kill: Callable[[Path], None]) -> None:
    _attack(data, tenant, kill, times=50)
