"""The large tables cut into hash partitions, in a copy: what a push and a pull ask touches one of them, whatever lies in the others."""

import re
from collections.abc import Iterator
from typing import Any, LiteralString

import psycopg
import pytest
from memory_laptop import Laptop
from psycopg import sql
from psycopg.conninfo import make_conninfo

from facilitator_app.central import exchange, schema
from facilitator_app.central.database import Database
from facilitator_app.central.postgres import PostgresStore
from facilitator_app.central.session import Session
from facilitator_app.central.store import Device
from facilitator_app.ledger import change as changes
from facilitator_app.ledger import messages as say
from facilitator_app.ledger.seals import SigningKey
from facilitator_app.sync import exchange as laptops

CUT = ("compartment", "change", "record", "allocation", "held", "erased")
PIECES = 16
TENANT, CASE = "cut", "case/1"

# Asked once for a question, of a person and not of a compartment: it reads an index in each partition. SCALE.md says what that costs.
OF_A_PERSON = re.compile(r"FROM allocation WHERE tenant = \S+ AND person = ")
# Of all that a laptop holds: one statement, which touches as many partitions as there are compartments in it, at most.
OF_MANY = re.compile(r"FROM compartment WHERE tenant = \S+ AND compartment = ANY")


@pytest.fixture(scope="module")
def cut_dsn(dsn: str) -> Iterator[str]:
    """Of the owner of a database whose tables are cut by the hash of tenant and compartment, and are else what `schema` makes."""
    with psycopg.connect(dsn, autocommit=True) as owner:
        owner.execute("CREATE DATABASE cut")
    found = make_conninfo(dsn, dbname="cut")
    with psycopg.connect(found, autocommit=True) as owner:
        schema.prepare(owner)
        owner.execute("SET search_path TO central")
        for name in CUT:
            _cut(owner, name)
        schema.prepare(owner)  # rights and the fence of what was made anew
    yield found
    with psycopg.connect(dsn, autocommit=True) as owner:
        owner.execute("DROP DATABASE cut WITH (FORCE)")


def _cut(owner: psycopg.Connection, name: str) -> None:
    table = sql.Identifier(name)
    owner.execute(sql.SQL("ALTER TABLE {} RENAME TO whole").format(table))
    owner.execute(sql.SQL("CREATE TABLE {} (LIKE whole INCLUDING ALL) PARTITION BY HASH (tenant, compartment)").format(table))
    owner.execute("DROP TABLE whole")
    for piece in range(PIECES):
        owner.execute(
            sql.SQL("CREATE TABLE {} PARTITION OF {} FOR VALUES WITH (MODULUS {}, REMAINDER {})").format(
                sql.Identifier(f"{name}_{piece}"), table, sql.Literal(PIECES), sql.Literal(piece)
            )
        )


class Recorded(Session):
    """A session that keeps what it is asked."""

    asked: list[tuple[LiteralString, dict[str, Any]]]

    def do(self, statement: LiteralString, **values: Any) -> psycopg.Cursor[Any]:
        self.asked.append((statement, {"tenant": self.tenant, **values}))
        return super().do(statement, **values)


