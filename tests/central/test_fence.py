"""Row-level security: whatever statement is asked, the service's role sees one tenant's rows. The tables are found in the catalogue."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import psycopg
import pytest
from psycopg import Connection, errors, sql

from facilitator_app.central import enrolling, reasons, schema
from facilitator_app.central.database import Database
from facilitator_app.central.postgres import PostgresStore
from facilitator_app.central.session import Session
from facilitator_app.central.store import Device, Held
from facilitator_app.errors import Trouble
from facilitator_app.ledger.chain import START
from facilitator_app.ledger.fold import Document
from facilitator_app.ledger.messages import StreamHead
from facilitator_app.ledger.seals import fresh_id

NOT_A_TENANTS = {"step"}  # which steps the database has been through


def _one_row_everywhere(session: Session) -> None:
    store = PostgresStore(session)
    with store.writing("case/1"):
        store.append("case/1", "id", b"body", START.after(b""))
        store.keep_document("case/1", "r1", Document())
        store.allocate("amira", "case/1", "lead")
        store.hold(Held("h", "case/1", "key", b"body", "why"))
    with store.writing("case/2"):
        store.erase("case/2", frozenset({"gone"}))
    with store.writing(""):
        store.enrol(Device("key", b"public", "amira"))
        store.keep_stream("key", StreamHead("s", "token"))
        session.do("INSERT INTO conflict (tenant, compartment, person) VALUES (%(tenant)s, 'case/1', 'amira')")
        session.do("INSERT INTO person (tenant, person, name, languages, gender) VALUES (%(tenant)s, 'amira', '', '{}', '')")
        session.keep_place(START.after(b""))
        session.do("INSERT INTO backup (tenant, number, begun, file, digest) VALUES (%(tenant)s, 0, now(), '', '')")
        session.do(
            "INSERT INTO piece (tenant, compartment, file, whose, number, total, digest, data) "
            "VALUES (%(tenant)s, 'case/1', 'f', '', 0, 1, '', '')"
        )
        session.do(
            "INSERT INTO checkpoint (tenant, number, at, chain, heads, made, restored, before, signature) "
            "VALUES (%(tenant)s, 1, 0, '', '', '', '', '', '')"
        )
        session.do("INSERT INTO checkpoint_heads (tenant, number, heads) VALUES (%(tenant)s, 1, '[]')")
        session.do("INSERT INTO organisation (tenant, id, kind, name, parent) VALUES (%(tenant)s, 'o', '', '', '')")
        session.do("INSERT INTO case_held (tenant, compartment, holder, commissioner) VALUES (%(tenant)s, 'case/1', 'o', '')")
        enrolling.set_setting(session, "any", "yes")
        reasons.kept(session, "case/1", "rejected because", "h", "words")
        session.do(
            "INSERT INTO invitation (tenant, locator, secret, person, made, tries, used_by, used) "
            "VALUES (%(tenant)s, 'ABCD', '', 'amira', %(made)s, 0, '', NULL)",
            made=datetime.now(UTC),
        )


@pytest.fixture
def filled(database: Database, tenant: str) -> str:
    """A tenant with a row in every table."""
    database.tx("tests", _one_row_everywhere)
    return tenant


@pytest.fixture
def role(dsn: str) -> Iterator[Connection]:
    """The service's role, without anything that the service does with it."""
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(schema.ROLE)))
        yield connection


def tables(connection: Connection) -> list[str]:
    """Every table, view and the like outside the system's own schemas."""
    found = connection.execute(
        "SELECT relname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace "
        "WHERE relkind IN ('r', 'p', 'v', 'm', 'f') AND nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema'"
    )
    return [name for (name,) in found if name not in NOT_A_TENANTS]


def _count(connection: Connection, table: str, tenant: str | None) -> int:
    with connection.transaction():
        if tenant is not None:
            connection.execute("SELECT set_config('central.tenant', %s, true)", [tenant])
        row = connection.execute(sql.SQL("SELECT count(*) FROM central.{}").format(sql.Identifier(table))).fetchone()
    assert row is not None
    return int(row[0])


def test_every_table_is_empty_to_another_tenant_and_to_none(role: Connection, filled: str) -> None:
    found = tables(role)
    assert set(found) == set(schema.TENANT_TABLES)
    for table in found:
        assert _count(role, table, filled) >= 1, f"{table}: nothing is tested where nothing stands"
        assert _count(role, table, fresh_id()) == 0, table
        assert _count(role, table, None) == 0, table


