"""Who a service is: its name and its keys, in one file of its folder that only its user can read. They stand in no database and in no dump."""

import os
import re
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Self

from facilitator_app.errors import Trouble
from facilitator_app.ledger.envelope import OpeningKey
from facilitator_app.ledger.seals import SigningKey, b64, expanded, seal, unb64, unseal
from facilitator_app.records import codec

_FILE = "service.json"
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


@dataclass(frozen=True, slots=True)
class Identity:
    """`recovery`: the public half of the key to which laptops seal what they must keep and may not read. The other half is on paper."""

    service: str
    signing: SigningKey = field(repr=False)
    opening: OpeningKey = field(repr=False)
    recovery: bytes

    def sealed(self, secret: bytes, bound_to: str) -> bytes:
        """A secret as it may stand in the database."""
        return seal(self._closing_key(), secret, bound_to.encode())

    def unsealed(self, sealed: bytes, bound_to: str) -> bytes:
        """The reverse. Raises `NotOpened`."""
        return unseal(self._closing_key(), sealed, bound_to.encode())

    def _closing_key(self) -> bytes:
        return expanded(self.opening.private_bytes(), self.service.encode(), b"secrets in the database")

    @classmethod
    def fresh(cls, service: str, recovery: bytes) -> Self:
        """With new keys. Raises `Trouble` for a name that could not stand in an address."""
        if not _NAME.fullmatch(service):
            raise Trouble("A service's name is of small letters, digits and hyphens, at most 40.", "Take another, such as “severnside”.")
        return cls(service, SigningKey(), OpeningKey(), recovery)


@dataclass(frozen=True, slots=True)
class _Written:
    service: str
    signing: str = field(repr=False)
    opening: str = field(repr=False)
    recovery: str


def is_in(folder: Path) -> bool:
    """Whether a service was made in this folder."""
    return (folder / _FILE).exists()


def write(folder: Path, identity: Identity) -> None:
    """Whole or not at all. Raises `FileExistsError` where there is one: keys that laptops hold are never written over."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    private = (b64(identity.signing.private_bytes()), b64(identity.opening.private_bytes()))
    written = _Written(identity.service, *private, b64(identity.recovery))
    fresh = folder / f"{_FILE}.new"
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(codec.to_json(asdict(written)))
        file.flush()
        os.fsync(file.fileno())
    os.link(fresh, folder / _FILE)
    fresh.unlink()


def read(folder: Path) -> Identity:
    """Raises `Trouble` where there is none, or where it is not as it was written."""
    try:
        found = codec.convert(codec.object_from_json((folder / _FILE).read_bytes()), _Written)
        keys = SigningKey(unb64(found.signing)), OpeningKey(unb64(found.opening))
        return Identity(found.service, *keys, unb64(found.recovery))
    except FileNotFoundError as problem:
        raise Trouble("There is no service in this folder.", "Make one with “facilitator-central init”.") from problem
    except (codec.Unreadable, ValueError) as problem:
        raise Trouble("The keys of this service are damaged.", "Put the file “service.json” back from your copy of it.") from problem
