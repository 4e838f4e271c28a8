"""The first sync of a new laptop: very many changes of many cases, cut once in the middle; for `exchange.py`."""

from collections.abc import Callable
from pathlib import Path

import making
from asking import Line
from counted import CountedLine
from exchange_ours import synced, text_of_notes, timed
from measured_service import Service
from workbooks import Worker, allocate, fresh_workbook, slip_for

from facilitator_app.central.database import Database
from facilitator_app.central.postgres import PostgresStore
from facilitator_app.central.pushes import append
from facilitator_app.central.session import Session
from facilitator_app.central.store import Device
from facilitator_app.ledger import change as changes
from facilitator_app.ledger.seals import SigningKey
from facilitator_app.records import Contact
from facilitator_app.records.record import Id, compartment_name
from facilitator_app.sync.reasons import NotAnswered

_OF_A_CASE = 500
_CUT_AFTER = 1_000_000  # bytes back


def filled(database: Database, count: int, versions: int, name: str) -> list[str]:
    """Logs of so many changes, each note written over until it has so many versions; the compartments."""
    key, texts, where = SigningKey(), text_of_notes(500), list[str]()
    device = Device(key.fingerprint, key.public, "colleague")
    database.tx("bench", lambda session: _enrolled(session, device))
    for start in range(0, count, _OF_A_CASE):
        part = compartment_name(Contact, Id(f"{name}-{start}"), making.PERSON)
        bodies, before = list[bytes](), dict[str, str]()
        for number in range(min(_OF_A_CASE, count - start)):
            record = f"{name}-{start}-{number // versions}"
            replaces = {"words": [before[record]]} if record in before else {}
            bodies.append(
                making.foreign(key, record, {"words": texts[(number + start) % 500]}, replaces, compartment=part, at="2026-03-02T11:00:00Z")
            )
            before[record] = changes.id_of(bodies[-1])
        database.tx("bench", lambda session, part=part, bodies=bodies: _appended(session, part, bodies))  # type: ignore[misc]
        where.append(part)
    return where


def _enrolled(session: Session, device: Device) -> None:
    store = PostgresStore(session)
    with store.writing(""):
        store.enrol(device)


def _appended(session: Session, compartment: str, bodies: list[bytes]) -> None:
    store = PostgresStore(session)
    with store.writing(compartment):
        store.expected(compartment, bodies)
        for body in bodies:
            append(store, changes.read(body), body)


def first_sync(service: Service, folder: Path, count: int, load: Callable[[], str]) -> None:
    """Bytes, time, and whether it goes on behind a cut: with every change standing, and with each note written over twice."""
    for versions in (1, 3):
        name = f"new{versions}"
        where = filled(service.database, count, versions, name)
        with CountedLine(service.port) as line:
            worker = Worker(fresh_workbook(folder, name), Line("127.0.0.1", line.port))
            worker.come_in(slip_for(service.database, service.identity, name))
            allocate(service.database, name, *where, role="read")
            cut = 0
            line.cut_after(_CUT_AFTER)

            def whole(worker: Worker = worker) -> None:
                nonlocal cut
                while True:
                    try:
                        synced(worker)
                    except NotAnswered:
                        cut = len(worker.opened.vault.bodies())
                    else:
                        return

            seconds, went = timed(line, whole)
            there = sum(1 for body in worker.opened.vault.bodies() if f'"{name}-'.encode() in body)
            worker.opened.close()
        print(
            f"first sync, {count:,} changes, {count // versions:,} of them standing: {seconds:.0f} s, {went.down / 1e6:.1f} MB down, "
            f"{went.up / 1e3:.0f} kB up, {went.trips} round trips; {went.down // there} B for each (aim 8 MB for 100,000)  {load()}\n"
            + (f"  cut behind {_CUT_AFTER / 1e6:.0f} MB, when {cut:,} changes were in; " if cut else "  not cut, it was less; ")
            + f"in the end {there:,} are there",
            flush=True,
        )