@pytest.fixture(scope="module")
def asked(cut_dsn: str) -> list[tuple[LiteralString, dict[str, Any]]]:
    """What is asked by a push into a case, the same once more, one that is held, a first pull with what is held told, and a steady one."""
    found: list[tuple[LiteralString, dict[str, Any]]] = []
    with Database(make_conninfo(cut_dsn, user=schema.ROLE), TENANT) as database:
        amira, sam = (Laptop(person, SigningKey()) for person in ("amira", "sam"))

        def told(laptop: Laptop, question: say.SyncQuestion) -> say.SyncAnswer:
            def work(session: Session) -> say.SyncAnswer:
                recorded = Recorded(session._connection, TENANT, "tests")
                recorded.asked = found
                return exchange.answer(PostgresStore(recorded), laptop.kept.signing.fingerprint, question)

            return database.tx("tests", work)

        for one in (amira, sam):
            device = Device(one.kept.signing.fingerprint, one.kept.signing.public, one.person)
            database.tx("office", lambda session, device=device: _enrolled(session, device))  # type: ignore[misc]
        bodies = [_body(amira, "r1", "first"), _body(amira, "r2", "second")]
        bodies.append(_body(amira, "r1", "third", changes.id_of(bodies[0])))
        push = tuple(body.decode() for body in bodies)
        stream = laptops.question(amira).stream
        ids = tuple(map(changes.id_of, bodies))
        first = told(amira, say.SyncQuestion(stream, push=push))
        assert {ack.status for ack in first.acks} == {say.OK}
        again = told(amira, say.SyncQuestion(stream, push=push, cursors={CASE: None}, have={CASE: ids}))
        assert {ack.status for ack in again.acks} == {say.KNOWN}
        (page,) = [page for page in again.pages if page.compartment == CASE]
        told(amira, say.SyncQuestion(stream, push=(_body(amira, "r3", "fourth").decode(),), cursors={CASE: page.to}))
        held = told(sam, say.SyncQuestion(stream, push=(_body(sam, "r4", "not his").decode(),), cursors={CASE: None}, have={CASE: ids}))
        assert {ack.status for ack in held.acks} == {say.HELD}
    return found


def _enrolled(session: Session, device: Device) -> None:
    store = PostgresStore(session)
    with store.writing(""):
        store.enrol(device)


def _body(laptop: Laptop, record: str, words: str, *before: str) -> bytes:
    return changes.written(
        laptop.kept.signing, compartment=CASE, record=record, kind="contact", values={"words": words},
        replaces={"words": before} if before else {}, author=laptop.person, at="2026-03-02T11:00:00Z",
    )  # fmt: skip


def _touched(owner: psycopg.Connection, statement: LiteralString, values: dict[str, Any]) -> set[str]:
    """The partitions that a statement is planned to touch: of each table's own, which the plan names."""
    with owner.transaction(force_rollback=True):
        owner.execute("SET LOCAL enable_partition_pruning TO on")
        plan = "\n".join(row[0] for row in owner.execute(b"EXPLAIN (VERBOSE) " + statement.encode(), values))
    return set(re.findall(rf"central\.(?:{'|'.join(CUT)})_(\d+)\b", plan))


def test_everything_that_a_push_and_a_pull_ask_touches_one_partition(
    cut_dsn: str, asked: list[tuple[LiteralString, dict[str, Any]]]
) -> None:
    of_cut = re.compile(rf"(?:FROM|INTO|UPDATE) (?:{'|'.join(CUT)})\b")
    looked_at = {statement: values for statement, values in asked if of_cut.search(statement)}
    assert len(looked_at) > 15
    with psycopg.connect(cut_dsn, autocommit=True) as owner:
        owner.execute("SET search_path TO central")
        found = {statement: _touched(owner, statement, values) for statement, values in looked_at.items()}
    wide = {statement for statement, pieces in found.items() if len(pieces) > 1 and not statement.startswith("INSERT")}
    assert {one for one in wide if not OF_A_PERSON.search(one) and not OF_MANY.search(one) and " device = " not in one} == set()
    assert [one for one in found if OF_A_PERSON.search(one)], "else its exemption proves nothing"
    assert len(found) - len(wide) > 12


def test_what_is_put_in_lies_in_one_partition(cut_dsn: str, asked: list[tuple[LiteralString, dict[str, Any]]]) -> None:
    assert any(statement.startswith("INSERT INTO change") for statement, _ in asked)
    with psycopg.connect(cut_dsn) as owner:
        for table in ("change", "record"):
            rows = owner.execute(
                sql.SQL("SELECT tableoid::regclass::text, count(*) FROM central.{} WHERE compartment = %s GROUP BY 1").format(
                    sql.Identifier(table)
                ),
                [CASE],
            ).fetchall()
            assert len(rows) == 1
            assert rows[0][1] > 1


def test_a_statement_that_names_no_compartment_would_be_noticed(cut_dsn: str) -> None:
    with psycopg.connect(cut_dsn, autocommit=True) as owner:
        owner.execute("SET search_path TO central")
        assert len(_touched(owner, "SELECT at FROM change WHERE tenant = %(tenant)s AND id = 'x'", {"tenant": TENANT})) == PIECES
