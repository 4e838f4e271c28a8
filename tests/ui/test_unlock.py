"""Unlocking and the first start: every way in which it can fail has its own sentence, a next step, and what can be done instead."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import driver  # before any other use of Qt: see ui/parts/lasting.py
import keyring
import keyring.backend
import making
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton

from facilitator_app import settings
from facilitator_app.calendar import Clock, clock_at
from facilitator_app.ledger.seals import b64
from facilitator_app.ui.shell import Shell
from facilitator_app.ui.unlock import FirstStart, Unlock, _free, home_folder
from facilitator_app.vault import door, keyring_box, keys, schema
from facilitator_app.vault import folder as folders
from facilitator_app.vault.connection import Connection
from facilitator_app.vault.folder import FolderLock, Identity
from facilitator_app.workbook.workbook import Workbook

MOMENT = "2026-03-02T10:00"
WRONG = "That passphrase does not open this workbook. Nothing is lost. Try again, use your recovery sheet, or ring the office."
SLOTS = "The key file of this workbook is missing or damaged."
RECORDS = "Some of the records in this workbook are damaged."
NEWER = "A newer version of this program made this workbook. Nothing is lost. Update this program, then open it again."
ELSEWHERE = "This workbook is open in another window. Close it there, then try again."
UNSAFE = "Nothing can be written in this folder. Copy the workbook to a folder on this laptop, and open it there."
MISSING = "There is no workbook in this folder."
OTHER, NEW = "Open another workbook", "Make a new one"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of this test's own."""
    path = tmp_path / "home"
    (path / "Documents").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(path / ".config"))
    return path


@pytest.fixture
def hands(home: Path, qapp: QApplication) -> Iterator[driver.Hands]:
    """Somebody at the keyboard."""
    made = driver.Hands(qapp)
    made._moment, made._size = MOMENT, (1093, 535)
    yield made
    made.leave()


def screen_of(hands: driver.Hands) -> Unlock:
    """The unlock screen that is shown."""
    found = [screen for screen in hands.shell.findChildren(Unlock) if screen.isVisible()]
    assert len(found) == 1
    return found[0]


def choose_folder(hands: driver.Hands, words: str, folder: Path) -> None:
    """Presses what asks for a folder, types its path and presses Choose."""
    watch = QTimer(interval=10)

    def choose() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QFileDialog) and dialog.isVisible():
            watch.stop()
            line = dialog.findChild(QLineEdit, "fileNameEdit")
            assert line is not None
            line.setText(str(folder))  # Qt's own dialog: typed letter by letter it completes them from a list that it is still reading
            button = next(one for one in dialog.findChildren(QPushButton) if one.text().replace("&", "") == "Choose")
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    watch.timeout.connect(choose)
    watch.start()
    hands.press(words)
    hands.shell.activateWindow()  # where no window manager does


