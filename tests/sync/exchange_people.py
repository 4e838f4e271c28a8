"""Stories of what people decide: who is allocated, revoked, held, erased; and of poison. Every function is one."""

from exchange_oracle import check
from exchange_world import NEW, World, shown

from facilitator_app.ledger.messages import READ, WIPE_NOW


def what_was_written_before_a_removal_is_held_and_shown_to_nobody(w: World) -> None:
    value = w.type("a")
    w.end("a")
    w.sync("a")
    w.allocate("a")
    check(w)
    assert value not in {one for laptop in w.laptops.values() for one in shown(laptop.live())}
    w.decide(w.held_ids()[0], accept=True)
    check(w)
    assert all(value in shown(laptop.live()) for laptop in w.laptops.values())


def a_first_answer_never_comes_and_then_the_allocation_ends(w: World) -> None:
    w.type("a")
    w.sync("a", "question lost")
    w.end("a")
    w.sync("a")


def a_restored_service_revokes_the_laptop_that_could_heal_it(w: World) -> None:
    w.back_up_central()
    w.write("a")
    w.restore_central()
    w.revoke("a")


def a_revoked_laptop_delivers_what_it_has(w: World) -> None:
    w.type("a")
    w.revoke("a")


def a_restored_laptop_delivers_again_what_is_held(w: World) -> None:
    w.type("a")
    w.back_up_laptop("a")
    w.end("a")
    w.sync("a")
    w.restore_laptop("a")
    w.sync("a")
    w.allocate("a")


def what_is_held_is_lost_with_a_restore(w: World) -> None:
    w.back_up_central()
    w.type("a")
    w.end("a")
    w.sync("a")
    w.restore_central()


def a_reader_heals_the_service_with_what_colleagues_wrote(w: World) -> None:
    w.allocate("a", role=READ)
    w.back_up_central()
    w.write("b")
    w.sync("a")
    w.back_up_laptop("b")
    w.restore_central()
    w.sync("a")
    w.sync("a")
    check(w)
    assert not w.held_ids()


def a_reader_writes_and_it_is_held(w: World) -> None:
    w.allocate("a", role=READ)
    w.type("a")
    check(w)
    assert [w.central.kept.held[id].why for id in w.held_ids()] == ["read_only"]


def a_laptop_was_enrolled_after_the_backup_that_is_restored(w: World) -> None:
    w.back_up_central()
    w.sync("a")
    w.enrol_again("a")
    w.write("a")
    w.restore_central()


def a_parcel_is_delivered_again_and_counts_from_then(w: World) -> None:
    w.write("a")
    w.back_up_central()
    w.end("a")
    w.write("a")
    w.sync("a")
    w.restore_central()
    w.back_up_central()
    w.report_backup()  # the new backup has an old number, and not what the parcel holds
    w.sync("a")
    w.sync("a")
    w.sync("a")
    w.restore_central()


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


def what_is_typed_after_the_question_keeps_a_dropped_case_until_it_is_sent(w: World) -> None:
    w.sync("a")
    w.end("a")
    w.sync("a", "late")
    w.type("a")
    w.deliver_late()
    assert "case/1" in w.laptops["a"].kept.parts
    assert "case/1" in w.laptops["a"].kept.hidden


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
    check(w)
    assert value not in w.everywhere()


def what_is_written_into_an_erased_case_is_held_for_a_manager(w: World) -> None:
    w.sync("a")
    w.erase()
    w.type("a")
    check(w)
    assert [w.central.kept.held[id].why for id in w.held_ids()] == ["erased"]
    w.decide(w.held_ids()[0], accept=True)
    assert w.held_ids()


def a_stolen_laptop_forgets_at_once(w: World) -> None:
    w.sync("a")
    w.write("b")
    w.sync("a")
    stolen = w.laptops["a"]
    w.revoke("a", WIPE_NOW)
    w.sync("a")
    assert not stolen.bodies()
    assert not stolen.kept.keys


def poison_of_every_sort_stops_nothing(w: World) -> None:
    for sort in ("words", "unsigned", "stranger", "name", "huge"):
        w.poison("a", sort)
        w.type("a")
        w.laptops["a"].seal()
        w.poison("a", sort)
    check(w)
    whys = sorted(w.central.kept.held[id].why for id in w.held_ids())
    assert whys == ["author_mismatch"] * 6 + ["unreadable"] * 3  # what is too long was the same both times


