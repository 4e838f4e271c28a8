"""Commissioner, lead provider, sub-contractor: who works for whom, and which organisation holds a case, as data of one service.

It decides what whoever manages sees at their desk, and to whom a case can be given. Where no organisation is written down there is one, and
nothing of this applies. Where there is any, whoever belongs to none manages nothing, and a case that nobody holds is at no desk: the commands see it.
What is written here outlives a restore: an older copy would show a desk what it may not see any more.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from facilitator_app.central.outliving import What
from facilitator_app.central.session import Session
from facilitator_app.errors import Trouble
from facilitator_app.ledger import messages as say
from facilitator_app.records.record import Compartment, case_in

COMMISSIONER, LEAD_PROVIDER, SUB_CONTRACTOR = "commissioner", "lead-provider", "sub-contractor"
KINDS = (COMMISSIONER, LEAD_PROVIDER, SUB_CONTRACTOR)
_ABOVE = {COMMISSIONER: ("",), LEAD_PROVIDER: ("", COMMISSIONER), SUB_CONTRACTOR: (LEAD_PROVIDER, SUB_CONTRACTOR)}
MADE, BELONGS, HELD = "organisation", "belongs", "case held"  # on the list of what outlives a restore, and in the audit


class Organisation(NamedTuple):
    """`parent`: for whom it works; empty for none."""

    id: str
    kind: str
    name: str = ""
    parent: str = ""


class NotKnown(Trouble):
    """No such organisation."""

    def __init__(self) -> None:
        super().__init__("There is no such organisation.", "“facilitator-central organisation … list” says which there are.")


@dataclass(frozen=True, slots=True)
class Chart:
    """All of it at one moment. `held`: for each case its holder and commissioner, as somebody wrote it down; `leads`: who leads it."""

    organisations: Mapping[str, Organisation]
    persons: Mapping[str, str] = field(repr=False)
    held: Mapping[str, tuple[str, str]] = field(repr=False)
    leads: Mapping[str, frozenset[str]] = field(repr=False)

    def above(self, id: str) -> Iterator[str]:
        """An organisation and those for which it works, the nearest first."""
        while id in self.organisations:
            yield id
            id = self.organisations[id].parent

    def holder(self, case: str) -> str:
        """Who holds a case: as it is written down, or else the organisation of those who lead it, where that is one; empty for nobody."""
        if case in self.held:
            return self.held[case][0]
        found = {self.persons.get(person, "") for person in self.leads.get(case, ())}
        return found.pop() if len(found) == 1 else ""


class Sight:
    """What somebody who manages may see and decide. Of all else they are told what they would be told if it were not there."""

    def __init__(self, chart: Chart | None, person: str) -> None:
        self._chart = chart
        self.organisation = chart.persons.get(person, "") if chart else ""

    @property
    def is_whole(self) -> bool:
        """Whether there is one organisation alone."""
        return self._chart is None

    def case(self, case: str) -> bool:
        """Whether they see a case. A commissioner sees none."""
        if self._chart is None:
            return True
        mine = self._chart.organisations.get(self.organisation)
        return bool(case) and mine is not None and mine.kind != COMMISSIONER and mine.id in self._chart.above(self._chart.holder(case))

    def person(self, person: str) -> bool:
        """Whether somebody is theirs: of their organisation or, but for a commissioner, of one below it."""
        if self._chart is None:
            return True
        mine, theirs = self._chart.organisations.get(self.organisation), self._chart.persons.get(person, "")
        return mine is not None and (theirs == mine.id or (mine.kind != COMMISSIONER and mine.id in self._chart.above(theirs)))


def sight(session: Session, person: str) -> Sight:
    """Of one person, now."""
    return Sight(chart(session), person)


def chart(session: Session) -> Chart | None:
    """What is written down; None where there is no organisation."""
    found = {one.id: one for one in everyone(session)}
    if not found:
        return None
    persons = session.do("SELECT person, organisation FROM person WHERE tenant = %(tenant)s AND organisation <> ''").fetchall()
    held = session.do("SELECT compartment, holder, commissioner FROM case_held WHERE tenant = %(tenant)s").fetchall()
    leads = dict[str, set[str]]()
    for place, person in session.do(
        "SELECT compartment, person FROM allocation WHERE tenant = %(tenant)s AND starts_with(compartment, %(start)s) AND role = %(lead)s",
        start=f"{Compartment.CASE}/", lead=say.LEAD,
    ).fetchall():  # fmt: skip
        leads.setdefault(case_in(place), set()).add(person)
    return Chart(
        found, dict(persons), {case_in(place): (holder, payer) for place, holder, payer in held},
        {case: frozenset(some) for case, some in leads.items()},
    )  # fmt: skip


def everyone(session: Session) -> Sequence[Organisation]:
    """Every organisation, by its id."""
    rows = session.do("SELECT id, kind, name, parent FROM organisation WHERE tenant = %(tenant)s ORDER BY id").fetchall()
    return [Organisation(*row) for row in rows]


# What is written down -----------------------------------------------------------------------------------------------------------------


def keep(session: Session, one: Organisation) -> None:
    """Writes one down, or what is new of it. Raises `Trouble` for a parent that there is not, or of a kind for which it cannot work."""
    with session.writing(""):
        known = {other.id: other for other in everyone(session)}
        if one.parent and one.parent not in known:
            raise NotKnown
        above = known[one.parent].kind if one.parent else ""
        if above not in _ABOVE[one.kind]:
            raise Trouble("An organisation of this kind does not work for one of that kind.", "A sub-contractor works for a lead provider.")
        seen, up = {one.id}, one.parent
        while up:
            if up in seen:
                raise Trouble("It would work for itself.", "Name another parent.")
            seen.add(up)
            up = known[up].parent
        below = [other.kind for other in known.values() if other.parent == one.id and one.kind not in _ABOVE[other.kind]]
        if below:
            raise Trouble("Those that work for it could not work for one of that kind.", "Name other parents for them first.")
        if known.get(one.id) != one:
            _keep(session, one)


def _keep(session: Session, one: Organisation) -> None:
    session.do(
        "INSERT INTO organisation (tenant, id, kind, name, parent) VALUES (%(tenant)s, %(id)s, %(kind)s, %(name)s, %(parent)s) "
        "ON CONFLICT (tenant, id) DO UPDATE SET kind = EXCLUDED.kind, name = EXCLUDED.name, parent = EXCLUDED.parent",
        **one._asdict(),
    )
    session.outlives({"sort": MADE, **one._asdict()})
    session.note(MADE, one.id, f"{one.kind} {one.parent}".strip())


def belongs(session: Session, person: str, organisation: str) -> None:
    """Says to which one somebody belongs. Raises `NotKnown`."""
    with session.writing(""):
        _require(session, organisation)
        _belongs(session, person, organisation)


def _belongs(session: Session, person: str, organisation: str) -> None:
    changed = session.do(
        "INSERT INTO person (tenant, person, name, languages, gender, organisation) "
        "VALUES (%(tenant)s, %(person)s, '', '{}', '', %(organisation)s) ON CONFLICT (tenant, person) "
        "DO UPDATE SET organisation = EXCLUDED.organisation WHERE person.organisation <> EXCLUDED.organisation",
        person=person, organisation=organisation,
    )  # fmt: skip
    if changed.rowcount:
        session.outlives({"sort": BELONGS, "person": person, "organisation": organisation})
        session.note(BELONGS, person, organisation)


def holds(session: Session, case: str, holder: str, commissioner: str) -> None:
    """Says who holds a case and who commissioned it, empty where that is not said. Raises `Trouble`: a commissioner holds none."""
    with session.writing(""):
        if _require(session, holder).kind == COMMISSIONER:
            raise Trouble("A commissioner holds no case.", "Name the organisation whose people work on it.")
        if commissioner and _require(session, commissioner).kind != COMMISSIONER:
            raise Trouble("A case is commissioned by a commissioner.", "“facilitator-central organisation … list” says which are.")
        _holds(session, f"{Compartment.CASE}/{case}", holder, commissioner)


def held_on(session: Session, case: str) -> None:
    """Writes down who holds a case by who leads it, before somebody's role in it ends: without a lead it would be at no desk."""
    found = chart(session)
    if found is not None and case and case not in found.held and found.holder(case):
        holds(session, case, found.holder(case), "")