def is_free(folder: Path) -> bool:
    """Whether nobody has the workbook open."""
    try:
        FolderLock(folder).release()
    except folders.OpenElsewhere:
        return False
    return True


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a workbook but the lock and what SQLite keeps beside the file while it is open."""
    return {
        str(one.relative_to(folder)): one.read_bytes()
        for one in sorted(folder.rglob("*"))
        if one.is_file() and not one.name.endswith(("-wal", "-shm", folders.LOCK))
    }


# Every failure has its own sentence ------------------------------------------------------------------------------------------------


def _slots_gone(folder: Path) -> None:
    (folder / folders.SLOTS).unlink()


def _slots_broken(folder: Path) -> None:
    (folder / folders.SLOTS).write_bytes(b"{}")


def _slots_of_another(folder: Path) -> None:
    slots = keys.read_slots(folder)
    keys.write_slots(folder, keys.Slots("another", slots.slots))


def _records_empty(folder: Path) -> None:
    (folder / folders.RECORDS).write_bytes(b"")


def _records_broken(folder: Path) -> None:
    path = folder / folders.RECORDS
    data = bytearray(path.read_bytes())
    data[40:60] = bytes(20)
    path.write_bytes(data)


def _records_gone(folder: Path) -> None:
    (folder / folders.RECORDS).unlink()


def _identity_newer(folder: Path) -> None:
    folders.write_identity(folder, Identity(folders.identity_of(folder).workbook, folders.FORMAT + 1))


def _schema_newer(folder: Path) -> None:
    key = keys.open_with_passphrase(keys.read_slots(folder), making.PASSPHRASE)
    connection = Connection(folder / folders.RECORDS, key)
    connection.execute(f"pragma user_version = {len(schema.STEPS) + 1}")
    connection.close()


@pytest.mark.parametrize(
    ("spoil", "sentence", "at_once"),
    [
        (_slots_gone, SLOTS, True),
        (_slots_broken, SLOTS, True),
        (_slots_of_another, SLOTS, False),
        (_records_empty, RECORDS, False),
        (_records_broken, RECORDS, False),
        (_records_gone, RECORDS, False),
        (_identity_newer, NEWER, True),
        (_schema_newer, NEWER, False),
    ],
)
def test_damage_has_its_sentence_and_another_workbook_is_offered(
    hands: driver.Hands, folder: Path, spoil: Callable[[Path], None], sentence: str, at_once: bool
) -> None:
    spoil(folder)
    before = contents(folder)
    hands._window(folder)
    if not at_once:
        hands.unseen(sentence)
        hands.fill("Passphrase", making.PASSPHRASE)
        hands.key(Qt.Key.Key_Return)
    hands.see(sentence, OTHER)
    hands.unseen(NEW, "passphrase does not open")
    assert contents(folder) == before
    assert is_free(folder)


def test_a_wrong_passphrase_says_so_and_keeps_what_was_typed(hands: driver.Hands, folder: Path) -> None:
    hands._window(folder)
    hands.fill("Passphrase", "violet kettle harbour lader")
    hands.key(Qt.Key.Key_Return)
    hands.see(WRONG, "Use the recovery sheet")
    hands.unseen(OTHER, NEW)
    assert screen_of(hands).field.text() == "violet kettle harbour lader"
    hands.fill("Passphrase", making.PASSPHRASE)
    hands.press("Open")
    hands.see("Lock")


def test_open_elsewhere_says_so_and_opens_when_it_is_closed_there(hands: driver.Hands, folder: Path) -> None:
    lock = FolderLock(folder)
    hands._window(folder)
    hands.fill("Passphrase", making.PASSPHRASE)
    hands.key(Qt.Key.Key_Return)
    hands.see(ELSEWHERE, OTHER)
    hands.unseen(NEW)
    lock.release()
    hands.key(Qt.Key.Key_Return)
    hands.see("Lock")


def test_a_folder_in_which_nothing_can_be_written(hands: driver.Hands, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: path != folder and real(path, mode))  # root may write everywhere
    hands._window(folder)
    hands.fill("Passphrase", making.PASSPHRASE)
    hands.key(Qt.Key.Key_Return)
    hands.see(UNSAFE, OTHER)
    hands.unseen(NEW)
    assert is_free(folder)


def test_no_name_and_no_path_stand_on_the_screen(hands: driver.Hands, folder: Path) -> None:
    named = folder.rename(folder.with_name("Margaret and Daniel.workbook"))
    _records_empty(named)
    hands._window(named)
    hands.fill("Passphrase", making.PASSPHRASE)
    hands.key(Qt.Key.Key_Return)
    hands.see(RECORDS)
    hands.unseen("Margaret", "Daniel", str(named.parent))
    assert hands.shell.windowTitle() == "Workbook"


# A workbook that is missing ------------------------------------------------------------------------------------------------------


def test_the_last_workbook_is_missing_and_is_not_replaced(hands: driver.Hands, home: Path) -> None:
    last = home / "Documents" / "My.workbook"
    settings.save(settings.Settings(last_workbook=str(last)))
    hands.start(MOMENT)
    hands.see(MISSING, OTHER, NEW)
    assert not last.exists()
    hands.press(NEW)
    hands.see("A new workbook", "Step 1 of 3")
    hands.fill("Your name", "Priya")
    hands.press("Go on")
    hands.fill("A passphrase", making.PASSPHRASE)
    hands.press("Go on")
    hands.see("It will be kept in Documents.")
    hands.fill("The same passphrase once more", making.PASSPHRASE)
    hands.press("Make the workbook")
    hands.see("Lock")
    assert not last.exists(), "a new workbook took the place of the one that was missing"
    assert (home / "Documents" / "My 2.workbook").is_dir()
    assert settings.load().last_workbook == str(home / "Documents" / "My 2.workbook")


def test_it_opens_when_it_is_there_again(hands: driver.Hands, folder: Path) -> None:
    away = folder.rename(folder.with_name("away"))
    hands._window(folder)
    hands.see(MISSING)
    away.rename(folder)
    hands.unlock(making.PASSPHRASE)


def test_another_workbook_is_chosen_and_the_damaged_one_stays_as_it_is(hands: driver.Hands, folder: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(folder, tmp_path / "with a space" / "Other.workbook"))
    _slots_gone(folder)
    before = contents(folder)
    hands._window(folder)
    choose_folder(hands, OTHER, other)
    hands.unlock(making.PASSPHRASE)
    assert contents(folder) == before
    assert settings.load().last_workbook == str(other)


# The recovery sheet ------------------------------------------------------------------------------------------------------------


def test_the_recovery_sheet_opens(hands: driver.Hands, folder: Path) -> None:
    hands._window(folder)
    hands.press("Use the recovery sheet")
    label = "The eight groups on your recovery sheet"
    hands.fill(label, " ".join(making.SHEET)[:-1] + "Z")
    hands.key(Qt.Key.Key_Return)
    hands.see("There is a slip in those letters. Compare them with the sheet, group by group.")
    hands.unseen(OTHER, NEW)
    other = keys.fresh_sheet()
    hands.fill(label, " ".join(other))
    hands.key(Qt.Key.Key_Return)
    hands.see("That recovery sheet does not open this workbook.")
    hands.press("Use the passphrase")
    hands.see("Open your workbook")
    hands.press("Use the recovery sheet")
    hands.fill(label, "".join(making.SHEET).lower().replace("0", "o"))
    hands.key(Qt.Key.Key_Return)
    hands.see("Lock")


# The keyring -------------------------------------------------------------------------------------------------------------------


class Ring(keyring.backend.KeyringBackend):
    """A keyring in memory that remembers who asked, and that can be made to keep them waiting."""

    priority = 5

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}
        self.asked: list[bool] = []  # by the screen's thread?
        self.open = threading.Event()
        self.open.set()

    def get_password(self, service: str, username: str) -> str | None:
        """Waits for the door."""
        self.asked.append(threading.current_thread() is threading.main_thread())
        self.open.wait()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keeps it."""
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        """Forgets it."""
        del self.kept[service, username]


