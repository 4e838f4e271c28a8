"""Two halves beside each other, each scrolling by itself: what is written, and how it will look. Knows nothing of what they hold."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from facilitator_app.ui.parts.columns import NARROW_WIDTH, OUT, Column
from facilitator_app.ui.parts.ground import ground, scrolls

BESIDE_WIDTH, LOW = 840, 560
ANY = 16_777_215  # Qt's own "no limit"
_GAP = 40


class Halves(QScrollArea):
    """Fills the page. Below 840 px of page the second half stands under the first, and the page scrolls as one."""

    def __init__(self, first: QWidget) -> None:
        super().__init__()
        scrolls(self)
        self.second = Column()
        self._page = ground()
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._page)
        self._first, self._inner = first, scrolls(QScrollArea())
        holder = ground()
        down = QVBoxLayout(holder)
        down.setContentsMargins(0, 0, 0, 0)
        down.addWidget(self.second)
        self._inner.setWidget(holder)
        self._across.addWidget(first, 1)
        self._across.addWidget(self._inner, 1)
        self.setWidget(self._page)
        self._settle()

    def beside(self) -> bool:
        """Whether they stand beside each other."""
        return self.width() >= BESIDE_WIDTH

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn."""
        self._settle()
        super().resizeEvent(event)

    def _settle(self) -> None:
        low, edge = self.height() < LOW, 20 if self.width() < NARROW_WIDTH else 32
        self._across.setContentsMargins(edge, 14 if low else 24, edge - OUT, 14 if low else 24)
        self._across.setSpacing(_GAP - OUT if self.beside() else 20)
        self._across.setDirection(QBoxLayout.Direction.LeftToRight if self.beside() else QBoxLayout.Direction.TopToBottom)
        vertical = QSizePolicy.Policy.Expanding if self.beside() else QSizePolicy.Policy.Preferred
        self._inner.setSizePolicy(QSizePolicy.Policy.Expanding, vertical)
        half = (self.width() - 2 * edge - _GAP) // 2
        self._first.setMaximumWidth(half if self.beside() else ANY)
        if self.beside():
            self._inner.setMinimumHeight(0)
        else:
            self.fit()

    def fit(self) -> None:
        """Under the first half, the second is as high as what it holds."""
        if not self.beside():
            width = max(120, self._inner.viewport().width())
            self._inner.setMinimumHeight(max(120, self.second.heightForWidth(width)))
