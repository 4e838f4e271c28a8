"""Of what a case consists at the service: itself, each person's part of it, and what only named people may see."""

from typing import LiteralString

from facilitator_app.central.session import Session
from facilitator_app.records.record import Compartment, case_in

_OF_A_CASE: LiteralString = (
    "SELECT compartment FROM compartment WHERE tenant = %(tenant)s "
    "AND (compartment = ANY(%(names)s) OR starts_with(compartment, %(parts)s)) UNION ALL "
    "SELECT compartment FROM allocation WHERE tenant = %(tenant)s "
    "AND (compartment = ANY(%(names)s) OR starts_with(compartment, %(parts)s)) UNION ALL "
    "SELECT compartment FROM held WHERE tenant = %(tenant)s AND (compartment = ANY(%(names)s) OR starts_with(compartment, %(parts)s))"
)


def of_a_case(session: Session, compartment: str) -> list[str]:
    """A case with each person's part of it and what only named people may see; of anything else, itself. The case comes first."""
    case = case_in(compartment)
    if compartment != f"{Compartment.CASE}/{case}":
        return [compartment]
    names = [compartment, f"{Compartment.NAMED}/{case}"]
    rows = session.do(_OF_A_CASE, names=names, parts=f"{Compartment.PRIVATE}/{case}/").fetchall()
    return sorted({compartment, *(name for (name,) in rows)}, key=lambda name: (name != compartment, name))
