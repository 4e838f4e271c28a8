"""What holds of an agreement: the words that were sealed, the amendments to which everybody concerned has said yes, and how each line goes."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from facilitator_app import calendar
from facilitator_app.records import codec
from facilitator_app.records.agreement import Agreement, Amendment, CopyWish, PersonsYes, Promise, Sealed, SealedLine, Term, TermProgress
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.people import Participant
from facilitator_app.records.record import Choice, Id

SETTLED = frozenset({"done", "no_longer_wanted"})
CANNOT_SAY = "cannot_say"  # it is kept, and takes nothing back that somebody else could say


@dataclass(frozen=True, slots=True, repr=False)
class InForce:
    """The lines as they hold now, and which version of the paper that is: 1 as sealed, and one more for each amendment in force."""

    terms: tuple[Term, ...]
    version: int
    sealed: Sealed | None
    broken: bool = False  # the sealed words are not those that were sealed


def digest_of(lines: Sequence[SealedLine]) -> str:
    """The fingerprint of sealed words: SHA-256 of their JSON, in hexadecimal."""
    return hashlib.sha256(codec.to_json(list(lines))).hexdigest()


def lines_to_seal(file: CaseFile, agreement: Agreement) -> tuple[SealedLine, ...]:
    """The lines as they stand, to be sealed."""
    return tuple(SealedLine(term.id, term.number, term.promise, term.how_shown) for term in file.terms(agreement))


def sealed_of(file: CaseFile, agreement: Agreement) -> Sealed | None:
    """The seal of an agreement; of two the earlier day."""
    mine = [one for one in file.all(Sealed) if one.agreement == agreement.id and one.lines]
    return min(mine, key=lambda one: (one.on, one.id), default=None)


def in_force(file: CaseFile, agreement: Agreement) -> InForce:
    """The lines of an agreement as they hold now. Before it is sealed they are what stands in its terms."""
    sealed = sealed_of(file, agreement)
    if sealed is None:
        return InForce(file.terms(agreement), 1, None)
    pictures = (*sealed.pictures, *[""] * len(sealed.lines))
    terms = {line.term: _term(file, agreement, line, picture) for line, picture in zip(sealed.lines, pictures, strict=False)}
    holding = [one for one in amendments(file, agreement) if holds(file, one) and one.term in terms]
    for one in sorted(holding, key=lambda one: (agreed_on(one), one.proposed_on, one.id)):
        terms[one.term] = replace(terms[one.term], promise=one.promise)
    return InForce(tuple(terms.values()), 1 + len(holding), sealed, digest_of(sealed.lines) != sealed.digest)


def _term(file: CaseFile, agreement: Agreement, line: SealedLine, picture: str) -> Term:
    stands = file.get(Term, line.term) or Term(id=Id(line.term), case=file.id, agreement=agreement.id)
    return replace(stands, number=line.number, promise=line.promise, how_shown=line.how_shown, picture=Choice(picture))


def doers(file: CaseFile, promise: Promise) -> str:
    """Who does a promise, by their print names: "Daniel", "Fatima and Kevin"."""
    names = [file.name(person) for person in promise.who if file.name(person)]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


# Amendments -------------------------------------------------------------------------------------------------------------------


def amendments(file: CaseFile, agreement: Agreement) -> list[Amendment]:
    """The changes that were proposed, but for those that were dropped."""
    return [one for one in file.all(Amendment) if one.agreement == agreement.id and not one.dropped_on]


def concerned(file: CaseFile, amendment: Amendment) -> tuple[Id, ...]:
    """Whose yes a change needs: everybody who signed, and whoever does it by the old words or the new."""
    agreement = file.get(Agreement, amendment.agreement)
    sealed = sealed_of(file, agreement) if agreement else None
    old = next((line.promise.who for line in sealed.lines if line.term == amendment.term), ()) if sealed else ()
    sides = tuple(side.id for side in file.sides)
    signers = agreement.signers if agreement and agreement.signers else sides
    return tuple(dict.fromkeys(Id(person) for person in (*signers, *old, *amendment.promise.who) if file.get(Participant, person)))


def yes_of(amendment: Amendment, person: Id) -> PersonsYes | None:
    """Somebody's yes to the very words that stand there now."""
    return next((yes for yes in reversed(amendment.yes) if yes.person == person and yes.on and yes.to == amendment.promise), None)


def holds(file: CaseFile, amendment: Amendment) -> bool:
    """Whether everybody concerned has said yes to these words, and nobody wrote another version of them. A stop lets nothing new hold."""
    people = concerned(file, amendment)
    forked = any(record == amendment.id for record, _ in file.forks) or amendment.id in file.unfinished
    said = bool(people) and all(yes_of(amendment, person) for person in people)
    return said and not forked and bool(amendment.promise.what) and not _stopped_before(file, amendment, people)


def _stopped_before(file: CaseFile, amendment: Amendment, people: Sequence[Id]) -> bool:
    """A stop on a day that nobody can read may have been before any yes."""
    day = agreed_on(amendment)
    stops = [person.stopped_on for person in file.all(Participant) if person.id in people and person.stopped_on]
    return any(stop <= day or calendar.whole_day(stop) is None for stop in stops)


def agreed_on(amendment: Amendment) -> str:
    """The day of the last yes: from then on a change holds."""
    return max((yes.on for yes in amendment.yes if yes.to == amendment.promise), default="")


# How it goes ------------------------------------------------------------------------------------------------------------------


def progress_of(file: CaseFile, term: Id) -> TermProgress | None:
    """The latest word on a line."""
    mine = [one for one in file.all(TermProgress) if one.term == term and one.status not in ("", CANNOT_SAY)]
    return max(mine, key=lambda one: (one.on, one.id), default=None)


def is_settled(file: CaseFile, term: Id) -> bool:
    """Whether nothing more is waited for."""
    found = progress_of(file, term)
    return found is not None and found.status in SETTLED


def to_be_told(file: CaseFile) -> tuple[Id, ...]:
    """Those harmed, or taking part, who wish to be told how it goes: all who did not say no."""
    said_no = {wish.person for wish in file.all(CopyWish) if wish.told == "no"}
    roles = ("harmed", "taking_part")
    return tuple(side.id for side in file.sides if side.role in roles and side.id not in said_no and not side.stopped_on)
