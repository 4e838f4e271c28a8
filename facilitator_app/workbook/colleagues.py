"""Who of the service somebody is: a name for what stands in a signed change, and a number to ring them."""

from dataclasses import dataclass

from facilitator_app.records import Colleague
from facilitator_app.records.case_file import assemble
from facilitator_app.records.record import NOBODY
from facilitator_app.workbook.workbook import Workbook

WHERE = "service"


@dataclass(frozen=True, slots=True, repr=False)
class Known:
    """A colleague as one reads of them."""

    name: str
    telephone: str = ""


def known(book: Workbook) -> dict[str, Known]:
    """For each name that stands in changes, whom of the service it is, as far as that is written down."""
    file = assemble(NOBODY, book.vault.stored(WHERE))
    written = {one.person: Known(one.name, one.telephone) for one in file.all(Colleague) if one.name}
    return {name: written[person] for name, person in book.vault.people().items() if person in written} | written
