"""Pictures of every page, dialog and face of the demonstration workbook, without a screen: for the README, for review and for tests."""

import os
import tempfile
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Any

from facilitator_app.calendar import Clock, clock_at
from facilitator_app.shots_list import EMPTY, MOMENTS, NOTHING_YET, Shot

_WAIT_MS = 15_000


def shoot(folder: Path, size: tuple[int, int], scale: float, look: str, pages: AbstractSet[str] = frozenset()) -> int:
    """Writes one PNG a page into `folder`. `size` is what the screen would be, in its own pixels; at `scale` 2 half of it is left.

    `pages`: only these, by the names of their pictures; empty for all.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    if scale != 1.0:
        os.environ["QT_SCALE_FACTOR"] = str(scale)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="workbook-shots-") as place:
        _Studio(folder, (round(size[0] / scale), round(size[1] / scale)), look, Path(place)).run(pages)
    return 0


class _Studio:
    """One window, many places."""

    def __init__(self, folder: Path, size: tuple[int, int], look: str, place: Path) -> None:
        from facilitator_app.app import application  # noqa: PLC0415 - after the platform was chosen
        from facilitator_app.ui.look import Appearance  # noqa: PLC0415 - as above
        from facilitator_app.ui.parts.ring import Ring  # noqa: PLC0415 - as above

        self._folder, self._size, self._place = folder, size, place
        self._app = application()
        self._appearance = Appearance(self._app, look)
        self._ring = Ring(self._app)

    def run(self, pages: AbstractSet[str]) -> None:
        """All of them, or some."""
        if not pages:
            self._doors()
        for moment, names in (*MOMENTS.items(), (NOTHING_YET, EMPTY)):
            if not pages or not pages.isdisjoint(names):  # what one picture did stands in those after it
                self._at(moment, names, pages, empty=moment == NOTHING_YET)

    def _shell(self, clock: Clock) -> Any:
        from facilitator_app.ui.shell import Shell  # noqa: PLC0415 - as above

        shell = Shell(clock, self._appearance, lambda _: None, keep_settings=False)
        shell.resize(*self._size)
        shell.show()
        return shell

    def _doors(self) -> None:
        from facilitator_app.ui.unlock import FirstStart, Unlock  # noqa: PLC0415 - as above
        from facilitator_app.vault import door  # noqa: PLC0415 - as above
        from facilitator_app.workbook.demo import PASSPHRASE  # noqa: PLC0415 - as above

        clock = clock_at("2026-01-12T09:00")
        path = door.create(self._place / "door.workbook", PASSPHRASE, clock)
        path.close()
        shell = self._shell(clock)
        shell.unlock(path.path)
        self._grab(shell, "unlock")
        screen = shell.findChild(Unlock)
        screen.field.line.setText("not the passphrase")
        screen.open()
        self._until(lambda: screen._words.isVisible())  # noqa: SLF001 - the studio looks, it does not act
        self._grab(shell, "unlock-wrong")
        shell.first_start()
        self._grab(shell, "first-start-name")
        first = shell.findChild(FirstStart)
        first.name.set_text("Priya")
        first._named()  # noqa: SLF001 - as above
        self._grab(shell, "first-start-passphrase")
        first._ask_again()  # noqa: SLF001 - as above
        self._grab(shell, "first-start-once-more")
        shell.close()

    def _at(self, moment: str, names: dict[str, "Shot"], pages: AbstractSet[str], *, empty: bool = False) -> None:
        from facilitator_app.vault import door  # noqa: PLC0415 - as above
        from facilitator_app.workbook.demo import PASSPHRASE, make  # noqa: PLC0415 - as above

        clock = clock_at(moment)
        path = self._place / f"{moment.replace(':', '')}{'e' if empty else ''}.workbook"
        if empty:
            door.create(path, PASSPHRASE, clock).close()
        else:
            make(path, clock)
        shell = self._shell(clock)
        shell.open(door.open_with_passphrase(path, PASSPHRASE, clock))
        for name, shot in names.items():
            workspace = shell.workspace
            self._settle(workspace)
            for act in shot(workspace):
                act()
                self._settle(workspace)
            if not pages or name in pages:
                self._grab(shell, name)
        self._settle(shell.workspace)
        shell.workspace.ended.disconnect()
        shell.workspace.lock()
        shell.workspace = None
        shell.close()

    def _settle(self, workspace: Any) -> None:
        """Until nothing is on its way between the desk's threads and the screen."""
        for _ in range(3):
            workspace.desk.wait(lambda: None)
            workspace.desk._reader.submit(lambda: None).result()  # noqa: SLF001 - the studio looks and types where a person would
            self._app.processEvents()

    def _until(self, true: Callable[[], bool]) -> None:
        from PySide6.QtCore import QElapsedTimer, QEventLoop  # noqa: PLC0415 - as above

        timer = QElapsedTimer()
        timer.start()
        while not true() and timer.elapsed() < _WAIT_MS:
            self._app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)

    def _grab(self, shell: Any, name: str) -> None:
        for _ in range(4):
            self._app.processEvents()
        shell.grab().save(str(self._folder / f"{name}.png"))
