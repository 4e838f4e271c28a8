"""Seats drawn as a scene: the door first, then a circle, a table or two rows. Arrows move, Enter takes a seat and Enter again swaps."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from facilitator_app.ui.look import current, font
from facilitator_app.ui.parts.owner import Shape, paint_shape
from facilitator_app.workbook.conference import Seat

_CHAIR = 15.0
_HEIGHT = 330


class SeatsView(QWidget):
    """Who sits where. `moved` gives the keys in their new order."""

    moved = Signal(list)

    def __init__(self, seats: Sequence[Seat], layout: str) -> None:
        super().__init__()
        self._seats, self._layout = list(seats), layout
        self._at, self._taken = 0, -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Who sits where")
        self._say()

    def sizeHint(self) -> QSize:
        """As wide as the column."""
        return QSize(400, _HEIGHT)

    def keys(self) -> list[str]:
        """Who sits where, in order from the left of the door."""
        return [seat.key for seat in self._seats]

    def _say(self) -> None:
        names = ", ".join(seat.name for seat in self._seats)
        taken = f" {self._seats[self._taken].name} is taken up." if self._taken >= 0 else ""
        here = f" Now at {self._seats[self._at].name}." if self._seats else ""
        self.setAccessibleDescription(f"From the left of the door: {names}.{here}{taken}")

    def _points(self) -> list[QPointF]:
        """Where each seat stands. The door is at the foot."""
        count, centre = len(self._seats), QPointF(self.width() / 2, 142)
        if self._layout == "two_rows":
            half = math.ceil(count / 2)
            left = [QPointF(centre.x() - 110, 40 + 70 * row) for row in range(half)]
            return [*reversed(left), *(QPointF(centre.x() + 110, 40 + 70 * row) for row in range(count - half))]
        wide = 150.0 if self._layout == "table" else 110.0
        return [
            QPointF(centre.x() - wide * math.sin(math.tau * (n + 0.5) / count), centre.y() + 105 * math.cos(math.tau * (n + 0.5) / count))
            for n in range(count)
        ]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Door, table, chairs and names."""
        look, painter = current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.width() / 2
        painter.setPen(QPen(look.colour("ink"), 4))
        painter.drawLine(QPointF(middle - 28, _HEIGHT - 26), QPointF(middle + 28, _HEIGHT - 26))
        painter.setFont(font("label"))
        painter.setPen(look.colour("soft"))
        painter.drawText(QRectF(middle - 60, _HEIGHT - 22, 120, 20), int(Qt.AlignmentFlag.AlignCenter), "Door")
        if self._layout == "table":
            painter.setPen(QPen(look.colour("line"), 1))
            painter.drawRoundedRect(QRectF(middle - 90, 95, 180, 95), 8, 8)
        for number, (seat, point) in enumerate(zip(self._seats, self._points(), strict=True)):
            self._paint_seat(painter, number, seat, point)
        painter.end()

    def _paint_seat(self, painter: QPainter, number: int, seat: Seat, point: QPointF) -> None:
        look = current()
        chair = QRectF(point.x() - _CHAIR, point.y() - _CHAIR, 2 * _CHAIR, 2 * _CHAIR)
        painter.setPen(QPen(look.colour("accent" if number == self._taken else "edge"), 2.5 if number == self._taken else 1))
        painter.setBrush(look.colour("tint" if number == self._taken else "sheet"))
        painter.drawEllipse(chair)
        paint_shape(painter, QRectF(point.x() - 6, point.y() - 6, 12, 12), Shape[seat.shape.upper()])
        if self.hasFocus() and number == self._at:
            painter.setPen(QPen(look.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(chair.adjusted(-4, -4, 4, 4))
        painter.setPen(look.colour("ink"))
        painter.setFont(font("label", 600))
        left = point.x() < self.width() / 2
        box = QRectF(point.x() - 152, point.y() - 10, 130, 20) if left else QRectF(point.x() + 22, point.y() - 10, 130, 20)
        side = Qt.AlignmentFlag.AlignRight if left else Qt.AlignmentFlag.AlignLeft
        painter.drawText(
            box, int(side | Qt.AlignmentFlag.AlignVCenter), painter.fontMetrics().elidedText(seat.name, Qt.TextElideMode.ElideRight, 128)
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and Enter."""
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is not None and self._seats:
            self._at = (self._at + step) % len(self._seats)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._press(self._at)
        else:
            super().keyPressEvent(event)
            return
        self._say()
        self.update()

    def _press(self, number: int) -> None:
        if self._taken < 0:
            self._taken = number
            return
        self._seats[self._taken], self._seats[number] = self._seats[number], self._seats[self._taken]
        changed = self._taken != number
        self._taken = -1
        if changed:
            self.moved.emit(self.keys())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A chair is taken up."""
        hit = self._hit(event.position())
        if hit is not None:
            self._at = hit
            self._press(hit)
            self._say()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Dragged onto another chair: they swap."""
        hit = self._hit(event.position())
        if hit is not None and self._taken >= 0 and hit != self._taken:
            self._at = hit
            self._press(hit)
            self._say()
            self.update()

    def _hit(self, at: QPointF) -> int | None:
        for number, point in enumerate(self._points()):
            if (point - at).manhattanLength() < 2 * _CHAIR:
                return number
        return None
