"""The list of cases: cards while they are few, rows of one height when they are many, and the closed ones under a fold.

One model and one painter for both: of ten thousand rows only those on the screen are ever painted, and none is measured.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QSizePolicy, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from facilitator_app.records.facts import CaseFact
from facilitator_app.records.record import Id
from facilitator_app.ui.card import height_of, lines_of, paint_lines
from facilitator_app.ui.look import current, font
from facilitator_app.ui.parts.columns import OUT
from facilitator_app.workbook.shelf import Card

_ROW_PX = 66
Index = QModelIndex | QPersistentModelIndex
_LEFT, _RIGHT = int(Qt.AlignmentFlag.AlignLeft), int(Qt.AlignmentFlag.AlignRight)
_TOP, _BOTTOM, _MIDDLE = int(Qt.AlignmentFlag.AlignTop), int(Qt.AlignmentFlag.AlignBottom), int(Qt.AlignmentFlag.AlignVCenter)


class Shelf(QAbstractListModel):
    """The rows that are shown: a case each, and None for the fold over the closed ones."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[CaseFact | None] = []
        self.cards: Mapping[Id, Card] = {}
        self.unfolded = False

    def fill(self, rows: Sequence[CaseFact | None], cards: Mapping[Id, Card], *, unfolded: bool) -> None:
        """Shows these."""
        self.beginResetModel()
        self.rows, self.cards, self.unfolded = list(rows), cards, unfolded
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The fact for painting, its words for reading aloud."""
        fact = self.rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return fact
        return self.aloud(fact) if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole) else None

    def aloud(self, fact: CaseFact | None) -> str:
        """A row as it is read aloud: no more of a case than is shown of it."""
        if fact is None:
            return "Closed. Enter folds them away." if self.unfolded else "Closed. Enter shows them."
        card = self.cards.get(fact.case)
        if card is None:
            return f"{fact.nickname}. {words_of(fact)} {fact.reference}"
        comes = ", ".join(filter(None, (card.next, card.when))) if card.opened else f"{card.when}. {card.next}"
        return ". ".join(part.rstrip(".") for part in (fact.nickname, card.said, comes, card.soft) if part)


def words_of(fact: CaseFact) -> str:
    """The second line of a row."""
    if not fact.known:
        return "Not opened yet. Do you know anyone here?"
    return f"Two versions to look at. {fact.sentence}" if fact.forks else fact.sentence


class CasePainter(QStyledItemDelegate):
    """One case: as a card, or its people, the sentence, and at the right its reference."""

    def __init__(self, shelf: Shelf, parent: QListView) -> None:
        super().__init__(parent)
        self._shelf = shelf

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One height for all rows that are no cards, so that ten thousand need no measuring."""
        fact, view = self._shelf.rows[index.row()], option.widget
        card = self._shelf.cards.get(fact.case) if fact is not None else None
        if fact is None or card is None or not isinstance(view, QAbstractItemView):
            return QSize(100, _ROW_PX)
        wide = view.viewport().width()
        return QSize(100, height_of(lines_of(fact.nickname, card, wide, first=not index.row())))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Words and a hairline."""
        fact, look, row = self._shelf.rows[index.row()], current(), QRect(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(row, look.colour("rail"))
        card = self._shelf.cards.get(fact.case) if fact is not None else None
        if fact is None:
            self._paint_fold(painter, row)
        elif card is not None:
            paint_lines(painter, lines_of(fact.nickname, card, row.width(), first=not index.row()), row)
        else:
            _paint_row(painter, fact, row.adjusted(OUT, 9, -OUT, -9))
        painter.setPen(look.colour("line"))
        if index.row() < len(self._shelf.rows) - 1:  # between rows, and none around
            painter.drawLine(row.left() + OUT, row.bottom(), row.right() - OUT, row.bottom())
        painter.restore()

    def _paint_fold(self, painter: QPainter, row: QRect) -> None:
        look, kind = current(), font("body", 400)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour("soft"), 1.75))
        at = QPointF(row.left() + OUT + 5, row.center().y() + 1)
        down = ((-4, -2), (0, 2), (4, -2)) if self._shelf.unfolded else ((-2, -4), (2, 0), (-2, 4))
        painter.drawPolyline(QPolygonF([at + QPointF(*step) for step in down]))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setFont(kind)
        painter.drawText(row.adjusted(OUT + 20, 0, -OUT, 0), _LEFT | _MIDDLE, "Closed")


def _paint_row(painter: QPainter, fact: CaseFact, inner: QRect) -> None:
    look = current()
    painter.setFont(font("body", 400))
    painter.setPen(look.colour("soft"))
    right = painter.boundingRect(inner, _RIGHT, fact.reference)
    painter.drawText(inner, _RIGHT | _TOP, fact.reference)
    painter.setFont(font("body", 600))
    painter.setPen(look.colour("ink"))
    names = inner.adjusted(0, 0, -right.width() - 20, 0)
    painter.drawText(names, _TOP, painter.fontMetrics().elidedText(fact.nickname, Qt.TextElideMode.ElideRight, names.width()))
    painter.setFont(font("label", 400))
    painter.setPen(look.colour("soft"))
    painter.drawText(inner, _BOTTOM, painter.fontMetrics().elidedText(words_of(fact), Qt.TextElideMode.ElideRight, inner.width()))


class ShelfList(QListView):
    """Arrows walk, Enter and Space open, letters are somebody looking for a name."""

    opened = Signal(QModelIndex)
    typed = Signal(QKeyEvent)

    def __init__(self) -> None:
        super().__init__()
        self.shelf = Shelf()
        self.setModel(self.shelf)
        self.setItemDelegate(CasePainter(self.shelf, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setAccessibleName("Cases")
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportMargins(0, 0, OUT, 0)  # the ring round a row and the scroll bar do not cross
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.activated.connect(self.opened)
        self.clicked.connect(self.opened)

    def show_rows(self, rows: Sequence[CaseFact | None], cards: Mapping[Id, Card], *, unfolded: bool) -> None:
        """These from now on; whoever was on a row stays on it while it is there."""
        here = self.currentIndex()
        fact = self.shelf.rows[here.row()] if here.isValid() else None
        self.setUniformItemSizes(not cards)
        self.shelf.fill(rows, cards, unfolded=unfolded)
        same = (at for at, one in enumerate(rows) if here.isValid() and (one.case if one else "") == (fact.case if fact else ""))
        if rows:
            self.setCurrentIndex(self.shelf.index(next(same, 0)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters go to the field that finds; Space opens, as Enter does."""
        held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex())
        elif event.text().isprintable() and event.text().strip() and not held:
            self.typed.emit(event)
        else:
            super().keyPressEvent(event)
