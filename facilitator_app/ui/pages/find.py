"""Find: a person, a number, a word. What is found opens where it stands. Nothing that is typed here is kept or logged."""

from PySide6.QtCore import Qt, QTimer

from facilitator_app.records.record import Id
from facilitator_app.ui.desk import Desk
from facilitator_app.ui.page import Page
from facilitator_app.ui.pages.today import place_of
from facilitator_app.ui.parts.buttons import link_button
from facilitator_app.ui.parts.columns import Column, Columns
from facilitator_app.ui.parts.fields import LineField
from facilitator_app.ui.parts.rows import Rows
from facilitator_app.ui.parts.words import body
from facilitator_app.ui.place import Place
from facilitator_app.workbook.acts import Changed
from facilitator_app.workbook.finding import Hit, around
from facilitator_app.workbook.workbook import Workbook

_SOON_MS = 60
_SHOWN = 30


class FindPage(Page):
    """One field, and what it finds under it."""

    place_in_rail = "find"

    def __init__(self, desk: Desk, book: Workbook, place: Place) -> None:
        super().__init__(desk, book, place)
        self.title = "Find"
        self._columns = Columns()
        self._columns.side.hide()
        self._field = LineField("A name, a word, a number", "Only in what is open to you now.")
        self._field.setObjectName("find")
        self._found = Column()  # under the field, which is never made anew: the cursor is in it
        self._columns.text.add(self._field)
        rings = link_button("Somebody rings")
        rings.clicked.connect(lambda: self.go.emit(Place("rings")))
        self._columns.text.add(rings, before=8)
        self._columns.text.add(self._found, before=16, out=True)
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self._look)
        self._field.edited.connect(lambda _: self._soon.start())
        self._field.entered.connect(self._enter)
        self.put_in(self._columns)
        self.begin_at = lambda: self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def concerns(self, _changed: Changed) -> bool:
        """Found anew when it is typed anew."""
        return False

    def _look(self) -> None:
        typed = self._field.text()
        self.desk.ask(self, lambda: self.book.find(typed, _SHOWN), lambda hits: self._show_hits(typed, hits))

    def _enter(self) -> None:
        """Enter opens the first that is found, also when it comes before what was typed has been looked for."""
        self._soon.stop()
        typed = self._field.text()

        def first(hits: list[Hit]) -> None:
            self._show_hits(typed, hits)
            if hits and typed == self._field.text():
                self._open(hits[0])

        self.desk.ask(self, lambda: self.book.find(typed, _SHOWN), first)

    def _show_hits(self, typed: str, hits: list[Hit]) -> None:
        if typed != self._field.text():
            return
        self._found.clear()
        if not hits and typed.strip():
            self._found.add(body("Nothing was found. Try fewer letters.", "soft"))
        rows = Rows()
        for number, hit in enumerate(hits):
            rows.add(" · ".join(filter(None, (hit.title, hit.detail))), around(hit.words, typed), link="Open", key=str(number))
        rows.pressed.connect(lambda key: self._open(hits[int(key)]))
        self._found.add(rows)

    def _open(self, hit: Hit) -> None:
        if hit.record == hit.case:
            self.go.emit(Place("case", hit.case))
            return
        record = self.book.case(hit.case).records.get(Id(hit.record))
        if record is not None:
            self.go.emit(place_of(hit.case, record.kind, record.id))
