"""The outcome agreement: its terms, the read-back that binds to exact values, what was signed, and the service's own promises beside it."""

import re
import secrets
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from facilitator_app import calendar
from facilitator_app.errors import Trouble
from facilitator_app.language import word
from facilitator_app.ledger.seals import b64, derived_id
from facilitator_app.records import (
    Agreement,
    Amendment,
    ConferencePlan,
    Order,
    Participant,
    Printed,
    Sealed,
    ServicePromise,
    Term,
    TermProgress,
    paths,
)
from facilitator_app.records.agreed import digest_of, doers, in_force, lines_to_seal, sealed_of
from facilitator_app.records.agreement import Line, PersonsYes, Promise, ReadBack
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.check import and_words
from facilitator_app.records.record import Day, Id, compartment_name
from facilitator_app.resources import text as text_of
from facilitator_app.vault.rows import Changed, Row
from facilitator_app.wall.sheets import Standing
from facilitator_app.workbook.workbook import Workbook

# An e-mail address, a telephone number (nine figures or more, however they are spaced), a postcode.
_CONTACT = re.compile(r"\S@\S|(?:\d[ \u00a0().-]?){9,}|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b", re.IGNORECASE)
_READ_FIELDS = ("promise", "how_shown")
ON_PAPER = "on paper"


def agreement_of(file: CaseFile) -> Agreement | None:
    """The agreement of a case, or None before there is one."""
    return next(iter(reversed(file.all(Agreement))), None)


def begin(book: Workbook, file: CaseFile) -> tuple[Id, Changed]:
    """A new agreement: of the last conference, on its day and in its room."""
    plan = next(iter(reversed(file.all(ConferencePlan))), None)
    values: dict[str, object] = {
        "conference": plan.id if plan else "",
        "room": plan.room if plan else "",
        "held_on": plan.day if plan else "",
        "check_key": b64(secrets.token_bytes(32)),
    }
    return book.add(Agreement, file.id, values)


def add_term(book: Workbook, file: CaseFile, agreement: Agreement) -> tuple[Id, Changed]:
    """A new, empty term at the end."""
    number = max((term.number for term in file.terms(agreement)), default=0) + 1
    return book.add(Term, file.id, {"agreement": agreement.id, "number": number})


def read_back(book: Workbook, file: CaseFile, agreement: Agreement) -> Changed:
    """Everybody said yes to every line as it stood. The yes names the values, and lapses when one becomes another."""
    yes = ReadBack(on=book.clock.today().isoformat(), by=book.me().name, lines=lines_of(file, agreement))
    return book.record(file, agreement, {"agreed": yes, **_kept_before(agreement)})


def _kept_before(agreement: Agreement) -> dict[str, Any]:
    """What was read back before stays beside the new one: to which words, when, how and by whom."""
    return {"read_before": (*agreement.read_before, agreement.agreed)} if agreement.agreed.on else {}


def lines_of(file: CaseFile, agreement: Agreement) -> tuple[Line, ...]:
    """The lines of an agreement with the exact values that stand in them: what a read-back binds to."""
    return tuple(Line(term.id, _read(file, term)) for term in file.terms(agreement))


def _read(file: CaseFile, term: Term) -> tuple[str, ...]:
    return tuple(change for name in _READ_FIELDS for change in file.standing_of(term.id, name))


def is_agreed(file: CaseFile, agreement: Agreement) -> bool:
    """Whether everybody's yes was to the very lines that stand here now."""
    if (stands := in_force(file, agreement)).sealed is not None:
        return not stands.broken
    terms = file.terms(agreement)
    now = {(term.id, _read(file, term)) for term in terms}
    read = {(line.term, tuple(line.read)) for line in agreement.agreed.lines}
    unclear = any(term.id in file.unfinished or _has_two_versions(file, term) for term in terms)
    return bool(agreement.agreed.on) and bool(terms) and now == read and not unclear


def is_compared(file: CaseFile, agreement: Agreement) -> bool:
    """Whether somebody went through the very lines that stand here now, word for word beside the paper that was signed."""
    return bool(agreement.compared.on) and agreement.compared.lines == lines_of(file, agreement)


