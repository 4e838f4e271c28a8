"""The agreement in easy read: pictures at the left, one idea a line. Knows one recipient's sheet only, and sets a line for other papers too.

The words of each line are those of all other copies. Only how they are set is another, and what the paper says by itself.
"""

from collections.abc import Callable, Sequence

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from facilitator_app import calendar
from facilitator_app.language import word
from facilitator_app.papers.blocks import Cell, Gap, Row, Stack
from facilitator_app.papers.formats import Type
from facilitator_app.papers.house import FIRM, THIN, Compositor, Disc
from facilitator_app.papers.letters import BOLD, Bold, kept_together
from facilitator_app.papers.pen import PenLines
from facilitator_app.papers.pictures import Picture, beside, said, shown
from facilitator_app.papers.signing import named_with_role, said_of_signing, sides, signature_part
from facilitator_app.papers.tags import Node
from facilitator_app.papers.terms import pen_terms, wants_pen
from facilitator_app.papers.words import AgreementWords
from facilitator_app.wall.sheets import AgreementSheet, Standing, TermLine

_DISC = Type(24, 34)
_SMALL = 1.15  # of the letters: a picture before "Who will do it"
_BETWEEN = 3 * mm


def pictured(sheet: AgreementSheet, words: AgreementWords, setting: Compositor) -> list[Flowable]:
    """All that flows on one copy, in the order in which it is read."""
    flow: list[Flowable] = [*setting.masthead(sheet.service, words.title), Gap(setting.format.body.leading * 0.3)]
    intro = "wrong" if sheet.standing is Standing.DRAFT else "paper"
    flow.append(_row(intro, said(words.intro[sheet.standing], setting), setting))
    flow += _when_and_who(sheet, words, setting)
    flow += _terms(sheet, words, setting)
    if sheet.who_may_see:
        flow.append(_part(words.who_may_see, "see", lambda: setting.paragraphs(sheet.who_may_see), setting))
    if sheet.if_something_changes:
        flow.append(_part(words.changes, "phone", lambda: setting.paragraphs(sheet.if_something_changes, sheet.telephone), setting))
    if sheet.standing is Standing.BLANK:
        flow.append(signature_part(sheet, words, setting))
    elif sheet.standing is Standing.AGREED:
        flow.append(_part(words.signed, "sign", lambda: _plain(said_of_signing(sheet, words), setting), setting))
    if sheet.copies:
        flow.append(_part(words.copies.rstrip(":"), "copy", lambda: _numbered(sheet.copies, setting), setting))
    return flow


def _row(picture: str, lines: Sequence[Flowable], setting: Compositor, figure: Node | None = None) -> Row:
    drawn = (
        Picture(picture, setting.format.picture_mm * mm, figure)
        if figure
        else shown(picture, setting.root, word("picture", picture), setting)
    )
    return beside(drawn, Stack(lines, setting.room), setting, space=6)


def _part(heading: str, picture: str, lines: Callable[[], Sequence[Flowable]], setting: Compositor) -> Stack:
    """A heading, and below it a picture with lines. The picture is told of before its lines."""

    def body() -> list[Flowable]:
        figure = Node("Figure", setting.root, alt=word("picture", picture))
        return [_row(picture, lines(), setting, figure)]

    return setting.section(heading, body)


def _plain(lines: str, setting: Compositor) -> list[Flowable]:
    return [setting.text(kept_together(line)) for line in lines.split("\n")]


def _numbered(names: Sequence[str], setting: Compositor) -> list[Flowable]:
    return [setting.text(f"{number}. {name}") for number, name in enumerate(names, 1)]


