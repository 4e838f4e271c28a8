"""Attachments: scans and issued papers come back as they were, or not at all."""

import hashlib
import os

import making
import pytest

from facilitator_app.ledger.seals import b64, unb64
from facilitator_app.vault.door import Opened
from facilitator_app.vault.files import CHUNK_BYTES, Attachment
from facilitator_app.vault.folder import RECORDS, Damaged

WHERE = f"case/{making.CASE}"


@pytest.mark.parametrize("size", [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES + 5])
def test_a_file_comes_back_as_it_was(opened: Opened, size: int) -> None:
    data = os.urandom(size)
    kept = opened.vault.keep_file(WHERE, data)
    assert (kept.size_bytes, kept.digest) == (size, hashlib.sha256(data).hexdigest())
    assert opened.vault.file(WHERE, kept.id, kept.key) == data


def test_one_file_kept_twice_is_two_ciphertexts(opened: Opened) -> None:
    first, second = (opened.vault.keep_file(WHERE, b"the same") for _ in range(2))
    assert first.id != second.id
    assert first.key != second.key
    with opened.vault._reading.reading() as connection:
        bodies = [row[0] for row in connection.execute("select body from chunk")]
    assert len(set(bodies)) == 2
    assert not any(b"the same" in body for body in bodies)


@pytest.fixture
def kept(opened: Opened) -> Attachment:
    return opened.vault.keep_file(WHERE, os.urandom(4 * CHUNK_BYTES))


def _spoil(opened: Opened, statement: str, *values: object) -> None:
    with opened.vault.connection.writing() as connection:
        connection.execute(statement, values)


@pytest.mark.parametrize(
    "statement",
    [
        "delete from chunk where number = 1",
        "delete from chunk where number = 3",
        "delete from attachment",
        "update chunk set number = 9 where number = 2",
        "update chunk set body = (select body from chunk where number = 0) where number = 2",
        "update chunk set number = case number when 0 then 10 when 1 then 0 end where number in (0, 1)",
        "update chunk set body = substr(body, 1, length(body) - 1) where number = 2",
        "update chunk set body = x'' where number = 2",
        "update chunk set body = cast(substr(body, 1, 100) || x'00' || substr(body, 102) as blob) where number = 1",
    ],
)
def test_a_chunk_that_is_missing_changed_or_in_anothers_place_is_damage(opened: Opened, kept: Attachment, statement: str) -> None:
    _spoil(opened, statement)
    with pytest.raises(Damaged):
        opened.vault.file(WHERE, kept.id, kept.key)


def test_a_file_that_was_made_shorter_by_its_last_chunk_is_damage(opened: Opened, kept: Attachment) -> None:
    _spoil(opened, "delete from chunk where number = 3")
    _spoil(opened, "update attachment set chunks = 3")
    with pytest.raises(Damaged):
        opened.vault.file(WHERE, kept.id, kept.key)


def test_chunks_of_another_file_are_damage(opened: Opened, kept: Attachment) -> None:
    other = opened.vault.keep_file(WHERE, os.urandom(4 * CHUNK_BYTES))
    taken = "(select o.body from chunk o where o.attachment = ? and o.number = 2)"
    _spoil(opened, f"update chunk set body = {taken} where attachment = ? and number = 2", other.id, kept.id)
    with pytest.raises(Damaged):
        opened.vault.file(WHERE, kept.id, kept.key)


@pytest.mark.parametrize("key", ["", "x", "é", b64(b"\0" * 32), b64(b"\0" * 31)])
def test_another_key_is_damage_and_no_traceback(opened: Opened, kept: Attachment, key: str) -> None:
    with pytest.raises(Damaged):
        opened.vault.file(WHERE, kept.id, key)


def test_a_file_is_asked_for_where_it_lies(opened: Opened, kept: Attachment) -> None:
    with pytest.raises(Damaged):
        opened.vault.file("case/other", kept.id, kept.key)
    with pytest.raises(Damaged):
        opened.vault.file(WHERE, "unknown", kept.key)


def test_a_key_opens_its_own_file_only_and_is_not_beside_it(opened: Opened, kept: Attachment) -> None:
    assert kept.key not in repr(kept)
    opened.vault.connection.one("pragma wal_checkpoint(truncate)")
    assert unb64(kept.key) not in (opened.path / RECORDS).read_bytes()
