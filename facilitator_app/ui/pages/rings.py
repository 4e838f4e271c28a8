"""Somebody rings. The number or a name, and under it first the rule, then what they know, then what they must not hear, then a note."""

from PySide6.QtCore import Qt, QTimer

from facilitator_app.ui.desk import Desk
from facilitator_app.ui.page import Page
from facilitator_app.ui.pages.case import banded, shape
from facilitator_app.ui.parts.buttons import ButtonRow, quiet_button
from facilitator_app.ui.parts.columns import Column, Columns
from facilitator_app.ui.parts.fields import LineField
from facilitator_app.ui.parts.owner import OwnerWords
from facilitator_app.ui.parts.words import body
from facilitator_app.ui.place import Place
from facilitator_app.workbook.acts import Changed
from facilitator_app.workbook.ringing import Caller, who_rings
from facilitator_app.workbook.workbook import Workbook

_SOON_MS = 120


class RingsPage(Page):
    """One field, and who it may be."""

    place_in_rail = "find"

    def __init__(self, desk: Desk, book: Workbook, place: Place) -> None:
        super().__init__(desk, book, place)
        self.title = "Somebody rings"
        columns = Columns()
        columns.side.hide()
        self._field = LineField(
            "Their number, or their name", "Four figures are enough. Say only that you will pass on a message until you know who it is."
        )
        self._field.setObjectName("rings")
        self._found = Column()
        columns.text.add(self._field)
        columns.text.add(self._found, before=16, out=True)
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self._look)
        self._field.edited.connect(lambda _: self._soon.start())
        self.put_in(columns)
        self.begin_at = lambda: self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def concerns(self, _changed: Changed) -> bool:
        """Found anew when it is typed anew."""
        return False

    def _look(self) -> None:
        typed = self._field.text()
        self.desk.ask(self, lambda: who_rings(self.book, typed), lambda found: self._show_callers(typed, found))

    def _show_callers(self, typed: str, found: tuple[Caller, ...]) -> None:
        if typed != self._field.text():
            return
        self._found.clear()
        if not found and typed.strip():
            self._found.add(body("Nobody of yours. Say that you will pass on a message, and ask the office.", "soft"))
        for number, caller in enumerate(found):
            self._caller(caller, first=not number)

    def _caller(self, caller: Caller, *, first: bool) -> None:
        owner = shape(caller.shape)
        rule = body(caller.rule or "Nobody has asked yet how to reach them safely.", weight=600)
        told = [body(f"Knows: {words}", "soft") for words in caller.may_say]
        silent = [body(f"Not to be told: {words}", "soft") for words in caller.not_to_say]
        number = [body(caller.number, "soft")] if caller.number else []
        quiet = [body(f"Do not ring on: {caller.not_on}", "soft")] if caller.not_on else []
        self._found.add(banded(owner, OwnerWords(owner, caller.name), rule, *number, *quiet, *told, *silent), before=0 if first else 22)
        note = quiet_button(f"Write a note of {caller.name}’s call")
        note.clicked.connect(lambda: self.go.emit(Place("note", caller.case, more=f"new:{caller.person}")))
        self._found.add(ButtonRow(note), before=8)
