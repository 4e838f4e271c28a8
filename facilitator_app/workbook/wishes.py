"""How each signer wants their copy: take it, post it, keep it for them, no paper. Asked of each alone, and kept in their own part."""

from facilitator_app.ledger.seals import fresh_id
from facilitator_app.records import Agreement, CopyWish, Participant
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import Choice, Id
from facilitator_app.vault.rows import Changed
from facilitator_app.wall.projection import is_not_safe_to_own
from facilitator_app.workbook.workbook import Workbook

_SAID = {
    "take": "{name} takes this copy.",
    "post": "{name} asked for it by post.",
    "keep": "{name} asked us to keep this copy. It goes where the service keeps paper, and is not handed over.",
    "none": "{name} wants no paper.",
}


def wish_of_signer(file: CaseFile, person: Id) -> CopyWish:
    """What somebody was asked, or the record in which it will stand."""
    mine = file.of(CopyWish, person)
    return mine[-1] if mine else CopyWish(id=Id(fresh_id()), case=file.id, person=person)


def has_answered(file: CaseFile, person: Id) -> bool:
    """Whether they said how they want it."""
    return any(wish.keeping for wish in file.of(CopyWish, person))


def signers(file: CaseFile) -> list[Participant]:
    """Who gets a copy: those who signed; before anybody has, each side. Nobody who has stopped is asked anything."""
    agreement = next(iter(reversed(file.all(Agreement))), None)
    ids = agreement.signers if agreement and agreement.signers else tuple(side.id for side in file.sides)
    found = [file.get(Participant, id) for id in ids]
    return [one for one in found if one is not None and one.print_name and not one.stopped_on]


def to_ask(file: CaseFile) -> list[Participant]:
    """Those whom nobody has asked yet."""
    return [one for one in signers(file) if not has_answered(file, one.id)]


def said(file: CaseFile, person: Id) -> str:
    """Where somebody's copy goes, in a sentence; while nobody has asked, what holds until then."""
    name = file.name(person)
    wish = wish_of_signer(file, person)
    if has_answered(file, person) and wish.keeping in _SAID:
        return _SAID[wish.keeping].format(name=name)
    kept = " Until then we keep it here: it may not be good for it to lie where somebody else finds it." if is_not_safe_to_own(file) else ""
    return f"Nobody has asked {name} yet: take it, post it, keep it for them, or no paper?{kept}"


def answer(book: Workbook, file: CaseFile, person: Id, keeping: str) -> Changed:
    """Their answer, in one press; another press corrects it."""
    file = book.case(file.id)
    wish = wish_of_signer(file, person)
    values = {"keeping": Choice(keeping)} if wish.id in file.records else {"person": person, "keeping": Choice(keeping)}
    return book.record(file, wish, values)
