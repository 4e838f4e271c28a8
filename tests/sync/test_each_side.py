"""What only one side of the exchange can show: what the service sends to whom, what a laptop takes from whom, and where a pull goes on."""

from dataclasses import replace

import pytest
from exchange_oracle import check
from exchange_world import NEW, World, words

from facilitator_app.central import decisions
from facilitator_app.central import exchange as central
from facilitator_app.central.store import Device
from facilitator_app.ledger import change as changes
from facilitator_app.ledger.chain import START
from facilitator_app.ledger.messages import Cursor, Item, Stream, SyncAnswer, SyncQuestion
from facilitator_app.ledger.seals import SigningKey
from facilitator_app.sync import exchange


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
    assert words(laptop.live()) == {"case/1": {"r1": {"words": [value]}}}
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
    assert (answer.drop, answer.dead, answer.roles) == ((), (), {"case/1": "edit"}), "nor whether there is such a case"


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
    check(world)


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
    assert not list(laptop.outbox())
    assert laptop.cursors()["case/1"] == str(Cursor(5, 5, world.central.head("case/1").chain))
    assert rounds < 12
    asked = exchange.question(laptop, 400)
    answer = central.answer(world.central, laptop.kept.signing.fingerprint, asked)
    assert [asked.push, dict(asked.have), answer.pages, answer.more] == [(), {}, (), False]  # "nothing new" is one round trip


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
    check(world)
    assert not world.held_ids()
    assert world.laptops["b"].live()


def test_a_stream_goes_on_only_from_where_it_is() -> None:
    world = World()
    world.type("a")
    world.sync("a")
    laptop = world.laptops["a"]
    there = world.central.kept.streams[laptop.stream().id]
    central.answer(world.central, laptop.kept.signing.fingerprint, SyncQuestion(replace(laptop.stream(), base=START), ("no change",)))
    assert world.central.kept.streams[laptop.stream().id].head == there.head
    exchange.answered(laptop, exchange.question(laptop), SyncAnswer(replace(there, was=there.token, head=START)))
    assert laptop.doubts() == {"case/1"}


def test_each_answer_gives_a_new_token_to_whoever_shows_the_last() -> None:
    world = World()
    laptop, key = world.laptops["a"], world.laptops["a"].kept.signing.fingerprint
    first = central.answer(world.central, key, exchange.question(laptop)).stream
    again = central.answer(world.central, key, exchange.question(laptop)).stream  # the first answer was lost
    assert again.was == first.was == ""
    assert len({"", first.token, again.token}) == 3
    world.sync("a")
    given = laptop.stream().token
    after = central.answer(world.central, key, exchange.question(laptop)).stream
    assert after.was == given != after.token
    never = central.answer(world.central, key, SyncQuestion(replace(laptop.stream(), token="never given"))).stream
    assert (never.token, never.was) == (after.token, after.was)


def test_an_answer_that_says_more_than_a_lost_one_has_a_token_of_its_own() -> None:
    """A backup between the two knows the first token, and not what the second answer says."""
    world = World()
    world.quiet()
    world.sync("a", "answer lost")
    world.back_up_central()
    world.write("b")
    world.sync("a")
    world.restore_central()
    asked = exchange.question(world.laptops["a"])
    assert central.answer(world.central, world.laptops["a"].kept.signing.fingerprint, asked).stream.was != asked.stream.token


@pytest.mark.parametrize("happens", ["", "ended", "revoked"])
def test_a_cursor_that_is_no_place_in_the_log_is_told_to_whoever_asks(happens: str) -> None:
    world = World()
    world.sync("a")
    world.back_up_central()
    world.write("b")
    world.sync("a")
    world.restore_central()
    if happens == "ended":
        world.end("a")
    elif happens == "revoked":
        world.revoke("a")
    laptop = world.laptops["a"]
    assert central.answer(world.central, laptop.kept.signing.fingerprint, exchange.question(laptop)).diverged == ("case/1",)


def test_a_backup_that_knows_a_token_holds_all_that_was_said_with_it() -> None:
    """A backup begins and a colleague sends something, between what is written for an answer and what is read for it."""
    world = World()
    world.quiet()
    world.type("b")
    laptop, key = world.laptops["a"], world.laptops["a"].kept.signing.fingerprint

    def meanwhile() -> None:
        world.central.before_reading = None
        world.back_up_central()
        world.sync("b")

    world.central.before_reading = meanwhile
    world.sync("a")
    assert laptop.live()["case/1"]
    world.restore_central()
    asked = exchange.question(laptop)
    assert central.answer(world.central, key, asked).stream.was != asked.stream.token


