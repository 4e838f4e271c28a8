"""Words that are not in the dictionary, in a field of several lines: a quiet dotted line under them, and what may be done about each.

Only what is in view is looked at, shortly after it changes, so that a note of 50,000 letters costs no more than a short one. The line lies over
the text (Qt's "extra selections") and is no part of it: nothing of it is copied, saved or taken back. Knows no record and keeps no word.
"""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAction, QContextMenuEvent, QTextBlock, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QMenu, QPlainTextEdit, QTextEdit

from facilitator_app.ui.look import current as current_look
from facilitator_app.ui.parts.menus import pop_up
from facilitator_app.ui.spelling import Speller, current

SOON_MS = 60
_MARGIN = 200  # letters beyond what is in view: a word that is cut there is not seen


class Spelled(QObject):
    """Marks one field, and makes its menu. The field tells it of what signals do not say: another size, another look, the focus gone."""

    def __init__(self, edit: QTextEdit | QPlainTextEdit, *, on: bool = True) -> None:
        super().__init__(edit)
        self._edit, self._on = edit, on
        self._typed_at = -1  # where somebody has just typed: a word that is not finished is not wrong
        self._heard: Speller | None = None
        self._marks: list[QTextCursor] = []
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self.mark)
        edit.textChanged.connect(self._typed)
        edit.cursorPositionChanged.connect(self.soon)
        edit.verticalScrollBar().valueChanged.connect(self.soon)

    def soon(self) -> None:
        """Looks again when nothing has changed for a moment."""
        self._soon.start()

    def begin(self) -> None:
        """Another text was put there: nobody has typed any of it."""
        self._typed_at = -1
        self.soon()

    def _typed(self) -> None:
        # What the program puts there was not typed: it leaves the document unmodified.
        self._typed_at = self._edit.textCursor().position() if self._edit.document().isModified() else -1
        self.soon()

    def mark(self) -> None:
        """Draws the line under each word in view that is not known."""
        speller = current()
        if speller is None or not self._on or not self._edit.isVisible() or self._edit.document().isEmpty():
            self._show([])
            return
        if speller is not self._heard:
            self._heard = speller
            speller.changed.connect(self.soon)
        speller.needed()
        first, last = self._view()
        self._show([place for block in self._blocks(first, last) for place in self._unknown_in(block, first, last, speller)])

    def marked(self) -> list[str]:
        """The words that have a line under them now."""
        return [mark.selectedText() for mark in self._marks]

    def _view(self) -> tuple[int, int]:
        """Where what can be seen begins and ends."""
        room = self._edit.viewport().rect()
        return self._edit.cursorForPosition(room.topLeft()).position(), self._edit.cursorForPosition(room.bottomRight()).position()

    def _blocks(self, first: int, last: int) -> Iterator[QTextBlock]:
        block = self._edit.document().findBlock(first)
        while block.isValid() and block.position() <= last:
            yield block
            block = block.next()

    def _unknown_in(self, block: QTextBlock, first: int, last: int, speller: Speller) -> list[tuple[int, int]]:
        piece = _Piece(block, first - _MARGIN, last + _MARGIN)
        found = [(piece.place(word.start), piece.place(word.end)) for word in speller.unknown(piece.text)]
        here = self._edit.textCursor().position() if self._edit.hasFocus() else -1
        return [(start, end) for start, end in found if not (start <= here <= end and start <= self._typed_at <= end)]

    def _show(self, places: list[tuple[int, int]]) -> None:
        dotted = QTextCharFormat()
        dotted.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        dotted.setUnderlineColor(current_look().colour("soft"))
        self._marks = [self._choose(start, end) for start, end in places]
        lines = []
        for mark in self._marks:
            line = QTextEdit.ExtraSelection()
            line.cursor = mark
            line.format = dotted
            lines.append(line)
        self._edit.setExtraSelections(lines)

    def _choose(self, start: int, end: int) -> QTextCursor:
        cursor = QTextCursor(self._edit.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def open_menu(self, event: QContextMenuEvent | None = None) -> None:
        """The menu of the field, with what can be done about the word under the pointer, or at the cursor if a key has asked."""
        by_key = event is None or event.reason() == QContextMenuEvent.Reason.Keyboard
        cursor = self._edit.textCursor() if event is None or by_key else self._edit.cursorForPosition(event.pos())
        menu = self._edit.createStandardContextMenu()
        speller = current()
        if speller is not None and self._on and not self._edit.isReadOnly():
            piece = _Piece(cursor.block(), cursor.position() - _MARGIN, cursor.position() + _MARGIN)
            word = speller.at(piece.text, piece.letter(cursor.position()))
            if word is not None:
                chosen = self._choose(piece.place(word.start), piece.place(word.end))
                add_to(menu, speller, word.word, lambda better: self._replace(chosen, better))
        below = self._edit.viewport().mapToGlobal(self._edit.cursorRect().bottomLeft())
        pop_up(menu, below if event is None or by_key else event.globalPos(), by_key=by_key)

    def _replace(self, chosen: QTextCursor, better: str) -> None:
        chosen.insertText(better)
        self._edit.setTextCursor(chosen)
        self._typed_at = -1  # it was chosen and not typed


class _Piece:
    """A part of a paragraph. Qt counts UTF-16 units, Python counts characters: a smiling face is two and one."""

    def __init__(self, block: QTextBlock, first: int, last: int) -> None:
        whole = block.text().encode("utf-16-le", "surrogatepass")
        self._from = max(0, min(first - block.position(), len(whole) // 2))
        until = max(0, min(last - block.position(), len(whole) // 2))
        self.text = whole[2 * self._from : 2 * until].decode("utf-16-le", "replace")
        self._start = block.position() + self._from
        self._plain = len(self.text) == until - self._from

    def place(self, letter: int) -> int:
        """Where in the document a letter of the piece stands."""
        return self._start + (letter if self._plain else len(self.text[:letter].encode("utf-16-le")) // 2)

    def letter(self, place: int) -> int:
        """Which letter of the piece stands at a place of the document."""
        units = place - self._start
        return units if self._plain else len(self.text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore"))


def add_to(menu: QMenu, speller: Speller, word: str, replace: Callable[[str], None]) -> None:
    """Puts before the rest of a menu what can be done about a word: nothing for one that every dictionary has."""
    if speller.is_known(word):
        if speller.can_take_out(word):
            _first(menu, (f"Take “{word}” out of the workbook’s words", lambda: speller.take_out(word)))
        return
    better = speller.offered(word)
    nothing: list[tuple[str, Callable[[], None] | None]] = [] if better else [("No suggestion", None)]
    _first(
        menu,
        *((one, lambda one=one: replace(one)) for one in better),
        *nothing,
        (f"Add “{word}” to the workbook’s words", lambda: speller.add(word)),
        ("Not now", lambda: speller.pass_over(word)),
    )


def _first(menu: QMenu, *entries: tuple[str, Callable[[], None] | None]) -> None:
    before = menu.actions()[0]  # the menu of a field is never empty
    for words, act in entries:
        action = QAction(words.replace("&", "&&"), menu)
        action.setEnabled(act is not None)
        if act is not None:
            action.triggered.connect(lambda _checked=False, act=act: act())
        menu.insertAction(before, action)
    menu.insertSeparator(before)
