"""What those around a case are given: supporter, interpreter, prison, referrer, court, whoever checks a line. Default deny.

Everything is opened by the person whose it is, and by nobody's side: their own yes, their own release. Their stop, a yes that they took back,
and two versions of either close it again; what was closed looks like what was never opened, so that no sheet tells of a stop.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import TypeVar

from facilitator_app import calendar
from facilitator_app.records import Agreement, Attendance, ConferencePlan, Consent, Participant, Particulars, PassedOn, Service, Term
from facilitator_app.records.agreed import in_force
from facilitator_app.records.answers import said_no, said_yes
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import Id
from facilitator_app.wall import letters, spelling
from facilitator_app.wall.leaks import is_released
from facilitator_app.wall.projection import by_when, who
from facilitator_app.wall.sheets import TermLine
from facilitator_app.wall.sheets_recipients import (
    CheckerSheet,
    CourtSheet,
    InterpreterSheet,
    Meeting,
    OutcomeSheet,
    PrisonSheet,
    RecipientSheet,
    ReferrerSheet,
    RegisterSheet,
    SupporterSheet,
)

OUTSIDE = Id("outside")  # who reads a sheet and is nobody of the case: nothing private is theirs
_SOMEBODY = "somebody"
S = TypeVar("S", bound=OutcomeSheet)
_CAME = ("yes", "late")


def opened(file: CaseFile, person: Id, scope: str) -> bool:
    """Whether a person's own yes to this stands: not stopped, not taken back, not in two versions."""
    found = file.get(Participant, person)
    if found is None or found.stopped_on or _has_two_versions(file, person):
        return False
    asked = {consent.id for consent in file.of(Consent, person) if consent.scope == scope}
    return said_yes(file, person, scope) and not any(record in asked for record, _ in file.forks)


# Those who come to the meeting -----------------------------------------------------------------------------------------------------


def supporter_sheet(file: CaseFile, supporter: Id, service: Service, on: date | None = None) -> SupporterSheet:
    """The sheet of one supporter. Open while both they and the person whom they support say yes. `on`: a meeting before that day is none."""
    person = file.get(Participant, supporter)
    closed = SupporterSheet(service.name, person.print_name if person else "", telephone=_telephone(service))
    if person is None or not _comes_with(file, person, "supporter_present"):
        return closed
    return replace(
        closed, with_whom=file.name(person.supports), meeting=_meeting(file, on), told=_told(file, supporter),
        terms=tuple(_lines_of(file, supporter)),
    )  # fmt: skip


def interpreter_sheet(file: CaseFile, interpreter: Id, service: Service, on: date | None = None) -> InterpreterSheet:
    """The sheet of one interpreter. What helps the other take part is health, and is told by themselves."""
    person = file.get(Participant, interpreter)
    closed = InterpreterSheet(service.name, person.print_name if person else "", telephone=_telephone(service))
    if person is None or not _comes_with(file, person, "interpreter_present"):
        return closed
    spoken = next((one.language for one in file.of(Particulars, person.supports) if (one.id, "language") not in file.forks), "")
    return replace(closed, for_whom=file.name(person.supports), spoken=spoken, meeting=_meeting(file, on))


def _comes_with(file: CaseFile, person: Participant, scope: str) -> bool:
    own = not person.stopped_on and not said_no(file, person.id, "take_part") and not _has_two_versions(file, person.id)
    return own and opened(file, person.supports, scope)


def _has_two_versions(file: CaseFile, record: Id) -> bool:
    return any(id == record for id, _ in file.forks)


def _telephone(service: Service) -> str:
    """The number, which is not broken over two lines."""
    return service.telephone.strip().replace(" ", chr(0xA0))


def _meeting(file: CaseFile, on: date | None = None) -> Meeting | None:
    plan = _plan(file, on)
    return Meeting(calendar.whole_day(plan.day), plan.at, plan.room) if plan is not None else None


def _plan(file: CaseFile, on: date | None = None) -> ConferencePlan | None:
    """The meeting that is planned: the last one that was not called off, only while nobody of its sides has stopped, and only while there is
    one version of it and of who they are. A meeting before the day `on` is none.
    """
    if any(side.stopped_on or _has_two_versions(file, side.id) for side in file.sides):
        return None
    plan = next((plan for plan in reversed(file.all(ConferencePlan)) if not plan.called_off_on), None)
    if plan is None or _has_two_versions(file, plan.id):
        return None
    day = calendar.whole_day(plan.day)
    return None if on is not None and day is not None and day < on else plan


