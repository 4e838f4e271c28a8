"""How the workbook bears growing: pages, checks, Today, a day of the past, list and search, beside the same questions in plain SQL.

`python tests/benchmarks/growth.py [CASES[:NOTES] ...]` (2,000 cases of fifty notes and ten meetings, unless said; two cases are long, of 250
and of 1,000 records). `1000 2000 5000 10000` gives a table of the growth; the first time 10,000 cases take some ten minutes and 6 GB under
the system's temporary folder, `10000:10` fewer of both. Figures for looking at; nothing here passes or fails. The plain file has no cipher, no
signed log and no wall: the ratio says what these cost together, and whether it stays the same as the workbook grows.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

_HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(_HERE.parents[1]), str(_HERE.parent), str(_HERE)]

import making  # noqa: E402 - found by the line above
import painted  # noqa: E402 - as above
import stores  # noqa: E402 - as above
from plain import Plain  # noqa: E402 - as above

from facilitator_app.records import gates  # noqa: E402 - as above
from facilitator_app.records.record import Id  # noqa: E402 - as above
from facilitator_app.vault import door  # noqa: E402 - as above
from facilitator_app.workbook import history  # noqa: E402 - as above
from facilitator_app.workbook.ringing import who_rings  # noqa: E402 - as above
from facilitator_app.workbook.today import today  # noqa: E402 - as above
from facilitator_app.workbook.workbook import Workbook  # noqa: E402 - as above

_PAGE_MS = 150
_MANY_RUNS = 20  # of what takes milliseconds; pages are opened `--runs` times
_SHOWN = 30  # how many hits the page asks for
_AGO_DAYS = 100
_TYPED = ("Margaret", "wa", "the", "letter from", "zoe", "fif", "RJ-2024-0", "court morning", "afternoon")


@dataclass(frozen=True)
class Question:
    """One question, put to the workbook and to the plain file in turn; milliseconds of each run."""

    what: str
    ours: list[float]
    theirs: list[float]
    aim_ms: float | None = None

    @property
    def median(self) -> float:
        return statistics.median(self.ours)


def _ms(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def _asked(
    what: str,
    ours: Iterable[Callable[[], object]],
    theirs: Iterable[Callable[[], object]],
    *,
    runs: int = _MANY_RUNS,
    aim: float | None = None,
) -> Question:
    """In turn, so that a busy moment falls on both; the first of each is not counted."""
    pairs = list(zip(ours, theirs, strict=True))
    found: tuple[list[float], list[float]] = ([], [])
    for run in range(runs + 1):
        for pair in pairs:
            for work, figures in zip(pair, found, strict=True):
                took = _ms(work)
                if run:
                    figures.append(took)
    question = Question(what, *found, aim)
    over = "" if aim is None else f"aim {aim:.0f}" + ("  OVER" if question.median > aim else "")
    plain = f"plain {statistics.median(question.theirs):8.2f}   x{question.median / statistics.median(question.theirs):7.1f}"
    bounds = f"least {min(question.ours):8.2f}   slowest {max(question.ours):8.2f}"
    print(f"  {what:<46} {question.median:9.2f} ms   {bounds}   {plain}   {over}", flush=True)
    return question


def _looked_at(found: stores.Kept) -> tuple[tuple[str, Id], ...]:
    long, longer = found.sizes
    return (("a usual case", found.usual), (f"a case of {long:,}", found.long), (f"a case of {longer:,}", found.longer))


def questions(book: Workbook, plain: Plain, found: stores.Kept, runs: int) -> list[Question]:
    """Everything that is no page."""
    day, many = book.clock.today(), max(runs * 4, 3)
    answers = []
    for name, case in _looked_at(found):
        file = book.case(case)
        said = f"{name} ({len(file.records)} records)"
        answers += [
            _asked(f"{said}, read", [lambda case=case: book.case(case)], [lambda case=case: plain.case(case)], runs=many),  # type: ignore[misc]
            _asked(
                f"{name}, checks",
                [lambda file=file: gates.checks(file, day)],  # type: ignore[misc]
                [lambda case=case: plain.checks(case)],  # type: ignore[misc]
                runs=many,
                aim=10,
            ),
        ]
        then = day - timedelta(days=_AGO_DAYS)
        answers.append(
            _asked(
                f"{name}, as it was",
                [lambda case=case, then=then: history.as_it_was(book, case, then)],  # type: ignore[misc]
                [lambda case=case, then=then: plain.case_at(case, then)],  # type: ignore[misc]
                runs=many,
                aim=300,
            )
        )
    shown = today(book)
    print(f"  (Today: {len(shown.promised)} promises and calls, {len(shown.waiting)} waited for)", flush=True)
    typed = [(lambda typed=typed: book.find(typed, _SHOWN), lambda typed=typed: plain.find(typed, _SHOWN)) for typed in _TYPED]
    return [
        *answers,
        _asked("Today", [lambda: today(book)], [lambda: plain.today(day)], runs=many, aim=100),
        _asked("the list of cases", [book.cases], [plain.cases], runs=many),
        _asked("search, of several words and beginnings", *zip(*typed, strict=True), runs=runs),
        _asked("somebody rings, by a number", [lambda: who_rings(book, "07700 9001")], [lambda: plain.rings("077009001")], runs=many),
    ]


def pages(window: painted.Window, found: stores.Kept, runs: int) -> list[Question]:
    """Every page, and what stands out: printed with its slowest case."""
    looked = _looked_at(found)
    every = {"": window.of_no_case(runs)} | {name: window.of_case(case, runs) for name, case in looked}
    print(f"  {'a page: painted, own work, first time, in ms':<46} " + " ".join(f"{name:>27}" for name, _ in looked))
    for opening in every[""]:
        print(f"  {opening.page:<46} {_short(opening)}")
    for row in zip(*(every[name] for name, _ in looked), strict=True):
        print(f"  {row[0].page:<46} {' '.join(map(_short, row))}", flush=True)
    missing = painted.never_opened(every[""] + every[looked[0][0]])
    print(f"  pages that were not opened: {', '.join(sorted(missing)) or 'none'}")
    return [*_pages_said(every)]


def _short(opening: painted.Opening) -> str:
    middle = statistics.median(opening.painted)
    return f"{middle:8.0f}{'!' if middle > _PAGE_MS else ' '}{statistics.median(opening.busy):8.0f} {opening.first_ms:8.0f} "


def _pages_said(every: Mapping[str, list[painted.Opening]]) -> Iterable[Question]:
    """For the table of the growth: those across cases, and the slowest of each case."""
    for opening in every[""]:
        if opening.page in ("today", "cases", "papers", "rings"):
            yield Question(f"page: {opening.page}", opening.painted, [], _PAGE_MS)
    for name in [name for name in every if name]:
        slowest = max(every[name], key=lambda one: statistics.median(one.painted))
        middle = statistics.median(slowest.painted)
        yield Question(f"slowest page of {name}", slowest.painted, [], _PAGE_MS)
        print(
            f"  slowest page of {name}: {slowest.page}, {middle:.0f} ms, the first time {slowest.first_ms:.0f} (aim {_PAGE_MS})", flush=True
        )


def measured(kept: stores.Kept, runs: int) -> list[Question]:
    """One size, all of it; printed as it comes."""
    with tempfile.TemporaryDirectory() as base:
        painted.settings_in(Path(base))
        found = stores.copied(kept, Path(base))
        opened = door.open_with_passphrase(found.workbook, making.PASSPHRASE, making.CLOCK)
        changes, records = opened.vault.counts()
        size = sum(part.stat().st_size for part in found.workbook.iterdir()) / 1e6
        plain_size = found.plain.stat().st_size / 1e6
        print(
            f"{found.cases} cases of {found.notes} notes: {records} records, {changes} changes, {size:.0f} MB (plain {plain_size:.0f} MB)"
        )
        print(f"  the machine's load before: {_load()}", flush=True)
        plain = Plain(found.plain)
        answers = questions(Workbook(opened), plain, found, runs)
        plain.close()
        window = painted.Window(opened)
        answers += pages(window, found, runs)
        window.close()
        print(f"  the machine's load after: {_load()}", flush=True)
    return answers


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} cores" if hasattr(os, "getloadavg") else "not known here"


def growth(sizes: list[tuple[int, int]], answers: list[list[Question]]) -> None:
    """One line a question, one column a size, and how much the last is of the first."""
    print(
        "\n" + f"{'medians in ms':<48}" + "".join(f"{f'{cases}:{notes}':>12}" for cases, notes in sizes) + f"{'last : first':>14}{'aim':>6}"
    )
    for row in zip(*answers, strict=True):
        medians = [question.median for question in row]
        said = "".join(f"{median:12.2f}" for median in medians)
        print(f"{_plain_name(row[0].what):<48}{said}{medians[-1] / medians[0]:14.2f}{row[0].aim_ms or '':>6}")
    if len({notes for _, notes in sizes}) > 1:
        print("Not every size has the same notes in a case: what is read of one case is less where it has fewer.")


def _plain_name(what: str) -> str:
    """Without how many records it was, which differs by a few."""
    return what.split(" (", maxsplit=1)[0] + what.partition(")")[2]


def _size(said: str) -> tuple[int, int]:
    cases, _, notes = said.partition(":")
    return int(cases), int(notes or 50)


def main() -> None:
    parser = argparse.ArgumentParser(description="How the workbook bears growing.")
    parser.add_argument("sizes", nargs="*", type=_size, default=[(2_000, 50)], help="CASES or CASES:NOTES")
    parser.add_argument("--runs", type=int, default=5, help="how often each page is opened")
    parser.add_argument("--long", type=int, nargs=2, default=(250, 1_000), help="how many records the two long cases have")
    given = parser.parse_args()
    answers = [measured(stores.kept(cases, notes, (given.long[0], given.long[1])), given.runs) for cases, notes in given.sizes]
    if len(answers) > 1:
        growth(given.sizes, answers)


if __name__ == "__main__":
    main()
