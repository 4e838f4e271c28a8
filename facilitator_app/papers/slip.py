"""The slip of an invitation, on a block of A6 to cut out; in large print as high as A5. Knows letters, an address and a moment, and nobody."""

from reportlab.lib.pagesizes import A5, A6
from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from facilitator_app.papers.blocks import Gap, Stack
from facilitator_app.papers.formats import Format
from facilitator_app.papers.gone import INSIDE_MM, MOST_OF_A_PAGE, CutOut, step
from facilitator_app.papers.house import Compositor
from facilitator_app.papers.letters import BOLD, checked
from facilitator_app.papers.pages import Furniture, Story
from facilitator_app.papers.tags import Node
from facilitator_app.papers.words_slip import SlipWords, slip_words
from facilitator_app.wall.sheets_slip import SlipSheet

_IN_A_LINE = 3  # groups of letters
_BETWEEN = "\xa0\xa0 "  # a group is never broken, and two are not read as one


def slip(sheet: SlipSheet, form: Format) -> Story:
    """The slip. Raises `ValueError` without letters or address, `MissingLetter` and `NoSuchLanguage`."""
    words, setting = slip_words(sheet.language), Compositor(form)
    if not sheet.letters or not sheet.address:
        raise ValueError("a slip without its letters lets nobody in")
    block = (form.text_width, A5[1]) if form.cards else A6
    cut, said = setting.label(words.cut), _said(sheet, words, setting, block[0])
    _, needed = said.wrap(block[0] - 2 * INSIDE_MM * mm, setting.room)
    # Nothing of it is ever left out: one that is too long for a slip is a page.
    flow: list[Flowable] = [cut, Gap(form.body.leading * 0.6), CutOut(said, block)] if needed < setting.room * MOST_OF_A_PAGE else [said]
    return Story(words.title, "", sheet.language, flow, setting.root, Furniture(page_words=words.page), one_sided=True)


def _said(sheet: SlipSheet, words: SlipWords, setting: Compositor, width: float) -> Stack:
    form, inside = setting.format, width - 2 * INSIDE_MM * mm
    letters, small = setting.style(form.title, face=BOLD), setting.style(form.heading, face=BOLD)
    flow: list[Flowable] = [
        setting.words(words.title, small, Node("H1", setting.root)),
        Gap(form.body.leading * 0.3),
        setting.label(words.letters),
    ]
    for start in range(0, len(sheet.letters), _IN_A_LINE):
        groups = _BETWEEN.join(checked(one, "A group of letters") for one in sheet.letters[start : start + _IN_A_LINE])
        flow.append(setting.words(groups, letters, Node("P", setting.root)))
    address = setting.style(form.body, face=BOLD)
    flow += [
        Gap(form.body.leading * 0.3),
        setting.label(words.address),
        setting.words(checked(sheet.address, "The address"), address, Node("P", setting.root)),
    ]
    flow.append(Gap(form.body.leading * 0.3))
    steps = Node("L", setting.root)
    flow += [step(f"{number}.", one, setting, Node("LI", steps), inside) for number, one in enumerate(words.steps, 1)]
    until = words.until.format(checked(sheet.until, "Until when it is good"))
    flow.append(setting.words(until, setting.style(form.body, face=BOLD, before=form.body.leading * 0.2), Node("P", setting.root)))
    flow += [Gap(form.body.leading * 0.2), setting.label(words.then)]
    return Stack(flow, setting.room)
