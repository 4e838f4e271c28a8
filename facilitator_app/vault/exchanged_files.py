"""Attachments on their way: which pieces the service lacks, which are lacking here. On a connection that the caller has locked; no network.

What is here is here as it travels: each piece is ciphertext under the file's own key, which stands in the record that names the file.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from facilitator_app.ledger.messages_files import numbers_in
from facilitator_app.ledger.seals import NotOpened, unb64, unseal
from facilitator_app.records import KINDS, codec
from facilitator_app.records.record import fields_of
from facilitator_app.vault import files
from facilitator_app.vault.connection import Connection
from facilitator_app.vault.exchanged import STAYS_HERE

MOST_PIECES = 128


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a file of this workbook, on its way to the service."""

    compartment: str
    file: str
    number: int
    total: int
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Lacking:
    """A piece that is not here, of a file that a record names."""

    compartment: str
    file: str
    number: int
    key: str = field(repr=False)


def _file_fields() -> dict[str, tuple[str, ...]]:
    """For each kind of record the fields that name a file: those that have their key beside them."""
    found = {}
    for name, kind in KINDS.items():
        names = {one.name for one in fields_of(kind)}
        if mine := tuple(sorted(one for one in names if f"{one}_key" in names)):
            found[name] = mine
    return found


FILE_FIELDS = _file_fields()


def next_to_put(connection: Connection, most_bytes: int) -> Piece | None:
    """The next piece that the service is not known to have, of the smallest file first; none of a file with more than so many bytes."""
    row = connection.execute(
        "select attachment.compartment, attachment.id, chunks, coalesce(have, '') from attachment left join file_there "
        "on file_there.compartment = attachment.compartment and file_there.id = attachment.id "
        "where attachment.compartment <> ? and coalesce(whole, 0) = 0 and chunks <= ? and chunks = "
        "(select count(*) from chunk where chunk.compartment = attachment.compartment and chunk.attachment = attachment.id) "
        "order by chunks, attachment.id limit 1",
        (STAYS_HERE, max(1, most_bytes // files.CHUNK_BYTES)),
    ).fetchone()
    if row is None:
        return None
    compartment, file, total, have = row
    number = min(set(range(total)) - numbers_in(have, total))
    body = connection.one("select body from chunk where compartment = ? and attachment = ? and number = ?", (compartment, file, number))
    return Piece(compartment, file, number, total, bytes(body))


def was_put(connection: Connection, piece: Piece, have: str) -> None:
    """The service told which pieces of a file it has now."""
    whole = len(numbers_in(have, piece.total)) == piece.total
    connection.execute("insert or replace into file_there values (?, ?, ?, ?)", (piece.compartment, piece.file, have, whole))


def lacking(connection: Connection, passed_over: Iterable[str] = ()) -> Lacking | None:
    """The next piece to fetch; of no file that is `passed_over`, because the service has nothing more of it yet."""
    over = set(passed_over)
    here = {row[0]: row[1:] for row in connection.execute("select id, compartment, chunks from attachment").fetchall()}
    for compartment, file, key in _named(connection):
        if file in over:
            continue
        if file not in here:
            return Lacking(compartment, file, 0, key)
        have = {
            row[0] for row in connection.execute("select number from chunk where compartment = ? and attachment = ?", (here[file][0], file))
        }
        missing = set(range(here[file][1])) - have
        if missing:
            return Lacking(compartment, file, min(missing), key)
    return None


def _named(connection: Connection) -> Iterator[tuple[str, str, str]]:
    """(compartment, file, key) of every file that a record names, of two versions of a name both."""
    marks = ", ".join("?" * len(FILE_FIELDS))
    rows = connection.execute(
        f"select kind, compartment, document from record where kind in ({marks}) and gone = 0 and compartment <> ? order by number desc",  # noqa: S608 - marks
        (*FILE_FIELDS, STAYS_HERE),
    ).fetchall()
    for kind, compartment, document in rows:
        live = codec.object_from_json(document)["live"]
        for name in FILE_FIELDS[kind]:
            keys = live.get(f"{name}_key", {})
            for change, file in live.get(name, {}).items():
                if file and keys.get(change):  # the two are written in one change
                    yield compartment, str(file), str(keys[change])


def came(connection: Connection, wanted: Lacking, total: int, body: bytes) -> bool:
    """Keeps a piece; False, and nothing is kept, where it is not what was sealed under the file's key."""
    if not (0 < total <= MOST_PIECES and wanted.number < total):
        return False
    try:
        unseal(unb64(wanted.key), body, files.bound_to(wanted.file, wanted.number, total))
    except (NotOpened, ValueError):
        return False
    known = connection.one("select chunks from attachment where compartment = ? and id = ?", (wanted.compartment, wanted.file))
    if known is not None and known != total:
        return False
    connection.execute("insert or ignore into attachment values (?, ?, ?)", (wanted.compartment, wanted.file, total))
    connection.execute("insert or ignore into chunk values (?, ?, ?, ?)", (wanted.compartment, wanted.file, wanted.number, body))
    count = connection.one("select count(*) from chunk where compartment = ? and attachment = ?", (wanted.compartment, wanted.file))
    if count == total:
        connection.execute("insert or replace into file_there values (?, ?, ?, 1)", (wanted.compartment, wanted.file, f"0-{total - 1}"))
    return True


def is_on_its_way(connection: Connection, compartment: str, file: str) -> bool:
    """Whether a file that a record names is not, or not wholly, here."""
    total = connection.one("select chunks from attachment where compartment = ? and id = ?", (compartment, file))
    count = connection.one("select count(*) from chunk where compartment = ? and attachment = ?", (compartment, file))
    return total is None or count < total