@pytest.fixture
def ring() -> Iterator[Ring]:
    """The system's keyring for one test."""
    before = keyring.get_keyring()
    made = Ring()
    keyring.set_keyring(made)
    yield made
    made.open.set()
    keyring.set_keyring(before)


@pytest.fixture
def with_keyring(folder: Path, ring: Ring, clock: Clock) -> Path:
    """A workbook that the keyring opens."""
    opened = door.open_with_passphrase(folder, making.PASSPHRASE, clock)
    opened.use_keyring(on=True)
    opened.close()
    ring.asked.clear()
    return folder


def test_the_keyring_is_off_and_not_asked(hands: driver.Hands, folder: Path, ring: Ring) -> None:
    hands._window(folder)
    hands.see("Open your workbook")
    assert not ring.asked


def test_the_keyring_opens_off_the_screens_thread(hands: driver.Hands, with_keyring: Path, ring: Ring) -> None:
    hands._window(with_keyring)
    hands.see("Lock")
    assert ring.asked == [False]


def test_the_keyring_is_never_asked_after_a_lock(hands: driver.Hands, with_keyring: Path, ring: Ring) -> None:
    hands._window(with_keyring, after_lock=True)
    hands.see("Open your workbook")
    screen_of(hands).other_chosen.emit(with_keyring)  # nor by way of another screen
    hands.see("Open your workbook")
    assert not ring.asked
    hands.unlock(making.PASSPHRASE)


def test_a_keyring_that_does_not_answer_holds_nobody_up(
    hands: driver.Hands, with_keyring: Path, ring: Ring, monkeypatch: pytest.MonkeyPatch
) -> None:
    ring.open.clear()
    monkeypatch.setattr(keyring_box.recall, "__defaults__", (0.05,))
    hands._window(with_keyring)
    hands.see("The keyring of this computer did not answer. Type your passphrase instead.")
    hands.unseen(OTHER, NEW)
    hands.unlock(making.PASSPHRASE)


def test_the_passphrase_opens_while_the_keyring_is_thinking(hands: driver.Hands, with_keyring: Path, ring: Ring) -> None:
    ring.open.clear()
    hands.app.processEvents()
    hands.shell = shell = _shell(hands, with_keyring)
    hands.until("the keyring was asked", lambda: bool(ring.asked))
    screen_of(hands).field.line.setText(making.PASSPHRASE)
    screen_of(hands).open()
    hands.until("the workbook opened", lambda: shell.workspace is not None)
    ring.open.set()
    hands.rest()
    assert shell.workspace is not None
    hands.unseen(ELSEWHERE)


def test_a_workbook_that_the_keyring_opens_too_late_is_closed_again(
    hands: driver.Hands, with_keyring: Path, ring: Ring, tmp_path: Path, template: Path
) -> None:
    other = Path(shutil.copytree(template, tmp_path / "Other.workbook"))
    ring.open.clear()
    hands.shell = shell = _shell(hands, with_keyring)
    hands.until("the keyring was asked", lambda: bool(ring.asked))
    screen_of(hands).other_chosen.emit(other)
    ring.open.set()
    hands.rest()
    assert shell.workspace is None
    assert is_free(with_keyring)


def _shell(hands: driver.Hands, path: Path) -> Shell:
    """A window as the driver makes it, without waiting until everything is at rest: the keyring is not."""
    shell = Shell(clock_at(MOMENT), hands.appearance, hands._lock)
    shell.unlock(path)
    shell.show()
    return shell


