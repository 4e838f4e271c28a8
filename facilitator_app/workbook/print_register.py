"""The print register: every copy that left, with its bytes, so that a reprint is the same. Knows no kind of paper but by its code."""

from collections.abc import Mapping

from facilitator_app import calendar
from facilitator_app.errors import Trouble
from facilitator_app.language import word
from facilitator_app.ledger.seals import fresh_id
from facilitator_app.records import Participant, Printed
from facilitator_app.records.answers import said_no
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import Choice, Id, compartment_name
from facilitator_app.vault.rows import Row
from facilitator_app.workbook.workbook import Workbook

STOPPED = "Somebody has stopped. Nothing more is passed on."
_ASK = ("first_letter", "consent", "welsh_draft")
_AGREEMENTS = ("agreement", "")  # before there were other papers every copy was one


class Stopped(Trouble):
    """A copy cannot be printed: words stand on it that are somebody else's to release, or two versions stand side by side."""


def entry(book: Workbook, case: Id, what: str, data: bytes, values: Mapping[str, object]) -> Row:
    """A line of the register, with the bytes that left; what is the same of every paper is filled in."""
    compartment = compartment_name(Printed, case)
    kept = book.vault.keep_file(compartment, data)
    moment = book.clock.now().isoformat(timespec="minutes")
    same = {"paper": Choice(what), "at": moment, "by": book.me().name}
    bytes_of = {"digest": kept.digest, "attachment": kept.id, "attachment_key": kept.key}
    return Row(compartment, Printed.kind, Id(fresh_id()), {**same, **values, **bytes_of})


def reprint(book: Workbook, file: CaseFile, printed: Printed) -> bytes:
    """The same bytes as were issued. Raises `Stopped` after somebody's stop, but for the copy of whoever stopped: what was theirs stays theirs.

    What was asked of somebody who has stopped, or took a yes back, is not asked again; and a meeting that one of them will not have is none.
    """
    asks = (printed.recipient,) if printed.paper in _ASK else tuple(side.id for side in file.sides) if printed.paper == "invitation" else ()
    if any(_said_no_more(file, person) for person in (*asks, *([printed.recipient] if asks else []))):
        raise Stopped(STOPPED, "Talk it through before any of it is printed again.")
    stopped = [person.id for person in file.all(Participant) if person.stopped_on]
    if stopped and printed.recipient not in stopped:
        raise Stopped(STOPPED, "Talk it through before any of it is printed again.")
    return book.vault.file(file.compartments[printed.id], printed.attachment, printed.attachment_key)


def _said_no_more(file: CaseFile, person: Id) -> bool:
    participant = file.get(Participant, person)
    stopped = participant is not None and bool(participant.stopped_on)
    return stopped or any(said_no(file, person, scope) for scope in ("explore", "take_part"))


def register(file: CaseFile) -> list[tuple[Id, str, str]]:
    """The print register of a case, the latest first: record, what and for whom, when and by whom."""
    rows = []
    for printed in sorted(file.all(Printed), key=lambda one: one.at, reverse=True):
        day = calendar.whole_day(printed.at[:10])
        when = f"{calendar.short(day, day)}, {printed.at[11:16]}" if day else printed.at
        sets = f", {printed.copies} sets" if printed.copies > 1 else ""
        rows.append((printed.id, f"{_what(file, printed)}{sets}", f"{when}, {printed.by}"))
    return rows


def _what(file: CaseFile, printed: Printed) -> str:
    if printed.paper == "agreement_blank":
        return word("paper", printed.paper)
    whom = file.name(printed.recipient) or "the case file"
    language = {"cy": ", in Welsh", "both": ", in Welsh and English"}.get(printed.language, "") if printed.paper != "welsh_draft" else ""
    return f"{'Agreement' if printed.paper in _AGREEMENTS else word('paper', printed.paper)} for {whom}{language}"
