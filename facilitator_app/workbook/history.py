"""A case as it was on a day, and who wrote what into a record, when, in place of what. From the signed changes; nothing here is typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from facilitator_app import calendar
from facilitator_app.ledger.change import Change
from facilitator_app.records import Agreement, SafeContact, codec
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.headline import headline
from facilitator_app.records.record import GONE, Field, Id, as_text
from facilitator_app.workbook import colleagues
from facilitator_app.workbook.happened import Happening, happened
from facilitator_app.workbook.said import words_of
from facilitator_app.workbook.workbook import Workbook
from facilitator_app.workbook.writers import writer

_LAST = time(23, 59, 59)
_LONGEST = 400


@dataclass(frozen=True, slots=True, repr=False)
class AsItWas:
    """A case at the end of a day: what was known then, and not what is known now. `begun` is the day on which it came in."""

    day: date
    nickname: str
    sentence: str
    people: tuple[tuple[str, str], ...]  # name, how to reach them
    lines: tuple[str, ...]  # what was agreed, as it stood
    happened: tuple[Happening, ...]
    empty: bool


@dataclass(frozen=True, slots=True, repr=False)
class Written:
    """One save: when it was entered, by whom, and each field with what stood in it before and what then stood there."""

    when: str
    who: str
    fields: tuple[tuple[str, str, str], ...]


def as_it_was(book: Workbook, case: Id, day: date) -> AsItWas:
    """The case at the end of a day, London time."""
    end = datetime.combine(day, _LAST, calendar.london()).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    file = book.case_at(case, end)
    return AsItWas(
        day,
        file.nickname,
        headline(file) if file.records else "",
        tuple((side.print_name, _rule(file, side.id)) for side in file.sides),
        tuple(_lines(file)),
        happened(file, book),
        not file.records,
    )


def _rule(file: CaseFile, person: Id) -> str:
    contact = file.first(SafeContact, person)
    return contact.rule if contact and contact.rule else "Not written down"


def _lines(file: CaseFile) -> list[str]:
    return [
        f"{term.number}. {as_text(codec.to_builtins(term.promise))}" for agreement in file.all(Agreement) for term in file.terms(agreement)
    ]


def who_wrote(book: Workbook, file: CaseFile, record: Id) -> tuple[Written, ...]:
    """Every save of one record, the latest first. Nothing of a record that may not be seen here; with one side open only what it shows."""
    if record not in file.records:
        return ()
    kind = type(file.records[record])
    changes = _in_order(book.vault.changes_of(file.id, record))
    stood = {(change.id, name): value for change in changes for name, value in change.values.items()}
    rows, names = [], colleagues.known(book)
    for change in changes:
        said = []
        for name, value in change.values.items():
            known = next((one for one in kind.declared if one.name == name), None)
            if name == GONE:
                said.append(("Taken away", "", ""))
            elif known is not None and not _unsaid(known, value):
                before = [stood.get((id, name)) for id in change.replaces.get(name, ())]
                said.append((known.ask.label, _cut(words_of(file, known, next(iter(before), None))), _cut(words_of(file, known, value))))
        if said:
            moment = datetime.fromisoformat(change.at).astimezone(calendar.london())
            when = f"{calendar.short(moment.date(), book.clock.today())}, {moment:%H:%M}"
            rows.append(Written(when, writer(book, file, change.author, names).name, tuple(said)))
    return tuple(reversed(rows))


def _in_order(changes: Sequence[Change]) -> list[Change]:
    """By their authors' clocks; of two in one second the one after what it replaces."""
    depth: dict[str, int] = {}
    left = list(changes)
    while left:
        known = {change.id for change in left}
        now = [change for change in left if not known & {id for ids in change.replaces.values() for id in ids}] or left
        for change in now:
            depth[change.id] = len(depth)
        left = [change for change in left if change.id not in depth]
    return sorted(changes, key=lambda change: (change.at, depth[change.id]))


def _unsaid(known: Field, value: Any) -> bool:
    """A link to another record, or a key, is nothing to read; an empty value with nothing before it neither."""
    return (bool(known.ask.link) and known.ask.link != "participant") or value is None or known.name in ("check_key", "digest", "agreed")


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + " …"
