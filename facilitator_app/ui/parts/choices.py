"""A short list beside a page, one of it chosen: the copies of a paper. Knows shapes and words."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from facilitator_app.ui.parts.buttons import OneStop
from facilitator_app.ui.parts.columns import OUT
from facilitator_app.ui.parts.marks import paint_chosen
from facilitator_app.ui.parts.owner import OwnerMark, Shape
from facilitator_app.ui.parts.words import Words, label


@dataclass(frozen=True)
class Choice:
    """Key, name, soft line, and the owner's shape if it has one."""

    key: str
    name: str
    second: str = ""
    shape: Shape | None = None


class ChoiceButton(QAbstractButton):
    """One choice; its ground stands 10 px out so that its words keep the edge."""

    def __init__(self, choice: Choice) -> None:
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{choice.name}. {choice.second}")
        down = QVBoxLayout(self)
        down.setContentsMargins(OUT, 8, OUT, 8)
        down.setSpacing(2)
        line = QHBoxLayout()
        line.setSpacing(8)
        if choice.shape is not None:
            line.addWidget(OwnerMark(choice.shape, 13))
        self._name = Words(choice.name, "body", weight=600)
        line.addWidget(self._name, 1)
        down.addLayout(line)
        if choice.second:
            down.addWidget(label(choice.second, role="soft"))

    def set_chosen(self, *, chosen: bool) -> None:
        """Tint, pill and accent words."""
        self.setProperty("chosen", chosen)
        self.setAccessibleDescription("Chosen" if chosen else "")
        self._name.set_role("accent" if chosen else "")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The ground."""
        painter = QPainter(self)
        if self.property("chosen") or self.underMouse():
            paint_chosen(painter, QRectF(self.rect()), pill=bool(self.property("chosen")))
        painter.end()


class Choices(QWidget):
    """The list. Add to a column with `out=True`. Arrows walk, Enter or Space choose."""

    chosen = Signal(str)

    def __init__(self, choices: Sequence[Choice], chosen: str = "") -> None:
        super().__init__()
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        self._buttons: dict[str, ChoiceButton] = {}
        for choice in choices:
            button = ChoiceButton(choice)
            button.clicked.connect(lambda _checked=False, key=choice.key: self._press(key))
            self._buttons[choice.key] = button
            down.addWidget(button)
        self._stop = OneStop(self)
        self._stop.set_buttons(list(self._buttons.values()))
        self.choose(chosen)

    def choose(self, key: str) -> None:
        """Mark one, without a signal."""
        for own, button in self._buttons.items():
            button.set_chosen(chosen=own == key)
        self._stop.settle(list(self._buttons).index(key) if key in self._buttons else 0)

    def _press(self, key: str) -> None:
        self.choose(key)
        self.chosen.emit(key)
