"""What the screen says of the exchange: one line for the whole, five sayings for a record, and what does not go by itself, with its reason and
the next step. Reads; changes nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from facilitator_app import calendar
from facilitator_app.language import word
from facilitator_app.records import KINDS
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import Id
from facilitator_app.vault.delivered import Counts, Unsent
from facilitator_app.workbook.exchanging import Exchanging
from facilitator_app.workbook.unheard import Limit
from facilitator_app.workbook.witness import Witness
from facilitator_app.workbook.workbook import Workbook

HERE = "Saved on this laptop"
ON_ITS_WAY = "On its way"
LOOKED_AT = "With your supervisor to look at"
TWO_VERSIONS = "Two versions"
_SAID_DAYS = 14  # for so long the page says that the service was put back


@dataclass(frozen=True, slots=True, repr=False)
class Item:
    """A line of the page: what, of which case, why it is there and what to do. `opens`: whether there is something here to open."""

    case: Id
    words: str
    second: str
    opens: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Standing:
    """Everything that the page of the exchange shows."""

    service: str  # whose; empty before a workbook belongs to one
    last: str  # when an answer came last, in words; empty when none did
    counts: Counts
    unsent: tuple[Item, ...]
    looked_at: tuple[Item, ...]
    forks: tuple[Item, ...]
    histories: tuple[Item, ...] = ()  # what the service's own checkpoints say: that it was put back, or that there are two histories
    limit: Limit | None = None


def in_one_line(counts: Counts, last: str, *, asking: bool, enrolled: bool, aside: bool) -> str:
    """The one line for the whole. `aside`: one side alone is open, and nothing may be said of what lies on the other."""
    if not enrolled:
        return HERE
    if asking and counts.unsent:
        return ON_ITS_WAY
    said = HERE if counts.unsent or not last else f"Also at the service, {last}"
    beside = [TWO_VERSIONS] if counts.forks else []
    beside += [LOOKED_AT] if counts.looked else []
    return said if aside or not beside else f"{said}. {'. '.join(beside)}"


def limit_said(limit: Limit, today: date) -> str:
    """Since when nothing was heard, and what comes of it on which day."""
    since, on = calendar.long(limit.since, today), calendar.long(limit.on, today)
    if limit.is_closed:
        return f"Nothing has come from it since {since}. Nothing is lost: what you wrote is kept here, and goes with the first answer."
    if limit.on <= today:
        return f"Nothing has come from your service since {since}. Cases stay open for the visit or meeting that is near. Ask it as soon as you can."
    return f"Nothing has come from your service since {since}. From {on} no case opens on this laptop until it has asked. Connect it to a network."


def of_record(book: Workbook, file: CaseFile, record: Id, *, asking: bool = False) -> str:
    """What has become of one record."""
    if any(forked == record for forked, _ in file.forks):
        return TWO_VERSIONS
    if any(one.record == record for one in book.vault.looked_at()):
        return LOOKED_AT
    if book.vault.enrolment() is None:
        return HERE
    if any(one.record == record for one in book.vault.unsent()):
        return ON_ITS_WAY if asking else HERE
    at = said_at(book, book.vault.delivered_at(record))
    return f"Also at the service, {at}" if at else "Also at the service"


def said_at(book: Workbook, stamp: str) -> str:
    """A moment (UTC) as somebody says it: "14:02", of another day "Tue 3 Mar, 14:02"; empty for none."""
    if not stamp:
        return ""
    then, today = datetime.fromisoformat(stamp).astimezone(calendar.london()), book.clock.today()
    return f"{then:%H:%M}" if then.date() == today else f"{calendar.short(then.date(), today)}, {then:%H:%M}"


def days_since(book: Workbook, stamp: str) -> int:
    """How many days ago a moment (UTC) was; a long time where there is none."""
    return (book.clock.today() - datetime.fromisoformat(stamp).astimezone(calendar.london()).date()).days if stamp else 10_000


def _how_many(book: Workbook, some: Sequence[Unsent]) -> str:
    """ "Visit, since 09:10", "12 things, since Mon 5 Jan, 09:00"."""
    what = KINDS[some[0].kind].title if len(some) == 1 and some[0].kind in KINDS else f"{len(some)} things"
    return f"{what}, since {said_at(book, min(one.since for one in some))}"


def standing(book: Workbook, exchanging: Exchanging) -> Standing:
    """What the page shows. Not for the screen's thread."""
    enrolment = exchanging.enrolment
    known: dict[Id, CaseFile] = {}

    def file_of(case: Id) -> CaseFile:
        if case not in known:
            known[case] = book.case(case)
        return known[case]

    def title(case: Id, record: Id) -> str:
        found = file_of(case).records.get(record) if case else None
        of = type(found).title if found is not None else "Something"
        return " · ".join(filter(None, (of, file_of(case).nickname if case else "")))

    waiting: dict[Id, list[Unsent]] = {}
    for one in book.vault.unsent():
        waiting.setdefault(one.case, []).append(one)
    unsent = [
        Item(case, file_of(case).nickname if case else "Of the service itself", _how_many(book, some), opens=bool(case))
        for case, some in waiting.items()
    ]
    looked = [
        Item(one.case, title(one.case, one.record), f"{word('held_why', one.why)} Delivered {said_at(book, one.at)}.")
        for one in book.vault.looked_at()
    ]
    forked = [
        Item(fact.case, fact.nickname or fact.reference, f"In {fact.forks} places" if fact.forks > 1 else "In one place", opens=True)
        for fact in book.cases() if fact.forks
    ]  # fmt: skip
    return Standing(
        enrolment.answer.service if enrolment else "", said_at(book, exchanging.last()), exchanging.counts(),
        tuple(unsent), tuple(looked), tuple(forked), tuple(_histories(book, exchanging.witness())), book.limit(),
    )  # fmt: skip


def _histories(book: Workbook, seen: Witness) -> Iterator[Item]:
    """What is out of the ordinary in what the service has shown of itself. Nothing here is in danger by it, and it says so."""
    if seen.other is not None:
        last = f"First it was “{seen.saw}”" + (f", signed {said_at(book, seen.last.made)}" if seen.last else "")
        yield Item(
            Id(""), "Your service shows two histories of itself",
            f"{last}; then “{seen.other.name}”, noticed {said_at(book, seen.noticed)}. Nothing of yours is lost, and all of it is still sent. "
            f"{'The service has been told' if seen.told else 'It is told when it is asked next'}. Ring the office and read them both names.",
        )  # fmt: skip
    if seen.restored and days_since(book, seen.restored) <= _SAID_DAYS:
        yield Item(
            Id(""), "Your service was put back from a copy of itself",
            f"It said so {said_at(book, seen.restored)}. What it lacks of yours is sent again by itself. There is nothing to do.",
        )  # fmt: skip
