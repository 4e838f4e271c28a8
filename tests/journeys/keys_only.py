"""A person without a mouse: whatever is pressed is reached by Tab and arrows, and pressed by Space or Enter. Nothing here clicks."""

from driver import CTRL, SHIFT, Hands, Key
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QRadioButton, QTextEdit, QWidget

_MOST_STOPS = 160  # more than any page has: who went round once has passed everything
_ARROWS = 24


class KeysOnly(Hands):
    """The same hands, with the mouse taken away."""

    def click(self, widget: QWidget, at: QPoint | None = None, *, twice: bool = False) -> None:
        """Goes there by keys, and presses it if it is something to press."""
        assert not twice, "nothing is pressed twice by keys"
        self._reach(widget)
        if isinstance(widget, QComboBox):
            self.key(Key.Key_F4)
        elif isinstance(widget, QRadioButton):
            if not widget.isChecked():
                self.key(Key.Key_Space)
        elif isinstance(widget, QAbstractButton):
            self.key(Key.Key_Space)
        elif not _takes_words(widget):
            self.key(Key.Key_Return)

    def _reach(self, widget: QWidget) -> None:
        """Tab until it has the focus, or one beside it in its group; from there the arrows."""
        self.rest()
        if (
            QApplication.activeWindow() is None
        ):  # a dialog has closed, and offscreen there is no window manager to make ours the active one again
            self.shell.activateWindow()
            self.rest()
        for _ in range(_MOST_STOPS):
            if _has_focus(widget):
                return
            focus = QApplication.focusWidget()
            if focus is not None and type(focus) is type(widget) and focus.parentWidget() is widget.parentWidget():
                self._walk(widget)
                if _has_focus(widget):
                    return
            self.key(Key.Key_Tab)
        raise AssertionError(f"no key leads to {widget.accessibleName()!r}\n{self.screen()}")

    def _walk(self, widget: QWidget) -> None:
        for arrow in (Key.Key_Down, Key.Key_Right, Key.Key_Up, Key.Key_Left):
            for _ in range(_ARROWS):
                before = QApplication.focusWidget()
                if _has_focus(widget):
                    return
                self.key(arrow)
                if QApplication.focusWidget() is before:
                    break

    def mark(self, words: str) -> None:
        """Words of the text that the cursor is in, chosen by Shift and the arrow."""
        text = QApplication.focusWidget()
        assert isinstance(text, QTextEdit)
        self.key(Key.Key_Home, CTRL)
        self.key(Key.Key_Right, times=text.toPlainText().index(words), rest=False)
        self.key(Key.Key_Right, SHIFT, times=len(words))
        assert text.textCursor().selectedText() == words


def _has_focus(widget: QWidget) -> bool:
    focus = QApplication.focusWidget()
    return focus is widget or (focus is not None and widget.isAncestorOf(focus))


def _takes_words(widget: QWidget) -> bool:
    return hasattr(widget, "setPlaceholderText")  # lines and texts, and nothing else of Qt's
