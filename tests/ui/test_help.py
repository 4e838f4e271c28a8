"""Help on every page: its words, that every key it names does something in the real window, and that nothing is lost by looking at it."""

import itertools
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import test_workspace as window
from driver import ALT, CTRL, NONE, Hands, Key
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QItemSelectionModel, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QListView, QRadioButton, QScrollArea, QTextEdit, QWidget

from facilitator_app.papers.scans import ScannedPage
from facilitator_app.records import Agreement, ConferencePlan, Contact, Preparation, Sealed, VisitSheet
from facilitator_app.records.agreed import digest_of, lines_to_seal
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import Id
from facilitator_app.resources import resource
from facilitator_app.ui.page import Page
from facilitator_app.ui.pages.help import HelpPage
from facilitator_app.ui.pages.list import PAGES
from facilitator_app.ui.pages.room import RoomPage
from facilitator_app.ui.parts.choices import ChoiceButton
from facilitator_app.ui.parts.fields import Tick
from facilitator_app.ui.parts.numbered import NumberedLine
from facilitator_app.ui.parts.rows import Row
from facilitator_app.ui.parts.topics import Topic
from facilitator_app.ui.place import Place
from facilitator_app.ui.seats import SeatsView
from facilitator_app.workbook import comparing, demo, guides, letters, pack, scans
from facilitator_app.workbook.help import EVERYWHERE, Help, HelpNotRead, NoHelp, help_for, read_help
from facilitator_app.workbook.scan_places import Belongs

demonstration, path, hands = window.demonstration, window.path, window.hands
space, story = window.space, window.story
FILES = {file.stem: file for file in sorted(resource("help", "en").glob("*.md"))}
OWN = [name for name, file in FILES.items() if not file.read_text(encoding="utf-8").startswith("same as:")]


def page_of(hands: Hands) -> Page:
    """What is shown."""
    found = space(hands).page
    assert found is not None
    return found


def all_words(found: Help) -> str:
    """Everything that one page of help says."""
    parts = [line for part in found.parts for line in (part.title, *part.words, *(f"{key}: {words}" for key, words in part.keys))]
    return "\n".join((found.title, *found.about, *parts))


def go(hands: Hands, name: str) -> Page:
    """To a page, with data of the story in it."""
    file = story(hands)
    if name in ("paper", "to_print", "register"):
        window.office_asked(hands)
        file = story(hands)
    places = window.places(file)
    if name in SEAL:
        places[name] = Place(name, file.id, sealed_line(hands, file))
    if name == "whose":
        places[name] = Place(name, file.id, file.all(Contact)[-1].id)
    if name == "letter":
        made, _ = letters.begin(space(hands).book, file.id, file.sides[1].id, file.sides[0].id)
        places[name] = Place(name, file.id, made)
    if name == "guide":
        places[name] = Place(name, Id(""), guides.copy(space(hands).book, "neighbours")[0])
    if name == "back_from_paper":
        places[name] = Place(name, file.id, printed_sheets(hands, file))
    if name in ("scan", "scans", "compare"):
        places["scan"] = Place("scan", Id(""), scanned(hands, file), file.id)
    if name == "welsh_lines":
        places[name] = Place(name, file.id, file.terms(file.all(Agreement)[0])[0].id)  # all of them have a main action once each is typed
    if name == "two_versions":
        note = file.all(Contact)[-1]
        for words in ("She rang.", "She wrote."):  # both over what stood there at first
            space(hands).book.record(file, note, {"words": words})
    if name == "copy":
        places[name] = Place(name, file.id, more="blank")  # the evening's own copies are stopped
    space(hands).go(places.get(name, Place(name)))
    hands.rest()
    return page_of(hands)


def printed_sheets(hands: Hands, file: CaseFile) -> Id:
    """The visit for which sheets are out."""
    meeting = file.of(Preparation, file.sides[0].id)[-1]
    if not file.all(VisitSheet):
        book = space(hands).book
        pack.issued(book, file.id, pack.make(pack.offer(book, file, meeting)), "printed")
    return meeting.id


