"""The menu of a field: opened by the right button or by a key. Knows no field and no entry of it."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu


def asks_for_menu(event: QKeyEvent) -> bool:
    """Whether a key asks for the menu of what has the cursor: Menu, or Shift+F10, which not every system tells us of by itself."""
    shifted = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
    return event.key() == Qt.Key.Key_Menu or (event.key() == Qt.Key.Key_F10 and shifted)


def pop_up(menu: QMenu, where: QPoint, *, by_key: bool) -> None:
    """Opens a menu once; by key with its first entry chosen, so that Enter takes it."""
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(where)
    first = next((one for one in menu.actions() if one.isEnabled() and not one.isSeparator()), None)
    if by_key and first is not None:
        menu.setActiveAction(first)
