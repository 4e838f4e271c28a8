"""What is asked across cases: one row a case, and what is due. Derived from the case file in the same transaction that changes it, and rebuildable."""

from dataclasses import dataclass

from facilitator_app import calendar
from facilitator_app.language import word
from facilitator_app.records import quiet
from facilitator_app.records.after_meeting import owed_calls
from facilitator_app.records.agreed import SETTLED, doers, in_force, progress_of, to_be_told
from facilitator_app.records.agreement import Agreement, Term
from facilitator_app.records.case import Acquaintance, Waiting
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.conference import ConferencePlan, GuideRun
from facilitator_app.records.custody import LetterStep, custody_of, step_of_letter
from facilitator_app.records.fetching import to_fetch
from facilitator_app.records.follow_up import FollowUp, PromiseMade
from facilitator_app.records.headline import headline
from facilitator_app.records.letter import Letter
from facilitator_app.records.paper import PaperAsked, Printed
from facilitator_app.records.paper_out import AGREEMENTS, OPENED, OUT_OF_HAND, is_case_files, place_of, waits_for_office
from facilitator_app.records.people import Participant, SafeContact
from facilitator_app.records.preparation import Preparation
from facilitator_app.records.record import NOBODY, Id
from facilitator_app.records.risk import SafetyLook
from facilitator_app.records.sheets_out import Became, became_of
from facilitator_app.records.states import nothing_more_planned
from facilitator_app.records.visit_sheet import VisitSheet

QUIET = ("quiet", "anniversary", "release")  # days on which nothing is to be done: they are only known
TWO_VERSIONS = "two_versions"
PAPER = (
    "fetch",
    "out",
    "to_print",
    TWO_VERSIONS,
)  # where copies are, and what waits for a word: lists of their own, and nothing that comes next
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


@dataclass(frozen=True, slots=True, repr=False)
class CaseFact:
    """One case in a list."""

    case: Id
    reference: str
    nickname: str
    path: str
    sentence: str
    names: str  # print names of all, for finding
    received_on: str
    closed_on: str
    last_at: str
    forks: int
    known: bool | int  # whether "Do you know anyone here?" was answered so that the details may open


@dataclass(frozen=True, slots=True, repr=False)
class Due:
    """Something with a day: a visit, a conference, a promise, a look, a wait. `person` is whose it is, empty when it is nobody's alone.

    `detail` is where a visit or meeting is. Of what is owed to somebody it is their name and how to reach them safely, so that a list across
    cases opens no case.
    """

    record: Id
    sort: str
    case: Id
    person: Id
    day: str
    at: str
    title: str
    detail: str


def fact_of(file: CaseFile) -> CaseFact:
    """The row of one case."""
    case = file.case
    return CaseFact(
        case=file.id,
        reference=case.reference,
        nickname=file.nickname,
        path=case.path,
        sentence=headline(file),
        names=" ".join(person.print_name for person in file.all(Participant)),
        received_on=case.received_on,
        closed_on=case.closed_on,
        last_at=max((entered.changed for entered in file.entered.values()), default=""),
        forks=len(file.forks),
        known=may_open(file),
    )


def may_open(file: CaseFile) -> bool:
    """Whether somebody has said that they know nobody here, or that it is no hindrance."""
    answers = file.all(Acquaintance)
    latest = max((answer.on for answer in answers), default="")
    # Of two answers on one day the more protective counts: no clock and no order of arrival decides.
    return bool(answers) and all(answer.answer == "no" for answer in answers if answer.on == latest)


def dues_of(file: CaseFile) -> tuple[Due, ...]:
    """What is due in one case, in no order. Of a closed one only what paper is left to do: letters that are kept, copies to fetch or to print;
    and what stands there in two versions.
    """
    if file.case.closed_on:
        return (*_kept_letters(file), *_to_fetch(file), *_to_print(file), *_two_versions(file))
    return (
        *_visits(file),
        *_sheets(file),
        *_conferences(file),
        *_promises(file),
        *_follow_ups(file),
        *_owed_calls(file),
        *_terms(file),
        *_looks(file),
        *_waits(file),
        *_kept_letters(file),
        *_to_fetch(file),
        *_to_print(file),
        *_out(file),
        *_quiet(file),
        *_two_versions(file),
    )


def _two_versions(file: CaseFile) -> list[Due]:
    """That something in it stands in two versions, once it may be opened. It has no day: nobody is pressed for it."""
    return [Due(file.id, TWO_VERSIONS, file.id, NOBODY, "", "", file.nickname, "")] if file.forks and may_open(file) else []