def scanned(hands: Hands, file: CaseFile) -> Id:
    """A page that waits for its place, and one that is the signed agreement."""
    book, picture = space(hands).book, QByteArray()
    buffer = QBuffer(picture)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    sheet = QImage(210, 297, QImage.Format.Format_RGB32)
    sheet.fill(Qt.GlobalColor.white)
    sheet.save(buffer, "JPEG")  # type: ignore[call-overload] # its stub knows bytes only
    pages = [ScannedPage(number, (), 0, 0.0, False, bytes(picture.data()), f"page {number}".encode()) for number in (1, 2)]
    found, _ = scans.bring_in(book, pages, "jpeg")
    if found[0].outcome == "waits" and not comparing.signed_pages(file):
        scans.file_at(book, found[0].record, Belongs(file.id, "agreement_blank"))
    return found[1].record


def sealed_line(hands: Hands, file: CaseFile) -> Id:
    """The second line of the agreement, sealed."""
    agreement = file.all(Agreement)[0]
    if not file.all(Sealed):
        lines = lines_to_seal(file, agreement)
        space(hands).book.add(Sealed, file.id, {"agreement": agreement.id, "on": "2026-03-17", "lines": lines, "digest": digest_of(lines)})
    return file.terms(agreement)[1].id


# The words --------------------------------------------------------------------------------------------------------------------


def test_each_page_has_its_help_and_each_help_its_page() -> None:
    assert set(FILES) == set(PAGES)


@pytest.mark.parametrize("name", OWN)
def test_help_says_what_for_what_first_which_keys_and_what_if(name: str) -> None:
    found = help_for(name)
    heads = [part.title for part in found.parts]
    if name != EVERYWHERE:
        assert heads[:2] == ["What to do first", "Keys"]
        assert 1 <= len([head for head in heads if head.endswith("?")]) <= 3
    assert found.keys


@pytest.mark.parametrize("name", OWN)
def test_help_is_short_judges_nothing_and_names_nobody(name: str) -> None:
    words = all_words(help_for(name))
    assert not re.search(r"\b(ready|safe|cleared|complete|successful)\b", words, re.IGNORECASE)
    assert not re.search(r"\b(Margaret|Daniel|Ruth|Priya|Owen|Siân|HMP|RJ-\d+)\b", words)
    sentences = [one for line in words.splitlines() for one in re.split(r"(?<=[.?!:])\s+", line) if one]
    assert [one for one in sentences if len(one.split()) > 32] == []
    assert sum(map(len, sentences)) / len(sentences) < 75


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("What it is for.\n", 1),
        ("# A page\n\n## Keys\n", 1),
        ("# A page\n\nFor this.\n\n### Too deep\n", 5),
        ("# A page\n\nFor this.\n\n## Keys\n\n- no key\n", 7),
        ("# A page\n\nFor this.\n\n## Keys\n\n> said\n", 7),
    ],
)
def test_a_file_that_is_no_help_says_where(text: str, line: int) -> None:
    with pytest.raises(HelpNotRead, match=f"In line {line} "):
        read_help(text)


def test_there_is_no_help_for_a_page_that_there_is_not() -> None:
    for name in ("no_such_page", "../scripts", ""):
        with pytest.raises(NoHelp):
            help_for(name)


# The keys ---------------------------------------------------------------------------------------------------------------------


def first(page: Page, kind: type[QWidget], nth: int = 0) -> QWidget:
    """The first part of a kind that can be seen."""
    return [one for one in page.findChildren(kind) if one.isVisible()][nth]


def focus(hands: Hands, widget: QWidget) -> QWidget:
    """Puts the focus there, as the Tab key would."""
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    hands.rest()
    return widget


def walks(kind: type[QWidget]) -> Callable[[Hands, Page, Qt.Key], bool]:
    """Whether an arrow goes from one of a kind to the other."""

    def check(hands: Hands, page: Page, key: Qt.Key) -> bool:
        at = 1 if key in (Key.Key_Up, Key.Key_Left) else 0
        was = focus(hands, first(page, kind, at))
        hands.key(key)
        now = QApplication.focusWidget()
        return now is not was and isinstance(now, kind)

    return check


