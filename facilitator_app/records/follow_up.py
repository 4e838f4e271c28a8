"""What comes after, and what was promised to somebody."""

from typing import Annotated, ClassVar

from facilitator_app.records.record import NOBODY, Ask, Choice, Compartment, Day, Id, Record, Seen, record


@record
class FollowUp(Record):
    """A call or visit afterwards."""

    kind: ClassVar[str] = "follow_up"
    title: ClassVar[str] = "Follow-up"
    compartment: ClassVar[Compartment] = Compartment.PRIVATE

    person: Annotated[Id, Ask("With", link="participant", needed=True)] = NOBODY
    due: Annotated[Day, Ask("By")] = Day("")
    method: Annotated[Choice, Ask("How", choices="method")] = Choice("phone")
    done_on: Annotated[Day, Ask("Done on")] = Day("")
    words: Annotated[str, Ask("How they are", lines=4, seen=Seen.PRIVATE, owner="person")] = ""
    wishes: Annotated[str, Ask("What they wish now", lines=2, seen=Seen.PRIVATE, owner="person")] = ""
    author: Annotated[str, Ask("Written by")] = ""


@record
class PromiseMade(Record):
    """Something a facilitator said they would do for one person, by a day."""

    kind: ClassVar[str] = "promise_made"
    title: ClassVar[str] = "You promised"
    compartment: ClassVar[Compartment] = Compartment.PRIVATE

    person: Annotated[Id, Ask("To", link="participant", needed=True)] = NOBODY
    words: Annotated[str, Ask("What you promised", needed=True, seen=Seen.PRIVATE, owner="person", prose=True)] = ""
    by: Annotated[Day, Ask("By", needed=True)] = Day("")
    at: Annotated[str, Ask("Time", "If it matters.")] = ""
    kept_on: Annotated[Day, Ask("Kept on")] = Day("")
