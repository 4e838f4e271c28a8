"""The shelf of cases: few as cards, many as rows, the closed ones folded; by keys, by letters, and read aloud no more than is shown."""

from itertools import combinations

import pytest
import test_workspace as window
from driver import Hands, Key
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from facilitator_app.records import Case
from facilitator_app.records.facts import CaseFact
from facilitator_app.records.record import Id
from facilitator_app.ui.card import height_of, lines_of
from facilitator_app.ui.parts.ring import REACH, RingLine
from facilitator_app.ui.shelf import ShelfList
from facilitator_app.workbook.shelf import Card

demonstration, path, hands = window.demonstration, window.path, window.hands


def rows(hands: Hands) -> ShelfList:
    """The list of cases."""
    return next(hands.widgets(ShelfList))


def aloud(shelf: ShelfList) -> list[str]:
    """All rows as they are read aloud."""
    return [shelf.shelf.aloud(fact).replace("\u00a0", " ") for fact in shelf.shelf.rows]


@pytest.fixture
def shelf(hands: Hands) -> ShelfList:
    """At Cases, on the evening of the meeting."""
    hands.press("Cases")
    return rows(hands)


def close(hands: Hands, reference: str) -> None:
    """One case is closed, by its record."""
    book = window.space(hands).book
    case = next(fact.case for fact in book.cases() if fact.reference == reference)
    file = book.case(case)
    record = file.get(Case, case)
    assert record is not None
    page = window.space(hands).page
    assert page is not None
    page.act(lambda: book.record(file, record, {"closed_on": "2026-03-17"}))
    hands.rest()


def test_the_case_that_needs_you_first_stands_first_and_says_what_comes_next(shelf: ShelfList) -> None:
    said = aloud(shelf)
    assert said[0] == (
        "Margaret and Daniel. They signed what they agreed on Tuesday 17 March. "
        "Ring Margaret, Fri 20 Mar, in 3 days. RJ-2026-0101 · Standard"
    )
    assert said.index(next(one for one in said if "in 7 days" in one)) < said.index(next(one for one in said if "in 9 days" in one))
    assert said[-1].startswith("Łukasz and Sean")  # nothing has a day there


def test_a_case_that_nobody_has_opened_shows_names_and_area_only(shelf: ShelfList) -> None:
    assert "Kwame and Mairead. Melton. Not opened yet. Do you know anyone here?" in aloud(shelf)
    closed = [one for one in aloud(shelf) if "Do you know anyone here?" in one]
    assert closed
    assert not any("RJ-" in one or "referral" in one for one in closed)


def test_arrows_walk_and_enter_opens(hands: Hands, shelf: ShelfList) -> None:
    assert QApplication.focusWidget() is shelf
    ring = next(hands.widgets(RingLine))
    for row in (1, 2):
        hands.key(Key.Key_Down)
        assert shelf.currentIndex().row() == row
        home = ring.parentWidget()
        assert home is not None
        around = ring.geometry().adjusted(REACH, REACH, -REACH, -REACH)
        assert around.center().y() == shelf.viewport().mapTo(home, shelf.visualRect(shelf.currentIndex()).center()).y()
    fact = shelf.shelf.rows[2]
    assert fact is not None
    hands.key(Key.Key_Return)
    page = window.space(hands).page
    assert page is not None
    assert (page.place.page, page.place.case) == ("case", fact.case)


def test_letters_look_for_a_name_from_the_first_one_on(hands: Hands, shelf: ShelfList) -> None:
    hands.type("hanh")
    assert len(shelf.shelf.rows) == 0  # as it is written, with its accents
    hands.see("No case has this name or reference.")
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    assert line.text() == "hanh"
    hands.fill("Find a case", "chris")
    hands.key(Key.Key_Down)
    assert QApplication.focusWidget() is shelf
    hands.key(Key.Key_Space)
    hands.see("RJ-2026-0104")


def test_closed_cases_lie_under_a_fold_and_are_found_all_the_same(hands: Hands, shelf: ShelfList) -> None:
    assert None not in shelf.shelf.rows
    close(hands, "RJ-2026-0105")
    assert aloud(shelf)[-1] == "Closed. Enter shows them."
    hands.unseen("Fatima and Kevin")
    hands.open_row("Cases", "Closed.")
    assert aloud(shelf)[-2] == "Closed. Enter folds them away."
    assert aloud(shelf)[-1].startswith("Fatima and Kevin. Closed on Tuesday 17 March.")
    assert shelf.currentIndex().row() == len(shelf.shelf.rows) - 2  # the hand is where it was
    shelf.setFocus()
    hands.key(Key.Key_Return)
    hands.unseen("Fatima and Kevin")
    hands.fill("Find a case", "0105")
    assert [one[:16] for one in aloud(shelf)] == ["Fatima and Kevin"]


def test_what_changes_elsewhere_leaves_the_hand_where_it_was(hands: Hands, shelf: ShelfList) -> None:
    hands.key(Key.Key_Down, times=3)
    row = shelf.currentIndex().row()
    fact = shelf.shelf.rows[row]
    assert fact is not None
    close(hands, "RJ-2026-0102")
    here = shelf.shelf.rows[shelf.currentIndex().row()]
    assert here is not None
    assert here.case == fact.case


@pytest.mark.parametrize("size", window.SIZES.values(), ids=window.SIZES)
def test_every_card_is_as_high_as_its_words_at_every_width(hands: Hands, shelf: ShelfList, size: tuple[int, int]) -> None:
    hands.shell.resize(*size)
    hands.rest()
    bottom = 0
    for row in range(len(shelf.shelf.rows)):
        rect = shelf.visualRect(shelf.shelf.index(row))
        fact = shelf.shelf.rows[row]
        assert fact is not None
        lines = lines_of(fact.nickname, shelf.shelf.cards[fact.case], rect.width(), first=not row)
        assert rect.height() == height_of(lines)
        assert rect.top() >= bottom
        bottom = rect.bottom()
    assert shelf.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize("wide", [440, 560, 680, 900, 1040])
@pytest.mark.parametrize("first", [True, False])
def test_no_words_of_a_card_lie_on_others_or_outside(qapp: QApplication, wide: int, first: bool) -> None:
    card = Card(
        "Nothing has been said of it. " * 9,
        "Wed 18 Feb, tomorrow, 09:50",
        "Tell Priti Shah how long the third visit will be " * 3,
        "RJ-2026-0101 · Standard",
    )
    lines = lines_of("Bartholomew Fotheringham-Smythe and Llanfairpwllgwyngyll Jones", card, wide, first=first)
    assert len(lines) == 5
    for line in lines:
        assert line.room.left() >= 10
        assert line.room.right() <= wide - 10
        assert line.room.bottom() < height_of(lines)
    assert not any(one.room.intersects(other.room) for one, other in combinations(lines, 2))


def test_ten_thousand_have_one_height_and_no_cards(qtbot: QtBot) -> None:
    facts = [
        CaseFact(Id(f"c{n}"), f"RJ-{n}", f"One and Other {n}", "standard", "A sentence.", "", "", "", "", 0, True) for n in range(10_000)
    ]
    shelf = ShelfList()
    qtbot.addWidget(shelf)
    shelf.resize(900, 600)
    shelf.show_rows([*facts, None], {}, unfolded=False)
    shelf.show()
    assert shelf.uniformItemSizes()
    assert shelf.visualRect(shelf.shelf.index(9_999)).height() == shelf.visualRect(shelf.shelf.index(0)).height()
    assert shelf.indexAt(QPoint(40, 300)).row() == 300 // shelf.visualRect(shelf.shelf.index(0)).height()
