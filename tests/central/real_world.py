"""Real workbooks, a bad line, a real service on PostgreSQL, and everything that goes wrong between them; it remembers what people typed.

The random machine and the stories of what it found act through this. What must hold in the end is in `real_oracle`.
"""

import contextlib
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import making
from fault_proxy import WELL, BadLine, Fault, bad_line
from real_service import Service
from workbooks import CASE, PART, WHOLE, Worker, allocate, slip_for

from facilitator_app.central import decisions, gate, parcels
from facilitator_app.central.identity import Identity
from facilitator_app.central.postgres import PostgresStore
from facilitator_app.central.store import Device
from facilitator_app.ledger import change as changes
from facilitator_app.ledger import messages as say
from facilitator_app.records import Case, Contact, Printed, codec
from facilitator_app.records.record import Id
from facilitator_app.sync.asking import Asked
from facilitator_app.sync.reasons import NotAnswered
from facilitator_app.sync.transport import Transport
from facilitator_app.vault import door
from facilitator_app.vault.files import CHUNK_BYTES
from facilitator_app.vault.rows import Edit, Row
from facilitator_app.workbook.exchanging import PATH, Came

BUDGET = 3_000  # about six changes
Place = tuple[str, str, str]  # compartment, record, field
NOTE_1, NOTE_2, REFERENCE = (PART, "r1", "words"), (PART, "r2", "words"), (WHOLE, str(CASE), "nickname")
PLACES: tuple[Place, ...] = (NOTE_1, NOTE_2, REFERENCE)


@dataclass(frozen=True)
class Typed:
    """A value that somebody typed, what stood on their screen when they began, and what they had typed in the same editing before."""

    place: Place
    shown: frozenset[str]
    earlier: frozenset[str] = frozenset()


@dataclass
class Laptop:
    """One workbook. `begun`: the editings that are open on its screen, which end when it is closed."""

    name: str
    person: str
    worker: Worker
    begun: dict[Place, Typed] = field(default_factory=dict)
    editing: dict[Place, str] = field(default_factory=dict)


