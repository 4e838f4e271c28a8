"""Cases: a shelf of cards for a few, a long list for many, found by typing a name or a reference."""

from typing import ClassVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from facilitator_app import calendar
from facilitator_app.records.facts import CaseFact
from facilitator_app.ui.desk import Desk
from facilitator_app.ui.look import current, font
from facilitator_app.ui.page import Page
from facilitator_app.ui.parts.buttons import link_button
from facilitator_app.ui.parts.empty import Empty
from facilitator_app.ui.parts.fields import LineField
from facilitator_app.ui.parts.words import label
from facilitator_app.ui.place import Place
from facilitator_app.workbook.acts import Changed
from facilitator_app.workbook.workbook import Workbook

_ROW_PX = 66
_FIND_FROM = 6
Index = QModelIndex | QPersistentModelIndex


class Shelf(QAbstractListModel):
    """The cases that are shown, one a row."""

    def __init__(self) -> None:
        super().__init__()
        self.facts: list[CaseFact] = []

    def fill(self, facts: list[CaseFact]) -> None:
        """Shows these."""
        self.beginResetModel()
        self.facts = facts
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many."""
        return 0 if parent.isValid() else len(self.facts)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The fact for painting, its words for reading aloud."""
        fact = self.facts[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return fact
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole):
            return f"{fact.nickname}. {fact.sentence} {fact.reference}"
        return None


class CasePainter(QStyledItemDelegate):
    """One case: its people, the sentence, and at the right its reference. Only the rows on the screen are ever painted."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """One height for all rows, so that ten thousand need no measuring."""
        return QSize(100, _ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Two lines and a hairline."""
        fact: CaseFact = index.data(Qt.ItemDataRole.UserRole)
        look, rect = current(), QRect(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, look.colour("rail"))
        inner = rect.adjusted(10, 9, -10, -9)
        painter.setFont(font("body", 400))
        painter.setPen(look.colour("soft"))
        right = painter.boundingRect(inner, int(Qt.AlignmentFlag.AlignRight), fact.reference)
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop), fact.reference)
        painter.setFont(font("body", 600))
        painter.setPen(look.colour("ink"))
        names = inner.adjusted(0, 0, -right.width() - 20, 0)
        painter.drawText(
            names,
            int(Qt.AlignmentFlag.AlignTop),
            painter.fontMetrics().elidedText(fact.nickname, Qt.TextElideMode.ElideRight, names.width()),
        )
        painter.setFont(font("label", 400))
        painter.setPen(look.colour("soft"))
        words = fact.sentence if fact.known else "Not opened yet. Do you know anyone here?"
        painter.drawText(
            inner, int(Qt.AlignmentFlag.AlignBottom), painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, inner.width())
        )
        painter.setPen(look.colour("line"))
        painter.drawLine(rect.left() + 10, rect.bottom(), rect.right() - 10, rect.bottom())
        painter.restore()


class CasesPage(Page):
    """All cases that are open to the reader."""

    place_in_rail: ClassVar[str] = "cases"
    keeps_its_fields: ClassVar[bool] = True

    def __init__(self, desk: Desk, book: Workbook, place: Place) -> None:
        super().__init__(desk, book, place)
        self._all: list[CaseFact] = []
        self._find, self._none = LineField("Find a case", ""), label("", "soft")
        self._list, self._shelf = QListView(), Shelf()
        self._compose()

    def concerns(self, changed: Changed) -> bool:
        """Any case may have another sentence now."""
        return bool(changed.cases)

    def read(self) -> list[CaseFact]:
        """One row a case."""
        return self.book.cases()

    def show_read(self, found: list[CaseFact]) -> None:
        """The list, and the field that narrows it down."""
        self._all = found
        self.title = "Cases" if self.book.side is None else f"With {found[0].nickname}" if found else ""
        self.subtitle = calendar.long(self.book.clock.today(), self.book.clock.today())
        self.main_words = "Bring in referrals" if self.book.side is None else ""
        self._empty.setVisible(not found)
        self._list.setVisible(bool(found))
        self._find.setVisible(len(found) >= _FIND_FROM)
        self._narrow(self._find.text())

    def _compose(self) -> None:
        holder = QWidget()
        holder.setObjectName("page")
        holder.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        across = QHBoxLayout(holder)
        across.setContentsMargins(22, 20, 22, 16)
        column = QWidget()
        column.setMaximumWidth(900)
        across.addWidget(column, 1)
        across.addStretch(0)
        down = QVBoxLayout(column)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(8)
        self._find.edited.connect(self._narrow)
        self._find.entered.connect(lambda: self._open(self._list.currentIndex()))
        self._find.setContentsMargins(10, 0, 10, 4)
        self._none.setContentsMargins(10, 8, 0, 0)
        self._empty = Empty(
            "No case is here yet.", "Bring in the referrals that your service’s case system has exported, or begin one by hand."
        )
        self._empty.setContentsMargins(10, 0, 0, 0)
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setUniformItemSizes(True)
        self._list.setMouseTracking(True)
        self._list.setAccessibleName("Cases")
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._list.setModel(self._shelf)
        self._list.setItemDelegate(CasePainter(self._list))
        self._list.activated.connect(self._open)
        self._list.clicked.connect(self._open)
        by_hand = link_button("Begin a case by hand")
        by_hand.clicked.connect(lambda: self.go.emit(Place("new_case")))
        for widget in (self._find, self._empty, self._none):
            down.addWidget(widget)
        down.addWidget(self._list, 1)
        last = QHBoxLayout()
        last.setContentsMargins(10, 0, 0, 0)
        last.addWidget(by_hand)
        last.addStretch(1)
        down.addLayout(last)
        by_hand.setVisible(self.book.side is None)
        down.addStretch(0)
        self.put_in(holder)

    def _narrow(self, typed: str) -> None:
        wanted = typed.casefold().split()
        facts = [f for f in self._all if all(word in f"{f.nickname} {f.names} {f.reference}".casefold() for word in wanted)]
        self._shelf.fill(facts)
        self._none.setText("" if facts or not wanted else "No case has this name or reference.")
        self._none.setVisible(bool(wanted and not facts))
        if facts:
            self._list.setCurrentIndex(self._shelf.index(0))

    def _open(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        fact: CaseFact = index.data(Qt.ItemDataRole.UserRole)
        self.go.emit(Place("case", fact.case))

    def main_pressed(self) -> None:
        """Referrals come in."""
        self.go.emit(Place("bring_in"))
