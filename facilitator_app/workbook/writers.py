"""Who wrote something, by the name under which they are known here: for the history, and where two wrote the same thing apart.

Authorship is proved by the signature. A name is only how it is said: where none is known it is "A colleague", and none is ever guessed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from facilitator_app.records import NumberAtHand
from facilitator_app.records.case_file import CaseFile, assemble
from facilitator_app.records.record import NOBODY, Compartment
from facilitator_app.workbook.colleagues import Known, known
from facilitator_app.workbook.workbook import Workbook

A_COLLEAGUE = "A colleague"


@dataclass(frozen=True, slots=True)
class Writer:
    """Somebody who wrote: their name here, and whether it is the person who uses this workbook."""

    name: str
    mine: bool = False

    @property
    def known(self) -> bool:
        """Whether there is a name to call them by."""
        return self.name != A_COLLEAGUE


def writer(book: Workbook, file: CaseFile, author: str, names: Mapping[str, Known] | None = None) -> Writer:
    """Whose key signed it: you, somebody who is written down at the service, the supervisor where she is known, or a colleague. `names`:
    `colleagues.known`, where many are asked for.
    """
    if author in book.vault.own_names:
        return Writer(book.me().name or "You", mine=True)
    found = (known(book) if names is None else names).get(author)
    if found is not None:
        return Writer(found.name)
    whole = file if book.side is None else book.whole_case(file.id)
    return Writer(whole.case.supervisor if author and author == whole.supervisor_key and whole.case.supervisor else A_COLLEAGUE)


def number_of(book: Workbook, name: str) -> str:
    """The number of a colleague, or the one under which somebody is written down among the numbers at hand; empty where it is not, or two are."""
    own = {one.telephone for one in known(book).values() if one.name == name and one.telephone}
    if len(own) == 1:
        return own.pop()
    at_hand = assemble(NOBODY, book.vault.stored(Compartment.SERVICE)).all(NumberAtHand)
    fits = {one.number for one in at_hand if one.number and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", one.what)}
    return fits.pop() if name and len(fits) == 1 else ""
