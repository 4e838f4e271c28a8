"""Who is still to hear from a facilitator since they met, where nobody has planned the call: it is owed all the same."""

from dataclasses import dataclass
from datetime import timedelta

from facilitator_app import calendar
from facilitator_app.records import paths
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.follow_up import FollowUp
from facilitator_app.records.people import Participant
from facilitator_app.records.record import Id
from facilitator_app.records.states import PersonState, last_met_with, person_state

_NOT_RUNG = (PersonState.STOPPED, PersonState.DIED)


@dataclass(frozen=True, slots=True, repr=False)
class OwedCall:
    """A call that is owed to somebody since the day on which they met, and its last day (both ISO)."""

    person: Id
    since: str
    by: str


def owed_calls(file: CaseFile) -> tuple[OwedCall, ...]:
    """One for each whom the case is about and who was in the room, until a call to them since that day is planned or made.

    Where the path asks for it: neighbours are rung once, on the day that they agree on.
    """
    if not paths.has(file, "calls_since_they_met"):
        return ()
    found = []
    for person in file.sides:
        met = None if person_state(file, person) in _NOT_RUNG else last_met_with(file, person.id)
        if met is None or _is_seen_to(file, person, met.isoformat()):
            continue
        hours = calendar.limit("after_meeting_hours", met).value
        found.append(OwedCall(person.id, met.isoformat(), (met + timedelta(hours=hours)).isoformat()))
    return tuple(found)


def _is_seen_to(file: CaseFile, person: Participant, met: str) -> bool:
    return any((call.done_on or call.due or met) >= met for call in file.of(FollowUp, person.id))
