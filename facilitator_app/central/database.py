"""Connections to the database, and the one way to work in it: a piece of work that is done again where the database asks for that."""

import logging
import random
import time
from collections.abc import Callable
from functools import partial
from types import TracebackType
from typing import LiteralString, Self, TypeVar

import psycopg
from psycopg import Connection, errors, sql
from psycopg_pool import ConnectionPool, PoolTimeout

from facilitator_app.central import schema
from facilitator_app.central.outliving import OutlivingList
from facilitator_app.central.session import Session, belongs_to

T = TypeVar("T")
log = logging.getLogger(__name__)

_TRIES = 6
_FIRST_WAIT_S = 0.05
_CONNECT_WAIT_S = 10.0
_ANEW = (errors.SerializationFailure, errors.DeadlockDetected, errors.LockNotAvailable)
_SETTINGS: tuple[LiteralString, ...] = (
    "SET search_path TO central, pg_temp",
    "SET synchronous_commit TO on",  # what is acknowledged is on the disk, whatever the server is set to
    "SET statement_timeout TO '60s'",
    "SET lock_timeout TO '15s'",
    "SET idle_in_transaction_session_timeout TO '60s'",
)


class Unavailable(Exception):
    """The database is not there, or did not come to an end with this again and again. Nothing was acknowledged."""


class Database:
    """One tenant's way in, for any number of threads. Close it."""

    def __init__(self, dsn: str, tenant: str, *, most: int = 10, outliving: OutlivingList | None = None) -> None:
        self.tenant, self.outliving = tenant, outliving
        self._dsn = dsn
        self._pool = ConnectionPool(
            dsn,
            min_size=0,
            max_size=most,
            open=True,
            configure=partial(_configured, tenant=tenant),
            kwargs={"autocommit": True},
            timeout=_CONNECT_WAIT_S,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _type: type[BaseException] | None, _problem: BaseException | None, _trace: TracebackType | None) -> None:
        self._pool.close()

    def replaying(self) -> "Database":
        """The same without its list, for whoever does again what that says. Close it too."""
        return Database(self._dsn, self.tenant, most=1)

    def require_newest(self) -> None:
        """Raises `Trouble` where the database was not prepared, `Unavailable` where there is none."""
        try:
            with self._pool.connection() as connection:
                schema.require_newest(connection)
        except PoolTimeout as problem:
            raise Unavailable from problem

    def tx(self, actor: str, work: Callable[[Session], T]) -> T:
        """Does some work, in as many transactions as it wants, and gives what it gives. Raises `Unavailable`.

        Where the database could not bring transactions into an order, or a connection was lost, the work is done again from its start.
        When a connection is lost during a commit nobody can know whether it was done, so work must be repeatable: it looks in the database,
        in the transaction in which it writes, at everything that it decides by, and what it did the first time is then found done. All of
        the exchange is so, because a laptop that heard no answer asks again; so are the commands. It may not change anything else.
        """
        wait_s = _FIRST_WAIT_S
        for _ in range(_TRIES):
            try:
                with self._pool.connection() as connection:
                    return work(Session(connection, self.tenant, actor, self.outliving))
            except _ANEW as problem:
                log.warning("again: %s", type(problem).__name__)
            except PoolTimeout as problem:
                raise Unavailable from problem  # it has waited long enough in there
            except psycopg.OperationalError as problem:
                if not _is_lost(problem):
                    raise
                log.warning("connection lost: %s", type(problem).__name__)
            time.sleep(wait_s * random.uniform(0.5, 1.5))  # noqa: S311 - so that two do not meet again
            wait_s *= 2
        raise Unavailable


def _is_lost(problem: psycopg.OperationalError) -> bool:
    """Whether the connection is gone: the client noticed it (no code), or the server said so (class 08, and 57P01 to 57P05)."""
    return problem.sqlstate is None or problem.sqlstate.startswith(("08", "57P"))


def _configured(connection: Connection, tenant: str) -> None:
    for statement in _SETTINGS:
        connection.execute(statement)
    connection.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(schema.ROLE)))
    belongs_to(connection, tenant)
