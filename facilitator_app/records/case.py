"""The case itself, and who of the service may work on it."""

from typing import Annotated, ClassVar

from facilitator_app.records.record import Ask, Choice, Day, Record, Seen, record


@record
class Case(Record):
    """One harm, or one linked series of harms. Its own id is its case id. Names of people stand in their participant records."""

    kind: ClassVar[str] = "case"
    title: ClassVar[str] = "Case"

    reference: Annotated[str, Ask("Case reference", "As the service's case system gives it.", seen=Seen.SERVICE)] = ""
    path: Annotated[
        Choice, Ask("Path", "Going up is at once. Going down is the supervisor's.", choices="path", protective=("careful", "standard"))
    ] = Choice("standard")
    incident_summary: Annotated[str, Ask("What happened, in one neutral sentence", "Not the account word for word.", lines=2)] = ""
    received_on: Annotated[Day, Ask("Referral received", seen=Seen.SERVICE)] = Day("")
    initiated_by: Annotated[Choice, Ask("Who asked for it", choices="initiated_by")] = Choice("")
    lead: Annotated[str, Ask("Lead facilitator")] = ""
    co_facilitator: Annotated[str, Ask("Co-facilitator", "If you know.")] = ""
    supervisor: Annotated[str, Ask("Case supervisor", "Who you talk it through with.", more=True)] = ""
    source: Annotated[Choice, Ask("Referred by", choices="source", seen=Seen.SERVICE, more=True)] = Choice("")
    entry_stage: Annotated[Choice, Ask("Stage", choices="entry_stage", more=True)] = Choice("")
    offence_group: Annotated[str, Ask("Kind of incident", seen=Seen.SERVICE, more=True)] = ""
    incident_on: Annotated[Day, Ask("When it happened", "A year and month is enough.", more=True)] = Day("")
    incident_area: Annotated[str, Ask("Area", "An area, never an address.", seen=Seen.SERVICE, more=True)] = ""
    commissioner: Annotated[str, Ask("Commissioner", seen=Seen.SERVICE, more=True)] = ""
    complexity: Annotated[Choice, Ask("Complexity", choices="complexity", more=True)] = Choice("")
    relationship: Annotated[Choice, Ask("How they know each other", choices="relationship", more=True)] = Choice("")
    flags: Annotated[tuple[str, ...], Ask("To bear in mind", choices="flags", seen=Seen.JUDGEMENT, more=True)] = ()
    note: Annotated[str, Ask("From the referral", lines=2, more=True, seen=Seen.JUDGEMENT)] = ""
    supervisor_id: Annotated[str, Ask("Whose key confirms", "In a workbook that belongs to no service.", seen=Seen.SERVICE, more=True)] = ""
    accepts: Annotated[
        Choice,
        Ask(
            "Do they accept what happened, in outline?",
            "The person responsible.",
            choices="accepts",
            seen=Seen.JUDGEMENT,
            more=True,
            protective=("no", "not_asked", ""),
        ),
    ] = Choice("")
    court_over_on: Annotated[Day, Ask("Court was finished on", "Until then nobody writes down what happened.", more=True)] = Day("")
    resting_since: Annotated[Day, Ask("Resting since", more=True)] = Day("")
    resting_why: Annotated[str, Ask("Why it rests", more=True, prose=True)] = ""
    resting_until: Annotated[Day, Ask("Look at it again on", more=True)] = Day("")
    closed_on: Annotated[Day, Ask("Closed on", more=True)] = Day("")
    closed_because: Annotated[Choice, Ask("How it ended", choices="closing", seen=Seen.SERVICE, more=True)] = Choice("")
    closed_also: Annotated[tuple[str, ...], Ask("And also", choices="closing", seen=Seen.SERVICE, more=True)] = ()


@record
class Acquaintance(Record):
    """One colleague's answer to "Do you know anyone here?", given before the details open."""

    kind: ClassVar[str] = "acquaintance"
    title: ClassVar[str] = "Do you know anyone here?"

    who: Annotated[str, Ask("Answered by")] = ""
    answer: Annotated[Choice, Ask("Do you know anyone here?", choices="acquaintance", needed=True, protective=("yes", "not_sure", ""))] = (
        Choice("")
    )
    on: Annotated[Day, Ask("Answered on")] = Day("")


@record
class Waiting(Record):
    """Something that is waited for, as it should be: nobody is chased."""

    kind: ClassVar[str] = "waiting"
    title: ClassVar[str] = "Waiting, as it should be"

    words: Annotated[str, Ask("What we wait for", prose=True)] = ""
    about: Annotated[str, Ask("Whose answer", "Empty when it is an office or a prison.", link="participant")] = ""
    since: Annotated[Day, Ask("Since")] = Day("")
    until: Annotated[Day, Ask("Expected by", "If you know.")] = Day("")
    over_on: Annotated[Day, Ask("Over on", more=True)] = Day("")


@record
class TeamNote(Record):
    """What a facilitator thinks, or what an office said about nobody in particular. One note for each author."""

    kind: ClassVar[str] = "team_note"
    title: ClassVar[str] = "Facilitators"

    author: Annotated[str, Ask("Written by")] = ""
    day: Annotated[Day, Ask("Day")] = Day("")
    at: Annotated[str, Ask("Time", "24 hours: 14:00.")] = ""
    about: Annotated[str, Ask("What it was", "E-mail, call, a thought.", prose=True)] = ""
    words: Annotated[
        str, Ask("Note", "Write it so that the people it is about could read it. One day they may ask to.", lines=8, seen=Seen.JUDGEMENT)
    ] = ""


@record
class HandingOver(Record):
    """That a colleague takes a case on, from a day: on leave, or for good. The people in it are told first, each by somebody they know."""

    kind: ClassVar[str] = "handing_over"
    title: ClassVar[str] = "Handing over"

    to: Annotated[str, Ask("To whom", "A colleague’s name.", needed=True)] = ""
    on: Annotated[Day, Ask("From", needed=True)] = Day("")
    until: Annotated[Day, Ask("Until", "Empty: for good.")] = Day("")
    words: Annotated[
        str, Ask("What they should know besides", "Write it so that the people it is about could read it.", lines=3, seen=Seen.JUDGEMENT)
    ] = ""
    told: Annotated[tuple[str, ...], Ask("Who has been told", link="participant")] = ()
    done_on: Annotated[Day, Ask("Handed over on", more=True)] = Day("")
    author: Annotated[str, Ask("Written by", more=True)] = ""
