"""The timeline: notes in order, each with its day, its owner's band and shape, and its words. Knows no record; a note is six strings."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QScrollArea, QSizePolicy, QStyledItemDelegate, QStyleOptionViewItem

from facilitator_app.ui.look import current, font
from facilitator_app.ui.parts.owner import Shape, paint_band, paint_shape

Index = QModelIndex | QPersistentModelIndex
DAY_WIDTH, TEXT_LEFT, BETWEEN, PAD = 86, 102, 14, 3
WRAP = int(Qt.TextFlag.TextWordWrap)


@dataclass(frozen=True)
class Note:
    """One row: key for the caller, day ("Mon 23 Feb"), time, whose ("Margaret only"), what it was, and the words."""

    key: str
    day: str
    time: str
    shape: Shape
    owner: str
    kind: str
    text: str

    def aloud(self) -> str:
        """What a screen reader says: the owner first."""
        return ". ".join(part for part in (self.owner, f"{self.day} {self.time}".strip(), self.kind, self.text) if part)


class Notes(QAbstractListModel):
    """The notes, in the order in which they were given."""

    def __init__(self) -> None:
        super().__init__()
        self.notes: list[Note] = []

    def fill(self, notes: Sequence[Note]) -> None:
        """Show these."""
        self.beginResetModel()
        self.notes = list(notes)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many."""
        return 0 if parent.isValid() else len(self.notes)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words for the eye and for a screen reader."""
        note = self.notes[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return note.text
        return note.aloud() if role == Qt.ItemDataRole.AccessibleTextRole else None


class NotePainter(QStyledItemDelegate):
    """Paints a note and measures it; heights are kept by row, width and type size."""

    def __init__(self, notes: Notes) -> None:
        super().__init__(notes)
        self._notes = notes
        self._heights: dict[tuple[int, int, int], int] = {}
        notes.modelReset.connect(self._heights.clear)

    def height(self, row: int, width: int) -> int:
        """The height of a row without the space after it."""
        metrics = QFontMetrics(font("note"))
        key = (row, width, metrics.height())
        if key not in self._heights:
            room = QRect(0, 0, max(40, width - TEXT_LEFT), 100_000)
            words = metrics.boundingRect(room, WRAP, self._notes.notes[row].text).height()
            line = QFontMetrics(font("label")).height()
            self._heights[key] = max(PAD * 2 + line + 3 + words, PAD * 2 + 2 * line + 3)
        return self._heights[key]

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Qt asks through this."""
        view = option.widget
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else 600
        return QSize(width, self.height(index.row(), width) + BETWEEN)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Day and time; band; shape, owner, kind; words."""
        note, look = self._notes.notes[index.row()], current()
        rect: QRect = option.rect.adjusted(0, 0, 0, -BETWEEN)
        left, top, bold, plain = rect.left(), rect.top() + PAD, font("label", 600), font("label")
        line = QFontMetrics(plain).height()
        painter.save()
        painter.setFont(bold)
        painter.setPen(look.colour("ink"))
        painter.drawText(QRect(left, top, DAY_WIDTH, line), 0, note.day)
        paint_shape(painter, QRectF(left + TEXT_LEFT, top + (line - 10) / 2, 12 if note.shape is Shape.RINGS else 10, 10), note.shape)
        owner_left = left + TEXT_LEFT + 18
        owner_width = QFontMetrics(bold).horizontalAdvance(note.owner)
        painter.drawText(QRect(owner_left, top, owner_width + 2, line), 0, note.owner)
        painter.setFont(plain)
        painter.setPen(look.colour("soft"))
        painter.drawText(QRect(left, top + line + 3, DAY_WIDTH, line), 0, note.time)
        kind_left = owner_left + owner_width + 10
        kind = QFontMetrics(plain).elidedText(note.kind, Qt.TextElideMode.ElideRight, rect.right() - kind_left)
        painter.drawText(QRect(kind_left, top, rect.right() - kind_left + 1, line), 0, kind)
        painter.setFont(font("note"))
        painter.setPen(look.colour("ink"))
        words = QRect(left + TEXT_LEFT, top + line + 3, rect.width() - TEXT_LEFT, rect.height())
        painter.drawText(words, WRAP, note.text)
        paint_band(painter, rect.adjusted(DAY_WIDTH, 0, 0, 0), note.shape)
        painter.restore()


class Timeline(QListView):
    """All notes at their full height, for a page that scrolls as a whole. Up and Down walk, Enter opens."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._notes = Notes()
        self._painter = NotePainter(self._notes)
        self.setModel(self._notes)
        self.setItemDelegate(self._painter)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSpacing(0)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setTabKeyNavigation(False)
        self.viewport().setAutoFillBackground(False)
        self.setAccessibleName("What has happened")
        self.setProperty("ring_trim", BETWEEN)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)  # Fixed would hold the height of another width
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.activated.connect(self._open)
        self.clicked.connect(self._open)  # one press, as in every other list

    def set_notes(self, notes: Sequence[Note]) -> None:
        """Show these, newest first as the caller gives them; the row that was current stays so if it is still there."""
        before = self.current_key()
        self._notes.fill(notes)
        keys = [note.key for note in notes]
        if keys:
            self.setCurrentIndex(self._notes.index(keys.index(before) if before in keys else 0, 0))
        self.updateGeometry()

    def current_key(self) -> str:
        """The key of the note that the focus is on."""
        row = self.currentIndex().row()
        return self._notes.notes[row].key if 0 <= row < len(self._notes.notes) else ""

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self._notes.notes[index.row()].key)

    def hasHeightForWidth(self) -> bool:
        """Longer words, more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The sum of all rows."""
        rows = len(self._notes.notes)
        return max(0, sum(self._painter.height(row, width) + BETWEEN for row in range(rows)) - BETWEEN)

    def sizeHint(self) -> QSize:
        """For layouts that do not ask by width."""
        return QSize(480, self.heightForWidth(max(self.width(), 200)))

    def minimumSizeHint(self) -> QSize:
        """Narrow is allowed; low is the layout's affair."""
        return QSize(240, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure anew."""
        super().resizeEvent(event)
        self.updateGeometry()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Bring the row into the page's view: this list has no scroll bar of its own."""
        super().currentChanged(current, previous)
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        page = area.widget() if isinstance(area, QScrollArea) else None
        if isinstance(area, QScrollArea) and page is not None and self.hasFocus():
            row = self.visualRect(current)
            at = self.viewport().mapTo(page, row.center())
            area.ensureVisible(at.x(), at.y(), 0, row.height() // 2 + 12)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space opens too; typing letters must not jump about."""
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self._open(self.currentIndex())
        elif not event.text().isalnum():
            super().keyPressEvent(event)
