"""The words of a conference guide, as stages and prompts. Knows no case and no file: names come from whoever asks.

The form: `## 1. Welcome` begins a stage, and its number may be left out; then what it is for; then the lines `Minutes: 5 to 8` and
`Speaks: {harmed}, then everybody`; then prompts, each a line that begins with `- `. In bold a prompt must be said; points under it are
asked if it needs them; what is quoted under it (`>`) is for the facilitator's eyes only. Everything else in a line is words.

Read line by line and not as Markdown at large: each line that means nothing here can then be named, the rest of the guide is read all the
same, and no sign of Markdown's swallows a word that somebody typed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from facilitator_app.workbook.guide_parts import PLACES, Prompt, Reading, Stage, Unread, places_in

_STAGE = re.compile(r" {0,3}##(?!#)[ \t]*(?:(\d{1,3})[.)]?[ \t]+)?(.*)\Z")
_TITLE = re.compile(r" {0,3}#(?!#)")
_POINT = re.compile(r"([ \t]*)(?:[-*+•·▪◦–](?:[ \t]+|\Z)|(o)\t[ \t]*)(.*)\Z")  # "•", and "o" with a tab, as a word processor gives them
_CUE = re.compile(r"[ \t]*>[ \t]?(.*)\Z")
_MINUTES = re.compile(r"minutes[ \t]*:[ \t]*(.*)\Z", re.IGNORECASE)
_SPEAKS = re.compile(r"speaks[ \t]*:[ \t]*(.*)\Z", re.IGNORECASE)
_HOW_LONG = re.compile(r"(\d{1,3})(?:[ \t]*(?:to|-|–|—)[ \t]*(\d{1,3}))?(?:[ \t]*(?:minutes|min))?\.?\Z", re.IGNORECASE)
_BOLD = re.compile(r"\*\*(\S(?:.*?\S)?)\*\*")
_UNDER = 2  # columns by which a point stands under another


def lines_of(words: str) -> list[str]:
    """The lines of a text as an editor counts them, whichever way a file ends them."""
    return re.split(r"\r\n|[\n\r\u2028\u2029]", words)


def look_through(words: str, before: int = 0) -> Reading:
    """Reads what can be read. `before` is how many lines stand above these words in their file."""
    lines = [line.replace("\xa0", " ").rstrip() for line in lines_of(words)]
    heads = [number for number, line in enumerate(lines) if _STAGE.match(line)]
    above = [number for number in range(heads[0] if heads else len(lines)) if lines[number]]
    unread: list[Unread] = []
    if not heads:
        unread.append(Unread(before + (above[0] if above else 0) + 1, "no stage begins. A stage begins with “## Its title”"))
    elif above and (len(above) > 1 or not _TITLE.match(lines[above[0]])):
        unread.append(Unread(before + above[0] + 1, "something stands before the first stage"))
    first = _STAGE.match(lines[heads[0]]) if heads else None
    number = int(first[1]) if first and first[1] is not None and int(first[1]) <= 1 else 1
    stages: list[Stage] = []
    for place, following in zip(heads, [*heads[1:], len(lines)], strict=False):
        reader = _StageReader(number + len(stages), before + place + 1, len(stages))
        stages.append(reader.read(lines[place:following]))
        unread += reader.unread
    return Reading(tuple(stages), tuple(unread), tuple(before + place + 1 for place in heads))


@dataclass(slots=True)
class _Point:
    """A prompt while its lines come."""

    text: str
    follow_ups: list[str] = field(default_factory=list)
    cue: list[str] = field(default_factory=list)

    def made(self) -> Prompt:
        bold = _BOLD.fullmatch(self.text.strip())
        plain = [_plain(one) for one in self.follow_ups]
        return Prompt(_plain(self.text), tuple(plain), _plain(" ".join(self.cue)), must_say=bold is not None and "**" not in bold[1])


class _StageReader:
    """One stage, from its title on. `at` is the line of that title, `nth` which of the stages it is."""

    def __init__(self, number: int, at: int, nth: int) -> None:
        self._number, self._at, self._nth = number, at, nth
        self.unread: list[Unread] = []
        self._purpose: list[str] = []
        self._minutes: tuple[int, int] | None = None
        self._speakers: tuple[str, ...] = ()
        self._points: list[_Point] = []
        self._last = ""  # what the line before was part of: "point", "under", "cue", and "" after an empty line

    def read(self, lines: Sequence[str]) -> Stage:
        """The stage, as far as it can be read; `unread` then says what could not be."""
        found = _STAGE.match(lines[0])
        title = found[2].strip() if found else ""
        if not title:
            self._cannot(self._at, "a stage should have a title")
        self._known_places(title, self._at)
        for number, line in enumerate(lines[1:], self._at + 1):
            if line:
                self._known_places(line, number)
                self._line(line, number)
            else:
                self._last = ""
        self._whole()
        purpose = _plain(" ".join(self._purpose))
        return Stage(self._number, title, purpose, self._minutes or (0, 0), self._speakers, tuple(point.made() for point in self._points))

    def _line(self, line: str, number: int) -> None:
        text = line.strip()
        cue, point = _CUE.match(line), _POINT.match(line)
        if minutes := _MINUTES.match(text):
            self._how_long(minutes[1].strip(), number)
        elif speaks := _SPEAKS.match(text):
            self._speakers = tuple(filter(None, (one.strip() for one in speaks[1].split(","))))
        elif cue and self._points:
            self._points[-1].cue.append(cue[1].strip())
            self._last = "cue"
        elif point:
            self._point(point, number)
        elif text.startswith("#"):
            self._cannot(number, "a title stands that is no stage’s")
        else:
            self._more(line, text, number)

    def _point(self, point: re.Match[str], number: int) -> None:
        said = point[3].strip()
        if not said or said.startswith("#"):
            self._cannot(number, "a question should be a sentence")
        if self._points and (point[2] or len(point[1].expandtabs(4)) >= _UNDER):
            self._points[-1].follow_ups.append(said)
            self._last = "under"
        else:
            self._points.append(_Point(said))
            self._last = "point"

    def _more(self, line: str, text: str, number: int) -> None:
        """A line that begins nothing goes on with the one before, or says what the stage is for."""
        if self._points and (self._last or line[:1] in " \t"):
            last = self._points[-1]
            if self._last == "cue":
                last.cue.append(text)
            elif last.follow_ups and self._last != "point":
                last.follow_ups[-1] += f" {text}"
            else:
                last.text += f" {text}"
        elif self._points or self._minutes or self._speakers:
            self._cannot(number, "a question should begin with “- ”")
        else:
            self._purpose.append(text)

    def _how_long(self, said: str, number: int) -> None:
        found = _HOW_LONG.match(said)
        if found is None:
            self._cannot(number, "the minutes should be figures: “Minutes: 5 to 8”")
        else:
            self._minutes = int(found[1]), int(found[2] or found[1])

    def _whole(self) -> None:
        """What a stage should have and has not; said where nothing else is, so that one slip is not told twice."""
        if self.unread:
            return
        if self._minutes is None:
            self._cannot(self._at, "a stage begins that has no “Minutes: 5 to 8”")
        if not self._speakers:
            self._cannot(self._at, "a stage begins that does not say who speaks: “Speaks: everybody”")
        if not self._points:
            self._cannot(self._at, "a stage begins that asks nothing. A question begins with “- ”")

    def _known_places(self, line: str, number: int) -> None:
        """Every place in braces is one that there is: a slip of the pen would be read out in the room."""
        for place in places_in(line):
            if place not in PLACES:
                self._cannot(number, f"“{place}” is nobody whom a guide can name")
                return

    def _cannot(self, line: int, why: str) -> None:
        self.unread.append(Unread(line, why, self._nth))


def _plain(words: str) -> str:
    """Words without the stars of bold."""
    return _BOLD.sub(r"\1", words).strip()


class Sort(Enum):
    """What a line is, by how it begins."""

    WORDS = auto()
    STAGE = auto()
    ABOUT = auto()  # minutes, and who speaks
    MUST_SAY = auto()
    CUE = auto()


def sort_of(line: str) -> Sort:
    """What a line is, for an eye that looks over a guide."""
    point = _POINT.match(line)
    if _STAGE.match(line):
        return Sort.STAGE
    if _MINUTES.match(line.strip()) or _SPEAKS.match(line.strip()):
        return Sort.ABOUT
    if _CUE.match(line):
        return Sort.CUE
    return Sort.MUST_SAY if point and _BOLD.fullmatch(point[3].strip()) else Sort.WORDS
