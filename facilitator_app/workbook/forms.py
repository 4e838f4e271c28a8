"""Letters and forms for each person: which there are, what stops one, and how it is issued. The agreement is another paper's business.

Nothing here is a judgement that somebody may be written to: what is written down can stop a paper, and never starts one.
"""

import tomllib
from dataclasses import dataclass, replace

from facilitator_app import calendar
from facilitator_app.records import GuideRun, Joining, Participant, gates
from facilitator_app.records.answers import said_no, said_yes
from facilitator_app.records.case_file import SIDES, CaseFile
from facilitator_app.records.check import Act
from facilitator_app.records.record import Choice, Id
from facilitator_app.resources import text as words_in
from facilitator_app.vault.rows import Changed
from facilitator_app.wall import leaks, letters, projection
from facilitator_app.wall.sheets import ENGLISH, WELSH
from facilitator_app.wall.sheets_letters import ConsentSheet, InformationSheet, LetterSheet
from facilitator_app.wall.welsh import is_wanted
from facilitator_app.workbook.letter_texts import CY, EASY, has_two_versions, text_of
from facilitator_app.workbook.papers import ONE_SIDE, Stop, half_read_words, stops_of
from facilitator_app.workbook.print_register import Stopped, Wanted, entries
from facilitator_app.workbook.welsh import words_passed
from facilitator_app.workbook.workbook import Workbook

KINDS = ("first_letter", "information", "consent", "invitation")  # as the print register names them
FILE_NAMES = {"first_letter": "Letter", "information": "Information", "consent": "Form", "invitation": "Invitation"}
IN_WELSH = ("information", "consent")
IN_PRINT = ("standard", "large", "extra_large")
FORMATS = (*IN_PRINT, "easy_read")
_ON_PAPER = ("day", "at", "room", "pause", "seats", "called_off_on")  # of the plan
_TWO_VERSIONS = "Two versions stand side by side in what this paper says. Settle them first."


@dataclass(frozen=True, slots=True, repr=False)
class Offer:
    """One letter or form for one person as it would be printed now. `unnamed`: who comes to the meeting, and is not on this paper."""

    paper: str
    recipient: Id
    name: str
    format: str
    sheet: LetterSheet
    stops: tuple[Stop, ...] = ()
    looked_for: int = 0
    why_not: str = ""
    unnamed: tuple[str, ...] = ()
    language: str = ENGLISH

    @property
    def is_draft(self) -> bool:
        """Whether it can only be printed as a marked draft."""
        return isinstance(self.sheet, ConsentSheet | InformationSheet) and self.language != ENGLISH and not self.sheet.words_passed


@dataclass(frozen=True, slots=True, repr=False)
class Made:
    """Its bytes, and a name for its file that names nobody and no kind of case."""

    data: bytes
    name: str
    pages: int
    version: int
    offer: Offer


def kinds_for(person: Participant) -> tuple[str, ...]:
    """What can be asked for: a first letter goes to each side, and to nobody who only comes with them."""
    return KINDS if person.role in SIDES else KINDS[1:]


def offer(
    book: Workbook,
    case: Id,
    person: Id,
    paper: str,
    format: str = "",
    file: CaseFile | None = None,
    written: leaks.Written | None = None,
    language: str = "",
) -> Offer:
    """One paper, with what stops it. Without a format or language, those that this person wished for: Welsh once its words are passed.
    `written`: the reading of the case, where several papers share one.
    """
    file = file or book.case(case)
    format = format or projection.wish_of(file, person).format
    language = language if language and paper in IN_WELSH else usual_language(book, file, person, paper)
    if language == WELSH and format == "easy_read":
        format = "large"  # there is no easy read in Welsh: nobody has written it
    sheet = (
        _in_welsh(book, file, person, paper)
        if language == WELSH
        else _sheet(book, file, person, paper, EASY if format == "easy_read" else "")
    )
    found = Offer(paper, person, file.name(person), format, sheet, language=language)
    if book.side is not None:  # what must not be on it cannot be looked for where it is not open, nor be spoken of
        return replace(found, why_not=ONE_SIDE)
    private = leaks.private_to_others(file, person, book.service(), written)
    unnamed = tuple(file.name(one) for one in letters.left_unnamed(file, person)) if paper == "invitation" else ()
    stops = tuple(stops_of(file, person, letters.words_on(sheet), private))
    why_not = (
        _TWO_VERSIONS if has_two_versions(book, sheet.text.name) else _why_not(book, file, person, paper) or half_read_words(file, person)
    )
    return replace(found, stops=stops, looked_for=len(private), why_not=why_not, unnamed=unnamed)


def usual_language(book: Workbook, file: CaseFile, person: Id, paper: str) -> str:
    """Welsh for whose language it is, where its words are passed; English otherwise."""
    return WELSH if paper in IN_WELSH and is_wanted(file, person) and words_passed(book, paper) else ENGLISH


def _in_welsh(book: Workbook, file: CaseFile, person: Id, paper: str) -> ConsentSheet | InformationSheet:
    service, passed = book.service(), words_passed(book, paper) is not None
    text = text_of(book, f"{paper}{CY}")
    if paper == "information":
        return letters.in_welsh(letters.information(service, text), service, words_passed=passed)
    asked = tomllib.loads(words_in("letters", WELSH, "questions.toml"))
    made = letters.consent(file, person, service, text, asked, book.clock.today())
    return letters.in_welsh(made, service, words_passed=passed)


