"""The focus ring: one overlay that goes to whatever has the focus, and along with it when that moves or scrolls."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QApplication, QScrollArea, QWidget

from facilitator_app.ui.look import current

REACH = 4  # 2 px gap and 2 px ring
CORNER = 6


class Ring(QWidget):
    """Lives in the scrolled page of the focused widget, else in its window: so it is clipped and scrolled like the widget."""

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        self._target: QWidget | None = None
        self._watched: list[QObject] = []
        app.focusChanged.connect(self._follow)

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        self._let_go()
        if now is None or now.window().windowType() == Qt.WindowType.Popup:
            return
        self._target = now
        home = self._home(now)
        self.setParent(home)
        walk: QWidget | None = now
        while walk is not None and walk is not home:
            self._watch(walk)
            walk = walk.parentWidget()
        now.destroyed.connect(self._let_go)
        if isinstance(now, QAbstractItemView) and now.selectionModel() is not None:
            now.selectionModel().currentChanged.connect(self._current_changed)
        self._settle()

    def _let_go(self) -> None:
        for watched in self._watched:
            watched.removeEventFilter(self)
        self._watched = []
        if isinstance(self._target, QAbstractItemView) and self._target.selectionModel() is not None:
            self._target.selectionModel().currentChanged.disconnect(self._current_changed)
        if self._target is not None:
            self._target.destroyed.disconnect(self._let_go)
        self._target = None
        self.hide()

    def _watch(self, widget: QWidget) -> None:
        widget.installEventFilter(self)
        self._watched.append(widget)

    def _current_changed(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._settle()

    @staticmethod
    def _home(widget: QWidget) -> QWidget:
        walk: QWidget | None = widget.parentWidget()
        while walk is not None and not walk.isWindow():
            outer = walk.parentWidget()
            area = outer.parentWidget() if outer is not None else None
            if isinstance(area, QScrollArea) and area.widget() is walk:
                return walk
            walk = outer
        return widget.window()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Go along."""
        kinds = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.LayoutRequest)
        if event.type() in kinds:
            self._settle()
        return False

    def _settle(self) -> None:
        target, home = self._target, self.parentWidget()
        if target is None or home is None or not target.isVisible():
            self.hide()
            return
        around = target.property("ring_around")  # a part may ask for the ring round the sheet that it writes on
        widget = around if isinstance(around, QWidget) else target
        rect = QRect(widget.mapTo(home, widget.rect().topLeft()), widget.size()) if widget is not home else widget.rect()
        if isinstance(target, QAbstractItemView):
            row = target.visualRect(target.currentIndex())
            if row.isValid():
                # Rows have no edge of their own: the ring keeps 4 px more away from their words at both sides.
                row.adjust(-REACH, 0, REACH, -int(target.property("ring_trim") or 0))
                rect = QRect(target.viewport().mapTo(home, row.topLeft()), row.size())
        self.setGeometry(rect.adjusted(-REACH, -REACH, REACH, REACH))
        self.raise_()
        self.show()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """2 px, with the control's corner and 3 more."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(current().colour("focus"), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), CORNER + 3, CORNER + 3)
        painter.end()
