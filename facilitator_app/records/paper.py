"""The print register: which paper was made, for whom, how, and where it is."""

from typing import Annotated, ClassVar

from facilitator_app.records.record import NOBODY, Ask, Choice, Id, Record, Seen, record


@record
class Printed(Record):
    """One copy that left the program: printed or saved. Its bytes are kept, so that a reprint is the same."""

    kind: ClassVar[str] = "printed"
    title: ClassVar[str] = "Print register"

    paper: Annotated[Choice, Ask("Paper", choices="paper")] = Choice("")
    recipient: Annotated[Id, Ask("For", "Empty: the case file.", link="participant")] = NOBODY
    format: Annotated[Choice, Ask("Print", choices="printed_as", seen=Seen.JUDGEMENT)] = Choice("standard")
    language: Annotated[Choice, Ask("Language", choices="printed_in", more=True)] = Choice("en-GB")
    version: Annotated[int, Ask("Version")] = 1
    pages: Annotated[int, Ask("Pages")] = 0
    copies: Annotated[int, Ask("Printed how often")] = 1
    how: Annotated[Choice, Ask("How it left", choices="left_how")] = Choice("")
    at: Annotated[str, Ask("When")] = ""
    by: Annotated[str, Ask("By")] = ""
    digest: Annotated[str, Ask("Fingerprint of the file")] = ""
    attachment: Annotated[str, Ask("Kept as", more=True)] = ""
    attachment_key: Annotated[str, Ask("Key", seen=Seen.RESTRICTED, more=True)] = ""
