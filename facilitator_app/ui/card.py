"""One case as a card on the shelf: its people and its sentence, and beside them what comes next. Measures and paints; knows no case file."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter

from facilitator_app.ui.look import current, font
from facilitator_app.ui.parts.columns import OUT
from facilitator_app.workbook.shelf import Card

_BESIDE, _GAP, _FOLD_AT = 260, 44, 640
_ABOVE, _BELOW = 16, 18
_WRAP = int(Qt.TextFlag.TextWordWrap)
_TALL = 100_000


@dataclass(frozen=True, slots=True)
class _Line:
    """Some words, where they stand, and how."""

    words: str
    kind: QFont
    role: str
    room: QRect


def lines_of(nickname: str, card: Card, wide: int, *, first: bool) -> list[_Line]:
    """Everything on a card in a row of that width, from its upper left corner. The first of all cards is written larger."""
    inner = wide - 2 * OUT
    folded = inner < _FOLD_AT
    text = inner if folded else inner - _BESIDE - _GAP
    found: list[_Line] = []
    top = _add(found, nickname, font("sentence" if first else "head", 600), "ink", QRect(OUT, _ABOVE, text, _TALL))
    top = _add(found, card.said, font("note" if first else "body", 400), "ink", QRect(OUT, top + 4, text, _TALL))
    if folded:
        top = _next(found, card, QRect(OUT, top + 8, text, _TALL), folded=True)
    else:  # its first line stands on the line of the names
        down = (QFontMetrics(font("sentence" if first else "head", 600)).ascent() - QFontMetrics(font("label", 600)).ascent()) // 2
        _next(found, card, QRect(OUT + text + _GAP, _ABOVE + down, _BESIDE, _TALL), folded=False)
    _add(found, card.soft, font("label", 400), "soft", QRect(OUT, top + 6, text, _TALL))
    return found


def _next(found: list[_Line], card: Card, room: QRect, *, folded: bool) -> int:
    """Day over what comes; under a card's words on one line where both fit, so that a low screen shows one case more."""
    day = QFontMetrics(font("label", 600)).horizontalAdvance(card.when) + 12
    if folded and card.when and day + QFontMetrics(font("body", 600)).horizontalAdvance(card.next) <= room.width():
        down = QFontMetrics(font("body", 600)).ascent() - QFontMetrics(font("label", 600)).ascent()
        _add(found, card.when, font("label", 600), "accent" if card.opened else "soft", room.translated(0, down))
        return _add(found, card.next, font("body", 600), "ink", room.adjusted(day, 0, 0, 0))
    top = _add(found, card.when, font("label", 600), "accent" if card.opened else "soft", room)
    return _add(found, card.next, font("body", 600), "ink", QRect(room.left(), top + 2, room.width(), _TALL))


def _add(found: list[_Line], words: str, kind: QFont, role: str, room: QRect) -> int:
    """One part; where the next begins."""
    if not words:
        return room.top()
    needed = QFontMetrics(kind).boundingRect(room, _WRAP, words)
    found.append(_Line(words, kind, role, QRect(room.left(), room.top(), room.width(), needed.height())))
    return room.top() + needed.height()


def height_of(lines: list[_Line]) -> int:
    """Of the whole row, its hairline included."""
    return max((line.room.bottom() for line in lines), default=0) + _BELOW


def paint_lines(painter: QPainter, lines: list[_Line], row: QRect) -> None:
    """The words, where they were measured."""
    for line in lines:
        painter.setFont(line.kind)
        painter.setPen(current().colour(line.role))
        painter.drawText(line.room.translated(row.topLeft()), _WRAP, line.words)
