"""What the exchange needs of the service's database, and the plain values that go in and out."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

from facilitator_app.ledger.chain import Head
from facilitator_app.ledger.fold import Document
from facilitator_app.ledger.messages import Dot, StreamHead


@dataclass(frozen=True, slots=True)
class Device:
    """An enrolled laptop. `order` is empty, `messages.WIPE` or `messages.WIPE_NOW`: with either it is revoked.

    `former` is the name that stands in what it wrote before it was enrolled; enrolment has seen to it that it is nobody else's.
    `sealing`: the key to which answers are sealed. One that is not `confirmed` may send, and is sent nothing of a case.
    """

    key: str
    public: bytes
    person: str
    order: str = ""
    former: str = ""
    sealing: bytes = b""
    name: str = ""
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class Held:
    """A change that stands in no log, because a person has to decide. `compartment` is empty where its bytes are no change."""

    id: str
    compartment: str
    device: str
    body: bytes = field(repr=False)
    why: str


@dataclass(frozen=True, slots=True)
class Backups:
    """`next`: the number of the backup that will first hold what is written now. `safe`: of the last one that is off site, -1 for none."""

    next: int = 0
    safe: int = -1


class Store(Protocol):
    """The service's tables. Every method works in the transaction that is open; what is unknown reads as nothing, and nothing is refused."""

    def writing(self, compartment: str) -> AbstractContextManager[None]:
        """One transaction that holds the lock of this compartment's row; "" for what belongs to none. Never two transactions at once."""

    def writing_all(self, compartments: Sequence[str]) -> AbstractContextManager[object]:
        """The same for several, for what people decide about all of them at once. The exchange itself never takes two."""

    def following(self, device: str) -> AbstractContextManager[None]:
        """One transaction that holds the lock of this laptop's row, and of nothing that other laptops need."""

    def reading(self, compartments: Iterable[str] = (), ids: Mapping[str, Sequence[str]] | None = None) -> AbstractContextManager[None]:
        """One snapshot: all that is read in it is of one moment. What is named will be asked for; naming it is only for speed."""

    def expected(self, compartment: str, bodies: Sequence[bytes]) -> None:
        """In `writing`: these will be looked for, and perhaps appended. Only for speed: what is true of each is what it would be without."""

    # Who

    def device(self, key: str) -> Device | None: ...

    def heard(self, device: str) -> None:
        """Notes that it asks now; within an hour is near enough, so that its row is not written again with each question."""

    def enrol(self, device: Device) -> None:
        """Enters a laptop, or writes another order for it."""

    # What is allocated

    def role(self, person: str, compartment: str) -> str:
        """What somebody may do there now; empty for nothing."""

    def leads(self, compartment: str) -> Sequence[str]:
        """Who leads it now."""

    def was_allocated(self, person: str, compartment: str) -> bool:
        """Whether they may do anything there now, or once might."""

    def roles(self, person: str) -> Mapping[str, str]:
        """Everything that is allocated to somebody now."""

    def allocate(self, person: str, compartment: str, role: str) -> None:
        """With an empty role the allocation is ended, and remembered as ended."""

    def is_known(self, compartment: str) -> bool:
        """Whether it was ever heard of: it has a log, was allocated to anybody, or was erased."""

    # Logs

    def head(self, compartment: str) -> Head: ...

    def chain_at(self, compartment: str, at: int) -> str | None:
        """The chain over the first `at` changes; None where there are not so many."""

    def position(self, compartment: str, id: str) -> int | None:
        """Where in the log a change stands, from 1."""

    def entries(self, compartment: str, after: int, upto: int) -> Iterator[bytes]:
        """The changes at positions `after` + 1 to `upto`."""

    def others(self, compartment: str, after: int, upto: int, ids: Collection[str]) -> Iterator[tuple[int, bytes]]:
        """The same with their positions, without these."""

    def dead(self, compartment: str, ids: Collection[str]) -> Iterator[Dot]:
        """Those values of these changes that are replaced by now, of changes that stand in the log, in any order."""

    def append(self, compartment: str, id: str, body: bytes, head: Head) -> None:
        """Writes a change at `head.at`, which is the next position."""

    def document(self, compartment: str, record: str) -> Document:
        """A record as its log left it; a new one where there is none."""

    def keep_document(self, compartment: str, record: str, document: Document) -> None: ...

    # What waits for a person

    def held(self, id: str, compartment: str | None = None) -> Held | None:
        """`compartment`: where it is known, so that nothing else is looked at."""

    def hold(self, held: Held) -> None:
        """Keeps it, or writes another reason for it."""

    def held_of(self, device: str) -> tuple[int, int]:
        """How many changes that a laptop brought wait for a person, and how many bytes. What is decided does not count."""

    def release(self, id: str) -> None:
        """Forgets that it was held."""

    def release_files(self, held: Held) -> None:
        """A held change was accepted: pieces of files that it names, which its laptop brought, are kept apart no more."""

    def held_in(self, compartment: str) -> Iterable[Held]: ...

    # Erased

    def erased(self, compartment: str) -> frozenset[str] | None:
        """The ids that were erased with a compartment; None where it was not erased."""

    def erase(self, compartment: str, ids: frozenset[str]) -> None:
        """Takes log, documents, allocations and what was held of a compartment away for good, and leaves the ids.

        What was held and is not among the ids came later, and stays.
        """

    # Streams and backups

    def stream(self, id: str) -> StreamHead | None: ...

    def keep_stream(self, device: str, stream: StreamHead) -> None: ...

    def alert(self, device: str, stream: str) -> None:
        """Notes that a laptop gave up a stream: it, or the service, was restored or copied."""

    def backups(self) -> Backups: ...
