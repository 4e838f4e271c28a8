"""A page's body: a text column and a side column that drops underneath when the page is narrow. Knows nothing of what they hold."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QHBoxLayout, QScrollArea, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from facilitator_app.ui.parts.ground import ground, scrolls
from facilitator_app.ui.parts.words import head

TEXT_WIDTH, SIDE_WIDTH, GAP, DROP_WIDTH, NARROW_WIDTH = 720, 300, 56, 1000, 700
# Tints of lists stand this far out so that their text keeps the page's one left edge; focus rings need it too.
OUT = 10


class Column(QWidget):
    """Parts one under the other, on one left edge, pushed to the top."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("column")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._down = QVBoxLayout(self)
        self._down.setContentsMargins(0, 0, 0, 0)
        self._down.setSpacing(0)
        self._down.addStretch(1)  # without it, height-for-width children share what is left and gaps open

    def add(self, part: QWidget, before: int = 0, *, out: bool = False) -> None:
        """A part, with space before it; `out` for a part that keeps the edge by itself (Choices, Topics, whole rows)."""
        self.space(before)
        holder = QHBoxLayout()
        holder.setSpacing(0)
        holder.setContentsMargins(0 if out else OUT, 0, 0 if out else OUT, 0)
        holder.addWidget(part)
        if part.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Fixed:
            holder.addStretch(1)
        self._down.insertLayout(self._down.count() - 1, holder)

    def add_all(self, parts: Iterable[QWidget], between: int = 6) -> None:
        """Several parts with the same space between them."""
        for index, part in enumerate(parts):
            self.add(part, between if index else 0)

    def space(self, px: int) -> None:
        """Air."""
        if px:
            self._down.insertSpacing(self._down.count() - 1, px)

    def section(self, words: str, beside: QWidget | None = None, *, first: bool = False, after: int = 8) -> None:
        """A heading with 28 px of air above it, and perhaps a link at its right."""
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(head(words), 1)
        if beside is not None:
            across.addWidget(beside)
        self.add(line, 0 if first else 28)
        self.space(after)

    def show_parts(self) -> None:
        """What was put in while this stood on the screen is shown now, and not when the loop comes round: the cursor is put into it at once."""
        for index in range(self._down.count()):
            item = self._down.itemAt(index)
            holder = item.layout() if item is not None else None
            held = holder.itemAt(0) if holder is not None else None
            part = held.widget() if held is not None else None
            if part is not None and not part.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
                part.show()

    def clear(self) -> None:
        """Take everything out, to be composed anew."""
        while self._down.count() > 1:
            item = self._down.takeAt(0)
            layout = item.layout() if item is not None else None
            while layout is not None and layout.count():
                held = layout.takeAt(0)
                widget = held.widget() if held is not None else None
                if widget is not None:
                    widget.hide()
                    widget.deleteLater()


class Columns(QScrollArea):
    """The scrolling body of a page: `text` at most 720 wide, `side` 300; never a sideways scroll."""

    def __init__(self) -> None:
        super().__init__()
        scrolls(self)
        self.text, self.side = Column(), Column()
        self._page = ground()
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._page)
        self._across.setSpacing(0)
        self._across.addWidget(self.text)
        self._gap = QSpacerItem(0, 0)
        self._across.addItem(self._gap)
        self._across.addWidget(self.side)
        self._across.addStretch(1)
        self.setWidget(self._page)
        self.side.installEventFilter(self)

    @contextmanager
    def in_place(self) -> Iterator[None]:
        """What is composed anew meanwhile leaves the part with the cursor where it stands on the screen."""
        before = self._cursor_y()
        yield
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        after = self._cursor_y()
        if before is not None and after is not None:
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() + after - before)

    def _cursor_y(self) -> int | None:
        focus = QApplication.focusWidget()
        return focus.mapTo(self.viewport(), QPoint()).y() if focus is not None and self._page.isAncestorOf(focus) else None

    def dropped(self) -> bool:
        """Whether the side column stands underneath."""
        return self._across.direction() == QBoxLayout.Direction.TopToBottom

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A side column that is hidden or shown changes the widths."""
        if watched is self.side and event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._settle()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn the direction and set the widths."""
        self._settle()
        super().resizeEvent(event)

    def _settle(self) -> None:
        width = self.viewport().width()
        # The rail folds with the window, which is wider than the page by 72 or more; the edge goes by the page.
        edge = 20 if width < NARROW_WIDTH else 32
        low = self.width() < DROP_WIDTH
        aside = not self.side.isHidden() and not low
        text = max(120, min(TEXT_WIDTH, width - 2 * edge - (GAP + SIDE_WIDTH if aside else 0))) + 2 * OUT
        side = text if low else SIDE_WIDTH + 2 * OUT
        used = edge - OUT + text + (GAP - 2 * OUT + side if aside else 0)
        # The right margin takes what is over: a column narrower than its layout would be measured at the layout's width.
        self._across.setContentsMargins(edge - OUT, 14 if low else 26, max(0, width - used), 28)
        self._across.setDirection(QBoxLayout.Direction.TopToBottom if low else QBoxLayout.Direction.LeftToRight)
        self._gap.changeSize(GAP - 2 * OUT if aside else 0, 28 if low and not self.side.isHidden() else 0)
        self.text.setFixedWidth(text)
        self.side.setFixedWidth(side)
        self._across.invalidate()
