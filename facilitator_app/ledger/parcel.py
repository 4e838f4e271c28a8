"""A parcel: a change of one's own, sealed so that the laptop that keeps it cannot read it any more, and only those it was sealed to can.

    parcel = {"parcel": id, "c": compartment, "to": [the key, sealed by HPKE to one of them, ...], "sealed": AES-256-GCM(the key, the change's bytes)}

Id and compartment stand outside, because a laptop is asked by them whether the service lacks it; they are bound to what is inside. It goes where
a change goes, as a string among strings. Who wrote it is proved by the change's own signature, once it is opened: anybody can seal.
"""

import os
from dataclasses import dataclass

from facilitator_app.ledger import change as changes
from facilitator_app.ledger.envelope import NotAnEnvelope, OpeningKey, sealed_to
from facilitator_app.ledger.seals import KEY_BYTES, NotOpened, b64, seal, unb64, unseal
from facilitator_app.records import codec

MOST_BYTES = 2 * changes.LIMIT_BYTES
"""More than the largest change makes, in base 64."""
START = b'{"parcel":"'
_MOST_RECIPIENTS = 4


class NotAParcel(Exception):
    """No parcel, not sealed to this key, or not what was sealed. Which of them is nobody's to know."""


@dataclass(frozen=True, slots=True)
class Recipients:
    """Who can open it: the service, by its own key and by the one that lies in its safe."""

    service: str
    keys: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class _Written:
    id: str
    compartment: str
    to: tuple[str, ...]
    sealed: str

    def info(self, service: str) -> bytes:
        return codec.to_json(["workbook parcel 1", service, self.compartment, self.id])


def sealed(body: bytes, to: Recipients) -> bytes:
    """A change as a parcel."""
    key, outside = os.urandom(KEY_BYTES), _Written(changes.id_of(body), changes.compartment_of(body), (), "")
    info = outside.info(to.service)
    wraps = [b64(sealed_to(one, key, info)) for one in to.keys]
    return codec.to_json({"parcel": outside.id, "c": outside.compartment, "to": wraps, "sealed": b64(seal(key, body, info))})


def is_parcel(body: bytes) -> bool:
    """Whether these bytes begin as a parcel does; no change does."""
    return body.startswith(START)


def id_of(body: bytes) -> str:
    """The id of the change that these bytes are, or that they hold sealed."""
    found = _read(body) if is_parcel(body) else None
    return found.id if found else changes.id_of(body)


def compartment_of(body: bytes) -> str:
    """The compartment of the change that these bytes are, or that they hold sealed; empty where they are neither."""
    found = _read(body) if is_parcel(body) else None
    return found.compartment if found else changes.compartment_of(body)


def opened(body: bytes, key: OpeningKey, service: str) -> bytes:
    """The change's bytes, of a parcel that was sealed to this key too. Raises `NotAParcel`."""
    found = _read(body)
    if found is None:
        raise NotAParcel
    info = found.info(service)
    for wrap in found.to:
        try:
            plain = unseal(key.opened(unb64(wrap), info), unb64(found.sealed), info)
        except (NotAnEnvelope, NotOpened, ValueError):
            continue
        if (changes.id_of(plain), changes.compartment_of(plain)) == (found.id, found.compartment):
            return plain
    raise NotAParcel


def _read(body: bytes) -> _Written | None:
    if len(body) > MOST_BYTES:
        return None
    try:
        found = codec.object_from_json(body)
    except codec.Unreadable:
        return None
    id, compartment, to, held = (found.get(name) for name in ("parcel", "c", "to", "sealed"))
    names = all(isinstance(one, str) and len(one) <= changes.LIMIT_NAME and "\0" not in one for one in (id, compartment))
    wraps = isinstance(to, list) and len(to) <= _MOST_RECIPIENTS and all(isinstance(one, str) for one in to)
    if not names or not wraps or not isinstance(held, str):
        return None
    return _Written(str(id), str(compartment), tuple(to or ()), held)
