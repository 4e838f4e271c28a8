"""An entry of one line that holds a sentence: a quiet dotted line under the words that are not in the dictionary, as `spelled` has it.

Qt's entry of one line has no document to mark: the line is painted over it, in the places that a layout of the same words gives.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QPointF, QTimer
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QMenu

from facilitator_app.ui.look import current as current_look
from facilitator_app.ui.parts.line import Line
from facilitator_app.ui.parts.spelled import SOON_MS, add_to
from facilitator_app.ui.spelling import Speller, current
from facilitator_app.workbook.spelling import Found


class SpelledLine(Line):
    """Prose in one line."""

    def __init__(self) -> None:
        super().__init__()
        self._found: list[Found] = []
        self._typed_at = -1
        self._heard: Speller | None = None
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self.mark)
        self.textChanged.connect(self._typed)
        self.cursorPositionChanged.connect(lambda: self._soon.start())

    def _typed(self) -> None:
        self._typed_at = self.cursorPosition() if self.isModified() else -1
        self._soon.start()

    def mark(self) -> None:
        """Looks which words are not known."""
        speller = current()
        found: list[Found] = []
        if speller is not None and self.text() and self.isVisible():
            if speller is not self._heard:
                self._heard = speller
                speller.changed.connect(self._soon.start)
            speller.needed()
            here = _letters(self.text(), self.cursorPosition()) if self.hasFocus() and self._typed_at == self.cursorPosition() else -1
            found = [word for word in speller.unknown(self.text()) if not word.start <= here <= word.end]
        if found != self._found:
            self._found = found
            self.update()

    def marked(self) -> list[str]:
        """The words that have a line under them now."""
        return [self.text()[word.start : word.end] for word in self._found]

    def paintEvent(self, event: QPaintEvent) -> None:
        """The entry, and the line over it."""
        super().paintEvent(event)
        if not self._found:
            return
        shown = self._layout()
        cursor = self.cursorRect()
        # The entry scrolls, and only where its cursor stands can be asked.
        shift = cursor.center().x() + 1 - _x(shown, self.cursorPosition())
        under = cursor.center().y() + self.fontMetrics().ascent() / 2 + 2
        painter = QPainter(self)
        painter.setClipRect(self.rect().adjusted(8, 0, -8, 0))
        pen = QPen(current_look().colour("soft"), 1.5)
        pen.setDashPattern([1, 1.5])
        painter.setPen(pen)
        for word in self._found:
            start, end = (_x(shown, _units(self.text(), at)) + shift for at in (word.start, word.end))
            painter.drawLine(QPointF(start, under), QPointF(end, under))
        painter.end()

    def _layout(self) -> QTextLayout:
        made = QTextLayout(self.displayText(), self.font())
        option = QTextOption()
        option.setTextDirection(self.layoutDirection())
        made.setTextOption(option)
        made.beginLayout()
        made.createLine()
        made.endLayout()
        return made

    def menu_at(self, place: int) -> QMenu:
        """With what can be done about a word."""
        menu, speller = super().menu_at(place), current()
        word = speller.at(self.text(), _letters(self.text(), place)) if speller is not None else None
        if speller is not None and word is not None:
            add_to(menu, speller, word.word, self._replacing(word))
        return menu

    def _replacing(self, word: Found) -> Callable[[str], None]:
        text = self.text()

        def replace(better: str) -> None:
            if self.text() != text:
                return  # something else was put there meanwhile
            start, end = _units(text, word.start), _units(text, word.end)
            self.setSelection(start, end - start)
            self.insert(better)
            self._typed_at = -1  # it was chosen and not typed

        return replace

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The last word is finished too."""
        super().focusOutEvent(event)
        self._soon.start()

    def changeEvent(self, event: QEvent) -> None:
        """Another look, another line."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.update()


def _x(shown: QTextLayout, place: int) -> float:
    found: Any = shown.lineAt(0).cursorToX(place)  # PySide gives it with the place that it was asked of
    return float(found[0])


def _units(text: str, letter: int) -> int:
    """Qt counts UTF-16 units: a smiling face is two."""
    return len(text[:letter].encode("utf-16-le", "surrogatepass")) // 2


def _letters(text: str, place: int) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * place].decode("utf-16-le", "ignore"))
