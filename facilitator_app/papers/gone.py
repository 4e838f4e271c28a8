"""The card for a purse: what to do when a laptop is gone, on a block of A6 to cut out and fold twice; in large print as high as A5. Knows a number alone."""

from reportlab.lib.pagesizes import A5, A6
from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from facilitator_app.papers.blocks import Cell, Gap, Row, Stack
from facilitator_app.papers.formats import HAIRLINE, Format
from facilitator_app.papers.house import Compositor
from facilitator_app.papers.letters import BOLD, checked
from facilitator_app.papers.pages import Furniture, Story
from facilitator_app.papers.tags import Node
from facilitator_app.papers.words_gone import GoneWords, gone_words
from facilitator_app.wall.sheets_gone import GoneSheet

INSIDE_MM = 7.0  # from the line to the words
MOST_OF_A_PAGE = 0.85  # with the line around it and the words above
_FOLD_MM = 3.0  # how long the mark of a fold is
_NUMBER_MM = 7.0  # for "1." and the space behind it, in standard print


def gone(sheet: GoneSheet, form: Format) -> Story:
    """The card. Raises `ValueError` where there is no number, `MissingLetter` and `NoSuchLanguage`."""
    words, setting = gone_words(sheet.language), Compositor(form)
    telephone, hours = checked(sheet.telephone, "The telephone number"), checked(sheet.hours, "The office hours")
    if not telephone:
        raise ValueError("a card without a number helps nobody")
    block = (form.text_width, A5[1]) if form.cards else A6
    said, card = setting.label(words.cut), _card(words, telephone, hours, setting, block[0])
    _, needed = card.wrap(block[0] - 2 * INSIDE_MM * mm, setting.room)
    if needed > setting.room * MOST_OF_A_PAGE:  # nothing of it is ever left out: then it is a page and no card
        return Story(words.title, "", sheet.language, [card], setting.root, Furniture(page_words=words.page), one_sided=True)
    flow: list[Flowable] = [said, Gap(form.body.leading * 0.6), CutOut(card, block)]
    return Story(words.title, "", sheet.language, flow, setting.root, Furniture(page_words=words.page), one_sided=True)


def _card(words: GoneWords, telephone: str, hours: str, setting: Compositor, width: float) -> Stack:
    form = setting.format
    small = form.heading  # the title of a page would fill the card
    inside = width - 2 * INSIDE_MM * mm
    flow: list[Flowable] = [
        setting.words(words.title, setting.style(small, face=BOLD), Node("H1", setting.root)),
        setting.text(words.ring, before=form.body.leading * 0.25),
        setting.words(telephone, setting.style(form.title, face=BOLD), Node("P", setting.root)),
    ]
    if hours:
        flow.append(setting.label(hours))
    flow.append(Gap(form.body.leading * 0.3))
    steps = Node("L", setting.root)
    flow += [step(f"{number}.", one, setting, Node("LI", steps), inside) for number, one in enumerate(words.steps, 1)]
    flow.append(setting.words(words.found, setting.style(form.body, face=BOLD, before=form.body.leading * 0.2), Node("P", setting.root)))
    return Stack(flow, setting.room)


def step(number: str, words: str, setting: Compositor, item: Node, inside: float) -> Row:
    """One of the things to do, with its number."""
    size = setting.format.body
    left = _NUMBER_MM * mm * size.size / 12
    shown = setting.words(number, setting.style(size, face=BOLD), Node("Lbl", item))
    said = setting.words(words, setting.style(size), Node("LBody", item))
    return Row([Cell(0, left, Stack([shown], setting.room)), Cell(left, inside - left, Stack([said], setting.room))], setting.room, below=3)


class CutOut(Flowable):
    """A block with a broken line round it, and marks where it is folded. As high as its paper, or as what stands in it."""

    def __init__(self, inside: Stack, size: tuple[float, float]) -> None:
        super().__init__()
        self.inside, self.size = inside, size

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        self.width = self.size[0]
        _, needed = self.inside.wrap(self.width - 2 * INSIDE_MM * mm, self.size[1])
        self.height = max(self.size[1], needed + 2 * INSIDE_MM * mm)
        return self.width, self.height

    def draw(self) -> None:
        self.canv.saveState()
        self.canv.setStrokeColor(HAIRLINE)
        self.canv.setLineWidth(0.8)
        self.canv.setDash(4, 3)
        self.canv.rect(0, 0, self.width, self.height, stroke=1, fill=0)
        self.canv.setDash()
        mark = _FOLD_MM * mm
        for x in (0, self.width - mark):
            self.canv.line(x, self.height / 2, x + mark, self.height / 2)
        for y in (0, self.height - mark):
            self.canv.line(self.width / 2, y, self.width / 2, y + mark)
        self.canv.restoreState()
        room = self.width - 2 * INSIDE_MM * mm
        _, height = self.inside.wrap(room, self.size[1])
        self.inside.drawOn(self.canv, INSIDE_MM * mm, self.height - INSIDE_MM * mm - height)
