"""Reading a printed paper back with programs that are not ours: poppler, PDFium, pikepdf, zxing-cpp."""

import re
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
from PIL import Image


def _poppler(pdf: bytes, *command: str) -> bytes:
    """What a poppler program says of the file; `FILE` stands for its name."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        return subprocess.run([file.name if each == "FILE" else each for each in command], check=True, capture_output=True).stdout


def laid_out(pdf: bytes) -> str:
    """Text as it lies on the pages, a form feed between two; line ends without blanks."""
    text = _poppler(pdf, "pdftotext", "-layout", "FILE", "-").decode()
    return "\n".join(line.rstrip() for line in text.split("\n"))


def pages_of_text(pdf: bytes) -> list[str]:
    """The words of each page, one space between two."""
    text = _poppler(pdf, "pdftotext", "-raw", "FILE", "-").decode()
    return [" ".join(page.split()) for page in text.split("\f")[:-1]]


def read_aloud(pdf: bytes) -> list[str]:
    """What a screen reader reads, an entry for each paragraph or heading, in reading order. What goes on over a page end is one entry."""
    text = _poppler(pdf, "pdfinfo", "-struct-text", "FILE").decode()
    joined = re.sub(r'"\n +"', "", text)
    return [" ".join(found.split()) for found in re.findall(r'^ *"(.*?)"$', joined, re.MULTILINE | re.DOTALL)]


def structure(pdf: bytes) -> str:
    return _poppler(pdf, "pdfinfo", "-struct", "FILE").decode()


def fonts(pdf: bytes) -> list[tuple[str, str]]:
    """Each font's name and whether it is embedded, "yes" or "no"."""
    rows = _poppler(pdf, "pdffonts", "FILE").decode().splitlines()[2:]
    return [(row.split()[0], row.split()[-5]) for row in rows]


def pictures(pdf: bytes, dots_per_inch: int) -> list[Image.Image]:
    """Each page in greys."""
    with tempfile.TemporaryDirectory() as folder:
        name = Path(folder, "paper.pdf")
        name.write_bytes(pdf)
        subprocess.run(["pdftoppm", "-r", str(dots_per_inch), "-gray", "-png", name, Path(folder, "page")], check=True)
        return [Image.open(BytesIO(page.read_bytes())) for page in sorted(Path(folder).glob("page-*.png"))]


@dataclass(frozen=True)
class Text:
    """A run of text on a page, in points from the lower left."""

    page: int
    left: float
    low: float
    right: float
    high: float
    words: str


def texts(pdf: bytes) -> list[Text]:
    found: list[Text] = []
    with pypdfium2.PdfDocument(pdf) as document:
        for number in range(len(document)):
            page = document[number].get_textpage()
            for index in range(page.count_rects()):
                left, low, right, high = page.get_rect(index)
                found.append(Text(number, left, low, right, high, page.get_text_bounded(left, low, right, high).strip()))
    return found


def strings(pdf: bytes) -> set[str]:
    """Every text that is in the file but not on a page: properties, structure, preferences, whatever object holds it."""
    with pikepdf.open(BytesIO(pdf)) as document:
        found = {str(text) for each in document.objects for text in _strings(each)}
        found.add(document.Root.Metadata.read_bytes().decode())
    return found


def _strings(thing: Any) -> Iterator[pikepdf.String]:
    if isinstance(thing, pikepdf.String):
        yield thing
    elif isinstance(thing, pikepdf.Stream):
        yield from _strings(thing.stream_dict)
    elif isinstance(thing, pikepdf.Dictionary):
        for value in thing.values():
            if not (isinstance(value, pikepdf.Object) and value.is_indirect):
                yield from _strings(value)
    elif isinstance(thing, pikepdf.Array):
        for value in thing:
            if not (isinstance(value, pikepdf.Object) and value.is_indirect):
                yield from _strings(value)
