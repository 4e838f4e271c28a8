"""What the sheets for a visit are given to print: one person's name on paper, places to write in, and nothing behind them."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, repr=False)
class PackLine:
    """One numbered place to write in or to tick. `code` is how what is written there is typed in again; it does not stand on paper."""

    code: str
    words: str  # a topic, a question, or words that somebody else lets this person hear
    prompts: tuple[str, ...] = ()
    picture: str = ""  # beside a question in easy read, out of a closed list


@dataclass(frozen=True, slots=True, repr=False)
class NumberedSheet:
    """One sheet. `code` are ten random letters or digits; `form` says how its lines are set; `neutral` is its name on the list that others see."""

    number: int
    code: str
    form: str
    neutral: str
    lines: tuple[PackLine, ...]
    child: bool = False  # a parent or guardian is asked too, below the child's own answer


@dataclass(frozen=True, slots=True, repr=False)
class PackSheets:
    """Everything that is taken along to one visit to one person."""

    recipient: str
    day: date | None
    at: str
    sheets: tuple[NumberedSheet, ...]
    language: str = "en-GB"


@dataclass(frozen=True, slots=True, repr=False)
class ListLine:
    """One kind of paper that is taken in: a name that tells nothing of anybody, and how many pages of it."""

    what: str
    pages: int


@dataclass(frozen=True, slots=True, repr=False)
class ListSheet:
    """What is taken into a meeting, for where bags are looked through. It has nobody's name, no role and no place."""

    day: date | None
    lines: tuple[ListLine, ...]
    language: str = "en-GB"
