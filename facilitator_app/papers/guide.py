"""The guide of one meeting on paper, for a facilitator's knees: large, prompts behind a bar, minutes at the right. Knows one sheet only.

What has to be said stands in bold, and so does what everybody should hear; what is asked only if it needs it stands under it, further in.
"""

from collections.abc import Sequence
from dataclasses import replace

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from facilitator_app.papers.blocks import Cell, Row, Rule, Stack
from facilitator_app.papers.formats import INK, SOFT, Format
from facilitator_app.papers.house import THIN, Compositor
from facilitator_app.papers.letters import BOLD, REGULAR, checked, width_of
from facilitator_app.papers.pages import Furniture, Story
from facilitator_app.papers.seats import minutes_said, proofread_stage
from facilitator_app.papers.tags import Node, TaggedCanvas
from facilitator_app.papers.words_day import DayWords, day_words
from facilitator_app.wall.sheets_day import GuideSheet, GuideStage, PromptLine

_BAR = Rule(2.0, INK)
_BESIDE_BAR = 4.5 * mm
_FURTHER_IN = 6 * mm
_WHOLE = 1.0  # of a page: nobody should have to turn one while somebody is speaking


def guide(sheet: GuideSheet, form: Format) -> Story:
    """The guide. Raises `MissingLetter` and `NoSuchLanguage`."""
    words = day_words(sheet.language)
    sheet = _proofread(sheet)
    setting = Compositor(form)
    flow: list[Flowable] = [*setting.masthead(words.guide, sheet.title), setting.text(words.with_them, before=form.body.leading * 0.4)]
    flow += [_stage(one, words, setting) for one in sheet.stages]
    furniture = Furniture(page_words=words.page, goes_on=words.goes_on, head=words.guide)
    return Story(words.guide, "", sheet.language, flow, setting.root, furniture)


def _proofread(sheet: GuideSheet) -> GuideSheet:
    return replace(sheet, title=checked(sheet.title, "The guide's name"), stages=tuple(_proofread_stage(one) for one in sheet.stages))


def _proofread_stage(stage: GuideStage) -> GuideStage:
    where = f"Stage {stage.line.number} of the guide"
    prompts = tuple(
        replace(one, text=checked(one.text, where), follow_ups=tuple(filter(None, (checked(each, where) for each in one.follow_ups))))
        for one in stage.prompts
    )
    return GuideStage(proofread_stage(stage.line), checked(stage.purpose, where), prompts)


def _stage(stage: GuideStage, words: DayWords, setting: Compositor) -> Stack:
    """One stage; where it goes on over the page its title is said again, and not read aloud again."""
    head = _head(stage, words, setting)
    leading = setting.format.body.leading
    flow: list[Flowable] = [head]
    if stage.purpose:
        flow.append(setting.text(stage.purpose, before=leading * 0.2))
    if stage.line.who:
        flow.append(setting.label(words.speaks_line.format(who=stage.line.who), before=leading * 0.15))
    for one in flow:
        one.keepWithNext = 1
    flow += [_prompt(one, setting) for one in stage.prompts]
    said = words.still.format(title=_title(stage))

    def again(_: Flowable) -> Flowable:
        heading = setting.words(said, setting.style(setting.format.label, face=BOLD, colour=SOFT, after=leading * 0.4), None)
        heading.keepWithNext = 1
        return heading

    return Stack(flow, setting.room, whole=_WHOLE, again=again)


def _title(stage: GuideStage) -> str:
    return f"{stage.line.number}. {stage.line.title}"


def _head(stage: GuideStage, words: DayWords, setting: Compositor) -> Row:
    """Number and title; at the right how many minutes, where the eye finds them without reading."""
    form = setting.format
    said = minutes_said(stage.line.minutes)
    minutes = f"{said}\xa0min" if said else ""
    full = form.text_width
    taken = width_of(minutes, BOLD, form.heading.size) + 2 if minutes else 0
    title = setting.words(_title(stage), setting.style(form.heading, face=BOLD), Node("H2", setting.root))
    bookmark = Bookmark(words.part.format(number=stage.line.number))
    cells = [Cell(0, full - taken - (5 * mm if minutes else 0), Stack([bookmark, title], setting.room))]
    if minutes:
        style = setting.style(form.heading, face=BOLD)
        style.alignment = 2  # at the right, as reportlab counts
        right = setting.words(minutes, style, Node("P", setting.root))
        cells.append(Cell(full - taken, taken, Stack([right], setting.room)))
    row = Row(cells, setting.room, below=2, rule=THIN)
    row.spaceBefore = form.body.leading * 1.1
    return row


def _prompt(prompt: PromptLine, setting: Compositor) -> "Barred":
    form = setting.format
    style = setting.style(form.body, face=BOLD if prompt.must_say else REGULAR)
    flow: list[Flowable] = [setting.words(prompt.text, style, Node("P", setting.root))]
    smaller = setting.style(form.body, before=form.body.leading * 0.15)
    smaller.leftIndent = _FURTHER_IN
    flow += [setting.words(f"– {each}", smaller, Node("P", setting.root)) for each in prompt.follow_ups]
    return Barred(flow, setting)


class Bookmark(Flowable):
    """A line in the outline that a viewer shows beside the pages. It names nobody: a title may."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words
        self.width = self.height = 0.0

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return 0.0, 0.0

    def draw(self) -> None:
        self.canv.bookmarkPage(self.words)
        self.canv.addOutlineEntry(self.words, self.words, 0)


class Barred(Row):
    """Words behind a bar, so that the eye comes back to its place after it was with somebody."""

    canv: TaggedCanvas

    def __init__(self, flow: Sequence[Flowable], setting: Compositor, *, above: float | None = None) -> None:
        self._setting = setting
        width = setting.format.text_width - _BESIDE_BAR
        gap = setting.format.body.leading * 0.45 if above is None else above
        super().__init__([Cell(_BESIDE_BAR, width, Stack(flow, setting.room))], setting.room, above=gap)

    def split(self, width: float, height: float) -> list[Flowable]:
        parts = super().split(width, height)
        return [Barred(part.cells[0].stack.items, self._setting, above=self.above) for part in parts if isinstance(part, Row)]

    def draw(self) -> None:
        super().draw()
        self.canv.setStrokeColor(_BAR.colour)
        self.canv.setLineWidth(_BAR.thick)
        self.canv.line(_BAR.thick / 2, 0, _BAR.thick / 2, self.height - self.above)
