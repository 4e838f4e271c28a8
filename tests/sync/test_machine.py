"""The random attack on the exchange: whatever people type and whatever goes wrong, in any order, nothing typed is lost.

Three worlds: a small one, which reaches deep combinations of faults; one of two fields; and a large one. The short form runs always, the
long one with `-m slow`; how many examples each world has then is said by EXCHANGE_EXAMPLES (2,000 where it says nothing).
"""

import os
import random
from typing import ClassVar
from unittest import mock

import pytest
from exchange_oracle import check
from exchange_world import FAULTS, NEW, World
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from facilitator_app.ledger.messages import EDIT, READ

LONG = int(os.environ.get("EXCHANGE_EXAMPLES", "2000"))
SHORT = 80
STEPS = 40
BUDGETS = (400, 1_000, 1_000, 4_000)  # one, three or twelve changes
CLOCKS = ("1970-01-01T00:00:00Z", "2016-03-02T10:00:00Z", "2026-03-02T10:00:00Z", "2036-03-02T10:00:00Z")
PERSON, PLACE = st.integers(0, 9), st.integers(0, 9)  # taken modulo what there is
PICK = st.integers(0, 50)
RARELY = st.integers(0, 9)


class Machine(RuleBasedStateMachine):
    """One world. Its ids and salts come from a fixed source, so that a failure repeats itself."""

    people: ClassVar[tuple[str, ...]] = ("a", "b")
    compartments: ClassVar[tuple[str, ...]] = ("case/1",)
    records: ClassVar[tuple[str, ...]] = ("r1",)
    fields: ClassVar[tuple[str, ...]] = ("words",)

    def __init__(self) -> None:
        super().__init__()
        self._patch = mock.patch("os.urandom", random.Random(0).randbytes)
        self._patch.start()
        self.world = World(self.people, self.compartments)

    def _where(self, place: int) -> tuple[str, str, str]:
        """(field, record, compartment)."""
        compartments = (*self.compartments, NEW)
        place, name = divmod(place, len(self.fields))
        place, record = divmod(place, len(self.records))
        return self.fields[name], self.records[record], compartments[place % len(compartments)]

    def _who(self, person: int) -> str:
        return self.people[person % len(self.people)]

    def _laptop(self, person: int) -> str:
        """Copies of laptops are used too."""
        return list(self.world.laptops)[person % len(self.world.laptops)]

    @rule(person=PERSON, place=PLACE)
    def type(self, person: int, place: int) -> None:
        self.world.type(self._laptop(person), *self._where(place))

    @rule(person=PERSON, place=PLACE)
    def begin_edit(self, person: int, place: int) -> None:
        self.world.begin(self._laptop(person), *self._where(place))

    @rule(person=PERSON)
    def seal(self, person: int) -> None:
        self.world.laptops[self._laptop(person)].seal()

    @rule(person=PERSON, at=st.sampled_from(CLOCKS))
    def set_clock(self, person: int, at: str) -> None:
        self.world.set_clock(self._laptop(person), at)

    @rule(person=PERSON, sort=st.sampled_from(["words", "unsigned", "stranger", "name"]), go=RARELY)
    def poison(self, person: int, sort: str, go: int) -> None:
        if go == 0:
            self.world.poison(self._laptop(person), sort)

    @rule(person=PERSON, place=PLACE)
    def write(self, person: int, place: int) -> None:
        """Typed and sent: so often done together that chance alone would do it too rarely."""
        self.world.write(self._laptop(person), *self._where(place))

    @rule(budget=st.sampled_from(BUDGETS))
    def everybody_syncs(self, budget: int) -> None:
        for who in list(self.world.laptops):
            self.world.sync(who, budget=budget)

    @rule(person=PERSON, budget=st.sampled_from(BUDGETS), short=st.booleans())
    def sync(self, person: int, budget: int, short: bool) -> None:
        self.world.sync(self._laptop(person), budget=budget, short=short)

    @rule(person=PERSON, fault=st.sampled_from(FAULTS), budget=st.sampled_from(BUDGETS), when=st.integers(0, 12), short=st.booleans())
    def sync_badly(self, person: int, fault: str, budget: int, when: int, short: bool) -> None:
        self.world.sync(self._laptop(person), fault, budget, when, short=short)

    @precondition(lambda self: self.world.late)
    @rule(number=PICK)
    def deliver_late(self, number: int) -> None:
        self.world.deliver_late(number)

    @precondition(lambda self: self.world.questions)
    @rule(number=st.integers(0, 500))
    def replay_old_question(self, number: int) -> None:
        self.world.replay(number)

    @rule(person=PERSON)
    def back_up_laptop(self, person: int) -> None:
        self.world.back_up_laptop(self._laptop(person))

    @precondition(lambda self: self.world.laptop_backups)
    @rule(person=PERSON)
    def restore_laptop(self, person: int) -> None:
        self.world.restore_laptop(self._laptop(person))

    @precondition(lambda self: len(self.world.laptops) < len(self.people) + 2)
    @rule(person=PERSON)
    def clone_laptop(self, person: int) -> None:
        self.world.clone(self._who(person))

    @rule(person=PERSON)
    def enrol_again(self, person: int) -> None:
        self.world.enrol_again(self._who(person))

    @rule()
    def back_up_central(self) -> None:
        self.world.back_up_central()

    @precondition(lambda self: self.world.central_backup is not None)
    @rule()
    def report_backup(self) -> None:
        self.world.report_backup()

    @precondition(lambda self: self.world.central_backup is not None)
    @rule()
    def restore_central(self) -> None:
        self.world.restore_central()

    @rule(person=PERSON, place=PLACE)
    def end_allocation(self, person: int, place: int) -> None:
        self.world.end(self._who(person), self._where(place)[2])

    @rule(person=PERSON, place=PLACE, role=st.sampled_from([EDIT, EDIT, READ]))
    def allocate(self, person: int, place: int, role: str) -> None:
        self.world.allocate(self._who(person), self._where(place)[2], role)

    @precondition(lambda self: self.world.held_ids())
    @rule(number=PICK, accept=st.sampled_from([True, True, False]))
    def decide(self, number: int, accept: bool) -> None:
        held = self.world.held_ids()
        self.world.decide(held[number % len(held)], accept=accept)

    @rule(place=PLACE, go=RARELY)
    def erase(self, place: int, go: int) -> None:
        if go == 0:
            self.world.erase(self._where(place)[2])

    @rule(person=PERSON, go=RARELY)
    def revoke_laptop(self, person: int, go: int) -> None:
        if go == 0:
            self.world.revoke(self._laptop(person))

    def teardown(self) -> None:
        try:
            check(self.world)
        finally:
            self._patch.stop()


class TwoFields(Machine):
    fields = ("words", "day")


class Large(Machine):
    people = ("a", "b", "c")
    compartments = ("case/1", "part/1/p")
    records = ("r1", "r2")
    fields = ("words", "day")


WORLDS = {"small": Machine, "two fields": TwoFields, "large": Large}


def _attack(world: str, examples: int) -> None:
    run_state_machine_as_test(
        WORLDS[world], settings=settings(settings.get_profile("workbook"), max_examples=examples, stateful_step_count=STEPS)
    )


@pytest.mark.parametrize("world", WORLDS)
def test_nothing_typed_is_lost(world: str) -> None:
    _attack(world, SHORT)


@pytest.mark.slow
@pytest.mark.parametrize("world", WORLDS)
def test_nothing_typed_is_lost_in_a_long_attack(world: str) -> None:
    _attack(world, LONG)
