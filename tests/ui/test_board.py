"""The board in the window: reached by a quiet link, pressed line by line, and closed while one side alone is open."""

from pathlib import Path

import pytest
import test_workspace as window
from driver import Hands, Key
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from facilitator_app.records import Agreement, TermProgress
from facilitator_app.records.record import Choice, Day
from facilitator_app.ui.pages.board import TITLE
from facilitator_app.ui.parts.rows import Row
from facilitator_app.ui.place import Place
from facilitator_app.workbook import demo

demonstration, path, hands = window.demonstration, window.path, window.hands


@pytest.mark.parametrize("place", ["Cases", "Papers"])
def test_a_quiet_link_leads_there_and_a_line_opens_its_page(hands: Hands, place: str) -> None:
    hands.press(place)
    hands.press(TITLE)
    hands.see("The next line is due on Friday 17 April, in the case of Margaret and Daniel.", "Fatima and Kevin will send a text")
    row = next(one for one in hands.widgets(Row) if "thinking skills" in one.accessibleName())
    assert row.accessibleName().replace("\u00a0", " ").endswith("Margaret and Daniel · Daniel · Nothing written down yet. Fri 31 Jul")
    row.setFocus(Qt.FocusReason.TabFocusReason)
    hands.key(Key.Key_Return)
    hands.see("Line 2 of what was agreed", "Daniel will finish the thinking skills course.")
    hands.key(Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    hands.see("The next line is due on Friday 17 April")


def test_what_is_done_stays_until_somebody_was_told_and_leads_to_its_line(hands: Hands) -> None:
    file = window.story(hands)
    course = file.terms(file.all(Agreement)[0])[1]
    window.space(hands).go(Place("board"))
    hands.rest()
    page, book = window.space(hands).page, window.space(hands).book
    assert page is not None
    values = {"term": course.id, "status": Choice("done"), "on": Day("2026-03-17")}
    page.act(lambda: book.add(TermProgress, file.id, values))
    hands.see("Tell Margaret how line 2 ended", "Tue 24 Mar, in 7 days")
    hands.unseen("Line 2: Daniel will finish")
    row = next(one for one in hands.widgets(Row) if one.accessibleName().startswith("Tell Margaret"))
    hands.click(row)
    hands.see("Line 2 of what was agreed", "Done")


def test_with_one_side_open_there_is_no_board(hands: Hands) -> None:
    window.open_case(hands)
    hands.press("Open only Daniel’s side")
    window.space(hands).go(Place("board"))
    page = window.space(hands).page
    assert page is not None
    assert page.place.page == "case"
    hands.unseen(TITLE, "Fatima", "thinking skills")


def test_on_a_small_screen_nothing_is_cut(hands: Hands) -> None:
    hands.shell.resize(683, 384)
    window.space(hands).go(Place("board"))
    hands.rest()
    for row in hands.widgets(Row):
        assert row.words.height() >= row.words.heightForWidth(row.words.width())


def test_an_empty_board_says_what_is_waited_for_and_leads_on(hands: Hands) -> None:
    vault = window.space(hands).book.vault
    for fact in vault.case_facts():
        file = window.space(hands).book.case(fact.case)
        for agreement in file.all(Agreement):
            window.space(hands).book.record(file, agreement, {"signed_on": Day("")})
    window.space(hands).go(Place("board"))
    hands.see("No line of an agreement is open.")
    hands.key(Key.Key_Return)
    hands.see("Find a case")


def test_afterwards_says_in_its_own_words_which_line_was_due_and_its_button_leads_there(path: Path, qapp: QApplication) -> None:
    hands = Hands(qapp)
    hands.start("2026-08-03T09:00")
    hands.unlock(demo.PASSPHRASE)
    try:
        file = window.story(hands)
        window.space(hands).go(Place("afterwards", file.id))
        hands.see("“Daniel will write a letter that says what he did and answers Margaret’s three questions” was due on Friday 17 April.")
        page = window.space(hands).page
        assert page is not None
        letter = file.terms(file.all(Agreement)[0])[0]
        page.act(
            lambda: window.space(hands).book.add(
                TermProgress, file.id, {"term": letter.id, "status": Choice("done"), "on": Day("2026-04-16")}
            )
        )
        hands.see(
            "“Daniel will finish the thinking skills course” was due on Friday 31 July. Nothing is written down of it yet.", "Write a note"
        )
        hands.press("Write how it goes")
        hands.see("Line 2 of what was agreed")
    finally:
        hands.leave()
