"""The sheets for a visit to one person: what stops them, how they are made and issued, and whose a sheet is that came back.

Nothing here is a judgement that a visit may be made. A sheet stands in the register and in that person's part from the moment it is printed.
"""

import tomllib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from facilitator_app.errors import Trouble
from facilitator_app.ledger import code_letters
from facilitator_app.ledger.seals import fresh_id
from facilitator_app.records import InformationGiven, Participant, Preparation, Printed, Term, VisitSheet, gates, gates_people
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.check import Act
from facilitator_app.records.record import Choice, Id, compartment_name
from facilitator_app.records.sheets_out import sheets_of
from facilitator_app.records.states import last_met_with
from facilitator_app.records.visit_sheet import FOLLOW_UP, GIVEN, OFFER, SAFETY, TERM
from facilitator_app.resources import text
from facilitator_app.vault.rows import Changed, Row
from facilitator_app.wall import leaks, pack, pack_added
from facilitator_app.wall.sheets_pack import PackLine, PackSheets
from facilitator_app.workbook.forms import IN_PRINT
from facilitator_app.workbook.letter_texts import EASY
from facilitator_app.workbook.papers import ONE_SIDE, Stop, half_read_words, stops_of
from facilitator_app.workbook.print_register import Stopped, Wanted, entries, reprint
from facilitator_app.workbook.workbook import Workbook

PAPER = "visit_pack"  # as the print register names it
FILE_NAME = "Sheets"
EASY_READ = "easy_read"
FORMATS = (*IN_PRINT, EASY_READ)
_CODE = 10
_AT_ONCE = 20  # records that hold the letters of a code: a note that quotes it is one too
_TWO_VERSIONS = "Two versions stand side by side in what these sheets say. Settle them first."
_ON_PAPER = ("day", "at", "print_name", "role", "supports", "stopped_on")


@dataclass(frozen=True, slots=True, repr=False)
class Offer:
    """The sheets of one visit as they would be printed now, with what stops them."""

    meeting: Preparation
    name: str
    format: str
    sheets: PackSheets
    offered: tuple[Id, ...] = ()
    terms: tuple[Id, ...] = ()
    added: tuple[str, ...] = ()  # the sheets that somebody asked for, of those that may be taken along
    stops: tuple[Stop, ...] = ()
    looked_for: int = 0
    why_not: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Made:
    """Their bytes, how many pages each sheet has, and in all with the list of them."""

    data: bytes
    pages: tuple[int, ...]
    in_all: int
    offer: Offer


def texts(*, easy: bool = False) -> pack.Texts:
    """What helps to ask, and what is asked: the program's own words. In easy read the questions are those of the form that is in easy read too;
    the other sheets are for whoever writes on them.
    """
    said = tomllib.loads(text("letters", "en", "visit.toml"))
    asked = tomllib.loads(text("letters", "en", f"questions{EASY if easy else ''}.toml"))
    return pack.Texts(said["topic"], said["said"]["court"], asked, asked.pop("picture", {}))


def new_code() -> str:
    """Ten letters or digits that tell nothing."""
    return code_letters.fresh(_CODE)


def offer(book: Workbook, file: CaseFile, meeting: Preparation, format: str = "standard", added: Collection[str] = ()) -> Offer:
    """The sheets for one visit, with codes that no sheet has had. Numbers go on after those that were printed for it before.

    `added`: those that are taken along only when somebody asks for them.
    """
    first = max((sheet.number for sheet in sheets_of(file, meeting.id)), default=0) + 1
    today = book.clock.today()
    name = file.name(meeting.person)
    said = texts(easy=format == EASY_READ)
    made = pack.pack_sheets(file, meeting, said, first, new_code, today, offers=_may_offer(book, file, meeting.person), added=added)
    offered = tuple(item.id for item in pack.to_offer(file, meeting.person))
    terms = pack_added.agreed_with(file, meeting.person)
    mine = tuple(form for form in pack_added.FORMS if any(sheet.form == form for sheet in made.sheets))
    found = Offer(meeting, name, format, made, offered, tuple(term.id for term in terms), mine)
    if book.side is not None:  # what must not be on it cannot be looked for where it is not open, nor be spoken of
        return replace(found, why_not=ONE_SIDE)
    private = leaks.private_to_others(file, meeting.person, book.service())
    made = _without_stopped_words(file, meeting.person, made, terms, private)
    stops = tuple(stops_of(file, meeting.person, pack.words_on(made), private))
    why_not = _why_not(book, file, meeting) or half_read_words(file, meeting.person)
    return replace(found, sheets=made, stops=stops, looked_for=len(private), why_not=why_not)


def _without_stopped_words(file: CaseFile, person: Id, made: PackSheets, terms: Sequence[Term], private: leaks.Private) -> PackSheets:
    """A line of what was agreed in which something is found that must not stand here is taken along as its number: the sheet is of use without."""
    bare = {f"{TERM}{place}": pack_added.by_number(term) for place, term in enumerate(terms, 1)}

    def line(one: PackLine) -> PackLine:
        return replace(one, words=bare[one.code]) if one.code in bare and stops_of(file, person, (one.words,), private) else one

    return replace(made, sheets=tuple(replace(sheet, lines=tuple(map(line, sheet.lines))) for sheet in made.sheets))


def may_add(file: CaseFile, person: Id) -> tuple[str, ...]:
    """The sheets that can be taken along when somebody asks for them."""
    return tuple(form for form in pack_added.FORMS if pack_added.lines_of(file, person, form))


