"""The system's own lock, sleep and end of session, told as one signal. Where none of these can be heard, the idle clock still locks."""

import sys
from typing import Any

from PySide6.QtCore import SLOT, QObject, QTimer, Signal, Slot
from PySide6.QtDBus import QDBusConnection
from PySide6.QtWidgets import QWidget

# PySide6's own description of `connect` asks for bytes, and refuses them when it is called.
_TURNED: Any = SLOT("turned(bool)")
_ASKED: Any = SLOT("asked()")


class SystemLock(QObject):
    """`locked` when the screen is locked or the laptop goes to sleep."""

    locked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        if sys.platform == "win32":
            self._listen_windows()
        elif sys.platform != "darwin":
            self._listen_linux()

    def _listen_linux(self) -> None:
        session, system = QDBusConnection.sessionBus(), QDBusConnection.systemBus()
        if session.isConnected():
            for service, path in (
                ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"),
                ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"),
            ):
                session.connect(service, path, service, "ActiveChanged", self, _TURNED)
        if system.isConnected():
            manager = "org.freedesktop.login1.Manager"
            system.connect("org.freedesktop.login1", "/org/freedesktop/login1", manager, "PrepareForSleep", self, _TURNED)
            system.connect("org.freedesktop.login1", "", "org.freedesktop.login1.Session", "Lock", self, _ASKED)

    def _listen_windows(self) -> None:
        from facilitator_app.ui.windows_session import Session  # noqa: PLC0415 - exists for Windows only

        self._session = Session(self.locked.emit)
        window = self.parent()
        if isinstance(window, QWidget):  # once the window is there, Windows is asked to tell it
            QTimer.singleShot(0, self, lambda: Session.watch(int(window.window().winId())))

    @Slot(bool)
    def turned(self, on: bool) -> None:  # noqa: FBT001 - a D-Bus signal's argument
        """The screen saver began, or sleep is about to."""
        if on:
            self.locked.emit()

    @Slot()
    def asked(self) -> None:
        """Somebody locked the session."""
        self.locked.emit()
