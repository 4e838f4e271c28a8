"""The key slots: any one opens the workbook, none can be weakened or carried off, and damage is never taken for a wrong passphrase."""

import shutil
import time
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import making
import pytest

from facilitator_app.ledger import code_letters
from facilitator_app.ledger.seals import b64
from facilitator_app.records import codec
from facilitator_app.vault import door, keys
from facilitator_app.vault.door import Opened
from facilitator_app.vault.folder import SLOTS, NewerVersion
from facilitator_app.vault.keys import SheetMistyped, Slot, SlotsDamaged, TooEasy, WrongPassphrase, WrongSheet

KEY = bytes(range(48))
BOOK = "workbook-1"


def _slots(*slots: Slot) -> keys.Slots:
    return keys.Slots(BOOK, slots)


def test_a_passphrase_really_costs_64_mib_three_times(true_cost: int) -> None:
    slot = keys.passphrase_slot(BOOK, making.PASSPHRASE, KEY)
    assert (slot.memory_kib, slot.passes, slot.lanes) == (64 * 1024, 3, 4)
    assert true_cost == 64 * 1024
    started = time.process_time()
    assert keys.open_with_passphrase(_slots(slot), making.PASSPHRASE) == KEY
    assert time.process_time() - started > 0.02  # not a speed: a passphrase that costs nothing was not stretched


@pytest.mark.parametrize(
    "wrong", ["", "violet kettle harbour ladde", "Violet kettle harbour ladder", making.PASSPHRASE + " ", "\ud800", "x" * 5_000]
)
def test_another_passphrase_does_not_open(folder: Path, wrong: str) -> None:
    with pytest.raises(WrongPassphrase):
        door.open_with_passphrase(folder, wrong, making.CLOCK)


def test_one_passphrase_typed_on_two_keyboards_is_the_same() -> None:
    words = "Ŵyn café ﬁne harbour ladder"
    slot = keys.passphrase_slot(BOOK, unicodedata.normalize("NFC", words), KEY)
    for form in ("NFD", "NFKC", "NFKD"):
        assert keys.open_with_passphrase(_slots(slot), unicodedata.normalize(form, words)) == KEY


@pytest.mark.parametrize(
    "easy",
    ["", "password", "Margaret1", "12345678901234567890", "qwertyuiop", "letmein letmein", "violet kettle", "aaaaaaaaaaaaaaaaaaaaaaaa"],
)
def test_a_passphrase_that_could_be_guessed_is_refused(opened: Opened, tmp_path: Path, easy: str) -> None:
    with pytest.raises(TooEasy):
        door.create(tmp_path / "New.workbook", easy, making.CLOCK)
    assert not (tmp_path / "New.workbook").exists()
    with pytest.raises(TooEasy):
        opened.set_passphrase(easy)
    assert opened.is_passphrase(making.PASSPHRASE)


@pytest.mark.parametrize("good", [making.PASSPHRASE, "ŵyddfa cennin pedr bara", "x9$kQ2!mLp7@", "four words " * 20 + "harbour"])
def test_a_passphrase_that_cannot_be_guessed_is_taken_also_pasted_and_long(good: str) -> None:
    assert keys.strong_enough(good)
    assert keys.open_with_passphrase(_slots(keys.passphrase_slot(BOOK, good, KEY)), good) == KEY


def test_a_new_passphrase_replaces_the_old_one(opened: Opened, folder: Path) -> None:
    opened.set_passphrase("another lantern orchard pebble")
    assert opened.is_passphrase("another lantern orchard pebble")
    assert not opened.is_passphrase(making.PASSPHRASE)
    opened.close()
    with pytest.raises(WrongPassphrase):
        door.open_with_passphrase(folder, making.PASSPHRASE, making.CLOCK)
    door.open_with_passphrase(folder, "another lantern orchard pebble", making.CLOCK).close()


# The recovery sheet -----------------------------------------------------------------------------------------------------------


def test_a_sheet_opens_in_any_case_and_spacing_and_with_letters_that_look_alike(folder: Path) -> None:
    written = " ".join(making.SHEET)
    lookalike = written.replace("0", "O").replace("1", "l")
    for typed in (
        written,
        written.lower(),
        written.replace(" ", ""),
        written.replace(" ", "-"),
        f"  {written}\n",
        lookalike,
        lookalike.replace("l", "I"),
    ):
        door.open_with_sheet(folder, typed, making.CLOCK).close()
    assert lookalike != written


