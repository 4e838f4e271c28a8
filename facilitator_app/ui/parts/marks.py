"""The small marks that are painted by hand: tick, ring, crossed ring, pill, chosen ground, chevron. Knows only roles."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from facilitator_app.ui.look import current


def paint_tick(painter: QPainter, rect: QRectF, colour: QColor) -> None:
    """An ink tick. Never filled, never green."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(colour, 2)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    left, top, size = rect.left(), rect.top(), rect.width()
    spots = [
        QPointF(left + size * 0.06, top + size * 0.56),
        QPointF(left + size * 0.36, top + size * 0.84),
        QPointF(left + size * 0.94, top + size * 0.2),
    ]
    painter.drawPolyline(QPolygonF(spots))
    painter.restore()


def paint_ring(painter: QPainter, rect: QRectF, colour: QColor, *, crossed: bool = False) -> None:
    """An open ring; crossed for what somebody has not been told."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1.6))
    ring = rect.adjusted(0.8, 0.8, -0.8, -0.8)
    painter.drawEllipse(ring)
    if crossed:
        reach = ring.width() / 2 * 0.7071
        middle = ring.center()
        painter.drawLine(QPointF(middle.x() - reach, middle.y() + reach), QPointF(middle.x() + reach, middle.y() - reach))
    painter.restore()


def paint_chosen(painter: QPainter, rect: QRectF, *, pill: bool = True) -> None:
    """The ground of what is chosen: a tint, or an outline where a tint would not be seen, and an accent pill at its left."""
    look = current()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if look.outlined:
        painter.setPen(QPen(look.colour("accent"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 6, 6)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("tint"))
        painter.drawRoundedRect(rect, 6, 6)
    if pill:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("accent"))
        painter.drawRoundedRect(QRectF(rect.left() + 1, rect.center().y() - 9, 3, 18), 1.5, 1.5)
    painter.restore()


def paint_chevron(painter: QPainter, middle: QPointF, colour: QColor) -> None:
    """A small mark for "more choices open below"."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(colour, 1.75)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawPolyline(QPolygonF([middle + QPointF(-4, -2), middle + QPointF(0, 2), middle + QPointF(4, -2)]))
    painter.restore()


class Mark(QWidget):
    """A tick, ring or crossed ring beside words. The words must say the same."""

    def __init__(self, kind: str, size: int = 13, height: int = 20) -> None:
        super().__init__()
        self._kind, self._size = kind, size
        self.setFixedSize(size + 2, height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        look, painter = current(), QPainter(self)
        rect = QRectF(0.5, (self.height() - self._size) / 2 + 0.5, self._size, self._size)
        if self._kind == "tick":
            paint_tick(painter, rect, look.colour("ink"))
        else:
            crossed = self._kind == "not_told"
            paint_ring(painter, rect, look.colour("soft" if crossed else "edge"), crossed=crossed)
        painter.end()


class Disc(QWidget):
    """A term's number on an accent disc."""

    def __init__(self, number: int, size: int = 22) -> None:
        super().__init__()
        self._number = number
        self.setFixedSize(size, size)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw disc and number."""
        look, painter = current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("accent"))
        painter.drawEllipse(self.rect())
        painter.setPen(look.colour("on"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, str(self._number))
        painter.end()
