"""Our own exchange, for `exchange.py`: two real workbooks, encrypted at both ends, and the real service between them."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import making
from asking import Line
from counted import CountedLine, Went
from measured_service import Service
from wording import Words
from workbooks import Worker, allocate, fresh_workbook, slip_for

from facilitator_app.records import Case, Contact
from facilitator_app.records.record import Id, compartment_name

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
