"""What the exchange needs of a workbook, and the plain values that go in and out. `vault` will be one of these; tests have one in memory."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from facilitator_app.ledger.change import Change
from facilitator_app.ledger.messages import PublicKey, Stream


@dataclass(frozen=True, slots=True)
class Parcel:
    """An own change that is kept, out of sight, of a compartment that left this laptop or would not take it.

    `backup` is the number of the service's backup that is the first to hold it: until that one is off site, this may be the last copy.
    """

    id: str
    compartment: str
    backup: int


class Store(Protocol):
    """A workbook's tables. What is unknown reads as nothing; only `transaction` decides when something is on the disk."""

    def transaction(self) -> AbstractContextManager[None]:
        """All that is written in it or, when anything is raised, nothing."""

    # What is made here

    def is_own(self, change: Change) -> bool:
        """Whether the person who uses this workbook wrote it, here or on another laptop."""

    def sealed(self) -> Sequence[bytes]:
        """Makes changes of what is being typed; and gives every change made here that was not yet sent, in the order made."""

    def is_unfinished(self, compartment: str) -> bool:
        """Whether anything of it is not in the outbox yet: drafts, changes that `sealed` has not given, files not yet delivered."""

    # How it is sent

    def stream(self) -> Stream: ...

    def keep_stream(self, stream: Stream) -> None: ...

    def outbox(self, after: int = 0) -> Iterator[bytes]:
        """What the service has not acknowledged, in the order of the stream, without so many at its front. Nothing is read before it is asked
        for, and nothing is written meanwhile.
        """

    def send(self, bodies: Sequence[bytes]) -> None:
        """Puts changes at the end of the outbox."""

    def sent(self, count: int) -> None:
        """Takes so many from the front of the outbox."""

    # Compartments. One is here from the moment that something of it is.

    def cursors(self) -> Mapping[str, str | None]:
        """How far each compartment that is here was pulled, the most wanted first."""

    def keep_cursor(self, compartment: str, cursor: str | None) -> None: ...

    def ids(self, compartment: str) -> Collection[str]:
        """The changes that are here, without parcels."""

    def body(self, compartment: str, id: str) -> bytes | None: ...

    def take(self, change: Change, body: bytes) -> None:
        """Takes in a change of the service's log, once: bytes, document and all that follows from it."""

    def replaced(self, change: Change, fields: Iterable[str]) -> None:
        """Remembers, as the service's word, that these values of a change that is here are replaced, and takes them from its record."""

    def forget_replaced(self, compartment: str) -> None:
        """Forgets what the service said there of what is replaced."""

    def refold(self, compartment: str) -> None:
        """Makes the records of a compartment anew from its changes and from what the service said is replaced."""

    def drop(self, compartment: str) -> None:
        """Forgets a compartment: changes, records, index, files. Parcels stay."""

    def allowed(self, roles: Mapping[str, str], ended: Iterable[str]) -> None:
        """What may be written, as the service says; and what nobody here may see from now on, although it is not dropped yet."""

    def waits(self, change: Change, why: str) -> None:
        """Notes that a change waits for somebody at the service to look at it, and why: for the eye, until it comes back or is given up."""

    # Parcels

    def put_away(self, compartment: str, id: str, backup: int) -> None:
        """Makes a parcel of a change of a compartment, which has it no more: sealed, so that nobody reads it here."""

    def parcels(self) -> Sequence[Parcel]: ...

    def parcel(self, id: str) -> bytes:
        """What of a parcel is sent when the service has lost it: the sealed bytes."""

    def keep_parcel(self, parcel: Parcel) -> None:
        """Writes another backup number for a parcel."""

    def discard(self, id: str) -> None:
        """Forgets a parcel."""

    # Doubts: compartments of which it is not known whether the service has what this laptop has

    def doubts(self) -> Collection[str]: ...

    def doubt(self, compartment: str) -> None: ...

    def settle(self, compartment: str) -> None:
        """Ends a doubt."""

    # Keys

    def key(self, fingerprint: str) -> PublicKey | None: ...

    def trust(self, fingerprint: str, key: PublicKey) -> None: ...

    def refused(self, compartment: str, id: str) -> None:
        """Notes that the service sent a change whose signature or author is not what it says."""

    def destroy(self) -> None:
        """Forgets everything, parcels and keys too, and at once."""
