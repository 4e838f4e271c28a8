"""The conference: what is planned in words, and one time through a guide in the room."""

from datetime import datetime

from facilitator_app import calendar
from facilitator_app.language import word
from facilitator_app.ledger.seals import derived_id, fresh_id
from facilitator_app.records import Attendance, ConferencePlan, GuideRun, MeetingRecord, Participant
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.check import Act, coming
from facilitator_app.records.headline import day_said
from facilitator_app.records.record import Choice, Id, compartment_name
from facilitator_app.vault.rows import Changed, Row
from facilitator_app.workbook import guide_planned
from facilitator_app.workbook.going_ahead import ask_before
from facilitator_app.workbook.workbook import Workbook


def sentence_of(file: CaseFile) -> str:
    """When and where they meet, in a sentence."""
    plan = next(iter(reversed(file.all(ConferencePlan))), None)
    if plan is None or not plan.day:
        return "There is no day for the meeting yet."
    run = next((run for run in file.all(GuideRun) if run.plan == plan.id), None)
    place = ", ".join(filter(None, (plan.venue, plan.room[:1].lower() + plan.room[1:] if plan.venue else plan.room)))
    if run and (run.ended or run.stopped):
        return f"They met on {day_said(plan.day)}" + (f", {place}." if place else ".")
    return f"They meet on {day_said(plan.day)}" + (f" at {plan.at}" if plan.at else "") + (f", {place}." if place else ".")


def fold_words(file: CaseFile, plan: ConferencePlan, key: str) -> str:
    """What a closed fold says in one line."""
    if key == "went":
        came = [attendance_of(file, plan, person.id) for person in coming(file)]
        return ", ".join(f"{file.name(one.who)}: {came_words(one).lower()}" for one in came if one.came) or "Not written down"
    if key == "when":
        return ", ".join(filter(None, (day_said(plan.day), plan.at, plan.room))) or "Not written down"
    if key == "who":
        first = f"{file.name(plan.first_to_speak)} speaks first" if file.name(plan.first_to_speak) else ""
        return ", ".join(filter(None, (", ".join(p.print_name for p in file.all(Participant)), first)))
    if key == "asked":
        return plan.not_discussed or "Nothing written down"
    return plan.if_it_goes_wrong.split("\n")[0] or "Not written down"


# In the room ------------------------------------------------------------------------------------------------------------------


def run_of(file: CaseFile, plan: Id) -> GuideRun | None:
    """The time through the guide that belongs to a plan."""
    return next((run for run in file.all(GuideRun) if run.plan == plan), None)


def start(book: Workbook, case: Id, plan: Id) -> tuple[Id, Changed]:
    """The meeting begins, once: the room may be read twice before it has. Raises `NotWrittenDown` where something stands before it
    that nobody has gone past.
    """
    file = book.case(case)
    begun = run_of(file, plan)
    if begun is not None:
        return begun.id, Changed()
    ask_before(book, case, Act.MEET)
    planned = file.get(ConferencePlan, plan) or ConferencePlan(id=plan, case=case)
    text, rows = guide_planned.to_begin(book, file, planned)
    run = Id(fresh_id())
    values = {"plan": plan, "guide": text, "started": _now(book), "stage": "0"}
    return run, book.save([*rows, Row(compartment_name(GuideRun, case), GuideRun.kind, run, values)])


def go_to(book: Workbook, run: GuideRun, stage: int) -> Changed:
    """Another stage of the guide. Keys come faster than the screen reads again: it goes on from the last of them, not from what is shown."""
    return book.record(book.case(run.case), run, {"stage": str(stage)}, every=True)


def pause(book: Workbook, shown: GuideRun) -> Changed:
    """A break begins, or ends and is added up; from how it stands now, as above."""
    file = book.case(shown.case)
    run = file.get(GuideRun, shown.id) or shown
    if not run.break_started:
        return book.record(file, run, {"break_started": _now(book)}, every=True)
    minutes = max(0, round((book.clock.now() - _moment(run.break_started)).total_seconds() / 60))
    return book.record(file, run, {"break_started": "", "break_minutes": run.break_minutes + minutes}, every=True)


def stop(book: Workbook, file: CaseFile, run: GuideRun) -> Changed:
    """The meeting is stopped. It needs no reason, and nothing is asked."""
    return book.record(file, run, {"stopped": _now(book)})


def end(book: Workbook, file: CaseFile, run: GuideRun) -> Changed:
    """The meeting is over."""
    return book.record(file, run, {"ended": _now(book)})


def facts_of(file: CaseFile, plan: ConferencePlan, run: GuideRun | None) -> MeetingRecord:
    """The facts of a meeting as they are written down, or as the room view saw them. One for each meeting: its id is derived."""
    known = next((one for one in file.all(MeetingRecord) if one.plan == plan.id), None)
    if known is not None:
        return known
    id = Id(derived_id(plan.id, MeetingRecord.kind))
    began, finished = (clock_words(run.started), clock_words(run.ended or run.stopped)) if run else (plan.at, "")
    return MeetingRecord(id=id, case=file.id, plan=plan.id, on=plan.day, began=began, finished=finished)


def attendance_of(file: CaseFile, plan: ConferencePlan, person: Id) -> Attendance:
    """Whether one person came; its id is derived, so that two facilitators write one answer and not two."""
    known = next((one for one in file.all(Attendance) if (one.plan, one.who) == (plan.id, person)), None)
    return known or Attendance(id=Id(derived_id(plan.id, person, Attendance.kind)), case=file.id, plan=plan.id, who=person)


def everybody_came(book: Workbook, file: CaseFile, plan: ConferencePlan) -> Changed:
    """Of all of whom nothing else is written down, as it stands now: pressed twice it is said once."""
    file = book.case(file.id)
    where = compartment_name(Attendance, file.id)
    values = {"plan": plan.id, "came": Choice("yes")}
    rows = [
        Row(where, one.kind, one.id, {**values, "who": one.who}, {name: file.on_screen(one.id, name) for name in (*values, "who")})
        for one in (attendance_of(file, plan, person.id) for person in coming(file))
        if not one.came
    ]
    return book.save(rows, "who came") if rows else Changed()


def came_words(one: Attendance) -> str:
    """ "Came, left at 10:50", or that it is not written down."""
    left = f", left at {one.left_at}" if one.left_at else ""
    return f"{word('came', one.came)}{left}" if one.came else "Not written down"


def minutes_so_far(book: Workbook, run: GuideRun) -> int:
    """Minutes since the start, breaks included."""
    return max(0, int((book.clock.now() - _moment(run.started)).total_seconds() // 60)) if run.started else 0


def _moment(stored: str) -> datetime:
    """A stored moment, aware. One without a zone was said in London."""
    found = datetime.fromisoformat(stored)
    return found if found.tzinfo else found.replace(tzinfo=calendar.london())


def _now(book: Workbook) -> str:
    return book.clock.now().isoformat(timespec="seconds")


def clock_words(moment: str) -> str:
    """ "10:41" of a stored moment; empty for none."""
    return f"{_moment(moment).astimezone(calendar.london()):%H:%M}" if moment else ""
