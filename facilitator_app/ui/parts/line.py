"""An entry of one line into which words can be pasted or dropped from anywhere: they arrive plain, and in one line.

Knows no field; a passphrase is typed into Qt's own entry, which must not be read by anything of ours.
"""

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import (
    QAction,
    QClipboard,
    QContextMenuEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
)
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu

from facilitator_app.ui.parts.menus import asks_for_menu, pop_up
from facilitator_app.ui.parts.plain import has_words, one_line, words_of


class Line(QLineEdit):
    """Every way in which words can arrive at once: the keys, the menu, the middle button, a drop."""

    def paste_from(self, source: QMimeData) -> None:
        """The words of it, where the cursor is."""
        words = one_line(words_of(source))
        if words:
            self._apart()
            self.insert(words)
            self._apart()

    def _apart(self) -> None:
        """What is typed before and after is taken back apart from what is pasted: Qt parts the two where the cursor moves."""
        if not self.hasSelectedText() and self.cursorPosition():
            self.cursorBackward(False)
            self.cursorForward(False)

    def menu_at(self, _place: int) -> QMenu:
        """The menu of the field, for the word at a place."""
        made = self.createStandardContextMenu()
        paste = made.findChild(QAction, "edit-paste")
        if paste is not None:
            paste.triggered.disconnect()
            paste.triggered.connect(lambda: self.paste_from(QApplication.clipboard().mimeData()))
            paste.setEnabled(has_words(QApplication.clipboard().mimeData()))
        return made

    def open_menu(self, event: QContextMenuEvent | None = None) -> None:
        """Opens it, at the pointer, or at the cursor if a key has asked."""
        by_key = event is None or event.reason() == QContextMenuEvent.Reason.Keyboard
        place = self.cursorPosition() if event is None or by_key else self.cursorPositionAt(event.pos())
        below = self.mapToGlobal(self.cursorRect().bottomLeft())
        pop_up(self.menu_at(place), below if event is None or by_key else event.globalPos(), by_key=by_key)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the field."""
        self.open_menu(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+V and Shift+Insert; and the menu by key."""
        if asks_for_menu(event):
            self.open_menu()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste_from(QApplication.clipboard().mimeData())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """What is chosen anywhere on a Linux screen arrives with the middle button."""
        clipboard = QApplication.clipboard()
        if event.button() == Qt.MouseButton.MiddleButton and clipboard.supportsSelection():
            self.deselect()
            self.setCursorPosition(self.cursorPositionAt(event.position().toPoint()))
            self.paste_from(clipboard.mimeData(QClipboard.Mode.Selection))
        else:
            super().mouseReleaseEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Qt takes plain text only; a page has words too, and files have none."""
        super().dragEnterEvent(event)
        _take_words(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """The same."""
        super().dragMoveEvent(event)
        _take_words(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """What is moved within the field, Qt moves; all else is pasted where it is dropped."""
        if event.source() is self:
            super().dropEvent(event)
            return
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setCursorPosition(self.cursorPositionAt(event.position().toPoint()))
        self.paste_from(event.mimeData())
        event.acceptProposedAction()


def _take_words(event: QDragMoveEvent) -> None:
    if has_words(event.mimeData()):
        event.acceptProposedAction()
    else:
        event.ignore()
