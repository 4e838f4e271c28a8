"""Copies: proved before they count, kept to seven, each a workbook by itself; and a copy that fails never harms the workbook."""

import random
import shutil
from pathlib import Path

import making
import pytest

from facilitator_app.calendar import clock_at
from facilitator_app.errors import Trouble
from facilitator_app.records.contact import Contact
from facilitator_app.vault import backup, door, keys
from facilitator_app.vault.door import Opened
from facilitator_app.vault.folder import BACKUPS, IDENTITY, RECORDS, SLOTS, SUFFIX


def _copies(folder: Path) -> list[str]:
    return sorted(found.name for found in (folder / BACKUPS).glob(f"*{SUFFIX}"))


def _moves(opened: Opened, when: str) -> None:
    opened.clock = clock_at(when)


def test_a_copy_opens_as_a_workbook_by_itself_with_every_way_in(opened: Opened, tmp_path: Path) -> None:
    opened.vault.save([making.case_row(), making.note("n1", "kept")])
    opened.vault.put(making.edit("n2", "words", "a draft too"))
    copy = opened.back_up()
    opened.vault.save([making.note("n3", "later")])
    assert backup.proved(copy, opened.key)
    assert {found.name for found in copy.iterdir()} == {RECORDS, SLOTS, IDENTITY, "list.json"}, "a copy is whole without a log beside it"
    for way, place in (("in its place", copy), ("elsewhere", Path(shutil.copytree(copy, tmp_path / "Rescued.workbook")))):
        for enter, words in ((door.open_with_passphrase, making.PASSPHRASE), (door.open_with_sheet, "".join(making.SHEET))):
            again = enter(place, words, making.CLOCK)
            file = again.vault.case_file(making.CASE)
            assert {note.words for note in file.all(Contact)} == {"kept", "a draft too"}, way
            assert again.vault.faults() == []
            again.close()


def test_seven_copies_are_kept_the_newest(opened: Opened) -> None:
    for day in range(1, 13):
        _moves(opened, f"2026-03-{day:02}T17:00")
        opened.back_up()
    assert _copies(opened.path) == [f"2026-03-{day:02} 170000{SUFFIX}" for day in range(6, 13)]
    assert not list((opened.path / BACKUPS).glob("*.part"))


def test_copies_of_one_second_are_all_told_apart_and_the_oldest_goes_first(opened: Opened) -> None:
    """The clock of a demonstration stands, and two exits may come in one second."""
    made = []
    for number in range(10):
        opened.vault.save([making.note(f"n{number}", "x")])
        made.append(opened.back_up())
        assert made[-1].exists()
    assert sorted(made[-7:]) == sorted(found for found in (opened.path / BACKUPS).iterdir())
    assert all(backup.proved(copy, opened.key) for copy in made[-7:])


def test_a_clock_that_fell_back_does_not_throw_the_newest_copy_away(opened: Opened) -> None:
    for day in range(1, 9):
        _moves(opened, f"2026-03-{day:02}")
        opened.back_up()
    for day in range(1, 4):
        _moves(opened, f"2011-01-{day:02}")
        newest = opened.back_up()
        assert newest.exists()
        assert len(_copies(opened.path)) == 7
        assert f"2026-03-08 120000{SUFFIX}" in _copies(opened.path)


@pytest.mark.parametrize("name", [RECORDS, SLOTS, IDENTITY, "list.json"])
def test_a_copy_that_was_touched_is_not_proved(opened: Opened, name: str) -> None:
    opened.vault.save([making.case_row(), *(making.note(f"n{number}", "w " * 200) for number in range(30))])
    copy = opened.back_up()
    whole = (copy / name).read_bytes()
    chance = random.Random(name)
    for place in [0, len(whole) - 1, *(chance.randrange(len(whole)) for _ in range(8))]:
        (copy / name).write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert not backup.proved(copy, opened.key), place
    for spoilt in (b"", whole[:-1], whole + b"\0", whole[: 4096 * 2]):
        if spoilt != whole:
            (copy / name).write_bytes(spoilt)
            assert not backup.proved(copy, opened.key)
    (copy / name).unlink()
    assert not backup.proved(copy, opened.key)
    (copy / name).write_bytes(whole)
    assert backup.proved(copy, opened.key)


def test_an_older_file_in_a_newer_copys_place_is_not_proved(opened: Opened) -> None:
    """SQLCipher alone would accept it: every page of it is authentic."""
    opened.vault.save([making.note("n1", "before")])
    _moves(opened, "2026-03-01")
    older = opened.back_up()
    opened.vault.save([making.note("n2", "after")])
    _moves(opened, "2026-03-02")
    newer = opened.back_up()
    shutil.copy(older / RECORDS, newer / RECORDS)
    assert not backup.proved(newer, opened.key)
    pages = bytearray((older / RECORDS).read_bytes())
    assert backup.proved(older, opened.key)
    assert len(pages) % 4096 == 0


def test_a_copy_of_another_workbook_is_not_proved(opened: Opened, tmp_path: Path) -> None:
    other = door.create(tmp_path / "Other.workbook", making.PASSPHRASE, making.CLOCK)
    assert not backup.proved(other.back_up(), opened.key)
    other.close()


@pytest.mark.parametrize("how", ["key file gone", "key file cut", "another's key file", "identity gone"])
def test_no_copy_counts_that_could_not_be_opened(opened: Opened, tmp_path: Path, how: str) -> None:
    good = opened.back_up()
    if how == "key file gone":
        (opened.path / SLOTS).unlink()
    elif how == "key file cut":
        (opened.path / SLOTS).write_bytes((opened.path / SLOTS).read_bytes()[:-9])
    elif how == "identity gone":
        (opened.path / IDENTITY).unlink()
    else:
        keys.write_slots(opened.path, keys.Slots("another", (keys.passphrase_slot("another", making.PASSPHRASE, opened.key),)))
    for _ in range(8):
        with pytest.raises(Trouble):
            opened.back_up()
    assert _copies(opened.path) == [good.name], "bad copies pushed the good one out"
    assert not list((opened.path / BACKUPS).glob("*.part"))
    opened.vault.put(making.edit("r1", "words", "work goes on"))


def test_a_copy_that_was_cut_off_is_cleared_away_by_the_next(opened: Opened) -> None:
    part = opened.path / BACKUPS / "2026-01-01 100000.part"
    part.mkdir(parents=True)
    (part / RECORDS).write_bytes(b"half")
    opened.back_up()
    assert not part.exists()


def test_records_damaged_meanwhile_make_no_copy(opened: Opened, folder: Path) -> None:
    opened.vault.save([making.case_row(), *(making.note(f"n{number}", "w " * 300) for number in range(60))])
    good = opened.back_up()
    opened.close()
    whole = (folder / RECORDS).read_bytes()
    spoilt = whole[:-4096] + b"\0" * 4096
    again = door.open_with_passphrase(folder, making.PASSPHRASE, making.CLOCK)
    (folder / RECORDS).write_bytes(spoilt)
    try:
        with pytest.raises(Trouble):
            again.back_up()
        assert _copies(folder) == [good.name]
        assert backup.proved(good, again.key)
    finally:
        (folder / RECORDS).write_bytes(whole)
        again.close()


def test_a_place_for_copies_that_is_no_folder_is_a_sentence(opened: Opened) -> None:
    (opened.path / BACKUPS).write_text("x")
    with pytest.raises(Trouble):
        opened.back_up()
    opened.vault.put(making.edit("r1", "words", "work goes on"))
    assert opened.vault.faults() == []
