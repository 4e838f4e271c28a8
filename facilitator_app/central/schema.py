"""The tables of the central service, as named steps of plain SQL, each done once and in order.

Every key begins with the tenant (one commissioned service), and what belongs to a case goes on with the compartment, so that the large
tables can be cut into hash partitions or spread over machines as they are. No sequence, trigger, advisory lock or key across compartments:
not every database that speaks PostgreSQL's language has them. The service works as a role that owns nothing, and row-level security shows
that role one tenant's rows alone: the second fence, should a statement ever forget to name its tenant.
"""

from contextlib import suppress
from typing import LiteralString

from psycopg import Connection, errors, sql

from facilitator_app.errors import Trouble

ROLE = "workbook_central"
"""What the service works as: owns nothing, is bound by the fence, and can neither change nor delete a line of the audit or a checkpoint. It has no password
until the database's owner gives it one, or makes another role its member."""

TENANT_TABLES = (
    "compartment", "change", "record", "allocation", "held", "erased", "device", "stream", "invitation", "audit",
    "setting", "reason", "person", "conflict", "listed", "backup", "piece", "checkpoint", "checkpoint_heads",
    "organisation", "case_held",
)  # fmt: skip

_ONLY_ADDED_TO = ("audit", "checkpoint")

_FIRST: LiteralString = """
CREATE TABLE compartment (
    tenant text, compartment text,
    at bigint NOT NULL, chain text NOT NULL,  -- the head of its log; the lock of this row orders everybody who writes there
    erased boolean NOT NULL,
    PRIMARY KEY (tenant, compartment));
CREATE TABLE change (
    tenant text, compartment text, at bigint,
    id text NOT NULL, chain text NOT NULL, digest bytea NOT NULL, body bytea NOT NULL, received timestamptz NOT NULL,
    PRIMARY KEY (tenant, compartment, at), UNIQUE (tenant, compartment, id));
CREATE TABLE record (  -- as its log left it. json and not jsonb: that takes any text and gives it back to the letter
    tenant text, compartment text, record text,
    live json NOT NULL, dead json NOT NULL, authors json NOT NULL,
    PRIMARY KEY (tenant, compartment, record));
CREATE TABLE allocation (  -- an empty role: ended
    tenant text, compartment text, person text,
    role text NOT NULL,
    PRIMARY KEY (tenant, compartment, person));
CREATE INDEX ON allocation (tenant, person);
CREATE TABLE held (
    tenant text, compartment text, id text,
    device text NOT NULL, body bytea NOT NULL, why text NOT NULL,
    PRIMARY KEY (tenant, compartment, id));
CREATE INDEX ON held (tenant, id);
CREATE TABLE erased (  -- the ids of what was erased: salted digests, which say nothing
    tenant text, compartment text, id text,
    PRIMARY KEY (tenant, compartment, id));
CREATE TABLE device (
    tenant text, key text,
    public bytea NOT NULL, person text NOT NULL, told text NOT NULL, former text NOT NULL,  -- told: what to do, where it is revoked
    sealing bytea NOT NULL, name text NOT NULL,  -- both empty where a restored service knows no more than the signing key
    PRIMARY KEY (tenant, key));
CREATE TABLE stream (
    tenant text, id text,
    device text NOT NULL, token text NOT NULL, was text NOT NULL, at bigint NOT NULL, chain text NOT NULL,
    PRIMARY KEY (tenant, id));
CREATE TABLE invitation (
    tenant text, locator text,
    secret bytea NOT NULL,  -- sealed: a copy of the database invites nobody
    person text NOT NULL, made timestamptz NOT NULL, tries int NOT NULL, used_by text NOT NULL, used timestamptz,
    PRIMARY KEY (tenant, locator));
CREATE TABLE audit (
    tenant text, at bigint,
    chain text NOT NULL, happened timestamptz NOT NULL, actor text NOT NULL, act text NOT NULL, object text NOT NULL, info text NOT NULL,
    PRIMARY KEY (tenant, at));
"""

_OFFICE: LiteralString = """
ALTER TABLE held ADD COLUMN since timestamptz NOT NULL DEFAULT now();
ALTER TABLE device ADD COLUMN heard timestamptz;  -- within an hour; null where it never asked since this step
ALTER TABLE device ADD COLUMN confirmed boolean NOT NULL DEFAULT true;
CREATE TABLE setting (  -- what a service wants otherwise than others
    tenant text, name text,
    value text NOT NULL,
    PRIMARY KEY (tenant, name));
CREATE TABLE reason (  -- why somebody decided something, in their words
    tenant text, compartment text, id text,
    happened timestamptz NOT NULL, actor text NOT NULL, act text NOT NULL, object text NOT NULL, words text NOT NULL,
    PRIMARY KEY (tenant, compartment, id));
"""

_PEOPLE: LiteralString = """
CREATE TABLE person (
    tenant text, person text,
    name text NOT NULL, languages text[] NOT NULL, gender text NOT NULL,
    PRIMARY KEY (tenant, person));
CREATE TABLE conflict (  -- who said that they know somebody in a case
    tenant text, compartment text, person text,
    PRIMARY KEY (tenant, compartment, person));
"""

_BACKUPS: LiteralString = """
CREATE TABLE listed (  -- how far the list of what must outlive a restore was: the list itself is a file
    tenant text,
    at bigint NOT NULL, chain text NOT NULL,
    PRIMARY KEY (tenant));
CREATE TABLE backup (
    tenant text, number bigint,
    begun timestamptz NOT NULL, made timestamptz, off_site timestamptz,
    file text NOT NULL, digest text NOT NULL,
    PRIMARY KEY (tenant, number));
"""

