"""What one recipient is given of a case, default deny: only what is named here goes out, and only in the forms that this recipient chose."""

from dataclasses import dataclass

from facilitator_app import calendar
from facilitator_app.language import word
from facilitator_app.records import Agreement, CopyWish, Participant, Service
from facilitator_app.records.agreement import Promise
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import Id
from facilitator_app.wall.sheets import AgreementSheet, Present, Standing, TermLine

CASE_FILE = Id("")  # the recipient of the case team's own copy


@dataclass(frozen=True, slots=True)
class Wish:
    """How a copy is to be: format, and which of the things that could give somebody away may stand on it."""

    format: str = "standard"
    role_words: bool = True
    place: bool = True
    codes: bool = False
    copies: bool = False


def wish_of(file: CaseFile, recipient: Id) -> Wish:
    """What a recipient asked for their copy. Nothing asked: no code and no list of copies."""
    if recipient == CASE_FILE:
        return Wish(codes=True, copies=True)
    found = file.first(CopyWish, recipient)
    if found is None:
        return Wish()
    return Wish(
        format=found.format or "standard",
        role_words=found.role_words != "left_out",
        place=found.place != "left_out",
        codes=found.codes == "shown",
        copies=found.copies == "shown",
    )


def agreement_sheet(
    file: CaseFile, agreement: Agreement, recipient: Id, service: Service, standing: Standing, reference: str = ""
) -> AgreementSheet:
    """One recipient's copy. The terms are the same words in the same order in every copy."""
    wish = wish_of(file, recipient)
    people = [person for person in _in_order(file) if person.print_name]
    signers = [person for person in people if person.id in agreement.signers] or people
    return AgreementSheet(
        standing=standing,
        service=service.name,
        recipient="Case file" if recipient == CASE_FILE else file.name(recipient),
        held_on=calendar.whole_day(agreement.held_on),
        place=agreement.room if wish.place else "",
        facilitators=tuple(name.split(" ")[0] for name in (file.case.lead, file.case.co_facilitator) if name),
        people=tuple(Present(person.print_name, _role(file, person) if wish.role_words else "") for person in signers),
        terms=tuple(
            TermLine(term.promise.what, who(file, term.promise), by_when(term.promise.by_when), term.how_shown)
            for term in file.terms(agreement)
        ),
        who_may_see=agreement.who_may_see or "The people named here, and the service.",
        if_something_changes=_if_something_changes(file, service),
        reference=reference,
        copies=(*(person.print_name for person in signers), "Case file") if wish.copies else (),
    )


def _in_order(file: CaseFile) -> list[Participant]:
    """Each side, and after it those who support it."""
    everybody = file.all(Participant)
    return [person for side in file.sides for person in (side, *(other for other in everybody if other.supports == side.id))]


def _role(file: CaseFile, person: Participant) -> str:
    return f"supporter of {file.name(person.supports)}" if person.supports else word("role", person.role).lower()


def who(file: CaseFile, promise: Promise) -> str:
    """The doers by their print names: "Daniel", "Fatima and Kevin"."""
    names = [file.name(person) for person in promise.who if file.name(person)]
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def by_when(stored: str) -> str:
    """A day as it is printed, or the words: "Fri 17 Apr 2026", "From today"."""
    day = calendar.whole_day(stored)
    return calendar.short(day) if day else stored[:1].upper() + stored[1:]


def _if_something_changes(file: CaseFile, service: Service) -> str:
    names = " or ".join(name.split(" ")[0] for name in (file.case.lead, file.case.co_facilitator) if name)
    tell = f"Tell {names}." if names else "Tell us."
    ring = (
        f" Ring {service.telephone.replace(' ', chr(0xA0))}" + (f", {service.office_hours}." if service.office_hours else ".")
        if service.telephone
        else ""
    )
    return f"{tell}{ring} Nobody is punished for asking to change this agreement."


def words_on(sheet: AgreementSheet) -> list[str]:
    """Every text of a sheet that somebody wrote: what is looked at before it goes out."""
    terms = [text for term in sheet.terms for text in (term.what, term.by_when, term.how_shown)]
    return [*terms, sheet.place, sheet.who_may_see, *(person.name for person in sheet.people), sheet.recipient]
