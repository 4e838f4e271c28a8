"""The twelve design faults that the model of this protocol fell for, each as the story that shows it. Every function is one."""

from exchange_world import NEW, World


def trap_01_the_answer_that_shows_a_restore_also_drops_the_copy_that_heals_it(w: World) -> None:
    w.back_up_central()
    w.write("b")
    w.sync("a")
    w.restore_central()
    w.end("b")
    w.sync("b")


def trap_02_delivered_and_dropped_and_then_the_service_is_restored(w: World) -> None:
    w.back_up_central()
    w.write("a")
    w.end("a")
    w.sync("a")
    assert not w.laptops["a"].kept.parts
    w.restore_central()


def trap_02_delivered_and_wiped_and_then_the_service_is_restored(w: World) -> None:
    w.back_up_central()
    w.write("a")
    w.revoke("a")
    w.sync("a")
    assert not w.laptops["a"].kept.parts
    w.restore_central()


def trap_03_a_held_change_stays_on_its_authors_screen(w: World) -> None:
    w.sync("a")
    w.type("a")
    w.end("a")
    w.sync("a", "answer lost")
    w.allocate("a")
    w.sync("a")
    w.type("b")


def trap_04_a_first_pull_leaves_out_what_replaced_a_change_that_is_here(w: World) -> None:
    w.type("a", compartment=NEW)
    w.laptops["a"].seal()
    w.clone("a")
    for _ in range(3):
        w.sync("a")
        w.write("a", compartment=NEW)
    w.sync("a'")


def trap_05_one_field_of_a_change_is_replaced_by_what_a_first_pull_leaves_out(w: World) -> None:
    w.type("a", "words")
    w.write("a", "day")
    for _ in range(2):
        w.write("a", "words")
    w.sync("b")


def trap_06_a_value_comes_in_dead_after_a_restore(w: World) -> None:
    w.back_up_central()
    w.write("b")
    w.write("b")
    w.write("b")
    w.restore_central()
    for _ in range(8):  # one change at a time, in whichever order; a first pull in between
        w.sync("b", budget=400)
        w.sync("a")


def trap_07_a_fresh_stream_on_a_laptop_with_nothing_left_is_blind_to_a_restore(w: World) -> None:
    w.back_up_central()
    w.back_up_laptop("a")
    w.write("a")
    w.end("a")
    w.restore_laptop("a")
    w.sync("a")
    w.sync("a")
    w.restore_central()


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


def trap_08_what_is_brought_back_would_escape_a_second_restore(w: World) -> None:
    w.back_up_central()
    w.write("a")
    for _ in range(2):
        w.restore_central()
        w.sync("a")
        w.sync("a")
    w.end("a")
    w.sync("a")
    w.restore_central()


def trap_09_an_answer_to_an_older_doubt_settles_a_newer_one(w: World) -> None:
    w.back_up_central()
    w.back_up_laptop("b")
    w.write("b")
    w.restore_laptop("b")
    w.type("b")
    w.end("b")
    w.sync("b")
    w.restore_central()


def trap_10_the_last_copy_is_dropped_where_the_cursor_would_have_told(w: World) -> None:
    w.sync("a")
    w.back_up_central()
    w.back_up_laptop("b")
    w.write("b")
    w.sync("a")
    w.restore_laptop("b")
    w.restore_central()
    w.end("a")
    w.sync("a")


def trap_10_the_last_copy_is_wiped_where_the_cursor_would_have_told(w: World) -> None:
    w.sync("a")
    w.back_up_central()
    w.back_up_laptop("b")
    w.write("b")
    w.sync("a")
    w.restore_laptop("b")
    w.restore_central()
    w.revoke("a")
    w.sync("a")


def trap_11_a_late_page_moves_the_cursor_over_a_gap(w: World) -> None:
    w.write("b")
    w.sync("a")
    w.back_up_laptop("a")
    w.write("b", "day")
    w.sync("a")
    w.write("b")
    w.sync("a", "late")
    w.restore_laptop("a")
    w.deliver_late()


def trap_12_the_service_is_restored_to_before_it_heard_of_a_case(w: World) -> None:
    w.back_up_central()
    w.write("a", compartment=NEW)
    w.restore_central()
    w.sync("a")
