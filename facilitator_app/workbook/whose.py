"""Whose words are these? A note, or a part of it, that was typed under the wrong person is moved, with what follows from it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from facilitator_app.errors import Trouble
from facilitator_app.ledger.seals import fresh_id
from facilitator_app.records import Contact, Moved, Preparation, PreparationNote, TeamNote
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.fetching import to_fetch
from facilitator_app.records.record import GONE, NOBODY, Day, Id, Record, compartment_name
from facilitator_app.vault.rows import Changed, Row, TooLong
from facilitator_app.workbook import fetch_back
from facilitator_app.workbook.workbook import Workbook

Note = Contact | TeamNote | PreparationNote


class NotThere(Trouble):
    """The chosen words are not in the note any more."""

    def __init__(self) -> None:
        super().__init__("These words do not stand in the note any more.", "Open it again and choose them anew. Nothing was moved.")


class TwoVersions(Trouble):
    """Two people wrote into the note apart from each other: moved, one of the two would be taken away unread."""

    def __init__(self) -> None:
        super().__init__(
            "There are two versions of this note.", "Look at both, and say which is right. Then it can be moved. Nothing was moved."
        )


def move(book: Workbook, file: CaseFile, note: Note, chosen: str, to: Id) -> Changed:
    """Moves the chosen words of a note, or with none all of it, to another person, or to the facilitators (`NOBODY`). One act, or none.

    Search and papers go by where words stand, so both follow at once. The move is on record, without the words. What was being typed into
    the note is finished first: a draft that is sealed later would bring the words back. Pressed twice they are moved once.
    Raises `NotThere`, `TwoVersions`.
    """
    file, note = _as_it_stands(book, file, note, chosen)
    words = note.words
    left = _without(words, chosen) if chosen else ""
    made, taken = _made(book, file, note, chosen or words, to), _taken(file, note, left)
    today, act = Day(book.clock.today().isoformat()), Id(fresh_id())
    taken_from = getattr(note, "person", NOBODY)
    values = {"taken_from": taken_from, "given_to": to, "note": made.record, "was": note.id, "on": today, "by": book.me().name}
    rows = [made, taken, Row(compartment_name(Moved, file.id), Moved.kind, act, values)]
    if taken_from:  # what facilitators wrote for themselves could be put on nobody's paper
        rows += fetch_back.of_moved(book, _with_note(file, note, left), act, chosen or words, to)
    return book.save(rows, "moved")


def _with_note(file: CaseFile, note: Note, left: str) -> CaseFile:
    """The case with what is left of the note: what stands in somebody's own notes counts as known to them."""
    return replace(file, records={**file.records, note.id: replace(note, words=left)})


def _as_it_stands(book: Workbook, file: CaseFile, shown: Note, chosen: str) -> tuple[CaseFile, Note]:
    """The note once everything typed into it is a change. Where nothing was being typed, as it was on the screen: that is what is taken away."""
    book.seal(shown.id)
    now = book.case(file.id)
    note = now.get(type(shown), shown.id)
    if note is None or (chosen not in note.words if chosen else note.words != shown.words or not note.words):
        raise NotThere
    if any(record == note.id for record, _ in now.forks):
        raise TwoVersions
    if note.id in now.unfinished:
        raise TooLong
    return (now, note) if note.id in file.unfinished else (file, shown)


def _made(book: Workbook, file: CaseFile, note: Note, words: str, to: Id) -> Row:
    """The words where they belong, with when and how they were said."""
    meeting = file.get(Preparation, note.meeting) if isinstance(note, PreparationNote) else None
    said_at = meeting or note
    when: dict[str, str] = {name: str(getattr(said_at, name)) for name in ("day", "at") if hasattr(said_at, name)}
    author = note.author or book.me().name
    kind: type[Record] = Contact if to else TeamNote
    values: Mapping[str, Any] = {**when, "words": words.strip(), "author": author}
    if to:
        values = {**values, "person": to, "method": getattr(note, "method", "") or "visit_other"}
    return Row(compartment_name(kind, file.id, to), kind.kind, Id(fresh_id()), values)


def _taken(file: CaseFile, note: Note, left: str) -> Row:
    """What stays of the note; one of which nothing stays is taken away, with everything that stood in it.

    The note of a topic stays, empty: whoever writes on about that topic writes into it.
    """
    if left or isinstance(note, PreparationNote):
        return Row(file.compartments[note.id], note.kind, note.id, {"words": left}, {"words": file.standing_of(note.id, "words")})
    return Row(file.compartments[note.id], note.kind, note.id, {GONE: True}, dict(file.standing.get(note.id, {})))


def _without(words: str, chosen: str) -> str:
    """The words around the chosen ones, joined where these stood; nothing else of them is touched."""
    before, _, after = words.partition(chosen)
    head, tail = before.rstrip(), after.lstrip()
    if not (head and tail):
        return head or tail
    gaps = (before[len(head) :], after[: len(after) - len(tail)])
    return head + max(gaps, key=lambda gap: (gap.count("\n"), len(gap))) + tail


def on_paper(file: CaseFile) -> tuple[Id, ...]:
    """The copies that are out and hold words that were moved, or may hold them."""
    moved = {one.id for one in file.all(Moved)}
    return tuple(one.printed.id for one in to_fetch(file) if any(reason.because in moved for reason in one.reasons))
