"""The outcome agreement: the sheet for a pen, the draft, and the fair copy of what was signed. Knows one recipient's sheet only.

A draft has nowhere to sign. A fair copy has nowhere to sign either: what was signed is another paper, and two originals could be told apart
by nobody. Where people sign, the terms are named again above the boxes, on each page that has boxes.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from facilitator_app import calendar
from facilitator_app.papers.blocks import Cell, Row, Stack
from facilitator_app.papers.codes import sheet_in
from facilitator_app.papers.easy import pictured
from facilitator_app.papers.formats import Format
from facilitator_app.papers.house import Compositor
from facilitator_app.papers.letters import Bold, checked
from facilitator_app.papers.pages import Furniture, Story
from facilitator_app.papers.pen import PenLines
from facilitator_app.papers.pictures import names as drawn
from facilitator_app.papers.signing import fair_copy_note, named_with_role, sides, signature_part, together
from facilitator_app.papers.tags import Node
from facilitator_app.papers.terms import pen_terms, term_cards, term_table, wants_pen
from facilitator_app.papers.words import UNCHECKED, AgreementWords, agreement_words
from facilitator_app.wall.sheets import ENGLISH, AgreementSheet, Present, Standing, TermLine

T = TypeVar("T")

_BLANK_TERMS = 4  # three in an ordinary conference and one to spare; with four, an ordinary sheet is one leaf and a half
_LAST_PART = 0.3  # of a page: up to here the list of copies takes what stands above it along to the next page
_FACTS = (0.44, 0.3, 0.26)  # of the text's width: a full date in words is the longest
_SIDE = (_FACTS[0], 1 - _FACTS[0])  # somebody, and who came with them: under the first fact and the second


def agreement(sheet: AgreementSheet, form: Format) -> Story:
    """One copy of an agreement. Raises `MissingLetter` and `NoSuchLanguage`."""
    words = agreement_words(sheet.language, easy=form.pictured)
    sheet = proofread(sheet, words)
    setting = Compositor(form)
    band = Node("P", setting.root) if _band(sheet, words) else None
    flow = pictured(sheet, words, setting) if form.pictured else _flow(sheet, words, setting)
    if sheet.language != ENGLISH:
        setting.root.speak(sheet.language)
    return Story(words.title, sheet.service, sheet.language, flow, setting.root, furniture(sheet, words), band)


def _band(sheet: AgreementSheet, words: AgreementWords) -> str:
    """What stands white on black on each page of what is no copy to keep."""
    return UNCHECKED if sheet.unchecked else words.draft if sheet.standing is Standing.DRAFT else ""


def _flow(sheet: AgreementSheet, words: AgreementWords, setting: Compositor) -> list[Flowable]:
    form = setting.format
    flow: list[Flowable] = [
        *setting.masthead(sheet.service, words.title),
        setting.text(words.intro[sheet.standing], before=form.body.leading * 0.45),
        *facts(sheet, words, setting),
        *people_part(sheet, words, setting),
        *_terms(sheet, words, setting),
    ]
    if sheet.who_may_see:
        flow.append(setting.section(words.who_may_see, lambda: setting.paragraphs(sheet.who_may_see)))
    if sheet.if_something_changes:
        flow.append(setting.section(words.changes, lambda: setting.paragraphs(sheet.if_something_changes, sheet.telephone)))
    if sheet.unchecked:
        return flow  # nowhere to sign, and nothing said of signatures
    if sheet.standing is Standing.BLANK:
        flow.append(signature_part(sheet, words, setting))
    elif sheet.standing is Standing.AGREED:
        flow.append(fair_copy_note(sheet, words, setting))
    if sheet.copies:
        flow.append(Stack([flow.pop(), copies(sheet, words, setting)], setting.room, whole=_LAST_PART))
    return flow


def proofread(sheet: AgreementSheet, words: AgreementWords) -> AgreementSheet:
    """The sheet as it will be printed: every letter is in a font, what is empty is gone, a blank sheet has its empty terms."""
    people = [
        Present(_in(words.people, "name", number, each.name), _in(words.people, "role", number, each.role), each.side)
        for number, each in _numbered(sheet.people)
    ]
    terms = tuple(_proofread_term(number, term, words) for number, term in _numbered(sheet.terms))
    blank = sheet.standing is Standing.BLANK
    return replace(
        sheet,
        service=checked(sheet.service, "The service's name"),
        recipient=checked(sheet.recipient, "The recipient's name"),
        place=checked(sheet.place, f"“{words.place}”"),
        facilitators=_names(words.facilitators, sheet.facilitators),
        people=tuple(each for each in people if each.name or (blank and each.role)),
        terms=terms or (TermLine("", "", ""),) * (_BLANK_TERMS if blank else 0),
        who_may_see=checked(sheet.who_may_see, f"“{words.who_may_see}”", lines=True),
        if_something_changes=checked(sheet.if_something_changes, f"“{words.changes}”", lines=True),
        telephone=checked(sheet.telephone, f"“{words.changes}”"),
        reference=checked(sheet.reference, "The reference"),
        check_code=checked(sheet.check_code, "The check code"),
        copies=_names(words.copies.rstrip(":"), sheet.copies),
        signed_by=_names(words.signed, sheet.signed_by),
    )


def _numbered(things: tuple[T, ...]) -> "enumerate[T]":
    return enumerate(things, 1)


def _in(heading: str, kind: str, number: int, text: str) -> str:
    return checked(text, f"The {kind} in line {number} under “{heading}”")


def _names(heading: str, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(filter(None, (_in(heading, "name", number, name) for number, name in _numbered(names))))


def _proofread_term(number: int, term: TermLine, words: AgreementWords) -> TermLine:
    return TermLine(
        what=checked(term.what, f"Term {number}, “{words.what}”,", lines=True),
        who=checked(term.who, f"Term {number}, “{words.who_long}”,"),
        by_when=checked(term.by_when, f"Term {number}, “{words.by_when}”,"),
        how_shown=checked(term.how_shown, f"Term {number}, “{words.how_shown}”,", lines=True),
        title=checked(term.title, f"The short title of term {number}"),
        picture=term.picture if term.picture in drawn() else "",  # one from a newer version: the number alone
    )


def facts(sheet: AgreementSheet, words: AgreementWords, setting: Compositor) -> list[Flowable]:
    """Date, place and facilitators: beside each other, or one below the other in cards."""
    held_on = calendar.on_paper(sheet.held_on, sheet.language) if sheet.held_on else ""
    known = [(words.date, held_on), (words.place, sheet.place), (words.facilitators, ", ".join(sheet.facilitators))]
    gap = setting.format.body.leading * 0.5
    undated = [PenLines(words.date, 1, setting, Node("P", setting.root))] if sheet.standing is Standing.BLANK and not held_on else []
    known = [(label, fact) for label, fact in known if fact]
    if setting.format.cards:
        lines = [setting.text((Bold(f"{label}:"), f" {fact}"), before=0 if number else gap) for number, (label, fact) in enumerate(known)]
        return [*undated, *lines]
    stacks = [Stack([setting.label(label), setting.text(fact)], setting.room) for label, fact in known]
    return [*undated, *([_beside(stacks, _FACTS, setting, above=gap)] if stacks else [])]


def _beside(stacks: Sequence[Stack], shares: Sequence[float], setting: Compositor, *, above: float = 0) -> Row:
    """Stacks beside each other, each with its share of the text's width."""
    cells: list[Cell] = []
    left = 0.0
    for stack, share in zip(stacks, shares, strict=False):
        width = setting.format.text_width * share
        cells.append(Cell(left, width - 4 * mm, stack))
        left += width
    return Row(cells, setting.room, above=above)


