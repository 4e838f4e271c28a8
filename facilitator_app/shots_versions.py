"""What is done before pictures of two versions are taken: a colleague's changes come in, written from what stood there before ours."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from facilitator_app.records import Agreement, Participant, PreparationNote, TeamNote
from facilitator_app.records.record import GONE, Id

_OWEN = "owen"


def _came_in(workspace: Any, record: Id, name: str, ours: Any, theirs: Any, at: str) -> None:
    book, case = workspace.book, _case(workspace)
    file = book.case(case)
    if (record, name) in file.forks:
        return
    _write(workspace, file.records[record], {name: ours}, {name: theirs}, {name: file.standing_of(record, name)}, at)


def _write(workspace: Any, found: Any, ours: Any, theirs: Any, seen: Any, at: str) -> None:
    """Ours is written, and then theirs comes in, which was written over the same."""
    from facilitator_app.ledger import change as changes  # noqa: PLC0415 - after the platform was chosen
    from facilitator_app.ledger.seals import SigningKey  # noqa: PLC0415 - as above

    book, key = workspace.book, SigningKey()
    file = book.case(_case(workspace))
    book.record(file, found, ours)
    book.vault.trust(key.public, _OWEN + key.fingerprint[:4])
    body = changes.written(
        key, compartment=file.compartments[found.id], record=found.id, kind=found.kind, values=theirs, replaces=seen,
        author=_OWEN + key.fingerprint[:4], at=at,
    )  # fmt: skip
    workspace.desk.do(workspace, lambda: book.vault.apply([body], "service"))


def _case(workspace: Any) -> Id:
    return Id(next(fact.case for fact in workspace.book.vault.case_facts() if fact.reference == "RJ-2026-0101"))


def of_a_line(workspace: Any) -> None:
    """The second line: two days."""
    file = workspace.book.case(_case(workspace))
    term = file.terms(file.all(Agreement)[0])[1]
    ours = {"what": term.promise.what, "who": list(term.promise.who), "by_when": "2026-06-30"}
    theirs = {**ours, "by_when": "2026-07-31"}
    _came_in(workspace, term.id, "promise", ours, theirs, "2026-03-17T12:10:00Z")


def of_a_note(workspace: Any) -> None:
    """A longer text."""
    file = workspace.book.case(_case(workspace))
    note = next(one for one in file.all(PreparationNote) if one.person == file.sides[0].id)
    _came_in(workspace, note.id, "words", f"{note.words} She would like to read her questions from a sheet.",
             f"{note.words} She would rather ask her questions without a sheet.", "2026-03-16T19:40:00Z")  # fmt: skip


def of_a_stop(workspace: Any) -> None:
    """A colleague wrote a stop down; here it was left empty."""
    file = workspace.book.case(_case(workspace))
    person = next(one for one in file.all(Participant) if one.id == file.sides[1].id)
    _came_in(workspace, person.id, "stopped_on", "", "2026-03-17", "2026-03-17T09:05:00Z")


def of_a_removal(workspace: Any) -> None:
    """One took a note away, the other wrote into it."""
    file = workspace.book.case(_case(workspace))
    note = file.all(TeamNote)[-1]
    seen = dict(file.standing[note.id])
    _write(workspace, note, {"words": f"{note.words} The side door is open from nine."}, {GONE: True}, seen, "2026-03-17T20:15:00Z")


def settled(workspace: Any) -> None:
    """What stood in two versions before is settled."""
    from facilitator_app.workbook import two_versions  # noqa: PLC0415 - as above

    for fork in two_versions.of(workspace.book, workspace.book.case(_case(workspace))):
        two_versions.keep(workspace.book, fork, fork.versions[0])


def apart(
    shot: Callable[[Any], Iterator[Callable[[], object]]], *before: Callable[[Any], None]
) -> Callable[[Any], Iterator[Callable[[], object]]]:
    """A place, once these have come in."""

    def both(workspace: Any) -> Iterator[Callable[[], object]]:
        for one in before:
            yield partial(one, workspace)
        yield from shot(workspace)

    return both
