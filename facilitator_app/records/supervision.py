"""What was talked through with the supervisor, what she confirmed herself, and where somebody went ahead anyway, with their reason.

What an evaluator, a supervisor or the office keeps is not here: only what the people on the case must do.
"""

from typing import Annotated, ClassVar

from facilitator_app.records.record import NOBODY, Ask, Choice, Day, Id, Record, Seen, record


@record
class Talk(Record):
    """Something was talked through with the supervisor. Until she confirms it from her own key it is "with Ruth, not yet confirmed"."""

    kind: ClassVar[str] = "talk"
    title: ClassVar[str] = "Talked through"

    about: Annotated[Choice, Ask("About", choices="talk_about", needed=True, more=True)] = Choice("meeting")
    subject: Annotated[str, Ask("What exactly", "A record, a path or a check.", more=True)] = ""
    with_whom: Annotated[str, Ask("With", "The supervisor.", needed=True)] = ""
    on: Annotated[Day, Ask("On", needed=True)] = Day("")
    at: Annotated[str, Ask("Time", "24 hours: 08:40.")] = ""
    how: Annotated[Choice, Ask("How", choices="talk_how")] = Choice("by_phone")
    ask: Annotated[str, Ask("What I want to ask", lines=3, seen=Seen.JUDGEMENT)] = ""
    words: Annotated[
        str, Ask("What we must do", "Only that. Write it so that the people it is about could read it.", lines=3, seen=Seen.JUDGEMENT)
    ] = ""
    author: Annotated[str, Ask("Written by", more=True)] = ""


@record
class Confirmation(Record):
    """The supervisor's own word on a talk, bound to the very words that she read. It counts by who signed it, not by who brought it."""

    kind: ClassVar[str] = "confirmation"
    title: ClassVar[str] = "Confirmed"

    talk: Annotated[Id, Ask("What was talked through", link="talk", needed=True)] = NOBODY
    read: Annotated[tuple[str, ...], Ask("The words that she read")] = ()
    on: Annotated[Day, Ask("On")] = Day("")
    words: Annotated[str, Ask("What we must do besides", lines=3, seen=Seen.JUDGEMENT)] = ""


@record
class GoAhead(Record):
    """Somebody goes ahead although something that is looked for is not written down. It takes a reason, and the supervisor's word."""

    kind: ClassVar[str] = "go_ahead"
    title: ClassVar[str] = "Go ahead anyway"

    check: Annotated[str, Ask("What is not written down", needed=True)] = ""
    person: Annotated[Id, Ask("About", link="participant")] = NOBODY
    reason: Annotated[str, Ask("Why we go ahead anyway", lines=2, needed=True, seen=Seen.JUDGEMENT)] = ""
    on: Annotated[Day, Ask("On")] = Day("")
    by: Annotated[str, Ask("By")] = ""
