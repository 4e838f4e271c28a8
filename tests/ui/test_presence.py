"""Somebody is there: whatever they press, in whichever window, says so; Esc twice asks for the cover, and a menu keeps its own Esc."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLineEdit, QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from facilitator_app.ui.presence import Presence

KEY, BUTTON = Qt.Key, Qt.MouseButton


class Somebody:
    """One window with a line, a drop-down and a menu, and what was noticed in it."""

    def __init__(self) -> None:
        self.window = QWidget()
        down = QVBoxLayout(self.window)
        self.line, self.choice = QLineEdit(), QComboBox()
        self.choice.addItems(["one", "two", "three"])
        down.addWidget(self.line)
        down.addWidget(self.choice)
        self.menu = QMenu(self.window)
        self.menu.addAction("Overview")
        self.window.show()
        QTest.qWaitForWindowActive(self.window)
        self.line.setFocus()
        self.presence = Presence(self.window)
        self.signs = self.covers = 0
        self.presence.noticed.connect(self._sign)
        self.presence.hide_asked.connect(self._cover)

    def _sign(self) -> None:
        self.signs += 1

    def _cover(self) -> None:
        self.covers += 1

    def noticed(self) -> bool:
        """Anything since it was asked last."""
        QApplication.processEvents()
        found, self.signs = self.signs > 0, 0
        return found

    def escape(self, window: QWindow | None = None) -> None:
        """One press of Esc."""
        QTest.keyClick(window or self.window.windowHandle(), KEY.Key_Escape)
        QApplication.processEvents()


@pytest.fixture
def somebody(qapp: QApplication) -> Iterator[Somebody]:
    """At a line of text."""
    made = Somebody()
    assert not made.noticed()
    yield made
    made.menu.close()
    made.window.close()
    made.window.deleteLater()
    qapp.processEvents()


def _wheel(window: QWindow) -> QWheelEvent:
    at = QPointF(20, 20)
    none, held = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    return QWheelEvent(at, QPointF(window.mapToGlobal(at)), QPoint(), QPoint(0, 120), none, held, Qt.ScrollPhase.NoScrollPhase, False)


def test_a_key_a_press_and_the_wheel_are_signs_and_moving_the_mouse_is_none(somebody: Somebody) -> None:
    window = somebody.window.windowHandle()
    QTest.keyClick(window, KEY.Key_A)
    assert somebody.noticed()
    assert somebody.line.text() == "a", "it went on to where it was meant to go"
    QTest.mousePress(window, BUTTON.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(2, 2))
    assert somebody.noticed()
    QTest.mouseRelease(window, BUTTON.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(2, 2))
    QTest.mouseMove(window, QPoint(9, 9))
    assert not somebody.noticed()
    QApplication.sendEvent(window, _wheel(window))
    assert somebody.noticed()


def test_windows_that_open_later_are_known(somebody: Somebody) -> None:
    QTest.mouseClick(somebody.window.windowHandle(), BUTTON.LeftButton, Qt.KeyboardModifier.NoModifier, somebody.choice.geometry().center())
    assert somebody.noticed()
    popup = QApplication.activePopupWidget()
    assert popup is not None, "the drop-down is open"
    QTest.mousePress(popup.windowHandle(), BUTTON.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(5, 5))
    assert somebody.noticed()
    popup.close()
    dialog = QDialog(somebody.window)
    dialog.open()  # by the program itself, as an answer from a thread would
    QTest.qWaitForWindowActive(dialog)
    assert not somebody.noticed()
    QTest.mousePress(dialog.windowHandle(), BUTTON.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(5, 5))
    assert somebody.noticed()
    dialog.close()


def test_a_menu_that_a_release_opens_is_known(somebody: Somebody) -> None:
    QTest.mousePress(somebody.window.windowHandle(), BUTTON.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(2, 2))
    assert somebody.noticed()
    QTest.mouseRelease(somebody.window.windowHandle(), BUTTON.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(2, 2))
    somebody.menu.popup(QPoint(30, 30))  # as a button does when it is let go
    assert not somebody.noticed()
    QTest.mousePress(somebody.menu.windowHandle(), BUTTON.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(5, 5))
    assert somebody.noticed()


def test_escape_twice_asks_and_the_second_is_taken_away(somebody: Somebody) -> None:
    somebody.escape()
    assert somebody.covers == 0
    QTest.keyClick(somebody.window.windowHandle(), KEY.Key_B)
    somebody.escape()
    assert somebody.covers == 1
    somebody.escape()
    assert somebody.covers == 1, "the third begins anew"


def test_two_that_lie_far_apart_ask_for_nothing(somebody: Somebody, qtbot: QtBot) -> None:
    somebody.presence._escaped.setInterval(1)
    with qtbot.waitSignal(somebody.presence._escaped.timeout):
        somebody.escape()
    somebody.escape()
    assert somebody.covers == 0


def test_the_escape_that_closes_a_menu_is_not_counted(somebody: Somebody) -> None:
    QTest.keyClick(somebody.window.windowHandle(), KEY.Key_A)
    somebody.menu.popup(QPoint(30, 30))
    QApplication.processEvents()
    somebody.escape(somebody.menu.windowHandle())
    assert not somebody.menu.isVisible()
    somebody.escape()
    assert somebody.covers == 0