def why_it_fits(file: CaseFile, meeting: Preparation) -> dict[str, str]:
    """Of these sheets the ones that fit this visit, each with why."""
    found: dict[str, str] = {}
    name = file.name(meeting.person)
    if not file.of(InformationGiven, meeting.person):
        found[GIVEN] = f"What was explained to {name} is not written down yet."
    met = last_met_with(file, meeting.person)
    if pack_added.agreed_with(file, meeting.person) or (met is not None and meeting.day >= met.isoformat()):
        found[FOLLOW_UP] = f"{name} has been in the meeting."
    if any(check.key == "six" for check in gates_people.questions(file, date.min)) and pack_added.may_ask_six(file):
        found[SAFETY] = "The six safety questions are not answered."
    return {form: why for form, why in found.items() if form in may_add(file, meeting.person)}


def _may_offer(book: Workbook, file: CaseFile, person: Id) -> bool:
    """Whether nothing that is looked for before words are passed on stands in the way: on paper nobody can be asked once more."""
    givers = {item.giver for item in pack.to_offer(file, person)}
    return not gates.before(file, book.clock.today(), Act.PASS_ON, person, *givers)


def _why_not(book: Workbook, file: CaseFile, meeting: Preparation) -> str:
    person = file.get(Participant, meeting.person)
    if person is None or not person.print_name:
        return "The name on paper is not written down."
    if file.case.closed_on:
        return "This case is closed. Nobody is visited for it any more."
    if person.stopped_on:
        return f"{person.print_name} has stopped. Nothing more is asked."
    if any(record in (person.id, meeting.id) and field in _ON_PAPER for record, field in file.forks):
        return _TWO_VERSIONS
    standing = gates.before(file, book.clock.today(), Act.VISIT, person.id)
    return next((check.words for check in standing if check.firm), "")


# Making and issuing -----------------------------------------------------------------------------------------------------------


def make(found: Offer) -> Made:
    """The bytes. Raises `Stopped`, `MissingLetter`. Imports the press, so the first one takes some tenths of a second."""
    if found.why_not:
        raise Stopped(found.why_not)
    if found.stops:
        raise Stopped(found.stops[0].sentence, "Change the words, ask whose they are, or say that this is something else.")
    from facilitator_app.papers.press import FORMATS as FORMS  # noqa: PLC0415 - costs 0.4 s, and most days print nothing
    from facilitator_app.papers.press import pack_of  # noqa: PLC0415 - as above

    data, pages = pack_of(found.sheets, FORMS.get(found.format, FORMS["standard"]))
    return Made(data, pages[: len(found.sheets.sheets)], sum(pages), found)


def issued(book: Workbook, case: Id, made: Made, how: str, sets: int = 1, wanted: Wanted | None = None) -> Changed:
    """Enters what left in the register with its bytes, and each sheet in its person's part, in one act."""
    one = made.offer
    values = {"recipient": one.meeting.person, "format": Choice(one.format), "pages": made.in_all, "copies": sets, "how": Choice(how)}
    rows = entries(book, case, PAPER, made.data, values, wanted)
    printed = rows[0]
    where = compartment_name(VisitSheet, case, one.meeting.person)
    moment = book.clock.now().isoformat(timespec="minutes")
    for sheet, pages in zip(one.sheets.sheets, made.pages, strict=True):
        asks = tuple(line.code for line in sheet.lines)
        offered = one.offered if any(code.startswith(OFFER) for code in asks) else ()
        terms = one.terms if any(code.startswith(TERM) for code in asks) else ()
        said = {
            "person": one.meeting.person, "meeting": one.meeting.id, "number": sheet.number, "form": Choice(sheet.form), "asks": asks,
            "offered": offered, "terms": terms, "code": sheet.code, "pages": pages, "made": moment, "printed": printed.record,
        }  # fmt: skip
        rows.append(Row(where, VisitSheet.kind, Id(fresh_id()), said))
    return book.save(rows, "issued")


def printed_for(file: CaseFile, meeting: Id) -> Printed | None:
    """What was printed last for a visit."""
    mine = {sheet.printed for sheet in sheets_of(file, meeting)}
    return next((one for one in reversed(file.all(Printed)) if one.id in mine), None)


def again(book: Workbook, file: CaseFile, printed: Printed) -> bytes:
    """The same bytes as were printed: the same sheets, with the same codes. Raises `Stopped` after somebody's stop."""
    if book.side is not None:
        raise Stopped(ONE_SIDE)
    return reprint(book, file, printed)


# Coming back ------------------------------------------------------------------------------------------------------------------


def sheet_of_code(book: Workbook, code: str) -> tuple[Id, Id] | None:
    """The case and the record of the sheet that has this code on it; None for one that is not here, or not of the side that is open."""
    if len(code) != _CODE or any(letter not in code_letters.ALPHABET for letter in code):
        return None
    for _, record, kind, case in book.vault.find(code, _AT_ONCE):
        if kind != VisitSheet.kind:
            continue
        sheet = book.part(Id(case), VisitSheet).get(VisitSheet, record)
        if sheet is not None and sheet.code == code:
            return Id(case), sheet.id
    return None


class NoSuchVisit(Trouble):
    """The visit is not there, or not of the side that is open."""

    def __init__(self) -> None:
        super().__init__("This visit is not here.", "Open Preparation and choose one there.")
