"""What those around a case are given: plain words for one of them, and nothing behind them. What has no field here goes to none of them."""

from dataclasses import dataclass
from datetime import date

from facilitator_app.wall.sheets import TermLine


@dataclass(frozen=True, slots=True, repr=False)
class Meeting:
    """When and where, as it may stand on everybody's paper. `room` is empty where it was not opened."""

    day: date | None = None
    at: str = ""
    room: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class SupporterSheet:
    """For somebody who comes with one person: when and where, what was let through to them, and the lines that they do themselves."""

    service: str
    recipient: str
    with_whom: str = ""
    meeting: Meeting | None = None
    told: tuple[str, ...] = ()
    terms: tuple[TermLine, ...] = ()
    telephone: str = ""
    language: str = "en-GB"


@dataclass(frozen=True, slots=True, repr=False)
class InterpreterSheet:
    """For an interpreter: the language, and for whom by the name on paper. What is said is heard in the room and stands on no paper."""

    service: str
    recipient: str
    for_whom: str = ""
    spoken: str = ""  # the language that is interpreted
    meeting: Meeting | None = None
    telephone: str = ""
    language: str = "en-GB"


@dataclass(frozen=True, slots=True, repr=False)
class PrisonSheet:
    """For a prison: the fields of a visit. Whom else it is about, and why, is none of them."""

    service: str
    telephone: str
    prison: str = ""
    prisoner: str = ""
    number: str = ""
    meeting: Meeting | None = None
    minutes: str = ""
    visitors: tuple[str, ...] = ()  # colleagues alone: others give their names to security themselves
    more_visitors: int = 0
    written_on: date | None = None
    language: str = "en-GB"


@dataclass(frozen=True, slots=True, repr=False)
class OutcomeSheet:
    """About one person: whether they took part, on which days, and the terms where all who signed said yes.

    No opinion, no reason and nobody's stop: what was closed looks like what was never opened.
    """

    service: str
    about: str = ""
    took_part: bool | None = None  # None: it is not ours to say
    days: tuple[date, ...] = ()
    terms: tuple[TermLine, ...] = ()
    telephone: str = ""
    written_on: date | None = None
    language: str = "en-GB"


@dataclass(frozen=True, slots=True, repr=False)
class ReferrerSheet(OutcomeSheet):
    """For whoever sent one person."""


@dataclass(frozen=True, slots=True, repr=False)
class CourtSheet(OutcomeSheet):
    """For a court or probation. A kind of its own, so that what a referrer may be told one day is not told here."""


@dataclass(frozen=True, slots=True, repr=False)
class CheckerSheet:
    """For whoever checks one line: that line, who does it, and whom to ring. Nobody else's name unless it is needed."""

    service: str
    telephone: str
    line: TermLine | None = None
    language: str = "en-GB"


@dataclass(frozen=True, slots=True, repr=False)
class CopyLine:
    """One copy of the register. `is_over`: nobody has it any more, so that nothing is left to write down of it."""

    what: str
    left: str
    where: str
    is_over: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class RegisterSheet:
    """Every copy that left, for the case file."""

    service: str
    reference: str = ""
    lines: tuple[CopyLine, ...] = ()
    language: str = "en-GB"


RecipientSheet = SupporterSheet | InterpreterSheet | PrisonSheet | OutcomeSheet | CheckerSheet | RegisterSheet