def sign(book: Workbook, file: CaseFile, agreement: Agreement, on: str, signers: Sequence[Id], full_names: Sequence[Id] = ()) -> Changed:
    """The paper was signed by hand, by these people, on that day. `full_names`: of whom the full name can be read on another's sheet."""
    return book.record(file, agreement, _signed(agreement, on, signers, full_names))


def copied(book: Workbook, file: CaseFile, agreement: Agreement, on: str, signers: Sequence[Id], full_names: Sequence[Id] = ()) -> Changed:
    """These lines are the copy of what was read back and signed by hand on that day: both are recorded, in one act, with whoever was there and
    signed. It binds to the lines as they stand typed on this screen, and to no other. Raises `TwoVersions`.
    """
    if any(_has_two_versions(file, term) for term in file.terms(agreement)):
        raise TwoVersions
    plan = file.get(ConferencePlan, agreement.conference)
    at = plan.at if plan is not None and plan.day == on else ""
    yes = ReadBack(on=on, by=book.me().name, lines=lines_of(file, agreement), how=ON_PAPER, at=at, there=tuple(signers))
    return book.record(file, agreement, {"agreed": yes, **_kept_before(agreement), **_signed(agreement, on, signers, full_names)})


class TwoVersions(Trouble):
    """Only one version of a line can have been read back: which, the paper says and not the program."""

    def __init__(self) -> None:
        super().__init__("Two versions stand side by side in one of these lines.", "Look at the signed paper, and settle it first.")


def _has_two_versions(file: CaseFile, term: Term) -> bool:
    return any(record == term.id and name in _READ_FIELDS for record, name in file.forks)


def read_back_words(file: CaseFile, agreement: Agreement) -> str:
    """That it was read back on paper, with whom and typed in by whom; empty for what was read back on the screen."""
    yes = agreement.agreed
    if yes.how != ON_PAPER or not is_agreed(file, agreement):
        return ""
    there = and_words([name for person in yes.there if (name := file.name(Id(person)))])
    when = f" at {yes.at}" if yes.at else ""
    return (
        f"Read back on paper{when}, with {there} there. Typed in by {yes.by}."
        if there
        else f"Read back on paper{when}. Typed in by {yes.by}."
    )


def _signed(agreement: Agreement, on: str, signers: Sequence[Id], full_names: Sequence[Id]) -> dict[str, Any]:
    asked = {"full_names": tuple(full_names)} if full_names or agreement.full_names else {}
    return {"signed_on": Day(on), "signers": tuple(signers)} | asked


def full_names_out(file: CaseFile, agreement: Agreement) -> tuple[tuple[Id, tuple[Id, ...]], ...]:
    """Whose full name can still be read on a sheet that somebody else has, with those who have had no fresh copy since it was signed."""
    left = (one for one in file.all(Printed) if one.paper == "agreement" and not one.draft)  # a draft takes no sheet's place
    fresh = {one.recipient for one in left if one.recipient and one.at[:10] >= agreement.signed_on}
    found = []
    for person in agreement.full_names:
        others = tuple(Id(id) for id in agreement.signers if id != person and Id(id) not in fresh)
        if others:
            found.append((Id(person), others))
    return tuple(found)


def too_early(file: CaseFile, term: Term, typed: str, today: date) -> str:
    """A sentence for a day that lies before the line was agreed; empty for any other, and for words."""
    agreement = file.get(Agreement, term.agreement)
    due, held = calendar.whole_day(calendar.day_from(typed, today) or ""), calendar.whole_day(agreement.held_on if agreement else "")
    if due is None or held is None or due >= held:
        return ""
    return f"This is before it was agreed, on {calendar.long(held)}."


def none_wanted(book: Workbook, file: CaseFile, agreement: Agreement, *, wanted: bool = False) -> Changed:
    """No agreement was wanted: an equal and honourable end."""
    return book.record(file, agreement, {"none_wanted": not wanted})


def promise_for(book: Workbook, file: CaseFile, person: Id, words: str) -> tuple[Id, Changed]:
    """What the service will do for one person: a side note of their own."""
    return book.add(ServicePromise, file.id, {"person": person, "words": words})


def standing_of(file: CaseFile, agreement: Agreement) -> Standing:
    """What the paper may call itself."""
    return Standing.AGREED if agreement.signed_on and is_agreed(file, agreement) else Standing.DRAFT