def _when_and_who(sheet: AgreementSheet, words: AgreementWords, setting: Compositor) -> list[Flowable]:
    flow: list[Flowable] = []
    held_on = calendar.on_paper(sheet.held_on, sheet.language) if sheet.held_on else ""
    facts = [(words.date, held_on), (words.place, sheet.place), (words.facilitators, ", ".join(sheet.facilitators))]
    known = [(label, fact) for label, fact in facts if fact]
    if sheet.standing is Standing.BLANK and not held_on:
        flow.append(PenLines(words.date, 1, setting, Node("P", setting.root)))
    if known:
        figure = Node("Figure", setting.root, alt=word("picture", "calendar"))
        flow.append(_row("calendar", [setting.text((Bold(f"{label}:"), f" {fact}")) for label, fact in known], setting, figure))
    people = [each for each in sheet.people if each.name]
    if people:
        figure = Node("Figure", setting.root, alt=word("picture", "people"))
        head = setting.text((Bold(f"{words.people}:"),))
        flow.append(_row("people", [head, *_people(sheet, words, setting)], setting, figure))
    return flow


def _people(sheet: AgreementSheet, words: AgreementWords, setting: Compositor) -> list[Flowable]:
    """Each side on lines of its own. A sheet that is signed by hand has the role words where people sign."""
    found: list[Flowable] = []
    for side in sides([each for each in sheet.people if each.name]):
        for each in side:
            alone = f"{words.with_} " if each is not side[0] and (not each.role or sheet.standing is Standing.BLANK) else ""
            name = (each.name,) if sheet.standing is Standing.BLANK else named_with_role(each)
            found.append(setting.text(tuple(filter(None, (alone, *name)))))
    return found


def _terms(sheet: AgreementSheet, words: AgreementWords, setting: Compositor) -> list[Flowable]:
    numbered = list(enumerate(sheet.terms, 1))
    if sheet.standing is Standing.BLANK and wants_pen(sheet.terms):
        return [setting.section(words.terms[sheet.standing], lambda: pen_terms(numbered, words, setting))]
    filled = [(number, term) for number, term in numbered if term.what or term.who or term.by_when or term.how_shown]
    return [setting.section(words.terms[sheet.standing], lambda: pictured_lines(filled, words, setting))] if filled else []


def pictured_lines(numbered: Sequence[tuple[int, TermLine]], words: AgreementWords, setting: Compositor) -> list[Flowable]:
    """Lines of an agreement in easy read, in their own words."""
    items, last = Node("L", setting.root), len(numbered) - 1
    return [_term(number, term, words, setting, Node("LI", items), last=at == last) for at, (number, term) in enumerate(numbered)]


def _term(number: int, term: TermLine, words: AgreementWords, setting: Compositor, item: Node, *, last: bool) -> Row:
    """The number, below it the picture that somebody chose, and at their right the promise, who, by when and how it is checked."""
    form = setting.format
    left: list[Flowable] = [Disc(number, _DISC, Node("Lbl", item))]
    body = Node("LBody", item)
    if term.picture:
        figure = Node("Figure", body, alt=word("picture", term.picture))
        left += [Gap(8), Picture(term.picture, form.picture_mm * mm, figure)]
    strong = setting.style(form.term, face=BOLD)
    lines: list[Flowable] = [setting.words(line, strong, Node("P", body)) for line in (term.what or words.what).split("\n")]
    facts = (
        ("person", words.who_long, term.who),
        ("calendar", words.by_when, kept_together(term.by_when)),
        ("tick", words.how_shown, term.how_shown),
    )
    for picture, label, fact in facts:
        if fact:
            lines += _fact(picture, label, fact, setting, body)
    return beside(Stack(left, setting.room), Stack(lines, setting.room), setting, rule=FIRM if last else THIN, space=12)


def _fact(picture: str, label: str, fact: str, setting: Compositor, body: Node) -> list[Flowable]:
    """A small picture before it, which says nothing aloud that the label does not say."""
    size, leading = setting.format.body
    side = size * _SMALL
    first, *others = fact.split("\n")
    drawn = Stack([Gap((leading - side) / 2 + 1), Picture(picture, side, None)], setting.room)
    words = Stack([setting.text((Bold(f"{label}:"), f" {first}"), body), *(setting.text(line, body) for line in others)], setting.room)
    left = side + _BETWEEN
    width = setting.format.text_width - setting.format.picture_mm * mm - left
    return [Row([Cell(0, side, drawn), Cell(left, width - 9 * mm, words)], setting.room, above=2)]
