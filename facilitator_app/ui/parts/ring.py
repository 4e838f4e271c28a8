"""The focus ring: goes to whatever has the focus, and along with it when that moves or scrolls. Knows no widget of ours by name."""

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from shiboken6 import isValid

from facilitator_app.ui.look import current

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex
    from PySide6.QtWidgets import QAbstractItemView, QScrollArea

REACH = 4  # 2 px gap and 2 px ring
CORNER = 6
MOVING = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.LayoutRequest)


class RingLine(QWidget):
    """What is seen of it. Lives in the scrolled page of the focused widget, else in its window: so it is clipped and scrolled alike."""

    def __init__(self, home: QWidget) -> None:
        super().__init__(home)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """2 px, with the control's corner and 3 more."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(current().colour("focus"), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), CORNER + 3, CORNER + 3)
        painter.end()


class Ring(QObject):
    """One for the application. Its line goes with the page that it was drawn in, and is made anew when that page is gone."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.line: RingLine | None = None
        self._target: QWidget | None = None
        self._watched: list[QWidget] = []
        app.focusChanged.connect(self._follow)

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        self._let_go()
        # A label that was clicked to select its words is no stop of the keyboard.
        if now is None or isinstance(now, QLabel) or now.window().windowType() == Qt.WindowType.Popup:
            return
        self._target, home = now, _home(now)
        walk: QWidget | None = now
        while walk is not None and walk is not home:
            walk.installEventFilter(self)
            self._watched.append(walk)
            walk = walk.parentWidget()
        rows = _list(now)
        if rows is not None and rows.selectionModel() is not None:
            rows.selectionModel().currentChanged.connect(self._current_changed)
        if self.line is None or not isValid(self.line):
            self.line = RingLine(home)
        elif self.line.parentWidget() is not home:
            self.line.setParent(home)
        self._settle()

    def _let_go(self) -> None:
        for watched in self._watched:
            if isValid(watched):
                watched.removeEventFilter(self)
        target, self._target, self._watched = self._target, None, []
        rows = _list(target) if target is not None and isValid(target) else None
        if rows is not None and rows.selectionModel() is not None:
            rows.selectionModel().currentChanged.disconnect(self._current_changed)
        if self.line is not None and isValid(self.line):
            self.line.hide()

    def _current_changed(self, _now: "QModelIndex", _before: "QModelIndex") -> None:
        self._settle()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Go along."""
        if event.type() in MOVING:
            self._settle()
        return False

    def _settle(self) -> None:
        target, line = self._target, self.line
        if target is None or line is None or not isValid(target) or not isValid(line):
            return
        home = line.parentWidget()
        if home is None or not target.isVisible():
            line.hide()
            return
        line.setGeometry(_around(target, home).adjusted(-REACH, -REACH, REACH, REACH))
        line.raise_()
        line.show()


def _list(widget: QWidget) -> "QAbstractItemView | None":
    """The widget, where it is a list. Asked for by name: the class takes 2 ms to make, and the unlock screen has no list."""
    return cast("QAbstractItemView", widget) if widget.inherits("QAbstractItemView") else None


def _home(widget: QWidget) -> QWidget:
    """The page inside the nearest scroll area, or the window."""
    walk: QWidget | None = widget.parentWidget()
    while walk is not None and not walk.isWindow():
        outer = walk.parentWidget()
        area = outer.parentWidget() if outer is not None else None
        if area is not None and area.inherits("QScrollArea") and cast("QScrollArea", area).widget() is walk:
            return walk
        walk = outer
    return widget.window()


def _around(target: QWidget, home: QWidget) -> QRect:
    """What the ring goes round: the widget, the sheet that it writes on (`ring_around`), or the current row of a list."""
    around = target.property("ring_around")
    widget = around if isinstance(around, QWidget) else target
    rows = _list(target)
    if rows is not None and rows.visualRect(rows.currentIndex()).isValid():
        row = rows.visualRect(rows.currentIndex())
        # Rows have no edge of their own: the ring keeps 4 px more away from their words at both sides.
        row.adjust(-REACH, 0, REACH, -int(target.property("ring_trim") or 0))
        return QRect(rows.viewport().mapTo(home, row.topLeft()), row.size())
    return QRect(widget.mapTo(home, widget.rect().topLeft()), widget.size()) if widget is not home else widget.rect()
