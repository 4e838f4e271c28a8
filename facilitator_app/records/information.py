"""What was explained to one person and handed over, and what they asked: in their own part, for it may tell of health and of custody."""

from typing import Annotated, ClassVar

from facilitator_app.records.record import NOBODY, Ask, Choice, Compartment, Day, Id, Record, Seen, record


@record
class InformationGiven(Record):
    """What one person was told of what this is, on one day. Who was there stands with the visit, and nowhere twice."""

    kind: ClassVar[str] = "information_given"
    title: ClassVar[str] = "What was explained"
    compartment: ClassVar[Compartment] = Compartment.PRIVATE

    person: Annotated[Id, Ask("To whom", link="participant", needed=True)] = NOBODY
    said_choice: Annotated[bool, Ask("What this is, and that it is their choice")] = False
    said_limits: Annotated[bool, Ask("What stays between us, and what cannot")] = False
    said_rights: Annotated[bool, Ask("What is written down, their rights, and whom to ring")] = False
    handed: Annotated[
        str, Ask("What was handed over", "The information sheet, a form, nothing.", seen=Seen.PRIVATE, owner="person", prose=True)
    ] = ""
    format: Annotated[Choice, Ask("In which print", choices="format", seen=Seen.PRIVATE, owner="person")] = Choice("")
    asked: Annotated[str, Ask("What they asked", "In their words.", lines=3, seen=Seen.PRIVATE, owner="person")] = ""
    day: Annotated[Day, Ask("On", more=True)] = Day("")
    meeting: Annotated[Id, Ask("At which visit", link="preparation", more=True)] = NOBODY
    author: Annotated[str, Ask("Written by", more=True)] = ""
