"""The terms of an agreement on paper: a table, cards, or lines for a pen. The numbering is the same in all three."""

import re
from collections.abc import Sequence
from typing import TypeAlias

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from facilitator_app.papers.blocks import Cell, Gap, Row, Stack
from facilitator_app.papers.house import FIRM, THIN, Compositor, Disc
from facilitator_app.papers.letters import BOLD, REGULAR, Bold, eased, kept_together, width_of
from facilitator_app.papers.pen import pen_field
from facilitator_app.papers.tags import Node
from facilitator_app.papers.words import AgreementWords
from facilitator_app.wall.sheets import TermLine

Numbered: TypeAlias = Sequence[tuple[int, TermLine]]

_Columns: TypeAlias = list[tuple[str, str, float, float]]  # field, heading, left and width in points

_BETWEEN = 4 * mm
_ABOVE, _BELOW = 6.0, 8.0
_LINE_END, _BEFORE_A_DAY = re.compile(r"\n"), re.compile(r"(?<=,) | (?=\()")
_WHAT_LINES, _CHECK_LINES = 2, 1


def wants_pen(terms: Sequence[TermLine]) -> bool:
    """Whether something of what a term needs is still to be written by hand."""
    return not all(term.what and term.who and term.by_when for term in terms)


def term_table(terms: Numbered, words: AgreementWords, setting: Compositor) -> list[Flowable]:
    """Five columns, without those that no term uses. The heading is repeated on each page, and read aloud once."""
    columns = _columns(terms, words, setting)
    table = Node("Table", setting.root)
    heading = _table_heading(columns, setting, Node("TR", table))
    rows = [_table_row(number, term, columns, setting, Node("TR", table)) for number, term in terms]
    rows[-1].rule = FIRM
    return [Stack([heading, *rows], setting.room, again=lambda _: _table_heading(columns, setting, None))]


def _columns(terms: Numbered, words: AgreementWords, setting: Compositor) -> _Columns:
    number_width, *others = (each * mm for each in setting.format.columns_mm)
    headings = zip(("who", "by_when", "how_shown"), (words.who, words.by_when, words.how_shown), others, strict=True)
    used = [
        (field, heading, _narrowed(field, heading, width, terms, setting))
        for field, heading, width in headings
        if any(getattr(term, field) for _, term in terms)
    ]
    what = setting.format.text_width - number_width - sum(width for _, _, width in used)
    columns: _Columns = []
    left = 0.0
    for field, heading, width in (("number", words.number, number_width), ("what", words.what, what), *used):
        columns.append((field, heading, left, width - _BETWEEN))
        left += width
    columns[-1] = (*columns[-1][:3], columns[-1][3] + _BETWEEN)
    return columns


def _narrowed(field: str, heading: str, width: float, terms: Numbered, setting: Compositor) -> float:
    """A column no wider than its longest line: what it does not need is better given to what will happen. A day has its own line."""
    face, form = BOLD if field in ("who", "by_when") else REGULAR, setting.format
    ends = _BEFORE_A_DAY if field == "by_when" else _LINE_END
    lines = [part for _, term in terms for part in ends.split(getattr(term, field))]
    longest = max((width_of(line, face, form.term.size) for line in lines), default=0)
    return min(width, max(longest, width_of(heading, BOLD, form.label.size)) + _BETWEEN + 1)


def _table_heading(columns: _Columns, setting: Compositor, row: Node | None) -> Row:
    style = setting.style(setting.format.label, face=BOLD)
    cells = [
        Cell(left, width, Stack([setting.words(words, style, Node("TH", row, scope="Column") if row else None)], setting.room))
        for _, words, left, width in columns
    ]
    heading = Row(cells, setting.room, below=5, rule=FIRM)
    heading.keepWithNext = 1
    return heading


def _table_row(number: int, term: TermLine, columns: _Columns, setting: Compositor, row: Node) -> Row:
    _, _, left, width = columns[0]
    disc = Disc(number, setting.format.term, Node("TH", row, scope="Row"))
    cells = [Cell(left, width, Stack([disc], setting.room))]
    for field, _, left, width in columns[1:]:
        cells.append(Cell(left, width, Stack(_cell(getattr(term, field), field, width, setting, Node("TD", row)), setting.room)))
    return Row(cells, setting.room, above=_ABOVE, below=_BELOW, rule=THIN)


def _cell(text: str, field: str, width: float, setting: Compositor, cell: Node) -> list[Flowable]:
    if not text:
        return []
    strong = field in ("who", "by_when")  # the eye finds its own name and date
    style = setting.style(setting.format.term, face=BOLD if strong else REGULAR)
    if field == "by_when":
        text = eased(kept_together(text), BOLD, style.fontSize, width)
    return [setting.words(part, style, Node("P", cell)) for part in text.split("\n")]


def term_cards(terms: Numbered, words: AgreementWords, setting: Compositor) -> list[Flowable]:
    """One below the other, each between rules: large print cannot stand in five columns."""
    items = Node("L", setting.root)
    return [_card(number, term, words, setting, Node("LBody", Node("LI", items))) for number, term in terms]


def _card(number: int, term: TermLine, words: AgreementWords, setting: Compositor, node: Node) -> Row:
    strong = setting.style(setting.format.term, face=BOLD, after=setting.format.term.leading * 0.2)
    first, *others = (term.what or words.what).split("\n")
    flow: list[Flowable] = [setting.words(f"{number}. {first}", strong, Node("P", node))]
    flow += [setting.words(part, strong, Node("P", node)) for part in others]
    facts = ((words.who_long, term.who), (words.by_when, kept_together(term.by_when)), (words.how_shown, term.how_shown))
    for label, fact in facts:
        if fact:
            first, *others = fact.split("\n")
            flow += [setting.text((Bold(f"{label}:"), f" {first}"), node), *(setting.text(part, node) for part in others)]
    stack = Stack(flow, setting.room)
    return Row([Cell(0, setting.format.text_width, stack)], setting.room, above=_BELOW + 4, below=_BELOW + 4, rule=THIN)


def pen_terms(terms: Numbered, words: AgreementWords, setting: Compositor) -> list[Flowable]:
    """A numbered place for each term, with lines where nothing is typed yet."""
    items = Node("L", setting.root)
    return [_pen_term(number, term, words, setting, Node("LI", items)) for number, term in terms]


def _pen_term(number: int, term: TermLine, words: AgreementWords, setting: Compositor, item: Node) -> Row:
    form = setting.format
    disc = Disc(number, form.term, Node("Lbl", item))
    body = Node("LBody", item)
    left = disc.width + _BETWEEN
    width = form.text_width - left
    what = pen_field(words.what, term.what, _WHAT_LINES, setting, body)
    if form.cards:
        pair = [*pen_field(words.who_long, term.who, 1, setting, body), *pen_field(words.by_when, term.by_when, 1, setting, body)]
    else:
        half = (width - _BETWEEN) / 2
        who = Stack(pen_field(words.who_long, term.who, 1, setting, body), setting.room)
        when = Stack(pen_field(words.by_when, term.by_when, 1, setting, body), setting.room)
        pair = [Row([Cell(0, half, who), Cell(half + _BETWEEN, half, when)], setting.room)]
    check = pen_field(words.how_shown, term.how_shown, _CHECK_LINES, setting, body)
    beside = form.pen_pitch_mm * mm - disc.height + 3 if not term.what else form.body.leading * 0.3 - 2  # level with the first words
    cells = [Cell(0, disc.width, Stack([Gap(beside), disc], setting.room)), Cell(left, width, Stack([*what, *pair, *check], setting.room))]
    return Row(cells, setting.room, below=_BELOW)
