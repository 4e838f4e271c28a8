"""Words on the page, each of a kind that has its size and weight. Always plain text: what people wrote is never markup."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from facilitator_app.ui.look import current, font, paint_icon, restyle


class Words(QLabel):
    """A label that wraps, and that asks for no more height than its words need at the width it gets."""

    def __init__(self, text: str = "", kind: str = "body", role: str = "", weight: int | None = None, *, wrap: bool = True,
                 selectable: bool = False, parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(font(kind, weight))
        self.setWordWrap(wrap)
        self.setText(text)
        self.set_role(role)
        if selectable:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if wrap:
            # With policy Minimum, Qt's guess for a narrow label wins and opens gaps; so Preferred, and height by width.
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)

    def set_role(self, role: str) -> None:
        """Colour by role: soft, accent, care, ink; empty for ink."""
        self.setProperty("role", role)
        restyle(self)

    def minimumSizeHint(self) -> QSize:
        """One line and a few letters: Qt would answer with a tall narrow guess, which makes phantom scroll bars."""
        if not self.wordWrap():
            return super().minimumSizeHint()
        return QSize(min(40, super().sizeHint().width()), self.fontMetrics().height())


def _never_markup(text: str) -> str:
    from html import escape  # noqa: PLC0415 - loads every name of a letter in HTML, which the unlock screen should not wait for

    return f"<span>{escape(text)}</span>"


class OneLine(Words):
    """Words that stay on one line and end in an ellipsis when there is no room; the tool tip then has them whole."""

    def __init__(self, text: str = "", kind: str = "body", role: str = "", weight: int | None = None) -> None:
        super().__init__(text, kind, role, weight, wrap=False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As wide as the words."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()) + 2, metrics.height())

    def minimumSizeHint(self) -> QSize:
        """Eight letters' width."""
        metrics = self.fontMetrics()
        return QSize(min(self.sizeHint().width(), metrics.averageCharWidth() * 8), metrics.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer the whole words where they are cut."""
        # Qt guesses whether a tool tip is markup; escaped inside a tag, it can only be shown as it was typed.
        cut = self.width() < self.sizeHint().width() - 2
        self.setToolTip(_never_markup(self.text()) if cut else "")
        super().resizeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what fits."""
        painter = QPainter(self)
        painter.setPen(current().colour(str(self.property("role") or "ink")))
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.end()


def title(text: str, *, selectable: bool = True) -> Words:
    """The largest: the next thing, or "Nothing needs you today."."""
    return Words(text, "title", selectable=selectable)


def sentence(text: str, weight: int | None = None) -> Words:
    """The first sentence of a case; a number to ring."""
    return Words(text, "sentence", weight=weight, selectable=True)


def head(text: str) -> Words:
    """A section's heading."""
    return Words(text, "head")


def note(text: str, weight: int | None = None) -> Words:
    """A note, a term, words passed on."""
    return Words(text, "note", weight=weight, selectable=True)


def body(text: str, role: str = "", weight: int | None = None) -> Words:
    """Everything else."""
    return Words(text, "body", role, weight, selectable=True)


def label(text: str, role: str = "", weight: int | None = None, *, wrap: bool = True) -> Words:
    """Second lines, dates, the words of an owner."""
    return Words(text, "label", role, weight, wrap=wrap)


class Hairline(QWidget):
    """A line that only separates."""

    def __init__(self, width: int = 1, role: str = "line") -> None:
        super().__init__()
        self._role = role
        self.setFixedHeight(width)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Fill it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), current().colour(self._role))
        painter.end()


class Icon(QWidget):
    """A Lucide icon, always beside a word."""

    def __init__(self, name: str, role: str = "soft", size: int = 16) -> None:
        super().__init__()
        self._name, self._role = name, role
        self.setFixedSize(size, size)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it in the colour of its role."""
        painter = QPainter(self)
        paint_icon(painter, QRectF(self.rect()), self._name, current().colour(self._role))
        painter.end()


class IconWords(QWidget):
    """An icon and the words it belongs to, on the height of their first line."""

    def __init__(self, icon: str, words: Words, role: str = "soft", size: int = 16, gap: int = 8) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(gap)
        holder = QWidget()
        holder.setFixedSize(size, max(size, words.fontMetrics().height()))
        self._icon = Icon(icon, role, size)
        self._icon.setParent(holder)
        self._icon.move(0, (holder.height() - size + 1) // 2)
        self.words = words
        line.addWidget(holder, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(words, 1)
