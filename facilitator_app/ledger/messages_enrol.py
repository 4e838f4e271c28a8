"""`/v1/enrol`: what a laptop and the central service say when they first meet. Read and written by `messages`, proved by `enrolment`."""

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EnrolQuestion:
    """`/v1/enrol`: binds this laptop's keys (base 64) to whoever was given the slip.

    `author` is the name in what was written here so far. It stays its writer's, unless it is somebody else's already.
    """

    locator: str
    signing_key: str
    sealing_key: str
    name: str
    author: str
    nonce: str


@dataclass(frozen=True, slots=True)
class EnrolAnswer:
    """`/v1/enrol`, answered: who this laptop is, and the service's keys, which it keeps for good."""

    device: str
    person: str
    service: str
    signing_key: str
    sealing_key: str
    recovery_key: str


def spoken(signing: bytes, sealing: bytes, service: bytes) -> str:
    """The six digits that a laptop shows and its person reads out on the telephone, where a service wants to hear them before it sends
    anything: of the laptop's two public keys and of the service's signing key, so that nobody stands between the two.
    """
    digest = hashlib.sha256(b"workbook laptop, six digits" + signing + sealing + service).digest()
    return f"{int.from_bytes(digest[:8]) % 1_000_000:06}"
