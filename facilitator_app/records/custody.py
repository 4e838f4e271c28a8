"""How far a letter has come, and where it has been. Derived from what is written down, and typed nowhere."""

from enum import StrEnum

from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.letter import Custody, Letter, LetterOffered
from facilitator_app.records.record import Id


class LetterStep(StrEnum):
    """How far a letter has come. Derived."""

    NEVER = "never"  # not to be sent
    WRITING = "writing"
    TO_READ = "to_read"
    TO_CLEAR = "to_clear"
    TO_OFFER = "to_offer"
    LATER = "later"
    REFUSED = "refused"
    TO_HAND = "to_hand"
    HANDED = "handed"


_HOLDS = ("later", "refused")
_NOT_NOW = {"later": LetterStep.LATER, "refused": LetterStep.REFUSED, "": LetterStep.TO_OFFER}


def step_of_letter(file: CaseFile, letter: Letter) -> LetterStep:  # noqa: PLR0911 - one for each
    """How far one letter has come."""
    offered = offered_of(file, letter.id)
    if offered is not None and offered.handed_on:
        return LetterStep.HANDED
    if letter.never_on:
        return LetterStep.NEVER
    if not letter.written_on:
        return LetterStep.WRITING
    if not letter.read_on:
        return LetterStep.TO_READ
    if letter.clearing and not letter.cleared_on:
        return LetterStep.TO_CLEAR
    if offered is None:
        return LetterStep.TO_OFFER
    return _NOT_NOW.get(offered.choice, LetterStep.TO_HAND)


def offered_of(file: CaseFile, letter: Id) -> LetterOffered | None:
    """How a letter was last offered. Of two answers on one day the more protective counts: no order of arrival decides."""
    mine = [one for one in file.all(LetterOffered) if one.letter == letter]
    return max(mine, key=lambda one: (bool(one.handed_on), one.on, _HOLDS.index(one.choice) if one.choice in _HOLDS else -1), default=None)


def custody_of(file: CaseFile, letter: Id) -> tuple[Custody, ...]:
    """Where a letter has been, the latest first."""
    mine = [one for one in file.all(Custody) if one.letter == letter]
    at = {one.id: number for number, one in enumerate(mine)}
    return tuple(sorted(mine, key=lambda one: (one.on, at[one.id]), reverse=True))
