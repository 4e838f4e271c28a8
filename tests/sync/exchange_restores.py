"""Stories of laptops that are restored and copied, services that are restored, and answers that come late or never. Every function is one."""

from exchange_oracle import check
from exchange_world import NEW, World, shown, words
from memory_laptop import OPENING

from facilitator_app.ledger.messages import NOT_ALLOCATED, SEALED
from facilitator_app.ledger.parcel import is_parcel


def an_edit_replaces_what_stood_there_when_it_began(w: World) -> None:
    w.begin("a")
    w.write("b")
    w.sync("a")
    w.type("a")
    check(w)
    assert len(w.laptops["a"].standing(("case/1", "r1", "words"))) == 2


def two_write_apart_and_both_are_kept(w: World) -> None:
    w.type("a")
    w.type("b")
    w.sync("a")
    w.sync("b")
    check(w)
    assert len(w.laptops["b"].standing(("case/1", "r1", "words"))) == 2


def a_question_comes_twice_and_again_weeks_later(w: World) -> None:
    w.type("a")
    w.sync("a", "twice")
    w.replay()


def a_draft_is_sealed_on_two_copies_of_one_laptop(w: World) -> None:
    w.type("a")
    w.clone("a")
    for laptop in w.laptops.values():
        laptop.seal()


def a_copy_is_made_of_what_was_asked_and_not_answered(w: World) -> None:
    w.type("a")
    w.sync("a", "question lost")
    w.clone("a")
    w.write("a")
    w.type("a")


def the_service_is_restored_under_a_first_pull(w: World) -> None:
    for name in ("words", "day"):
        w.write("b", name)
    for _ in range(4):
        w.write("b")
    w.back_up_central()
    w.write("b")
    w.enrol_again("a")
    w.sync("a")
    w.restore_central()
    w.type("a")


def the_service_is_restored_and_nobody_has_written_since(w: World) -> None:
    w.back_up_central()
    w.write("a")
    w.restore_central()


def a_restored_laptop_counts_again_from_where_it_was(w: World) -> None:
    w.back_up_laptop("a")
    w.write("a")
    w.restore_laptop("a")
    w.type("a")
    w.type("b")


def service_and_laptop_are_both_restored(w: World) -> None:
    w.back_up_central()
    w.back_up_laptop("a")
    w.write("b")
    w.sync("a")
    w.write("a")
    w.restore_central()
    w.restore_laptop("a")
    w.sync("a")
    w.type("b")


def a_colleague_heals_the_service_before_the_author_comes(w: World) -> None:
    w.back_up_central()
    w.write("b")
    w.sync("a")
    w.type("a")
    w.restore_central()
    for _ in range(3):
        w.sync("a")
    w.sync("b")


def the_service_is_restored_and_written_to_past_an_old_cursor(w: World) -> None:
    w.sync("a")
    w.back_up_central()
    w.write("b")
    w.sync("a")
    w.restore_central()
    w.write("a")


def a_page_comes_after_the_pages_behind_it(w: World) -> None:
    w.sync("a")
    w.write("b")
    w.sync("a", "late")
    for _ in range(5):
        w.write("b")
    for _ in range(3):
        w.sync("a")
    w.deliver_late()


def the_service_is_restored_while_an_answer_is_under_way(w: World) -> None:
    w.back_up_central()
    w.write("b")
    w.type("b")
    w.sync("a")
    w.restore_central()
    w.sync("b")
    w.type("b")


def a_case_made_on_a_laptop_is_pulled_while_it_is_written(w: World) -> None:
    w.type("a", compartment=NEW)
    w.sync("a", "answer lost")
    w.write("a", "day", compartment=NEW)
    w.type("a", compartment=NEW)


def an_answer_acknowledges_what_another_life_has_sent(w: World) -> None:
    w.write("a")  # behind its first pull nobody asks what is here
    w.back_up_laptop("a")
    w.type("a")
    w.sync("a", "late")
    w.restore_laptop("a")
    value = w.type("a")
    w.laptops["a"].seal()
    w.sync("a", "question lost")
    w.deliver_late()
    check(w)
    assert value in shown(w.laptops["b"].live())


def a_cursor_that_diverged_is_not_settled_by_an_answer_from_before(w: World) -> None:
    """Dropped on the strength of the older answer, the parcel would be asked about no more."""
    w.write("b")
    w.back_up_central()
    w.write("b")
    w.restore_central()
    w.sync("b")  # doubts
    w.sync("b", "late")  # and is answered too late
    w.back_up_central()
    w.sync("b")
    w.restore_central()
    w.sync("b")
    w.deliver_late()
    w.end("b")


def the_service_forgets_with_a_restore_why_it_called_a_value_dead(w: World) -> None:
    """A laptop that was told so, and never held what replaced the value, must not hide it for ever."""
    w.type("b", "words")
    w.write("b", "day")
    w.back_up_central()
    w.back_up_laptop("b")
    w.write("b", "words")
    w.write("b", "words")
    w.sync("a")  # with a first pull: the first change, of which a field is dead, and the third
    w.restore_central()
    w.restore_laptop("b")


