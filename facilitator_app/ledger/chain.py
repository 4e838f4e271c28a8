"""The hash chain of a list of changes: of a compartment's log at the centre, and of the stream in which one laptop sends.

Whoever remembers a place in a list can tell later whether the list before it is still the same. Pure, and knows no list.
"""

import hashlib
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import NamedTuple

from facilitator_app.ledger.seals import b64

DIGEST_BYTES = 32


class Head(NamedTuple):
    """A place in a list: how many changes stand up to it, and the chain over all of them (43 characters)."""

    at: int
    chain: str

    def after(self, digest: bytes) -> "Head":
        """The place behind one more change. `digest` is of its bytes, so that the chain holds when the bytes are erased one day."""
        return Head(self.at + 1, b64(hashlib.sha256(self.chain.encode("ascii") + digest).digest()))


START = Head(0, b64(bytes(DIGEST_BYTES)))
"""Before the first change of any list."""


def digest(body: bytes) -> bytes:
    """32 bytes for a change's bytes: SHA-256, not shortened as its id is."""
    return hashlib.sha256(body).digest()


def heads(base: Head, bodies: Iterable[bytes]) -> Iterator[Head]:
    """Every place from `base` on, over changes that follow it: one more than there are changes."""
    return accumulate(map(digest, bodies), Head.after, initial=base)


def last(base: Head, bodies: Iterable[bytes]) -> Head:
    """The place behind all of them."""
    *_, place = heads(base, bodies)
    return place
