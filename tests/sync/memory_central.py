"""The service's database in memory: the exchange's store at the centre, which can be backed up and restored, and dies where it is told to."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace

from memory_laptop import Killed, copied

from facilitator_app.central.store import Backups, Device, Held
from facilitator_app.ledger import change as changes
from facilitator_app.ledger.chain import START, Head
from facilitator_app.ledger.fold import Document
from facilitator_app.ledger.messages import LEAD, REJECTED, Dot, StreamHead


@dataclass
class Log:
    """One compartment: bytes by id in the order of the log, every head it ever had, and its records."""

    bodies: dict[str, bytes] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    heads: list[Head] = field(default_factory=lambda: [START])
    documents: dict[str, Document] = field(default_factory=dict)

    def copy(self) -> "Log":
        return Log(dict(self.bodies), list(self.order), list(self.heads), {name: copied(one) for name, one in self.documents.items()})


@dataclass
class Kept:
    """All that a backup holds."""

    devices: dict[str, Device] = field(default_factory=dict)
    roles: dict[tuple[str, str], str] = field(default_factory=dict)  # empty: ended
    logs: dict[str, Log] = field(default_factory=dict)
    held: dict[str, Held] = field(default_factory=dict)
    erased: dict[str, frozenset[str]] = field(default_factory=dict)
    streams: dict[str, StreamHead] = field(default_factory=dict)
    alerts: list[tuple[str, str]] = field(default_factory=list)
    backups: Backups = field(default_factory=Backups)

    def copy(self) -> "Kept":
        return Kept(
            dict(self.devices),
            dict(self.roles),
            {name: log.copy() for name, log in self.logs.items()},
            dict(self.held),
            dict(self.erased),
            dict(self.streams),
            list(self.alerts),
            self.backups,
        )


class Central:
    """The service. `transactions_left`: after so many it dies, in the middle of the next. `before_reading`: what happens before a snapshot."""

    def __init__(self) -> None:
        self.kept = Kept()
        self.transactions_left: int | None = None
        self.before_reading: Callable[[], None] | None = None
        self._open = False

    @contextmanager
    def writing(self, compartment: str) -> Iterator[None]:
        assert not self._open, "two transactions at once"
        before = self.kept.copy()
        self._open = True
        try:
            yield
            if self.transactions_left is not None:
                self.transactions_left -= 1
                if self.transactions_left < 0:
                    raise Killed
        except BaseException:
            self.kept = before
            raise
        finally:
            self._open = False

    def writing_all(self, compartments: Sequence[str]) -> AbstractContextManager[None]:
        return self.writing("".join(compartments))

    def following(self, device: str) -> AbstractContextManager[None]:
        return self.writing(device)

    def expected(self, compartment: str, bodies: Sequence[bytes]) -> None:
        """Only for speed."""

    @contextmanager
    def reading(self, compartments: Iterable[str] = (), ids: Mapping[str, Sequence[str]] | None = None) -> Iterator[None]:
        if self.before_reading is not None:
            self.before_reading()
        yield

    def device(self, key: str) -> Device | None:
        return self.kept.devices.get(key)

    def heard(self, device: str) -> None:
        """For the eye alone."""

    def enrol(self, device: Device) -> None:
        self.kept.devices[device.key] = device

    def role(self, person: str, compartment: str) -> str:
        return self.kept.roles.get((person, compartment), "")

    def leads(self, compartment: str) -> list[str]:
        return sorted(person for (person, name), role in self.kept.roles.items() if (name, role) == (compartment, LEAD))

    def was_allocated(self, person: str, compartment: str) -> bool:
        return (person, compartment) in self.kept.roles

    def roles(self, person: str) -> Mapping[str, str]:
        return {name: role for (one, name), role in self.kept.roles.items() if one == person and role}

    def allocate(self, person: str, compartment: str, role: str) -> None:
        self.kept.roles[person, compartment] = role

    def is_known(self, compartment: str) -> bool:
        return compartment in self.kept.logs or compartment in self.kept.erased or any(name == compartment for _, name in self.kept.roles)

    def _log(self, compartment: str) -> Log:
        return self.kept.logs.get(compartment) or Log()

    def head(self, compartment: str) -> Head:
        return self._log(compartment).heads[-1]

    def chain_at(self, compartment: str, at: int) -> str | None:
        heads = self._log(compartment).heads
        return heads[at].chain if at < len(heads) else None

    def position(self, compartment: str, id: str) -> int | None:
        log = self._log(compartment)
        return log.order.index(id) + 1 if id in log.bodies else None

    def entries(self, compartment: str, after: int, upto: int) -> Iterator[bytes]:
        log = self._log(compartment)
        return (log.bodies[id] for id in log.order[after:upto])

    def others(self, compartment: str, after: int, upto: int, ids: Collection[str]) -> Iterator[tuple[int, bytes]]:
        log = self._log(compartment)
        return ((at, log.bodies[id]) for at, id in enumerate(log.order[after:upto], after + 1) if id not in ids)

    def dead(self, compartment: str, ids: Collection[str]) -> Iterator[Dot]:
        log = self._log(compartment)
        for change in (changes.read(log.bodies[id]) for id in ids if id in log.bodies):
            live = self.document(compartment, change.record).live
            yield from (Dot(compartment, change.record, name, change.id) for name in change.values if change.id not in live.get(name, ()))

    def append(self, compartment: str, id: str, body: bytes, head: Head) -> None:
        log = self.kept.logs.setdefault(compartment, Log())
        log.bodies[id] = body
        log.order.append(id)
        log.heads.append(head)

    def document(self, compartment: str, record: str) -> Document:
        return self._log(compartment).documents.get(record) or Document()

    def keep_document(self, compartment: str, record: str, document: Document) -> None:
        self.kept.logs[compartment].documents[record] = document

    def held(self, id: str, compartment: str | None = None) -> Held | None:
        found = self.kept.held.get(id)
        return found if found is None or compartment in (None, found.compartment) else None

    def hold(self, held: Held) -> None:
        self.kept.held[held.id] = held

    def held_of(self, device: str) -> tuple[int, int]:
        sizes = [len(one.body) for one in self.kept.held.values() if one.device == device and one.why != REJECTED]
        return len(sizes), sum(sizes)

    def release(self, id: str) -> None:
        del self.kept.held[id]

    def release_files(self, held: Held) -> None:
        """No files here."""

    def held_in(self, compartment: str) -> Iterable[Held]:
        return [one for one in self.kept.held.values() if one.compartment == compartment]

    def erased(self, compartment: str) -> frozenset[str] | None:
        return self.kept.erased.get(compartment)

    def erase(self, compartment: str, ids: frozenset[str]) -> None:
        self.kept.logs.pop(compartment, None)
        self.kept.erased[compartment] = ids
        self.kept.held = {id: one for id, one in self.kept.held.items() if one.compartment != compartment or id not in ids}
        self.kept.roles = {key: "" if key[1] == compartment else role for key, role in self.kept.roles.items()}

    def stream(self, id: str) -> StreamHead | None:
        return self.kept.streams.get(id)

    def keep_stream(self, device: str, stream: StreamHead) -> None:
        self.kept.streams[stream.id] = stream

    def alert(self, device: str, stream: str) -> None:
        self.kept.alerts.append((device, stream))

    def backups(self) -> Backups:
        return self.kept.backups

    # Backups of the whole

    def backup(self) -> Kept:
        """What a restore will bring back. It counts itself before it is made."""
        self.kept.backups = replace(self.kept.backups, next=self.kept.backups.next + 1)
        return self.kept.copy()
