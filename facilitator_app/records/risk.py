"""The safety look: four boxes, looked at again and again. No score, and never the word safe."""

from typing import Annotated, ClassVar

from facilitator_app.records.record import NOBODY, Ask, Choice, Compartment, Day, Id, Record, Seen, record


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


@record
class SafetyQuestions(Record):
    """The six questions of a light case, asked once. A yes or a "not sure" is a reason to look closer, and to think of another path."""

    kind: ClassVar[str] = "safety_questions"
    title: ClassVar[str] = "Six safety questions"

    on: Annotated[Day, Ask("Asked on")] = Day("")
    afraid: Annotated[
        Choice, Ask("Is anybody afraid of the other?", choices="yes_no_unsure", seen=Seen.JUDGEMENT, protective=("yes", "unsure", ""))
    ] = Choice("")
    hurt: Annotated[
        Choice, Ask("Has anybody been hurt or threatened?", choices="yes_no_unsure", seen=Seen.JUDGEMENT, protective=("yes", "unsure", ""))
    ] = Choice("")
    court: Annotated[
        Choice,
        Ask("Are the police or a court busy with it?", choices="yes_no_unsure", seen=Seen.JUDGEMENT, protective=("yes", "unsure", "")),
    ] = Choice("")
    children: Annotated[
        Choice,
        Ask(
            "Are children, or somebody who needs care, part of it?",
            choices="yes_no_unsure",
            seen=Seen.JUDGEMENT,
            protective=("yes", "unsure", ""),
        ),
    ] = Choice("")
    pressed: Annotated[
        Choice,
        Ask(
            "Does anybody say yes because somebody else wants it?",
            choices="yes_no_unsure",
            seen=Seen.JUDGEMENT,
            protective=("yes", "unsure", ""),
        ),
    ] = Choice("")
    uneasy: Annotated[
        Choice, Ask("Does anything else make you uneasy?", choices="yes_no_unsure", seen=Seen.JUDGEMENT, protective=("yes", "unsure", ""))
    ] = Choice("")
    about_children: Annotated[
        str,
        Ask("What will be kept from the children, and how?", "Asked because of the answer above.", lines=2, seen=Seen.JUDGEMENT, more=True),
    ] = ""
    asked_of: Annotated[Id, Ask("Whose answers", "Nobody's: what you heard from everybody together.", link="participant", more=True)] = (
        NOBODY
    )
    author: Annotated[str, Ask("Written by", more=True)] = ""


SIX = ("afraid", "hurt", "court", "children", "pressed", "uneasy")
ASKED_ALOUD = SIX[:-1]  # the last is what a facilitator thinks, and asked of nobody


@record
class SomethingChanged(Record):
    """Something has changed for one person: moved, released, ill, a new partner, a new order. What was looked at before is looked at again."""

    kind: ClassVar[str] = "something_changed"
    title: ClassVar[str] = "Something has changed"
    compartment: ClassVar[Compartment] = Compartment.PRIVATE

    person: Annotated[Id, Ask("For whom", link="participant", needed=True)] = NOBODY
    what: Annotated[Choice, Ask("What", choices="changed_what", needed=True, protective="died")] = Choice("")
    on: Annotated[Day, Ask("Since", needed=True)] = Day("")
    words: Annotated[str, Ask("In a few words", "Not the wing, not the cell.", lines=2, seen=Seen.JUDGEMENT)] = ""
    needs_to_know: Annotated[str, Ask("Who needs to know", seen=Seen.JUDGEMENT)] = ""
    must_not_know: Annotated[str, Ask("Who must not", seen=Seen.JUDGEMENT)] = ""
    author: Annotated[str, Ask("Written by", more=True)] = ""
