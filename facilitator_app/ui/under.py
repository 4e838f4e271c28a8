"""The page that help lies over. It is not left: its words, its fields that nobody has saved, its cursor and its scroll stay as they are."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from facilitator_app.ui.cursor import cursor_of, put_cursor
from facilitator_app.ui.page import Page
from facilitator_app.ui.place import Kept


class Under:
    """`focus` is what had the focus: in the page, or round it."""

    def __init__(self, page: Page, focus: QWidget | None) -> None:
        self.page, self._focus, self._kept = page, focus, cursor_of(page, focus)

    def kept(self) -> Kept:
        """Where somebody was, for a lock that finds help open."""
        return cursor_of(self.page, self._focus) if self._there() else self._kept

    def take_focus(self) -> bool:
        """The focus goes back to where it was; whether there was anything that could take it."""
        if self._focus is not None and self._there() and self._focus.isVisible():
            self._focus.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._kept.field:
            put_cursor(self.page, self._kept)  # the page was read again meanwhile, and has its fields anew
        focus = QApplication.focusWidget()
        return focus is not None and focus.isVisible()

    def _there(self) -> bool:
        return self._focus is not None and isValid(self._focus)
