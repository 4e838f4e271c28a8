"""Prisons and meeting places: which of them may be seen, and how long ago each was asked."""

import re
from dataclasses import replace

from facilitator_app import calendar
from facilitator_app.records import ConferencePlan, Particulars, Preparation, Prison, Venue
from facilitator_app.records.case_file import CaseFile, assemble
from facilitator_app.records.record import NOBODY
from facilitator_app.workbook.workbook import Workbook

WHERE = "service"


def known(book: Workbook) -> CaseFile:
    """All of them; with one side open only those that stand in what this side shows anyway: another card would tell where somebody is."""
    file = assemble(NOBODY, book.vault.stored(WHERE))
    if book.side is None:
        return file
    seen = book.case(book.side.case)
    told = [text for one in seen.all(Particulars) for text in (one.prison,)]
    told += [one.place for one in seen.all(Preparation)] + [one.venue for one in seen.all(ConferencePlan)]
    words = " ".join(told).casefold()
    kept = {id: one for id, one in file.records.items() if isinstance(one, Prison | Venue) and _stands_in(one, words)}
    return replace(file, records=kept)


def named_in(file: CaseFile, *texts: str) -> Prison | Venue | None:
    """The card of a place that stands in one of these texts."""
    words = " ".join(texts).casefold()
    cards: list[Prison | Venue] = [*file.all(Prison), *file.all(Venue)]
    return next((one for one in cards if _stands_in(one, words)), None)


def _stands_in(one: Prison | Venue, words: str) -> bool:
    """Whether a card's name stands in a folded text, in whole words: "Ford" does not in "Ashford library"."""
    name = one.name.strip().casefold()
    return bool(name) and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words) is not None


def card_for(book: Workbook, *texts: str) -> Prison | Venue | None:
    """The card of the place that one of these texts names, if it may be seen now."""
    return named_in(known(book), *texts) if any(texts) else None


def asked_words(book: Workbook, one: Prison | Venue) -> str:
    """When somebody last asked there: rules change, and an old card says so."""
    day, today = calendar.whole_day(one.confirmed_on), book.clock.today()
    if day is None:
        return "When this was last asked is not written down."
    said = f"Last asked on {calendar.long(day, today)}."
    old = (today - day).days > calendar.limit("place_card_days", today).value
    return f"{said} Ask again before you rely on it." if old else said
