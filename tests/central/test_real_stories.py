"""What the random attack on real parts does in chance order, told step by step; and that what it looks at in the end would notice a loss."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from real_oracle import check
from real_service import Service
from real_world import NOTE_1, RealWorld
from workbooks import PART, WHOLE, fresh_workbook

from facilitator_app.ledger import messages as say
from facilitator_app.vault.files import CHUNK_BYTES


@pytest.fixture
def world(tmp_path: Path, dsn: str, service_dsn: str, tenant: str) -> Iterator[RealWorld]:
    """Amira and Sam, who are both allocated her case."""
    closed = tmp_path / "closed"
    closed.mkdir()
    for name in ("amira", "sam"):
        fresh_workbook(closed, name).close()
    found = RealWorld(
        tmp_path, Service(tmp_path, dsn, service_dsn, tenant), {name: closed / f"{name}.workbook" for name in ("amira", "sam")}
    )
    yield found
    found.close()


def words(world: RealWorld, who: str) -> set[object]:
    return world.laptops[who].worker.words()


def test_an_edit_that_began_before_a_colleagues_came_leaves_both(world: RealWorld) -> None:
    world.begin("amira", NOTE_1)
    hers = world.type("sam", NOTE_1)
    world.sync("sam")
    world.sync("amira")
    mine = world.type("amira", NOTE_1)
    check(world)
    assert words(world, "amira") == words(world, "sam") == {hers, mine}


def test_service_and_laptop_are_both_put_back_and_a_colleague_has_the_rest(world: RealWorld) -> None:
    world.back_up_central()
    world.back_up_laptop("amira")
    value = world.type("amira", NOTE_1)
    world.quiet()
    world.restore_central()
    world.restore_laptop("amira")
    check(world)
    assert words(world, "amira") == words(world, "sam") == {value}


def test_an_answer_of_another_life_of_a_laptop_acknowledges_nothing_of_this_one(world: RealWorld) -> None:
    world.back_up_laptop("sam")
    world.type("sam", NOTE_1)
    world.sync("sam", late=True)
    world.restore_laptop("sam")
    value = world.type("sam", NOTE_1)
    world.seal("sam")
    world.deliver_late(0)
    check(world)
    assert value in words(world, "amira")


def test_a_draft_is_sealed_on_two_copies_of_one_laptop(world: RealWorld) -> None:
    value = world.type("sam", NOTE_1)
    world.clone("sam")
    check(world)
    assert words(world, "amira") == {value}


def test_what_was_let_go_of_comes_back_out_of_a_parcel_when_the_service_has_lost_it(world: RealWorld) -> None:
    world.back_up_central()
    value = world.type("sam", NOTE_1)
    world.sync("sam")
    for compartment in (WHOLE, PART):
        world.allocate("sam", compartment, "")
    world.sync("sam")
    assert world.laptops["sam"].worker.book.cases() == []
    world.restore_central()
    world.quiet()
    world.decide(0, accept=True)
    check(world)
    assert words(world, "amira") == {value}


def test_a_copy_that_was_made_before_a_laptop_was_wiped_delivers_and_is_wiped(world: RealWorld) -> None:
    world.type("sam", NOTE_1)
    world.clone("sam")
    world.revoke("sam")
    check(world)
    assert [len(laptop.worker.book.cases()) for laptop in world.laptops.values()] == [1, 0, 0]
    world.decide(0, accept=True)
    check(world)


def test_a_laptop_that_is_gone_takes_with_it_what_it_alone_had_and_nothing_else(world: RealWorld) -> None:
    kept = world.type("sam", NOTE_1)
    world.sync("sam")
    world.revoke("sam", say.WIPE_NOW)
    world.seal("sam")
    world.sync("sam")
    assert "sam" not in world.laptops
    check(world)
    assert words(world, "amira") == {kept}


def _hidden_from_sam(world: RealWorld) -> None:
    with world.laptops["sam"].worker.opened.vault.connection.writing() as connection:
        connection.execute("delete from record where id = 'r1'")


def _one_change_gone(world: RealWorld) -> None:
    world.service.rows("DELETE FROM change WHERE tenant = %(tenant)s AND compartment LIKE 'part/%%' AND at = 2 RETURNING id")


def _never_delivered(world: RealWorld) -> None:
    """The value is on no disk, although no disk was put back."""
    world.typed["nobody has this"] = world.typed[next(iter(world.typed))]


def _replaced_unseen(world: RealWorld) -> None:
    """As if the second of two who wrote apart had replaced the first without having seen it."""
    world.type("sam", NOTE_1)
    for value, typed in world.typed.items():
        world.typed[value] = type(typed)(typed.place, frozenset())


@pytest.mark.parametrize("broken", [_hidden_from_sam, _one_change_gone, _never_delivered, _replaced_unseen])
def test_what_is_looked_at_in_the_end_notices_a_loss(broken: Callable[[RealWorld], None], world: RealWorld) -> None:
    world.type("amira", NOTE_1)
    world.quiet()
    check(world)
    broken(world)
    with pytest.raises(AssertionError):
        check(world)


def test_papers_come_to_everybody_through_copies_of_a_laptop_and_a_restored_service(world: RealWorld) -> None:
    world.back_up_central()
    paper = world.issue("amira", 2 * CHUNK_BYTES + 1)
    world.sync("amira")
    world.carry("amira", 1)
    world.clone("amira")
    world.quiet()
    world.restore_central()
    assert world.files_gone == set()
    check(world)
    assert paper in world.files


def test_an_allocation_that_ends_between_a_paper_and_its_bytes_keeps_neither_from_a_colleague(world: RealWorld) -> None:
    """Found by the random attack: the bytes were kept apart for ever, because the change that names them was accepted before they came."""
    world.issue("amira", CHUNK_BYTES + 1)
    world.sync("amira")
    world.allocate("amira", WHOLE, "")
    check(world)
    assert world.files_gone == set()


def test_a_held_paper_may_be_accepted_before_its_bytes_come(world: RealWorld) -> None:
    world.allocate("sam", WHOLE, say.READ)
    world.issue("sam", 2 * CHUNK_BYTES + 1)
    world.sync("sam")
    world.carry("sam", 1)
    world.decide(0, accept=True)
    check(world)
    assert world.files_gone == set()


def test_a_laptop_that_is_given_back_brings_the_bytes_of_what_it_had_delivered(world: RealWorld) -> None:
    world.issue("amira", CHUNK_BYTES + 1)
    world.sync("amira")
    world.revoke("amira")
    check(world)
    assert world.files_gone == set()