def _sheet(book: Workbook, file: CaseFile, person: Id, paper: str, easy: str) -> LetterSheet:
    service, today = book.service(), book.clock.today()
    match paper:
        case "first_letter":
            participant = file.get(Participant, person)
            role = participant.role.replace("_", "-") if participant and participant.role in SIDES else "taking-part"
            return letters.first_letter(file, person, service, text_of(book, f"first-letter-{role}{easy}"), today)
        case "consent":
            asked = tomllib.loads(words_in("letters", "en", f"questions{easy}.toml"))
            pictures = asked.pop("picture", None)
            return letters.consent(file, person, service, text_of(book, f"consent{easy}"), asked, today, pictures)
        case "invitation":
            return letters.invitation(file, person, service, text_of(book, f"invitation{easy}"), today)
        case _:
            return letters.information(service, text_of(book, f"information{easy}"))


# What stops one ---------------------------------------------------------------------------------------------------------------


def _why_not(book: Workbook, file: CaseFile, person: Id, paper: str) -> str:
    participant = file.get(Participant, person)
    if participant is None or not participant.print_name:
        return "The name on paper is not written down."
    if paper == "information":  # rights stay rights after a stop
        return ""
    closed = _closed(file, participant)
    if closed or paper == "first_letter":
        return closed or _approach(book, file, person)
    if paper == "consent":
        return "" if letters.asked_now(file, person) else f"There is nothing to ask {participant.print_name} on paper now."
    return _no_meeting(book, file, participant.print_name) or _meeting_off(book, file) or _not_asked(file, participant)


def _closed(file: CaseFile, person: Participant) -> str:
    """A stop, a no, a yes that was taken back: they close what the yes opened."""
    name = person.print_name
    if file.case.closed_on:
        return "This case is closed. Nothing more is sent from it."
    if person.stopped_on:
        return f"{name} has stopped. Nothing more is sent."
    if any(said_no(file, person.id, scope) for scope in ("explore", "take_part")):
        return f"{name} said no, or took a yes back. Nothing more is sent until {name} begins again."
    return _TWO_VERSIONS if any(record == person.id for record, _ in file.forks) else ""


def _approach(book: Workbook, file: CaseFile, person: Id) -> str:
    """What stands before somebody hears for the first time that they are asked, and nobody has gone past with a reason."""
    return next((check.words for check in gates.before(file, book.clock.today(), Act.APPROACH, person)), "")


def _meeting_off(book: Workbook, file: CaseFile) -> str:
    """What nobody can go past: a stop, an order, a no. What is only not written down yet keeps no invitation back: people plan ahead."""
    return next((check.words for check in gates.before(file, book.clock.today(), Act.MEET) if check.firm), "")


def _no_meeting(book: Workbook, file: CaseFile, name: str) -> str:
    plan = letters.planned(file)
    if plan is None:
        return "No meeting is planned."
    day = calendar.whole_day(plan.day)
    if any(run.plan == plan.id and run.started for run in file.all(GuideRun)) or (day and day < book.clock.today()):
        return "This meeting has been. Plan another one first."
    missing = [said for said, value in (("the day", day), ("the time", plan.at), ("the room", plan.room)) if not value]
    if missing:
        return f"Not written down for the meeting: {', '.join(missing)}."
    if any(record == plan.id and field in _ON_PAPER for record, field in file.forks):
        return _TWO_VERSIONS
    return "" if file.case.lead or file.case.co_facilitator else f"Nobody is written down whom {name} can ask for."


def _not_asked(file: CaseFile, person: Participant) -> str:
    name, own = person.print_name, file.of(Joining, person.id)
    if not said_yes(file, person.id, "take_part"):
        return f"{name}’s yes to taking part is not written down."
    if not own or not own[-1].arrive_at:
        return f"When {name} comes is not written down yet. It stands on {name}’s page, under “How they come to the meeting”."
    if any(record == own[-1].id for record, _ in file.forks):
        return _TWO_VERSIONS
    known = letters.knows_of(file, person.id)
    if not any(side.id in known for side in file.sides if side.id != file.side_of(person.id)):
        return f"Nothing says that {name} knows who comes. Write it under “What they know”, with the names on paper."
    return ""


# Making and issuing -----------------------------------------------------------------------------------------------------------


def make(found: Offer) -> Made:
    """The bytes. Raises `Stopped`, `TextNotUsable`, `MissingLetter`. Imports the press, so the first one takes some tenths of a second."""
    if found.why_not:
        raise Stopped(found.why_not)
    if found.stops:
        raise Stopped(found.stops[0].sentence, "Change the words, ask whose they are, or say that this is something else.")
    from facilitator_app.papers.press import FORMATS, pages_of, pdf_of  # noqa: PLC0415 - costs 0.4 s, and most days print nothing
    from facilitator_app.papers.texts import read  # noqa: PLC0415 - as above

    data = pdf_of(found.sheet, FORMATS.get(found.format, FORMATS["standard"]))
    return Made(data, FILE_NAMES[found.paper], pages_of(data), read(found.sheet).version, found)


def issued(book: Workbook, case: Id, made: Made, how: str, sets: int = 1, wanted: Wanted | None = None) -> Changed:
    """Enters what left the program in the register, and keeps its bytes, so that a reprint is the same."""
    one = made.offer
    values: dict[str, object] = {"recipient": one.recipient, "format": Choice(one.format), "version": made.version, "pages": made.pages}
    values |= {"copies": sets, "draft": one.is_draft} | ({"language": Choice(one.language)} if one.language != ENGLISH else {})
    what = "welsh_draft" if one.is_draft else one.paper
    return book.save(entries(book, case, what, made.data, {**values, "how": Choice(how)}, wanted), "issued")
