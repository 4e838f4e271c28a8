"""Nothing that anybody typed stands in clear in any file; and the file is what SQLCipher says it is, seen by another reader."""

from pathlib import Path

import apsw
import making
import pytest

from facilitator_app.errors import Trouble
from facilitator_app.records.contact import Contact
from facilitator_app.vault import door, keys
from facilitator_app.vault.door import Opened
from facilitator_app.vault.folder import RECORDS

CANARY = making.CANARY


def _spellings() -> list[bytes]:
    return [
        CANARY.encode(),
        CANARY.lower().encode(),
        CANARY.encode("utf-16-le"),
        CANARY.encode("utf-16-be"),
        CANARY.encode().hex().encode(),
    ]


def _files(folder: Path) -> list[Path]:
    return [found for found in folder.rglob("*") if found.is_file()]


def test_no_file_of_the_folder_holds_a_typed_word_at_any_moment(opened: Opened) -> None:
    vault = opened.vault

    def look() -> set[str]:
        found = _files(opened.path)
        for file in found:
            data = file.read_bytes()
            assert not any(spelling in data for spelling in _spellings()), file.name
        return {file.name for file in found}

    vault.put(making.edit("r1", "words", f"typed {CANARY} " * 50))
    assert {RECORDS, f"{RECORDS}-wal"} <= look()  # the log beside the file is there, and holds it sealed
    vault.seal()
    vault.save([making.case_row(reference=CANARY), making.note("r2", CANARY)])
    vault.keep_file(f"case/{making.CASE}", CANARY.encode() * 100)
    vault.remember("place", CANARY.encode())
    look()
    assert vault.find(CANARY)
    opened.back_up()
    opened.set_passphrase(f"{CANARY} kettle harbour ladder")
    look()
    opened.close()
    assert f"{RECORDS}-wal" not in look()


def _reader(folder: Path, key: bytes) -> apsw.Connection:
    reader = apsw.Connection(str(folder / RECORDS), flags=apsw.SQLITE_OPEN_READONLY)
    reader.execute("pragma cipher='sqlcipher'").fetchall()
    reader.execute("pragma legacy=4").fetchall()
    reader.execute(f"pragma key=\"x'{key.hex()}'\"").fetchall()
    return reader


def test_another_reader_opens_the_file_with_the_raw_key_and_finds_what_was_written(opened: Opened, folder: Path) -> None:
    opened.vault.save([making.note("n1", "read me elsewhere")])
    key = opened.key
    assert len(key) == 48
    opened.close()
    reader = _reader(folder, key)
    bodies = [bytes(row[0]).decode() for row in reader.execute("select body from change")]
    assert len(bodies) == 1
    assert '"words":"read me elsewhere"' in bodies[0]
    reader.close()


@pytest.mark.parametrize("place", range(0, 32, 5))
def test_one_wrong_byte_of_the_key_opens_nothing(opened: Opened, folder: Path, place: int) -> None:
    key = opened.key
    opened.close()
    wrong = key[:place] + bytes([key[place] ^ 1]) + key[place + 1 :]
    reader = _reader(folder, wrong)
    with pytest.raises(apsw.Error):
        reader.execute("select count(*) from change").fetchall()
    reader.close()


def test_the_key_is_random_and_not_made_of_the_passphrase(tmp_path: Path) -> None:
    made = [door.create(tmp_path / f"{number}.workbook", making.PASSPHRASE, making.CLOCK) for number in range(2)]
    assert made[0].key != made[1].key
    for one in made:
        assert keys.open_with_passphrase(keys.read_slots(one.path), making.PASSPHRASE) == one.key
        one.close()


def test_the_settings_that_protect_are_set(opened: Opened) -> None:
    """Not only written somewhere: asked of the connections that work."""
    writing, reading = opened.vault.connection, opened.vault._reading
    assert writing.one("pragma journal_mode") == "wal"
    assert writing.one("pragma synchronous") == 2
    for connection in (writing, reading):
        assert connection.one("pragma cipher_use_hmac") in ("1", 1)
        assert connection.one("pragma temp_store") == 2
        assert connection.one("pragma secure_delete") == 1
        assert connection.one("pragma trusted_schema") == 0
        assert connection.one("pragma foreign_keys") == 1
        assert connection.one("pragma cipher_page_size") in ("4096", 4096)
    with pytest.raises(Trouble):
        reading.execute("delete from draft")


def test_a_locked_workbook_keeps_no_key_in_reach(opened: Opened) -> None:
    opened.close()
    assert opened.key == b""
    with pytest.raises(Exception, match="closed"):
        opened.vault.case_file(making.CASE).get(Contact, "r1")
    opened.close()  # and twice is once
