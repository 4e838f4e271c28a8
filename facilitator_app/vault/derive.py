"""What is computed from the log and kept beside it: documents, facts, what is due. All of it can be made anew from the changes."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from facilitator_app.ledger import change as changes
from facilitator_app.ledger.change import Change
from facilitator_app.ledger.fold import Document, fold
from facilitator_app.records import codec
from facilitator_app.records.case_file import CaseFile, Stored
from facilitator_app.records.facts import CaseFact, Due, dues_of, fact_of
from facilitator_app.records.record import Id, case_in
from facilitator_app.vault.connection import Connection

_RECORD = "id, kind, compartment, case_id, document, first_at, first_by, last_at"


def document_from(data: bytes) -> Document:
    """A document as `keep_record` wrote it."""
    found = codec.object_from_json(data)
    return Document(found["live"], {name: set(ids) for name, ids in found["dead"].items()})


def keep_record(connection: Connection, document: Document, change: Change) -> int:
    """Writes a document; its number, which the search index shares. When and by whom it was entered stays what it was."""
    plain = codec.to_json({"live": document.live, "dead": {name: sorted(ids) for name, ids in document.dead.items()}})
    row = connection.execute(
        "insert into record(compartment, id, kind, case_id, document, forks, gone, first_at, first_by, last_at) values (?,?,?,?,?,?,?,?,?,?) "
        "on conflict (compartment, id) do update set document = excluded.document, forks = excluded.forks, gone = excluded.gone, "
        "last_at = max(last_at, excluded.last_at) returning number",
        (
            change.compartment, change.record, change.kind, case_in(change.compartment), plain,
            len(document.forked()), document.gone(), change.at, change.author, change.at,
        ),
    ).fetchone()  # fmt: skip
    return int(row[0])


def keep_facts(connection: Connection, file: CaseFile) -> None:
    """Writes the row of a case and what is due in it."""
    fact = fact_of(file)
    connection.execute(
        "insert or replace into case_fact values (?,?,?,?,?,?,?,?,?,?,?)",
        (
            fact.case, fact.reference, fact.nickname, fact.path, fact.sentence, fact.names,
            fact.received_on, fact.closed_on, fact.last_at, fact.forks, fact.known,
        ),
    )  # fmt: skip
    connection.execute("delete from due where case_id = ?", (file.id,))
    connection.executemany(
        "insert into due values (?,?,?,?,?,?,?,?)",
        [(due.record, due.sort, due.case, due.person, due.day, due.at, due.title, due.detail) for due in dues_of(file)],
    )


def stored_of(connection: Connection, case: Id, *, with_drafts: bool = True) -> list[Stored]:
    """What is kept of one case, in the order in which it was entered; records that only exist as drafts come last."""
    drafts, only_drafted = _drafts(connection, case) if with_drafts else ({}, {})
    rows = connection.execute(f"select {_RECORD} from record where case_id = ? and gone = 0 order by number", (case,))  # noqa: S608 - constants
    kept = _stored(rows, drafts)
    known = {(one.compartment, one.id) for one in kept}
    new = [Stored(kind, record, compartment, case, {}, drafts=drafts[record]) for record, (compartment, kind) in only_drafted.items()
           if (compartment, record) not in known]  # fmt: skip
    return [*kept, *new]


def stored_in(connection: Connection, compartment: str) -> list[Stored]:
    """What is kept in one compartment."""
    rows = connection.execute(f"select {_RECORD} from record where compartment = ? and gone = 0 order by number", (compartment,))  # noqa: S608 - constants
    drafts, only_drafted = _drafts(connection, Id(""))
    kept = _stored(rows, drafts)
    known = {one.id for one in kept}
    new = [Stored(kind, record, compartment, Id(""), {}, drafts=drafts[record]) for record, (where, kind) in only_drafted.items()
           if where == compartment and record not in known]  # fmt: skip
    return [*kept, *new]


def _stored(rows: Iterable[Any], drafts: dict[Id, dict[str, Any]]) -> list[Stored]:
    return [
        Stored(
            kind, Id(id), compartment, Id(case), codec.object_from_json(document)["live"], first_at, first_by, last_at, drafts.get(Id(id))
        )
        for id, kind, compartment, case, document, first_at, first_by, last_at in rows
    ]


def _drafts(connection: Connection, case: Id) -> tuple[dict[Id, dict[str, Any]], dict[Id, tuple[str, str]]]:
    values: dict[Id, dict[str, Any]] = defaultdict(dict)
    where: dict[Id, tuple[str, str]] = {}
    for record, name, compartment, kind, value in connection.execute(
        "select record, field, compartment, kind, value from draft where case_id = ? order by started", (case,)
    ):
        values[Id(record)][name] = codec.from_json(value)
        where[Id(record)] = (compartment, kind)
    return dict(values), where


def case_facts(connection: Connection) -> list[CaseFact]:
    """One row a case, the latest touched first."""
    rows = connection.execute(
        "select case_id, reference, nickname, path, sentence, names, received_on, closed_on, last_at, forks, known from case_fact "
        "order by closed_on <> '', last_at desc, reference desc"
    )
    return [CaseFact(*row) for row in rows]


def dues(connection: Connection, until: str) -> list[Due]:
    """What is due up to a day, and what has none, the earliest first."""
    rows = connection.execute(
        "select record, sort, case_id, person, day, at, title, detail from due where day <= ? order by day, at, record", (until,)
    )
    return [Due(*row) for row in rows]


def differences(connection: Connection) -> list[str]:
    """Where documents are not what their changes make; empty when nothing is amiss."""
    made = fold(changes.read(row[0]) for row in connection.execute("select body from change"))
    kept = {row[0]: document_from(row[1]) for row in connection.execute("select id, document from record")}
    if made.keys() != kept.keys():
        return ["The list of records does not agree with what was written."]
    wrong = sum(made[id].live != kept[id].live for id in made)
    return [f"{wrong} records do not agree with what was written."] if wrong else []
