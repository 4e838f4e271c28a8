"""Back to the case system, and the card for a purse, in the real window and by keys alone: what is copied, what is saved, and what is said of it."""

import json
from pathlib import Path

import pytest
import test_workspace as window
from driver import CTRL, Hands, Key
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from facilitator_app.records import FollowUp, Service
from facilitator_app.records.record import Day, Id
from facilitator_app.ui import printing
from facilitator_app.ui.pages.list import CLOSED_WITH_ONE_SIDE
from facilitator_app.ui.place import Place
from facilitator_app.vault.rows import Row
from facilitator_app.workbook import case_out, gone

demonstration, path, hands = window.demonstration, window.path, window.hands
space, story = window.space, window.story
_MOST_TABS = 120


def tab_to(hands: Hands, words: str) -> None:
    """With Tab, until what is pressed has these words."""
    for _ in range(_MOST_TABS):
        focus = QApplication.focusWidget()
        if focus is not None and words in (focus.accessibleName(), getattr(focus, "text", str)()):
            return
        hands.key(Key.Key_Tab)
    raise AssertionError(words)


def by_keys(hands: Hands, *links: str) -> None:
    for words in links:
        tab_to(hands, words)
        hands.key(Key.Key_Return)
        hands.rest()


def place(hands: Hands) -> Place:
    page = space(hands).page
    assert page is not None
    return page.place


def audit(hands: Hands) -> list[tuple[str, str]]:
    with space(hands).book.vault._reading.reading() as connection:
        return list(connection.execute("select act, what from audit order by number"))


def test_from_the_case_by_keys_it_is_copied_as_it_stands_there_and_remembered(hands: Hands) -> None:
    file = story(hands)
    space(hands).go(Place("case", file.id))
    hands.rest()
    by_keys(hands, "More", "Back to the case system")
    hands.see("It has not been taken out on this laptop yet.", "Person harmed, to take part: Said yes", "No name, no address, no number")
    shown = hands.screen()
    hands.key(Key.Key_Return, CTRL)
    hands.rest()
    copied = QApplication.clipboard().text()
    assert copied == case_out.as_text(case_out.case_out(space(hands).book, file.id))
    assert all(line in shown for line in copied.splitlines()[1:] if line)
    hands.see("Copied. Paste it into the case system now", "Nothing has changed since.")
    assert ("case taken out as text", file.id) in audit(hands)
    book = space(hands).book
    book.add(FollowUp, file.id, {"person": file.sides[0].id, "due": Day("2026-09-09"), "words": "She sleeps."})
    space(hands).go(Place("today"))
    space(hands).go(Place("case_out", file.id))
    hands.rest()
    hands.see("One thing has changed since.", "New since then", "follow-up")
    hands.unseen("She sleeps")


@pytest.mark.parametrize(("press", "name"), [("Save as a file", "Case.json"), ("Save as a table", "Case.csv")])
def test_a_file_is_saved_by_keys_under_a_name_that_names_nobody(hands: Hands, tmp_path: Path, press: str, name: str) -> None:
    space(hands).go(Place("case_out", story(hands).id))
    hands.rest()
    tab_to(hands, press)
    offered: list[str] = []
    real = QFileDialog.getSaveFileName

    def seen(*given: object, **options: object) -> tuple[str, str]:
        offered.append(str(given[2]))
        return real(*given, **options)  # type: ignore[arg-type]

    QFileDialog.getSaveFileName = seen  # type: ignore[method-assign]
    try:
        hands.save_as(tmp_path / name, lambda: hands.key(Key.Key_Return))
    finally:
        QFileDialog.getSaveFileName = real  # type: ignore[method-assign]
    hands.see("The file is written. It is not encrypted", "Nothing has changed since.")
    assert offered == [name]
    data = (tmp_path / name).read_bytes()
    assert b"RJ-2026-0101" in data
    assert b"Margaret" not in data
    if name.endswith("json"):
        assert json.loads(data)["workbook_case"] == 1


