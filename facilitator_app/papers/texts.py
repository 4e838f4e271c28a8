"""The text of a letter: names are put in, and the lines are read as what they are on paper. Knows no case; a text reaches one sheet's plain
words and nothing behind them.

A name that nothing stands for stops the paper with the line that has it: an empty gap on paper is seen by nobody until it is in the post.
What is put in is words and never a line's sign, so that a room called "- 2" makes no list.
"""

import re
from dataclasses import dataclass, fields
from datetime import date
from enum import Enum
from functools import cache
from typing import Any

from jinja2 import StrictUndefined, TemplateSyntaxError, UndefinedError, nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from facilitator_app import calendar
from facilitator_app.errors import Trouble
from facilitator_app.papers import pictures
from facilitator_app.papers.letters import checked
from facilitator_app.wall.sheets_letters import LetterSheet, Text

_PUT_IN, _NEXT_LINE = "\ue000", "\ue001"  # stand before what was put in, and for its line ends; no font has them
_FILE = "<template>"  # as Jinja calls what came from no file
_FILTERS = ("join", "length", "first", "last")
# All that a text may be made of: no call, no attribute, nothing set or included, so that nothing behind a word can be reached.
_MAY = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.For, nodes.If, nodes.Name, nodes.Const, nodes.Getitem, nodes.Filter,
    nodes.Compare, nodes.Operand, nodes.Not, nodes.And, nodes.Or,
)  # fmt: skip

# What each name stands for, as it is said where it is not written down.
NAMES = {
    "recipient": "the name on paper",
    "service": "the name of the service",
    "telephone": "the telephone number of the service",
    "hours": "the office hours of the service",
    "facilitators": "the name of a facilitator",
    "written_on": "the day",
    "asked": "a question to ask",
    "child": "whether this is a child",
    "day": "the day of the meeting",
    "at": "the time of the meeting",
    "room": "the room",
    "arrive_at": "the time at which this person comes",
    "come_to": "where this person comes to, and how",
    "bring": "what to bring",
    "there": "who will be there",
    "pause": "how to ask for a pause",
}


class TextNotUsable(Trouble):
    """A text that cannot be printed. Names the line, never what stands in it."""

    def __init__(self, sentence: str, line: int = 0) -> None:
        super().__init__(sentence, "Put that right, then look again. Nothing was printed.")
        self.line = line


class Kind(Enum):
    """What a line is on paper, by the sign that it begins with."""

    TITLE = "# "
    HEADING = "## "
    ITEM = "- "
    FACT = "= "  # "= When: on Tuesday": what the eye looks for
    TICK = "[ ] "
    YES_NO = "[?] "
    LINE = "____ "  # to write on, after its label
    SIGN = "[sign] "
    PICTURE = "@ "  # "@ phone: You can ring us.", and each line below it is a line of its own
    SENT_BACK = "--- "  # from here on a page of its own
    WORDS = ""


@dataclass(frozen=True, slots=True, repr=False)
class Block:
    """One paragraph or line. `words` was checked: every letter is in a font."""

    kind: Kind
    words: str
    picture: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Read:
    """A text with everything put in."""

    title: str
    version: int
    blocks: tuple[Block, ...]


def read(sheet: LetterSheet) -> Read:
    """A sheet's text as it will be printed. Raises `TextNotUsable` and `MissingLetter`."""
    version, body = _version(sheet.text)
    filled = _filled(body, sheet)
    blocks = tuple(_block(kind, words) for kind, words in _blocks(filled))
    titles = [block.words for block in blocks if block.kind is Kind.TITLE]
    if len(titles) != 1:
        raise TextNotUsable("This text has no title, or more than one: a line that begins with one “#”.")
    return Read(titles[0], version, tuple(block for block in blocks if block.words))


def _block(kind: Kind, words: str) -> Block:
    picture = ""
    if kind is Kind.PICTURE:
        picture, _, words = words.partition(": ")
        if picture not in pictures.names():
            raise TextNotUsable("A line of this text asks for a picture that there is none of. A list of them stands beside the text.")
    return Block(kind, checked(words, "The text of this paper", lines=True), picture)


def _version(text: Text) -> tuple[int, str]:
    """The version in the first line, and the text with that line empty, so that lines keep their numbers."""
    found = re.match(r"Version: (\d{1,4})[ \t]*(?=\n|\Z)", text.words)
    if not found:
        raise TextNotUsable("Line 1 of this text does not say its version, such as “Version: 1”.", 1)
    return int(found[1]), text.words[found.end() :]


