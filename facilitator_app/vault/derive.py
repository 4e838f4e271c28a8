"""What is computed from the log and kept beside it: documents, facts, what is due. All of it can be made anew from the changes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from facilitator_app.ledger import change as changes
from facilitator_app.ledger.change import Change
from facilitator_app.ledger.fold import Document
from facilitator_app.records import codec
from facilitator_app.records.case_file import CaseFile, Stored, assemble
from facilitator_app.records.facts import PAPER, CaseFact, Due, dues_of, fact_of
from facilitator_app.records.record import NOBODY, Id, case_in
from facilitator_app.vault import search
from facilitator_app.vault.connection import Connection

VERSION = b"18"
"""Which way of deriving made what is kept: raise it when a headline, a fact, what is due or the words for searching come out otherwise.
A workbook that was kept another way is derived anew when it is opened."""

_RECORD = "id, kind, compartment, case_id, document, first_at, first_by, last_at"
_FACT = "case_id, reference, nickname, path, sentence, names, received_on, closed_on, last_at, forks, known"


def document_from(data: bytes) -> Document:
    """A document as `keep_record` wrote it."""
    found = codec.object_from_json(data)
    return Document(found["live"], {name: set(ids) for name, ids in found["dead"].items()}, set(found["by"]))


def keep_record(connection: Connection, document: Document, taken: Sequence[Change], *, new: bool = False) -> None:
    """Writes a document and its words for searching. `new`: there is nothing of it yet. Where changes differ in what they say of the record
    itself, who arrived first does not matter: two workbooks that hold the same changes hold the same records.
    """
    first = min(taken, key=lambda change: (change.at, change.author))
    dead = {name: sorted(ids) for name, ids in document.dead.items()}
    plain = codec.to_json({"live": document.live, "dead": dead, "by": sorted(document.authors)})
    number, kind = connection.execute(
        "insert into record(compartment, id, kind, case_id, document, forks, gone, first_at, first_by, last_at) values (?,?,?,?,?,?,?,?,?,?) "
        "on conflict (compartment, id) do update set document = excluded.document, forks = excluded.forks, gone = excluded.gone, "
        "kind = min(kind, excluded.kind), first_at = min(first_at, excluded.first_at), "
        "first_by = case when (excluded.first_at, excluded.first_by) < (first_at, first_by) then excluded.first_by else first_by end, "
        "last_at = max(last_at, excluded.last_at) returning number, kind",
        (
            first.compartment, first.record, min(change.kind for change in taken), case_in(first.compartment), plain,
            len(document.forked()), document.gone(), first.at, first.author, max(change.at for change in taken),
        ),
    ).fetchone()  # fmt: skip
    every = {name: list(values.values()) for name, values in document.live.items()}  # of two versions the words of both are found
    search.index(connection, number, "" if document.gone() else search.text_of(kind, every), new=new)


def keep_facts(connection: Connection, file: CaseFile) -> None:
    """Writes the row of a case and what is due in it; nothing of a case that has no records any more."""
    connection.execute("delete from case_fact where case_id = ?", (file.id,))
    connection.execute("delete from due where case_id = ?", (file.id,))
    if file.records or file.newer:
        connection.execute("insert into case_fact values (?,?,?,?,?,?,?,?,?,?,?)", _fact_row(file))
        connection.executemany("insert into due values (?,?,?,?,?,?,?,?)", _due_rows(file))


def _fact_row(file: CaseFile) -> tuple[Any, ...]:
    fact = fact_of(file)
    return (
        fact.case, fact.reference, fact.nickname, fact.path, fact.sentence, fact.names,
        fact.received_on, fact.closed_on, fact.last_at, fact.forks, int(fact.known),
    )  # fmt: skip


def _due_rows(file: CaseFile) -> list[tuple[Any, ...]]:
    return [(due.record, due.sort, due.case, due.person, due.day, due.at, due.title, due.detail) for due in dues_of(file)]


def stored_of(connection: Connection, case: Id, *, with_drafts: bool = True) -> list[Stored]:
    """What is kept of one case, in the order in which it was entered; records that only exist as drafts come last."""
    drafts = _drafts(connection, case) if with_drafts else {}
    rows = connection.execute(f"select {_RECORD} from record where case_id = ? and gone = 0 order by first_at, number", (case,))  # noqa: S608 - constants
    return _stored(rows, drafts)


def stored_part(connection: Connection, case: Id, kinds: Sequence[str]) -> list[Stored]:
    """What is kept of one case of some kinds only: the documents of all others are not taken apart."""
    marks = ", ".join("?" * len(kinds))
    rows = connection.execute(
        f"select {_RECORD} from record where case_id = ? and kind in ({marks}) and gone = 0 order by first_at, number",  # noqa: S608 - constants
        (case, *kinds),
    )
    return _stored(rows, {key: draft for key, draft in _drafts(connection, case).items() if draft.kind in kinds})


def stored_some(connection: Connection, wanted: Iterable[tuple[str, str]]) -> list[Stored]:
    """Some records by (compartment, id), in that order; those that are not there are left out."""
    found = []
    for compartment, id in wanted:
        rows = connection.execute(f"select {_RECORD} from record where compartment = ? and id = ? and gone = 0", (compartment, id))  # noqa: S608 - constants
        drafts = _drafts(connection, case_in(compartment))
        found += _stored(rows, {key: draft for key, draft in drafts.items() if key == (compartment, id)})
    return found


def stored_in(connection: Connection, compartment: str) -> list[Stored]:
    """What is kept in one compartment."""
    rows = connection.execute(f"select {_RECORD} from record where compartment = ? and gone = 0 order by first_at, number", (compartment,))  # noqa: S608 - constants
    return _stored(rows, {key: draft for key, draft in _drafts(connection, NOBODY).items() if key[0] == compartment})


@dataclass(slots=True)
class _Draft:
    """What was typed into one record and not yet sealed."""

    kind: str
    case: Id
    values: dict[str, Any]
    bases: dict[str, Sequence[str]]


def _stored(rows: Iterable[Any], drafts: Mapping[tuple[str, Id], _Draft]) -> list[Stored]:
    found = []
    left = dict(drafts)
    for id, kind, compartment, case, document, first_at, first_by, last_at in rows:
        draft = left.pop((compartment, Id(id)), None)
        values, bases = (draft.values, draft.bases) if draft else (None, None)
        held = codec.object_from_json(document)
        by = frozenset(held["by"])
        found.append(Stored(kind, Id(id), compartment, Id(case), held["live"], first_at, first_by, last_at, values, bases, by))
    new = [Stored(draft.kind, id, where, draft.case, {}, drafts=draft.values, bases=draft.bases) for (where, id), draft in left.items()]
    return [*found, *new]


def _drafts(connection: Connection, case: Id) -> dict[tuple[str, Id], _Draft]:
    found: dict[tuple[str, Id], _Draft] = {}
    for record, name, compartment, kind, value, base in connection.execute(
        "select record, field, compartment, kind, value, base from draft where case_id = ? order by started", (case,)
    ):
        draft = found.setdefault((compartment, Id(record)), _Draft(kind, case, {}, {}))
        draft.values[name], draft.bases[name] = codec.from_json(value), codec.from_json(base)
    return found


def case_facts(connection: Connection) -> list[CaseFact]:
    """One row a case, the latest touched first."""
    rows = connection.execute(f"select {_FACT} from case_fact order by closed_on <> '', last_at desc, reference desc")  # noqa: S608 - constants
    return [CaseFact(*row) for row in rows]


def unopened(connection: Connection, limit: int) -> list[CaseFact]:
    """Of the open cases those whose details nobody may open yet, the latest first."""
    rows = connection.execute(
        f"select {_FACT} from case_fact where closed_on = '' and known = 0 order by last_at desc, reference desc limit ?",  # noqa: S608 - constants
        (limit,),
    )
    return [CaseFact(*row) for row in rows]


def dues(connection: Connection, until: str, sorts: Sequence[str] = ()) -> list[Due]:
    """What is due up to a day, and what has none, the earliest first; of some sorts, where they are named, and else of all but copies of paper."""
    of = f" and sort {'' if sorts else 'not '}in ({','.join('?' * len(sorts or PAPER))})"
    rows = connection.execute(
        f"select record, sort, case_id, person, day, at, title, detail from due where day <= ?{of} order by day, at, record",  # noqa: S608 - only marks
        (until, *(sorts or PAPER)),
    )
    return [Due(*row) for row in rows]


_SHOWN = "compartment not in (select name from compartment where hidden)"


def _folded(connection: Connection, of: str = "", values: Sequence[str] = ()) -> dict[tuple[str, str], tuple[Document, list[Change]]]:
    """Every record that anybody may see, out of its changes and of what the service said is replaced; `of`: only of some compartments."""
    found: dict[tuple[str, str], tuple[Document, list[Change]]] = {}
    dead: dict[tuple[str, str], list[str]] = {}
    for compartment, id, name in connection.execute(f"select compartment, change, field from replaced where {_SHOWN}{of}", values):  # noqa: S608 - constants
        dead.setdefault((compartment, id), []).append(name)
    for row in connection.execute(f"select body from change where {_SHOWN}{of}", values):  # noqa: S608 - constants
        change = changes.read(row[0])
        document, taken = found.setdefault((change.compartment, change.record), (Document(), []))
        document.apply(change)
        taken.append(change)
        if names := dead.get((change.compartment, change.id)):
            document.apply(said_replaced(change, names))
    return found


def said_replaced(change: Change, fields: Iterable[str]) -> Change:
    """The word of the service that values of a change are replaced, as something to lay over its record."""
    return replace(change, values={}, replaces=dict.fromkeys(fields, (change.id,)))


def unkeep(connection: Connection, compartment: str) -> None:
    """Takes the records of a compartment and their words from what is kept beside the log."""
    for row in connection.execute("select number from record where compartment = ?", (compartment,)).fetchall():
        search.index(connection, row[0], "")
    connection.execute("delete from record where compartment = ?", (compartment,))


def refold(connection: Connection, compartment: str) -> None:
    """Makes the records of one compartment again from its changes; none of one that nobody may see."""
    unkeep(connection, compartment)
    for document, taken in _folded(connection, " and compartment = ?", (compartment,)).values():
        keep_record(connection, document, taken)


def keep_facts_of(connection: Connection, case: Id) -> None:
    """The row of a case and what is due in it, as its records stand now."""
    keep_facts(connection, assemble(case, stored_of(connection, case, with_drafts=False)))


def anew(connection: Connection) -> None:
    """Makes documents, index, facts and what is due again from the changes, inside the caller's transaction."""
    for table in ("record", "case_fact", "due"):
        connection.execute(f"delete from {table}")  # noqa: S608 - a constant
    search.forget_all(connection)
    by_entry = sorted(_folded(connection).items(), key=lambda item: (min(change.at for change in item[1][1]), item[0]))
    for _, (document, taken) in by_entry:
        keep_record(connection, document, taken)
    for case in _cases(connection):
        keep_facts_of(connection, case)


