"""The parts behave: by key alone, at every width, with names for screen readers, and with words that stay words."""

import importlib.util
from collections.abc import Callable, Iterator
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QAccessible, QImage, QKeyEvent, QPainter, QTextCursor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete, isValid

from facilitator_app.ui.look import Appearance
from facilitator_app.ui.parts.buttons import Button, ButtonRow, FoldButton, quiet_button
from facilitator_app.ui.parts.cards import HitCard, QuestionCard
from facilitator_app.ui.parts.choices import Choice, Choices
from facilitator_app.ui.parts.columns import Columns
from facilitator_app.ui.parts.cover import Cover
from facilitator_app.ui.parts.facts import People, Person
from facilitator_app.ui.parts.fields import ChoiceField, LineField, ListField, PassphraseField, TextField
from facilitator_app.ui.parts.frame import Frame
from facilitator_app.ui.parts.owner import BAND_WIDTH, Shape, paint_band, paint_shape
from facilitator_app.ui.parts.paper_sheet import MarkedWords, PaperSheet, where
from facilitator_app.ui.parts.ring import REACH, Ring, RingLine
from facilitator_app.ui.parts.rows import Rows
from facilitator_app.ui.parts.spread import Spread
from facilitator_app.ui.parts.strip import Tab
from facilitator_app.ui.parts.timeline import Note, Timeline
from facilitator_app.ui.parts.topics import Topics
from facilitator_app.ui.parts.words import OneLine, Words, body
from facilitator_app.ui.parts.writing import Writing

pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support"),  # offscreen has no window manager to talk to
    pytest.mark.usefixtures("appearance"),
]

_spec = importlib.util.spec_from_file_location("gallery", Path(__file__).with_name("gallery.py"))
assert _spec is not None
assert _spec.loader is not None
gallery = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(gallery)
PAGES: dict[str, Callable[[], QWidget]] = gallery.PAGES
SIZES = ((1366, 768), (1093, 535), (1000, 700), (979, 600), (683, 384), (560, 384))


@pytest.fixture
def appearance(qapp: QApplication) -> Iterator[Appearance]:
    """The light look, on the one application that all tests share."""
    made = qapp.findChild(Appearance) or Appearance(qapp, "light")
    made.choose("light")
    yield made
    made.choose("light")


@pytest.fixture
def ring(qapp: QApplication) -> Iterator[Ring]:
    made = Ring(qapp)
    yield made
    qapp.focusChanged.disconnect(made._follow)
    made.deleteLater()


def shown(qtbot: QtBot, widget: QWidget, width: int = 800, height: int = 600) -> Any:
    qtbot.addWidget(widget)
    widget.resize(width, height)
    with qtbot.waitExposed(widget):
        widget.show()
    widget.activateWindow()
    settle()
    return widget


def settle() -> None:
    for _ in range(4):
        QApplication.processEvents()


