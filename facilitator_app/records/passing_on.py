"""What one person lets another hear, in words that were read back to them; and what is no secret between them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, ClassVar

from facilitator_app.records.record import NOBODY, Ask, Choice, Day, Id, Record, Seen, record


@dataclass(frozen=True)
class Act:
    """Something that was done or said, and is corrected but never undone. `on` is a day, `how` a few words: "by phone, 16:10"."""

    on: str = ""
    by: str = ""
    how: str = ""


@dataclass(frozen=True)
class Yes:
    """A yes to exact words. It lapses when the words become others."""

    words: str = ""
    on: str = ""
    by: str = ""
    how: str = ""
    there: tuple[str, ...] = ()  # which people of the case were there, where that is known: of what was read back on paper


class Step(StrEnum):
    """Where an item is on its way. Derived, never typed."""

    PROPOSED = "proposed"
    READ_BACK = "read_back"
    APPROVED = "approved"
    CHECKED = "checked"
    OFFERED = "offered"
    LATER = "later"
    DECLINED = "declined"
    GIVEN = "given"
    RECEIVED = "received"
    WITHDRAWN = "withdrawn"


@record
class PassedOn(Record):
    """One thing that goes from one person to another: a question, an answer, a wish, a fact. Only its owner releases it."""

    kind: ClassVar[str] = "passed_on"
    title: ClassVar[str] = "To pass on"

    giver: Annotated[Id, Ask("From", link="participant", needed=True)] = NOBODY
    receiver: Annotated[Id, Ask("To", link="participant", needed=True)] = NOBODY
    sort: Annotated[Choice, Ask("What it is", choices="passed_on_sort")] = Choice("")
    words: Annotated[str, Ask("In these words", lines=3, needed=True, seen=Seen.PASSED, owner="giver")] = ""
    read_back: Annotated[Yes, Ask("Read back", seen=Seen.TEAM)] = Yes()
    approved: Annotated[Yes, Ask("Said yes to these words", seen=Seen.TEAM)] = Yes()
    checked: Annotated[Act, Ask("Looked at for harm", seen=Seen.TEAM)] = Act()
    offered: Annotated[Act, Ask("Offered", "Asked first: hear it now, later, or never?", seen=Seen.TEAM)] = Act()
    choice: Annotated[Choice, Ask("Chose to hear it", choices="hear", seen=Seen.TEAM, protective=("never", "later"))] = Choice("")
    given: Annotated[Act, Ask("Given", seen=Seen.TEAM)] = Act()
    received: Annotated[Act, Ask("Received", "How it was heard.", seen=Seen.TEAM)] = Act()
    withdrawn: Annotated[Act, Ask("Withdrawn", seen=Seen.TEAM, protective="latest")] = Act()


def step_of(item: PassedOn) -> Step:
    """Where an item is. A withdrawal wins; an approval counts only for the words that were approved."""
    if item.withdrawn.on:
        return Step.WITHDRAWN
    if item.approved.on and item.approved.words == item.words:
        return _step_after_approval(item)
    if item.read_back.on and item.read_back.words == item.words:
        return Step.READ_BACK
    return Step.PROPOSED


def _step_after_approval(item: PassedOn) -> Step:
    if item.received.on:
        return Step.RECEIVED
    if item.given.on:
        return Step.GIVEN
    if item.offered.on:
        return {"later": Step.LATER, "never": Step.DECLINED}.get(item.choice, Step.OFFERED)
    return Step.CHECKED if item.checked.on else Step.APPROVED


RELEASED = frozenset({Step.APPROVED, Step.CHECKED, Step.OFFERED, Step.LATER, Step.GIVEN, Step.RECEIVED})
HEARD = frozenset({Step.GIVEN, Step.RECEIVED})


@record
class KnownToBoth(Record):
    """A value that both sides know: a shared surname, a street they both live in. Since when, and who told us."""

    kind: ClassVar[str] = "known_to_both"
    title: ClassVar[str] = "Both know this"

    words: Annotated[str, Ask("What both know", needed=True, prose=True)] = ""
    since: Annotated[Day, Ask("Since")] = Day("")
    told_by: Annotated[Id, Ask("Told us by", link="participant", needed=True)] = NOBODY


@record
class SomethingElse(Record):
    """A named colleague's word that a hit on a paper is not about the person it seems to come from."""

    kind: ClassVar[str] = "something_else"
    title: ClassVar[str] = "This is something else"

    words: Annotated[str, Ask("The words", needed=True, seen=Seen.TEAM)] = ""
    owner: Annotated[Id, Ask("Not from", link="participant", needed=True)] = NOBODY
    recipient: Annotated[Id, Ask("On the paper of", link="participant")] = NOBODY
    said_by: Annotated[str, Ask("Said by", needed=True)] = ""
    on: Annotated[Day, Ask("On")] = Day("")
    why: Annotated[str, Ask("What it is", seen=Seen.TEAM, prose=True)] = ""
    taken_back_on: Annotated[Day, Ask("It was not: taken back on", more=True, protective="latest")] = Day("")
