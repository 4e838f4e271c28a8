"""Days that cannot be: a yes after the meeting that it was for, something done in the future. Said beside the field; nothing is refused."""

from datetime import date

from facilitator_app import calendar
from facilitator_app.records.agreement import Agreement, TermProgress
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.conference import ConferencePlan
from facilitator_app.records.consent import Consent
from facilitator_app.records.headline import day_said
from facilitator_app.records.people import Particulars
from facilitator_app.records.record import Record
from facilitator_app.records.risk import SafetyLook
from facilitator_app.records.states import MeetingState, meeting_state

# What says that something was: it cannot lie ahead.
_HAS_BEEN = {
    ("agreement", "held_on"), ("agreement", "signed_on"), ("case", "closed_on"), ("case", "received_on"), ("case", "incident_on"),
    ("case", "court_over_on"), ("consent", "on"), ("contact", "day"), ("custody", "on"), ("follow_up", "done_on"), ("incident", "on"),
    ("incident", "told_on"), ("information_given", "day"), ("letter", "written_on"), ("letter", "read_on"), ("letter", "cleared_on"), ("letter_offered", "on"),
    ("letter_offered", "handed_on"), ("orders_asked", "on"), ("participant", "stopped_on"), ("particulars", "born"),
    ("promise_made", "kept_on"), ("safety_look", "day"), ("safety_questions", "on"), ("talk", "on"), ("term_progress", "on"),
    ("term_progress", "told_on"), ("told", "on"), ("something_changed", "on"), ("time_spent", "on"),
}  # fmt: skip
_OLDEST_YEARS = 110


def odd(file: CaseFile, record: Record, name: str, iso: str, today: date) -> str:
    """A sentence about a day that cannot be, or is hardly meant; empty for any other. `iso` is what was typed, as it would be stored."""
    day = calendar.whole_day(iso)
    if day is None:
        return ""
    if (record.kind, name) in _HAS_BEEN and day > today:
        return f"{day_said(iso)} {day.year} has not come yet. What you typed is kept."
    return _against(file, record, name, day) or _too_old(record, name, day, today)


def _against(file: CaseFile, record: Record, name: str, day: date) -> str:
    """Against another day in the same case."""
    met = _met_on(file)
    if isinstance(record, Consent) and record.scope == "take_part" and met is not None and day > met:
        return f"They met on {day_said(met.isoformat())}: this yes would be after it."
    if isinstance(record, SafetyLook) and name == "again_on" and (looked := calendar.whole_day(record.day)) and day < looked:
        return f"This is before the look itself, on {day_said(record.day)}."
    if isinstance(record, TermProgress) and name == "told_on" and (said := calendar.whole_day(record.on)) and day < said:
        return f"This is before the line came so far, on {day_said(record.on)}."
    if isinstance(record, Agreement) and name == "signed_on" and (agreed := calendar.whole_day(record.held_on)) and day < agreed:
        return f"This is before it was agreed, on {day_said(record.held_on)}."
    return ""


def _met_on(file: CaseFile) -> date | None:
    been = (MeetingState.HELD, MeetingState.STOPPED)
    days = [calendar.whole_day(plan.day) for plan in file.all(ConferencePlan) if meeting_state(file, plan) in been]
    return min((day for day in days if day is not None), default=None)


def _too_old(record: Record, name: str, day: date, today: date) -> str:
    if isinstance(record, Particulars) and name == "born" and today.year - day.year > _OLDEST_YEARS:
        return f"That would be {today.year - day.year} years ago. What you typed is kept."
    return ""
