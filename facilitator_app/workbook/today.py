"""What Today shows: the next thing, what was promised, what is unfinished, the week, and what is waited for. From facts, across cases."""

from dataclasses import dataclass
from datetime import date, timedelta

from facilitator_app import calendar
from facilitator_app.records import (
    Case,
    Custody,
    FollowUp,
    Participant,
    PassedOn,
    Preparation,
    Printed,
    PromiseMade,
    SafeContact,
    TermProgress,
    VisitSheet,
    gates,
)
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.check import Act
from facilitator_app.records.facts import QUIET, TWO_VERSIONS, Due
from facilitator_app.records.passing_on import Step, step_of
from facilitator_app.records.record import Day as Stored
from facilitator_app.records.record import Id, Record
from facilitator_app.vault.rows import Changed
from facilitator_app.workbook import two_versions
from facilitator_app.workbook.workbook import Workbook

_WEEK_DAYS = 7
_AHEAD_DAYS = 60
_PAIR = 2
_IN_THE_WEEK = ("visit", "conference", "promise", "follow_up", "ring", "term", "tell", "letter", *QUIET)
_FEW = 3
_APART = "Two people wrote the same thing apart from each other. Nothing is lost."


@dataclass(frozen=True, slots=True, repr=False)
class NextThing:
    """The one next visit or meeting. `facts` are (icon, label, value)."""

    due: Due
    when: str
    title: str
    where: str
    facts: tuple[tuple[str, str, str], ...]
    sentence: str
    name: str  # whose side may be opened alone; empty for a meeting of all


@dataclass(frozen=True, slots=True, repr=False)
class Line:
    """One line of a list: where it leads, its words, and what stands at its right."""

    case: Id
    record: Id
    kind: str
    title: str
    detail: str
    at_right: str


@dataclass(frozen=True, slots=True, repr=False)
class Day:
    """One line of the week."""

    day: str
    words: str
    at: str
    case: Id | None


@dataclass(frozen=True, slots=True, repr=False)
class Today:
    """Everything on the page."""

    day: str
    next: NextThing | None = None
    promised: tuple[Line, ...] = ()
    unfinished: tuple[Line, ...] = ()
    week: tuple[Day, ...] = ()
    waiting: tuple[str, ...] = ()
    new: tuple[Line, ...] = ()
    fetch: tuple[Line, ...] = ()  # paper that is out and should come back
    two_versions: tuple[Line, ...] = ()  # the cases in which two people wrote one thing apart from each other
    quiet: bool = True
    empty: bool = False  # no case is here at all: the first day with a new workbook
    alone: bool = False  # it belongs to no service yet


def today(book: Workbook) -> Today:
    """What today holds."""
    now = book.clock.now()
    day = now.date()
    dues = book.dues((day + timedelta(days=_AHEAD_DAYS)).isoformat())
    ahead = [due for due in dues if due.sort in ("visit", "conference") and (due.day, due.at or "99") >= (day.isoformat(), f"{now:%H:%M}")]
    nearest = _next_thing(book, ahead[0], day) if ahead else None
    silent = {(due.case, due.person) for due in dues if due.sort == "quiet" and due.day == day.isoformat()}
    owed = (due for due in dues if due.sort in ("promise", "follow_up", "ring", "tell", "letter") and due.day)
    promised = tuple(_promise(due, day, quiet=(due.case, due.person) in silent) for due in owed)
    waiting = tuple(_waiting(due, day) for due in dues if due.sort == "waiting")
    been = [due for due in dues if due.sort == "sheets" and (due.day, due.at or "99") <= (day.isoformat(), f"{now:%H:%M}")]
    unfinished = (*(_paper(due, day) for due in been), *(_unfinished(file, record, day) for file, record in book.unfinished()))
    apart = tuple(Line(due.case, due.case, TWO_VERSIONS, due.title, _APART, "Look at both") for due in two_versions.cases(book))
    fetch = tuple(Line(due.case, due.record, Printed.kind, due.title, due.detail, "Open") for due in book.dues("", ("fetch",)))
    return Today(
        day=calendar.long(day, day),
        next=nearest,
        promised=promised,
        unfinished=unfinished,
        week=_week(dues, day) if dues else (),
        waiting=waiting,
        new=_new(book),
        fetch=fetch,
        two_versions=apart,
        quiet=not (nearest or promised or unfinished or fetch or apart),
        empty=book.is_empty(),
        alone=book.vault.enrolment() is None,
    )


def kept_today(book: Workbook, case: Id, record: Id) -> Changed:
    """A promise was kept, or a call was made, today. A recorded act: it is corrected in its record. A call that nobody planned is made with it."""
    file = book.case(case)
    found = file.records[record]
    day = Stored(book.clock.today().isoformat())
    if isinstance(found, Participant):
        _, changed = book.add(FollowUp, case, {"person": found.id, "method": "phone", "done_on": day, "author": book.me().name})
        return changed
    field = {FollowUp.kind: "done_on", TermProgress.kind: "told_on"}.get(found.kind, "kept_on")
    return book.record(file, found, {field: day})


