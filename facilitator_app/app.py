"""The composition root: builds the application, its look and its one window, and replaces the process when it locks."""

import logging
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from facilitator_app import settings
from facilitator_app.calendar import Clock
from facilitator_app.errors import trace_of
from facilitator_app.ui.look import Appearance
from facilitator_app.ui.parts.ring import Ring
from facilitator_app.ui.shell import Shell

log = logging.getLogger(__name__)


def application(percent: int = 100) -> QApplication:
    """The one QApplication: scale, locale, and a hook that names a bug without its words."""
    if percent != 100 and "QT_SCALE_FACTOR" not in os.environ:  # noqa: PLR2004 - as it is
        os.environ["QT_SCALE_FACTOR"] = str(percent / 100)
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    found = QApplication.instance()
    made = found if isinstance(found, QApplication) else QApplication(["workbook"])
    made.setApplicationName("Workbook")
    made.setQuitOnLastWindowClosed(True)
    sys.excepthook = _named_only
    return made


def _named_only(_kind: type[BaseException], problem: BaseException, _trace: object) -> None:
    """An exception in a slot would print its words; they may be somebody's."""
    log.error("%s", trace_of(problem))


def run(path: Path | None, clock: Clock, *, locked: bool = False, again: Sequence[str] = ()) -> int:
    """Opens the window and returns when it is closed. `again` are the arguments with which a lock starts the program anew."""
    kept = settings.load()
    app = application(kept.size_percent)
    appearance = Appearance(app, kept.look)
    _ring = Ring(app)

    def relock(folder: Path) -> None:
        replace_process([*again, "--locked", str(folder)])

    shell = Shell(clock, appearance, relock)
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
    command = [sys.executable, "-m", "facilitator_app", *arguments]
    logging.shutdown()
    if os.name == "nt":
        # Windows has no exec that keeps the console and the parent: a new process, and this one ends at once.
        subprocess.Popen(command, close_fds=True)  # noqa: S603 - our own program
        os._exit(0)
    os.execv(sys.executable, command)  # noqa: S606 - our own program
