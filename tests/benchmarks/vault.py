"""How fast the vault is, beside plain sqlite3 and, where it is installed, `keepassxc-cli`, in the same run on the same disk.

`python tests/benchmarks/vault.py [CASES]` (10,000 cases with ten notes each, unless said). Figures for looking at; nothing here passes or
fails. A disk's own sync varies fifteenfold within an hour, so saves are measured in turn with plain ones, and what counts is their ratio.
"""

import os
import random
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.sax.saxutils import escape

_HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(_HERE.parents[1]), str(_HERE.parent)]

import making  # noqa: E402 - found by the line above

from facilitator_app.ledger.seals import SigningKey  # noqa: E402
from facilitator_app.records.people import Participant  # noqa: E402
from facilitator_app.records.record import Id  # noqa: E402
from facilitator_app.vault import door  # noqa: E402
from facilitator_app.vault.door import Opened  # noqa: E402
from facilitator_app.vault.folder import RECORDS  # noqa: E402
from facilitator_app.vault.rows import Row  # noqa: E402

_NOTES = 10
_SAVES = 400
_SEARCHES = 600
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def _timed_ms(work: Callable[[], object], runs: int = 1) -> list[float]:
    found = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        found.append((time.perf_counter() - start) * 1_000)
    return found


def _said(what: str, figures: list[float]) -> None:
    ordered = sorted(figures)
    p99 = ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)]
    print(f"{what:<58} p50 {statistics.median(ordered):9.2f} ms   p99 {p99:9.2f} ms   of {len(ordered)}", flush=True)


class _Words:
    """Notes of 70 words out of 20,000, the n-th as frequent as 1/n: as language is."""

    def __init__(self) -> None:
        self._chance = random.Random(7)
        self._words = ["".join(self._chance.choices(_LETTERS, k=self._chance.randint(3, 10))) for _ in range(20_000)]
        self._weights = [1 / (place + 1) for place in range(20_000)]

    def note(self) -> str:
        return " ".join(self._chance.choices(self._words, self._weights, k=70))

    def beginnings(self, count: int) -> list[str]:
        found = self._chance.choices(self._words, self._weights, k=count)
        return [word[: self._chance.randint(2, 4)] for word in found]


def _case(number: int, words: _Words) -> list[Row]:
    case = Id(f"case-{number:06}")
    people = [
        making.row(Participant, f"{case}-{role}", {"print_name": f"{role} {number}", "role": role}, case=case)
        for role in ("harmed", "responsible")
    ]
    return [making.case_row(case), *people, *(making.note(f"{case}-{place}", words.note(), case=case) for place in range(_NOTES))]


def saves(opened: Opened, folder: Path) -> None:
    """What is typed, kept; in turn with one row into a plain file: WAL, FULL, nothing else."""
    plain = sqlite3.connect(folder / "plain.db", isolation_level=None)
    for setting in ("journal_mode = wal", "synchronous = full"):
        plain.execute(f"pragma {setting}")
    plain.execute("create table draft(record text, field text, value blob, primary key (record, field)) without rowid")
    ours, theirs = [], []
    for number in range(_SAVES):
        text = f"typed {number} " + "words " * 100
        edit = making.edit(f"r{number % 20}", "words", text)
        row = (f"r{number % 20}", "words", text.encode())
        ours += _timed_ms(lambda edit=edit: opened.vault.put(edit))  # type: ignore[misc]
        theirs += _timed_ms(lambda row=row: plain.execute("insert or replace into draft values (?, ?, ?)", row))  # type: ignore[misc]
    plain.close()
    _said("a save (put), encrypted", ours)
    _said("one row by plain sqlite3, WAL FULL", theirs)
    print(f"{'  ratio of the medians (aim: at most 1.6)':<58} {statistics.median(ours) / statistics.median(theirs):13.2f}", flush=True)
    opened.vault.seal()


