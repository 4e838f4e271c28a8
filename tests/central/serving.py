"""The real application under a real server, on this machine."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from asking import Line

from facilitator_app.calendar import Clock
from facilitator_app.central import app
from facilitator_app.central.database import Database
from facilitator_app.central.identity import Identity


@contextmanager
def served(identity: Identity, database: Database, clock: Clock) -> Iterator[Line]:
    """The way to it, until the block ends."""
    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(app.service(identity, database, clock), log_config=None, access_log=False, lifespan="off", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        yield Line(*listening.getsockname())
    finally:
        server.should_exit = True
        thread.join()
        listening.close()