def walks_rows(hands: Hands, page: Page, key: Qt.Key) -> bool:
    """Whether an arrow goes down a list."""
    rows = first(page, QListView)
    assert isinstance(rows, QListView)
    focus(hands, rows)
    rows.selectionModel().setCurrentIndex(rows.model().index(0, 0), QItemSelectionModel.SelectionFlag.NoUpdate)
    hands.key(key)
    return rows.currentIndex().row() == 1


def opens_row(hands: Hands, page: Page, key: Qt.Key) -> bool:
    """Whether a row of a list opens."""
    rows = first(page, QListView)
    assert isinstance(rows, QListView)
    focus(hands, rows)
    rows.selectionModel().setCurrentIndex(rows.model().index(0, 0), QItemSelectionModel.SelectionFlag.NoUpdate)
    hands.key(key)
    return page_of(hands).place != page.place


def opens_line(hands: Hands, page: Page, key: Qt.Key) -> bool:
    """Whether a row that is pressed as a whole opens."""
    focus(hands, first(page, Row))
    hands.key(key)
    return page_of(hands) is not page


def presses(kind: type[QAbstractButton]) -> Callable[[Hands, Page, Qt.Key], bool]:
    """Whether the key presses what has the focus."""

    def check(hands: Hands, page: Page, key: Qt.Key) -> bool:
        pressed: list[bool] = []
        button = first(page, kind)
        assert isinstance(button, QAbstractButton)
        button.clicked.connect(lambda: pressed.append(True))
        focus(hands, button)
        hands.key(key)
        return bool(pressed)

    return check


def ticks(hands: Hands, page: Page, key: Qt.Key) -> bool:
    """Whether the key turns a tick over."""
    tick = first(page, Tick)
    assert isinstance(tick, Tick)
    was = tick.isChecked()
    focus(hands, tick)
    hands.key(key)
    return tick.isChecked() != was


def enters(hands: Hands, page: Page, key: Qt.Key) -> bool:
    """Whether the key in the last line does what the button at the top does: each of these pages then says what is wrong with it."""
    line = [one for one in page.findChildren(QLineEdit) if one.isVisible()][-1]
    focus(hands, line)
    before = hands.screen()
    hands.key(key)
    return page_of(hands) is not page or hands.screen() != before


def ticks_topic(hands: Hands, page: Page, key: Qt.Key) -> bool:
    """Whether a topic is ticked."""
    topic = first(page, Topic)
    assert isinstance(topic, Topic)
    was = topic.ticked
    focus(hands, topic)
    hands.key(key)
    return topic.ticked != was


def asks(hands: Hands, page: Page, key: Qt.Key) -> bool:
    """Whether chosen words are read back."""
    sheet = first(page, QTextEdit)
    focus(hands, sheet)
    hands.type("She would like him to know that the clock goes again.")
    hands.mark("the clock goes")
    hands.key(key, ALT)
    return "“the clock goes”" in hands.screen()


def asks_owner(hands: Hands, page: Page, key: Qt.Key) -> bool:
    """Whether chosen words are taken to whose they are."""
    focus(hands, first(page, QTextEdit))
    hands.type("The clock goes again.")
    hands.mark("The clock goes again.")
    hands.key(key, ALT)
    return page_of(hands).place.page == "ask_owner" and "The clock goes again." in hands.screen()


def asks_whose(hands: Hands, page: Page, key: Qt.Key) -> bool:
    """Whether chosen words are taken to the question whose they are."""
    focus(hands, first(page, QTextEdit))
    hands.type("Her mother is ill.")
    hands.mark("Her mother is ill.")
    hands.key(key, ALT)
    return page_of(hands).place.page == "whose" and "Her mother is ill." in hands.screen()


