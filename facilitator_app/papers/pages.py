"""Pages: what stands around the text on each of them, and the making of the file. Knows no paper and no record."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import Any

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, NextPageTemplate, PageBreak, PageTemplate

from facilitator_app.papers.codes import page_payload, sheet_payload
from facilitator_app.papers.formats import INK, PAPER, SOFT, Format
from facilitator_app.papers.house import FIRM
from facilitator_app.papers.letters import BOLD, REGULAR, ready, runs, shortened, width_of
from facilitator_app.papers.page_marks import CODE_MM, draw_code, draw_dots
from facilitator_app.papers.tags import Node, TaggedCanvas, describe

_BAND_MM = 5.0  # the band, from the upper edge
_LARGEST_BAND = 18.0  # points, so that it ends above the text
_TOTAL = "total-{section}"
_GOES_ON = "goes-on-{page}"
_GOES_ON_MM = 1.8  # above the footer's rule
_MADE = "2000-01-01T00:00:00+00:00"  # reportlab's date for files that come out the same twice; when it was printed is in the register


@dataclass(frozen=True, slots=True)
class Furniture:
    """What stands on every page around the text. All was `checked`; what is empty leaves no gap."""

    page_words: tuple[str, str] = ("Page", "of")
    goes_on: str = ""  # above the footer of each page but the last: white below the last words must not look like the end
    head: str = ""  # from the second page on
    recipient: str = ""
    facts: tuple[str, ...] = ()  # one line, with middle dots between
    foot: str = ""
    band: str = ""  # white on black at the top of each page and again in the footer
    code_stem: str = ""  # the square code without page and check, see `codes.code_stem`
    check_code: str = ""
    sheet: str = ""  # "Sheet P-1": what is written on by hand, beside its code
    sheet_code: str = ""  # its ten letters: in the square code of each page, with dots in the corners


@dataclass(frozen=True, slots=True)
class Section:
    """A sheet of its own among several in one file: it begins on a new page, and its pages are counted from one."""

    flow: Sequence[Flowable]
    furniture: Furniture


@dataclass(frozen=True, slots=True)
class Story:
    """A paper before it is set on pages: what its file properties say, what flows, the reading order, what stands around it."""

    title: str
    author: str
    language: str
    flow: Sequence[Flowable]
    root: Node
    furniture: Furniture
    band: Node | None = None  # where the band is read aloud: it is drawn on each page and read once
    one_sided: bool = False  # a page is sent back, or handed over, and nothing may stand behind it
    more: Sequence[Section] = ()

    @property
    def sections(self) -> Sequence[Section]:
        """All of them; most papers have one."""
        return (Section(self.flow, self.furniture), *self.more)


def pdf(story: Story, form: Format) -> bytes:
    """The story on pages as one tagged PDF/UA-1 file. The same story and format give the same bytes. Uses the story up."""
    return pdf_and_pages(story, form)[0]


def pdf_and_pages(story: Story, form: Format) -> tuple[bytes, tuple[int, ...]]:
    """The same, and how many pages each section takes."""
    out = BytesIO()
    document = BaseDocTemplate(
        out, pagesize=form.page, title=story.title, author=story.author, subject="", creator="", lang=story.language,
        initialFontName=ready(REGULAR), displayDocTitle=1, printScaling="None", duplex="Simplex" if story.one_sided else "DuplexFlipLongEdge", invariant=1,
    )  # fmt: skip
    flow: list[Flowable] = []
    for number, section in enumerate(story.sections):
        frame = Frame(
            form.left_mm * mm, form.bottom_mm * mm, form.text_width, form.text_height,
            leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
        )  # fmt: skip
        begin, end = partial(_begin_page, story, form, number), partial(_end_page, section.furniture, form, number)
        document.addPageTemplates(PageTemplate(id=str(number), frames=[frame], onPage=begin, onPageEnd=end))
        flow += [*([NextPageTemplate(str(number)), PageBreak()] if number else []), *section.flow]
    counts = [0] * len(story.sections)
    document.build(flow, canvasmaker=partial(Press, story=story, form=form, counts=counts))
    return out.getvalue(), tuple(counts)


class Press(TaggedCanvas):
    """The canvas of one paper. It knows the number of pages when all are drawn, and only then defines the drawing that says it."""

    def __init__(self, *args: Any, story: Story, form: Format, counts: list[int], **options: Any) -> None:
        super().__init__(*args, root=story.root, **options)
        self._story, self._form = story, form
        self._counts = counts  # of each section its pages so far
        self._sections: list[int] = []  # of each page its section

    def begin_in(self, section: int) -> int:
        """Begin a page; its number within its section."""
        self.open_page()
        self._sections.append(section)
        self._counts[section] += 1
        return self._counts[section]

    def page_in(self, section: int) -> int:
        """The number of the page that is being drawn, within its section."""
        return self._counts[section]

    def save(self) -> None:
        for number, section in enumerate(self._story.sections):
            leading = round(self._form.footer.leading)
            self.beginForm(_TOTAL.format(section=number), 0, -leading, round(self._form.page[0]), leading)
            _draw_total(self, section.furniture, self._form, self._counts[number])
            self.endForm()
        for page in range(1, self.page_count + 1):
            self._say_that_it_goes_on(page)
        story, producer = self._story, self._doc.info.producer
        describe(self, title=story.title, author=story.author, language=story.language, made=_MADE, producer=producer)
        super().save()

    def _say_that_it_goes_on(self, page: int) -> None:
        """What stands at the foot of a page, once it is known which is the last. The last has it too, and empty: each was promised one."""
        section = self._sections[page - 1]
        words, size = self._story.sections[section].furniture.goes_on, self._form.footer.size
        if not words:
            return
        self.beginForm(_GOES_ON.format(page=page), 0, -round(size), round(self._form.page[0]), round(2 * size))
        if page < self.page_count and self._sections[page] == section:
            self.setFillColor(INK)
            _draw_words(self, max(0, self._form.text_width - width_of(words, BOLD, size)), 0, words, BOLD, size, self._form.text_width)
        self.endForm()


def _begin_page(story: Story, form: Format, section: int, canvas: Press, document: BaseDocTemplate) -> None:
    page = canvas.begin_in(section)
    furniture = story.sections[section].furniture
    if furniture.band:
        with canvas.leaf(story.band if document.page == 1 else None):
            _draw_band(canvas, furniture.band, form)
    elif furniture.head and page > 1:
        with canvas.furniture("Header"):
            canvas.setFillColor(SOFT)
            _draw_words(
                canvas, form.left_mm * mm, form.page[1] - form.head_mm * mm, furniture.head, REGULAR, form.footer.size, form.text_width
            )


def _end_page(furniture: Furniture, form: Format, section: int, canvas: Press, document: BaseDocTemplate) -> None:
    with canvas.furniture("Footer"):
        _draw_footer(canvas, furniture, form, section)
        if furniture.sheet_code:
            draw_dots(canvas, form.page)
        if furniture.goes_on:
            canvas.saveState()
            canvas.translate(form.left_mm * mm, (form.foot_mm + _GOES_ON_MM) * mm)
            canvas.doForm(_GOES_ON.format(page=document.page))
            canvas.restoreState()


def _draw_band(canvas: Canvas, words: str, form: Format) -> None:
    size = min(form.body.size + 2, _LARGEST_BAND)
    left, height = form.left_mm * mm, size * 1.85
    low = form.page[1] - _BAND_MM * mm - height
    canvas.setFillColor(INK)
    canvas.rect(left, low, form.text_width, height, stroke=0, fill=1)
    canvas.setFillColor(PAPER)
    canvas.setFont(BOLD, size)
    canvas.drawCentredString(left + form.text_width / 2, low + height / 2 - size * 0.35, words)


def _draw_footer(canvas: Press, furniture: Furniture, form: Format, section: int) -> None:
    left, rule, (size, leading) = form.left_mm * mm, form.foot_mm * mm, form.footer
    width, page = _footer_width(furniture, form), canvas.page_in(section)
    canvas.setStrokeColor(FIRM.colour)
    canvas.setLineWidth(FIRM.thick)
    canvas.line(left, rule, left + width, rule)
    line = rule - leading
    canvas.setFillColor(INK)
    beside = f"{furniture.sheet}  ·  " if furniture.sheet else ""
    words = f"{beside}{furniture.page_words[0]} {page} {furniture.page_words[1]} "
    canvas.setFont(BOLD, size)
    canvas.drawString(left, line, words)
    canvas.saveState()
    canvas.translate(left + width_of(words, BOLD, size), line)
    canvas.doForm(_TOTAL.format(section=section))
    canvas.restoreState()
    canvas.setFillColor(SOFT)
    for text in filter(None, ("  ·  ".join(filter(None, furniture.facts)), furniture.foot)):
        line -= leading
        _draw_words(canvas, left, line, text, REGULAR, size, width)
    if furniture.band:
        _draw_small_band(canvas, furniture.band, left, line - leading, size)
    right = form.page[0] - form.right_mm * mm
    if furniture.code_stem:
        draw_code(canvas, page_payload(furniture.code_stem, page, furniture.check_code), right)
    if furniture.sheet_code:
        draw_code(canvas, sheet_payload(furniture.sheet_code, page), right)


def _footer_width(furniture: Furniture, form: Format) -> float:
    return form.text_width - (CODE_MM * mm + 2 if furniture.code_stem or furniture.sheet_code else 0)


def _draw_small_band(canvas: Canvas, words: str, left: float, line: float, size: float) -> None:
    canvas.setFillColor(INK)
    canvas.rect(left, line - size * 0.35, width_of(words, BOLD, size) + size, size * 1.35, stroke=0, fill=1)
    canvas.setFillColor(PAPER)
    canvas.setFont(BOLD, size)
    canvas.drawString(left + size / 2, line, words)


def _draw_total(canvas: Canvas, furniture: Furniture, form: Format, pages: int) -> None:
    """The number of pages and what follows on that line, from 0, 0."""
    size = form.footer.size
    canvas.setFillColor(INK)
    canvas.setFont(BOLD, size)
    canvas.drawString(0, 0, str(pages))
    if furniture.recipient:
        page = width_of(f"{furniture.page_words[0]} {pages} {furniture.page_words[1]} ", BOLD, size)
        after = width_of(str(pages), BOLD, size) + size * 1.2
        _draw_words(canvas, after, 0, furniture.recipient, REGULAR, size, _footer_width(furniture, form) - page - after)


def _draw_words(canvas: Canvas, left: float, line: float, words: str, face: str, size: float, room: float) -> None:
    """One line, cut with an ellipsis where it is wider than `room` points."""
    for name, piece in runs(shortened(words, face, size, room), face):
        canvas.setFont(ready(name), size)
        canvas.drawString(left, line, piece)
        left += width_of(piece, name, size)
