"""Lists with hairlines between their rows: promises, unfinished things, what is next, checks, the seven lines of a week."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from facilitator_app.ui.parts.buttons import Button
from facilitator_app.ui.parts.columns import OUT
from facilitator_app.ui.parts.marks import Mark, paint_chosen
from facilitator_app.ui.parts.owner import OwnerMark, Shape
from facilitator_app.ui.parts.words import Hairline, Words, body, label


class Row(QWidget):
    """One row: perhaps a mark or a shape, words with a soft second line, and at the right words, a link or a button.

    `whole` makes the row itself the thing to press: reachable by Tab, pressed by Enter, Space or the mouse.
    """

    pressed = Signal()
    done = Signal()  # the link or button inside a whole row

    def __init__(self, words: str, second: str = "", right: str = "", link: str = "", button: str = "", mark: str = "",
                 shape: Shape | None = None, *, whole: bool = False, soft: bool = False) -> None:  # fmt: skip
        super().__init__()
        self._whole = whole
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 9, 0, 9)
        across.setSpacing(13)
        top = Qt.AlignmentFlag.AlignTop if second else Qt.AlignmentFlag.AlignVCenter
        self.words: Words = body(words)
        if mark:
            across.addWidget(Mark(mark, height=self.words.fontMetrics().height()), 0, top)
        if shape is not None:
            across.addWidget(OwnerMark(shape, 13, self.words.fontMetrics().height()), 0, top)
        down = QVBoxLayout()
        down.setSpacing(1)
        down.addWidget(self.words)
        if second:
            down.addWidget(label(second, role="soft"))
        across.addLayout(down, 1)
        if right:
            across.addWidget(Words(right, "label" if soft else "body", "soft" if soft else "", wrap=False))
        self.button: Button | None = None
        if link or button:
            self.button = Button(link or button, "link" if link else "quiet", f"{link or button}: {words}")
            self.button.clicked.connect(self.done if whole else self.pressed)
            across.addWidget(self.button)
        self._name(mark, words, second, right)

    def _name(self, mark: str, words: str, second: str, right: str) -> None:
        said = {"tick": "Ticked", "ring": "Not ticked", "not_told": "Not told"}.get(mark, "")
        self.setAccessibleName(". ".join(part.rstrip(".") for part in (said, words, second, right) if part))
        if self._whole:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.words.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space press a whole row."""
        if self._whole and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit()
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """So does the mouse, if it is still over it."""
        if self._whole and event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.pressed.emit()

    def enterEvent(self, event: QEnterEvent) -> None:
        """A ground under the mouse."""
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """And off."""
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The ground under the mouse, for whole rows."""
        if self._whole and self.underMouse():
            painter = QPainter(self)
            paint_chosen(painter, QRectF(self.rect()), pill=False)
            painter.end()


class Rows(QWidget):
    """Rows with hairlines between them and none around. Add to a column as it is; with whole rows add with `out=True`."""

    pressed = Signal(str)
    done = Signal(str)  # the link or button inside a whole row

    def __init__(self, *, whole: bool = False) -> None:
        super().__init__()
        self._whole = whole
        self._rows: list[Row] = []
        self._down = QVBoxLayout(self)
        self._down.setContentsMargins(0, 0, 0, 0)
        self._down.setSpacing(0)

    def add(self, words: str, second: str = "", right: str = "", link: str = "", button: str = "", mark: str = "",
            shape: Shape | None = None, key: str = "", *, soft: bool = False) -> Row:  # fmt: skip
        """One more row; `pressed` gives its key (its words if it has none)."""
        row = Row(words, second, right, link, button, mark, shape, whole=self._whole, soft=soft)
        if self._whole:
            row.layout().setContentsMargins(OUT, 9, OUT, 9)  # type: ignore[union-attr]
        if self._rows:
            line = QHBoxLayout()
            line.setContentsMargins(OUT if self._whole else 0, 0, OUT if self._whole else 0, 0)
            line.addWidget(Hairline())
            self._down.addLayout(line)
        row.pressed.connect(lambda: self.pressed.emit(key or words))
        row.done.connect(lambda: self.done.emit(key or words))
        self._rows.append(row)
        self._down.addWidget(row)
        self._trim()
        return row

    def _trim(self) -> None:
        # The air above the first and below the last row belongs to the page; a whole row keeps it for its ground. Only the last two differ now.
        for at, row in list(enumerate(self._rows))[-2:]:
            inside = row.layout()
            if inside is not None and not self._whole:
                inside.setContentsMargins(0, 9 if at else 0, 0, 9 if at < len(self._rows) - 1 else 0)

    def rows(self) -> list[Row]:
        """All rows, in order."""
        return list(self._rows)


class Week(QWidget):
    """The week as lines: day, what, when. A day with nothing is soft."""

    def __init__(self, lines: Sequence[tuple[str, str, str]]) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(9)
        grid.setColumnMinimumWidth(0, 52)
        grid.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        for row, (day, words, time) in enumerate(lines):
            known = Words(day, "label", "" if words else "soft", 600 if words else 400, wrap=False)
            known.setContentsMargins(0, 1, 0, 0)
            grid.addWidget(known, row, 0, top)
            if words:
                grid.addWidget(body(words), row, 1)
            grid.setRowMinimumHeight(row, known.sizeHint().height() + 2)
            if time:
                grid.addWidget(Words(time, "body", "soft", wrap=False), row, 2, top | Qt.AlignmentFlag.AlignRight)


class Keys(QWidget):
    """Keys, each beside what it does; a screen reader hears them as one line each."""

    def __init__(self, keys: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for row, (key, words) in enumerate(keys):
            grid.addWidget(Words(key, "body", weight=600, wrap=False), row, 0, Qt.AlignmentFlag.AlignTop)
            done = body(words)
            done.setAccessibleName(f"{key}: {words}")
            grid.addWidget(done, row, 1)