def could_not(hands: Hands, page: Page, key: Qt.Key) -> bool:
    """Whether it and Enter say that a visit could not go ahead."""
    focus(hands, first(page, QTextEdit))
    hands.key(Key.Key_Period, CTRL)
    hands.key(Key.Key_Return)
    return key == Key.Key_Period and "could not go ahead" in hands.screen() and page_of(hands).place.page == "finish"


def edits(hands: Hands, page: Page, key: Qt.Key) -> bool:
    """Cut, paste and undo in a text."""
    sheet = first(page, QTextEdit)
    assert isinstance(sheet, QTextEdit)
    focus(hands, sheet)
    hands.type("one two")
    if key == Key.Key_Z:
        hands.key(key, CTRL)
        return "one two" not in sheet.toPlainText()
    hands.mark("two")
    hands.key(Key.Key_X, CTRL)
    cut = "two" not in sheet.toPlainText()
    hands.key(Key.Key_V, CTRL)
    return cut and "two" in sheet.toPlainText()


def seats(hands: Hands, page: Page, key: Qt.Key) -> bool:
    """Whether a seat is gone to, or taken up."""
    view = focus(hands, first(page, SeatsView))
    was = view.accessibleDescription()
    hands.key(key)
    return view.accessibleDescription() != was


def finds(hands: Hands, page: Page, key: Qt.Key) -> bool:
    """Whether what was found opens."""
    hands.write("larkspur")
    hands.see("Library desk")
    links = [one for one in page.findChildren(QAbstractButton) if one.isVisible() and one.accessibleName().startswith("Open:")]
    focus(hands, links[0])
    hands.key(key)
    return page_of(hands) is not page


def proves_sheet(hands: Hands, page: Page, key: Qt.Key) -> bool:
    """Enter works once two groups are asked for."""
    hands.key(Key.Key_Return, CTRL)
    return enters(hands, page, key)


def brings(hands: Hands, page: Page, key: Qt.Key) -> bool:
    """A file that says something else than the workbook: Space takes one difference from it."""
    table = resource("demo", "referrals.csv").read_text(encoding="utf-8")
    changed = Path.home() / "referrals.csv"
    changed.write_text(table, encoding="utf-8")
    hands.fill("File", str(changed))
    hands.key(Key.Key_Return)
    hands.see("are here already")
    where = [one for one in page.findChildren(Tick) if one.isVisible()]
    return ticks(hands, page, key) if where else _takes_a_difference(hands, table, changed, key)


def _takes_a_difference(hands: Hands, table: str, file: Path, key: Qt.Key) -> bool:
    """The first area in the table is another one."""
    head, line, *rest = table.splitlines()
    cells, names = line.split(","), head.split(",")
    at = next(number for number, name in enumerate(names) if "area" in name.lower())
    cells[at] = "Another area"
    file.write_text("\n".join((head, ",".join(cells), *rest)) + "\n", encoding="utf-8")
    page = go(hands, "bring_in")
    hands.fill("File", str(file))
    hands.key(Key.Key_Return)
    hands.see("Here it says something else")
    return ticks(hands, page, key)


def line_states(page: Page) -> list[str]:
    """What the paper at the left says of each of its lines."""
    return [one.accessibleName() for one in page.findChildren(NumberedLine)]


def goes_on(hands: Hands, page: Page, key: Qt.Key) -> bool:
    """Whether the next line of a sheet is typed."""
    before = line_states(page)
    hands.key(key)
    return line_states(page) != before and "being typed" in line_states(page)[1]


def goes_by_alt(hands: Hands, page: Page, key: Qt.Key) -> bool:
    """Whether Alt and an arrow go to another line."""
    if key == Key.Key_Up:
        hands.key(Key.Key_Return)
    before = line_states(page)
    hands.key(key, ALT)
    return line_states(page) != before


def marks_line(hands: Hands, page: Page, key: Qt.Key) -> bool:
    """Whether a line is marked, or the sheet asked for."""
    hands.key(key, ALT)
    said = {Key.Key_1: "Left blank", Key.Key_2: "Cannot be read", Key.Key_3: "Did not come out"}[Key(key)]
    return said in line_states(page)[0]


