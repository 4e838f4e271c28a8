"""The room of a meeting on paper, seen from above, as vectors: the scene of `records.seating`, which the screen draws too. Knows no case.

Each name has the box that the scene keeps free for it, and is set smaller before it leaves that: names touch nobody's and not the door.
"""

import math
from collections.abc import Sequence
from typing import Literal, NamedTuple

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from facilitator_app.papers.formats import HAIRLINE, INK, PAPER, Format, Type
from facilitator_app.papers.house import Compositor
from facilitator_app.papers.letters import BOLD, width_of
from facilitator_app.papers.tags import Node, TaggedCanvas, TaggedParagraph
from facilitator_app.records import seating
from facilitator_app.wall.sheets_day import SeatLine

_REACH = 13.0  # points, half a chair
_GAP, _AIR = 3.0, 3.0  # between a chair and its name; between a name and the edge of its box
_MARK = 4.6  # half of the shape on a chair
_WIDEST = 1.55  # times as wide as high: a circle is to look like one
_STEP, _ROUNDING = 8.0, 1e-6
_SMALLER, _SMALLEST = 0.95, 5.0  # a step; points
_DOOR_BELOW = 6 * mm
_BAR = 4.0
_ALIGNED: dict[str, Literal[0, 1, 2]] = {"under": 1, "left": 2, "right": 0}  # as reportlab counts: left, centre, right


class _Label(NamedTuple):
    """A name and under it its role, with the width that both were broken for and their height."""

    parts: tuple[TaggedParagraph, ...]
    width: float
    height: float