def people_part(sheet: AgreementSheet, words: AgreementWords, setting: Compositor) -> list[Flowable]:
    """Who took part, each side in a row. A sheet that is signed by hand names them with their roles where they sign, so here in short."""
    people = [each for each in sheet.people if each.name]
    if not people:
        return []
    if sheet.standing is Standing.BLANK:
        gap, names = setting.format.body.leading * 0.5, "; ".join(together(side, words) for side in sides(people))
        if setting.format.cards:
            return [setting.text((Bold(f"{words.people}:"), f" {names}"))]
        return [_beside([Stack([setting.label(words.people), setting.text(names)], setting.room)], (1,), setting, above=gap)]

    def named() -> list[Flowable]:
        items = Node("L", setting.root)
        return [_side(side, words, setting, items, after=number < len(grouped)) for number, side in _numbered(grouped)]

    grouped = sides(people)
    return [setting.section(words.people, named)]


def _side(side: Sequence[Present], words: AgreementWords, setting: Compositor, items: Node, *, after: bool) -> Row:
    """One side: somebody, and beside them (in cards below) who came with them. Without role words “with” says whose they are."""

    def line(each: Present) -> Flowable:
        alone: tuple[str | Bold, ...] = (f"{words.with_} ",) if each is not side[0] and not each.role else ()
        return setting.text((*alone, *named_with_role(each)), Node("LBody", Node("LI", items)), after=1)

    first, *others = map(line, side)
    if setting.format.cards:
        cells = [Cell(0, setting.format.text_width, Stack([first, *others], setting.room))]
        return Row(cells, setting.room, below=setting.format.body.leading * 0.4 if after else 0)
    return _beside([Stack([first], setting.room), Stack(others, setting.room)], _SIDE, setting)