def ticks_by_alt(hands: Hands, page: Page, key: Qt.Key) -> bool:
    """Whether the tick of the line is turned over."""
    tick = first(page, Tick)
    assert isinstance(tick, Tick)
    was = tick.isChecked()
    hands.key(key, ALT)
    return tick.isChecked() != was


def asks_could_not(hands: Hands, page: Page, key: Qt.Key) -> bool:
    """Whether it leads to the question, from the sheets to the visit."""
    hands.key(key, CTRL)
    hands.see("It could not go ahead")
    hands.key(Key.Key_Return)
    return page_of(hands).place.page == "finish" and page_of(hands) is not page


Check = Callable[[Hands, Page, Qt.Key], bool]


def chooses_answer(hands: Hands, page: Page, key: Qt.Key) -> bool:
    """On the sheet on which something is answered yes or no."""
    book, case = page.book, page.place.case
    sheet = next(one for one in book.case(case).all(VisitSheet) if one.form == "yes_no")
    space(hands).go(Place("back_from_paper", case, sheet.meeting, str(sheet.number)))
    hands.rest()
    radio = next(iter(hands.widgets(QRadioButton)))
    focus(hands, radio)
    hands.key(key)
    return radio.isChecked()


def adds_sheet(hands: Hands, page: Page, key: Qt.Key) -> bool:
    """The sheet that the cursor is at is on the paper."""
    focus(hands, first(page, Tick))
    hands.key(key)
    hands.rest()
    return "P-1  Information" in hands.screen()


CHECKS: dict[tuple[str, str], Check] = {
    ("today", "Enter"): presses(QAbstractButton),
    ("cases", "Enter"): opens_row, ("cases", "Down"): walks_rows,
    ("case", "Enter"): opens_row, ("case", "Down"): walks_rows,
    ("note", "Ctrl+Z"): edits, ("note", "Alt+P"): asks_owner,
    ("whose", "Enter"): presses(ChoiceButton), ("whose", "Down"): walks(ChoiceButton),
    ("preparation", "Down"): walks(Topic), ("preparation", "Up"): walks(Topic), ("preparation", "Space"): ticks_topic,
    ("preparation", "Alt+P"): asks, ("preparation", "Alt+W"): asks_whose, ("preparation", "Ctrl+."): could_not,
    ("back_from_paper", "Enter"): goes_on, ("back_from_paper", "Alt+Up"): goes_by_alt, ("back_from_paper", "Alt+Down"): goes_by_alt,
    ("back_from_paper", "Alt+1"): marks_line, ("back_from_paper", "Alt+2"): marks_line, ("back_from_paper", "Alt+3"): marks_line,
    ("back_from_paper", "Alt+T"): ticks_by_alt, ("visit_pack", "Ctrl+."): asks_could_not,
    ("back_from_paper", "Space"): chooses_answer, ("visit_pack", "Space"): adds_sheet,
    ("go_ahead", "Space"): ticks, ("term", "Space"): ticks, ("signed", "Space"): ticks, ("amend", "Space"): ticks,
    ("path", "Enter"): presses(ChoiceButton), ("path", "Down"): walks(ChoiceButton),
    ("agreement", "Enter"): presses(ChoiceButton), ("agreement", "Down"): walks(ChoiceButton),
    ("forms", "Down"): walks(ChoiceButton), ("around", "Down"): walks(ChoiceButton), ("letter_texts", "Enter"): presses(QAbstractButton),
    ("welsh", "Enter"): presses(QAbstractButton),
    ("meeting", "Right"): seats, ("meeting", "Enter"): seats,
    ("read_back", "Enter"): presses(QAbstractButton), ("ask_owner", "Enter"): presses(QAbstractButton),
    ("board", "Enter"): opens_line,
    ("papers", "Enter"): presses(QAbstractButton), ("find", "Enter"): finds,
    ("settings", "Right"): walks(QRadioButton),
    ("passphrase", "Enter"): enters, ("cover_code", "Enter"): enters, ("leave_side", "Enter"): enters, ("sheet", "Enter"): proves_sheet,
    ("scans", "Enter"): presses(QAbstractButton), ("scan", "Enter"): presses(ChoiceButton), ("scan", "Down"): walks(ChoiceButton),
    ("compare", "Enter"): presses(QAbstractButton), ("two_versions", "Enter"): presses(QAbstractButton),
    ("bring_in", "Enter"): enters, ("bring_in", "Space"): brings,
}  # fmt: skip
# Named on one page, pressed on another.
IN_THE_ROOM = ("F2", "Right", "Left", "T", "B", "Ctrl+.")
ELSEWHERE = {("passing", "Alt+P"), ("join", "Enter"), *(("meeting", key) for key in IN_THE_ROOM)}
EVERY_PAGE = {"Tab", "Ctrl+Enter", *(key for key, _ in help_for(EVERYWHERE).keys), "Esc"}
KEYS = {
    "Enter": Key.Key_Return,
    "Space": Key.Key_Space,
    "Down": Key.Key_Down,
    "Up": Key.Key_Up,
    "Alt+Up": Key.Key_Up,
    "Alt+Down": Key.Key_Down,
    "Right": Key.Key_Right,
    "Ctrl+.": Key.Key_Period,
}


