"""Our service in a process of its own, on the embedded PostgreSQL with its own settings (`fsync` on): the real application under the real server.

`python measured_service.py DSN TENANT KEYS`: KEYS is a folder with the service's keys. Says its port on standard output.
"""

import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(_HERE.parents[1]), str(_HERE.parent), str(_HERE.parent / "central"), str(_HERE.parent / "sync")]

import making  # noqa: E402 - found by the line above
import psycopg  # noqa: E402
import uvicorn  # noqa: E402
from psycopg.conninfo import make_conninfo  # noqa: E402

from facilitator_app.central import app, cluster, identity, schema  # noqa: E402
from facilitator_app.central.database import Database  # noqa: E402
from facilitator_app.central.identity import Identity  # noqa: E402
from facilitator_app.ledger.envelope import OpeningKey  # noqa: E402

TENANT = "measured"


@dataclass
class Service:
    """A service that answers at a port, and the office's way to its database."""

    folder: Path
    owner: str
    identity: Identity
    database: Database
    port: int
    process: "subprocess.Popen[str]"


@contextmanager
def database_in(folder: Path) -> Iterator[str]:
    """The DSN of the owner of a prepared database."""
    with cluster.running(folder / "db", {"shared_buffers": "128MB"}) as owner:
        with psycopg.connect(owner, autocommit=True) as connection:
            schema.prepare(connection)
        yield owner


@contextmanager
def short_folder() -> Iterator[Path]:
    """With a short path, which a socket must have, and into which `nobody` may go, when we are root."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # whoever ends it ends its database too
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


@contextmanager
def service_in(folder: Path) -> Iterator[Service]:
    """Runs until the block ends."""
    with database_in(folder) as owner:
        keys = Identity.fresh(TENANT, OpeningKey().public)
        identity.write(folder / "keys", keys)
        dsn = make_conninfo(owner, user=schema.ROLE)
        with Database(dsn, TENANT) as database:
            process, port = started(dsn, folder)
            try:
                yield Service(folder, owner, keys, database, port, process)
            finally:
                process.terminate()
                process.wait()


def started(dsn: str, folder: Path) -> "tuple[subprocess.Popen[str], int]":
    """The service's process, and its port."""
    words = [sys.executable, __file__, dsn, TENANT, str(folder / "keys")]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    return process, int(process.stdout.readline())


def main() -> None:
    dsn, tenant, keys = sys.argv[1:]
    listening = socket.create_server(("127.0.0.1", 0))
    with Database(dsn, tenant) as database:
        config = uvicorn.Config(
            app.service(identity.read(Path(keys)), database, making.CLOCK), log_config=None, access_log=False, lifespan="off", ws="none"
        )
        print(listening.getsockname()[1], flush=True)
        uvicorn.Server(config).run(sockets=[listening])


if __name__ == "__main__":
    main()
