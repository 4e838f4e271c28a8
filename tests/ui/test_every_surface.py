"""Every page with one side open, Table, the cover, the lock, the clipboard and every file: nothing of anybody else can be read off them."""

import io
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import every_paper
import making
import pytest
from driver import ALT, CTRL, SHIFT, Hands, Key
from every_paper import CASE, DANIEL, MARGARET
from every_surface import found_in, runs_in, shut_for, surfaces
from PySide6.QtGui import QClipboard, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from test_projection import case_kinds

from facilitator_app import settings
from facilitator_app.records import Agreement, ConferencePlan, Consent, Participant, PreparationNote, SafeContact, Term, Told
from facilitator_app.records.agreement import Promise
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import Id, fields_of, person_in
from facilitator_app.ui.page import Page
from facilitator_app.ui.pages.list import CLOSED_WITH_ONE_SIDE, PAGES
from facilitator_app.ui.pages.today import place_of
from facilitator_app.ui.place import Place
from facilitator_app.ui.spelling import current
from facilitator_app.ui.workspace import Workspace
from facilitator_app.workbook import table_face
from facilitator_app.workbook.workbook import Workbook

SIDES = {"Margaret": MARGARET, "Daniel": DANIEL}
EARLY = "2026-02-17T12:00"


@pytest.fixture(scope="module")
def filled(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case with a word of its own in every field; to be copied, never opened."""
    path = tmp_path_factory.mktemp("every") / "Every.workbook"
    every_paper.filled(template, path).opened.close()
    return path


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where settings lie, and nothing of ours."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path


def sit_down(app: QApplication, path: Path, moment: str) -> Hands:
    """At Today, with everything open and nothing copied."""
    settings.save(settings.Settings(last_workbook=str(path)))
    QApplication.clipboard().clear()
    made = Hands(app)
    made.start(moment)
    made.unlock(making.PASSPHRASE)
    return made


@pytest.fixture
def hands(filled: Path, home: Path, qapp: QApplication) -> Iterator[Hands]:
    """With the case that has a word of its own in every field."""
    made = sit_down(qapp, Path(shutil.copytree(filled, home / "Mine.workbook")), every_paper.MOMENT)
    yield made
    made.leave()


@pytest.fixture
def early(template: Path, home: Path, qapp: QApplication) -> Iterator[Hands]:
    """With the story as it stood before either of them was told the other's name."""
    made = sit_down(qapp, making.demonstration(template, home / "Early.workbook", EARLY), EARLY)
    yield made
    made.leave()


def space(hands: Hands) -> Workspace:
    """The open workbook's widget."""
    found = hands.shell.workspace
    assert found is not None
    return found


# Table -------------------------------------------------------------------------------------------------------------------------


def turn_to_table(hands: Hands) -> Page:
    """The room of the meeting that was held, with its other face to the people."""
    space(hands).go(Place("room", CASE, space(hands).book.case(CASE).all(ConferencePlan)[0].id))
    hands.rest()
    hands.key(Key.Key_F2)
    hands.see("What we are agreeing")
    page = space(hands).page
    assert page is not None
    return page


def write_into_lines(book: Workbook) -> list[str]:
    """A line for what each person alone knows, in its words and in its day, and one for what colleagues wrote; what each of them must not show."""
    file = book.case(CASE)
    agreement = file.all(Agreement)[-1].id
    private = [
        every_paper.word_for(f"{kind} words {person}") for kind in ("preparation_note", "team_note") for person in (MARGARET, DANIEL)
    ]
    for number, word in enumerate(private):
        for promise in (Promise(f"Daniel writes to {word}.", (DANIEL,), ""), Promise("Daniel writes.", (DANIEL,), f"after {word}")):
            book.add(Term, CASE, {"agreement": agreement, "number": 10 + number, "promise": promise})
    return private


def test_table_shows_no_line_with_words_that_somebody_in_the_room_may_not_know(hands: Hands) -> None:
    book = space(hands).book
    shut, line = shut_for(book.case(CASE), book), book.case(CASE).all(Term)[0].promise.what
    private = write_into_lines(book)
    turn_to_table(hands)
    given = list(surfaces(shown_only=True))
    assert not found_in(shut | {word.casefold() for word in private}, given)
    assert line in hands.screen()
    assert hands.screen().count(table_face.NOT_SHOWN) == 2 * len(private)
    hands.key(Key.Key_F2)
    hands.see("Only you read this side. Lines 10, 10, 11, 11, 12, 12, 13 and 13 are not on Table. Agreement says why")


def test_while_two_versions_stand_of_what_somebody_told_table_shows_no_line(hands: Hands) -> None:
    """Only one of the two could be looked for."""
    book = space(hands).book
    file = book.case(CASE)
    note = file.of(PreparationNote, MARGARET)[0]
    for words in ("She says one thing.", "She says another."):
        book.record(file, note, {"words": words})  # both over what stood there at first
    turn_to_table(hands)
    assert hands.screen().count(table_face.NOT_SHOWN) == len(file.all(Term))


def test_a_line_in_two_versions_is_not_on_table_and_nothing_there_says_why(hands: Hands) -> None:
    book = space(hands).book
    file = book.case(CASE)
    term = file.all(Term)[0]
    for words in ("Daniel pays by Easter.", "Daniel pays by Christmas."):
        book.record(file, term, {"promise": Promise(words, (DANIEL,), "")})  # both over what stood there at first
    turn_to_table(hands)
    hands.unseen("Easter", "Christmas", "ersion")
    assert hands.screen().count(table_face.NOT_SHOWN) == 1


def test_on_table_no_key_shows_anything_else(hands: Hands, tmp_path: Path) -> None:
    book = space(hands).book
    shut = shut_for(book.case(CASE), book)
    page = turn_to_table(hands)
    sequences = {one.key().toString() for one in space(hands).findChildren(QShortcut)} - {"Ctrl+L"}  # which locks
    assert len(sequences) > 8
    letters = {chr(code) for code in range(ord("A"), ord("Z") + 1)}
    for keys in sorted(sequences | letters | {"1", ".", "Tab", "Space", "Return", "Right", "Left", "Menu", "Alt+Right", "Shift+F10"}):
        QTest.keySequence(hands.shell.windowHandle(), QKeySequence(keys))
        hands.rest()
        assert space(hands).page is page, keys
        assert not found_in(shut, surfaces(shown_only=True)), keys
    (tmp_path / "page.png").write_bytes(b"")
    hands.drop(tmp_path / "page.png")
    assert space(hands).page is page
    hands.key(Key.Key_Period, CTRL)  # but a meeting is stopped from either face
    hands.key(Key.Key_Return)
    hands.see("Stopped at")


# What was copied, said and typed before ------------------------------------------------------------------------------------------

HERS = every_paper.word_for("planted on her page")


@pytest.fixture
def ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clipboard is ours when we have copied: without a screen Qt does not know."""
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _: True)


def write_a_note(hands: Hands, words: str) -> None:
    """A new note of the person's whose side is open, or of hers."""
    side = space(hands).book.side
    space(hands).go(Place("note", CASE, more=f"new:{side.person if side else MARGARET}"))
    hands.rest()
    hands.write(words)


def copy_all(hands: Hands) -> str:
    """Of the text with the cursor in it; what the clipboard then has, in every format."""
    hands.key(Key.Key_A, CTRL)
    hands.key(Key.Key_C, CTRL)
    return on_the_clipboard()


def on_the_clipboard() -> str:
    """What could be pasted now, in every format in which it is offered."""
    found = QApplication.clipboard().mimeData()
    return " ".join(bytes(found.data(one).data()).decode(errors="replace") for one in found.formats()) if found is not None else ""


def open_side(hands: Hands) -> None:
    """Daniel's, by the page of the case."""
    space(hands).go(Place("case", CASE))
    hands.press("Open only Daniel’s side")
    hands.see("Only Daniel’s side is open")


def everywhere() -> str:
    """All that the program gives away now."""
    return " ".join(text for _, text in surfaces()) + on_the_clipboard()


@pytest.mark.usefixtures("ours")
def test_what_was_copied_and_said_before_is_gone_with_one_side_open(hands: Hands) -> None:
    write_a_note(hands, f"She spoke of {HERS}.")
    assert HERS in copy_all(hands)
    space(hands).say(f"{HERS} said yes to these words.")
    assert HERS in everywhere()
    open_side(hands)
    assert HERS not in everywhere()
    for key, held in ((Key.Key_Z, CTRL), (Key.Key_Left, ALT), (Key.Key_Z, CTRL)):
        hands.key(key, held)
        assert HERS not in everywhere()
    write_a_note(hands, "He spoke of his work.")
    hands.key(Key.Key_V, CTRL)
    hands.key(Key.Key_Z, CTRL, times=4)
    assert HERS not in everywhere()


def test_what_is_copied_of_a_text_is_that_and_nothing_beside_it(hands: Hands) -> None:
    other = every_paper.word_for("beside it")
    write_a_note(hands, f"{HERS} {other}")
    hands.key(Key.Key_Home, CTRL)
    hands.key(Key.Key_Right, CTRL | SHIFT)
    hands.key(Key.Key_C, CTRL)
    offered = QApplication.clipboard().mimeData()
    packed = [bytes(offered.data(one).data()) for one in offered.formats() if "opendocument" in one]
    read = on_the_clipboard() + " ".join(zipfile.ZipFile(io.BytesIO(one)).read("content.xml").decode() for one in packed)
    assert HERS in read
    assert other not in read


@pytest.mark.usefixtures("ours")
def test_what_is_copied_on_one_side_can_be_pasted_there(hands: Hands) -> None:
    open_side(hands)
    write_a_note(hands, "He spoke of his work.")
    copy_all(hands)
    space(hands).go(Place("find"))
    hands.rest()
    assert "He spoke of his work." in on_the_clipboard()


@pytest.mark.usefixtures("ours")
@pytest.mark.parametrize("end", ["lock", "cover", "close"])
def test_nothing_that_was_copied_is_left_for_whoever_comes_next(hands: Hands, end: str) -> None:
    write_a_note(hands, f"She spoke of {HERS}.")
    assert HERS in copy_all(hands)
    if end == "lock":
        hands.key(Key.Key_L, CTRL, rest=False)
        hands.back_after_lock()
    elif end == "cover":
        hands.key(Key.Key_Escape, times=2)
        hands.see("Covered")
    else:
        hands.close()
    assert not on_the_clipboard()


def test_after_a_crash_with_one_side_open_nothing_that_was_typed_before_comes_back(hands: Hands, tmp_path: Path) -> None:
    hands.key(Key.Key_K, CTRL)
    hands.write(HERS)
    hands.key(Key.Key_L, CTRL)
    hands.back_after_lock()
    hands.unlock(making.PASSPHRASE)
    assert HERS in everywhere()  # the lock kept it, since it stood in no record
    open_side(hands)
    left = Path(shutil.copytree(tmp_path / "Mine.workbook", tmp_path / "Left.workbook"))  # as it lies there when the power fails
    hands.close()
    settings.save(settings.Settings(last_workbook=str(left)))
    hands.start(every_paper.MOMENT)
    hands.unlock(making.PASSPHRASE)
    hands.see("Only Daniel’s side is open")
    assert HERS not in everywhere()


def test_what_another_program_has_copied_is_not_ours_to_take(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _: False)
    QApplication.clipboard().setText("a line from a letter")
    hands.key(Key.Key_Escape, times=2)
    hands.see("Covered")
    assert on_the_clipboard() == "a line from a letter"


# The cover and the lock ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["case", "preparation", "agreement"])
def test_nothing_of_anybody_is_to_be_seen_or_heard_under_the_cover(hands: Hands, page: str) -> None:
    file = space(hands).book.case(CASE)
    shut = shut_for(file, space(hands).book)
    names = {name.casefold() for one in file.all(Participant) for name in one.print_name.split()}
    space(hands).go(Place(page, CASE, MARGARET))
    hands.rest()
    assert found_in(shut | names, surfaces(shown_only=True))
    hands.key(Key.Key_Escape, times=2)
    hands.see("Covered")
    assert not found_in(shut | names, surfaces(shown_only=True))


def test_after_the_lock_no_widget_holds_anything_of_anybody(hands: Hands) -> None:
    file = space(hands).book.case(CASE)
    shut = shut_for(file, space(hands).book) | {name.casefold() for one in file.all(Participant) for name in one.print_name.split()}
    space(hands).go(Place("case", CASE))
    hands.rest()
    assert found_in(shut, surfaces())
    hands.key(Key.Key_L, CTRL, rest=False)
    hands.back_after_lock()
    assert not found_in(shut, surfaces())


# Every page -----------------------------------------------------------------------------------------------------------------------


def places(file: CaseFile, person: Id, *, long: bool) -> Iterator[Place]:
    """Every page that opens, and one that does not; of each kind of record the page of one that is this person's own; and, though no way leads
    there, pages of others' records.

    With `long` the page of each kind of others' records, every page as if it were another person's, and all those that do not open.
    """
    other = next(one.id for one in file.all(Participant) if one.id != person)
    for name in PAGES:
        if name not in ("help", "record") and (long or name not in CLOSED_WITH_ONE_SIDE or name == "before"):
            yield Place(name, CASE)  # but help is asked for by what lies under it, a record by its kind
            if long:
                yield Place(name, CASE, other)
    yield Place("register")  # of all cases
    seen = set[tuple[str, bool]]()
    for record in file.records.values():
        own, place = person_in(file.compartments[record.id]) == person, place_of(CASE, record.kind, record.id)
        key = (record.kind if own or long else place.page, own)
        if key not in seen:
            seen.add(key)
            yield place


def walk(hands: Hands, person: Id, *names: str, long: bool = False) -> None:
    """Opens one side, goes everywhere, and looks at everything, for names too that this person was not told."""
    workspace, book = space(hands), space(hands).book
    file = book.case(CASE)
    shut = shut_for(file, book, person)
    own = shut_for(file, book) - shut
    shut |= {name.casefold() for name in names}
    assert len(shut) > 200
    book.open_side(CASE, person)
    found, seen = list[object](), set[str]()
    for place in places(file, person, long=long):
        workspace.go(place)
        assert workspace.page is not None
        if place.page in CLOSED_WITH_ONE_SIDE:
            assert workspace.page.place == Place("case", CASE), place.page
            continue
        hands.rest()
        given = list(surfaces())
        found += [(place.page, place.more, *one) for one in found_in(shut, given)]
        seen |= own & {run for _, text in given for run in runs_in(text)}
    assert not found
    assert len(seen) > 40  # their own words were there to be read: it is not that nothing was


@pytest.mark.parametrize("person", SIDES.values(), ids=SIDES)
def test_with_one_side_open_nothing_of_anybody_else_is_on_any_page(hands: Hands, person: Id) -> None:
    walk(hands, person)


@pytest.mark.slow
@pytest.mark.parametrize("person", SIDES.values(), ids=SIDES)
def test_the_same_with_every_kind_of_record_of_everybody(hands: Hands, person: Id) -> None:
    walk(hands, person, long=True)


def all_that_can_happen_to(book: Workbook, person: Id) -> None:
    """Another record of every kind that can be about somebody; a no to everything; and they stop."""
    kinds = [kind for kind in case_kinds() if kind.kind not in every_paper.NOT_ADDED and "person" in {one.name for one in fields_of(kind)}]
    rows = [every_paper.row(kind, every_paper.filled_in(kind, person)) for kind in kinds]
    no = [
        every_paper.row(Consent, {"person": person, "scope": scope, "answer": "withdrawn", "on": "2026-03-18"})
        for scope in every_paper.SCOPES
    ]
    book.save([*rows, *no])
    file = book.case(CASE)
    stopped = file.get(Participant, person)
    assert stopped is not None
    book.record(file, stopped, {"stopped_on": "2026-03-18"})


def read_everywhere(hands: Hands, person: Id) -> dict[Place, set[str]]:
    """What there is to read on each page with this person's side open."""
    book = space(hands).book
    file = book.case(CASE)
    book.open_side(CASE, person)
    found = {}
    for place in [Place(name, CASE) for name in PAGES if name not in {*CLOSED_WITH_ONE_SIDE, "record"}]:
        space(hands).go(place)
        hands.rest()
        found[place] = {text for _, text in surfaces(shown_only=True)}
    book.leave_side(making.PASSPHRASE)
    assert book.case(CASE).records.keys() == file.records.keys()
    return found


def test_whatever_happens_to_her_his_side_says_the_same_words(hands: Hands) -> None:
    """No word of hers may stand there, nor may a word go, a count change or a sentence turn because of her: that she stopped is hers to tell."""
    before = read_everywhere(hands, DANIEL)
    all_that_can_happen_to(space(hands).book, MARGARET)
    after = read_everywhere(hands, DANIEL)
    assert {place.page: (before[place] ^ after[place]) for place in before if before[place] != after[place]} == {}


def names_not_told(file: CaseFile, person: Id) -> set[str]:
    """Of everybody but this person, whoever comes with them, and whom they were told of."""
    told = " ".join(one.words for one in file.all(Told) if one.person == person and one.known == "told")
    others = [one for one in file.all(Participant) if person not in (one.id, one.supports)]
    return {name for one in others for name in one.print_name.split() if name not in told}


def test_a_name_that_nobody_told_him_is_on_no_page_is_found_by_nothing_and_is_never_suggested(early: Hands) -> None:
    sister = every_paper.word_for("her sister")  # a name that no dictionary has
    space(early).book.add(Participant, CASE, {"print_name": sister, "role": "supporter", "supports": MARGARET})
    file = space(early).book.case(CASE)
    names = names_not_told(file, DANIEL)
    assert names == {"Margaret", sister}
    walk(early, DANIEL, *names)
    shut = {name.casefold() for name in names}
    figures = [one.phone.replace(" ", "")[-6:] for one in file.all(SafeContact) if one.phone and one.person != DANIEL]
    asked = [name[:3] for name in names] + figures
    for page in ("find", "rings"):
        for typed in asked:
            space(early).go(Place(page))
            early.rest()
            early.write(typed)
            early.see("Nothing was found." if page == "find" else "Nobody of yours.")
            assert not found_in(shut, surfaces()), (page, typed)
    write_a_note(early, "He spoke of his work.")
    speller = current()
    assert speller is not None
    early.until("names are known", lambda: "Daniel" in speller.offered("Danie"))  # his own is offered
    assert sister not in speller.offered(sister[:-1])
