"""Where the cursor is, and how it is put back there: after a lock, and after help. Knows fields by their names only."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from facilitator_app.records.record import Id
from facilitator_app.ui.page import Page, focus_named
from facilitator_app.ui.place import Kept


def cursor_of(page: Page, focus: QWidget | None) -> Kept:
    """The page's place, and the field and the letter in it if `focus` is one of its own."""
    place = page.place
    begun = [form for form in page.forms if form.begun]
    if place.more.startswith("new:") and not place.record and len(begun) == 1:
        place = replace(place, record=Id(begun[0].record.id))  # what was new is there now: the place is that record's
    if focus is None or not page.isAncestorOf(focus):
        return Kept(place)
    around = focus.parentWidget()
    name = focus.objectName() or (around.objectName() if around is not None else "") or focus.accessibleName()
    if isinstance(focus, QTextEdit | QPlainTextEdit):
        cursor = focus.textCursor()
        return Kept(place, name, cursor.position(), cursor.anchor())
    if isinstance(focus, QLineEdit):
        return Kept(place, name, focus.cursorPosition(), focus.cursorPosition())
    return Kept(place, name)


def put_cursor(page: Page, kept: Kept) -> None:
    """Into the same field at the same letter, if it is there."""
    child = focus_named(page, kept.field)
    found = child if child is not None else next((w for w in page.findChildren(QWidget) if w.objectName() == kept.field), None)
    if found is None:
        return
    inside = (found, *found.findChildren(QWidget))
    target = next((one for one in inside if isinstance(one, QLineEdit | QTextEdit | QPlainTextEdit)), None)
    if target is None:
        return
    target.setFocus(Qt.FocusReason.OtherFocusReason)
    if isinstance(target, QLineEdit):
        target.setCursorPosition(kept.cursor)
        return
    cursor = target.textCursor()
    end = len(target.toPlainText())
    cursor.setPosition(min(kept.anchor, end))
    cursor.setPosition(min(kept.cursor, end), cursor.MoveMode.KeepAnchor)
    target.setTextCursor(cursor)
