"""The desk: the one place that knows there are threads. Pages ask it for what they show and tell it what to do; answers come back on theirs.

Every request names its receiver, dies with it, and belongs to the unlocking in which it was made.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from facilitator_app.errors import Trouble, trace_of

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

    from facilitator_app.workbook.acts import Changed

log = logging.getLogger(__name__)
T = TypeVar("T")


class Unexpected(Trouble):
    """A fault of the program's own. What it was stands in the log, without a word of anybody's."""

    def __init__(self) -> None:
        super().__init__(
            "Something in this program went wrong.",
            "What you typed is saved. Go on; if it happens again, tell the office what you pressed.",
        )


@dataclass(slots=True)
class _Answer(Generic[T]):
    receiver: QObject
    then: Callable[[T], None] | None
    failed: Callable[[Trouble], None] | None
    result: T | None = None
    trouble: Trouble | None = None
    changed: "Changed | None" = None


class Desk(QObject):
    """One writing thread and one reading thread, and one that waits for other programs and touches no workbook."""

    changed = Signal(object)  # Changed
    trouble = Signal(object)  # a Trouble that nobody else took
    busy = Signal(bool)  # something is on its way to the disk
    saved = Signal()  # what was typed is on the disk
    _answered = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._writing = 0
        self._last: Future[None] | None = None  # what was asked to be written last
        self._open = True
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @cached_property
    def _writer(self) -> "ThreadPoolExecutor":
        return _thread("writer")

    @cached_property
    def _reader(self) -> "ThreadPoolExecutor":
        return _thread("reader")

    @cached_property
    def _looker(self) -> "ThreadPoolExecutor":
        return _thread("looker")

    def look(
        self, receiver: QObject, work: Callable[[], T], then: Callable[[T], None], failed: Callable[[Trouble], None] | None = None
    ) -> None:
        """Runs what takes seconds, and neither reads nor writes the workbook, on a thread of its own: nobody's typing waits for it."""
        self._start(self._looker, work, _Answer(receiver, then, failed))

    def send(
        self, receiver: QObject, work: Callable[[], T], then: Callable[[T], None], failed: Callable[[Trouble], None] | None = None
    ) -> None:
        """Runs what waits for the network, and touches no workbook, on a thread that nothing waits for: the program ends, or locks, while a
        service that has fallen silent is still being listened to.
        """
        answer = _Answer(receiver, then, failed)
        threading.Thread(target=lambda: self._run(work, answer, wrote=False), name="sender", daemon=True).start()

    def ask(
        self, receiver: QObject, work: Callable[[], T], then: Callable[[T], None], failed: Callable[[Trouble], None] | None = None
    ) -> None:
        """Runs `work` on the reading thread and gives its result to `then` on the screen's, if `receiver` is still there.

        It reads what was asked to be written before: a page that is opened by leaving another stands on what was typed there.
        """
        self._start(self._reader, work, _Answer(receiver, then, failed))

    def do(
        self,
        receiver: QObject,
        work: Callable[[], T],
        then: Callable[[T], None] | None = None,
        failed: Callable[[Trouble], None] | None = None,
    ) -> None:
        """Runs `work` on the writing thread, in order. A `Changed` that it gives, alone or in a pair, is announced to all pages."""
        self._writing += 1
        self.busy.emit(True)
        self._start(self._writer, work, _Answer(receiver, then, failed))

    def wait(self, work: Callable[[], T]) -> T:
        """Runs `work` after everything that was asked to be written, and waits: for a lock or an end, when nothing may be left.

        Raises a `Trouble` whatever goes wrong: a lock that breaks off half way would leave everything open.
        """
        try:
            return self._writer.submit(work).result()
        except Trouble:
            raise
        except Exception as problem:  # noqa: BLE001 - as below
            log.error("%s", trace_of(problem))  # noqa: TRY400 - as below
            raise Unexpected from None

    def close(self) -> None:
        """Waits for what is being written, then lets go of both threads. Answers that are still to come go nowhere."""
        self._open = False
        self._writer.shutdown(wait=True)
        self._reader.shutdown(wait=True, cancel_futures=True)
        if "_looker" in self.__dict__:
            self._looker.shutdown(wait=True, cancel_futures=True)

    def _start(self, pool: "ThreadPoolExecutor", work: Callable[[], T], answer: "_Answer[T]") -> None:
        before = self._last if pool is self._reader else None

        def run() -> None:
            if before is not None:
                before.exception()  # waits; what went wrong with it, its own receiver is told
            self._run(work, answer, wrote=pool is self._writer)

        if self._open:
            started = pool.submit(run)
            self._last = started if pool is self._writer else self._last

    def _run(self, work: Callable[[], T], answer: "_Answer[T]", *, wrote: bool) -> None:
        """On a thread: the work, and its answer on the way to the screen's."""
        try:
            answer.result = work()
            answer.changed = _changed_in(answer.result)
        except Trouble as trouble:
            answer.trouble = trouble
        except Exception as problem:  # noqa: BLE001 - the one place where a bug is caught, and named without its words
            log.error("%s", trace_of(problem))  # noqa: TRY400 - a traceback's last line is what somebody typed
            answer.trouble = Unexpected()
        if self._open:
            self._answered.emit((answer, wrote))

    def _deliver(self, given: Any) -> None:
        answer, wrote = given
        if wrote:
            self._writing -= 1
            self.busy.emit(self._writing > 0)
        if not self._open:
            return
        alive = shiboken6.isValid(answer.receiver)
        if answer.trouble is not None:
            if alive and answer.failed is not None:
                answer.failed(answer.trouble)
            else:
                self.trouble.emit(answer.trouble)
            return
        if alive and answer.then is not None:
            answer.then(answer.result)
        if answer.changed is not None and answer.changed.cases | answer.changed.kinds:
            self.changed.emit(answer.changed)


def _thread(name: str) -> "ThreadPoolExecutor":
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - there is nothing to do before the unlock screen is painted

    return ThreadPoolExecutor(1, name)


def _changed_in(result: object) -> "Changed | None":
    from facilitator_app.workbook.acts import Changed  # noqa: PLC0415 - on the threads: the unlock screen is painted before a vault is known

    if isinstance(result, Changed):
        return result
    if isinstance(result, tuple):
        return next((part for part in result if isinstance(part, Changed)), None)
    return None
