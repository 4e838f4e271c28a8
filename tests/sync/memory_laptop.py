"""A workbook in memory: the exchange's store on a laptop, which can be backed up, restored and copied, and dies where it is told to."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from facilitator_app.ledger import change as changes
from facilitator_app.ledger import parcel as parcels_of
from facilitator_app.ledger.change import Change
from facilitator_app.ledger.envelope import OpeningKey
from facilitator_app.ledger.fold import Document
from facilitator_app.ledger.messages import PublicKey, Stream
from facilitator_app.ledger.messages_enrol import EnrolAnswer
from facilitator_app.ledger.seals import SigningKey, b64, fresh_id
from facilitator_app.sync.store import Parcel

Place = tuple[str, str, str]  # compartment, record, field


SERVICE, OPENING, RECOVERY = "the service", OpeningKey(b"\x05" * 32), OpeningKey(b"\x06" * 32)
PARCELS_TO = parcels_of.Recipients(SERVICE, (OPENING.public, RECOVERY.public))


@lru_cache(maxsize=100_000)
def unsealed(body: bytes, *keys: OpeningKey) -> bytes:
    """What is in a parcel that one of these keys opens; all else as it is."""
    for key in keys if parcels_of.is_parcel(body) else ():
        with suppress(parcels_of.NotAParcel):
            return parcels_of.opened(body, key, SERVICE)
    return body


ENROLLED = EnrolAnswer("", "", SERVICE, b64(SigningKey(b"\x04" * 32).public), b64(OPENING.public), b64(RECOVERY.public))


class Killed(Exception):
    """The process ended here."""


def copied(document: Document) -> Document:
    """Another document that says the same."""
    live = {name: dict(values) for name, values in document.live.items()}
    return Document(live, {name: set(ids) for name, ids in document.dead.items()}, set(document.authors))


@dataclass
class Part:
    """What is here of one compartment."""

    cursor: str | None = None
    bodies: dict[str, bytes] = field(default_factory=dict)
    replaced: set[tuple[str, str]] = field(default_factory=set)  # (change, field), by the service's word
    documents: dict[str, Document] = field(default_factory=dict)

    def copy(self) -> "Part":
        return Part(self.cursor, dict(self.bodies), set(self.replaced), {name: copied(one) for name, one in self.documents.items()})


@dataclass
class Kept:
    """All that is on this laptop's disk."""

    stream: Stream
    signing: SigningKey
    outbox: list[bytes] = field(default_factory=list)
    unsent: list[bytes] = field(default_factory=list)
    drafts: dict[Place, tuple[Any, tuple[str, ...]]] = field(default_factory=dict)
    parts: dict[str, Part] = field(default_factory=dict)
    parcels: dict[str, tuple[Parcel, bytes]] = field(default_factory=dict)
    doubts: set[str] = field(default_factory=set)
    keys: dict[str, PublicKey] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    refused: list[tuple[str, str]] = field(default_factory=list)
    waiting: dict[str, str] = field(default_factory=dict)  # held change -> why

    def copy(self) -> "Kept":
        return replace(
            self,
            outbox=list(self.outbox),
            unsent=list(self.unsent),
            drafts=dict(self.drafts),
            parts={name: part.copy() for name, part in self.parts.items()},
            parcels=dict(self.parcels),
            doubts=set(self.doubts),
            keys=dict(self.keys),
            hidden=set(self.hidden),
            refused=list(self.refused),
            waiting=dict(self.waiting),
        )


