"""Pictures beside words: Lucide's line drawings, drawn as vectors. Knows no paper.

A picture shows again what the words beside it say, and nothing more: whoever cannot see it, or takes it for something else, has the words.
"""

from collections.abc import Callable
from functools import cache
from typing import NamedTuple
from xml.etree import ElementTree as ET

from reportlab.graphics.svgpath import SvgPath
from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from facilitator_app.language import word
from facilitator_app.papers.blocks import Cell, Gap, Row, Rule, Stack
from facilitator_app.papers.formats import INK
from facilitator_app.papers.house import Compositor
from facilitator_app.papers.letters import Bold, kept_together
from facilitator_app.papers.tags import Node, TaggedCanvas
from facilitator_app.resources import resource, text

_SVG = "{http://www.w3.org/2000/svg}"
_GRID = 24.0  # the side of each drawing, in its own units
_STROKE = 1.7  # of those: as heavy as the letters beside it
_BETWEEN_MM = 9.0
_MOVE, _LINE, _CURVE, _CLOSE = range(4)  # reportlab's numbers for the steps of a path
_NUMBERS = {_MOVE: 2, _LINE: 2, _CURVE: 6, _CLOSE: 0}


class _Step(NamedTuple):
    """One step of a line, in the drawing's units from its lower left."""

    kind: int
    points: tuple[float, ...]


class Drawing(NamedTuple):
    """The lines of one picture: steps, circles as x, y, radius, and boxes as x, y, width, height, radius of the corners."""

    steps: tuple[_Step, ...]
    circles: tuple[tuple[float, float, float], ...]
    boxes: tuple[tuple[float, float, float, float, float], ...]


@cache
def names() -> frozenset[str]:
    """Every picture that there is, by the plain word that it is asked for with: "phone", "letter"."""
    return frozenset(entry.name.removesuffix(".svg") for entry in resource("pictures").iterdir() if entry.name.endswith(".svg"))


@cache
def drawing(name: str) -> Drawing:
    """One picture. Raises `FileNotFoundError` for a name that there is none of."""
    root = ET.fromstring(text("pictures", f"{name}.svg"))  # noqa: S314 - our own file
    steps: list[_Step] = []
    for path in root.iter(f"{_SVG}path"):
        steps += _steps(path.attrib["d"])
    circles = tuple((_at(one, "cx"), _GRID - _at(one, "cy"), _at(one, "r")) for one in root.iter(f"{_SVG}circle"))
    boxes = tuple(
        (_at(one, "x"), _GRID - _at(one, "y") - _at(one, "height"), _at(one, "width"), _at(one, "height"), _at(one, "rx"))
        for one in root.iter(f"{_SVG}rect")
    )
    return Drawing(tuple(steps), circles, boxes)


def _at(element: ET.Element, name: str) -> float:
    return float(element.attrib.get(name, "0"))


def _steps(path: str) -> list[_Step]:
    made = SvgPath(path)
    points, found = list(made.points), []
    for kind in map(int, made.operators):
        count = _NUMBERS[kind]
        here, points = points[:count], points[count:]
        found.append(_Step(kind, tuple(_GRID - value if place % 2 else value for place, value in enumerate(here))))
    return found


class Picture(Flowable):
    """One picture, `side` points high and wide. `node` is the Figure that says what it shows; without one it is passed over aloud."""

    canv: TaggedCanvas

    def __init__(self, name: str, side: float, node: Node | None) -> None:
        super().__init__()
        self.drawing, self.side, self.node = drawing(name), side, node

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        self.width = self.height = self.side
        return self.width, self.height

    def draw(self) -> None:
        if self.node is not None:
            left, low = self.canv.absolutePosition(0, 0)
            self.node.box = (left, low, left + self.side, low + self.side)
        with self.canv.leaf(self.node):
            self._draw_lines()

    def _draw_lines(self) -> None:
        canvas = self.canv
        canvas.saveState()
        canvas.scale(self.side / _GRID, self.side / _GRID)
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(_STROKE)
        canvas.setLineCap(1)
        canvas.setLineJoin(1)
        path = canvas.beginPath()
        draw: dict[int, Callable[..., object]] = {_MOVE: path.moveTo, _LINE: path.lineTo, _CURVE: path.curveTo, _CLOSE: path.close}
        for step in self.drawing.steps:
            draw[step.kind](*step.points)
        canvas.drawPath(path, stroke=1, fill=0)
        for circle in self.drawing.circles:
            canvas.circle(*circle, stroke=1, fill=0)
        for box in self.drawing.boxes:
            canvas.roundRect(*box, stroke=1, fill=0)
        canvas.restoreState()


def column(setting: Compositor) -> float:
    """Points from the left edge to the words beside a picture."""
    return (setting.format.picture_mm + _BETWEEN_MM) * mm


def beside(picture: Flowable, words: Stack, setting: Compositor, *, rule: Rule | None = None, space: float = 9.0) -> Row:
    """A picture, and words at its right: level with its top, or with its middle where they are one line."""
    left = column(setting)
    width = setting.format.text_width - left
    lower = (picture.wrap(left, setting.room)[1] - words.wrap(width, setting.room)[1]) / 2
    told = Stack([Gap(lower), *words.items], setting.room, whole=words.whole) if lower > 0 else words
    cells = [Cell(0, left, Stack([picture], setting.room)), Cell(left, width, told)]
    return Row(cells, setting.room, above=space, below=space, rule=rule)


def shown(name: str, parent: Node, alt: str, setting: Compositor) -> Picture:
    """A picture in the size of the format, read aloud as `alt`."""
    return Picture(name, setting.format.picture_mm * mm, Node("Figure", parent, alt=alt))


def pictured(name: str, words: str, setting: Compositor) -> Row:
    """Lines beside a picture, the first of them in bold. The picture is told of before them."""
    drawn = shown(name, setting.root, word("picture", name), setting)
    return beside(drawn, Stack(said(words, setting), setting.room), setting)


def said(words: str, setting: Compositor) -> list[Flowable]:
    """Lines beside a picture: the first in bold, for the eye to begin at; each a paragraph of its own."""
    first, *others = words.split("\n")
    return [setting.text((Bold(kept_together(first)),)), *(setting.text(kept_together(line)) for line in others)]
