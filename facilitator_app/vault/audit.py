"""What was done with this workbook, line by line, each chained to the one before. Holds acts and ids, never words."""

import hashlib

from facilitator_app.records import codec
from facilitator_app.vault.connection import Connection

_START = b"\0" * 32


def note(connection: Connection, at: str, act: str, what: str = "") -> None:
    """Adds a line inside the caller's transaction. `what` is an id or a count."""
    last = connection.execute("select chain from audit order by number desc limit 1").fetchone()
    chain = _link(last[0] if last else _START, at, act, what)
    connection.execute("insert into audit(at, act, what, chain) values (?, ?, ?, ?)", (at, act, what, chain))


def unbroken(connection: Connection) -> bool:
    """Whether no line was changed, taken out or put in."""
    before = _START
    for at, act, what, chain in connection.execute("select at, act, what, chain from audit order by number"):
        before = _link(before, at, act, what)
        if before != chain:
            return False
    return True


def _link(before: bytes, at: str, act: str, what: str) -> bytes:
    return hashlib.sha256(before + codec.to_json([at, act, what])).digest()
