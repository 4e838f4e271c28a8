"""Where a scanned page belongs: by the code on it, if that leaves no doubt; otherwise the places that a person may choose from.

A code is only ever looked up. Nothing is guessed from it, and a page with two sheets on it, or with a code of another version, is nobody's
until somebody has looked.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from facilitator_app.language import word
from facilitator_app.papers.codes import PageCode
from facilitator_app.records import OwnScan, Participant, Printed, Scan, VisitSheet
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import NOBODY, Id
from facilitator_app.records.sheets_out import name_of
from facilitator_app.workbook import pack
from facilitator_app.workbook.workbook import Workbook

NO_CODE, STRANGE, UNKNOWN, OTHER_VERSION, TWO, NOT_OPEN = (
    "no_code", "strange_code", "unknown_code", "other_version", "two_codes", "not_open",
)  # fmt: skip
_AT_ONCE = 20  # records that hold the letters of a code
_COPIES = ("agreement", "agreement_blank")
_ELSE = "something_else"


@dataclass(frozen=True, slots=True)
class Belongs:
    """Of which paper a page is a page, and whose it is: `person` is empty for what is the case's own."""

    case: Id
    paper: str
    of: Id = NOBODY  # the line of the print register, or the sheet
    person: Id = NOBODY
    version: int = 0
    page: int = 0

    @property
    def kind(self) -> type[Scan | OwnScan]:
        """As which kind of record it is kept: in one person's part, or in the case's."""
        return OwnScan if self.person else Scan


@dataclass(frozen=True, slots=True, repr=False)
class Offered:
    """A place that a person may choose: what is said of it, and whose it would be."""

    key: str
    words: str
    belongs: Belongs


Lookup = Callable[[Workbook, PageCode], Belongs | str]


def by_codes(book: Workbook, codes: Sequence[PageCode], strange: int = 0) -> Belongs | str:
    """Where a page with these codes belongs; otherwise why nobody can know that yet (a choice of `scan_doubt`)."""
    if not codes:
        return STRANGE if strange else NO_CODE
    found = [_looked_up(book, code) for code in codes]
    sheets = {(one.case, one.of, one.page) if isinstance(one, Belongs) else one for one in found}
    if len(codes) > 1 and (len(sheets) > 1 or UNKNOWN in sheets):
        return TWO
    return found[0]


def owners_of(book: Workbook, codes: Sequence[PageCode]) -> tuple[Belongs, ...]:
    """What the codes of a page name, as far as it is known here: nothing of it may end in anybody else's part."""
    return tuple(found for code in codes if isinstance(found := _looked_up(book, code), Belongs))


def _looked_up(book: Workbook, code: PageCode) -> Belongs | str:
    found: Belongs | str = UNKNOWN
    for look in LOOKUPS:
        found = look(book, code)
        if found != UNKNOWN:
            break
    if isinstance(found, Belongs) and not _may_be_opened(book, found.case):
        return NOT_OPEN
    return found


def _may_be_opened(book: Workbook, case: Id) -> bool:
    """Before "Do you know anyone here?" is answered a case is names and nothing more."""
    return any(fact.case == case and fact.known for fact in book.cases())


def _printed(book: Workbook, code: PageCode) -> Belongs | str:
    """A page of what stands in the print register with this code: a copy of an agreement, or the case file's blank sheet."""
    hits = book.vault.find(code.document, _AT_ONCE)
    lines = book.vault.some((where, record) for where, record, kind, _ in hits if kind == Printed.kind).all(Printed)
    ours = [
        one for one in lines if one.square_code.split(":")[1:2] == [code.document] and one.square_code.startswith("RJ1:") == code.is_copy
    ]
    if not ours:
        return UNKNOWN
    if not code.is_copy:
        latest = max(ours, key=lambda one: one.at)
        return Belongs(latest.case, "agreement_blank", latest.id, NOBODY, latest.version, code.page)
    exact = [one for one in ours if _same(one, code)]
    if not exact or len({one.recipient for one in exact}) > 1:
        return OTHER_VERSION
    latest = max(exact, key=lambda one: one.at)
    return Belongs(latest.case, "agreement", latest.id, latest.recipient, latest.version, code.page)


