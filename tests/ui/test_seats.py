"""The room of a meeting under the hand: carried by the mouse, walked by arrows, read aloud, and what was changed is on the disk."""

from collections.abc import Sequence

import pytest
import test_workspace as window
from driver import NONE, Hands, Key
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitator_app.records import ConferencePlan
from facilitator_app.ui.chair import Chair, fitting
from facilitator_app.ui.look import Appearance, current
from facilitator_app.ui.place import Place
from facilitator_app.ui.seats import HOW, SeatsView
from facilitator_app.workbook.seats import Seat

demonstration, path, hands = window.demonstration, window.path, window.hands
NAMES = ("Priya", "Margaret", "Siân", "Owen", "Wŷn", "Daniel")
LONG = (
    "Siân Okafor-Bell",
    "عبد الرحمن محمد",
    "Mohammed-Yusuf Abdulrahman",
    "Christopher-James",
    "Nguyễn Thị Hạnh",
    "Llanfairpwllgwyngyllgogerych",
)


Heard = list[list[str]]


def room(qtbot: QtBot, names: Sequence[str] = NAMES, layout: str = "circle", width: int = 700) -> SeatsView:
    """A room on the screen, the first chair in the focus."""
    view = SeatsView([Seat(name, name, ("circle", "square", "triangle")[at % 3]) for at, name in enumerate(names)], layout)
    qtbot.addWidget(view)
    view.resize(width, view.sizeHint().height())
    with qtbot.waitExposed(view):
        view.show()
    view.activateWindow()
    view.setFocus()
    return view


def press(*keys: Qt.Key) -> None:
    """Keys, where the focus is."""
    for key in keys:
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClick(target, key)


def here() -> str:
    """Who sits where the focus is."""
    chair = QApplication.focusWidget()
    assert isinstance(chair, Chair)
    return chair.seat.name


def middle(view: SeatsView, name: str) -> QPoint:
    """The middle of somebody's seat, in the window."""
    chair = view.chair(name)
    return chair.mapTo(view.window(), chair.rect().center())


def drag(view: SeatsView, name: str, to: QPoint, *, drop: bool = True) -> None:
    """Takes hold of a seat and carries it, as a hand does: a little, then all the way."""
    glass, start = view.window().windowHandle(), middle(view, name)
    QTest.mousePress(glass, Qt.MouseButton.LeftButton, NONE, start)
    QTest.mouseMove(glass, start + QPoint(6, 8))
    QTest.mouseMove(glass, to)
    QApplication.processEvents()
    if drop:
        QTest.mouseRelease(glass, Qt.MouseButton.LeftButton, NONE, to)
        QApplication.processEvents()


# By keys ----------------------------------------------------------------------------------------------------------------------


def test_arrows_go_where_the_picture_says_and_not_along_the_list(qtbot: QtBot) -> None:
    view = room(qtbot)
    assert here() == "Priya"
    press(Key.Key_Right)
    assert here() == "Daniel"  # at the right of the picture, and the last of the list
    press(Key.Key_Up)
    assert here() == "Owen"  # straight ahead
    press(Key.Key_Left, Key.Key_Left)
    assert here() == "Margaret"
    press(Key.Key_Left)
    assert here() == "Margaret"  # there is only the wall
    press(Key.Key_Right)
    assert here() == "Wŷn"
    press(Key.Key_Left)
    assert here() == "Margaret"
    view.set_layout("two_rows")
    press(Key.Key_Right)
    assert here() == "Wŷn"
    press(Key.Key_Down)
    assert here() == "Daniel"


def test_enter_picks_up_and_enter_changes_places(qtbot: QtBot) -> None:
    view, moved, told = room(qtbot), Heard(), list[str]()
    view.moved.connect(moved.append)
    view.told.connect(told.append)
    press(Key.Key_Return)
    assert told[-1] == "Priya is picked up. Go to another seat and press Enter, or press Esc."
    press(Key.Key_Right)
    assert view.chair("Daniel").marked
    assert view.chair("Priya").taken
    press(Key.Key_Return)
    assert moved == [["Daniel", "Margaret", "Siân", "Owen", "Wŷn", "Priya"]]
    assert here() == "Priya"  # the hand goes along with whom it moved
    assert told[-1] == f"Priya and Daniel have changed places. {HOW}"
    assert not view.chair("Daniel").marked


