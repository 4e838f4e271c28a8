"""The writing space: a sheet that says whose it is, and plain text on it. Knows nothing of saving: it tells each edit."""

from PySide6.QtCore import QEvent, QMimeData, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QTextEdit, QVBoxLayout, QWidget

from facilitator_app.ui.look import current, font
from facilitator_app.ui.parts.menus import asks_for_menu
from facilitator_app.ui.parts.owner import OwnerMark, Shape, paint_band
from facilitator_app.ui.parts.plain import has_words, text_of, tidy, words_of
from facilitator_app.ui.parts.spelled import Spelled
from facilitator_app.ui.parts.words import body, label

LINE_HEIGHT = 125.0


class Sheet(QTextEdit):
    """Plain text in 12 pt with air between the lines. What is pasted loses its dress."""

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptRichText(False)
        self.setFont(font("note"))
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(0)
        self.setViewportMargins(0, 0, 12, 0)
        self.spelled = Spelled(self)
        self.air()

    def air(self) -> None:
        """Give every paragraph its line height. Qt has no such setting for a document, only for paragraphs."""
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        height = QTextBlockFormat()
        height.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.mergeBlockFormat(height)

    def sizeHint(self) -> QSize:
        """No more than the least: it takes what is left. Qt's own wish (192 px) made low pages longer than the window, for nothing."""
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height())

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Only the words of what is pasted or dropped; pictures and files are left out."""
        words = words_of(source)
        if words:  # a picture over chosen words takes none of them away
            self.textCursor().insertText(words)
            self.ensureCursorVisible()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Only words."""
        return has_words(source)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """With what can be done about a word."""
        self.spelled.open_menu(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The menu by key, which not every system asks for by itself."""
        if asks_for_menu(event):
            self.spelled.open_menu()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what is selected in view when the room gets less."""
        super().resizeEvent(event)
        self.ensureCursorVisible()
        self.spelled.soon()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The last word is finished too."""
        super().focusOutEvent(event)
        self.spelled.soon()

    def changeEvent(self, event: QEvent) -> None:
        """Another look, another line under a word."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.spelled.soon()


class Writing(QWidget):
    """The sheet with the owner's band over its full height; the head stays while the text scrolls."""

    edited = Signal(str)
    selection_changed = Signal(str)

    def __init__(self, shape: Shape, head: str, under: str = "", name: str = "") -> None:
        super().__init__()
        self._shape, self._quiet = shape, False
        self._head, self._under = body(head, weight=600), label(under, role="soft")
        self._mark = OwnerMark(shape, 14, self._head.fontMetrics().height())
        self.sheet = Sheet()
        self.sheet.setProperty("ring_around", self)
        self.setFocusProxy(self.sheet)
        top = QHBoxLayout()
        top.setSpacing(9)
        top.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self._head, 1)
        self._why: QWidget | None = None
        self._down = down = QVBoxLayout(self)
        down.setContentsMargins(24, 16, 12, 12)
        down.setSpacing(3)
        down.addLayout(top)
        down.addWidget(self._under)
        down.addSpacing(14)
        down.addWidget(self.sheet, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(220)
        self.sheet.textChanged.connect(self._tell)
        self.sheet.selectionChanged.connect(lambda: self.selection_changed.emit(self.selected_text()))
        self.set_owner(shape, head, under, name)

    def set_owner(self, shape: Shape, head: str, under: str = "", name: str = "") -> None:
        """Whose sheet it is: shape and band, the sentence that stays, the soft line, and a name for screen readers."""
        self._shape = shape
        self._mark.set_shape(shape)
        self._head.setText(head)
        self._under.setText(under)
        self._under.setVisible(bool(under))
        self.sheet.setAccessibleName(name or head)
        self.sheet.setAccessibleDescription(f"{head} {under}".strip())
        self.update()

    def lock(self, why: QWidget | None) -> None:
        """What stands on the sheet is read and not written on, and `why` says so above it; None opens it again."""
        if self._why is not None:
            self._why.hide()
            self._why.deleteLater()
        self._why = why
        self.sheet.setReadOnly(why is not None)
        if why is not None:
            self._down.insertWidget(2, why)

    def text(self) -> str:
        """What is written."""
        return text_of(self.sheet.document())

    def selected_text(self) -> str:
        """What is selected; paragraphs end in a newline, as in `text()`."""
        return tidy(self.sheet.textCursor().selectedText())

    def begin(self, text: str) -> None:
        """Put another text on the sheet, with nothing to undo and no signal."""
        self._quiet = True
        self.sheet.document().setUndoRedoEnabled(False)
        self.sheet.setPlainText(text)
        self.sheet.air()
        self.sheet.moveCursor(QTextCursor.MoveOperation.End)  # one writes on where one left off
        self.sheet.document().setUndoRedoEnabled(True)
        self.sheet.spelled.begin()
        self._quiet = False

    def set_text(self, text: str) -> None:
        """Change the text from the program, without a signal: only what differs is replaced, so cursor and undo stay."""
        old = self.text()
        if text == old:
            return
        same = next((at for at, (a, b) in enumerate(zip(old, text, strict=False)) if a != b), min(len(old), len(text)))
        most = min(len(old), len(text)) - same
        tail = next((at for at in range(most) if old[-1 - at] != text[-1 - at]), most)
        cursor = QTextCursor(self.sheet.document())
        cursor.setPosition(_units(old[:same]))
        cursor.setPosition(_units(old[: len(old) - tail]), QTextCursor.MoveMode.KeepAnchor)
        self._quiet = True
        cursor.insertText(text[same : len(text) - tail])
        self._quiet = False

    def _tell(self) -> None:
        if not self._quiet:
            self.edited.emit(self.text())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Sheet, hairline, band."""
        look, painter = current(), QPainter(self)
        painter.setPen(QPen(look.colour("line"), 1))
        painter.setBrush(look.colour("sheet"))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        paint_band(painter, self.rect(), self._shape)
        painter.end()


def _units(text: str) -> int:
    """Qt counts UTF-16 units: a smiling face is two."""
    return len(text.encode("utf-16-le")) // 2
