"""Whose words these are: a shape, a band and the words, drawn by the same two functions on screen and in lists.

It knows shapes only by their form. Which person has which is the caller's to say; no shape means a role.
"""

from enum import Enum

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from facilitator_app.ui.look import current
from facilitator_app.ui.parts.words import Words, label


class Shape(Enum):
    """The four owners that can be told apart without colour."""

    CIRCLE = "circle"
    SQUARE = "square"
    TRIANGLE = "triangle"
    RINGS = "rings"


BAND_WIDTH = 6


def paint_shape(painter: QPainter, rect: QRectF, shape: Shape) -> None:
    """Draw an owner's shape, filling the rectangle."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = current().colour(shape.value)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(colour))
    if shape is Shape.CIRCLE:
        painter.drawEllipse(rect)
    elif shape is Shape.SQUARE:
        painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))
    elif shape is Shape.TRIANGLE:
        painter.drawPolygon(QPolygonF([QPointF(rect.center().x(), rect.top()), rect.bottomRight(), rect.bottomLeft()]))
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, 1.8))
        size = rect.width() * 0.64
        top = rect.center().y() - size / 2
        painter.drawEllipse(QRectF(rect.left(), top, size, size))
        painter.drawEllipse(QRectF(rect.right() - size, top, size, size))
    painter.restore()


def paint_band(painter: QPainter, rect: QRect, shape: Shape) -> None:
    """Draw an owner's band at the left of the rectangle, over its whole height: solid, double, dashed or single."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    colour, left, top, height = current().colour(shape.value), rect.left(), rect.top(), rect.height()
    if shape is Shape.CIRCLE:
        painter.fillRect(left, top, 4, height, colour)
    elif shape is Shape.SQUARE:
        painter.fillRect(left, top, 2, height, colour)
        painter.fillRect(left + 4, top, 2, height, colour)
    elif shape is Shape.TRIANGLE:
        for at in range(0, height, 10):
            painter.fillRect(left + 1, top + at, 2, min(6, height - at), colour)
    else:
        painter.fillRect(left + 1, top, 2, height, colour)
    painter.restore()


class OwnerMark(QWidget):
    """An owner's shape by itself. Decoration beside words that say the same, so it is silent to a screen reader."""

    def __init__(self, shape: Shape, size: int = 14, line: int = 0, parent: QWidget | None = None) -> None:
        """`line`: the height of the line of words beside which it stands, to be in its middle."""
        super().__init__(parent)
        self._shape, self._size, self._line = shape, size, line
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        """Rings are wider than the rest."""
        return QSize(self._size + (2 if self._shape is Shape.RINGS else 0), max(self._line, self._size + 2))

    def set_shape(self, shape: Shape) -> None:
        """Change the owner."""
        self._shape = shape
        self.setFixedSize(self.sizeHint())
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the shape."""
        painter = QPainter(self)
        paint_shape(painter, QRectF(0, (self.height() - self._size) / 2 + 0.5, self.width(), self._size), self._shape)
        painter.end()


class Banded(QWidget):
    """A box whose left edge is an owner's band; what stands in it keeps 14 px away."""

    def __init__(self, shape: Shape, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shape = shape
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setContentsMargins(14, 0, 0, 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the band."""
        painter = QPainter(self)
        paint_band(painter, self.rect(), self._shape)
        painter.end()


class OwnerWords(QWidget):
    """One line: the shape, "Margaret only" in bold, then the rest in soft words."""

    def __init__(self, shape: Shape, owner: str, rest: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        self._mark = OwnerMark(shape, 10)
        self._owner: Words = label(owner, weight=600, wrap=False)
        self._rest: Words = label(rest, role="soft")
        line.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self._owner)
        line.addWidget(self._rest, 1)
        self._rest.setVisible(bool(rest))
        self.setAccessibleName(f"{owner}. {rest}".strip())
