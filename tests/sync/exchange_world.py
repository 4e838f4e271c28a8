"""Some laptops, one service and everything that can go wrong between them; it remembers what people typed.

Stories and the random machine act through this and nothing else. Every question and answer goes through its wire form. What must hold in
the end is in `exchange_oracle`.
"""

import contextlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import memory_central
import memory_laptop
from memory_central import Central
from memory_laptop import OPENING, RECOVERY, Killed, Laptop, Place, unsealed

from facilitator_app.central import decisions, pushes
from facilitator_app.central import exchange as central
from facilitator_app.central.decisions import Outliving
from facilitator_app.central.store import Backups, Device
from facilitator_app.ledger import change as changes
from facilitator_app.ledger import messages
from facilitator_app.ledger.change import NotAChange
from facilitator_app.ledger.envelope import OpeningKey
from facilitator_app.ledger.messages import EDIT, SyncAnswer, SyncQuestion
from facilitator_app.ledger.seals import SigningKey
from facilitator_app.sync import exchange

NEW = "case/new"  # what `a` may make on its laptop
BUDGET = 1_000  # about three changes
FAULTS = ("question lost", "answer lost", "twice", "late", "service killed", "laptop killed")


@dataclass(frozen=True)
class Typed:
    """A value that somebody committed, and what stood on their screen when they began."""

    place: Place
    shown: frozenset[str]


