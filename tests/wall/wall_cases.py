"""A small invented case for the wall: put together from records, with no vault under it."""

import re
from collections.abc import Iterable
from pathlib import Path

from facilitator_app.records import (
    Address,
    Agreement,
    Case,
    Contact,
    Participant,
    Particulars,
    PassedOn,
    PreparationNote,
    SafeContact,
    Service,
    Term,
    codec,
)
from facilitator_app.records.agreement import Promise
from facilitator_app.records.case_file import CaseFile, Stored, assemble
from facilitator_app.records.passing_on import Act, Yes
from facilitator_app.records.record import NOBODY, Choice, Day, Id, Record, compartment_name, fields_of
from facilitator_app.wall import leaks

CASE = Id("case-1")
HER, HIM, HERS, HIS = Id("her"), Id("him"), Id("hers"), Id("his")
SERVICE = Service(
    id=Id("service"), name="Severnside Restorative Service", telephone="01632 960 983", office_hours="Monday to Friday, 9 to 5"
)
PEOPLE: tuple[Record, ...] = (
    Case(id=CASE, case=CASE, reference="RJ-2026-0101", lead="Priya Nair", co_facilitator="Owen Hughes", supervisor="Ruth Adler"),
    Participant(id=HER, case=CASE, print_name="Margaret", role=Choice("harmed")),
    Participant(id=HIM, case=CASE, print_name="Daniel", role=Choice("responsible")),
    Participant(id=HERS, case=CASE, print_name="Siân", role=Choice("supporter"), supports=HER),
    Participant(id=HIS, case=CASE, print_name="Wŷn", role=Choice("supporter"), supports=HIM),
)
HER_FACTS: tuple[Record, ...] = (
    Particulars(id=Id("her-particulars"), case=CASE, person=HER, legal_name="Margaret Ann Okafor-Bell", known_as="Maggie", born=Day("1961-07-19"),
                needs="Large print 18 pt; arthritis, step-free"),
    Address(id=Id("her-address"), case=CASE, person=HER, lines="14 Larkspur Close, Loughborough", postcode="LE99 1AA"),
    SafeContact(id=Id("her-contact"), case=CASE, person=HER, rule="Mobile only, after 17:00", phone="07700 900101", email="maggie.ob@example.org"),
)  # fmt: skip
HIS_FACTS: tuple[Record, ...] = (
    Particulars(id=Id("his-particulars"), case=CASE, person=HIM, legal_name="Daniel Wŷn Pryce", location=Choice("custody"), prison="HMP Example",
                prison_number="A0001AA", born=Day("1998-11-30"), release_on=Day("2027-02"), professional="Priti Shah, offender manager"),
)  # fmt: skip
FACTS = (*PEOPLE, *HER_FACTS, *HIS_FACTS)


def file_of(
    *records: Record, forks: Iterable[tuple[str, str]] = (), unfinished: Iterable[str] = (), where: dict[str, Id] | None = None
) -> CaseFile:
    """A case file that holds these records, each in the part of the person whose it is."""
    stored = []
    for record in records:
        person = (where or {}).get(record.id, getattr(record, "person", NOBODY))
        values = {
            f.name: codec.to_builtins(getattr(record, f.name)) for f in fields_of(type(record)) if getattr(record, f.name) != f.default
        }
        live = {name: {f"change {record.id} {name}": value} for name, value in values.items()}
        for name in (name for id, name in forks if id == record.id):
            default = codec.to_builtins(next(f.default for f in fields_of(type(record)) if f.name == name))
            live[name] = {**live.get(name, {f"change {record.id}": default}), "zz change of a colleague": "another"}
        drafts = {"words": getattr(record, "words", "")} if record.id in unfinished else None
        stored.append(
            Stored(record.kind, record.id, compartment_name(type(record), CASE, person), CASE, live, "2026-01-12T09:00:00Z", drafts=drafts)
        )
    return assemble(CASE, stored)


def note(words: str, person: Id = HER, day: str = "2026-01-16", id: str = "") -> Contact:
    return Contact(id=Id(id or f"note {person} {words[:12]}"), case=CASE, person=person, day=Day(day), words=words, author="Priya")


def about_her(words: str) -> PreparationNote:
    return PreparationNote(id=Id(f"about her {words[:12]}"), case=CASE, person=HER, words=words)


def passed_on(words: str, *, approved: str | None = None, giver: Id = HER, receiver: Id = HIM, withdrawn: str = "") -> PassedOn:
    """An item whose giver said yes to these words, or to the ones in `approved`; "" means that nobody has asked."""
    said = words if approved is None else approved
    yes = Yes(words=said, on="2026-01-16", by="Priya", how="at home") if said else Yes()
    return PassedOn(
        id=Id(f"item {words[:12]}"), case=CASE, giver=giver, receiver=receiver, words=words, approved=yes, withdrawn=Act(on=withdrawn)
    )


def agreement(*terms: str, **values: object) -> tuple[Record, ...]:
    """An agreement of these terms: signed, but not read back."""
    made = Agreement(id=Id("agreement"), case=CASE, held_on=Day("2026-03-17"), room="Visits centre, room 2", signed_on=Day("2026-03-17"),
                     signers=(HER, HIM), **values)  # type: ignore[arg-type]  # fmt: skip
    lines = (
        Term(id=Id(f"term-{n}"), case=CASE, agreement=made.id, number=n, promise=Promise(what, (HIM,), "from today"))
        for n, what in enumerate(terms, 1)
    )
    return made, *lines


def found(file: CaseFile, text: str, recipient: Id = HIM) -> list[tuple[str, str, str]]:
    """(words, whose, since when) of every hit."""
    private = leaks.private_to_others(file, recipient, SERVICE)
    hits = leaks.hits(text, private)
    assert all(text[hit.start : hit.end] == hit.words for hit in hits)
    return [(hit.words, file.name(hit.owner) or hit.owner, hit.since) for hit in hits]


def sentences(name: str) -> list[str]:
    """The sentences of a file beside this one."""
    lines = (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not re.match(r"#", line)]
