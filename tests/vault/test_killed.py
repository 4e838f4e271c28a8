"""The program is cut off at any instruction: what it had acknowledged is there, whole, and opens at once."""

import os
import random
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import hands
import making
import pytest

from facilitator_app.records.contact import Contact
from facilitator_app.records.record import Id
from facilitator_app.vault import door

HANDS = hands.__file__


def _cut_off(act: str, folder: Path, more: str, until: str, after_s: float) -> list[str]:
    """What was acknowledged until somebody pulled the plug, some moments after hands were seen to be at work."""
    read, write = os.pipe()
    with subprocess.Popen([sys.executable, "-B", HANDS, act, folder, f"/dev/fd/{write}", more], pass_fds=[write]) as process:
        os.close(write)
        told = b""
        while until.encode() not in told:
            more_told = os.read(read, 65_536)
            assert more_told, "they stopped by themselves"
            told += more_told
        end = time.monotonic() + after_s
        while (left_s := end - time.monotonic()) > 0:
            if select.select([read], [], [], left_s)[0]:
                if not (more_told := os.read(read, 65_536)):
                    break
                told += more_told
        process.kill()
        while more_told := os.read(read, 65_536):
            told += more_told
        os.close(read)
    return told.decode().splitlines()


def _rounds(folder: Path, rounds: int) -> int:
    chance = random.Random(rounds)
    typed: dict[tuple[str, str], str] = {}
    brought_in: dict[str, int] = {}
    acknowledged = 0
    for seed in range(1, rounds + 1):
        lines = _cut_off("work", folder, str(seed), "ready", chance.uniform(0.0, 0.25))[1:]
        acknowledged += len(lines)
        for line in lines:
            act, _, rest = line.partition(" ")
            if act == "put":
                record, field, words = rest.split(" ", 2)
                typed[record, field] = words
            elif act == "import":
                case, count = rest.split()
                brought_in[case] = int(count)
        opened = door.open_with_passphrase(folder, making.PASSPHRASE, making.CLOCK)
        try:
            assert opened.vault.faults() == []
            file = opened.vault.case_file(making.CASE)
            for (record, field), words in typed.items():
                found = file.get(Contact, record)
                assert found is not None
                # The one save after the last acknowledged may have come to the disk too.
                assert getattr(found, field) == words or int(getattr(found, field).split()[1]) > int(words.split()[1])
            assert not file.forks
            for name, rows in brought_in.items():
                assert len(opened.vault.case_file(Id(name)).records) == rows + 1
            for fact in opened.vault.case_facts():  # what was being brought in came whole or not at all
                if fact.case.startswith("import-") and fact.case not in brought_in:
                    assert "brought in 0" in opened.vault.case_file(fact.case).all(Contact)[0].words
                    assert fact.reference
        finally:
            opened.close()
    return acknowledged


def test_what_was_acknowledged_outlives_a_few_cuts(folder: Path) -> None:
    assert _rounds(folder, 15) > 100


@pytest.mark.slow
def test_what_was_acknowledged_outlives_200_cuts(folder: Path) -> None:
    acknowledged = _rounds(folder, 200)
    print(f"\n200 cuts, {acknowledged} acknowledged acts, none lost")
    assert acknowledged > 2_000


def test_what_a_cut_creation_left_is_taken_away_at_every_step_of_it(tmp_path: Path, template: Path) -> None:
    """Whatever the half-made folder holds of a creation's own files, the next creation heals it."""
    names = ["identity.json", "identity.json.new", "slots.json", "slots.json.new", "records.db", "records.db-wal", "records.db-shm"]
    for count in range(len(names) + 1):
        folder = tmp_path / f"{count}.workbook"
        building = folder.with_name(folder.name + ".making")
        building.mkdir()
        for name in names[:count]:
            (building / name).write_bytes(b"half")
        door.create(folder, making.PASSPHRASE, making.CLOCK).close()
        assert not building.exists()
        door.open_with_passphrase(folder, making.PASSPHRASE, making.CLOCK).close()


def test_a_half_made_folder_with_somebody_elses_file_in_it_is_left_alone(tmp_path: Path) -> None:
    building = tmp_path / "Mine.workbook.making"
    building.mkdir()
    (building / "letter.txt").write_text("mine")
    with pytest.raises(door.NotEmpty):
        door.create(tmp_path / "Mine.workbook", making.PASSPHRASE, making.CLOCK)
    assert (building / "letter.txt").read_text() == "mine"
    assert not (tmp_path / "Mine.workbook").exists()


def test_a_cut_between_two_files_of_a_new_passphrase_leaves_a_way_in(folder: Path, tmp_path: Path) -> None:
    """`slots.json` is written beside and moved: the half-written one beside it is never read."""
    shutil.copy(folder / "slots.json", folder / "slots.json.new")
    (folder / "slots.json.new").write_bytes(b'{"half')
    opened = door.open_with_passphrase(folder, making.PASSPHRASE, making.CLOCK)
    opened.set_passphrase(hands.NEW_PASSPHRASE)
    opened.close()
    door.open_with_passphrase(folder, hands.NEW_PASSPHRASE, making.CLOCK).close()
