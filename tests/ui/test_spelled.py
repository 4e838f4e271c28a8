"""Spelling in the real window: what is marked and when, what the menu does, whose words are known, and whose are never offered."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import test_workspace as window
from driver import CTRL, SHIFT, Hands, Key
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu

from facilitator_app import settings
from facilitator_app.calendar import Clock
from facilitator_app.records import Contact
from facilitator_app.ui.pages.find import FindPage
from facilitator_app.ui.parts.fields import Prose, SentenceField
from facilitator_app.ui.parts.spelled_line import SpelledLine
from facilitator_app.ui.parts.writing import Sheet
from facilitator_app.ui.place import Place
from facilitator_app.ui.spelling import Speller, current
from facilitator_app.vault import door
from facilitator_app.workbook import demo, spelling
from facilitator_app.workbook.workbook import Workbook

TAUGHT = "Quillfeather"
LONG = "She would like to know why it was her window, and wether he has thought of it since. "


demonstration, path = window.demonstration, window.path


@pytest.fixture
def hands(path: Path, qapp: QApplication) -> Iterator[Hands]:
    """In the case of the story."""
    made = Hands(qapp)
    made.start(window.EVENING)
    made.unlock(demo.PASSPHRASE)
    window.open_case(made)
    yield made
    made.leave()


def note_of(hands: Hands, name: str) -> Sheet:
    """A new note, with the cursor in it."""
    hands.key(Key.Key_N, CTRL)
    if name:
        hands.press(name)
    hands.see("Everything here is")
    sheet = QApplication.focusWidget()
    assert isinstance(sheet, Sheet)
    return sheet


def open_note(hands: Hands, words: str) -> Sheet:
    """A note that is there already."""
    workspace = hands.shell.workspace
    assert workspace is not None
    case = next(fact.case for fact in workspace.book.cases() if fact.reference == "RJ-2026-0101")
    note = next(note for note in workspace.book.case(case).all(Contact) if note.words == words)
    workspace.go(Place("note", case, note.id))
    hands.see("Everything here is")
    return next(hands.widgets(Sheet))


def marked(hands: Hands, entry: Sheet | Prose | SpelledLine) -> list[str]:
    """What is marked once everything has come to rest."""
    speller = speller_of()
    hands.until("the dictionary is read", lambda: speller.ready)
    entry.spelled.soon() if not isinstance(entry, SpelledLine) else entry._soon.start()
    timer = entry._soon if isinstance(entry, SpelledLine) else entry.spelled._soon
    hands.until("it was looked at", lambda: not timer.isActive())
    return entry.marked() if isinstance(entry, SpelledLine) else entry.spelled.marked()


def speller_of() -> Speller:
    found = current()
    assert found is not None
    return found


def menu(hands: Hands, key: Qt.Key = Key.Key_F10, held: Qt.KeyboardModifier = SHIFT) -> list[str]:
    """The words of the menu that a key opens, up to the line that parts them from what is in every menu."""
    hands.key(key, held)
    return _entries()


def _entries() -> list[str]:
    shown = QApplication.activePopupWidget()
    assert isinstance(shown, QMenu)
    texts = [action.text() for action in shown.actions()]
    return texts[: texts.index("")]


def close_menu(hands: Hands) -> None:
    hands.key(Key.Key_Escape)
    assert QApplication.activePopupWidget() is None


def notes_on_disk(path: Path) -> list[str]:
    opened = door.open_with_passphrase(path, demo.PASSPHRASE, Clock())
    try:
        file = opened.vault.case_file(next(fact.case for fact in opened.vault.case_facts() if fact.reference == "RJ-2026-0101"))
        assert not file.unfinished
        return [note.words for note in file.all(Contact)]
    finally:
        opened.close()


# Marks


def test_a_word_is_marked_when_it_is_finished_and_not_before(hands: Hands) -> None:
    sheet = note_of(hands, "Margaret")
    hands.write("She recieved teh lett")
    assert marked(hands, sheet) == ["recieved", "teh"]
    hands.write("re")
    assert marked(hands, sheet) == ["recieved", "teh"]
    hands.write(" ")
    assert marked(hands, sheet) == ["recieved", "teh", "lettre"]
    hands.key(Key.Key_Backspace, times=3)
    hands.write("er")
    assert marked(hands, sheet) == ["recieved", "teh"]


def test_the_cursor_in_a_word_that_nobody_types_leaves_the_mark_and_so_does_going_elsewhere(hands: Hands) -> None:
    sheet = note_of(hands, "Margaret")
    hands.write("teh letter wrold")
    assert marked(hands, sheet) == ["teh"]
    hands.key(Key.Key_Home, CTRL)
    assert marked(hands, sheet) == ["teh", "wrold"]
    hands.key(Key.Key_End, CTRL)
    hands.write("s")
    assert marked(hands, sheet) == ["teh"]
    hands.key(Key.Key_Tab)
    assert marked(hands, sheet) == ["teh", "wrolds"]


def test_the_mark_is_no_part_of_the_text(hands: Hands) -> None:
    sheet = note_of(hands, "Margaret")
    hands.write("teh letter ")
    assert marked(hands, sheet) == ["teh"]
    hands.key(Key.Key_A, CTRL)
    hands.key(Key.Key_C, CTRL)
    assert "underline" not in QApplication.clipboard().mimeData().html()
    hands.key(Key.Key_End, CTRL)
    hands.key(Key.Key_Z, CTRL)
    assert sheet.toPlainText() == ""


def test_names_of_the_case_are_known_and_those_of_nobody_are_not(hands: Hands) -> None:
    sheet = note_of(hands, "Margaret")
    hands.write("Margaret and Siân’s, Priya, Adeyemi. ")
    assert marked(hands, sheet) == ["Adeyemi"]


def test_what_stands_in_an_open_note_is_looked_at_and_what_the_program_puts_there_is_not_typing(hands: Hands) -> None:
    sheet = note_of(hands, "Margaret")
    hands.write("teh")
    assert marked(hands, sheet) == []
    hands.press("Done")
    sheet = open_note(hands, "teh")
    hands.focus_on("Note")
    assert marked(hands, sheet) == ["teh"]


def test_lines_of_prose_are_looked_at_and_names_numbers_and_addresses_are_not(hands: Hands) -> None:
    hands.press("More")
    hands.press("About the case")
    assert type(hands.field("Case reference")) is not SpelledLine
    assert type(hands.field("Co-facilitator")) is not SpelledLine
    prose = hands.field("What happened, in one neutral sentence")
    assert isinstance(prose, Prose)
    hands.focus_on("What happened, in one neutral sentence")
    hands.write(" Teh hosue. ")
    assert marked(hands, prose) == ["Teh", "hosue"]


def test_the_switch_takes_the_marks_away_and_is_kept(hands: Hands, path: Path) -> None:
    hands.press("Settings")
    hands.press("Mark words that are not in the dictionary")
    assert not settings.load().mark_words
    window.open_case(hands)
    sheet = note_of(hands, "Margaret")
    hands.write("Teh letter ")
    hands.rest()
    sheet.spelled.mark()
    assert sheet.spelled.marked() == []
    hands.key(Key.Key_Home, CTRL)
    assert menu(hands)[0].startswith("&Undo")
    close_menu(hands)
    hands.press("Settings")
    hands.press("Mark words that are not in the dictionary")
    assert settings.load().mark_words
    window.open_case(hands)
    assert marked(hands, open_note(hands, "Teh letter ")) == ["Teh"]


# The menu


@pytest.mark.parametrize(("key", "held"), [(Key.Key_F10, SHIFT), (Key.Key_Menu, Qt.KeyboardModifier.NoModifier)], ids=["Shift+F10", "Menu"])
def test_by_key_alone_a_suggestion_replaces_the_word_and_is_saved(hands: Hands, path: Path, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
    sheet = note_of(hands, "Margaret")
    hands.write("🙂 She recieved teh letter ")
    assert marked(hands, sheet) == ["recieved", "teh"]
    hands.key(Key.Key_Home, CTRL)
    hands.key(Key.Key_Right, times=8)
    offered = menu(hands, key, held)
    assert offered[0] == "received"
    assert offered[-2:] == ["Add “recieved” to the workbook’s words", "Not now"]
    assert len(offered) <= 7
    hands.key(Key.Key_Return)
    assert sheet.toPlainText() == "🙂 She received teh letter "
    assert marked(hands, sheet) == ["teh"]
    assert QApplication.focusWidget() is sheet
    hands.key(Key.Key_Z, CTRL)
    assert sheet.toPlainText() == "🙂 She recieved teh letter "
    menu(hands, key, held)
    hands.key(Key.Key_Return)
    hands.close()
    assert "🙂 She received teh letter " in notes_on_disk(path)


def test_the_right_button_is_for_the_word_under_it(hands: Hands) -> None:
    sheet = note_of(hands, "Margaret")
    hands.write("teh letter was recieved ")
    assert marked(hands, sheet) == ["teh", "recieved"]
    cursor = QTextCursor(sheet.document())
    cursor.setPosition(1)
    at = sheet.cursorRect(cursor).center() + QPoint(2, 0)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, sheet.viewport().mapToGlobal(at))
    QApplication.sendEvent(sheet.viewport(), event)
    assert _entries()[0] == "the"
    hands.key(Key.Key_Down)
    hands.key(Key.Key_Return)
    assert sheet.toPlainText() == "the letter was recieved "


def test_in_a_line_a_suggestion_replaces_the_word_and_is_told(hands: Hands) -> None:
    sheet = note_of(hands, "Margaret")
    field = SentenceField("How she took it")
    field.setParent(sheet.window())
    field.setGeometry(300, 300, 400, 90)
    field.show()
    field.setFocus()
    told: list[str] = []
    field.edited.connect(told.append)
    line = field.line
    assert isinstance(line, SpelledLine)
    hands.type("🙂 quitely, teh")
    assert marked(hands, line) == ["quitely"]
    line.grab()
    hands.key(Key.Key_Home)
    hands.key(Key.Key_Right, times=4)
    assert marked(hands, line) == ["quitely", "teh"]
    assert "quietly" in menu(hands)
    _choose(hands, "quietly")
    assert (line.text(), told[-1]) == ("🙂 quietly, teh", "🙂 quietly, teh")
    assert marked(hands, line) == ["teh"]


def test_not_now_holds_until_the_program_locks(hands: Hands) -> None:
    sheet = note_of(hands, "Margaret")
    hands.write("wrold ")
    assert marked(hands, sheet) == ["wrold"]
    hands.key(Key.Key_Home, CTRL)
    menu(hands)
    _choose(hands, "Not now")
    assert marked(hands, sheet) == []
    hands.key(Key.Key_L, CTRL)
    hands.back_after_lock()
    assert current() is None
    hands.unlock(demo.PASSPHRASE)
    hands.see("Everything here is Margaret’s.")
    assert marked(hands, next(hands.widgets(Sheet))) == ["wrold"]


def _choose(hands: Hands, words: str) -> None:
    shown = QApplication.activePopupWidget()
    assert isinstance(shown, QMenu)
    shown.setActiveAction(next(action for action in shown.actions() if action.text() == words))
    hands.key(Key.Key_Return)


# The workbook's own words


def test_an_added_word_is_known_in_every_note_and_after_the_program_is_started_again(hands: Hands, path: Path) -> None:
    sheet = note_of(hands, "Margaret")
    hands.write(f"{TAUGHT} and wrold ")
    assert marked(hands, sheet) == [TAUGHT, "wrold"]
    hands.key(Key.Key_Home, CTRL)
    menu(hands)
    _choose(hands, f"Add “{TAUGHT}” to the workbook’s words")
    hands.rest()
    assert marked(hands, sheet) == ["wrold"]
    hands.close()
    opened = door.open_with_passphrase(path, demo.PASSPHRASE, Clock())
    assert [one.word for one in spelling.own_words(Workbook(opened))] == [TAUGHT]
    opened.close()
    hands.start(window.EVENING)
    hands.unlock(demo.PASSPHRASE)
    window.open_case(hands)
    sheet = note_of(hands, "Daniel")
    hands.write(f"{TAUGHT}’s wrold ")
    assert marked(hands, sheet) == ["wrold"]
    hands.key(Key.Key_Home, CTRL)
    assert menu(hands) == [f"Take “{TAUGHT}'s” out of the workbook’s words"]
    hands.key(Key.Key_Return)
    hands.rest()
    assert marked(hands, sheet) == [f"{TAUGHT}’s", "wrold"]


def test_what_margaret_told_is_not_offered_in_daniels_note(hands: Hands) -> None:
    sheet = note_of(hands, "Margaret")
    hands.write(f"{TAUGHT} ")
    assert marked(hands, sheet) == [TAUGHT]
    hands.key(Key.Key_Home, CTRL)
    menu(hands)
    _choose(hands, f"Add “{TAUGHT}” to the workbook’s words")
    hands.press("Done")
    hands.press("Open only Daniel’s side")
    hands.see("Only Daniel’s side is open")
    sheet = note_of(hands, "")
    hands.write("Quillfeathr Okafr Okafor ")
    assert marked(hands, sheet) == ["Quillfeathr", "Okafr", "Okafor"]  # as her surname, which he was not told
    hands.key(Key.Key_Home, CTRL)
    assert not any(TAUGHT.casefold() in one.casefold() for one in menu(hands))
    close_menu(hands)
    hands.key(Key.Key_A, CTRL)
    hands.write(f"{TAUGHT} Zdislav ")
    assert marked(hands, sheet) == ["Zdislav"]  # accepted without a word
    hands.key(Key.Key_Home, CTRL)
    assert menu(hands)[0].startswith("&Undo")  # and nothing says that it was taught
    close_menu(hands)
    hands.key(Key.Key_End, CTRL)
    hands.key(Key.Key_Left, times=3)
    menu(hands)
    _choose(hands, "Add “Zdislav” to the workbook’s words")  # adding works here too
    hands.rest()
    assert marked(hands, sheet) == []


def test_own_words_are_found_by_no_search_and_stand_on_no_page(hands: Hands) -> None:
    workspace = hands.shell.workspace
    assert workspace is not None
    workspace.desk.do(workspace, lambda: spelling.add(workspace.book, TAUGHT))
    hands.rest()
    hands.key(Key.Key_K, CTRL)
    hands.type("Quillfeather")
    hands.rest()
    page = workspace.page
    assert isinstance(page, FindPage)
    hands.until("the search is over", lambda: not page._soon.isActive())
    hands.rest()
    assert hands.screen().count(TAUGHT) == 1  # what was typed


# Long, and odd


def paste(hands: Hands, text: str) -> None:
    data = QMimeData()
    data.setText(text)
    QApplication.clipboard().setMimeData(data)
    hands.key(Key.Key_V, CTRL)


@pytest.mark.parametrize("end", ["", "\n"], ids=["in one paragraph", "in many"])
def test_fifty_thousand_letters_are_kept_shown_and_found(hands: Hands, path: Path, end: str) -> None:
    sheet = note_of(hands, "Margaret")
    text = (LONG + end) * (50_000 // len(LONG)) + "The last word is Gooseberry-fool."
    paste(hands, text)
    assert "wether" in marked(hands, sheet)
    assert len(sheet.spelled.marked()) < 60  # what is in view, and no more
    hands.key(Key.Key_Home, CTRL)
    assert "wether" in marked(hands, sheet)
    hands.press("Done")
    hands.key(Key.Key_K, CTRL)
    hands.type("gooseberry")
    hands.see("Margaret")
    hands.until("it is found", lambda: "Gooseberry-fool" in hands.screen())
    hands.close()
    assert text in notes_on_disk(path)


@pytest.mark.parametrize(
    "text",
    [
        "👩🏽‍⚖️🙂 wrold 🙂", "שלום wrold שלום\u200f", "\u202ewrold\u202c hello", "cafe\u0301 ne\u0301e wrold", "wrold\u00a0wrold", "\t\twrold\t",
        "🙂" * 9_000 + " wrold", "x" * 30_000 + " wrold", "’’’''--- wrold ---", "wrold\u2028wrold\u2029wrold", "\ufeffwrold\x00\x07",
    ],
)  # fmt: skip
def test_odd_texts_are_marked_where_the_word_stands_and_kept_as_they_are(hands: Hands, path: Path, text: str) -> None:
    sheet = note_of(hands, "Margaret")
    paste(hands, text + " ")
    found = marked(hands, sheet)
    assert found
    assert set(found) == {"wrold"}
    hands.close()
    kept = text.replace("\u2028", "\n").replace("\u2029", "\n").replace("\ufeff", "").replace("\x00", "").replace("\x07", "") + " "
    assert kept in notes_on_disk(path)


def test_a_line_that_holds_other_scripts_is_painted(hands: Hands) -> None:
    sheet = note_of(hands, "Margaret")
    field = SentenceField("Line", text="שלום wrold 🙂 " * 30)
    field.setParent(sheet.window())
    field.setGeometry(300, 300, 200, 90)
    field.show()
    line = field.line
    assert isinstance(line, SpelledLine)
    assert isinstance(line, QLineEdit)
    assert set(marked(hands, line)) == {"wrold"}
    assert not line.grab().isNull()
