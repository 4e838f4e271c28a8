"""What goes wrong between laptops and service, told step by step: each of these once lost or hid something, or would without one line of the code.

Most came out of the random attack, or out of thinking; a short green run of the attack proves little, so each is kept. All end with
`World.check`, and are run several times, because ids are random and the order of some things is theirs.
"""

from collections.abc import Callable

from exchange_world import NEW, World

from facilitator_app.ledger.messages import READ, WIPE_NOW

TRAPS: list[Callable[[World], None]] = []
OTHERS: list[Callable[[World], None]] = []


def trap(scenario: Callable[[World], None]) -> Callable[[World], None]:
    """One of the twelve design faults that the model of this protocol fell for."""
    TRAPS.append(scenario)
    return scenario


def other(scenario: Callable[[World], None]) -> Callable[[World], None]:
    OTHERS.append(scenario)
    return scenario


# The twelve traps --------------------------------------------------------------------------------------------------------------


@trap
def trap_01_the_answer_that_shows_a_restore_also_drops_the_copy_that_heals_it(w: World) -> None:
    w.back_up_central()
    w.type("b")
    w.sync("b")
    w.sync("a")
    w.restore_central()
    w.end("b")
    w.sync("b")


@trap
def trap_02_delivered_and_dropped_and_then_the_service_is_restored(w: World) -> None:
    w.back_up_central()
    w.type("a")
    w.sync("a")
    w.end("a")
    w.sync("a")
    assert not w.laptops["a"].kept.parts
    w.restore_central()


@trap
def trap_02_delivered_and_wiped_and_then_the_service_is_restored(w: World) -> None:
    w.back_up_central()
    w.type("a")
    w.sync("a")
    w.revoke("a")
    w.sync("a")
    assert not w.laptops["a"].kept.parts
    w.restore_central()


@trap
def trap_03_a_held_change_stays_on_its_authors_screen(w: World) -> None:
    w.sync("a")
    w.type("a")
    w.end("a")
    w.sync("a", "answer lost")
    w.allocate("a")
    w.sync("a")
    w.type("b")


@trap
def trap_04_a_first_pull_leaves_out_what_replaced_a_change_that_is_here(w: World) -> None:
    w.type("a", compartment=NEW)
    w.laptops["a"].seal()
    w.clone("a")
    for _ in range(3):
        w.sync("a")
        w.type("a", compartment=NEW)
    w.sync("a")
    w.sync("a'")


@trap
def trap_05_one_field_of_a_change_is_replaced_by_what_a_first_pull_leaves_out(w: World) -> None:
    w.type("a", "words")
    w.type("a", "day")
    w.sync("a")
    for _ in range(2):
        w.type("a", "words")
        w.sync("a")
    w.sync("b")


@trap
def trap_06_a_value_comes_in_dead_after_a_restore(w: World) -> None:
    w.back_up_central()
    w.type("b")
    w.sync("b")
    w.type("b")
    w.sync("b")
    w.type("b")
    w.sync("b")
    w.restore_central()
    for _ in range(8):  # one change at a time, in whichever order; a first pull in between
        w.sync("b", budget=400)
        w.sync("a")


@trap
def trap_07_a_fresh_stream_on_a_laptop_with_nothing_left_is_blind_to_a_restore(w: World) -> None:
    w.back_up_central()
    w.back_up_laptop("a")
    w.type("a")
    w.sync("a")
    w.end("a")
    w.restore_laptop("a")
    w.sync("a")
    w.sync("a")
    w.restore_central()


@trap
def trap_07_everything_delivered_and_dropped_before_the_stream_is_looked_at_again(w: World) -> None:
    w.type("a")
    w.end("a")
    w.back_up_central()
    w.back_up_laptop("a")
    w.sync("a")
    w.restore_laptop("a")
    w.sync("a")
    w.sync("a")
    w.restore_central()


