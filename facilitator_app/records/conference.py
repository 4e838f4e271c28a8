"""The meeting of everybody: how it is planned, and how it went."""

from typing import Annotated, ClassVar

from facilitator_app.records.record import NOBODY, Ask, Choice, Compartment, Day, Id, Record, Seen, record


@record
class ConferencePlan(Record):
    """When, where, who sits where, what each asked for, what if it goes wrong."""

    kind: ClassVar[str] = "conference_plan"
    title: ClassVar[str] = "Conference"

    day: Annotated[Day, Ask("Day", needed=True, seen=Seen.JOINT)] = Day("")
    at: Annotated[str, Ask("Time", "24 hours: 10:00. Local time.", needed=True, seen=Seen.JOINT)] = ""
    minutes: Annotated[str, Ask("Minutes to allow")] = ""
    room: Annotated[str, Ask("Room", "As it may stand on everybody's paper: Visits centre, room 2.", needed=True, seen=Seen.JOINT)] = ""
    venue: Annotated[str, Ask("Where", "The building or prison. It stands on no agreement.")] = ""
    conditions: Annotated[str, Ask("What was allowed", "For example: paper only.", prose=True)] = ""
    layout: Annotated[Choice, Ask("Seats", choices="layout")] = Choice("circle")
    seats: Annotated[tuple[str, ...], Ask("Who sits where", "In order, from the left of the door.")] = ()
    nearest_door: Annotated[Id, Ask("Who needs to be nearest the door?", link="participant")] = NOBODY
    first_to_speak: Annotated[Id, Ask("Who speaks first", link="participant")] = NOBODY
    not_discussed: Annotated[str, Ask("What will not be talked about", lines=2)] = ""
    pause: Annotated[str, Ask("How anybody can ask for a pause", seen=Seen.JOINT, prose=True)] = ""
    if_it_goes_wrong: Annotated[str, Ask("If it goes wrong", "Who stops it, who goes with whom, where.", lines=3)] = ""
    # A guide of this program by its name, or the `GuideText` that was kept when somebody chose it.
    guide: Annotated[str, Ask("Conference guide")] = "eleven-stages"
    called_off_on: Annotated[Day, Ask("Called off on", more=True)] = Day("")
    called_off_why: Annotated[str, Ask("Why", "What may be said to everybody.", more=True, prose=True)] = ""


@record
class Joining(Record):
    """How one person comes to the meeting. In their own part: when and by which way somebody comes is nobody else's to know."""

    kind: ClassVar[str] = "joining"
    title: ClassVar[str] = "How they come to the meeting"
    compartment: ClassVar[Compartment] = Compartment.PRIVATE

    person: Annotated[Id, Ask("Who", link="participant", needed=True)] = NOBODY
    arrive_at: Annotated[
        str, Ask("They come at", "24 hours: 09:30. Not when somebody else comes.", needed=True, seen=Seen.PRIVATE, owner="person")
    ] = ""
    come_to: Annotated[
        str,
        Ask(
            "Where they come to, and how",
            "As it may stand on their own paper: the door, who waits for them, the bus.",
            lines=2,
            seen=Seen.PRIVATE,
            owner="person",
        ),
    ] = ""
    bring: Annotated[
        str, Ask("What they bring", "Something that shows who they are. Glasses. A letter.", lines=2, seen=Seen.PRIVATE, owner="person")
    ] = ""


@record
class GuideRun(Record):
    """One time through a guide, in the room. Nothing is asked after a stop."""

    kind: ClassVar[str] = "guide_run"
    title: ClassVar[str] = "In the room"

    plan: Annotated[Id, Ask("Conference", link="conference_plan")] = NOBODY
    guide: Annotated[Id, Ask("The guide, as it stood", link="guide_text", more=True)] = NOBODY
    started: Annotated[str, Ask("Started", "A day and a time.")] = ""
    stage: Annotated[str, Ask("Stage")] = ""
    break_started: Annotated[str, Ask("Break since")] = ""
    break_minutes: Annotated[int, Ask("Minutes of break")] = 0
    stopped: Annotated[str, Ask("Stopped at", protective="latest")] = ""
    ended: Annotated[str, Ask("Ended")] = ""


@record
class Attendance(Record):
    """Whether one person came to the meeting, and when they left it if they left early."""

    kind: ClassVar[str] = "attendance"
    title: ClassVar[str] = "Who came"

    plan: Annotated[Id, Ask("Conference", link="conference_plan")] = NOBODY
    who: Annotated[Id, Ask("Who", link="participant")] = NOBODY
    came: Annotated[Choice, Ask("Did they come?", choices="came")] = Choice("")
    left_at: Annotated[str, Ask("Left at", "24 hours. Only if they left before the end.")] = ""


@record
class MeetingRecord(Record):
    """How a meeting went, in facts. What each facilitator writes of it is a note of their own; nobody's account stands word for word."""

    kind: ClassVar[str] = "meeting_record"
    title: ClassVar[str] = "How the meeting went"

    plan: Annotated[Id, Ask("Conference", link="conference_plan")] = NOBODY
    on: Annotated[Day, Ask("Day")] = Day("")
    began: Annotated[str, Ask("Began at", "24 hours: 10:00.")] = ""
    finished: Annotated[str, Ask("Ended at", "24 hours: 11:25.")] = ""
    how: Annotated[Choice, Ask("How it ended", choices="meeting_ended")] = Choice("")
    others: Annotated[str, Ask("Who else was in the room", "An officer, an interpreter.")] = ""
    may_be_told: Annotated[
        str, Ask("What others may be told of it", "What everybody in the room agreed: to a court, to an officer.", lines=2)
    ] = ""
    notes_kept: Annotated[str, Ask("The rough notes", "Where they are, or when they were destroyed.", more=True)] = ""
