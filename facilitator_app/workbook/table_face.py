"""Table, the face of the room view that people read with you: the lines of the agreement, looked through as everybody's copy of them would be.

A line is typed while they talk, and nobody has read it back. Words in it that one of them may not know are kept off the screen, as they are off paper.
"""

from dataclasses import dataclass

from facilitator_app import calendar
from facilitator_app.records import Participant, Term
from facilitator_app.records.case_file import CaseFile
from facilitator_app.wall import leaks
from facilitator_app.workbook import agreeing, papers
from facilitator_app.workbook.workbook import Workbook

NOT_SHOWN = "Not shown here yet."


@dataclass(frozen=True, slots=True, repr=False)
class Line:
    """One line as it stands on Table; `kept_off` when its words are not there, and only its number is."""

    number: int
    what: str
    who_when: str = ""
    kept_off: bool = False


def lines(book: Workbook, file: CaseFile) -> tuple[Line, ...]:
    """The lines that are written so far."""
    agreement = agreeing.agreement_of(file)
    terms = [term for term in file.terms(agreement) if term.promise.what] if agreement else []
    if not terms:
        return ()
    written, service = leaks.written_in(file), book.service()
    people = file.all(Participant)
    unread = any(papers.half_read_words(file, person.id) for person in people)
    private = [leaks.private_to_others(file, person.id, service, written) for person in people]
    # Which of two versions of a line they agreed is not settled over their heads.
    return tuple(_line(file, term, private, unread=unread or (term.id, "promise") in file.forks) for term in terms)


def _line(file: CaseFile, term: Term, private: list[leaks.Private], *, unread: bool) -> Line:
    promise = term.promise
    if unread or any(leaks.hits_across((promise.what, promise.by_when), shut) for shut in private):
        return Line(term.number, NOT_SHOWN, kept_off=True)
    day = calendar.whole_day(promise.by_when)
    when = f"by {calendar.long(day)}" if day else promise.by_when
    return Line(term.number, promise.what, "  ·  ".join(filter(None, (agreeing.who_words(file, promise), when))))


def kept_off_words(found: tuple[Line, ...]) -> str:
    """What the facilitator alone is told of lines that Table does not show; never why: others may look on."""
    numbers = [str(line.number) for line in found if line.kept_off]
    if not numbers:
        return ""
    said = " and ".join(filter(None, (", ".join(numbers[:-1]), numbers[-1])))
    return f"Line {said} is not on Table. Agreement says why" if len(numbers) == 1 else f"Lines {said} are not on Table. Agreement says why"
