"""What a form has beside its words: squares to tick, and dots before the lines of a list. Knows no paper.

Drawn, because the letters of our faces have no square.
"""

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from facilitator_app.language import word
from facilitator_app.papers.blocks import Cell, Gap, Row, Stack
from facilitator_app.papers.formats import INK, Type
from facilitator_app.papers.house import THIN, Compositor
from facilitator_app.papers.letters import BOLD, width_of
from facilitator_app.papers.pictures import beside, said, shown
from facilitator_app.papers.tags import Node, TaggedCanvas

_SQUARE = 0.42  # of a line's letters, above 12 points: a hand that shakes needs more room
_LEAST_SQUARE_MM = 5.0
_BETWEEN = 3 * mm


class Square(Flowable):
    """An empty square, level with the line of words beside it."""

    canv: TaggedCanvas

    def __init__(self, line: Type) -> None:
        super().__init__()
        self.line = line
        self.side = _LEAST_SQUARE_MM * mm + max(0.0, line.size - 12) * _SQUARE

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        self.width, self.height = self.side, max(self.line.leading, self.side)
        return self.width, self.height

    def draw(self) -> None:
        self.canv.setStrokeColor(INK)
        self.canv.setLineWidth(1.1)
        self.canv.rect(0, (self.height - self.side) / 2, self.side, self.side)


class Dot(Flowable):
    """Before a line of a list."""

    canv: TaggedCanvas

    def __init__(self, line: Type) -> None:
        super().__init__()
        self.line = line

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        self.width, self.height = self.line.size * 0.4, self.line.leading
        return self.width, self.height

    def draw(self) -> None:
        self.canv.setFillColor(INK)
        radius = self.line.size * 0.14
        self.canv.circle(radius, self.line.leading - self.line.size * 0.72, radius, stroke=0, fill=1)


def listed(words: str, setting: Compositor, items: Node) -> Row:
    """A line of a list."""
    form = setting.format
    left = form.body.size * 1.1
    text = setting.text(words, Node("LBody", Node("LI", items)))
    dot = Stack([Dot(form.body)], setting.room)
    return Row([Cell(0, left, dot), Cell(left, form.text_width - left, Stack([text], setting.room))], setting.room, below=3)


def ticked(words: str, setting: Compositor) -> Row:
    """A square, and what it says when it is ticked."""
    form, square = setting.format, Square(setting.format.body)
    left = square.side + _BETWEEN
    text = Stack([Gap(max(0.0, square.side - form.body.leading) / 2), setting.text(words)], setting.room)
    cells = [Cell(0, square.side, Stack([square], setting.room)), Cell(left, form.text_width - left, text)]
    return Row(cells, setting.room, above=2, below=4)


def yes_or_no(words: str, answers: tuple[str, ...], setting: Compositor) -> Row:
    """A question with a square for each answer: at its right, or below it where the letters are large."""
    form, wide = setting.format, _wide(answers, setting)
    text = setting.text(words)
    if form.cards:
        below = Stack([text, Gap(6), Row(squares(answers, setting), setting.room)], setting.room)
        return Row([Cell(0, form.text_width, below)], setting.room, above=8, below=10)
    beside = form.text_width - wide * len(answers)
    cells = [Cell(0, beside - 6 * mm, Stack([text], setting.room)), *squares(answers, setting, beside)]
    return Row(cells, setting.room, above=6, below=6)


def asked(picture: str, words: str, answers: tuple[str, ...], setting: Compositor) -> Row:
    """A question of easy read: a picture, the words, and below them the squares."""
    drawn = shown(picture, setting.root, word("picture", picture), setting)
    lines = [*said(words, setting), Gap(8), Row(squares(answers, setting), setting.room)]
    return beside(drawn, Stack(lines, setting.room, whole=1), setting, rule=THIN, space=12)


def _wide(answers: tuple[str, ...], setting: Compositor) -> float:
    size = setting.format.body.size
    return max(width_of(answer, BOLD, size) for answer in answers) + Square(setting.format.body).side + _BETWEEN + 5 * mm


def squares(answers: tuple[str, ...], setting: Compositor, left: float = 0.0) -> list[Cell]:
    """A square for each answer, beside each other from `left` points on."""
    form, side, wide = setting.format, Square(setting.format.body).side, _wide(answers, setting)
    found = []
    for answer in answers:
        found += [Cell(left, side, Stack([Square(form.body)], setting.room))]
        found += [Cell(left + side + _BETWEEN, wide - side - _BETWEEN, Stack([setting.text(answer)], setting.room))]
        left += wide
    return found