def _same(one: Printed, code: PageCode) -> bool:
    """Whether this very copy left with this very code: the check code vouches for every word on it."""
    return one.square_code.split(":")[2:] == [str(code.version), str(code.copy)] and one.check_code == code.check


def _sheet(book: Workbook, code: PageCode) -> Belongs | str:
    """A page of a sheet that was taken along: it lies in the part of the one whose words it holds."""
    if code.is_copy or (found := pack.sheet_of_code(book, code.document)) is None:
        return UNKNOWN
    case, id = found
    sheet = book.part(case, VisitSheet).get(VisitSheet, id)
    return Belongs(case, pack.PAPER, id, sheet.person, 0, code.page) if sheet is not None and sheet.person else UNKNOWN


LOOKUPS: tuple[Lookup, ...] = (_sheet, _printed)


# What a person may choose from --------------------------------------------------------------------------------------------------


def places_in(file: CaseFile, named: Sequence[Belongs] = ()) -> list[Offered]:
    """The places of one case: what was printed for it, the latest first, and whatever else is somebody's.

    Where codes on the page name sheets (`named`), only their owners are offered: what two people wrote on is the case's, and no one's part.
    """
    owners = {one.person for one in named if one.case == file.id}
    only = owners if len(owners) == 1 else {NOBODY} if owners else None
    found: dict[str, Offered] = {}
    for printed in sorted(file.all(Printed), key=lambda one: one.at, reverse=True):
        person = NOBODY if printed.paper in ("agreement_blank", "") else printed.recipient
        if printed.paper == pack.PAPER or (person and not file.name(person)):  # the sheets of a visit are offered one by one
            continue
        belongs = Belongs(file.id, printed.paper or "agreement", printed.id, person, printed.version if printed.paper in _COPIES else 0)
        offered = Offered(f"{belongs.paper}/{person}/{belongs.version}", _words(file, belongs), belongs)
        found.setdefault(offered.key, offered)
    if not any(one.belongs.paper == "agreement_blank" for one in found.values()):
        signed = Belongs(file.id, "agreement_blank")
        found["agreement_blank//0"] = Offered("agreement_blank//0", _words(file, signed), signed)
    for sheet in sorted(file.all(VisitSheet), key=lambda one: (one.made, one.number), reverse=True):
        taken = Belongs(file.id, pack.PAPER, sheet.id, sheet.person)
        found[sheet.id] = Offered(sheet.id, _words(file, taken), taken)
    for owner in (*(one.id for one in file.all(Participant) if one.print_name), NOBODY):
        other = Belongs(file.id, _ELSE, NOBODY, owner)
        found[f"{_ELSE}/{owner}/0"] = Offered(f"{_ELSE}/{owner}/0", _words(file, other), other)
    return [one for one in found.values() if only is None or one.belongs.person in only]


def _words(file: CaseFile, belongs: Belongs) -> str:
    name = file.name(belongs.person)
    if belongs.paper == "agreement_blank":
        return "The agreement, signed by hand"
    sheet = file.get(VisitSheet, belongs.of)
    if sheet is not None:
        return f"Sheet {name_of(sheet)} of {name}, {word('sheet_form', sheet.form).lower()}"
    if belongs.paper == _ELSE:
        return f"Something else of {name}" if name else "Something else of this case"
    version = f", version {belongs.version}" if belongs.version > 1 else ""
    return f"{word('paper', belongs.paper)} for {name or 'the case file'}{version}"


def said_of(file: CaseFile, scan: Scan | OwnScan) -> str:
    """What a filed page is: "The agreement, signed by hand, page 1"."""
    person = scan.person if isinstance(scan, OwnScan) else NOBODY
    words = _words(file, Belongs(file.id, scan.paper or _ELSE, scan.of, person, scan.version))
    return f"{words}, page {scan.sheet_page}" if scan.sheet_page else words
