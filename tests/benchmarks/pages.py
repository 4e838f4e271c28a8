"""How long the screen's thread is ever busy with one thing, on a workbook of 10,000 cases: seen by a timer that should ring every 5 ms.

Run: `python tests/benchmarks/pages.py`. Beside it, in the same run, the same timer with nothing going on, and with a plain Qt text field typed into.
A gap is what a person feels as a window that does not answer; the aim is that none is over 50 ms while they type or while a file comes in.
"""

import os
import resource
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
import big  # finds the sources
import making
import vault as rows

from facilitator_app.ui.look import STYLE, Appearance  # before any other use of Qt: see ui/parts/lasting.py

# isort: split
from PySide6.QtCore import QEvent, QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QTextEdit, QWidget

from facilitator_app.records.record import Id
from facilitator_app.ui.parts.ring import Ring
from facilitator_app.ui.place import Place
from facilitator_app.ui.shell import Shell
from facilitator_app.ui.unlock import load_ahead
from facilitator_app.ui.workspace import Workspace
from facilitator_app.vault import door
from facilitator_app.vault.door import Opened

_TICK_MS = 5
_AIM_MS = 50
_LETTERS = "She would like to know why it was her window, and whether he has thought of it since. "


class _Pulse:
    """Rings every 5 ms on the screen's thread, and keeps how late it was."""

    def __init__(self) -> None:
        self.gaps: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._ring)
        self._timer.start()

    def _ring(self) -> None:
        now = time.perf_counter()
        self.gaps.append((now - self._last) * 1000)
        self._last = now

    def during(self, words: str, work: Callable[[], None]) -> None:
        """Prints the gaps while `work` is done."""
        _wait(40)
        self.gaps.clear()
        begun = time.perf_counter()
        work()
        _wait(40)
        took = (time.perf_counter() - begun) * 1000 - 40
        ordered = sorted(self.gaps)
        over = sum(gap > _AIM_MS for gap in ordered)
        p99 = ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)]
        print(
            f"{words:<52} longest {ordered[-1]:6.1f} ms   p99 {p99:5.1f}   median {statistics.median(ordered):4.1f}   "
            f"over {_AIM_MS}: {over:2d}   took {took:6.0f} ms",
            flush=True,
        )


def _wait(ms: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()


def _rest(workspace: Workspace) -> None:
    """Until the desk has nothing more on its threads and the screen has shown it; the loop runs meanwhile."""
    for _ in range(2):
        for pool in (workspace.desk._writer, workspace.desk._reader):
            done = pool.submit(int)
            while not done.done():
                QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 1)
        QApplication.processEvents()


def _go(workspace: Workspace, place: Place) -> None:
    workspace.go(place)
    _rest(workspace)


def _type(widget: QWidget, count: int) -> None:
    for number in range(count):
        letter = _LETTERS[number % len(_LETTERS)]
        QTest.keyClick(widget, letter, Qt.KeyboardModifier.ShiftModifier if letter.isupper() else Qt.KeyboardModifier.NoModifier)  # type: ignore[call-overload]
        _wait(8)  # who types fast


def _sheet(workspace: Workspace) -> QWidget:
    assert workspace.page is not None
    return next(one for one in workspace.page.findChildren(QWidget) if isinstance(one, QPlainTextEdit | QTextEdit) and one.isVisible())


def main() -> None:
    """Prints one line for each thing that is done."""
    path = big.workbook()
    with tempfile.TemporaryDirectory() as base:
        os.environ |= {"HOME": base, "XDG_CONFIG_HOME": base}
        copy = Path(shutil.copytree(path, Path(base) / "Measured.workbook"))
        app = QApplication(["pages", *STYLE])
        appearance = Appearance(app, "light")
        _ring = Ring(app)
        pulse = _Pulse()
        pulse.during("nothing going on", lambda: _wait(1000))
        plain = QPlainTextEdit()
        plain.resize(800, 500)
        plain.show()
        pulse.during("beside it: a bare Qt text field, 200 letters", lambda: _type(plain, 200))
        plain.close()
        shell = Shell(making.CLOCK, appearance, lambda _: None, keep_settings=False)
        shell.resize(1366, 720)
        shell.show()
        load_ahead()
        opened = door.open_with_passphrase(copy, making.PASSPHRASE, making.CLOCK)
        pulse.during("the window after unlocking, with the list", lambda: _open(shell, opened))
        _measure(pulse, _of(shell), appearance)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"memory at its highest (aim: under 250 MB): {peak:.0f} MB")
        workspace = _of(shell)
        workspace.ended.disconnect()
        workspace.lock()
        shell.workspace = None
        shell.close()
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _open(shell: Shell, opened: Opened) -> None:
    shell.open(opened)
    _rest(_of(shell))


def _of(shell: Shell) -> Workspace:
    assert shell.workspace is not None
    return shell.workspace


def _measure(pulse: _Pulse, workspace: Workspace, appearance: Appearance) -> None:
    case = Id("case-004321")
    words = rows._Words()
    for name in ("today", "cases", "papers", "settings"):
        pulse.during(f"{name}, opened", lambda name=name: _go(workspace, Place(name)))  # type: ignore[misc]
        pulse.during("  and again", lambda name=name: _go(workspace, Place(name)))  # type: ignore[misc]
    pulse.during("a case, opened", lambda: _go(workspace, Place("case", case)))
    _go(workspace, Place("note", case, Id(""), f"new:{case}-harmed"))
    pulse.during("a note, 300 letters typed and saved", lambda: _type(_sheet(workspace), 300))
    pulse.during("  left, which finishes it", lambda: _go(workspace, Place("case", case)))
    _go(workspace, Place("note", case, Id(""), f"new:{case}-harmed"))

    batch = [row for number in range(20_000, 20_500) for row in rows._case(number, words)]

    def bring_in() -> None:
        workspace.desk.do(workspace, lambda: workspace.book.save(batch, "brought in"))
        _type(_sheet(workspace), 120)
        _rest(workspace)

    pulse.during("120 letters while 500 cases with 5,000 notes come in", bring_in)
    _go(workspace, Place("find"))
    field = QApplication.focusWidget()
    assert field is not None
    pulse.during("find, 30 letters", lambda: _type(field, 30))
    pulse.during("another look", lambda: appearance.choose("dark"))


if __name__ == "__main__":
    main()
