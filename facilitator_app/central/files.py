"""`/v1/put` and `/v1/get`: pieces of attachments, which only laptops can read, and what a field said before.

A piece is put once: the same again is fine, another in its place changes nothing. What somebody brings who may not write there is kept apart,
for that laptop alone, until a change of theirs that names the file is accepted: nobody is first in a file of somebody else's. Where such a change
stands in the log already, its file may come: an allocation that ends between the two would else leave everybody with a record and no page.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby

from facilitator_app.central import pages, pieces, pushes
from facilitator_app.central.pieces import STANDS
from facilitator_app.central.postgres import PostgresStore
from facilitator_app.central.session import Session
from facilitator_app.central.store import Device
from facilitator_app.ledger import chain
from facilitator_app.ledger import change as changes
from facilitator_app.ledger import messages as say
from facilitator_app.ledger.messages import Item
from facilitator_app.ledger.messages_files import OTHER, GetAnswer, GetQuestion, PutAnswer, PutQuestion

MOST_PIECE = 256 * 1024 + 64  # ciphertext, with its nonce and tag
MOST_PIECES = 128  # of one file: 20 MB is what a laptop takes, and some room
MOST_IN_COMPARTMENT = 8192  # pieces, 2 GB
_MOST_HISTORY = 1024 * 1024


def put(session: Session, device: Device, asked: PutQuestion, piece: bytes) -> PutAnswer:
    """Takes a piece, or says why not."""
    store, place = PostgresStore(session), asked.compartment
    with session.writing(place):
        is_writer = not device.order and store.role(device.person, place) in say.WRITERS
        writes = store.erased(place) is None and (is_writer or pieces.is_named(session, place, asked.file, (device.person, device.former)))
        whose = STANDS if writes else device.key
        there = dict(pieces.there(session, place, asked.file, whose))
        total = pieces.total(session, place, asked.file, whose)
        if asked.total != (total or asked.total) or there.get(asked.number, chain.digest(piece)) != chain.digest(piece):
            return PutAnswer(_ranges(there), OTHER)
        if asked.number not in there:
            if _is_full(session, device, place, piece, writes=writes):
                return PutAnswer(_ranges(there), say.FULL)
            session.do(
                "INSERT INTO piece (tenant, compartment, file, whose, number, total, digest, data) "
                "VALUES (%(tenant)s, %(compartment)s, %(file)s, %(whose)s, %(number)s, %(total)s, %(digest)s, %(data)s)",
                compartment=place, file=asked.file, whose=whose, number=asked.number, total=asked.total, digest=chain.digest(piece), data=piece,
            )  # fmt: skip
    return PutAnswer(_ranges([*there, asked.number]), say.OK if writes else say.HELD)


def _is_full(session: Session, device: Device, compartment: str, piece: bytes, *, writes: bool) -> bool:
    if writes:
        row = session.do(
            "SELECT count(*) FROM piece WHERE tenant = %(tenant)s AND compartment = %(compartment)s AND whose = ''", compartment=compartment
        ).fetchone()
        return row is not None and row[0] >= MOST_IN_COMPARTMENT
    row = session.do(
        "SELECT coalesce(sum(length(data)), 0) FROM piece WHERE tenant = %(tenant)s AND whose = %(whose)s", whose=device.key
    ).fetchone()
    return row is not None and row[0] + len(piece) > pushes.MOST_HELD_BYTES


def get(session: Session, device: Device, asked: GetQuestion) -> tuple[GetAnswer, bytes]:
    """What is there for who asks, and the piece. Of what is not allocated to them as of what never was: nothing."""
    with session.reading():
        store = PostgresStore(session)
        if device.order or not device.confirmed or not store.role(device.person, asked.compartment):
            return GetAnswer(), b""
        if not asked.file:
            return GetAnswer(items=tuple(_history(store, asked))), b""
        there = dict(pieces.there(session, asked.compartment, asked.file, STANDS))
        answer = GetAnswer(_ranges(there), pieces.total(session, asked.compartment, asked.file, STANDS))
        row = session.do(
            "SELECT data FROM piece WHERE tenant = %(tenant)s AND compartment = %(compartment)s AND file = %(file)s AND whose = '' "
            "AND number = %(number)s",
            compartment=asked.compartment, file=asked.file, number=asked.number if asked.number is not None else -1,
        ).fetchone()  # fmt: skip
    return answer, bytes(row[0]) if row else b""


def _history(store: PostgresStore, asked: GetQuestion) -> Iterator[Item]:
    """What a field said, the newest first, as far as an answer holds it."""
    left = _MOST_HISTORY
    bodies = [body for body in store.entries(asked.compartment, 0, store.head(asked.compartment).at) if _says(body, asked)]
    for body in reversed(bodies):
        left -= len(body)
        if left < 0:
            return
        yield Item(body.decode(), pages.dead_fields(store, changes.read(body)))


def _says(body: bytes, asked: GetQuestion) -> bool:
    change = changes.read(body)
    return change.record == asked.record and asked.field in change.values


def _ranges(numbers: Iterable[int]) -> str:
    """As the answers say it: "0-41,43"."""
    runs = [[number for _, number in run] for _, run in groupby(enumerate(sorted(set(numbers))), key=lambda one: one[1] - one[0])]
    return ",".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
