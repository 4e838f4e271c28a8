"""What one recipient is given of a case, default deny: only what is named here goes out, and only in the forms that this recipient chose."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from facilitator_app import calendar
from facilitator_app.language import word
from facilitator_app.records import Agreement, ConferencePlan, Consent, CopyWish, Participant, Particulars, Service, Term
from facilitator_app.records.agreed import agreed_on, amendments, holds, in_force, sealed_of
from facilitator_app.records.agreement import Promise
from facilitator_app.records.case_file import SIDES, CaseFile
from facilitator_app.records.record import Id, field_of
from facilitator_app.wall.sheets import AgreementSheet, Present, Standing, TermLine

CASE_FILE = Id("")  # the recipient of the case team's own copy


@dataclass(frozen=True, slots=True)
class Wish:
    """How a copy is to be: format, where it is kept, and which of the things that could give somebody away may stand on it."""

    format: str = "standard"
    role_words: bool = True
    place: bool = False
    codes: bool = False
    copies: bool = False
    keeping: str = ""  # "take", "post", "keep", "none"; empty while nobody has asked and nothing speaks against handing it over


_SHARED_LIVING = frozenset({"custody", "approved_premises"})  # where others read what lies on a bed
_NOT_SAFE_TO_OWN = frozenset({"domestic_abuse", "sexual"})
_KEPT = "keep"
_YEAR = re.compile(r"\b\d{4}\b")


def wish_of(file: CaseFile, recipient: Id) -> Wish:
    """What a recipient asked for their copy. What was never asked is what puts nobody in danger: no code, no list of copies, no place (it
    tells whoever reads it in a kitchen where somebody is); no role words where others read along; held by the service where a copy is not
    safe to own. Of two answers the more careful one counts.
    """
    if recipient == CASE_FILE:
        return Wish(place=True, codes=True, copies=True, keeping=_KEPT)
    asked = file.of(CopyWish, recipient)
    formats, kept = _answers(file, asked, "format"), _answers(file, asked, "keeping")
    not_safe = is_not_safe_to_own(file) or _forked(file, asked, "keeping")
    return Wish(
        format=formats[-1] if formats else "standard",
        role_words=_shown(file, asked, "role_words", otherwise=not _lives_among_others(file, recipient)),
        place=_shown(file, asked, "place", otherwise=False),
        codes=_shown(file, asked, "codes", otherwise=False),
        copies=_shown(file, asked, "copies", otherwise=False),
        keeping=kept[-1] if kept and not _forked(file, asked, "keeping") else _KEPT if not_safe else "",
    )


def is_not_safe_to_own(file: CaseFile) -> bool:
    """Whether a copy may put its owner in danger where it lies, in a case of this kind."""
    return bool(_NOT_SAFE_TO_OWN.intersection(file.case.flags))


def _answers(file: CaseFile, asked: Sequence[CopyWish], name: str) -> list[str]:
    """What was answered, the first first: not what a new record says by itself."""
    default = field_of(CopyWish, name).default
    said = [(str(getattr(wish, name)), bool(file.standing_of(wish.id, name))) for wish in asked]
    return [value for value, stands in said if value and (stands or value != default)]


def _forked(file: CaseFile, asked: Sequence[CopyWish], name: str) -> bool:
    return any((wish.id, name) in file.forks for wish in asked)


def _shown(file: CaseFile, asked: Sequence[CopyWish], name: str, *, otherwise: bool) -> bool:
    """Whether something may stand on a copy. Two versions of the answer say no."""
    answers = _answers(file, asked, name)
    return not _forked(file, asked, name) and (all(answer == "shown" for answer in answers) if answers else otherwise)


def _lives_among_others(file: CaseFile, person: Id) -> bool:
    return any(particulars.location in _SHARED_LIVING for particulars in file.of(Particulars, person))


def agreement_sheet(
    file: CaseFile, agreement: Agreement, recipient: Id, service: Service, standing: Standing, reference: str = ""
) -> AgreementSheet:
    """One recipient's copy. The terms are the same words in the same order in every copy."""
    wish = wish_of(file, recipient)
    people = took_part(file, agreement)
    signers = tuple(person.print_name for person in people if person.id in agreement.signers)
    signed = standing is Standing.AGREED
    stands = in_force(file, agreement)
    return AgreementSheet(
        standing=standing,
        service=service.name,
        recipient="Case file" if recipient == CASE_FILE else file.name(recipient),
        held_on=calendar.whole_day(agreement.held_on),
        place=agreement.room if wish.place else "",
        facilitators=tuple(name.split(" ")[0] for name in (file.case.lead, file.case.co_facilitator) if name),
        people=tuple(Present(person.print_name, _role(file, person) if wish.role_words else "", _side(file, person)) for person in people),
        terms=tuple(
            TermLine(
                term.promise.what,
                who(file, term.promise),
                by_when(term.promise.by_when, said_on(file, agreement, term)),
                term.how_shown,
                picture="" if term.picture == "none" else str(term.picture),
            )
            for term in stands.terms
        ),
        who_may_see=agreement.who_may_see or "The people named here, and the service.",
        if_something_changes=_if_something_changes(file, service),
        telephone=_telephone(service),
        reference=reference,
        version=stands.version,
        copies=(*(signers or tuple(person.print_name for person in people)), "Case file") if wish.copies else (),
        signed_on=calendar.whole_day(agreement.signed_on) if signed else None,
        signed_by=signers if signed else (),
    )


