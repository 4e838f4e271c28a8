"""What the page of one case shows: its sentence, its people, who knows what, what has happened and what comes next."""

from dataclasses import dataclass
from datetime import date, timedelta

from facilitator_app import calendar
from facilitator_app.language import word
from facilitator_app.records import Participant, Particulars, SafeContact, Told
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.facts import PAPER, QUIET, Due, dues_of
from facilitator_app.records.headline import headline
from facilitator_app.records.record import NOBODY, Id
from facilitator_app.workbook.happened import Happening, happened
from facilitator_app.workbook.workbook import Workbook, shape_of

_NEAR_DAYS = 14
_VISITS = ("visit", "conference")


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
class Overview:
    """Everything on the page."""

    sentence: str
    people: tuple[Person, ...]
    happened: tuple[Happening, ...]
    next: tuple[tuple[Id, str, str], ...]
    waiting: tuple[str, ...]
    supporters: tuple[Person, ...] = ()
    visit: Id = NOBODY  # the visit or meeting that is today or tomorrow: what is to be got ready before anything else


def overview(book: Workbook, case: Id, file: CaseFile | None = None) -> Overview:
    """The page of one case as it stands. `file`: where it has been read already."""
    file = file or book.case(case)
    day = book.clock.today()
    due = sorted((d for d in dues_of(file) if not _is_known_only(d) and not _is_past_or_far(d, day)), key=lambda d: (d.day, d.at))
    return Overview(
        sentence=headline(file),
        people=tuple(_person(file, side, book) for side in file.sides),
        happened=happened(file, book),
        next=tuple(
            (d.record, d.title, " ".join(filter(None, (calendar.due_said(d.day, day) + (f", {d.at}." if d.at else "."), _beside(file, d)))))
            for d in due[:4]
        ),
        waiting=tuple(d.title.rstrip(".") + "." for d in dues_of(file) if d.sort == "waiting"),
        supporters=tuple(_person(file, p, book) for p in file.all(Participant) if p.supports),
        visit=next(
            (d.record for d in due if d.sort in _VISITS and day.isoformat() <= d.day <= (day + timedelta(days=1)).isoformat()), NOBODY
        ),
    )


def _is_known_only(due: Due) -> bool:
    """A wait, a copy of paper, and a line of an agreement to which nobody has given a day: none of them comes next."""
    return due.sort == "waiting" or due.sort in PAPER or (due.sort == "term" and not due.day)


def _is_past_or_far(due: Due, day: date) -> bool:
    """A day on which nothing is to be done stands there only while it is near."""
    return due.sort in QUIET and not (day.isoformat() <= due.day <= (day + timedelta(days=_NEAR_DAYS)).isoformat())


def _beside(file: CaseFile, due: Due) -> str:
    """What stands beside something due in its own case, where how to reach them stands on their card above."""
    beside = {"promise": file.name(due.person), "follow_up": "Afterwards", "ring": "Since they met", "tell": "", "term": ""}
    return beside.get(due.sort, due.detail)


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
        not_told=tuple(t.words + (", not yet" if t.known == "not_yet" else "") for t in told if t.known != "told"),
    )
