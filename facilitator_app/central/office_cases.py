"""Commands about cases: who works on which, what waits for a person to decide, and what is erased."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, LiteralString

from facilitator_app.central import decisions, organisations, reasons
from facilitator_app.central.case_parts import of_a_case
from facilitator_app.central.office import Answer, Options, Said, commander, moment, working
from facilitator_app.central.office_people import Considered, considered
from facilitator_app.central.postgres import PostgresStore
from facilitator_app.central.session import Session
from facilitator_app.errors import Trouble
from facilitator_app.ledger import messages as say
from facilitator_app.records.record import Compartment, case_in

PERSON_KNOWN: LiteralString = (
    "SELECT 1 FROM device WHERE tenant = %(tenant)s AND person = %(person)s UNION ALL "
    "SELECT 1 FROM allocation WHERE tenant = %(tenant)s AND person = %(person)s UNION ALL "
    "SELECT 1 FROM person WHERE tenant = %(tenant)s AND person = %(person)s UNION ALL "
    "SELECT 1 FROM invitation WHERE tenant = %(tenant)s AND person = %(person)s LIMIT 1"
)
_UNALLOCATED: LiteralString = (
    "SELECT compartment FROM compartment WHERE tenant = %(tenant)s AND at > 0 AND NOT erased AND NOT EXISTS "
    "(SELECT 1 FROM allocation WHERE tenant = %(tenant)s AND allocation.compartment = compartment.compartment AND role = %(lead)s) "
    "ORDER BY compartment"
)
_SOMEBODYS: LiteralString = "SELECT 1 FROM allocation WHERE tenant = %(tenant)s AND compartment = %(compartment)s AND role <> '' LIMIT 1"
_SILENT: LiteralString = (
    "SELECT key, person, heard FROM device WHERE tenant = %(tenant)s AND told = '' "
    "AND (heard IS NULL OR heard < now() - make_interval(days => %(days)s)) ORDER BY person, key"
)


class NotHeardOf(Trouble):
    """There is no such compartment, or none for who asks."""

    def __init__(self) -> None:
        super().__init__("The service has not heard of this compartment.", "A laptop on which the case was made sends it first.")


class NobodyOfThisName(Trouble):
    """There is nobody to hand over to, or nobody for who asks."""

    def __init__(self) -> None:
        super().__init__("The service knows nobody of the second name.", "Invite them first, or look at how it is written.")


# Who works on what -----------------------------------------------------------------------------------------------------------------


def allocate(options: Options) -> Answer:
    """What somebody may do in one compartment."""
    role = "" if options.role == "nothing" else options.role
    with working(options) as (_, database):
        found = database.tx(commander(), lambda session: given(session, options.person, {options.compartment: role}, options.although))
    said = {"person": options.person, "compartment": options.compartment, "role": role, **found._asdict()}
    return Answer(said, "\n".join([f"{options.person}: {options.role} in {options.compartment}.", *found.although, *found.notes]))


def given(session: Session, person: str, roles: Mapping[str, str], although: str | None) -> Considered:
    """Gives somebody a role in each of these compartments, or ends it with an empty one. Raises `Trouble`, also for what speaks against it."""
    store = PostgresStore(session)
    for compartment in roles:
        if not store.is_known(compartment):
            raise NotHeardOf
        if store.erased(compartment) is not None:
            raise Trouble("This compartment was erased.", "It is nobody's any more.")
    found = considered(session, person, roles.items(), although)
    for case in dict.fromkeys(case_in(compartment) for compartment, role in roles.items() if not role):
        organisations.held_on(session, case)
    for compartment, role in roles.items():
        decisions.allocate(store, person, compartment, role)
    return found


def reallocate(options: Options) -> Answer:
    """A hand-over, in one transaction. What only named people may see is given on by whoever says so."""
    giver, taker = options.giver, options.taker

    def work(session: Session) -> tuple[list[str], list[str], Considered]:
        return handed_over(session, giver, taker, options.compartment, options.although, named_too=options.named)

    with working(options) as (_, database):
        gone, kept, found = database.tx(commander(), work)
    words = [f"{name}: from {giver} to {taker}" for name in gone] or [f"{giver} has nothing of it to hand over."]
    words += [f"{name} is for named people: it stays with {giver} unless “--named” is given." for name in kept]
    said = {"from": giver, "to": taker, "compartments": gone, "kept": kept, **found._asdict()}
    return Answer(said, "\n".join([*words, *found.although, *found.notes]))


def handed_over(
    session: Session, giver: str, taker: str, compartments: Sequence[str], although: str | None, *, named_too: bool
) -> tuple[list[str], list[str], Considered]:
    """What went from one to the other, and what stayed because it is for named people. Of no compartments: of all. Raises `Trouble`."""
    if giver == taker:
        raise Trouble("Nothing is handed over by somebody to themselves.", "Name another colleague.")
    if session.do(PERSON_KNOWN, person=taker).fetchone() is None:
        raise NobodyOfThisName
    has = PostgresStore(session).roles(giver)
    wanted = [name for one in compartments for name in of_a_case(session, one)] if compartments else list(filter(case_in, has))
    named = {name for name in wanted if name.startswith(f"{Compartment.NAMED}/")} if not named_too else set()
    going = [name for name in dict.fromkeys(wanted) if name in has and name not in named]
    found = considered(session, taker, [(name, has[name]) for name in going], although)
    return decisions.hand_over(PostgresStore(session), giver, taker, going), sorted(named & has.keys()), found


# What waits ------------------------------------------------------------------------------------------------------------------------


def waiting(options: Options) -> Answer:
    """What waits for somebody at the service."""
    with working(options) as (_, database):
        said = database.tx(commander(), lambda session: what_waits(session, options.days))
    return Answer(said, "\n".join(_lines(said, options.days)) or "Nothing waits.")


def what_waits(session: Session, days: int) -> Said:
    """What is held, what has no lead, which laptops were not heard for so many days, and which are to be confirmed."""
    with session.reading():
        return {
            "held": _held(session),
            "unallocated": [name for (name,) in session.do(_UNALLOCATED, lead=say.LEAD) if case_in(name)],
            "silent": [
                {"device": key, "person": person, "heard": moment(heard)}
                for key, person, heard in session.do(_SILENT, days=days).fetchall()
            ],
            "unconfirmed": [
                {"device": key, "person": person}
                for key, person in session.do(
                    "SELECT key, person FROM device WHERE tenant = %(tenant)s AND NOT confirmed AND told = '' ORDER BY person, key"
                ).fetchall()
            ],
        }


def _held(session: Session) -> list[Said]:
    """What a person has decided already is not among it. Whose laptop brought it, which need not be who wrote it."""
    people = dict(session.do("SELECT key, person FROM device WHERE tenant = %(tenant)s").fetchall())
    rows: list[tuple[str, str, str, str, datetime]] = session.do(
        "SELECT id, compartment, device, why, since FROM held WHERE tenant = %(tenant)s AND why <> %(rejected)s "
        "ORDER BY since, compartment, id",
        rejected=say.REJECTED,
    ).fetchall()
    return [
        {"id": id, "compartment": place, "device": device, "person": people.get(device, ""), "why": why, "since": moment(since)}
        for id, place, device, why, since in rows
    ]


def _lines(said: Said, days: int) -> list[str]:
    def about(key: str, words: Any) -> list[str]:
        return [words(one) for one in said[key]]

    return [
        *about(
            "held", lambda one: f"{one['id']}  held since {one['since']}: {one['why']}, by {one['person']}, {one['compartment'] or '-'}"
        ),
        *about("unallocated", lambda name: f"{name}  has no lead"),
        *about("silent", lambda one: f"{one['device']}  {one['person']}'s laptop was not heard for {days} days"),
        *about("unconfirmed", lambda one: f"{one['device']}  {one['person']}'s laptop is not confirmed"),
    ]


def accept(options: Options) -> Answer:
    """A held change comes into its log."""
    with working(options) as (_, database):
        done, nobodys = database.tx(commander(), lambda session: let_in(session, options.id))
    words = f"{options.id} is accepted." if done else _NOT_HELD.format(options.id)
    nobody = [f"{nobodys} is nobody’s yet, and is read by nobody: “facilitator-central allocate” gives it to somebody."] if nobodys else []
    return Answer({"id": options.id, "accepted": done, "nobodys": nobodys}, "\n".join([words, *nobody]))


def let_in(session: Session, id: str) -> tuple[bool, str]:
    """Lets a held change into its log; whether it was held, and the compartment where that is nobody's now. Raises `Trouble` for what cannot stand
    there.
    """
    store = PostgresStore(session)
    held = store.held(id)
    try:
        decisions.accept(store, id)
    except decisions.NotAcceptable as problem:
        raise Trouble(
            "This cannot stand in a log: nobody known wrote it, or its compartment was erased.",
            "It stays held. “facilitator-central reject” decides about it for good.",
        ) from problem
    where = held.compartment if held is not None else ""
    return held is not None, where if where and session.do(_SOMEBODYS, compartment=where).rowcount == 0 else ""


def reject(options: Options) -> Answer:
    """A held change is kept as rejected, with why."""
    why = reasons.read(options.why)
    with working(options) as (_, database):
        done = database.tx(commander(), lambda session: turned_down(session, options.id, why))
    return Answer({"id": options.id, "rejected": done}, f"{options.id} is rejected and kept." if done else _NOT_HELD.format(options.id))


def turned_down(session: Session, id: str, why: str) -> bool:
    """Keeps a held change as rejected; whether it was held."""
    store = PostgresStore(session)
    held = store.held(id)
    if held is None:
        return False
    if held.why != say.REJECTED:
        decisions.reject(store, id)
    with session.writing(held.compartment):
        reasons.kept(session, held.compartment, "rejected because", id, why)
    return True


_NOT_HELD = "{} is not held: it was decided already, or never came."


# What is erased --------------------------------------------------------------------------------------------------------------------


def erase(options: Options) -> Answer:
    """A case goes whole: first itself, so that nothing new of it can come in, then every part."""
    why = reasons.read(options.why)

    def work(session: Session) -> list[Said]:
        store = PostgresStore(session)
        if not any(store.is_known(name) for name in of_a_case(session, options.compartment)):
            raise Trouble(
                "The service has not heard of this compartment.", "“facilitator-central waiting” and the case's page say their names."
            )
        done = _erased(session, store, options.compartment, why)
        return [done, *(_erased(session, store, name, why) for name in of_a_case(session, options.compartment)[1:])]

    with working(options) as (_, database):
        done = database.tx(commander(), work)
    words = [f"{one['compartment']}: {one['changes']} changes are erased" + ("." if one["new"] else ", since before.") for one in done]
    return Answer({"erased": done}, "\n".join(words))


def _erased(session: Session, store: PostgresStore, name: str, why: str) -> Said:
    before = store.erased(name)
    is_new = before is None or store.head(name).at > 0 or any(store.held_in(name))
    ids = decisions.erase(store, name) if is_new or before is None else before
    with session.writing(name):
        reasons.kept(session, name, "erased because", name, why)
    return {"compartment": name, "changes": len(ids), "new": is_new}