@trap
def trap_08_what_is_brought_back_would_escape_a_second_restore(w: World) -> None:
    w.back_up_central()
    w.type("a")
    w.sync("a")
    for _ in range(2):
        w.restore_central()
        w.sync("a")
        w.sync("a")
    w.end("a")
    w.sync("a")
    w.restore_central()


@trap
def trap_09_an_answer_to_an_older_doubt_settles_a_newer_one(w: World) -> None:
    w.back_up_central()
    w.back_up_laptop("b")
    w.type("b")
    w.sync("b")
    w.restore_laptop("b")
    w.type("b")
    w.end("b")
    w.sync("b")
    w.restore_central()


@trap
def trap_10_the_last_copy_is_dropped_where_the_cursor_would_have_told(w: World) -> None:
    w.sync("a")
    w.back_up_central()
    w.back_up_laptop("b")
    w.type("b")
    w.sync("b")
    w.sync("a")
    w.restore_laptop("b")
    w.restore_central()
    w.end("a")
    w.sync("a")


@trap
def trap_10_the_last_copy_is_wiped_where_the_cursor_would_have_told(w: World) -> None:
    w.sync("a")
    w.back_up_central()
    w.back_up_laptop("b")
    w.type("b")
    w.sync("b")
    w.sync("a")
    w.restore_laptop("b")
    w.restore_central()
    w.revoke("a")
    w.sync("a")


@trap
def trap_11_a_late_page_moves_the_cursor_over_a_gap(w: World) -> None:
    w.type("b")
    w.sync("b")
    w.sync("a")
    w.back_up_laptop("a")
    w.type("b", "day")
    w.sync("b")
    w.sync("a")
    w.type("b")
    w.sync("b")
    w.sync("a", "late")
    w.restore_laptop("a")
    w.deliver_late()


@trap
def trap_12_the_service_is_restored_to_before_it_heard_of_a_case(w: World) -> None:
    w.back_up_central()
    w.type("a", compartment=NEW)
    w.sync("a")
    w.restore_central()
    w.sync("a")


# All the others ----------------------------------------------------------------------------------------------------------------


@other
def an_edit_replaces_what_stood_there_when_it_began(w: World) -> None:
    w.begin("a")
    w.type("b")
    w.sync("b")
    w.sync("a")
    w.type("a")
    w.check()
    assert len(w.laptops["a"].standing(("case/1", "r1", "words"))) == 2


@other
def two_write_apart_and_both_are_kept(w: World) -> None:
    w.type("a")
    w.type("b")
    w.sync("a")
    w.sync("b")
    w.check()
    assert len(w.laptops["b"].standing(("case/1", "r1", "words"))) == 2


@other
def what_was_written_before_a_removal_is_held_and_shown_to_nobody(w: World) -> None:
    value = w.type("a")
    w.end("a")
    w.sync("a")
    w.allocate("a")
    w.check()
    assert value not in {one for laptop in w.laptops.values() for one in _shown(laptop.live())}
    w.decide(w.held_ids()[0], accept=True)
    w.check()
    assert all(value in _shown(laptop.live()) for laptop in w.laptops.values())


def _shown(value: object) -> set[object]:
    return set().union(*map(_shown, value.values())) if isinstance(value, dict) else {value}


@other
def a_first_answer_never_comes_and_then_the_allocation_ends(w: World) -> None:
    w.type("a")
    w.sync("a", "question lost")
    w.end("a")
    w.sync("a")


@other
def a_restored_service_revokes_the_laptop_that_could_heal_it(w: World) -> None:
    w.back_up_central()
    w.type("a")
    w.sync("a")
    w.restore_central()
    w.revoke("a")


@other
def a_revoked_laptop_delivers_what_it_has(w: World) -> None:
    w.type("a")
    w.revoke("a")


@other
def a_question_comes_twice_and_again_weeks_later(w: World) -> None:
    w.type("a")
    w.sync("a", "twice")
    w.replay()


@other
def a_draft_is_sealed_on_two_copies_of_one_laptop(w: World) -> None:
    w.type("a")
    w.clone("a")
    for laptop in w.laptops.values():
        laptop.seal()


