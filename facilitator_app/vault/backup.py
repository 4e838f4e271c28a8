"""Copies of the workbook: encrypted, with their key file, proved before they count, the last seven kept.

A copy says what it holds in a list that only who has the key could have written: neither a cut file nor an older one put in its place passes.
"""

import hashlib
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from facilitator_app.errors import Trouble
from facilitator_app.ledger.seals import b64, keyed_digest, same, unb64
from facilitator_app.records import codec
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
    digest: str
    proof: str = ""


def back_up(folder: Path, source: Connection, key: bytes, workbook: str, moment: datetime) -> Path:
    """Makes and proves a copy, and lets go of all but the newest seven. Raises `CopyNotGood`, `DiskFull`, `NotSaved`."""
    backups = folder / BACKUPS
    with disk_sentences():
        backups.mkdir(exist_ok=True)
        for left_over in backups.glob("*.part"):
            shutil.rmtree(left_over)
        part = backups / f"{moment:%Y-%m-%d %H%M%S}.part"
        part.mkdir()
        for name in (SLOTS, IDENTITY):
            shutil.copyfile(folder / name, part / name)
    try:
        _copy(source, part / RECORDS, key)
        _sign(part, key, workbook)
        if not proved(part, key):
            raise CopyNotGood
    except Trouble:
        shutil.rmtree(part, ignore_errors=True)  # it is not counted as a copy whether or not it can be removed
        raise
    with disk_sentences():
        done = part.rename(_free_name(backups, moment))
        sync_folder(backups)
        _keep_newest(backups)
    return done


def _free_name(backups: Path, moment: datetime) -> Path:
    name = f"{moment:%Y-%m-%d %H%M%S}"
    number = sum(1 for _ in backups.glob(f"{name}*{SUFFIX}"))
    return backups / (f"{name}{SUFFIX}" if not number else f"{name} {number:03}{SUFFIX}")


def _copy(source: Connection, path: Path, key: bytes) -> None:
    target = Connection(path, key, new=True)
    try:
        source.backup_to(target)
        target.execute("pragma wal_checkpoint(truncate)")
        target.execute("pragma journal_mode = delete")  # a copy is one file
    finally:
        target.close()


def _sign(part: Path, key: bytes, workbook: str) -> None:
    reader = Connection(part / RECORDS, key, read_only=True)
    try:
        count = reader.execute("select count(*) from change").fetchone()[0]
    finally:
        reader.close()
    data = (part / RECORDS).read_bytes()
    plain = _List(workbook, count, len(data), hashlib.sha256(data).hexdigest())
    proof = b64(keyed_digest(key, codec.to_json(plain)))
    with disk_sentences():
        write_whole(part / _LIST, codec.to_json(_List(plain.workbook, plain.changes, plain.size_bytes, plain.digest, proof)))


def proved(copy: Path, key: bytes) -> bool:
    """Whether a copy is what was made: its list is the key's, its bytes are the list's, and every page and table reads."""
    try:
        found = codec.convert(codec.from_json((copy / _LIST).read_bytes()), _List)
        data = (copy / RECORDS).read_bytes()
        proof = unb64(found.proof)
    except (OSError, ValueError):
        return False
    plain = _List(found.workbook, found.changes, found.size_bytes, found.digest)
    if not same(proof, keyed_digest(key, codec.to_json(plain))) or hashlib.sha256(data).hexdigest() != found.digest:
        return False
    reader = Connection(copy / RECORDS, key, read_only=True)
    try:
        return reader.whole() and reader.execute("select count(*) from change").fetchone()[0] == found.changes
    finally:
        reader.close()


def _keep_newest(backups: Path) -> None:
    copies = sorted(backups.glob(f"*{SUFFIX}"))
    for old in copies[:-KEPT]:
        shutil.rmtree(old)
