"""Where people sit: every seat is in the room and has its own place, the arrows reach all of them, and a swap loses nobody."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator_app.records.seating import DOOR, Point, beside, nearest, opposite, scene, swapped, towards, turned

LAYOUTS = st.sampled_from(["circle", "table", "two_rows"])
COUNTS = st.integers(1, 14)
WAYS: dict[str, Point] = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}


@given(LAYOUTS, COUNTS)
def test_every_seat_is_inside_and_has_its_place_for_itself(layout: str, count: int) -> None:
    seats = scene(layout, count)
    assert len(seats.spots) == count
    for at, spot in enumerate(seats.spots):
        box, (x, y) = spot.box, spot.chair
        assert box.left >= 0
        assert box.top >= 0
        assert box.left + box.wide <= 1
        assert box.top + box.high < 1  # the door stays free
        assert box.left < x < box.left + box.wide
        assert box.top < y < box.top + box.high
        assert math.isclose(math.hypot(*spot.looks), 1)
        assert not any(box.overlaps(other.box) for other in seats.spots[:at])
        assert seats.table is None or not box.overlaps(seats.table)


@given(LAYOUTS, COUNTS)
def test_nearest_the_door_is_one_of_the_seats_and_no_other_is_nearer(layout: str, count: int) -> None:
    seats = scene(layout, count)
    found = nearest(seats)
    away = [math.dist(spot.chair, DOOR) for spot in seats.spots]
    assert found
    assert all(away[at] <= min(away) + 1e-6 for at in found)
    assert set(found) <= {0, count - 1}  # the order of a plan begins and ends at the door


@given(LAYOUTS, COUNTS, st.floats(0.3, 3))
def test_arrows_go_where_the_eye_expects_and_reach_every_seat(layout: str, count: int, stretched: float) -> None:
    points = [(spot.chair[0] * stretched, spot.chair[1]) for spot in scene(layout, count).spots]
    reached, fresh = {0}, [0]
    while fresh:
        at = fresh.pop()
        for x, y in WAYS.values():
            to = towards(points, at, (x, y))
            ahead = (points[to][0] - points[at][0]) * x + (points[to][1] - points[at][1]) * y
            assert to == at or ahead > 0
            # It stays only where there is nothing on that side.
            others = [(one[0] - points[at][0]) * x + (one[1] - points[at][1]) * y for one in points]
            assert to != at or max(others) <= 1e-9
            if to not in reached:
                reached.add(to)
                fresh.append(to)
    assert reached == set(range(count))


@given(st.lists(st.text(), min_size=1, max_size=14, unique=True), st.data())
def test_a_swap_keeps_everybody_and_moves_two(keys: list[str], data: st.DataObject) -> None:
    one, other = (data.draw(st.integers(0, len(keys) - 1)) for _ in range(2))
    found = swapped(keys, one, other)
    assert sorted(found) == sorted(keys)
    assert (found[one], found[other]) == (keys[other], keys[one])
    assert [key for at, key in enumerate(found) if at not in (one, other)] == [key for at, key in enumerate(keys) if at not in (one, other)]
    assert swapped(found, one, other) == keys


@given(LAYOUTS, COUNTS)
def test_who_sits_beside_somebody_has_them_beside(layout: str, count: int) -> None:
    seats = scene(layout, count)
    for at in range(count):
        assert all(at in beside(seats, other) for other in beside(seats, at))
        across = opposite(seats, at)
        assert across is None or opposite(seats, across) == at


def test_in_a_circle_of_six_arrows_go_across_and_along() -> None:
    points = [spot.chair for spot in scene("circle", 6).spots]
    assert [towards(points, 1, WAYS[way]) for way in ("right", "up", "down")] == [4, 2, 0]
    assert [towards(points, 0, WAYS[way]) for way in ("right", "left", "up")] == [5, 1, 1]


@pytest.mark.parametrize(("at", "by", "across"), [(0, (1,), 4), (1, (0, 2), 3), (2, (1,), None), (3, (4,), 1), (4, (3,), 0)])
def test_two_rows_look_at_each_other(at: int, by: tuple[int, ...], across: int | None) -> None:
    seats = scene("two_rows", 5)
    assert (beside(seats, at), opposite(seats, at)) == (by, across)
    assert nearest(seats) == (0, 4)


def test_an_unknown_layout_is_a_circle_and_nobody_needs_no_seat() -> None:
    assert scene("stars", 5).spots == scene("circle", 5).spots
    assert scene("circle", 0).spots == ()
    assert nearest(scene("circle", 0)) == ()


@given(LAYOUTS, COUNTS, st.data())
def test_moving_on_to_the_door_keeps_who_sits_beside_whom(layout: str, count: int, data: st.DataObject) -> None:
    keys, at = [str(number) for number in range(count)], data.draw(st.integers(0, count - 1))
    near = nearest(scene(layout, count))
    found = turned(keys, at, near)
    assert found.index(keys[at]) in near
    start = found.index("0")
    assert [*found[start:], *found[:start]] == keys  # the same round
    ways = [min((goal - at) % count, (at - goal) % count) for goal in near]
    assert min((found.index(keys[at]) - at) % count, (at - found.index(keys[at])) % count) == min(
        ways
    )  # and nobody goes farther than needed
