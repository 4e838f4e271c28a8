"""What somebody does at the real program's window, before a lock and after it. `WORKBOOK_SITTING` says how it ends, or what leaks on purpose."""

import contextlib
import ctypes
import logging
import os
import signal
import sys
import threading
import traceback
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

from driver import CTRL, Hands, Key
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

CANARY = "Zwiebelturmuhr"
PASSPHRASE = f"{CANARY} kettle harbour ladder"
_TYPED = os.environ.get("WORKBOOK_PASSPHRASE", PASSPHRASE)
HALF = f"Half a sentence about {CANARY} and no more"
_LOADED: list[str] = []  # before the first paint
_LOG = Path(os.environ.get("WORKBOOK_SITTING_LOG", os.devnull))  # the test's own: not among what is searched


def sit_down(app: Any) -> None:
    """Begins as soon as the window is shown."""

    class Watched(app.Shell):  # type: ignore[misc] # the program's own window
        begun = False

        def showEvent(self, event: Any) -> None:  # noqa: N802 - Qt's name
            """The first time."""
            super().showEvent(event)
            if not self.begun:
                self.begun = True
                QTimer.singleShot(0, self, lambda: _play(self))

    app.Shell = Watched
    _LOADED.extend(sys.modules)


def _play(shell: Any) -> None:
    hands = Hands(QApplication.instance())  # type: ignore[arg-type] # the program made one
    hands.shell = shell
    end = os.environ["WORKBOOK_SITTING"]
    note(f"{os.getpid()} {'back' if '--locked' in sys.argv else 'first'} {' '.join(sys.orig_argv[1:-1])}")
    try:
        if end == "only look":
            _look(hands)
        elif "--locked" in sys.argv:
            _back(hands)
            note("back")
            ENDS[end](hands)
        elif end.startswith("only "):
            hands.unlock(PASSPHRASE)
            ENDS[end.removeprefix("only ")](hands)
        else:
            _first(hands)
    except BaseException:  # noqa: BLE001 - the test reads it
        note(traceback.format_exc())
        os._exit(70)


def note(words: str) -> None:
    """For the test, which may know everything."""
    with _LOG.open("a", encoding="utf-8") as file:
        file.write(words + "\n")


def _first(hands: Hands) -> None:
    """Types the canary wherever there is a field that a person would type such things into; then locks in the middle of a sentence."""
    hands.fill("Passphrase", f"not {CANARY}")
    hands.key(Key.Key_Return)
    hands.see("That passphrase does not open this workbook.")
    hands.unlock(PASSPHRASE)
    hands.press("Cases")
    hands.press("Begin a case by hand")
    hands.fill("First person", f"{CANARY} Ann")
    hands.fill("Second person", "Somebody")
    hands.fill("Case reference", f"REF {CANARY}")
    hands.key(Key.Key_Return, CTRL)
    hands.see(f"{CANARY} Ann")
    hands.press("Cases")
    hands.fill("Find a case", "0101")
    hands.key(Key.Key_Return)
    hands.see("What has happened")
    hands.press("Write a note")
    hands.press("Margaret")
    hands.write(f"She says {CANARY} will be there. " + " ".join(CANARY))
    hands.key(Key.Key_Return, CTRL)
    hands.see("What has happened")
    hands.key(Key.Key_K, CTRL)
    hands.fill("A name, a word, a number", CANARY)
    hands.see(f"{CANARY} Ann")
    hands.press("Papers")
    hands.press("Look: Agreement for Margaret")
    hands.see("Print this copy for Margaret", "Save as a file")
    hands.press("Print this copy for Margaret")
    hands.see("No printer is installed on this laptop.")
    saved = Path.home() / f"{CANARY} and others"
    saved.mkdir()
    _save_as(hands, saved / "copy.pdf")
    hands.until("the copy was saved", (saved / "copy.pdf").exists)
    note(f"saved {saved / 'copy.pdf'}")
    hands.shell.activateWindow()
    hands.press("Cases")
    hands.fill("Find a case", "0101")
    hands.key(Key.Key_Return)
    hands.press("Write a note")
    hands.press("Margaret")
    hands.write(HALF)
    note("locks")
    hands.key(Key.Key_L, CTRL)
    note("is still there after a lock")


def _look(hands: Hands) -> None:
    """Locks at once; what comes back is looked at from inside, and closed."""
    if "--locked" not in sys.argv:
        hands.unlock(_TYPED)
        hands.key(Key.Key_L, CTRL)
    note(f"arguments: {sys.argv[1:]}")
    note(f"modules: {sum(name.startswith(('sqlcipher3', 'facilitator_app.workbook')) for name in _LOADED)}")
    hands.see("Open your workbook")
    from facilitator_app.vault.folder import FolderLock, OpenElsewhere

    path = Path(sys.argv[-1])
    try:
        FolderLock(path).release()
        note("lock free: True")
    except OpenElsewhere:
        note("lock free: False")
    note(f"beside the file: {sorted(one.name for one in path.iterdir() if one.name.endswith(('-wal', '-shm')))}")
    note(f"held: {sorted({str(one.readlink()) for one in Path('/proc/self/fd').iterdir() if one.exists()})}")
    hands.shell.close()