def changes_of(connection: Connection, case: Id, until: str = "") -> list[Change]:
    """The changes of one case, of all its compartments, in the order of their authors' clocks; those entered up to a moment (UTC), if one is named."""
    found = []
    for low, high in ((f"case/{case}", f"case/{case}"), (f"named/{case}", f"named/{case}"), (f"part/{case}/", f"part/{case}0")):
        rows = connection.execute(f"select body from change where compartment >= ? and compartment <= ? and {_SHOWN}", (low, high))  # noqa: S608 - a constant
        found += [changes.read(row[0]) for row in rows]
    return sorted((one for one in found if not until or one.at <= until), key=lambda one: (one.at, one.id))


def stored_at(connection: Connection, case: Id, until: str) -> list[Stored]:
    """What was kept of one case at a moment (UTC), folded anew from what had been entered by then."""
    folded: dict[tuple[str, str], tuple[Document, list[Change]]] = {}
    for change in changes_of(connection, case, until):
        document, taken = folded.setdefault((change.compartment, change.record), (Document(), []))
        document.apply(change)
        taken.append(change)
    entered = {
        (row[0], row[1]): row[2] for row in connection.execute("select compartment, id, number from record where case_id = ?", (case,))
    }
    found = []
    for (compartment, id), (document, taken) in sorted(folded.items(), key=lambda item: (item[1][1][0].at, entered.get(item[0], 0))):
        if not document.gone():
            first, kind = taken[0], min(change.kind for change in taken)
            found.append(
                Stored(
                    kind,
                    Id(id),
                    compartment,
                    case,
                    document.live,
                    first.at,
                    first.author,
                    taken[-1].at,
                    authors=frozenset(document.authors),
                )
            )
    return found


