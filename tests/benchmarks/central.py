"""How much the central service bears, on this machine's cores with PostgreSQL, the service and whoever asks it all on them.

`python tests/benchmarks/central.py [MOST]` (MOST: how many changes lie in the tables in the end, 1,000,000 unless said; `load` or `flat` as a
last word runs that part alone). Figures for looking at; nothing here passes or fails.

Devices are signed envelopes that were made before the clock starts: what a laptop itself takes to write one is not counted, but its cost at the
service is, signatures and all. Eight of them ask at once. Each has a part of a case of its own, and no question is a repetition.
"""

import os
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

_HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(_HERE.parents[1]), str(_HERE.parent), str(_HERE.parent / "central"), str(_HERE.parent / "sync")]

import making  # noqa: E402 - found by the line above
import psycopg  # noqa: E402
from asking import Line  # noqa: E402
from exchange_ours import text_of_notes  # noqa: E402
from measured_service import TENANT, Service, service_in, short_folder  # noqa: E402

from facilitator_app.central.database import Database  # noqa: E402
from facilitator_app.central.postgres import PostgresStore  # noqa: E402
from facilitator_app.central.session import Session  # noqa: E402
from facilitator_app.central.store import Device  # noqa: E402
from facilitator_app.ledger import chain, envelope, messages  # noqa: E402
from facilitator_app.ledger import change as changes_of  # noqa: E402
from facilitator_app.ledger.chain import Head  # noqa: E402
from facilitator_app.ledger.envelope import Address, Letter, OpeningKey  # noqa: E402
from facilitator_app.ledger.messages import Stream, SyncQuestion  # noqa: E402
from facilitator_app.ledger.seals import SigningKey, fresh_id  # noqa: E402
from facilitator_app.records import Contact  # noqa: E402
from facilitator_app.records.record import Id, compartment_name  # noqa: E402

_AT_ONCE = 8
_FOR_S = 8.0  # about so long for each figure
_TEXTS = text_of_notes(300)


@dataclass
class Laptop:
    """One device: its keys, and how far its stream is as it believes. It reads no answer, so its tokens grow old; nothing is refused for that."""

    number: int
    signing: SigningKey = field(default_factory=SigningKey)
    opening: OpeningKey = field(default_factory=OpeningKey)
    base: Head = chain.START
    sent: int = 0

    def __post_init__(self) -> None:
        self.stream, self.person = fresh_id(), f"person-{self.number}"
        self.part = compartment_name(Contact, Id(f"load-{self.number}"), making.PERSON)

    def enrolled(self) -> Device:
        return Device(self.signing.fingerprint, self.signing.public, self.person, sealing=self.opening.public)

    def question(self, service: Service, changes: int) -> bytes:
        """The next push, sealed."""
        bodies = []
        for _ in range(changes):
            self.sent += 1
            words = {"words": _TEXTS[self.sent % len(_TEXTS)]}
            bodies.append(
                changes_of.written(
                    self.signing, compartment=self.part, record=f"{self.number}-{self.sent}", kind="contact", values=words, replaces={},
                    author=self.person, at="2026-03-02T11:00:00Z",
                )
            )  # fmt: skip
        asked = SyncQuestion(Stream(self.stream, base=self.base), push=tuple(body.decode() for body in bodies))
        self.base = chain.last(self.base, bodies)
        address = Address(TENANT, self.signing.fingerprint, "/v1/sync")
        return envelope.question(Letter(messages.written(asked)), address, sign=self.signing, to=service.identity.opening.public)


def _enrol(database: Database, laptops: list[Laptop]) -> None:
    def work(session: Session) -> None:
        store = PostgresStore(session)
        with store.writing(""):
            for one in laptops:
                store.enrol(one.enrolled())

    database.tx("bench", work)


def _asked(service: Service, questions: list[tuple[str, bytes]]) -> tuple[float, list[float]]:
    """Seconds for all, and for each."""
    line = Line("127.0.0.1", service.port)

    def one(question: tuple[str, bytes]) -> float:
        start = time.perf_counter()
        line.post("/v1/sync", question[1], question[0])
        return time.perf_counter() - start

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        start = time.perf_counter()
        each = list(pool.map(one, questions))
        return time.perf_counter() - start, each


