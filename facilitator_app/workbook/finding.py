"""Finding: cases by name or reference, records by their words, only in what is open. What is found is read by itself, and never with its case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from facilitator_app.records import OwnScan, Scan, codec
from facilitator_app.records.record import Compartment, Id, Record, as_text, fields_of
from facilitator_app.wall import one_side

if TYPE_CHECKING:
    from facilitator_app.workbook.workbook import Side, Workbook

_EVERYTHING = 10_000
_PICTURES = frozenset(
    {Scan.kind, OwnScan.kind}
)  # their words are a picture; what is found of them is a fingerprint, by which a page comes in once


@dataclass(frozen=True, slots=True, repr=False)
class Hit:
    """Something that was found: where it stands, what it is, and its words."""

    case: Id
    record: Id
    title: str
    detail: str
    words: str


def find(book: "Workbook", typed: str, limit: int) -> list[Hit]:
    """Cases by name or reference first, then records by their words, the newest first."""
    wanted = typed.casefold().split()
    if not wanted:
        return []
    facts = book.cases()
    hits = [
        Hit(fact.case, fact.case, fact.nickname, fact.reference, fact.sentence)
        for fact in facts
        if all(word in f"{fact.nickname} {fact.names} {fact.reference}".casefold() for word in wanted)
    ][:limit]
    if len(hits) < limit:
        # Before "Do you know anyone here?" is answered, a case is its names and nothing more.
        nicknames = {fact.case: fact.nickname for fact in facts if fact.known}
        hits += _records(book, typed, limit, nicknames) if book.side is None else _on_this_side(book, book.side, typed)
    return hits[:limit]


def _records(book: "Workbook", typed: str, limit: int, nicknames: Mapping[Id, str]) -> list[Hit]:
    """The records that hold the words. They lie in as many cases as there are hits, of which each would be read whole."""
    all_found = book.vault.find(typed, limit)
    if len(all_found) == limit and any(case not in nicknames for *_, case in all_found):
        all_found = book.vault.find(typed, _EVERYTHING)  # what may not be shown must not push out what may
    shown = (one for one in all_found if one[2] not in _PICTURES)
    places = [(where, record) for where, record, _, case in shown if case in nicknames and record != case][:limit]
    found = book.vault.some(places).records.values()
    people = book.vault.some({(f"{Compartment.CASE}/{record.case}", str(getattr(record, "person", ""))) for record in found})
    return [
        Hit(
            record.case,
            record.id,
            people.name(getattr(record, "person", "")) or nicknames.get(record.case, ""),
            record.title,
            words_of(record),
        )
        for record in found
    ]


def _on_this_side(book: "Workbook", side: "Side", typed: str) -> list[Hit]:
    """What the open side holds of it. Most of what is found is not shown, and must not push out what is."""
    hits = []
    file = book.case(side.case)
    for _, id, _, case in book.vault.find(typed, _EVERYTHING):
        found = file.records.get(Id(id)) if case == file.id != id else None
        if found is not None and one_side.says(found, typed):
            owner = file.name(getattr(found, "person", "")) or file.nickname
            hits.append(Hit(file.id, found.id, owner, found.title, words_of(found)))
    return hits


def words_of(record: Record) -> str:
    """The words of a record on one line, as a list shows them: prose first."""
    fields = sorted((f for f in fields_of(type(record)) if not f.ask.link and not f.ask.choices), key=lambda f: -f.ask.lines)
    texts: Sequence[str] = [as_text(codec.to_builtins(getattr(record, field.name))) for field in fields[:3]]
    return " · ".join(" ".join(text.split()) for text in texts if text.strip())


def around(words: str, typed: str, length: int = 150) -> str:
    """The part of a text in which the first typed word stands, cut between words."""
    wanted = typed.casefold().split()
    at = max((words.casefold().find(word) for word in wanted[:1]), default=0)
    start = max(0, at - length // 3)
    part = words[start : start + length]
    if start:
        part = "… " + part.partition(" ")[2]
    return part if start + length >= len(words) else part.rpartition(" ")[0] + " …"
