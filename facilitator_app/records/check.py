"""What a check is: one thing that is looked for, with who, what, since when and what mends it. Knows no rule."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from facilitator_app import calendar
from facilitator_app.records.answers import answer_of
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.conference import ConferencePlan
from facilitator_app.records.people import Participant
from facilitator_app.records.record import NOBODY, Id, Record
from facilitator_app.records.risk import SafetyLook
from facilitator_app.records.states import MeetingState, meeting_state

ATTENDS = ("harmed", "responsible", "taking_part", "supporter", "parent")


class Group(StrEnum):
    """Under which heading a check stands."""

    FIRST = "first"  # look at first
    MISSING = "missing"  # not written down
    DONE = "done"


class Act(StrEnum):
    """What a check can stand before."""

    APPROACH = "approach"  # somebody hears for the first time that this was asked for
    VISIT = "visit"
    PASS_ON = "pass_on"  # noqa: S105 - words, a letter, a question: any message
    MEET = "meet"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Mend:
    """The button that mends it: its words, and the record that it opens, perhaps at one field; with no record a new one, about that person."""

    words: str
    kind: str
    record: Id = NOBODY
    person: Id = NOBODY
    field: str = ""
    about: str = ""  # of a new one: what it is about, where the record asks that


@dataclass(frozen=True, slots=True, repr=False)
class Check:
    """One line of *Before you go ahead*. `firm`: no reason goes past it. `since`: a stored day, empty where nothing began."""

    key: str
    group: Group
    words: str
    since: str
    mend: Mend
    person: Id = NOBODY
    stops: frozenset[Act] = frozenset()
    firm: bool = False
    under: str = ""


BOTH = frozenset({Act.PASS_ON, Act.MEET})
MEET = frozenset({Act.MEET})
CLOSE = frozenset({Act.CLOSE})
NOT_CLOSE = frozenset(Act) - CLOSE


def meeting_day(file: CaseFile, day: date) -> date:
    """The day for which things must still hold: that of the next meeting, or today."""
    planned = [calendar.whole_day(plan.day) for plan in file.all(ConferencePlan) if meeting_state(file, plan) is MeetingState.PLANNED]
    return max([day, *(one for one in planned if one is not None)])


def open_record(kind: type[Record], record: Id, words: str = "Open") -> Mend:
    """Opens what is there."""
    return Mend(words, kind.kind, record)


def write_new(kind: type[Record], person: Id = NOBODY, words: str = "Write it", about: str = "") -> Mend:
    """Begins a new one."""
    return Mend(words, kind.kind, NOBODY, person, about=about)


def coming(file: CaseFile) -> list[Participant]:
    """Those who are to be in the room, or hear from each other; somebody who stopped is not."""
    return [person for person in file.all(Participant) if person.role in ATTENDS and not person.stopped_on]


def supervisor(file: CaseFile) -> str:
    """Her name, or who she is."""
    return file.case.supervisor.split(" ")[0] or "your supervisor"


def older_than(stored: str, day: date, days: int) -> bool:
    """Whether a stored day lies more than so many days back."""
    found = calendar.whole_day(stored)
    return found is not None and found + timedelta(days=days) < day


def and_words(names: list[str]) -> str:
    """“Daniel, Siân and Wŷn”."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def when_said(stored: str) -> str:
    """“11 March” of a stored day."""
    whole = calendar.whole_day(stored)
    return _day_month(whole) if whole else stored


def look_said(look: SafetyLook | None) -> str:
    """The day of a look."""
    return when_said(look.day) if look else ""


def answer_said(file: CaseFile, person: Participant, scope: str) -> str:
    """The day of an answer."""
    answer = answer_of(file, person.id, scope)
    return when_said(answer.on) if answer else ""


def _day_month(day: date) -> str:
    return calendar.long(day, day).partition("\u00a0")[2]