def visit_soon_of(book: Workbook) -> Due | None:
    """A visit to one person that begins within the hour: before it, only that person's side should lie open."""
    if book.side is not None:
        return None
    now = book.clock.now()
    for due in book.dues(now.date().isoformat()):
        begins = calendar.moment(now.date(), due.at) if due.sort == "visit" and due.day == now.date().isoformat() else None
        if begins is not None and timedelta(minutes=-15) <= begins - now <= timedelta(hours=1):
            return due
    return None


def _next_thing(book: Workbook, due: Due, day: date) -> NextThing:
    file = book.case(due.case)
    then = calendar.whole_day(due.day) or day
    away = calendar.away(then, day)
    said = away if away in ("today", "tomorrow") else f"{calendar.short(then, day)}{', ' + away if away else ''}"
    when = f"Next, {said}" + (f" at {due.at}" if due.at else "")
    meeting = file.get(Preparation, due.record)
    where = (
        due.detail
        + (f", until {meeting.until}" if meeting and meeting.until else "")
        + (". Paper only." if meeting and meeting.paper_only else "")
    )
    sentence = " ".join(filter(None, (_carried(file, due.person), _not_written(book, file, due, day))))
    return NextThing(due, when, due.title, where, tuple(_facts(file, due, meeting)), sentence, file.name(due.person))


def _not_written(book: Workbook, file: CaseFile, due: Due, day: date) -> str:
    """What stands before this visit or meeting, in a sentence; never while one side alone is open."""
    if book.side is not None:
        return ""
    act = Act.VISIT if due.person else Act.MEET
    standing = gates.before(file, day, act, *((due.person,) if due.person else ()))
    if not standing:
        return ""
    return standing[0].words if len(standing) == 1 else f"{standing[0].words} There is more in “Before you go ahead”."


def _facts(file: CaseFile, due: Due, meeting: Preparation | None) -> list[tuple[str, str, str]]:
    found = []
    if meeting and meeting.leave_by:
        found.append(("car", "Leave by", meeting.leave_by))
    contact = file.first(SafeContact, due.person) if due.person else None
    if contact and contact.rule:
        found.append(("phone", f"How to reach {file.name(due.person)}", contact.rule))
    return found


def _carried(file: CaseFile, person: Id) -> str:
    """What the facilitator has to offer this person, counted in words a person would use."""
    carried = [
        item for item in file.all(PassedOn) if item.receiver == person and step_of(item) in (Step.APPROVED, Step.CHECKED, Step.LATER)
    ]
    if not carried:
        return ""
    number = {1: "one thing", _PAIR: "two things"}.get(len(carried), f"{len(carried)} things")
    givers = {file.name(item.giver) for item in carried} - {""}
    source = f" from {' and '.join(sorted(givers))}" if givers else ""
    last = max(item.approved.on for item in carried)
    whole = calendar.whole_day(last)
    return f"You carry {number}{source} to offer." + (f" The words were read back on {calendar.long(whole, whole)}." if whole else "")


def _promise(due: Due, day: date, *, quiet: bool) -> Line:
    at = f", {due.at}" if due.at else ""
    return Line(
        due.case,
        due.record,
        {"promise": PromiseMade.kind, "tell": TermProgress.kind, "letter": Custody.kind, "ring": Participant.kind}.get(
            due.sort, FollowUp.kind
        ),
        due.title,
        "Not today: this is a day on which they are not rung" if quiet else due.detail,
        f"by {calendar.due_said(due.day, day)}{at}",
    )


def _paper(due: Due, day: date) -> Line:
    """Sheets that came back with somebody, and wait to be typed in."""
    return Line(due.case, due.record, VisitSheet.kind, due.title, calendar.said(due.day, day), "Type it in")


def _waiting(due: Due, day: date) -> str:
    words = due.title.rstrip(".")
    until = calendar.whole_day(due.day)
    return f"{words}, by {calendar.long(until, day)}." if until else f"{words}."


def _unfinished(file: CaseFile, record: Record, day: date) -> Line:
    person = file.name(getattr(record, "person", ""))
    when = calendar.said(str(getattr(record, "day", "")), day)
    title = f"{type(record).title}{' for ' + person if person else ''}{', ' + when if when else ''}"
    return Line(file.id, record.id, record.kind, title, file.nickname, "Go on writing")


def _week(dues: list[Due], day: date) -> tuple[Day, ...]:
    lines = []
    by_day: dict[str, list[Due]] = {}
    for due in dues:
        if due.sort in _IN_THE_WEEK:
            by_day.setdefault(due.day, []).append(due)
    for ahead in range(_WEEK_DAYS):
        then = day + timedelta(days=ahead)
        mine = by_day.get(then.isoformat(), [])
        said = calendar.short(then, then).rsplit("\u00a0", 1)[0]
        if not mine:
            lines.append(Day(said, "Today" if not ahead else "", "", None))
        for number, due in enumerate(mine):
            place = f", {due.detail}" if due.sort == "visit" and due.detail else ""
            lines.append(Day(said if not number else "", due.title.split(",")[0] + place, due.at, due.case))
    return tuple(lines)


def _new(book: Workbook) -> tuple[Line, ...]:
    """Referrals that nobody has answered "Do you know anyone here?" for."""
    return tuple(Line(fact.case, fact.case, Case.kind, fact.nickname, fact.reference, "Open") for fact in book.unopened(_FEW))