class Laptop:
    """One laptop. `begun`: editors that are open, with what stood in them; they are on the screen and on no disk."""

    def __init__(self, person: str, key: SigningKey, parcels_to: parcels_of.Recipients = PARCELS_TO) -> None:
        self.person, self.parcels_to = person, parcels_to
        self.kept = Kept(Stream(fresh_id()), key)
        self.begun: dict[Place, tuple[str, ...]] = {}
        self.at = "2026-03-02T10:00:00Z"  # this laptop's clock
        self.steps_left: int | None = None

    def step(self) -> None:
        """One thing is written; or the process ends."""
        if self.steps_left is not None:
            self.steps_left -= 1
            if self.steps_left < 0:
                raise Killed

    # What somebody does here

    def standing(self, place: Place) -> tuple[str, ...]:
        compartment, record, name = place
        part = self.kept.parts.get(compartment, Part())
        return part.documents.get(record, Document()).standing(name)

    def begin(self, place: Place) -> None:
        """Goes into a field."""
        if place not in self.kept.drafts:
            self.begun[place] = self.standing(place)

    def type(self, place: Place, value: Any) -> None:
        """What is typed is on the disk as a draft, with what it replaces: what stood there when editing began."""
        before = self.kept.drafts.get(place)
        base = before[1] if before else self.begun.pop(place, self.standing(place))
        self.kept.drafts[place] = (value, base)

    def seal(self) -> None:
        """Makes changes of drafts."""
        by_record: dict[tuple[str, str], list[tuple[str, Any, tuple[str, ...]]]] = {}
        for (compartment, record, name), (value, base) in self.kept.drafts.items():
            by_record.setdefault((compartment, record), []).append((name, value, base))
        for (compartment, record), typed in by_record.items():
            body = changes.written(
                self.kept.signing,
                compartment=compartment, record=record, kind="contact", author=self.person, at=self.at,
                values={name: value for name, value, _ in typed}, replaces={name: base for name, _, base in typed},
            )  # fmt: skip
            self.take(changes.read(body), body)
            self.kept.unsent.append(body)
        self.kept.drafts.clear()

    def live(self) -> Mapping[str, Mapping[str, Mapping[str, Mapping[str, Any]]]]:
        """What stands, by compartment, record and field; records of which nothing stands left out."""
        return {
            name: {record: document.live for record, document in part.documents.items() if document.live}
            for name, part in self.kept.parts.items()
        }

    def bodies(self) -> list[bytes]:
        """Every change that is anywhere on this laptop."""
        kept = self.kept
        parts = [body for part in kept.parts.values() for body in part.bodies.values()]
        return [*parts, *kept.outbox, *kept.unsent, *(body for _, body in kept.parcels.values())]

    # The exchange's store

    @contextmanager
    def transaction(self) -> Iterator[None]:
        before = self.kept.copy()
        try:
            yield
        except BaseException:
            self.kept = before
            raise

    def is_own(self, change: Change) -> bool:
        return change.author == self.person

    def sealed(self) -> Sequence[bytes]:
        self.seal()
        return list(self.kept.unsent)

    def is_unfinished(self, compartment: str) -> bool:
        drafted = any(place[0] == compartment for place in self.kept.drafts)
        return drafted or compartment in map(changes.compartment_of, self.kept.unsent)

    def stream(self) -> Stream:
        return self.kept.stream

    def keep_stream(self, stream: Stream) -> None:
        self.step()
        self.kept.stream = stream

    def outbox(self, after: int = 0) -> Iterator[bytes]:
        return iter(self.kept.outbox[after:])

    def send(self, bodies: Sequence[bytes]) -> None:
        for body in bodies:
            self.step()
            self.kept.outbox.append(body)
            self.kept.unsent = [one for one in self.kept.unsent if one != body]

    def sent(self, count: int) -> None:
        self.step()
        del self.kept.outbox[:count]

    def cursors(self) -> Mapping[str, str | None]:
        return {name: part.cursor for name, part in self.kept.parts.items()}

    def _part(self, compartment: str) -> Part:
        return self.kept.parts.setdefault(compartment, Part())

    def keep_cursor(self, compartment: str, cursor: str | None) -> None:
        self.step()
        self._part(compartment).cursor = cursor

    def ids(self, compartment: str) -> Collection[str]:
        return self.kept.parts.get(compartment, Part()).bodies.keys()

    def body(self, compartment: str, id: str) -> bytes | None:
        return self.kept.parts.get(compartment, Part()).bodies.get(id)

    def take(self, change: Change, body: bytes) -> None:
        self.step()
        part = self._part(change.compartment)
        if change.id not in part.bodies:
            part.bodies[change.id] = body
            part.documents.setdefault(change.record, Document()).apply(change)

    def replaced(self, change: Change, fields: Iterable[str]) -> None:
        self.step()
        part = self._part(change.compartment)
        part.replaced |= {(change.id, name) for name in fields}
        self._lay(part, change)

    def _lay(self, part: Part, change: Change) -> None:
        """Lays the service's word over a record: as if a change of the same author had replaced them, and said nothing."""
        names = {name: (change.id,) for id, name in part.replaced if id == change.id}
        part.documents.setdefault(change.record, Document()).apply(replace(change, id="", values={}, replaces=names))

    def forget_replaced(self, compartment: str) -> None:
        self.step()
        self._part(compartment).replaced.clear()

    def refold(self, compartment: str) -> None:
        self.step()
        part = self._part(compartment)
        part.documents = {}
        for body in part.bodies.values():
            change = changes.read(body)
            part.documents.setdefault(change.record, Document()).apply(change)
            self._lay(part, change)

    def drop(self, compartment: str) -> None:
        self.step()
        self.kept.parts.pop(compartment, None)
        self.kept.hidden.discard(compartment)

    def allowed(self, roles: Mapping[str, str], ended: Iterable[str]) -> None:
        self.step()
        self.kept.hidden = set(ended)

    def waits(self, change: Change, why: str) -> None:
        self.step()
        self.kept.waiting[change.id] = why

    def put_away(self, compartment: str, id: str, backup: int) -> None:
        self.step()
        self.kept.parcels[id] = (
            Parcel(id, compartment, backup),
            parcels_of.sealed(self._part(compartment).bodies.pop(id), self.parcels_to),
        )

    def parcels(self) -> Sequence[Parcel]:
        return [parcel for parcel, _ in self.kept.parcels.values()]

    def parcel(self, id: str) -> bytes:
        return self.kept.parcels[id][1]

    def keep_parcel(self, parcel: Parcel) -> None:
        self.step()
        self.kept.parcels[parcel.id] = (parcel, self.kept.parcels[parcel.id][1])

    def discard(self, id: str) -> None:
        self.step()
        del self.kept.parcels[id]

    def doubts(self) -> Collection[str]:
        return self.kept.doubts

    def doubt(self, compartment: str) -> None:
        self.step()
        self.kept.doubts.add(compartment)

    def settle(self, compartment: str) -> None:
        self.step()
        self.kept.doubts.discard(compartment)

    def key(self, fingerprint: str) -> PublicKey | None:
        return self.kept.keys.get(fingerprint)

    def trust(self, fingerprint: str, key: PublicKey) -> None:
        self.step()
        self.kept.keys[fingerprint] = key

    def refused(self, compartment: str, id: str) -> None:
        self.step()
        self.kept.refused.append((compartment, id))

    def destroy(self) -> None:
        self.step()
        self.kept = Kept(Stream(fresh_id()), SigningKey())
