"""Scans on the screen: by keys alone, while somebody types, at a lock in the middle, and files that are none."""

from pathlib import Path

import damage
import test_workspace as window
from driver import CTRL, Hands, Key
from PIL import Image
from PySide6.QtWidgets import QAbstractButton, QApplication, QTextEdit

from facilitator_app.records import Contact, OwnScan
from facilitator_app.records.record import Id
from facilitator_app.ui.place import Place
from facilitator_app.workbook import demo, scans

demonstration, path, hands = window.demonstration, window.path, window.hands
space, story = window.space, window.story


def scan(folder: Path, name: str = "page.jpg", grey: int = 250, pages: int = 1) -> Path:
    """A picture without a code, in the scanner's folder."""
    made = Image.new("L", (600, 850), grey)
    made.paste(30, (100, 100, 400, 140))
    file = folder / name
    file.write_bytes(damage.as_pdf([made] * pages) if pages > 1 else damage.as_jpeg(made))
    return file


def until_in(hands: Hands) -> None:
    hands.until("all files were looked at", lambda: not space(hands).intake.is_busy)
    hands.rest()


def tab_to(hands: Hands, words: str) -> None:
    """By Tab and nothing else."""
    for _ in range(40):
        focus = QApplication.focusWidget()
        if focus is not None and words in (focus.accessibleName() or getattr(focus, "text", str)()):
            return
        hands.key(Key.Key_Tab)
    raise AssertionError(f"Tab does not reach “{words}”:\n{hands.screen()}")


def test_a_page_gets_its_place_by_keys_alone(hands: Hands, tmp_path: Path) -> None:
    margaret = story(hands).sides[0].id
    hands.drop(scan(tmp_path))
    until_in(hands)
    clicks = hands.clicks
    tab_to(hands, "Choose: No code can be read on it.")
    hands.key(Key.Key_Return)
    hands.see("Which case?")
    tab_to(hands, "Margaret and Daniel")
    hands.key(Key.Key_Return)
    hands.see("Something else of Margaret", "Margaret only", "Daniel only")
    focus = QApplication.focusWidget()
    assert isinstance(focus, QAbstractButton)
    for _ in range(20):
        focus = QApplication.focusWidget()
        if focus is not None and focus.accessibleName() == "Something else of Margaret. Margaret only":
            break
        hands.key(Key.Key_Down)
    hands.key(Key.Key_Return)
    hands.see("Scans and photographs", "It has its place by now")
    (own,) = story(hands).all(OwnScan)
    assert (own.person, own.filed_by) == (margaret, "Priya")
    assert hands.clicks == clicks


def test_whoever_types_goes_on_typing_and_loses_no_letter(hands: Hands, tmp_path: Path) -> None:
    margaret = story(hands).sides[0].id
    space(hands).go(Place("note", story(hands).id, more=f"new:{margaret}"))
    hands.rest()
    text = next(hands.widgets(QTextEdit))
    text.setFocus()
    hands.write("She rang at ten")
    hands.drop(scan(tmp_path), onto=text.viewport())
    until_in(hands)
    hands.see("Scans and photographs")
    notes = [one.words for one in story(hands).all(Contact)]
    assert "She rang at ten" in notes, "as it was typed, and no file's name in it"
    assert not any("file:" in words or "page.jpg" in words for words in notes)


def test_a_lock_in_the_middle_waits_for_no_file_and_keeps_none_by_halves(hands: Hands, tmp_path: Path) -> None:
    hands.drop(scan(tmp_path, "many.pdf", pages=60), scan(tmp_path, "one.jpg", 240))
    hands.key(Key.Key_L, CTRL)
    hands.back_after_lock()
    hands.unlock(demo.PASSPHRASE)
    kept = {one.pages for one in scans.waiting(space(hands).book)}
    assert kept <= {60, 1}
    assert len([one for one in scans.waiting(space(hands).book) if one.pages == 60]) in (0, 1), (
        "60 pages that are the same are one; or none came in"
    )
    hands.drop(tmp_path / "one.jpg")
    until_in(hands)
    assert [one.pages for one in scans.waiting(space(hands).book)].count(1) == 1, "what was not brought in lies where it lay"


def test_what_is_no_scan_is_a_line_with_what_to_do(hands: Hands, tmp_path: Path) -> None:
    (tmp_path / "letter.docx").write_bytes(b"PK\3\4 words")
    (tmp_path / "nothing.pdf").write_bytes(b"")
    hands.drop(tmp_path / "letter.docx", tmp_path / "nothing.pdf", tmp_path, tmp_path / "gone.jpg", scan(tmp_path, "wrong name.pdf"))
    until_in(hands)
    hands.see("This file is no PDF, JPEG or PNG.", "There is nothing in this file.", "This file cannot be opened.")
    hands.see("One page waits below until you say where it belongs")
    assert len(scans.waiting(space(hands).book)) == 1


def test_more_files_than_anybody_scans_are_asked_about_first(hands: Hands, tmp_path: Path) -> None:
    hands.drop(*(tmp_path / f"{number}.jpg" for number in range(201)))
    hands.see("more than 200")
    assert not space(hands).intake.files


def test_under_the_cover_nothing_comes_in(hands: Hands, tmp_path: Path) -> None:
    space(hands).cover()
    hands.drop(scan(tmp_path))
    until_in(hands)
    assert not space(hands).intake.files


def test_a_page_is_turned_on_the_screen_and_kept_as_it_came(hands: Hands, tmp_path: Path) -> None:
    hands.drop(scan(tmp_path))
    until_in(hands)
    (loose,) = scans.waiting(space(hands).book)
    space(hands).go(Place("scan", Id(""), loose.id))
    hands.rest()
    before = hands.widget("The scanned page").size()
    hands.press("Turn the picture")
    after = hands.widget("The scanned page").size()
    assert (before.height() > before.width()) != (after.height() > after.width())
    assert scans.waiting(space(hands).book) == [loose]