@other
def a_copy_is_made_of_what_was_asked_and_not_answered(w: World) -> None:
    w.type("a")
    w.sync("a", "question lost")
    w.clone("a")
    w.type("a")
    w.sync("a")
    w.type("a")


@other
def the_service_is_restored_under_a_first_pull(w: World) -> None:
    for name in ("words", "day"):
        w.type("b", name)
        w.sync("b")
    for _ in range(4):
        w.type("b")
        w.sync("b")
    w.back_up_central()
    w.type("b")
    w.sync("b")
    w.enrol_again("a")
    w.sync("a")
    w.restore_central()
    w.type("a")


@other
def the_service_is_restored_and_nobody_has_written_since(w: World) -> None:
    w.back_up_central()
    w.type("a")
    w.sync("a")
    w.restore_central()


@other
def a_restored_laptop_counts_again_from_where_it_was(w: World) -> None:
    w.back_up_laptop("a")
    w.type("a")
    w.sync("a")
    w.restore_laptop("a")
    w.type("a")
    w.type("b")


@other
def service_and_laptop_are_both_restored(w: World) -> None:
    w.back_up_central()
    w.back_up_laptop("a")
    w.type("b")
    w.sync("b")
    w.sync("a")
    w.type("a")
    w.sync("a")
    w.restore_central()
    w.restore_laptop("a")
    w.sync("a")
    w.type("b")


@other
def a_colleague_heals_the_service_before_the_author_comes(w: World) -> None:
    w.back_up_central()
    w.type("b")
    w.sync("b")
    w.sync("a")
    w.type("a")
    w.restore_central()
    for _ in range(3):
        w.sync("a")
    w.sync("b")


@other
def the_service_is_restored_and_written_to_past_an_old_cursor(w: World) -> None:
    w.sync("a")
    w.back_up_central()
    w.type("b")
    w.sync("b")
    w.sync("a")
    w.restore_central()
    w.type("a")
    w.sync("a")


@other
def a_page_comes_after_the_pages_behind_it(w: World) -> None:
    w.sync("a")
    w.type("b")
    w.sync("b")
    w.sync("a", "late")
    for _ in range(5):
        w.type("b")
        w.sync("b")
    for _ in range(3):
        w.sync("a")
    w.deliver_late()


@other
def the_service_is_restored_while_an_answer_is_under_way(w: World) -> None:
    w.back_up_central()
    w.type("b")
    w.sync("b")
    w.type("b")
    w.sync("a")
    w.restore_central()
    w.sync("b")
    w.type("b")


@other
def a_restored_laptop_delivers_again_what_is_held(w: World) -> None:
    w.type("a")
    w.back_up_laptop("a")
    w.end("a")
    w.sync("a")
    w.restore_laptop("a")
    w.sync("a")
    w.allocate("a")


@other
def what_is_held_is_lost_with_a_restore(w: World) -> None:
    w.back_up_central()
    w.type("a")
    w.end("a")
    w.sync("a")
    w.restore_central()


@other
def a_case_made_on_a_laptop_is_pulled_while_it_is_written(w: World) -> None:
    w.type("a", compartment=NEW)
    w.sync("a", "answer lost")
    w.type("a", "day", compartment=NEW)
    w.sync("a")
    w.type("a", compartment=NEW)


@other
def an_answer_acknowledges_what_another_life_has_sent(w: World) -> None:
    w.back_up_laptop("a")
    w.type("a")
    w.sync("a", "late")
    w.restore_laptop("a")
    value = w.type("a")
    w.laptops["a"].seal()
    w.sync("a", "question lost")
    w.deliver_late()
    w.check()
    assert value in _shown(w.laptops["b"].live())


@other
def a_cursor_that_diverged_is_not_settled_by_an_answer_from_before(w: World) -> None:
    """Dropped on the strength of the older answer, the parcel would be asked about no more."""
    w.type("b")
    w.sync("b")
    w.back_up_central()
    w.type("b")
    w.sync("b")
    w.restore_central()
    w.sync("b")  # doubts
    w.sync("b", "late")  # and is answered too late
    w.back_up_central()
    w.sync("b")
    w.restore_central()
    w.sync("b")
    w.deliver_late()
    w.end("b")


