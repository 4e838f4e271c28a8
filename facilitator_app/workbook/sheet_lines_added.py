"""What the lines of the sheets are typed into that are taken along when somebody asks for them: what was explained, the six safety questions, and how
things are after a meeting.

What lies with the whole case is not typed while one side alone is open: it could not be seen what stands there, nor would it be hidden after.
"""

from collections.abc import Iterator
from typing import Any

from facilitator_app.language import word
from facilitator_app.records import FollowUp, InformationGiven, Particulars, Preparation, Record, SafetyQuestions, Term, TermProgress
from facilitator_app.records.record import Choice, Day, Id, field_of
from facilitator_app.records.visit_sheet import ASKED_US, FOLLOW_UP, GIVEN, HANDED, HOW_ARE, PRESENT, SAFETY, SAID, SIX, TERM, WISHES
from facilitator_app.wall import pack_added
from facilitator_app.workbook.typing_in import LATER, LINE, PRINT, TICKED, UNSURE, WENT, Asked, Typing

_GIVEN = {HANDED: "handed", ASKED_US: "asked"}


def is_added(code: str) -> bool:
    """Whether a line is of one of these sheets."""
    return code in (*SAID, HANDED, PRESENT, ASKED_US, HOW_ARE, WISHES) or code.startswith((SIX, TERM))


def line(at: Typing) -> Iterator[Asked]:
    """The fields of one such line."""
    if at.code.startswith(SIX):
        yield _question(at)
    elif at.code.startswith(TERM):
        yield from _promise(at)
    elif at.code == PRESENT:
        yield _present(at)
    elif at.code in (HOW_ARE, WISHES):
        yield _afterwards(at)
    else:
        yield from _explained(at)


# What was explained -----------------------------------------------------------------------------------------------------------


def _explained(at: Typing) -> Iterator[Asked]:
    id = at.id_of(GIVEN)
    new = InformationGiven(
        id=id, case=at.file.id, person=at.meeting.person, day=Day(at.meeting.day), meeting=at.meeting.id, author=at.book.me().name
    )  # fmt: skip
    record = at.file.get(InformationGiven, id) or new
    others = [one for one in at.file.of(InformationGiven, at.meeting.person) if one.meeting == at.meeting.id and one.id != id]
    name = _GIVEN.get(at.code, at.code)
    yield _given_field(at, record, others, name, TICKED if at.code in SAID else LINE)
    if at.code == HANDED:
        yield _given_field(at, record, others, "format", PRINT)


def _given_field(at: Typing, record: InformationGiven, others: list[InformationGiven], name: str, kind: str) -> Asked:
    """One field of it. What is written down of this visit already, by whichever way, is shown and not asked again."""
    declared = field_of(InformationGiven, name)
    label = word("sheet_line", at.code) if name != "format" else declared.ask.label

    def said(one: Record) -> str:
        value = getattr(one, name)
        return "ticked" if value is True else word("format", value) if name == "format" and value else str(value or "")

    known = at.said_by_others(said, GIVEN) or _written_already(said, others)
    return at.ask(label, kind, record, name, known)


def _written_already(said: Any, others: list[InformationGiven]) -> str:
    return next((f"It is written down already: {said(one)}" for one in others if said(one)), "")


def _present(at: Typing) -> Asked:
    """Who was there stands with the visit. What stands there is not typed over."""
    stands = at.meeting.present
    known = f"It is written down with the visit: {stands}" if stands else ""
    return at.ask(word("sheet_line", PRESENT), LINE, at.meeting, field_of(Preparation, "present").name, known)


# The six ----------------------------------------------------------------------------------------------------------------------


def _question(at: Typing) -> Asked:
    """One of the six, as this person answered it: a record of its own, so that nothing which others said is taken back by it."""
    name, id = at.code.removeprefix(SIX), at.id_of(SAFETY)
    new = SafetyQuestions(
        id=id, case=at.file.id, on=Day(at.meeting.day), asked_of=at.meeting.person, author=at.book.me().name
    )  # fmt: skip
    record = at.file.get(SafetyQuestions, id) or new
    if at.book.side is not None:
        return at.ask(word("sheet_line", "question").format(number=at.number), UNSURE, new, name, LATER, later=True)
    known = at.said_by_others(lambda one: word("yes_no_unsure", str(getattr(one, name))), SAFETY)
    return at.ask(field_of(SafetyQuestions, name).ask.label, UNSURE, record, name, known)


# Afterwards -------------------------------------------------------------------------------------------------------------------


def _afterwards(at: Typing) -> Asked:
    name, id = {HOW_ARE: "words", WISHES: "wishes"}[at.code], at.id_of(FOLLOW_UP)
    new = FollowUp(
        id=id, case=at.file.id, person=at.meeting.person, method=Choice(_method(at)), done_on=Day(at.meeting.day), author=at.book.me().name
    )  # fmt: skip
    known = at.said_by_others(lambda one: str(getattr(one, name)), FOLLOW_UP)
    return at.ask(word("sheet_line", at.code), LINE, at.file.get(FollowUp, id) or new, name, known)


def _method(at: Typing) -> str:
    own = at.file.first(Particulars, at.meeting.person)
    return "visit_prison" if own is not None and own.location == "custody" else "visit_other"


def _promise(at: Typing) -> Iterator[Asked]:
    """How one line of what was agreed goes, as this person says: beside what others said of it, and never in its place."""
    place = int(at.code.removeprefix(TERM) or 0) - 1
    id = Id(at.sheet.terms[place] if 0 <= place < len(at.sheet.terms) else "")
    name = at.file.name(at.meeting.person)
    new = TermProgress(id=at.id, case=at.file.id, term=id, on=Day(at.meeting.day), source=name, author=at.book.me().name)
    if at.book.side is not None:
        yield at.ask(word("sheet_line", "term").format(number=place + 1), WENT, new, "status", LATER, later=True)
        return
    terms = {term.id: term for term in pack_added.agreed_with(at.file, at.meeting.person)}
    term = terms.get(id) or at.file.get(Term, id)
    label = pack_added.said(term) if term is not None else word("sheet_line", "term").format(number=place + 1)
    record = at.file.get(TermProgress, at.id) or new
    known = at.said_by_others(lambda one: word("term_status", one.status) if isinstance(one, TermProgress) else "")
    yield at.ask(label, WENT, record, "status", known)
    if not known:
        yield at.ask("What they say of it", LINE, record, "words")
