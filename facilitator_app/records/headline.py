"""The first sentence of a case: what a colleague would say aloud of it. Derived from what is recorded, never typed."""

from facilitator_app import calendar
from facilitator_app.language import word
from facilitator_app.records.agreement import Agreement
from facilitator_app.records.answers import said_yes
from facilitator_app.records.case import Waiting
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.conference import ConferencePlan, GuideRun
from facilitator_app.records.contact import Contact
from facilitator_app.records.follow_up import PromiseMade
from facilitator_app.records.people import Participant
from facilitator_app.records.preparation import Preparation
from facilitator_app.records.record import Id


def day_said(iso: str) -> str:
    """A stored day in a sentence: "Wednesday 25 February"; as it is when it is only a part of a date."""
    whole = calendar.whole_day(iso)
    return calendar.long(whole, whole) if whole else iso


def headline(file: CaseFile) -> str:
    """One or two sentences. Never a status, a score or a judgement."""
    first = (
        _closed(file)
        or _stopped(file)
        or _agreed(file)
        or _meeting(file)
        or _answers(file)
        or _waiting(file)
        or _visit(file)
        or _start(file)
    )
    return f"{first} {_promise(file)}".strip()


def _stopped(file: CaseFile) -> str:
    stopped = [person for person in file.all(Participant) if person.stopped_on]
    return f"{stopped[0].print_name} has stopped. Nothing more is passed on." if stopped else ""


def _closed(file: CaseFile) -> str:
    because = f" {word('closing', file.case.closed_because)}." if file.case.closed_because else ""
    return f"Closed on {day_said(file.case.closed_on)}.{because}" if file.case.closed_on else ""


def _agreed(file: CaseFile) -> str:
    for agreement in file.all(Agreement):
        if agreement.none_wanted:
            return (
                f"They met on {day_said(agreement.held_on)}. No agreement was wanted."
                if agreement.held_on
                else "They met. No agreement was wanted."
            )
        if agreement.signed_on:
            return f"They signed what they agreed on {day_said(agreement.signed_on)}."
    return ""


def _meeting(file: CaseFile) -> str:
    plans = [plan for plan in file.all(ConferencePlan) if plan.day]
    if not plans:
        return ""
    plan = plans[-1]
    runs = [run for run in file.all(GuideRun) if run.plan == plan.id]
    if any(run.stopped for run in runs):
        return f"The meeting on {day_said(plan.day)} was stopped. Everything is kept."
    if any(run.ended for run in runs):
        return f"They met on {day_said(plan.day)}."
    at = f" at {plan.at}" if plan.at else ""
    place = f", {plan.venue or plan.room}" if plan.venue or plan.room else ""
    return f"They meet on {day_said(plan.day)}{at}{place}."


def _answers(file: CaseFile) -> str:
    sides = file.sides
    if len(sides) < 2:  # noqa: PLR2004 - two sides
        return ""
    yes = [person for person in sides if said_yes(file, person.id, "take_part")]
    if len(yes) == len(sides):
        return "Both have said yes to meeting. There is no date yet."
    if yes:
        other = next(person for person in sides if person not in yes)
        if other.role == "taking_part":  # between two who take part nobody is kept from knowing
            return f"{yes[0].print_name} has said yes to meeting. {other.print_name} has not answered yet."
        visit = _next_visit(file, other.id, place=False)
        return f"{yes[0].print_name} has said yes to meeting. {other.print_name} does not know yet" + (
            f": you see {other.print_name} {visit}." if visit else "."
        )
    return ""


def _next_visit(file: CaseFile, person: Id, *, place: bool = True) -> str:
    planned = sorted((m for m in file.of(Preparation, person) if m.day and not m.held), key=lambda m: (m.day, m.at))
    if not planned:
        return ""
    where = f", {planned[0].place}" if place and planned[0].place else ""
    at = f" at {planned[0].at}" if planned[0].at else ""
    return f"on {day_said(planned[0].day)}{at}{where}"


def _waiting(file: CaseFile) -> str:
    open_waits = [wait for wait in file.all(Waiting) if wait.words and not wait.over_on]
    if not open_waits:
        return ""
    wait = open_waits[-1]
    words = wait.words.rstrip(".")
    since = f", since {day_said(wait.since)}" if wait.since else ""
    return f"{words}{since}."


def _visit(file: CaseFile) -> str:
    for person in file.all(Participant):
        if visit := _next_visit(file, person.id):
            return f"You see {person.print_name} {visit}."
    seen = [(m.day, p) for p in file.all(Participant) for m in file.of(Preparation, p.id) if m.day and m.held == "yes"]
    if seen:
        day, person = max(seen, key=lambda one: one[0])
        return f"You saw {person.print_name} on {day_said(day)}."
    return ""


def _start(file: CaseFile) -> str:
    spoken = [contact for contact in file.all(Contact) if contact.day]
    if spoken:
        last = max(spoken, key=lambda contact: (contact.day, contact.at))
        return f"You were in touch with {last.with_whom or file.name(last.person)} on {day_said(last.day)}."
    came = "The referral came in" if file.case.source or file.case.initiated_by else "This case was begun"
    came += f" on {day_said(file.case.received_on)}." if file.case.received_on else "."
    return f"{came} Nobody has been in touch yet."


def _promise(file: CaseFile) -> str:
    made = sorted((p for p in file.all(PromiseMade) if p.by and not p.kept_on), key=lambda p: p.by)
    return f"{file.name(made[0].person)} expects to hear from you by {day_said(made[0].by)}." if made and file.name(made[0].person) else ""
