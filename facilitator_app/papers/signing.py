"""Where people sign an agreement, and what a fair copy says of their signatures. Knows one recipient's sheet only."""

from collections.abc import Sequence

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from facilitator_app import calendar
from facilitator_app.papers.blocks import Cell, Gap, Row, Stack
from facilitator_app.papers.formats import Format
from facilitator_app.papers.house import FIRM, Compositor
from facilitator_app.papers.letters import REGULAR, Bold
from facilitator_app.papers.pen import Box, PenLines
from facilitator_app.papers.tags import Node
from facilitator_app.papers.terms import wants_pen
from facilitator_app.papers.words import AgreementWords
from facilitator_app.wall.sheets import AgreementSheet, Present, TermLine

_BETWEEN = 5 * mm
_DATE_SHARE = 0.29  # of a signer's width
_ABOVE_SIGNER = 9.0  # points
_NAMELESS = 4  # places to sign when nobody is named yet
_TITLES_SHARE = 0.28  # of a page for all short titles together, so that they leave room for boxes on each page
_LETTER_WIDTH = 0.52  # of the size, on average
_LEAST_TITLE_LETTERS = 10
_AROUND_A_TITLE = 6  # letters for its number and the space around
_SHORT_LINES = 8  # lines for short titles; above that only the last number is asked for


def signature_part(sheet: AgreementSheet, words: AgreementWords, setting: Compositor) -> Stack:
    """The statement, the terms in short, and a box for everybody. All but the boxes is repeated on each page that has boxes."""

    def part() -> list[Flowable]:
        top = _top(sheet.terms, words, setting, setting.root)
        signers = [*sheet.people, *(Present(name) for name in sheet.facilitators)] or [Present("")] * _NAMELESS
        across = setting.format.signers_across
        rows: list[Row] = []
        slots: dict[int, Node] = {}  # before each row the place where a repeat would be read aloud
        for start in range(0, len(signers), across):
            slot = Node("Sect", setting.root)
            rows.append(_signers(signers[start : start + across], words, setting))
            slots[id(rows[-1])] = slot
        return [Stack([top, *rows], setting.room, again=lambda row: _top(sheet.terms, words, setting, slots.get(id(row)), again=True))]

    return setting.section(words.signing, part)


def named_with_role(person: Present) -> tuple[str | Bold, ...]:
    """The name in bold and, where there is one, the role."""
    return (Bold(person.name), f" · {person.role}") if person.role else (Bold(person.name),)


def sides(people: Sequence[Present]) -> tuple[list[Present], ...]:
    """Who belongs together, in the order of the sheet; who came with nobody is alone."""
    found: list[list[Present]] = []
    for each in people:
        if found and each.side and found[-1][0].side == each.side:
            found[-1].append(each)
        else:
            found.append([each])
    return tuple(found)


def together(side: Sequence[Present], words: AgreementWords) -> str:
    """“Margaret with Siân”."""
    first, *others = (each.name for each in side)
    return f"{first} {words.with_} {', '.join(others)}" if others else first


def _top(terms: Sequence[TermLine], words: AgreementWords, setting: Compositor, parent: Node | None, *, again: bool = False) -> Stack:
    """What stands above the boxes, shorter where it is repeated. Without a parent, below a row that was cut, it is not read aloud."""
    form = setting.format
    style = setting.style(form.body, after=form.body.leading * 0.35)

    def line(text: str | tuple[str | Bold, ...], look: ParagraphStyle = style) -> Flowable:
        return setting.words(text, look, Node("P", parent) if parent else None)

    *first, last = words.statement.split("\n")
    flow: list[Flowable] = [*(line(part, setting.style(form.body)) for part in first), line(last)]
    if wants_pen(terms) and len(terms) > _SHORT_LINES:
        node = Node("P", parent) if parent else None
        flow += [PenLines(words.agreed_numbers, 1, setting, node), Gap(form.body.leading * 0.5)]
    elif wants_pen(terms):
        flow += [line((Bold(words.agreed_in_short),)), _short_lines(len(terms), setting, parent), Gap(form.body.leading * 0.5)]
    else:
        flow.append(line(_short_titles(terms, words, form)))
    if not again:
        flow += [line(words.cross_through)] if wants_pen(terms) else []
        flow += [line(words.how_to_sign)]
    top = Stack(flow, setting.room, whole=1)
    top.keepWithNext = 1
    return top


