"""An entry of one line into which words can be pasted or dropped from anywhere: they arrive plain, and in one line.

Knows no field; a passphrase is typed into Qt's own entry, which must not be read by anything of ours.
"""

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QAction, QClipboard, QContextMenuEvent, QDragMoveEvent, QDropEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu

from facilitator_app.ui.parts.plain import has_words, one_line, words_of


class Line(QLineEdit):
    """Every way in which words can arrive at once: the keys, the menu, the middle button, a drop."""

    def paste_from(self, source: QMimeData) -> None:
        """The words of it, where the cursor is."""
        words = one_line(words_of(source))
        if words:
            self.insert(words)

    def menu(self) -> QMenu:
        """The menu of the field."""
        made = self.createStandardContextMenu()
        paste = made.findChild(QAction, "edit-paste")
        if paste is not None:
            paste.triggered.disconnect()
            paste.triggered.connect(lambda: self.paste_from(QApplication.clipboard().mimeData()))
            paste.setEnabled(has_words(QApplication.clipboard().mimeData()))
        made.aboutToHide.connect(made.deleteLater)
        return made

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the field."""
        self.menu().popup(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+V and Shift+Insert."""
        if event.matches(QKeySequence.StandardKey.Paste):
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

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Qt takes plain text only; a page has words too, and files have none."""
        super().dragMoveEvent(event)
        if has_words(event.mimeData()):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        """What is moved within the field, Qt moves; all else is pasted where it is dropped."""
        if event.source() is self:
            super().dropEvent(event)
            return
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setCursorPosition(self.cursorPositionAt(event.position().toPoint()))
        self.paste_from(event.mimeData())
        event.acceptProposedAction()