def _told(file: CaseFile, person: Id) -> tuple[str, ...]:
    items = (item for item in file.all(PassedOn) if is_released(file, item, person))
    return tuple(item.words for item in items if not _has_stopped(file, item.giver))


def _has_stopped(file: CaseFile, person: Id) -> bool:
    found = file.get(Participant, person)
    return found is None or bool(found.stopped_on) or _has_two_versions(file, person)


def _lines_of(file: CaseFile, person: Id) -> Iterator[TermLine]:
    """The lines that somebody does themselves."""
    for agreement in file.all(Agreement):
        yield from (_line(file, term) for term in signed_lines(file, agreement) if person in term.promise.who)


def signed_lines(file: CaseFile, agreement: Agreement) -> tuple[Term, ...]:
    """The lines of an agreement that was signed; none while two versions of it stand side by side, or its seal is broken."""
    stands = in_force(file, agreement)
    ours = {agreement.id, *(term.id for term in stands.terms if stands.sealed is None)}
    if not agreement.signed_on or stands.broken or any(record in ours for record, _ in file.forks):
        return ()
    return stands.terms


def _line(file: CaseFile, term: Term) -> TermLine:
    picture = "" if term.picture == "none" else str(term.picture)
    return TermLine(term.promise.what, who(file, term.promise), by_when(term.promise.by_when), term.how_shown, picture=picture)


# A prison ----------------------------------------------------------------------------------------------------------------------------


def prison_sheet(file: CaseFile, prisoner: Id, service: Service, on: date | None = None) -> PrisonSheet:
    """The fields of a visit to one prisoner, once they have said yes to a first talk or to taking part."""
    closed = PrisonSheet(service.name, _telephone(service), written_on=on)
    if not (opened(file, prisoner, "explore") or opened(file, prisoner, "take_part")) or _said_no(file, prisoner):
        return closed
    own = next((one for one in file.of(Particulars, prisoner) if one.location == "custody"), None)
    plan = _plan(file, on)
    if own is None or _has_two_versions(file, own.id):
        return closed
    visitors = tuple(filter(None, (file.case.lead, file.case.co_facilitator)))
    seated = [seat for seat in plan.seats if file.get(Participant, seat) and seat != prisoner] if plan else []
    minutes = plan.minutes if plan and plan.minutes.isdigit() else ""
    return replace(
        closed, prison=own.prison, prisoner=own.legal_name, number=own.prison_number, meeting=_meeting(file, on), minutes=minutes,
        visitors=visitors, more_visitors=len(seated),
    )  # fmt: skip


def _said_no(file: CaseFile, person: Id) -> bool:
    return said_no(file, person, "take_part") or said_no(file, person, "explore")


# Those who sent somebody, or decide about them -----------------------------------------------------------------------------------------


def referrer_sheet(file: CaseFile, about: Id, service: Service, on: date | None = None) -> ReferrerSheet:
    """For whoever referred one person, with that person's own yes to sharing the outcome."""
    return _outcome(ReferrerSheet, file, about, service, on)


def court_sheet(file: CaseFile, about: Id, service: Service, on: date | None = None) -> CourtSheet:
    """For a court or probation: the same facts and no more. Not why a meeting did not come about, nor through whom."""
    return _outcome(CourtSheet, file, about, service, on)


def _outcome(kind: type[S], file: CaseFile, about: Id, service: Service, on: date | None) -> S:
    closed = kind(service.name, telephone=_telephone(service), written_on=on)
    if not opened(file, about, "share_outcome"):
        return closed
    days = _days_there(file, about)
    return replace(closed, about=file.name(about), took_part=bool(days), days=days, terms=_shared_terms(file) if days else ())


def _days_there(file: CaseFile, person: Id) -> tuple[date, ...]:
    """The days of the meetings to which somebody came."""
    came = {one.plan for one in file.all(Attendance) if one.who == person and one.came in _CAME and (one.id, "came") not in file.forks}
    days = [plan.day for plan in file.all(ConferencePlan) if plan.id in came]
    days += [agreement.held_on for agreement in file.all(Agreement) if person in agreement.signers]
    return tuple(sorted({day for day in map(calendar.whole_day, days) if day is not None}))


