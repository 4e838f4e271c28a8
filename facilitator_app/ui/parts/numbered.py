"""A sheet of paper as it was printed, beside what is typed from it: its numbered lines, or the pages of its scan. Knows no record."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from facilitator_app.ui.parts.cards import Card
from facilitator_app.ui.parts.columns import OUT
from facilitator_app.ui.parts.halves import Halves
from facilitator_app.ui.parts.marks import paint_chosen
from facilitator_app.ui.parts.page_pictures import PagePicture
from facilitator_app.ui.parts.words import Hairline, Words, body, head, label


class NumberedLine(QWidget):
    """One line: its number, its words, and under them what became of it. The one that is being typed has a ground and a pill."""

    def __init__(self, number: int, words: str) -> None:
        super().__init__()
        self._here = False
        self._number, self._words = body(str(number), "accent", 600), body(words)
        self._state: Words = label("", "soft")
        self._state.hide()
        across = QHBoxLayout(self)
        across.setContentsMargins(OUT, 8, OUT, 8)
        across.setSpacing(12)
        across.addWidget(self._number, 0, Qt.AlignmentFlag.AlignTop)
        down = QVBoxLayout()
        down.setSpacing(2)
        down.addWidget(self._words)
        down.addWidget(self._state)
        across.addLayout(down, 1)
        self._number.setFixedWidth(22)

    def show_state(self, state: str, *, here: bool) -> None:
        """“Left blank”, “Cannot be read”, “Typed”; empty for nothing yet. `here`: it is being typed."""
        self._here = here
        self._state.setText(state)
        self._state.setVisible(bool(state))
        said = ", ".join(filter(None, (f"{self._number.text()}. {self._words.text()}", state, "being typed" if here else "")))
        self.setAccessibleName(said)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The ground of the line that is being typed."""
        if self._here:
            painter = QPainter(self)
            paint_chosen(painter, QRectF(self.rect()), pill=True)
            painter.end()


class NumberedSheet(Card):
    """The paper: its number and title, its lines in their order. Square, as paper is."""

    def __init__(self, name: str, title: str, lines: Sequence[str]) -> None:
        super().__init__(margin=(24 - OUT, 18), corner=2)
        self._lines = [NumberedLine(number, words) for number, words in enumerate(lines, 1)]
        top = QWidget()
        down = QVBoxLayout(top)
        down.setContentsMargins(OUT, 0, OUT, 0)
        down.setSpacing(2)
        down.addWidget(label(f"Sheet {name}", "soft"))
        down.addWidget(head(title))
        self.add(top)
        self.add(Hairline(), before=10)
        for number, line in enumerate(self._lines):
            self.add(line, before=2 if number else 8)
        self.down.addStretch(1)

    def show_states(self, states: Sequence[str], here: int) -> None:
        """What became of each line, and which is being typed, from 0."""
        for number, (line, state) in enumerate(zip(self._lines, states, strict=True)):
            line.show_state(state, here=number == here)

    def show_scan(self, pages: Sequence[bytes]) -> None:
        """The pages of its scan (PNG) instead of its lines; with none the lines stay."""
        pictures = [QImage.fromData(page) for page in pages]
        if not pictures or any(picture.isNull() for picture in pictures):
            return
        for line in self._lines:
            line.hide()
        for number, picture in enumerate(pictures, 1):
            self.add(PagePicture(picture, f"Page {number} of the scan"), before=8)


class BesidePaper(Halves):
    """The paper at the left, what is typed at the right. Where there is no room for both the paper goes: the field says which line it is."""

    def __init__(self, paper: QWidget) -> None:
        super().__init__(paper)
        self._paper = paper

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold."""
        self._paper.setVisible(self.beside())
        super().resizeEvent(event)
        if not self.beside():  # alone, what is typed begins at the page's one left edge
            margins = self._across.contentsMargins()
            margins.setLeft(margins.right())
            self._across.setContentsMargins(margins)
