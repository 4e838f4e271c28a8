"""Where each seat stands in the room of a meeting, where the door is, and who is nearest to it. The screen and the paper draw this one scene.

A room is a unit square, seen from above: x goes right, y goes down, and the door is in the middle of the foot. Seats are numbered in the
order of a plan: from the left of the door, round. Knows no screen, no paper and nobody's name.
"""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

Point = tuple[float, float]

LEAD, CO = "facilitator:lead", "facilitator:co"  # seats of those who are no participants; every other seat is a participant's id
CIRCLE, TABLE, TWO_ROWS = "circle", "table", "two_rows"
DOOR: Point = (0.5, 1.0)
DOOR_WIDE = 0.16

_EDGE, _FOOT = 0.02, 0.06  # air along the walls, and before the door
_WIDEST, _HIGHEST = 0.26, 0.27  # of a seat in a ring, while there is room for it
_CHAIR_DOWN = 0.27  # of its own height a chair stands in its box: its name is under it
_AISLE = 0.12  # from the middle of a chair in a row to the middle of the room
_SHRINK = 0.97
_STEPS = 360
_SHAPES = (0.85, 1.0, 1.15, 1.3)  # of a box, wide by high, of which the one is taken that leaves most room to a name
_SQUARE = 0.62  # how round a table is: 1 is a circle, 0 a square
_SAME = 1e-9


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the room."""

    left: float
    top: float
    wide: float
    high: float

    def overlaps(self, other: "Box") -> bool:
        """Whether the two have more than an edge in common."""
        across = min(self.left + self.wide, other.left + other.wide) - max(self.left, other.left)
        down = min(self.top + self.high, other.top + other.high) - max(self.top, other.top)
        return across > _SAME and down > _SAME


@dataclass(frozen=True, slots=True)
class Spot:
    """One seat: the middle of its chair, the box that chair and name have for themselves, which way it looks, and where the name goes."""

    chair: Point
    box: Box
    looks: Point
    name: Literal["under", "left", "right"]


@dataclass(frozen=True, slots=True)
class Scene:
    """All seats in the order of the plan, and the table where there is one."""

    layout: str
    spots: tuple[Spot, ...]
    table: Box | None = None


@cache
def scene(layout: str, count: int) -> Scene:
    """The room for so many. What is no layout is a circle."""
    if count <= 0:
        return Scene(layout, ())
    if layout == TWO_ROWS:
        return Scene(layout, _rows(count))
    boxes = max((_apart(layout, count, shape) for shape in _SHAPES), key=lambda found: found[0].wide * found[0].high)
    return Scene(layout, tuple(_under(box) for box in boxes), _table(boxes) if layout == TABLE else None)


def _apart(layout: str, count: int, shape: float) -> list[Box]:
    """The largest boxes of one shape that do not overlap."""
    high = _HIGHEST
    while True:
        boxes = _ring(layout, count, min(_WIDEST, high * shape), high)
        if not any(one.overlaps(other) for at, one in enumerate(boxes) for other in boxes[:at]):
            return boxes
        high *= _SHRINK


def _ring(layout: str, count: int, wide: float, high: float) -> list[Box]:
    """Boxes of one size at even steps along a closed line, with the door between the first and the last."""
    across, down = (1 - wide) / 2 - _EDGE, (1 - _EDGE - _FOOT - high) / 2
    middle = _EDGE + high / 2 + down
    bend = _SQUARE if layout == TABLE else 1.0
    turns = (math.tau * step / _STEPS for step in range(_STEPS + 1))
    line = [(0.5 - across * _bent(math.sin(turn), bend), middle + down * _bent(math.cos(turn), bend)) for turn in turns]
    return [Box(x - wide / 2, y - high / 2, wide, high) for x, y in _evenly(line, count)]


def _bent(value: float, bend: float) -> float:
    return math.copysign(abs(value) ** bend, value)


def _evenly(line: Sequence[Point], count: int) -> list[Point]:
    """Points at equal lengths along a line, the first of them half a step from its beginning."""
    walked = [0.0]
    for one, other in itertools.pairwise(line):
        walked.append(walked[-1] + math.dist(one, other))
    found, at = [], 0
    for number in range(count):
        wanted = walked[-1] * (number + 0.5) / count
        while walked[at + 1] < wanted:
            at += 1
        part = (wanted - walked[at]) / (walked[at + 1] - walked[at])
        (x, y), (to_x, to_y) = line[at], line[at + 1]
        found.append((x + part * (to_x - x), y + part * (to_y - y)))
    return found


def _under(box: Box) -> Spot:
    """A chair that looks into the middle of the room, with its name under it."""
    x, y = box.left + box.wide / 2, box.top + box.high * _CHAIR_DOWN
    away = math.dist((x, y), (0.5, 0.5)) or 1.0
    return Spot((x, y), box, ((0.5 - x) / away, (0.5 - y) / away), "under")


def _table(boxes: Sequence[Box]) -> Box:
    """The largest table in the middle at which nobody sits on it, less some air."""
    middle = (_EDGE + 1 - _FOOT) / 2
    reach = 0.5
    while True:
        table = Box(0.5 - reach, middle - reach, 2 * reach, 2 * reach)
        if not any(table.overlaps(box) for box in boxes):
            return Box(table.left + 0.01, table.top + 0.01, table.wide - 0.02, table.high - 0.02)
        reach *= _SHRINK


def _rows(count: int) -> tuple[Spot, ...]:
    """Two rows that look at each other, from the foot up at the left and back down at the right; names stand on the outside."""
    half = math.ceil(count / 2)
    high = min(_HIGHEST, (1 - _EDGE - _FOOT) / half)
    tops = [1 - _FOOT - high * (row + 1) for row in range(half)]
    wide = 0.5 - _AISLE + _AISLE / 2 - _EDGE
    left = [Spot((0.5 - _AISLE, top + high / 2), Box(_EDGE, top, wide, high), (1.0, 0.0), "left") for top in tops]
    right = [Spot((0.5 + _AISLE, top + high / 2), Box(1 - _EDGE - wide, top, wide, high), (-1.0, 0.0), "right") for top in tops]
    return (*left, *reversed(right[: count - half]))


# Who is where ------------------------------------------------------------------------------------------------------------------


def nearest(seats: Scene) -> tuple[int, ...]:
    """The seats that are nearest the door: two where both are as near."""
    away = [math.dist(spot.chair, DOOR) for spot in seats.spots]
    return tuple(number for number, one in enumerate(away) if one - min(away) < 1e-6)  # noqa: PLR2004 - what drawing cannot show


def beside(seats: Scene, at: int) -> tuple[int, ...]:
    """The seats to both sides of one, in the order of the plan; in a row its ends have one neighbour."""
    count = len(seats.spots)
    if seats.layout != TWO_ROWS:
        return tuple(dict.fromkeys(other for other in ((at - 1) % count, (at + 1) % count) if other != at))
    half = math.ceil(count / 2)
    row = range(half) if at < half else range(half, count)
    return tuple(other for other in (at - 1, at + 1) if other in row)


def opposite(seats: Scene, at: int) -> int | None:
    """Who is looked at across the aisle of two rows."""
    if seats.layout != TWO_ROWS:
        return None
    here = seats.spots[at]
    across = (n for n, spot in enumerate(seats.spots) if spot.looks != here.looks and abs(spot.chair[1] - here.chair[1]) < _SAME)
    return next(across, None)


def towards(points: Sequence[Point], at: int, way: Point) -> int:
    """The seat to which an arrow goes: the nearest in that quarter of the picture; where there is none, the nearest on that side at all.

    What lies straight ahead is nearer than what is as far and aside.
    """
    inside: list[tuple[float, int]] = []
    aside: list[tuple[float, int]] = []
    for number, point in enumerate(points):
        x, y = point[0] - points[at][0], point[1] - points[at][1]
        ahead, off = x * way[0] + y * way[1], abs(x * way[1] - y * way[0])
        if number != at and ahead > _SAME:
            (inside if off <= ahead + _SAME else aside).append((math.hypot(x, y) + off, number))
    return min(inside or aside, default=(0.0, at))[1]


def swapped(keys: Sequence[str], one: int, other: int) -> list[str]:
    """Two people change places; nobody else moves."""
    found = list(keys)
    found[one], found[other] = found[other], found[one]
    return found


def turned(keys: Sequence[str], at: int, to: Sequence[int]) -> list[str]:
    """Everybody moves on by the same number of seats, the fewest, so that whoever sits at `at` sits at one of `to`. Who sits beside whom stays."""
    count = len(keys)
    ways = [(abs(by), by) for goal in to for by in ((goal - at) % count, (goal - at) % count - count)]
    by = min(ways)[1] if ways else 0
    return [keys[(place - by) % count] for place in range(count)]
