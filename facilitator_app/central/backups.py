"""Backups: numbered, made by PostgreSQL's own programs, and said to be off site by whoever brought them there.

A backup counts itself before it is made, so that what is acknowledged with its number is surely in it. Its file holds what people said, as
the database does: it is read by its user alone, and the place it is brought to must be as safe.
"""

import hashlib
import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from facilitator_app.central import cluster
from facilitator_app.central.outliving import BACKUP
from facilitator_app.central.session import Session
from facilitator_app.errors import Trouble
from facilitator_app.ledger.checkpoint import Checkpoint
from facilitator_app.records import codec

_PIECE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Manifest:
    """What stands beside a backup. `digest`: SHA-256 of its file."""

    service: str
    number: int
    file: str
    size: int
    digest: str
    made: str
    checkpoint: Checkpoint | None = None  # the newest that the backup holds


def begun(session: Session) -> int:
    """The number of a backup that is to be made."""
    with session.writing(""):
        row = session.do("SELECT number FROM backup WHERE tenant = %(tenant)s ORDER BY number DESC LIMIT 1").fetchone()
        number = row[0] + 1 if row else 0
        session.do("INSERT INTO backup (tenant, number, begun, file, digest) VALUES (%(tenant)s, %(number)s, now(), '', '')", number=number)
        session.note("backup begun", str(number))
    return number


def dumped(dsn: str, file: Path) -> tuple[int, str]:
    """Dumps a database into a file, whole or not at all, in PostgreSQL's custom format; its size and digest. Raises `Trouble`."""
    fresh = file.with_name(f"{file.name}.new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as into:
        words: list[str | Path] = [cluster.program("pg_dump"), "-Fc", "-n", "central", "-d", dsn]
        run = subprocess.run(words, stdout=into, stderr=subprocess.DEVNULL, check=False)  # noqa: S603
        os.fsync(into.fileno())
    if run.returncode:
        fresh.unlink()
        raise Trouble("The database could not be dumped.", "Its owner dumps it, past row-level security: name their DSN with “--dsn”.")
    fresh.rename(file)
    return file.stat().st_size, digest(file)


def digest(file: Path) -> str:
    """SHA-256 of a file, in hexadecimal, as `sha256sum` says it."""
    found = hashlib.sha256()
    with file.open("rb") as reading:
        while piece := reading.read(_PIECE):
            found.update(piece)
    return found.hexdigest()


def made(session: Session, manifest: Manifest) -> None:
    """Its file is whole. The list says so too, behind all that the backup knows: whoever restores it is behind the list."""
    with session.writing(""):
        changed = session.do(
            "UPDATE backup SET made = now(), file = %(file)s, digest = %(digest)s WHERE tenant = %(tenant)s AND number = %(number)s "
            "AND made IS NULL",
            number=manifest.number, file=manifest.file, digest=manifest.digest,
        )  # fmt: skip
        if changed.rowcount:
            session.outlives({"sort": BACKUP, "number": manifest.number, "file": manifest.file, "digest": manifest.digest})
            session.note("backup made", str(manifest.number), manifest.digest)


def off_site(session: Session, number: int) -> bool:
    """Laptops may forget what this one holds; False where no such backup was made."""
    with session.writing(""):
        row = session.do(
            "SELECT off_site FROM backup WHERE tenant = %(tenant)s AND number = %(number)s AND made IS NOT NULL", number=number
        )
        found = row.fetchone()
        if found == (None,):
            session.do("UPDATE backup SET off_site = now() WHERE tenant = %(tenant)s AND number = %(number)s", number=number)
            session.note("backup off site", str(number))
    return found is not None


def written(folder: Path, manifest: Manifest) -> Path:
    """The manifest, beside its backup."""
    path = folder / f"{manifest.file}.json"
    path.write_bytes(codec.to_json(manifest) + b"\n")
    path.chmod(0o600)
    return path


def read(file: Path) -> Manifest:
    """Of a backup that is as it was made. Raises `Trouble`."""
    try:
        manifest = codec.convert(codec.object_from_json(file.with_name(f"{file.name}.json").read_bytes()), Manifest)
    except (OSError, codec.Unreadable) as problem:
        raise Trouble("This backup has no manifest beside it.", "Put both files into one folder.") from problem
    if not file.exists() or digest(file) != manifest.digest:
        raise Trouble("This backup is not as it was made.", "Take another copy of it, or the one before it.")
    return manifest


def restored(dsn: str, file: Path) -> None:
    """Puts a backup in the place of what is in a database, all or nothing. Raises `Trouble`."""
    words: Sequence[str | Path] = (cluster.program("pg_restore"), "--clean", "--if-exists", "--single-transaction", "--exit-on-error")
    with file.open("rb") as reading:
        run = subprocess.run([*words, "-d", dsn], stdin=reading, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)  # noqa: S603
    if run.returncode:
        raise Trouble("The backup could not be restored. Nothing was changed.", "Stop the service first; the database's owner restores.")
