"""Guides in the window: copied, written with the room beside them, chosen for a meeting by keys, brought in and written out."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import test_workspace as window
from driver import ALT, CTRL, SHIFT, Hands, Key, content
from PySide6.QtWidgets import QApplication, QComboBox, QTextEdit, QWidget

from facilitator_app.calendar import clock_at
from facilitator_app.records import ConferencePlan, GuideRun, OwnGuide
from facilitator_app.records.record import NOBODY, Id
from facilitator_app.ui.pages.guide_preview import Preview
from facilitator_app.ui.place import Place
from facilitator_app.workbook import demo, guide_planned, guides

MORNING = "2026-03-16T09:00"
FILE = (
    "# A circle\n\n## Welcome\n\nMinutes: 5\nSpeaks: everybody\n\n- Who are you?\n\n"
    "## Close\n\nMinutes: some\nSpeaks: everybody\n\n- How was it, Margaret?\n"
)


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The story up to the day before the meeting; to be copied, never opened."""
    return demo.make(tmp_path_factory.mktemp("demo") / "Demo.workbook", clock_at(MORNING))


path = window.path


@pytest.fixture
def hands(path: Path, qapp: QApplication) -> Iterator[Hands]:
    """At Today."""
    made = Hands(qapp)
    made.start(MORNING)
    made.unlock(demo.PASSPHRASE)
    yield made
    made.leave()


def open_guides(hands: Hands) -> None:
    hands.press("Settings")
    hands.press("Open: Guides")
    hands.see("A guide says what is said and asked in a meeting")


def preview(hands: Hands) -> str:
    """The words beside the text."""
    (found,) = hands.widgets(Preview)
    return "\n".join(str(getattr(child, "text", str)()) for child in found.findChildren(QWidget) if child.isVisible())


def own(hands: Hands) -> OwnGuide:
    (found,) = guides.shared(window.space(hands).book).all(OwnGuide)
    return found


def names_of(hands: Hands) -> list[str]:
    return [widget.accessibleName() for widget in hands.widgets(QWidget)]


def test_a_copy_is_written_in_and_the_room_beside_it_follows(hands: Hands) -> None:
    open_guides(hands)
    hands.press("Edit a copy: Neighbours")
    hands.see("For every case: name nobody here.", "6 stages, 55 minutes")
    sheet = QApplication.focusWidget()
    assert isinstance(sheet, QTextEdit)
    hands.key(Key.Key_End, CTRL)
    hands.type("\n\n## Tea\n\nA cup together.\n\nMinutes: 5 to 10\nSpeaks: both\n\n- How do you take it?")
    hands.until("the preview follows", lambda: "How do you take it?" in preview(hands))
    assert "7 stages, 60 to 65 minutes" in preview(hands)
    hands.type(" Or you, {frist}?")
    hands.see("This cannot be read yet. It is kept as you typed it.", "“frist” is nobody whom a guide can name.")
    hands.press(next(name for name in names_of(hands) if name.startswith("Go there: ")))
    assert QApplication.focusWidget() is sheet
    hands.key(Key.Key_Backspace, times=len("{frist}?"))
    hands.type("{second}?")
    hands.until("it can be read", lambda: "cannot be read" not in preview(hands))
    assert "How do you take it? Or you, the other?" in preview(hands)
    words = sheet.toPlainText()
    hands.press("Done")
    hands.see("Your own", "Neighbours, our own")
    assert own(hands).words == words


def test_the_list_of_stages_goes_to_its_place_in_the_text(hands: Hands) -> None:
    open_guides(hands)
    hands.press("Edit a copy: Eleven stages")
    hands.press("An answer. ")
    sheet = QApplication.focusWidget()
    assert isinstance(sheet, QTextEdit)
    assert sheet.textCursor().block().text() == "## 6. An answer"
    hands.until("the room shows it", lambda: "What would you like to say?" in preview(hands))
    hands.press("Put in: A stage")
    hands.until("it is there", lambda: "A new stage" in preview(hands))
    stages = [line for line in sheet.toPlainText().split("\n") if line.startswith("## ")]
    assert stages[6:9] == ["## 6. An answer", "## A new stage", "## 7. What now"]