def _cases(connection: Connection) -> list[Id]:
    return [Id(row[0]) for row in connection.execute("select distinct case_id from record where case_id <> ''")]


def differences(connection: Connection) -> list[str]:
    """Where what is kept is not what the changes make; empty when nothing is amiss."""
    made = {key: document for key, (document, _) in _folded(connection).items()}
    kept = {(row[0], row[1]): document_from(row[2]) for row in connection.execute("select compartment, id, document from record")}
    if made.keys() != kept.keys():
        return ["The list of records does not agree with what was written."]
    found = []
    if wrong := sum(made[key].live != kept[key].live for key in made):
        found.append(f"{wrong} records do not agree with what was written.")
    if wrong := sum(not _facts_agree(connection, case) for case in _cases(connection)):
        found.append(f"The lists do not agree with the records of {wrong} cases.")
    return found


def _facts_agree(connection: Connection, case: Id) -> bool:
    file = assemble(case, stored_of(connection, case, with_drafts=False))
    facts = connection.execute("select * from case_fact where case_id = ?", (case,)).fetchall()
    dues = connection.execute("select * from due where case_id = ?", (case,)).fetchall()
    if not (file.records or file.newer):
        return not facts and not dues
    return facts == [_fact_row(file)] and sorted(dues) == sorted(_due_rows(file))
