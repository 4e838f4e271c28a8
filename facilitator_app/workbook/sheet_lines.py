"""What each line of a sheet for a visit is typed into: the records that the screen writes, and nothing of its own."""

from collections.abc import Callable, Iterator

from facilitator_app.language import word
from facilitator_app.records import Consent, PassedOn, Preparation, PromiseMade, SheetTyped
from facilitator_app.records.preparation import TOPICS
from facilitator_app.records.record import NOBODY, Choice, Day
from facilitator_app.records.sheets_out import name_of
from facilitator_app.records.visit_sheet import NEXT_VISIT, OFFER, PASS_ON, PROMISE, YES
from facilitator_app.workbook import read_on_paper, sheet_lines_added, visits
from facilitator_app.workbook.typing_in import HEAR, LATER, LINE, READ, TEXT, YES_NO, Asked, Typing


def line(at: Typing) -> Iterator[Asked]:
    """The fields of one line."""
    if at.code in TOPICS:
        note = visits.note_of(at.book, at.file, at.meeting, at.code)
        yield at.ask(word("topic", at.code), TEXT, note, "words")
    elif at.code.startswith(YES):
        yield _answer(at, at.code.removeprefix(YES))
    elif at.code.startswith(OFFER):
        yield from _offered(at)
    elif at.code in PASS_ON:
        yield from _to_pass_on(at)
    elif sheet_lines_added.is_added(at.code):
        yield from sheet_lines_added.line(at)
    else:
        yield from _OTHERS.get(at.code, _unknown)(at)


def _answer(at: Typing, scope: str) -> Asked:
    """A yes or no, on the day on which it was signed. One that is written down of that day already is not asked again."""
    label = f"A yes or a no: {word('consent_scope', scope)[:1].lower()}{word('consent_scope', scope)[1:]}"
    person, day = at.meeting.person, at.meeting.day
    own = at.file.get(Consent, at.id)
    others = (one for one in at.file.of(Consent, person) if one.scope == scope and one.on == day and one.answer and one.id != at.id)
    other = next(others, None) if own is None else None
    known = f"{word('consent_answer', other.answer)}. It is written down already." if other else ""
    form = f"Sheet {name_of(at.sheet)}"
    new = Consent(
        id=at.id, case=at.file.id, person=person, scope=Choice(scope), on=Day(day), how=Choice("signed"), form=form, explained_by=at.book.me().name
    )  # fmt: skip
    return at.ask(label, YES_NO, own or new, "answer", known)


def _offered(at: Typing) -> Iterator[Asked]:
    place = int(at.code.removeprefix(OFFER) or 0) - 1
    item = at.file.get(PassedOn, at.sheet.offered[place]) if 0 <= place < len(at.sheet.offered) else None
    if item is None:
        yield at.ask(
            "Words to hear, or not", HEAR, PassedOn(id=at.id, case=at.file.id), "choice", "These words are not passed on any more."
        )
        return
    here = f"sheet {name_of(at.sheet)}"
    known = f"{word('hear', item.choice)}. It is written down already." if item.offered.on and item.offered.how != here else ""
    yield at.ask(f"“{item.words}”", HEAR, item, "choice", known)
    if not known:
        yield at.ask("How they took it", LINE, item, "received")


def _to_pass_on(at: Typing) -> Iterator[Asked]:
    """The words that they would let be passed on; then whether these very words were read back to them there, and what they said."""
    case, person = at.book.whole_case(at.file.id), at.meeting.person
    receiver = next(iter(read_on_paper.receivers(case, person)), NOBODY)
    new = PassedOn(id=at.id, case=at.file.id, giver=person, receiver=receiver)
    known = at.said_by_others(lambda record: record.words if isinstance(record, PassedOn) else "")
    closed, one_side = read_on_paper.why_closed(case, at.id, at.sheet), at.book.side is not None
    # With one side open not even why: whether something was offered is the other's to tell.
    known = known or (LATER if closed and one_side else closed)
    record = at.file.get(PassedOn, at.id) or new
    yield at.ask(word("sheet_line", at.code), LINE, record, "words", known, later=bool(closed) and one_side)
    if not known:
        why_not = read_on_paper.why_not(case, at.meeting, at.book.clock.today())
        why_not = LATER if why_not and one_side else why_not
        yield at.ask("Was it ticked that these words were read back?", READ, record, "read_back", why_not, later=bool(why_not) and one_side)


def _promised(at: Typing) -> Iterator[Asked]:
    new = PromiseMade(id=at.id, case=at.file.id, person=at.meeting.person)
    record, known = (
        at.file.get(PromiseMade, at.id) or new,
        at.said_by_others(lambda one: one.words if isinstance(one, PromiseMade) else ""),
    )
    yield at.ask(word("sheet_line", at.code), LINE, record, "words", known)
    if not known:
        yield at.ask("By", LINE, record, "by")


def _next_visit(at: Typing) -> Iterator[Asked]:
    meeting = at.meeting
    new = Preparation(id=at.id, case=at.file.id, person=meeting.person, place=meeting.place, paper_only=meeting.paper_only)
    record, known = at.file.get(Preparation, at.id) or new, at.said_by_others(lambda one: one.day if isinstance(one, Preparation) else "")
    yield at.ask(word("sheet_line", at.code), LINE, record, "day", known)
    if not known:
        yield at.ask("Time", LINE, record, "at")


def _unknown(at: Typing) -> Iterator[Asked]:
    """A line of a newer version's sheet."""
    yield at.ask(word("sheet_line", at.code), LINE, SheetTyped(id=at.id), "where_now", "A newer version of this program printed this line.")


_OTHERS: dict[str, Callable[[Typing], Iterator[Asked]]] = {PROMISE: _promised, NEXT_VISIT: _next_visit}
