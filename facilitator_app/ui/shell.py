"""The one window: the unlock screen, then the workspace. Its title never says whose or what."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QStandardPaths, Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator_app import settings
from facilitator_app.calendar import Clock
from facilitator_app.errors import Trouble
from facilitator_app.ui.desk import Desk
from facilitator_app.ui.drops import Drops
from facilitator_app.ui.look import Appearance
from facilitator_app.ui.rubbish import Rubbish
from facilitator_app.ui.unlock import FirstStart, Unlock

if TYPE_CHECKING:
    from facilitator_app.ui.workspace import Workspace
    from facilitator_app.workbook.opening import Opened

_FIRST_SIZE = QSize(1366, 720)


class NotOpen(Trouble):
    """A file was dropped before the workbook was open."""

    def __init__(self) -> None:
        super().__init__("Nothing was taken in: the workbook is not open.", "Open it, then drop the file again. It lies where it lay.")


class Shell(QWidget):
    """`relock` is called with the workbook's folder when the program has let go of everything and should come back locked."""

    ready = Signal()

    def __init__(self, clock: Clock, appearance: Appearance, relock: Callable[[Path], None], *, keep_settings: bool = True) -> None:
        super().__init__()
        self.setWindowTitle("Workbook")
        self.resize(_FIRST_SIZE)
        self._clock, self._appearance, self._relock = clock, appearance, relock
        self._keep_settings = keep_settings
        self._path: Path | None = None
        self._desk = Desk(self)
        self._rubbish = Rubbish(self)
        self._drops = Drops(self)
        self._drops.dropped.connect(self._dropped)
        self._locked = False  # once locked the keyring is not asked again, whichever workbook is chosen next
        self.workspace: Workspace | None = None
        self._now: QWidget | None = None
        self._down = QVBoxLayout(self)
        self._down.setContentsMargins(0, 0, 0, 0)

    def _show(self, widget: QWidget) -> None:
        if isinstance(self._now, Unlock | FirstStart):
            self._now.leave()
        if self._now is not None:
            self._down.removeWidget(self._now)
            self._now.hide()
            self._now.deleteLater()
        self._now = widget
        self._down.addWidget(widget)
        self.ready.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """From now on there is a window to drop files on."""
        super().showEvent(event)
        self._drops.watch(self.windowHandle())

    def _dropped(self, paths: list[Path]) -> None:
        if self.workspace is not None:
            self.workspace.bring_in(paths)
        elif isinstance(self._now, Unlock):
            self._now.say(NotOpen())

    def unlock(self, path: Path, *, after_lock: bool = False) -> None:
        """The unlock screen of a workbook."""
        self._path = path
        self._locked |= after_lock
        screen = Unlock(self._desk, self._clock, path, after_lock=self._locked)
        screen.opened.connect(self.open)
        screen.other_chosen.connect(self.unlock)
        screen.new_asked.connect(lambda: self.first_start(missing=path))
        self._show(screen)

    def first_start(self, *, missing: Path | None = None) -> None:
        """A new workbook, or one that lies here already. The place of one that is `missing` is left free."""
        documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or Path.home())
        screen = FirstStart(self._desk, self._clock, documents, missing)
        screen.opened.connect(self.open)
        screen.other_chosen.connect(self.unlock)
        self._show(screen)

    def open(self, opened: "Opened") -> None:
        """The workspace of an open workbook."""
        from facilitator_app.ui.workspace import Workspace  # noqa: PLC0415 - loaded by now, on a thread of the desk
        from facilitator_app.workbook.workbook import Workbook  # noqa: PLC0415 - as above

        self._path = opened.path
        if self._keep_settings:
            settings.save(settings.load().changed(last_workbook=str(opened.path)))
        self.workspace = Workspace(Workbook(opened), settings.load().idle_minutes)
        self.workspace.ended.connect(self._ended)
        self.workspace.put_out.connect(self._put_out)
        self.workspace.setting_chosen.connect(self._setting_chosen)
        self._show(self.workspace)
        self.workspace.begin()

    def _setting_chosen(self, name: str, value: object) -> None:
        if name == "look":
            self._appearance.choose(str(value))

    def _ended(self, again: bool) -> None:  # noqa: FBT001 - a signal's argument
        self.workspace = None
        if again and self._path is not None:
            self._relock(self._path)

    def _put_out(self, trouble: Trouble) -> None:
        """Nothing is here to be opened any more. The unlock screen says so, and offers no new workbook in its place."""
        self.workspace = None
        if self._path is not None:
            self.unlock(self._path, after_lock=True)
            if isinstance(self._now, Unlock):
                self._now.say(trouble)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing finishes what was typed and makes a copy; the window goes when that is done."""
        if self.workspace is not None:
            self.workspace.end()
            if self.workspace is not None:  # something could not be saved: it stays on the screen, which says so
                event.ignore()
                return
        self._desk.close()
        self._rubbish.end()
        event.accept()
