"""Who sits nearest the door, above the room of a meeting; a box with a button while the one who needs to be there is not."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator_app.ui.pages.case import shape
from facilitator_app.ui.parts.cards import HitCard
from facilitator_app.ui.parts.words import body
from facilitator_app.workbook.seats import Seat


class Door(QWidget):
    """`wanted` gives the key of whoever is to be moved to the door."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._down = QVBoxLayout(self)
        self._down.setContentsMargins(0, 0, 0, 0)
        self._said: QWidget | None = None

    def say(self, words: str, away: Seat | None) -> None:
        """What is so now; `away`: who needs to be nearest the door and is not."""
        said: QWidget = body(words)
        if away is not None:
            said = HitCard(shape(away.shape), words, [(away.key, f"Move {away.name} to the door")])
            said.answered.connect(self.wanted)
        if self._said is not None:
            self._said.hide()
            self._said.deleteLater()
        self._down.addWidget(said)
        self._said = said
