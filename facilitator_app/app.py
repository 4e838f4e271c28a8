"""The composition root: builds the application, its look and its one window, and replaces the process when it locks."""

import contextlib
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLocale, QMessageLogContext, QSettings, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from facilitator_app import settings
from facilitator_app.calendar import Clock
from facilitator_app.ui.look import STYLE, Appearance
from facilitator_app.ui.parts.ring import Ring
from facilitator_app.ui.shell import Shell

log = logging.getLogger(__name__)
_SYSTEM_KEEPS_SETTINGS = sys.platform in ("win32", "darwin")  # and no path of ours counts for them there


def application(percent: int = 100) -> QApplication:
    """The one QApplication: scale, locale, and no list of the folders and files that were chosen lately."""
    if percent != 100 and "QT_SCALE_FACTOR" not in os.environ:  # noqa: PLR2004 - as it is
        os.environ["QT_SCALE_FACTOR"] = str(percent / 100)
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    found = QApplication.instance()
    made = found if isinstance(found, QApplication) else QApplication(["workbook", *STYLE])
    made.setApplicationName("Workbook")
    made.setQuitOnLastWindowClosed(True)
    _keep_no_history(made)
    return made


def _keep_no_history(app: QApplication) -> None:
    """Qt's file dialog keeps which folders it was in, in a file in clear, and folders are called after people."""
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull)
    _forget_history()
    app.aboutToQuit.connect(_forget_history)


def _forget_history() -> None:
    if not _SYSTEM_KEEPS_SETTINGS:
        return
    kept = QSettings(QSettings.Scope.UserScope, "QtProject")
    kept.remove("FileDialog")
    kept.sync()


_LEVELS = {QtMsgType.QtWarningMsg: logging.WARNING, QtMsgType.QtCriticalMsg: logging.ERROR, QtMsgType.QtFatalMsg: logging.CRITICAL}


def _qt_says(kind: QtMsgType, context: QMessageLogContext, words: str | None) -> None:
    """Qt names widgets and quotes texts in its warnings: what it complains of is logged, and not its words."""
    if kind in _LEVELS:
        log.log(_LEVELS[kind], "Qt %s, %d letters", context.category or "", len(words or ""))


def run(path: Path | None, clock: Clock, *, locked: bool = False, again: Sequence[str] = (), keep: bool = True) -> int:
    """Opens the window and returns when it is closed. `again` are the arguments with which a lock starts the program anew.

    Without `keep` the next start does not come back to this workbook.
    """
    kept = settings.load()
    app = application(kept.size_percent)
    qInstallMessageHandler(_qt_says)  # not sooner: that there is no screen to draw on, Qt says in its own words
    appearance = Appearance(app, kept.look)
    _ring = Ring(app)

    def relock(folder: Path) -> None:
        _forget_history()
        replace_process([*again, "--locked", "--", str(folder)])

    shell = Shell(clock, appearance, relock, keep_settings=keep)
    target = path or (Path(kept.last_workbook) if kept.last_workbook else None)
    # A workbook that was open last and is not there is said to be missing: a new one never takes its place by itself.
    if target is None:
        shell.first_start()
    else:
        shell.unlock(target, after_lock=locked)
    shell.show()
    return app.exec()


def replace_process(arguments: Sequence[str]) -> None:
    """Ends this process and starts the program anew in its place: what was in memory goes with it. Does not return."""
    command = [*_itself(), *arguments]
    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # what was printed would go with the process
            with contextlib.suppress(OSError, ValueError):
                stream.flush()
    if os.name == "nt":
        import subprocess  # noqa: PLC0415 - here only

        # Windows has no exec that keeps the console and the parent: a new process, and this one ends at once.
        subprocess.Popen(command, close_fds=True)  # noqa: S603 - our own program
        os._exit(0)
    os.execv(sys.executable, command)  # noqa: S606 - our own program


def _itself() -> list[str]:
    """How this program was started: frozen into one file, or by a Python that was told to look at nothing around it (`-I`), or plainly."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    return [sys.executable, *(["-I"] if sys.flags.isolated else []), "-m", "facilitator_app"]
