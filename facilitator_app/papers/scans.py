"""Reading scans and photographs of paper: a file goes in, its pages come out, each with its codes, its own bytes and an upright picture.

What looks into a file is another process (`scan_reader`), which is ended when it takes too long. Nothing is written to a disk.
"""

import contextlib
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import IO, Any, Self

from facilitator_app.errors import Trouble
from facilitator_app.papers.codes import PageCode, read_payload

MOST_BYTES = 100_000_000
TIMEOUT_S = 60.0
_LENGTH_BYTES = 8
_MOST_TOLD_BYTES = 1_000_000
_OTHER_FILE = "Scan it again as PDF or JPEG, and bring that in. The file stays where it is."
_WHY = {
    "empty": ("There is nothing in this file.", "Look whether the scanner had finished, and scan it again."),
    "heic": (
        "This photograph is kept in a way that only some telephones read (HEIC).",
        "Save it as JPEG on the telephone, and bring that in.",
    ),
    "unknown": ("This file is no PDF, JPEG or PNG.", _OTHER_FILE),
    "locked": ("This PDF is locked with a password.", "Save it without one where it was made, and bring that in."),
    "damaged": ("This file is damaged, or is not what its name says.", _OTHER_FILE),
    "large": ("This file is too large to be looked at here.", "Scan it again with 200 or 300 dots an inch, and bring that in."),
    "many": ("This file has more than 100 pages.", "Divide it where it was made, and bring the parts in."),
}


class NotReadable(Trouble):
    """A file that cannot be read as a scan: `why` is one of the words above."""

    def __init__(self, why: str) -> None:
        self.why = why if why in _WHY else "damaged"
        super().__init__(*_WHY[self.why])


@dataclass(frozen=True, slots=True, repr=False)
class ScannedPage:
    """One page of a scan. `original` are its own bytes: the file's, or those of this page alone where the file has several."""

    number: int  # from 1
    codes: tuple[PageCode, ...]  # ours, each once
    strange: int  # how many square codes are not ours
    turned: float  # degrees by which it was turned back to stand upright
    empty: bool  # nothing seems to stand on it
    picture: bytes  # JPEG, upright
    original: bytes


class Reader:
    """Reads file after file in one other process; a new one where the last was ended. To be used with `with`; from one thread at a time."""

    def __init__(self, timeout_s: float = TIMEOUT_S) -> None:
        self._timeout_s = timeout_s
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _kind: type[BaseException] | None, _problem: BaseException | None, _trace: TracebackType | None) -> None:
        self._end()

    def pages(self, data: bytes) -> list[ScannedPage]:
        """All pages of a file. Raises `NotReadable`: then none of them."""
        if len(data) > MOST_BYTES:
            raise NotReadable("large")
        if not data:
            raise NotReadable("empty")
        process = self._process = self._process or _started()
        clock = threading.Timer(self._timeout_s, process.kill)
        clock.start()
        try:
            return _asked(process, data)
        except (OSError, EOFError, ValueError, KeyError) as problem:  # it fell over, or was ended
            self._end()
            raise NotReadable("damaged" if clock.is_alive() else "large") from problem
        finally:
            clock.cancel()

    def rest(self) -> None:
        """Nothing more to read for now: the other process ends, and is started again when it is needed."""
        self._end()

    def stop(self) -> None:
        """Ends what is being read, from any thread: whoever waits for it is told that it cannot be read."""
        process = self._process
        if process is not None:
            process.kill()

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            for pipe in (process.stdin, process.stdout):
                with contextlib.suppress(OSError):  # what was still to be written goes nowhere
                    if pipe is not None:
                        pipe.close()
            process.wait()


def _started() -> subprocess.Popen[bytes]:
    command = [sys.executable, *(["-I"] if sys.flags.isolated else []), "-m", "facilitator_app.papers.scan_reader"]
    no_window = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    return subprocess.Popen(  # noqa: S603 - our own program
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, creationflags=no_window
    )


def _asked(process: subprocess.Popen[bytes], data: bytes) -> list[ScannedPage]:
    given, answer = process.stdin, process.stdout
    if given is None or answer is None:
        raise EOFError
    given.write(len(data).to_bytes(_LENGTH_BYTES))
    given.write(data)
    given.flush()
    return list(_pages(answer, data))


def _pages(answer: IO[bytes], data: bytes) -> Iterator[ScannedPage]:
    while "end" not in (told := json.loads(_exactly(answer, _length(answer)))):
        picture, original = _exactly(answer, told["picture"]), _exactly(answer, told["original"])
        yield _page(told, picture, original or data)
    if told["end"]:
        raise NotReadable(str(told["end"]))


def _page(told: dict[str, Any], picture: bytes, original: bytes) -> ScannedPage:
    codes = tuple(dict.fromkeys(filter(None, map(read_payload, told["codes"]))))
    return ScannedPage(told["page"], codes, told["strange"], told["turned"], told["empty"], picture, original)


def _length(answer: IO[bytes]) -> int:
    length = int.from_bytes(_exactly(answer, _LENGTH_BYTES))
    if length > _MOST_TOLD_BYTES:
        raise ValueError("no answer of ours")
    return length


def _exactly(answer: IO[bytes], length: int) -> bytes:
    found = answer.read(length)
    if len(found) != length:
        raise EOFError
    return found
