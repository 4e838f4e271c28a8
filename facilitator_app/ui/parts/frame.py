"""The frame round every page: rail, strip, banner and the stack of pages. Knows no page; it is told words and tells presses."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from facilitator_app.ui.look import current, font
from facilitator_app.ui.parts.buttons import FoldButton, OneStop, main_button
from facilitator_app.ui.parts.rail import Rail
from facilitator_app.ui.parts.words import OneLine, Words, body

FOLD_WIDTH, LONG_TITLE, AROUND = 980, 240, 84  # AROUND: margins and gaps of the strip
PLACES = (("today", "Today", "sun"), ("cases", "Cases", "folder"), ("papers", "Papers", "file-text"), ("settings", "Settings", "settings"))


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
        self._line.addSpacing(32)
        self._row = QHBoxLayout()
        self._row.setSpacing(20)
        self._line.addLayout(self._row)
        self.folded_tabs = FoldButton("Page")
        self._line.addWidget(self.folded_tabs)
        self._line.addStretch(1)
        self._line.addSpacing(16)
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
        tabs = sum(tab.sizeHint().width() + 20 for tab in self._tabs.values())
        fold = self._folded or title + tabs + self.main.sizeHint().width() + AROUND > self.width()
        for tab in self._tabs.values():
            tab.setVisible(not fold)
        self.folded_tabs.setVisible(fold and bool(self._tabs))


class Banner(QWidget):
    """One sentence on a tint with a bar at its left. It stays while it is true, so it cannot be closed."""

    def __init__(self, words: str = "") -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(32, 9, 24, 9)
        self._words: Words = body(words)
        line.addWidget(self._words)
        self.set_words(words)

    def fold(self, *, folded: bool) -> None:
        """Keep the page's left edge."""
        inside = self.layout()
        if inside is not None:
            inside.setContentsMargins(20 if folded else 32, 9, 16 if folded else 24, 9)

    def set_words(self, words: str) -> None:
        """Change the sentence; empty hides it."""
        self._words.setText(words)
        self.setAccessibleName(words)
        self.setVisible(bool(words))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground and bar; a line under it where a tint would not be seen."""
        look, painter = current(), QPainter(self)
        painter.fillRect(self.rect(), look.colour("tint"))
        painter.fillRect(QRectF(0, 0, 4, self.height()), look.colour("accent"))
        if look.outlined:
            painter.fillRect(QRectF(0, self.height() - 2, self.width(), 2), look.colour("accent"))
        painter.end()


class Frame(QWidget):
    """Rail, strip, banner, pages. Folds by itself below 980 px of width."""

    place_chosen = Signal(str)
    tab_chosen = Signal(str)
    main_pressed = Signal()
    find_pressed = Signal()
    lock_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.rail, self.strip, self.banner, self.pages = Rail(), Strip(), Banner(), QStackedWidget()
        self.pages.setObjectName("pages")
        # Pages that are not shown must not decide how small the window may become.
        self.pages.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        across = QHBoxLayout(self)
        across.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        down = QVBoxLayout()
        down.setSpacing(0)
        for widget in (self.strip, self.banner):
            down.addWidget(widget)
        down.addWidget(self.pages, 1)
        across.addWidget(self.rail)
        across.addLayout(down, 1)
        self.rail.place_chosen.connect(self.place_chosen)
        self.rail.find_pressed.connect(self.find_pressed)
        self.rail.lock_pressed.connect(self.lock_pressed)
        self.strip.tab_chosen.connect(self.tab_chosen)
        self.strip.main.clicked.connect(self.main_pressed)
        self.rail.set_places(PLACES)

    def show_page(self, page: QWidget) -> None:
        """Show a page, taking it into the stack the first time."""
        if self.pages.indexOf(page) < 0:
            self.pages.addWidget(page)
        self.pages.setCurrentWidget(page)

    def set_title(self, title: str, subtitle: str = "") -> None:
        """The case's nickname over reference and path; or only the date."""
        self.strip.title.setText(title)
        self.strip.subtitle.setText(subtitle)
        self.strip.subtitle.setVisible(bool(subtitle))
        self.strip.fold(folded=self.width() < FOLD_WIDTH)

    def set_tabs(self, tabs: Sequence[tuple[str, str]], chosen: str = "") -> None:
        """Key and words of each tab; none hides them."""
        self.strip.set_tabs(tabs)
        if chosen:
            self.strip.choose(chosen)

    def choose_tab(self, key: str) -> None:
        """Mark a tab as open, without a signal."""
        self.strip.choose(key)

    def set_places(self, places: Sequence[tuple[str, str, str]] = PLACES) -> None:
        """Key, word and icon of each place of the rail."""
        self.rail.set_places(places)

    def choose_place(self, key: str) -> None:
        """Mark a place, without a signal."""
        self.rail.choose(key)

    def show_rail(self, *, shown: bool) -> None:
        """The room view has no rail."""
        self.rail.setVisible(shown)

    def set_main(self, words: str) -> None:
        """The main action's words; none hides it. It stays pressable: the page says what is missing."""
        self.strip.main.set_words(words)
        self.strip.main.setVisible(bool(words))
        self.strip.fold(folded=self.width() < FOLD_WIDTH)

    def set_saving(self, words: str) -> None:
        """The saving words, in the lower corner."""
        self.rail.set_saving(words)

    def set_banner(self, words: str) -> None:
        """The banner's sentence; empty takes it away."""
        self.banner.set_words(words)

    def minimumSizeHint(self) -> QSize:
        """Small: the frame folds. Asked from the unfolded strip, Qt would never let the window become narrow enough to fold."""
        return QSize(480, 320)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold below 980 px."""
        folded = event.size().width() < FOLD_WIDTH
        self.rail.fold(folded=folded)
        self.strip.fold(folded=folded)
        self.banner.fold(folded=folded)
        super().resizeEvent(event)
