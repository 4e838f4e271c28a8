"""The cover: hides the whole window at once, until a short code is given. Knows no code; it asks and tells."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from facilitator_app.ui.parts.buttons import main_button
from facilitator_app.ui.parts.fields import LineField
from facilitator_app.ui.parts.words import Words, body, title


class Cover(QWidget):
    """Put over a window with `cover()`; what is underneath is hidden from eyes, keys and screen readers alike."""

    code_given = Signal(str)

    def __init__(self, window: QWidget, sentence: str = "Your work is kept. Nothing can be read until you come back.") -> None:
        super().__init__(window)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._window = window
        self._hidden: list[QWidget] = []
        self._focused: QWidget | None = None
        self.field = LineField("Short code", width=200)
        self.field.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.entered.connect(self._give)
        self.button = main_button("Open again")
        self.button.clicked.connect(self._give)
        middle = QWidget()
        middle.setMaximumWidth(520)
        down = QVBoxLayout(middle)
        down.setContentsMargins(20, 0, 20, 0)
        down.setSpacing(0)
        self._title: Words = title("Covered")
        for part, after in ((self._title, 6), (body(sentence, role="soft"), 24), (self.field, 16), (self.button, 0)):
            down.addWidget(part)
            down.addSpacing(after)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(middle, 8)
        across.addStretch(1)
        whole = QVBoxLayout(self)
        whole.addStretch(2)
        whole.addLayout(across)
        whole.addStretch(3)
        window.installEventFilter(self)
        self.hide()

    def cover(self) -> None:
        """Hide everything else in the window."""
        if self._hidden:
            return
        self._focused = self._window.focusWidget()
        children = self._window.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        self._hidden = [child for child in children if child is not self and not child.isHidden() and not child.isWindow()]
        for child in self._hidden:
            child.hide()
        self.field.set_text("")
        self.field.set_trouble("")
        self.setGeometry(self._window.rect())
        self.raise_()
        self.show()
        self.field.setFocus()

    def uncover(self) -> None:
        """Bring everything back, with the focus where it was."""
        for child in self._hidden:
            child.show()
        self._hidden = []
        self.hide()
        there = self._focused is not None and isValid(self._focused)  # the page may have been read again meanwhile
        (self._focused if self._focused is not None and there else self._window).setFocus()

    def refuse(self, words: str) -> None:
        """The code was not right: say so, and let it be typed anew."""
        self.field.set_text("")
        self.field.set_trouble(words)
        self.field.setFocus()

    def _give(self) -> None:
        self.code_given.emit(self.field.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the window."""
        if watched is self._window and event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._window.rect())
        return super().eventFilter(watched, event)
