"""Preparation: the meetings with one person, apart, and what was talked about."""

from typing import Annotated, ClassVar

from facilitator_app.records.record import NOBODY, Ask, Choice, Compartment, Day, Id, Record, Seen, record

TOPICS = ("you_and_what_happened", "what_you_want", "the_other_person", "who_and_where", "worries", "afterwards")


@record
class Preparation(Record):
    """One meeting with one person, planned and then held. `held` is empty until it has been."""

    kind: ClassVar[str] = "preparation"
    title: ClassVar[str] = "Preparation meeting"
    compartment: ClassVar[Compartment] = Compartment.PRIVATE

    person: Annotated[Id, Ask("With", link="participant", needed=True)] = NOBODY
    day: Annotated[Day, Ask("Day", needed=True)] = Day("")
    at: Annotated[str, Ask("Time", "24 hours: 14:00.")] = ""
    until: Annotated[str, Ask("Until", "If you know.")] = ""
    place: Annotated[str, Ask("Where", "At home, HMP Example, by telephone.", seen=Seen.PRIVATE, owner="person")] = ""
    leave_by: Annotated[str, Ask("Leave by", "If you know.")] = ""
    held: Annotated[Choice, Ask("Did it take place?", choices="held")] = Choice("")
    present: Annotated[str, Ask("Who else was there", seen=Seen.PRIVATE, owner="person", more=True)] = ""
    paper_only: Annotated[bool, Ask("Paper only", "The laptop stays in the car.", more=True)] = False
    talked_about: Annotated[
        tuple[str, ...], Ask("We talked about", "A tick means: we talked about it. Nothing more.", choices="topic")
    ] = ()
    number_given: Annotated[
        str,
        Ask(
            "A number they gave",
            "0 to 10, only if they gave one. It is theirs, not a measure.",
            seen=Seen.PRIVATE,
            owner="person",
            more=True,
        ),
    ] = ""
    could_not_why: Annotated[Choice, Ask("Why it could not go ahead", "If you know.", choices="could_not_why", more=True)] = Choice("")
    told_the_other: Annotated[
        str, Ask("What may be said of it", "To the other person. Not where somebody is.", seen=Seen.TEAM, more=True)
    ] = ""


@record
class PreparationNote(Record):
    """What one facilitator writes about one topic of one meeting. Two facilitators write two notes, so that neither overwrites the other."""

    kind: ClassVar[str] = "preparation_note"
    title: ClassVar[str] = "Preparation"
    compartment: ClassVar[Compartment] = Compartment.PRIVATE

    person: Annotated[Id, Ask("Whose words are these?", link="participant", needed=True)] = NOBODY
    meeting: Annotated[Id, Ask("Meeting", link="preparation")] = NOBODY
    topic: Annotated[Choice, Ask("Topic", choices="topic")] = Choice("")
    author: Annotated[str, Ask("Written by")] = ""
    words: Annotated[str, Ask("Note", lines=12, seen=Seen.PRIVATE, owner="person")] = ""