class RealWorld:
    """`templates`: closed workbooks that belong to no service yet, by the person who will use a copy. The first makes the case."""

    def __init__(self, folder: Path, service: Service, templates: dict[str, Path]) -> None:
        self.folder, self.service, self.database = folder, service, service.database
        self.people = tuple(templates)
        self.laptops: dict[str, Laptop] = {}
        self.typed: dict[str, Typed] = {}
        self.files: dict[str, tuple[str, bytes]] = {}  # by the record that names each: what it is called, and its bytes
        self.files_gone: set[str] = set()  # on no disk when one was put back or restored
        self.rolled_back: set[str] = set()  # once on a disk that was put back or thrown away
        self.gone: set[str] = set()  # and at that time on no other
        self.copies: dict[str, Path] = {}
        self.late: list[tuple[str, Asked, bytes]] = []
        self.count = 0  # so that no value is typed twice
        self._ways = contextlib.ExitStack()
        self.line = self._ways.enter_context(service.served())
        self.bad: BadLine = self._ways.enter_context(bad_line(self.line.host, self.line.port))
        for person, template in templates.items():
            self._open(person, person, Path(shutil.copytree(template, folder / f"{person}.workbook")))
        self._begin()

    def _begin(self) -> None:
        first = self.laptops[self.people[0]].worker
        first.begin()
        for name, laptop in self.laptops.items():
            laptop.worker.come_in(slip_for(self.database, self.service.identity, name))
            self.sync(name)
            allocate(self.database, name, WHOLE, PART)
        self.quiet()

    def close(self) -> None:
        """Lets go of everything."""
        self._ways.close()
        for laptop in self.laptops.values():
            laptop.worker.opened.close()

    def _open(self, name: str, person: str, path: Path) -> Laptop:
        worker = Worker(door.open_with_passphrase(path, making.PASSPHRASE, making.CLOCK), self.line)
        worker.post = lambda to, body, device: Transport(f"http://{self.bad.host}:{self.bad.port}").post(to, body, device)
        self.laptops[name] = Laptop(name, person, worker)
        return self.laptops[name]

    def _next(self) -> int:
        self.count += 1
        return self.count

    # What people do -----------------------------------------------------------------------------------------------------------

    def begin(self, who: str, place: Place) -> None:
        """Opens a form: what stands there now is what an edit replaces. Nothing, where this laptop shows no such record."""
        laptop, (_, record, name) = self.laptops[who], place
        file = laptop.worker.opened.vault.case_file(CASE)
        if file.case is None or laptop.worker.book.vault.case_facts() == []:
            return
        laptop.begun[place] = Typed(place, frozenset(file.standing_of(record, name)))
        laptop.editing[place] = f"{who} {self._next()}"

    def type(self, who: str, place: Place) -> str:
        """Types a value that nobody typed before, in the form that is open or in one that opens now; empty where there is none to open."""
        laptop = self.laptops[who]
        if place not in laptop.begun:
            self.begin(who, place)
        if place not in laptop.begun:
            return ""
        before, value = laptop.begun[place], f"v{self._next()}"
        draft = self._draft(laptop, place)
        if draft and draft in self.typed:  # another form has seen this draft and goes on from it
            before = Typed(place, before.shown | self.typed[draft].shown, before.earlier | self.typed[draft].earlier | {draft})
        compartment, record, name = place
        kind = Contact.kind if compartment == PART else Case.kind
        base = tuple(sorted(laptop.begun[place].shown))
        laptop.worker.opened.vault.put(Edit(kind, Id(record), CASE, compartment, name, value, base, laptop.editing[place]))
        self.typed[value] = before
        laptop.begun[place] = Typed(place, before.shown, before.earlier | {value})
        if draft in self.typed and draft not in self.everywhere():  # the same person wrote something else over it before it was sealed
            del self.typed[draft]
        return value

    @staticmethod
    def _draft(laptop: Laptop, place: Place) -> str:
        with laptop.worker.opened.vault.connection.reading() as connection:
            row = connection.execute("select value from draft where record = ? and field = ?", place[1:]).fetchone()
        return str(codec.from_json(row[0])) if row else ""

    def seal(self, who: str) -> None:
        self.laptops[who].worker.opened.vault.seal()

    def issue(self, who: str, size: int) -> str:
        """A paper in the print register, with its bytes; which one."""
        vault = self.laptops[who].worker.opened.vault
        if vault.case_facts() == []:
            return ""
        record, data = f"paper-{self._next()}", os.urandom(size)
        kept = vault.keep_file(WHOLE, data)
        vault.save([Row(WHOLE, Printed.kind, Id(record), {"attachment": kept.id, "attachment_key": kept.key, "paper": record})])
        self.typed[record] = Typed((WHOLE, record, "paper"), frozenset())
        self.files[record] = (kept.id, data)
        return record

    # How they exchange --------------------------------------------------------------------------------------------------------

    def sync(self, who: str, fault: Fault = WELL, budget: int = BUDGET, *, late: bool = False, short: bool = False) -> Came | None:
        """One question and its answer, with a fault on the way; None where no answer was taken in. `short`: only whether anything is new."""
        laptop = self.laptops[who]
        worker, enrolment = laptop.worker, laptop.worker.exchanging.enrolment
        assert worker.post is not None
        assert enrolment is not None
        asked = worker.exchanging.question(budget, whole=not short)
        assert asked is not None
        self.bad.fault = fault
        try:
            body = worker.post(PATH, asked.body, enrolment.answer.device)
            if late:
                self.late.append((who, asked, body))
                return None
            return self._taken(laptop, asked, body)
        except NotAnswered:
            assert fault not in (WELL, Fault(twice=True)), "a good line, and no answer"
            return None
        finally:
            self.bad.fault = WELL

    def _taken(self, laptop: Laptop, asked: Asked, body: bytes) -> Came:
        before = values_on(laptop, self.service.identity)
        came = laptop.worker.exchanging.answered(asked, body)
        if not laptop.worker.opened.is_open():
            self.rolled_back |= before
            laptop.worker.opened.close()
            del self.laptops[laptop.name]
            self._look_what_is_gone()
        return came

    def deliver_late(self, number: int) -> None:
        """An answer comes after all, also a second time: to a laptop that was put back meanwhile, or went on."""
        who, asked, body = self.late[number % len(self.late)]
        if who in self.laptops:
            self._taken(self.laptops[who], asked, body)

    def carry(self, who: str, pieces: int, fault: Fault = WELL) -> int:
        """At most so many pieces of files; how many questions it took."""
        worker = self.laptops[who].worker
        enrolment = worker.exchanging.enrolment
        assert worker.post is not None
        assert enrolment is not None
        self.bad.fault = fault
        worker.exchanging.begin()
        try:
            for count in range(pieces):
                one = worker.exchanging.carried(most_bytes=64 * CHUNK_BYTES)
                if one is None:
                    return count
                with contextlib.suppress(*([NotAnswered] if fault != WELL else [])):
                    worker.exchanging.delivered(one, worker.post(one.path, one.body, enrolment.answer.device))
        finally:
            self.bad.fault = WELL
        return pieces

    def quiet(self) -> None:
        """All ask until nothing more comes of it."""
        for _ in range(60):
            before = [_state(laptop) for laptop in self.laptops.values()]
            for who in list(self.laptops):
                self.sync(who)
                if who in self.laptops:
                    self.carry(who, 50)
            if before == [_state(laptop) for laptop in self.laptops.values()]:
                return
        raise AssertionError("they never come to an end")

    # What happens to laptops --------------------------------------------------------------------------------------------------

    def back_up_laptop(self, who: str) -> None:
        self.copies[who] = self._copied(who, self.folder / f"copy-{self._next()}")

    def restore_laptop(self, who: str) -> None:
        """Nothing, when there is no copy of it."""
        if who not in self.copies:
            return
        laptop = self.laptops[who]
        before, path = values_on(laptop, self.service.identity), laptop.worker.opened.path
        laptop.worker.opened.close()
        shutil.rmtree(path)
        shutil.copytree(self.copies[who], path)
        restored = self._open(who, laptop.person, path)
        self.rolled_back |= before - values_on(restored, self.service.identity)
        self._look_what_is_gone()

    def clone(self, who: str) -> str:
        """A copy of a laptop's disk runs beside it; its name."""
        name = f"{who}-{self._next()}"
        self._open(name, self.laptops[who].person, self._copied(who, self.folder / f"{name}.workbook"))
        return name

    def _copied(self, who: str, to: Path) -> Path:
        laptop = self.laptops[who]
        path = laptop.worker.opened.path
        laptop.worker.opened.close()
        shutil.copytree(path, to)
        self._open(who, laptop.person, path)
        return to

    def _look_what_is_gone(self) -> None:
        there = self.everywhere()
        self.gone = {value for value in self.typed if value not in there}
        assert self.gone <= self.rolled_back, f"{self.gone - self.rolled_back} was lost before"
        self._look_which_files_are_gone()

    def _look_which_files_are_gone(self) -> None:
        """Of a file nobody keeps a parcel: one whose laptop let go of it may be lost with a restore of the service."""
        rows = self.service.rows(
            "SELECT file, whose FROM piece WHERE tenant = %(tenant)s GROUP BY file, whose HAVING count(*) = max(total)"
        )
        whole = {row[0] for row in rows}
        for laptop in self.laptops.values():
            with laptop.worker.opened.vault.connection.reading() as connection:
                whole |= {row[0] for row in connection.execute(_WHOLE_FILES).fetchall()}
        self.files_gone = {record for record, (file, _) in self.files.items() if file not in whole}

    # What happens at the service ----------------------------------------------------------------------------------------------

    def allocate(self, person: str, compartment: str, role: str = say.EDIT) -> None:
        allocate(self.database, person, compartment, role=role)

    def revoke(self, who: str, order: str = say.WIPE) -> None:
        enrolment = self.laptops[who].worker.exchanging.enrolment
        assert enrolment is not None
        self.database.tx("office", lambda session: decisions.revoke(PostgresStore(session), enrolment.answer.device, order))

    def held(self) -> list[str]:
        """What waits for a person, in the order in which it was typed."""
        rows = self.service.rows("SELECT id, body FROM held WHERE tenant = %(tenant)s")
        return [id for _, id in sorted((min(values_in([body]), default=""), id) for id, body in rows)]

    def decide(self, number: int, *, accept: bool) -> None:
        held = self.held()
        if held:
            act = decisions.accept if accept else decisions.reject
            self.database.tx("office", lambda session: act(PostgresStore(session), held[number % len(held)]))

    def back_up_central(self) -> None:
        self.service.back_up()

    def restore_central(self) -> None:
        """From the last copy, through the gate. What is lost by it must be on a laptop."""
        if not self.service.restore():
            return
        gate.passed(self.database, "office")
        self._look_which_files_are_gone()
        there = self.everywhere()
        for value in self.typed:
            if value not in there:
                assert value in self.rolled_back or value in self.gone, f"a restore took the only copy of {value}"
                self.gone.add(value)

    def device(self, laptop: Laptop) -> Device:
        enrolment = laptop.worker.exchanging.enrolment
        assert enrolment is not None
        found = self.database.tx("office", lambda session: PostgresStore(session).device(enrolment.answer.device))
        assert found is not None
        return found

    def everywhere(self) -> set[str]:
        """Every value that is anywhere."""
        rows = [
            *self.service.rows("SELECT body FROM change WHERE tenant = %(tenant)s"),
            *self.service.rows("SELECT body FROM held WHERE tenant = %(tenant)s"),
        ]
        return values_in(row[0] for row in rows).union(*(values_on(laptop, self.service.identity) for laptop in self.laptops.values()))


