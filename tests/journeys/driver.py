"""A person at the window: sees the words on it, presses, types, and starts and closes the program. Knows nothing behind the glass.

It asks our objects for one thing only: whether the desk is at rest, so that nothing here ever waits for time to pass.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from facilitator_app.ui.look import Appearance  # before any other use of Qt: see ui/parts/lasting.py

# isort: split
import pytest
import shiboken6
from PySide6.QtCore import QElapsedTimer, QEvent, QEventLoop, QMimeData, QObject, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QScrollArea,
    QStackedWidget,
    QTextEdit,
    QWidget,
)

from facilitator_app import settings
from facilitator_app.calendar import clock_at
from facilitator_app.ui.desk import Desk
from facilitator_app.ui.parts.ring import Ring
from facilitator_app.ui.shell import Shell

W = TypeVar("W", bound=QWidget)
Key = Qt.Key
CTRL, ALT, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
_PATIENCE_MS = 30_000  # on a busy machine; what comes at once costs nothing of it
_SCREEN = (1366, 768)
# Runs of letters that a British keyboard has, capitals apart; line ends; and every other letter by itself.
_RUNS = re.compile(r"[A-Z]+|[\x20-\x40\x5b-\x7e]+|\n|[^\x00-\x7f]")
_ENTRIES = (QLineEdit, QPlainTextEdit, QTextEdit, QComboBox)


@contextmanager
def at_home(path: Path) -> Iterator[None]:
    """Whatever is kept in somebody's home folder is kept in this one meanwhile."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(path))
        patch.setenv("XDG_CONFIG_HOME", str(path / ".config"))
        yield


