"""Whether somebody is there: any key, press or wheel says so, and Esc twice asks for the cover. Knows no page.

It looks at the windows alone, through which all that is typed and pressed comes before any widget has it. A filter on the application
would be called for every event of every widget: measured, 1,000 to 2,500 of them for each page that opens, which took half of that time.
"""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication

_TWICE_MS = 600
_SIGNS = (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel)
# After these there may be another window: a menu, a drop-down, a dialog.
_OPENERS = (*_SIGNS, QEvent.Type.KeyRelease, QEvent.Type.MouseButtonRelease)


class Presence(QObject):
    """`noticed` with every sign of somebody; `hide_asked` when they pressed Esc twice."""

    noticed = Signal()
    hide_asked = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._escaped = QTimer(self, singleShot=True, interval=_TWICE_MS)
        application = QApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._look_round)
        self._look_round()

    def _look_round(self) -> None:
        """Qt does not tell of new windows. They open by what is typed or pressed in a window that is known, or they take the focus."""
        for window in QGuiApplication.allWindows():
            window.installEventFilter(self)  # where it was, it is not there twice

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Only the second Esc is taken away; all else goes on to where it was meant to go."""
        kind = event.type()
        if kind in _OPENERS:
            QTimer.singleShot(0, self, self._look_round)
        if kind in _SIGNS:
            self.noticed.emit()
        return kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape and self._escape()

    def _escape(self) -> bool:
        """Whether it was the second. A menu has its Esc for itself: it never has the focus."""
        popup, focus = QApplication.activePopupWidget(), QApplication.focusWidget()
        if focus is None or (popup is not None and popup.focusWidget() is not focus):
            return False
        if not self._escaped.isActive():
            self._escaped.start()
            return False
        self._escaped.stop()
        self.hide_asked.emit()
        return True
