"""The agreement in Welsh and English, block beside block, Welsh at the left. Knows one recipient's two sheets only.

Neither language is smaller, lower or later than the other. Above a few promises, and in large print, two papers are printed instead.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from facilitator_app.papers.agreement import copies, facts, furniture, people_part, proofread
from facilitator_app.papers.blocks import Cell, Gap, Row, Stack
from facilitator_app.papers.formats import STANDARD, Format, Type
from facilitator_app.papers.house import THIN, Compositor
from facilitator_app.papers.pages import Furniture, Story
from facilitator_app.papers.signing import fair_copy_note
from facilitator_app.papers.tags import Node
from facilitator_app.papers.terms import term_cards
from facilitator_app.papers.words import AgreementWords, agreement_words
from facilitator_app.wall.sheets import AgreementSheet, BilingualSheet, Standing

_GUTTER_MM = 10.0
_WHOLE = replace(
    STANDARD, name="bilingual", columns_mm=(), signers_across=1,
    body=Type(11.5, 16), label=Type(10, 13.5), title=Type(21, 26), heading=Type(14, 19), term=Type(11.5, 16),
)  # fmt: skip
_COLUMN_MM = (_WHOLE.text_width / mm - _GUTTER_MM) / 2
_COLUMN = replace(_WHOLE, right_mm=_WHOLE.right_mm + _COLUMN_MM + _GUTTER_MM)


def bilingual(sheet: BilingualSheet, _form: Format) -> Story:
    """One copy in both languages. Raises `MissingLetter`."""
    words = [agreement_words(one.language) for one in (sheet.welsh, sheet.english)]
    sheets = [proofread(one, said) for one, said in zip((sheet.welsh, sheet.english), words, strict=True)]
    welsh, english = sheets
    whole = Compositor(_WHOLE)
    around = _around(welsh, english, words)
    band = Node("P", whole.root) if around.band else None
    flow: list[Flowable] = [whole.label(welsh.service)] if welsh.service else []
    made = [_Column(one, said, whole.root, draft=welsh.unchecked) for one, said in zip(sheets, words, strict=True)]
    for left, right in zip_longest(*(column.blocks() for column in made)):
        flow.append(_beside(left or (), right or (), whole))
    for column in made:
        column.speak()
    whole.root.speak(welsh.language)
    title = f"{words[0].title} / {words[1].title}"
    return Story(title, welsh.service, welsh.language, flow, whole.root, around, band)


class _Column:
    """One language: its blocks in order, each with a place of its own in the reading order."""

    def __init__(self, sheet: AgreementSheet, words: AgreementWords, root: Node, *, draft: bool) -> None:
        self._sheet, self._words, self._root, self._draft = sheet, words, root, draft
        self._places: list[Node] = []

    def _setting(self) -> Compositor:
        self._places.append(Node("Sect", self._root))
        return Compositor(_COLUMN, self._places[-1])

    def speak(self) -> None:
        """Says of all of it which language it is."""
        for place in self._places:
            place.speak(self._sheet.language)

    def blocks(self) -> Iterator[Sequence[Flowable]]:
        sheet, words = self._sheet, self._words
        setting = self._setting()
        yield [*setting.masthead("", words.title), setting.text(words.intro[sheet.standing], before=6), *facts(sheet, words, setting)]
        yield people_part(sheet, words, self._setting())
        for number, term in enumerate(sheet.terms, 1):
            setting = self._setting()
            heading = [setting.heading(words.terms[sheet.standing])] if number == 1 else []
            yield [*heading, *term_cards([(number, term)], words, setting)]
        setting = self._setting()
        yield [setting.heading(words.who_may_see), *setting.paragraphs(sheet.who_may_see)] if sheet.who_may_see else []
        setting = self._setting()
        yield [setting.heading(words.changes), *setting.paragraphs(sheet.if_something_changes, sheet.telephone)]
        setting = self._setting()
        yield [fair_copy_note(sheet, words, setting)] if sheet.standing is Standing.AGREED and not self._draft else []
        yield [copies(sheet, words, self._setting())] if sheet.copies else []


def _beside(left: Sequence[Flowable], right: Sequence[Flowable], whole: Compositor) -> Flowable:
    if not left and not right:
        return Gap(0)
    width, second = _COLUMN.text_width, _COLUMN.text_width + _GUTTER_MM * mm
    above = max(float(items[0].getSpaceBefore()) for items in (left, right) if items)
    for row in (*left, *right):
        if isinstance(row, Row) and row.rule is THIN:
            row.rule = None  # one rule across both languages, below the taller of them
    cells = [Cell(0, width, Stack(left, whole.room)), Cell(second, width, Stack(right, whole.room))]
    is_term = any(isinstance(row, Row) for row in left[-1:]) and len(left) <= 2  # noqa: PLR2004 - a heading and a promise
    return Row(cells, whole.room, above=above, rule=THIN if is_term else None)


def _around(welsh: AgreementSheet, english: AgreementSheet, words: Sequence[AgreementWords]) -> Furniture:
    """What stands on each page, in both languages: label, value."""
    one, two = furniture(welsh, words[0]), furniture(english, words[1])

    def both(first: str, second: str) -> str:
        return f"{first} / {second}" if first and second and first != second else first or second

    number = f" {welsh.copies.index(welsh.recipient) + 1} / {len(welsh.copies)}" if welsh.copies.count(welsh.recipient) == 1 else ""
    name = both(welsh.recipient, english.recipient)
    return replace(
        one,
        page_words=(both(words[0].page[0], words[1].page[0]), "/"),
        goes_on="Yn parhau / Goes on",  # shorter than on a paper in one language: there is one line for both
        head=both(words[0].title, words[1].title),
        recipient=f"Copi / Copy{number}: {name}" if name else "",
        facts=(one.facts[0], both(one.facts[1], two.facts[1]), _check_code(welsh, words)),
        band=one.band if welsh.unchecked else both(one.band, two.band),
    )


def _check_code(welsh: AgreementSheet, words: Sequence[AgreementWords]) -> str:
    """One code for the paper; none on a draft."""
    if not welsh.check_code or welsh.unchecked:
        return ""
    labels = (said.check_code.replace("{code}", "").strip(" :") for said in words)
    return f"{' / '.join(labels)}: {welsh.check_code}"