_FILES: LiteralString = """
CREATE TABLE piece (  -- ciphertext. whose: empty, or the laptop for which it is kept apart
    tenant text, compartment text, file text, whose text, number int,
    total int NOT NULL, digest bytea NOT NULL, data bytea NOT NULL,
    PRIMARY KEY (tenant, compartment, file, whose, number));
ALTER TABLE piece ALTER COLUMN data SET STORAGE EXTERNAL;  -- what is encrypted packs no smaller
CREATE INDEX ON piece (tenant, whose) WHERE whose <> '';
"""

_CHECKPOINTS: LiteralString = """
CREATE TABLE checkpoint (
    tenant text, number bigint,
    at bigint NOT NULL, chain text NOT NULL, heads text NOT NULL, made text NOT NULL, restored text NOT NULL, before text NOT NULL,
    signature text NOT NULL,
    PRIMARY KEY (tenant, number));
CREATE TABLE checkpoint_heads (  -- of the newest: over which heads it was signed
    tenant text,
    number bigint NOT NULL, heads json NOT NULL,
    PRIMARY KEY (tenant));
"""

_ORGANISATIONS: LiteralString = """
CREATE TABLE organisation (
    tenant text, id text,
    kind text NOT NULL, name text NOT NULL, parent text NOT NULL,  -- parent: for whom it works, or empty
    PRIMARY KEY (tenant, id));
ALTER TABLE person ADD COLUMN organisation text NOT NULL DEFAULT '';
CREATE TABLE case_held (  -- of a case that is not here, the organisation of whoever leads it holds it
    tenant text, compartment text,
    holder text NOT NULL, commissioner text NOT NULL,
    PRIMARY KEY (tenant, compartment));
"""

STEPS: tuple[tuple[str, LiteralString], ...] = (
    ("1 exchange, enrolment and audit", _FIRST),
    ("2 what the office does", _OFFICE),
    ("3 what is held of one laptop", "CREATE INDEX ON held (tenant, device)"),
    ("4 people of the service", _PEOPLE),
    ("5 backups, and what outlives them", _BACKUPS),
    ("6 pieces of attachments", _FILES),
    ("7 who manages the service", "ALTER TABLE person ADD COLUMN manages boolean NOT NULL DEFAULT false"),
    ("8 signed checkpoints", _CHECKPOINTS),
    ("9 organisations", _ORGANISATIONS),
)


_TRIES = 6


def prepare(connection: Connection) -> None:
    """Brings a database to the newest step, in one transaction; nothing where it is there already. For the database's owner alone.

    It takes every table from a service that may be at work: where the two wait for each other it lets go, and begins again.
    """
    for _ in range(_TRIES - 1):
        with suppress(errors.DeadlockDetected):
            _prepare(connection)
            return
    _prepare(connection)


def _prepare(connection: Connection) -> None:
    with connection.transaction():
        connection.execute("CREATE SCHEMA IF NOT EXISTS central")
        connection.execute("SET LOCAL search_path TO central")
        connection.execute("CREATE TABLE IF NOT EXISTS step (name text PRIMARY KEY)")
        connection.execute("LOCK TABLE step IN EXCLUSIVE MODE")  # two who prepare one database come one after the other
        done = _done(connection)
        for name, statements in STEPS:
            if name not in done:
                connection.execute(statements)
                connection.execute("INSERT INTO step (name) VALUES (%s)", [name])
        _fence(connection)


def prepare_role(connection: Connection) -> None:
    """Makes the role that the service works as, where there is none. It is in no backup: a backup is restored to where it is."""
    if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE]).fetchone() is None:
        connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(ROLE)))


def _fence(connection: Connection) -> None:
    """What the role may do, and the policy of every table; written anew each time, so that no table is ever without."""
    prepare_role(connection)
    role = sql.Identifier(ROLE)
    connection.execute(sql.SQL("GRANT USAGE ON SCHEMA central TO {}").format(role))
    connection.execute(sql.SQL("GRANT SELECT ON step TO {}").format(role))
    for name in TENANT_TABLES:
        table = sql.Identifier(name)
        rights = sql.SQL("SELECT, INSERT" if name in _ONLY_ADDED_TO else "SELECT, INSERT, UPDATE, DELETE")
        connection.execute(sql.SQL("GRANT {} ON {} TO {}").format(rights, table, role))
        connection.execute(sql.SQL("ALTER TABLE {} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY").format(table))
        connection.execute(sql.SQL("DROP POLICY IF EXISTS one_tenant ON {}").format(table))
        connection.execute(sql.SQL("CREATE POLICY one_tenant ON {} USING (tenant = current_setting('central.tenant', true))").format(table))


def require_newest(connection: Connection) -> None:
    """Raises `Trouble` where a database was not prepared, or by another version of this program."""
    found = connection.execute("SELECT to_regclass('central.step') IS NOT NULL").fetchone()
    if found != (True,) or _done(connection) != {name for name, _ in STEPS}:
        raise Trouble("This database is not prepared for this version of the service.", "Run “facilitator-central init” as its owner.")


def _done(connection: Connection) -> set[str]:
    return {name for (name,) in connection.execute("SELECT name FROM central.step")}
