"""Unlock and first start: one field, no name and no service on the screen, and for every failure a sentence of its own.

It is painted before anything is loaded that only an open workbook needs; that is why what it opens with is imported where it is used.
"""

import contextlib
import gc
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from facilitator_app.calendar import Clock
from facilitator_app.errors import Trouble
from facilitator_app.ui.desk import Desk
from facilitator_app.ui.parts.buttons import ButtonRow, link_button, main_button
from facilitator_app.ui.parts.lines import Field, LineField, PassphraseField
from facilitator_app.ui.parts.words import Words, body, label, title

if TYPE_CHECKING:
    from facilitator_app.workbook.opening import Opened

_WIDTH = 520
_NEW_NAME = "My.workbook"


def load_ahead() -> None:
    """Loads what an open workbook needs. On the desk's threads: the import lock sees to it that it is done once, and who opens waits for it."""
    known = "facilitator_app.ui.workspace" in sys.modules
    import facilitator_app.ui.workspace  # noqa: F401, PLC0415 - half a second that nobody should wait for before there is a field to type in

    if not known:
        gc.freeze()  # what was loaded stays: looking through it for rubbish held the screen up for 40 ms and more when something large came in


class _Middle(QWidget):
    """A column in the middle of an empty window, with a soft line at its foot."""

    opened = Signal(object)

    def __init__(self, desk: Desk, clock: Clock) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.desk, self.clock = desk, clock
        self._painted = self._left = False
        self._column: QWidget | None = None
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(20, 20, 20, 20)
        self._foot: Words = label("", "soft")
        self._foot.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._whole.addStretch(2)
        self._whole.addStretch(5)
        self._whole.addWidget(self._foot)

    def begin(self) -> None:
        """What is done once the screen can be seen."""
        self.desk.do(self.desk, load_ahead)

    def leave(self) -> None:
        """Another screen takes this one's place: a workbook that opens after that is closed again, and nobody is asked to look at it."""
        self._left = True

    def arrived(self, opened: "Opened | None") -> None:
        """A workbook is open. Whoever asked for it is asked, not their widget, which may be gone: an open workbook must never be dropped."""
        if opened is None:
            return
        if self._left:
            opened.close()
        else:
            self.opened.emit(opened)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The first time, what can wait for it begins."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self.begin)

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

    other_chosen = Signal(object)  # the folder of another workbook
    new_asked = Signal()

    def __init__(self, desk: Desk, clock: Clock, path: Path, *, after_lock: bool) -> None:
        super().__init__(desk, clock)
        self._path, self._after_lock, self._busy = path, after_lock, False
        self._ask_passphrase()

    def begin(self) -> None:
        """Looks whether there is a workbook, and asks the keyring where that was switched on. Never after a lock.

        Not by the thread that opens by passphrase: whatever the keyring does, and for however long, the field is there.
        """
        super().begin()
        path, clock, after_lock = self._path, self.clock, self._after_lock

        def look() -> "Opened | None":
            from facilitator_app.workbook import opening  # noqa: PLC0415 - on the thread

            if after_lock:
                opening.identity_of(path)
                opening.read_slots(path)
                return None
            opened = opening.open_with_keyring(path, clock)
            load_ahead()
            return opened

        self.desk.ask(self.desk, look, self.arrived, self._looked_in_vain)

    def _looked_in_vain(self, trouble: Trouble) -> None:
        if not self._left and not self._busy:
            self.say(trouble)

    def _ask_passphrase(self) -> None:
        self.field = PassphraseField("Passphrase")
        self.field.entered.connect(self.open)
        self.button = main_button("Open")
        self.button.clicked.connect(self.open)
        sheet = link_button("Use the recovery sheet")
        sheet.clicked.connect(self._ask_sheet)
        self._compose("Open your workbook", self.field, sheet, "Hold “Show” to read what you typed.")
        self._text: Callable[[], str] = self.field.text
        self._by_sheet = False
        self.focus_soon(self.field)

    def _ask_sheet(self) -> None:
        self.sheet = LineField("The eight groups on your recovery sheet", "Capitals or not, with or without spaces.")
        self.sheet.entered.connect(self.open)
        self.button = main_button("Open")
        self.button.clicked.connect(self.open)
        passphrase = link_button("Use the passphrase")
        passphrase.clicked.connect(self._ask_passphrase)
        self._compose("Open by the recovery sheet", self.sheet, passphrase)
        self._text = self.sheet.text
        self._by_sheet = True
        self.focus_soon(self.sheet)

    def _compose(self, words: str, field: Field, other_way: QWidget, foot: str = "") -> None:
        """The field, what went wrong, and what can be done about it: that row is empty as long as nothing did."""
        self._words = body("")
        self._words.hide()
        self._offers = ButtonRow(gap=14)
        self._offers.hide()
        row = ButtonRow(self.button, other_way, gap=14)
        self.compose([(title(words), 0), (field, 20), (self._words, 12), (row, 20), (self._offers, 12)], foot)

    def _offer(self) -> None:
        """Fills the row of offers, the first time that there is anything to offer."""
        self._other, self._new = link_button("Open another workbook"), link_button("Make a new one")
        self._other.clicked.connect(self._choose_other)
        self._new.clicked.connect(self.new_asked)
        for button in (self._other, self._new):
            self._offers.add(button)

    def open(self) -> None:
        """Tries; the field keeps what was typed."""
        if self._busy:
            return
        self._busy = True
        self._words.hide()
        self._offers.hide()
        path, clock, typed, by_sheet = self._path, self.clock, self._text(), self._by_sheet

        def work() -> "Opened":
            from facilitator_app.workbook import opening  # noqa: PLC0415 - on the thread

            opened = (opening.open_with_sheet if by_sheet else opening.open_with_passphrase)(path, typed, clock)
            load_ahead()
            return opened

        self.desk.do(self.desk, work, self.arrived, self._refused)

    def _refused(self, trouble: Trouble) -> None:
        if not self._left:
            self._busy = False
            self.say(trouble)

    def say(self, trouble: Trouble) -> None:
        """The sentence, and what there is besides trying again. A new workbook is offered only where there is none, and never in its place."""
        from facilitator_app.workbook import opening  # noqa: PLC0415 - whoever was refused has loaded it

        missing = isinstance(trouble, opening.Missing)
        elsewhere = isinstance(
            trouble,
            opening.TakenOut | opening.Damaged | opening.NewerVersion | opening.UnsafeFolder | opening.OpenElsewhere | opening.SlotsDamaged,
        )
        self._words.setText(trouble.words)
        self._words.show()
        if missing or elsewhere:
            if not self._offers.findChildren(QWidget):
                self._offer()
            self._new.setVisible(missing)
        self._offers.setVisible(missing or elsewhere)

    def _choose_other(self) -> None:
        name = _ask_folder(self, "Choose the folder that ends in .workbook")
        if name:
            self.other_chosen.emit(Path(name))


