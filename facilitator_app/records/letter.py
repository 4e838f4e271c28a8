"""A letter from one person to another: read, cleared, offered, handed over; and where the paper is at every moment.

Its words are not kept here: they are on the paper, which is its writer's. How the other took it is the other's own, and a record of theirs.
"""

from typing import Annotated, ClassVar

from facilitator_app.records.record import NOBODY, Ask, Choice, Compartment, Day, Id, Record, Seen, record


@record
class Letter(Record):
    """What somebody wrote, drew or made for another. It lies in its writer's part until it is handed over, and after that too."""

    kind: ClassVar[str] = "letter"
    title: ClassVar[str] = "A letter"
    compartment: ClassVar[Compartment] = Compartment.PRIVATE

    person: Annotated[Id, Ask("Who writes it", link="participant", needed=True)] = NOBODY
    receiver: Annotated[Id, Ask("For whom", link="participant", needed=True)] = NOBODY
    sort: Annotated[Choice, Ask("What it is", choices="letter_sort")] = Choice("letter")
    term: Annotated[Id, Ask("Which line it keeps", link="term", more=True)] = NOBODY
    written_on: Annotated[Day, Ask("Written on")] = Day("")
    read_on: Annotated[Day, Ask("Read by a facilitator on", "Nothing in it may hurt. If something may, talk with its writer.")] = Day("")
    read_by: Annotated[str, Ask("Read by", more=True)] = ""
    clearing: Annotated[
        str,
        Ask(
            "Who must clear it",
            "A prison, probation. Leave it empty if nobody must.",
            seen=Seen.PRIVATE,
            owner="person",
            more=True,
            protective="latest",
        ),
    ] = ""
    cleared_on: Annotated[Day, Ask("Cleared on", more=True)] = Day("")
    never_on: Annotated[Day, Ask("Not to be sent, since", "Its writer may say so at any time.", more=True, protective="latest")] = Day("")
    author: Annotated[str, Ask("Entered by", more=True)] = ""


@record
class LetterOffered(Record):
    """How the one for whom it is was asked, what they chose, and how they took it. Theirs alone."""

    kind: ClassVar[str] = "letter_offered"
    title: ClassVar[str] = "A letter, offered"
    compartment: ClassVar[Compartment] = Compartment.PRIVATE

    person: Annotated[Id, Ask("To", link="participant", needed=True)] = NOBODY
    letter: Annotated[Id, Ask("Letter", link="letter")] = NOBODY
    on: Annotated[Day, Ask("Offered on", needed=True)] = Day("")
    choice: Annotated[Choice, Ask("What they chose", choices="letter_choice", protective=("refused", "later", ""))] = Choice("")
    handed_on: Annotated[Day, Ask("Handed over on")] = Day("")
    words: Annotated[str, Ask("How they took it", "A few words, if they said any.", lines=3, seen=Seen.PRIVATE, owner="person")] = ""
    author: Annotated[str, Ask("Entered by", more=True)] = ""


@record
class Custody(Record):
    """Where a letter, or another thing of somebody's, is from a day on. The latest one counts; the others stay."""

    kind: ClassVar[str] = "custody"
    title: ClassVar[str] = "Where it is"
    compartment: ClassVar[Compartment] = Compartment.PRIVATE

    person: Annotated[Id, Ask("Whose part this lies in", link="participant")] = NOBODY
    letter: Annotated[Id, Ask("Letter", link="letter")] = NOBODY
    on: Annotated[Day, Ask("Since", needed=True)] = Day("")
    who: Annotated[str, Ask("Who has it", "A name, or an office.", needed=True, seen=Seen.PRIVATE, owner="person")] = ""
    where: Annotated[str, Ask("Where", "For example: a locked drawer at the office.", seen=Seen.PRIVATE, owner="person")] = ""
    until: Annotated[Day, Ask("Until", "When somebody must decide what becomes of it. If you know.")] = Day("")
    author: Annotated[str, Ask("Entered by", more=True)] = ""
