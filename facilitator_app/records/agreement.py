"""What was agreed, what the service will do besides, and how each signer wants their copy."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from facilitator_app.records.record import NOBODY, Ask, Choice, Compartment, Day, Id, Record, Seen, record


@dataclass(frozen=True)
class Promise:
    """One statement: who does what, how much, by when. One field, so that no merge builds a promise that nobody made."""

    what: str = ""
    who: tuple[str, ...] = ()  # participants' ids; more than one when it is done together
    by_when: str = ""  # a day, or words: "from today"


@dataclass(frozen=True)
class Line:
    """What was read aloud of one term: the term, and the values that stood there, by their changes."""

    term: str = ""
    read: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReadBack:
    """Everybody's yes to the lines as they were read. It lapses when one of them changes."""

    on: str = ""
    by: str = ""
    lines: tuple[Line, ...] = ()
    how: str = ""  # "on paper", where it was; empty: on the screen
    at: str = ""
    there: tuple[str, ...] = ()  # who was there, where that is known


@dataclass(frozen=True)
class Compared:
    """The lines as they stood when somebody went through them word for word beside the signed paper. It lapses when one of them changes."""

    on: str = ""
    by: str = ""
    lines: tuple[Line, ...] = ()
    scans: tuple[str, ...] = ()  # the fingerprints of its pages


@dataclass(frozen=True)
class SealedLine:
    """One line as it was sealed: the very words, whatever is typed into the term afterwards."""

    term: str = ""
    number: int = 0
    promise: Promise = Promise()
    how_shown: str = ""


@dataclass(frozen=True)
class PersonsYes:
    """One person's yes to an exact promise. It lapses when the promise becomes another."""

    person: str = ""
    on: str = ""
    how: str = ""
    to: Promise = Promise()


@record
class Agreement(Record):
    """The outcome agreement of one conference. "No agreement was wanted" is an equal end."""

    kind: ClassVar[str] = "agreement"
    title: ClassVar[str] = "Outcome agreement"

    conference: Annotated[Id, Ask("Conference", link="conference_plan")] = NOBODY
    none_wanted: Annotated[bool, Ask("No agreement was wanted")] = False
    held_on: Annotated[Day, Ask("Agreed on", needed=True, seen=Seen.JOINT)] = Day("")
    room: Annotated[str, Ask("Place", "A room, never a prison or an address.", seen=Seen.JOINT)] = ""
    signed_on: Annotated[Day, Ask("Signed by hand on", seen=Seen.JOINT)] = Day("")
    signers: Annotated[tuple[str, ...], Ask("Who signed", link="participant", seen=Seen.JOINT)] = ()
    full_names: Annotated[tuple[str, ...], Ask("Whose full name can be read on another’s sheet", link="participant", more=True)] = ()
    agreed: Annotated[ReadBack, Ask("Read back, and agreed by all")] = ReadBack()
    read_before: Annotated[tuple[ReadBack, ...], Ask("Read back before, to other words or another way", more=True)] = ()
    compared: Annotated[Compared, Ask("Compared with the signed paper, word for word", more=True)] = Compared()
    who_may_see: Annotated[str, Ask("Who may see this paper", "Asked in the meeting.", lines=2, seen=Seen.JOINT)] = ""
    check_key: Annotated[str, Ask("Key of the check code", "Random, this agreement's own.", seen=Seen.RESTRICTED, more=True)] = ""


@record
class Term(Record):
    """One promise. A record of its own, so that two people can edit two terms apart."""

    kind: ClassVar[str] = "term"
    title: ClassVar[str] = "Term"

    agreement: Annotated[Id, Ask("Agreement", link="agreement", seen=Seen.JOINT)] = NOBODY
    number: Annotated[int, Ask("Number", seen=Seen.JOINT)] = 0
    promise: Annotated[Promise, Ask("What was agreed", "One sentence: who does what, by when.", needed=True, lines=2, seen=Seen.JOINT)] = (
        Promise()
    )
    how_shown: Annotated[str, Ask("How we will check", lines=2, seen=Seen.JOINT)] = ""
    picture: Annotated[
        Choice,
        Ask(
            "Picture beside it in easy read",
            "What is done, never who or where. Without one its number stands there alone.",
            choices="term_picture",
            seen=Seen.JOINT,
            more=True,
        ),
    ] = Choice("")
    checked_by: Annotated[str, Ask("Who checks", "A name, or “Priya”.", seen=Seen.TEAM, more=True)] = ""
    if_not: Annotated[Choice, Ask("And if it is not kept", choices="if_not", seen=Seen.TEAM, more=True)] = Choice("")
    offered_by_harmed: Annotated[Choice, Ask("Did they offer it?", choices="yes_no_unsure", seen=Seen.TEAM, more=True)] = Choice("")


