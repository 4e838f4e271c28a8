"""Attachments: scans and issued papers, as ciphertext chunks in a table of the file. Each has a key of its own, kept in the record that names it."""

import hashlib
import os
from dataclasses import dataclass

from facilitator_app.ledger.seals import NotOpened, b64, fresh_id, seal, unb64, unseal
from facilitator_app.vault.connection import Connection
from facilitator_app.vault.folder import Damaged

CHUNK_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True, repr=False)
class Attachment:
    """Which file, and what opens it: id, key (base 64), size in bytes, SHA-256 in hexadecimal."""

    id: str
    key: str
    size_bytes: int
    digest: str


def keep(connection: Connection, compartment: str, data: bytes) -> Attachment:
    """Keeps a file inside the caller's transaction."""
    key, attachment = os.urandom(32), fresh_id()
    chunks = [data[start : start + CHUNK_BYTES] for start in range(0, len(data), CHUNK_BYTES)] or [b""]
    connection.execute("insert into attachment values (?, ?, ?)", (compartment, attachment, len(chunks)))
    connection.executemany(
        "insert into chunk values (?, ?, ?, ?)",
        [
            (compartment, attachment, number, seal(key, chunk, bound_to(attachment, number, len(chunks)), _nonce(number)))
            for number, chunk in enumerate(chunks)
        ],
    )
    return Attachment(attachment, b64(key), len(data), hashlib.sha256(data).hexdigest())


def fetch(connection: Connection, compartment: str, attachment: str, key: str) -> bytes:
    """The file. Raises `Damaged` when a chunk is missing, changed or in another's place, or when the key is not this file's."""
    found = connection.execute("select chunks from attachment where compartment = ? and id = ?", (compartment, attachment)).fetchone()
    rows = connection.execute(
        "select number, body from chunk where compartment = ? and attachment = ? order by number", (compartment, attachment)
    ).fetchall()
    if found is None or len(rows) != found[0]:
        raise Damaged
    try:
        return b"".join(unseal(unb64(key), body, bound_to(attachment, number, found[0])) for number, body in rows)
    except (NotOpened, ValueError) as problem:
        raise Damaged from problem


def drop(connection: Connection, compartment: str, attachment: str) -> None:
    """Forgets a file inside the caller's transaction; one that is not there is forgotten already."""
    connection.execute("delete from chunk where compartment = ? and attachment = ?", (compartment, attachment))
    connection.execute("delete from file_there where compartment = ? and id = ?", (compartment, attachment))
    connection.execute("delete from attachment where compartment = ? and id = ?", (compartment, attachment))


def drop_all(connection: Connection, compartment: str) -> None:
    """Forgets every file of a compartment inside the caller's transaction."""
    connection.execute("delete from chunk where compartment = ?", (compartment,))
    connection.execute("delete from file_there where compartment = ?", (compartment,))
    connection.execute("delete from attachment where compartment = ?", (compartment,))


def _nonce(number: int) -> bytes:
    return number.to_bytes(12, "big")  # the key is this file's alone, so a chunk's number never comes twice


def bound_to(attachment: str, number: int, total: int) -> bytes:
    """What a piece is bound to: of which file it is, and where in it."""
    return f"{attachment}/{number}/{total}".encode()