def _save_as(hands: Hands, path: Path) -> None:
    watch = QTimer(interval=10)

    def choose() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QFileDialog) and dialog.isVisible():
            watch.stop()
            line = dialog.findChild(QLineEdit, "fileNameEdit")
            assert line is not None
            dialog.setDirectory(str(path.parent))  # as if they had gone there by the list: Qt remembers where somebody was
            line.setText(path.name)
            QTest.keyClick(line, Key.Key_Return)

    watch.timeout.connect(choose)
    watch.start()
    hands.press("Save as a file")


def _back(hands: Hands) -> None:
    """The unlock screen, which asks; then the place where the sentence broke off."""
    hands.see("Open your workbook")
    hands.unseen(CANARY)
    hands.unlock(PASSPHRASE)
    hands.see(HALF)
    hands.write(" and on")  # the cursor is where it was
    hands.see(HALF + " and on")


# How it ends ---------------------------------------------------------------------------------------------------------------------


def _close(hands: Hands) -> None:
    hands.shell.close()


def _segv(_hands: Hands) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def _abort(_hands: Hands) -> None:
    ctypes.CDLL(None).abort()


def _read_nothing(_hands: Hands) -> None:
    ctypes.string_at(0)


class _Told(Exception):
    """An exception whose words, cause and context are somebody's."""


def _fail() -> None:
    try:
        try:
            dict[str, str]()[CANARY]
        except KeyError:
            int(CANARY)
    except ValueError as problem:
        raise _Told(f"{CANARY} in words") from problem


class _Dying:
    def __del__(self) -> None:
        _fail()

    def __repr__(self) -> str:
        return CANARY


def _bugs(hands: Hands) -> None:
    """A bug in a slot, in both of the desk's threads, in a thread of a library, in a destructor; a warning; lines of a library's log."""
    QTimer.singleShot(0, hands.shell, _fail)
    workspace = hands.shell.workspace
    assert workspace is not None
    workspace.desk.ask(workspace, _fail, lambda _: None)
    workspace.desk.do(workspace, _fail)
    hands.see("Something in this program went wrong.")
    thread = threading.Thread(target=_fail, name=CANARY)
    thread.start()
    thread.join()
    _Dying()
    warnings.warn(f"about {CANARY}", UserWarning, stacklevel=1)
    library = logging.getLogger("reportlab.of.theirs")
    library.warning("a word %s", CANARY)
    with contextlib.suppress(_Told):
        _fail()
    try:
        _fail()
    except _Told:
        library.exception("failed with %s", CANARY)
    library.warning("%d letters", CANARY)  # a line that cannot be written
    from PySide6.QtCore import qWarning

    qWarning(CANARY)
    hands.rest()
    hands.shell.close()


# What must be found by the search, so that it is known to look -----------------------------------------------------------------------


def _leak_file(hands: Hands) -> None:
    (Path.home() / "leak.tmp").write_text(f"a {CANARY}", encoding="utf-16-le")
    (Path.home() / "leak.tmp").unlink()
    hands.shell.close()


def _leak_packed(hands: Hands) -> None:
    import zlib

    Path(os.environ["TMPDIR"], "packed").write_bytes(b"head" + zlib.compress(f"<<{CANARY}>>".encode()) + b"tail")
    hands.shell.close()


def _leak_log(hands: Hands) -> None:
    logging.getLogger("facilitator_app.ui").warning("%s", CANARY)
    hands.shell.close()


def _leak_stderr(hands: Hands) -> None:
    sys.excepthook = sys.__excepthook__
    _fail_in_slot(hands)
    hands.shell.close()


def _leak_qt(hands: Hands) -> None:
    from PySide6.QtCore import QSettings

    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.environ["XDG_CONFIG_HOME"])
    kept = QSettings(QSettings.Scope.UserScope, "QtProject")
    kept.setValue("FileDialog/lastVisited", f"file:///home/{CANARY}")
    kept.sync()
    hands.shell.close()


def _fail_in_slot(hands: Hands) -> None:
    QTimer.singleShot(0, hands.shell, _fail)
    hands.rest()


ENDS: dict[str, Callable[[Hands], None]] = {
    "close": _close,
    "segv": _segv,
    "abort": _abort,
    "read nothing": _read_nothing,
    "bugs": _bugs,
    "leak file": _leak_file,
    "leak packed": _leak_packed,
    "leak log": _leak_log,
    "leak stderr": _leak_stderr,
    "leak qt": _leak_qt,
}