def test_any_slip_in_one_letter_is_seen() -> None:
    for sheet in (making.SHEET, ("0000",) * 7 + (keys._check_group("0" * 28),)):
        letters = "".join(sheet)
        assert keys.sheet_from(letters) == letters
        for place, letter in enumerate(letters):
            for other in set(code_letters.ALPHABET) - {letter}:
                with pytest.raises(SheetMistyped):
                    keys.sheet_from(letters[:place] + other + letters[place + 1 :])
            for typed in (letters[:place] + letters[place + 1 :], letters[:place] + "7" + letters[place:]):
                with pytest.raises(SheetMistyped):
                    keys.sheet_from(typed)


def test_two_letters_in_each_others_place_are_seen() -> None:
    letters = "".join(making.SHEET)
    for place in range(len(letters) - 1):
        turned = letters[:place] + letters[place + 1] + letters[place] + letters[place + 2 :]
        if turned != letters:
            with pytest.raises(SheetMistyped):
                keys.sheet_from(turned)


@pytest.mark.parametrize("typed", ["", "7K3M", "é" * 32, "U" * 32, "0" * 10_000, "\0" * 32, "７Ｋ３Ｍ" * 8])
def test_what_is_no_sheet_is_a_slip(typed: str) -> None:
    with pytest.raises(SheetMistyped):
        keys.sheet_from(typed)


def test_the_sheet_of_another_workbook_says_so(folder: Path) -> None:
    with pytest.raises(WrongSheet):
        door.open_with_sheet(folder, "".join(keys.fresh_sheet()), making.CLOCK)


def test_a_workbook_without_a_sheet_says_so(opened: Opened) -> None:
    slots = keys.read_slots(opened.path).without("sheet")
    with pytest.raises(WrongSheet):
        keys.open_with_sheet(slots, "".join(making.SHEET))


def test_a_new_sheet_replaces_the_old_one(opened: Opened, folder: Path) -> None:
    new = keys.fresh_sheet()
    opened.set_sheet(new)
    opened.close()
    with pytest.raises(WrongSheet):
        door.open_with_sheet(folder, "".join(making.SHEET), making.CLOCK)
    door.open_with_sheet(folder, "".join(new), making.CLOCK).close()


def test_fresh_sheets_are_all_different_and_readable() -> None:
    sheets = [keys.fresh_sheet() for _ in range(300)]
    assert len({"".join(sheet) for sheet in sheets}) == 300
    assert {len(group) for sheet in sheets for group in sheet} == {4}
    assert {len(sheet) for sheet in sheets} == {8}
    letters = "".join(letter for sheet in sheets for group in sheet[:-1] for letter in group)
    assert set(letters) == set(code_letters.ALPHABET)
    assert not set("ILOU") & set(letters)
    assert all(0.5 < letters.count(letter) * 32 / len(letters) < 1.5 for letter in code_letters.ALPHABET)


# Damage and tampering ---------------------------------------------------------------------------------------------------------


def test_a_flipped_byte_anywhere_in_the_key_file_is_damage_and_never_a_wrong_passphrase(folder: Path) -> None:
    whole = (folder / SLOTS).read_bytes()
    for place, byte in enumerate(whole):
        (folder / SLOTS).write_bytes(whole[:place] + bytes([byte ^ (1 << place % 8)]) + whole[place + 1 :])
        with pytest.raises(SlotsDamaged):
            keys.read_slots(folder)
    (folder / SLOTS).write_bytes(b"\xff" + whole[1:])
    acts: tuple[Callable[[], object], ...] = (
        lambda: door.open_with_passphrase(folder, making.PASSPHRASE, making.CLOCK),
        lambda: door.open_with_sheet(folder, "".join(making.SHEET), making.CLOCK),
        lambda: door.open_with_keyring(folder, making.CLOCK),
    )
    for act in acts:
        with pytest.raises(SlotsDamaged):
            act()


@pytest.mark.parametrize("data", [None, b"", b"{}", b"[]", b"\0" * 4_096, b'{"digest":""}', b"[" * 100_000])
def test_a_key_file_that_is_none_is_damage(folder: Path, data: bytes | None) -> None:
    (folder / SLOTS).unlink()
    if data is not None:
        (folder / SLOTS).write_bytes(data)
    with pytest.raises(SlotsDamaged):
        door.open_with_passphrase(folder, making.PASSPHRASE, making.CLOCK)
    assert {found.name for found in folder.iterdir()} - {SLOTS, "open.lock"} == {"identity.json", "records.db"}, (
        "nothing was made in its place"
    )


