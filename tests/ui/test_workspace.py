"""The open workbook in its window: the lock and the cover, the keys that work everywhere, one side alone, and every page at every width."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from driver import ALT, CTRL, Hands, Key
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QScrollArea, QTextEdit, QWidget

from facilitator_app import settings
from facilitator_app.calendar import Clock, clock_at
from facilitator_app.records import (
    Agreement,
    ConferencePlan,
    Contact,
    Custody,
    Letter,
    LetterOffered,
    PaperAsked,
    PassedOn,
    Preparation,
    Printed,
    PromiseMade,
    SafetyLook,
    Sealed,
    Term,
    codec,
)
from facilitator_app.records.agreed import digest_of, in_force, lines_to_seal
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import Day, Id, Record
from facilitator_app.ui.pages.list import PAGES
from facilitator_app.ui.parts.fields import Field, Tick
from facilitator_app.ui.place import Place
from facilitator_app.ui.workspace import Workspace
from facilitator_app.vault import door
from facilitator_app.workbook import agreeing, demo, guides, letters, papers, passing_on
from facilitator_app.workbook.print_register import Wanted

EVENING = "2026-03-17T20:00"
SIZES = {"a laptop": (1366, 768), "at 125 percent": (1093, 535), "at 200 percent": (683, 384)}


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The story up to the evening of the meeting; to be copied, never opened."""
    return demo.make(tmp_path_factory.mktemp("demo") / "Demo.workbook", clock_at(EVENING))


