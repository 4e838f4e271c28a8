"""Where commands work, and what they answer. The commands stand in `office_*.py`; `commands` alone speaks."""

import argparse
import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, NamedTuple

from psycopg.conninfo import make_conninfo

from facilitator_app.central import cluster, identity, schema
from facilitator_app.central.database import Database
from facilitator_app.central.identity import Identity
from facilitator_app.central.outliving import Behind, OutlivingList
from facilitator_app.central.session import Session

Options = argparse.Namespace
Said = dict[str, Any]


class Answer(NamedTuple):
    """What a command says: to a program, and to a person. `code`: the exit code, 0 for well."""

    said: Said
    words: str
    code: int = 0


@contextmanager
def owner(options: Options) -> Iterator[str]:
    """The DSN that was named, or the folder's own database, running."""
    if options.dsn:
        yield options.dsn
    else:
        with cluster.running(options.folder / "database") as dsn:
            yield dsn


@contextmanager
def working(options: Options, *, as_it_is: bool = False) -> Iterator[tuple[Identity, Database]]:
    """As the service itself works. Raises `Trouble` where there is no service, its database is not prepared, or was restored and has not been
    through the gate; `as_it_is`: also then.
    """
    who = identity.read(options.folder)
    kept = OutlivingList(options.folder, who.service)
    with (
        owner(options) as dsn,
        Database(dsn if options.dsn else make_conninfo(dsn, user=schema.ROLE), who.service, outliving=kept) as database,
    ):
        database.require_newest()
        if not as_it_is and kept.lines(database.tx(commander(), Session.place)):
            raise Behind
        yield who, database


def commander() -> str:
    """Who gives a command, as the audit names them."""
    return f"command of {getpass.getuser()}"


def moment(at: datetime | None) -> str:
    """A moment as commands say it, in UTC; empty for never."""
    return at.astimezone(UTC).isoformat(timespec="minutes") if at else ""