class World:
    """`people`: their laptops bear their names; `compartments`: allocated to all of them from the start."""

    def __init__(self, people: Sequence[str] = ("a", "b"), compartments: Sequence[str] = ("case/1",)) -> None:
        self.people, self.compartments = people, compartments
        self.central, self.outliving = Central(), Outliving()
        self.opening = OPENING  # the service's own key
        self.laptops: dict[str, Laptop] = {}
        self.keys = 0
        self.laptop_backups: dict[str, memory_laptop.Kept] = {}
        self.central_backup: memory_central.Kept | None = None
        self.typed: dict[str, Typed] = {}
        self.rolled_back: set[str] = set()  # once on a laptop's disk that was put back or thrown away
        self.gone: set[str] = set()  # and at that time on no other
        self.shown: dict[tuple[str, Place], frozenset[str]] = {}  # what stood on a screen when editing began
        self.late: list[tuple[str, SyncQuestion, SyncAnswer]] = []
        self.questions: list[tuple[str, SyncQuestion]] = []
        self.clocks: dict[str, str] = {}  # by person; where nothing is said they are right
        self.count = 0  # so that no value is typed twice
        for person in people:
            self._enrolled(person)
            for compartment in compartments:
                decisions.allocate(self.central, person, compartment, EDIT)

    def _enrolled(self, person: str) -> None:
        self.keys += 1
        laptop = Laptop(person, SigningKey(bytes([self.keys]) * 32))
        device = Device(laptop.kept.signing.fingerprint, laptop.kept.signing.public, person)
        with self.central.writing(""):
            self.central.enrol(device)
        self.outliving.enrolled[device.key] = device
        self.laptops[person] = laptop

    # What people do ----------------------------------------------------------------------------------------------------------

    def begin(self, who: str, name: str = "words", record: str = "r1", compartment: str = "case/1") -> None:
        place = (compartment, record, name)
        laptop = self.laptops[who]
        if place not in laptop.kept.drafts:
            self.shown[who, place] = frozenset(laptop.standing(place))
        laptop.begin(place)

    def type(self, who: str, name: str = "words", record: str = "r1", compartment: str = "case/1") -> str:
        """Types a value that nobody typed before, and gives it."""
        place, laptop = (compartment, record, name), self.laptops[who]
        laptop.at = self.clocks.get(laptop.person, laptop.at)
        draft = laptop.kept.drafts.get(place)
        value = f"v{self._count()}"
        shown = self.typed[draft[0]].shown if draft else self.shown.pop((who, place), frozenset(laptop.standing(place)))
        laptop.type(place, value)
        self.typed[value] = Typed(place, shown)
        if draft and draft[0] not in self.everywhere():  # the same person wrote something else over it before it was sealed
            del self.typed[draft[0]]
        return value

    def _count(self) -> int:
        self.count += 1
        return self.count

    def poison(self, who: str, sort: str) -> None:
        """Something comes into the outbox that no log can take."""
        laptop, stranger = self.laptops[who], SigningKey(b"\xff" * 32)
        signing, values = laptop.kept.signing, {"words": f"poison {self._count()}"}
        bodies = {
            "words": b"no change %d" % self._count(),
            "unsigned": _by(signing, who, values)[:-20] + b'"}',
            "stranger": _by(stranger, laptop.person, values),
            "name": _by(signing, "somebody else", values),
            "huge": b'{"c":"case/1"' + b" " * changes.LIMIT_BYTES + b"}",
        }
        laptop.send([bodies[sort]])

    def sync(self, who: str, fault: str = "", budget: int = BUDGET, when: int = 0, *, short: bool = False) -> None:
        """One question and its answer, with a fault on the way. `when`: after how many steps a process ends. `short`: only whether anything is new."""
        laptop = self.laptops[who]
        asked = self._asked(laptop, budget, short=short)
        self.questions.append((laptop.kept.signing.fingerprint, asked))
        if fault == "question lost":
            return
        if fault == "service killed":
            self.central.transactions_left = when
        try:
            answer = self._answer(laptop.kept.signing.fingerprint, asked)
            if fault == "twice":
                answer = self._answer(laptop.kept.signing.fingerprint, asked)
        except Killed:
            return
        finally:
            self.central.transactions_left = None
        if fault == "late":
            self.late.append((who, asked, answer))
        elif fault not in ("answer lost", "service killed"):
            self._answered(laptop, asked, answer, when if fault == "laptop killed" else None)

    def _asked(self, laptop: Laptop, budget: int, *, short: bool = False) -> SyncQuestion:
        return messages.read(messages.written(exchange.question(laptop, budget, short=short)), SyncQuestion)

    def _answer(self, key: str, asked: SyncQuestion) -> SyncAnswer:
        return messages.read(
            messages.written(central.answer(self.central, key, asked, opened=lambda body: unsealed(body, self.opening))), SyncAnswer
        )

    def _answered(self, laptop: Laptop, asked: SyncQuestion, answer: SyncAnswer, steps: int | None = None) -> None:
        laptop.steps_left = steps
        try:
            if exchange.answered(laptop, asked, answer).do == messages.WIPE_NOW:
                self.laptops = {who: one for who, one in self.laptops.items() if one is not laptop}  # it will not ask again
        except Killed:
            assert steps is not None
        finally:
            laptop.steps_left = None
        self.rolled_back -= values_in(laptop.bodies(), laptop.person)  # its author's laptop has it again, and must not lose it

    def write(self, who: str, name: str = "words", record: str = "r1", compartment: str = "case/1") -> str:
        """Types a value and sends it."""
        value = self.type(who, name, record, compartment)
        self.sync(who)
        return value

    def deliver_late(self, number: int = 0) -> None:
        """An answer comes after all, also a second time."""
        who, asked, answer = self.late[number % len(self.late)]
        self._answered(self.laptops[who], asked, answer)

    def replay(self, number: int = 0) -> None:
        """Somebody on the way sends an old question again."""
        self._answer(*self.questions[number % len(self.questions)])

    # What happens to laptops ---------------------------------------------------------------------------------------------------

    def back_up_laptop(self, who: str) -> None:
        self.laptop_backups[who] = self.laptops[who].kept.copy()

    def restore_laptop(self, who: str) -> None:
        """Nothing, when there is no backup of it."""
        if who not in self.laptop_backups:
            return
        laptop = self.laptops[who]
        before = values_on(laptop)
        laptop.kept = self.laptop_backups[who].copy()
        laptop.begun.clear()
        self.shown = {key: shown for key, shown in self.shown.items() if key[0] != who}
        self.rolled_back |= before - values_on(laptop)
        for place, (value, base) in laptop.kept.drafts.items():
            self.typed.setdefault(value, Typed(place, frozenset(base)))  # an older draft came back to life
        self._look_what_is_gone()

    def clone(self, who: str) -> str:
        """A copy of a laptop's disk runs beside it; its name."""
        laptop, name = self.laptops[who], f"{who}'"
        while name in self.laptops:
            name += "'"
        self.laptops[name] = Laptop(laptop.person, laptop.kept.signing)
        self.laptops[name].kept = laptop.kept.copy()
        return name

    def enrol_again(self, who: str) -> None:
        """Somebody begins with an empty workbook. Nothing, while anything in the old one is not delivered: it is refused."""
        laptop = self.laptops[who]
        if who != laptop.person or laptop.kept.outbox or laptop.kept.drafts or laptop.kept.unsent or self.order(laptop):
            return
        self.rolled_back |= values_on(laptop)
        self._enrolled(laptop.person)
        self.shown = {key: shown for key, shown in self.shown.items() if key[0] != who}
        self._look_what_is_gone()

    def set_clock(self, who: str, at: str) -> None:
        self.laptops[who].at = at

    # What happens at the service -----------------------------------------------------------------------------------------------

    def back_up_central(self) -> None:
        self.central_backup = self.central.backup()

    def report_backup(self) -> None:
        """The last backup is off site, and the service says so from now on. Nothing, when there is none."""
        if self.central_backup is not None:
            backups = self.central.kept.backups
            self.central.kept.backups = Backups(backups.next, self.central_backup.backups.next - 1)

    def restore_central(self) -> None:
        """Nothing, when there is no backup. What is lost by it must be on a laptop."""
        if self.central_backup is None:
            return
        self.central.kept = self.central_backup.copy()
        decisions.replay(self.central, self.outliving)
        there = self.everywhere()
        for value, typed in self.typed.items():
            if value not in there and typed.place[0] not in self.outliving.erased:
                assert value in self.rolled_back or value in self.gone, f"a restore took the only copy of {value}"
                self.gone.add(value)

    def allocate(self, person: str, compartment: str = "case/1", role: str = EDIT) -> None:
        """Allocates what the service has heard of."""
        if self.central.is_known(compartment):
            self.outliving.ended.discard((person, compartment))
            decisions.allocate(self.central, person, compartment, role)

    def end(self, person: str, compartment: str = "case/1") -> None:
        """Ends an allocation, if there ever was one."""
        if (person, compartment) in self.central.kept.roles:
            self.outliving.ended.add((person, compartment))
            decisions.allocate(self.central, person, compartment, "")

    def revoke(self, who: str, order: str = messages.WIPE) -> None:
        key = self.laptops[who].kept.signing.fingerprint
        self.outliving.revoked[key] = order
        decisions.revoke(self.central, key, order)

    def erase(self, compartment: str = "case/1") -> None:
        if self.central.is_known(compartment):
            self.outliving.erased[compartment] = decisions.erase(self.central, compartment)

    def lose_keys(self) -> None:
        """The service has new ones: what was sealed to the old ones it does not open."""
        self.opening = OpeningKey(b"\x0a" * 32)

    def open_parcels(self) -> int:
        """Somebody brings the recovery key: what is held sealed becomes what it would be if it came now. How many there were."""
        sealed = [held for held in self.central.kept.held.values() if held.why == messages.SEALED]
        for held in sealed:
            body, device = unsealed(held.body, RECOVERY), self.central.device(held.device)
            assert device is not None
            with self.central.writing(changes.compartment_of(body)):
                pushes.taken(self.central, device, changes.compartment_of(body), body)
                self.central.release(held.id)
        return len(sealed)

    def held_ids(self) -> list[str]:
        """What waits for a person, in the order in which it came."""
        return list(self.central.kept.held)

    def decide(self, id: str, *, accept: bool) -> None:
        """Accepts or rejects; what cannot be accepted stays."""
        try:
            (decisions.accept if accept else decisions.reject)(self.central, id)
        except decisions.NotAcceptable:
            assert id in self.central.kept.held

    # Where it ends -----------------------------------------------------------------------------------------------------------

    def order(self, laptop: Laptop) -> str:
        device = self.central.device(laptop.kept.signing.fingerprint)
        return device.order if device else ""

    def everywhere(self) -> set[str]:
        """Every value that is anywhere."""
        found = set[str]().union(*map(values_on, self.laptops.values()))
        logged = (body for log in self.central.kept.logs.values() for body in log.bodies.values())
        return found | values_in(logged) | values_in(held.body for held in self.central.kept.held.values())

    def _look_what_is_gone(self) -> None:
        """After a laptop was put back: what is on no disk now. It must have been on that one, or on another that was put back."""
        there = self.everywhere()
        self.gone = {value for value, typed in self.typed.items() if value not in there and typed.place[0] not in self.outliving.erased}
        assert self.gone <= self.rolled_back, f"{self.gone - self.rolled_back} was lost before"

    def quiet(self, budget: int = BUDGET) -> None:
        """All ask until nothing more comes of it."""
        for _ in range(400):
            before = [_state(laptop) for laptop in self.laptops.values()]
            for who in list(self.laptops):
                self.sync(who, budget=budget)
            if before == [_state(laptop) for laptop in self.laptops.values()]:
                return
        raise AssertionError("they never come to an end")


