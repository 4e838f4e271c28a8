"""What is picked with one press: radio, drop-down and box to tick, each in our dress. Knows words only; fields give them a label."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QRadioButton, QSizePolicy, QStyledItemDelegate, QWidget

from facilitator_app.ui.look import current, font
from facilitator_app.ui.parts.marks import paint_chevron, paint_ring, paint_tick

LEAST = 34


class Radio(QRadioButton):
    """A choice with an outline and a ring that fills with ink."""

    def __init__(self, words: str) -> None:
        super().__init__(words.replace("&", "&&"))
        self.setAccessibleName(words)
        self.setFont(font("body"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As wide as its words in bold, so that nothing jumps."""
        return QSize(QFontMetrics(font("body", 600)).horizontalAdvance(self.accessibleName()) + 50, 36)

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return self.sizeHint()

    def hitButton(self, _at: object) -> bool:
        """All of it is the button."""
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Outline, ring, words."""
        look, painter, chosen = current(), QPainter(self), self.isChecked()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = "accent" if chosen else _edge(self)
        painter.setPen(QPen(look.colour(edge), 2 if chosen else 1))
        painter.setBrush(look.colour("tint" if chosen or (self.underMouse() and self.isEnabled()) else "page"))
        inset = 1.0 if chosen else 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 6, 6)
        ring = QRectF(13, self.height() / 2 - 7, 14, 14)
        paint_ring(painter, ring, look.colour(edge))
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("accent"))
            painter.drawEllipse(ring.center(), 3.5, 3.5)
        painter.setPen(look.colour("accent" if chosen else "ink"))
        painter.setFont(font("body", 600 if chosen else 400))
        painter.drawText(self.rect().adjusted(35, 0, -6, 0), Qt.AlignmentFlag.AlignVCenter, self.accessibleName())
        painter.end()


class Combo(QComboBox):
    """A drop-down in the same dress as the other fields. The wheel scrolls the page, never the choice."""

    def __init__(self) -> None:
        super().__init__()
        self.setFont(font("note"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(44)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMinimumContentsLength(12)
        self.setItemDelegate(QStyledItemDelegate(self))  # the usual one of a drop-down does not read the stylesheet
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A choice changed by scrolling past is a choice nobody made."""
        event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Box, words, chevron."""
        look, painter = current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour(_edge(self)), 1))
        painter.setBrush(look.colour("sheet" if self.isEnabled() else "page"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setPen(look.colour("ink"))
        room = self.rect().adjusted(14, 0, -36, 0)
        painter.drawText(
            room,
            Qt.AlignmentFlag.AlignVCenter,
            self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room.width()),
        )
        if self.isEnabled():
            paint_chevron(painter, QPointF(self.width() - 20.0, self.height() / 2 + 0.5), look.colour("ink"))
        painter.end()


class Tick(QCheckBox):
    """A box to tick, with its sentence."""

    def __init__(self, words: str, *, ticked: bool = False) -> None:
        super().__init__(words.replace("&", "&&"))
        self.setAccessibleName(words)
        self.setFont(font("body"))
        self.setChecked(ticked)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """The sentence wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """At least what a finger needs."""
        room = QRectF(0, 0, max(40, width - 28), 10_000).toRect()
        return max(LEAST, self.fontMetrics().boundingRect(room, int(Qt.TextFlag.TextWordWrap), self.accessibleName()).height() + 12)

    def sizeHint(self) -> QSize:
        """In one line."""
        return QSize(self.fontMetrics().horizontalAdvance(self.accessibleName()) + 30, LEAST)

    def minimumSizeHint(self) -> QSize:
        """Box and a few letters."""
        return QSize(80, LEAST)

    def hitButton(self, _at: object) -> bool:
        """Words too."""
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Box, tick, sentence."""
        look, painter = current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = self.fontMetrics().height()
        top = 6 + (line - 18) / 2 if self.height() > LEAST else (self.height() - 18) / 2
        painter.setPen(QPen(look.colour(_edge(self)), 1))
        painter.setBrush(look.colour("sheet" if self.isEnabled() else "page"))
        painter.drawRoundedRect(QRectF(0.5, top + 0.5, 17, 17), 3, 3)
        if self.isChecked():
            paint_tick(painter, QRectF(3, top + 3, 12, 12), look.colour("ink"))
        painter.setPen(look.colour("ink"))
        wrap = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(self.rect().adjusted(28, 0, 0, 0), wrap, self.accessibleName())
        painter.end()


def _edge(entry: QWidget) -> str:
    """Of what nobody can choose in only a hairline is left; its words stay as dark as they were, for they are read."""
    return "edge" if entry.isEnabled() else "line"