@other
def the_service_forgets_with_a_restore_why_it_called_a_value_dead(w: World) -> None:
    """A laptop that was told so, and never held what replaced the value, must not hide it for ever."""
    w.type("b", "words")
    w.type("b", "day")
    w.sync("b")
    w.back_up_central()
    w.back_up_laptop("b")
    w.type("b", "words")
    w.sync("b")
    w.type("b", "words")
    w.sync("b")
    w.sync("a")  # with a first pull: the first change, of which a field is dead, and the third
    w.restore_central()
    w.restore_laptop("b")


@other
def a_reader_heals_the_service_with_what_colleagues_wrote(w: World) -> None:
    w.allocate("a", role=READ)
    w.back_up_central()
    w.type("b")
    w.sync("b")
    w.sync("a")
    w.back_up_laptop("b")
    w.restore_central()
    w.sync("a")
    w.sync("a")
    w.check()
    assert not w.held_ids()


@other
def a_reader_writes_and_it_is_held(w: World) -> None:
    w.allocate("a", role=READ)
    w.type("a")
    w.check()
    assert [w.central.kept.held[id].why for id in w.held_ids()] == ["read_only"]


@other
def a_laptop_was_enrolled_after_the_backup_that_is_restored(w: World) -> None:
    w.back_up_central()
    w.sync("a")
    w.enrol_again("a")
    w.type("a")
    w.sync("a")
    w.restore_central()


@other
def a_parcel_is_delivered_again_and_counts_from_then(w: World) -> None:
    w.type("a")
    w.sync("a")
    w.back_up_central()
    w.end("a")
    w.type("a")
    w.sync("a")
    w.sync("a")
    w.restore_central()
    w.back_up_central()
    w.report_backup()  # the new backup has an old number, and not what the parcel holds
    w.sync("a")
    w.sync("a")
    w.sync("a")
    w.restore_central()


@other
def parcels_go_when_a_backup_off_site_holds_them(w: World) -> None:
    w.type("a")
    w.end("a")
    w.sync("a")
    w.sync("a")
    assert w.laptops["a"].parcels()
    w.back_up_central()
    w.sync("a")
    assert w.laptops["a"].parcels()
    w.report_backup()
    w.sync("a")
    assert not w.laptops["a"].parcels()
    w.restore_central()


@other
def what_is_typed_after_the_question_keeps_a_dropped_case_until_it_is_sent(w: World) -> None:
    w.sync("a")
    w.end("a")
    w.sync("a", "late")
    w.type("a")
    w.deliver_late()
    assert "case/1" in w.laptops["a"].kept.parts
    assert "case/1" in w.laptops["a"].kept.hidden


@other
def an_erased_case_stays_erased(w: World) -> None:
    value = w.type("a")
    w.sync("a")
    w.sync("b")
    w.back_up_central()
    w.back_up_laptop("b")
    w.erase()
    w.sync("a")
    w.sync("b")
    assert value not in w.everywhere()
    w.restore_central()
    w.restore_laptop("b")
    w.replay()
    w.check()
    assert value not in w.everywhere()


@other
def what_is_written_into_an_erased_case_is_held_for_a_manager(w: World) -> None:
    w.sync("a")
    w.erase()
    w.type("a")
    w.check()
    assert [w.central.kept.held[id].why for id in w.held_ids()] == ["erased"]
    w.decide(w.held_ids()[0], accept=True)
    assert w.held_ids()


@other
def a_stolen_laptop_forgets_at_once(w: World) -> None:
    w.sync("a")
    w.type("b")
    w.sync("b")
    w.sync("a")
    stolen = w.laptops["a"]
    w.revoke("a", WIPE_NOW)
    w.sync("a")
    assert not stolen.bodies()
    assert not stolen.kept.keys


