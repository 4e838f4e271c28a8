"""Rubbish is looked for on the screen's thread and on no other.

Pages refer to themselves through what they connect, so Python finds them only when it looks for rubbish, and it looks on whichever thread
happens to make the next object: mostly a reading one. A widget that is taken apart there takes the program with it.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 400


class Rubbish(QObject):
    """Looks for it now and then while the screen's thread has nothing else to do. One for each window; `end` gives the task back to Python."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """As Python would: the young often, the old when the young have been looked through many times."""
        young, *older = zip(gc.get_count(), gc.get_threshold(), strict=True)
        if young[0] > young[1]:
            generation = max((number for number, (count, most) in enumerate(older, 1) if count > most), default=0)
            gc.collect(generation)

    def end(self) -> None:
        """The threads are gone, or will be."""
        self._timer.stop()
        gc.enable()
