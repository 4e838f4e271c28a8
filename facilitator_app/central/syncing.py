"""`/v1/sync`, `/v1/put` and `/v1/get` from the bytes of an envelope to the bytes of an envelope. Whatever is not what it should be is refused,
and changes nothing.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from facilitator_app.central import checkpoints, desk, enrolling, exchange, files, parcels, people
from facilitator_app.central.identity import Identity
from facilitator_app.central.postgres import PostgresStore
from facilitator_app.central.session import Session
from facilitator_app.central.store import Device
from facilitator_app.ledger import envelope, messages
from facilitator_app.ledger.change import LIMIT_NAME
from facilitator_app.ledger.envelope import Address, Letter, NotAnEnvelope
from facilitator_app.ledger.messages import Malformed, SyncQuestion
from facilitator_app.ledger.messages_desk import DeskQuestion
from facilitator_app.ledger.messages_files import GetQuestion, PutQuestion

PATH, PUT, GET, DESK = "/v1/sync", "/v1/put", "/v1/get", "/v1/desk"
MOST_BYTES = {PATH: envelope.MOST_BYTES, PUT: 512 * 1024, GET: 16 * 1024, DESK: 64 * 1024}
"""Of a question, for each path."""
_ROLES = {"", messages.READ, messages.EDIT, messages.LEAD}

Q = TypeVar("Q", SyncQuestion, PutQuestion, GetQuestion, DeskQuestion)


class Refused(Exception):
    """What came is not answered. `why` is for the audit alone."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def answered(session: Session, identity: Identity, address: Address, body: bytes, now: str) -> bytes:
    """The answer to a question of the laptop that `address` names. Raises `Refused`. Repeatable, as `exchange.answer` is."""
    device = _device(session, address.device)
    try:
        letter = envelope.opened_question(body, address, key=identity.opening, signer=device.public)
    except NotAnEnvelope as problem:
        raise Refused("no envelope") from problem
    if address.path == DESK:
        said = _at_the_desk(session, identity, device, letter, now)
    elif address.path == PATH:
        said = _synced(session, identity, device, letter, now)
    else:
        said = {PUT: _put, GET: _got}[address.path](session, device, letter, now)
    return envelope.answer(said, address, asked=body, sign=identity.signing, to=device.sealing)


def _synced(session: Session, identity: Identity, device: Device, letter: Letter, now: str) -> Letter:
    asked = _read(letter, SyncQuestion)
    if letter.chunk or not all(map(_is_name, _names(asked))) or not asked.stream.base.chain.isascii():
        raise Refused("no question")
    answer = exchange.answer(PostgresStore(session), device.key, asked, now, parcels.opener(identity))
    manages = not device.order and device.confirmed and people.manages(session, device.person)
    if asked.forked:
        checkpoints.reported(session, device.key, asked.saw, asked.forked)
    days = int(enrolling.setting(session, enrolling.OFFLINE_DAYS) or 0)
    shown = checkpoints.to_show(session, asked.saw)
    return Letter(messages.written(replace(answer, manages=manages, offline_days=days, checkpoint=shown)))


def _at_the_desk(session: Session, identity: Identity, device: Device, letter: Letter, now: str) -> Letter:
    asked = _read(letter, DeskQuestion)
    words = (asked.id, asked.person, asked.other, asked.name, asked.case, *asked.roles)
    if letter.chunk or device.order or not device.confirmed or not all(map(_is_name, words)) or not set(asked.roles.values()) <= _ROLES:
        raise Refused("no question")
    answer = desk.answered(session, identity, device.person, asked, datetime.fromisoformat(now))
    if answer is None:
        raise Refused("no desk")
    return Letter(messages.written(answer))


def _put(session: Session, device: Device, letter: Letter, _now: str) -> Letter:
    asked = _read(letter, PutQuestion)
    fits = 0 < len(letter.chunk) <= files.MOST_PIECE and asked.total <= files.MOST_PIECES
    if not fits or not asked.file or not all(map(_is_name, (asked.compartment, asked.file))):
        raise Refused("no question")
    return Letter(messages.written(files.put(session, device, asked, letter.chunk)))


def _got(session: Session, device: Device, letter: Letter, _now: str) -> Letter:
    asked = _read(letter, GetQuestion)
    if letter.chunk or (asked.number or 0) >= files.MOST_PIECES or not all(map(_is_name, (asked.compartment, asked.file, asked.record))):
        raise Refused("no question")
    answer, piece = files.get(session, device, asked)
    return Letter(messages.written(answer), piece)


def _device(session: Session, key: str) -> Device:
    """As enrolment bound it. Of a laptop that a restore knows half of, the key to which answers are sealed is missing."""
    device = PostgresStore(session).device(key) if _is_name(key) else None
    if device is None or not device.sealing:
        raise Refused("no device")
    return device


def _read(letter: Letter, kind: type[Q]) -> Q:
    try:
        return messages.read(letter.text, kind)
    except Malformed as problem:
        raise Refused("no question") from problem


def _names(asked: SyncQuestion) -> Iterator[str]:
    """All in a question that is looked for in tables. What is pushed is not among it: of that, what cannot be kept in a log is held."""
    yield from (asked.stream.id, asked.stream.after, *asked.cursors, *asked.have, *asked.kept, *asked.later, asked.saw, asked.forked)
    for ids in asked.have.values():
        yield from ids


def _is_name(text: str) -> bool:
    """Whether it could be the key of a table. No laptop of ours sends another."""
    return len(text) <= LIMIT_NAME and "\0" not in text
