"""What is read and written at once for a whole page of changes: what was found, and the statements. Rows as `schema` makes them."""

from dataclasses import dataclass, field
from typing import LiteralString

from facilitator_app.central.store import Held
from facilitator_app.ledger.chain import Head
from facilitator_app.ledger.fold import Document
from facilitator_app.records import codec


@dataclass(frozen=True, slots=True)
class Sought:
    """Ids that were looked for at once: where they stand in the log, and what of them is held."""

    ids: set[str]
    at: dict[str, int]
    held: dict[str, Held]


NOTHING = Sought(set(), {}, {})


Appended = tuple[int, str, str, bytes, bytes]  # position, id, chain, digest, bytes


@dataclass(slots=True)
class Page:
    """Changes of one compartment that one laptop sent together, in the transaction that holds its lock: read before, written behind."""

    compartment: str
    head: Head
    erased: frozenset[str] | None
    sought: "Sought"
    documents: dict[str, Document]
    kept: set[str] = field(default_factory=set)
    appended: list[Appended] = field(default_factory=list)
    known: dict[tuple[str, str], object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What was read of many compartments at once, in one snapshot."""

    names: set[str] = field(default_factory=set)
    heads: dict[str, Head] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    ever: dict[str, set[str]] = field(default_factory=dict)
    sought: dict[str, Sought] = field(default_factory=dict)


def read_document(live: str, dead: str, authors: str) -> Document:
    found = codec.from_json(live.encode()), codec.from_json(dead.encode()), codec.from_json(authors.encode())
    return Document(found[0], {name: set(ids) for name, ids in found[1].items()}, set(found[2]))


def kept(document: Document) -> tuple[str, str, str]:
    """A record as a row: what is live, what is dead, and who wrote it."""
    dead = {name: sorted(ids) for name, ids in document.dead.items()}
    live, dead_text, authors = (codec.to_json(part).decode() for part in (document.live, dead, sorted(document.authors)))
    return live, dead_text, authors


APPEND: LiteralString = (
    "INSERT INTO change (tenant, compartment, at, id, chain, digest, body, received) "
    "SELECT %(tenant)s, %(compartment)s, at, id, chain, digest, body, now() "
    "FROM unnest(%(at)b::bigint[], %(ids)b::text[], %(chains)b::text[], %(digests)b::bytea[], %(bodies)b::bytea[]) "
    "AS one(at, id, chain, digest, body)"
)
MOVE_HEAD: LiteralString = (
    "UPDATE compartment SET at = %(at)s, chain = %(chain)s WHERE tenant = %(tenant)s AND compartment = %(compartment)s"
)
KEEP: LiteralString = (
    "INSERT INTO record (tenant, compartment, record, live, dead, authors) "
    "SELECT %(tenant)s, %(compartment)s, record, live::json, dead::json, authors::json "
    "FROM unnest(%(records)b::text[], %(live)b::text[], %(dead)b::text[], %(authors)b::text[]) AS one(record, live, dead, authors) "
    "ON CONFLICT (tenant, compartment, record) "
    "DO UPDATE SET live = EXCLUDED.live, dead = EXCLUDED.dead, authors = EXCLUDED.authors"
)
ERASURE: tuple[LiteralString, ...] = (
    "DELETE FROM change WHERE tenant = %(tenant)s AND compartment = %(compartment)s",
    "DELETE FROM record WHERE tenant = %(tenant)s AND compartment = %(compartment)s",
    "DELETE FROM held WHERE tenant = %(tenant)s AND compartment = %(compartment)s AND id = ANY(%(ids)s)",
    "DELETE FROM piece WHERE tenant = %(tenant)s AND compartment = %(compartment)s",
    "DELETE FROM conflict WHERE tenant = %(tenant)s AND compartment = %(compartment)s",
    "DELETE FROM reason WHERE tenant = %(tenant)s AND compartment = %(compartment)s",
    "DELETE FROM erased WHERE tenant = %(tenant)s AND compartment = %(compartment)s",
    "INSERT INTO erased (tenant, compartment, id) SELECT %(tenant)s, %(compartment)s, unnest(%(ids)s::text[])",
    "UPDATE allocation SET role = '' WHERE tenant = %(tenant)s AND compartment = %(compartment)s",
    "UPDATE compartment SET at = 0, chain = %(chain)s, erased = true WHERE tenant = %(tenant)s AND compartment = %(compartment)s",
)