def test_a_name_of_a_case_is_said_while_it_is_typed(hands: Hands) -> None:
    open_guides(hands)
    hands.press("Write a new one")
    hands.key(Key.Key_End, CTRL)
    hands.type("- Then Margaret, how has it been?")
    hands.see("A guide is used in other cases too. “Margaret” is a name in one of yours.")
    hands.key(Key.Key_Home)
    hands.key(Key.Key_End, SHIFT)
    hands.type("- Then the next?")
    hands.until("it is gone", lambda: "A guide is used in other cases" not in preview(hands))


def test_a_lock_in_a_guide_comes_back_to_the_same_letter(hands: Hands) -> None:
    open_guides(hands)
    hands.press("Write a new one")
    hands.key(Key.Key_End, CTRL)
    hands.type("- Half a wo")
    hands.key(Key.Key_L, CTRL)
    hands.back_after_lock()
    hands.unlock(demo.PASSPHRASE)
    hands.see("For every case: name nobody here.")
    sheet = QApplication.focusWidget()
    assert isinstance(sheet, QTextEdit)
    assert sheet.toPlainText().endswith("- Half a wo")
    assert sheet.textCursor().atEnd()


def test_a_file_is_told_before_it_is_brought_in(hands: Hands, tmp_path: Path) -> None:
    file = tmp_path / "from-word.md"
    file.write_text(FILE, encoding="utf-8")
    open_guides(hands)
    hands.press("Bring one in")
    hands.fill("File", str(tmp_path / "gone.md"))
    hands.key(Key.Key_Return)
    hands.see("This file cannot be opened.")
    hands.fill("File", str(file))
    hands.key(Key.Key_Return)
    hands.see("“A circle”: 2 stages, 5 minutes.", "Line 12", "The minutes should be figures", "“Margaret” is a name in one of yours.")
    assert not guides.shared(window.space(hands).book).all(OwnGuide)
    hands.key(Key.Key_Return)  # the main action has the focus
    hands.see("For every case: name nobody here.")
    assert own(hands).words == FILE
    hands.press("Done")
    hands.see("It can be chosen once this is mended: In line 12")


def test_a_guide_is_written_to_a_file_and_nothing_over_another(hands: Hands, tmp_path: Path) -> None:
    open_guides(hands)
    hands.press("Write to a file: Neighbours")
    hands.see("Where should the file go?")
    field = hands.field("File")
    assert content(field) == str(tmp_path / "conference-guide.md")
    hands.key(Key.Key_Return, CTRL)
    hands.see("A guide says what is said")
    assert (tmp_path / "conference-guide.md").read_text(encoding="utf-8") == guides.file_of("neighbours")
    hands.press("Write to a file: Eleven stages")
    hands.key(Key.Key_Return, CTRL)
    hands.see("There is a file of that name already.")
    assert (tmp_path / "conference-guide.md").read_text(encoding="utf-8") == guides.file_of("neighbours")
    hands.save_as(tmp_path / "second.md", lambda: hands.press("Choose a place"))
    hands.unseen("There is a file of that name already.")
    hands.press("Write the file")
    hands.see("A guide says what is said")
    assert (tmp_path / "second.md").read_text(encoding="utf-8") == guides.file_of("eleven-stages")


def test_whose_name_stands_in_a_guide_is_said_before_it_goes_out_to_a_file(hands: Hands) -> None:
    book = window.space(hands).book
    key, _ = guides.begin(book)
    book.record(guides.shared(book), own(hands), {"name": "A circle for Daniel", "words": FILE})
    window.space(hands).go(Place("guide_out", record=key))
    hands.see("“Daniel” and “Margaret” are names in one of yours.", "Take it out first")
    window.space(hands).go(Place("guide_out", record=Id("neighbours")))
    hands.see("Where should the file go?")
    hands.unseen("one of yours")


