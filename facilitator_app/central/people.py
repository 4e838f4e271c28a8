"""The people of the service, as far as whoever allocates a case must know: languages, gender as the service records it, whom they know."""

from collections.abc import Sequence
from typing import NamedTuple

from facilitator_app.central import decisions, outliving
from facilitator_app.central.postgres import PostgresStore
from facilitator_app.central.session import Session
from facilitator_app.ledger import messages as say
from facilitator_app.records.record import Compartment, Id

WOMAN, MAN, OTHER = "woman", "man", "other"


class Colleague(NamedTuple):
    """Somebody who works for the service; one of whom nothing is written down has empty words. `former`: names in what they wrote before
    their laptops were enrolled. `cases`: those in which they said that they know somebody.
    """

    person: str
    name: str = ""
    languages: tuple[str, ...] = ()
    gender: str = ""
    former: frozenset[str] = frozenset()
    cases: frozenset[str] = frozenset()

    @property
    def names(self) -> frozenset[str]:
        """Under which of them there may be changes."""
        return self.former | {self.person}

    @property
    def spoken(self) -> frozenset[str]:
        """Their languages, as they are compared."""
        return frozenset(one.casefold() for one in self.languages)

    def knows(self, case: Id) -> bool:
        """Whether they said so of somebody in a case."""
        return f"{Compartment.CASE}/{case}" in self.cases


def colleague(session: Session, person: str) -> Colleague:
    """What is written down of somebody."""
    row = session.do(
        "SELECT name, languages, gender FROM person WHERE tenant = %(tenant)s AND person = %(person)s", person=person
    ).fetchone()
    name, languages, gender = row or ("", [], "")
    former = session.do("SELECT former FROM device WHERE tenant = %(tenant)s AND person = %(person)s AND former <> ''", person=person)
    cases = session.do("SELECT compartment FROM conflict WHERE tenant = %(tenant)s AND person = %(person)s", person=person).fetchall()
    return Colleague(
        person, name, tuple(languages), gender, frozenset(one for (one,) in former.fetchall()), frozenset(one for (one,) in cases)
    )


def keep(session: Session, one: Colleague) -> None:
    """Writes down what is known of somebody, in one transaction; what they know of cases is only added to."""
    with session.writing(""):
        if colleague(session, one.person)[1:4] != one[1:4] or not is_written(session, one.person):
            session.do(
                "INSERT INTO person (tenant, person, name, languages, gender) "
                "VALUES (%(tenant)s, %(person)s, %(name)s, %(languages)s, %(gender)s) ON CONFLICT (tenant, person) "
                "DO UPDATE SET name = EXCLUDED.name, languages = EXCLUDED.languages, gender = EXCLUDED.gender",
                person=one.person, name=one.name, languages=list(one.languages), gender=one.gender,
            )  # fmt: skip
            session.note("person", one.person)
        for case in sorted(one.cases):
            made = session.do(
                "INSERT INTO conflict (tenant, compartment, person) VALUES (%(tenant)s, %(compartment)s, %(person)s) "
                "ON CONFLICT (tenant, compartment, person) DO NOTHING",
                compartment=case, person=one.person,
            )  # fmt: skip
            if made.rowcount:
                session.note("knows somebody", case, one.person)


def is_written(session: Session, person: str) -> bool:
    """Whether anything is written down of somebody."""
    return session.do("SELECT 1 FROM person WHERE tenant = %(tenant)s AND person = %(person)s", person=person).rowcount > 0


def manages(session: Session, person: str) -> bool:
    """Whether somebody manages the service from their own workbook."""
    row = session.do("SELECT manages FROM person WHERE tenant = %(tenant)s AND person = %(person)s", person=person).fetchone()
    return row is not None and bool(row[0])


def let_manage(session: Session, person: str, *, on: bool) -> None:
    """Says whether somebody manages the service, and what they may do with its own records: everybody reads those, who manages writes them."""
    with session.writing(""):
        changed = session.do(
            "UPDATE person SET manages = %(on)s WHERE tenant = %(tenant)s AND person = %(person)s AND manages <> %(on)s",
            person=person,
            on=on,
        )
        if changed.rowcount:
            session.outlives(outliving.manages(person, on=on))
            session.note("manages" if on else "manages no more", person)
    decisions.allocate(PostgresStore(session), person, str(Compartment.SERVICE), say.LEAD if on else say.READ)


def everybody(session: Session) -> Sequence[Colleague]:
    """All of whom something is written down, by name."""
    rows = session.do("SELECT person FROM person WHERE tenant = %(tenant)s ORDER BY person").fetchall()
    return [colleague(session, person) for (person,) in rows]
