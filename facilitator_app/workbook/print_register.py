"""The print register: every copy that left, with its bytes, so that a reprint is the same. Knows no kind of paper but by its code."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from facilitator_app import calendar
from facilitator_app.errors import Trouble
from facilitator_app.ledger.seals import fresh_id
from facilitator_app.records import PaperAsked, Participant, Printed
from facilitator_app.records.answers import said_no
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.facts import paper_words
from facilitator_app.records.fetching import may_be_closed
from facilitator_app.records.paper import where_it_lies
from facilitator_app.records.paper_out import OUT_OF_HAND, Place, place_of
from facilitator_app.records.record import Choice, Day, Id, compartment_name
from facilitator_app.vault.rows import Row
from facilitator_app.workbook.workbook import Workbook

STOPPED = "Somebody has stopped. Nothing more is passed on."
PRINTED, SAVED, TO_OFFICE = "printed", "saved", "to_office"
_ASK = ("first_letter", "consent", "visit_pack", "welsh_draft")


class Stopped(Trouble):
    """A copy cannot be printed: words stand on it that are somebody else's to release, or two versions stand side by side."""


class NotAsIssued(Trouble):
    """What is kept is not what was issued."""

    def __init__(self) -> None:
        super().__init__("What is kept of this paper is not what was printed.", "Do not print it. Ring the office.")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the office is asked to do with a copy: by when, and what becomes of it ("post", "facilitator", "keep")."""

    by: str = ""
    hand_on: str = "facilitator"


def entries(book: Workbook, case: Id, what: str, data: bytes, values: Mapping[str, object], wanted: Wanted | None = None) -> list[Row]:
    """A line of the register, with the bytes that left; and, where the office is to print them, what it is asked, in the same act."""
    compartment = compartment_name(Printed, case)
    kept = book.vault.keep_file(compartment, data)
    moment = book.clock.now().isoformat(timespec="minutes")
    same = {"paper": Choice(what), "at": moment, "by": book.me().name}
    bytes_of = {"digest": kept.digest, "attachment": kept.id, "attachment_key": kept.key}
    line = Row(compartment, Printed.kind, Id(fresh_id()), {**same, **values, **bytes_of})
    return [line] if wanted is None else [line, _asked(book, case, line, moment, wanted)]


def _asked(book: Workbook, case: Id, line: Row, moment: str, wanted: Wanted) -> Row:
    printed = Printed(id=line.record, case=case, recipient=Id(str(line.values.get("recipient", ""))))
    values = {
        "person": printed.recipient, "printed": printed.id, "asked_at": moment, "author": book.me().name, "wanted_by": Day(wanted.by),
        "copies": line.values.get("copies", 1), "hand_on": Choice(wanted.hand_on),
    }  # fmt: skip
    return Row(where_it_lies(PaperAsked, printed), PaperAsked.kind, Id(fresh_id()), values)


def reprint(book: Workbook, file: CaseFile, printed: Printed) -> bytes:
    """The same bytes as were issued. Raises `Stopped` after somebody's stop, but for the copy of whoever stopped: what was theirs stays theirs.

    What was asked of somebody who has stopped, or took a yes back, is not asked again; and a meeting that one of them will not have is none.
    What somebody opened for those around the case is not printed from the register once that may have been closed again.
    Raises `NotAsIssued` where the bytes are not those of the register.
    """
    if may_be_closed(file, printed):
        raise Stopped("What opened this paper may have been closed since.", "Make it anew under “For those around the case”.")
    asks = (printed.recipient,) if printed.paper in _ASK else tuple(side.id for side in file.sides) if printed.paper == "invitation" else ()
    if any(_said_no_more(file, person) for person in (*asks, *([printed.recipient] if asks else []))):
        raise Stopped(STOPPED, "Talk it through before any of it is printed again.")
    stopped = [person.id for person in file.all(Participant) if person.stopped_on]
    if stopped and printed.recipient not in stopped:
        raise Stopped(STOPPED, "Talk it through before any of it is printed again.")
    return as_issued(book, file, printed)


def as_issued(book: Workbook, file: CaseFile, printed: Printed) -> bytes:
    """The bytes of the register, looked at and not printed. Raises `NotAsIssued`, `Damaged`."""
    data = book.vault.file(file.compartments[printed.id], printed.attachment, printed.attachment_key)
    if hashlib.sha256(data).hexdigest() != printed.digest:
        raise NotAsIssued
    return data


def _said_no_more(file: CaseFile, person: Id) -> bool:
    participant = file.get(Participant, person)
    stopped = participant is not None and bool(participant.stopped_on)
    return stopped or any(said_no(file, person, scope) for scope in ("explore", "take_part"))


def register(file: CaseFile) -> list[tuple[Id, str, str]]:
    """The paper of a case that is out or will be, the latest first: record, what and for whom, when and by whom."""
    rows = []
    for printed in sorted(file.all(Printed), key=lambda one: one.at, reverse=True):
        place = place_of(file, printed)
        if place in OUT_OF_HAND or place is Place.ASKED:
            sets = f", {printed.copies} sets" if printed.copies > 1 else ""
            rows.append((printed.id, f"{paper_words(file, printed)}{sets}", moment_words(printed)))
    return rows


def moment_words(printed: Printed) -> str:
    """When and by whom: "Wed 18 Mar, 10:00, Priya"."""
    day = calendar.whole_day(printed.at[:10])
    when = f"{calendar.short(day, day)}, {printed.at[11:16]}" if day else printed.at
    return f"{when}, {printed.by}"
