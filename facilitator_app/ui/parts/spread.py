"""The writing page: topics at the left, the sheet, and a card at its right, at its foot, or below. Knows none of them closer."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from facilitator_app.ui.parts.cards import QuestionCard
from facilitator_app.ui.parts.columns import NARROW_WIDTH, OUT
from facilitator_app.ui.parts.ground import ground, scrolls
from facilitator_app.ui.parts.topics import Topics
from facilitator_app.ui.parts.writing import Writing

BESIDE_WIDTH, FOLD_WIDTH, TOPICS_WIDTH, CARD_WIDTH, LOW = 1100, 840, 206, 336, 560
ANY = 16_777_215  # Qt's own "no limit"
WORDS_IN_CARD = 44  # how far down the card its words begin


class Spread(QScrollArea):
    """Fills the page. The card stands at the right from 1100 px of page, lies along the foot below that; topics fold below 840."""

    def __init__(self, topics: Topics | None, writing: Writing) -> None:
        super().__init__()
        scrolls(self)
        self.topics, self.writing = topics, writing
        self._card: QWidget | None = None
        self._holder: QWidget | None = None
        self._page = ground()
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
        if self._holder is not None and self.width() < FOLD_WIDTH:
            # The question repeats the words that it is about: on a small screen it is what must be seen.
            self._grid.activate()
            self._page.resize(self._page.width(), max(self.viewport().height(), self._grid.totalHeightForWidth(self._page.width())))
            self._grid.activate()
            self.ensureWidgetVisible(self._holder, 0, 12)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold."""
        self._place()
        super().resizeEvent(event)

    def _place(self) -> None:
        width, low = self.width(), self.height() < LOW
        beside, folded = width >= BESIDE_WIDTH, width < FOLD_WIDTH
        below = self._holder is not None and not beside
        edge = 20 if width < NARROW_WIDTH else 32
        self._grid.setContentsMargins(edge if folded else edge - OUT, 14 if low else 24, edge if folded else 24, 14 if low else 24)
        self._grid.setHorizontalSpacing(0 if folded else 20)
        self._grid.setVerticalSpacing(10 if folded or below else 0)
        sheet_row, sheet_column = (1, 0) if folded else (0, 1)
        if self.topics is not None:
            self._place_topics(self.topics, folded=folded, low=low)
        self._grid.addWidget(self.writing, sheet_row, sheet_column)
        self._grid.setColumnStretch(sheet_column, 1)
        self._grid.setColumnStretch(1 - sheet_column, 0)
        self._grid.setRowStretch(sheet_row, 1)
        self._grid.setRowStretch(1 - sheet_row, 0)
        if self._holder is not None:
            if isinstance(self._card, QuestionCard):
                self._card.lie(lying=not beside, narrow=folded)
            self._holder.setMinimumWidth(CARD_WIDTH if beside else 0)
            self._holder.setMaximumWidth(CARD_WIDTH if beside else ANY)
            self._grid.addWidget(self._holder, sheet_row if beside else sheet_row + 1, 2 if beside else sheet_column)
            self._raise_card(beside=beside)

    def _place_topics(self, topics: Topics, *, folded: bool, low: bool) -> None:
        topics.set_compact(compact=folded)
        topics.set_low(low=low)
        topics.setMinimumWidth(0 if folded else TOPICS_WIDTH)
        topics.setMaximumWidth(ANY if folded else TOPICS_WIDTH)
        self._grid.addWidget(topics, 0, 0, 1 if folded else 2, 1)

    def _raise_card(self, *, beside: bool) -> None:
        """Beside the sheet, the card stands at the height of the words that it is about."""
        if self._holder is None or self._card is None:
            return
        sheet = self.writing.sheet
        cursor = sheet.textCursor()
        cursor.setPosition(cursor.selectionStart())
        words = sheet.viewport().mapTo(self.writing, sheet.cursorRect(cursor).topLeft()).y()
        room = self.height() - 48 - self._card.heightForWidth(CARD_WIDTH)
        self._holder.setContentsMargins(0, max(0, min(words - WORDS_IN_CARD, room)) if beside else 0, 0, 0)
