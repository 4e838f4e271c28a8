"""The fleet is the witness: checkpoints go to every laptop, and one that is shown another history says so, on its page and to the service."""

from collections.abc import Iterator

import psycopg
import pytest
from asking import Line
from psycopg import sql
from psycopg.conninfo import make_conninfo
from serving import served
from workbooks import PART, Worker

from facilitator_app.calendar import Clock
from facilitator_app.central import audit, checkpoints, schema, verify
from facilitator_app.central.database import Database
from facilitator_app.central.identity import Identity
from facilitator_app.central.session import Session
from facilitator_app.ledger.chain import START, Head
from facilitator_app.ledger.checkpoint import Checkpoint
from facilitator_app.sync.transport import Transport
from facilitator_app.workbook import at_the_service


def _signed(database: Database, identity: Identity, clock: Clock) -> Checkpoint:
    return database.tx("tests", lambda session: checkpoints.made(session, identity, clock.stamp(), at_once=True))


def _note(database: Database, act: str) -> None:
    def work(session: Session) -> None:
        with session.writing(""):
            session.note(act, "")

    database.tx("tests", work)


def _acts(database: Database, act: str) -> list[tuple[str, str]]:
    return database.tx(
        "tests",
        lambda session: session.do(
            "SELECT object, info FROM audit WHERE tenant = %(tenant)s AND act = %(act)s ORDER BY at", act=act
        ).fetchall(),
    )


def test_the_newest_comes_with_the_next_answer_and_only_once(
    pair: tuple[Worker, Worker], database: Database, identity: Identity, clock: Clock
) -> None:
    amira, sam = pair
    signed = _signed(database, identity, clock)
    for one in (amira, sam):
        one.sync()
        assert one.exchanging.witness().last == signed
        assert signed.is_signed_by(identity.signing.public)
        assert database.tx("tests", lambda session: checkpoints.to_show(session, signed.name)) is None
    assert _signed(database, identity, clock) == signed, "nothing has changed, and nothing new is signed"


def test_it_is_signed_every_ten_minutes_at_most(database: Database, identity: Identity) -> None:
    def at(minute: int) -> int:
        _note(database, "something")
        stamp = f"2026-03-04T12:{minute:02}:00+00:00"
        return database.tx("tests", lambda session: checkpoints.made(session, identity, stamp)).number

    assert [at(0), at(9), at(10), at(11), at(20)] == [1, 1, 2, 2, 3]


@pytest.fixture
def other(dsn: str, service_dsn: str, tenant: str, database: Database) -> Iterator[Database]:
    """A second database, into which `split` copies what is in the first."""
    name = tenant.replace("-", "_")
    with psycopg.connect(dsn, autocommit=True) as owner:
        owner.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    with psycopg.connect(make_conninfo(dsn, dbname=name), autocommit=True) as owner:
        schema.prepare(owner)
    with Database(make_conninfo(service_dsn, dbname=name), tenant) as found:
        yield found
    with psycopg.connect(dsn, autocommit=True) as owner:
        owner.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def split(dsn: str, tenant: str) -> None:
    with (
        psycopg.connect(dsn) as one,
        psycopg.connect(make_conninfo(dsn, dbname=tenant.replace("-", "_"))) as two,
    ):
        for name in schema.TENANT_TABLES:
            table = sql.Identifier("central", name)
            out = sql.SQL("COPY (SELECT * FROM {} WHERE tenant = {}) TO STDOUT").format(table, sql.Literal(tenant))
            with one.cursor().copy(out) as reading, two.cursor().copy(sql.SQL("COPY {} FROM STDIN").format(table)) as writing:
                for piece in reading:
                    writing.write(piece)