def _visits(file: CaseFile) -> list[Due]:
    found = []
    for person in file.all(Participant):
        meetings = sorted(file.of(Preparation, person.id), key=lambda meeting: (meeting.day or "9", meeting.at))
        for number, meeting in enumerate(meetings):
            if meeting.day and not meeting.held:
                nth = ORDINALS[number] if number < len(ORDINALS) else f"{number + 1}th"
                title = f"{person.print_name}, {nth} visit"
                found.append(Due(meeting.id, "visit", file.id, person.id, meeting.day, meeting.at, title, meeting.place))
    return found


def _sheets(file: CaseFile) -> list[Due]:
    """Sheets that were printed for a visit and not typed in yet: from the end of the visit on somebody has paper in a bag."""
    found: dict[Id, Due] = {}
    for sheet in file.all(VisitSheet):
        meeting = file.get(Preparation, sheet.meeting)
        if meeting is not None and meeting.day and meeting.id not in found and became_of(file, sheet) is Became.OUT:
            title = f"Back from paper: {file.name(sheet.person)}’s visit"
            found[meeting.id] = Due(sheet.id, "sheets", file.id, sheet.person, meeting.day, meeting.until or meeting.at, title, "")
    return list(found.values())


def _conferences(file: CaseFile) -> list[Due]:
    held = {run.plan for run in file.all(GuideRun) if run.ended or run.stopped}
    return [
        Due(
            plan.id,
            "conference",
            file.id,
            NOBODY,
            plan.day,
            plan.at,
            _meeting_of(file),
            ", ".join(filter(None, (plan.venue, plan.room))),
        )
        for plan in file.all(ConferencePlan)
        if plan.day and plan.id not in held
    ]


def _meeting_of(file: CaseFile) -> str:
    """Who meet; with one side open nobody is named, and one person alone meets nobody."""
    return f"{file.nickname} meet" if len(file.sides) > 1 else "The meeting"


def _reached(file: CaseFile, person: Id) -> str:
    contact = file.first(SafeContact, person)
    return " · ".join(filter(None, (file.name(person), contact.rule if contact else "")))


def _promises(file: CaseFile) -> list[Due]:
    return [
        Due(promise.id, "promise", file.id, promise.person, promise.by, promise.at, promise.words, _reached(file, promise.person))
        for promise in file.all(PromiseMade)
        if promise.words and not promise.kept_on
    ]


def _follow_ups(file: CaseFile) -> list[Due]:
    return [
        Due(call.id, "follow_up", file.id, call.person, call.due, "", f"Ring {file.name(call.person)}", _reached(file, call.person))
        for call in file.all(FollowUp)
        if call.due and not call.done_on
    ]


def _owed_calls(file: CaseFile) -> list[Due]:
    return [
        Due(call.person, "ring", file.id, call.person, call.by, "", f"Ring {file.name(call.person)}", _reached(file, call.person))
        for call in owed_calls(file)
    ]


def _terms(file: CaseFile) -> list[Due]:
    """Each line is due as long as something is waited for, on its day where it has one; and when one is done, whoever wishes it is told."""
    found = []
    for agreement in file.all(Agreement):
        for term in in_force(file, agreement).terms if agreement.signed_on else ():
            progress = progress_of(file, term.id)
            if progress is None or progress.status not in SETTLED:
                found.append(_line(file, term, word("term_status", progress.status) if progress else "Nothing written down yet"))
            elif not progress.told_on and (people := to_be_told(file)) and (since := calendar.whole_day(progress.on)):
                by = calendar.add_working_days(since, calendar.limit("tell_when_done_working_days", since).value)
                names = " and ".join(file.name(person) for person in people)
                title, reached = f"Tell {names} how line {term.number} ended", _reached(file, people[0])
                found.append(Due(progress.id, "tell", file.id, people[0], by.isoformat(), "", title, reached))
    return found


def _line(file: CaseFile, term: Term, goes: str) -> Due:
    """A line that is open: whose it is and how it goes. Words that stand for its day, "from today", stand where a time would."""
    day = calendar.whole_day(term.promise.by_when)
    when, words = (day.isoformat(), "") if day else ("", term.promise.by_when)
    detail = " · ".join(filter(None, (doers(file, term.promise), goes)))
    return Due(term.id, "term", file.id, NOBODY, when, words, f"Line {term.number}: {term.promise.what}", detail)