def a_case_made_here_stays_in_sight_while_it_waits_to_be_sent(w: World) -> None:
    w.type("a")
    w.laptops["a"].seal()
    w.type("a", compartment=NEW)
    w.sync("a", budget=400)
    assert NEW not in w.laptops["a"].kept.hidden
    w.sync("a", budget=400)
    assert w.central.role("a", NEW)


def a_revoked_laptop_writes_nothing_into_a_log(w: World) -> None:
    w.sync("a")
    w.revoke("a")
    w.type("a")
    w.type("a", compartment=NEW)
    check(w)
    assert [w.central.kept.held[id].why for id in w.held_ids()] == ["device_revoked"] * 2


def a_restore_gives_nothing_back_that_was_taken_away(w: World) -> None:
    w.write("b")
    w.back_up_central()
    w.sync("a")
    w.end("b")
    w.revoke("a")
    w.restore_central()
    check(w)
    assert not w.laptops["a"].kept.parts
    assert not w.laptops["b"].kept.parts


def a_rejected_change_stays_kept_and_comes_into_no_log(w: World) -> None:
    w.type("a")
    w.laptops["a"].seal()
    w.back_up_laptop("a")
    w.end("a")
    w.sync("a")
    w.decide(w.held_ids()[0], accept=False)
    w.restore_laptop("a")
    w.allocate("a")
    check(w)
    assert [w.central.kept.held[id].why for id in w.held_ids()] == ["rejected"]
    assert not w.central.kept.logs


def what_nobody_known_wrote_is_accepted_by_no_person(w: World) -> None:
    for sort in ("words", "stranger", "name"):
        w.poison("a", sort)
    w.quiet()
    for id in w.held_ids():
        w.decide(id, accept=True)
    assert len(w.held_ids()) == 3


def who_leads_a_case_leads_what_a_colleague_begins_in_it(w: World) -> None:
    w.write("a", compartment=NEW)
    w.central.allocate("b", NEW, "edit")
    w.write("b", compartment="part/new/p")
    w.write("a", compartment="part/new/p")
    assert not w.held_ids()
    assert {w.central.role(one, "part/new/p") for one in ("a", "b")} == {"lead"}


def a_stranger_is_not_first_in_a_part_of_somebody_elses_case(w: World) -> None:
    w.write("a", compartment=NEW)
    w.write("b", compartment="part/new/p")
    w.write("b", compartment="service")
    assert [w.central.kept.held[id].why for id in w.held_ids()] == ["not_allocated"] * 2
    w.write("a", compartment="part/new/p")
    assert w.central.role("a", "part/new/p") == "lead"
    assert not w.central.is_known("service")


def who_asks_only_whether_anything_is_new_hears_of_everything(w: World) -> None:
    w.write("a")
    w.quiet()
    w.sync("b", short=True)
    value = w.write("a")
    w.sync("b", short=True)
    assert value not in shown(w.laptops["b"].live()), "it only heard that there is something"
    w.sync("b")
    assert value in shown(w.laptops["b"].live())
    w.end("b")
    w.sync("b", short=True)
    assert "case/1" in w.laptops["b"].kept.parts, "an end is acted on when all places were compared"
    w.sync("b")
    assert "case/1" not in w.laptops["b"].kept.parts


def a_laptop_with_nothing_to_say_is_revoked_after_a_restore(w: World) -> None:
    """The last copy is on the laptop that is told to forget, and that asks only whether anything is new."""
    w.back_up_central()
    w.write("a")
    w.quiet()
    w.restore_central()
    w.revoke("a")
    w.revoke("b")
    for who in ("a", "b", "a", "b"):
        w.sync(who, short=True)


def a_restored_service_is_noticed_by_who_asks_only_whether_anything_is_new(w: World) -> None:
    w.write("a")
    w.quiet()
    w.back_up_central()
    value = w.write("a")
    w.quiet()
    w.restore_central()
    w.sync("a", short=True)
    w.quiet()
    assert value in shown(w.laptops["b"].live())