@record
class Sealed(Record):
    """An agreement as it was when its first fair copy left. Not a letter of it changes any more: what changes after it is an amendment."""

    kind: ClassVar[str] = "sealed"
    title: ClassVar[str] = "Sealed"

    agreement: Annotated[Id, Ask("Agreement", link="agreement", seen=Seen.JOINT)] = NOBODY
    on: Annotated[Day, Ask("Sealed on", seen=Seen.JOINT)] = Day("")
    by: Annotated[str, Ask("By")] = ""
    lines: Annotated[tuple[SealedLine, ...], Ask("The words", seen=Seen.JOINT)] = ()
    digest: Annotated[str, Ask("Fingerprint of the words")] = ""
    signed_paper: Annotated[tuple[str, ...], Ask("Fingerprints of the pages that were signed by hand", more=True)] = ()
    pictures: Annotated[tuple[str, ...], Ask("The pictures of easy read", "One for each line, or none.", more=True, seen=Seen.JOINT)] = ()


@record
class Amendment(Record):
    """Another promise in place of one that was sealed. It holds when everybody whom it concerns has said yes to these very words."""

    kind: ClassVar[str] = "amendment"
    title: ClassVar[str] = "A change to what was agreed"

    agreement: Annotated[Id, Ask("Agreement", link="agreement", needed=True)] = NOBODY
    term: Annotated[Id, Ask("Line", link="term", needed=True)] = NOBODY
    promise: Annotated[Promise, Ask("What it would become", needed=True, lines=2, seen=Seen.JOINT)] = Promise()
    proposed_on: Annotated[Day, Ask("Proposed on")] = Day("")
    yes: Annotated[tuple[PersonsYes, ...], Ask("Who has said yes", seen=Seen.TEAM)] = ()
    dropped_on: Annotated[Day, Ask("Dropped on", more=True, protective="latest")] = Day("")
    author: Annotated[str, Ask("Written by", more=True)] = ""


@record
class TermProgress(Record):
    """How one line goes, on one day, and who says so. Where somebody moved to, and why, is not part of it."""

    kind: ClassVar[str] = "term_progress"
    title: ClassVar[str] = "How it goes"

    term: Annotated[Id, Ask("Line", link="term", needed=True)] = NOBODY
    status: Annotated[Choice, Ask("How it goes", choices="term_status", needed=True)] = Choice("")
    on: Annotated[Day, Ask("On", needed=True)] = Day("")
    source: Annotated[str, Ask("Who says so", "The tutor, Daniel, you saw it.")] = ""
    words: Annotated[str, Ask("In a few words", "Not where somebody is, nor why.", lines=2, seen=Seen.JUDGEMENT)] = ""
    told_on: Annotated[Day, Ask("The person harmed was told on", "When they wish to be told.")] = Day("")
    author: Annotated[str, Ask("Written by", more=True)] = ""


@record
class ServicePromise(Record):
    """What the service will do for one person: a side note of its own, on nobody else's paper."""

    kind: ClassVar[str] = "service_promise"
    title: ClassVar[str] = "What we will do for you"
    compartment: ClassVar[Compartment] = Compartment.PRIVATE

    person: Annotated[Id, Ask("For", link="participant", needed=True)] = NOBODY
    words: Annotated[str, Ask("What the service will do", lines=2, needed=True, seen=Seen.PRIVATE, owner="person")] = ""


@record
class CopyWish(Record):
    """How one signer wants their copy. Large print is health, and where it is kept may tell of custody: both stay in their own part."""

    kind: ClassVar[str] = "copy_wish"
    title: ClassVar[str] = "Their copy"
    compartment: ClassVar[Compartment] = Compartment.PRIVATE

    person: Annotated[Id, Ask("For", link="participant", needed=True)] = NOBODY
    keeping: Annotated[
        Choice, Ask("Take it, post it, keep it, or no paper?", choices="keeping", needed=True, seen=Seen.PRIVATE, owner="person")
    ] = Choice("")
    post_to: Annotated[
        str,
        Ask(
            "Where it may be posted",
            "Only where nobody else opens their post. It stands on the envelope, and on no paper.",
            lines=3,
            seen=Seen.PRIVATE,
            owner="person",
            prose=False,
        ),
    ] = ""
    told: Annotated[Choice, Ask("Wants to be told when something is done", choices="yes_no_unsure", seen=Seen.PRIVATE, owner="person")] = (
        Choice("")
    )
    format: Annotated[Choice, Ask("Print", choices="format", seen=Seen.PRIVATE, owner="person")] = Choice("standard")
    role_words: Annotated[Choice, Ask("Role words on it", choices="shown", seen=Seen.PRIVATE, owner="person", more=True)] = Choice("shown")
    place: Annotated[
        Choice,
        Ask(
            "Place on it",
            "The room as it stands in the agreement. “Visits centre” tells of a prison to who knows.",
            choices="shown",
            seen=Seen.PRIVATE,
            owner="person",
            more=True,
        ),
    ] = Choice("left_out")
    codes: Annotated[Choice, Ask("Codes on it", choices="shown", seen=Seen.PRIVATE, owner="person", more=True)] = Choice("left_out")
    copies: Annotated[Choice, Ask("List of copies on it", choices="shown", seen=Seen.PRIVATE, owner="person", more=True)] = Choice(
        "left_out"
    )
