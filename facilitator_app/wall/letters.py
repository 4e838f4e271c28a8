"""What letters and forms are given of a case, default deny: only what is named here goes out, and of other people only a name that this
recipient is written down to know.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from facilitator_app import calendar
from facilitator_app.records import Agreement, ConferencePlan, Consent, Joining, KnownToBoth, Participant, PassedOn, Service, Told
from facilitator_app.records.answers import answer_of, is_under, said_no, said_yes
from facilitator_app.records.case_file import SIDES, CaseFile
from facilitator_app.records.headline import day_said
from facilitator_app.records.record import Id
from facilitator_app.wall import spelling
from facilitator_app.wall.leaks import Hit, is_released, phrase
from facilitator_app.wall.sheets import WELSH
from facilitator_app.wall.sheets_letters import ConsentSheet, FirstLetterSheet, InformationSheet, InvitationSheet, LetterSheet, Text
from facilitator_app.wall.written import since_of

# What is asked, the first thing first: a question comes when it is needed, and three at once are enough.
_AT_FIRST = ("explore", "get_information")
_BEFORE_MEETING = ("take_part", "supporter_present", "share_outcome")
_AFTERWARDS = ("share_outcome", "evaluation", "case_study")
_SUPPORTERS = ("take_part", "evaluation")
InWelsh = TypeVar("InWelsh", ConsentSheet, InformationSheet)

_NOT_WRITTEN_BY_ANYBODY = ("text", "language", "pictures", "words_passed")


# Whom somebody knows of -------------------------------------------------------------------------------------------------------


def knows_of(file: CaseFile, person: Id) -> frozenset[Id]:
    """Whose names on paper this person is written down to know: their own people, and whoever is named in what they were told."""
    return frozenset(other.id for other in file.all(Participant) if other.print_name and _knows(file, person, other))


def _knows(file: CaseFile, person: Id, other: Participant) -> bool:
    if person in {other.id, other.supports} or other.id == file.side_of(person):
        return True
    name = phrase(other.print_name)
    never = (one.words for one in file.of(Told, person) if one.known != "told")
    return any(_stands_in(name, text) for text in _told(file, person)) and not any(phrase(words) == name for words in never)


def _told(file: CaseFile, person: Id) -> Iterator[str]:
    """What this person was told or has let others know. Of two versions of it neither counts."""
    forked = {record for record, _ in file.forks}
    for record in file.records.values():
        if record.id in forked:
            continue
        match record:
            case Told() if record.person == person and record.known == "told":
                yield record.words
            case PassedOn() if is_released(file, record, person):
                yield record.words
            case KnownToBoth() if record.told_by:
                yield record.words
            case Agreement() if record.signed_on and person in record.signers:
                yield from (file.name(signer) for signer in record.signers)
            case _:
                pass


def _stands_in(name: str, text: str) -> bool:
    return f" {name} " in f" {phrase(text)} "


def unknown_names(file: CaseFile, recipient: Id, text: str) -> list[Hit]:
    """Where somebody's name on paper stands in a text for a person of whom nothing says that they know it."""
    known = knows_of(file, recipient)
    theirs = {phrase(file.name(one)) for one in known} | {phrase(one) for one in _facilitators(file)}
    words = spelling.tokens(text)
    found = []
    for other in file.all(Participant):
        name = phrase(other.print_name)
        if not name or other.id in known or name in theirs:
            continue
        length = len(spelling.tokens(other.print_name))
        for at in range(len(words) - length + 1):
            start, end = words[at].start, words[at + length - 1].end
            if words[at].capital and phrase(text[start:end]) == name:
                found.append(Hit(start, end, text[start:end], other.id, since_of(file, other)))
    return found


def unknown_said(file: CaseFile, hit: Hit, person: Id) -> str:
    """Why such a name stops a paper, in a sentence."""
    since = f", here since {day_said(hit.since)}" if hit.since else ""
    return f"“{hit.words}” is somebody else’s name{since}. Nothing says that {file.name(person)} knows of {hit.words}."


# The sheets -------------------------------------------------------------------------------------------------------------------


def first_letter(file: CaseFile, person: Id, service: Service, text: Text, today: date) -> FirstLetterSheet:
    """The first letter: the same whatever stands in the case."""
    telephone, hours = _ring(service)
    return FirstLetterSheet(text, file.name(person), service.name, telephone, hours, _facilitators(file), today)


def information(service: Service, text: Text) -> InformationSheet:
    """The sheet for everybody. It is not even given a case."""
    telephone, hours = _ring(service)
    return InformationSheet(text, service.name, telephone, hours)


def consent(
    file: CaseFile, person: Id, service: Service, text: Text, asked: Mapping[str, str], day: date, pictures: Mapping[str, str] | None = None
) -> ConsentSheet:
    """What is asked of this person now. `asked`: the questions, by what is said yes to; `pictures`: what stands beside each in easy read."""
    telephone, hours = _ring(service)
    questions = {scope: words for scope in asked_now(file, person) if (words := question(file, person, scope, asked))}
    drawn = tuple(pictures.get(scope, "question") for scope in questions) if pictures else ()
    child = asks_parent(file, person, day)
    return ConsentSheet(text, file.name(person), service.name, telephone, hours, tuple(questions.values()), drawn, child=child)


