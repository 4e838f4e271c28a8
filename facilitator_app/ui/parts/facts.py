"""Facts: a soft label over a bold value, in a row; and people, two side by side, so that the eye compares them row by row."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from facilitator_app.ui.parts.buttons import Flow
from facilitator_app.ui.parts.marks import Mark
from facilitator_app.ui.parts.owner import Banded, OwnerMark, Shape
from facilitator_app.ui.parts.words import IconWords, Words, body, label, note

FOLD_WIDTH, GAP, BETWEEN = 520, 40, 20
AFTER = (6, 14, 14, 12, 0)  # the air under name, rule, words said, knows, not told


@dataclass(frozen=True)
class Fact:
    """A label, its value, and the icon that may stand beside the label."""

    label: str
    value: str
    icon: str = ""


@dataclass(frozen=True)
class Person:
    """What a card shows of somebody. `said`: words they said yes to; `knows`: what and since when; `not_told`: what not."""

    name: str
    role: str
    shape: Shape
    rule: str = ""
    under: str = ""
    icon: str = "phone"
    said: tuple[str, ...] = ()
    knows: tuple[tuple[str, str], ...] = ()
    not_told: tuple[str, ...] = ()
    knows_head: str = ""
    not_told_head: str = "Not told"


def _upright(*parts: QWidget, gap: int = 0) -> QWidget:
    box = QWidget()
    down = QVBoxLayout(box)
    down.setContentsMargins(0, 0, 0, 0)
    down.setSpacing(gap)
    for part in parts:
        down.addWidget(part)
    return box


class FactBox(QWidget):
    """One fact: the label with its icon, the value under it."""

    def __init__(self, fact: Fact) -> None:
        super().__init__()
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(3)
        words = label(fact.label, role="soft", wrap=False)
        down.addWidget(IconWords(fact.icon, words) if fact.icon else words)
        value = body(fact.value, weight=600)
        down.addWidget(value)
        lines = (
            words.fontMetrics().horizontalAdvance(fact.label) + (24 if fact.icon else 0),
            value.fontMetrics().horizontalAdvance(fact.value),
        )
        self._one_line = QSize(max(lines) + 4, 3 + words.fontMetrics().height() + value.fontMetrics().height())
        self.setAccessibleName(f"{fact.label}: {fact.value}")

    def sizeHint(self) -> QSize:
        """Each in one line; the value wraps only where the whole row is narrower."""
        return self._one_line


class Facts(QWidget):
    """Facts in a row, going on in the next row where they do not fit."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        super().__init__()
        flow = Flow(self, gap=GAP, down=12)
        for fact in facts:
            flow.addWidget(FactBox(fact))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)


def _name_line(person: Person) -> QWidget:
    line = QWidget()
    across = QHBoxLayout(line)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(8)
    across.addWidget(OwnerMark(person.shape, 14))
    across.addWidget(Words(person.name, "head"))
    role = label(person.role, role="soft")
    across.addWidget(role, 1)
    return line


def _rule(person: Person) -> QWidget:
    box = Banded(person.shape)
    down = QVBoxLayout(box)
    down.setContentsMargins(0, 2, 0, 2)
    down.setSpacing(2)
    rule = body(person.rule, weight=600)
    down.addWidget(IconWords(person.icon, rule, role="ink") if person.icon else rule)
    if person.under:
        down.addWidget(label(person.under, role="soft"))
    box.setAccessibleName(f"How to reach {person.name}: {person.rule}. {person.under}")
    return box


def _said(person: Person) -> QWidget:
    box = Banded(person.shape)
    down = QVBoxLayout(box)
    down.setContentsMargins(0, 2, 0, 2)
    down.setSpacing(6)
    for words in person.said:
        down.addWidget(note(words))
    return box


def _known(words: str, date: str) -> QWidget:
    line = QWidget()
    across = QHBoxLayout(line)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(12)
    across.addWidget(body(words), 1)
    across.addWidget(Words(date, "label", "soft", wrap=False), 0, Qt.AlignmentFlag.AlignTop)
    return line


def _not_told(words: str) -> QWidget:
    line = QWidget()
    across = QHBoxLayout(line)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(7)
    said = body(words)
    across.addWidget(Mark("not_told", 12, said.fontMetrics().height()), 0, Qt.AlignmentFlag.AlignTop)
    across.addWidget(said, 1)
    line.setAccessibleName(f"Not told: {words}")
    return line


def sections(person: Person) -> list[QWidget]:
    """The parts of a person's card from top to bottom: name, how to reach, words said, knows, not told. Always five."""
    knows_head = person.knows_head or f"{person.name} knows"
    knows = [label(knows_head, role="soft", weight=600), *(_known(*known) for known in person.knows)] if person.knows else []
    not_told = (
        [label(person.not_told_head, role="soft", weight=600), *(_not_told(words) for words in person.not_told)] if person.not_told else []
    )
    return [
        _name_line(person),
        _rule(person) if person.rule else QWidget(),
        _said(person) if person.said else QWidget(),
        _upright(*knows, gap=3),
        _upright(*not_told, gap=3),
    ]


class People(QWidget):
    """One or two people; side by side their rows stand at the same height, and below 520 px they stand one under the other."""

    def __init__(self, *people: Person) -> None:
        super().__init__()
        self._columns = [sections(person) for person in people]
        self._shown = [[bool(person.name), bool(person.rule), bool(person.said), bool(person.knows), bool(person.not_told)]
                       for person in people]  # fmt: skip
        self._folded: bool | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GAP)
        self._grid.setVerticalSpacing(0)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._place(folded=False)

    def _place(self, *, folded: bool) -> None:
        if folded == self._folded:
            return
        self._folded = folded
        for row in range(self._grid.rowCount()):
            self._grid.setRowMinimumHeight(row, 0)
        for column, parts in enumerate(self._columns):
            shown = self._shown[column] if folded else [any(rows) for rows in zip(*self._shown, strict=True)]
            last = max((row for row, is_shown in enumerate(shown) if is_shown), default=0)
            for row, part in enumerate(parts):
                at = column * 2 * len(parts) + row * 2 if folded else row * 2
                self._grid.removeWidget(part)
                part.setParent(self)
                part.setVisible(self._shown[column][row])
                if self._shown[column][row]:
                    self._grid.addWidget(part, at, 0 if folded else column, Qt.AlignmentFlag.AlignTop)
                if shown[row] and row < last:
                    self._grid.setRowMinimumHeight(at + 1, AFTER[row])
            if folded and column:
                self._grid.setRowMinimumHeight(column * 2 * len(parts) - 1, BETWEEN)
        for column in range(2):
            used = column == 0 or (not folded and len(self._columns) > 1)
            self._grid.setColumnStretch(column, 1 if used else 0)
        self._grid.setHorizontalSpacing(0 if folded or len(self._columns) == 1 else GAP)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold to one column."""
        self._place(folded=event.size().width() < FOLD_WIDTH)
        super().resizeEvent(event)


def person_card(person: Person) -> People:
    """One person by themself."""
    return People(person)
