"""Seats and running order of one meeting: for the facilitators, and seats alone for an officer. Knows one sheet only."""

from collections.abc import Sequence
from dataclasses import replace

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from facilitator_app import calendar
from facilitator_app.papers.blocks import Cell, Row, Stack
from facilitator_app.papers.formats import Format
from facilitator_app.papers.house import FIRM, THIN, Compositor
from facilitator_app.papers.letters import BOLD, REGULAR, Bold, checked, width_of
from facilitator_app.papers.pages import Furniture, Story
from facilitator_app.papers.room_plan import RoomPlan, below_the_room
from facilitator_app.papers.tags import Node
from facilitator_app.papers.words_day import DayWords, day_words
from facilitator_app.wall.sheets_day import SeatingSheet, SeatLine, StageLine

_FACTS = (0.44, 0.18, 0.38)  # of the text's width
_LEAST, _MOST, _MOST_BELOW_CARDS = 0.46, 0.72, 0.64  # of a page's text, for the room
_NUMBER, _MINUTES, _WHO = 0.08, 0.18, 0.4  # of the text's width; what it is has the rest
_WHOLE = 0.9  # of a page: up to here the running order is not cut
_BETWEEN = 4 * mm
_ABOVE, _BELOW = 2.0, 3.5  # points around a line of the running order


def seats(sheet: SeatingSheet, form: Format) -> Story:
    """The room, and for the facilitators what follows. Raises `MissingLetter` and `NoSuchLanguage`."""
    words = day_words(sheet.language)
    sheet = _proofread(sheet, words)
    setting = Compositor(form)
    flow: list[Flowable] = [*setting.masthead("", words.seats), *_facts(sheet, words, setting)]
    if sheet.seats:
        left = _left_below(flow, setting)
        flow.append(setting.section(words.from_the_door, lambda: [_room(sheet, words, setting, left)]))
    if sheet.stages:
        order = setting.section(words.running_order, lambda: _running_order(sheet.stages, words, setting))
        flow.append(Stack(order.items, setting.room, whole=_WHOLE))  # on one side of the paper, the other side of the seats
    if sheet.not_discussed:
        flow.append(setting.section(words.not_discussed, lambda: setting.paragraphs(sheet.not_discussed)))
    return Story(words.seats, "", sheet.language, flow, setting.root, _furniture(sheet, words))


def _proofread(sheet: SeatingSheet, words: DayWords) -> SeatingSheet:
    return replace(
        sheet,
        at=checked(sheet.at, f"“{words.time}”"),
        room=checked(sheet.room, f"“{words.room}”"),
        seats=tuple(_seat(number, one) for number, one in enumerate(sheet.seats, 1)),
        stages=tuple(proofread_stage(one) for one in sheet.stages),
        not_discussed=checked(sheet.not_discussed, f"“{words.not_discussed}”", lines=True),
    )


def _seat(number: int, seat: SeatLine) -> SeatLine:
    return replace(seat, name=checked(seat.name, f"The name on seat {number}"), role=checked(seat.role, f"The role on seat {number}"))


def proofread_stage(stage: StageLine) -> StageLine:
    """One line of the running order, with letters that can be printed."""
    where = f"Stage {stage.number} of the guide"
    return replace(stage, title=checked(stage.title, where), who=checked(stage.who, where))


def minutes_said(minutes: tuple[int, int]) -> str:
    """“5 to 8”, “15”; empty where the guide gives none."""
    least, most = minutes
    return "" if not most else str(most) if least == most else f"{least} to {most}"


def _facts(sheet: SeatingSheet, words: DayWords, setting: Compositor) -> list[Flowable]:
    facts = [(words.day, calendar.long(sheet.held_on) if sheet.held_on else ""), (words.time, sheet.at), (words.room, sheet.room)]
    if setting.format.cards:
        gap = setting.format.body.leading * 0.5
        found = [(label, fact) for label, fact in facts if fact]
        return [setting.text((Bold(f"{label}:"), f" {fact}"), before=0 if at else gap) for at, (label, fact) in enumerate(found)]
    cells, left = [], 0.0
    for (label, fact), share in zip(facts, _FACTS, strict=True):
        width = setting.format.text_width * share
        if fact:
            cells.append(Cell(left, width - _BETWEEN, Stack([setting.label(label), setting.text(fact)], setting.room)))
            left += width
    return [Row(cells, setting.room, above=setting.format.body.leading * 0.5)] if cells else []


