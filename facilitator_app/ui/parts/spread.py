"""The writing page: topics at the left, the sheet, and a card at its right, at its foot, or below. Knows none of them closer."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from facilitator_app.ui.parts.cards import QuestionCard
from facilitator_app.ui.parts.columns import NARROW_WIDTH, OUT
from facilitator_app.ui.parts.topics import Topics
from facilitator_app.ui.parts.writing import Writing

BESIDE_WIDTH, FOLD_WIDTH, TOPICS_WIDTH, CARD_WIDTH, LOW = 1100, 840, 216, 336, 560


class Spread(QScrollArea):
    """Fills the page. The card stands at the right from 1100 px of page, lies along the foot below that; topics fold below 840."""

    def __init__(self, topics: Topics | None, writing: Writing) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.topics, self.writing = topics, writing
        self._card: QWidget | None = None
        self._holder: QWidget | None = None
        self._page = QWidget()
        self._page.setObjectName("page")
        self._page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._grid = QGridLayout(self._page)
        self.setWidget(self._page)
        self._place()

    def set_card(self, card: QWidget | None) -> None:
        """Put a card beside the words, or take it away."""
        if self._holder is not None:
            self._grid.removeWidget(self._holder)
            self._holder.hide()
            self._holder.deleteLater()
        self._card, self._holder = card, None
        if card is not None:
            self._holder = QWidget(self._page)
            down = QVBoxLayout(self._holder)
            down.setContentsMargins(0, 0, 0, 0)
            down.addWidget(card)
            down.addStretch(1)
            self._holder.show()
        self._place()
        if isinstance(card, QuestionCard):
            card.ask()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold."""
        self._place()
        super().resizeEvent(event)

    def _place(self) -> None:
        width, low = self.width(), self.height() < LOW
        beside, folded = width >= BESIDE_WIDTH, width < FOLD_WIDTH
        edge = 20 if width < NARROW_WIDTH else 32
        self._grid.setContentsMargins(edge - OUT, 14 if low else 24, 24 if not folded else edge, 14 if low else 24)
        self._grid.setHorizontalSpacing(20 if not folded else 0)
        self._grid.setVerticalSpacing(10)
        card = self._holder
        if self.topics is not None:
            self.topics.set_compact(folded)
            self.topics.set_low(low)
            self.topics.setFixedWidth(16_777_215 if folded else TOPICS_WIDTH)
            self.topics.setMinimumWidth(0 if folded else TOPICS_WIDTH)
            self._grid.addWidget(self.topics, 0, 0, 1 if folded else 2, 3 if folded else 1)
        sheet_row = 1 if folded else 0
        self._grid.addWidget(self.writing, sheet_row, 0 if folded else 1)
        self.writing.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(0 if folded else 1, 1)
        self._grid.setColumnStretch(1 if folded else 0, 0)
        self._grid.setRowStretch(sheet_row, 1)
        self._grid.setRowStretch(0 if folded else 1, 0)
        if card is not None:
            if isinstance(self._card, QuestionCard):
                self._card.lie(not beside and not folded)
            card.setFixedWidth(CARD_WIDTH if beside else 16_777_215)
            card.setMinimumWidth(CARD_WIDTH if beside else 0)
            self._grid.addWidget(card, sheet_row if beside else sheet_row + 1, 2 if beside else (0 if folded else 1))
