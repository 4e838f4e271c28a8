"""Buttons: one main, the quiet ones, links; and rows of them that wrap. Knows nothing of what a press does."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QCursor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QLayout, QLayoutItem, QPushButton, QSizePolicy, QWidget

from facilitator_app.ui.look import current, font
from facilitator_app.ui.parts.marks import paint_chevron


class Button(QPushButton):
    """A button whose words are shown as they are: an ampersand in a name is no shortcut. Enter presses it as well as Space."""

    def __init__(self, words: str, kind: str = "quiet", says: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", kind)
        self.setFont(font("body", 600 if kind == "main" else 400))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if kind == "link":
            self.setCursor(QCursor(Qt.CursorShape.PointingHandCursor))
        self.set_words(words, says)

    def set_words(self, words: str, says: str = "") -> None:
        """Change the words; `says` is the longer name for a screen reader ("Open: consent")."""
        self.setText(words.replace("&", "&&"))
        self.setAccessibleName(says or words)

    def words(self) -> str:
        """The words as they are read."""
        return self.text().replace("&&", "&")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses, as people expect outside dialogs too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.click()
            return
        super().keyPressEvent(event)


def main_button(words: str, says: str = "") -> Button:
    """The one filled button of a page."""
    return Button(words, "main", says)


def quiet_button(words: str, says: str = "") -> Button:
    """A button with an outline."""
    return Button(words, "quiet", says)


def link_button(words: str, says: str = "") -> Button:
    """Underlined words, for going somewhere."""
    return Button(words, "link", says)


class FoldButton(Button):
    """A button that shows what is chosen and opens the other choices below: "Overview" with a chevron."""

    def __init__(self, says: str) -> None:
        super().__init__("", "fold")
        self._says, self._chosen = says, -1
        from PySide6.QtWidgets import QMenu  # noqa: PLC0415 - the unlock screen has buttons and no menu

        self._menu = QMenu(self)
        self._menu.setFont(font("body"))
        self.clicked.connect(self._open)

    def set_choices(self, choices: Sequence[tuple[str, QAbstractButton]], chosen: int) -> None:
        """Words of each choice and the button that it stands for, which gets the press."""
        self._chosen = chosen
        self._menu.clear()
        for words, button in choices:
            self._menu.addAction(words.replace("&", "&&"), button.click)
        words = choices[chosen][0] if 0 <= chosen < len(choices) else self._says
        self.set_words(words, f"{self._says}: {words}")

    def menu_words(self) -> list[str]:
        """What the menu offers."""
        return [action.text().replace("&&", "&") for action in self._menu.actions()]

    def _open(self) -> None:
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
        if 0 <= self._chosen < len(self._menu.actions()):
            self._menu.setActiveAction(self._menu.actions()[self._chosen])  # so that arrows start from where one is

    def paintEvent(self, event: QPaintEvent) -> None:
        """The button, and the chevron at its right."""
        super().paintEvent(event)
        painter = QPainter(self)
        paint_chevron(painter, QPointF(self.width() - 18.0, self.height() / 2 + 0.5), current().colour("ink"))
        painter.end()


class Flow(QLayout):
    """Lays widgets in a row and goes on in the next row where they do not fit; `fill` widens them to the full width."""

    def __init__(self, parent: QWidget | None = None, gap: int = 8, *, fill: bool = False, down: int = 8) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap, self._fill, self._down = gap, fill, down
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item; Qt calls this."""
        self._items.append(item)

    def count(self) -> int:
        """How many."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item, or nothing beyond the end: Qt walks until then."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Give an item away."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Neither."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """More rows in less width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of the rows at this width."""
        return self._lay(QRect(0, 0, width, 0), moving=False)

    def setGeometry(self, rect: QRect) -> None:
        """Place all."""
        super().setGeometry(rect)
        self._lay(rect, moving=True)

    def sizeHint(self) -> QSize:
        """All in one row."""
        shown = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(size.width() for size in shown) + self._gap * max(0, len(shown) - 1)
        return QSize(width, max((size.height() for size in shown), default=0))

    def minimumSize(self) -> QSize:
        """The widest alone."""
        shown = [item.minimumSize() for item in self._items if not item.isEmpty()]
        return QSize(max((size.width() for size in shown), default=0), max((size.height() for size in shown), default=0))

    def _lay(self, rect: QRect, *, moving: bool) -> int:
        rows: list[list[QLayoutItem]] = [[]]
        used = 0
        for item in self._items:
            if item.isEmpty():
                continue
            width = item.sizeHint().width()
            if rows[-1] and used + self._gap + width > rect.width():
                rows.append([])
                used = 0
            used += width + (self._gap if rows[-1] else 0)
            rows[-1].append(item)
        y = rect.top()
        for row in rows:
            y += self._place(row, rect, y, moving=moving) + self._down
        return max(0, y - rect.top() - self._down)

    def _place(self, row: list[QLayoutItem], rect: QRect, y: int, *, moving: bool) -> int:
        spare = rect.width() - sum(item.sizeHint().width() for item in row) - self._gap * (len(row) - 1)
        places: list[tuple[QLayoutItem, int, int]] = []
        x = rect.left()
        for item in row:
            width = item.sizeHint().width() + (spare // len(row) if self._fill and spare > 0 else 0)
            width = min(width if not self._fill or item is not row[-1] else rect.right() + 1 - x, rect.width())
            places.append((item, x, width))
            x += width + self._gap
        height = max((_height(item, width) for item, _x, width in places), default=0)
        if moving:
            for item, left, width in places:
                item.setGeometry(QRect(left, y, width, height))
        return height


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() and width < item.sizeHint().width() else item.sizeHint().height()


class ButtonRow(QWidget):
    """Buttons side by side, wrapping."""

    def __init__(self, *buttons: QWidget, gap: int = 8, fill: bool = False) -> None:
        super().__init__()
        self._flow = Flow(self, gap, fill=fill)
        for button in buttons:
            if fill:
                button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self._flow.addWidget(button)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, button: QWidget) -> None:
        """One more at the end."""
        self._flow.addWidget(button)


class OneStop(QObject):
    """Makes a group of buttons one stop of the Tab key; arrows go from one to the next, Enter presses."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._buttons: list[QAbstractButton] = []

    def set_buttons(self, buttons: Sequence[QAbstractButton]) -> None:
        """Say which buttons, in order."""
        self._buttons = list(buttons)
        for button in self._buttons:
            button.removeEventFilter(self)
            button.installEventFilter(self)
        self.settle()

    def settle(self, chosen: int = 0) -> None:
        """Let Tab come to the chosen one."""
        for index, button in enumerate(self._buttons):
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if index == max(0, chosen) else Qt.FocusPolicy.ClickFocus)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the arrows."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and watched in self._buttons:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
            if step is not None:
                self._go(self._buttons.index(watched), step)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                watched.click()
                return True
        return False

    def _go(self, at: int, step: int) -> None:
        at += step
        while 0 <= at < len(self._buttons):
            if self._buttons[at].isVisible():
                self._buttons[at].setFocus(Qt.FocusReason.TabFocusReason)
                return
            at += step
