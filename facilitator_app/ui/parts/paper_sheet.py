"""The page that looks like the paper, words marked in place, and the note that stands apart. Knows terms only as words."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from facilitator_app.ui.look import current, font
from facilitator_app.ui.parts.cards import Card
from facilitator_app.ui.parts.marks import Disc
from facilitator_app.ui.parts.owner import OwnerMark, Shape
from facilitator_app.ui.parts.words import Hairline, OneLine, Words, body, label, note

_APART = 24  # between the paper's title and whose copy it is, at least


class MarkedWords(QWidget):
    """A sentence in which some words are underlined and bold, on a ground if it is a hit. Laid out as text, never as markup.

    `marks` are (start, length) in the sentence; see `where` for finding them.
    """

    def __init__(self, text: str, marks: Sequence[tuple[int, int]] = (), kind: str = "note", *, hit: bool = True) -> None:
        super().__init__()
        self._text, self._marks, self._kind, self._hit = text, list(marks), kind, hit
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(text)
        if marks:
            said = "Marked: " if hit else "Differs: "
            self.setAccessibleDescription(said + "; ".join(text[start : start + length] for start, length in marks))

    def _layout(self, width: int) -> tuple[QTextLayout, float]:
        layout = QTextLayout(self._text.replace("\n", "\u2028"), font(self._kind))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        layout.setTextOption(option)
        layout.setFormats(
            [self._format(_units(self._text[:start]), _units(self._text[start : start + length])) for start, length in self._marks]
        )
        layout.beginLayout()
        height, spacing = 0.0, QFontMetricsF(font(self._kind)).height()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, height))
            height += spacing
        layout.endLayout()
        return layout, height

    def _format(self, start: int, length: int) -> QTextLayout.FormatRange:
        dress = QTextCharFormat()
        dress.setFontWeight(600 if self._hit else 700)
        dress.setFontUnderline(True)
        if self._hit:
            dress.setBackground(current().colour("caretint"))
        made = QTextLayout.FormatRange()
        made.start, made.length, made.format = start, length, dress
        return made

    def hasHeightForWidth(self) -> bool:
        """It wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As many lines as it takes."""
        return round(self._layout(width)[1])

    def sizeHint(self) -> QSize:
        """A usual width."""
        return QSize(400, self.heightForWidth(400))

    def minimumSizeHint(self) -> QSize:
        """One line."""
        return QSize(60, round(QFontMetricsF(font(self._kind)).height()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the lines."""
        painter = QPainter(self)
        painter.setPen(current().colour("ink"))
        self._layout(self.width())[0].draw(painter, QPointF(0, 0))
        painter.end()


def _units(text: str) -> int:
    """Qt counts UTF-16 units: a smiling face is two."""
    return len(text.encode("utf-16-le")) // 2


def where(text: str, words: str) -> list[tuple[int, int]]:
    """The first place of some words in a sentence, as `MarkedWords` wants it; none if they are not there."""
    at = text.find(words)
    return [(at, len(words))] if words and at >= 0 else []


class Term(QWidget):
    """One promise on the paper: number, sentence, who and when, and perhaps a hit or a soft question under it."""

    def __init__(self, number: int, words: str, who_when: str, hit: str = "", question: str = "") -> None:
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 14, 0, 14)
        across.setSpacing(14)
        disc = Disc(number)
        disc.setFont(font("label", 700))
        across.addWidget(disc, 0, Qt.AlignmentFlag.AlignTop)
        self._down = QVBoxLayout()
        self._down.setSpacing(3)
        marks = where(words, hit)
        self._down.addWidget(MarkedWords(words, marks) if marks else note(words))
        self._down.addWidget(body(who_when, weight=600))
        if question:
            self._down.addWidget(body(question, role="soft"))
        across.addLayout(self._down, 1)
        self.setAccessibleName(f"Term {number}. {words} {who_when}. {question}".strip())

    def add(self, part: QWidget, before: int = 8) -> None:
        """A hit's card, or buttons, under the term."""
        self._down.addSpacing(before)
        self._down.addWidget(part)


class PaperSheet(Card):
    """Square corners, the paper's own title over a line, numbered terms with hairlines between."""

    def __init__(self, title: str, copy: str = "", shape: Shape | None = None) -> None:
        super().__init__(margin=(36, 22), corner=2)
        self._terms: list[Term] = []
        self._title, self._whose = Words(title, "title", weight=700), QWidget()
        across = QHBoxLayout(self._whose)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        if shape is not None:
            across.addWidget(OwnerMark(shape, 12))
        if copy:
            across.addWidget(label(copy, weight=600, wrap=False))
        across.addStretch(1)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.addWidget(self._title, 1)
        self._top.addWidget(self._whose)
        self.down.addLayout(self._top)
        self.add(Hairline(2, "ink"), before=10)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Whose copy it is goes under the title where both would crowd the line: a long name must not break the title."""
        margins = self.down.contentsMargins()
        room = event.size().width() - margins.left() - margins.right()
        crowded = self._title.sizeHint().width() + _APART + self._whose.sizeHint().width() > room
        self._top.setDirection(QBoxLayout.Direction.TopToBottom if crowded else QBoxLayout.Direction.LeftToRight)
        self._top.setSpacing(2 if crowded else _APART)
        super().resizeEvent(event)

    def add_term(self, words: str, who_when: str, hit: str = "", question: str = "") -> Term:
        """The next term; `hit`: words in it that stop the paper."""
        if self._terms:
            self.down.addWidget(Hairline())
        term = Term(len(self._terms) + 1, words, who_when, hit, question)
        self._terms.append(term)
        self.down.addWidget(term)
        return term


class PaperNote(Card):
    """A square note apart from the paper: what the service will do."""

    def __init__(self, head: str, words: Sequence[str], right: str = "") -> None:
        super().__init__(margin=(36, 14), corner=2)
        top = QVBoxLayout() if not right else QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(body(head, weight=600), 1)
        if right:
            top.addWidget(OneLine(right, "label", "soft"))
        self.down.addLayout(top)
        for sentence in words:
            self.add(note(sentence), before=4)
