"""What must be reported: somebody in danger, a threat, a lost paper. For the people who are named, and in no case paper."""

from typing import Annotated, ClassVar

from facilitator_app.records.record import NOBODY, Ask, Choice, Compartment, Day, Id, Record, Seen, record


@record
class Incident(Record):
    """One thing that happened, what was done at once, and who was told. Limits explained, told whom, when, reference: not the account itself."""

    kind: ClassVar[str] = "incident"
    title: ClassVar[str] = "Something that must be reported"
    compartment: ClassVar[Compartment] = Compartment.NAMED

    sort: Annotated[Choice, Ask("What it is", choices="incident_sort", needed=True, seen=Seen.RESTRICTED)] = Choice("")
    on: Annotated[Day, Ask("Day", needed=True, seen=Seen.RESTRICTED)] = Day("")
    at: Annotated[str, Ask("Time", "24 hours: 14:00.", seen=Seen.RESTRICTED)] = ""
    words: Annotated[
        str,
        Ask("What happened, and what was done at once", "What you saw and did. Not what you suppose.", lines=4, seen=Seen.RESTRICTED),
    ] = ""
    told_whom: Annotated[str, Ask("Who was told", "The safeguarding lead, the police.", needed=True, seen=Seen.RESTRICTED)] = ""
    told_on: Annotated[Day, Ask("Told on", needed=True, seen=Seen.RESTRICTED)] = Day("")
    reference: Annotated[str, Ask("Their reference", "If they gave one.", seen=Seen.RESTRICTED)] = ""
    about: Annotated[Id, Ask("Whom it concerns", link="participant", seen=Seen.RESTRICTED, more=True)] = NOBODY
    consent: Annotated[Choice, Ask("Did they agree to it being told?", choices="yes_no_unsure", seen=Seen.RESTRICTED, more=True)] = Choice(
        ""
    )
    if_not_why: Annotated[str, Ask("If not, why it was told all the same", lines=2, seen=Seen.RESTRICTED, more=True)] = ""
    named: Annotated[
        str, Ask("Who may read this", "Names. You, your supervisor and the safeguarding lead.", seen=Seen.RESTRICTED, more=True)
    ] = ""
    decided: Annotated[str, Ask("What was decided", lines=2, seen=Seen.RESTRICTED, more=True)] = ""
    closed_on: Annotated[Day, Ask("Nothing more to do since", seen=Seen.RESTRICTED, more=True)] = Day("")
    author: Annotated[str, Ask("Written by", seen=Seen.RESTRICTED, more=True)] = ""
