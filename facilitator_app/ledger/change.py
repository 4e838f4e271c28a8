"""A change: one person's save of some fields of one record. Its bytes are kept, hashed, relayed and never written again.

The bytes are a JSON object whose last member is the signature over all that stands before it, so they read well in any tool and carry
their proof with them. The short keys are the wire's; nothing else knows them.
"""

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, TypeGuard

from facilitator_app.ledger.seals import SigningKey, b64, short_digest, unb64, verified
from facilitator_app.records import codec

SCHEMA = 1
LIMIT_BYTES = 256 * 1024  # longer prose becomes an attachment
LIMIT_NAME = 200  # letters of an id, a compartment or a person: keys of tables, which can hold neither more nor a NUL

_SIGNATURE = re.compile(rb',"sig":"([A-Za-z0-9_-]{86})"}\Z')
_STRINGS = {"c": "compartment", "e": "record", "t": "kind", "u": "author", "k": "key", "at": "at", "n": "salt"}


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
        return read(body).compartment
    except NotAChange:
        return ""


def record_of(body: bytes) -> str:
    """The record that the bytes name; empty when they are no change."""
    try:
        return read(body).record
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
    if len(body) > LIMIT_BYTES:
        raise NotAChange("over the limit")
    try:
        found = codec.object_from_json(body)
    except codec.Unreadable as problem:
        raise NotAChange("not JSON") from problem
    if any(not _name(found.get(short)) for short in _STRINGS):
        raise NotAChange("a member is missing, or is no name")
    values, replaces, schema, off = found.get("set"), found.get("sup"), found.get("sv"), found.get("off", 0)
    if not isinstance(values, dict) or not _whole(schema) or not _whole(off):
        raise NotAChange("a member has another shape")
    if not isinstance(replaces, dict) or any(not _ids(ids) for ids in replaces.values()):
        raise NotAChange("what it replaces has another shape")
    return Change(
        id=id_of(body),
        compartment=found["c"],
        record=found["e"],
        kind=found["t"],
        values=MappingProxyType(values),
        replaces=MappingProxyType(replaces),
        author=found["u"],
        key=found["k"],
        at=found["at"],
        schema=schema,
        off_s=off,
    )


def _name(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and len(value) <= LIMIT_NAME and "\0" not in value


def _whole(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def _ids(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def read_signed(body: bytes, public: bytes) -> Change:
    """What the bytes say, signed by `public`. Raises `NotAChange`: size and signature are looked at before anything else."""
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
    change = read(body)
    if change.key != short_digest(public):
        raise NotAChange("it names another key")
    if not codec.every_name_once(body):
        raise NotAChange("a name stands twice")  # another program would read something else in it
    return change