def _terms(sheet: AgreementSheet, words: AgreementWords, setting: Compositor) -> list[Flowable]:
    terms = [(number, term) for number, term in _numbered(sheet.terms)]
    pen = sheet.standing is Standing.BLANK and wants_pen(sheet.terms)
    if not pen:
        terms = [(number, term) for number, term in terms if term.what or term.who or term.by_when or term.how_shown]
    if not terms:
        return []
    make = pen_terms if pen else term_cards if setting.format.cards else term_table
    return [setting.section(words.terms[sheet.standing], lambda: make(terms, words, setting))]


def copies(sheet: AgreementSheet, words: AgreementWords, setting: Compositor) -> Flowable:
    numbered = "  ·  ".join(f"{number}\xa0{name}" for number, name in _numbered(sheet.copies))
    return setting.text((Bold(words.copies), f"  {numbered}"), before=setting.format.body.leading * 0.7)


def furniture(sheet: AgreementSheet, words: AgreementWords) -> Furniture:
    head = f"{words.title}  ·  {calendar.on_paper(sheet.held_on, sheet.language)}" if sheet.held_on else words.title
    band = _band(sheet, words)
    return Furniture(
        page_words=words.page,
        goes_on=words.goes_on,
        head=head,
        recipient=_recipient(sheet, words),
        facts=(
            sheet.reference,
            words.version.format(version=sheet.version),
            words.check_code.format(code=sheet.check_code) if sheet.check_code and not sheet.unchecked else "",
        ),
        foot="" if band else sheet.service,
        band=band,
        code_stem="" if sheet.unchecked or sheet_in(sheet.code) else sheet.code,
        check_code=sheet.check_code,
        sheet_code="" if sheet.unchecked else sheet_in(sheet.code),
    )


def _recipient(sheet: AgreementSheet, words: AgreementWords) -> str:
    if not sheet.recipient:
        return ""
    if sheet.copies.count(sheet.recipient) == 1:
        number, count = sheet.copies.index(sheet.recipient) + 1, len(sheet.copies)
        return words.copy_of.format(number=number, count=count, name=sheet.recipient)
    return words.copy.format(name=sheet.recipient)
