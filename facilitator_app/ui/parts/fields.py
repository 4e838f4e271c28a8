"""Fields of several lines and fields to choose in; those of one line are in `lines`. Knows no record and checks nothing."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QFontMetrics, QKeyEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QPlainTextEdit

from facilitator_app.ui.look import font
from facilitator_app.ui.parts.buttons import ButtonRow
from facilitator_app.ui.parts.lines import Field, LineField, PassphraseField
from facilitator_app.ui.parts.menus import asks_for_menu
from facilitator_app.ui.parts.picks import Combo, Radio, Tick
from facilitator_app.ui.parts.plain import has_words, text_of, words_of
from facilitator_app.ui.parts.spelled import Spelled
from facilitator_app.ui.parts.spelled_line import SpelledLine

__all__ = ["ChoiceField", "Field", "LineField", "ListField", "PassphraseField", "Prose", "SentenceField", "TextField", "Tick"]


class Prose(QPlainTextEdit):
    """Several lines of plain text that grow with their words; Tab goes on to the next field."""

    def __init__(self, lines: int, most: int, *, spelt: bool = True) -> None:
        super().__init__()
        self._lines, self._most = lines, most
        self.setFont(font("note"))
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(4)
        self.spelled = Spelled(self, on=spelt)
        self.textChanged.connect(self._grow)
        self._grow()

    def _grow(self) -> None:
        # QPlainTextDocumentLayout counts its height in lines, not in pixels.
        rows = int(self.document().documentLayout().documentSize().height())
        shown = max(self._lines, min(rows, self._most))
        self.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAsNeeded if rows > self._most else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        height = shown * QFontMetrics(self.font()).lineSpacing() + 28
        if height != self.height():
            self.setFixedHeight(height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other width, other lines."""
        super().resizeEvent(event)
        self._grow()
        self.spelled.soon()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Only the words of what is pasted or dropped."""
        words = words_of(source)
        if words:  # a picture over chosen words takes none of them away
            self.textCursor().insertText(words)
            self.ensureCursorVisible()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Only words."""
        return has_words(source)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """With what can be done about a word."""
        self.spelled.open_menu(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The menu by key, which not every system asks for by itself."""
        if asks_for_menu(event):
            self.spelled.open_menu()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The last word is finished too."""
        super().focusOutEvent(event)
        self.spelled.soon()

    def changeEvent(self, event: QEvent) -> None:
        """Another look, another line under a word."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.spelled.soon()


class SentenceField(LineField):
    """One line that holds a sentence and not a name, a number or a day: its spelling is looked at."""

    def make_line(self) -> QLineEdit:
        """An entry that marks words."""
        return SpelledLine()


class TextField(Field):
    """Prose in a box that grows from `lines` up to `most` lines; one that is not `spelt` holds addresses, not sentences."""

    def __init__(self, words: str, help_words: str = "", text: str = "", lines: int = 3, most: int = 12, *, spelt: bool = True) -> None:
        super().__init__(words, help_words)
        self.prose = Prose(lines, most, spelt=spelt)
        self._quiet = False
        self.set_text(text)
        self.prose.textChanged.connect(self._tell)
        self.set_editor(self.prose)

    def _tell(self) -> None:
        if not self._quiet:
            self.edited.emit(self.text())

    def text(self) -> str:
        """What is typed."""
        return text_of(self.prose.document())

    def set_text(self, text: str) -> None:
        """Set from the program, without a signal; where the text is the same, cursor and undo stay."""
        if text == self.text():
            return
        self._quiet = True
        self.prose.setPlainText(text)
        self.prose.moveCursor(QTextCursor.MoveOperation.End)
        self._quiet = False


class ChoiceField(Field):
    """One of a few: radio buttons that wrap. `choices` are key and words; `edited` tells the key."""

    def __init__(self, words: str, choices: Sequence[tuple[str, str]], help_words: str = "", chosen: str = "") -> None:
        super().__init__(words, help_words)
        self._radios = {key: Radio(said) for key, said in choices}
        self._group = QButtonGroup(self)
        for key, radio in self._radios.items():
            self._group.addButton(radio)
            radio.clicked.connect(lambda _checked=False, key=key: self.edited.emit(key))
        row = ButtonRow(*self._radios.values())
        self.set_editor(row)
        self.setFocusProxy(next(iter(self._radios.values()), row))
        self.set_text(chosen)

    def _describe(self) -> None:
        super()._describe()
        for radio in self._radios.values():
            radio.setAccessibleDescription(f"{self.label.text()}. {self.help()} {self.trouble()}".strip())

    def text(self) -> str:
        """The key of what is chosen; empty for none."""
        return next((key for key, radio in self._radios.items() if radio.isChecked()), "")

    def set_text(self, key: str) -> None:
        """Choose from the program, without a signal; an unknown key chooses none."""
        self._group.setExclusive(False)
        for own, radio in self._radios.items():
            radio.setChecked(own == key)
        self._group.setExclusive(True)


class ListField(Field):
    """One of many: a drop-down. `choices` are key and words; `edited` tells the key."""

    def __init__(self, words: str, choices: Sequence[tuple[str, str]], help_words: str = "", chosen: str = "", width: int = 0) -> None:
        super().__init__(words, help_words)
        self.combo = Combo()
        if width:
            self.combo.setMaximumWidth(width)
        for key, said in choices:
            self.combo.addItem(said, key)
        self.set_text(chosen)
        self.combo.activated.connect(lambda _index: self.edited.emit(self.text()))
        self.set_editor(self.combo)

    def text(self) -> str:
        """The key of what is chosen; empty for none."""
        return str(self.combo.currentData() or "")

    def set_text(self, key: str) -> None:
        """Choose from the program, without a signal."""
        self.combo.setCurrentIndex(self.combo.findData(key))