def test_nothing_of_another_tenant_is_changed_deleted_or_written(role: Connection, filled: str) -> None:
    other = fresh_id()
    for table in tables(role):
        name = sql.Identifier(table)
        with role.transaction():
            role.execute("SELECT set_config('central.tenant', %s, true)", [other])
            if table not in ("audit", "checkpoint"):
                assert role.execute(sql.SQL("UPDATE central.{} SET tenant = %s").format(name), [other]).rowcount == 0
                assert role.execute(sql.SQL("DELETE FROM central.{}").format(name)).rowcount == 0
        assert _count(role, table, filled) >= 1
    role.execute("SELECT set_config('central.tenant', %s, false)", [other])
    with pytest.raises(errors.InsufficientPrivilege):
        role.execute("INSERT INTO central.erased (tenant, compartment, id) VALUES (%s, 'case/2', 'forged')", [filled])


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE central.audit SET info = ''",
        "DELETE FROM central.audit",
        "TRUNCATE central.audit",
        "UPDATE central.checkpoint SET chain = ''",
        "DELETE FROM central.checkpoint",
        "TRUNCATE central.checkpoint",
    ],
)
def test_the_service_cannot_change_the_audit(role: Connection, statement: str) -> None:
    with pytest.raises(errors.InsufficientPrivilege):
        role.execute(statement.encode())


@pytest.mark.parametrize("statement", ["ALTER TABLE central.change DISABLE ROW LEVEL SECURITY", "DROP TABLE central.change"])
def test_the_service_cannot_take_the_fence_away(role: Connection, statement: str) -> None:
    with pytest.raises(errors.InsufficientPrivilege):
        role.execute(statement.encode())


def test_even_the_owner_is_fenced(dsn: str) -> None:
    with psycopg.connect(dsn) as owner:
        forced = owner.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity").fetchall()
    assert {name for (name,) in forced} == set(schema.TENANT_TABLES)


def test_every_key_begins_with_the_tenant(dsn: str) -> None:
    """And no sequence, trigger or key to another table: not every database that speaks the language has them."""
    with psycopg.connect(dsn) as owner:
        keys = owner.execute(
            "SELECT relname, attname FROM pg_index JOIN pg_class ON pg_class.oid = indrelid "
            "JOIN pg_attribute ON attrelid = indrelid AND attnum = indkey[0] WHERE relnamespace = 'central'::regnamespace"
        ).fetchall()
        forbidden = owner.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'S' AND relnamespace = 'central'::regnamespace "
            "UNION ALL SELECT tgname FROM pg_trigger UNION ALL SELECT conname FROM pg_constraint WHERE contype = 'f'"
        ).fetchall()
    assert {name for name, _ in keys} == {*schema.TENANT_TABLES, *NOT_A_TENANTS}
    assert {first for name, first in keys if name not in NOT_A_TENANTS} == {"tenant"}
    assert forbidden == []


def test_preparing_again_changes_nothing(dsn: str, filled: str, role: Connection) -> None:
    with psycopg.connect(dsn, autocommit=True) as owner:
        schema.prepare(owner)
    assert _count(role, "change", filled) == 1
    schema.require_newest(role)


def test_a_database_that_was_not_prepared_is_said_to_be_none(dsn: str) -> None:
    with psycopg.connect(dsn, autocommit=True) as owner:
        owner.execute("CREATE DATABASE bare")
    try:
        with psycopg.connect(f"{dsn} dbname=bare", autocommit=True) as bare, pytest.raises(Trouble):
            schema.require_newest(bare)
    finally:
        with psycopg.connect(dsn, autocommit=True) as owner:
            owner.execute("DROP DATABASE bare")


def test_a_database_is_prepared_beside_a_service_that_is_at_work(dsn: str) -> None:
    """Each waits for a table that the other has. One of the two is told to let go, and it is done all the same."""
    first, last = schema.TENANT_TABLES[0], schema.TENANT_TABLES[-1]

    def asks(name: str) -> sql.Composed:
        return sql.SQL("SELECT 1 FROM central.{} LIMIT 1").format(sql.Identifier(name))

    with psycopg.connect(dsn) as at_work, psycopg.connect(dsn, autocommit=True) as owner, ThreadPoolExecutor(1) as threads:
        at_work.execute("SET LOCAL deadlock_timeout TO '60s'")  # so that it is the other that is told
        at_work.execute(asks(last))
        preparing = threads.submit(schema.prepare, owner)
        while not _waits(dsn):
            time.sleep(0.02)
        at_work.execute(asks(first))  # until the owner lets go
        at_work.rollback()
        preparing.result(60)
        schema.require_newest(owner)


def _waits(dsn: str) -> bool:
    with psycopg.connect(dsn) as looking:
        return looking.execute("SELECT 1 FROM pg_locks WHERE NOT granted AND mode = 'AccessExclusiveLock' LIMIT 1").fetchone() is not None