def test_a_keyring_of_another_workbook_says_so(hands: driver.Hands, with_keyring: Path, ring: Ring) -> None:
    for name in ring.kept:
        ring.kept[name] = b64(bytes(32))
    hands._window(with_keyring)
    hands.see("The keyring of this computer does not open this workbook.")
    hands.unlock(making.PASSPHRASE)


# Typing a passphrase -------------------------------------------------------------------------------------------------------------


def test_a_passphrase_may_be_pasted(hands: driver.Hands, folder: Path) -> None:
    hands._window(folder)
    QApplication.clipboard().setText(making.PASSPHRASE)
    hands.click(hands.field("Passphrase"))
    hands.key(Qt.Key.Key_V, driver.CTRL)
    hands.key(Qt.Key.Key_Return)
    hands.see("Lock")


def test_caps_lock_is_said(hands: driver.Hands, folder: Path) -> None:
    hands._window(folder)
    hands.click(hands.field("Passphrase"))
    hands.unseen("Caps lock is on.")
    QTest.sendKeyEvent(QTest.KeyAction.Press, hands.field("Passphrase"), Qt.Key.Key_A, "A", driver.NONE)
    hands.see("Caps lock is on.")
    hands.type("b")
    hands.unseen("Caps lock is on.")
    assert making.PASSPHRASE not in hands.screen()


# The first start -----------------------------------------------------------------------------------------------------------------


def _to_passphrase(hands: driver.Hands) -> None:
    hands.start(MOMENT)
    hands.press("Go on")
    hands.see("Type your name: it stands beside what you write.")
    hands.fill("Your name", "Priya")
    hands.key(Qt.Key.Key_Return)
    hands.see("Four words that only you would put together.")


def test_a_passphrase_that_could_be_guessed_is_refused(hands: driver.Hands) -> None:
    _to_passphrase(hands)
    for easy in ("", "password", "Priya1985", "aaaaaaaaaaaaaaaaaaaaaaaaaaaa"):
        hands.fill("A passphrase", easy) if easy else None
        hands.press("Go on")
        hands.see("That passphrase could be guessed. Use four words that only you would put together.")
    hands.fill("A passphrase", making.PASSPHRASE)
    hands.press("Go on")
    hands.see("Only this passphrase, and a recovery sheet if you make one, can open it. The office cannot.")


def test_the_first_start_makes_one_workbook_whose_passphrase_is_what_was_typed(hands: driver.Hands, home: Path, clock: Clock) -> None:
    _to_passphrase(hands)
    hands.fill("A passphrase", making.PASSPHRASE)
    hands.key(Qt.Key.Key_Return)
    hands.fill("The same passphrase once more", "something else")
    hands.key(Qt.Key.Key_Return)
    hands.see("The two are not the same. Type it once more, or go back.")
    assert not list((home / "Documents").iterdir())
    hands.fill("The same passphrase once more", making.PASSPHRASE)
    screen = hands.shell.findChild(FirstStart)
    assert isinstance(screen, FirstStart)
    screen._make()
    screen._make()  # pressed twice
    hands.see("Lock")
    hands.close()
    assert [one.name for one in (home / "Documents").iterdir()] == ["My.workbook"]
    opened = door.open_with_passphrase(home / "Documents" / "My.workbook", making.PASSPHRASE, clock)
    try:
        assert Workbook(opened).me().name == "Priya"
    finally:
        opened.close()


def test_a_place_where_it_cannot_be_made_is_said(hands: driver.Hands, home: Path) -> None:
    _to_passphrase(hands)
    hands.fill("A passphrase", making.PASSPHRASE)
    hands.key(Qt.Key.Key_Return)
    hands.see("Once more")
    (home / "Dropbox").mkdir()
    choose_folder(hands, "Keep it somewhere else", home / "Dropbox")
    hands.see("It will be kept in Dropbox.")
    hands.fill("The same passphrase once more", making.PASSPHRASE)
    hands.press("Make the workbook")
    hands.see("Another program keeps this folder in step with a server.")
    assert not list((home / "Dropbox").iterdir())


def test_a_new_workbook_never_takes_a_name_that_is_taken(tmp_path: Path) -> None:
    taken = tmp_path / "My.workbook"
    taken.mkdir()
    assert _free(taken, None) == tmp_path / "My 2.workbook"
    assert _free(taken, tmp_path / "My 2.workbook") == tmp_path / "My 3.workbook"
    assert _free(tmp_path / "New.workbook", None) == tmp_path / "New.workbook"


def test_documents_that_are_kept_in_step_with_a_server_are_not_used(home: Path) -> None:
    synced = home / "OneDrive" / "Documents"
    synced.mkdir(parents=True)
    assert home_folder(synced) == home
    assert home_folder(home / "Documents") == home / "Documents"
    assert home_folder(home / "None") == home
