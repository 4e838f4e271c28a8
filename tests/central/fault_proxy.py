"""A bad line: passes questions to a service and answers back, and does to them on the way what it is told. Shares no code with either side."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

PATIENCE_S = 20.0


@dataclass(frozen=True)
class Fault:
    """What happens to one question and its answer. Places are bytes from the start of it as it goes over the line, header and all."""

    cut_up: int | None = None  # the question breaks off here
    cut_down: int | None = None  # the service has answered, and its answer breaks off here
    flip_up: int | None = None  # this byte of the question arrives as another
    flip_down: int | None = None
    twice: bool = False  # the question arrives two times; the second answer comes back
    hold_s: float = 0.0  # the answer is held back
    bits_a_second: float = 0.0
    refuse: bool = False  # nothing is there


WELL = Fault()


class BadLine:
    """Listens on this machine. `fault` holds for every question until it is another; `sizes` are those of what passed, up and down."""

    def __init__(self, host: str, port: int) -> None:
        self._service = (host, port)
        self.fault = WELL
        self.sizes: list[tuple[int, int]] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.host, self.port = self._listening.getsockname()[:2]
        self._open = True
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Nothing is there any more."""
        self._open = False
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def _accept(self) -> None:
        while self._open:
            try:
                laptop, _ = self._listening.accept()
            except OSError:
                return
            threading.Thread(target=self._pass, args=(laptop, self.fault), daemon=True).start()

    def _pass(self, laptop: socket.socket, fault: Fault) -> None:
        with laptop, suppress(OSError):
            laptop.settimeout(PATIENCE_S)
            if fault.refuse:
                return
            question = _flipped(_message(laptop), fault.flip_up)
            if fault.cut_up is not None and fault.cut_up < len(question):
                self._said(question[: fault.cut_up], fault, wait=False)
                return
            answer = _flipped(self._said(question, fault), fault.flip_down)
            if fault.twice:
                answer = self._said(question, fault)
            self.sizes.append((len(question), len(answer)))
            time.sleep(fault.hold_s)
            _send(laptop, answer[: fault.cut_down], fault.bits_a_second)

    def _said(self, question: bytes, fault: Fault, *, wait: bool = True) -> bytes:
        with socket.create_connection(self._service, PATIENCE_S) as service:
            _send(service, question, fault.bits_a_second)
            if not wait:
                return b""
            return _message(service)


@contextmanager
def bad_line(host: str, port: int) -> Iterator[BadLine]:
    made = BadLine(host, port)
    try:
        yield made
    finally:
        made.close()


def _message(line: socket.socket) -> bytes:
    """One whole message of HTTP, by its length; all there is, where it says none."""
    found = b""
    while b"\r\n\r\n" not in found:
        part = line.recv(65536)
        if not part:
            return found
        found += part
    head = found.index(b"\r\n\r\n") + 4
    length = next((int(one.split(b":")[1]) for one in found[:head].lower().split(b"\r\n") if one.startswith(b"content-length:")), 0)
    while len(found) < head + length:
        part = line.recv(65536)
        if not part:
            break
        found += part
    return found


def _flipped(data: bytes, at: int | None) -> bytes:
    if at is None or at >= len(data):
        return data
    return data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :]


def _send(line: socket.socket, data: bytes, bits_a_second: float) -> None:
    if not bits_a_second:
        line.sendall(data)
        return
    piece = 256
    for start in range(0, len(data), piece):
        line.sendall(data[start : start + piece])
        time.sleep(piece * 8 / bits_a_second)