def test_a_cut_key_file_is_damage(folder: Path) -> None:
    whole = (folder / SLOTS).read_bytes()
    for length in range(0, len(whole), 7):
        (folder / SLOTS).write_bytes(whole[:length])
        with pytest.raises(SlotsDamaged):
            keys.read_slots(folder)


def _rewrite(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Changes the key file as somebody would who knows how it is made: its digest fits."""
    plain = codec.object_from_json((folder / SLOTS).read_bytes())
    del plain["digest"]
    change(plain)
    (folder / SLOTS).write_bytes(codec.to_json({**plain, "digest": keys._digest(plain)}))


@pytest.mark.parametrize(
    "weaker",
    [{"memory_kib": 32}, {"passes": 1}, {"lanes": 1}, {"salt": b64(b"0" * 16)}, {"kind": "sheet"}],
    ids=lambda weaker: next(iter(weaker)),
)
def test_nobody_can_lower_the_cost_of_a_guess(folder: Path, weaker: dict[str, Any]) -> None:
    """It would not help them alone: but a workbook whose slot was rewritten must not open as if nothing had happened."""
    _rewrite(folder, lambda plain: plain["slots"][0].update(weaker))
    with pytest.raises((WrongPassphrase, SlotsDamaged)):
        door.open_with_passphrase(folder, making.PASSPHRASE, making.CLOCK)


@pytest.mark.parametrize(
    "cost", [{"memory_kib": 2**31}, {"passes": 2**31}, {"lanes": 2**20}, {"memory_kib": 0}, {"lanes": 0}, {"passes": -1}]
)
def test_a_cost_that_would_hold_the_laptop_up_for_ever_is_damage(folder: Path, cost: dict[str, int]) -> None:
    _rewrite(folder, lambda plain: plain["slots"][0].update(cost))
    with pytest.raises(SlotsDamaged):
        door.open_with_passphrase(folder, making.PASSPHRASE, making.CLOCK)


@pytest.mark.parametrize("spoilt", [{"salt": "!"}, {"sealed": "é"}, {"sealed": 1}, {"salt": None}])
def test_a_slot_that_cannot_be_read_is_damage(folder: Path, spoilt: dict[str, Any]) -> None:
    _rewrite(folder, lambda plain: plain["slots"][0].update(spoilt))
    with pytest.raises(SlotsDamaged):
        door.open_with_passphrase(folder, making.PASSPHRASE, making.CLOCK)


def test_a_slot_does_not_open_another_workbook(folder: Path, tmp_path: Path) -> None:
    slot = keys.passphrase_slot("another", making.PASSPHRASE, KEY)
    with pytest.raises(WrongPassphrase):
        keys.open_with_passphrase(_slots(slot), making.PASSPHRASE)
    other = door.create(tmp_path / "Other.workbook", making.PASSPHRASE, making.CLOCK)
    other.close()
    shutil.copy(other.path / SLOTS, folder / SLOTS)
    with pytest.raises(SlotsDamaged):  # not a wrong passphrase, and not damaged records: it is another's key file
        door.open_with_passphrase(folder, making.PASSPHRASE, making.CLOCK)


def test_a_key_file_of_a_newer_version_says_so(folder: Path) -> None:
    _rewrite(folder, lambda plain: plain.update(format=2, more="x"))
    with pytest.raises(NewerVersion):
        door.open_with_passphrase(folder, making.PASSPHRASE, making.CLOCK)


def test_a_way_in_of_a_newer_version_is_kept(opened: Opened) -> None:
    share = Slot("service share", "c2FsdA", "c2VhbGVk")
    keys.write_slots(opened.path, keys.read_slots(opened.path).with_slot(share))
    opened.set_passphrase("another lantern orchard pebble")
    assert keys.read_slots(opened.path).of("service share") == share
    assert opened.has("passphrase")
    assert not opened.has("keyring")


def test_no_key_file_and_no_object_in_a_traceback_shows_a_key(opened: Opened) -> None:
    secret, shown = opened.key.hex(), repr(opened) + repr(opened.vault) + repr(keys.read_slots(opened.path)) + repr(opened.lock)
    assert secret not in shown
    assert repr(opened.key) not in shown
    data = (opened.path / SLOTS).read_bytes()
    assert opened.key not in data
    assert secret.encode() not in data
    assert b64(opened.key).encode() not in data
    slot = keys.read_slots(opened.path).of("passphrase")
    assert slot is not None
    assert slot.sealed not in repr(slot)
    assert replace(slot, sealed="") != slot