def seal(book: Workbook, file: CaseFile, agreement: Agreement) -> Row | None:
    """What seals an agreement when its first fair copy leaves; None when it is sealed already, or nothing of it is agreed."""
    if sealed_of(file, agreement) is not None or standing_of(file, agreement) is not Standing.AGREED:
        return None
    lines = lines_to_seal(file, agreement)
    today = Day(book.clock.today().isoformat())
    pictures = tuple(str(term.picture) for term in file.terms(agreement))
    values: dict[str, Any] = {"agreement": agreement.id, "on": today, "by": book.me().name, "lines": lines, "digest": digest_of(lines)}
    values |= {"pictures": pictures} if any(pictures) else {}
    if is_compared(file, agreement):
        values["signed_paper"] = agreement.compared.scans
    # The id derives from the agreement: two laptops that seal the same words make one seal.
    id = Id(derived_id("sealed", agreement.id, digest_of(lines)))
    return Row(compartment_name(Sealed, file.id), Sealed.kind, id, values)


def propose(book: Workbook, file: CaseFile, agreement: Agreement, term: Term, promise: Promise) -> tuple[Id, Changed]:
    """Another promise in place of a sealed one. Nothing changes before everybody concerned has said yes to it."""
    values = {
        "agreement": agreement.id, "term": term.id, "promise": promise, "proposed_on": Day(book.clock.today().isoformat()),
        "author": book.me().name,
    }  # fmt: skip
    return book.add(Amendment, file.id, values)


def say_yes(book: Workbook, file: CaseFile, amendment: Amendment, person: Id, how: str) -> Changed:
    """One person's yes to the words as they stand. It lapses when the words become others."""
    yes = PersonsYes(person=person, on=book.clock.today().isoformat(), how=how, to=amendment.promise)
    kept = tuple(one for one in amendment.yes if one.person != person)
    return book.record(file, amendment, {"yes": (*kept, yes)})


def drop(book: Workbook, file: CaseFile, amendment: Amendment) -> Changed:
    """A change that is not made after all."""
    return book.record(file, amendment, {"dropped_on": Day(book.clock.today().isoformat())})


def status_words(progress: TermProgress) -> str:
    """How a line goes, in words: "Not finished yet"."""
    return word("term_status", progress.status) or "Not said"


def is_sealed(file: CaseFile, term: Term) -> bool:
    """Whether the words of a line were sealed."""
    agreement = file.get(Agreement, term.agreement)
    return agreement is not None and in_force(file, agreement).sealed is not None


def pointed_out(file: CaseFile, term: Term, day: date) -> tuple[str, ...]:
    """What should be looked at in the words of a line: silence that cannot be bound, numbers and addresses, an order, what such a case keeps out."""
    text = f"{term.promise.what} {term.how_shown}"
    found = [point["said"] for point in _points() if point["from"] <= day and _fits(file, point, text)]
    if _CONTACT.search(text):
        found.append("A number, an address or a postcode stands in this line. It would be on everybody’s paper.")
    for order in file.all(Order):
        until = calendar.whole_day(order.until)
        if until is None or until >= day:
            found.append("An order stands between them. Look whether this line goes against it.")
            break
    return tuple(found)


@cache
def _points() -> tuple[Mapping[str, Any], ...]:
    return tuple(tomllib.loads(text_of("practice", "agreements.toml"))["point"])


def _fits(file: CaseFile, point: Mapping[str, Any], text: str) -> bool:
    about = point.get("about")
    if about and not any(about in kind.no_terms_about for kind in paths.types_of(file.case)):
        return False
    plain = " ".join(text.casefold().split())
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", plain) for word in point["words"])


def soft_question(file: CaseFile, term: Term) -> str:
    """The one question under a term, if there is one: does it ask something of somebody who did not offer it?"""
    for person in file.all(Participant):
        asked = person.role == "harmed" or (person.role == "taking_part" and term.promise.who == (person.id,))
        if asked and person.id in term.promise.who and not term.offered_by_harmed:
            return f"This asks something of {person.print_name}. Did {person.print_name} offer it?"
    return ""


def who_words(file: CaseFile, promise: Promise) -> str:
    """Who does a promise, as facts and pages say it."""
    return doers(file, promise)
