"""Unlock and first start: one field, no name and no service on the screen, and for every failure a sentence of its own."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from facilitator_app.calendar import Clock
from facilitator_app.errors import Trouble
from facilitator_app.ledger.seals import fresh_id
from facilitator_app.records import Me
from facilitator_app.records.record import Id
from facilitator_app.ui.desk import Desk
from facilitator_app.ui.parts.buttons import ButtonRow, link_button, main_button
from facilitator_app.ui.parts.fields import Field, LineField, PassphraseField
from facilitator_app.ui.parts.words import Words, body, label, title
from facilitator_app.vault import door, keys
from facilitator_app.vault.door import Opened
from facilitator_app.vault.folder import SUFFIX, why_unsafe
from facilitator_app.vault.vault import Row

_WIDTH = 520


class _Middle(QWidget):
    """A column in the middle of an empty window, with a soft line at its foot."""

    opened = Signal(object)

    def __init__(self, desk: Desk, clock: Clock) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.desk, self.clock = desk, clock
        self._column: QWidget | None = None
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(20, 20, 20, 20)
        self._foot: Words = label("", "soft")
        self._foot.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._whole.addStretch(2)
        self._whole.addStretch(5)
        self._whole.addWidget(self._foot)

    def compose(self, parts: list[tuple[QWidget, int]], foot: str = "") -> None:
        """Parts under each other, each with the space before it."""
        if self._column is not None:
            self._whole.removeWidget(self._column)
            self._column.hide()
            self._column.deleteLater()
        self._column = QWidget()
        across = QHBoxLayout(self._column)
        across.setContentsMargins(0, 0, 0, 0)
        holder = QWidget()
        holder.setMaximumWidth(_WIDTH)
        holder.setMinimumWidth(min(_WIDTH, 300))
        down = QVBoxLayout(holder)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        for part, before in parts:
            down.addSpacing(before)
            down.addWidget(part)
        across.addStretch(1)
        across.addWidget(holder, 20)
        across.addStretch(1)
        self._whole.insertWidget(1, self._column)
        self._foot.setText(foot)

    def focus_soon(self, field: QWidget) -> None:
        """The cursor, as soon as the window is there."""
        QTimer.singleShot(0, field, lambda: field.setFocus(Qt.FocusReason.OtherFocusReason))


class Unlock(_Middle):
    """Opens a workbook by its passphrase, by the keyring where that was switched on, or by the recovery sheet."""

    another = Signal()  # another workbook, or a new one

    def __init__(self, desk: Desk, clock: Clock, path: Path, *, after_lock: bool) -> None:
        super().__init__(desk, clock)
        self._path, self._busy = path, False
        self._ask_passphrase()
        if not after_lock:
            # Off the screen's thread, with a time limit, and whatever comes of it the field is there already.
            self.desk.ask(self, lambda: door.open_with_keyring(path, clock), self._by_keyring, lambda _: None)

    def _by_keyring(self, opened: Opened | None) -> None:
        if opened is not None:
            self.opened.emit(opened)

    def _ask_passphrase(self) -> None:
        self.field = PassphraseField("Passphrase")
        self.field.entered.connect(self.open)
        self.button = main_button("Open")
        self.button.clicked.connect(self.open)
        sheet = link_button("Use the recovery sheet")
        sheet.clicked.connect(self._ask_sheet)
        self._words = body("")
        self._words.hide()
        parts = [(title("Open your workbook"), 0), (self.field, 20), (self._words, 12), (ButtonRow(self.button, sheet, gap=14), 20)]
        self.compose(parts, "Hold “Show” to read what you typed.")
        self._act: Callable[[], Opened] = lambda: door.open_with_passphrase(self._path, self.field.text(), self.clock)
        self.focus_soon(self.field)

    def _ask_sheet(self) -> None:
        self.sheet = LineField("The eight groups on your recovery sheet", "Capitals or not, with or without spaces.")
        self.sheet.entered.connect(self.open)
        self.button = main_button("Open")
        self.button.clicked.connect(self.open)
        passphrase = link_button("Use the passphrase")
        passphrase.clicked.connect(self._ask_passphrase)
        self._words = body("")
        self._words.hide()
        self.compose(
            [
                (title("Open by the recovery sheet"), 0),
                (self.sheet, 20),
                (self._words, 12),
                (ButtonRow(self.button, passphrase, gap=14), 20),
            ]
        )
        self._act = lambda: door.open_with_sheet(self._path, self.sheet.text(), self.clock)
        self.focus_soon(self.sheet)

    def open(self) -> None:
        """Tries; the field keeps what was typed."""
        if self._busy:
            return
        self._busy = True
        self._words.hide()
        self.desk.ask(self, self._act, self._is_open, self._refused)

    def _is_open(self, opened: Opened) -> None:
        self._busy = False
        self.opened.emit(opened)

    def _refused(self, trouble: Trouble) -> None:
        self._busy = False
        self._words.setText(trouble.words)
        self._words.show()
        if not isinstance(trouble, keys.WrongPassphrase | keys.WrongSheet | keys.SheetMistyped):
            self.another.emit()


class FirstStart(_Middle):
    """Three steps: your name, a passphrase, and where it is kept. At the end stands, truly, what happens when it is forgotten."""

    open_other = Signal(object)

    def __init__(self, desk: Desk, clock: Clock, folder: Path) -> None:
        super().__init__(desk, clock)
        self._path = _free(folder / f"My{SUFFIX}")
        self._name, self._step = "", 0
        self._making = False
        self._ask_name()

    def _ask_name(self) -> None:
        self.name = LineField("Your name", "As colleagues know you. It stands beside what you write.")
        self.name.set_text(self._name)
        self.name.entered.connect(self._named)
        go_on = main_button("Go on")
        go_on.clicked.connect(self._named)
        other = link_button("Open a workbook that is here already")
        other.clicked.connect(self._choose_other)
        parts = [
            (title("A new workbook"), 0),
            (body("It is one folder on this laptop. Nobody reads it without your passphrase.", "soft"), 6),
            (self.name, 24),
            (ButtonRow(go_on, other, gap=14), 20),
        ]
        self.compose(parts, "Step 1 of 3")
        self.focus_soon(self.name)

    def _named(self) -> None:
        self._name = self.name.text().strip()
        if not self._name:
            self.name.set_trouble("Type your name: it stands beside what you write.")
            return
        self._ask_passphrase()

    def _ask_passphrase(self) -> None:
        self.passphrase = PassphraseField("A passphrase")
        self.passphrase.entered.connect(self._chosen)
        go_on, back = main_button("Go on"), link_button("Back")
        go_on.clicked.connect(self._chosen)
        back.clicked.connect(self._ask_name)
        parts = [
            (title("A passphrase"), 0),
            (body("Four words that only you would put together. You may paste it.", "soft"), 6),
            (self.passphrase, 24),
            (ButtonRow(go_on, back, gap=14), 20),
        ]
        self.compose(parts, "Step 2 of 3")
        self.focus_soon(self.passphrase)

    def _chosen(self) -> None:
        typed = self.passphrase.text()
        # Judging takes some milliseconds, and some hundreds for a very long one.
        self.desk.ask(self, lambda: keys.strong_enough(typed), lambda strong: self._judged(typed, strong))

    def _judged(self, typed: str, strong: bool) -> None:  # noqa: FBT001 - an answer
        if not strong:
            self.passphrase.set_trouble(keys.TooEasy().words)
            return
        self._typed = typed
        self._ask_again()

    def _ask_again(self) -> None:
        self.again = PassphraseField("The same passphrase once more")
        self.again.entered.connect(self._make)
        self._elsewhere = link_button("Keep it somewhere else")
        self._elsewhere.clicked.connect(self._choose_folder)
        make, back = main_button("Make the workbook"), link_button("Back")
        make.clicked.connect(self._make)
        back.clicked.connect(self._ask_passphrase)
        self._words: Field | Words = body("")
        self._words.hide()
        where = label(
            "It will be kept in your home folder." if self._path.parent == Path.home() else f"It will be kept in {self._path.parent.name}.",
            "soft",
        )
        parts: list[tuple[QWidget, int]] = [
            (title("Once more"), 0),
            (body("Only this passphrase, and a recovery sheet if you make one, can open it. The office cannot.", "soft"), 6),
            (self.again, 24),
            (where, 12),
            (self._elsewhere, 2),
            (self._words, 12),
            (ButtonRow(make, back, gap=14), 20),
        ]
        self.compose(parts, "Step 3 of 3")
        self.focus_soon(self.again)

    def _make(self) -> None:
        if self._making:
            return
        if self.again.text() != self._typed:
            self.again.set_trouble("The two are not the same. Type it once more, or go back.")
            return
        self._making = True
        path, typed, name, clock = self._path, self._typed, self._name, self.clock

        def work() -> Opened:
            opened = door.create(path, typed, clock)
            opened.vault.save([Row("user", Me.kind, Id(fresh_id()), {"name": name})])
            return opened

        self.desk.ask(self, work, self.opened.emit, self._refused)

    def _refused(self, trouble: Trouble) -> None:
        self._making = False
        if isinstance(self._words, Words):
            self._words.setText(trouble.words)
            self._words.show()

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "Keep it in", str(self._path.parent), QFileDialog.Option.DontUseNativeDialog)
        if name:
            self._path = _free(Path(name) / f"My{SUFFIX}")
            self._ask_again()

    def _choose_other(self) -> None:
        name = QFileDialog.getExistingDirectory(
            self, "Choose the folder that ends in .workbook", "", QFileDialog.Option.DontUseNativeDialog
        )
        if name:
            self.open_other.emit(Path(name))


def _free(path: Path) -> Path:
    """A name that is not taken, so that nothing that lies there is ever touched."""
    found, number = path, 2
    while found.exists():
        found = path.with_name(f"{path.stem} {number}{SUFFIX}")
        number += 1
    return found


def home_folder(documents: Path) -> Path:
    """Where a new workbook is kept: Documents, or the home folder where Documents is kept in step with a server."""
    return documents if documents.is_dir() and not why_unsafe(documents) else Path.home()
