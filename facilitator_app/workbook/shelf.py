"""The shelf of cases: a few open ones as cards, the one that needs you first in front; many as a list; the closed ones apart."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from facilitator_app import calendar
from facilitator_app.language import word
from facilitator_app.records.facts import CaseFact, Due
from facilitator_app.records.record import Id
from facilitator_app.workbook.workbook import Workbook

MOST_CARDS = 12
_EVER = "9999-12-31"
# What somebody does, and not what is only known.
_ACTS = ("visit", "conference", "promise", "follow_up", "ring", "tell", "letter", "term", "look")
_ANSWER_IN_DAYS = 7  # a case that nobody has opened stands where something that is due in a week would


@dataclass(frozen=True, slots=True, repr=False)
class Card:
    """What stands on a card beside the names: of a case that has not been opened only the area, and the question."""

    said: str
    when: str
    next: str
    soft: str
    opened: bool = True


@dataclass(frozen=True, slots=True, repr=False)
class Shelf:
    """The cases in the order in which they are shown. Without `cards` the open ones are too many for them."""

    open: tuple[CaseFact, ...] = ()
    closed: tuple[CaseFact, ...] = ()
    cards: Mapping[Id, Card] = field(default_factory=dict)


def shelf(book: Workbook) -> Shelf:
    """The shelf as it stands today. Of thousands nothing is asked but their rows."""
    facts = book.cases()
    open_ones = tuple(fact for fact in facts if not fact.closed_on)
    closed = tuple(fact for fact in facts if fact.closed_on)
    if len(open_ones) > MOST_CARDS:
        return Shelf(open_ones, closed)
    today = book.clock.today()
    ordered = by_need(open_ones, book.dues(_EVER), today)
    cards = {fact.case: card_of(fact, due, "" if fact.known else _area(book, fact.case), today) for fact, due in ordered}
    return Shelf(tuple(fact for fact, _ in ordered), closed, cards)


def _area(book: Workbook, case: Id) -> str:
    return book.case(case).case.incident_area


def by_need(facts: Iterable[CaseFact], dues: Iterable[Due], today: date) -> list[tuple[CaseFact, Due | None]]:
    """Each case with what comes next in it, the one that needs somebody first in front. `dues` come the earliest first."""
    first: dict[Id, Due] = {}
    for due in dues:
        if due.sort in _ACTS and calendar.whole_day(due.day):
            first.setdefault(due.case, due)
    return sorted(((fact, first.get(fact.case)) for fact in facts), key=lambda found: _needed(found[0], found[1], today))


def matching(facts: Iterable[CaseFact], typed: str) -> list[CaseFact]:
    """Those in whose names or reference every typed word stands."""
    wanted = typed.casefold().split()
    return [fact for fact in facts if all(one in f"{fact.nickname} {fact.names} {fact.reference}".casefold() for one in wanted)]


def _needed(fact: CaseFact, due: Due | None, today: date) -> tuple[str, str]:
    """When it needs somebody. What is touched later keeps its place among those that nothing calls for."""
    if not fact.known:
        return (today + timedelta(days=_ANSWER_IN_DAYS)).isoformat(), ""
    return (due.day, due.at or "99") if due is not None else (_EVER, "")


def card_of(fact: CaseFact, due: Due | None, area: str, today: date) -> Card:
    """What its card says. `area` is all that is said of a case that nobody has opened."""
    if not fact.known:
        return Card(area, "Not opened yet", "Do you know anyone here?", "", opened=False)
    soft = " · ".join(filter(None, (fact.reference, word("path", fact.path), "Two versions to look at" if fact.forks else "")))
    if due is None:
        return Card(fact.sentence, "", "", soft)
    when = calendar.due_said(due.day, today) + (f", {due.at}" if due.at else "")
    return Card(fact.sentence, when, "The meeting" if due.sort == "conference" else due.title, soft)
