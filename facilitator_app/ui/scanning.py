"""Files that were dropped or chosen: looked at one after the other beside the desk's own threads, and what became of each page.

A file is read where it lies and never copied. Its name stands on the screen only, and goes with the unlocking.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from facilitator_app.errors import Trouble
from facilitator_app.papers.scans import MOST_BYTES, NotReadable, Reader, ScannedPage
from facilitator_app.ui.desk import Desk
from facilitator_app.workbook import scans
from facilitator_app.workbook.acts import Changed
from facilitator_app.workbook.scans import Brought
from facilitator_app.workbook.workbook import Workbook

MOST_FILES = 200
WAITS, LOOKING, IN, REFUSED = "waits", "looking", "in", "refused"


class NotThere(Trouble):
    """The file cannot be opened."""

    def __init__(self) -> None:
        super().__init__("This file cannot be opened.", "Look whether it is still there, and bring it in again.")


class NoFiles(Trouble):
    """What was dropped are no files of this computer, or too many of them."""

    def __init__(self) -> None:
        super().__init__(
            "These are no files that can be brought in, or more than 200.", "Save them in a folder first, and drop them from there."
        )


@dataclass(slots=True, repr=False)
class Incoming:
    """One file on its way, and what became of its pages."""

    path: Path
    state: str = WAITS
    pages: list[Brought] = field(default_factory=list)
    trouble: Trouble | None = None


class Intake(QObject):
    """Takes files. `moved` says that something of the list has changed."""

    moved = Signal()

    def __init__(self, desk: Desk, book: Workbook, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._book = desk, book
        self._reader = Reader()
        self.files: list[Incoming] = []

    def take(self, paths: Iterable[Path]) -> None:
        """Looks at these files, after those that are being looked at. Raises `OneSideOpen`, `NoFiles`: then at none."""
        if self._book.side is not None:
            raise scans.OneSideOpen
        wanted = list(dict.fromkeys(paths))
        if not 0 < len(wanted) <= MOST_FILES:
            raise NoFiles
        idle = not self.is_busy
        self.files = [one for one in self.files if one.state in (WAITS, LOOKING)] if not idle else []
        self.files += [Incoming(path) for path in wanted]
        self.moved.emit()
        if idle:
            self._next()

    @property
    def is_busy(self) -> bool:
        """Whether a file is being looked at, or waits for it."""
        return any(one.state in (WAITS, LOOKING) for one in self.files)

    def stop(self) -> None:
        """Lets go: nothing more is read. What was not brought in yet lies where it lay."""
        self.files = []
        self._reader.stop()

    def _next(self) -> None:
        one = next((one for one in self.files if one.state == WAITS), None)
        if one is None:
            self._desk.look(self, self._reader.rest, lambda _: None)
            return
        one.state = LOOKING
        self.moved.emit()
        self._desk.look(
            self, lambda: self._looked_at(one.path), lambda found: self._bring(one, *found), lambda why: self._refused(one, why)
        )

    def _looked_at(self, path: Path) -> tuple[list[ScannedPage], str]:
        try:
            if not path.is_file():  # a folder, a pipe, a device
                raise NotThere
            if path.stat().st_size > MOST_BYTES:
                raise NotReadable("large")
            data = path.read_bytes()
        except OSError as problem:
            raise NotThere from problem
        return self._reader.pages(data), scans.sort_of_file(data)

    def _bring(self, one: Incoming, pages: list[ScannedPage], sort: str) -> None:
        def kept(done: tuple[list[Brought], Changed]) -> None:
            one.pages, one.state = done[0], IN
            self.moved.emit()
            self._next()

        self._desk.do(self, lambda: scans.bring_in(self._book, pages, sort), kept, lambda why: self._refused(one, why))

    def _refused(self, one: Incoming, why: Trouble) -> None:
        one.trouble, one.state = why, REFUSED
        self.moved.emit()
        self._next()
