"""What the office was asked to print: what waits over all cases, what keeps one back, and each act of whoever prints it.

What is printed are the bytes of the register, as they were issued. A paper that something has made wrong since is not printed, whoever asked
for it and whenever: a stop, words that were taken back, another version, no wish for paper any more.
"""

from dataclasses import dataclass

from facilitator_app import calendar
from facilitator_app.language import word
from facilitator_app.records import PaperAsked, PaperWent, Participant, Printed
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.facts import Due
from facilitator_app.records.fetching import reasons_for
from facilitator_app.records.paper_out import waits_for_office
from facilitator_app.records.record import Choice, Day, Id
from facilitator_app.vault.rows import Changed, Row
from facilitator_app.wall.envelope import envelope, may_be_posted
from facilitator_app.wall.projection import wish_of
from facilitator_app.workbook import paper_out
from facilitator_app.workbook.print_register import STOPPED, Stopped, as_issued, reprint
from facilitator_app.workbook.workbook import Workbook

_EVER = "9999"
_NO_DAY = "~"  # after every day
_ASK = "Ask whoever sent it."
_NOT_NOW = "Two versions of this stand side by side."
DONE = {"post": "posted", "facilitator": "with", "keep": "kept"}


@dataclass(frozen=True, slots=True, repr=False)
class Asked:
    """One that waits: what it is, what is wanted, what keeps it back, and where it may be posted."""

    asked: PaperAsked
    printed: Printed
    file: CaseFile
    words: str
    why_not: str
    address: tuple[str, ...]

    @property
    def is_printed(self) -> bool:
        """Whether it is printed, and only to be handed on."""
        return bool(self.asked.printed_at)


def waiting(book: Workbook) -> list[Due]:
    """What waits over all cases: what is wanted by a day first, then by when it was asked."""
    return sorted(book.dues(_EVER, ("to_print",)), key=lambda due: (due.day or _NO_DAY, due.at, due.record))


def one_of(book: Workbook, case: Id, asked: Id) -> Asked | None:
    """One of them, as it stands now; None when it is done with."""
    file = book.case(case)
    found = file.get(PaperAsked, asked)
    printed = file.get(Printed, found.printed) if found else None
    if found is None or printed is None or not waits_for_office(found):
        return None
    address = envelope(file, printed.recipient, printed.paper) if found.hand_on == "post" else ()
    words = paper_out.line_of(book, file, printed, None).words
    return Asked(found, printed, file, words, "" if found.printed_at else why_not(file, found, printed), address)


def why_not(file: CaseFile, asked: PaperAsked, printed: Printed) -> str:
    """What keeps a paper from being printed now; empty when nothing does."""
    if any(person.stopped_on for person in file.all(Participant)):
        return STOPPED
    if any(record in (asked.id, printed.id) for record, _ in file.forks):
        return _NOT_NOW
    reasons = reasons_for(file, printed)
    if reasons:
        return reasons[0].words
    if printed.recipient and wish_of(file, printed.recipient).keeping == "none":
        return f"{file.name(printed.recipient)} wants no paper."
    return ""


def data_of(book: Workbook, one: Asked) -> bytes:
    """The bytes to print. Asked again here, from how the case stands now. Raises `Stopped`, `NotAsIssued`, `Damaged`."""
    file = book.case(one.file.id)
    found = file.get(PaperAsked, one.asked.id)
    if found is None or not waits_for_office(found) or found.printed_at:
        raise Stopped("This is not waiting any more.", _ASK)
    if why := why_not(file, found, one.printed):
        raise Stopped(why, _ASK)
    return reprint(book, file, one.printed)


def look_at(book: Workbook, one: Asked) -> bytes:
    """The bytes, to be looked at. Raises `NotAsIssued`, `Damaged`."""
    return as_issued(book, one.file, one.printed)


def says(book: Workbook, one: Asked) -> list[tuple[str, str]]:
    """What whoever prints it should know, as labels and values."""
    today, asked = book.clock.today(), one.asked
    found = [("For", one.file.name(one.printed.recipient) or "The case file"), ("How many", str(asked.copies))]
    found += [("Wanted by", calendar.due_said(asked.wanted_by, today))] if asked.wanted_by else []
    found += [("Then", word("hand_on", asked.hand_on) + (f", {asked.author}" if asked.hand_on == "facilitator" and asked.author else ""))]
    found += [("Asked by", ", ".join(filter(None, (asked.author, calendar.said(asked.asked_at[:10], today)))))]
    return found


# Acts -------------------------------------------------------------------------------------------------------------------------


def printed(book: Workbook, one: Asked) -> Changed:
    """It was printed, now, by whoever works here."""
    return _write(book, one, {"printed_at": book.clock.now().isoformat(timespec="minutes"), "printed_by": book.me().name})


def handed_on(book: Workbook, one: Asked, how: str) -> Changed:
    """It was posted, given to whoever asked, or put away ("post", "facilitator", "keep"): what was done, whatever was asked."""
    file = book.case(one.file.id)
    found = file.get(PaperAsked, one.asked.id)
    if found is None or not found.printed_at or found.done_on:
        return Changed()
    today = Day(book.clock.today().isoformat())
    went = PaperWent(
        case=file.id, person=one.printed.recipient, printed=one.printed.id, on=today, what=Choice(DONE[how]),
        who=found.author if how == "facilitator" else "", author=book.me().name,
    )  # fmt: skip
    return book.save([_row(file, found, {"done_on": today}), paper_out.row_of(went, one.printed)], "handed on")


def cannot(book: Workbook, one: Asked, why: str) -> Changed:
    """It cannot be printed, and why: whoever asked reads it in the register."""
    return _write(book, one, {"cannot": why.strip()})


def take_back(book: Workbook, file: CaseFile, asked: PaperAsked) -> Changed:
    """Whoever asked for it asks no more."""
    return book.save([_row(file, asked, {"taken_back_on": Day(book.clock.today().isoformat())})], "asked no more")


def ways(file: CaseFile, person: Id, paper: str) -> list[tuple[str, str]]:
    """What the office can be asked to do with a copy: post it only where it may be posted, keep it only for somebody."""
    wish = wish_of(file, person).keeping if person else ""
    if wish == "keep":
        codes = ["keep", "facilitator"]
    else:
        codes = [*(["post"] if may_be_posted(file, person, paper) else []), "facilitator", *(["keep"] if person else [])]
    return [(code, word("hand_on", code)) for code in codes]


def _write(book: Workbook, one: Asked, values: dict[str, object]) -> Changed:
    """On how it stands now. Nothing where somebody has done something with it since."""
    file = book.case(one.file.id)
    found = file.get(PaperAsked, one.asked.id)
    if found is None or not waits_for_office(found) or found.printed_at:
        return Changed()
    return book.save([_row(file, found, values)], "office")


def _row(file: CaseFile, asked: PaperAsked, values: dict[str, object]) -> Row:
    replaces = {name: file.replaced_by(asked, name, value) for name, value in values.items()}
    return Row(file.compartments[asked.id], asked.kind, asked.id, values, replaces)