def test_a_page_from_another_place_is_not_taken() -> None:
    """No service sends one in an answer to this question; and the cursor must not move over a gap if one does."""
    world = World()
    world.sync("a")
    world.write("b")
    world.sync("a")
    laptop = world.laptops["a"]
    cursor = laptop.cursors()["case/1"]
    world.write("b", "day")
    for since in (None, str(Cursor(7, 7, "x"))):
        asked = exchange.question(laptop)
        answer = central.answer(world.central, laptop.kept.signing.fingerprint, asked)
        [page] = answer.pages
        exchange.answered(laptop, asked, replace(answer, pages=(replace(page, since=since),)))
        assert laptop.cursors()["case/1"] == cursor
    check(world)


def test_of_what_is_only_pushed_nothing_is_left_out_of_a_first_pull() -> None:
    """No laptop of ours asks so. Nobody would tell this one which of its values are replaced."""
    world = World()
    world.type("a")
    laptop = world.laptops["a"]
    asked = exchange.question(laptop)
    assert asked.kept == ("case/1",)
    answer = central.answer(world.central, laptop.kept.signing.fingerprint, replace(asked, have={}))
    assert [len(page.items) for page in answer.pages] == [1]


def test_what_is_held_is_not_left_out_and_what_is_told_is() -> None:
    world = World()
    world.write("b")
    world.type("a")
    laptop = world.laptops["a"]
    asked = exchange.question(laptop)
    answer = central.answer(world.central, laptop.kept.signing.fingerprint, asked)
    [page] = answer.pages
    theirs = {changes.id_of(body) for body in world.laptops["b"].bodies()}
    assert {changes.id_of(item.body.encode()) for item in page.items} == theirs, "its own is left out"
    exchange.answered(laptop, asked, answer)
    assert laptop.cursors()["case/1"] == page.to
    world.type("a")
    asked = exchange.question(laptop)
    answer = central.answer(world.central, laptop.kept.signing.fingerprint, asked)
    assert [page.items for page in answer.pages] == [()], "behind the first pull too"
    exchange.answered(laptop, asked, answer)
    world.quiet()
    check(world)


def test_a_page_of_what_was_told_later_is_not_taken() -> None:
    """From a service that does not know the word: it would leave out what replaced some of what is here."""
    world = World()
    world.type("a")
    world.sync("a")
    world.write("b")
    laptop = world.laptops["a"]
    laptop.keep_cursor("case/1", None)
    asked = exchange.question(laptop)
    answer = central.answer(world.central, laptop.kept.signing.fingerprint, asked)
    assert answer.pages
    progress = exchange.answered(laptop, replace(asked, have={}, kept=(), later=("case/1",)), answer)
    assert laptop.cursors()["case/1"] is None
    assert progress.more
    world.quiet()
    check(world)


def test_what_is_still_to_be_sent_is_not_told_with_every_page() -> None:
    world = World()
    laptop = world.laptops["a"]
    world.type("a")
    laptop.seal()
    world.type("a", compartment=NEW)
    asked = exchange.question(laptop, 1)
    assert len(asked.push) == 1
    assert (tuple(asked.have), asked.later) == (("case/1",), (NEW,))
    answer = central.answer(world.central, laptop.kept.signing.fingerprint, asked)
    assert [page.compartment for page in answer.pages] == ["case/1"]
    assert exchange.answered(laptop, asked, answer).more
    world.quiet()
    check(world)


def test_what_was_written_before_enrolment_stays_its_writers() -> None:
    """A workbook names its writer by a name of its own until enrolment says who they are."""
    world = World()
    laptop = world.laptops["a"]
    world.central.enrol(replace(world.central.kept.devices[laptop.kept.signing.fingerprint], former="somebody else"))
    world.poison("a", "name")
    world.quiet()
    assert not world.held_ids()
    assert world.laptops["b"].live() == {"case/1": {"r1": laptop.live()["case/1"]["r1"]}}
    assert not world.laptops["b"].kept.refused
