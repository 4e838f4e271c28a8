"""`/v1/desk`: what who manages the service does from their own workbook. The same acts as the commands, in their name in the audit; whoever does not
manage it is answered nothing, as by a service that has no desk.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import partial
from typing import LiteralString

from facilitator_app.central import enrolling, office_cases, office_laptops, organisations, people, wishes
from facilitator_app.central.case_parts import of_a_case
from facilitator_app.central.identity import Identity
from facilitator_app.central.office import moment
from facilitator_app.central.organisations import Sight
from facilitator_app.central.people import Colleague
from facilitator_app.central.postgres import PostgresStore
from facilitator_app.central.session import Session
from facilitator_app.errors import Trouble
from facilitator_app.ledger import change as changes
from facilitator_app.ledger import messages as say
from facilitator_app.ledger import messages_desk as desk
from facilitator_app.ledger.change import NotAChange
from facilitator_app.ledger.messages_desk import CaseLine, DeskAnswer, DeskQuestion, HeldLine, LaptopLine, PartLine, PersonLine
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.people import Participant
from facilitator_app.records.record import Compartment, as_text, case_in, person_in

_CASES: LiteralString = (
    "SELECT compartment FROM compartment WHERE tenant = %(tenant)s AND starts_with(compartment, %(start)s) "
    "AND NOT erased ORDER BY compartment"
)
_ROLES: LiteralString = (
    "SELECT person, role FROM allocation WHERE tenant = %(tenant)s AND compartment = %(compartment)s AND role <> '' ORDER BY person"
)
_LAPTOPS: LiteralString = "SELECT key, person, name, heard, told, confirmed FROM device WHERE tenant = %(tenant)s ORDER BY person, key"
_DAYS = 21  # a laptop that was not heard for so long is asked after
_LONGEST = 400


class _Against(Trouble):
    """Something speaks against it, and a reason goes past it."""


def answered(session: Session, identity: Identity, person: str, asked: DeskQuestion, now: datetime) -> DeskAnswer | None:
    """Does what is asked and says how everything stands; None for whoever does not manage this service."""
    if not people.manages(session, person):
        return None
    refused, against, done, sight = "", False, _Done(), organisations.sight(session, person)
    try:
        act = partial(_hand_over, sight) if asked.act == desk.HAND_OVER else _ACTS.get(asked.act, _look)
        done = _out_of_sight(session, sight, asked) or act(session, identity, asked, now)
    except Trouble as trouble:
        refused, against = trouble.sentence if asked.act in (desk.GIVE, desk.HAND_OVER) else trouble.words, isinstance(trouble, _Against)
    return DeskAnswer(
        refused, against, done.notes, done.slip,
        tuple(_held(session, sight)), tuple(_cases(session, sight)), tuple(_laptops(session, sight)), tuple(_people(session, sight)),
        done.until,
    )  # fmt: skip


class _Done:
    """What an act gives besides how everything stands."""

    def __init__(self, notes: tuple[str, ...] = (), slip: tuple[str, ...] = (), until: str = "") -> None:
        self.notes, self.slip, self.until = notes, slip, until


def _out_of_sight(session: Session, sight: Sight, asked: DeskQuestion) -> _Done | None:
    """What is answered in place of an act on what somebody may not see: the same as if it were not there. None where they may do it."""
    if sight.is_whole:
        return None
    if asked.act in (desk.INVITE, desk.PERSON) and asked.person.strip() and not sight.person(asked.person):
        if not sight.organisation or session.do(office_cases.PERSON_KNOWN, person=asked.person).rowcount:
            raise Trouble("Nobody can be written down or come in under this name from your desk.", "Take another name, or ask the service.")
        organisations.belongs(session, asked.person, sight.organisation)
    if asked.act == desk.GIVE and asked.person and not all(sight.case(case_in(place)) for place in asked.roles):
        raise office_cases.NotHeardOf
    if asked.act == desk.HAND_OVER and asked.person != asked.other:
        if not sight.person(asked.other):
            raise office_cases.NobodyOfThisName
        return _Done() if not sight.person(asked.person) or (asked.case and not sight.case(asked.case)) else None
    if asked.act in (desk.CONFIRM, desk.REVOKE):
        device = PostgresStore(session).device(asked.id)
        if device is None or not sight.person(device.person):
            raise office_laptops.NO_SUCH
    if asked.act == desk.ACCEPT or (asked.act == desk.REJECT and asked.why.strip()):
        held = PostgresStore(session).held(asked.id)
        return None if held is not None and _sees_held(session, sight, held.compartment, held.device) else _Done()
    return None


def _sees_held(session: Session, sight: Sight, compartment: str, key: str) -> bool:
    """What belongs to no case is of whose laptop brought it."""
    device = PostgresStore(session).device(key)
    return sight.case(case_in(compartment)) if case_in(compartment) else device is not None and sight.person(device.person)


def _look(_session: Session, _identity: Identity, _asked: DeskQuestion, _now: datetime) -> _Done:
    return _Done()


def _invite(session: Session, identity: Identity, asked: DeskQuestion, now: datetime) -> _Done:
    _keep_person(session, identity, asked, now)
    slip = office_laptops.slip_for(session, identity, asked.person, now)
    return _Done(slip=slip, until=moment(now + enrolling.GOOD_FOR))


def _keep_person(session: Session, _identity: Identity, asked: DeskQuestion, _now: datetime) -> _Done:
    if not asked.person.strip():
        raise Trouble("Who it is, is not said.")
    was = people.colleague(session, asked.person)
    languages = tuple(sorted(wishes.spoken_in(asked.languages))) or was.languages
    people.keep(session, Colleague(asked.person, asked.name or was.name, languages, asked.gender or was.gender))
    return _Done()


def _give(session: Session, _identity: Identity, asked: DeskQuestion, _now: datetime) -> _Done:
    if not asked.person or not asked.roles:
        raise Trouble("To whom, or what, is not said.")
    notes = _considered(lambda: office_cases.given(session, asked.person, asked.roles, asked.although or None).notes)
    cases = {f"{Compartment.CASE}/{case_in(place)}" for place in asked.roles}
    return _Done(tuple(dict.fromkeys(_in_words(note, cases) for note in notes)))


def _in_words(note: str, cases: Iterable[str]) -> str:
    """On a screen a case stands above the note: its name in the tables says nothing to anybody."""
    for place in sorted(cases, key=len, reverse=True):
        note = note.replace(place, "this case")
    return note


def _hand_over(sight: Sight, session: Session, _identity: Identity, asked: DeskQuestion, _now: datetime) -> _Done:
    places = [f"{Compartment.CASE}/{asked.case}"] if asked.case else []
    if not places and not sight.is_whole:  # all that they have is all of it that is seen from this desk
        cases = dict.fromkeys(case for place in PostgresStore(session).roles(asked.person) if (case := case_in(place)) and sight.case(case))
        places = [f"{Compartment.CASE}/{case}" for case in cases]
        if not places:
            return _Done()

    def work() -> tuple[str, ...]:
        return office_cases.handed_over(session, asked.person, asked.other, places, asked.although or None, named_too=False)[2].notes

    return _Done(_considered(work))


def _considered(work: Callable[[], tuple[str, ...]]) -> tuple[str, ...]:
    try:
        return work()
    except Trouble as trouble:
        raise (_Against if "--although" in trouble.next_step else Trouble)(trouble.sentence, trouble.next_step) from trouble


def _confirm(session: Session, identity: Identity, asked: DeskQuestion, _now: datetime) -> _Done:
    if not office_laptops.heard_digits(session, identity, asked.id, asked.digits):
        raise office_laptops.NotItsDigits
    return _Done()


def _revoke(session: Session, _identity: Identity, asked: DeskQuestion, _now: datetime) -> _Done:
    office_laptops.told_to_forget(session, asked.id, say.WIPE_NOW if asked.at_once else say.WIPE)
    return _Done()


def _accept(session: Session, _identity: Identity, asked: DeskQuestion, _now: datetime) -> _Done:
    _, nobodys = office_cases.let_in(session, asked.id)
    words = "It is in, and nobody may read it yet. Open its case and give it to somebody." if case_in(nobodys) else ""
    return _Done((words,) if words else ())


def _reject(session: Session, _identity: Identity, asked: DeskQuestion, _now: datetime) -> _Done:
    if not asked.why.strip():
        raise Trouble("Why it does not go in is not said.", "Write a few words: whoever typed it may ask.")
    office_cases.turned_down(session, asked.id, asked.why)
    return _Done()


_ACTS: dict[str, Callable[[Session, Identity, DeskQuestion, datetime], _Done]] = {
    desk.INVITE: _invite, desk.PERSON: _keep_person, desk.GIVE: _give, desk.CONFIRM: _confirm,
    desk.REVOKE: _revoke, desk.ACCEPT: _accept, desk.REJECT: _reject,
}  # fmt: skip


# How everything stands ------------------------------------------------------------------------------------------------------------


def _held(session: Session, sight: Sight) -> Iterator[HeldLine]:
    store = PostgresStore(session)
    for one in office_cases.what_waits(session, _DAYS)["held"]:
        held = store.held(one["id"])
        if held is None or not _sees_held(session, sight, held.compartment, held.device):
            continue  # it was decided a moment ago, or is nobody's here
        try:
            change = changes.read(held.body)
            kind, words = change.kind, {name: as_text(value)[:_LONGEST] for name, value in change.values.items() if as_text(value).strip()}
        except NotAChange:
            kind, words = "", {}
        yield HeldLine(one["id"], case_in(held.compartment), kind, one["person"], one["why"], one["since"], words)


def _cases(session: Session, sight: Sight) -> Iterator[CaseLine]:
    for (place,) in session.do(_CASES, start=f"{Compartment.CASE}/").fetchall():
        if not sight.case(case_in(place)):
            continue
        whole = of_a_case(session, place)
        with session.reading():
            file = wishes.read(case_in(place), wishes.stored(PostgresStore(session), whole))
        parts = tuple(PartLine(one, _whose(file, one), dict(session.do(_ROLES, compartment=one).fetchall())) for one in whole)
        yield CaseLine(case_in(place), file.case.reference, file.case.path, file.case.received_on, file.case.closed_on, parts)


def _whose(file: CaseFile, compartment: str) -> str:
    """Whose part it is, by role and never by name: who allocates need not know it."""
    if compartment.startswith(f"{Compartment.NAMED}/"):
        return "named"
    person = file.get(Participant, person_in(compartment))
    return "case" if not person_in(compartment) else str(person.role) if person is not None else "somebody"


def _laptops(session: Session, sight: Sight) -> Iterator[LaptopLine]:
    for key, person, name, heard, told, confirmed in session.do(_LAPTOPS).fetchall():
        if sight.person(person):
            yield LaptopLine(key, person, name, moment(heard), told, confirmed)


def _people(session: Session, sight: Sight) -> Iterator[PersonLine]:
    with session.reading():
        everybody = [one for one in people.everybody(session) if sight.person(one.person)]
        managing = {one.person: people.manages(session, one.person) for one in everybody}
    for one in everybody:
        yield PersonLine(one.person, one.name, one.languages, one.gender, managing[one.person])
