"""Lines and boxes that wait for a pen. Knows no paper."""

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from facilitator_app.papers.blocks import Rule
from facilitator_app.papers.formats import HAIRLINE, SOFT
from facilitator_app.papers.house import Compositor
from facilitator_app.papers.letters import BOLD, Bold, width_of
from facilitator_app.papers.tags import Node, TaggedCanvas

_LINE = Rule(0.9, HAIRLINE)


def pen_field(label: str, typed: str, lines: int, setting: Compositor, parent: Node) -> list[Flowable]:
    """What is typed already, after its label; or the label with that many lines to write on."""
    if not typed:
        return [PenLines(label, lines, setting, Node("P", parent))]
    first, *others = typed.split("\n")
    gap = setting.format.body.leading * 0.3
    return [
        setting.text((Bold(f"{label}:"), f" {first}"), parent, before=gap, after=0 if others else gap),
        *(setting.text(part, parent) for part in others),
    ]


class PenLines(Flowable):
    """`count` lines to write on, the first one after its label. Far enough apart for large handwriting."""

    canv: TaggedCanvas

    def __init__(self, label: str, count: int, setting: Compositor, node: Node | None) -> None:
        super().__init__()
        self.label, self.count, self.node = label, count, node
        self.size = setting.format.label.size
        self.pitch = setting.format.pen_pitch_mm * mm

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width, self.height = width, self.count * self.pitch
        return self.width, self.height

    def draw(self) -> None:
        self.canv.setStrokeColor(_LINE.colour)
        self.canv.setLineWidth(_LINE.thick)
        indent = width_of(self.label, BOLD, self.size) + 2 * mm if self.label else 0
        for number in range(self.count):
            height = (self.count - 1 - number) * self.pitch + 1
            self.canv.line(0 if number else indent, height, self.width, height)
        if self.label:
            with self.canv.leaf(self.node):
                self.canv.setFillColor(SOFT)
                self.canv.setFont(BOLD, self.size)
                self.canv.drawString(0, (self.count - 1) * self.pitch + 2, self.label)


class RestOfPage(PenLines):
    """Lines as far down as the page goes; nothing where there is room for no two."""

    def __init__(self, label: str, setting: Compositor) -> None:
        super().__init__(label, 0, setting, Node("P", setting.root))
        self.above = setting.format.body.leading

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Of what is left of the page as much as whole lines take."""
        self.count = int((height - self.above) / self.pitch)
        self.width, self.height = width, self.above + self.count * self.pitch if self.count > 1 else 0.0
        return self.width, self.height

    def draw(self) -> None:
        if self.count > 1:
            super().draw()


class Box(Flowable):
    """An empty frame to write in, as wide as its place."""

    def __init__(self, height: float, rule: Rule) -> None:
        super().__init__()
        self.height, self.rule = height, rule

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width = width
        return self.width, self.height

    def draw(self) -> None:
        self.canv.setStrokeColor(self.rule.colour)
        self.canv.setLineWidth(self.rule.thick)
        self.canv.rect(0, 0, self.width, self.height)
