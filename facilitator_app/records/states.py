"""Where a case, each of its people and each of its meetings stand. Derived from what is written down, and typed nowhere.

The three move apart: one person may be thinking while another has said yes, and a case may hold several meetings. None of these words is
shown as a label: `headline.py` says them in sentences.
"""

from datetime import date
from enum import StrEnum

from facilitator_app import calendar
from facilitator_app.records.agreement import Agreement
from facilitator_app.records.answers import answer_of, said_no, said_yes
from facilitator_app.records.case import Acquaintance
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.conference import Attendance, ConferencePlan, GuideRun
from facilitator_app.records.contact import Contact
from facilitator_app.records.follow_up import FollowUp
from facilitator_app.records.people import Participant
from facilitator_app.records.preparation import Preparation
from facilitator_app.records.record import Id
from facilitator_app.records.risk import SafetyLook, SomethingChanged

_TRIES = 3  # so many tries without an answer, by at least two ways, are no answer


class CaseState(StrEnum):
    """A whole case."""

    RECEIVED = "received"
    TAKEN_ON = "taken_on"  # somebody has said that they know nobody here
    IN_TOUCH = "in_touch"
    EXPLORING = "exploring"
    PREPARING = "preparing"
    PLANNED = "planned"
    MET = "met"
    KEEPING = "keeping"  # what was agreed is being kept
    RESTING = "resting"
    STOPPED = "stopped"
    CLOSED = "closed"


class PersonState(StrEnum):
    """One person in a case."""

    NAMED = "named"
    TRYING = "trying"
    NO_ANSWER = "no_answer"
    CONSIDERING = "considering"  # they have been spoken to; the offer stays open, for months if need be
    EXPLORING = "exploring"
    PREPARING = "preparing"  # they said yes to taking part
    TOOK_PART = "took_part"
    FOLLOWED_UP = "followed_up"
    SAID_NO = "said_no"
    STOPPED = "stopped"
    DIED = "died"


class MeetingState(StrEnum):
    """One meeting of everybody."""

    PROPOSED = "proposed"
    PLANNED = "planned"
    CALLED_OFF = "called_off"
    UNDER_WAY = "under_way"
    STOPPED = "stopped"
    HELD = "held"


def meeting_state(file: CaseFile, plan: ConferencePlan) -> MeetingState:
    """Where one meeting stands."""
    runs = [run for run in file.all(GuideRun) if run.plan == plan.id]
    if any(run.stopped for run in runs):
        return MeetingState.STOPPED
    if any(run.ended for run in runs):
        return MeetingState.HELD
    if runs:
        return MeetingState.UNDER_WAY
    if plan.called_off_on:
        return MeetingState.CALLED_OFF
    return MeetingState.PLANNED if plan.day else MeetingState.PROPOSED


def have_met(file: CaseFile) -> bool:
    """Whether a meeting of everybody took place, to its end or not."""
    return any(meeting_state(file, plan) in (MeetingState.HELD, MeetingState.STOPPED) for plan in file.all(ConferencePlan))


def _meetings_with(file: CaseFile, person: Id) -> list[ConferencePlan]:
    """The meetings that took place and to which somebody came; who did not come is written down."""
    absent = {one.plan for one in file.all(Attendance) if one.who == person and one.came == "no"}
    over = (MeetingState.HELD, MeetingState.STOPPED)
    return [plan for plan in file.all(ConferencePlan) if meeting_state(file, plan) in over and plan.id not in absent]


def last_met_with(file: CaseFile, person: Id) -> date | None:
    """The last day on which somebody was in the room; `None` where they never were, or no day is written down."""
    return max(filter(None, (calendar.whole_day(plan.day) for plan in _meetings_with(file, person))), default=None)


def nothing_more_planned(file: CaseFile) -> bool:
    """Whether they have met and no other meeting is planned: what is looked for before a meeting is no longer asked."""
    return have_met(file) and not any(meeting_state(file, plan) is MeetingState.PLANNED for plan in file.all(ConferencePlan))


def person_state(file: CaseFile, person: Participant) -> PersonState:  # noqa: PLR0911 - one for each
    """Where one person stands. A stop wins over everything that came before it."""
    if any(change.what == "died" for change in file.of(SomethingChanged, person.id)):
        return PersonState.DIED
    if person.stopped_on:
        return PersonState.STOPPED
    if _meetings_with(file, person.id) and said_yes(file, person.id, "take_part"):
        called = any(call.done_on for call in file.of(FollowUp, person.id))
        return PersonState.FOLLOWED_UP if called else PersonState.TOOK_PART
    if said_yes(file, person.id, "take_part"):
        return PersonState.PREPARING
    if said_no(file, person.id, "explore") or (said_no(file, person.id, "take_part") and not said_yes(file, person.id, "explore")):
        return PersonState.SAID_NO
    if said_yes(file, person.id, "explore"):
        return PersonState.EXPLORING
    return _in_touch(file, person.id)


def _in_touch(file: CaseFile, person: Id) -> PersonState:
    contacts = [one for one in file.of(Contact, person) if one.day and not one.with_whom]
    if any(one.result in ("spoke", "received") for one in contacts) or any(m.held == "yes" for m in file.of(Preparation, person)):
        return PersonState.CONSIDERING
    if len(contacts) >= _TRIES and len({one.method for one in contacts}) > 1:
        return PersonState.NO_ANSWER
    return PersonState.TRYING if contacts else PersonState.NAMED


def case_state(file: CaseFile) -> CaseState:  # noqa: PLR0911 - one for each
    """Where a whole case stands."""
    case, sides = file.case, file.sides
    if case.closed_on:
        return CaseState.CLOSED
    if _nobody_left(file):
        return CaseState.STOPPED
    if case.resting_since:
        return CaseState.RESTING
    if any(agreement.signed_on for agreement in file.all(Agreement)):
        return CaseState.KEEPING
    meetings = [meeting_state(file, plan) for plan in file.all(ConferencePlan)]
    if MeetingState.HELD in meetings or MeetingState.STOPPED in meetings or any(a.none_wanted for a in file.all(Agreement)):
        return CaseState.MET
    if MeetingState.PLANNED in meetings or MeetingState.UNDER_WAY in meetings:
        return CaseState.PLANNED
    if any(said_yes(file, side.id, "take_part") for side in sides):
        return CaseState.PREPARING
    if any(answer_of(file, side.id, "explore") for side in sides) or file.all(SafetyLook):
        return CaseState.EXPLORING
    if file.all(Contact) or any(meeting.held for meeting in file.all(Preparation)):
        return CaseState.IN_TOUCH
    return CaseState.TAKEN_ON if file.all(Acquaintance) else CaseState.RECEIVED


def _nobody_left(file: CaseFile) -> bool:
    """Whether one whole side has stopped: of those harmed, those responsible, or of those who take part all but one."""
    gone = (PersonState.STOPPED, PersonState.DIED)
    by_role: dict[str, list[bool]] = {}
    for side in file.sides:
        by_role.setdefault(side.role, []).append(person_state(file, side) in gone)
    both = by_role.pop("taking_part", [])
    return any(all(stopped) for stopped in by_role.values()) or (any(both) and both.count(False) <= 1)
