"""Paper as it goes round: what a printer was given, the words of a PDF, what a pen adds to a sheet, and the sheet on a scanner."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import damage
import pypdfium2
from PIL import Image, ImageDraw
from reading import pictures

_INK, _SCANNER_DOTS, _LETTERS = (20, 30, 120), 200, 34
_FIRST_LINE, _NEXT_LINE = (430, 800), 70  # of a blank agreement sheet at that many dots


@dataclass
class Printer:
    """What comes out of a printer that prints as many sets as the page asks for: its trays are never empty, and nobody answers its dialog."""

    sets: int = 1
    given: list[bytes] = field(default_factory=list)  # one for each set

    def ask(self, _page: object, sets: int = 1, **_how: bool) -> "Printer":
        """Instead of the system's dialog."""
        self.sets = sets
        return self

    def send(self, _job: object, data: bytes, sets: int = 0) -> None:
        """Instead of the job."""
        self.given += [data] * max(sets, 1)

    def taken(self) -> list[bytes]:
        """What lies in the tray, taken out of it."""
        given, self.given = self.given, []
        return given


def pages_of_words(pdf: Path | bytes) -> list[str]:
    """The words of each page of a PDF, one space between two."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


def words_of(pdf: Path | bytes) -> str:
    """All words of a PDF, on one line."""
    return " ".join(pages_of_words(pdf))


def sheets_of(pdf: Path) -> list[Image.Image]:
    """Each page as it lies on a desk, in greys."""
    return [page.convert("L") for page in pictures(pdf.read_bytes(), _SCANNER_DOTS)]


def written_on(sheet: Image.Image, lines: Iterable[str]) -> Image.Image:
    """With a pen, a line under the other."""
    made = sheet.convert("RGB")
    left, top = _FIRST_LINE
    for number, words in enumerate(lines):
        ImageDraw.Draw(made).text((left, top + _NEXT_LINE * number), words, fill=_INK, font_size=_LETTERS)
    return made


def scan(path: Path, pages: Sequence[Image.Image]) -> Path:
    """The file that a scanner makes of them."""
    path.write_bytes(damage.as_pdf(pages, _SCANNER_DOTS))
    return path