def test_a_guide_is_chosen_by_keys_and_the_room_shows_it(hands: Hands) -> None:
    book, file = window.space(hands).book, window.story(hands)
    key, _ = guides.copy(book, "eleven-stages")
    shared = guides.shared(book)
    mine = shared.get(OwnGuide, key)
    assert mine is not None
    book.record(shared, mine, {"name": "Ours", "words": mine.words.replace("Is today still right for you?", "Shall we go in?")})
    window.space(hands).go(Place("meeting", file.id, NOBODY, "papers"))
    hands.rest()
    for _ in range(40):
        if isinstance(QApplication.focusWidget(), QComboBox):
            break
        hands.key(Key.Key_Tab)
    hands.key(Key.Key_Down)
    hands.see("Ours", "11 stages")
    field = QApplication.focusWidget()
    assert isinstance(field, QComboBox)
    assert field.currentText() == "Ours"
    hands.key(Key.Key_Down)
    hands.key(Key.Key_Up)
    now = window.story(hands)
    assert not now.forks
    found = guide_planned.of_meeting(book, now, now.all(ConferencePlan)[-1])
    assert (found.key, found.guide.title) == (key, "Ours")
    hands.press("Look at it: Ours")
    hands.see("As this meeting has it", "Shall we go in?")
    hands.press("Back to the meeting")
    hands.see("The guide, and papers for the day")
    shared = guides.shared(book)
    mine = shared.get(OwnGuide, key)
    assert mine is not None
    book.record(shared, mine, {"words": mine.words.replace("Shall we go in?", "Later words?")})
    window.space(hands).go(Place("meeting", file.id, NOBODY, "papers"))
    hands.see("“Ours” has been changed since. This meeting keeps the words that were chosen for it.")
    text = found.text
    book.add(
        GuideRun, file.id, {"plan": now.all(ConferencePlan)[-1].id, "guide": text, "started": "2026-03-16T09:00:00+00:00", "stage": "0"}
    )
    window.space(hands).go(Place("room", file.id, now.all(ConferencePlan)[-1].id))
    hands.see("Shall we go in?")
    hands.unseen("Later words?", "Is today still right for you?")


def test_new_words_are_taken_when_somebody_says_so(hands: Hands) -> None:
    book, file = window.space(hands).book, window.story(hands)
    key, _ = guides.copy(book, "eleven-stages")
    plan = file.all(ConferencePlan)[-1]
    guide_planned.choose(book, file.id, plan.id, key)
    shared = guides.shared(book)
    mine = shared.get(OwnGuide, key)
    assert mine is not None
    book.record(shared, mine, {"words": mine.words.replace("Is today still right for you?", "Later words?")})
    window.space(hands).go(Place("meeting", file.id, NOBODY, "papers"))
    hands.press("Take the new words")
    hands.until("it is no longer said", lambda: "has been changed since" not in hands.screen())
    now = window.story(hands)
    assert "Later words?" in guide_planned.of_meeting(book, now, now.all(ConferencePlan)[-1]).words


def test_a_guide_that_is_not_here_is_said_on_the_plan_and_in_the_room(hands: Hands) -> None:
    book, file = window.space(hands).book, window.story(hands)
    plan = file.all(ConferencePlan)[-1]
    book.record(file, plan, {"guide": "one-of-another-version"})
    window.space(hands).go(Place("meeting", file.id, NOBODY, "papers"))
    hands.see("The guide that was chosen for this meeting is not here any more.")
    book.add(GuideRun, file.id, {"plan": plan.id, "started": "2026-03-16T09:00:00+00:00", "stage": "0"})
    window.space(hands).go(Place("room", file.id, plan.id))
    hands.see("is not here any more", "Is today still right for you?")


def test_with_one_side_open_no_guide_is_reached(hands: Hands) -> None:
    open_guides(hands)
    hands.press("Write a new one")
    hands.key(Key.Key_End, CTRL)
    hands.type("- Zwiebelturm")
    file = window.story(hands)
    window.space(hands).book.open_side(file.id, file.sides[1].id)
    for page in ("guides", "guide", "guide_in", "guide_look", "guide_out"):
        window.space(hands).go(Place(page, NOBODY, Id("neighbours"), "neighbours"))
        hands.see("Only Daniel’s side is open")
        hands.unseen("Zwiebelturm", "Guides", "Neighbours", "Bring in a guide")
    for name in ("Today", "Settings"):
        hands.press(name)
        hands.unseen("Zwiebelturm", "Guides", "Neighbours")
    for _ in range(4):
        hands.key(Key.Key_Left, ALT)
        hands.unseen("Zwiebelturm", "Guides")


def test_a_guide_is_taken_out_of_the_list_and_put_back(hands: Hands) -> None:
    open_guides(hands)
    hands.press("Write a new one")
    hands.fill("Name of the guide", "For a school")
    hands.press("Take it out of the list")
    hands.see("Taken out of the list", "For a school")
    assert own(hands).withdrawn_on == "2026-03-16"
    hands.press("Put it back: For a school")
    hands.until("it is back", lambda: "Taken out of the list" not in hands.screen())
    assert own(hands).withdrawn_on == ""