def _facts(sheet: LetterSheet) -> dict[str, Any]:
    """What a text can name: each field of the sheet but its text, as words. What is empty is left out, and so stops a text that needs it."""
    found: dict[str, Any] = {}
    for field in fields(sheet):
        value = getattr(sheet, field.name)
        if field.name in NAMES and (value or isinstance(value, bool)):
            found[field.name] = _plain(value, f"What stands for {NAMES[field.name]}")
    return found


def _plain(value: object, where: str) -> object:
    if isinstance(value, bool):
        return value
    if isinstance(value, date):
        return calendar.long(value)
    if isinstance(value, tuple):
        return tuple(filter(None, (_plain(one, where) for one in value)))
    return checked(str(value), where, lines=True)


# Putting names in -------------------------------------------------------------------------------------------------------------


class _NotThere(StrictUndefined):
    """A name of the sheet that has no words. Whether it is empty may be asked ("if hours"); to print it may not."""

    def __bool__(self) -> bool:  # type: ignore[override]  # Jinja's says that it never answers
        return False


@cache
def _sandbox() -> ImmutableSandboxedEnvironment:
    made = ImmutableSandboxedEnvironment(undefined=_NotThere, autoescape=False, finalize=_put_in)
    made.globals.clear()
    made.filters = {name: made.filters[name] for name in _FILTERS}
    made.tests.clear()
    return made


def _put_in(value: object) -> object:
    return value if isinstance(value, _NotThere) else _PUT_IN + str(value).replace("\n", _NEXT_LINE)


def _filled(body: str, sheet: LetterSheet) -> str:
    try:
        _look_through(_sandbox().parse(body), frozenset(field.name for field in fields(sheet)) & set(NAMES))
        return _sandbox().from_string(body).render(_facts(sheet))
    except TemplateSyntaxError as problem:
        raise TextNotUsable(f"Line {problem.lineno} of this text has braces that cannot be read.", problem.lineno) from None
    except (UndefinedError, TypeError, SecurityError) as problem:
        line = _line_of(problem)
        raise TextNotUsable(f"Line {line} of this text {_missing(problem)}", line) from None


def _look_through(tree: nodes.Template, known: frozenset[str]) -> None:
    """Whether a text only asks, repeats and names what its sheet has. Looked for before anything is put in, in the parts that are left out too."""
    repeated = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "store"}
    for node in tree.find_all(nodes.Node):
        if not isinstance(node, _MAY):
            raise TextNotUsable(f"Line {node.lineno} of this text asks for something that a text cannot do.", node.lineno)
        if isinstance(node, nodes.Name) and node.name not in known | repeated:
            raise TextNotUsable(f"Line {node.lineno} of this text names something in braces that nothing stands for.", node.lineno)


def _missing(problem: Exception) -> str:
    """Which name it was. Jinja says it only in the words of its own error, between quotation marks."""
    found = re.match(r"'(\w{1,60})' is undefined", str(problem))
    said = NAMES.get(found[1]) if found else None
    return f"needs {said}, which is not written down yet." if said else "asks for something that a text cannot do."


def _line_of(problem: BaseException) -> int:
    """The line of the text that was being worked on."""
    trace, line = problem.__traceback__, 1
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == _FILE:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


# Reading lines ----------------------------------------------------------------------------------------------------------------


def _blocks(filled: str) -> list[tuple[Kind, str]]:
    """The lines by their signs; plain lines below each other are one paragraph."""
    found: list[tuple[Kind, str]] = []
    goes_on = False
    for line in filled.split("\n"):
        kind, words = _kind(line.strip(" \t"))
        if kind is Kind.WORDS and words and goes_on:
            before, said = found[-1]
            found[-1] = (before, f"{said}\n{words}" if before is Kind.PICTURE else f"{said} {words}")
        elif words:
            found.append((kind, words))
        goes_on = bool(words) and kind in (Kind.WORDS, Kind.ITEM, Kind.TICK, Kind.YES_NO, Kind.FACT, Kind.PICTURE)
    return found


def _kind(line: str) -> tuple[Kind, str]:
    kind = next((one for one in Kind if one.value and line.startswith(one.value)), Kind.WORDS)
    words = line[len(kind.value) :].replace(_PUT_IN, "").replace(_NEXT_LINE, "\n").strip()
    if kind is Kind.WORDS and re.match(r"[#\[*_>`|]|---|\d+\.\s", line):
        raise TextNotUsable("A line of this text begins with a sign that means nothing here, such as “###” or “*”.")
    return kind, words
