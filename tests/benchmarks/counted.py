"""A line on this machine that counts what goes over it, in a process of its own: bytes there, bytes back, and how often it turned round.

Knows no protocol, so that everybody is counted by one rule: a round trip is bytes there after bytes back, on one connection. Bytes are what
the peers write into the socket, with all of HTTP's headers.
"""

import multiprocessing
import socket
import threading
from dataclasses import dataclass
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Self

_PIECE = 256 * 1024


@dataclass(frozen=True)
class Went:
    """What went over the line."""

    up: int
    down: int
    trips: int

    def __sub__(self, before: "Went") -> "Went":
        return Went(self.up - before.up, self.down - before.down, self.trips - before.trips)


class CountedLine:
    """To a port of this machine. `port` is its own. `cut_after` lets so many bytes back come through and then breaks every connection once."""

    def __init__(self, to: int) -> None:
        self._mine, theirs = multiprocessing.get_context("spawn").Pipe()
        self._process = multiprocessing.get_context("spawn").Process(target=_carry, args=(to, theirs), daemon=True)
        self._process.start()
        self.port: int = self._mine.recv()

    def went(self) -> Went:
        """Up to now."""
        self._mine.send(("went", 0))
        return Went(*self._mine.recv())

    def cut_after(self, back: int) -> None:
        self._mine.send(("cut", back))
        self._mine.recv()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _type: type[BaseException] | None, _problem: BaseException | None, _trace: TracebackType | None) -> None:
        self._process.terminate()
        self._process.join()


class _Counts:
    def __init__(self) -> None:
        self.up = self.down = self.trips = 0
        self.left: int | None = None
        self.lock = threading.Lock()

    def there(self, size: int, *, turned: bool) -> None:
        with self.lock:
            self.up += size
            self.trips += turned

    def back(self, size: int) -> int:
        """How many of these bytes may pass."""
        with self.lock:
            if self.left is not None:
                if size >= self.left:
                    size, self.left = self.left, None
                    self.down += size
                    return size
                self.left -= size
            self.down += size
            return size


def _carry(to: int, told: Connection) -> None:
    counts = _Counts()
    listening = socket.create_server(("127.0.0.1", 0))
    told.send(listening.getsockname()[1])
    threading.Thread(target=_tell, args=(counts, told), daemon=True).start()
    while True:
        near, _ = listening.accept()
        far = socket.create_connection(("127.0.0.1", to))
        for one in (near, far):
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        turn = [True]
        threading.Thread(target=_there, args=(near, far, counts, turn), daemon=True).start()
        threading.Thread(target=_back, args=(far, near, counts, turn), daemon=True).start()


def _tell(counts: _Counts, told: Connection) -> None:
    while True:
        what, number = told.recv()
        with counts.lock:
            if what == "cut":
                counts.left = number
            told.send((counts.up, counts.down, counts.trips))


def _there(near: socket.socket, far: socket.socket, counts: _Counts, turn: list[bool]) -> None:
    try:
        while piece := near.recv(_PIECE):
            counts.there(len(piece), turned=turn[0])
            turn[0] = False
            far.sendall(piece)
        far.shutdown(socket.SHUT_WR)
    except OSError:  # the other end went away, which both peers see for themselves
        near.close()


def _back(far: socket.socket, near: socket.socket, counts: _Counts, turn: list[bool]) -> None:
    try:
        while piece := far.recv(_PIECE):
            turn[0] = True
            passes = counts.back(len(piece))
            near.sendall(piece[:passes])
            if passes < len(piece):
                for one in (near, far):
                    one.shutdown(socket.SHUT_RDWR)
                return
        near.shutdown(socket.SHUT_WR)
    except OSError:  # as above
        far.close()
