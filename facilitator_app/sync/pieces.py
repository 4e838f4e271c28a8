"""Attachments, piece by piece: what to put and what to get, and what the answers do. A question holds one piece, so that a line which breaks
costs no more than that.
"""

from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from facilitator_app.ledger import messages
from facilitator_app.ledger.messages import FULL, Malformed
from facilitator_app.ledger.messages_files import OTHER, GetAnswer, GetQuestion, PutAnswer, PutQuestion
from facilitator_app.sync.asking import Service
from facilitator_app.sync.reasons import NotAnswered, Reason

PUT, GET = "/v1/put", "/v1/get"
M = TypeVar("M")


class Lacking(Protocol):
    """As the vault names it: one piece that is not here."""

    @property
    def compartment(self) -> str: ...
    @property
    def file(self) -> str: ...
    @property
    def number(self) -> int: ...


class Piece(Lacking, Protocol):
    """As the vault gives it: one piece of a file."""

    @property
    def total(self) -> int: ...
    @property
    def body(self) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Came:
    """A piece that came: of how many, and its bytes; nothing where the service has it not."""

    total: int
    body: bytes = field(repr=False)


def put(service: Service, piece: Piece) -> bytes:
    """The question that brings a piece."""
    return service.sealed(PUT, messages.written(PutQuestion(piece.compartment, piece.file, piece.number, piece.total)), piece.body)


def was_put(service: Service, asked: bytes, body: bytes) -> str | None:
    """Which pieces the service has now, or None where it does not take this one. Raises `NotAnswered`."""
    answer = _read(service.opened(PUT, body, asked).text, PutAnswer)
    return None if answer.status in (FULL, OTHER) else answer.have


def get(service: Service, wanted: Lacking) -> bytes:
    """The question that asks for a piece."""
    return service.sealed(GET, messages.written(GetQuestion(wanted.compartment, wanted.file, wanted.number)))


def got(service: Service, asked: bytes, body: bytes) -> Came:
    """What came. Raises `NotAnswered`."""
    letter = service.opened(GET, body, asked)
    return Came(_read(letter.text, GetAnswer).total, letter.chunk)


def _read(text: bytes, kind: type[M]) -> M:
    try:
        return messages.read(text, kind)
    except Malformed as problem:
        raise NotAnswered(Reason.STRANGER) from problem
