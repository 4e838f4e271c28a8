"""Calls, letters, e-mails and notes: what passed between a facilitator and one person, in that person's part."""

from typing import Annotated, ClassVar

from facilitator_app.records.record import NOBODY, Ask, Choice, Compartment, Day, Id, Record, Seen, record


@record
class Contact(Record):
    """One contact with a person, or with a professional about that person. One note, one author, one owner."""

    kind: ClassVar[str] = "contact"
    title: ClassVar[str] = "Note"
    compartment: ClassVar[Compartment] = Compartment.PRIVATE

    person: Annotated[Id, Ask("Whose words are these?", link="participant", needed=True)] = NOBODY
    method: Annotated[Choice, Ask("How", choices="method")] = Choice("phone")
    with_whom: Annotated[str, Ask("With", "If it was not the person: who, and for whom they work.", seen=Seen.PRIVATE, owner="person")] = ""
    day: Annotated[Day, Ask("Day it happened")] = Day("")
    at: Annotated[str, Ask("Time", "24 hours: 17:20.")] = ""
    minutes: Annotated[str, Ask("Minutes", "If you know.")] = ""
    result: Annotated[Choice, Ask("What came of it", choices="contact_result", more=True)] = Choice("spoke")
    words: Annotated[str, Ask("Note", "What they said, in their words.", lines=6, seen=Seen.PRIVATE, owner="person")] = ""
    author: Annotated[str, Ask("Written by")] = ""