def named() -> Iterator[tuple[str, str]]:
    """Every key that stands in a file of help, in a list or in a sentence, with its page."""
    for name in OWN:
        for key in re.findall(r"`([^`]+)`", FILES[name].read_text(encoding="utf-8")):
            yield name, key


def test_every_key_that_help_names_is_pressed_by_a_test() -> None:
    left = {(page, key) for page, key in named() if key not in EVERY_PAGE or (page, key) in CHECKS} - set(CHECKS) - ELSEWHERE
    assert left == set()
    assert set(CHECKS) - set(named()) == set()


@pytest.mark.parametrize(("name", "key"), list(CHECKS), ids=lambda one: str(one))
def test_a_key_that_help_names_does_something_there(hands: Hands, name: str, key: str) -> None:
    if name == "leave_side":
        file = story(hands)
        space(hands).book.open_side(file.id, file.sides[1].id)
    page = go(hands, name)
    assert CHECKS[name, key](hands, page, KEYS.get(key) or getattr(Key, f"Key_{key[-1]}"))


SEAL = ("amend", "sealed_term")  # last: once its line is sealed, the page of a line is theirs
MAIN = sorted({name for name, key in named() if key == "Ctrl+Enter" and name != EVERYWHERE}, key=lambda name: (name in SEAL, name))


