"""Our own exchange, for `exchange.py`: two real workbooks, encrypted at both ends, and the real service between them."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import making
import psycopg
from asking import Line
from counted import CountedLine, Went
from exchange_stories import GONE, SYNC, A, B, Peer, Seen, Step, Value, keep_folder, put_folder_back
from measured_service import Service
from wording import Words
from workbooks import Worker, allocate, fresh_workbook, slip_for

from facilitator_app.central import schema
from facilitator_app.records import Case, Contact
from facilitator_app.records.record import GONE as GONE_FIELD
from facilitator_app.records.record import Id, compartment_name
from facilitator_app.vault import door
from facilitator_app.workbook import two_versions

NOTES_OF_A_CASE = 50  # as in `caseload.py`


def text_of_notes(count: int) -> list[str]:
    """Notes as in `caseload.py`, the same for everybody."""
    words = Words(7)
    return [words.note() for _ in range(count)]


def written(worker: Worker, notes: list[str], cases: int) -> list[str]:
    """Writes notes into cases of a workbook; the compartments."""
    where = list[str]()
    for number in range(cases):
        case = Id(f"case-{number}")
        some = notes[number::cases]
        rows = [making.note(f"n{number}-{place}", text, case=case) for place, text in enumerate(some)]
        worker.opened.vault.save([making.case_row(case), *rows])
        where += [compartment_name(Case, case), compartment_name(Contact, case, making.PERSON)]
    return where


def synced(worker: Worker) -> int:
    """Until there is nothing more to ask, at the courier's pace; how many questions."""
    worker.exchanging.begin()
    count = 1
    while worker.once().more:
        worker.pace.held()
        count += 1
    return count


def timed(line: CountedLine, work: Callable[[], object]) -> tuple[float, Went]:
    before, start = line.went(), time.perf_counter()
    work()
    return time.perf_counter() - start, line.went() - before


@contextmanager
def two(service: Service, folder: Path, port: int, names: tuple[str, str] = ("Amira", "Sam")) -> Iterator[tuple[Worker, Worker]]:
    """Two people with new workbooks, who have come in."""
    workers = [Worker(fresh_workbook(folder, name), Line("127.0.0.1", port)) for name in names]
    for one, name in zip(workers, names, strict=True):
        one.come_in(slip_for(service.database, service.identity, name.lower()))
    try:
        yield workers[0], workers[1]
    finally:
        for one in workers:
            one.opened.close()


def there_and_back(service: Service, folder: Path, notes: list[str], cases: int) -> dict[str, tuple[float, Went]]:
    """Up from one workbook, down to the other, and then nothing new."""
    found = {}
    with CountedLine(service.port) as line, two(service, folder, line.port, (f"A{cases}", f"B{cases}")) as (up, down):
        where = written(up, notes, cases)
        found["up"] = timed(line, lambda: synced(up))
        allocate(service.database, f"b{cases}", *where)
        found["down"] = timed(line, lambda: synced(down))
        synced(up)
        found["nothing new"] = timed(line, lambda: synced(down))
        there = sum(1 for one in down.opened.vault.bodies() if b'"contact"' in one)
        if there != len(notes):
            raise ValueError(f"{there} notes of {len(notes)} are there")
    return found


_FIELDS = {"amount": "words", "risk": "with_whom"}  # of a contact note


class Ours(Peer):
    """Two workbooks and the service."""

    name = "ours"

    def __init__(self, service: Service, folder: Path) -> None:
        self._service, self._base, self._number = service, folder, 0
        self._paths: dict[str, Path] = {}
        folder.mkdir(parents=True)

    def begin(self) -> None:
        self._number += 1
        self._case = Id(f"{self._base.name}-{self._number}")
        names = {who: f"{who}-{self._case}" for who in (A, B)}
        for who, name in names.items():
            opened = fresh_workbook(self._base, name)
            self._paths[who] = opened.path
            worker = Worker(opened, Line("127.0.0.1", self._service.port))
            worker.come_in(slip_for(self._service.database, self._service.identity, name))
            if who == A:
                opened.vault.save([making.case_row(self._case)])
            opened.close()
        self.told(A, ("make", "n1", {"amount": "pay 20", "risk": "low"}), SYNC)
        part = compartment_name(Contact, self._case, making.PERSON)
        allocate(self._service.database, names[B], compartment_name(Case, self._case), part)
        self.told(B, SYNC)

    def told(self, who: str, *steps: Step) -> Seen:
        worker = Worker(door.open_with_passphrase(self._paths[who], making.PASSPHRASE, making.CLOCK), Line("127.0.0.1", self._service.port))
        vault = worker.opened.vault
        try:
            for what, note, values in steps:
                id, file = self._id(note), vault.case_file(self._case)
                named = {_FIELDS[name]: words for name, words in values.items()}
                if what == "sync":
                    synced(worker)
                elif what == "make":
                    vault.save([making.row(Contact, id, {"person": making.PERSON, **named}, case=self._case)])
                elif what == "edit":
                    before = {name: file.standing_of(Id(id), name) for name in named}
                    vault.save([making.row(Contact, id, named, before, case=self._case)])
                else:
                    vault.save([making.row(Contact, id, {GONE_FIELD: True}, dict(file.standing[Id(id)]), case=self._case)])
            return self._seen(worker)
        finally:
            worker.opened.close()

    def _id(self, note: str) -> str:
        return f"{note}-{self._case}"

    def _seen(self, worker: Worker) -> Seen:
        """What the case shows and the page of two versions; hidden is what only the log has."""
        file = worker.book.case(self._case)
        shown, hidden = set[Value](), set[Value]()
        ours = {field: name for name, field in _FIELDS.items()}
        for note in ("n1", "n2"):
            id = Id(self._id(note))
            if id in file.records:
                shown |= {(note, name, words) for field, name in ours.items() if (words := getattr(file.records[id], field))}
            elif note == "n1":
                shown.add((note, GONE, "yes"))
            for fork in two_versions.of(worker.book, file):
                if fork.record.id == id and fork.field == GONE_FIELD:
                    shown.add((note, GONE, "yes"))
                elif fork.record.id == id:
                    shown |= {(note, ours[fork.field], str(version.value)) for version in fork.versions}
            for change in worker.opened.vault.changes_of(self._case, id):
                hidden |= {(note, ours[name], str(value)) for name, value in change.values.items() if name in ours}
        return Seen(shown, hidden - shown)

    def keep(self, what: str) -> None:
        if what in self._paths:
            keep_folder(self._paths[what])
        else:
            self._tables("CREATE TABLE kept.{0} AS TABLE central.{0}", "DROP SCHEMA IF EXISTS kept CASCADE", "CREATE SCHEMA kept")

    def put_back(self, what: str) -> None:
        if what in self._paths:
            put_folder_back(self._paths[what])
        else:
            self._tables("DELETE FROM central.{0}; INSERT INTO central.{0} SELECT * FROM kept.{0}")

    def _tables(self, statement: str, *first: str) -> None:
        """Every row of the service as it was: its owner is bound by no fence."""
        with psycopg.connect(self._service.owner) as owner:
            for one in (*first, *(statement.format(table) for table in schema.TENANT_TABLES)):
                owner.execute(one.encode())