def read_aloud(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the focus is."""
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, key, modifier)
    settle()


# Whose words


def grey(draw: Callable[[QPainter], None], width: int, height: int) -> list[bool]:
    picture = QImage(width, height, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    draw(painter)
    painter.end()
    flat = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    return [flat.pixelColor(x, y).red() < 200 for y in range(height) for x in range(width)]


@pytest.mark.parametrize(("one", "other"), list(combinations(Shape, 2)))
def test_owners_are_told_apart_in_grey_print(one: Shape, other: Shape) -> None:
    def shape_of(owner: Shape) -> list[bool]:
        return grey(lambda painter: paint_shape(painter, QRectF(1, 1, 14, 14), owner), 16, 16)

    def band_of(owner: Shape) -> list[bool]:
        return grey(lambda painter: paint_band(painter, QRect(0, 0, 20, 40), owner), 20, 40)

    assert sum(a != b for a, b in zip(shape_of(one), shape_of(other), strict=True)) >= 20
    assert sum(a != b for a, b in zip(band_of(one), band_of(other), strict=True)) >= 20
    assert not any(dark for at, dark in enumerate(band_of(one)) if at % 20 >= BAND_WIDTH)


# Words stay words


def test_words_are_never_markup(qtbot: QtBot) -> None:
    typed = "<b>Fatima</b> & <i>Kevin</i>"
    words = shown(qtbot, body(typed))
    assert words.textFormat() == Qt.TextFormat.PlainText
    assert words.text() == typed
    assert Words(typed, wrap=False).sizeHint().width() > 1.5 * Words("Fatima & Kevin", wrap=False).sizeHint().width()
    marked = MarkedWords(typed, where(typed, "Kevin"))
    assert marked._layout(2000)[0].maximumWidth() > 1.5 * MarkedWords("Fatima & Kevin")._layout(2000)[0].maximumWidth()
    assert read_aloud(shown(qtbot, marked)) == typed


def test_a_tool_tip_shows_what_was_typed(qtbot: QtBot) -> None:
    line = OneLine("<b>a nickname that is much too long for its place</b>")
    shown(qtbot, line, 60, 20)
    assert line.toolTip() == "<span>&lt;b&gt;a nickname that is much too long for its place&lt;/b&gt;</span>"


def test_an_ampersand_is_no_shortcut(qtbot: QtBot) -> None:
    button = shown(qtbot, quiet_button("Ring B&B"))
    assert button.shortcut().isEmpty()
    assert button.words() == read_aloud(button) == "Ring B&B"


@pytest.mark.parametrize("name", list(PAGES))
def test_every_label_of_every_page_is_plain(qtbot: QtBot, name: str) -> None:
    page = shown(qtbot, PAGES[name](), 1366, 768)
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in page.findChildren(QLabel))


# Room: no sideways scroll, nothing cut, no phantom scroll bars


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("name", list(PAGES))
def test_pages_fit_their_width_and_cut_no_words(qtbot: QtBot, name: str, width: int, height: int) -> None:
    page = shown(qtbot, PAGES[name](), width, height)
    assert page.width() == width
    for area in page.findChildren(QScrollArea):
        if not area.isVisible():
            continue
        inner, room = area.widget(), area.viewport().width()
        assert inner is not None
        assert inner.width() <= room
        assert area.horizontalScrollBar().maximum() == 0
        for part in inner.findChildren(QWidget):
            if part.isVisible() and not isinstance(part, RingLine):
                assert part.mapTo(inner, part.rect().topRight()).x() < room, part
    for words in page.findChildren(QLabel):
        if words.isVisible() and words.text() and not isinstance(words, OneLine):
            if words.wordWrap():
                assert words.height() >= words.heightForWidth(words.width()), words.text()
            else:
                assert words.width() >= words.sizeHint().width(), words.text()


@pytest.mark.parametrize("name", list(PAGES))
def test_there_are_no_phantom_scroll_bars_and_no_holes(qtbot: QtBot, name: str) -> None:
    page = shown(qtbot, PAGES[name](), 1366, 1600)
    for area in page.findChildren(Columns):
        assert area.verticalScrollBar().maximum() == 0
    page.resize(1366, 320)
    settle()
    for area in page.findChildren(Columns):
        inner = area.widget()
        assert inner is not None
        leaves = [
            part for part in inner.findChildren(QWidget) if part.isVisible() and isinstance(part, (QLabel, QAbstractButton, Timeline))
        ]
        lowest = max(part.mapTo(inner, part.rect().bottomLeft()).y() for part in leaves)
        assert area.verticalScrollBar().maximum() <= max(0, lowest + 60 - area.viewport().height())


def test_the_frame_folds_and_unfolds(qtbot: QtBot) -> None:
    frame = shown(qtbot, gallery.case(), 1024, 700)
    assert frame.strip.title.width() >= frame.strip.title.sizeHint().width()
    assert frame.rail.width() == 168
    assert not frame.strip.folded_tabs.isVisible()
    assert [tab.isVisible() for tab in frame.findChildren(Tab)] == [True] * 5
    frame.resize(979, 700)
    settle()
    assert frame.rail.width() == 72
    assert frame.strip.folded_tabs.isVisible()
    assert [tab.isVisible() for tab in frame.findChildren(Tab)] == [False] * 5
    assert read_aloud(frame.strip.folded_tabs) == "Page: Overview"
    with qtbot.waitSignal(frame.tab_chosen) as told:
        frame.strip.folded_tabs._menu.actions()[3].trigger()
    assert told.args == ["agreement"]
    frame.resize(1200, 700)
    settle()
    assert frame.rail.width() == 168


def test_long_tabs_fold_before_the_name_of_the_case_is_cut(qtbot: QtBot) -> None:
    frame = shown(qtbot, gallery.case(), 1093, 535)
    frame.set_tabs(
        [(str(number), words) for number, words in enumerate(("Trosolwg o’r achos", "Paratoi’r cyfarfod", "Cyfarfod wyneb yn wyneb"))], "1"
    )
    frame.set_title("Hạnh, Wŷn a’r cymdogion", "RJ-2026-0107 · Careful")
    frame.set_main("Ysgrifennu nodyn newydd")
    settle()
    assert frame.strip.title.width() >= frame.strip.title.sizeHint().width()
    seen = sorted((part.x(), part.geometry().right()) for part in frame.strip.findChildren(QAbstractButton) if part.isVisible())
    assert len(seen) == 2
    assert all(right < left for (_x, right), (left, _right) in pairwise(seen))


def test_tabs_draw_closer_before_they_fold(qtbot: QtBot) -> None:
    frame = shown(qtbot, gallery.case(), 1093, 535)
    frame.set_main("Make the papers for the day")
    settle()
    assert [tab.isVisible() for tab in frame.findChildren(Tab)] == [True] * 5
    assert frame.strip.title.width() >= frame.strip.title.sizeHint().width()
    assert all(left.geometry().right() < right.x() for left, right in pairwise(frame.findChildren(Tab)))


def test_the_window_can_become_small(qtbot: QtBot) -> None:
    frame = shown(qtbot, gallery.case(), 1366, 768)
    frame.resize(500, 340)
    settle()
    assert (frame.width(), frame.height()) == (500, 340)
    main = frame.strip.main
    assert main.isVisible()
    assert main.geometry().right() < frame.strip.width()


def test_the_side_column_drops_underneath(qtbot: QtBot) -> None:
    page = Columns()
    page.text.add(body("Text"))
    page.side.add(body("Side"))
    shown(qtbot, page, 1198, 700)
    assert not page.dropped()
    assert page.side.x() == page.text.x() + 720 + 56
    page.resize(999, 700)
    settle()
    assert page.dropped()
    assert page.side.x() == page.text.x()
    assert page.side.y() > page.text.geometry().bottom()
    words = page.text.findChild(Words)
    assert words is not None
    assert words.mapTo(page, QPoint(0, 0)).x() == 32
    page.resize(690, 700)
    settle()
    assert words.mapTo(page, QPoint(0, 0)).x() == 20


def test_two_people_keep_their_rows_level_and_fold(qtbot: QtBot) -> None:
    people = People(
        Person("Margaret", "person harmed", Shape.CIRCLE, "Mobile only", knows=(("That he agreed", "9 Feb"),)),
        Person("Daniel", "person responsible", Shape.SQUARE, "Only through his offender manager, never by post, never at weekends, never at night",
               knows=(("That somebody asked", "26 Jan"),)),
    )  # fmt: skip
    shown(qtbot, people, 560, 400)
    hers, his = (next(part for part in people.findChildren(Words) if part.text() == f"{name} knows") for name in ("Margaret", "Daniel"))
    assert hers.mapTo(people, QPoint(0, 0)).y() == his.mapTo(people, QPoint(0, 0)).y()
    people.resize(480, 600)
    settle()
    assert his.mapTo(people, QPoint(0, 0)).y() > hers.mapTo(people, QPoint(0, 0)).y() + 50
    assert his.mapTo(people, QPoint(0, 0)).x() == hers.mapTo(people, QPoint(0, 0)).x()


def test_buttons_wrap(qtbot: QtBot) -> None:
    buttons = [quiet_button(words) for words in ("Change the words", "Ask Margaret", "This is something else")]
    row = ButtonRow(*buttons)
    shown(qtbot, row, 600, 40)
    assert len({button.y() for button in buttons}) == 1
    row.resize(260, row.heightForWidth(260))
    settle()
    assert len({button.y() for button in buttons}) == 3
    assert row.heightForWidth(260) == 34 * 3 + 16


# Keys and names


@pytest.mark.parametrize("name", list(PAGES))
def test_everything_that_takes_the_focus_has_a_name(qtbot: QtBot, name: str) -> None:
    page = shown(qtbot, PAGES[name](), 1366, 768)
    for widget in page.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not isinstance(widget, QLabel):
            assert read_aloud(widget), widget


@pytest.mark.parametrize("name", list(PAGES))
def test_tab_goes_round_every_page_and_the_ring_goes_along(qtbot: QtBot, ring: Ring, name: str) -> None:
    page = shown(qtbot, PAGES[name](), 1366, 768)
    page.setFocus()
    met: list[QWidget] = []
    for _ in range(60):
        target = QApplication.focusWidget() or page
        QTest.keyClick(target, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        assert now is not None
        if now in met:
            break
        met.append(now)
        settle()
        assert ring.line is not None
        assert ring.line.isVisible()
        home = ring.line.parentWidget()
        assert home is not None
        around = now.property("ring_around")
        wanted = around if isinstance(around, QWidget) else now
        assert ring.line.geometry().intersects(QRect(wanted.mapTo(home, QPoint(0, 0)), wanted.size()))
    reachable = [
        button for button in page.findChildren(QAbstractButton) if button.isVisible() and button.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert len(met) < 60
    assert all(button in met or button.group() is not None for button in reachable)


def test_the_ring_stands_round_a_button_and_scrolls_with_it(qtbot: QtBot, ring: Ring) -> None:
    page, button = Columns(), quiet_button("Ask")
    page.text.add(button)
    for number in range(60):
        page.text.add(body(f"Line {number}"))
    shown(qtbot, page, 700, 300)
    button.setFocus()
    settle()
    assert ring.line is not None
    home = ring.line.parentWidget()
    assert home is page.widget()
    assert home is not None
    assert ring.line.geometry() == QRect(button.mapTo(home, QPoint(0, 0)), button.size()).adjusted(-REACH, -REACH, REACH, REACH)
    before = ring.line.mapTo(page, QPoint(0, 0)).y()
    page.verticalScrollBar().setValue(20)
    settle()
    assert ring.line.mapTo(page, QPoint(0, 0)).y() == before - 20
    button.hide()
    settle()
    assert not ring.line.isVisible()


def test_the_ring_outlives_the_page_that_it_was_drawn_in(qtbot: QtBot, ring: Ring) -> None:
    window = QWidget()
    page, button = Columns(), quiet_button("Ask")
    page.setParent(window)
    page.text.add(button)
    other = quiet_button("Stay")
    other.setParent(window)
    shown(qtbot, window)
    timeline = Timeline()
    timeline.set_notes(gallery.NOTES)
    page.text.add(timeline)
    for widget in (button, timeline):
        widget.setFocus()
        settle()
    line = ring.line
    delete(page)
    settle()
    assert line is not None
    assert not isValid(line)
    other.setFocus()
    settle()
    assert ring.line is not None
    assert ring.line.isVisible()
    assert ring.line.parentWidget() is window


def test_enter_presses_a_button(qtbot: QtBot) -> None:
    button = shown(qtbot, quiet_button("Ask"))
    button.setFocus()
    with qtbot.waitSignal(button.clicked):
        press(Qt.Key.Key_Return)


def test_tabs_are_one_stop_with_arrows_and_enter(qtbot: QtBot) -> None:
    frame = shown(qtbot, gallery.case(), 1366, 768)
    tabs = frame.findChildren(Tab)
    assert [bool(tab.focusPolicy() & Qt.FocusPolicy.TabFocus) for tab in tabs] == [True, False, False, False, False]
    tabs[0].setFocus()
    press(Qt.Key.Key_Right)
    assert QApplication.focusWidget() is tabs[1]
    with qtbot.waitSignal(frame.tab_chosen) as told:
        press(Qt.Key.Key_Return)
    assert told.args == ["preparation"]


def test_tab_goes_from_the_rail_over_the_strip_to_the_page(qtbot: QtBot) -> None:
    frame = Frame()
    page = Columns()
    inside = quiet_button("Inside")
    page.text.add(inside)
    frame.show_page(page)
    frame.set_places([("today", "Today", "sun"), ("cases", "Cases", "folder")])
    frame.set_main("Write")
    frame.set_tabs([("a", "Overview"), ("b", "Agreement")], "b")
    frame.choose_place("cases")
    shown(qtbot, frame, 1200, 700)
    frame.rail.buttons()[1].setFocus()
    met = []
    for _ in range(4):
        press(Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert focused is not None
        met.append(read_aloud(focused))
    assert met == ["Agreement", "Write", "Inside", "Cases"]


def test_the_rail_tells_places_help_find_and_lock(qtbot: QtBot) -> None:
    frame = shown(qtbot, gallery.case(), 1366, 768)
    frame.rail._buttons["cases"].setFocus()
    for _ in range(5):
        press(Qt.Key.Key_Down)
    assert QApplication.focusWidget() is frame.rail.lock_button
    with qtbot.waitSignal(frame.lock_pressed):
        press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Up)
    with qtbot.waitSignal(frame.find_pressed):
        press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Up)
    with qtbot.waitSignal(frame.help_pressed):
        press(Qt.Key.Key_Return)
    with qtbot.waitSignal(frame.place_chosen) as told:
        frame.rail._buttons["papers"].click()
    assert told.args == ["papers"]
    frame.set_places([("today", "Today", "sun")])
    assert list(frame.rail._buttons) == ["today"]


def test_the_timeline_walks_opens_and_says_the_owner_first(qtbot: QtBot) -> None:
    timeline = Timeline()
    timeline.set_notes(gallery.NOTES)
    shown(qtbot, timeline, 700, 400)
    timeline.setFocus()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    assert timeline.current_key() == "3"
    with qtbot.waitSignal(timeline.opened) as told:
        press(Qt.Key.Key_Return)
    assert told.args == ["3"]
    index = timeline.model().index(2, 0)
    assert str(index.data(Qt.ItemDataRole.AccessibleTextRole)).startswith("Daniel only. Wed 18 Feb 09:50. Visit at HMP Example")
    timeline.set_notes(gallery.NOTES[1:])
    assert timeline.current_key() == "3"


def test_the_timeline_is_as_high_as_its_notes(qtbot: QtBot) -> None:
    timeline = Timeline()
    long = "She said a great deal about the day and about what has come since. " * 12
    timeline.set_notes([Note("1", "Mon 2 Feb", "09:30", Shape.CIRCLE, "Margaret only", "Visit", long)])
    assert timeline.heightForWidth(400) > timeline.heightForWidth(700) > 150
    page = Columns()
    page.text.add(timeline)
    shown(qtbot, page, 900, 300)
    assert timeline.height() == timeline.heightForWidth(timeline.width())
    assert timeline.verticalScrollBar().maximum() == 0


def test_topics_go_with_the_arrows_and_space_ticks(qtbot: QtBot) -> None:
    topics = shown(qtbot, Topics(["You", "What you want", "Worries"]), 220, 300)
    topics._topics[0].setFocus()
    with qtbot.waitSignal(topics.chosen) as chosen:
        press(Qt.Key.Key_Down)
    assert chosen.args == [1]
    with qtbot.waitSignal(topics.ticked) as ticked:
        press(Qt.Key.Key_Space)
    assert ticked.args == [1, True]
    assert read_aloud(topics._topics[1]) == "What you want, talked about"
    with qtbot.waitSignal(topics.ticked) as ticked:
        QTest.mouseClick(topics._topics[2], Qt.MouseButton.LeftButton, pos=QPoint(18, 20))
    assert ticked.args == [2, True]
    assert topics._at == 1
    QTest.mouseClick(topics._topics[2], Qt.MouseButton.LeftButton, pos=QPoint(90, 20))
    assert topics._at == 2


def test_compact_topics_choose_and_tick_too(qtbot: QtBot) -> None:
    topics = shown(qtbot, Topics(["You", "What you want", "Worries"]), 400, 60)
    topics.set_compact(compact=True)
    settle()
    fold = topics.findChild(FoldButton)
    assert fold is not None
    assert fold.isVisible()
    assert fold.menu_words() == ["You", "What you want", "Worries"]
    with qtbot.waitSignal(topics.chosen) as chosen:
        fold._menu.actions()[2].trigger()
    assert chosen.args == [2]
    assert fold.words() == "Worries"
    with qtbot.waitSignal(topics.ticked) as ticked:
        topics._tick.click()
    assert ticked.args == [2, True]
    assert topics._tick.isChecked()


def test_choices_choose(qtbot: QtBot) -> None:
    choices = Choices([Choice("a", "Margaret", "By post", Shape.CIRCLE), Choice("b", "Daniel")], "a")
    shown(qtbot, choices, 300, 200)
    choices._buttons["a"].setFocus()
    press(Qt.Key.Key_Down)
    with qtbot.waitSignal(choices.chosen) as told:
        press(Qt.Key.Key_Return)
    assert told.args == ["b"]
    assert choices._buttons["b"].accessibleDescription() == "Chosen"
    assert choices._buttons["a"].accessibleDescription() == ""
    assert read_aloud(choices._buttons["a"]) == "Margaret. By post"


def test_rows_press_by_link_and_as_a_whole(qtbot: QtBot) -> None:
    rows = Rows()
    row = rows.add("Call with Margaret", "Three lines", link="Go on writing", key="7", mark="ring")
    shown(qtbot, rows, 500, 100)
    assert row.button is not None
    assert read_aloud(row.button) == "Go on writing: Call with Margaret"
    assert read_aloud(row) == "Not ticked. Call with Margaret. Three lines"
    row.button.setFocus()
    with qtbot.waitSignal(rows.pressed) as told:
        press(Qt.Key.Key_Return)
    assert told.args == ["7"]
    whole = Rows(whole=True)
    first = whole.add("Margaret and Daniel", key="1")
    shown(qtbot, whole, 500, 100)
    first.setFocus()
    with qtbot.waitSignal(whole.pressed) as told:
        press(Qt.Key.Key_Space)
    assert told.args == ["1"]
    with qtbot.waitSignal(whole.pressed):
        QTest.mouseClick(first, Qt.MouseButton.LeftButton)


def test_a_question_focuses_its_first_answer_and_keeps_the_focus_when_it_lies_down(qtbot: QtBot) -> None:
    card = QuestionCard(
        "Ask", "“Why my house?”", "Did she say yes?", [("yes", "Yes, these words"), ("no", "No")], "To Daniel", "We cannot take it back."
    )
    shown(qtbot, card, 340, 300)
    card.ask()
    assert QApplication.focusWidget() is card.buttons[0]
    card.lie(lying=True)
    settle()
    assert QApplication.focusWidget() is card.buttons[0]
    with qtbot.waitSignal(card.answered) as told:
        press(Qt.Key.Key_Return)
    assert told.args == ["yes"]
    hit = HitCard(Shape.CIRCLE, "This comes from Margaret.", [("change", "Change the words")])
    with qtbot.waitSignal(hit.answered) as told:
        hit.buttons[0].click()
    assert told.args == ["change"]


def test_at_200_percent_a_question_is_whole_under_the_words_it_is_about(qtbot: QtBot) -> None:
    writing = Writing(Shape.CIRCLE, "Everything here is Margaret’s.", "At home.", "Note")
    page = shown(qtbot, Spread(Topics(["Who and where"]), writing), 611, 332)
    assert page.verticalScrollBar().maximum() == 0, "without a card nothing scrolls"
    card = QuestionCard(
        "Ask Margaret", "“Why my house?”", "Read it back aloud. Did Margaret say yes?",
        [("yes", "Yes, these words"), ("change", "Change the words"), ("no", "No")], "To Daniel", "We cannot take it back.")  # fmt: skip
    page.set_card(card)
    settle()
    top = card.mapTo(page.viewport(), card.rect().topLeft()).y()
    assert top >= 120, "four lines of what was written stay in view"
    assert top + card.height() <= page.viewport().height()
    assert len({button.mapTo(card, QPoint()).y() for button in card.buttons}) == 1


def test_whose_copy_it_is_goes_under_the_title_where_both_crowd_the_line(qtbot: QtBot) -> None:
    paper = shown(qtbot, PaperSheet("What we agreed", "Margaret’s copy, as Margaret would read it", Shape.CIRCLE), 700, 200)
    title, copy = paper.findChildren(QLabel)[:2]
    assert copy.mapTo(paper, QPoint()).x() > title.geometry().left() + title.sizeHint().width()
    paper.resize(540, 200)
    settle()
    assert copy.mapTo(paper, QPoint()).y() >= title.geometry().bottom()


# Fields


def test_a_field_says_its_label_help_and_trouble(qtbot: QtBot) -> None:
    field = shown(qtbot, LineField("When", "Day and time", "Tuesday"))
    assert read_aloud(field.line) == "When"
    assert field.line.accessibleDescription() == "Day and time"
    assert field.line.placeholderText() == ""
    field.set_trouble("This day has not come yet.")
    settle()
    assert field._trouble is not None
    assert field._trouble.isVisible()
    assert field.text() == "Tuesday"
    assert field.line.accessibleDescription() == "This day has not come yet. Day and time"
    field.set_trouble("")
    assert not field._trouble.isVisible()
    assert field.line.height() == 44


@pytest.mark.parametrize(
    "make",
    [
        lambda: LineField("When"),
        lambda: TextField("What she said"),
        lambda: ChoiceField("How", [("a", "Well"), ("b", "Not well")]),
        lambda: ListField("Who", [("", "Nobody"), ("a", "Siân"), ("b", "Wŷn")]),
    ],
)
def test_a_field_that_the_program_fills_does_not_say_edited(qtbot: QtBot, make: Callable[[], Any]) -> None:
    field = make()
    qtbot.addWidget(field)
    with qtbot.assertNotEmitted(field.edited):
        field.set_text("b")
    assert field.text() == "b"


def test_fields_tell_what_is_typed_or_chosen(qtbot: QtBot) -> None:
    line, prose = shown(qtbot, LineField("When")), shown(qtbot, TextField("Said"))
    choice = shown(qtbot, ChoiceField("How", [("a", "Well"), ("b", "Not well")]))
    with qtbot.waitSignal(line.edited) as told:
        QTest.keyClicks(line.line, "9")
    assert told.args == ["9"]
    with qtbot.waitSignal(prose.edited) as told:
        QTest.keyClicks(prose.prose, "a")
    assert told.args == ["a"]
    with qtbot.waitSignal(choice.edited) as told:
        choice._radios["b"].click()
    assert told.args == ["b"]


def test_prose_grows_with_its_words_and_tab_leaves_it(qtbot: QtBot) -> None:
    field = shown(qtbot, TextField("Said", lines=2, most=5))
    low = field.prose.height()
    field.set_text("\n".join("line" for _ in range(4)))
    higher = field.prose.height()
    field.set_text("\n".join("line" for _ in range(40)))
    assert low < higher < field.prose.height()
    assert field.prose.tabChangesFocus()


def test_the_wheel_changes_no_choice(qtbot: QtBot) -> None:
    field = shown(qtbot, ListField("Who", [("a", "Siân"), ("b", "Wŷn")], chosen="a"))
    turn = QWheelEvent(
        QPointF(9, 9), QPointF(9, 9), QPoint(0, -240), QPoint(0, -240), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(field.combo, turn)
    assert field.text() == "a"


def test_a_passphrase_shows_only_while_held_and_notices_caps_lock(qtbot: QtBot) -> None:
    field = shown(qtbot, PassphraseField())
    hidden, plain = field.line.EchoMode.Password, field.line.EchoMode.Normal
    assert field.line.echoMode() == hidden
    QTest.mousePress(field.show_button, Qt.MouseButton.LeftButton)
    assert field.line.echoMode() == plain
    QTest.mouseRelease(field.show_button, Qt.MouseButton.LeftButton)
    assert field.line.echoMode() == hidden

    def strike(letter: str, modifier: Qt.KeyboardModifier) -> bool:
        QApplication.sendEvent(field.line, QKeyEvent(QKeyEvent.Type.KeyPress, ord(letter.upper()), modifier, letter))
        return bool(field.caps.isVisible())

    none, shift = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
    assert not strike("a", none)
    assert strike("A", none)
    assert not strike("A", shift)
    assert strike("a", shift)
    assert strike("1", none)
    QTest.keyClick(field.line, Qt.Key.Key_CapsLock)
    assert not field.caps.isVisible()
    assert not strike("b", none)
    with qtbot.waitSignal(field.entered):
        QTest.keyClick(field.line, Qt.Key.Key_Return)


# The writing space


def test_what_is_pasted_is_only_words(qtbot: QtBot) -> None:
    writing = shown(qtbot, Writing(Shape.CIRCLE, "Everything here is Margaret’s."))
    pasted = QMimeData()
    pasted.setHtml("<h1>Big</h1><img src='x.png'>")
    pasted.setText("Big\nsmall")
    writing.sheet.insertFromMimeData(pasted)
    assert writing.text() == "Big\nsmall"
    assert "<h1" not in writing.sheet.toHtml()
    heights = {writing.sheet.document().findBlockByNumber(at).blockFormat().lineHeight() for at in range(2)}
    assert heights == {125.0}


def test_the_program_may_change_the_text_and_cursor_and_undo_stay(qtbot: QtBot) -> None:
    writing = shown(qtbot, Writing(Shape.CIRCLE, "Hers"))
    told: list[str] = []
    writing.edited.connect(told.append)
    writing.begin("She 😀 said yes.")
    assert told == []
    assert not writing.sheet.document().isUndoAvailable()
    writing.sheet.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(writing.sheet, " Then")
    assert told[-1] == "She 😀 said yes. Then"
    count = len(told)
    writing.set_text("She 😀 said no. Then")
    assert len(told) == count
    assert writing.text() == "She 😀 said no. Then"
    assert writing.sheet.textCursor().atEnd()
    writing.sheet.undo()
    assert writing.text() == "She 😀 said yes. Then"
    writing.set_text("")
    assert writing.text() == ""


def test_what_is_selected_is_told(qtbot: QtBot) -> None:
    writing = shown(qtbot, Writing(Shape.CIRCLE, "Hers"))
    writing.begin("one\ntwo")
    with qtbot.waitSignal(writing.selection_changed) as told:
        writing.sheet.selectAll()
    assert told.args == ["one\ntwo"] == [writing.selected_text()]
    assert read_aloud(writing.sheet) == "Hers"


# The cover


def test_the_cover_hides_everything_until_it_goes(qtbot: QtBot) -> None:
    window = shown(qtbot, gallery.case(), 900, 600)
    cover = Cover(window)
    timeline = window.findChild(Timeline)
    timeline.setFocus()
    cover.cover()
    settle()
    assert cover.geometry() == window.rect()
    assert not timeline.isVisible()
    assert not window.rail.isVisible()
    for _ in range(6):
        press(Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert focused is not None
        assert cover.isAncestorOf(focused)
    window.resize(700, 500)
    settle()
    assert cover.geometry() == window.rect()
    cover.field.setFocus()
    QTest.keyClicks(cover.field.line, "4711")
    with qtbot.waitSignal(cover.code_given) as told:
        press(Qt.Key.Key_Return)
    assert told.args == ["4711"]
    cover.refuse("That is not the code. Try again.")
    assert cover.field.text() == ""
    cover.uncover()
    settle()
    assert timeline.isVisible()
    assert QApplication.focusWidget() is timeline
    assert not cover.isVisible()


def test_a_banner_stands_while_it_is_true(qtbot: QtBot) -> None:
    frame = shown(qtbot, Frame(), 1200, 700)
    assert not frame.banner.isVisible()
    frame.set_banner("Court is not finished.")
    assert frame.banner.isVisible()
    assert read_aloud(frame.banner) == "Court is not finished."
    assert not frame.banner.findChildren(Button)
    frame.set_banner("")
    assert not frame.banner.isVisible()


def test_the_look_is_the_light_one_here(appearance: Appearance) -> None:
    assert appearance.setting == "light"
