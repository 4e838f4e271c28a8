"""Hands that work in a workbook in a process of their own, so that they can be watched by strace, cut off, or given a disk that fails.

    python hands.py ACT FOLDER ACKNOWLEDGED [MORE]

What is done is told in the file ACKNOWLEDGED, a line for each, written by `writev`: a call that nothing else here uses, so that the faults
which tests put into `write` never reach it. Words that were acknowledged must be there afterwards, whatever happens next.
"""

import os
import random
import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import making

from facilitator_app.errors import Trouble
from facilitator_app.records.record import Id
from facilitator_app.vault import door, keys, schema
from facilitator_app.vault.door import Opened

ROWS = 200
NEW_PASSPHRASE = "another lantern orchard pebble"


def next_step(execute: Callable[[str], object]) -> None:
    """A schema step such as a later version may bring: a table, and something done to every record."""
    execute("create table later(id text primary key, words blob) strict")
    execute("insert into later select compartment || id, document from record")
    execute("update record set first_by = first_by || ''")


class Teller:
    """Tells outside what was done."""

    def __init__(self, path: str) -> None:
        self._handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def __call__(self, words: str) -> None:
        os.writev(self._handle, [words.encode() + b"\n"])


def _type(opened: Opened, number: int) -> str:
    record, field = f"r{number % 7}", ("words", "with_whom")[number % 2]
    words = f"typed {number} " + "x" * (number % 400)
    standing = opened.vault.case_file(making.CASE).standing_of(record, field)
    opened.vault.put(making.edit(record, field, words, standing, editing=f"e{number}"))
    return f"put {record} {field} {words}"


def _import(opened: Opened, number: int, rows: int = ROWS) -> str:
    case = Id(f"import-{number}")
    opened.vault.save(
        [making.case_row(case), *(making.note(f"i{number}-{row}", f"brought in {row} " + "y" * 200, case=case) for row in range(rows))]
    )
    return f"import {case} {rows}"


def work(folder: Path, tell: Teller, seed: str) -> None:
    """Types, seals and brings in without end. Started again it goes on where it was cut off."""
    chance = random.Random(int(seed))
    opened = door.open_with_passphrase(folder, making.PASSPHRASE, making.CLOCK)
    number = int(seed) * 1_000_000
    tell("ready")
    while True:
        number += 1
        act = chance.random()
        if act < 0.75:
            tell(_type(opened, number))
        elif act < 0.95:
            opened.vault.seal()
            tell("seal")
        else:
            tell(_import(opened, number, chance.randrange(1, 40)))


def put(folder: Path, tell: Teller, count: str, weakened: str = "") -> None:
    """So many saves of what is typed, and nothing else. Weakened as if `synchronous` had been forgotten, to show that counting sees it."""
    opened = door.open_with_passphrase(folder, making.PASSPHRASE, making.CLOCK)
    if weakened:
        opened.vault.connection.execute(f"pragma synchronous = {weakened}")
    for number in range(int(count)):
        opened.vault.put(making.edit("r1", "words", f"typed {number}"))
    tell("done")
    os._exit(0)  # closing writes too, and is not counted here


def _tried(tell: Teller, act: Callable[[], object]) -> None:
    """Does something between two marks, and once more when it failed: a full disk may have room again."""
    for mark in ("first", "again"):
        tell(f"begin {mark}")
        try:
            act()
        except Trouble as trouble:
            tell(f"end {mark} {type(trouble).__name__}")
        except BaseException as problem:
            tell(f"end {mark} BUG {type(problem).__name__}")
            raise
        else:
            tell(f"end {mark} done")
            return


def faulty(folder: Path, tell: Teller, what: str) -> None:
    """One act, marked, for a disk that fails in it."""
    if what == "create":
        _tried(tell, lambda: door.create(folder.with_name("New.workbook"), making.PASSPHRASE, making.CLOCK).close())
        return
    if what == "step":
        schema.STEPS = (*schema.STEPS, next_step)
    if what in ("step", "open"):
        _tried(tell, lambda: door.open_with_passphrase(folder, making.PASSPHRASE, making.CLOCK).close())
        return
    opened = door.open_with_passphrase(folder, making.PASSPHRASE, making.CLOCK)

    def save() -> None:
        words = _type(opened, 1)
        tell(words)
        opened.vault.seal()

    acts: dict[str, Callable[[], object]] = {
        "save": save,
        "import": lambda: tell(_import(opened, 1)),
        "backup": opened.back_up,
        "close": opened.close,
        "passphrase": lambda: opened.set_passphrase(NEW_PASSPHRASE),
    }
    _tried(tell, acts[what])
    opened.close()


if __name__ == "__main__":
    keys._MEMORY_KIB = making.CHEAP_KIB
    _act, _folder, _told, *_more = sys.argv[1:]
    _acts: dict[str, Callable[..., None]] = {"work": work, "put": put, "faulty": faulty}
    _acts[_act](Path(_folder), Teller(_told), *_more)