def test_ctrl_enter_is_the_main_action_and_tab_goes_on_wherever_help_says_so(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    pressed: list[str] = []
    for name in MAIN:
        if name == "leave_side":
            continue  # pressed with one side open, above
        monkeypatch.setattr(PAGES[name], "main_pressed", lambda page: pressed.append(page.place.page))
        page = go(hands, name)
        assert page.main_words or name == "today", name
        before = QApplication.focusWidget()
        hands.key(Key.Key_Tab)
        assert QApplication.focusWidget() is not before, name
        hands.key(Key.Key_Return, CTRL)
    assert pressed == [name for name in MAIN if name != "leave_side"]


def test_the_keys_in_the_room_do_what_help_says(hands: Hands) -> None:
    file = story(hands)
    place = Place("room", file.id, file.all(ConferencePlan)[-1].id)

    def room() -> RoomPage:
        space(hands).go(place)
        hands.rest()
        page = page_of(hands)
        assert isinstance(page, RoomPage)
        return page

    page = room()
    assert {key for key, _ in next(part for part in help_for("meeting").parts if part.title == "Keys in the room view").keys} == set(
        IN_THE_ROOM
    )
    hands.key(Key.Key_F2)
    assert page._faces.currentIndex() == 1
    hands.key(Key.Key_F2)
    stage = page._stage
    hands.key(Key.Key_Left)  # the story's meeting is over: it stands at the last part
    hands.until("the part before", lambda: page._stage == stage - 1)
    hands.key(Key.Key_Right)
    hands.until("the next part", lambda: page._stage == stage)
    hands.key(Key.Key_B)
    hands.until("a break", lambda: bool(page._found.run and page._found.run.break_started))
    hands.key(Key.Key_T)
    assert page_of(hands).place.page == "agreement"
    page = room()
    hands.key(Key.Key_Period, CTRL)
    hands.key(Key.Key_Return)
    hands.see("Stopped at", "Everything is kept.")


def test_the_keys_that_work_everywhere_work_on_help_too(hands: Hands) -> None:
    tried: set[str] = set()

    def press(words: str, *keys: tuple[Qt.Key, Qt.KeyboardModifier]) -> None:
        window.open_case(hands)
        hands.key(Key.Key_F1)
        assert isinstance(page_of(hands), HelpPage)
        for key, held in keys:
            hands.key(key, held)
        tried.add(words)

    press("Ctrl+Enter", (Key.Key_Return, CTRL))
    assert page_of(hands).place.page == "case"
    press("Ctrl+N", (Key.Key_N, CTRL))
    hands.see("Whose words are these?")
    press("Ctrl+K", (Key.Key_K, CTRL))
    assert page_of(hands).place.page == "find"
    press("Ctrl+R", (Key.Key_R, CTRL))
    assert page_of(hands).place.page == "rings"
    hands.key(Key.Key_Left, ALT)
    assert page_of(hands).place.page == "case"  # and not help: that is no place to come back to
    press("F6", (Key.Key_F6, NONE))
    now = QApplication.focusWidget()
    assert now is not None
    assert not page_of(hands).isAncestorOf(now)
    press("Alt+Left", (Key.Key_Left, ALT))
    assert page_of(hands).place.page == "case"
    press("F1", (Key.Key_F1, NONE))
    assert page_of(hands).place.page == "case"
    press("Ctrl+Z", (Key.Key_Z, CTRL))
    hands.see("There is nothing to take back.")
    press("Esc Esc", (Key.Key_Escape, NONE), (Key.Key_Escape, NONE))
    hands.see("Covered")
    hands.fill("Short code", demo.PASSPHRASE)
    hands.key(Key.Key_Return)
    hands.see("What has happened")
    press("Ctrl+L", (Key.Key_L, CTRL))
    hands.back_after_lock()
    assert tried == {key for key, _ in help_for(EVERYWHERE).keys}


# There and back ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("back", [(Key.Key_Escape, NONE), (Key.Key_Left, ALT), (Key.Key_F1, NONE), (Key.Key_Return, CTRL)], ids=str)
def test_what_nobody_saves_yet_and_the_cursor_in_it_outlast_help(hands: Hands, back: tuple[Qt.Key, Qt.KeyboardModifier]) -> None:
    hands.press("Cases")
    hands.press("Begin a case by hand")
    hands.fill("First person", "Fatima")
    hands.fill("Second person", "Kevin")
    hands.key(Key.Key_Left, times=2)
    hands.key(Key.Key_F1)
    hands.see("Here you begin a case by hand")
    hands.unseen("Fatima", "Kevin")
    hands.key(*back)
    hands.see("Whom is it about?", "Fatima", "Kevin")
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    assert (line.accessibleName(), line.cursorPosition()) == ("Second person", 3)


def test_chosen_words_in_a_visit_are_still_chosen(hands: Hands) -> None:
    page = go(hands, "preparation")
    sheet = focus(hands, first(page, QTextEdit))
    assert isinstance(sheet, QTextEdit)
    hands.type("The stairs are steep.")
    hands.mark("stairs")
    hands.press("Help")  # by the mouse: the cursor comes back all the same
    hands.see("Here you write up preparation meetings")
    hands.press("Back")
    assert QApplication.focusWidget() is sheet
    assert sheet.textCursor().selectedText() == "stairs"


def test_a_page_that_was_read_again_under_help_has_its_cursor_too(hands: Hands) -> None:
    page = go(hands, "passing")
    file = story(hands)
    hands.key(Key.Key_F1)
    space(hands).desk.do(page, lambda: space(hands).book.add(Contact, file.id, {"person": file.sides[0].id, "words": "She rang."}))
    hands.rest()
    hands.key(Key.Key_Escape)
    assert page_of(hands) is page
    now = QApplication.focusWidget()
    assert now is not None
    assert now.isVisible()


def test_a_lock_under_help_keeps_the_last_letter_and_the_place_and_not_help(hands: Hands) -> None:
    window.open_case(hands)
    hands.press("More")
    hands.press("About the case")
    hands.fill("Co-facilitator", "Owen H")
    hands.key(Key.Key_Left)
    hands.key(Key.Key_F1, rest=False)
    hands.key(Key.Key_L, CTRL)
    hands.back_after_lock()
    hands.unlock(demo.PASSPHRASE)
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    assert (line.accessibleName(), line.text(), line.cursorPosition()) == ("Co-facilitator", "Owen H", 5)


def test_help_opens_on_every_page_but_the_room(hands: Hands) -> None:
    for name in sorted(PAGES, key=lambda name: (name in SEAL, name)):
        if name in (EVERYWHERE, "leave_side"):
            continue
        page = go(hands, name)
        hands.key(Key.Key_F1)
        if name == "room":
            assert page_of(hands) is page
            hands.key(Key.Key_F2)  # and on Table neither
            before = hands.screen()
            hands.key(Key.Key_F1)
            assert (page_of(hands), hands.screen()) == (page, before)
            continue
        shown = page_of(hands)
        assert isinstance(shown, HelpPage), name
        assert (space(hands).frame.strip.subtitle.text(), shown.main_words) == (help_for(name).title, "Back")
        hands.key(Key.Key_Escape)
        assert page_of(hands) is page, name
        hands.app.processEvents()
        space(hands)._presence._escaped.stop()  # the next Esc is not the second of two


def test_with_one_side_open_help_tells_of_no_other_and_leads_nowhere_else(hands: Hands) -> None:
    window.open_case(hands)
    hands.press("Open only Daniel’s side")
    for name in ("Today", "Settings", "Daniel", "Preparation"):
        hands.press(name)
        here = page_of(hands)
        hands.key(Key.Key_F1)
        assert isinstance(page_of(hands), HelpPage)
        hands.see("Only Daniel’s side is open")
        hands.unseen(*window.HERS, "Margaret")
        hands.key(Key.Key_F1)
        assert page_of(hands) is here
    hands.key(Key.Key_F1)
    hands.key(Key.Key_L, CTRL)
    hands.back_after_lock()
    hands.unlock(demo.PASSPHRASE)
    hands.see("Only Daniel’s side is open")
    assert page_of(hands).place.page == "preparation"


@pytest.mark.parametrize("size", [(683, 384), (1093, 535)], ids=str)
def test_on_a_small_screen_all_of_help_is_reached_by_keys_and_the_rail_fits(hands: Hands, size: tuple[int, int]) -> None:
    hands.shell.resize(*size)
    hands.rest()
    for name in ("preparation", "meeting", "agreement"):
        go(hands, name)
        hands.key(Key.Key_F1)
        area = QApplication.focusWidget()
        assert isinstance(area, QScrollArea)
        assert area.horizontalScrollBar().maximum() == 0
        bar = area.verticalScrollBar()
        for _ in range(40):
            hands.key(Key.Key_PageDown, rest=False)
        assert bar.value() == bar.maximum()
        assert (hands.shell.width(), hands.shell.height()) == size
    rail = space(hands).frame.rail
    assert rail.saving.isVisible()
    parts = [*rail.buttons(), rail.saving]
    for above, below in itertools.pairwise(parts):
        assert above.geometry().bottom() < below.geometry().top()
    assert rail.saving.geometry().bottom() < rail.height()