def _by(key: SigningKey, author: str, values: Mapping[str, str]) -> bytes:
    return changes.written(
        key, compartment="case/1", record="r1", kind="contact", values=values, replaces={}, author=author, at="2026-03-02T10:00:00Z"
    )


def _state(laptop: Laptop) -> Any:
    kept = laptop.kept
    parts = [(name, part.cursor, len(part.bodies)) for name, part in kept.parts.items()]
    return kept.stream.id, list(kept.outbox), sorted(kept.doubts), sorted(kept.parcels), parts  # what is sent, and not how much of it


def values_on(laptop: Laptop) -> set[str]:
    return values_in(laptop.bodies()) | {value for value, _ in laptop.kept.drafts.values()}


def values_in(bodies: Iterable[bytes], author: str = "") -> set[str]:
    """The values of changes; of one author, where one is named."""
    found = set[str]()
    for body in bodies:
        with contextlib.suppress(NotAChange):  # poison
            change = changes.read(unsealed(body, OPENING))
            if author in ("", change.author):
                found |= set(change.values.values())
    return found


def shown(value: object) -> set[object]:
    """Every value in what stands on a laptop."""
    return set().union(*map(shown, value.values())) if isinstance(value, dict) else {value}


def words(standing: Any) -> Any:
    """Ids left out: by compartment, record and field the values in their order."""
    return {
        name: {record: {one: sorted(map(str, values.values())) for one, values in fields.items()} for record, fields in records.items()}
        for name, records in standing.items()
    }
