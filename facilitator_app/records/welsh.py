"""Papers in Welsh: the lines of an agreement typed by a person beside the English, and who passed which words.

Nothing here translates. What somebody signs, or says yes to, stands in Welsh only when a person who is named has passed exactly these words.
"""

from typing import Annotated, ClassVar

from facilitator_app.records.record import NOBODY, Ask, Choice, Compartment, Day, Id, Record, Seen, record


@record
class WelshLine(Record):
    """The same promise in Welsh. Its id is made of the line's (or, for who may see the paper, of the agreement's): two laptops write one record."""

    kind: ClassVar[str] = "welsh_line"
    title: ClassVar[str] = "A line in Welsh"

    what: Annotated[str, Ask("In Welsh", "The same promise, no more and no less.", lines=3, seen=Seen.JOINT, prose=False)] = ""
    by_when: Annotated[str, Ask("By when, in Welsh", "Words only. A day needs none.", seen=Seen.JOINT, prose=False)] = ""
    how_shown: Annotated[str, Ask("How we will check, in Welsh", lines=2, seen=Seen.JOINT, prose=False)] = ""


@record
class WelshPassed(Record):
    """Somebody's word that the Welsh of one version says what the English says, and that it was read back. It lapses with any changed word."""

    kind: ClassVar[str] = "welsh_passed"
    title: ClassVar[str] = "The Welsh of an agreement, passed"

    agreement: Annotated[Id, Ask("Agreement", link="agreement", seen=Seen.JOINT)] = NOBODY
    version: Annotated[int, Ask("Version", seen=Seen.JOINT)] = 1
    by: Annotated[str, Ask("Who has passed the Welsh", "A name: somebody who reads both, and typed neither.", needed=True)] = ""
    on: Annotated[Day, Ask("Passed on")] = Day("")
    read_back_on: Annotated[Day, Ask("Read back in Welsh on", "To everybody who has their copy in Welsh.", needed=True)] = Day("")
    digest: Annotated[str, Ask("Fingerprint of the words", more=True)] = ""
    author: Annotated[str, Ask("Entered by", more=True)] = ""


@record
class WordsPassed(Record):
    """Somebody's word that a paper's own words in another language may be printed. It lapses when one of them changes."""

    kind: ClassVar[str] = "words_passed"
    title: ClassVar[str] = "The words of a paper, passed"
    compartment: ClassVar[Compartment] = Compartment.SERVICE

    paper: Annotated[Choice, Ask("Paper", choices="paper", seen=Seen.SERVICE)] = Choice("")
    language: Annotated[Choice, Ask("Language", choices="printed_in", seen=Seen.SERVICE)] = Choice("cy")
    by: Annotated[str, Ask("Who has passed the words", "A name: a translator, or a colleague whose language it is.", needed=True)] = ""
    on: Annotated[Day, Ask("Passed on", seen=Seen.SERVICE)] = Day("")
    digest: Annotated[str, Ask("Fingerprint of the words", more=True, seen=Seen.SERVICE)] = ""
    author: Annotated[str, Ask("Entered by", more=True)] = ""
