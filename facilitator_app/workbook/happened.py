"""What has happened in a case, row by row, the latest first: of everybody, or of one person only. Each row says whose it is."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from facilitator_app import calendar
from facilitator_app.language import word
from facilitator_app.records import (
    Consent,
    Contact,
    FollowUp,
    GuideRun,
    Incident,
    InformationGiven,
    LetterOffered,
    MeetingRecord,
    Moved,
    Participant,
    PassedOn,
    Preparation,
    PreparationNote,
    SafetyLook,
    SomethingChanged,
    TeamNote,
    Term,
    TermProgress,
)
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.facts import ORDINALS
from facilitator_app.records.letter import Letter
from facilitator_app.records.passing_on import Step, step_of
from facilitator_app.records.record import Id, fields_of
from facilitator_app.records.sheets_out import left_behind
from facilitator_app.workbook.conference import clock_words
from facilitator_app.workbook.workbook import Workbook, shape_of

TEAM = "triangle"
PASSED = "rings"
_LONGEST = 260


@dataclass(frozen=True, slots=True, repr=False)
class Happening:
    """One row of what has happened."""

    record: Id
    kind: str
    day: str
    at: str
    shape: str
    owner: str  # "Margaret only", "Facilitators", "Passed on"
    about: str
    words: str
    unfinished: bool = False


def happened(file: CaseFile, book: Workbook, person: Id | None = None) -> tuple[Happening, ...]:
    """What has happened, the latest first; of one person only, where one is named."""
    rows = [row for kind in _ROWS for row in kind(file)]
    if person is not None:
        rows = [row for row in rows if getattr(file.records[row.record], "person", person) == person]
    today = book.clock.today()
    rows.sort(key=lambda row: (row.day, row.at), reverse=True)
    return tuple(
        Happening(
            r.record, r.kind, calendar.said(r.day, today), r.at, r.shape, r.owner, r.about, _short(r.words), r.record in file.unfinished
        )
        for r in rows
    )


def _short(words: str) -> str:
    """The beginning of a long note: the list tells what there is, and opening it shows all."""
    flat = " ".join(words.split())
    return flat if len(flat) <= _LONGEST else flat[:_LONGEST].rsplit(" ", 1)[0] + " …"


def _owned(file: CaseFile, person: Id) -> tuple[str, str]:
    name = file.name(person)
    return shape_of(file, person), f"{name} only" if name else "Nobody named yet"


def _contacts(file: CaseFile) -> list[Happening]:
    rows = []
    for contact in file.all(Contact):
        about = ", ".join(
            filter(
                None,
                (
                    word("method", contact.method) + (f" with {contact.with_whom}" if contact.with_whom else ""),
                    f"{contact.minutes} min" if contact.minutes else "",
                    contact.author,
                ),
            )
        )
        rows.append(Happening(contact.id, contact.kind, contact.day, contact.at, *_owned(file, contact.person), about, contact.words))
    for call in file.all(FollowUp):
        if call.done_on:
            about = f"Afterwards, {word('method', call.method).lower()}"
            said = "\n".join(filter(None, (call.words, f"What they wish now: {call.wishes}" if call.wishes else "")))
            rows.append(Happening(call.id, call.kind, call.done_on, "", *_owned(file, call.person), about, said))
    return rows


def explained_words(given: InformationGiven) -> str:
    """What was explained and handed over, in a few words."""
    ticked = (declared.ask.label for declared in fields_of(InformationGiven) if getattr(given, declared.name) is True)
    handed = (
        f"{given.handed.rstrip('.')} ({word('format', given.format).lower()})"
        if given.handed and given.format
        else given.handed.rstrip(".")
    )
    return ". ".join(filter(None, (*ticked, f"Handed over: {handed}" if handed else "")))


def _explained(file: CaseFile) -> list[Happening]:
    rows = []
    for given in file.all(InformationGiven):
        asked = f"They asked: {given.asked.strip()}" if given.asked.strip() else ""
        words = "\n".join(filter(None, (explained_words(given), asked)))
        about = ", ".join(filter(None, (given.title, given.author)))
        rows.append(Happening(given.id, given.kind, given.day, "", *_owned(file, given.person), about, words))
    return rows


def _meetings(file: CaseFile) -> list[Happening]:
    rows = []
    by_meeting: dict[Id, list[PreparationNote]] = {}
    for note in file.all(PreparationNote):
        if note.words.strip():
            by_meeting.setdefault(note.meeting, []).append(note)
    for person in file.all(Participant):
        meetings = sorted(file.of(Preparation, person.id), key=lambda m: (m.day, m.at))
        for number, meeting in enumerate(meetings):
            notes = by_meeting.get(meeting.id, [])
            if meeting.held == "could_not":
                why = f" {word('could_not_why', meeting.could_not_why)}." if meeting.could_not_why else ""
                rows.append(_visit(file, meeting, number, f"The visit could not go ahead.{why}", ""))
            elif meeting.held == "yes" or notes:
                for author in dict.fromkeys(note.author for note in notes) or [""]:
                    words = "\n".join(note.words.strip() for note in notes if note.author == author)
                    rows.append(_visit(file, meeting, number, words, author))
    return rows


def _visit(file: CaseFile, meeting: Preparation, number: int, words: str, author: str) -> Happening:
    nth = ORDINALS[number] if number < len(ORDINALS) else f"{number + 1}th"
    about = ", ".join(filter(None, (f"{nth} visit".capitalize(), meeting.place, author, left_behind(file, meeting.id))))
    return Happening(meeting.id, meeting.kind, meeting.day, meeting.at, *_owned(file, meeting.person), about, words)


_SAID = {
    Step.GIVEN: "given to",
    Step.RECEIVED: "heard by",
    Step.OFFERED: "offered to",
    Step.LATER: "to be heard later by",
    Step.DECLINED: "not to be heard by",
}


def _passed_on(file: CaseFile) -> list[Happening]:
    rows = []
    for item in file.all(PassedOn):
        step = step_of(item)
        act = {Step.GIVEN: item.given, Step.RECEIVED: item.received, Step.WITHDRAWN: item.withdrawn}.get(step, item.offered)
        if step in _SAID and act.on:
            giver = f"{file.name(item.giver)}’s words, " if file.name(item.giver) else ""
            about = f"{giver}{_SAID[step]} {file.name(item.receiver)}".strip() + (
                f" {act.how}" if act.how and step is not Step.RECEIVED else ""
            )
            heard = f" {act.how}" if step is Step.RECEIVED and act.how else ""
            rows.append(
                Happening(item.id, item.kind, act.on, "", PASSED, "Passed on", about[0].upper() + about[1:], f"“{item.words}”{heard}")
            )
    return rows


def _answers(file: CaseFile) -> list[Happening]:
    rows = []
    for consent in file.all(Consent):
        if consent.on:
            words = f"{word('consent_answer', consent.answer)}: {word('consent_scope', consent.scope).lower()}."
            about = ", ".join(filter(None, ("Consent", word("consent_how", consent.how).lower() if consent.how else "", consent.form)))
            rows.append(Happening(consent.id, consent.kind, consent.on, "", *_owned(file, consent.person), about, words))
    for look in file.all(SafetyLook):
        if look.day:
            about = f"Safety look for {file.name(look.person)}"
            rows.append(Happening(look.id, look.kind, look.day, "", TEAM, "Facilitators", about, look.worries))
    return rows


def _team(file: CaseFile) -> list[Happening]:
    return [
        Happening(
            note.id, note.kind, note.day, note.at, TEAM, "Facilitators", ", ".join(filter(None, (note.about, note.author))), note.words
        )
        for note in file.all(TeamNote)
    ]


def _together(file: CaseFile) -> list[Happening]:
    """The meeting of everybody, in one line of facts."""
    rows = []
    facts = {one.plan: one for one in file.all(MeetingRecord)}
    for run in file.all(GuideRun):
        known = facts.pop(run.plan, None)
        day = run.started[:10] or (known.on if known else "")
        began = (known.began if known else "") or clock_words(run.started)
        finished = (known.finished if known else "") or clock_words(run.ended or run.stopped)
        words = f"From {began} to {finished}." if began and finished else f"From {began}." if began else ""
        how = "It was stopped." if run.stopped else f"{word('meeting_ended', known.how)}." if known and known.how else ""
        rows.append(Happening(run.id, run.kind, day, began, TEAM, "Everybody", "They met", " ".join(filter(None, (words, how)))))
    return rows


def _letters(file: CaseFile) -> list[Happening]:
    rows = []
    for letter in file.all(Letter):
        what, to = word("letter_sort", letter.sort).lower() or "something", file.name(letter.receiver)
        steps = (
            (letter.written_on, "Written"),
            (letter.read_on, f"Read by {letter.read_by}" if letter.read_by else "Read by a facilitator"),
            (letter.cleared_on, f"Cleared by {letter.clearing}" if letter.clearing else "Cleared"),
            (letter.never_on, "Not to be sent"),
        )
        for day, said in steps:
            if day:
                about = f"{what[:1].upper()}{what[1:]}" + (f" for {to}" if to else "")
                rows.append(Happening(letter.id, letter.kind, day, "", *_owned(file, letter.person), about, f"{said}."))
    for one in file.all(LetterOffered):
        said = word("letter_choice", one.choice)
        for day, about, words in (
            (one.on, "A letter, offered", f"{said}." if said else ""),
            (one.handed_on, "A letter, handed over", one.words),
        ):
            if day:
                rows.append(Happening(one.id, one.kind, day, "", *_owned(file, one.person), about, words))
    return rows


def _changes(file: CaseFile) -> list[Happening]:
    rows = []
    for change in file.all(SomethingChanged):
        about = f"Something has changed for {file.name(change.person)}"
        words = ". ".join(filter(None, (word("changed_what", change.what), change.words.rstrip("."))))
        rows.append(Happening(change.id, change.kind, change.on, "", TEAM, "Facilitators", about, f"{words}." if words else ""))
    for moved in file.all(Moved):
        giver, taker = (file.name(one) or "the facilitators" for one in (moved.taken_from, moved.given_to))
        words = f"Words typed under {giver} were moved to {taker}, whose they are."
        if moved.taken_from and moved.taken_from == moved.given_to:
            words = f"{taker} had been entered twice. The two entries are one now."
        rows.append(
            Happening(moved.id, moved.kind, moved.on, "", TEAM, "Facilitators", ", ".join(filter(None, ("Moved", moved.by))), words)
        )
    for one in file.all(Incident):
        told = f"{one.told_whom} was told" if one.told_whom else "Nobody was told yet"
        about = f"{one.title}: {word('incident_sort', one.sort).lower()}" if one.sort else one.title
        rows.append(Happening(one.id, one.kind, one.on, one.at, TEAM, "Named people only", about, f"{told}."))
    return rows


def _kept(file: CaseFile) -> list[Happening]:
    """How the lines of the agreement went."""
    rows = []
    for progress in file.all(TermProgress):
        term = file.get(Term, progress.term)
        line = f"Line {term.number}" if term else "A line"
        about = ", ".join(filter(None, (line, f"said by {progress.source}" if progress.source else "")))
        words = ". ".join(filter(None, (word("term_status", progress.status), progress.words.rstrip("."))))
        rows.append(Happening(progress.id, progress.kind, progress.on, "", TEAM, "Facilitators", about, f"{words}." if words else ""))
    return rows


_ROWS: tuple[Callable[[CaseFile], Iterable[Happening]], ...] = (
    _contacts,
    _explained,
    _meetings,
    _passed_on,
    _answers,
    _team,
    _together,
    _letters,
    _changes,
    _kept,
)
