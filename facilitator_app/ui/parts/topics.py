"""The topics of a preparation meeting: chosen by going there, ticked for "we talked about it". Knows words and numbers only."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from facilitator_app.ui.look import current, font
from facilitator_app.ui.parts.buttons import Button, FoldButton, OneStop
from facilitator_app.ui.parts.columns import OUT
from facilitator_app.ui.parts.marks import paint_chosen, paint_ring, paint_tick
from facilitator_app.ui.parts.picks import Tick
from facilitator_app.ui.parts.words import Words, head, label

MARK_ROOM = 34


class Topic(QAbstractButton):
    """One topic: ring or tick, words; tint and pill when chosen. Its mark can be pressed by itself."""

    mark_pressed = Signal()

    def __init__(self, words: str) -> None:
        super().__init__()
        self.setText(words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.ticked = False
        self._low = False

    def show_state(self, *, ticked: bool, chosen: bool) -> None:
        """Tick and choice."""
        self.ticked = ticked
        self.setProperty("chosen", chosen)
        said = "talked about" if ticked else "not talked about"
        self.setAccessibleName(f"{self.text()}, {said}")
        self.setAccessibleDescription("Open now. Space ticks it." if chosen else "Space ticks it.")
        self.update()

    def set_low(self, *, low: bool) -> None:
        """38 px instead of 42."""
        self._low = low
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Wide enough for the words in bold."""
        self.ensurePolished()
        return QSize(int(self.fontMetrics().horizontalAdvance(self.text()) * 1.08) + MARK_ROOM + 16, 38 if self._low else 42)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """On the mark: tick. Elsewhere: choose."""
        if event.position().x() <= MARK_ROOM and self.rect().contains(event.position().toPoint()):
            self.setDown(False)
            self.mark_pressed.emit()
            return
        super().mouseReleaseEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, mark, words."""
        look, painter, chosen = current(), QPainter(self), bool(self.property("chosen"))
        if chosen or self.underMouse():
            paint_chosen(painter, QRectF(self.rect()).adjusted(0, 1, 0, -1), pill=chosen)
        mark = QRectF(OUT + 2, self.height() / 2 - 6, 12, 12)
        if self.ticked:
            paint_tick(painter, mark, look.colour("ink"))
        else:
            paint_ring(painter, mark, look.colour("edge"))
        painter.setFont(font("body", 600 if chosen else 400))
        painter.setPen(look.colour("accent" if chosen else "ink"))
        painter.drawText(self.rect().adjusted(MARK_ROOM + 1, 0, -4, 0), Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.end()


class Topics(QWidget):
    """The list, with Up and Down; or, compact, one button that opens the list and a tick beside it. Keeps its own edge."""

    chosen = Signal(int)
    ticked = Signal(int, bool)

    def __init__(self, topics: Sequence[str], explanation: str = "", title: str = "Topics", links: Sequence[Button] = ()) -> None:
        super().__init__()
        self._links = links
        self._names, self._at = list(topics), 0
        self._ticks = [False] * len(self._names)
        self._topics = [Topic(words) for words in topics]
        self._list, self._title = QWidget(), head(title)
        self._explanation: Words = label(explanation, role="soft")
        self._compact = QWidget()
        self._fold = FoldButton("Topic")
        self._tick = Tick("We talked about it")
        self._stop = OneStop(self)
        self._lay()
        for index, topic in enumerate(self._topics):
            topic.setFont(font("body"))
            topic.clicked.connect(lambda _checked=False, index=index: self._choose(index))
            topic.mark_pressed.connect(lambda index=index: self._toggle(index))
            topic.installEventFilter(self)
        self._stop.set_buttons(self._topics)
        self._tick.clicked.connect(lambda: self._toggle(self._at))
        self.setAccessibleName(title)
        self.set_compact(compact=False)
        self.choose(0)

    def _lay(self) -> None:
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.addWidget(self._list)
        down.addWidget(self._compact)
        rows = QVBoxLayout(self._list)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        self._title.setContentsMargins(OUT, 0, 0, 8)
        rows.addWidget(self._title)
        for topic in self._topics:
            rows.addWidget(topic)
        if self._links:
            rows.addSpacing(14)
        for link in self._links:
            line = QHBoxLayout()
            line.setContentsMargins(OUT, 2, 0, 2)
            line.addWidget(link)
            line.addStretch(1)
            rows.addLayout(line)
        self._explanation.setContentsMargins(OUT, 16, 0, 0)
        rows.addWidget(self._explanation)
        rows.addStretch(1)
        across = QHBoxLayout(self._compact)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(16)
        across.addWidget(self._fold)
        across.addWidget(self._tick, 1)

    def set_compact(self, *, compact: bool) -> None:
        """One button and a tick, for narrow pages."""
        self._list.setVisible(not compact)
        self._compact.setVisible(compact)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed if compact else QSizePolicy.Policy.Preferred)

    def is_compact(self) -> bool:
        """Which of the two."""
        return not self._compact.isHidden()

    def set_low(self, *, low: bool) -> None:
        """Lower rows and no explanation, for low pages."""
        for topic in self._topics:
            topic.set_low(low=low)
        self._explanation.setVisible(not low and bool(self._explanation.text()))

    def choose(self, index: int) -> None:
        """Show one as chosen, without a signal."""
        self._at = index
        self._show()

    def set_ticked(self, index: int, *, ticked: bool) -> None:
        """Show a tick, without a signal."""
        self._ticks[index] = ticked
        self._show()

    def _show(self) -> None:
        for index, topic in enumerate(self._topics):
            topic.show_state(ticked=self._ticks[index], chosen=index == self._at)
        self._stop.settle(self._at)
        ways: list[tuple[str, QAbstractButton]] = [(topic.text(), topic) for topic in self._topics]
        self._fold.set_choices([*ways, *((link.words(), link) for link in self._links)], self._at)
        self._tick.setChecked(self._ticks[self._at])
        self._tick.setAccessibleDescription(self._names[self._at])

    def _choose(self, index: int) -> None:
        self.choose(index)
        self.chosen.emit(index)

    def _toggle(self, index: int) -> None:
        self.set_ticked(index, ticked=not self._ticks[index])
        self.ticked.emit(index, self._ticks[index])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Space ticks; a topic that the arrows come to is chosen at once."""
        if isinstance(watched, Topic):
            if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space:
                self._toggle(self._topics.index(watched))
                return True
            came = isinstance(event, QFocusEvent) and event.gotFocus() and event.reason() != Qt.FocusReason.MouseFocusReason
            if came and self._topics.index(watched) != self._at:
                self._choose(self._topics.index(watched))
        return super().eventFilter(watched, event)