@pytest.mark.parametrize("key", [Key.Key_Escape, Key.Key_Return])
def test_esc_or_enter_on_the_same_seat_puts_back(qtbot: QtBot, key: Qt.Key) -> None:
    view, moved = room(qtbot), Heard()
    view.moved.connect(moved.append)
    press(Key.Key_Return, key)
    assert (moved, view.chair("Priya").taken) == ([], False)
    press(Key.Key_Right, Key.Key_Return, Key.Key_Escape)
    assert (moved, tuple(view.keys())) == ([], NAMES)


# By the mouse -----------------------------------------------------------------------------------------------------------------


def test_a_dragged_chair_follows_the_pointer_and_marks_whom_it_would_change_with(qtbot: QtBot) -> None:
    view, moved = room(qtbot), Heard()
    view.moved.connect(moved.append)
    target = middle(view, "Wŷn")
    drag(view, "Margaret", target, drop=False)
    chair = view.chair("Margaret")
    assert chair.geometry().center() == target
    assert (chair.taken, view.chair("Wŷn").marked) == (True, True)
    assert not any(view.chair(name).marked for name in NAMES if name != "Wŷn")
    assert moved == []
    QTest.mouseRelease(view.window().windowHandle(), Qt.MouseButton.LeftButton, NONE, target)
    assert moved == [["Priya", "Wŷn", "Siân", "Owen", "Margaret", "Daniel"]]
    assert chair.geometry().center() == target  # it stays where it was let go


def test_let_go_elsewhere_or_by_esc_it_goes_back(qtbot: QtBot) -> None:
    view, moved = room(qtbot), Heard()
    view.moved.connect(moved.append)
    was = view.chair("Margaret").geometry()
    drag(view, "Margaret", QPoint(view.width() - 4, view.height() - 4))
    assert (view.chair("Margaret").geometry(), moved) == (was, [])
    target = middle(view, "Daniel")
    drag(view, "Margaret", target, drop=False)
    press(Key.Key_Escape)
    assert view.chair("Margaret").geometry() == was
    QTest.mouseMove(view.window().windowHandle(), target + QPoint(3, 3))
    QTest.mouseRelease(view.window().windowHandle(), Qt.MouseButton.LeftButton, NONE, target)
    assert (view.chair("Margaret").geometry(), moved, tuple(view.keys())) == (was, [], NAMES)
    assert not view.chair("Margaret").taken


def test_it_is_never_carried_out_of_the_room(qtbot: QtBot) -> None:
    view = room(qtbot)
    for corner in (QPoint(0, 0), QPoint(view.width() - 1, 0), QPoint(view.width() - 1, view.height() - 1)):
        drag(view, "Siân", corner, drop=False)
        assert view.rect().contains(view.chair("Siân").geometry())
        press(Key.Key_Escape)


def test_a_hand_that_cannot_drag_presses_twice(qtbot: QtBot) -> None:
    view, moved = room(qtbot), Heard()
    view.moved.connect(moved.append)
    glass = view.window().windowHandle()
    for name in ("Siân", "Owen"):
        QTest.mouseClick(glass, Qt.MouseButton.LeftButton, NONE, middle(view, name))
    assert moved == [["Priya", "Margaret", "Owen", "Siân", "Wŷn", "Daniel"]]


# Names and sizes --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("layout", ["circle", "table", "two_rows"])
@pytest.mark.parametrize("count", range(2, 15))
def test_no_name_is_cut_and_no_seat_lies_on_another(qtbot: QtBot, layout: str, count: int) -> None:
    view = room(qtbot, [f"{LONG[at % len(LONG)]}{' ' * (at // len(LONG))}" for at in range(count)], layout)
    for width in (700, 571, 480):
        view.resize(width, view.sizeHint().height())
        chairs = [view.chair(key) for key in (seat.key for seat in view.seats())]
        for at, chair in enumerate(chairs):
            assert view.rect().contains(chair.geometry())
            assert not any(chair.geometry().intersects(other.geometry()) for other in chairs[:at])
            space = chair.name_room()
            kind, flags = fitting(chair.seat.name, space, 0)
            needed = QFontMetricsF(kind).boundingRect(space, flags, chair.seat.name)
            assert needed.width() <= space.width() + 1
            assert needed.height() <= space.height() + 1
            assert kind.pointSizeF() >= 6.5


