"""What letters and forms are given to print: plain words for one recipient, and nothing behind them. A sheet never held what its recipient
may not know, and it is all that the text of a letter can reach.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, repr=False)
class Text:
    """The words of a letter or form before the names are put in: the service's to change. `own`: they are its own, and not the usual ones."""

    name: str  # "first-letter-harmed"
    words: str
    own: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class FirstLetterSheet:
    """The first letter to one person. It has nothing of anybody else: not that somebody asked, nor that there is somebody."""

    text: Text
    recipient: str
    service: str
    telephone: str
    hours: str
    facilitators: tuple[str, ...]  # first names
    written_on: date
    language: str = "en-GB"


@dataclass(frozen=True, slots=True, repr=False)
class InformationSheet:
    """How it goes, rights, data, complaints: the same sheet for everybody, so it names nobody."""

    text: Text
    service: str
    telephone: str
    hours: str
    language: str = "en-GB"
    words_passed: bool = False  # of another language, see `sheets.AgreementSheet`


@dataclass(frozen=True, slots=True, repr=False)
class ConsentSheet:
    """What one person is asked now. `asked` are whole sentences; where one names somebody, this person knows that name."""

    text: Text
    recipient: str
    service: str
    telephone: str
    hours: str
    asked: tuple[str, ...]
    pictures: tuple[str, ...] = ()  # beside each question, in easy read: of what is asked of everybody, never of what somebody said
    child: bool = False  # a parent or guardian is asked too, below the child's own answer
    language: str = "en-GB"
    words_passed: bool = False  # of another language, see `sheets.AgreementSheet`


@dataclass(frozen=True, slots=True, repr=False)
class InvitationSheet:
    """One person's invitation. Arrival, way and what to bring are their own; nobody else's arrival or way was ever in it."""

    text: Text
    recipient: str
    service: str
    telephone: str
    hours: str
    facilitators: tuple[str, ...]
    written_on: date
    day: date | None
    at: str
    room: str
    arrive_at: str
    come_to: str
    bring: str
    there: tuple[str, ...]  # who else will be there, as far as this person knows of them
    pause: str
    language: str = "en-GB"


LetterSheet = FirstLetterSheet | InformationSheet | ConsentSheet | InvitationSheet
