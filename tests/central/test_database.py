"""Work that is done again: where transactions got into each other's way, and where a connection was lost, also during the commit."""

from collections.abc import Callable

import pytest
from psycopg import errors

from facilitator_app.central import database as module
from facilitator_app.central.database import Database, Unavailable
from facilitator_app.central.postgres import PostgresStore
from facilitator_app.central.session import Session


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_FIRST_WAIT_S", 0.001)


def _allocated(session: Session) -> None:
    store = PostgresStore(session)
    with store.writing("case/1"):
        store.allocate("amira", "case/1", "lead")


def _failing(times: int, fail: Callable[[Session], object]) -> Callable[[Session], int]:
    """Work that fails so often at its end, and gives how often it was begun."""
    begun = 0

    def work(session: Session) -> int:
        nonlocal begun
        begun += 1
        _allocated(session)
        if begun <= times:
            fail(session)
        return begun

    return work


def _raise(problem: Exception) -> Callable[[Session], object]:
    def fail(_session: Session) -> object:
        raise problem

    return fail


def _lose(session: Session) -> object:
    """The server ends the connection; what was committed before stays."""
    return session.do("SELECT pg_terminate_backend(pg_backend_pid()), %(tenant)s::text").fetchone()


@pytest.mark.parametrize("fail", [_raise(errors.SerializationFailure()), _raise(errors.DeadlockDetected()), _lose])
def test_it_is_done_again_and_the_end_is_the_same(database: Database, fail: Callable[[Session], object]) -> None:
    assert database.tx("tests", _failing(3, fail)) == 4
    roles = database.tx("tests", lambda session: PostgresStore(session).roles("amira"))
    lines = database.tx("tests", lambda session: session.do("SELECT act FROM audit WHERE tenant = %(tenant)s").fetchall())
    assert roles == {"case/1": "lead"}
    assert lines == [("allocation",)], "what was done already is not audited again"


def test_not_for_ever(database: Database) -> None:
    with pytest.raises(Unavailable):
        database.tx("tests", _failing(100, _lose))


def test_what_is_wrong_each_time_is_not_tried_again(database: Database) -> None:
    work = _failing(1, _raise(errors.DiskFull()))
    with pytest.raises(errors.DiskFull):
        database.tx("tests", work)
    assert database.tx("tests", work) == 2


def test_without_a_database_nothing_is_acknowledged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_CONNECT_WAIT_S", 0.2)
    with Database("host=/nowhere user=nobody dbname=nothing", "t") as nowhere:
        with pytest.raises(Unavailable):
            nowhere.tx("tests", _allocated)
        with pytest.raises(Unavailable):
            nowhere.require_newest()


def test_the_settings_that_keep_a_promise(database: Database) -> None:
    shown = {
        name: database.tx("tests", lambda session, name=name: session.do("SELECT current_setting(%(name)s)", name=name).fetchone())  # type: ignore[misc]
        for name in ("synchronous_commit", "role", "search_path")
    }
    assert shown == {"synchronous_commit": ("on",), "role": ("workbook_central",), "search_path": ("central, pg_temp",)}