def more_is_in_doubt_than_one_question_can_hold(w: World) -> None:
    for number in range(12):
        w.type("a", record=f"r{number}")
        w.type("a", record=f"r{number}", compartment=NEW)
    w.quiet()
    w.back_up_central()
    for number in range(12):
        w.type("a", record=f"s{number}")
        w.type("a", record=f"s{number}", compartment=NEW)
    w.quiet()
    w.restore_central()
    w.quiet(budget=400)


def an_answer_from_before_a_restore_settles_no_doubt_after_it(w: World) -> None:
    """Nothing but a cursor tells of this restore: `a'` has sent nothing since the backup. What it holds as a parcel must be asked about."""
    w.type("a", compartment=NEW)
    w.write("a")
    w.sync("a")
    w.clone("a")
    w.write("a", "day")
    w.sync("a'")  # doubts
    w.sync("a'", "late")  # and is answered too late
    w.back_up_central()
    w.back_up_laptop("a")
    w.sync("a'")
    w.sync("a'")
    w.type("a", compartment=NEW)
    w.write("a")
    w.sync("a'")
    w.end("a")
    w.sync("a'")
    assert w.laptops["a'"].parcels()
    w.restore_laptop("a")
    w.restore_central()
    w.sync("a'")
    w.deliver_late()


def what_is_told_has_no_room_beside_what_is_in_doubt(w: World) -> None:
    """A page for a compartment of which nothing was told yet would leave its first change standing for ever."""
    for number in range(17):
        w.type("a", record=f"r{number}")
    w.quiet()
    w.back_up_central()
    w.write("a", "day")
    w.sync("a")
    w.restore_central()
    w.sync("a")
    assert w.laptops["a"].doubts()
    w.type("a", compartment=NEW)
    w.sync("a", "answer lost", budget=400)
    w.allocate("b", NEW)
    for _ in range(3):
        w.sync("b", budget=10_000)
        w.write("b", compartment=NEW)
    for _ in range(3):
        w.sync("a", budget=400)


def a_second_laptop_holds_the_last_copy_as_a_parcel(w: World) -> None:
    """It has sent nothing since the backup, and has no cursor left: only the token of the last answer tells it of the restore."""
    w.write("a")
    w.sync("a")
    w.clone("a")
    w.write("a", "day")
    for _ in range(4):
        w.sync("a'")
    w.back_up_central()
    w.back_up_laptop("a")
    w.write("a")
    w.sync("a'")
    w.end("a")
    w.sync("a'")
    assert not w.laptops["a'"].kept.parts
    w.restore_laptop("a")
    w.restore_central()


def a_parcel_comes_back_to_a_service_that_has_other_keys(w: World) -> None:
    """Twice restored, and the second time nobody had brought the recovery key yet: the laptop holds the parcel until a backup has it, sealed or not."""
    value = w.type("a")
    w.back_up_central()
    w.sync("a")
    w.end("a")
    w.sync("a")
    w.lose_keys()
    for _ in range(2):
        w.restore_central()
        w.quiet()
        assert [held.why for held in w.central.kept.held.values()] == [SEALED]
        w.decide(w.held_ids()[0], accept=True)
        assert value not in words(w.laptops["b"].live()).get("case/1", {}).get("r1", {}).get("words", []), "nobody has read it"
    w.back_up_central()
    w.report_backup()
    w.sync("a")
    assert not w.laptops["a"].parcels(), "a backup off site holds it, sealed"
    w.restore_central()
    w.quiet()
    assert w.open_parcels() == 1
    assert [held.why for held in w.central.kept.held.values()] == [NOT_ALLOCATED], "by the usual rules"
    w.decide(w.held_ids()[0], accept=True)
    assert w.open_parcels() == 0
    check(w)
    assert words(w.laptops["b"].live())["case/1"]["r1"]["words"] == [value]


def a_parcel_on_its_way_is_kept_until_a_backup_has_what_is_in_it(w: World) -> None:
    """So much goes before it that a backup is made and off site meanwhile. Forgotten on the strength of that one, it would be in none."""
    w.back_up_central()
    w.write("a")
    w.end("a")
    w.sync("a")
    w.restore_central()
    for number in range(12):
        w.type("a", record=f"s{number}", compartment=NEW)
    while not any(map(is_parcel, w.laptops["a"].kept.outbox)):
        w.sync("a")
    w.back_up_central()
    w.report_backup()
    w.sync("a")
    assert any(map(is_parcel, w.laptops["a"].kept.outbox)), "it has not gone yet, or this story tells nothing"
    assert w.laptops["a"].parcels()
    w.quiet()
    w.restore_central()


def a_parcel_that_the_service_has_already_is_there_once(w: World) -> None:
    value = w.type("a")
    w.back_up_central()
    w.sync("a")
    w.end("a")
    w.sync("a")
    w.clone("a")
    w.lose_keys()
    w.restore_central()
    w.sync("a")
    w.sync("a")
    w.sync("a")
    w.opening = OPENING  # the copy of the keys is found
    w.quiet()
    w.open_parcels()
    for id in w.held_ids():
        w.decide(id, accept=True)
    check(w)
    assert words(w.laptops["b"].live())["case/1"]["r1"]["words"] == [value]


def an_answer_calls_held_what_was_accepted_since(w: World) -> None:
    w.type("a")
    w.end("a")
    w.sync("a", "late")
    w.decide(w.held_ids()[0], accept=True)
    w.allocate("a")
    w.sync("a")
    w.sync("a")
    w.deliver_late()
