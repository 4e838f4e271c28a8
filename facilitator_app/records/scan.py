"""A page of paper that came back as a scan or a photograph: its own bytes, an upright picture of it, and where it belongs.

Before anybody knows whose a page is it lies with the person who uses the workbook, in no case. Once that is known it is kept anew where it
belongs, and what lay there before says what became of it.
"""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from facilitator_app.records.record import NOBODY, Ask, Choice, Compartment, Day, Id, Record, Seen, record

_NONE = Choice("")
FILED, TAKEN_AWAY = "filed", "taken_away"  # what may become of a page


@dataclass(frozen=True, kw_only=True, repr=False)
class Scanned(Record):
    """What every scanned page has, wherever it lies."""

    at: Annotated[str, Ask("Brought in")] = ""
    by: Annotated[str, Ask("By")] = ""
    file_sort: Annotated[Choice, Ask("Out of", choices="scan_file")] = _NONE
    page: Annotated[int, Ask("Page of the file")] = 1
    pages: Annotated[int, Ask("Pages in the file")] = 1
    codes: Annotated[tuple[str, ...], Ask("Codes on it", more=True)] = ()
    fingerprint: Annotated[str, Ask("Fingerprint of its own bytes", more=True)] = ""
    original: Annotated[str, Ask("Its own bytes are kept as", more=True)] = ""
    original_key: Annotated[str, Ask("Key of its bytes", seen=Seen.RESTRICTED, more=True)] = ""
    picture: Annotated[str, Ask("Its picture is kept as", more=True)] = ""
    picture_key: Annotated[str, Ask("Key of its picture", seen=Seen.RESTRICTED, more=True)] = ""
    empty: Annotated[bool, Ask("Nothing seems to stand on it", more=True)] = False
    became: Annotated[Choice, Ask("What became of it", choices="scan_became", more=True)] = _NONE
    became_at: Annotated[str, Ask("When", more=True)] = ""
    became_by: Annotated[str, Ask("Who did it", more=True)] = ""


@record
class LooseScan(Scanned):
    """A page of which nobody knows yet where it belongs. In no case, and on nobody's side."""

    kind: ClassVar[str] = "loose_scan"
    title: ClassVar[str] = "A scanned page without a place"
    compartment: ClassVar[Compartment] = Compartment.USER

    doubt: Annotated[Choice, Ask("Why it has no place yet", choices="scan_doubt")] = Choice("")


@dataclass(frozen=True, kw_only=True, repr=False)
class _Placed(Scanned):
    """What a page has that was filed: of which paper it is a page, and who said so where no code did."""

    paper: Annotated[Choice, Ask("Which paper", choices="paper")] = _NONE
    of: Annotated[Id, Ask("The sheet, or the line of the print register", more=True)] = NOBODY
    version: Annotated[int, Ask("Version", more=True)] = 0
    sheet_page: Annotated[int, Ask("Page of the paper")] = 0  # 0: not known
    filed_by: Annotated[str, Ask("Filed by", "Empty: by its code.")] = ""


@record
class Scan(_Placed):
    """A page of the case's own: of an agreement that several people signed."""

    kind: ClassVar[str] = "scan"
    title: ClassVar[str] = "A scanned page"

    compared_on: Annotated[Day, Ask("Compared with the fair copy on", more=True)] = Day("")
    compared_by: Annotated[str, Ask("Compared by", more=True)] = ""
    differed: Annotated[str, Ask("What stood otherwise on paper", more=True)] = ""


@record
class OwnScan(_Placed):
    """A page of one person's own: it lies in their part, and goes with it."""

    kind: ClassVar[str] = "own_scan"
    title: ClassVar[str] = "A scanned page of somebody’s own"
    compartment: ClassVar[Compartment] = Compartment.PRIVATE

    person: Annotated[Id, Ask("Whose", link="participant")] = NOBODY
