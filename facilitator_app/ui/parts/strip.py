"""The strip above a page: its name, up to five tabs, the main action. Knows words and keys only; the frame listens."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from facilitator_app.ui.look import current, font
from facilitator_app.ui.parts.buttons import FoldButton, OneStop, main_button
from facilitator_app.ui.parts.words import OneLine

LONG_TITLE, AROUND = 240, 104  # AROUND: margins of the strip, and the gaps before and after its tabs
GAP, TIGHT = 20, 12  # between tabs; they draw closer before they fold
AFTER_NAME, AFTER_NAME_FOLDED, BEFORE_MAIN, BEFORE_MAIN_FOLDED = 32, 14, 16, 8


class Tab(QAbstractButton):
    """A tab in the strip: its words, and a thick accent line under the chosen one. As wide as its bold words, so nothing jumps."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.setText(words)
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """As wide as the words in bold."""
        return QSize(QFontMetrics(font("body", 600)).horizontalAdvance(self.text()) + 2, 52)

    def set_chosen(self, *, chosen: bool) -> None:
        """The tab that is open."""
        self.setProperty("chosen", chosen)
        self.setAccessibleDescription("Open now" if chosen else "")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Words and line."""
        look, painter, chosen = current(), QPainter(self), bool(self.property("chosen"))
        painter.setFont(font("body", 600 if chosen else 400))
        painter.setPen(look.colour("ink" if chosen or self.underMouse() else "soft"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        if chosen:
            painter.fillRect(QRectF(0, self.height() - 3, self.width(), 3), look.colour("accent"))
        painter.end()


class Strip(QWidget):
    """52 px: title over a soft line, tabs, main action. Nothing else ever goes there."""

    tab_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("strip")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(52)
        self._tabs: dict[str, Tab] = {}
        self._chosen, self._folded = "", False
        self._stop = OneStop(self)
        self.title, self.subtitle = OneLine("", "head"), OneLine("", "label", "soft")
        self._line = QHBoxLayout(self)
        self._line.setSpacing(0)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addStretch(1)
        names.addWidget(self.title)
        names.addWidget(self.subtitle)
        names.addStretch(1)
        self._line.addLayout(names)
        self._gap = QSpacerItem(AFTER_NAME, 0)
        self._line.addItem(self._gap)
        self._row = QHBoxLayout()
        self._line.addLayout(self._row)
        self.folded_tabs = FoldButton("Page")
        self._line.addWidget(self.folded_tabs)
        self._line.addStretch(1)
        self._gap_main = QSpacerItem(BEFORE_MAIN, 0)
        self._line.addItem(self._gap_main)
        self.main = main_button("")
        self._line.addWidget(self.main)
        self.main.hide()
        self.fold(folded=False)

    def set_tabs(self, tabs: Sequence[tuple[str, str]]) -> None:
        """Key and words of up to five tabs."""
        for old in self._tabs.values():
            self._row.removeWidget(old)
            old.hide()  # it is deleted only when the event loop comes round
            old.deleteLater()
        self._tabs = {key: Tab(words) for key, words in tabs}
        for key, tab in self._tabs.items():
            tab.setFont(font("body"))
            tab.clicked.connect(lambda _checked=False, key=key: self.tab_chosen.emit(key))
            self._row.addWidget(tab)
        self._stop.set_buttons(list(self._tabs.values()))
        self.choose(self._chosen if self._chosen in self._tabs else next(iter(self._tabs), ""))

    def stops(self) -> list[QAbstractButton]:
        """What can be pressed here, from left to right."""
        return [*self._tabs.values(), self.folded_tabs, self.main]

    def choose(self, key: str) -> None:
        """Mark the open tab."""
        self._chosen = key
        for own, tab in self._tabs.items():
            tab.set_chosen(chosen=own == key)
        at = list(self._tabs).index(key) if key in self._tabs else -1
        self._stop.settle(at)
        self.folded_tabs.set_choices([(tab.text(), tab) for tab in self._tabs.values()], at)
        self.fold(folded=self._folded)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, and the line under it, inside its 52 px."""
        look, painter = current(), QPainter(self)
        painter.fillRect(self.rect(), look.colour("page"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, look.colour("line"))
        painter.end()

    def fold(self, *, folded: bool) -> None:
        """Turn the tabs into one button, or back."""
        self._folded = folded
        self._line.setContentsMargins(20 if folded else 32, 0, 16 if folded else 24, 0)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The case's name is worth more than tabs side by side: they fold earlier where it would be cut."""
        self._fit()
        super().resizeEvent(event)

    def _fit(self) -> None:
        title = min(LONG_TITLE, max(self.title.sizeHint().width(), self.subtitle.sizeHint().width()))
        tabs = sum(tab.sizeHint().width() for tab in self._tabs.values())
        left = self.width() - title - tabs - self.main.sizeHint().width() - AROUND
        gaps = max(0, len(self._tabs) - 1)
        fold = self._folded or left < TIGHT * gaps
        self._row.setSpacing(TIGHT if left < GAP * gaps else GAP)
        # What the name would lose is taken from the gaps first.
        self._gap.changeSize(AFTER_NAME_FOLDED if fold else AFTER_NAME, 0)
        self._gap_main.changeSize(BEFORE_MAIN_FOLDED if fold else BEFORE_MAIN, 0)
        self._line.invalidate()
        for tab in self._tabs.values():
            tab.setVisible(not fold)
        self.folded_tabs.setVisible(fold and bool(self._tabs))
