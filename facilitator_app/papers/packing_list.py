"""The list of what is taken in, for where bags are looked through: numbers, names that tell nothing, pages. Nobody is named on it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from facilitator_app import calendar
from facilitator_app.papers.blocks import Cell, Gap, Row, Stack
from facilitator_app.papers.formats import INK, Format, Type
from facilitator_app.papers.house import FIRM, THIN, Compositor
from facilitator_app.papers.letters import BOLD, REGULAR, checked, ready
from facilitator_app.papers.pages import Furniture, Press, Story
from facilitator_app.papers.pen import PenLines
from facilitator_app.papers.tags import Node
from facilitator_app.papers.tick import Square
from facilitator_app.papers.words_pack import PackWords, pack_words
from facilitator_app.wall.sheets_pack import ListSheet

_BETWEEN = 4 * mm
_SHARES = (0.15, 0.49, 0.14, 0.11, 0.11)  # of the width, for the columns of the list
_ALSO_LINES = 3

Counted = int | tuple[int, ...]  # pages, or the places of sections in the same file, whose pages are counted when they are drawn
Line = tuple[str, str, Counted]  # what stands on the sheet, what it is, its pages


def packing_list(sheet: ListSheet, form: Format) -> Story:
    """The list by itself, for papers that are printed one by one. Raises `MissingLetter` and `NoSuchLanguage`."""
    words = pack_words(sheet.language)
    setting = Compositor(form)
    lines: list[Line] = [("", checked(one.what, "The name of a paper"), one.pages) for one in sheet.lines]
    flow = listed_flow(sheet.day, lines, replace(words, list_intro=words.list_intro_plain), setting, 0)
    return Story(
        words.list_title, "", sheet.language, flow, setting.root, Furniture(page_words=words.page, head=words.list_title), one_sided=True
    )


def listed_flow(day: date | None, lines: Sequence[Line], words: PackWords, setting: Compositor, place: int) -> list[Flowable]:
    """Its title and its table. `place` is that of the list among the sections of the file."""
    form = setting.format
    flow: list[Flowable] = setting.masthead("", words.list_title)
    said = f"{calendar.long(day)}. " if day else ""
    flow.append(setting.text(f"{said}{words.list_intro}", before=form.body.leading * 0.5, after=form.body.leading * 0.7))
    table = Node("Table", setting.root)
    flow.append(_row(words.columns, setting, Node("TR", table), heading=True))
    every: list[Line] = [*lines, ("", words.this_list, (place,))]
    flow += [_row(line, setting, Node("TR", table), squares=True) for line in every]
    flow.append(_row(("", words.in_all, [pages for _, _, pages in every], "", ""), setting, Node("TR", table), face=BOLD))
    return [*flow, Gap(form.body.leading), PenLines(words.also, _ALSO_LINES, setting, Node("P", setting.root))]


def _row(
    texts: Sequence[str | Counted | list[Counted]],
    setting: Compositor,
    node: Node,
    *,
    heading: bool = False,
    squares: bool = False,
    face: str = REGULAR,
) -> Row:
    """One line of the list, with two squares to tick where it is a sheet. What is no text are pages."""
    full, left, cells = setting.format.text_width, 0.0, list[Cell]()
    for column, share in enumerate(_SHARES):
        text = texts[column] if column < len(texts) else ""
        cell = Node("TH", node, scope="Column") if heading else Node("P", Node("TH", node, scope="Row") if not column else Node("TD", node))
        size = setting.format.label if heading else setting.format.body
        words: list[Flowable] = []
        if squares and column >= len(texts):
            words = [Square(setting.format.body)]
        elif not isinstance(text, str):
            words = [Pages(text if isinstance(text, list) else [text], size, face, cell)]
        elif text:
            words = [setting.words(text, setting.style(size, face=BOLD if heading else face), cell)]
        cells.append(Cell(left, full * share - _BETWEEN, Stack(words, setting.room)))
        left += full * share
    return Row(cells, setting.room, above=0 if heading else 4, below=5, rule=FIRM if heading else THIN)


class Pages(Flowable):
    """How many pages some papers have together. It stands after those of the same file, and is drawn once they are counted."""

    canv: Press

    def __init__(self, counted: Sequence[Counted], line: Type, face: str, node: Node) -> None:
        super().__init__()
        self.counted, self.line, self.face, self.node = counted, line, face, node

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width, self.height = width, self.line.leading
        return self.width, self.height

    def draw(self) -> None:
        with self.canv.leaf(self.node):
            self.canv.setFillColor(INK)
            self.canv.setFont(ready(self.face), self.line.size)
            # Of the list itself the page that is being drawn counts already.
            pages = sum(one if isinstance(one, int) else sum(map(self.canv.page_in, one)) for one in self.counted)
            self.canv.drawString(0, self.line.leading - self.line.size, str(pages))
