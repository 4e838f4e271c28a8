"""The real form in the real window: whatever arrives, fails or is mistyped meanwhile, nothing that was typed is lost, and nobody overwrites anybody."""

import resource as limits
import shutil
from collections.abc import Iterator
from pathlib import Path

import driver
import making
import pytest
from driver import CTRL, Hands, Key
from PySide6.QtWidgets import QApplication, QTextEdit

from facilitator_app import settings
from facilitator_app.calendar import Clock
from facilitator_app.ledger.seals import SigningKey
from facilitator_app.records import Acquaintance, Contact, Participant, SafetyLook, codec
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import Id
from facilitator_app.vault import door
from facilitator_app.vault.folder import RECORDS

NOTE = Id("note-1")
BEGUN = "She will ring"


@pytest.fixture(scope="module")
def with_a_case(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook with one case, two people and a note."""
    path = Path(shutil.copytree(template, tmp_path_factory.mktemp("form") / "Mine.workbook"))
    opened = door.open_with_passphrase(path, making.PASSPHRASE, making.CLOCK)
    opened.vault.save(
        [
            making.case_row(),
            making.row(Acquaintance, "known", {"who": "Priya", "answer": "no"}),
            making.row(Participant, making.PERSON, {"print_name": "Nia", "role": "taking_part"}),
            making.row(Participant, "person-2", {"print_name": "Gwen", "role": "taking_part"}),
            making.note(NOTE, BEGUN),
        ]
    )
    opened.close()
    return path


@pytest.fixture
def path(with_a_case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it in a home of its own, remembered as the one that was open last."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    copy = Path(shutil.copytree(with_a_case, tmp_path / "Mine.workbook"))
    settings.save(settings.Settings(last_workbook=str(copy)))
    return copy


@pytest.fixture
def hands(path: Path, qapp: QApplication) -> Iterator[Hands]:
    """In the note, behind its last word."""
    made = Hands(qapp)
    made.start("2026-03-02T10:00")
    made.unlock(making.PASSPHRASE)
    made.press("Cases")
    made.open_row("Cases", "Nia and Gwen")
    made.open_row("What has happened", BEGUN)
    made.see("Everything here is Nia’s.")
    made.focus_on("Note")
    yield made
    made.leave()


def file_of(path: Path) -> CaseFile:
    """The case as it stands on the disk."""
    opened = door.open_with_passphrase(path, making.PASSPHRASE, Clock())
    try:
        return opened.vault.case_file(making.CASE)
    finally:
        opened.close()


def standing(path: Path, record: Id, field: str) -> list[object]:
    """All values that stand in a field."""
    opened = door.open_with_passphrase(path, making.PASSPHRASE, Clock())
    try:
        with opened.vault._reading.reading() as connection:
            (document,) = connection.execute("select document from record where id = ?", (record,)).fetchone()
        return sorted(codec.object_from_json(document)["live"][field].values(), key=str)
    finally:
        opened.close()


def apply(hands: Hands, *bodies: bytes, key: SigningKey) -> None:
    """A colleague's changes arrive, as a sync would bring them."""
    workspace = hands.shell.workspace
    assert workspace is not None
    vault = workspace.book.vault
    vault.trust(key.public, "colleague")
    workspace.desk.do(workspace, lambda: vault.apply(bodies, "service"))
    hands.rest()


def replaced(hands: Hands, record: Id, field: str) -> tuple[str, ...]:
    """What a colleague has on their screen: the changes that stand in a field."""
    workspace = hands.shell.workspace
    assert workspace is not None
    return workspace.book.vault.case_file(making.CASE).standing_of(record, field)


@pytest.mark.parametrize("begun", [False, True], ids=["before the first letter", "in mid-word"])
def test_somebody_elses_change_while_a_form_is_open_makes_two_versions(hands: Hands, path: Path, *, begun: bool) -> None:
    key = SigningKey()
    if begun:
        hands.type(" ba")
    theirs = making.foreign(key, NOTE, {"words": "She will not ring"}, {"words": replaced(hands, NOTE, "words")})
    apply(hands, theirs, key=key)
    hands.type("ck on Monday" if begun else " back on Monday")
    hands.close()
    assert (NOTE, "words") in file_of(path).forks
    assert standing(path, NOTE, "words") == ["She will not ring", "She will ring back on Monday"]


def test_what_has_arrived_before_the_form_was_opened_is_replaced(hands: Hands, path: Path) -> None:
    key = SigningKey()
    hands.press("Done")
    apply(hands, making.foreign(key, NOTE, {"words": "She will not ring"}, {"words": replaced(hands, NOTE, "words")}), key=key)
    hands.open_row("What has happened", "She will not ring")
    hands.focus_on("Note")
    hands.type(" today")
    hands.close()
    assert not file_of(path).forks
    assert standing(path, NOTE, "words") == ["She will not ring today"]


def test_typing_goes_on_while_the_page_hears_of_changes(hands: Hands, path: Path) -> None:
    key = SigningKey()
    sheet = QApplication.focusWidget()
    assert isinstance(sheet, QTextEdit)
    hands.key(Key.Key_Home, CTRL)
    typed = "On Monday, after work: "
    for number, letter in enumerate(typed):
        hands.type(letter)
        if number % 3 == 0:
            apply(hands, making.foreign(key, f"other-{number}", {"person": "person-1", "words": f"Another {number}"}), key=key)
        assert QApplication.focusWidget() is sheet
        assert sheet.textCursor().position() == number + 1
    hands.close()
    assert standing(path, NOTE, "words") == [typed + BEGUN]


@pytest.mark.parametrize(
    ("way", "field"),
    [
        (("Begin a case by hand",), "First person"),
        (("Change it: Passphrase",), "New passphrase"),
        (("Find",), "A name, a word, a number"),
    ],
)
def test_a_page_without_a_form_keeps_what_is_typed_when_something_changes(hands: Hands, way: tuple[str, ...], field: str) -> None:
    key = SigningKey()
    hands.press("Settings" if "Passphrase" in way[0] else "Cases")
    for step in way:
        hands.press(step)
    hands.fill(field, "Mrs Pemb")
    apply(hands, making.foreign(key, "other", {"person": "person-1", "words": "Another"}), key=key)
    hands.type("erton")
    hands.rest()
    assert driver.content(hands.field(field)) == "Mrs Pemberton"


def test_a_recovery_sheet_stays_the_same_while_it_is_written_down(hands: Hands) -> None:
    key = SigningKey()
    hands.press("Settings")
    hands.press("Make one: Recovery sheet")
    hands.see("Write this down on paper")
    before = hands.screen()
    apply(hands, making.foreign(key, "other", {"person": "person-1", "words": "Another"}), key=key)
    assert hands.screen() == before


def test_a_day_that_is_none_is_kept_and_said_to_be_none(hands: Hands, path: Path) -> None:
    hands.key(Key.Key_Return, CTRL)
    hands.press("More")
    hands.press("Look at what worries us")
    hands.press("Nia")
    hands.fill("Look again on", "31 feb")
    hands.fill("What worries us", "The stairs.")
    hands.see("We cannot read this as a day. Try 17 March 2026. What you typed is kept.")
    hands.press("Done")
    hands.close()
    (look,) = file_of(path).all(SafetyLook)
    assert look.again_on == "31 feb"


def test_a_disk_that_takes_nothing_is_said_and_tried_again(hands: Hands, path: Path) -> None:
    soft, hard = limits.getrlimit(limits.RLIMIT_FSIZE)
    largest = max(one.stat().st_size for one in path.glob(f"{RECORDS}*"))
    assert largest > 4096
    limits.setrlimit(limits.RLIMIT_FSIZE, (4096, hard))  # no file may grow: what a full disk does to the workbook
    try:
        hands.type(" on Monday")
        hands.see("This could not be saved", "Not saved yet")
        hands.unseen("Saved on this laptop")
        hands.press("Done")  # the page is gone, and what was typed on it is not
        hands.see("What has happened")
    finally:
        limits.setrlimit(limits.RLIMIT_FSIZE, (soft, hard))
    hands.close()
    assert standing(path, NOTE, "words") == [f"{BEGUN} on Monday"]


def test_what_could_not_be_saved_is_saved_by_itself_once_there_is_room(hands: Hands, path: Path) -> None:
    soft, hard = limits.getrlimit(limits.RLIMIT_FSIZE)
    limits.setrlimit(limits.RLIMIT_FSIZE, (4096, hard))
    try:
        hands.type(" on Monday")
        hands.see("This could not be saved")
        hands.key(Key.Key_L, CTRL)  # a lock that cannot save leaves everything where it is, and covers it
        hands.see("Covered")
        hands.fill("Short code", making.PASSPHRASE)
        hands.key(Key.Key_Return)
        hands.see("Everything here is Nia’s.", "This could not be saved")
    finally:
        limits.setrlimit(limits.RLIMIT_FSIZE, (soft, hard))
    hands.until("it is saved", lambda: "Saved on this laptop" in hands.screen())
    hands.unseen("This could not be saved")
    hands.close()
    assert standing(path, NOTE, "words") == [f"{BEGUN} on Monday"]
    assert [note.id for note in file_of(path).all(Contact)] == [NOTE]
