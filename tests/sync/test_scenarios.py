"""Every story of `exchange_scenarios` ends well, whichever ids chance gives, whatever the clocks say, and wherever a process is killed."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from unittest import mock

import exchange_world
import pytest
from exchange_scenarios import OTHERS, TRAPS
from exchange_world import NEW, World

from facilitator_app.central import decisions
from facilitator_app.central import exchange as central
from facilitator_app.central.store import Device
from facilitator_app.ledger.chain import START
from facilitator_app.ledger.messages import Cursor, Item, Stream, StreamHead, SyncAnswer, SyncQuestion
from facilitator_app.ledger.seals import SigningKey
from facilitator_app.sync import exchange

Scenario = Callable[[World], None]
ALL = [*TRAPS, *OTHERS]
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
            world.check()


def test_there_is_a_story_for_each_trap() -> None:
    assert {scenario.__name__.split("_")[1] for scenario in TRAPS} == {f"{number:02}" for number in range(1, 13)}


def _said(world: World) -> Any:
    """What stands everywhere, without ids: they are of bytes in which a clock stands."""
    held = sorted(str(exchange_world.values_in([one.body])) for one in world.central.kept.held.values())
    return {who: _words(laptop.live()) for who, laptop in world.laptops.items()}, held


def _words(standing: Any) -> Any:
    """Ids left out: by compartment, record and field the values in their order."""
    return {
        name: {record: {one: sorted(map(str, values.values())) for one, values in fields.items()} for record, fields in records.items()}
        for name, records in standing.items()
    }


@pytest.mark.parametrize("scenario", ALL, ids=lambda scenario: scenario.__name__)
def test_no_clock_decides_anything(scenario: Scenario) -> None:
    ends = []
    for a, b in (("2026-03-02T10:00:00Z", "2026-03-02T10:00:00Z"), ("2036-03-02T10:00:00Z", "1970-01-01T00:00:00Z")):
        with chance(0):
            world = World()
            world.clocks = {"a": a, "b": b}
            scenario(world)
            world.check()
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
            world.check()
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


# What only one side can show ---------------------------------------------------------------------------------------------------


def _from_a_forger(world: World, items: list[bytes]) -> SyncAnswer:
    """What a service would answer that sends what nobody wrote."""
    asked = exchange.question(world.laptops["b"])
    answer = central.answer(world.central, world.laptops["b"].kept.signing.fingerprint, asked)
    [page] = answer.pages
    forged = tuple(Item(body.decode()) for body in items)
    return replace(answer, pages=(replace(page, items=(*forged, *page.items)),))


@pytest.mark.parametrize("sort", ["words", "unsigned", "stranger", "name", "elsewhere"])
def test_a_laptop_takes_nothing_that_its_author_did_not_sign(sort: str) -> None:
    """And what comes behind it is taken all the same."""
    world = World()
    value = world.type("a")
    world.sync("a")
    if sort == "elsewhere":
        world.type("a", compartment=NEW)
        world.laptops["a"].seal()
        body = world.laptops["a"].kept.unsent[-1]
    else:
        world.poison("a", sort)
        body = world.laptops["a"].kept.outbox[-1]
    laptop = world.laptops["b"]
    asked = exchange.question(laptop)
    exchange.answered(laptop, asked, _from_a_forger(world, [body]))
    assert _words(laptop.live()) == {"case/1": {"r1": {"words": [value]}}}
    assert [name for name, _ in laptop.kept.refused] == ["case/1"]


def test_the_keys_of_a_page_are_those_of_its_authors() -> None:
    world = World()
    world.type("a")
    world.sync("a")
    answer = central.answer(world.central, world.laptops["b"].kept.signing.fingerprint, exchange.question(world.laptops["b"]))
    assert [key.person for key in answer.keys.values()] == ["a"]
    assert list(answer.keys) == [world.laptops["a"].kept.signing.fingerprint]


def test_what_is_not_allocated_is_not_sent() -> None:
    world = World()
    world.type("a", compartment=NEW)
    world.quiet()
    question = SyncQuestion(Stream("s"), cursors={NEW: None, "case/unheard": None}, have={NEW: ("x",)})
    answer = central.answer(world.central, world.laptops["b"].kept.signing.fingerprint, question)
    assert [page.compartment for page in answer.pages] == ["case/1"]
    assert (answer.drop, answer.dead, answer.roles) == ((NEW,), (), {"case/1": "edit"})


def test_a_first_pull_goes_on_where_it_was_cut_and_what_comes_meanwhile_is_sent_behind_it() -> None:
    world = World()
    for number in range(9):
        world.type("a", record=f"r{number}")
    world.quiet()
    world.enrol_again("b")
    laptop, cursors = world.laptops["b"], []
    for number in range(9):
        world.sync("b", budget=400)
        world.sync("b", "answer lost", budget=400)
        cursors.append(laptop.cursors()["case/1"])
        world.type("a", record=f"new{number}")
        world.sync("a")
    assert [cursor.split(".")[0] for cursor in cursors if cursor] == ["i"] * 8 + ["p"]
    assert len({cursor.split(".")[2] for cursor in cursors[:8] if cursor}) == 1
    world.check()


def test_one_question_after_another_ends_when_nothing_is_left() -> None:
    world = World()
    for number in range(5):
        world.type("a", record=f"r{number}")
        world.laptops["a"].seal()
    laptop, rounds, more = world.laptops["a"], 0, True
    while more:
        asked = exchange.question(laptop, 400)
        more = exchange.answered(laptop, asked, central.answer(world.central, laptop.kept.signing.fingerprint, asked)).more
        rounds += 1
    assert not laptop.outbox()
    assert laptop.cursors()["case/1"] == str(Cursor(5, 5, world.central.head("case/1").chain))
    assert rounds < 12
    asked = exchange.question(laptop, 400)
    answer = central.answer(world.central, laptop.kept.signing.fingerprint, asked)
    assert not (asked.push or asked.have or answer.pages or answer.more)  # "nothing new" is one round trip


def test_an_erased_case_is_allocated_to_nobody_again() -> None:
    world = World()
    world.erase()
    decisions.allocate(world.central, "a", "case/1", "edit")
    assert not world.central.role("a", "case/1")


def test_a_key_that_is_enrolled_later_lets_a_person_accept_what_it_wrote() -> None:
    world = World()
    world.poison("a", "stranger")
    world.quiet()
    stranger = SigningKey(b"\xff" * 32)
    world.central.enrol(Device(stranger.fingerprint, stranger.public, "a"))
    world.decide(world.held_ids()[0], accept=True)
    world.check()
    assert not world.held_ids()
    assert world.laptops["b"].live()


def test_a_stream_goes_on_only_from_where_it_is() -> None:
    world = World()
    world.type("a")
    world.sync("a")
    laptop = world.laptops["a"]
    token, head = world.central.kept.streams[laptop.stream().id]
    central.answer(world.central, laptop.kept.signing.fingerprint, SyncQuestion(replace(laptop.stream(), base=START), ("no change",)))
    assert world.central.kept.streams[laptop.stream().id] == (token, head)
    exchange.answered(laptop, exchange.question(laptop), SyncAnswer(StreamHead(laptop.stream().id, token, START)))
    assert laptop.doubts() == {"case/1"}