def took_part(file: CaseFile, agreement: Agreement) -> list[Participant]:
    """Each side, and after it those who supported it: who had a seat, or, where no seats are written down, who did not say no."""
    plan = file.get(ConferencePlan, agreement.conference)
    seated = plan.seats if plan is not None else ()
    named = [person for person in file.all(Participant) if person.print_name]
    there = [person for person in named if person.id in agreement.signers or (person.supports and _was_there(file, person, seated))]
    found: list[Participant] = []
    for side in (side for side in file.sides if side.print_name):
        found += [side, *(other for other in there if other.supports == side.id and other.role not in SIDES)]
    return [*found, *(person for person in there if person not in found)]


def _was_there(file: CaseFile, person: Participant, seated: Collection[str]) -> bool:
    if seated:
        return person.id in seated
    answers = sorted((consent for consent in file.of(Consent, person.id) if consent.scope == "take_part"), key=lambda consent: consent.on)
    return not person.stopped_on and not (answers and answers[-1].answer in ("declined", "withdrawn"))


def _role(file: CaseFile, person: Participant) -> str:
    return f"supporter of {file.name(person.supports)}" if person.supports else word("role", person.role).lower()


def who(file: CaseFile, promise: Promise) -> str:
    """The doers by their print names: "Daniel", "Fatima and Kevin"."""
    names = [file.name(person) for person in promise.who if file.name(person)]
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def _side(file: CaseFile, person: Participant) -> int:
    """Which side somebody belongs to, from 1; 0 for whoever came with nobody."""
    belongs_to = person.supports or person.id
    return next((number for number, side in enumerate(file.sides, 1) if side.id == belongs_to), 0)


def by_when(stored: str, said: date | None = None) -> str:
    """A day as it is printed, or the words: "Fri 17 Apr 2026", "From today".

    Words are nothing to whoever reads them a month later, so that the day on which they were `said` stands beside them; but for words with
    a year in them, which have their own.
    """
    day = calendar.whole_day(stored)
    words = stored[:1].upper() + stored[1:]
    if day or not words or said is None or _YEAR.search(words):
        return calendar.short(day) if day else words
    on = calendar.short(said)
    return f"{words}, {on}" if words.casefold().rstrip(" .").endswith("today") else f"{words} (said on {on})"


def said_on(file: CaseFile, agreement: Agreement, term: Term) -> date | None:
    """The day on which the words of a line were agreed: that of the meeting, or of the last yes to what was changed since."""
    changed = [
        agreed_on(one) for one in amendments(file, agreement) if one.term == term.id and sealed_of(file, agreement) and holds(file, one)
    ]
    return calendar.whole_day(max(changed, default="") or agreement.held_on) or calendar.whole_day(agreement.signed_on)


def _if_something_changes(file: CaseFile, service: Service) -> str:
    """Whom to tell; the number to ring, on a line of its own; and that nobody is punished for it."""
    names = " or ".join(name.split(" ")[0] for name in (file.case.lead, file.case.co_facilitator) if name)
    tell = f"Tell {names}." if names else "Tell us."
    telephone = _telephone(service)
    hours = f", {service.office_hours}" if service.office_hours else ""
    lines = (f"{tell} Ring{hours}:", telephone) if telephone else (tell,)
    return "\n".join((*lines, "Nobody is punished for asking to change this agreement."))


def _telephone(service: Service) -> str:
    return service.telephone.replace(" ", chr(0xA0))


def words_on(sheet: AgreementSheet) -> list[str]:
    """Every text of a sheet that somebody wrote: what is looked at before it goes out."""
    terms = [text for term in sheet.terms for text in (term.what, term.who, term.by_when, term.how_shown, term.title)]
    people = [text for person in sheet.people for text in (person.name, person.role)]
    of_the_paper = [sheet.place, sheet.who_may_see, sheet.if_something_changes, sheet.service, sheet.recipient, sheet.reference]
    return [text for text in (*terms, *of_the_paper, *people, *sheet.facilitators, *sheet.copies, *sheet.signed_by) if text]
