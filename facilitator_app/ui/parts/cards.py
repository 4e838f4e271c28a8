"""The boxes that are allowed: the one next thing, a question that waits for an answer, and a hit. Knows words and keys only."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from facilitator_app.ui.look import current
from facilitator_app.ui.parts.buttons import Button, ButtonRow, quiet_button
from facilitator_app.ui.parts.facts import Fact, Facts
from facilitator_app.ui.parts.owner import OwnerMark, Shape
from facilitator_app.ui.parts.words import Hairline, body, label, note, title

NARROW = 520


class Card(QWidget):
    """A box in the colour of a sheet with a hairline round it: round corners for a question, square (`corner=2`) for paper."""

    def __init__(self, margin: tuple[int, int] = (24, 18), corner: int = 8, ground: str = "sheet") -> None:
        super().__init__()
        self._corner, self._ground = corner, ground
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.down = QVBoxLayout(self)
        self.down.setContentsMargins(margin[0], margin[1], margin[0], margin[1])
        self.down.setSpacing(0)

    def add(self, part: QWidget, before: int = 0) -> None:
        """A part under the others."""
        if before:
            self.down.addSpacing(before)
        self.down.addWidget(part)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground and hairline."""
        look, painter = current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour("line"), 1))
        painter.setBrush(look.colour(self._ground))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), self._corner, self._corner)
        painter.end()


class NextThing(Card):
    """The only box on Today: when, who, where; three facts; one sentence; at most one quiet button."""

    pressed = Signal()

    def __init__(self, when: str, what: str, where: str, facts: Sequence[Fact] = (), sentence: str = "", button: str = "") -> None:
        super().__init__()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(when, role="accent", weight=600))
        words.addWidget(title(what))
        if where:
            words.addWidget(body(where, role="soft"))
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setSpacing(12)
        self._top.addLayout(words, 1)
        self.button: Button | None = quiet_button(button) if button else None
        if self.button is not None:
            self.button.clicked.connect(self.pressed)
            self._top.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.down.addLayout(self._top)
        if facts:
            self.add(Hairline(), before=14)
            self.add(Facts(facts), before=14)
        if sentence:
            self.add(body(sentence), before=14)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The button goes under the words when they need the width."""
        narrow = event.size().width() < NARROW
        self._top.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        super().resizeEvent(event)


def _answers(answers: Sequence[tuple[str, str]], press: object) -> list[Button]:
    made = []
    for key, words in answers:
        button = quiet_button(words)
        button.clicked.connect(lambda _checked=False, key=key: press(key))  # type: ignore[operator]
        made.append(button)
    return made


class QuestionCard(Card):
    """A question that waits: the words it is about, the question, what follows from a yes, and quiet buttons in their order."""

    answered = Signal(str)

    def __init__(self, head: str, words: str, question: str, answers: Sequence[tuple[str, str]], to: str = "", consequence: str = "",
                 shape: Shape = Shape.RINGS) -> None:  # fmt: skip
        super().__init__(margin=(18, 16))
        self.buttons = _answers(answers, self.answered.emit)
        self._parts = (head, words, question, to, consequence, shape)
        self._how: tuple[bool, bool] | None = None
        self._inner: QWidget | None = None
        self.lie(lying=False)
        self.setAccessibleName(f"{head}. {words}. {question} {consequence}")

    def ask(self) -> None:
        """Put the focus on the first answer."""
        self.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def lie(self, *, lying: bool, narrow: bool = False) -> None:
        """Lying along the foot of a low page, or standing at the side; `narrow`: the question keeps a line for itself, above its buttons."""
        if (lying, narrow) == self._how:
            return
        self._how = (lying, narrow)
        focused = next((button for button in self.buttons if button.hasFocus()), None)
        for button in self.buttons:
            button.setParent(self)
        if self._inner is not None:
            self.down.removeWidget(self._inner)
            self._inner.hide()
            self._inner.deleteLater()
        self._inner = self._compose(lying=lying, narrow=narrow)
        self.down.setContentsMargins(18, 10 if lying else 16, 16, 10 if lying else 16)
        self.down.addWidget(self._inner)
        self._inner.show()  # now, not when the loop comes round: whoever scrolls to the card measures it at once
        for button in self.buttons:
            button.show()
        if focused is not None:
            focused.setFocus()

    def _compose(self, *, lying: bool, narrow: bool) -> QWidget:
        head, words, question, to, consequence, shape = self._parts
        inner = QWidget()
        down = QVBoxLayout(inner)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(4 if lying else 8)
        top = QHBoxLayout()
        top.setSpacing(8)
        name = body(head, weight=600)
        top.addWidget(OwnerMark(shape, 14, name.fontMetrics().height()), 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(name, 1)
        if lying:
            top.addWidget(label(to, role="soft", wrap=False))
        down.addLayout(top)
        down.addWidget(note(words, weight=500))
        if lying:
            self._foot(down, question, consequence, narrow=narrow)
            return inner
        if to:
            down.addWidget(body(to))
        down.addSpacing(4)
        down.addWidget(Hairline())
        down.addSpacing(4)
        asked = QVBoxLayout()
        asked.setSpacing(1)
        asked.addWidget(body(question, weight=600))
        if consequence:
            asked.addWidget(label(consequence, role="soft"))
        down.addLayout(asked)
        first, *others = self.buttons
        for button in self.buttons:
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        down.addWidget(first)
        down.addWidget(ButtonRow(*others, fill=True))
        return inner

    def _foot(self, down: QVBoxLayout, question: str, consequence: str, *, narrow: bool) -> None:
        if consequence:
            down.addWidget(label(consequence, role="soft"))
        for button in self.buttons:
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if narrow:
            down.addWidget(body(question, weight=600))
            down.addSpacing(4)
            down.addWidget(ButtonRow(*self.buttons))
            return
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(body(question, weight=600), 1)
        for button in self.buttons:
            foot.addWidget(button)
        down.addLayout(foot)


class HitCard(QWidget):
    """What was found in a paper: a care bar, the owner's shape, one sentence, and what may be done."""

    answered = Signal(str)

    def __init__(self, shape: Shape, sentence: str, answers: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.buttons = _answers(answers, self.answered.emit)
        across = QHBoxLayout(self)
        across.setContentsMargins(20, 10, 16, 12)
        across.setSpacing(12)
        words = body(sentence)
        across.addWidget(OwnerMark(shape, 12, words.fontMetrics().height()), 0, Qt.AlignmentFlag.AlignTop)
        down = QVBoxLayout()
        down.setSpacing(12)
        down.addWidget(words)
        if self.buttons:
            down.addWidget(ButtonRow(*self.buttons))
        across.addLayout(down, 1)
        self.setAccessibleName(sentence)

    def ask(self) -> None:
        """Put the focus on the first answer."""
        if self.buttons:
            self.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground and bar."""
        look, painter = current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), 6, 6)
        painter.fillPath(shape, look.colour("caretint"))
        painter.setClipPath(shape)
        painter.fillRect(QRectF(0, 0, 4, self.height()), look.colour("care"))
        painter.end()
