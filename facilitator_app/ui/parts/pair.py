"""Two parts side by side, so that the eye compares them; one under the other where that is too narrow. Knows nothing of what they hold."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

FOLD_WIDTH, GAP_PX = 520, 40  # as people do: at 200% (559 px) they still stand side by side


class Pair(QWidget):
    """Parts of the same width."""

    def __init__(self, *parts: QWidget) -> None:
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(GAP_PX)
        for part in parts:
            self._line.addWidget(part, 1, Qt.AlignmentFlag.AlignTop)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn."""
        beside = self.width() >= FOLD_WIDTH
        self._line.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self._line.setSpacing(GAP_PX if beside else 16)
        super().resizeEvent(event)
