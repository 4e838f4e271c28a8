"""One-side view: a case as it is when only one participant's side is open. What the other side could be known by is not in it at all.

Works by whose a record is, and lets nothing through that it does not name: a new kind of record is closed until it is let in here.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from facilitator_app.records import (
    Agreement,
    Case,
    ConferencePlan,
    Consent,
    Participant,
    PassedOn,
    Printed,
    SafetyLook,
    Term,
    Told,
    Waiting,
)
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.passing_on import RELEASED, Act, Yes, step_of
from facilitator_app.records.record import NOBODY, Id, Record, person_in

Rule = Callable[[CaseFile, Id, Any], Record | None]


def only(file: CaseFile, person: Id) -> CaseFile:
    """The same case with only `person`'s side of it."""
    kept: dict[Id, Record] = {}
    for id, record in file.records.items():
        shown = _shown(file, person, record)
        if shown is not None:
            kept[id] = shown
    return replace(
        file,
        records=kept,
        standing={id: fields for id, fields in file.standing.items() if id in kept},
        forks=frozenset(fork for fork in file.forks if fork[0] in kept),
        entered={id: entered for id, entered in file.entered.items() if id in kept},
        compartments={id: where for id, where in file.compartments.items() if id in kept},
        unfinished=file.unfinished & kept.keys(),
        newer=0,
    )


def _shown(file: CaseFile, person: Id, record: Record) -> Record | None:
    if person_in(file.compartments.get(record.id, "")) == person:
        # What facilitators think about somebody is not read over that somebody's shoulder.
        return None if isinstance(record, SafetyLook) else record
    rule = _RULES.get(type(record))
    return rule(file, person, record) if rule else None


def _case(file: CaseFile, person: Id, case: Case) -> Record:
    return Case(id=case.id, case=case.case, path=case.path, lead=case.lead, co_facilitator=case.co_facilitator, closed_on=case.closed_on)


def _participant(file: CaseFile, person: Id, other: Participant) -> Record | None:
    return other if person in (other.id, other.supports) else None


def _passed_on(file: CaseFile, person: Id, item: PassedOn) -> Record | None:
    if item.giver == person:
        return item
    if item.receiver != person or step_of(item) not in RELEASED:
        return None
    # Who said yes, and how, is the giver's; the words and their day are what may be offered.
    return replace(item, read_back=Yes(), approved=replace(item.approved, by="", how=""), checked=Act())


def _told(file: CaseFile, person: Id, told: Told) -> Record | None:
    return told if told.person == person and told.known == "told" else None


def _waiting(file: CaseFile, person: Id, wait: Waiting) -> Record | None:
    return wait if wait.about == person else None


def _plan(file: CaseFile, person: Id, plan: ConferencePlan) -> Record | None:
    """When and in which room, for somebody who has said yes to coming. Not who sits where, nor what somebody else asked for."""
    if not any(consent.scope == "take_part" and consent.answer == "given" for consent in file.of(Consent, person)):
        return None
    first = plan.first_to_speak if plan.first_to_speak == person else NOBODY
    return replace(plan, seats=(), nearest_door=NOBODY, first_to_speak=first, not_discussed="", if_it_goes_wrong="", conditions="")


def _agreement(file: CaseFile, person: Id, agreement: Agreement) -> Record | None:
    return agreement if agreement.signed_on and person in agreement.signers else None


def _term(file: CaseFile, person: Id, term: Term) -> Record | None:
    agreement = file.get(Agreement, term.agreement)
    return term if agreement is not None and _agreement(file, person, agreement) else None


def _printed(file: CaseFile, person: Id, printed: Printed) -> Record | None:
    return printed if printed.recipient == person else None


_RULES: dict[type[Record], Rule] = {
    Agreement: _agreement,
    Case: _case,
    ConferencePlan: _plan,
    Participant: _participant,
    PassedOn: _passed_on,
    Printed: _printed,
    Term: _term,
    Told: _told,
    Waiting: _waiting,
}
