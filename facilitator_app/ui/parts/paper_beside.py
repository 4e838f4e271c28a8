"""Words at the left, a page of paper at the right, each scrolling by itself; where there is no room for both the paper stands underneath."""

from collections.abc import Sequence

from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from facilitator_app.ui.parts.columns import NARROW_WIDTH, OUT, Column
from facilitator_app.ui.parts.ground import ground, scrolls
from facilitator_app.ui.parts.page_pictures import PagePicture

BESIDE_WIDTH, LOW, MOST_PAPER = 760, 560, 760
_GAP, _RING = 36, 6  # between them; what a focus ring needs round what it stands on


class PaperBeside(QWidget):
    """`words` is a column to be filled; `paper` shows pages. The paper takes more than half: it is read."""

    def __init__(self) -> None:
        super().__init__()
        self.words, self._pages = Column(), Column()
        self._left, self._right = _scrolling(), _scrolling()
        self._inside = ground()
        self._down = QVBoxLayout(self._inside)
        self._down.setContentsMargins(0, 0, 0, 0)
        self._down.setSpacing(20)
        self._down.addWidget(self.words)
        self._left.setWidget(self._inside)
        self._holder = ground()
        held = QVBoxLayout(self._holder)
        held.setContentsMargins(0, 0, 0, 0)
        held.addWidget(self._pages)
        self._right.setWidget(self._holder)
        self._across = QHBoxLayout(self)
        self._across.addWidget(self._left, 5)
        self._across.addWidget(self._right, 6)
        self._settle()

    def paper(self, images: Sequence[QImage], name: str) -> None:
        """The pages of it, one under the other."""
        for number, image in enumerate(images, 1):
            of = f", page {number} of {len(images)}" if len(images) > 1 else ""
            self._pages.add(PagePicture(image, f"{name}{of}"), before=14 if number > 1 else 0)

    def beside(self) -> bool:
        """Whether they stand beside each other."""
        return self.width() >= BESIDE_WIDTH

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold."""
        self._settle()
        super().resizeEvent(event)

    def _settle(self) -> None:
        low, edge = self.height() < LOW, 20 if self.width() < NARROW_WIDTH else 32
        above = 14 if low else 26
        self._across.setContentsMargins(edge - OUT - _RING, 0, edge - OUT - _RING, 0)
        self._across.setSpacing(_GAP - OUT - 2 * _RING if self.beside() else 0)
        for inside in (self._down, self._holder.layout()):
            if inside is not None:
                inside.setContentsMargins(_RING, above, _RING, 28)
        self._right.setMaximumWidth(MOST_PAPER)
        if self.beside() and self._pages.parent() is not self._holder:
            self._holder.layout().addWidget(self._pages)  # type: ignore[union-attr] # it has one
        elif not self.beside() and self._pages.parent() is not self._inside:
            self._down.addWidget(self._pages)
        self._right.setVisible(self.beside())


def _scrolling() -> QScrollArea:
    made = scrolls(QScrollArea())
    made.viewport().setObjectName("page")
    return made