@pytest.mark.parametrize("look", ["light", "dark", "contrast"])
def test_shapes_and_door_are_seen_in_every_look(qtbot: QtBot, look: str, qapp: QApplication) -> None:
    appearance = qapp.findChild(Appearance) or Appearance(qapp, "light")
    appearance.choose(look)
    try:
        view = room(qtbot)
        picture = view.grab().toImage()
        for name, role in (("Priya", "circle"), ("Margaret", "square"), ("Siân", "triangle")):
            chair = view.chair(name)
            spot = (QPointF(chair.pos()) + chair._middle).toPoint()
            assert picture.pixelColor(spot) == QColor(current().colour(role)), name
        across = [picture.pixelColor(x, view._room().bottom().__int__()) for x in range(view.width())]
        assert across.count(current().colour("ink")) > 40
    finally:
        appearance.choose("light")


# Read aloud, and kept ---------------------------------------------------------------------------------------------------------


def test_each_seat_says_who_between_whom_and_whether_by_the_door(qtbot: QtBot) -> None:
    view = room(qtbot)
    assert view.chair("Priya").accessibleName() == "Priya, between Daniel and Margaret, nearest the door"
    assert view.chair("Siân").accessibleName() == "Siân, between Margaret and Owen"
    view.set_layout("two_rows")
    assert view.chair("Priya").accessibleName() == "Priya, beside Margaret, opposite Daniel, nearest the door"
    press(Key.Key_Return, Key.Key_Up)
    assert view.chair("Margaret").accessibleDescription() == "Enter changes places with Priya."
    assert (
        view.accessibleDescription()
        == "From the left of the door: Priya, Margaret, Siân, Owen, Wŷn, Daniel. Now at Margaret. Priya is picked up."
    )


def test_the_sentence_goes_along_and_two_moves_are_one_plan(hands: Hands) -> None:
    file = window.story(hands)
    window.space(hands).go(Place("meeting", file.id, more="who"))
    hands.see("Priya and Daniel sit nearest the door. Margaret asked to, and does not yet.")
    chair = hands.widget("Margaret, between Priya and Siân")
    chair.setFocus(Qt.FocusReason.TabFocusReason)
    hands.key(Key.Key_Return)
    hands.key(Key.Key_Down)
    hands.key(Key.Key_Return)
    hands.see("Margaret and Daniel sit nearest the door. Margaret asked to, and does.")
    hands.key(Key.Key_Return)
    hands.key(Key.Key_Right)
    hands.key(Key.Key_Return)
    hands.see("Daniel and Margaret sit nearest the door.")
    hands.choose("Who needs to be nearest the door?", "Siân")
    hands.see("Siân asked to, and does not yet.")
    hands.choose("Seats", "Two rows")
    hands.see("Daniel and Margaret sit nearest the door.")
    hands.press("Open: What each asked for")
    plan = window.story(hands).all(ConferencePlan)[-1]
    assert plan.layout == "two_rows"
    names = [window.story(hands).name(key) or key for key in plan.seats]
    assert names == ["Daniel", "facilitator:lead", "Siân", "facilitator:co", "Wŷn", "Margaret"]
    assert not window.story(hands).forks


def test_one_press_brings_somebody_to_the_door_and_keeps_who_sits_beside_whom(hands: Hands) -> None:
    file = window.story(hands)
    window.space(hands).go(Place("meeting", file.id, more="who"))
    hands.press("Move Margaret to the door")
    hands.see("Margaret and Priya sit nearest the door. Margaret asked to, and does.")
    hands.unseen("Move Margaret to the door")
    hands.press("Open: What each asked for")
    plan = window.story(hands).all(ConferencePlan)[-1]
    names = [window.story(hands).name(key) or key for key in plan.seats]
    assert names == ["Margaret", "Siân", "facilitator:co", "Wŷn", "Daniel", "facilitator:lead"]
