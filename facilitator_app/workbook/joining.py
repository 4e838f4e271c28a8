"""Two entries that were one person: everything of the one goes to the other, in one act, and nothing is lost."""

from collections.abc import Mapping
from typing import Any

from facilitator_app.errors import Trouble
from facilitator_app.ledger.seals import fresh_id
from facilitator_app.records import Agreement, Moved, Participant, codec
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import GONE, Day, Id, Record, compartment_name, fields_of, person_in
from facilitator_app.vault.rows import Changed, Row
from facilitator_app.workbook.workbook import Workbook


class SignedAlready(Trouble):
    """What somebody signed is sealed with their name as it was."""

    def __init__(self) -> None:
        super().__init__("This person has signed an agreement under this name.", "Nothing was changed. Ask the office.")


def join(book: Workbook, file: CaseFile, twin: Id, stays: Id) -> Changed:
    """`twin` was `stays` all along. What lay in the twin's part lies in the other's; whatever named the twin names the other. One act, or none.

    Where both have a record of which there should be one (how to reach them, particulars), both stay and are shown: nothing is overwritten.
    A stop under either name stops the one person. Raises `SignedAlready`.
    """
    if any(twin in agreement.signers for agreement in file.all(Agreement)):
        raise SignedAlready
    theirs = [record for record in file.records.values() if person_in(file.compartments.get(record.id, "")) == twin]
    instead = {twin: stays} | {record.id: Id(fresh_id()) for record in theirs}
    rows = [_taken(file, record) for record in (*theirs, file.records[twin])]
    for record in theirs:
        where = compartment_name(type(record), file.id, stays)
        rows.append(Row(where, record.kind, instead[record.id], _renamed(_values(record), instead)))
    for record in file.records.values():
        if record.id not in instead and (changed := _naming(record, instead) | _stop(file, record, twin, stays)):
            replaces = {name: file.standing_of(record.id, name) for name in changed}
            rows.append(Row(file.compartments[record.id], record.kind, record.id, changed, replaces))
    today = Day(book.clock.today().isoformat())
    values = {"taken_from": stays, "given_to": stays, "on": today, "by": book.me().name}
    rows.append(Row(compartment_name(Moved, file.id), Moved.kind, Id(fresh_id()), values))
    return book.save(rows, "two entries joined")


def others_like(file: CaseFile, person: Id) -> list[Participant]:
    """Those whom an entry may be: everybody else of the case, the ones of the same side first."""
    found = [one for one in file.all(Participant) if one.id != person and one.print_name]
    return sorted(found, key=lambda one: file.side_of(one.id) != file.side_of(person))


def _stop(file: CaseFile, record: Record, twin: Id, stays: Id) -> dict[str, Any]:
    """The stop that was said under the name that goes: it is the one thing of that entry which counts more than anything that stays."""
    gone = file.get(Participant, twin)
    is_stays = isinstance(record, Participant) and record.id == stays and not record.stopped_on
    return {"stopped_on": gone.stopped_on} if is_stays and gone and gone.stopped_on else {}


def _taken(file: CaseFile, record: Record) -> Row:
    return Row(file.compartments[record.id], record.kind, record.id, {GONE: True}, dict(file.standing.get(record.id, {})))


def _values(record: Record) -> dict[str, Any]:
    named = {field.name: getattr(record, field.name) for field in fields_of(type(record))}
    return {name: codec.to_builtins(value) for name, value in named.items() if value not in ("", (), None)}


def _naming(record: Record, instead: Mapping[Id, Id]) -> dict[str, Any]:
    """The fields that name the twin, or something of theirs, with what they name now."""
    found = {}
    for name, value in _values(record).items():
        other = _renamed(value, instead)
        if other != value:
            found[name] = other
    return found


def _renamed(value: Any, instead: Mapping[Id, Id]) -> Any:
    if isinstance(value, str):
        return instead.get(Id(value), value)
    if isinstance(value, Mapping):
        return {name: _renamed(one, instead) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_renamed(one, instead) for one in value]
    return value
