"""A change: one person's save of some fields of one record. Its bytes are kept, hashed, relayed and never written again.

The bytes are a JSON object whose last member is the signature over all that stands before it, so they read well in any tool and carry
their proof with them. The short keys are the wire's; nothing else knows them.
"""

import os
import re
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import starmap
from types import MappingProxyType
from typing import Any, TypeGuard

from facilitator_app.ledger.seals import SigningKey, b64, short_digest, unb64, verified
from facilitator_app.records import codec

SCHEMA = 1
LIMIT_BYTES = 256 * 1024  # longer prose becomes an attachment
LIMIT_NAME = 200  # letters of an id, a compartment or a person: keys of tables, which can hold neither more nor a NUL

_MANY, _MOST_THREADS = 32, 8  # fewer are looked at faster than threads begin
_SIGNATURE = re.compile(rb',"sig":"([A-Za-z0-9_-]{86})"}\Z')
_NUL = b"\\u0000"  # as JSON must spell it


class NotAChange(ValueError):
    """Bytes that are no change, or whose signature is not that of the key they name."""


class OverLimit(ValueError):
    """More words than one change may hold."""


@dataclass(frozen=True, slots=True)
class Change:
    """What the bytes say. `replaces` names, for each field, the values that stood on the author's screen when they began."""

    id: str
    compartment: str
    record: str
    kind: str
    values: Mapping[str, Any] = field(repr=False)
    replaces: Mapping[str, Sequence[str]] = field(repr=False)
    author: str = field(repr=False)
    key: str
    at: str  # the author's clock, UTC, ISO 8601. For the eye: it decides nothing
    schema: int
    off_s: int = 0  # how wrong that clock was thought to be


def id_of(body: bytes) -> str:
    """The id of a change is what its bytes say it is: 22 characters of SHA-256."""
    return short_digest(body)


def compartment_of(body: bytes) -> str:
    """The compartment that the bytes name; empty when they are no change."""
    try:
        return _wire(body).c
    except NotAChange:
        return ""


def key_of(body: bytes) -> str:
    """The fingerprint of the key that the bytes name; empty when they are no change."""
    try:
        return _wire(body).k
    except NotAChange:
        return ""


def record_of(body: bytes) -> str:
    """The record that the bytes name; empty when they are no change."""
    try:
        return _wire(body).e
    except NotAChange:
        return ""


def written(
    key: SigningKey,
    *,
    compartment: str,
    record: str,
    kind: str,
    values: Mapping[str, Any],
    replaces: Mapping[str, Sequence[str]],
    author: str,
    at: str,
) -> bytes:
    """The signed bytes of a new change. Raises `OverLimit` when they would be over 256 KiB."""
    plain = codec.to_json(
        {
            "c": compartment,
            "e": record,
            "t": kind,
            "set": dict(values),
            "sup": {name: sorted(ids) for name, ids in replaces.items() if ids},
            "u": author,
            "k": key.fingerprint,
            "at": at,
            "off": 0,
            "sv": SCHEMA,
            "n": b64(os.urandom(16)),  # without a salt an erased "yes" could be guessed from its id
        }
    )
    body = plain[:-1] + b',"sig":"' + b64(key.sign(plain)).encode("ascii") + b'"}'
    if len(body) > LIMIT_BYTES:
        raise OverLimit("a change over its limit")
    return body


def read(body: bytes) -> Change:
    """What the bytes say, without asking who signed them. Raises `NotAChange`."""
    found = _wire(body)
    return Change(
        id=id_of(body),
        compartment=found.c,
        record=found.e,
        kind=found.t,
        values=MappingProxyType(found.set),
        replaces=MappingProxyType(found.sup),
        author=found.u,
        key=found.k,
        at=found.at,
        schema=found.sv,
        off_s=found.off,
    )


@dataclass(slots=True)
class _Wire:
    """The members of a change that are looked at."""

    c: str
    e: str
    t: str
    set: dict[str, Any]
    sup: dict[str, list[str]]
    u: str
    k: str
    at: str
    n: str
    sv: Any
    off: Any = 0


_READER = codec.Reader(_Wire)


def _wire(body: bytes) -> _Wire:
    """Raises `NotAChange`."""
    if len(body) > LIMIT_BYTES:
        raise NotAChange("over the limit")
    try:
        found = _READER.read(body)
    except codec.Unreadable as problem:
        raise NotAChange("not JSON, or a member has another shape") from problem
    names = (found.c, found.e, found.t, found.u, found.k, found.at, found.n)
    if max(map(len, names)) > LIMIT_NAME or (_NUL in body and any("\0" in name for name in names)):
        raise NotAChange("a member is no name")
    if not _whole(found.sv) or not _whole(found.off):
        raise NotAChange("a member has another shape")
    return found


def _whole(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def read_signed(body: bytes, public: bytes) -> Change:
    """What the bytes say, signed by `public`. Raises `NotAChange`: size and signature are looked at before anything else."""
    _require_signature(body, public)
    change = read(body)
    require_own_key(change, body, public)
    return change


def all_signed(bodies: Sequence[tuple[bytes, bytes]]) -> list[bool]:
    """Of some bytes, each with a public key, whether they are signed by that. On all processors: the cipher lets others work meanwhile."""
    if len(bodies) < _MANY:
        return list(starmap(_is_signed, bodies))
    share = -(-len(bodies) // min(os.cpu_count() or 1, _MOST_THREADS))
    with ThreadPoolExecutor() as threads:
        parts = threads.map(lambda start: list(starmap(_is_signed, bodies[start : start + share])), range(0, len(bodies), share))
        return [one for part in parts for one in part]


def _is_signed(body: bytes, public: bytes) -> bool:
    try:
        _require_signature(body, public)
    except NotAChange:
        return False
    return True


def require_own_key(change: Change, body: bytes, public: bytes) -> None:
    """The rest of `read_signed`, for bytes that are read and `all_signed`. Raises `NotAChange`."""
    if change.key != short_digest(public):
        raise NotAChange("it names another key")
    if not codec.every_name_once(body):
        raise NotAChange("a name stands twice")  # another program would read something else in it


def _require_signature(body: bytes, public: bytes) -> None:
    if len(body) > LIMIT_BYTES:
        raise NotAChange("over the limit")
    tail = _SIGNATURE.search(body)
    if tail is None:
        raise NotAChange("no signature")
    try:
        signature = unb64(tail.group(1).decode("ascii"))
    except ValueError as problem:
        raise NotAChange("another spelling of a signature") from problem
    if not verified(public, signature, body[: tail.start()] + b"}"):
        raise NotAChange("another key signed it")
