"""Two programs that type and exchange are killed at any moment, and the service beside them: what anybody was told is true afterwards."""

import os
import random
import select
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import exchanging_hands
import making
import pytest
from asking import Line
from workbooks import PART, Worker

from facilitator_app.central import verify
from facilitator_app.central.database import Database
from facilitator_app.ledger import change as changes
from facilitator_app.vault import door

HANDS = exchanging_hands.__file__


def _cut_off(folder: Path, address: str, seed: int, after_s: float) -> list[list[str]]:
    """What it had acknowledged when the plug was pulled."""
    read, write = os.pipe()
    with subprocess.Popen([sys.executable, "-B", HANDS, folder, address, str(seed), f"/dev/fd/{write}"], pass_fds=[write]) as process:
        os.close(write)
        told = b""
        while b"ready" not in told:
            more = os.read(read, 65_536)
            assert more, "it ended by itself"
            told += more
        end = time.monotonic() + after_s
        while (left_s := end - time.monotonic()) > 0:
            if select.select([read], [], [], left_s)[0]:
                more = os.read(read, 65_536)
                assert more, "it ended by itself"
                told += more
        process.kill()
        while more := os.read(read, 65_536):
            told += more
        os.close(read)
    return [line.split(" ", 2) for line in told.decode().splitlines()[1:] if line.count(" ") == 2]


@pytest.mark.parametrize("kills", [4, pytest.param(150, marks=pytest.mark.slow)])
def test_what_anybody_was_told_is_true_afterwards(kills: int, pair: tuple[Worker, Worker], line: Line, database: Database) -> None:
    chance = random.Random(kills)
    typed: set[str] = set()
    there: set[str] = set()
    last: dict[tuple[Path, str], set[str]] = {}  # and what may have taken its place in the moment of the kill
    paths = [one.opened.path for one in pair]
    for one in pair:
        one.opened.close()
    for seed in range(kills):
        for path in paths:  # 150 rounds are 300 kills
            for act, record, words in _cut_off(path, f"http://{line.host}:{line.port}", seed, chance.uniform(0.02, 0.6)):
                if act == "types":
                    last.setdefault((path, record), set()).add(words)
                    continue
                typed.add(words)
                last[path, record] = {words}
                if act == "there":
                    there.add(words)
            _is_at_the_service(database, there)
    for worker, path in zip(pair, paths, strict=True):
        worker.opened = door.open_with_passphrase(path, making.PASSPHRASE, making.CLOCK)
        worker.__post_init__()
    for worker in (*pair, *pair):
        worker.sync()
    logged = _is_at_the_service(database, there)
    # What was typed over before it was sealed is no statement; all else stands in the log once, and the last of each is there.
    assert set(logged.values()) == {1}
    assert all(words & logged.keys() for words in last.values()), "nobody typed over these"
    assert database.tx("office", verify.verified).faults == ()
    for worker in pair:
        assert worker.opened.vault.faults() == []
        assert worker.exchanging.counts().unsent == 0
    assert [pair[0].words(record) for record in exchanging_hands.RECORDS] == [pair[1].words(record) for record in exchanging_hands.RECORDS]
    print(f"{2 * kills} kills, {len(typed)} words acknowledged as typed, {len(there)} as also at the service")


def _is_at_the_service(database: Database, there: set[str]) -> Counter[str]:
    rows = database.tx(
        "office",
        lambda session: session.do("SELECT body FROM change WHERE tenant = %(tenant)s AND compartment = %(part)s", part=PART).fetchall(),
    )
    logged = Counter(str(changes.read(body).values["words"]) for (body,) in rows if "words" in changes.read(body).values)
    assert there <= logged.keys(), "the screen said so"
    return logged
