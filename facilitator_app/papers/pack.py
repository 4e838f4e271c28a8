"""The sheets for a visit: each with places to tick and to write in, and a list of what is taken in. Knows one person's sheets only.

The list is handed over where bags are looked through, so that nothing stands on its back: all of it is printed on one side.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from facilitator_app import calendar
from facilitator_app.papers.blocks import Cell, Row, Stack
from facilitator_app.papers.formats import Format
from facilitator_app.papers.house import FIRM, Compositor, Disc
from facilitator_app.papers.letters import BOLD, REGULAR, checked, width_of
from facilitator_app.papers.packing_list import listed_flow
from facilitator_app.papers.pages import Furniture, Section, Story
from facilitator_app.papers.pen import Box, PenLines, RestOfPage
from facilitator_app.papers.pictures import pictured
from facilitator_app.papers.tags import Node
from facilitator_app.papers.tick import Square, asked, ticked, yes_or_no
from facilitator_app.papers.words_pack import PackWords, pack_words
from facilitator_app.records.visit_sheet import HANDED, SAID, TERM
from facilitator_app.wall.sheets_pack import NumberedSheet, PackLine, PackSheets

_BETWEEN = 4 * mm
_TOPIC_LINES, _LARGE_TOPIC_LINES, _PASS_LINES, _TOOK_LINES, _PROMISE_LINES = 5, 4, 3, 2, 2
_GIVEN_LINES, _HOW_LINES = 3, 4
_DATE_SHARE = 0.29  # of the width, for the day of a signature
_WHOLE = 1.0  # of a page: one place to write in is not cut


def pack(sheets: PackSheets, form: Format) -> Story:
    """All of it, as one file to be printed on one side. Raises `MissingLetter` and `NoSuchLanguage`."""
    words = pack_words(sheets.language, easy=form.pictured)
    sheets = _proofread(sheets, words)
    setting = Compositor(form)
    first, *more = _sections(sheets, words, setting)
    lines = [(f"P-{sheet.number}", sheet.neutral, (place,)) for place, sheet in enumerate(sheets.sheets)]
    last = Section(listed_flow(sheets.day, lines, words, setting, len(lines)), Furniture(page_words=words.page, head=words.list_title))
    return Story(words.file_title, "", sheets.language, first.flow, setting.root, first.furniture, one_sided=True, more=[*more, last])


def _proofread(sheets: PackSheets, words: PackWords) -> PackSheets:
    def line(one: PackLine) -> PackLine:
        return replace(one, words=checked(one.words, f"“{words.their_words}”", lines=bool(one.picture)))  # in easy read one idea a line

    return replace(
        sheets,
        recipient=checked(sheets.recipient, "The name on paper"),
        at=checked(sheets.at, f"“{words.time}”"),
        sheets=tuple(replace(sheet, lines=tuple(map(line, sheet.lines))) for sheet in sheets.sheets),
    )


# The sheets -------------------------------------------------------------------------------------------------------------------


def _sections(sheets: PackSheets, words: PackWords, setting: Compositor) -> list[Section]:
    found: list[Section] = []
    for sheet in sheets.sheets:
        name, title = words.sheet.format(name=f"P-{sheet.number}"), words.titles[sheet.form]
        head = f"{name}  ·  {words.with_.format(name=sheets.recipient)}"
        beside = setting.label(_beside(sheets, words), silent=bool(found))  # read aloud once: on every sheet it is the same
        flow: list[Flowable] = [beside, *setting.masthead("", title), *_SET[sheet.form](sheet, words, setting)]
        letters = f"{sheet.code[:5]}-{sheet.code[5:]}"
        furniture = Furniture(
            page_words=words.page, goes_on=words.goes_on, head=head, facts=(words.with_.format(name=sheets.recipient),),
            foot=words.code.format(code=letters), sheet=name, sheet_code=sheet.code,
        )  # fmt: skip
        found.append(Section(flow, furniture))
    return found


def _beside(sheets: PackSheets, words: PackWords) -> str:
    day = calendar.long(sheets.day) if sheets.day else ""
    return "  ·  ".join(filter(None, (words.with_.format(name=sheets.recipient), day, sheets.at)))


def _numbered(number: int, text: str, setting: Compositor, *, ticked: str = "") -> Row:
    """The number on a disc, what it is about, and at the right a square that is ticked when it was talked about."""
    form = setting.format
    disc = Disc(number, form.heading, Node("P", setting.root))
    left = disc.width + 3 * mm
    head = setting.words(text, setting.style(form.heading, face=BOLD), Node("H2", setting.root))
    cells = [Cell(0, disc.width, Stack([disc], setting.room))]
    if not ticked:
        return Row([*cells, Cell(left, form.text_width - left, Stack([head], setting.room))], setting.room, below=2)
    square = Square(form.label)
    said = setting.label(ticked, face=REGULAR)
    wide = square.side + 3 * mm + width_of(ticked, REGULAR, form.label.size)
    across = [
        Cell(left, form.text_width - left - wide - _BETWEEN, Stack([head], setting.room)),
        Cell(form.text_width - wide, square.side, Stack([square], setting.room)),
        Cell(form.text_width - wide + square.side + 2 * mm, wide, Stack([said], setting.room)),
    ]
    return Row([*cells, *across], setting.room, below=2)


def _block(items: Sequence[Flowable], setting: Compositor) -> Stack:
    """One place to write in, in one piece, with air above it."""
    stack = Stack(items, setting.room, whole=_WHOLE)
    stack.spaceBefore = setting.format.body.leading * 0.9
    return stack


def _topics(sheet: NumberedSheet, words: PackWords, setting: Compositor) -> list[Flowable]:
    flow: list[Flowable] = [setting.label(words.how_to_write, face=REGULAR, before=4)]
    for number, line in enumerate(sheet.lines, 1):
        items: list[Flowable] = [_numbered(number, line.words, setting, ticked=words.talked)]
        items.append(setting.label(" ".join(line.prompts), face=REGULAR))
        lines = _LARGE_TOPIC_LINES if setting.format.cards else _TOPIC_LINES
        flow.append(_block([*items, PenLines("", lines, setting, None)], setting))
    return [*flow, RestOfPage(words.more, setting)]


def _yes_no(sheet: NumberedSheet, words: PackWords, setting: Compositor) -> list[Flowable]:
    """What is ticked and signed by whoever is visited: the one sheet that they read themselves, so in easy read it has pictures."""
    gap, answers = setting.format.body.leading * 0.5, (words.yes, words.no)
    easy = setting.format.pictured
    flow: list[Flowable] = [
        pictured("tick", words.how_to_answer, setting) if easy else setting.text(words.how_to_answer, before=gap, after=gap)
    ]
    for number, line in enumerate(sheet.lines, 1):
        question = f"{number}  {line.words}"
        flow.append(asked(line.picture, question, answers, setting) if easy and line.picture else yes_or_no(question, answers, setting))
    chose = pictured("person", words.chose_myself, setting) if easy else setting.text(words.chose_myself, before=gap)
    signing: list[Flowable] = [chose, _to_sign(words.sign_here, words, setting)]
    if sheet.child:
        signing.append(_to_sign(words.parent, words, setting))
    return [*flow, _block(signing, setting)]


def _to_sign(caption: str, words: PackWords, setting: Compositor) -> Row:
    form = setting.format
    date = form.text_width * _DATE_SHARE

    def box(text: str) -> Stack:
        return Stack([Box(form.box_mm * mm, FIRM), setting.label(text, face=REGULAR, before=2)], setting.room)

    cells = [Cell(0, form.text_width - date - _BETWEEN, box(caption)), Cell(form.text_width - date, date, box(words.date))]
    return Row(cells, setting.room, above=form.body.leading * 0.5, below=4)


def _offers(sheet: NumberedSheet, words: PackWords, setting: Compositor) -> list[Flowable]:
    flow: list[Flowable] = [setting.text(words.offers, before=setting.format.body.leading * 0.5)]
    for number, line in enumerate(sheet.lines, 1):
        items = [_numbered(number, f"“{line.words}”", setting), _squares(words.hear, setting)]
        flow.append(_block([*items, PenLines(words.took_it, _TOOK_LINES, setting, Node("P", setting.root))], setting))
    return flow


def _squares(answers: Sequence[str], setting: Compositor) -> Row:
    """Squares beside each other, each before its word."""
    form = setting.format
    side, left, cells = Square(form.body).side, 0.0, list[Cell]()
    for answer in answers:
        wide = width_of(answer, REGULAR, form.body.size) + 2 * mm
        cells.append(Cell(left, side, Stack([Square(form.body)], setting.room)))
        cells.append(Cell(left + side + 2 * mm, wide, Stack([setting.text(answer)], setting.room)))
        left += side + wide + 10 * mm
    return Row(cells, setting.room, above=4, below=4)


def _next(sheet: NumberedSheet, words: PackWords, setting: Compositor) -> list[Flowable]:
    flow: list[Flowable] = []
    for number, line in enumerate(sheet.lines, 1):
        head = _numbered(number, line.words or words.pass_on, setting)  # first, as it is read aloud
        made = _NEXT.get(line.code)
        items = made(line, words, setting) if made else _to_pass_on(words, setting)
        flow.append(_block([head, *items], setting))
    return [*flow, RestOfPage(words.more, setting)]


def _to_pass_on(words: PackWords, setting: Compositor) -> list[Flowable]:
    return [PenLines(words.their_words, _PASS_LINES, setting, Node("P", setting.root)), _squares(words.read_back, setting)]


def _promised(_: PackLine, words: PackWords, setting: Compositor) -> list[Flowable]:
    return [PenLines("", _PROMISE_LINES, setting, None), PenLines(words.by, 1, setting, Node("P", setting.root))]


def _next_visit(_: PackLine, words: PackWords, setting: Compositor) -> list[Flowable]:
    half = (setting.format.text_width - _BETWEEN) / 2
    nodes = [Node("P", setting.root) for _ in range(2)]
    day, time = (Stack([PenLines(said, 1, setting, node)], setting.room) for said, node in zip((words.day, words.time), nodes, strict=True))
    return [Row([Cell(0, half, day), Cell(half + _BETWEEN, half, time)], setting.room)]


def _given(sheet: NumberedSheet, words: PackWords, setting: Compositor) -> list[Flowable]:
    flow: list[Flowable] = [setting.label(words.explained, face=REGULAR, before=4)]
    for number, line in enumerate(sheet.lines, 1):
        if line.code in SAID:
            flow.append(_block([ticked(f"{number}  {line.words}", setting)], setting))
            continue
        items: list[Flowable] = [_numbered(number, line.words, setting), PenLines("", _GIVEN_LINES, setting, None)]
        if line.code == HANDED:
            items += [setting.label(words.handed_in_print, face=REGULAR, before=4), _squares(words.prints, setting)]
        flow.append(_block(items, setting))
    return [*flow, RestOfPage(words.more, setting)]


def _safety(sheet: NumberedSheet, words: PackWords, setting: Compositor) -> list[Flowable]:
    """Numbers and squares, and no place to write: what is asked stands on no paper, and a word beside a square would tell it."""
    gap = setting.format.body.leading * 0.5
    flow: list[Flowable] = [setting.text(words.by_number, before=gap, after=gap)]
    return flow + [yes_or_no(line.words, words.yes_no_unsure, setting) for line in sheet.lines]


def _follow_up(sheet: NumberedSheet, words: PackWords, setting: Compositor) -> list[Flowable]:
    flow: list[Flowable] = [setting.label(words.how_to_write, face=REGULAR, before=4)]
    for number, line in enumerate(sheet.lines, 1):
        items: list[Flowable] = [_numbered(number, line.words, setting)]
        if line.code.startswith(TERM):
            items += [_squares(words.went, setting), PenLines(words.say_of_it, _TOOK_LINES, setting, Node("P", setting.root))]
        else:
            items.append(PenLines("", _HOW_LINES, setting, None))
        flow.append(_block(items, setting))
    return [*flow, RestOfPage(words.more, setting)]


_NEXT: dict[str, Callable[[PackLine, PackWords, Compositor], list[Flowable]]] = {"promise": _promised, "next_visit": _next_visit}
_SET: dict[str, Callable[[NumberedSheet, PackWords, Compositor], list[Flowable]]] = {
    "notes_1": _topics, "notes_2": _topics, "yes_no": _yes_no, "offers": _offers, "next": _next,
    "given": _given, "safety": _safety, "follow_up": _follow_up,
}  # fmt: skip