class FirstStart(_Middle):
    """Three steps: your name, a passphrase, and where it is kept. At the end stands, truly, what happens when it is forgotten."""

    other_chosen = Signal(object)  # the folder of a workbook that is here already

    def __init__(self, desk: Desk, clock: Clock, folder: Path, missing: Path | None = None) -> None:
        super().__init__(desk, clock)
        self._folder, self._path, self._missing = folder, folder / _NEW_NAME, missing
        self._name, self._typed = "", ""
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
        typed, folder, missing = self.passphrase.text(), self._folder, self._missing

        def judge() -> Path:
            """Where it may be kept. Judging takes some milliseconds, and some hundreds for a very long passphrase."""
            from facilitator_app.workbook import opening  # noqa: PLC0415 - on the thread

            if not opening.strong_enough(typed):
                raise opening.TooEasy
            return _free(home_folder(folder) / _NEW_NAME, missing)

        def judged(path: Path) -> None:
            self._typed, self._path = typed, path
            self._ask_again()

        self.desk.ask(self, judge, judged, lambda trouble: self.passphrase.set_trouble(trouble.words))

    def _ask_again(self) -> None:
        self.again = PassphraseField("The same passphrase once more")
        self.again.entered.connect(self._make)
        self._elsewhere = link_button("Keep it somewhere else")
        self._elsewhere.clicked.connect(self._choose_folder)
        make, back = main_button("Make the workbook"), link_button("Back")
        make.clicked.connect(self._make)
        back.clicked.connect(self._ask_passphrase)
        self._words = body("")
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

        def work() -> "Opened":
            from facilitator_app.ledger.seals import fresh_id  # noqa: PLC0415 - on the thread
            from facilitator_app.records import Me  # noqa: PLC0415 - as above
            from facilitator_app.records.record import Id  # noqa: PLC0415 - as above
            from facilitator_app.workbook import opening  # noqa: PLC0415 - as above

            opened = opening.create(path, typed, clock)
            with contextlib.suppress(Trouble):  # the workbook is made: the name can be typed in Settings too
                opened.vault.save([opening.Row("user", Me.kind, Id(fresh_id()), {"name": name})])
            load_ahead()
            return opened

        self.desk.do(self.desk, work, self.arrived, self._refused)

    def _refused(self, trouble: Trouble) -> None:
        if not self._left:
            self._making = False
            self._words.setText(trouble.words)
            self._words.show()

    def _choose_folder(self) -> None:
        name = _ask_folder(self, "Keep it in", str(self._path.parent))
        if name:
            self._path = _free(Path(name) / _NEW_NAME, self._missing)
            self._ask_again()

    def _choose_other(self) -> None:
        name = _ask_folder(self, "Choose the folder that ends in .workbook")
        if name:
            self.other_chosen.emit(Path(name))


def _ask_folder(parent: QWidget, words: str, start: str = "") -> str:
    from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415 - for whoever looks for a folder

    # Our own dialog, not the system's: that one keeps lists of folders that were chosen lately.
    return QFileDialog.getExistingDirectory(parent, words, start, QFileDialog.Option.DontUseNativeDialog)


def _free(path: Path, missing: Path | None) -> Path:
    """A name that is not taken, so that nothing that lies there is ever touched; nor the name of one that is missing and may come back."""
    found, number = path, 2
    while found.exists() or found == missing:
        found = path.with_name(f"{path.stem} {number}{path.suffix}")
        number += 1
    return found


def home_folder(documents: Path) -> Path:
    """Where a new workbook is kept: Documents, or the home folder where Documents is kept in step with a server."""
    from facilitator_app.workbook.opening import why_unsafe  # noqa: PLC0415 - asked on the desk's thread

    return documents if documents.is_dir() and not why_unsafe(documents) else Path.home()
