"""Letters and forms: first letter, information, consent form, invitation. Knows one recipient's sheet only.

What is posted begins below the window of an envelope: in that window nothing stands but the recipient's name, whichever way it is folded.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, PageBreak

from facilitator_app import calendar
from facilitator_app.papers.blocks import Cell, Gap, Row, Stack
from facilitator_app.papers.formats import Format
from facilitator_app.papers.house import FIRM, Compositor
from facilitator_app.papers.letters import BOLD, REGULAR, Bold, checked, kept_together
from facilitator_app.papers.pages import Furniture, Story
from facilitator_app.papers.pen import Box, PenLines
from facilitator_app.papers.pictures import pictured, said
from facilitator_app.papers.tags import Node
from facilitator_app.papers.texts import Block, Kind, Read, read
from facilitator_app.papers.tick import asked, listed, ticked, yes_or_no
from facilitator_app.papers.words import UNCHECKED, letter_words
from facilitator_app.wall.sheets import ENGLISH
from facilitator_app.wall.sheets_letters import ConsentSheet, FirstLetterSheet, InformationSheet, InvitationSheet, LetterSheet

_NAME_MM = 50.0  # from the paper's upper edge: where an envelope's window shows the name and nothing else
_BEGINS_MM = 104.0  # below the lowest window, and below the first fold
_DATE_SHARE = 0.29  # of the width
_BETWEEN = 2 * mm
_END = 3  # paragraphs: what is said last, "Yours sincerely", the names


@dataclass(slots=True)
class _Setter:
    """Sets the blocks of one text, in the order of the calls."""

    setting: Compositor
    answers: tuple[str, ...]
    signed_on: str
    pictures: tuple[str, ...] = ()  # for each question its own, in easy read
    to_read: bool = False  # a draft that nobody passed: nothing to tick, and nowhere to write or sign
    flow: list[Flowable] = field(default_factory=list)

    def all(self, blocks: Sequence[Block]) -> list[Flowable]:
        """Parts under their headings; what is sent back stands on a page of its own."""
        before, slip = _apart(blocks)
        for part in _parts(before):
            self._part(part)
        self._keep_the_end_together()
        if slip:
            self.flow += [PageBreak(), self._slip(slip)]
        return self.flow

    def _part(self, part: Sequence[Block]) -> None:
        first, *rest = part
        if first.kind is not Kind.HEADING:
            self.flow += self._run(part)
        elif any(block.kind is Kind.SIGN for block in rest):
            section = self.setting.section(first.words, lambda: self._run(rest))
            self.flow.append(Stack(section.items, self.setting.room, whole=1))  # nobody signs on a page without what they sign
        else:
            self.flow.append(self.setting.section(first.words, lambda: self._run(rest)))

    def _keep_the_end_together(self) -> None:
        """The names below a letter never stand alone on a page."""
        last = self.flow[-1]
        if isinstance(last, Stack) and not last.whole >= 1 and len(last.items) > _END:
            last.items = [*last.items[:-_END], Stack(last.items[-_END:], self.setting.room, whole=1)]

    def _slip(self, slip: Sequence[Block]) -> Stack:
        """What is sent back, on one page."""
        first, *blocks = slip
        flow: list[Flowable] = [self.setting.text((Bold(first.words),))]
        for block in blocks:
            flow += [self.setting.heading(block.words)] if block.kind is Kind.HEADING else self._run([block])
        return Stack(flow, self.setting.room, whole=1)

    def _run(self, blocks: Sequence[Block]) -> list[Flowable]:
        found: list[Flowable] = []
        for kind, group in groupby(blocks, key=lambda block: block.kind):
            items = Node("L", self.setting.root) if kind is Kind.ITEM else None
            if items and found:
                found.append(Gap(self.setting.format.body.leading * 0.25))
            for number, block in enumerate(group):
                if kind is Kind.PICTURE:
                    found += self._pictured(block)
                elif self.to_read and kind in (Kind.TICK, Kind.YES_NO, Kind.LINE, Kind.SIGN):
                    found += self._only_read(block)
                elif kind is Kind.YES_NO and self.setting.format.pictured and number < len(self.pictures):
                    found.append(asked(self.pictures[number], block.words, self.answers, self.setting))
                else:
                    found += [listed(block.words, self.setting, items)] if items else self._block(block)
            if kind is Kind.LINE:
                found.append(Gap(self.setting.format.body.leading * 0.4))
        return found

    def _only_read(self, block: Block) -> list[Flowable]:
        """What would be ticked or signed, as words alone."""
        setting = self.setting
        return [] if block.kind is Kind.SIGN else [setting.text(kept_together(block.words), before=setting.format.body.leading * 0.4)]

    def _pictured(self, block: Block) -> list[Flowable]:
        setting = self.setting
        return [pictured(block.picture, block.words, setting)] if setting.format.pictured else said(block.words, setting)

    def _block(self, block: Block) -> list[Flowable]:
        setting, words = self.setting, kept_together(block.words)
        match block.kind:
            case Kind.FACT:
                label, _, fact = words.partition(": ")
                first, *others = fact.split("\n")
                gap = setting.format.body.leading * 0.35
                lines = [setting.text((Bold(f"{label}:"), f" {first}"), before=gap)]
                return [*lines, *(setting.text(line) for line in others)]
            case Kind.TICK:
                return [ticked(words, setting)]
            case Kind.YES_NO:
                return [yes_or_no(words, self.answers, setting)]
            case Kind.LINE:
                return [PenLines(words, 1, setting, Node("P", setting.root))]
            case Kind.SIGN:
                return [self._to_sign(words)]
            case _:
                return [setting.text(line, before=setting.format.body.leading * 0.4) for line in words.split("\n")]

    def _to_sign(self, caption: str) -> Row:
        setting, form = self.setting, self.setting.format
        date = form.text_width * _DATE_SHARE

        def box(words: str) -> Stack:
            return Stack([Box(form.box_mm * mm, FIRM), setting.label(words, face=REGULAR, before=2)], setting.room)

        cells = [Cell(0, form.text_width - date - _BETWEEN, box(caption)), Cell(form.text_width - date, date, box(self.signed_on))]
        return Row(cells, setting.room, above=form.body.leading * 0.5, below=4)


def _apart(blocks: Sequence[Block]) -> tuple[Sequence[Block], Sequence[Block]]:
    at = next((number for number, block in enumerate(blocks) if block.kind is Kind.SENT_BACK), len(blocks))
    return blocks[:at], blocks[at:]


def _parts(blocks: Sequence[Block]) -> Iterator[Sequence[Block]]:
    """What stands before the first heading, and each heading with what is below it."""
    part: list[Block] = []
    for block in blocks:
        if block.kind is Kind.HEADING and part:
            yield part
            part = []
        part.append(block)
    if part:
        yield part


def first_letter(sheet: FirstLetterSheet, form: Format) -> Story:
    """The first letter, with a slip for how to reach its reader. Raises `TextNotUsable`, `MissingLetter` and `NoSuchLanguage`."""
    return _story(sheet, form, lambda setting, found: _letter_head(sheet.recipient, calendar.long(sheet.written_on), found.title, setting))


def invitation(sheet: InvitationSheet, form: Format) -> Story:
    """One person's invitation. Raises as `first_letter` does."""
    return _story(sheet, form, lambda setting, found: _letter_head(sheet.recipient, calendar.long(sheet.written_on), found.title, setting))