_WHOLE_FILES = (
    "select id from attachment where chunks = (select count(*) from chunk where chunk.compartment = attachment.compartment "
    "and chunk.attachment = attachment.id)"
)


def values_in(bodies: Iterable[bytes]) -> set[str]:
    """Every value that changes hold."""
    return {value for body in bodies for value in changes.read(bytes(body)).values.values() if isinstance(value, str)}


def values_on(laptop: Laptop, service: Identity) -> set[str]:
    """Every value that is on a laptop's disk, in sight or not; in a parcel only the service can read it."""
    with laptop.worker.opened.vault.connection.reading() as connection:
        bodies = [row[0] for table in ("change", "outbox", "parcel") for row in connection.execute(f"select body from {table}").fetchall()]
        drafts = [codec.from_json(row[0]) for row in connection.execute("select value from draft").fetchall()]
    return values_in(map(parcels.opener(service), map(bytes, bodies))) | {value for value in drafts if isinstance(value, str)}


def _state(laptop: Laptop) -> object:
    with laptop.worker.opened.vault.connection.reading() as connection:
        return [
            connection.execute(statement).fetchall()
            for statement in (
                "select id from stream", "select body from outbox", "select compartment from doubt", "select id from parcel",
                "select name, cursor from compartment", "select count(*) from change", "select count(*) from chunk", "select count(*) from draft",
            )
        ]  # fmt: skip
