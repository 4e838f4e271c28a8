"""Where the cursor is, and how it is put back there: after a lock, and after help. Knows fields by their names only."""

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from facilitator_app.records.record import Id
from facilitator_app.ui.page import Page, focus_named, typed_into
from facilitator_app.ui.place import Kept


def cursor_of(page: Page, focus: QWidget | None) -> Kept:
    """The page's place, and the field and the letter in it if `focus` is one of its own."""
    place = page.place
    begun = [form for form in page.forms if form.begun]
    if place.more.startswith("new:") and not place.record and len(begun) == 1:
        place = replace(place, record=Id(begun[0].record.id))  # what was new is there now: the place is that record's
    typed = tuple(_typed_by_hand(page))
    if focus is None or not page.isAncestorOf(focus):
        return Kept(place, typed=typed)
    name = _name_of(focus)
    if isinstance(focus, QTextEdit | QPlainTextEdit):
        cursor = focus.textCursor()
        return Kept(place, name, cursor.position(), cursor.anchor(), typed)
    if isinstance(focus, QLineEdit):
        return Kept(place, name, focus.cursorPosition(), focus.cursorPosition(), typed)
    return Kept(place, name, typed=typed)


def _name_of(entry: QWidget) -> str:
    around = entry.parentWidget()
    return entry.objectName() or (around.objectName() if around is not None else "") or entry.accessibleName()


def _typed_by_hand(page: Page) -> Iterator[tuple[str, str]]:
    """What stands in fields of no form, which nobody has taken yet; never a passphrase."""
    bound = {f"{form.record.kind}.{name}" for form in page.forms for name in form.names}
    for entry in typed_into(page):
        name = _name_of(entry)
        hidden = isinstance(entry, QLineEdit) and entry.echoMode() != QLineEdit.EchoMode.Normal
        if name and name not in bound and not hidden:
            yield name, entry.text() if isinstance(entry, QLineEdit) else entry.toPlainText()


def put_back(page: Page, kept: Kept) -> None:
    """What was typed and in no record, and the cursor."""
    entries = [child for child in page.findChildren(QWidget) if isinstance(child, QLineEdit | QPlainTextEdit | QTextEdit)]
    for name, text in kept.typed:
        entry = next((one for one in entries if _name_of(one) == name), None)
        if isinstance(entry, QLineEdit):
            entry.setText(text)
            entry.setModified(True)
        elif entry is not None:
            entry.setPlainText(text)
            entry.document().setModified(True)
    if kept.field:
        put_cursor(page, kept)


def put_cursor(page: Page, kept: Kept) -> None:
    """Into the same field at the same letter, if it is there."""
    child = focus_named(page, kept.field)
    found = (
        child
        if child is not None
        else next((w for w in page.findChildren(QWidget) if w.objectName() == kept.field and w.isVisibleTo(page)), None)
    )
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
