"""The rail at the left: the places, Help, Find, Lock and the saving words. Knows words and keys only; the frame listens."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from facilitator_app.ui.look import current, font, paint_icon
from facilitator_app.ui.parts.buttons import OneStop
from facilitator_app.ui.parts.marks import paint_chosen
from facilitator_app.ui.parts.words import Words, label

WIDE, NARROW = 168, 72


class RailButton(QAbstractButton):
    """An icon and a word, perhaps with its key; the word stands under the icon when the rail is folded, it never goes."""

    def __init__(self, words: str, icon: str, key: str = "") -> None:
        super().__init__()
        self._icon, self._key, self._folded = icon, key, False
        self.setText(words)
        self.setAccessibleName(words)
        self.setAccessibleDescription(key)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def fold(self, *, folded: bool) -> None:
        """Word under the icon, or beside it."""
        self._folded = folded
        self.updateGeometry()
        self.update()

    def set_chosen(self, *, chosen: bool) -> None:
        """The place where the person is."""
        self.setProperty("chosen", chosen)
        self.setAccessibleDescription("You are here" if chosen else "")
        self.update()

    def sizeHint(self) -> QSize:
        """38 high beside, 44 under: seven of them and the saving words fit into 384 px."""
        return QSize(NARROW - 8, 44) if self._folded else QSize(WIDE - 24, 38)

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return QSize(20, self.sizeHint().height())

    def enterEvent(self, event: QEnterEvent) -> None:
        """Words turn to ink under the mouse."""
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """And back."""
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, pill, icon, word."""
        look, painter = current(), QPainter(self)
        chosen = bool(self.property("chosen"))
        if chosen:
            paint_chosen(painter, QRectF(self.rect()))
        ink = look.colour("accent" if chosen else "ink")
        painter.setFont(font("label" if self._folded else "body", 600 if chosen else 400))
        painter.setPen(ink)
        icon_colour = ink if chosen or self.underMouse() else look.colour("soft")
        if self._folded:
            paint_icon(painter, QRectF((self.width() - 18) / 2, 5, 18, 18), self._icon, icon_colour)
            painter.drawText(self.rect().adjusted(0, 24, 0, -2), Qt.AlignmentFlag.AlignCenter, self.text())
        else:
            paint_icon(painter, QRectF(10, (self.height() - 18) / 2, 18, 18), self._icon, icon_colour)
            painter.drawText(self.rect().adjusted(40, 0, -4, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
            painter.setPen(look.colour("soft"))
            painter.drawText(self.rect().adjusted(40, 0, -10, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._key)
        painter.end()


class Rail(QWidget):
    """Places at the top; Help, Find, Lock and the saving words always in the lower corner."""

    place_chosen = Signal(str)
    help_pressed = Signal()
    find_pressed = Signal()
    lock_pressed = Signal()
    saving_pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Places")
        self._buttons: dict[str, RailButton] = {}
        self._chosen, self._folded = "", False
        self._stop = OneStop(self)
        self._column = QVBoxLayout(self)
        self._places = QVBoxLayout()
        self._column.addLayout(self._places)
        self._column.addStretch(1)
        self._foot = QVBoxLayout()
        self._column.addLayout(self._foot)
        self.find_button, self.lock_button = RailButton("Find", "search"), RailButton("Lock", "lock")
        self.help_button = RailButton("Help", "info", "F1")
        self.help_button.clicked.connect(self.help_pressed)
        self.find_button.clicked.connect(self.find_pressed)
        self.lock_button.clicked.connect(self.lock_pressed)
        self.saving: Words = label("", role="soft")
        self.saving.installEventFilter(self)  # the mouse opens what the keys reach by Settings
        self._foot.addWidget(self.help_button)
        self._foot.addWidget(self.find_button)
        self._foot.addWidget(self.lock_button)
        self._foot.addWidget(self.saving)
        self.fold(folded=False)

    def set_places(self, places: Sequence[tuple[str, str, str]]) -> None:
        """Key, word and icon of each place; one-side view leaves some out."""
        for old in self._buttons.values():
            self._places.removeWidget(old)
            old.hide()  # it is deleted only when the event loop comes round
            old.deleteLater()
        self._buttons = {}
        for key, words, icon in places:
            button = RailButton(words, icon)
            button.fold(folded=self._folded)
            button.clicked.connect(lambda _checked=False, key=key: self.place_chosen.emit(key))
            self._buttons[key] = button
            self._places.addWidget(button)
        self._stop.set_buttons(self.buttons())
        self.choose(self._chosen)

    def buttons(self) -> list[RailButton]:
        """What can be pressed here, from top to bottom."""
        return [*self._buttons.values(), self.help_button, self.find_button, self.lock_button]

    def choose(self, key: str) -> None:
        """Mark the place where the person is; a key that is no place marks none."""
        self._chosen = key
        for own, button in self._buttons.items():
            button.set_chosen(chosen=own == key)
        self._stop.settle(list(self._buttons).index(key) if key in self._buttons else 0)

    def set_saving(self, words: str) -> None:
        """What has become of what was written. Changes in place."""
        self.saving.setText(words)
        self._fit()

    def fold(self, *, folded: bool) -> None:
        """72 px with the words under the icons, or 168."""
        self._folded = folded
        self.setFixedWidth(NARROW if folded else WIDE)
        side = 4 if folded else 12
        self._column.setContentsMargins(side, 6 if folded else 12, side, 8 if folded else 12)
        self._places.setSpacing(0 if folded else 2)
        self._foot.setSpacing(0 if folded else 2)
        self.saving.setContentsMargins(2 if folded else 10, 2 if folded else 6, 0, 0)
        for button in self.buttons():
            button.fold(folded=folded)
        self._fit()

    def _fit(self) -> None:
        # On a very low window the seven buttons come first; the saving words then are in the tool tip of Lock.
        width = self.width() - (8 if self._folded else 24)
        edges, between = self._column.contentsMargins(), 0 if self._folded else 2
        needed = sum(button.sizeHint().height() + between for button in self.buttons()) + self.saving.heightForWidth(width)
        needed += edges.top() + edges.bottom()
        self.saving.setVisible(bool(self.saving.text()) and (needed <= self.height() or not self.isVisible()))
        self.lock_button.setToolTip("" if not self.saving.isHidden() else self.saving.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The saving words can be pressed by the mouse."""
        if watched is self.saving and event.type() == QEvent.Type.MouseButtonRelease:
            self.saving_pressed.emit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """See whether the saving words still fit."""
        self._fit()
