"""A conference guide as a file: a head of a few named lines, then its words. Read whole or not at all, and written so that it comes back the same.

What a file says of itself stands between two lines of `+++`. A file without them is taken too: its first title is its name.
"""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from facilitator_app.errors import Trouble
from facilitator_app.workbook.guide_parts import Guide, GuideNotRead, Reading
from facilitator_app.workbook.guide_reading import lines_of, look_through

FILE_NAME = "conference-guide.md"  # names no case, no person and no guide
MOST_BYTES = 100_000  # some forty pages: nobody reads more from in a room
_FENCE = "+++"
_WORDS = ("title", "about", "language", "version", "author")
_TOML_LINE = re.compile(r"at line (\d+)")
_FRONT = re.compile(r"\ufeff?\+\+\+[ \t]*\r?\n(.*?)^\+\+\+[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_TITLE = re.compile(r" {0,3}#{1,2}(?!#)[ \t]+(?:\d{1,3}[.)]?[ \t]+)?(\S.*)")
_UNNAMED = "A guide with no name yet"
_KINDS = ((b"PK\x03\x04", "a document of a word processor"), (b"\xd0\xcf\x11\xe0", "a document of a word processor"), (b"%PDF", "a PDF"))
_TEXT_SIGNS = frozenset("\t\n\r\f")


class NotAGuideFile(Trouble):
    """A file out of which no guide can be read; nothing of it is brought in."""


class NotWritten(Trouble):
    """A file that could not be written."""


@dataclass(frozen=True, slots=True, repr=False)
class Brought:
    """What a file holds: a name, for which kind of meeting, the words as they are, and what could be read of them (by the file's own lines)."""

    name: str
    about: str
    words: str
    reading: Reading


def read_guide(name: str, text: str) -> Guide:
    """A guide of this program out of the words of its file. Raises `GuideNotRead`, which names the line."""
    lines = lines_of(text)
    ends = [number for number, line in enumerate(lines) if line.strip() == _FENCE]
    if not ends or ends[0] != 0 or len(ends) == 1:
        raise GuideNotRead(1, "title, version and author should stand between two lines of +++")
    said = _front("".join(f"{line}\n" for line in lines[1 : ends[1]]))
    for missing in (one for one in _WORDS if not said.get(one)):
        raise GuideNotRead(1, f"no {missing} is given")
    before = ends[1] + 1
    reading = look_through("\n".join(lines[before:]), before)
    for first in reading.unread[:1]:
        raise GuideNotRead(first.line, first.why)
    return Guide(name, **{one: said[one] for one in _WORDS}, stages=reading.stages)


def _front(text: str) -> dict[str, str]:
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        line = _TOML_LINE.search(str(problem))
        raise GuideNotRead(1 + int(line[1]) if line else 1, "something between the lines of +++ is not name = “value”") from problem
    return {name: value for name, value in found.items() if isinstance(value, str)}


def words_of_file(text: str) -> str:
    """The words under the head of a guide's file, letter by letter."""
    front = _FRONT.match(text)
    return text[front.end() :] if front else text


# In -----------------------------------------------------------------------------------------------------------------------------


def read_file(path: Path) -> Brought:
    """What a file would bring in; nothing is kept yet. Raises `NotAGuideFile`, with one sentence for each thing that can be wrong with it."""
    try:
        if path.is_dir():
            raise NotAGuideFile("This is a folder.", "Choose the file in it.")
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as problem:
        raise NotAGuideFile("This file cannot be opened.", "Look whether it is still there, and choose it again.") from problem
    if len(data) > MOST_BYTES:
        raise NotAGuideFile("This file is far too long for a guide.", "Choose another. A guide is a few pages.")
    return brought(_text_of(data))


def _text_of(data: bytes) -> str:
    again = "Save it as plain text in UTF-8, and choose it again."
    for begins, kind in _KINDS:
        if data.startswith(begins):
            raise NotAGuideFile(f"This is {kind}, and no plain text.", again)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or (b"\x00" in data and _has_every_second(data)):
        raise NotAGuideFile("The letters of this file are in UTF-16, in which we do not read.", again)
    if b"\x00" in data:
        raise NotAGuideFile("This file is no text.", "Choose a guide that was saved as plain text.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        plain = all(letter >= " " or letter in _TEXT_SIGNS for letter in data.decode("latin-1"))
        if plain:
            raise NotAGuideFile("Some letters of this file cannot be read for certain.", again) from problem
        raise NotAGuideFile("This file is no text.", "Choose a guide that was saved as plain text.") from problem
    if not text.strip():
        raise NotAGuideFile("There is nothing in this file.", "Choose another.")
    return text


def _has_every_second(data: bytes) -> bool:
    """UTF-16 without its mark: of plain English nearly every second byte is zero."""
    return max(data[0::2].count(0), data[1::2].count(0)) * 4 > len(data)


def brought(text: str) -> Brought:
    """What a text would bring in. Raises `NotAGuideFile` where its head cannot be read."""
    front = _FRONT.match(text)
    words = text[front.end() :] if front else text
    before = len(lines_of(text[: front.end()])) - 1 if front else 0
    try:
        said = _front(front[1].replace("\r\n", "\n")) if front else {}
    except GuideNotRead as problem:
        raise NotAGuideFile(
            f"In line {problem.line} something between the lines of +++ is not name = “value”.", "Mend that line."
        ) from problem
    titles = (_TITLE.match(line) for line in lines_of(words))
    name = said.get("title") or next((title[1].strip() for title in titles if title), "") or _UNNAMED
    return Brought(name, said.get("about", ""), words, look_through(words, before))


# Out ----------------------------------------------------------------------------------------------------------------------------


def as_file(name: str, about: str, words: str) -> str:
    """A guide as the text of a file: `brought` gives back the same name, the same kind of meeting and the same words."""
    return f"{_FENCE}\ntitle = {_quoted(name)}\nabout = {_quoted(about)}\n{_FENCE}\n{words}"


def _quoted(words: str) -> str:
    """A text as TOML writes it on one line."""
    return '"' + "".join(_escaped(letter) for letter in words) + '"'


def _escaped(letter: str) -> str:
    if letter in '"\\':
        return f"\\{letter}"
    return letter if letter.isprintable() else f"\\U{ord(letter):08X}"


def write_file(path: Path, text: str) -> None:
    """Writes a new file, whole or not at all. Raises `NotWritten`; what is there already stays as it is."""
    if path.is_dir():
        path /= FILE_NAME
    try:
        with path.open("xb") as file:
            file.write(text.encode())
    except FileExistsError as problem:
        raise NotWritten("There is a file of that name already.", "Nothing was written. Choose another name.") from problem
    except OSError as problem:
        path.unlink(missing_ok=True)
        raise NotWritten("The file could not be written there.", "Nothing was written. Choose another place.") from problem