def _short_titles(terms: Sequence[TermLine], words: AgreementWords, form: Format) -> tuple[str | Bold, ...]:
    """All terms in short; where there are too many for that, their numbers."""
    lines = form.text_height * _TITLES_SHARE // form.body.leading
    longest = int(lines * form.text_width / (form.body.size * _LETTER_WIDTH) / len(terms)) - _AROUND_A_TITLE
    parts: list[str | Bold] = [Bold(words.agreed_so_far)]
    if longest < _LEAST_TITLE_LETTERS:
        return (*parts, f"  {words.agreed_many.format(last=len(terms))}")
    for number, term in enumerate(terms, 1):
        parts += ["  ", Bold(f"{number}"), f"\xa0{_cut(term.title or term.what, longest)}"]
    return tuple(parts)


def _cut(text: str, longest: int) -> str:
    """At most `longest` letters, ending with a word and an ellipsis where something is left out."""
    text = " ".join(text.split())
    if len(text) <= longest:
        return text
    whole_words = text[:longest].rsplit(" ", 1)[0]
    return f"{whole_words} …"


def _short_lines(count: int, setting: Compositor, parent: Node | None) -> Row:
    """Numbered lines in two columns for the terms in a few words."""
    half = (setting.format.text_width - _BETWEEN) / 2
    nodes = [Node("P", parent) if parent else None for _ in range(count)]
    lines = [PenLines(f"{number}", 1, setting, node) for number, node in enumerate(nodes, 1)]
    middle = (count + 1) // 2
    columns = (Stack(lines[:middle], setting.room), Stack(lines[middle:], setting.room))
    return Row([Cell(0, half, columns[0]), Cell(half + _BETWEEN, half, columns[1])], setting.room)


def _signers(signers: Sequence[Present], words: AgreementWords, setting: Compositor) -> Row:
    across = setting.format.signers_across
    width = (setting.format.text_width - _BETWEEN * (across - 1)) / across
    cells = [Cell(place * (width + _BETWEEN), width, _signer(person, width, words, setting)) for place, person in enumerate(signers)]
    return Row(cells, setting.room, above=_ABOVE_SIGNER)


def _signer(person: Present, width: float, words: AgreementWords, setting: Compositor) -> Stack:
    form, node = setting.format, Node("Sect", setting.root)
    name: Flowable = (
        setting.text(named_with_role(person), node, after=2) if person.name else PenLines(words.name, 1, setting, Node("P", node))
    )
    height, date = form.box_mm * mm, width * _DATE_SHARE
    signature = width - date - 2 * mm

    def box(caption: str) -> Stack:
        return Stack([Box(height, FIRM), setting.label(caption, node, face=REGULAR, before=2)], setting.room)

    boxes = Row([Cell(0, signature, box(words.sign_here)), Cell(width - date, date, box(words.date))], setting.room)
    return Stack([name, *([] if person.name else [Gap(4)]), boxes], setting.room)


def fair_copy_note(sheet: AgreementSheet, words: AgreementWords, setting: Compositor) -> Stack:
    """That another paper was signed, and nowhere to sign again."""
    return setting.section(words.signed, lambda: [setting.text(said_of_signing(sheet, words))])


def said_of_signing(sheet: AgreementSheet, words: AgreementWords) -> str:
    """That another paper was signed, when, and by whom: what is known of it."""
    date = calendar.on_paper(sheet.signed_on, sheet.language) if sheet.signed_on else ""
    names = _listed(sheet.signed_by, words.and_) if sheet.signed_by else ""
    sentence = {
        (True, True): words.signed_on_by, (True, False): words.signed_on, (False, True): words.signed_by, (False, False): words.signed_by_hand,
    }[bool(date), bool(names)]  # fmt: skip
    return sentence.format(date=date, names=names)


def _listed(names: Sequence[str], and_: str) -> str:
    *first, last = names
    if not and_:  # a word that would change the one after it
        return ", ".join(names)
    return f"{', '.join(first)} {and_} {last}" if first else last