def load(service: Service) -> None:
    """Syncs and changes a second: so many devices, so many changes in each push."""
    number = 0
    for devices in (10, 100, 1_000):
        laptops = [Laptop(number + place) for place in range(devices)]
        number += devices
        _enrol(service.database, laptops)
        for changes in (1, 10, 100):
            count = max(devices // (10 if changes == 100 else 1), int(_FOR_S * 60 / (1 + changes / 10)))
            questions = [
                (one.signing.fingerprint, one.question(service, changes)) for one in (laptops[place % devices] for place in range(count))
            ]
            took, each = _asked(service, questions)
            middle, worst = sorted(each)[len(each) // 2], sorted(each)[len(each) * 99 // 100]
            print(
                f"{devices:>5} devices, {changes:>3} changes a push: {count / took:7.1f} syncs/s {count * changes / took:8.0f} changes/s"
                f"  p50 {middle * 1e3:6.0f} ms  p99 {worst * 1e3:6.0f} ms  load {os.getloadavg()[0]:.1f}",
                flush=True,
            )


def _filled(service: Service, upto: int) -> None:
    """So many changes in the tables, of cases with 100 each; put in by SQL, because only how many they are matters here."""
    with psycopg.connect(service.owner, autocommit=True) as owner:
        (there,) = owner.execute("SELECT count(*) FROM central.change").fetchone() or (0,)
        more = max(upto - there, 0)
        values = {"tenant": TENANT, "more": more, "there": there, "words": "x" * 450}
        owner.execute(
            "INSERT INTO central.change SELECT %(tenant)s, 'part/fill-' || (%(there)s + n) / 100, (%(there)s + n) %% 100 + 1, "
            "left(md5(n::text || %(there)s), 22), left(md5(n::text), 43), decode(md5(n::text), 'hex'), "
            "convert_to(md5(n::text) || %(words)s, 'UTF8'), now() FROM generate_series(1, %(more)s) n ON CONFLICT DO NOTHING",
            values,
        )
        owner.execute(
            "INSERT INTO central.record SELECT %(tenant)s, 'part/fill-' || (%(there)s + n) / 100, (%(there)s + n)::text, "
            "json_build_object('words', json_build_object(md5(n::text), %(words)s::text)), '{}'::json, '[]'::json "
            "FROM generate_series(1, %(more)s) n ON CONFLICT DO NOTHING",
            values,
        )
        for table in ("change", "record"):  # by hand, for what it touches by itself meanwhile would be counted too
            owner.execute(f"ALTER TABLE central.{table} SET (autovacuum_enabled = false)".encode())
        owner.execute("VACUUM ANALYZE central.change, central.record")


def flat(service: Service, most: int) -> None:
    """One push of ten changes, one after the other, however much lies in the tables."""
    laptop = Laptop(100_000)
    _enrol(service.database, [laptop])
    for upto in _tens(most):
        _filled(service, upto)
        questions = [(laptop.signing.fingerprint, laptop.question(service, 10)) for _ in range(60)]
        line, each, before = Line("127.0.0.1", service.port), list[float](), _pages_touched(service)
        for key, body in questions:
            start = time.perf_counter()
            line.post("/v1/sync", body, key)
            each.append(time.perf_counter() - start)
        touched = (_pages_touched(service) - before) / len(questions)
        each.sort()
        print(
            f"{upto:>9,} changes in the tables: a push of ten touches {touched:6.0f} pages of the database, "
            f"p50 {each[30] * 1e3:6.1f} ms  p90 {each[54] * 1e3:6.1f} ms  load {os.getloadavg()[0]:.1f}",
            flush=True,
        )


def _pages_touched(service: Service) -> int:
    """Since it began: of all figures here the one that nobody else on the machine can change."""
    time.sleep(3)  # a connection tells what it did once it is idle
    with psycopg.connect(service.owner) as owner:
        (found,) = owner.execute(
            "SELECT sum(blks_hit + blks_read) FROM pg_stat_database WHERE datname = current_database()"
        ).fetchone() or (0,)
    return int(found)


def _tens(most: int) -> Iterator[int]:
    upto = 10_000
    while upto <= most:
        yield upto
        upto *= 10


def main() -> None:
    parts = [word for word in sys.argv[1:] if not word.isdigit()] or ["load", "flat"]
    most = next((int(word) for word in sys.argv[1:] if word.isdigit()), 1_000_000)
    with short_folder() as folder, service_in(folder) as service:
        if "flat" in parts:
            flat(service, most)
        if "load" in parts:
            load(service)


if __name__ == "__main__":
    main()
