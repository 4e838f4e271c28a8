"""How a page is filled: stacks and rows that know where they may be cut. Knows sizes only; nothing of what is written.

Own flowables, because a promise of 900 words in one column of five must go on over the page, with its heading repeated, and a heading must
never stand alone at a page end.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from reportlab.lib.colors import Color
from reportlab.platypus import Flowable

_ANY_HEIGHT = 1e6
_ROUNDING = 1e-6
_MOST_OF_A_REPEAT = 0.4  # of a page: a repeated heading taller than this would leave no room for what it heads, and never end


class Rule(NamedTuple):
    """A line across, points thick."""

    thick: float
    colour: Color


class Stack(Flowable):
    """Flowables one below the other.

    `room` is the height of a page's text in points, `whole` the part of it up to which the stack is moved to the next page rather than
    cut, and `again` makes what is repeated on top when it is cut, given the first item that follows it.
    """

    def __init__(
        self, items: Sequence[Flowable], room: float, *, whole: float = 0.0, again: Callable[[Flowable], Flowable] | None = None
    ) -> None:
        super().__init__()
        self.items = list(items)
        self.room = room
        self.whole = whole
        self.again = again
        self.spaceBefore = float(self.items[0].getSpaceBefore()) if self.items else 0.0
        self.spaceAfter = float(self.items[-1].getSpaceAfter()) if self.items else 0.0

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width = width
        self.height = 0.0
        for _, bottom in self._placed():
            self.height = bottom
        return self.width, self.height

    def _placed(self) -> Iterator[tuple[Flowable, float]]:
        """Each item with the distance from the stack's top to the item's bottom."""
        bottom, after = 0.0, 0.0
        for number, item in enumerate(self.items):
            gap = max(after, float(item.getSpaceBefore())) if number else 0.0
            bottom += gap + item.wrap(self.width, _ANY_HEIGHT)[1]
            after = float(item.getSpaceAfter())
            yield item, bottom

    def split(self, width: float, height: float) -> list[Flowable]:
        on_an_empty_page = height >= self.room - _ROUNDING
        if self.wrap(width, height)[1] <= self.room * self.whole and not on_an_empty_page:
            return []
        first, rest = self._cut(height)
        while first and getattr(first[-1], "keepWithNext", False) and not on_an_empty_page:
            rest.insert(0, first.pop())
        if not first or not rest:
            return []
        return [self._like(first), self._like(self._headed(rest))]

    def _cut(self, height: float) -> tuple[list[Flowable], list[Flowable]]:
        """What fits into `height` points, and what does not."""
        top = 0.0
        for number, (item, bottom) in enumerate(self._placed()):
            if bottom > height + _ROUNDING:
                gap = bottom - item.wrap(self.width, _ANY_HEIGHT)[1] - top
                parts = item.split(self.width, height - top - gap)
                if len(parts) > 1:
                    return [*self.items[:number], parts[0]], [*parts[1:], *self.items[number + 1 :]]
                return self.items[:number], self.items[number:]
            top = bottom
        return list(self.items), []

    def _headed(self, rest: list[Flowable]) -> list[Flowable]:
        if not self.again:
            return rest
        heading = self.again(rest[0])
        return rest if heading.wrap(self.width, _ANY_HEIGHT)[1] > self.room * _MOST_OF_A_REPEAT else [heading, *rest]

    def _like(self, items: list[Flowable]) -> "Stack":
        return Stack(items, self.room, whole=self.whole, again=self.again)

    def draw(self) -> None:
        for item, bottom in self._placed():
            item.drawOn(self.canv, 0, self.height - bottom)


class Cell(NamedTuple):
    """A stack in a row: `left` from the row's edge and `width`, both in points."""

    left: float
    width: float
    stack: Stack


class Row(Flowable):
    """Cells beside each other, all from the same top. Moved whole to the next page up to half a page; a taller one is cut."""

    def __init__(self, cells: Sequence[Cell], room: float, *, above: float = 0, below: float = 0, rule: Rule | None = None) -> None:
        super().__init__()
        self.cells = list(cells)
        self.room = room
        self.above, self.below = above, below  # points between the row's edges and its cells
        self.rule = rule  # along the bottom

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width = width
        tallest = max((cell.stack.wrap(cell.width, _ANY_HEIGHT)[1] for cell in self.cells), default=0)
        self.height = self.above + tallest + self.below
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        if self.wrap(width, height)[1] <= self.room / 2:
            return []
        cut = [_cut_cell(cell, height - self.above - self.below) for cell in self.cells]
        if any(one is None for one, _ in cut):
            return []  # a row begins with the first line of every cell, or on the next page
        return [
            Row([one for one, _ in cut if one], self.room, above=self.above, below=self.below),
            Row([two for _, two in cut], self.room, above=self.above, below=self.below, rule=self.rule),
        ]

    def draw(self) -> None:
        for cell in self.cells:
            _, height = cell.stack.wrap(cell.width, _ANY_HEIGHT)
            cell.stack.drawOn(self.canv, cell.left, self.height - self.above - height)
        if self.rule:
            self.canv.setStrokeColor(self.rule.colour)
            self.canv.setLineWidth(self.rule.thick)
            self.canv.line(0, 0, self.width, 0)


def _cut_cell(cell: Cell, height: float) -> tuple[Cell | None, Cell]:
    """What of the cell fits into `height` points, None if nothing does, and what does not."""
    stack = cell.stack
    if stack.wrap(cell.width, _ANY_HEIGHT)[1] <= height + _ROUNDING:
        return cell, cell._replace(stack=Stack([], stack.room))
    parts = stack.split(cell.width, height)
    if not parts:
        return None, cell
    return cell._replace(stack=Stack(parts[:1], stack.room)), cell._replace(stack=Stack(parts[1:], stack.room))


class Line(Flowable):
    """A rule across the whole width."""

    def __init__(self, rule: Rule) -> None:
        super().__init__()
        self.rule = rule

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width, self.height = width, self.rule.thick
        return self.width, self.height

    def draw(self) -> None:
        self.canv.setStrokeColor(self.rule.colour)
        self.canv.setLineWidth(self.rule.thick)
        self.canv.line(0, self.rule.thick / 2, self.width, self.rule.thick / 2)


class Gap(Flowable):
    """White space, `height` points."""

    def __init__(self, height: float) -> None:
        super().__init__()
        self.width, self.height = 0.0, height

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return 0.0, self.height

    def draw(self) -> None:
        """Nothing is drawn."""