class RoomPlan(Flowable):
    """The room, `least` points high or as much higher, up to `most`, as its names need."""

    canv: TaggedCanvas

    def __init__(self, layout: str, seats: Sequence[SeatLine], door: str, setting: Compositor, least: float, most: float) -> None:
        super().__init__()
        self.scene, self.seats, self.door, self.setting = seating.scene(layout, len(seats)), seats, door, setting
        items = Node("L", setting.root)
        self.nodes = [[Node("P", body) for _ in range(2)] for body in (Node("LBody", Node("LI", items)) for _ in seats)]
        self.door_node = Node("P", setting.root)
        self.least, self.most = least, most
        self.width = setting.format.text_width
        self._settle()

    def _settle(self) -> None:
        """The lowest room in which all names stand whole; in the highest, each in the largest type in which it does."""
        numbers = range(len(self.seats))
        self.high, self.reach = self.least, _REACH
        while True:
            self.wide = min(self.width, self.high * _WIDEST)
            self.labels = [self._label(number, 1.0) for number in numbers]
            if self.high + _STEP > self.most or all(self._fits(number, self.labels[number]) for number in numbers):
                break
            self.high += _STEP
        self.reach = min((_REACH, *(self._above(spot) - 1 for spot in self.scene.spots)))
        self.labels = [self._fitting(number) for number in numbers]
        self.height = self.high + below_the_room(self.setting.format)

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return self.width, self.height

    # Where things are ---------------------------------------------------------------------------------------------------------

    def _fitting(self, number: int) -> _Label:
        part = 1.0
        while part * self.setting.format.body.size > _SMALLEST and not self._fits(number, self._label(number, part)):
            part *= _SMALLER
        return self._label(number, part)

    def _label(self, number: int, part: float) -> _Label:
        form, spot, seat = self.setting.format, self.scene.spots[number], self.seats[number]
        width = self._name_width(spot)
        found = []
        sizes = ((seat.name, form.body, BOLD), (seat.role, form.label, ""))
        for (words, size, face), node in zip(sizes, self.nodes[number], strict=True):
            if words:
                small = Type(size.size * part, size.size * part * 1.18)
                style = self.setting.style(small, face=BOLD) if face else self.setting.style(small)
                style.alignment, style.embeddedHyphenation = _ALIGNED[spot.name], 1
                found.append(self.setting.words(words, style, node))
        return _Label(tuple(found), width, sum(one.wrap(width, self.most)[1] for one in found))

    def _name_width(self, spot: seating.Spot) -> float:
        if spot.name == "under":
            return spot.box.wide * self.wide - 2 * _AIR
        beside = spot.chair[0] - spot.box.left if spot.name == "left" else spot.box.left + spot.box.wide - spot.chair[0]
        return beside * self.wide - self.reach - _GAP - _AIR

    def _above(self, spot: seating.Spot) -> float:
        """From the middle of a chair to the upper edge of its box."""
        return (spot.chair[1] - spot.box.top) * self.high

    def _fits(self, number: int, label: _Label) -> bool:
        spot = self.scene.spots[number]
        high = spot.box.high * self.high
        if spot.name != "under":
            return high >= max(label.height, 2 * self.reach) + 2 * _AIR
        above = self._above(spot)
        return above + _ROUNDING >= self.reach + 1 and high - above >= self.reach + _GAP + label.height + _AIR

    def _at(self, point: seating.Point) -> tuple[float, float]:
        """A point of the scene on the paper: there y goes down, here it goes up."""
        return (self.width - self.wide) / 2 + point[0] * self.wide, self.height - point[1] * self.high

    # Drawing ------------------------------------------------------------------------------------------------------------------

    def draw(self) -> None:
        self._draw_table()
        for spot, seat, label in zip(self.scene.spots, self.seats, self.labels, strict=True):
            self._draw_chair(spot, seat)
            self._draw_label(spot, label)
        self._draw_walls()

    def _draw_walls(self) -> None:
        """Walls in a hairline with the door as a bar, and its word outside the room."""
        canvas, half = self.canv, seating.DOOR_WIDE * self.high / 2
        (left, top), (right, low), (middle, _) = self._at((0, 0)), self._at((1, 1)), self._at(seating.DOOR)
        canvas.setStrokeColor(HAIRLINE)
        canvas.setLineWidth(0.9)
        path = canvas.beginPath()
        path.moveTo(middle - half, low)
        for x, y in ((left, low), (left, top), (right, top), (right, low), (middle + half, low)):
            path.lineTo(x, y)
        canvas.drawPath(path)
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(_BAR)
        canvas.line(middle - half, low, middle + half, low)
        size = self.setting.format.label.size
        with canvas.leaf(self.door_node):
            canvas.setFillColor(INK)
            canvas.setFont(BOLD, size)
            canvas.drawString(middle - width_of(self.door, BOLD, size) / 2, low - _BAR - size, self.door)

    def _draw_table(self) -> None:
        table = self.scene.table
        if table is None:
            return
        x, y = self._at((table.left, table.top + table.high))
        self.canv.setStrokeColor(HAIRLINE)
        self.canv.setLineWidth(0.9)
        self.canv.roundRect(x, y, table.wide * self.wide, table.high * self.high, 6)

    def _draw_chair(self, spot: seating.Spot, seat: SeatLine) -> None:
        """A chair from above with its back away from where it looks, and on it the shape, which does not turn with the chair."""
        canvas, (x, y), reach = self.canv, self._at(spot.chair), self.reach
        canvas.saveState()
        canvas.translate(x, y)
        canvas.setStrokeColor(INK)
        canvas.saveState()
        canvas.rotate(math.degrees(math.atan2(-spot.looks[1] * self.high, spot.looks[0] * self.wide)))
        canvas.setLineWidth(0.9)
        canvas.roundRect(-reach + 2.5, -reach + 1, 2 * reach - 3.5, 2 * reach - 2, 5)
        canvas.setLineWidth(3)
        canvas.setLineCap(1)
        canvas.line(-reach + 2, -reach + 5, -reach + 2, reach - 5)
        canvas.restoreState()
        canvas.setFillColor(INK if seat.full else PAPER)
        canvas.setLineWidth(1.4)
        draw_shape(canvas, seat.shape, _MARK)
        canvas.restoreState()

    def _draw_label(self, spot: seating.Spot, label: _Label) -> None:
        (x, y), reach = self._at(spot.chair), self.reach
        top = y - reach - _GAP if spot.name == "under" else y + label.height / 2
        left = {"under": x - label.width / 2, "left": x - reach - _GAP - label.width, "right": x + reach + _GAP}[spot.name]
        for part in label.parts:
            top -= part.height
            part.drawOn(self.canv, left, top)


def below_the_room(form: Format) -> float:
    """Points under the room for the word at its door."""
    return _DOOR_BELOW + form.label.leading


def draw_shape(canvas: TaggedCanvas, shape: str, half: float) -> None:
    """The shape that stands for somebody, round 0, 0."""
    if shape == "circle":
        canvas.circle(0, 0, half, stroke=1, fill=1)
    elif shape == "square":
        canvas.rect(-half, -half, 2 * half, 2 * half, stroke=1, fill=1)
    else:
        path = canvas.beginPath()
        path.moveTo(-half, -half * 0.9)
        path.lineTo(half, -half * 0.9)
        path.lineTo(0, half)
        path.close()
        canvas.drawPath(path, stroke=1, fill=1)