def test_what_is_refused_is_said_and_not_remembered(hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "OneDrive").mkdir()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(tmp_path / "OneDrive" / "Case.json"), ""))
    space(hands).go(Place("case_out", story(hands).id))
    hands.press("Save as a file")
    hands.see("Another program keeps this folder in step with a server.", "It has not been taken out on this laptop yet.")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(tmp_path / "nowhere" / "Case.json"), ""))
    hands.press("Save as a file")
    hands.see("The file could not be written there.", "It has not been taken out on this laptop yet.")
    assert not [act for act, _ in audit(hands) if act.startswith("case taken out")]


def test_without_a_reference_it_leads_to_where_that_is_written(hands: Hands) -> None:
    file = story(hands)
    space(hands).book.record(file, file.case, {"reference": ""})
    space(hands).go(Place("case_out", file.id))
    hands.rest()
    hands.see("This case has no reference that can go out.")
    hands.key(Key.Key_Return, CTRL)
    hands.rest()
    assert (place(hands).page, place(hands).record, place(hands).more) == ("record", file.id, "case")


def test_from_afterwards_and_from_closing_it_is_reached_too(hands: Hands) -> None:
    for page in ("afterwards", "close"):
        space(hands).go(Place(page, story(hands).id))
        hands.rest()
        by_keys(hands, "Back to the case system")
        assert place(hands).page == "case_out"


@pytest.mark.parametrize("end", ["lock", "cover"])
def test_what_was_copied_is_taken_back(hands: Hands, monkeypatch: pytest.MonkeyPatch, end: str) -> None:
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _: True)
    space(hands).go(Place("case_out", story(hands).id))
    hands.rest()
    hands.key(Key.Key_Return, CTRL)
    hands.rest()
    assert QApplication.clipboard().text()
    if end == "lock":
        hands.key(Key.Key_L, CTRL, rest=False)
        hands.back_after_lock()
    else:
        hands.key(Key.Key_Escape, times=2)
        hands.see("Covered")
    assert not QApplication.clipboard().text()


def test_it_is_closed_with_one_side_open(hands: Hands) -> None:
    assert "case_out" in CLOSED_WITH_ONE_SIDE
    file = story(hands)
    book = space(hands).book
    book.open_side(file.id, file.sides[0].id)
    space(hands).go(Place("case_out", file.id))
    hands.rest()
    assert place(hands).page == "case"
    hands.unseen("Back to the case system", "Copy it")


# The card for a purse -----------------------------------------------------------------------------------------------------------------


def test_the_card_is_printed_from_settings_by_keys(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[bytes] = []
    monkeypatch.setattr(printing, "ask", lambda _, **__: object())
    monkeypatch.setattr(printing, "send", lambda _, data: sent.append(data))
    space(hands).go(Place("settings"))
    hands.rest()
    hands.press("Print: If this laptop is gone")
    hands.rest()
    assert place(hands).page == "gone"
    hands.press("Large print")
    hands.rest()
    hands.key(Key.Key_Return, CTRL)
    hands.rest()
    hands.see("Sent to the printer.")
    assert sent == [gone.card(space(hands).book, "large")]


def test_the_card_is_saved_under_a_name_that_says_nothing(hands: Hands, tmp_path: Path) -> None:
    space(hands).go(Place("gone"))
    hands.rest()
    tab_to(hands, "Save as a file")
    hands.save_as(tmp_path / "x.pdf", lambda: hands.key(Key.Key_Return))
    hands.see("The file is written.")
    assert (tmp_path / "x.pdf").read_bytes() == gone.card(space(hands).book)


def test_without_a_number_there_is_no_card_and_settings_is_where_it_is_written(hands: Hands) -> None:
    book = space(hands).book
    one = book.service()
    stands = {stored.id: stored for stored in book.vault.stored("service")}[one.id].live
    book.save([Row("service", Service.kind, Id(one.id), {"telephone": "ask Ruth"}, {"telephone": tuple(stands.get("telephone", ()))})])
    space(hands).go(Place("gone"))
    hands.rest()
    hands.see("The telephone number of the service is not written down.")
    hands.key(Key.Key_Return, CTRL)
    hands.rest()
    assert place(hands).page == "settings"
    assert any(isinstance(one, QLineEdit) for one in hands.widgets(QLineEdit))