def lines_to_share(file: CaseFile, agreement: Agreement) -> tuple[Term, ...]:
    """The lines of one agreement that was signed, where everybody who signed or does one of them said yes to sharing them; else none."""
    terms = signed_lines(file, agreement)
    people = {*agreement.signers, *(side.id for side in file.sides), *(doer for term in terms for doer in term.promise.who)}
    return terms if all(opened(file, Id(person), "share_outcome") for person in people) else ()


def _shared_terms(file: CaseFile) -> tuple[TermLine, ...]:
    return tuple(_line(file, term) for agreement in file.all(Agreement) for term in lines_to_share(file, agreement))


# Whoever checks one line -----------------------------------------------------------------------------------------------------------------


def checker_sheet(file: CaseFile, term: Id, service: Service, needed: Collection[Id] = ()) -> CheckerSheet:
    """One line for whoever checks it. Of the people of the case only the doers are named, and those in `needed`."""
    lines = [(one, line) for one in file.all(Agreement) for line in signed_lines(file, one) if line.id == term and line.checked_by]
    agreement, line = lines[0] if lines else (None, None)
    if agreement is None or line is None or any(_has_stopped(file, Id(person)) for person in agreement.signers):
        return CheckerSheet(service.name, _telephone(service))
    named = {*line.promise.who, *needed}
    hidden = {token.key for person in file.all(Participant) if person.id not in named for token in spelling.tokens(person.print_name)}
    hidden -= {token.key for person in named for token in spelling.tokens(file.name(person))}
    said = _line(file, line)
    shown = TermLine(without_names(said.what, hidden), said.who, without_names(said.by_when, hidden), without_names(said.how_shown, hidden))
    return CheckerSheet(service.name, _telephone(service), shown)


def without_names(text: str, names: Collection[str], instead: Mapping[str, str] = MappingProxyType({})) -> str:
    """A text with other words for each of these names, however it is spelled: those of `instead`, or "somebody"; "somebody’s" for the genitive."""
    behind, parts = 0, []
    for token in spelling.tokens(text):
        if token.key in names or spelling.root(token.key) in names:
            word = text[token.start : token.end]
            ending = "’s" if word[-2:].lower() in ("’s", "'s") else ""
            said = instead.get(token.key) or instead.get(spelling.root(token.key)) or _SOMEBODY
            parts += [text[behind : token.start], said[:1].upper() + said[1:] if token.begins else said, ending]
            behind = token.end
    return "".join((*parts, text[behind:]))


# What is looked at before it goes out -------------------------------------------------------------------------------------------------------


def is_closed(sheet: RecipientSheet) -> bool:
    """Whether nobody has opened it, or somebody closed it again. No paper is made of such a sheet."""
    match sheet:
        case SupporterSheet():
            return not sheet.with_whom
        case InterpreterSheet():
            return not sheet.for_whom
        case PrisonSheet():
            return not sheet.prisoner
        case CheckerSheet():
            return sheet.line is None
        case RegisterSheet():
            return not sheet.lines
        case _:
            return sheet.took_part is None


def named_to(file: CaseFile, sheet: RecipientSheet, subject: Id) -> frozenset[Id]:
    """Of the people of the case those whose names on paper may stand on this sheet. `subject`: whom it is for or about, or the line that is checked."""
    match sheet:
        case SupporterSheet() | InterpreterSheet():
            return letters.knows_of(file, subject)
        case PrisonSheet():
            return frozenset({subject})
        case RegisterSheet():
            return frozenset(one.id for one in file.all(Participant))
        case CheckerSheet():
            line = file.get(Term, subject)
            return frozenset(map(Id, line.promise.who)) if line else frozenset()
        case _:
            return frozenset({subject, *(one.id for one in file.all(Participant) if opened(file, one.id, "share_outcome"))})


def words_on(sheet: RecipientSheet) -> list[str]:
    """Every text of a sheet: what is looked through for private words."""
    return [text for _, text in placed_words(sheet)]


def placed_words(sheet: RecipientSheet) -> list[tuple[str, str]]:
    """(field, text) of everything on a sheet, in the order of its fields. A picture is out of a closed list, and nobody's words."""
    return [(one.name, text) for one in fields(sheet) if one.name != "language" for text in _texts(getattr(sheet, one.name)) if text]


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one)
    elif is_dataclass(value):
        for one in fields(value):
            if one.name != "picture":
                yield from _texts(getattr(value, one.name))