def invitation(file: CaseFile, person: Id, service: Service, text: Text, today: date) -> InvitationSheet:
    """One person's invitation to the meeting that is planned."""
    telephone, hours = _ring(service)
    plan = planned(file) or ConferencePlan(id=Id(""), case=file.id)
    own = file.of(Joining, person)
    coming = own[-1] if own else Joining(id=Id(""), case=file.id)
    return InvitationSheet(
        text, file.name(person), service.name, telephone, hours, _facilitators(file), today,
        day=calendar.whole_day(plan.day), at=plan.at, room=plan.room,
        arrive_at=coming.arrive_at, come_to=coming.come_to, bring=coming.bring,
        there=_there(file, person, plan), pause=plan.pause,
    )  # fmt: skip


def in_welsh(sheet: InWelsh, service: Service, *, words_passed: bool) -> InWelsh:
    """A sheet whose text and questions are the Welsh ones, as one: with the office hours in Welsh, or without."""
    return replace(sheet, language=WELSH, words_passed=words_passed, hours=service.office_hours_welsh.strip())


def _ring(service: Service) -> tuple[str, str]:
    """The telephone number, which is not broken over two lines, and the hours."""
    return service.telephone.strip().replace(" ", "\xa0"), service.office_hours.strip()


def _facilitators(file: CaseFile) -> tuple[str, ...]:
    return tuple(name.split(" ")[0] for name in (file.case.lead, file.case.co_facilitator) if name)


def planned(file: CaseFile) -> ConferencePlan | None:
    """The latest plan that was not called off."""
    return next((plan for plan in reversed(file.all(ConferencePlan)) if not plan.called_off_on), None)


def _there(file: CaseFile, person: Id, plan: ConferencePlan) -> tuple[str, ...]:
    """Who else comes, of those whom this person knows of: who has a seat, or before there are seats who has said yes."""
    known = knows_of(file, person)
    coming = [one for one in file.all(Participant) if _comes(file, one, plan) and one.id != person and one.id in known]
    mine = [one for one in coming if file.side_of(one.id) == file.side_of(person)]
    return tuple(one.print_name for one in (*mine, *(one for one in coming if one not in mine)))


def _comes(file: CaseFile, one: Participant, plan: ConferencePlan) -> bool:
    if one.stopped_on or said_no(file, one.id, "take_part"):
        return False
    seated = [seat for seat in plan.seats if seat in file.records]
    return one.id in seated if seated else said_yes(file, one.id, "take_part")


def left_unnamed(file: CaseFile, person: Id) -> list[Id]:
    """Who comes to the meeting and is not named on this person's invitation."""
    plan, known = planned(file), knows_of(file, person)
    return [one.id for one in file.all(Participant) if plan and _comes(file, one, plan) and one.id not in known]


# What is asked for now --------------------------------------------------------------------------------------------------------


def asked_now(file: CaseFile, person: Id) -> tuple[str, ...]:
    """What this person is asked on paper now. Nothing that they have answered; nothing at all once they stopped or took their yes back."""
    participant = file.get(Participant, person)
    if participant is None or participant.stopped_on or any(said_no(file, person, scope) for scope in ("explore", "take_part")):
        return ()
    if participant.role not in SIDES:
        wanted: Sequence[str] = _SUPPORTERS
    elif not said_yes(file, person, "explore") and not said_yes(file, person, "take_part"):
        wanted = _AT_FIRST
    else:
        wanted = _AFTERWARDS if said_yes(file, person, "take_part") else _BEFORE_MEETING
        if any(side.stopped_on for side in file.sides):  # there is nothing to take part in, and the paper does not say why
            wanted = ()
    forked = {record for record, _ in file.forks}
    open_again = {one.scope for one in file.of(Consent, person) if one.id in forked}
    return tuple(scope for scope in wanted if scope in open_again or answer_of(file, person, scope) is None)


def question(file: CaseFile, person: Id, scope: str, asked: Mapping[str, str]) -> str:
    """The sentence that this person is asked; it names somebody only if they know of them."""
    if scope != "take_part":
        return asked.get(scope, "")
    participant = file.get(Participant, person)
    if participant is not None and participant.supports and file.name(participant.supports):
        return asked["take_part_supporting"].replace("{other}", file.name(participant.supports))
    known = knows_of(file, person)
    others = [side.print_name for side in file.sides if side.id != person and side.id in known and not side.stopped_on]
    return asked["take_part_with"].replace("{other}", asked.get("and", " and ").join(others)) if others else asked["take_part"]


def asks_parent(file: CaseFile, person: Id, day: date) -> bool:
    """Whether a parent or guardian is asked too, below this person's own answer."""
    return is_under(file, person, calendar.limit("parent_asked_under_age", day).value, day)


def words_on(sheet: LetterSheet) -> list[str]:
    """Every text of a sheet that somebody wrote: what is looked at before it goes out. The usual text of a letter was written of nobody."""
    found = [sheet.text.words] if sheet.text.own else []
    for name in sheet.__slots__:
        value = getattr(sheet, name)
        if name not in _NOT_WRITTEN_BY_ANYBODY:
            found += [value] if isinstance(value, str) else list(value) if isinstance(value, tuple) else []
    return [text for text in found if text]