@other
def poison_of_every_sort_stops_nothing(w: World) -> None:
    for sort in ("words", "unsigned", "stranger", "name", "huge"):
        w.poison("a", sort)
        w.type("a")
        w.laptops["a"].seal()
        w.poison("a", sort)
    w.check()
    whys = sorted(w.central.kept.held[id].why for id in w.held_ids())
    assert whys == ["author_mismatch"] * 6 + ["unreadable"] * 3  # what is too long was the same both times


@other
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


@other
def an_answer_from_before_a_restore_settles_no_doubt_after_it(w: World) -> None:
    """Nothing but a cursor tells of this restore: `a'` has sent nothing since the backup. What it holds as a parcel must be asked about."""
    w.type("a", compartment=NEW)
    w.type("a")
    w.sync("a")
    w.sync("a")
    w.clone("a")
    w.type("a", "day")
    w.sync("a")
    w.sync("a'")  # doubts
    w.sync("a'", "late")  # and is answered too late
    w.back_up_central()
    w.back_up_laptop("a")
    w.sync("a'")
    w.sync("a'")
    w.type("a", compartment=NEW)
    w.type("a")
    w.sync("a")
    w.sync("a'")
    w.end("a")
    w.sync("a'")
    assert w.laptops["a'"].parcels()
    w.restore_laptop("a")
    w.restore_central()
    w.sync("a'")
    w.deliver_late()


@other
def what_is_told_has_no_room_beside_what_is_in_doubt(w: World) -> None:
    """A page for a compartment of which nothing was told yet would leave its first change standing for ever."""
    for number in range(17):
        w.type("a", record=f"r{number}")
    w.quiet()
    w.back_up_central()
    w.type("a", "day")
    w.sync("a")
    w.sync("a")
    w.restore_central()
    w.sync("a")
    assert w.laptops["a"].doubts()
    w.type("a", compartment=NEW)
    w.sync("a", "answer lost", budget=400)
    w.allocate("b", NEW)
    for _ in range(3):
        w.sync("b", budget=10_000)
        w.type("b", compartment=NEW)
    w.sync("b")
    for _ in range(3):
        w.sync("a", budget=400)


@other
def a_case_made_here_stays_in_sight_while_it_waits_to_be_sent(w: World) -> None:
    w.type("a")
    w.laptops["a"].seal()
    w.type("a", compartment=NEW)
    w.sync("a", budget=400)
    assert NEW not in w.laptops["a"].kept.hidden
    w.sync("a", budget=400)
    assert w.central.role("a", NEW)


@other
def a_revoked_laptop_writes_nothing_into_a_log(w: World) -> None:
    w.sync("a")
    w.revoke("a")
    w.type("a")
    w.type("a", compartment=NEW)
    w.check()
    assert [w.central.kept.held[id].why for id in w.held_ids()] == ["device_revoked"] * 2


@other
def a_restore_gives_nothing_back_that_was_taken_away(w: World) -> None:
    w.type("b")
    w.sync("b")
    w.back_up_central()
    w.sync("a")
    w.end("b")
    w.revoke("a")
    w.restore_central()
    w.check()
    assert not w.laptops["a"].kept.parts
    assert not w.laptops["b"].kept.parts


@other
def a_rejected_change_stays_kept_and_comes_into_no_log(w: World) -> None:
    w.type("a")
    w.laptops["a"].seal()
    w.back_up_laptop("a")
    w.end("a")
    w.sync("a")
    w.decide(w.held_ids()[0], accept=False)
    w.restore_laptop("a")
    w.allocate("a")
    w.check()
    assert [w.central.kept.held[id].why for id in w.held_ids()] == ["rejected"]
    assert not w.central.kept.logs


@other
def what_nobody_known_wrote_is_accepted_by_no_person(w: World) -> None:
    for sort in ("words", "stranger", "name"):
        w.poison("a", sort)
    w.quiet()
    for id in w.held_ids():
        w.decide(id, accept=True)
    assert len(w.held_ids()) == 3
