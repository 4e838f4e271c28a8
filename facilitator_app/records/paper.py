"""The print register: which paper was made, for whom, how; where each copy went; and what the office was asked to print.

Where somebody's copy is may tell of custody or of a home that is not safe: it lies in their own part. What of a paper that is nobody's own
went where lies in the case's.
"""

from typing import Annotated, ClassVar

from facilitator_app.records.record import NOBODY, Ask, Choice, Compartment, Day, Id, Record, Seen, compartment_name, record


@record
class Printed(Record):
    """One copy that left the program: printed or saved. Its bytes are kept, so that a reprint is the same."""

    kind: ClassVar[str] = "printed"
    title: ClassVar[str] = "Print register"

    paper: Annotated[Choice, Ask("Paper", choices="paper")] = Choice("")
    recipient: Annotated[Id, Ask("For", "Empty: the case file.", link="participant")] = NOBODY
    about: Annotated[Id, Ask("About", "Whom or what a paper for somebody outside is about: a person, or one line.", more=True)] = NOBODY
    format: Annotated[Choice, Ask("Print", choices="printed_as", seen=Seen.JUDGEMENT)] = Choice("standard")
    language: Annotated[Choice, Ask("Language", choices="printed_in", more=True)] = Choice("en-GB")
    version: Annotated[int, Ask("Version")] = 1
    draft: Annotated[bool, Ask("A draft")] = False
    agreement: Annotated[Id, Ask("Of which agreement", link="agreement", more=True)] = NOBODY
    pages: Annotated[int, Ask("Pages")] = 0
    copies: Annotated[int, Ask("Printed how often")] = 1
    how: Annotated[Choice, Ask("How it left", choices="left_how")] = Choice("")
    at: Annotated[str, Ask("When")] = ""
    by: Annotated[str, Ask("By")] = ""
    digest: Annotated[str, Ask("Fingerprint of the file")] = ""
    square_code: Annotated[str, Ask("Square code", "What it says, but for the page. Empty: it has none.", more=True)] = ""
    check_code: Annotated[str, Ask("Check code", more=True)] = ""
    attachment: Annotated[str, Ask("Kept as", more=True)] = ""
    attachment_key: Annotated[str, Ask("Key", seen=Seen.RESTRICTED, more=True)] = ""


@record
class PaperAsked(Record):
    """The office is asked to print what stands in the register: those bytes, and nothing that is made anew."""

    kind: ClassVar[str] = "paper_asked"
    title: ClassVar[str] = "Asked the office to print"
    compartment: ClassVar[Compartment] = Compartment.PRIVATE

    person: Annotated[Id, Ask("For", link="participant")] = NOBODY
    printed: Annotated[Id, Ask("What", link="printed")] = NOBODY
    asked_at: Annotated[str, Ask("Asked at")] = ""
    author: Annotated[str, Ask("Asked by")] = ""
    wanted_by: Annotated[Day, Ask("Wanted by", "If it must be there by a day.")] = Day("")
    copies: Annotated[int, Ask("How many")] = 1
    hand_on: Annotated[Choice, Ask("What the office does with it", choices="hand_on", seen=Seen.PRIVATE, owner="person")] = Choice(
        "facilitator"
    )
    printed_at: Annotated[str, Ask("Printed at", more=True)] = ""
    printed_by: Annotated[str, Ask("Printed by", more=True)] = ""
    done_on: Annotated[Day, Ask("Posted, handed over or put away on", more=True)] = Day("")
    cannot: Annotated[str, Ask("Why it cannot be printed", more=True, prose=True)] = ""
    taken_back_on: Annotated[Day, Ask("Taken back on", more=True, protective="latest")] = Day("")


@record
class PaperWent(Record):
    """Where a copy went on one day. The latest counts, the others stay: it is corrected by the next one, and never undone."""

    kind: ClassVar[str] = "paper_went"
    title: ClassVar[str] = "Where a paper went"
    compartment: ClassVar[Compartment] = Compartment.PRIVATE

    person: Annotated[Id, Ask("Whose copy", link="participant")] = NOBODY
    printed: Annotated[Id, Ask("Which", link="printed")] = NOBODY
    on: Annotated[Day, Ask("On", needed=True)] = Day("")
    what: Annotated[Choice, Ask("What happened", choices="paper_went", needed=True)] = Choice("")
    who: Annotated[str, Ask("Who has it now", "A name, or an office.", seen=Seen.PRIVATE, owner="person")] = ""
    why: Annotated[str, Ask("Why it cannot be reached", lines=2, seen=Seen.PRIVATE, owner="person", more=True)] = ""
    because: Annotated[tuple[str, ...], Ask("What it was asked back for", link="paper_search", seen=Seen.RESTRICTED, more=True)] = ()
    author: Annotated[str, Ask("Entered by", more=True)] = ""


@record
class PaperSearch(Record):
    """Words that were moved or taken back were looked for on paper that had left: on which papers, and on which they stand. Never the words."""

    kind: ClassVar[str] = "paper_search"
    title: ClassVar[str] = "Looked for on paper"

    because: Annotated[Id, Ask("What was moved or taken back", link="moved")] = NOBODY
    looked_at: Annotated[tuple[str, ...], Ask("Looked at", link="printed")] = ()
    found: Annotated[tuple[str, ...], Ask("They stand on", link="printed")] = ()
    on: Annotated[Day, Ask("On")] = Day("")
    by: Annotated[str, Ask("By")] = ""


def where_it_lies(kind: type[Record], printed: Printed) -> str:
    """The compartment of what is written down of one copy: its recipient's part; the case's for what is nobody's own."""
    return compartment_name(kind if printed.recipient else Printed, printed.case, printed.recipient)
