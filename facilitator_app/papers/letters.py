"""Letters on paper: which bundled face has them, and what is done with those that no face has. Knows no paper and no record.

Text never passes through a mark-up parser: it becomes reportlab fragments directly, so no name can be read as a tag.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from threading import Lock

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus.paraparser import ParaFrag

from facilitator_app.errors import Trouble
from facilitator_app.resources import resource

REGULAR, BOLD = "Next", "Next-Bold"  # Atkinson Hyperlegible Next: I l 1 and O 0 are told apart by people with low vision
_FILES = {
    REGULAR: "AtkinsonHyperlegibleNext_400Regular.ttf",
    BOLD: "AtkinsonHyperlegibleNext_700Bold.ttf",
    "Noto": "NotoSans-Regular.ttf",
    "Noto-Bold": "NotoSans-Bold.ttf",
}
_AFTER = {REGULAR: "Noto", BOLD: "Noto-Bold"}  # asked when the first has not got a letter: Vietnamese, Greek, Cyrillic
_registering = Lock()

_RIGHT_TO_LEFT = {"R", "AL", "AN"}
_SHOWN_PLAIN = {"-": "\u2010\u2011", "\n": "\u2028\u2029\x0b\x0c\x85", " ": "\t"}
_PLAIN = {ord(old): new for new, olds in _SHOWN_PLAIN.items() for old in olds}
_MARKS = "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"  # what stands on a letter with which it has no one form
_MARK = re.compile(_MARKS)
_CLUSTER = re.compile(f".{_MARKS}*")
_LOW_MARK = 220  # combining class of marks below
_RAISED = 0.17  # of the size: without fonts' anchors a mark is drawn at the height of small letters
_UNSEEN = {0x034F, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)}  # joiner and variation selectors: marks that draw nothing


class MissingLetter(Trouble):
    """A letter that no bundled face has, or that runs from right to left. Names the letter and the place, never the text around it."""

    def __init__(self, letter: str, where: str) -> None:
        shown = _named(letter)
        if unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT:
            sentence = f"{where} is in a script that runs from right to left, which these papers cannot print yet: {shown}."
        else:
            sentence = f"{where} has a letter that these papers cannot print: {shown}."
        super().__init__(sentence, "Write it in Latin letters too, and print those.")
        self.letter = letter
        self.where = where


def _named(letter: str) -> str:
    """`“ش” (U+0634, Arabic letter sheen)`; without the letter where it could not be shown or read aloud."""
    point = f"U+{ord(letter):04X}"
    name = unicodedata.name(letter, "")
    if not name or unicodedata.category(letter)[0] == "C":
        return point
    return f"“{letter}” ({point}, {name[0]}{name[1:].lower()})"


def plain(text: str, *, lines: bool = False) -> str:
    """Text as it can be printed: composed (NFC), without what cannot be seen, no space at an end. `lines` keeps line breaks, blank ones go."""
    kept = "".join(_visible(letter) for letter in text.replace("\r\n", "\n").replace("\r", "\n").translate(_PLAIN))
    rows = (" ".join(part for part in row.split(" ") if part) for row in unicodedata.normalize("NFC", kept).split("\n"))
    return ("\n" if lines else " ").join(row for row in rows if row)


def _visible(letter: str) -> str:
    if " " <= letter <= "~" or letter in "\n\xa0":
        return letter
    category = unicodedata.category(letter)
    if category == "Zs":
        return "\xa0" if letter == "\u202f" else " "
    return "" if category in ("Cc", "Cf") or ord(letter) in _UNSEEN else letter


def checked(text: str, where: str, *, lines: bool = False) -> str:
    """`plain(text)`, sure to have every letter in a bundled face. `where` begins a sentence: "Term 2, “Who”". Raises `MissingLetter`."""
    kept = plain(text, lines=lines)
    for letter in kept:
        if letter != "\n" and unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT:
            raise MissingLetter(letter, where)
    if _covers(BOLD, kept):  # both weights of a family have the same letters
        return kept
    for letter in kept:
        if letter != "\n" and not _covers(BOLD, letter) and not _covers(_AFTER[BOLD], letter):
            raise MissingLetter(letter, where)
    return kept


def ready(face: str) -> str:
    """`face`, registered with reportlab. The one thing here that outlives a paper; doing it twice does no harm."""
    if face not in pdfmetrics.getRegisteredFontNames():
        with _registering:
            pdfmetrics.registerFont(TTFont(face, BytesIO(resource("fonts", _FILES[face]).read_bytes())))
    return face


def _covers(face: str, text: str) -> bool:
    glyphs = pdfmetrics.getFont(ready(face)).face.charToGlyph  # type: ignore[attr-defined]  # a TTFont has a face
    if face in _AFTER and _MARK.search(text):
        return False  # Next draws a mark after its letter, Noto over it
    return all(letter == "\n" or ord(letter) in glyphs for letter in text)


def runs(text: str, face: str) -> list[tuple[str, str]]:
    """`[(face, piece)]` for text that was `checked`. A word keeps to one face where one has all its letters: a mixed word reads badly."""
    if _covers(face, text):
        return [(face, text)] if text else []
    pieces: list[tuple[str, str]] = []
    for word in re.findall(r"\S+|\s+", text):
        fitting = next((each for each in (face, _AFTER[face]) if _covers(each, word)), None)
        _join(pieces, [(fitting, word)] if fitting else _clusters(word, face))
    return pieces


def _clusters(word: str, face: str) -> list[tuple[str, str]]:
    """A word that needs both faces, cut where the face changes; a mark stays with the letter that it stands on."""
    found: list[tuple[str, str]] = []
    for cluster in _CLUSTER.findall(word):
        whole = _covers(face, cluster) or _covers(_AFTER[face], cluster)
        found += [(face if _covers(face, part) else _AFTER[face], part) for part in ([cluster] if whole else cluster)]
    return found


def _join(pieces: list[tuple[str, str]], more: Iterable[tuple[str, str]]) -> None:
    for face, piece in more:
        if pieces and (pieces[-1][0] == face or piece.isspace()):
            pieces[-1] = (pieces[-1][0], pieces[-1][1] + piece)
        else:
            pieces.append((face, piece))


@dataclass(frozen=True, slots=True)
class Bold:
    """Words set in bold inside a paragraph."""

    text: str


Words = str | tuple[str | Bold, ...]


def fragments(words: Words, style: ParagraphStyle) -> list[ParaFrag]:
    """The words of one paragraph, which were `checked`, as reportlab's own fragments. `Bold` pieces are bold, the rest is in the style's face."""
    parts = (words,) if isinstance(words, str) else words
    return [
        ParaFrag(
            text=bit, fontName=name, fontSize=style.fontSize, textColor=style.textColor, rise=rise * style.fontSize,
            bold=0, italic=0, greek=0, link=[], us_lines=[],
        )
        for part in parts
        for name, piece in (runs(part.text, BOLD) if isinstance(part, Bold) else runs(part, style.fontName))
        for bit, rise in _levels(piece)
    ]  # fmt: skip


def _levels(piece: str) -> list[tuple[str, float]]:
    """The piece cut where a mark has to be raised above a capital, each bit with its rise as a share of the size."""
    if not _MARK.search(piece):
        return [(piece, 0)]
    bits: list[tuple[str, float]] = []
    for cluster in _CLUSTER.findall(piece):
        for letter in cluster:
            rise = _RAISED if cluster[0].isupper() and unicodedata.combining(letter) > _LOW_MARK else 0
            if bits and bits[-1][1] == rise:
                bits[-1] = (bits[-1][0] + letter, rise)
            else:
                bits.append((letter, rise))
    return bits


def width_of(text: str, face: str, size: float) -> float:
    """Points that `text` takes in one line."""
    return sum(stringWidth(piece, ready(name), size) for name, piece in runs(text, face))


def shortened(text: str, face: str, size: float, room: float) -> str:
    """`text`, or as much of its beginning as fits into `room` points, with an ellipsis."""
    if width_of(text, face, size) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if width_of(f"{text[:middle]}…", face, size) <= room else (low, middle - 1)
    return f"{text[:low].rstrip()}…"


def kept_together(text: str) -> str:
    """A number stays with the word after it: "17 April", "5 working"."""
    return re.sub(r"(\d) (?=[A-Za-z])", "\\1\xa0", text)


def eased(text: str, face: str, size: float, room: float) -> str:
    """`text` with no-break spaces made breakable in what is wider than `room` points: after the weekday first, then before the year."""
    return " ".join(_eased_word(word, face, size, room) for word in text.split(" "))


def _eased_word(word: str, face: str, size: float, room: float) -> str:
    if "\xa0" not in word or width_of(word, face, size) <= room:
        return word
    first, rest = word.split("\xa0", 1)
    if width_of(rest, face, size) <= room or "\xa0" not in rest:
        return f"{first} {rest}"
    middle, last = rest.rsplit("\xa0", 1)
    return f"{first} {_eased_word(middle, face, size, room)} {last}"
