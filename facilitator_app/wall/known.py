"""What somebody may know, in the forms in which it is compared with what is private to others. Knows no case and no person."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from itertools import pairwise

from facilitator_app.wall import ordinary, places, spelling, spoken
from facilitator_app.wall.written import street

_MOST_TEXTS = 2_000  # that are kept taken apart: more than a case of 1,000 records has


class Form(Enum):
    """In which form something is looked for, and may be known."""

    WORD = "word"
    TELLING = "telling"  # a common word that tells something of somebody
    RUN = "run"
    CODE = "code"
    NUMBER = "number"
    DAY = "day"
    PLACE = "place"  # a town, under whichever of its names
    ROUTINE = "routine"  # a weekday with an hour


@dataclass(slots=True, repr=False)
class Open:
    """What somebody may know, in the forms in which it is compared."""

    forms: dict[Form, set[object]] = field(default_factory=lambda: {form: set() for form in Form})
    text: str = " "

    def add(self, text: str) -> None:
        """Takes in one text."""
        forms, words = _apart(text)
        for form, found in forms:
            self.forms[form] |= found
        self.text += words

    def knows(self, form: Form, what: object) -> bool:
        """Whether it stands here: a run as its words side by side, whatever small words stood before and after them."""
        if form is Form.RUN and isinstance(what, tuple):
            saying = [at for at, key in enumerate(what) if not ordinary.is_small(key)] or [0, len(what) - 1]
            return f" {' '.join(map(street, what[saying[0] : saying[-1] + 1]))} " in self.text
        return what in self.forms[form] or (form is Form.CODE and what in self.forms[Form.WORD])


@lru_cache(_MOST_TEXTS)
def _apart(text: str) -> tuple[tuple[tuple[Form, frozenset[object]], ...], str]:
    """One text in the forms in which it is compared, and its words side by side. A long case is looked through again for every copy."""
    text = spelling.seen(text)[0]
    found = spelling.tokens(text)
    words = {form for token in found for form in spelling.forms(token.key)}
    forms: dict[Form, Iterable[object]] = {
        Form.WORD: words | {one.key + two.key for one, two in pairwise(found)},
        Form.TELLING: filter(None, (ordinary.telling(token.key) for token in found)),
        Form.CODE: spelling.codes_in(text),
        Form.NUMBER: (spelling.core(figures) for _, figures in spelling.numbers_in(text)),
        Form.DAY: (day for _, day in spelling.days_in(text)),
        Form.PLACE: (place for _, _, place in places.places_in(found)),
        Form.ROUTINE: (routine for _, routine in spoken.routines_in(text)),
    }
    roots = (spelling.root(token.key) for token in found)
    return tuple((form, frozenset(every)) for form, every in forms.items()), f"{' '.join(map(street, roots))}  "
