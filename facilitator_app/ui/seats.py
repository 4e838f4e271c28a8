"""Who sits where, as a room seen from above: the door first, then table and chairs. Carried by the mouse, or by arrows and Enter.

Where things stand is `records.seating`; this knows how it is drawn and moved, and keeps nothing.
"""

import math
from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from facilitator_app.records import seating
from facilitator_app.ui.chair import GAP, REACH, Chair, paint_chair
from facilitator_app.ui.look import current, font
from facilitator_app.workbook.seats import Seat, seat_words

_LOWEST, _WIDE = 300, 1.5  # a room is at least so high, and at most so much wider than high: a circle is to look like one
_BETWEEN = QPoint(5, 4)  # half of what is between two seats, so that a focus ring touches nobody else
_UNDER_DOOR = 26
_LINES = 2  # of a name
_WAYS = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, -1.0),
    Qt.Key.Key_Down: (0.0, 1.0),
}
HOW = "Arrows go from seat to seat. Enter picks somebody up; Enter again changes places. Or drag one chair onto another."


class SeatsView(QWidget):
    """`moved` gives the keys in their new order; `told` what can be done now, for a line above or under it."""

    moved = Signal(list)
    told = Signal(str)

    def __init__(self, seats: Sequence[Seat], layout: str) -> None:
        super().__init__()
        self._layout, self._at, self._taken, self._carried = layout, 0, -1, -1
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Who sits where")
        self._chairs = [Chair(seat, self) for seat in seats]
        for chair in self._chairs:
            chair.reached.connect(lambda chair=chair: self._go_to(self._chairs.index(chair)))
            chair.pressed.connect(lambda chair=chair: self._press(self._chairs.index(chair)))
            chair.carried.connect(lambda where, chair=chair: self._carry(chair, where))
            chair.dropped.connect(self._drop)
        self._settle()

    def seats(self) -> list[Seat]:
        """Who sits where, in order from the left of the door."""
        return [chair.seat for chair in self._chairs]

    def keys(self) -> list[str]:
        """The same, by key."""
        return [chair.seat.key for chair in self._chairs]

    def chair(self, key: str) -> Chair:
        """Somebody's chair."""
        return next(chair for chair in self._chairs if chair.seat.key == key)

    def set_layout(self, layout: str) -> None:
        """The furniture is another; who sits beside whom stays."""
        self._layout = layout
        self._let_go()
        self.updateGeometry()

    # Where things are ---------------------------------------------------------------------------------------------------------

    def _scene(self) -> seating.Scene:
        return seating.scene(self._layout, len(self._chairs))

    def _high(self) -> int:
        """As high as the names need, so that none is cut."""
        spot, words = next(iter(self._scene().spots), None), _LINES * QFontMetrics(font("label", 600)).lineSpacing()
        if spot is None:
            return _LOWEST
        if spot.name == "under":
            under = 1 - (spot.chair[1] - spot.box.top) / spot.box.high
            needed = (REACH + GAP + words) / under
        else:
            needed = max(words, 2 * REACH)
        return max(_LOWEST, math.ceil((needed + 2 * _BETWEEN.y()) / spot.box.high))

    def _room(self) -> QRectF:
        """The walls."""
        high = self._high()
        return QRectF(0.5, 0.5, min(self.width() - 1, high * _WIDE), high)

    def _in_room(self, point: seating.Point) -> QPointF:
        room = self._room()
        return QPointF(room.left() + point[0] * room.width(), room.top() + point[1] * room.height())

    def _part(self, box: seating.Box) -> QRectF:
        return QRectF(self._in_room((box.left, box.top)), self._in_room((box.left + box.wide, box.top + box.high)))

    def _box(self, at: int) -> QRect:
        part = self._part(self._scene().spots[at].box)
        return QRect(part.topLeft().toPoint() + _BETWEEN, part.bottomRight().toPoint() - _BETWEEN)

    def sizeHint(self) -> QSize:
        """As wide as the column."""
        return QSize(400, self._high() + _UNDER_DOOR)

    def minimumSizeHint(self) -> QSize:
        """Narrow is allowed: names wrap."""
        return QSize(200, self._high() + _UNDER_DOOR)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another room."""
        super().resizeEvent(event)
        self._settle()

    def _settle(self) -> None:
        """Every chair to its place, with what it is called there."""
        seats, scene, at = self.seats(), self._scene(), self._target()
        for number, (chair, spot) in enumerate(zip(self._chairs, scene.spots, strict=True)):
            if number != self._carried:
                chair.place(self._box(number), self._in_room(spot.chair), spot.looks, spot.name)
            chair.setAccessibleName(seat_words(seats, self._layout, number))
            taken = number in (self._taken, self._carried)
            chair.show_as(taken=taken, marked=number == at)
            others = f"Enter changes places with {seats[self._taken].name}." if 0 <= self._taken != number else "Enter picks up."
            chair.setAccessibleDescription("Picked up. Enter or Esc puts back." if taken else others)
            chair.setFocusPolicy(Qt.FocusPolicy.StrongFocus if number == self._at else Qt.FocusPolicy.ClickFocus)
        if self._chairs:
            self.setFocusProxy(self._chairs[self._at])
        self._describe()
        self.update()

    def _target(self) -> int:
        """The seat with which somebody would change places now; -1 for none."""
        if self._carried >= 0:
            return self._over()
        return self._at if 0 <= self._taken != self._at else -1

    def _over(self) -> int:
        """Whose place the carried chair is over."""
        middle = self._chairs[self._carried].geometry().center()
        inside = (n for n in range(len(self._chairs)) if n != self._carried and self._box(n).contains(middle))
        return next(inside, -1)

    def _describe(self) -> None:
        seats = self.seats()
        names = ", ".join(seat.name for seat in seats)
        taken = f" {seats[self._taken].name} is picked up." if self._taken >= 0 else ""
        here = f" Now at {seats[self._at].name}." if seats else ""
        self.setAccessibleDescription(f"From the left of the door: {names}.{here}{taken}")

    # Painting -----------------------------------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The door, then walls and table; chairs paint themselves. Where somebody is carried from, their place stays open."""
        look, painter, room, scene = current(), QPainter(self), self._room(), self._scene()
        half, middle = seating.DOOR_WIDE * room.height() / 2, self._in_room(seating.DOOR)
        left, right = middle - QPointF(half, 0), middle + QPointF(half, 0)
        painter.setPen(QPen(look.colour("ink"), 4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawLine(left, right)
        painter.setFont(font("label", 600))
        painter.drawText(QRectF(middle.x() - 60, room.bottom() + 4, 120, _UNDER_DOOR - 4), int(Qt.AlignmentFlag.AlignHCenter), "Door")
        painter.setPen(QPen(look.colour("line"), 1))
        painter.drawPolyline([left, room.bottomLeft(), room.topLeft(), room.topRight(), room.bottomRight(), right])
        if scene.table is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(look.colour("rail"))
            painter.drawRoundedRect(self._part(scene.table), 8, 8)
        if self._carried >= 0:
            spot = scene.spots[self._carried]
            paint_chair(painter, self._in_room(spot.chair), spot.looks, "edge", empty=True)
        painter.end()

    # By keys ------------------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Enter and Esc; whatever else is pressed on a chair is the page's."""
        way = _WAYS.get(Qt.Key(event.key()))
        if way is not None and self._chairs and self._carried < 0:
            points = [self._in_room(spot.chair) for spot in self._scene().spots]
            self._go_to(seating.towards([(point.x(), point.y()) for point in points], self._at, way))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and not event.modifiers() and self._carried < 0:
            self._press(self._at)
        elif event.key() == Qt.Key.Key_Escape and max(self._taken, self._carried) >= 0:
            self._let_go()
        else:
            super().keyPressEvent(event)

    def _go_to(self, at: int) -> None:
        if at == self._at and self._chairs[at].hasFocus():
            return
        self._at = at
        self._settle()
        self._chairs[at].setFocus(Qt.FocusReason.OtherFocusReason)

    def _press(self, at: int) -> None:
        """The first press picks somebody up, the second changes places; on the same seat it puts them back."""
        if self._taken < 0:
            self._taken = at
            self._go_to(at)
            self._settle()
            self._tell(f"{self.seats()[at].name} is picked up. Go to another seat and press Enter, or press Esc.")
        elif self._taken == at:
            self._let_go()
        else:
            self._swap(self._taken, at)

    def to_door(self, key: str) -> None:
        """Everybody moves on by the same number of seats until one person sits nearest the door: who sits beside whom stays."""
        keys, near = self.keys(), seating.nearest(self._scene())
        turned = seating.turned(keys, keys.index(key), near)
        self._chairs = [self.chair(one) for one in turned]
        self._taken = self._carried = -1
        self._at = turned.index(key)
        self._settle()
        self._chairs[self._at].setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell(f"{self.chair(key).seat.name} sits nearest the door. Everybody sits beside the same people as before. {HOW}")
        self.moved.emit(turned)

    def _swap(self, one: int, other: int) -> None:
        names = f"{self._chairs[one].seat.name} and {self._chairs[other].seat.name}"
        keys = seating.swapped(self.keys(), one, other)
        self._chairs = [self.chair(key) for key in keys]
        self._taken = self._carried = -1
        self._at = other  # with whoever was moved
        self._settle()
        self._chairs[other].setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell(f"{names} have changed places. {HOW}")
        self.moved.emit(keys)

    def _let_go(self) -> None:
        for chair in self._chairs:
            chair.let_go()
        self._taken = self._carried = -1
        self._settle()
        self._tell(HOW)

    def _tell(self, words: str) -> None:
        self.told.emit(words)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words.removesuffix(HOW)))

    # By the mouse -------------------------------------------------------------------------------------------------------------

    def _carry(self, chair: Chair, where: QPoint) -> None:
        """The chair is under the pointer, above all others, and never outside the room."""
        if self._carried < 0:
            self._carried = self._at = self._chairs.index(chair)
            self._taken = -1
            chair.raise_()
            chair.setFocus(Qt.FocusReason.MouseFocusReason)
        room = self.rect().adjusted(0, 0, -chair.width(), -chair.height())
        before = self._target()
        chair.move(min(max(where.x(), 0), room.right()), min(max(where.y(), 0), room.bottom()))
        over = self._target()
        if over != before:
            self._tell(f"Let go, and {chair.seat.name} and {self._chairs[over].seat.name} change places." if over >= 0 else HOW)
        self._settle()

    def _drop(self) -> None:
        over = self._target()
        if over >= 0:
            self._swap(self._carried, over)
        else:
            self._let_go()
