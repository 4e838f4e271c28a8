"""Prisons and other places where people meet: the service's own knowledge of them, with no person of any case in it."""

from typing import Annotated, ClassVar

from facilitator_app.records.record import Ask, Compartment, Day, Record, Seen, record


@record
class Prison(Record):
    """One prison's card: how to book, what may come in, and who said so when. Its rules change; the day on which they were last asked stands first."""

    kind: ClassVar[str] = "prison"
    title: ClassVar[str] = "Prison card"
    compartment: ClassVar[Compartment] = Compartment.SERVICE

    name: Annotated[str, Ask("Prison", needed=True, seen=Seen.SERVICE)] = ""
    telephone: Annotated[str, Ask("Telephone for visits", seen=Seen.SERVICE)] = ""
    booking: Annotated[str, Ask("How to book", "By whom, how long before, what they ask.", lines=2, seen=Seen.SERVICE)] = ""
    allowed: Annotated[str, Ask("What may come in", "Paper, pens, water, tissues.", lines=2, seen=Seen.SERVICE)] = ""
    laptop: Annotated[str, Ask("The laptop", "Stays in the car; or: allowed, with what permission, until when.", seen=Seen.SERVICE)] = ""
    arriving: Annotated[str, Ask("Arriving", "Where to park, how early, what to show.", lines=2, seen=Seen.SERVICE)] = ""
    confirmed_on: Annotated[Day, Ask("Last asked on", seen=Seen.SERVICE)] = Day("")
    confirmed_by: Annotated[str, Ask("Who said so", "An office, not a name.", seen=Seen.SERVICE, more=True)] = ""
    rooms: Annotated[str, Ask("Rooms for a meeting", "Chairs, tables, the door, a second room.", lines=2, seen=Seen.SERVICE, more=True)] = (
        ""
    )
    letters: Annotated[str, Ask("Letters", "Who must read them first.", lines=2, seen=Seen.SERVICE, more=True)] = ""


@record
class Venue(Record):
    """A place in the community where people can meet."""

    kind: ClassVar[str] = "venue"
    title: ClassVar[str] = "Meeting place"
    compartment: ClassVar[Compartment] = Compartment.SERVICE

    name: Annotated[str, Ask("Place", needed=True, seen=Seen.SERVICE)] = ""
    address: Annotated[str, Ask("Address", lines=2, seen=Seen.SERVICE)] = ""
    telephone: Annotated[str, Ask("Telephone", seen=Seen.SERVICE)] = ""
    rooms: Annotated[str, Ask("Rooms", "How many chairs, a second room, two doors.", lines=2, seen=Seen.SERVICE)] = ""
    access: Annotated[str, Ask("Getting in", "Steps, hearing loop, toilets, parking, a bus.", lines=2, seen=Seen.SERVICE)] = ""
    cost: Annotated[str, Ask("What it costs", "If anything.", seen=Seen.SERVICE)] = ""
    confirmed_on: Annotated[Day, Ask("Last asked on", seen=Seen.SERVICE)] = Day("")