def _room(sheet: SeatingSheet, words: DayWords, setting: Compositor, left: float) -> Flowable:
    most = setting.room * (_MOST_BELOW_CARDS if setting.format.cards else _MOST)
    least = setting.room * _LEAST
    # Up to the foot of the page on which day and room stand; where somebody wrote so much there that it goes over the page, on the next.
    return RoomPlan(sheet.layout, sheet.seats, words.door, setting, least, min(most, left) if left >= least else most)


def _left_below(flow: Sequence[Flowable], setting: Compositor) -> float:
    """Points of height for the room, under what stands above it and its own heading, and above the door."""
    form = setting.format
    taken = sum(one.wrap(form.text_width, setting.room)[1] + one.getSpaceBefore() + one.getSpaceAfter() for one in flow)
    return setting.room - taken - setting.heading_height - below_the_room(form)


def _running_order(stages: Sequence[StageLine], words: DayWords, setting: Compositor) -> list[Flowable]:
    """A table whose heading is repeated on each page; under it how long all of it takes."""
    table = Node("Table", setting.root)
    titles = (words.number, words.stage, words.minutes, words.speaks)
    total = minutes_said((sum(one.minutes[0] for one in stages), sum(one.minutes[1] for one in stages)))
    shares = _shares([total, *(minutes_said(one.minutes) for one in stages)], setting)
    heading = _line(titles, shares, setting, Node("TR", table), heading=True)
    rows = [
        _line((str(one.number), one.title, minutes_said(one.minutes), one.who), shares, setting, Node("TR", table), strong=BOLD)
        for one in stages
    ]
    if total:
        rows[-1].rule = FIRM
        rows.append(_line(("", words.in_all, total, ""), shares, setting, Node("TR", table), strong=BOLD))
        rows[-1].rule = None
    return [Stack([heading, *rows], setting.room, again=lambda _: _line(titles, shares, setting, None, heading=True))]


def _shares(minutes: Sequence[str], setting: Compositor) -> tuple[float, ...]:
    """Of the text's width for each column: minutes are never broken over two lines, which the eye reads as two times."""
    widest = max(width_of(said, REGULAR, setting.format.body.size) for said in minutes) + _BETWEEN + 1
    of_minutes = min(max(_MINUTES, widest / setting.format.text_width), _MINUTES + _WHO / 2)
    who = _WHO - (of_minutes - _MINUTES)
    return _NUMBER, 1 - _NUMBER - of_minutes - who, of_minutes, who


def _line(
    texts: Sequence[str], shares: Sequence[float], setting: Compositor, row: Node | None, *, heading: bool = False, strong: str = REGULAR
) -> Row:
    """One line of the table. Without a node it is a heading that is drawn a second time, and not read aloud."""
    full = setting.format.text_width
    cells, left = [], 0.0
    for column, (text, share) in enumerate(zip(texts, shares, strict=True)):
        size = setting.format.label if heading else setting.format.body
        style = setting.style(size, face=BOLD if heading else strong if column == 1 else REGULAR)
        node = _cell_node(row, column, heading=heading)
        cells.append(Cell(left, full * share - _BETWEEN, Stack([setting.words(text, style, node)] if text else [], setting.room)))
        left += full * share
    line = Row(cells, setting.room, above=0 if heading else _ABOVE, below=_BELOW, rule=FIRM if heading else THIN)
    if heading:
        line.keepWithNext = 1
    return line


def _cell_node(row: Node | None, column: int, *, heading: bool) -> Node | None:
    if row is None:
        return None
    if heading:
        return Node("TH", row, scope="Column")
    return Node("P", Node("TH", row, scope="Row") if column == 0 else Node("TD", row))


def _furniture(sheet: SeatingSheet, words: DayWords) -> Furniture:
    foot = words.for_facilitators if sheet.for_facilitators else ""
    return Furniture(page_words=words.page, goes_on=words.goes_on, head=words.seats, foot=foot)
