"""The sizes that a paper is set in, as data: one row for each format. Knows nothing of what is printed.

A new format is a new row. Easy read is another structure too: where a row has room for a picture, a paper is set as pictures and short lines.
"""

from dataclasses import dataclass
from typing import NamedTuple

from reportlab.lib.colors import Color, HexColor, white
from reportlab.lib.pagesizes import A4, A5
from reportlab.lib.units import mm

INK = HexColor("#141414")  # 18.4 : 1 on white
SOFT = HexColor("#3D3D3D")  # 10.9 : 1, labels and footer
HAIRLINE = HexColor("#767676")  # 4.5 : 1, lines only, never text
ACCENT = HexColor("#0B4A57")  # 9.9 : 1, and near-black from a mono laser printer
PAPER: Color = white


class Type(NamedTuple):
    """Size of the letters and distance of the lines, both in points."""

    size: float
    leading: float


@dataclass(frozen=True, slots=True)
class Format:
    """One format. Lengths that end in `_mm` are millimetres; the rest are points."""

    name: str
    body: Type
    label: Type
    title: Type
    heading: Type
    term: Type
    footer: Type
    left_mm: float
    right_mm: float
    top_mm: float
    bottom_mm: float
    columns_mm: tuple[float, ...]  # number, who, by when, how we will check; "what" has the rest. Empty: cards, never a table
    pen_pitch_mm: float  # from one writing line to the next
    box_mm: float  # height of a signature box
    signers_across: int
    page: tuple[float, float] = A4
    foot_mm: float = 27.0  # the footer's rule, from the paper's edge
    head_mm: float = 12.0  # the running head's line, from the upper edge
    picture_mm: float = 0.0  # the side of a picture beside the words; 0: no pictures

    @property
    def cards(self) -> bool:
        """Terms one below the other: five columns cannot be read at this size."""
        return not self.columns_mm

    @property
    def pictured(self) -> bool:
        """Easy read: a picture at the left, and one idea a line."""
        return self.picture_mm > 0

    @property
    def booklet(self) -> bool:
        """Whether two pages stand on each side of a sheet of A4, to be folded."""
        return self.page == A5

    @property
    def text_width(self) -> float:
        """Points between the margins."""
        return self.page[0] - (self.left_mm + self.right_mm) * mm

    @property
    def text_height(self) -> float:
        """Points between head and footer."""
        return self.page[1] - (self.top_mm + self.bottom_mm) * mm


STANDARD = Format(
    name="standard",
    body=Type(12, 17), label=Type(10, 13.5), title=Type(26, 30), heading=Type(15, 20), term=Type(12, 17), footer=Type(9.5, 13),
    left_mm=22, right_mm=18, top_mm=18, bottom_mm=34,
    columns_mm=(10, 24, 40, 41),
    pen_pitch_mm=10, box_mm=17, signers_across=2,
)  # fmt: skip
LARGE = Format(
    name="large",
    body=Type(18, 26), label=Type(15, 21), title=Type(30, 35), heading=Type(21, 28), term=Type(19, 27), footer=Type(13, 17),
    left_mm=20, right_mm=18, top_mm=19, bottom_mm=36,
    columns_mm=(),
    pen_pitch_mm=12.5, box_mm=22, signers_across=1,
)  # fmt: skip
BOOKLET = Format(
    name="booklet",
    body=Type(14, 20), label=Type(11.5, 15), title=Type(24, 28), heading=Type(17, 22), term=Type(14, 20), footer=Type(9, 12),
    left_mm=15, right_mm=13, top_mm=16, bottom_mm=22,
    columns_mm=(),
    pen_pitch_mm=10, box_mm=17, signers_across=1,
    page=A5, foot_mm=15.5, head_mm=9.5,
)  # fmt: skip

EXTRA_LARGE = Format(
    name="extra_large",
    body=Type(20, 29), label=Type(17, 24), title=Type(32, 38), heading=Type(23, 31), term=Type(21, 30), footer=Type(14, 18),
    left_mm=20, right_mm=18, top_mm=19, bottom_mm=38,
    columns_mm=(),
    pen_pitch_mm=13.5, box_mm=24, signers_across=1,
)  # fmt: skip

EASY_READ = Format(
    name="easy_read",
    body=Type(16, 25), label=Type(15, 21), title=Type(30, 35), heading=Type(20, 27), term=Type(18, 26), footer=Type(13, 17),
    left_mm=20, right_mm=18, top_mm=19, bottom_mm=36,
    columns_mm=(),
    pen_pitch_mm=13, box_mm=22, signers_across=1,
    picture_mm=17,
)  # fmt: skip

# The formats that somebody can ask for their copy in.
FORMATS = {each.name: each for each in (STANDARD, LARGE, EXTRA_LARGE, EASY_READ)}
