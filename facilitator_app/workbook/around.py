"""Papers for those around a case: which there are, what is not recorded that would open one, what stops one, and how it is issued.

A sheet that nobody has opened, or that somebody closed again, makes no paper. Why it is closed is said on the screen, and never on paper.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from facilitator_app.records import Agreement, Participant, Particulars, Printed, Term, gates
from facilitator_app.records.answers import said_no, said_yes
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.check import Act
from facilitator_app.records.paper_out import OUTSIDE
from facilitator_app.records.record import NOBODY, Choice, Id
from facilitator_app.vault.rows import Changed
from facilitator_app.wall import leaks, projection, recipients
from facilitator_app.wall.register import register_sheet
from facilitator_app.wall.sheets_recipients import InterpreterSheet, PrisonSheet, RecipientSheet, RegisterSheet, SupporterSheet
from facilitator_app.workbook.forms import FORMATS, IN_PRINT
from facilitator_app.workbook.papers import ONE_SIDE, half_read_words, sentence_of
from facilitator_app.workbook.print_register import Stopped, entries
from facilitator_app.workbook.print_register import Wanted as Asked
from facilitator_app.workbook.workbook import Workbook

# Names of files and jobs: they name nobody, and no kind of case.
FILE_NAMES = {
    "supporter": "Meeting", "interpreter": "Meeting", "prison_visit": "Visit", "referrer": "Outcome", "court": "Outcome", "checker": "Line",
    "register": "Copies",
}  # fmt: skip
_EASY_READ = ("supporter", "interpreter")
_COMES_ALONG = ("supporter", "parent", "appropriate_adult")
_SCOPES = {"supporter": "supporter_present", "interpreter": "interpreter_present", "referrer": "share_outcome", "court": "share_outcome"}
_YES_TO = {
    "supporter_present": "a supporter being there", "interpreter_present": "an interpreter being there", "share_outcome": "sharing the outcome",
}  # fmt: skip
_TWO_VERSIONS = "Two versions stand side by side in what this paper says, or in what opens it. Settle them first."
_STOPPED = "{name} has stopped. Nothing more is passed on."


@dataclass(frozen=True, slots=True, repr=False)
class Wanted:
    """One paper that there may be. `subject`: whom it is for or about, or the line that is checked."""

    paper: str
    subject: Id
    said: str  # "Wŷn, who comes with Daniel"

    @property
    def key(self) -> str:
        """As a place holds it."""
        return f"{self.paper}:{self.subject}"


@dataclass(frozen=True, slots=True, repr=False)
class Stopping:
    """A hit, in which field of the sheet it stands, and the sentence that says whose words they are."""

    field: str
    hit: leaks.Hit
    sentence: str


@dataclass(frozen=True, slots=True, repr=False)
class Offer:
    """One paper as it would be printed now."""

    wanted: Wanted
    format: str
    sheet: RecipientSheet
    stops: tuple[Stopping, ...] = ()
    looked_for: int = 0
    why_not: str = ""

    @property
    def reader(self) -> Id:
        """Who reads it, as the wall knows them: somebody of the case, or somebody outside."""
        return Id(f"{recipients.OUTSIDE}:{self.wanted.paper}") if self.wanted.paper in OUTSIDE else self.wanted.subject


@dataclass(frozen=True, slots=True, repr=False)
class Made:
    """Its bytes, and a name for its file that names nobody."""

    data: bytes
    name: str
    pages: int
    offer: Offer


def wanted_in(file: CaseFile) -> list[Wanted]:
    """Every paper that there may be in a case, those who come along first."""
    return [*_for_people(file), *_about_sides(file), *_for_lines(file), *_for_the_case_file(file)]


def _for_people(file: CaseFile) -> Iterator[Wanted]:
    for person in file.all(Participant):
        if person.print_name and file.name(person.supports):
            along = f"{person.print_name}, with {file.name(person.supports)}"
            if person.role == "interpreter":
                yield Wanted("interpreter", person.id, along)
            elif person.role in _COMES_ALONG:
                yield Wanted("supporter", person.id, along)


def _about_sides(file: CaseFile) -> Iterator[Wanted]:
    for side in file.sides:
        if side.print_name:
            if any(own.location == "custody" for own in file.of(Particulars, side.id)):
                yield Wanted("prison_visit", side.id, f"To see {side.print_name}")
            yield Wanted("referrer", side.id, f"About {side.print_name}")
            yield Wanted("court", side.id, f"About {side.print_name}")


def _for_lines(file: CaseFile) -> Iterator[Wanted]:
    for agreement in file.all(Agreement):
        yield from (Wanted("checker", term.id, f"Line {term.number}") for term in file.terms(agreement) if agreement.signed_on)


def _for_the_case_file(file: CaseFile) -> Iterator[Wanted]:
    if file.all(Printed):
        yield Wanted("register", NOBODY, "Every copy that left")


def wanted_as(file: CaseFile, key: str) -> Wanted | None:
    """The paper of that key; the first where there is none of it."""
    every = wanted_in(file)
    return next((one for one in every if one.key == key), every[0] if every else None)


def formats_of(paper: str) -> tuple[str, ...]:
    """The prints in which a paper is offered: in easy read what somebody reads who comes along. The others are offices, and lines for a pen."""
    return FORMATS if paper in _EASY_READ else IN_PRINT


def offer(book: Workbook, file: CaseFile, wanted: Wanted, format: str = "", written: leaks.Written | None = None) -> Offer:
    """One paper, with what stops it. Without a format, the one that its reader wished for. `written`: the reading of the case, where several
    papers share one.
    """
    sheet = _sheet(book, file, wanted)
    wished = projection.wish_of(file, wanted.subject).format if wanted.paper not in OUTSIDE else "standard"
    found = Offer(wanted, format if format in formats_of(wanted.paper) else wished, sheet)
    if book.side is not None:  # what must not be on it cannot be looked for where it is not open, nor be spoken of
        return Offer(wanted, found.format, sheet, why_not=ONE_SIDE)
    stops, looked_for = _stops(book, file, found, written or leaks.written_in(file))
    why_not = _why_not(book, file, found) or half_read_words(file, found.reader)
    return Offer(wanted, found.format, sheet, tuple(stops), looked_for, why_not)


def _sheet(book: Workbook, file: CaseFile, wanted: Wanted) -> RecipientSheet:  # noqa: PLR0911 - one for each
    service, today = book.service(), book.clock.today()
    match wanted.paper:
        case "supporter":
            return recipients.supporter_sheet(file, wanted.subject, service, today)
        case "interpreter":
            return recipients.interpreter_sheet(file, wanted.subject, service, today)
        case "prison_visit":
            return recipients.prison_sheet(file, wanted.subject, service, today)
        case "referrer":
            return recipients.referrer_sheet(file, wanted.subject, service, today)
        case "court":
            return recipients.court_sheet(file, wanted.subject, service, today)
        case "register":
            return register_sheet(file, service)
        case _:
            return recipients.checker_sheet(file, wanted.subject, service)


# What stops one ---------------------------------------------------------------------------------------------------------------


def reader_words(file: CaseFile, wanted: Wanted) -> str:
    """Who reads it, inside a sentence."""
    outside = {
        "prison_visit": "the prison", "referrer": f"whoever sent {file.name(wanted.subject)}", "court": "a court", "checker": "whoever checks this line",
        "register": "whoever opens the case file",
    }  # fmt: skip
    return outside.get(wanted.paper) or file.name(wanted.subject)


def _stops(book: Workbook, file: CaseFile, found: Offer, written: leaks.Written) -> tuple[list[Stopping], int]:
    """All is looked through as somebody outside would read it. What its owner opened for this reader is known to them then, but not what
    somebody else told that was typed into it.
    """
    sheet, subject = found.sheet, found.wanted.subject
    if isinstance(sheet, RegisterSheet):
        return [], 0  # no word of it was typed
    service, placed = book.service(), recipients.placed_words(sheet)
    names = recipients.named_to(file, sheet, subject)
    private = leaks.private_to_others(file, found.reader, service, written, names)
    owner, opened = _opened_of(file, sheet, subject)
    facts = [one for one in placed if one[0] in opened]
    theirs = {one.id for one in file.all(Participant) if owner and file.side_of(one.id) == owner}  # a surname is the family's
    hits: list[tuple[str, leaks.Hit]] = []
    if facts:
        # Without their own record: in a word that stands there the word of another, with an error in it, would not be seen.
        without = {id: one for id, one in file.records.items() if not (isinstance(one, Particulars) and one.person == owner)}
        family = leaks.private_to_others(replace(file, records=without), found.reader, service, None, {*names, *theirs})
        hits = [(field, hit) for field, hit in _hits(facts, family) if hit.owner not in (theirs if field == "prisoner" else {owner})]
    for _, text in facts:
        private.may_know.add(text)
    hits += _hits([one for one in placed if one[0] not in opened], private)
    reader = reader_words(file, found.wanted)
    return [Stopping(field, hit, sentence_of(file, hit, found.reader, reader)) for field, hit in hits], len(private)


def _hits(placed: list[tuple[str, str]], private: leaks.Private) -> list[tuple[str, leaks.Hit]]:
    return [(placed[at][0], hit) for at, hit in leaks.hits_across([text for _, text in placed], private)]


def _opened_of(file: CaseFile, sheet: RecipientSheet, subject: Id) -> tuple[Id, tuple[str, ...]]:
    """Whose own facts stand on a sheet, and in which of its fields."""
    match sheet:
        case PrisonSheet():
            return subject, ("prison", "prisoner", "number")
        case InterpreterSheet():
            return file.side_of(subject), ("spoken",)
        case _:
            return NOBODY, ()


def _why_not(book: Workbook, file: CaseFile, found: Offer) -> str:
    """What is not recorded, so that there is no such paper now."""
    wanted, sheet = found.wanted, found.sheet
    if not sheet.service:
        return "The name of the service is not written down."
    if isinstance(sheet, RegisterSheet):
        return ""
    if wanted.paper == "checker":
        return _not_for_a_checker(file, wanted.subject) if recipients.is_closed(sheet) else ""
    person = file.get(Participant, wanted.subject)
    if person is None:
        return _TWO_VERSIONS
    opens = file.get(Participant, person.supports) if isinstance(sheet, SupporterSheet | InterpreterSheet) else person
    closed = _closed(file, person, opens, wanted.paper) if recipients.is_closed(sheet) else ""
    return closed or _missing(sheet) or _meeting_off(book, file, sheet)


def _closed(file: CaseFile, person: Participant, opens: Participant | None, paper: str) -> str:
    for one in filter(None, (person, opens)):
        if one.stopped_on:
            return _STOPPED.format(name=one.print_name)
    if opens is None:
        return f"Nobody is written down whom {person.print_name} comes with."
    if said_no(file, person.id, "take_part") and opens is not person:
        return f"{person.print_name} said no, or took a yes back."
    if paper == "prison_visit":
        return _not_for_a_prison(file, person)
    scope = _SCOPES[paper]
    if not said_yes(file, opens.id, scope):
        return f"{opens.print_name}’s yes to {_YES_TO[scope]} is not written down."
    return _TWO_VERSIONS


def _not_for_a_prison(file: CaseFile, person: Participant) -> str:
    name = person.print_name
    if any(said_no(file, person.id, scope) for scope in ("explore", "take_part")):
        return f"{name} said no, or took a yes back."
    if not any(said_yes(file, person.id, scope) for scope in ("explore", "take_part")):
        return f"{name}’s yes to a first talk is not written down."
    own = next((one for one in file.of(Particulars, person.id) if one.location == "custody"), None)
    if own is not None and not own.legal_name:
        return f"{name}’s full name is not written down. The prison needs it, and it stands on no other paper."
    return _TWO_VERSIONS


def _missing(sheet: RecipientSheet) -> str:
    """What the prison cannot do without."""
    if not isinstance(sheet, PrisonSheet):
        return ""
    missing = [
        said
        for said, value in (("the prison", sheet.prison), ("the prison number", sheet.number), ("who visits", sheet.visitors))
        if not value
    ]
    return f"Not written down for the prison: {', '.join(missing)}." if missing else ""


def _meeting_off(book: Workbook, file: CaseFile, sheet: RecipientSheet) -> str:
    """What nobody can go past: an order, a stop, a no."""
    if getattr(sheet, "meeting", None) is None:
        return ""
    return next((check.words for check in gates.before(file, book.clock.today(), Act.MEET) if check.firm), "")


def _not_for_a_checker(file: CaseFile, subject: Id) -> str:
    term = file.get(Term, subject)
    if term is not None and not term.checked_by:
        return f"Who checks line {term.number} is not written down."
    stopped = next((one for one in file.all(Participant) if one.stopped_on), None)
    if stopped is not None:
        return _STOPPED.format(name=stopped.print_name)
    return _TWO_VERSIONS


# Making and issuing -----------------------------------------------------------------------------------------------------------


def make(found: Offer) -> Made:
    """The bytes. Raises `Stopped`, `MissingLetter`. Imports the press, so the first one takes some tenths of a second."""
    if found.why_not or recipients.is_closed(found.sheet):
        raise Stopped(found.why_not or _TWO_VERSIONS)
    if found.stops:
        raise Stopped(found.stops[0].sentence, "Change the words, ask whose they are, or say that this is something else.")
    from facilitator_app.papers.press import FORMATS as FORMS  # noqa: PLC0415 - costs 0.4 s, and most days print nothing
    from facilitator_app.papers.press import pages_of, pdf_of  # noqa: PLC0415 - as above

    data = pdf_of(found.sheet, FORMS.get(found.format, FORMS["standard"]))
    return Made(data, FILE_NAMES[found.wanted.paper], pages_of(data), found)


def issued(book: Workbook, case: Id, made: Made, how: str, sets: int = 1, asked: Asked | None = None) -> Changed:
    """Enters what left the program in the register, and keeps its bytes: which paper, for whom or about what."""
    wanted = made.offer.wanted
    outside = wanted.paper in OUTSIDE
    whose = {"about": wanted.subject} if outside else {"recipient": wanted.subject}
    values = {**whose, "format": Choice(made.offer.format), "pages": made.pages, "copies": sets, "how": Choice(how)}
    return book.save(entries(book, case, wanted.paper, made.data, values, asked), "issued")
