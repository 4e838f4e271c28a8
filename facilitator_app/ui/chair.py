"""One chair of a room seen from above: who sits on it by shape and name, and the mouse that carries it. Knows no other chair and no plan."""

import math

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget

from facilitator_app.records.seating import Point
from facilitator_app.ui.look import Look, current, font
from facilitator_app.ui.parts.marks import paint_chosen
from facilitator_app.ui.parts.owner import Shape, paint_shape
from facilitator_app.workbook.seats import Seat

REACH = 15  # half a chair
GAP = 4  # between a chair and its name
_SMALLEST = 6.5  # points: a name in a full room is rather small than cut
_UNDER = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
_SIDES = {
    "under": _UNDER,
    "left": int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter),
    "right": int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter),
}


def paint_chair(painter: QPainter, middle: QPointF, looks: Point, colour: str, *, bold: bool = False, empty: bool = False) -> None:
    """A chair from above, with its back away from where it looks. `empty` is only its outline: somebody was taken from there."""
    look = current()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(middle)
    painter.rotate(math.degrees(math.atan2(looks[1], looks[0])))
    painter.setPen(QPen(look.colour(colour), 2 if bold else 1, Qt.PenStyle.DashLine if empty else Qt.PenStyle.SolidLine))
    painter.setBrush(Qt.BrushStyle.NoBrush if empty else look.colour("tint" if bold else "sheet"))
    painter.drawRoundedRect(QRectF(-REACH + 3, -REACH + 1, 2 * REACH - 4, 2 * REACH - 2), 7, 7)
    if not empty:
        back = QPen(look.colour(colour), 4)
        back.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(back)
        painter.drawLine(QPointF(-REACH + 2, -REACH + 5), QPointF(-REACH + 2, REACH - 5))
    painter.restore()


def fitting(name: str, room: QRectF, flags: int) -> tuple[QFont, int]:
    """The largest type in which a whole name stands in its room, on as many lines as it needs; a word is broken only at the smallest."""
    kind = font("label", 600)
    size = kind.pointSizeF()
    for wrap in (Qt.TextFlag.TextWordWrap, Qt.TextFlag.TextWrapAnywhere):
        kind.setPointSizeF(size)
        while kind.pointSizeF() >= _SMALLEST:
            needed = QFontMetricsF(kind).boundingRect(QRectF(0, 0, room.width(), 10_000), flags | int(wrap), name)
            if needed.width() <= room.width() + 0.5 and needed.height() <= room.height() + 0.5:
                return kind, int(wrap)
            kind.setPointSizeF(kind.pointSizeF() - 0.5)
    kind.setPointSizeF(_SMALLEST)
    return kind, int(Qt.TextFlag.TextWrapAnywhere)


class Chair(QWidget):
    """A seat with somebody on it. Reached by Tab only while it is the one that arrows go on from."""

    reached = Signal()  # the focus has come
    pressed = Signal()
    carried = Signal(QPoint)  # where its top left corner would be, in the room
    dropped = Signal()

    def __init__(self, seat: Seat, room: QWidget) -> None:
        super().__init__(room)
        self.seat = seat
        self.taken = self.marked = False
        self._middle, self._looks, self._side = QPointF(), (0.0, 1.0), "under"
        self._grip: QPoint | None = None
        self.carrying = False
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def place(self, where: QRect, middle: QPointF, looks: Point, side: str) -> None:
        """Puts it there; `middle` is the middle of the chair, in the room."""
        self.setGeometry(where)
        self._middle, self._looks, self._side = middle - QPointF(where.topLeft()), looks, side
        self.update()

    def show_as(self, *, taken: bool, marked: bool) -> None:
        """Picked up; or the one with which somebody would change places."""
        if (self.taken, self.marked) != (taken, marked):
            self.taken, self.marked = taken, marked
            self.update()

    def name_room(self) -> QRectF:
        """Where the name may stand."""
        middle, wide, high = self._middle, self.width(), self.height()
        if self._side == "under":
            top = middle.y() + REACH + GAP
            return QRectF(0, top, wide, high - top)
        if self._side == "left":
            return QRectF(0, 0, middle.x() - REACH - 2 * GAP, high)
        left = middle.x() + REACH + 2 * GAP
        return QRectF(left, 0, wide - left, high)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, chair, shape, name."""
        look, painter = current(), QPainter(self)
        if self.marked:
            paint_chosen(painter, QRectF(self.rect()), pill=False)
        strong = self.taken or self.marked
        paint_chair(painter, self._middle, self._looks, "accent" if strong else "edge", bold=strong)
        spot = QRectF(self._middle.x() - 6, self._middle.y() - 6, 12, 12).translated(self._looks[0], self._looks[1])
        paint_shape(painter, spot, Shape[self.seat.shape.upper()])
        self._paint_name(painter, look)
        painter.end()

    def _paint_name(self, painter: QPainter, look: Look) -> None:
        room, flags = self.name_room(), _SIDES[self._side]
        kind, wrap = fitting(self.seat.name, room, flags)
        painter.setFont(kind)
        if self.carrying:  # over somebody else's it is to be read all the same
            ground = painter.boundingRect(room, flags | wrap, self.seat.name).adjusted(-5, -1, 5, 1)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("page"))
            painter.drawRoundedRect(ground, 4, 4)
        painter.setPen(look.colour("ink"))
        painter.drawText(room, flags | wrap, self.seat.name)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """However it came: by Tab, by the mouse, or from a screen reader."""
        super().focusInEvent(event)
        self.reached.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Taken hold of."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._grip = event.position().toPoint()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """It follows the pointer, once that has moved as far as a hand does on purpose."""
        if self._grip is None:
            return
        gone = event.position().toPoint() - self._grip
        if self.carrying or gone.manhattanLength() >= QApplication.startDragDistance():
            self.carrying = True
            self.carried.emit(self.pos() + gone)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of, wherever that is; where it was not carried, pressed."""
        if event.button() != Qt.MouseButton.LeftButton or self._grip is None:
            return
        was = self.carrying
        self.let_go()
        (self.dropped if was else self.pressed).emit()

    def let_go(self) -> None:
        """The hand is off, and what the mouse still does until it is pressed again is nothing."""
        self._grip, self.carrying = None, False
        self.setCursor(Qt.CursorShape.OpenHandCursor)
