"""The lines of all signed agreements that are still open, in all cases, by when they are due. From facts: no case is read for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from facilitator_app import calendar
from facilitator_app.records.agreement import TermProgress
from facilitator_app.records.facts import CaseFact, Due
from facilitator_app.records.record import Id
from facilitator_app.workbook.workbook import Workbook

PAST, SOON, LATER, NO_DAY = "Was due", "In the next two weeks", "Later", "Without a day"
_SOON_DAYS = 14
_EVER = "9999-12-31"
_LONG = 26  # letters: words for a day that are longer stand under the line, not at its right


@dataclass(frozen=True, slots=True, repr=False)
class Line:
    """One line, or one thing of which somebody still has to be told. `record` is the line, or else what was written of how it ended."""

    case: Id
    record: Id
    to_tell: bool
    words: str
    under: str
    when: str
    group: str


@dataclass(frozen=True, slots=True, repr=False)
class Board:
    """Everything on the page: what a colleague would say of it, and the lines in order."""

    sentence: str = ""
    lines: tuple[Line, ...] = ()


def board(book: Workbook) -> Board:
    """All of them. While one side is open nothing of it is told: a line names both."""
    if book.side is not None:
        return Board()
    cases = {fact.case: fact for fact in book.cases() if fact.known}
    return board_of(book.dues(_EVER, ("term", "tell")), cases, book.clock.today())


def board_of(dues: Sequence[Due], cases: dict[Id, CaseFact], today: date) -> Board:
    """The board out of what is due; a case that nobody has opened keeps its lines to itself."""
    mine = sorted((due for due in dues if due.case in cases), key=lambda due: _place_of(due, cases[due.case].nickname))
    lines = tuple(_line(due, cases[due.case].nickname, today) for due in mine)
    return Board(_sentence(mine[0], cases[mine[0].case].nickname, today) if mine else "", lines)


def _place_of(due: Due, nickname: str) -> tuple[bool, str, str, int, str]:
    """Those without a day come last; of one day, the lines of a case stand together and in their order: line 2 before line 10."""
    return not calendar.whole_day(due.day), due.day, nickname, len(due.title.partition(":")[0]), due.title


def line_of(book: Workbook, shown: Line) -> Id:
    """The line of an agreement that is opened: of something to tell, the one that it is about."""
    if not shown.to_tell:
        return shown.record
    progress = book.case(shown.case).get(TermProgress, shown.record)
    return Id(progress.term) if progress is not None else Id("")


def _line(due: Due, nickname: str, today: date) -> Line:
    day = calendar.whole_day(due.day)
    when = _when(due, day, today)
    aside = len(when) > _LONG and day is None
    under = (nickname, due.detail, when if aside else "")
    return Line(
        due.case, due.record, due.sort == "tell", due.title, " · ".join(filter(None, under)), "" if aside else when, _group(day, today)
    )


def _when(due: Due, day: date | None, today: date) -> str:
    if day is None:
        said = calendar.said(due.at, today)
        return f"“{said}”" if said else "No day was agreed"  # "from today" is what they agreed, and not what we say now
    return f"was due on {calendar.said(due.day, today)}" if day < today else calendar.due_said(due.day, today)


def _group(day: date | None, today: date) -> str:
    if day is None:
        return NO_DAY
    return PAST if day < today else SOON if day <= today + timedelta(days=_SOON_DAYS) else LATER


def _sentence(due: Due, nickname: str, today: date) -> str:
    """What stands first, in a sentence."""
    day = calendar.whole_day(due.day)
    if day is None:
        return "No open line has a day."
    what = "Somebody still has to be told how a line ended" if due.sort == "tell" else "A line"
    if day < today:
        said = f"{what}. That was due on" if due.sort == "tell" else f"{what} was due on"
        return f"{said} {calendar.long(day, today)}, in the case of {nickname}."
    said = f"{what}, by" if due.sort == "tell" else "The next line is due on"
    return f"{said} {calendar.long(day, today)}, in the case of {nickname}."