def _looks(file: CaseFile) -> list[Due]:
    """The last look at each person says when to look again; an earlier one no longer does, and none once they have met."""
    if nothing_more_planned(file):
        return []
    latest: dict[Id, SafetyLook] = {}
    for look in sorted(file.all(SafetyLook), key=lambda look: look.day):
        latest[look.person] = look
    return [
        Due(look.id, "look", file.id, person, look.again_on, "", f"Look again at what worries us, for {file.name(person)}", "")
        for person, look in latest.items()
        if look.again_on
    ]


def _waits(file: CaseFile) -> list[Due]:
    return [
        Due(wait.id, "waiting", file.id, Id(wait.about), wait.until, "", wait.words, wait.since)
        for wait in file.all(Waiting)
        if wait.words and not wait.over_on
    ]


def _kept_letters(file: CaseFile) -> list[Due]:
    """A letter that is kept for somebody until a day: what becomes of it is decided then, and not forgotten."""
    found = []
    for letter in file.all(Letter):
        kept = next(iter(custody_of(file, letter.id)), None)
        if kept is not None and kept.until and step_of_letter(file, letter) is not LetterStep.HANDED:
            words = f"Decide what becomes of {file.name(letter.person)}’s letter"
            found.append(Due(kept.id, "letter", file.id, letter.person, kept.until, "", words, f"{kept.who} has it" if kept.who else ""))
    return found


def _to_fetch(file: CaseFile) -> list[Due]:
    """Copies that are out and should come back. They have no day: nobody is pressed for them."""
    return [
        Due(one.printed.id, "fetch", file.id, one.printed.recipient, "", "", paper_words(file, one.printed), one.reasons[0].words)
        for one in to_fetch(file)
    ]


def _to_print(file: CaseFile) -> list[Due]:
    """What the office was asked to print, or to hand on once it was printed."""
    found = []
    for asked in file.all(PaperAsked):
        printed = file.get(Printed, asked.printed)
        if printed is not None and waits_for_office(asked):
            found.append(
                Due(asked.id, "to_print", file.id, asked.person, asked.wanted_by, asked.asked_at, paper_words(file, printed), asked.author)
            )
    return found


def _out(file: CaseFile) -> list[Due]:
    """Copies that somebody has, so that a list across cases opens only those with one."""
    return [
        Due(printed.id, "out", file.id, printed.recipient, "", "", paper_words(file, printed), "")
        for printed in file.all(Printed)
        if place_of(file, printed) in OUT_OF_HAND and not is_case_files(printed)
    ]


_LANGUAGES = {"cy": ", in Welsh", "both": ", in Welsh and English"}


def paper_words(file: CaseFile, printed: Printed) -> str:
    """What a line of the register is called: "Agreement for Margaret"."""
    what = "Agreement" if printed.paper in AGREEMENTS else word("paper", printed.paper)
    if printed.paper in OPENED and printed.recipient:
        return f"{what}: {file.name(printed.recipient)}"
    if not printed.recipient and printed.paper not in AGREEMENTS:
        if printed.square_code:
            return f"{what}, with its code, for the case file"
        line, name = file.get(Term, printed.about), file.name(printed.about)
        return f"{what} (line {line.number})" if line else f"{what} (about {name})" if name else what
    draft = "Draft of the agreement" if printed.draft and printed.paper in AGREEMENTS else what
    language = _LANGUAGES.get(printed.language, "") if printed.paper != "welsh_draft" else ""
    return f"{draft} for {file.name(printed.recipient) or 'the case file'}{language}"


def _about(file: CaseFile, printed: Printed) -> str:
    line = file.get(Term, printed.about)
    name = file.name(printed.about)
    return f"(line {line.number})" if line is not None else f"(about {name})" if name else ""


def _quiet(file: CaseFile) -> list[Due]:
    """Days on which somebody is not rung, the day on which what happened is a year ago, and a day of release. Nothing is to be done on them."""
    found = []
    for person in file.all(Participant):
        id, name = person.id, person.print_name
        days = quiet.days_not_to_ring(file, id)
        found += [Due(Id(f"{id}{day}"), "quiet", file.id, id, day, "", f"Do not ring {name}", "") for day in days]
        if released := quiet.release_of(file, id):
            found.append(Due(id, "release", file.id, id, released, "", f"{name} may be released", ""))
    if file.case.path == "careful":
        words = f"{file.nickname}: on this day it happened"
        days = quiet.anniversaries(file)
        found += [Due(Id(f"{file.id}{day}"), "anniversary", file.id, NOBODY, day, "", words, "") for day in days]
    return found
