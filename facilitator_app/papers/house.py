"""The house style: how words, headings and numbers look in each format. Knows no paper and no record."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from reportlab.lib.colors import Color
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable

from facilitator_app.papers.blocks import Line, Rule, Stack
from facilitator_app.papers.formats import ACCENT, HAIRLINE, INK, PAPER, SOFT, Format, Type
from facilitator_app.papers.letters import BOLD, REGULAR, Bold, Words, fragments, kept_together, ready
from facilitator_app.papers.tags import Node, TaggedCanvas, TaggedParagraph

THIN = Rule(0.8, HAIRLINE)
FIRM = Rule(0.9, INK)
HEAVY = Rule(1.6, INK)

_ABOVE_HEADING, _BELOW_HEADING = 0.7, 0.25  # of its line
_SHORT_SECTION = 0.3  # of a page: up to here a section moves to the next page in one piece


@dataclass(slots=True)
class Compositor:
    """Sets checked words in one format and gives each its place in the reading order, in the order of the calls."""

    format: Format
    root: Node = field(default_factory=lambda: Node("Document"))

    @property
    def room(self) -> float:
        """Points of height on an empty page."""
        return self.format.text_height

    def style(self, size: Type, *, face: str = REGULAR, colour: Color = INK, before: float = 0, after: float = 0) -> ParagraphStyle:
        """A style of this format. `before` and `after` are points of space."""
        return ParagraphStyle(
            "", fontName=ready(face), fontSize=size.size, leading=size.leading, textColor=colour, spaceBefore=before, spaceAfter=after,
            allowWidows=0, allowOrphans=0, bulletFontName=face,
        )  # fmt: skip

    def words(self, words: Words, style: ParagraphStyle, node: Node | None) -> TaggedParagraph:
        """One paragraph, read aloud as `node`."""
        return TaggedParagraph(None, style, frags=fragments(words, style), node=node)

    def text(self, words: Words, parent: Node | None = None, *, before: float = 0, after: float = 0) -> TaggedParagraph:
        """A paragraph in the body size."""
        return self.words(words, self.style(self.format.body, before=before, after=after), Node("P", parent or self.root))

    def paragraphs(self, lines: str, strong: str = "") -> list[Flowable]:
        """A paragraph in the body size for each line; the line that is `strong` in bold, close to the one that leads to it."""
        gap, found = self.format.body.leading * 0.4, list[Flowable]()
        for line in lines.split("\n"):
            bold = bool(strong) and line == strong
            words = kept_together(line)
            found.append(self.text((Bold(words),) if bold else words, before=gap if found and not strong else 0))
        return found

    def label(
        self, words: str, parent: Node | None = None, *, face: str = BOLD, before: float = 0, silent: bool = False
    ) -> TaggedParagraph:
        """Small words above or below what they name. `silent`: not read aloud, for what was read aloud before."""
        node = None if silent else Node("P", parent or self.root)
        return self.words(words, self.style(self.format.label, face=face, colour=SOFT, before=before), node)

    def heading(self, words: str) -> TaggedParagraph:
        """A heading of the second level; it never stands alone at a page end."""
        leading = self.format.heading.leading
        style = self.style(self.format.heading, face=BOLD, before=leading * _ABOVE_HEADING, after=leading * _BELOW_HEADING)
        heading = self.words(words, style, Node("H2", self.root))
        heading.keepWithNext = True
        return heading

    @property
    def heading_height(self) -> float:
        """Points that a heading of one line takes, with the space above and below it."""
        return self.format.heading.leading * (1 + _ABOVE_HEADING + _BELOW_HEADING)

    def section(self, heading: str, body: Callable[[], Sequence[Flowable]]) -> Stack:
        """A heading and what stands below it. `body` makes that, after the heading has its place in the reading order."""
        head = self.heading(heading)
        return Stack([head, *body()], self.room, whole=_SHORT_SECTION)

    def masthead(self, service: str, title: str) -> list[Flowable]:
        """The service small, the title large, one rule."""
        name = [self.label(service)] if service else []
        style = self.style(self.format.title, face=BOLD, after=self.format.title.size * 0.2)
        return [*name, self.words(title, style, Node("H1", self.root)), Line(HEAVY)]


class Disc(Flowable):
    """A number in white on a disc, set level with the first line of the words beside it."""

    canv: TaggedCanvas

    def __init__(self, number: int, line: Type, node: Node) -> None:
        super().__init__()
        self.number, self.line, self.node = str(number), line, node
        self.width = self.height = line.leading + 1.5

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        radius = self.width / 2
        size = self.line.size * (0.87 if len(self.number) < len("100") else 0.65)
        self.canv.setFillColor(ACCENT)
        self.canv.circle(radius, radius, radius, stroke=0, fill=1)
        with self.canv.leaf(self.node):
            self.canv.setFillColor(PAPER)
            self.canv.setFont(BOLD, size)
            self.canv.drawCentredString(radius, radius - size * 0.35, self.number)
