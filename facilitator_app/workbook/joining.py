"""Two entries that were one person: everything of the one goes to the other, in one act, and nothing is lost.

It goes by what is kept and not by what is shown: of a field with two versions both go, and so does what a newer version of this program wrote.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from facilitator_app.errors import Trouble
from facilitator_app.ledger.seals import fresh_id
from facilitator_app.records import Agreement, Moved, Participant, Sealed
from facilitator_app.records.case_file import CaseFile, Stored
from facilitator_app.records.record import GONE, NOBODY, Day, Id, compartment_name, person_in
from facilitator_app.vault.drafts import that_fit
from facilitator_app.vault.rows import Changed, Row, TooLong
from facilitator_app.workbook import scans
from facilitator_app.workbook.workbook import Workbook


class SignedAlready(Trouble):
    """What somebody signed is sealed with their name as it was."""

    def __init__(self) -> None:
        super().__init__("This person has signed an agreement under this name.", "Nothing was changed. Ask the office.")


def join(book: Workbook, file: CaseFile, twin: Id, stays: Id) -> Changed:
    """`twin` was `stays` all along. What lay in the twin's part lies in the other's; whatever named the twin names the other. One act, or none.

    Where both have a record of which there should be one (how to reach them, particulars), both stay and are shown: nothing is overwritten.
    A stop under either name stops the one person. What was being typed is finished first, and pressed twice they are joined once.
    Raises `SignedAlready`, `TooLong`.
    """
    book.seal()
    file = book.case(file.id)
    if file.get(Participant, twin) is None or file.get(Participant, stays) is None or twin == stays:
        return Changed()
    if any(twin in agreement.signers for agreement in file.all(Agreement)) or _is_sealed_in(file, twin):
        raise SignedAlready
    stored = [one for where in sorted(set(file.compartments.values())) for one in book.vault.stored(where)]
    theirs = [one for one in stored if person_in(one.compartment) == twin]
    if any(one.drafts for one in theirs):
        raise TooLong
    instead = {twin: stays} | {one.id: Id(fresh_id()) for one in theirs}
    rows = [_taken(one) for one in stored if one.id in instead]
    for one in theirs:
        rows += [scans.carried(book, row, one.compartment) for row in _moved(one, one.compartment.removesuffix(twin) + stays, instead)]
    for one in stored:
        rows += [] if one.id in instead else _naming(one, instead)
    rows += _stop(file, twin, stays)
    today = Day(book.clock.today().isoformat())
    values = {"taken_from": stays, "given_to": stays, "on": today, "by": book.me().name}
    rows.append(Row(compartment_name(Moved, file.id), Moved.kind, Id(fresh_id()), values))
    return book.save(rows, "two entries joined")


def others_like(file: CaseFile, person: Id) -> list[Participant]:
    """Those whom an entry may be: everybody else of the case, the ones of the same side first."""
    found = [one for one in file.all(Participant) if one.id != person and one.print_name]
    return sorted(found, key=lambda one: file.side_of(one.id) != file.side_of(person))


def _is_sealed_in(file: CaseFile, person: Id) -> bool:
    """Whether a line that was sealed names somebody: another name in it, and its fingerprint would say that the words were changed."""
    return any(person in line.promise.who for sealed in file.all(Sealed) for line in sealed.lines)


def _stop(file: CaseFile, twin: Id, stays: Id) -> list[Row]:
    """The stop that was said under the name that goes: it is the one thing of that entry which counts more than anything that stays."""
    gone, kept = file.get(Participant, twin), file.get(Participant, stays)
    if gone is None or kept is None or kept.stopped_on or not gone.stopped_on:
        return []
    replaces = {"stopped_on": file.standing_of(stays, "stopped_on")}
    return [Row(file.compartments[stays], kept.kind, stays, {"stopped_on": gone.stopped_on}, replaces)]


def _taken(one: Stored) -> Row:
    return Row(one.compartment, one.kind, one.id, {GONE: True}, {name: tuple(versions) for name, versions in one.live.items()})


def _moved(one: Stored, where: str, instead: Mapping[Id, Id]) -> Iterator[Row]:
    """A record under its new id: a row for each version, none of which replaces another."""
    for version in _versions(one):
        for values in that_fit({name: _renamed(value, instead) for name, (_, value) in version.items()}):
            yield Row(where, one.kind, instead[one.id], values)


def _naming(one: Stored, instead: Mapping[Id, Id]) -> Iterator[Row]:
    """The fields that name the twin, or something of theirs, with what they name now; each version by itself. Nobody supports themselves."""
    for version in _versions(one):
        changed = {name: (id, new) for name, (id, value) in version.items() if (new := _renamed(value, instead)) != value}
        if changed:
            values = {name: NOBODY if name == "supports" and new == one.id else new for name, (_, new) in changed.items()}
            yield Row(one.compartment, one.kind, one.id, values, {name: (id,) for name, (id, _) in changed.items()})


def _versions(one: Stored) -> list[dict[str, tuple[str, Any]]]:
    """The first version of every field, with its change; then the second of those that have one, and so on."""
    ordered = {name: sorted(versions.items()) for name, versions in one.live.items()}
    most = max(map(len, ordered.values()), default=0)
    return [{name: versions[number] for name, versions in ordered.items() if number < len(versions)} for number in range(most)]


def _renamed(value: Any, instead: Mapping[Id, Id]) -> Any:
    if isinstance(value, str):
        return instead.get(Id(value), value)
    if isinstance(value, Mapping):
        return {name: _renamed(one, instead) for name, one in value.items()}
    if isinstance(value, list | tuple):
        made = [_renamed(one, instead) for one in value]
        return made if made == list(value) else list(_once(made))
    return value


def _once(values: Iterable[Any]) -> Iterator[Any]:
    """One person sits on one chair, and promises once."""
    seen: set[str] = set()
    for one in values:
        if not isinstance(one, str) or one not in seen:
            yield one
        if isinstance(one, str):
            seen.add(one)
