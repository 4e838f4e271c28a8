"""A checkpoint: what a service signs of itself, over the head of its audit and the heads of all its logs. Each laptop keeps the last that it was
shown, so that a service that later tells another history is noticed by whoever heard the first.

Pure. `judged` is the laptop's side; it decides what is said, and never what is kept or sent.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Self

from facilitator_app.ledger.seals import SigningKey, b64, unb64, verified
from facilitator_app.records import codec

_PURPOSE = b"checkpoint 1\0"
_NAME_LETTERS = 11  # 66 bits of the digest: nobody finds another checkpoint of the same name


class Judged(StrEnum):
    """What a checkpoint is to who has kept another."""

    SAME = "same"
    NEWER = "newer"
    RESTORED = "restored"  # the service says that it was put back from a copy since
    FORK = "fork"  # two histories


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """`number`: from 1, one after the other. `at` and `chain`: the head of the audit. `heads`: the digest of all logs' heads. `made`: when, UTC.
    `restored`: when the service was last put back from a copy, as the gate wrote it down; empty for never. `before`: the digest of the one before.
    """

    service: str
    number: int
    at: int
    chain: str
    heads: str
    made: str
    restored: str = ""
    before: str = ""
    signature: str = field(default="", repr=False)

    def signed(self, key: SigningKey) -> Self:
        """The same with its signature."""
        return replace(self, signature=b64(key.sign(self._said())))

    def is_signed_by(self, public: bytes) -> bool:
        """Whether it is as this key signed it."""
        try:
            return verified(public, unb64(self.signature), self._said())
        except ValueError:
            return False

    @property
    def digest(self) -> str:
        """Of all that it says, without the signature."""
        return b64(hashlib.sha256(self._said()).digest())

    @property
    def name(self) -> str:
        """As a question names it, in a few letters."""
        return f"{self.number} {self.digest[:_NAME_LETTERS]}"

    def _said(self) -> bytes:
        said = (self.service, self.number, self.at, self.chain, self.heads, self.made, self.restored, self.before)
        return _PURPOSE + codec.to_json(said)


def number_in(name: str) -> int:
    """The number in a checkpoint's name; 0 for what is none."""
    number, _, letters = name.partition(" ")
    return int(number) if number.isascii() and number.isdecimal() and len(number) < 19 and letters else 0  # noqa: PLR2004 - fits a bigint


def digest_of_heads(heads: Iterable[tuple[str, int, str]]) -> str:
    """Of (compartment, at, chain) of every log, in any order."""
    return b64(hashlib.sha256(codec.to_json(sorted([*one] for one in heads))).digest())


def judged(seen: Checkpoint | None, came: Checkpoint, service: str, public: bytes) -> Judged:
    """What to think of a checkpoint. A service may be put back from a copy, and says so itself; it may not tell another history as if nothing had
    been, nor one that was over.
    """
    if came.service != service or not came.is_signed_by(public):
        return Judged.FORK
    if seen is None:
        return Judged.NEWER
    if came.digest == seen.digest:
        return Judged.SAME
    if came.restored != seen.restored:
        return Judged.RESTORED if came.restored > seen.restored else Judged.FORK
    return Judged.NEWER if _follows(seen, came) else Judged.FORK


def _follows(seen: Checkpoint, came: Checkpoint) -> bool:
    """Whether one can stand behind the other on one chain, as far as two of them tell."""
    if came.number <= seen.number or came.at < seen.at:
        return False
    if came.at == seen.at and came.chain != seen.chain:
        return False
    return came.number != seen.number + 1 or came.before == seen.digest
