"""The people of a case. What only they may see of themselves lies in a compartment of their own."""

from typing import Annotated, ClassVar

from facilitator_app.records.record import NOBODY, Ask, Choice, Compartment, Day, Id, Record, Seen, record


@record
class Participant(Record):
    """Somebody who takes part, or may. The print name is what the others may read; everything else of theirs is in their own part."""

    kind: ClassVar[str] = "participant"
    title: ClassVar[str] = "Person"

    print_name: Annotated[str, Ask("Name on paper", "What the others may read. Ask them.", needed=True, seen=Seen.JOINT)] = ""
    role: Annotated[Choice, Ask("Role", choices="role", needed=True)] = Choice("")
    supports: Annotated[Id, Ask("Supports", link="participant")] = NOBODY
    pronoun: Annotated[Choice, Ask("He, she or they", choices="pronoun", more=True)] = Choice("")
    stopped_on: Annotated[
        Day, Ask("Stopped on", "A person's stop needs no reason and wins over everything.", more=True, protective="latest")
    ] = Day("")


@record
class Particulars(Record):
    """What is known of one person and belongs to nobody else."""

    kind: ClassVar[str] = "particulars"
    title: ClassVar[str] = "About this person"
    compartment: ClassVar[Compartment] = Compartment.PRIVATE

    person: Annotated[Id, Ask("Person", link="participant")] = NOBODY
    legal_name: Annotated[str, Ask("Full name", seen=Seen.PRIVATE, owner="person")] = ""
    known_as: Annotated[str, Ask("Likes to be called", seen=Seen.PRIVATE, owner="person")] = ""
    needs: Annotated[
        str, Ask("What helps them take part", "Print size, hearing, breaks, steps.", seen=Seen.PRIVATE, owner="person", prose=True)
    ] = ""
    language: Annotated[str, Ask("Language", seen=Seen.PRIVATE, owner="person")] = ""
    works_with: Annotated[
        Choice,
        Ask(
            "Who works with them",
            "What they ask for. The office reads it when it gives somebody the case: nobody types it twice.",
            choices="works_with",
            seen=Seen.PRIVATE,
            owner="person",
        ),
    ] = Choice("")
    parents: Annotated[
        str,
        Ask(
            "Who holds parental responsibility",
            "For a child. It may be the council.",
            seen=Seen.PRIVATE,
            owner="person",
            more=True,
        ),
    ] = ""
    born: Annotated[Day, Ask("Born", seen=Seen.PRIVATE, owner="person", more=True)] = Day("")
    location: Annotated[Choice, Ask("Where they are", choices="location", seen=Seen.PRIVATE, owner="person", more=True)] = Choice("")
    prison: Annotated[str, Ask("Prison", "Not the wing, not the cell.", seen=Seen.PRIVATE, owner="person", more=True)] = ""
    prison_number: Annotated[str, Ask("Prison number", seen=Seen.PRIVATE, owner="person", more=True)] = ""
    release_on: Annotated[Day, Ask("May be released", seen=Seen.PRIVATE, owner="person", more=True)] = Day("")
    professional: Annotated[str, Ask("Offender manager or worker", seen=Seen.PRIVATE, owner="person", more=True)] = ""
    from_referral: Annotated[
        str,
        Ask(
            "Also in the referral",
            "What the file said of them that has no place of its own.",
            lines=2,
            seen=Seen.PRIVATE,
            owner="person",
            more=True,
        ),
    ] = ""


@record
class Address(Record):
    """Where somebody lives: a record of its own, so that it can be held only by who visits, and no longer than that."""

    kind: ClassVar[str] = "address"
    title: ClassVar[str] = "Address"
    compartment: ClassVar[Compartment] = Compartment.PRIVATE

    person: Annotated[Id, Ask("Person", link="participant")] = NOBODY
    lines: Annotated[str, Ask("Address", lines=3, seen=Seen.PRIVATE, owner="person", prose=False)] = ""
    postcode: Annotated[str, Ask("Postcode", seen=Seen.PRIVATE, owner="person")] = ""


@record
class SafeContact(Record):
    """How one person is reached without harm. The rule comes before the number, everywhere."""

    kind: ClassVar[str] = "safe_contact"
    title: ClassVar[str] = "How to reach them safely"
    compartment: ClassVar[Compartment] = Compartment.PRIVATE

    person: Annotated[Id, Ask("Person", link="participant")] = NOBODY
    rule: Annotated[
        str,
        Ask(
            "How to reach them safely",
            "In their words: mobile only, after 17:00.",
            needed=True,
            seen=Seen.PRIVATE,
            owner="person",
            prose=True,
        ),
    ] = ""
    phone: Annotated[str, Ask("Telephone", seen=Seen.PRIVATE, owner="person")] = ""
    email: Annotated[str, Ask("E-mail", seen=Seen.PRIVATE, owner="person")] = ""
    do_not_ring_on: Annotated[
        str, Ask("Days not to ring on", "An anniversary, a court day.", seen=Seen.PRIVATE, owner="person", more=True)
    ] = ""


@record
class Professional(Record):
    """Somebody who works with one person: an offender manager, a victim care worker, a tutor. In that person's part: it tells where they are."""

    kind: ClassVar[str] = "professional"
    title: ClassVar[str] = "A worker of theirs"
    compartment: ClassVar[Compartment] = Compartment.PRIVATE

    person: Annotated[Id, Ask("Whose", link="participant", needed=True)] = NOBODY
    name: Annotated[str, Ask("Name", needed=True, seen=Seen.PRIVATE, owner="person")] = ""
    role: Annotated[str, Ask("What they are to them", "Offender manager, personal officer, tutor.", seen=Seen.PRIVATE, owner="person")] = ""
    works_for: Annotated[str, Ask("Works for", seen=Seen.PRIVATE, owner="person")] = ""
    phone: Annotated[str, Ask("Telephone", seen=Seen.PRIVATE, owner="person")] = ""
    email: Annotated[str, Ask("E-mail", seen=Seen.PRIVATE, owner="person")] = ""
    may_know: Annotated[
        str, Ask("What they may know", "And what not: who asked, for instance.", lines=2, seen=Seen.PRIVATE, owner="person")
    ] = ""


@record
class Told(Record):
    """Something that one person knows, since when, or that they are not to be told."""

    kind: ClassVar[str] = "told"
    title: ClassVar[str] = "Who knows what"

    person: Annotated[Id, Ask("Who", link="participant", needed=True)] = NOBODY
    words: Annotated[str, Ask("What they know", "A few words.", needed=True, prose=True)] = ""
    known: Annotated[Choice, Ask("Told, or not to be told", choices="known")] = Choice("told")
    on: Annotated[Day, Ask("Since")] = Day("")
