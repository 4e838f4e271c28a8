"""Whether something may be posted to somebody, and what may stand on its envelope. Default deny: an envelope lies on a doormat that others share."""

from facilitator_app.records import Address, CopyWish
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.paper_out import AGREEMENTS
from facilitator_app.records.record import Id
from facilitator_app.wall.projection import is_not_safe_to_own, wish_of

_POST = "post"


def may_be_posted(file: CaseFile, person: Id, paper: str) -> bool:
    """Whether a paper may go to this person by post: they asked for it. A letter or form also where nobody has asked them how, unless paper
    is not safe to own in this kind of case.
    """
    keeping = wish_of(file, person).keeping
    return bool(person) and (keeping == _POST or (not keeping and paper not in AGREEMENTS and not is_not_safe_to_own(file)))


def envelope(file: CaseFile, person: Id, paper: str) -> tuple[str, ...]:
    """The lines of the envelope: where they said that it may be posted, else their address. Empty where nothing may stand on one."""
    if not may_be_posted(file, person, paper):
        return ()
    wishes = [wish for wish in file.of(CopyWish, person) if wish.post_to.strip()]
    if len({wish.post_to for wish in wishes}) == 1 and not any((wish.id, "post_to") in file.forks for wish in wishes):
        return _lines(wishes[-1].post_to)
    homes = file.of(Address, person)
    if wishes or is_not_safe_to_own(file) or len(homes) != 1 or any(record == homes[0].id for record, _ in file.forks):
        return ()  # of two addresses one is somebody else's
    return _lines(f"{homes[0].lines}\n{homes[0].postcode}")


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
