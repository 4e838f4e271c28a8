"""The outcome agreement: its terms, the read-back that binds to exact values, what was signed, and the service's own promises beside it."""

import secrets
from collections.abc import Sequence

from facilitator_app.ledger.seals import b64
from facilitator_app.records import Agreement, ConferencePlan, Participant, ServicePromise, Term
from facilitator_app.records.agreement import Line, Promise, ReadBack
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import Day, Id
from facilitator_app.vault.rows import Changed
from facilitator_app.wall.sheets import Standing
from facilitator_app.workbook.workbook import Workbook

_READ_FIELDS = ("promise", "how_shown")


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
    return book.record(file, agreement, {"agreed": yes})


def lines_of(file: CaseFile, agreement: Agreement) -> tuple[Line, ...]:
    """The lines of an agreement with the exact values that stand in them: what a read-back binds to."""
    return tuple(Line(term.id, _read(file, term)) for term in file.terms(agreement))


def _read(file: CaseFile, term: Term) -> tuple[str, ...]:
    return tuple(change for name in _READ_FIELDS for change in file.standing_of(term.id, name))


def is_agreed(file: CaseFile, agreement: Agreement) -> bool:
    """Whether everybody's yes was to the very lines that stand here now."""
    terms = file.terms(agreement)
    now = {(term.id, _read(file, term)) for term in terms}
    read = {(line.term, tuple(line.read)) for line in agreement.agreed.lines}
    unfinished = any(term.id in file.unfinished for term in terms)
    return bool(agreement.agreed.on) and bool(terms) and now == read and not unfinished


def sign(book: Workbook, file: CaseFile, agreement: Agreement, on: str, signers: Sequence[Id]) -> Changed:
    """The paper was signed by hand, by these people, on that day."""
    return book.record(file, agreement, {"signed_on": Day(on), "signers": tuple(signers)})


def copied(book: Workbook, file: CaseFile, agreement: Agreement, on: str, signers: Sequence[Id]) -> Changed:
    """These lines are the copy of what was read back and signed by hand on that day: both are recorded, in one act."""
    yes = ReadBack(on=on, by=book.me().name, lines=lines_of(file, agreement))
    return book.record(file, agreement, {"agreed": yes, "signed_on": Day(on), "signers": tuple(signers)})


def none_wanted(book: Workbook, file: CaseFile, agreement: Agreement, *, wanted: bool = False) -> Changed:
    """No agreement was wanted: an equal and honourable end."""
    return book.record(file, agreement, {"none_wanted": not wanted})


def promise_for(book: Workbook, file: CaseFile, person: Id, words: str) -> tuple[Id, Changed]:
    """What the service will do for one person: a side note of their own."""
    return book.add(ServicePromise, file.id, {"person": person, "words": words})


def standing_of(file: CaseFile, agreement: Agreement) -> Standing:
    """What the paper may call itself."""
    return Standing.AGREED if agreement.signed_on and is_agreed(file, agreement) else Standing.DRAFT


def soft_question(file: CaseFile, term: Term) -> str:
    """The one question under a term, if there is one: does it ask something of somebody who did not offer it?"""
    harmed = {person.id: person.print_name for person in file.all(Participant) if person.role == "harmed"}
    for person, name in harmed.items():
        if person in term.promise.who and not term.offered_by_harmed:
            return f"This asks something of {name}. Did {name} offer it?"
    return ""


def who_words(file: CaseFile, promise: Promise) -> str:
    """The doers of a promise by their print names: "Daniel", "Fatima and Kevin"."""
    names = [file.name(person) for person in promise.who if file.name(person)]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
