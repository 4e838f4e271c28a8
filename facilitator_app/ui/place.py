"""A place in the program: which page, of which case, with which record. What Back goes to and what a lock comes back to."""

from dataclasses import dataclass

from facilitator_app.records.record import NOBODY, Id


@dataclass(frozen=True, slots=True)
class Place:
    """A page and what it shows. `more` is the page's own word: a kind of record, a person, a copy."""

    page: str
    case: Id = NOBODY
    record: Id = NOBODY
    more: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """Where somebody was when the program locked: the place, the field by its name, and the cursor in it.

    `typed`: (field, text) of what stood in fields that no record keeps yet, such as "How you asked".
    """

    place: Place
    field: str = ""
    cursor: int = 0
    anchor: int = 0
    typed: tuple[tuple[str, str], ...] = ()
