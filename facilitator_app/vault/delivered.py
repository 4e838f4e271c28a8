"""What of this workbook the service has, and what not yet: for the eye. On a connection that reads; decides nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from facilitator_app.ledger import change as changes
from facilitator_app.ledger.parcel import is_parcel
from facilitator_app.records.record import Id, case_in
from facilitator_app.vault.connection import Connection
from facilitator_app.vault.exchanged import STAYS_HERE


@dataclass(frozen=True, slots=True)
class Unsent:
    """A record of which something is not at the service yet. `since`: the earliest of it, UTC."""

    case: Id
    record: Id
    kind: str
    since: str


@dataclass(frozen=True, slots=True)
class Looked:
    """A change that somebody at the service looks at before it stands there. `record` may be one that is here no more."""

    case: Id
    record: Id
    why: str
    at: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How many records are not at the service yet, how many changes are looked at there, how many fields have two versions, and how many own
    changes are kept, out of sight, until a copy of the service's is safe.
    """

    unsent: int = 0
    looked: int = 0
    forks: int = 0
    parcels: int = 0


def unsent(connection: Connection) -> list[Unsent]:
    """The records of which something was typed that the service has not acknowledged, the earliest first."""
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for compartment, record, kind, since in _unsent(connection):
        before = found.get((compartment, record))
        found[compartment, record] = (min(kind, before[0]), min(since, before[1])) if before else (kind, since)
    made = [Unsent(case_in(compartment), Id(record), kind, since) for (compartment, record), (kind, since) in found.items()]
    return sorted(made, key=lambda one: (one.since, one.record))


def _unsent(connection: Connection) -> Iterable[tuple[str, str, str, str]]:
    drafts = connection.execute(
        "select compartment, record, kind, min(started) from draft where compartment <> ? group by record", (STAYS_HERE,)
    )
    yield from drafts.fetchall()
    made = connection.execute("select body from change where mine = 1 and compartment <> ?", (STAYS_HERE,)).fetchall()
    for row in [*made, *connection.execute("select body from outbox").fetchall()]:
        if is_parcel(row[0]):
            continue  # of nothing that is shown here
        change = changes.read(row[0])
        yield change.compartment, change.record, change.kind, change.at


def looked_at(connection: Connection) -> list[Looked]:
    """What waits for a person at the service, the earliest first."""
    rows = connection.execute("select compartment, record, why, at from waits order by at, change").fetchall()
    return [Looked(case_in(row[0]), Id(row[1]), row[2], row[3]) for row in rows]


def counts(connection: Connection) -> Counts:
    """The four numbers of the one line for the whole."""
    return Counts(
        len(unsent(connection)),
        *(
            int(connection.one(statement) or 0)
            for statement in ("select count(*) from waits", "select sum(forks) from case_fact", "select count(*) from parcel")
        ),
    )


def delivered_at(connection: Connection, record: Id) -> str:
    """When the service acknowledged the latest of what was written here into a record (UTC); empty where nothing was."""
    found = connection.one("select max(at) from delivered where change in (select id from change where record = ?)", (record,))
    return str(found or "")


def want(connection: Connection, cases: Sequence[Id]) -> None:
    """The order in which cases are fetched: these first, all others after them."""
    connection.execute("update compartment set wanted = 0 where wanted <> 0")
    rank = {case: place - len(cases) for place, case in enumerate(cases)}
    rows = [
        (rank[case], name) for (name,) in connection.execute("select name from compartment").fetchall() if (case := case_in(name)) in rank
    ]
    connection.executemany("update compartment set wanted = ? where name = ?", rows)