def test_two_services_of_one_history_are_noticed_said_and_stop_nothing(
    pair: tuple[Worker, Worker], database: Database, other: Database, identity: Identity, clock: Clock, dsn: str, tenant: str, line: Line
) -> None:
    amira, sam = pair
    _signed(database, identity, clock)
    amira.sync()
    sam.sync()
    split(dsn, tenant)
    with served(identity, other, clock) as second:
        sam.line = second  # somebody shows Sam another history than Amira
        for one, where in ((amira, database), (sam, other)):
            _note(where, f"of {one.book.me().name}")
            _signed(where, identity, clock)
            one.sync()
            assert one.exchanging.witness().other is None, "each alone sees nothing"
        shown = sam.exchanging.witness()
        sam.line = line
        sam.write("typed all the same")
        sam.sync()
    seen = sam.exchanging.witness()
    assert seen.last == shown.last, "the other is not believed"
    assert seen.other is not None
    enrolment = sam.exchanging.enrolment
    assert enrolment is not None
    assert seen.other == amira.exchanging.witness().last
    assert seen.told
    assert _acts(database, "two histories") == [(enrolment.answer.device, f"{seen.saw} against {seen.other.name}")]
    amira.sync()
    assert "typed all the same" in amira.words()
    assert not sam.exchanging.counts().unsent
    said = at_the_service.standing(sam.book, sam.exchanging).histories
    assert [one.words for one in said] == ["Your service shows two histories of itself"]
    assert seen.saw in said[0].second
    assert "Ring the office" in said[0].second
    for _ in range(2):
        sam.sync()
    assert len(_acts(database, "two histories")) == 1
    found = database.tx("tests", lambda session: verify.verified(session, identity.signing.public))
    assert found.faults == ()
    assert len(found.forks) == 1


def test_an_earlier_history_that_does_not_say_so_is_no_restore(
    pair: tuple[Worker, Worker], database: Database, other: Database, identity: Identity, clock: Clock, dsn: str, tenant: str
) -> None:
    amira, _ = pair
    split(dsn, tenant)
    _note(database, "later")
    _signed(database, identity, clock)
    amira.sync()
    with served(identity, other, clock) as second:
        amira.line = second
        _note(other, "something else")
        _signed(other, identity, clock)
        amira.write("typed here")
        amira.sync()
        assert amira.exchanging.witness().other is not None
        assert not amira.exchanging.counts().unsent


def test_an_answer_that_was_late_is_no_other_history(
    pair: tuple[Worker, Worker], database: Database, identity: Identity, clock: Clock
) -> None:
    amira, _ = pair
    enrolment = amira.exchanging.enrolment
    assert enrolment is not None
    first = _signed(database, identity, clock)
    asked = amira.exchanging.question(100_000)
    assert asked is not None
    late = Transport(amira.address).post("/v1/sync", asked.body, enrolment.answer.device)
    _note(database, "later")
    second = _signed(database, identity, clock)
    assert second.number == first.number + 1
    amira.sync()
    amira.exchanging.answered(asked, late)
    assert amira.exchanging.witness().last == second
    assert amira.exchanging.witness().other is None


def test_a_log_that_was_rewritten_with_every_chain_right_is_found(
    pair: tuple[Worker, Worker], database: Database, identity: Identity, clock: Clock, dsn: str, tenant: str
) -> None:
    """Whoever owns the database takes the last change of a part away, and its record with it, and puts the head right."""
    _signed(database, identity, clock)
    with psycopg.connect(dsn) as owner:
        owner.execute("DELETE FROM central.change WHERE tenant = %s AND compartment = %s", [tenant, PART])
        owner.execute("DELETE FROM central.record WHERE tenant = %s AND compartment = %s", [tenant, PART])
        owner.execute(
            "UPDATE central.compartment SET at = 0, chain = %s WHERE tenant = %s AND compartment = %s", [START.chain, tenant, PART]
        )
    assert database.tx("tests", verify.verified).faults == ()
    found = database.tx("tests", lambda session: verify.verified(session, identity.signing.public))
    assert [(fault.where, PART in fault.what) for fault in found.faults] == [("checkpoints", True)]


def test_an_audit_that_was_rewritten_with_every_chain_right_is_found(
    pair: tuple[Worker, Worker], database: Database, identity: Identity, clock: Clock, dsn: str, tenant: str
) -> None:
    number = _signed(database, identity, clock).number
    with psycopg.connect(dsn) as owner:
        rows = owner.execute(
            "SELECT at, happened, actor, act, object, info FROM central.audit WHERE tenant = %s ORDER BY at", [tenant]
        ).fetchall()
        head = START
        for at, *said in rows:
            line = audit.Line(*said)._replace(actor="somebody else") if at == 2 else audit.Line(*said)
            head = Head(at, head.after(line.digest()).chain)
            owner.execute(
                "UPDATE central.audit SET actor = %s, chain = %s WHERE tenant = %s AND at = %s", [line.actor, head.chain, tenant, at]
            )
    assert database.tx("tests", verify.verified).faults == ()
    found = database.tx("tests", lambda session: verify.verified(session, identity.signing.public))
    assert (verify.CHECKPOINTS, number) in {(fault.where, fault.at) for fault in found.faults}
