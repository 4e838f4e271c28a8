"""What comes out of a scanner: a printed sheet that somebody wrote on by hand, laid on the glass."""

from collections.abc import Sequence
from pathlib import Path

import damage
from PIL import ImageDraw
from reading import pictures

_DPI = 200


def signed(sheet: Path, lines: Sequence[str], *, upside_down: bool = False) -> bytes:
    """The pages of `sheet` (a PDF) with `lines` in ink on the first one, the second a little askew, as a PDF of pictures.

    `upside_down`: the first lay so on the glass.
    """
    pages = [page.convert("RGB") for page in pictures(sheet.read_bytes(), _DPI)]
    for number, words in enumerate(lines):
        ImageDraw.Draw(pages[0]).text((430, 800 + 70 * number), words, fill=(20, 30, 120), font_size=34)
    first = pages[0].rotate(180) if upside_down else pages[0]
    return damage.as_pdf([first, *(damage.skew(page.convert("L"), 2.5).convert("RGB") for page in pages[1:])])
