"""Paper on its way out: what a printer was given, and the words that stand on it. What comes back is in `scanner.py`."""

from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2


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
