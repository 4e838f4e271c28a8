"""The safety look: four boxes, looked at again and again. No score, and never the word safe."""

from typing import Annotated, ClassVar

from facilitator_app.records.record import NOBODY, Ask, Compartment, Day, Id, Record, Seen, record


@record
class SafetyLook(Record):
    """One look at what worries us about one person's part in this. Looking again makes a new one, so that it shows what changed."""

    kind: ClassVar[str] = "safety_look"
    title: ClassVar[str] = "Safety look"
    compartment: ClassVar[Compartment] = Compartment.PRIVATE

    person: Annotated[Id, Ask("About", link="participant", needed=True)] = NOBODY
    day: Annotated[Day, Ask("Looked on", needed=True)] = Day("")
    worries: Annotated[str, Ask("What worries us", lines=3, needed=True, seen=Seen.JUDGEMENT)] = ""
    who_could_be_hurt: Annotated[str, Ask("Who could be hurt", lines=2, needed=True, seen=Seen.JUDGEMENT)] = ""
    what_we_do: Annotated[str, Ask("What we will do", lines=3, needed=True, seen=Seen.JUDGEMENT)] = ""
    again_on: Annotated[Day, Ask("Look again on", needed=True)] = Day("")
    changed: Annotated[str, Ask("What has changed since the last look", lines=2, seen=Seen.JUDGEMENT, more=True)] = ""
    author: Annotated[str, Ask("Written by", more=True)] = ""
