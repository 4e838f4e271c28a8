"""Every story ends well, whichever ids chance gives, whatever the clocks say, and wherever a process is killed."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any
from unittest import mock

import exchange_people
import exchange_restores
import exchange_traps
import exchange_world
import pytest
from exchange_oracle import check
from exchange_world import NEW, World, words

from facilitator_app.central import exchange as central
from facilitator_app.ledger.messages import Stream, SyncQuestion

Scenario = Callable[[World], None]


def _stories(module: ModuleType) -> list[Scenario]:
    return [one for name, one in vars(module).items() if callable(one) and getattr(one, "__module__", "") == module.__name__]


TRAPS = _stories(exchange_traps)
ALL = [*TRAPS, *_stories(exchange_restores), *_stories(exchange_people)]
SEEDS = range(4)


@contextmanager
def chance(seed: int) -> Iterator[None]:
    """Ids and salts that repeat themselves."""
    with mock.patch("os.urandom", random.Random(seed).randbytes):
        yield


@pytest.mark.parametrize("scenario", ALL, ids=lambda scenario: scenario.__name__)
def test_the_story_ends_well(scenario: Scenario) -> None:
    for seed in SEEDS:
        with chance(seed):
            world = World()
            scenario(world)
            check(world)


def test_there_is_a_story_for_each_trap() -> None:
    assert {scenario.__name__.split("_")[1] for scenario in TRAPS} == {f"{number:02}" for number in range(1, 13)}


def _said(world: World) -> Any:
    """What stands everywhere, without ids: they are of bytes in which a clock stands."""
    held = sorted(str(exchange_world.values_in([one.body])) for one in world.central.kept.held.values())
    return {who: words(laptop.live()) for who, laptop in world.laptops.items()}, held


@pytest.mark.parametrize("scenario", ALL, ids=lambda scenario: scenario.__name__)
def test_no_clock_decides_anything(scenario: Scenario) -> None:
    ends = []
    for a, b in (("2026-03-02T10:00:00Z", "2026-03-02T10:00:00Z"), ("2036-03-02T10:00:00Z", "1970-01-01T00:00:00Z")):
        with chance(0):
            world = World()
            world.clocks = {"a": a, "b": b}
            scenario(world)
            check(world)
            ends.append(_said(world))
    assert ends[0] == ends[1]


@pytest.mark.parametrize("killed", ["laptop killed", "service killed"])
def test_a_process_may_end_anywhere(killed: str) -> None:
    """At every write of one answer, and at every transaction of one question, and the same stands in the end."""
    ends = []
    for when in (None, *range(30)):
        with chance(1):
            world = World()
            world.back_up_central()
            for record in ("r1", "r2", "r3"):
                world.type("b", record=record)
                world.type("a", record=record)
                world.sync("b")
            world.sync("a")
            world.restore_central()
            world.type("a", compartment=NEW)
            world.end("a")
            for _ in range(3):
                world.sync("a", killed if when is not None else "", when=when or 0)
            check(world)
            ends.append(_said(world))
    assert all(end == ends[0] for end in ends)


def test_an_answer_that_is_killed_has_done_nothing() -> None:
    """So that the test above is one of something."""
    with chance(1):
        world = World()
        world.type("b")
        world.sync("b")
        steps = 0
        while not world.laptops["a"].live():
            world.sync("a", "laptop killed", when=steps)
            steps += 1
    assert steps > 3


@pytest.mark.parametrize("happens", ["clone", "laptop", "service"])
def test_a_copy_or_a_restore_is_told_to_the_service(happens: str) -> None:
    world = World()
    world.back_up_central()
    world.back_up_laptop("a")
    world.type("a")
    world.quiet()
    assert not world.central.kept.alerts
    if happens == "clone":
        world.clone("a")
        world.type("a")
        world.quiet()
    elif happens == "laptop":
        world.restore_laptop("a")
        world.type("a")
    else:
        world.restore_central()
    world.quiet()
    assert {device for device, _ in world.central.kept.alerts} >= {world.laptops["a"].kept.signing.fingerprint}


def test_a_stranger_is_not_answered() -> None:
    with pytest.raises(central.NotEnrolled):
        central.answer(World().central, "stranger", SyncQuestion(Stream("s")))
