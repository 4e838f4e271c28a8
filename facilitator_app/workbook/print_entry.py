"""A line of the print register: what left the program, with its bytes, so that a reprint is the same. Knows no kind of paper."""

from collections.abc import Mapping

from facilitator_app.ledger.seals import fresh_id
from facilitator_app.records import Printed
from facilitator_app.records.record import Choice, Id, compartment_name
from facilitator_app.vault.rows import Row
from facilitator_app.workbook.workbook import Workbook


def entry(book: Workbook, case: Id, what: str, data: bytes, values: Mapping[str, object]) -> Row:
    """A line of the register, with the bytes that left; what is the same of every paper is filled in."""
    compartment = compartment_name(Printed, case)
    kept = book.vault.keep_file(compartment, data)
    moment = book.clock.now().isoformat(timespec="minutes")
    same = {"paper": Choice(what), "at": moment, "by": book.me().name}
    bytes_of = {"digest": kept.digest, "attachment": kept.id, "attachment_key": kept.key}
    return Row(compartment, Printed.kind, Id(fresh_id()), {**same, **values, **bytes_of})
