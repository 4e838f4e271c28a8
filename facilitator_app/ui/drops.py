"""Files that are dropped anywhere on the window. Looks at the window itself, before any field of it takes a file's name for words."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDropEvent, QWindow

_DRAGS = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)


class Drops(QObject):
    """`dropped` gives the paths. What is dragged and has no file in it goes on to the fields, as words do."""

    dropped = Signal(list)  # of Path

    def watch(self, window: QWindow | None) -> None:
        """A window of the program; the same one twice is one."""
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Takes files, and nothing else."""
        if event.type() not in _DRAGS or not isinstance(event, QDropEvent):
            return False
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if not paths:
            return False
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            self.dropped.emit(paths)
        return True