def _holds(session: Session, compartment: str, holder: str, commissioner: str) -> None:
    changed = session.do(
        "INSERT INTO case_held (tenant, compartment, holder, commissioner) "
        "VALUES (%(tenant)s, %(compartment)s, %(holder)s, %(commissioner)s) ON CONFLICT (tenant, compartment) "
        "DO UPDATE SET holder = EXCLUDED.holder, commissioner = EXCLUDED.commissioner "
        "WHERE (case_held.holder, case_held.commissioner) <> (EXCLUDED.holder, EXCLUDED.commissioner)",
        compartment=compartment, holder=holder, commissioner=commissioner,
    )  # fmt: skip
    if changed.rowcount:
        session.outlives({"sort": HELD, "compartment": compartment, "holder": holder, "commissioner": commissioner})
        session.note(HELD, compartment, f"{holder} {commissioner}".strip())


def _require(session: Session, id: str) -> Organisation:
    row = session.do("SELECT id, kind, name, parent FROM organisation WHERE tenant = %(tenant)s AND id = %(id)s", id=id).fetchone()
    if row is None:
        raise NotKnown
    return Organisation(*row)


# What speaks against giving somebody a case --------------------------------------------------------------------------------------------


def against(found: Chart | None, person: str, case: str) -> str:
    """Why somebody should think again before somebody of a lead provider works in what a sub-contractor of theirs holds; empty for nothing.

    Raises `Trouble` for whoever is of another organisation: no reason goes past that, the case is handed to their organisation first.
    """
    if found is None:
        return ""
    holder, theirs = found.holder(case), found.persons.get(person, "")
    if holder and theirs == holder:
        return ""
    if theirs and theirs in found.above(holder) and found.organisations[theirs].kind != COMMISSIONER:
        return f"{person} is not of the organisation that holds this case, but of the one for which that works."
    raise Trouble(
        f"{person} is not of the organisation that holds this case.",
        "Choose somebody of it. To give the case to another organisation: “facilitator-central organisation … case”.",
    )


# After a restore -----------------------------------------------------------------------------------------------------------------------


def again(session: Session, line: What) -> None:
    """Does what a line of the list says, in the transaction that is open."""
    if line["sort"] == MADE:
        one = Organisation(line["id"], line["kind"], line["name"], line["parent"])
        if one not in everyone(session):
            _keep(session, one)
    elif line["sort"] == BELONGS:
        _belongs(session, line["person"], line["organisation"])
    elif line["sort"] == HELD:
        _holds(session, line["compartment"], line["holder"], line["commissioner"])


def known(session: Session) -> Iterator[What]:
    """All of it as lines of a new list."""
    yield from ({"sort": MADE, **one._asdict()} for one in everyone(session))
    found = chart(session)
    for person, organisation in sorted(found.persons.items()) if found else ():
        yield {"sort": BELONGS, "person": person, "organisation": organisation}
    for case, (holder, commissioner) in sorted(found.held.items()) if found else ():
        yield {"sort": HELD, "compartment": f"{Compartment.CASE}/{case}", "holder": holder, "commissioner": commissioner}
