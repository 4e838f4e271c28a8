"""Fields to fill in: the label above, the editor, help under it, and what went wrong under that. Knows no record and checks nothing."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from facilitator_app.ui.look import font
from facilitator_app.ui.parts.buttons import Button, ButtonRow
from facilitator_app.ui.parts.picks import Combo, Radio, Tick

__all__ = ["ChoiceField", "Field", "LineField", "ListField", "PassphraseField", "Prose", "TextField", "Tick"]
from facilitator_app.ui.parts.words import IconWords, Words, body, label


class Field(QWidget):
    """What all fields share: label, place for the editor, help, trouble. `edited` tells the text as it stands."""

    edited = Signal(str)

    def __init__(self, words: str, help_words: str = "") -> None:
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.down = QVBoxLayout(self)
        self.down.setContentsMargins(0, 0, 0, 0)
        self.down.setSpacing(6)
        self.label: Words = body(words, weight=600)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.down.addWidget(self.label)
        # Made where there is something to say: most fields never say either, and a page has many fields.
        self._help: Words | None = label(help_words, role="soft") if help_words else None
        self._trouble: IconWords | None = None
        self._editor: QWidget | None = None

    def set_editor(self, editor: QWidget, line: QWidget | None = None) -> None:
        """Take the editor (inside `line`, if something stands beside it) and name it for a screen reader."""
        self._editor = editor
        self.down.addWidget(line or editor)
        if self._help is not None:
            self.down.addWidget(self._help)
        self.label.setBuddy(editor)
        self.setFocusProxy(editor)
        self._describe()

    def set_label(self, words: str) -> None:
        """Other words above the field than its declaration's."""
        self.label.setText(words)
        self._describe()

    def set_help(self, words: str) -> None:
        """The sentence under the field."""
        if self._help is None and words:
            self._help = label("", role="soft")
            self.down.insertWidget(self.down.count() - (self._trouble is not None), self._help)
        if self._help is not None:
            self._help.setText(words)
            self._help.setVisible(bool(words))
        self._describe()

    def set_trouble(self, words: str) -> None:
        """What went wrong and what to do; empty takes it away. The text stays as it was typed."""
        if self._trouble is None and words:
            self._trouble = IconWords("info", body("", role="care"), role="care")
            self.down.addWidget(self._trouble)
        if self._trouble is not None:
            self._trouble.words.setText(words)
            self._trouble.setVisible(bool(words))
        self._describe()

    def trouble(self) -> str:
        """What stands there now."""
        return self._trouble.words.text() if self._trouble is not None else ""

    def help(self) -> str:
        """The sentence under the field, as it stands now."""
        return self._help.text() if self._help is not None else ""

    def _describe(self) -> None:
        if self._editor is not None:
            self._editor.setAccessibleName(self.label.text())
            self._editor.setAccessibleDescription(" ".join(part for part in (self.trouble(), self.help()) if part))


class LineField(Field):
    """One line of text, 44 px high."""

    entered = Signal()

    def __init__(self, words: str, help_words: str = "", text: str = "", width: int = 0) -> None:
        super().__init__(words, help_words)
        self.line = QLineEdit(text)
        self.line.setFont(font("note"))
        if width:  # a field as wide as what belongs in it says what belongs in it
            self.line.setMaximumWidth(width)
        self.line.textEdited.connect(self.edited)
        self.line.returnPressed.connect(self.entered)
        self.set_editor(self.line)

    def text(self) -> str:
        """What is typed."""
        return self.line.text()

    def set_text(self, text: str) -> None:
        """Set from the program; where the text is the same, cursor and undo stay."""
        if text != self.line.text():
            self.line.setText(text)


class Prose(QPlainTextEdit):
    """Several lines of plain text that grow with their words; Tab goes on to the next field."""

    def __init__(self, lines: int, most: int) -> None:
        super().__init__()
        self._lines, self._most = lines, most
        self.setFont(font("note"))
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(4)
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


class TextField(Field):
    """Prose in a box that grows from `lines` up to `most` lines."""

    def __init__(self, words: str, help_words: str = "", text: str = "", lines: int = 3, most: int = 12) -> None:
        super().__init__(words, help_words)
        self.prose = Prose(lines, most)
        self._quiet = False
        self.set_text(text)
        self.prose.textChanged.connect(self._tell)
        self.set_editor(self.prose)

    def _tell(self) -> None:
        if not self._quiet:
            self.edited.emit(self.text())

    def text(self) -> str:
        """What is typed."""
        return self.prose.toPlainText()

    def set_text(self, text: str) -> None:
        """Set from the program, without a signal; where the text is the same, cursor and undo stay."""
        if text == self.prose.toPlainText():
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


class PassphraseField(Field):
    """A passphrase: Show while it is held, and a sentence when Caps Lock seems to be on."""

    entered = Signal()

    def __init__(self, words: str = "Passphrase", help_words: str = "") -> None:
        super().__init__(words, help_words)
        self.line = QLineEdit()
        self.line.setFont(font("note"))
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
        self.line.textEdited.connect(self.edited)
        self.line.returnPressed.connect(self.entered)
        self.line.installEventFilter(self)
        self.show_button = Button("Show", "quiet", "Show what I typed, while it is held")
        self.show_button.setFixedHeight(44)
        self.show_button.pressed.connect(lambda: self.line.setEchoMode(QLineEdit.EchoMode.Normal))
        self.show_button.released.connect(lambda: self.line.setEchoMode(QLineEdit.EchoMode.Password))
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(10)
        across.addWidget(self.line, 1)
        across.addWidget(self.show_button)
        self.caps = IconWords("info", body("Caps lock is on.", role="care"), role="care")
        self.caps.hide()
        self.set_editor(self.line, line)
        self.down.insertWidget(2, self.caps)

    def text(self) -> str:
        """What is typed."""
        return self.line.text()

    def clear(self) -> None:
        """Forget it."""
        self.line.clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt cannot be asked for Caps Lock; a letter in the wrong case for its Shift key tells."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            typed, shift = event.text(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if event.key() == Qt.Key.Key_CapsLock:
                self.caps.hide()  # it has just been turned over: the next letter will tell
            elif len(typed) == 1 and typed.isalpha() and typed.lower() != typed.upper():
                self.caps.setVisible(typed.isupper() != shift)
        return super().eventFilter(watched, event)
