"""Cases: a shelf of cards for a few, a long list for many, found by typing a name or a reference."""

from typing import ClassVar

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from facilitator_app import calendar
from facilitator_app.records.facts import CaseFact
from facilitator_app.records.record import Id
from facilitator_app.ui.desk import Desk
from facilitator_app.ui.page import Page
from facilitator_app.ui.pages.board import link_to_board
from facilitator_app.ui.parts.buttons import ButtonRow, link_button
from facilitator_app.ui.parts.columns import NARROW_WIDTH, OUT
from facilitator_app.ui.parts.empty import Empty
from facilitator_app.ui.parts.fields import LineField
from facilitator_app.ui.parts.words import label
from facilitator_app.ui.place import Place
from facilitator_app.ui.shelf import ShelfList
from facilitator_app.workbook import shelf
from facilitator_app.workbook.acts import Changed
from facilitator_app.workbook.workbook import Workbook

_FIND_FROM = 6
_FIND_WIDE = 420
_LIST_WIDE, _CARDS_WIDE = 900, 1040


class CasesPage(Page):
    """All cases that are open to the reader."""

    place_in_rail: ClassVar[str] = "cases"
    keeps_its_fields: ClassVar[bool] = True

    def __init__(self, desk: Desk, book: Workbook, place: Place) -> None:
        super().__init__(desk, book, place)
        self._found = shelf.Shelf()
        self._unfolded = False
        self._find, self._none, self._list = LineField("Find a case", "", width=_FIND_WIDE), label("", "soft"), ShelfList()
        self._compose()

    def concerns(self, changed: Changed) -> bool:
        """Any case may have another sentence now."""
        return bool(changed.cases)

    def read(self) -> shelf.Shelf:
        """One row a case; of a few also what comes next."""
        return shelf.shelf(self.book)

    def show_read(self, found: shelf.Shelf) -> None:
        """The cases, and the field that narrows them down."""
        self._found = found
        every = (*found.open, *found.closed)
        self.title = "Cases" if self.book.side is None else f"With {every[0].nickname}" if every else ""
        self.subtitle = calendar.long(self.book.clock.today(), self.book.clock.today())
        self.main_words = "Bring in referrals" if self.book.side is None else ""
        self._empty.setVisible(not every)
        self._list.setVisible(bool(every))
        self._find.setVisible(len(every) >= _FIND_FROM or bool(self._find.text()))
        self._column.setMaximumWidth(_CARDS_WIDE if found.cards else _LIST_WIDE)
        self._narrow(self._find.text())
        if found.cards:  # letters find their field from there
            self.begin_at = self._list.setFocus

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The page's left edge, as every page has it."""
        edge = 20 if event.size().width() < NARROW_WIDTH else 32
        self._across.setContentsMargins(edge - OUT, 20, edge - OUT, 16)
        super().resizeEvent(event)

    def _compose(self) -> None:
        holder = QWidget()
        holder.setObjectName("page")
        holder.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._across = QHBoxLayout(holder)
        self._column = QWidget()
        self._across.addWidget(self._column, 1)
        self._across.addStretch(0)
        down = QVBoxLayout(self._column)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(8)
        self._find.edited.connect(self._narrow)
        self._find.entered.connect(lambda: self._open(self._list.currentIndex()))
        self._find.line.installEventFilter(self)
        self._find.setContentsMargins(OUT, 0, OUT, 4)
        self._none.setContentsMargins(OUT, 8, 0, 0)
        self._empty = Empty(
            "No case is here yet.", "Bring in the referrals that your service’s case system has exported, or begin one by hand."
        )
        self._empty.setContentsMargins(OUT, 0, 0, 0)
        self._list.opened.connect(self._open)
        self._list.typed.connect(self._type)
        for widget in (self._find, self._empty, self._none):
            down.addWidget(widget)
        down.addWidget(self._list, 1)
        down.addWidget(self._foot())
        down.addStretch(0)
        self.put_in(holder)

    def _foot(self) -> ButtonRow:
        """Where one can go from here that is no case; with one side open nowhere."""
        foot = ButtonRow(gap=28)
        foot.setContentsMargins(OUT, 10, OUT, 0)
        if self.book.side is None:
            by_hand = link_button("Begin a case by hand")
            by_hand.clicked.connect(lambda: self.go.emit(Place("new_case")))
            foot.add(by_hand)
            foot.add(link_to_board(self))
        return foot

    def _narrow(self, typed: str) -> None:
        wanted = bool(typed.strip())
        rows: list[CaseFact | None] = [*shelf.matching(self._found.open, typed)]
        if wanted:  # whoever looks for somebody finds them, closed or not
            rows += shelf.matching(self._found.closed, typed)
        elif self._found.closed:
            rows += [None, *(self._found.closed if self._unfolded else ())]
        self._list.show_rows(rows, self._found.cards, unfolded=self._unfolded)
        self._none.setText("No case has this name or reference." if wanted and not rows else "")
        self._none.setVisible(wanted and not rows)

    def _type(self, event: QKeyEvent) -> None:
        """Somebody types on the list: the field takes it, from the first letter on."""
        self._find.show()
        self._find.line.setFocus(Qt.FocusReason.OtherFocusReason)
        QApplication.sendEvent(self._find.line, QKeyEvent(event.type(), event.key(), event.modifiers(), event.text()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down leads from the field into what it found."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Down:
            self._list.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return super().eventFilter(watched, event)

    def _open(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        fact = self._list.shelf.rows[index.row()]
        if fact is None:
            self._unfolded = not self._unfolded
            self._narrow(self._find.text())
        else:
            self.go.emit(Place("case", Id(fact.case)))

    def main_pressed(self) -> None:
        """Referrals come in."""
        self.go.emit(Place("bring_in"))
