"""The laptop as a witness: the last checkpoint that its service has shown it, and whether it was shown another history.

Kept in `meta`, for it is small and belongs to no case. Whatever stands here, nothing is held back for it and nothing stops.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from facilitator_app.ledger.checkpoint import Checkpoint, Judged, judged
from facilitator_app.records import codec
from facilitator_app.vault.vault import Vault

_KEPT = "checkpoint"  # in `meta`


@dataclass(frozen=True, slots=True)
class Witness:
    """`last`: the newest checkpoint that was believed. `other`: one that cannot stand behind it, and `noticed`: when it was shown (UTC); `told`:
    whether the service has heard of it. `restored`: when the service said that it was put back from a copy (UTC, this laptop's clock).
    """

    last: Checkpoint | None = None
    other: Checkpoint | None = None
    noticed: str = ""
    told: bool = False
    restored: str = ""

    @property
    def saw(self) -> str:
        """As a question says it; empty before the first."""
        return self.last.name if self.last else ""

    @property
    def forked(self) -> str:
        """What the service has yet to hear of; empty for nothing."""
        return self.other.name if self.other and not self.told else ""

    def shown(self, came: Checkpoint, service: str, public: bytes, now: str) -> "Witness":
        """After another checkpoint came."""
        what = judged(self.last, came, service, public)
        if what is Judged.NEWER:
            return replace(self, last=came)
        if what is Judged.RESTORED:  # it says so itself, and signs it: what it was shown before is over, and so is a doubt
            return Witness(last=came, restored=now)
        if what is Judged.FORK and (self.other is None or came.digest != self.other.digest):
            return replace(self, other=came, noticed=self.noticed or now, told=False)
        return self


def kept(vault: Vault) -> Witness:
    """What is kept; an empty one before the first checkpoint."""
    found = vault.remembered(_KEPT)
    return codec.convert(codec.from_json(found), Witness) if found else Witness()


def keep(vault: Vault, change: Callable[[Witness], Witness]) -> None:
    """Writes down what has changed of it."""
    before = kept(vault)
    after = change(before)
    if after != before:
        vault.remember(_KEPT, codec.to_json(after))
