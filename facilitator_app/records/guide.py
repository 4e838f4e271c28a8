"""A conference guide of one's own, and the words of a guide as a meeting was planned with. Neither belongs to a case, and neither names anybody."""

from typing import Annotated, ClassVar

from facilitator_app.records.record import Ask, Compartment, Day, Record, Seen, record


@record
class OwnGuide(Record):
    """A guide that somebody wrote, copied or brought in. Its words are kept whatever they are, also those that make no stage."""

    kind: ClassVar[str] = "guide"
    title: ClassVar[str] = "Conference guide"
    compartment: ClassVar[Compartment] = Compartment.SERVICE

    name: Annotated[str, Ask("Name of the guide", needed=True, seen=Seen.SERVICE)] = ""
    about: Annotated[str, Ask("For which kind of meeting", seen=Seen.SERVICE)] = ""
    words: Annotated[str, Ask("The guide", lines=20, seen=Seen.SERVICE)] = ""
    made_from: Annotated[str, Ask("Made from", more=True, seen=Seen.SERVICE)] = ""
    by: Annotated[str, Ask("By", more=True)] = ""
    withdrawn_on: Annotated[Day, Ask("Taken out of the list on", more=True, seen=Seen.SERVICE)] = Day("")


@record
class GuideText(Record):
    """A guide as it stood when a meeting was planned with it. Nobody edits it, and its id is made of its words.

    A plan names this and not the guide: what is changed in a guide later changes no meeting that was planned, or has been.
    """

    kind: ClassVar[str] = "guide_text"
    title: ClassVar[str] = "Conference guide of a meeting"
    compartment: ClassVar[Compartment] = Compartment.SERVICE

    guide: Annotated[str, Ask("Which guide", seen=Seen.SERVICE)] = ""
    name: Annotated[str, Ask("Name of the guide", seen=Seen.SERVICE)] = ""
    about: Annotated[str, Ask("For which kind of meeting", seen=Seen.SERVICE)] = ""
    words: Annotated[str, Ask("The guide", lines=20, seen=Seen.SERVICE)] = ""
