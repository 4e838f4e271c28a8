"""What is being typed, before it is a change: kept on the disk with the values that stood on the screen when it began.

Works inside the caller's transaction.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from facilitator_app.ledger.change import LIMIT_BYTES
from facilitator_app.records import KINDS, codec
from facilitator_app.records.record import Id, fields_of
from facilitator_app.vault import derive
from facilitator_app.vault.connection import Connection
from facilitator_app.vault.rows import Changed, Edit, Row

MOST_BYTES = LIMIT_BYTES - 2_000  # of the words of one draft: a change holds a little beside its values

Draft = tuple[str, bytes, bytes, str]  # field, value, base, editing


def keep(connection: Connection, edits: Sequence[Edit], sealed: Mapping[tuple[str, str, str], str], started: str) -> int:
    """Keeps what is typed; how long the longest of it is, in bytes. `sealed`: the change into which an editing's words went before."""
    longest = 0
    for edit in edits:
        before = sealed.get((edit.record, edit.field, edit.editing))
        base = (before,) if before else edit.base
        value = codec.to_json(edit.value)
        longest = max(longest, len(value))
        connection.execute(
            "insert into draft values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (record, field) do update set "
            # The base stays what was seen when editing began. Another editing of the same field has seen this draft and goes on from it.
            "value = excluded.value, editing = excluded.editing",
            (edit.record, edit.field, edit.compartment, edit.kind, edit.case, value, codec.to_json(base), edit.editing, started),
        )
    return longest


def drop(connection: Connection, record: Id) -> Changed:
    """Forgets what was typed into a record."""
    rows = connection.execute("delete from draft where record = ? returning case_id, kind", (record,)).fetchall()
    return Changed(frozenset(Id(row[0]) for row in rows), frozenset(row[1] for row in rows))


def to_seal(connection: Connection, record: Id | None) -> dict[tuple[str, str, str], list[Draft]]:
    """The drafts of one record, or of all, by (compartment, kind, record)."""
    condition, values = ("where record = ?", (record,)) if record else ("", ())
    rows = connection.execute(
        f"select record, field, compartment, kind, value, base, editing from draft {condition} order by started, record",  # noqa: S608 - a constant
        values,
    )
    found: dict[tuple[str, str, str], list[Draft]] = defaultdict(list)
    for name, field, compartment, kind, value, base, editing in rows:
        found[compartment, kind, name].append((field, value, base, editing))
    return found


def sealed(connection: Connection, record: str, fields: Iterable[str]) -> None:
    """These fields need no draft any more."""
    connection.executemany("delete from draft where record = ? and field = ?", [(record, field) for field in fields])


def of(connection: Connection, record: Id) -> list[Row]:
    """For a record with drafts: what stands in their fields, as a row that would put it back."""
    rows = connection.execute("select compartment, kind, field from draft where record = ?", (record,)).fetchall()
    if not rows:
        return []
    compartment, kind, _ = rows[0]
    found = connection.execute("select document from record where compartment = ? and id = ?", (compartment, record)).fetchone()
    standing = derive.document_from(found[0]).values() if found else {}
    return [Row(compartment, kind, record, {name: standing.get(name, "") for _, _, name in rows})]


def unfinished(connection: Connection) -> list[tuple[Id, str, Id, str]]:
    """(case, kind, record, started) of the records with drafts, the latest begun first."""
    rows = connection.execute("select case_id, kind, record, min(started) from draft group by record order by 4 desc").fetchall()
    return [(Id(case), kind, Id(record), started) for case, kind, record, started in rows]


def that_fit(values: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The fields of a record in as few parts as can each be a change."""
    if sum(len(codec.to_json(value)) for value in values.values()) <= MOST_BYTES:
        return [dict(values)] if values else []
    return [{name: value} for name, value in values.items()]


def nothing(kind: str, name: str) -> tuple[Any, ...]:
    """What a field reads as that nobody has filled in: typed over nothing, it says nothing."""
    declared = KINDS.get(kind)
    defaults = [codec.to_builtins(field.default) for field in fields_of(declared) if field.name == name] if declared else []
    return (*defaults, "", None) if defaults in ([], [""]) else tuple(defaults)
