"""The random attack on the exchange over real parts: SQLCipher workbooks, HTTP over a bad line, PostgreSQL. Whatever people type and whatever
goes wrong, in any order, nothing typed is lost.

What is found is told again as a story in `test_real_stories`. The long form has as many examples as EXCHANGE_EXAMPLES says (100 where it says nothing).
"""

import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import ClassVar

import pytest
from fault_proxy import Fault
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test
from real_oracle import check
from real_service import Service
from real_world import PLACES, Place, RealWorld
from workbooks import PART, WHOLE, fresh_workbook

from facilitator_app.ledger import messages as say
from facilitator_app.ledger.seals import fresh_id
from facilitator_app.sync import transport
from facilitator_app.vault.files import CHUNK_BYTES

LONG = int(os.environ.get("EXCHANGE_EXAMPLES", "100"))
SHORT, STEPS, LONG_STEPS = 6, 15, 30
BYTES = st.integers(0, 900)  # where a line breaks
WHO, PICK, RARELY = st.integers(0, 9), st.integers(0, 20), st.integers(0, 5)
PLACE, COMPARTMENT = st.sampled_from(PLACES), st.sampled_from([PART, PART, WHOLE])


class Machine(RuleBasedStateMachine):
    """Two people, who may have copies of their laptops."""

    makes: ClassVar[list[Callable[[], RealWorld]]] = []  # one: how a world is made

    def __init__(self) -> None:
        super().__init__()
        self.world = self.makes[0]()

    def _who(self, number: int) -> str:
        return list(self.world.laptops)[number % len(self.world.laptops)]

    def _person(self, number: int) -> str:
        return self.world.people[number % len(self.world.people)]

    @precondition(lambda self: self.world.laptops)
    @rule(who=WHO, place=PLACE)
    def begin_edit(self, who: int, place: Place) -> None:
        self.world.begin(self._who(who), place)

    @precondition(lambda self: self.world.laptops)
    @rule(who=WHO, place=PLACE)
    def type(self, who: int, place: Place) -> None:
        self.world.type(self._who(who), place)

    @precondition(lambda self: self.world.laptops)
    @rule(who=WHO, place=PLACE)
    def write(self, who: int, place: Place) -> None:
        """Typed and sent: so often done together that chance alone would do it too rarely."""
        name = self._who(who)
        self.world.type(name, place)
        self.world.sync(name)

    @precondition(lambda self: self.world.laptops)
    @rule(who=WHO)
    def seal(self, who: int) -> None:
        self.world.seal(self._who(who))

    @precondition(lambda self: self.world.laptops)
    @rule(who=WHO, size=st.sampled_from([1, CHUNK_BYTES + 1]), go=RARELY)
    def issue_a_paper(self, who: int, size: int, go: int) -> None:
        if go < 2:
            self.world.issue(self._who(who), size)

    @rule(budget=st.sampled_from([400, 3_000]), short=st.booleans())
    def everybody_syncs(self, budget: int, short: bool) -> None:
        for who in list(self.world.laptops):
            if who in self.world.laptops:  # else another's answer ended it
                self.world.sync(who, budget=budget, short=short)

    @precondition(lambda self: self.world.laptops)
    @rule(who=WHO, sort=st.sampled_from(["cut_up", "cut_down", "flip_up", "flip_down", "twice", "late"]), place=BYTES)
    def sync_badly(self, who: int, sort: str, place: int) -> None:
        fault = {
            "cut_up": Fault(cut_up=place),
            "cut_down": Fault(cut_down=place),
            "flip_up": Fault(flip_up=400 + place),  # behind the headers: a length that is another makes one of the two wait
            "flip_down": Fault(flip_down=400 + place),
            "twice": Fault(twice=True),
        }.get(sort, Fault())
        self.world.sync(self._who(who), fault, late=sort == "late")

    @precondition(lambda self: self.world.late)
    @rule(number=PICK)
    def deliver_late(self, number: int) -> None:
        self.world.deliver_late(number)

    @precondition(lambda self: self.world.laptops)
    @rule(who=WHO, pieces=st.integers(1, 3), broken=st.booleans())
    def carry(self, who: int, pieces: int, broken: bool) -> None:
        self.world.carry(self._who(who), pieces, Fault(cut_down=150) if broken else Fault())

    @precondition(lambda self: self.world.laptops)
    @rule(who=WHO)
    def back_up_laptop(self, who: int) -> None:
        self.world.back_up_laptop(self._who(who))

    @precondition(lambda self: self.world.laptops and self.world.copies)
    @rule(who=WHO)
    def restore_laptop(self, who: int) -> None:
        self.world.restore_laptop(self._who(who))

    @precondition(lambda self: 0 < len(self.world.laptops) < len(self.world.people) + 1)
    @rule(who=WHO)
    def clone_laptop(self, who: int) -> None:
        self.world.clone(self._who(who))

    @rule()
    def back_up_central(self) -> None:
        self.world.back_up_central()

    @rule()
    def report_backup(self) -> None:
        self.world.service.report()

    @rule()
    def restore_central(self) -> None:
        self.world.restore_central()

    @rule(who=WHO, compartment=COMPARTMENT)
    def end_allocation(self, who: int, compartment: str) -> None:
        self.world.allocate(self._person(who), compartment, "")

    @rule(who=WHO, compartment=COMPARTMENT, role=st.sampled_from([say.EDIT, say.EDIT, say.READ]))
    def allocate(self, who: int, compartment: str, role: str) -> None:
        self.world.allocate(self._person(who), compartment, role)

    @rule(number=PICK, accept=st.sampled_from([True, True, False]))
    def decide(self, number: int, accept: bool) -> None:
        self.world.decide(number, accept=accept)

    @precondition(lambda self: self.world.laptops)
    @rule(who=WHO, go=RARELY, order=st.sampled_from([say.WIPE, say.WIPE, say.WIPE_NOW]))
    def revoke_laptop(self, who: int, go: int, order: str) -> None:
        if go == 0:
            self.world.revoke(self._who(who), order)

    def teardown(self) -> None:
        try:
            check(self.world)
        finally:
            self.world.close()


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Closed workbooks that belong to no service, each with a key of its own."""
    folder = tmp_path_factory.mktemp("closed")
    for name in ("amira", "sam"):
        fresh_workbook(folder, name).close()
    return {name: folder / f"{name}.workbook" for name in ("amira", "sam")}


@pytest.fixture
def machine(
    tmp_path: Path, dsn: str, service_dsn: str, templates: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> Iterator[type[Machine]]:
    """A machine of which each example has a tenant and workbooks of its own."""
    monkeypatch.setattr(transport, "READ_S", 3.0)
    numbers = itertools.count()

    def make() -> RealWorld:
        folder = tmp_path / f"world-{next(numbers)}"
        folder.mkdir()
        tenant = "svc-" + fresh_id().lower().replace("_", "-")
        return RealWorld(folder, Service(folder, dsn, service_dsn, tenant), templates)

    class Here(Machine):
        makes: ClassVar = [make]

        def teardown(self) -> None:
            super().teardown()
            shutil.rmtree(self.world.folder)

    yield Here
    print(f"{next(numbers)} worlds")


@pytest.mark.parametrize(("examples", "steps"), [(SHORT, STEPS), pytest.param(LONG, LONG_STEPS, marks=pytest.mark.slow)])
def test_nothing_typed_is_lost_between_real_parts(examples: int, steps: int, machine: type[Machine]) -> None:
    run_state_machine_as_test(
        machine, settings=settings(settings.get_profile("workbook"), max_examples=examples, stateful_step_count=steps)
    )
