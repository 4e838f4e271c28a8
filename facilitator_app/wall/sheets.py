"""What a paper is given to print: plain words for one recipient, and nothing behind them. A sheet never held what its recipient may not know."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

ENGLISH, WELSH = "en-GB", "cy"


class Standing(StrEnum):
    """What an agreement is, on the paper that says it."""

    BLANK = "blank"  # the sheet with lines that is filled in with a pen
    DRAFT = "draft"  # not agreed: banded, and nowhere to sign
    AGREED = "agreed"  # the fair copy of what was signed


@dataclass(frozen=True, slots=True, repr=False)
class Present:
    """Somebody who took part, as this recipient's copy names them. `role` may be empty: a role word in a shared cell gives somebody away."""

    name: str
    role: str = ""
    side: int = 0  # who has the same number belongs together; 0: to nobody


@dataclass(frozen=True, slots=True, repr=False)
class TermLine:
    """One promise as printed: what will happen, who does it, by when and how it is checked, each in the words that were read back."""

    what: str
    who: str
    by_when: str
    how_shown: str = ""
    title: str = ""  # a few words that name it above the signatures, "letter"; without it the beginning of `what` stands there
    picture: str = ""  # beside it in easy read, out of a closed list; "" for the number alone


@dataclass(frozen=True, slots=True, repr=False)
class AgreementSheet:
    """One copy of an outcome agreement. The terms are the same in all copies; role words, place, reference, copies and codes are this copy's own."""

    standing: Standing
    service: str
    recipient: str  # the print name on the footer, or "" for none
    held_on: date | None
    place: str  # the room, where this recipient was asked; "" otherwise: a visits centre tells of a prison in her kitchen
    facilitators: tuple[str, ...]
    people: tuple[Present, ...]
    terms: tuple[TermLine, ...]
    who_may_see: str
    if_something_changes: str
    telephone: str = ""  # that line of `if_something_changes` which is the number to ring: the eye is to find it at once
    reference: str = ""  # one side's own reference, or "" for none
    version: int = 1
    copies: tuple[str, ...] = ()  # "Margaret", "Case file": never a format or a place of custody
    check_code: str = ""  # printed and inside the code; "" where the recipient should have no code
    code: str = ""  # the square code, all but page and check, as `papers.codes.code_stem` makes it; "" for none
    language: str = "en-GB"
    words_passed: bool = False  # of another language: somebody who is named has passed exactly these words; otherwise it is a marked draft
    signed_on: date | None = None  # of a fair copy: the day of the signatures, which need not be the day of the meeting
    signed_by: tuple[str, ...] = ()  # of a fair copy: print names of those who did sign, never taken from who was there

    @property
    def unchecked(self) -> bool:
        """Whether its words are nobody's to sign yet: in another language than they were read back in, and passed by nobody."""
        return self.language != ENGLISH and not self.words_passed


@dataclass(frozen=True, slots=True, repr=False)
class BilingualSheet:
    """One copy in Welsh and English beside each other: the same promises, the same reference and version."""

    welsh: AgreementSheet
    english: AgreementSheet