@pytest.fixture
def path(demonstration: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it in a home of its own, remembered as the one that was open last."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    copy = Path(shutil.copytree(demonstration, tmp_path / "Demo.workbook"))
    settings.save(settings.Settings(last_workbook=str(copy)))
    return copy


@pytest.fixture
def hands(path: Path, qapp: QApplication) -> Iterator[Hands]:
    """At Today."""
    made = Hands(qapp)
    made.start(EVENING)
    made.unlock(demo.PASSPHRASE)
    yield made
    made.leave()


def space(hands: Hands) -> Workspace:
    """The open workbook's widget."""
    found = hands.shell.workspace
    assert found is not None
    return found


def story(hands: Hands) -> CaseFile:
    """The case of the story."""
    vault = space(hands).book.vault
    return vault.case_file(next(fact.case for fact in vault.case_facts() if fact.reference == "RJ-2026-0101"))


def open_case(hands: Hands) -> None:
    """By the field of the list."""
    hands.press("Cases")
    hands.fill("Find a case", "0101")
    hands.key(Key.Key_Return)
    hands.see("RJ-2026-0101", "What has happened")


def words_on_disk(path: Path) -> list[str]:
    """The words of every note and visit in the workbook."""
    opened = door.open_with_passphrase(path, demo.PASSPHRASE, Clock())
    try:
        file = opened.vault.case_file(next(fact.case for fact in opened.vault.case_facts() if fact.reference == "RJ-2026-0101"))
        assert not file.unfinished
        return [str(getattr(record, "words", "")) for record in file.records.values()]
    finally:
        opened.close()


# The lock and the cover -------------------------------------------------------------------------------------------------------


def test_a_lock_in_mid_word_keeps_every_letter_and_comes_back_to_it(hands: Hands, path: Path) -> None:
    open_case(hands)
    hands.key(Key.Key_N, CTRL)
    hands.press("Margaret")
    hands.see("Everything here is Margaret’s.")
    hands.write("She asks what one we")
    hands.key(Key.Key_Left, times=3)
    hands.type("X")
    hands.key(Key.Key_L, CTRL)  # nothing was waited for: the last letter is a moment old
    hands.back_after_lock()
    hands.unseen("Margaret", "Daniel", "RJ-2026", "Severnside")
    hands.unlock(demo.PASSPHRASE)
    hands.see("Everything here is Margaret’s.")
    sheet = QApplication.focusWidget()
    assert isinstance(sheet, QTextEdit)
    assert sheet.toPlainText() == "She asks what oneX we"
    assert sheet.textCursor().position() == len("She asks what oneX")
    hands.type("Y")
    hands.close()
    assert [words for words in words_on_disk(path) if "She asks what" in words] == ["She asks what oneXY we"]


def test_a_lock_in_a_line_of_a_record_comes_back_to_that_line(hands: Hands) -> None:
    open_case(hands)
    hands.press("More")
    hands.press("About the case")
    hands.fill("Co-facilitator", "Owen H")
    hands.key(Key.Key_Left)
    hands.key(Key.Key_L, CTRL)
    hands.back_after_lock()
    hands.unlock(demo.PASSPHRASE)
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    assert (line.accessibleName(), line.text(), line.cursorPosition()) == ("Co-facilitator", "Owen H", 5)


def test_a_lock_in_a_line_of_time_comes_back_to_that_line(hands: Hands) -> None:
    space(hands).go(Place("time"))
    hands.press("Write a line")
    hands.fill("Time and miles", "70 min, 24 mi")
    hands.key(Key.Key_L, CTRL)
    hands.back_after_lock()
    hands.unlock(demo.PASSPHRASE)
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    assert (line.accessibleName(), line.text()) == ("Time and miles", "70 min, 24 mi")


def test_a_lock_in_a_visit_comes_back_to_its_topic(hands: Hands) -> None:
    open_case(hands)
    hands.press("Preparation")
    hands.press("Open: Mon 23 Feb 14:00")
    hands.press("Worries, not talked about")
    hands.focus_on("Worries, Margaret only")
    hands.write("The stairs")
    hands.key(Key.Key_L, CTRL)
    hands.back_after_lock()
    hands.unlock(demo.PASSPHRASE)
    sheet = QApplication.focusWidget()
    assert isinstance(sheet, QTextEdit)
    assert (sheet.accessibleName(), sheet.toPlainText()) == ("Worries, Margaret only", "The stairs")
    assert sheet.textCursor().position() == len("The stairs")


def test_nobody_at_the_keys_locks_and_in_the_room_covers(hands: Hands) -> None:
    space(hands)._idle.start(0)
    hands.back_after_lock()
    hands.unlock(demo.PASSPHRASE)
    open_case(hands)
    hands.press("Meeting")
    hands.press("Open the room view")
    hands.see("Only you read this side")
    space(hands)._idle.start(0)
    hands.see("Covered")
    hands.unseen("Margaret", "Daniel")
    hands.fill("Short code", "no such words")
    hands.key(Key.Key_Return)
    hands.see("That is not the code.")
    hands.write(demo.PASSPHRASE)
    hands.key(Key.Key_Return)
    hands.see("Only you read this side")


def test_a_lock_that_cannot_finish_covers_what_is_open(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    open_case(hands)
    hands.see("Margaret")

    def broken(*_: object) -> None:
        raise OverflowError("date value out of range")

    with monkeypatch.context() as patched:
        patched.setattr(space(hands).book, "seal", broken)
        hands.key(Key.Key_L, CTRL)
        hands.see("Your work is kept.")
        hands.unseen("Margaret", "Daniel")


def test_escape_twice_covers_and_the_cursor_comes_back(hands: Hands) -> None:
    open_case(hands)
    hands.press("More")
    hands.press("About the case")
    hands.fill("Co-facilitator", "Owen")
    hands.key(Key.Key_Escape)
    hands.unseen("Covered")
    hands.key(Key.Key_Escape)
    hands.see("Covered")
    hands.unseen("Margaret", "Owen")
    for key, held in (
        (Key.Key_K, CTRL),
        (Key.Key_N, CTRL),
        (Key.Key_Left, ALT),
        (Key.Key_F6, Qt.KeyboardModifier.NoModifier),
        (Key.Key_Return, CTRL),
    ):
        hands.key(key, held)
        hands.unseen("Margaret", "Owen")
    hands.fill("Short code", demo.PASSPHRASE)
    hands.key(Key.Key_Return)
    hands.until("the cursor is back", lambda: getattr(QApplication.focusWidget(), "accessibleName", str)() == "Co-facilitator")


# The keys that work everywhere ------------------------------------------------------------------------------------------------


def test_back_find_main_and_regions(hands: Hands) -> None:
    open_case(hands)
    hands.key(Key.Key_K, CTRL)
    hands.see("Only in what is open to you now.")
    hands.write("larkspur")
    hands.see("Library desk")
    hands.key(Key.Key_Left, ALT)
    hands.see("What has happened")
    hands.key(Key.Key_Return, CTRL)  # the main action: write a note
    hands.see("Whose words are these?")
    hands.key(Key.Key_Left, ALT)
    hands.see("What has happened")
    seen = []
    for _ in range(3):
        hands.key(Key.Key_F6)
        focus = QApplication.focusWidget()
        frame = space(hands).frame
        seen.append(next(name for name in ("rail", "strip", "pages") if getattr(frame, name).isAncestorOf(focus)))
    assert sorted(seen) == ["pages", "rail", "strip"]


def test_undo_says_what_it_took_back(hands: Hands) -> None:
    open_case(hands)
    hands.press("More")
    hands.press("About the case")
    hands.fill("Co-facilitator", "Bill")
    hands.press("Done")
    hands.see("What has happened")
    focus = QApplication.focusWidget()
    assert not isinstance(focus, QLineEdit | QTextEdit)
    hands.key(Key.Key_Z, CTRL)
    hands.see("Taken back: Case")
    hands.press("More")
    hands.press("About the case")
    hands.see("Owen Hughes")
    hands.unseen("Bill")
    hands.fill("Co-facilitator", "Bill")  # in a text, its own typing is taken back
    hands.key(Key.Key_Z, CTRL)
    hands.see("Owen Hughes")


# One side alone ---------------------------------------------------------------------------------------------------------------

HERS = ("Larkspur", "light on", "Okafor", "07700 900101", "wound it", "forgets what", "Only through Margaret", "About Margaret")


def test_with_one_side_open_nothing_of_the_other_is_reached_by_any_key(hands: Hands) -> None:
    open_case(hands)
    hands.press("About Margaret")  # a place to come back to that must not be come back to
    hands.press("Overview")
    hands.press("Open only Daniel’s side")
    hands.see("Only Daniel’s side is open")
    hands.unseen(*HERS)
    assert hands.shell.windowTitle() == "Workbook"
    for name in ("Today", "Papers", "Settings", "Daniel"):
        hands.press(name)
        hands.unseen(*HERS)
    hands.press("Preparation")
    hands.unseen(*HERS)
    hands.press("Overview")
    ways: tuple[tuple[Qt.Key, Qt.KeyboardModifier], ...] = (
        *[(Key.Key_Left, ALT)] * 8, (Key.Key_N, CTRL), (Key.Key_Return, CTRL), (Key.Key_Z, CTRL), (Key.Key_F6, Qt.KeyboardModifier.NoModifier),
        (Key.Key_F1, Qt.KeyboardModifier.NoModifier), (Key.Key_Left, ALT),
    )  # fmt: skip
    for key, held in ways:
        hands.key(key, held)
        hands.unseen(*HERS)
    for words in ("larkspur", "okafor", "watch", "900101"):
        hands.key(Key.Key_K, CTRL)
        hands.fill("A name, a word, a number", words)
        hands.see("Nothing was found.")
    for _ in range(60):  # Tab, all round the window
        hands.key(Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert focus is None or not any(word in f"{focus.accessibleName()} {focus.accessibleDescription()}" for word in HERS)


def test_one_side_stays_alone_through_a_lock_and_is_left_by_the_passphrase(hands: Hands) -> None:
    open_case(hands)
    hands.press("Open only Daniel’s side")
    hands.see("Only Daniel’s side is open")
    hands.key(Key.Key_L, CTRL)
    hands.back_after_lock()
    hands.unlock(demo.PASSPHRASE)
    hands.see("Only Daniel’s side is open")
    hands.unseen(*HERS)
    hands.press("Leave Daniel’s side")
    hands.fill("Passphrase", "not these words at all")
    hands.key(Key.Key_Return)
    hands.see("That is not the passphrase of this workbook.")
    hands.unseen(*HERS)
    hands.fill("Passphrase", demo.PASSPHRASE)
    hands.key(Key.Key_Return)
    open_case(hands)
    hands.see("About Margaret")


# Every page -------------------------------------------------------------------------------------------------------------------


def places(file: CaseFile) -> dict[str, Place]:
    """One place for each page, with story data in it."""

    def last(kind: type[Record], person: Id | None = None) -> Id:
        return [one for one in file.all(kind) if person is None or getattr(one, "person", None) == person][-1].id

    margaret, daniel = (side.id for side in file.sides)
    records: dict[str, tuple[Id, str]] = {
        "preparation": (last(Preparation, margaret), ""),
        "finish": (last(Preparation, margaret), ""),
        "visit_pack": (last(Preparation, margaret), ""),
        "back_from_paper": (last(Preparation, margaret), ""),
        "person": (margaret, ""),
        "record": (last(SafetyLook, margaret), ""),
        "note": (Id(""), f"new:{margaret}"),
        "meeting": (Id(""), "who"),
        "room": (last(ConferencePlan), ""),
        "agreement": (Id(""), daniel),
        "copy": (last(Agreement), margaret),
        "forms": (margaret, "information"),
        "around": (daniel, "prison_visit"),
        "term": (last(Term), ""),
        "read_back": (last(Agreement), ""),
        "signed": (last(Agreement), ""),
        "ask_owner": (margaret, f"{daniel}|Larkspur Library"),
        "only_side": (daniel, ""),
        "history": (last(SafetyLook, margaret), ""),
        "twice": (margaret, daniel),
        "as_it_was": (Id(""), "1 March 2026"),
        "guide_look": (Id(""), "eleven-stages"),
        "guide_out": (Id("eleven-stages"), ""),
        "paper": (next((one.id for one in file.all(Printed)), Id("")), ""),
        "to_print": (next((one.id for one in file.all(PaperAsked)), Id("")), ""),
    }
    across = {"today", "cases", "board", "papers", "settings", "find", "bring_in", "new_case", "sheet", "passphrase", "numbers", "rings"}
    across |= {
        "to_print",
        "places",
        "time",
        "welsh",
        "guides",
        "guide",
        "guide_in",
        "guide_look",
        "guide_out",
        "letter_texts",
        "scans",
        "scan",
    }
    return {
        name: Place(name, Id("") if name in across else file.id, *records.get(name, (Id(""), ""))) for name in PAGES if name != "leave_side"
    }


def office_asked(hands: Hands) -> None:
    """Blank sheets were printed, and sent to the office to print: there is something in the register."""
    book, file = space(hands).book, story(hands)
    papers.issued(book, file.id, papers.make_blank(book, file.id), "printed", 3)
    papers.issued(book, file.id, papers.make_blank(book, file.id), "to_office", 3, Wanted("2026-03-20"))


def each_page(hands: Hands, look: Callable[[str, QWidget], None]) -> None:
    """Goes to every page and looks."""
    own, _ = guides.begin(space(hands).book)
    office_asked(hands)
    for name, place in (places(story(hands)) | {"guide": Place("guide", record=own)}).items():
        space(hands).go(place)
        hands.rest()
        page = space(hands).page
        assert page is not None
        assert hands.shell.windowTitle() == "Workbook"
        look(name, page)


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_every_page_fits_and_shows_its_main_action(hands: Hands, size: tuple[int, int]) -> None:
    hands.shell.resize(*size)
    hands.rest()
    wrong: list[str] = []

    def look(name: str, page: QWidget) -> None:
        if (page.window().width(), page.window().height()) != size:
            wrong.append(f"{name} makes the window {page.window().width()} by {page.window().height()}")
            hands.shell.resize(*size)
        for area in page.findChildren(QScrollArea):
            if area.isVisible() and area.horizontalScrollBar().maximum() > 0:
                wrong.append(f"{name} scrolls sideways")
        words = getattr(page, "main_words", "")
        if words and not getattr(page, "fills_window", False):
            button = space(hands).frame.strip.main
            inside = hands.shell.rect().contains(button.rect().translated(button.mapTo(hands.shell, button.rect().topLeft())))
            if not (button.isVisible() and inside and button.words() == words):
                wrong.append(f"{name} does not show “{words}”")

    each_page(hands, look)
    assert not wrong


def test_whatever_takes_the_focus_says_what_it_is(hands: Hands) -> None:
    wrong: list[str] = []

    def look(name: str, page: QWidget) -> None:
        for widget in hands.shell.findChildren(QWidget):
            stop = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            if widget.isVisible() and stop and widget.focusProxy() is None and not widget.accessibleName() and widget is not page:
                wrong.append(f"{name}: {type(widget).__name__} {widget.objectName()}")

    each_page(hands, look)
    assert not wrong


def test_tab_comes_to_everything_on_every_page_and_back_again(hands: Hands) -> None:
    wrong: list[str] = []

    def look(name: str, page: QWidget) -> None:
        stops = {
            widget
            for widget in page.findChildren(QWidget)
            if widget.isVisible()
            and widget.isEnabled()
            and widget.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
            and widget.focusProxy() is None
        }
        came: set[QWidget | None] = set()
        for _ in range(len(stops) + 40):
            focus = QApplication.focusWidget()
            came.add(focus)
            hands.app.processEvents()
            hands.key(Key.Key_Tab, rest=False)
        missed = [widget for widget in stops - came if not _same_group(widget, came)]
        wrong.extend(f"{name}: Tab never comes to {type(widget).__name__} “{widget.accessibleName()}”" for widget in missed)

    each_page(hands, look)
    assert not wrong


def _same_group(widget: QWidget, came: set[QWidget | None]) -> bool:
    """Radio buttons of one field are one stop: Tab comes to one of them, arrows to the others."""
    return any(other is not None and type(other) is type(widget) and other.parentWidget() is widget.parentWidget() for other in came)


# Few fields, few presses ------------------------------------------------------------------------------------------------------


def test_no_page_asks_more_than_seven_things_before_more(hands: Hands) -> None:
    asked: dict[str, list[str]] = {}

    def look(name: str, page: QWidget) -> None:
        fields = [field for field in page.findChildren(Field) if field.isVisible()]
        if len(fields) > 7:
            asked[name] = [field.accessibleName() or field.objectName() for field in fields]

    each_page(hands, look)
    assert not asked


def test_a_promise_is_kept_in_one_press_on_today(hands: Hands, path: Path) -> None:
    hands.press("Cases")
    hands.fill("Find a case", "0101")
    hands.key(Key.Key_Return)
    hands.press("Write down a promise")
    hands.press("Daniel")
    hands.fill("What you promised", "Tell him when the letter can be posted")
    hands.fill("By", "20 March")
    hands.press("Done")
    hands.press("Today")
    hands.see("You promised", "Tell him when the letter can be posted")
    hands.press("I kept it: Tell him when the letter can be posted")
    hands.unseen("Tell him when the letter can be posted")
    promise = next(p for p in story(hands).all(PromiseMade) if p.words.startswith("Tell him"))
    assert promise.kept_on == "2026-03-17"


def test_how_it_was_heard_is_written_with_only_that_side_open(hands: Hands) -> None:
    file = story(hands)
    daniel = file.sides[1]
    item = next(item for item in file.all(PassedOn) if item.giver == file.sides[0].id)
    book = space(hands).book
    new, _ = passing_on.said_yes(book, file.id, item.giver, daniel.id, "What was the weather like?", "by phone")
    book.open_side(file.id, daniel.id)
    space(hands).go(Place("case", file.id))
    hands.rest()
    hands.press("Now: What was the weather like?")
    hands.fill("How Daniel took it", "He laughed, then answered.")
    hands.press("Daniel has heard it: What was the weather like?")
    hands.unseen("Daniel was told")
    heard = story(hands).get(PassedOn, new)
    assert heard is not None
    assert heard.received.how == "He laughed, then answered."


def test_a_copied_sheet_is_agreed_and_signed_in_one_act(hands: Hands) -> None:
    hands.press("Cases")
    hands.fill("Find a case", "0109")
    hands.key(Key.Key_Return)
    hands.press("No")
    hands.press("Agreement")
    hands.press("Copy from the signed paper")
    hands.fill("What will happen", "No engine before 07:30.")
    hands.press("Mairead")
    hands.key(Key.Key_Return, CTRL)
    hands.press("This is what was read back and signed")
    for name in ("Kwame", "Mairead"):
        hands.press(name)
    hands.press("These words, these people")
    hands.see("Print the copies", "Signed by hand on Tue 17 Mar.")
    vault = space(hands).book.vault
    file = vault.case_file(next(fact.case for fact in vault.case_facts() if fact.reference == "RJ-2026-0109"))
    (agreement,) = file.all(Agreement)
    assert agreeing.is_agreed(file, agreement)
    assert len(agreement.signers) == 2


def test_in_a_narrow_room_a_held_key_shows_what_was_asked_for_on_the_screen(hands: Hands) -> None:
    file = story(hands)
    hands.shell.resize(683, 384)
    space(hands).go(Place("room", file.id, file.all(ConferencePlan)[-1].id))
    hands.rest()
    page = space(hands).page
    assert page is not None
    hands.app.sendEvent(page, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_M, Qt.KeyboardModifier.NoModifier, "m"))
    hands.see("Margaret only", "Why my house?")
    hands.app.sendEvent(page, QKeyEvent(QEvent.Type.KeyRelease, Qt.Key.Key_M, Qt.KeyboardModifier.NoModifier, "m"))
    hands.unseen("Why my house?")


def test_a_note_typed_under_the_wrong_person_is_moved_within_a_few_presses(hands: Hands) -> None:
    open_case(hands)
    hands.key(Key.Key_N, CTRL)
    hands.press("Daniel")
    hands.write("Her sister drives, and she sleeps with the light on again.")
    hands.press("Whose words are these?")
    hands.see("Daniel only", "Her sister drives", "Margaret only")
    hands.press("Margaret")
    hands.see("What has happened", "Her sister drives")
    file = story(hands)
    (note,) = [one for one in file.all(Contact) if one.words.startswith("Her sister drives")]
    assert note.person == file.sides[0].id


def test_the_main_key_pressed_twice_or_held_reads_no_letter(hands: Hands) -> None:
    file = story(hands)
    letter, _ = letters.begin(space(hands).book, file.id, file.sides[1].id, file.sides[0].id)
    space(hands).go(Place("letter", file.id, letter))
    hands.see("Daniel is writing to Margaret.")
    page = space(hands).page
    assert page is not None
    for _ in range(3):
        page.main_pressed()  # before the screen has read again
    hands.see("Daniel’s letter waits for you to read it.")
    found = story(hands).get(Letter, letter)
    assert found is not None
    assert (found.written_on, found.read_on) == ("2026-03-17", "")
    main = [key for key in space(hands).findChildren(QShortcut) if key.key().toString() in ("Ctrl+Return", "Ctrl+Enter")]
    assert [key.autoRepeat() for key in main] == [False, False]


@pytest.mark.parametrize("how", ["the next act", "a lock"])
def test_where_a_letter_is_is_kept_as_it_is_typed(hands: Hands, how: str) -> None:
    file = story(hands)
    letter, _ = letters.begin(space(hands).book, file.id, file.sides[1].id, file.sides[0].id)
    space(hands).go(Place("letter", file.id, letter))
    hands.fill("Who has it", "Priya")
    hands.fill("Where", "the locked drawe")
    if how == "a lock":
        hands.key(Key.Key_L, CTRL)
        hands.back_after_lock()
        hands.unlock(demo.PASSPHRASE)
    else:
        hands.press("It is written")
        hands.see("Daniel’s letter waits for you to read it.")
    hands.see("Priya", "the locked drawe, since Tue 17 Mar")
    (kept,) = story(hands).all(Custody)
    assert (kept.who, kept.where, kept.letter, kept.person) == ("Priya", "the locked drawe", letter, file.sides[1].id)


def test_what_becomes_of_a_letter_is_decided_and_not_kept_in_one_press(hands: Hands) -> None:
    file, book = story(hands), space(hands).book
    letter, _ = letters.begin(book, file.id, file.sides[1].id, file.sides[0].id)
    found = story(hands).get(Letter, letter)
    assert found is not None
    letters.is_with(book, story(hands), found, "Priya")
    (kept,) = story(hands).all(Custody)
    book.record(story(hands), kept, {"until": "2026-03-20"})
    space(hands).go(Place("today"))
    hands.see("Decide what becomes of Daniel’s letter")
    hands.unseen("I kept it: Decide what becomes of Daniel’s letter")
    hands.press("Decide what becomes of Daniel’s letter. Priya has it. by Fri 20 Mar, in 3 days")
    hands.see("Daniel is writing to Margaret.")


def test_with_her_side_open_how_she_took_a_letter_is_written_down(hands: Hands) -> None:
    file, book = story(hands), space(hands).book
    margaret, daniel = (side.id for side in file.sides)
    letter, _ = letters.begin(book, file.id, daniel, margaret)
    values = {"person": margaret, "letter": letter, "on": "2026-03-16", "choice": "read_now", "handed_on": "2026-03-17"}
    offered, _ = book.add(LetterOffered, file.id, values)
    book.open_side(file.id, margaret)
    space(hands).go(Place("case", file.id))
    space(hands).go(Place("letter", file.id, offered, LetterOffered.kind))
    hands.fill("How they took it", "She read it twice.")
    hands.press("Done")
    found = story(hands).get(LetterOffered, offered)
    assert found is not None
    assert found.words == "She read it twice."


def test_with_one_side_open_a_card_is_only_read(hands: Hands) -> None:
    file, book = story(hands), space(hands).book
    book.open_side(file.id, file.sides[0].id)
    space(hands).go(Place("places"))
    hands.see("What we know of each place")
    hands.key(Key.Key_Return, CTRL)
    hands.rest()
    page = space(hands).page
    assert page is not None
    assert not page.place.more


@pytest.mark.parametrize("alone", [True, False], ids=["with that side open", "with everything open"])
def test_how_it_was_heard_is_kept_as_it_is_typed(hands: Hands, *, alone: bool) -> None:
    file, book = story(hands), space(hands).book
    margaret, daniel = (side.id for side in file.sides)
    item, _ = passing_on.said_yes(book, file.id, margaret, daniel, "What was the weather like?", "by phone")
    asked = story(hands).get(PassedOn, item)
    assert asked is not None
    passing_on.offer(book, story(hands), asked, "now")
    if alone:
        book.open_side(file.id, daniel)
    space(hands).go(Place("case" if alone else "passing", file.id))
    hands.fill("How Daniel took it", "He looked at the flo")
    hands.key(Key.Key_L, CTRL)
    hands.back_after_lock()
    hands.unlock(demo.PASSPHRASE)
    hands.press("Daniel has heard it: What was the weather like?")
    hands.rest()
    found = story(hands).get(PassedOn, item)
    assert found is not None
    assert (found.received.how, found.received.on) == ("He looked at the flo", "2026-03-17")
    assert not story(hands).forks


def test_a_case_is_closed_when_nothing_is_open_or_with_a_reason(hands: Hands) -> None:
    open_case(hands)
    hands.press("Close the case")
    hands.see("Some of it is still open.", "Margaret has not been rung yet since the meeting.")
    hands.choose("How it ended", "They met")
    hands.key(Key.Key_Return, CTRL)
    assert not story(hands).case.closed_on
    hands.press("Close it without one of these")
    for tick in [one for one in hands.widgets(Tick) if one.isVisible()]:
        hands.click(tick)
    hands.fill("Why we go ahead anyway", "Both moved away, and said that they want no call.")
    hands.press("Go ahead anyway")
    hands.press("Overview")
    hands.press("Close the case")
    hands.see("Nothing that we look for is open.")
    hands.choose("How it ended", "They met")
    hands.press("Close this case")
    hands.see("Closed on Tuesday 17 March. They met.")


def test_a_sealed_line_becomes_another_when_both_have_said_yes_and_not_before(hands: Hands) -> None:
    file, book = story(hands), space(hands).book
    agreement = file.all(Agreement)[0]
    lines = lines_to_seal(file, agreement)
    book.add(Sealed, file.id, {"agreement": agreement.id, "on": "2026-03-17", "lines": lines, "digest": digest_of(lines)})
    course = file.terms(agreement)[1]
    space(hands).go(Place("term", file.id, course.id))
    hands.rest()
    hands.see("Line 2 of what was agreed", "Sealed on", "Not a letter of it changes any more")
    hands.press("Another promise in its place")
    hands.key(Key.Key_Return, CTRL)
    hands.see("These are the words that hold already.")
    hands.focus_on("By when")
    hands.key(Key.Key_A, CTRL)
    hands.type("30 September 2026")
    hands.key(Key.Key_Return, CTRL)
    hands.see("Proposed instead, not agreed yet", "Margaret has not said yes yet", "Daniel has not said yes yet")
    hands.press("Said yes: Daniel has not said yes yet")
    hands.see("Daniel said yes on", "Proposed instead, not agreed yet")
    assert in_force(story(hands), agreement).version == 1
    hands.press("Said yes: Margaret has not said yes yet")
    hands.see("Everybody has said yes to this instead")
    force = in_force(story(hands), agreement)
    assert (force.version, force.terms[1].promise.by_when) == (2, "2026-09-30")
    hands.press("How it goes")
    hands.choose("How it goes", "Begun")
    hands.fill("Who says so", "The tutor")
    hands.press("Done")
    hands.see("Begun", "The tutor")


def test_somebody_rings_and_the_rule_comes_before_the_number_and_what_may_be_said(hands: Hands) -> None:
    for typed in ("0101", "+44 7700 900101", "07700 900 101", "marg"):
        hands.key(Key.Key_R, CTRL)
        hands.fill("Their number, or their name", typed)
        hands.see("Mobile only, after 17:00", "Write a note of Margaret’s call", "Not to be told: When he may be released")
        screen = hands.screen()
        assert screen.index("Mobile only, after 17:00") < screen.rindex("07700 900101")
    hands.fill("Their number, or their name", "99999999")
    hands.see("Nobody of yours.")
    file = story(hands)
    space(hands).book.open_side(file.id, file.sides[1].id)
    hands.key(Key.Key_R, CTRL)
    for typed in ("0101", "marg"):
        hands.fill("Their number, or their name", typed)
        hands.see("Nobody of yours.")
        hands.unseen("Margaret", "Mobile only")


def test_numbers_at_hand_are_two_presses_away_with_one_side_open_too(hands: Hands) -> None:
    hands.press("Today")
    hands.press("Numbers")
    hands.see("01632 960 985", "Safeguarding lead", "This program cannot raise an alarm.")
    hands.press("Add a number")
    hands.fill("Who or what", "Samaritans")
    hands.fill("Number", "116 123")
    hands.press("Done")
    hands.see("116 123", "Samaritans")
    file = story(hands)
    space(hands).book.open_side(file.id, file.sides[1].id)
    hands.press("Today")
    hands.press("Numbers")
    hands.see("116 123")


def test_of_a_long_list_the_rest_is_one_press_away(hands: Hands) -> None:
    file, book = story(hands), space(hands).book
    person = file.sides[0].id
    for number in range(1, 26):
        day = Day(f"2026-03-{number:02}")
        book.add(PromiseMade, file.id, {"person": person, "words": f"Promise {number}", "by": Day(f"2026-04-{number:02}")})
        book.add(Preparation, file.id, {"person": person, "day": day, "at": f"07:{number:02}", "held": "yes"})
    for number in range(110):
        book.add(Contact, file.id, {"person": person, "words": f"Note {number}.", "day": Day("2020-01-01"), "at": f"{number:04}"})
    hands.press("Today")
    hands.see("Promise 1")
    hands.unseen("Promise 25")
    hands.press("What you promised for later")
    hands.see("Promise 25")
    open_case(hands)
    happened = hands.widget("What has happened")
    assert isinstance(happened, QListView)
    before = happened.model().rowCount()
    hands.press("What happened before that")
    happened = hands.widget("What has happened")
    assert isinstance(happened, QListView)
    assert happened.model().rowCount() > before + 25
    hands.press("Preparation")
    hands.unseen("07:01")
    hands.press("Show them: Earlier visits")
    hands.see("07:01", "07:25")


def test_what_no_record_keeps_yet_is_there_after_a_lock(hands: Hands) -> None:
    """How somebody was asked is typed before the yes is recorded: a lock that comes between takes nothing of it."""
    file = story(hands)
    margaret, daniel = (side.id for side in file.sides)
    space(hands).go(Place("ask_owner", file.id, margaret, f"{daniel}|Larkspur Library"))
    hands.fill("How you asked", "by phone, 16:1")
    kept = space(hands)._kept_place()
    assert ("passed_on.how", "by phone, 16:1") in kept.typed
    space(hands).go(Place("leave_side", file.id))
    hands.fill("Passphrase", "secret words nobody sees")
    assert "secret words" not in str(space(hands)._kept_place().typed)
    space(hands).book.vault.remember("place", codec.to_json(kept))
    space(hands).begin()
    hands.see("How you asked")
    field = hands.field("How you asked")
    assert isinstance(field, QLineEdit)
    assert field.text() == "by phone, 16:1"
    hands.write("0")
    assert field.text() == "by phone, 16:10"


def test_the_case_leads_to_the_visit_of_tomorrow_and_a_note_stays_in_reach(hands: Hands) -> None:
    file = story(hands)
    space(hands).go(Place("case", file.id))
    hands.see("What has happened")
    hands.unseen("Get ready for this visit")
    page, book = space(hands).page, space(hands).book
    assert page is not None
    side = file.sides[1]
    page.act(lambda: book.add(Preparation, file.id, {"day": Day("2026-03-18"), "at": "09:50", "person": side.id}))
    hands.see("Get ready for this visit", "Write a note")
    hands.press("Write a note")
    hands.see("Whose words are these?")
    hands.key(Key.Key_Left, ALT)
    hands.press("Get ready for this visit")
    hands.see("Topics", "Everything here is Daniel’s. Margaret never sees it.")
