"""Fields of one line: the label above, the editor, help under it, and what went wrong under that. Knows no record and checks nothing.

The unlock screen has these and no others; the rest are in `fields`, so that their classes are not made before it is painted.
"""

from functools import cached_property

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from facilitator_app.ui.look import font
from facilitator_app.ui.parts.buttons import Button
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
        self.label = Words(words, "body", weight=600)  # nobody selects a label, and to be selectable costs more than all else of it
        self.down.addWidget(self.label)
        # Made where there is something to say: most fields never say either, and a page has many fields.
        self._help: Words | None = label(help_words, role="soft") if help_words else None
        self._trouble: IconWords | None = None
        self._editor: QWidget | None = None
        self._why_not = ""

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

    def lock(self, why: QWidget, said: str) -> None:
        """What stands here is shown, and nobody types into it; `why` says so under it, and `said` says it to a screen reader."""
        self._why_not = said
        if self._editor is not None:
            read_only = getattr(self._editor, "setReadOnly", None)  # a text can still be read and copied; a choice has nothing to copy
            if read_only is not None:
                read_only(True)
            else:
                self._editor.setEnabled(False)
                self.setFocusProxy(why)
        self.down.addWidget(why)
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
            self._editor.setAccessibleDescription(" ".join(part for part in (self._why_not, self.trouble(), self.help()) if part))


class LineField(Field):
    """One line of text, 44 px high."""

    entered = Signal()

    def __init__(self, words: str, help_words: str = "", text: str = "", width: int = 0) -> None:
        super().__init__(words, help_words)
        self.line = self.make_line()
        self.line.setText(text)
        self.line.setFont(font("note"))
        if width:  # a field as wide as what belongs in it says what belongs in it
            self.line.setMaximumWidth(width)
        self.line.textEdited.connect(self.edited)
        self.line.returnPressed.connect(self.entered)
        self.set_editor(self.line)

    def make_line(self) -> QLineEdit:
        """The entry itself."""
        from facilitator_app.ui.parts.line import Line  # noqa: PLC0415 - the unlock screen asks for a passphrase, which is not one

        return Line()

    def text(self) -> str:
        """What is typed."""
        return self.line.text()

    def set_text(self, text: str) -> None:
        """Set from the program; where the text is the same, cursor and undo stay."""
        if text != self.line.text():
            self.line.setText(text)


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
        self.set_editor(self.line, line)

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
                self._say_caps(on=False)  # it has just been turned over: the next letter will tell
            elif len(typed) == 1 and typed.isalpha() and typed.lower() != typed.upper():
                self._say_caps(on=typed.isupper() != shift)
        return super().eventFilter(watched, event)

    @cached_property
    def caps(self) -> IconWords:
        """The sentence; made when it is said first, since most people never see it."""
        made = IconWords("info", body("Caps lock is on.", role="care"), role="care")
        made.hide()
        self.down.insertWidget(2, made)
        return made

    def _say_caps(self, *, on: bool) -> None:
        if on or "caps" in vars(self):
            self.caps.setVisible(on)