def one_case(opened: Opened) -> None:
    """A case of 250 records: read, typed into, sealed, and taken into by a colleague."""
    words, vault = _Words(), opened.vault
    vault.save([making.case_row(), making.row(Participant, making.PERSON, {"print_name": "Margaret", "role": "harmed"})])
    vault.save([making.note(f"big-{number}", words.note()) for number in range(248)])
    _said("a case of 250 records (aim: under 100 ms)", _timed_ms(lambda: vault.case_file(making.CASE), 30))
    keep, sealed = [], []
    for number in range(40):
        standing = vault.case_file(making.CASE).standing_of("big-7", "words")
        edit = making.edit("big-7", "words", words.note(), standing, editing=f"e{number}")
        keep += _timed_ms(lambda edit=edit: vault.put(edit))  # type: ignore[misc]
        sealed += _timed_ms(vault.seal)
    _said("  put in it", keep)
    _said("  seal in it: log, document, words, facts", sealed)
    key = SigningKey()
    vault.trust(key.public)
    bodies = [making.foreign(key, f"theirs-{number}", {"words": words.note()}) for number in range(100)]
    _said("  apply 100 changes of a colleague", _timed_ms(lambda: vault.apply(bodies, "central")))


def many(opened: Opened, cases: int) -> None:
    """All cases of a service, and their notes: brought in, searched, listed."""
    words, vault = _Words(), opened.vault

    def bring_in() -> None:
        for start in range(0, cases, 500):
            vault.save([row for number in range(start, min(start + 500, cases)) for row in _case(number, words)])

    _said(f"{cases} cases, {cases * _NOTES} notes brought in", _timed_ms(bring_in))
    found = []
    for typed in words.beginnings(_SEARCHES):
        found += _timed_ms(lambda typed=typed: vault.find(typed))  # type: ignore[misc]
    _said(f"a search in {cases * _NOTES} notes (aim: p99 under 16 ms)", found)
    found = []
    for first, second in zip(words.beginnings(_SEARCHES), words.beginnings(_SEARCHES), strict=True):
        found += _timed_ms(lambda typed=f"{first} {second}": vault.find(typed))  # type: ignore[misc]
    _said("  of two words", found)
    _said("all cases in a list", _timed_ms(vault.case_facts, 5))
    _said("what is due", _timed_ms(lambda: vault.dues("2026-12-31"), 5))
    _said("a copy, proved", _timed_ms(opened.back_up))


def unlocking(path: Path) -> list[float]:
    """Passphrase to list."""

    def unlock() -> None:
        opened = door.open_with_passphrase(path, making.PASSPHRASE, making.CLOCK)
        opened.vault.case_facts()
        opened.close()

    found = _timed_ms(unlock, 7)
    _said("passphrase to a list of all cases, and closed", found)
    return found


def _entries(cases: int, words: _Words) -> Iterator[str]:
    for number in range(cases):
        strings = {"Title": f"case{number:06}", "UserName": f"harmed {number}", "Password": "", "URL": "", "Notes": words.note()}
        inside = "".join(f"<String><Key>{key}</Key><Value>{escape(value)}</Value></String>" for key, value in strings.items())
        yield f"<Entry><UUID>{os.urandom(16).hex()[:22]}==</UUID>{inside}</Entry>"


def keepassxc(folder: Path, cases: int, ours: list[float]) -> None:
    """The nearest well-made peer: as many entries, one search, which reads all of them."""
    program = shutil.which("keepassxc-cli")
    if program is None:
        print("keepassxc-cli is not installed here: nothing to compare the unlocking with.")
        return
    xml, kdbx = folder / "n.xml", folder / "n.kdbx"
    entries = "".join(_entries(cases, _Words()))
    xml.write_text(
        f"<KeePassFile><Meta/><Root><Group><UUID>{'A' * 22}==</UUID><Name>Root</Name>{entries}</Group></Root></KeePassFile>",
        encoding="utf-8",
    )
    subprocess.run([program, "import", "-q", "-p", xml, kdbx], input="pw\npw\n", capture_output=True, text=True, check=True)
    find = [program, "search", "-q", str(kdbx), "case000042"]
    theirs = _timed_ms(lambda: subprocess.run(find, input="pw\n", capture_output=True, text=True, check=True), 5)
    _said(f"keepassxc-cli: open {cases} entries and find one", theirs)
    print(
        f"{'  ours : theirs (aim: under 0.5, window included)':<58} {statistics.median(ours) / statistics.median(theirs):13.2f}", flush=True
    )


def main() -> None:
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as base:
        folder = Path(base)
        opened = door.create(folder / "Measured.workbook", making.PASSPHRASE, making.CLOCK)
        saves(opened, folder)
        one_case(opened)
        many(opened, cases)
        opened.close()
        print(f"{'size of the file':<58} {(opened.path / RECORDS).stat().st_size / 1e6:10.1f} MB")
        keepassxc(folder, cases, unlocking(opened.path))


if __name__ == "__main__":
    main()