class _Strays(QObject):
    """Notices every widget that is shown as a window of its own: a part that was shown before it had a place, and takes the cursor away."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.found: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Neither the window itself, nor a dialog, nor a drop-down is one."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            popup = watched.windowType() in (Qt.WindowType.Popup, Qt.WindowType.ToolTip)
            if not popup and not isinstance(watched, Shell | QDialog):
                self.found.append(f"{type(watched).__name__} {watched.accessibleName()!r}")
        return False


class Hands:
    """Types and presses in one window, and counts what it took."""

    def __init__(self, app: QApplication) -> None:
        self.app = app
        self.appearance = app.findChild(Appearance) or Appearance(app, "light")
        self._ring = app.findChild(Ring) or Ring(app)
        self.keys = self.clicks = self.fields = self.letters = 0
        self.screens: list[str] = []
        self._last_screen = ""
        self._locked: Path | None = None
        self._strays = _Strays(app)
        app.installEventFilter(self._strays)
        self.shell: Shell

    # The program --------------------------------------------------------------------------------------------------------------

    def start(self, moment: str, *, size: tuple[int, int] = _SCREEN) -> None:
        """Starts the program as on that day, as `app.run` does: what was open last is asked for, otherwise a first start."""
        self._moment, self._size = moment, size
        kept = settings.load().last_workbook
        self._window(Path(kept) if kept else None)

    def _window(self, path: Path | None, *, after_lock: bool = False) -> None:
        self.shell = Shell(clock_at(self._moment), self.appearance, self._lock)
        if path is None:
            self.shell.first_start()
        else:
            self.shell.unlock(path, after_lock=after_lock)
        self.shell.resize(*self._size)
        self.shell.show()
        QTest.qWaitForWindowActive(self.shell, _PATIENCE_MS)
        self.rest()

    def _lock(self, folder: Path) -> None:
        """Here the real program replaces its process."""
        self._locked = folder

    def back_after_lock(self) -> None:
        """The program that a lock started anew."""
        self.until("the program locked", lambda: self._locked is not None)
        folder, self._locked = self._locked, None
        self._let_go()
        self._window(folder, after_lock=True)

    def close(self) -> None:
        """Closes the window, as its cross does."""
        self.shell.close()
        self.until("the window closed", lambda: not self.shell.isVisible())
        self._let_go()

    def leave(self) -> None:
        """Whatever stands there is closed: for the end of a story that broke off."""
        self.app.removeEventFilter(self._strays)
        if hasattr(self, "shell") and shiboken6.isValid(self.shell):
            self.shell.close()
            self._let_go()

    def _let_go(self) -> None:
        self.shell.hide()
        self.shell.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.app.processEvents()

    def unlock(self, passphrase: str) -> None:
        """Types the passphrase; waits for the workbook."""
        self.fill("Passphrase", passphrase)
        self.key(Key.Key_Return)
        self.until("the workbook opened", lambda: self._shown("Lock"))
        self.rest()

    # Waiting ------------------------------------------------------------------------------------------------------------------

    def rest(self) -> None:
        """Until nothing is on its way between the desk's threads and the screen."""
        for _ in range(3):
            for desk in self.shell.findChildren(Desk):
                if desk._open:
                    desk._writer.submit(int).result()
                    desk._reader.submit(int).result()
                    if "_looker" in desk.__dict__:
                        desk._looker.submit(int).result()
            self.app.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self._count_screen()
        assert not self._strays.found, f"shown as windows of their own: {self._strays.found}"

    def until(self, what: str, true: Callable[[], bool]) -> None:
        """Waits for something to become so; after long enough says what was waited for, and what stands there instead."""
        timer = QElapsedTimer()
        timer.start()
        if true():
            return
        while not true():
            self.app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)
            assert timer.elapsed() < _PATIENCE_MS, f"waited for: {what}\non the screen:\n{self.screen()}"

    # Seeing -------------------------------------------------------------------------------------------------------------------

    def widgets(self, kind: type[W]) -> Iterator[W]:
        """The widgets of a kind that are shown, in the window that takes the keys."""
        top = QApplication.activeModalWidget() or self.shell
        for widget in top.findChildren(kind):
            if widget.isVisible():
                yield widget

    def screen(self) -> str:
        """All words that stand on the screen."""
        found: list[str] = []
        for widget in self.widgets(QWidget):
            if isinstance(widget, QAbstractItemView) and widget.model() is not None:
                rows = widget.model().rowCount()
                found += [str(widget.model().index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)) for row in range(rows)]
            found += _words(widget)
        return "\n".join(filter(None, found)).replace("\u00a0", " ")  # as the eye reads it

    def _shown(self, words: str) -> bool:
        return words in self.screen()

    def see(self, *words: str) -> None:
        """Waits until all of these words stand on the screen."""
        self.rest()
        for one in words:
            self.until(f"to see “{one}”", lambda one=one: self._shown(one))  # type: ignore[misc]
        self.rest()

    def unseen(self, *words: str) -> None:
        """None of these words stands on the screen."""
        self.rest()
        for one in words:
            assert one not in self.screen(), f"“{one}” is on the screen:\n{self.screen()}"

    def widget(self, name: str) -> QWidget:
        """What a screen reader calls by this name."""
        return next(widget for widget in self.widgets(QWidget) if widget.accessibleName() == name)

    def _count_screen(self) -> None:
        stack = self.shell.findChild(QStackedWidget, "pages")
        page = stack.currentWidget() if stack is not None else None
        key = (
            f"{type(page).__name__} {id(page)}"
            if page is not None
            else "\n".join(w.text() for w in self.shell.findChildren(QLabel) if w.isVisible())[:60]
        )
        if key != self._last_screen:
            self._last_screen = key
            self.screens.append(key.split("\n")[0].split(" ")[0] if page is not None else key.split("\n")[0])

    # Pressing -----------------------------------------------------------------------------------------------------------------

    def _pressable(self, words: str) -> list[QWidget]:
        exact: list[QWidget] = []
        near: list[QWidget] = []
        for widget in self.widgets(QWidget):
            row = widget.focusPolicy() != Qt.FocusPolicy.NoFocus and not isinstance(widget, (*_ENTRIES, QAbstractItemView, QScrollArea))
            if not (isinstance(widget, QAbstractButton) or row):
                continue
            texts = {_plain(widget.accessibleName()), _plain(str(getattr(widget, "text", str)()))}
            if words in texts:
                exact.append(widget)
            elif any(text.startswith((f"{words}.", f"{words},")) for text in texts):
                near.append(widget)
        return exact or near

    def press(self, words: str, nth: int = 0, *, at_left: bool = False) -> None:
        """Clicks what has these words, or this name for a screen reader; `at_left` on the mark before them."""
        self.rest()
        self.until(f"something to press: “{words}”", lambda: len(self._pressable(words)) > nth)
        target = self._pressable(words)[nth]
        self.click(target, QPoint(14, target.height() // 2) if at_left else None)
        self.rest()

    def click(self, widget: QWidget, at: QPoint | None = None, *, twice: bool = False) -> None:
        """Clicks into the middle of a widget, scrolling to it first; refuses what is covered or cut off."""
        self._scroll_to(widget)
        where = widget.mapTo(widget.window(), at or widget.rect().center())
        hit = widget.window().childAt(where)
        assert hit is not None, f"{widget.accessibleName()!r} lies outside the window"
        assert hit is widget or widget.isAncestorOf(hit), f"{widget.accessibleName()!r} is covered by {hit}"
        self.clicks += 1
        window = widget.window().windowHandle()
        if twice:
            QTest.mouseDClick(window, Qt.MouseButton.LeftButton, NONE, where)
        else:
            QTest.mouseClick(window, Qt.MouseButton.LeftButton, NONE, where)

    def _scroll_to(self, widget: QWidget) -> None:
        area = widget.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if isinstance(area, QScrollArea):
            area.ensureWidgetVisible(widget, 10, 10)  # the wheel
            self.app.processEvents()

    # Typing -------------------------------------------------------------------------------------------------------------------

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, times: int = 1, *, rest: bool = True) -> None:
        """A key, with what is held down beside it."""
        for _ in range(times):
            self.keys += 1
            window = (QApplication.activePopupWidget() or QApplication.activeModalWidget() or self.shell).windowHandle()
            QTest.keyClick(window, key, modifiers)
        if rest:
            self.rest()

    def type(self, text: str) -> None:
        """Letter by letter, to whatever has the cursor. What no British keyboard has comes as from an input method."""
        self.keys += len(text)
        self.letters += len(text)
        for run in _RUNS.findall(text):
            focus = QApplication.focusWidget()
            assert focus is not None, "nothing has the cursor"
            if run == "\n":
                QTest.keyClick(focus, Key.Key_Return)
            elif run.isascii():
                QTest.keyClicks(focus, run, SHIFT if run.isupper() else NONE)
            else:
                for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                    QApplication.sendEvent(focus, QKeyEvent(kind, 0, NONE, run))

    def field(self, label: str) -> QWidget:
        """The entry with this label."""
        found = [widget for widget in self.widgets(QWidget) if isinstance(widget, _ENTRIES) and widget.accessibleName() == label]
        assert found, f"no field “{label}” on the screen:\n{self.screen()}"
        return found[0]

    def _has_field(self, label: str) -> bool:
        return any(isinstance(widget, _ENTRIES) and widget.accessibleName() == label for widget in self.widgets(QWidget))

    def fill(self, label: str, text: str) -> None:
        """Clicks into a field, unless the cursor is there already, and types over what stands in it."""
        self.rest()
        self.until(f"a field “{label}”", lambda: self._has_field(label))
        field = self.field(label)
        if QApplication.focusWidget() is not field:
            self.click(field)
        assert QApplication.focusWidget() is field, f"a click does not put the cursor into “{label}”"
        if content(field):
            self.key(Key.Key_A, CTRL)
        self.fields += 1
        self.type(text)

    def focus_on(self, label: str) -> None:
        """Clicks into a field, behind the last of its words."""
        self.rest()
        self.until(f"a field “{label}”", lambda: self._has_field(label))
        field = self.field(label)
        self.click(field.viewport() if isinstance(field, QPlainTextEdit | QTextEdit) else field)
        self.key(Key.Key_End, CTRL)

    def write(self, text: str) -> None:
        """Types where the cursor is, which must be in a text."""
        assert isinstance(QApplication.focusWidget(), QLineEdit | QPlainTextEdit | QTextEdit), (
            f"the cursor is in no text but in {QApplication.focusWidget()}:\n{self.screen()}"
        )
        self.fields += 1
        self.type(text)

    def choose(self, label: str, words: str) -> None:
        """One of a field's choices: a radio button, or a line of a drop-down."""
        self.rest()
        self.until(f"a choice “{label}”", lambda: bool(self._choices(label)))
        self.fields += 1
        field = self._choices(label)[0]
        if isinstance(field, QComboBox):
            self.click(field)
            self.until("the drop-down", lambda: QApplication.activePopupWidget() is not None)
            popup = field.view()
            row = field.findText(words)
            assert row >= 0, f"{words!r} is none of {[field.itemText(at) for at in range(field.count())]}"
            self.key(Key.Key_Home)
            for _ in range(row):
                self.key(Key.Key_Down)
            assert popup.currentIndex().row() == row
            self.key(Key.Key_Return)
        else:
            radio = next((one for one in field.findChildren(QRadioButton) if one.accessibleName() == words), None)
            assert radio is not None, f"{words!r} is no choice of “{label}”"
            self.click(radio)
        self.rest()

    def _choices(self, label: str) -> list[QWidget]:
        return [
            widget
            for widget in self.widgets(QWidget)
            if widget.accessibleName() == label and (isinstance(widget, QComboBox) or widget.findChildren(QRadioButton))
        ]

    def mark(self, words: str) -> None:
        """Drags over words of the text that the cursor is in, so that they are chosen."""
        text = QApplication.focusWidget()
        assert isinstance(text, QTextEdit)
        start = text.toPlainText().index(words)
        cursor = QTextCursor(text.document())
        cursor.setPosition(start)
        begin = text.cursorRect(cursor).center()
        cursor.setPosition(start + len(words))
        end = text.cursorRect(cursor).center()
        window, view = text.window().windowHandle(), text.viewport()
        here, there = view.mapTo(text.window(), begin), view.mapTo(text.window(), end)
        self.clicks += 1
        QTest.mousePress(window, Qt.MouseButton.LeftButton, NONE, here)
        QTest.mouseMove(window, there)
        QTest.mouseRelease(window, Qt.MouseButton.LeftButton, NONE, there)
        assert text.textCursor().selectedText() == words, f"marked {text.textCursor().selectedText()!r}"

    def open_row(self, list_name: str, words: str, *, twice: bool = False) -> None:
        """Clicks a line of a list, or double-clicks it."""
        self.rest()
        self.until(f"“{words}” in the list “{list_name}”", lambda: self._row(list_name, words) >= 0)
        view = next(view for view in self.widgets(QAbstractItemView) if view.accessibleName() == list_name)
        row = self._row(list_name, words)
        self._scroll_to(view)
        view.scrollTo(view.model().index(row, 0))  # the wheel
        where = view.visualRect(view.model().index(row, 0))
        self.click(view.viewport(), where.center(), twice=twice)
        self.rest()

    def _row(self, list_name: str, words: str) -> int:
        for view in self.widgets(QAbstractItemView):
            if view.accessibleName() == list_name:
                model = view.model()
                for row in range(model.rowCount()):
                    if words in str(model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)):
                        return row
        return -1

    def drop(self, *paths: Path, onto: QWidget | None = None) -> None:
        """Drags files from somewhere and lets go of them over the window, or over something in it."""
        files = QMimeData()
        files.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        files.setText(" ".join(map(str, paths)))  # as file managers do
        window, where = self.shell.windowHandle(), QPointF((onto or self.shell).mapTo(self.shell, (onto or self.shell).rect().center()))
        self.clicks += 1
        left, action = Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction
        QApplication.sendEvent(window, QDragEnterEvent(where, action, files, left, NONE))
        QApplication.sendEvent(window, QDragMoveEvent(where, action, files, left, NONE))
        QApplication.sendEvent(window, QDropEvent(where, action, files, left, NONE))
        self.rest()

    def save_as(self, path: Path, press: Callable[[], None]) -> None:
        """Does what opens a file dialog, types the path into it and presses Enter."""
        watch = QTimer(interval=10)

        def type_it() -> None:
            dialog = QApplication.activeModalWidget()
            if isinstance(dialog, QFileDialog) and dialog.isVisible():
                watch.stop()
                line = dialog.findChild(QLineEdit, "fileNameEdit")
                assert line is not None
                # To the line itself: offscreen, no window manager makes the dialog the active window.
                QTest.keyClick(line, Key.Key_A, CTRL)
                QTest.keyClicks(line, str(path))
                self.keys += len(str(path)) + 2
                for _ in range(3):  # the first Enter may go to the list of names that Qt offers
                    if dialog.isVisible():
                        QTest.keyClick(line, Key.Key_Return)

        watch.timeout.connect(type_it)
        watch.start()
        press()
        if QApplication.activeWindow() is None:  # what a window manager does when a dialog closes
            self.shell.activateWindow()
            QTest.qWaitForWindowActive(self.shell, _PATIENCE_MS)
        self.rest()


def _plain(words: str) -> str:
    """Words as the eye reads them."""
    return words.replace("\u00a0", " ").replace("&&", "&")


def content(field: QWidget) -> str:
    """What stands in an entry."""
    if isinstance(field, QLineEdit):
        return field.text()
    return field.toPlainText() if isinstance(field, QPlainTextEdit | QTextEdit) else ""


def _words(widget: QWidget) -> list[str]:
    found = []
    if isinstance(widget, QLabel | QAbstractButton):
        found.append(widget.text().replace("&&", "&"))
    elif isinstance(widget, QLineEdit):
        found.append(widget.text() if widget.echoMode() == QLineEdit.EchoMode.Normal else "•" * len(widget.text()))
    elif isinstance(widget, QPlainTextEdit | QTextEdit):
        found.append(widget.toPlainText())
    elif isinstance(widget, QComboBox):
        found.append(widget.currentText())
    if widget.accessibleName() not in found:
        found.append(widget.accessibleName())
    return found