def information(sheet: InformationSheet, form: Format) -> Story:
    """The sheet for everybody. Raises as `first_letter` does."""
    return _story(sheet, form, lambda setting, found: setting.masthead(_service(sheet), found.title))


def consent(sheet: ConsentSheet, form: Format) -> Story:
    """The form on which one person says yes or no. Raises as `first_letter` does."""
    return _story(sheet, form, lambda setting, found: setting.masthead(_service(sheet), found.title))


def _service(sheet: LetterSheet) -> str:
    return checked(sheet.service, "The service's name")


def _letter_head(recipient: str, day: str, title: str, setting: Compositor) -> list[Flowable]:
    form = setting.format
    name = setting.text(checked(recipient, "The recipient's name"))
    date = setting.text(day)
    height = name.wrap(form.text_width, form.text_height)[1]
    below = (_BEGINS_MM - _NAME_MM) * mm - height - date.wrap(form.text_width, form.text_height)[1]
    head = setting.words(title, setting.style(form.title, face=BOLD, after=form.title.size * 0.2), Node("H1", setting.root))
    return [Gap((_NAME_MM - form.top_mm) * mm), name, Gap(max(form.body.leading, below)), date, head]


def _story(sheet: LetterSheet, form: Format, head: Callable[[Compositor, Read], list[Flowable]]) -> Story:
    words, found = letter_words(sheet.language), read(sheet)
    setting = Compositor(form)
    unchecked = isinstance(sheet, ConsentSheet | InformationSheet) and sheet.language != ENGLISH and not sheet.words_passed
    band = Node("P", setting.root) if unchecked else None
    flow = head(setting, found)
    pictures = sheet.pictures if isinstance(sheet, ConsentSheet) else ()
    flow += [Gap(form.body.leading * 0.3)] if form.pictured else []
    setter = _Setter(setting, (words.yes, words.no), words.date, pictures, unchecked, flow)
    setter.all([block for block in found.blocks if block.kind is not Kind.TITLE])
    facts = (words.version.format(version=found.version), words.language) if isinstance(sheet, ConsentSheet | InformationSheet) else ()
    recipient = "" if isinstance(sheet, InformationSheet) else words.for_.format(name=checked(sheet.recipient, "The recipient's name"))
    furniture = Furniture(page_words=words.page, head=found.title, recipient=recipient, facts=facts, band=UNCHECKED if unchecked else "")
    slip = any(block.kind is Kind.SENT_BACK for block in found.blocks)
    if sheet.language != ENGLISH:
        setting.root.speak(sheet.language)
    return Story(found.title, "", sheet.language, flow, setting.root, furniture, band, one_sided=slip)
