"""Copies of the workbook: encrypted, with their key file, proved before they count, the last seven kept.

A copy says what it holds in a list that only who has the key could have written: neither a cut file nor an older one put in its place passes.
"""

import hashlib
import os
import shutil
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from facilitator_app.errors import Trouble
from facilitator_app.ledger.seals import b64, keyed_digest, same
from facilitator_app.records import codec
from facilitator_app.vault import keys
from facilitator_app.vault.connection import Connection
from facilitator_app.vault.folder import BACKUPS, IDENTITY, RECORDS, SLOTS, SUFFIX, disk_sentences, sync_folder, write_whole

KEPT = 7
_LIST = "list.json"


class CopyNotGood(Trouble):
    """A copy was made and does not hold what it should."""

    def __init__(self) -> None:
        super().__init__(
            "A safety copy could not be made.",
            "The workbook itself is whole. Look whether the disk is full, and ring the office if it says so again.",
        )


@dataclass(frozen=True, slots=True)
class _List:
    """What a copy holds."""

    workbook: str
    changes: int
    size_bytes: int
    digests: dict[str, str]  # SHA-256 of each file
    proof: str = ""


def back_up(folder: Path, source: Connection, key: bytes, workbook: str, moment: datetime) -> Path:
    """Makes and proves a copy, and lets go of all but the newest seven. Raises `CopyNotGood`, `DiskFull`, `NotSaved`."""
    backups = folder / BACKUPS
    part = backups / f"{moment:%Y-%m-%d %H%M%S}.part"
    with disk_sentences():
        backups.mkdir(exist_ok=True)
        for left_over in backups.glob("*.part"):
            shutil.rmtree(left_over)
    try:
        with disk_sentences():
            part.mkdir()
            for name in (SLOTS, IDENTITY):
                write_whole(part / name, (folder / name).read_bytes())
        if keys.read_slots(part).workbook != workbook:
            raise CopyNotGood
        _copy(source, part / RECORDS, key)
        _sign(part, key, workbook)
        if not proved(part, key):
            raise CopyNotGood
        with disk_sentences():
            done = part.rename(_free_name(backups, moment))
            sync_folder(backups)
    except BaseException:  # as it goes on: no half copy stays behind
        shutil.rmtree(part, ignore_errors=True)  # it is not counted as a copy whether or not it can be removed
        raise
    with disk_sentences():
        _keep_newest(backups, done)
    return done


def _free_name(backups: Path, moment: datetime) -> Path:
    name = f"{moment:%Y-%m-%d %H%M%S}"
    taken = [int(found.name[len(name) : -len(SUFFIX)] or 0) for found in backups.glob(f"{name}*{SUFFIX}")]
    return backups / f"{name}{f' {max(taken) + 1:03}' if taken else ''}{SUFFIX}"


def _copy(source: Connection, path: Path, key: bytes) -> None:
    target = Connection(path, key, copy=True)
    try:
        source.backup_to(target)
        target.one("pragma journal_mode = delete")  # a copy is one file, and says so
    finally:
        target.close()
    with disk_sentences(), path.open("rb+") as file:
        os.fsync(file.fileno())


def _sign(part: Path, key: bytes, workbook: str) -> None:
    reader = Connection(part / RECORDS, key, read_only=True)
    try:
        count = reader.one("select count(*) from change")
    finally:
        reader.close()
    with disk_sentences():
        plain = _List(workbook, count, (part / RECORDS).stat().st_size, _digests(part))
        write_whole(part / _LIST, codec.to_json(replace(plain, proof=_proof(plain, key))))


def _digests(copy: Path) -> dict[str, str]:
    found = {}
    for name in (RECORDS, SLOTS, IDENTITY):
        with (copy / name).open("rb") as file:
            found[name] = hashlib.file_digest(file, "sha256").hexdigest()
    return found


def _proof(plain: _List, key: bytes) -> str:
    return b64(keyed_digest(key, codec.to_json(plain)))


def proved(copy: Path, key: bytes) -> bool:
    """Whether a copy is what was made: its list is the key's, its files are the list's, and every page and table reads."""
    try:
        found = codec.convert(codec.from_json((copy / _LIST).read_bytes()), _List)
        listed = same(found.proof.encode(), _proof(replace(found, proof=""), key).encode()) and _digests(copy) == found.digests
        return listed and _holds(copy / RECORDS, key, found.changes)
    except (OSError, ValueError, Trouble):
        return False


def _holds(path: Path, key: bytes, count: int) -> bool:
    reader = Connection(path, key, read_only=True)
    try:
        return reader.whole() and reader.one("select count(*) from change") == count
    finally:
        reader.close()


def _keep_newest(backups: Path, done: Path) -> None:
    """The one that was just made stays whatever the clock says: on a laptop whose clock fell back it has the oldest name of all."""
    copies = sorted((found for found in backups.glob(f"*{SUFFIX}") if found != done), key=lambda found: found.name.removesuffix(SUFFIX))
    for old in copies[: -(KEPT - 1)]:
        shutil.rmtree(old)
