"""What the page of one case shows: its sentence, its people, who knows what, what has happened and what comes next."""

from dataclasses import dataclass

from facilitator_app import calendar
from facilitator_app.language import word
from facilitator_app.records import (
    Consent,
    Contact,
    FollowUp,
    Participant,
    Particulars,
    PassedOn,
    Preparation,
    PreparationNote,
    SafeContact,
    SafetyLook,
    TeamNote,
    Told,
)
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.facts import ORDINALS, Due, dues_of
from facilitator_app.records.headline import headline
from facilitator_app.records.passing_on import Step, step_of
from facilitator_app.records.record import Id
from facilitator_app.workbook.workbook import Workbook, shape_of

TEAM = "triangle"
PASSED = "rings"
_LONGEST = 260


@dataclass(frozen=True, slots=True, repr=False)
class Person:
    """One person's card: how to reach them safely comes before everything else."""

    id: Id
    shape: str
    name: str
    role: str
    icon: str
    rule: str
    number: str
    knows: tuple[tuple[str, str], ...]  # what, since when
    not_told: tuple[str, ...]


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


@dataclass(frozen=True, slots=True, repr=False)
class Overview:
    """Everything on the page."""

    sentence: str
    people: tuple[Person, ...]
    happened: tuple[Happening, ...]
    next: tuple[tuple[Id, str, str], ...]
    waiting: tuple[str, ...]
    supporters: tuple[Person, ...] = ()


def overview(book: Workbook, case: Id, file: CaseFile | None = None) -> Overview:
    """The page of one case as it stands. `file`: where it has been read already."""
    file = file or book.case(case)
    day = book.clock.today()
    due = sorted((d for d in dues_of(file) if d.sort != "waiting"), key=lambda d: (d.day, d.at))
    return Overview(
        sentence=headline(file),
        people=tuple(_person(file, side, book) for side in file.sides),
        happened=happened(file, book),
        next=tuple(
            (d.record, d.title, " ".join(filter(None, (calendar.said(d.day, day) + (f", {d.at}." if d.at else "."), _beside(file, d)))))
            for d in due[:4]
        ),
        waiting=tuple(d.title.rstrip(".") + "." for d in dues_of(file) if d.sort == "waiting"),
        supporters=tuple(_person(file, p, book) for p in file.all(Participant) if p.supports),
    )


def _beside(file: CaseFile, due: Due) -> str:
    """What stands beside something due in its own case, where how to reach them stands on their card above."""
    return {"promise": file.name(due.person), "follow_up": "Afterwards", "tell": ""}.get(due.sort, due.detail)


def _person(file: CaseFile, person: Participant, book: Workbook) -> Person:
    contact = file.first(SafeContact, person.id)
    particulars = file.first(Particulars, person.id)
    today = book.clock.today()
    told = sorted((t for t in file.all(Told) if t.person == person.id and t.words), key=lambda t: t.on)
    role = word("role", person.role).lower() if not person.supports else f"supports {file.name(person.supports)}"
    rule = contact.rule if contact else ""
    number = ". ".join(filter(None, (contact.phone if contact else "", contact.email if contact and not contact.phone else "")))
    through = particulars.professional if particulars else ""
    if not rule and through:
        rule, number = f"Only through {through}", word("location", particulars.location) if particulars else ""
    return Person(
        id=person.id,
        shape=shape_of(file, person.id),
        name=person.print_name,
        role=role,
        icon="mail" if "through" in rule.lower() or "write" in rule.lower() else "phone",
        rule=rule or "Ask how to reach them safely",
        number=number.replace(" ", "\u00a0"),
        knows=tuple((t.words, calendar.said(t.on, today)) for t in told if t.known == "told"),
        not_told=tuple(t.words for t in told if t.known != "told"),
    )


def happened(file: CaseFile, book: Workbook, person: Id | None = None) -> tuple[Happening, ...]:
    """What has happened, the latest first; of one person only, where one is named."""
    rows = [*_contacts(file), *_meetings(file), *_passed_on(file), *_answers(file), *_team(file)]
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
            rows.append(Happening(call.id, call.kind, call.done_on, "", *_owned(file, call.person), about, call.words))
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
                rows.append(_visit(file, meeting, number, "The visit could not go ahead.", ""))
            elif meeting.held == "yes" or notes:
                for author in dict.fromkeys(note.author for note in notes) or [""]:
                    words = "\n".join(note.words.strip() for note in notes if note.author == author)
                    rows.append(_visit(file, meeting, number, words, author))
    return rows


def _visit(file: CaseFile, meeting: Preparation, number: int, words: str, author: str) -> Happening:
    nth = ORDINALS[number] if number < len(ORDINALS) else f"{number + 1}th"
    about = ", ".join(filter(None, (f"{nth} visit".capitalize(), meeting.place, author)))
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
