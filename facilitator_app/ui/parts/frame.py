"""The frame round every page: rail, strip, banner and the stack of pages. Knows no page; it is told words and tells presses."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from facilitator_app.ui.look import current
from facilitator_app.ui.parts.rail import Rail
from facilitator_app.ui.parts.strip import Strip
from facilitator_app.ui.parts.words import Words, body

FOLD_WIDTH = 980
PLACES = (("today", "Today", "sun"), ("cases", "Cases", "folder"), ("papers", "Papers", "file-text"), ("settings", "Settings", "settings"))


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
    help_pressed = Signal()
    find_pressed = Signal()
    lock_pressed = Signal()
    saving_pressed = Signal()

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
        self.rail.help_pressed.connect(self.help_pressed)
        self.rail.find_pressed.connect(self.find_pressed)
        self.rail.lock_pressed.connect(self.lock_pressed)
        self.rail.saving_pressed.connect(self.saving_pressed)
        self.strip.tab_chosen.connect(self.tab_chosen)
        self.strip.main.clicked.connect(self.main_pressed)
        self.set_places()

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
        self._order()

    def _order(self) -> None:
        """Tab goes from the rail over the tabs and the main action to the page; Qt would go by the order in which they were made."""
        stops = [*self.rail.buttons(), *self.strip.stops()]
        for one, other in pairwise(stops):
            QWidget.setTabOrder(one, other)

    def choose_tab(self, key: str) -> None:
        """Mark a tab as open, without a signal."""
        self.strip.choose(key)

    def set_places(self, places: Sequence[tuple[str, str, str]] = PLACES) -> None:
        """Key, word and icon of each place of the rail."""
        self.rail.set_places(places)
        self._order()

    def choose_place(self, key: str) -> None:
        """Mark a place, without a signal."""
        self.rail.choose(key)

    def show_rail(self, shown: bool) -> None:  # noqa: FBT001 - like Qt's setVisible
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
