"""One guide of one's own: its words at the left, plain text that shows what each line is; at the right how it will look in the room."""

from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from facilitator_app.records import OwnGuide
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import NOBODY
from facilitator_app.ui.look import current
from facilitator_app.ui.page import Page
from facilitator_app.ui.pages.guide_preview import Preview
from facilitator_app.ui.parts.buttons import ButtonRow, quiet_button
from facilitator_app.ui.parts.fields import LineField
from facilitator_app.ui.parts.halves import Halves
from facilitator_app.ui.parts.owner import Shape
from facilitator_app.ui.parts.words import label
from facilitator_app.ui.parts.writing import Writing
from facilitator_app.ui.place import Place
from facilitator_app.workbook import guides
from facilitator_app.workbook.guide_parts import PLACES, said_for
from facilitator_app.workbook.guide_reading import Sort, look_through, sort_of

_SHOW_AFTER_MS = 120
_LEAST_HEIGHT = 230  # at 1093 by 535 the page need not scroll, and at 200% six lines can be read
_STAGE = "\n## A new stage\n\nWhat this part is for.\n\nMinutes: 5\nSpeaks: everybody\n\n- What would you ask?\n"
_PUT_IN = (
    ("A stage", _STAGE),
    ("A question", "\n- "),
    ("If it stops", "\n  - "),
    ("For your eyes", "\n  > "),
)
_UNDER = "## begins a stage, - a question; ** stand around what must be said. Under a question, - is asked if it stops, > is for your eyes."


class GuidePage(Page):
    """The place's record is the guide. Opened from the list of guides."""

    place_in_rail: ClassVar[str] = "settings"

    def read(self) -> tuple[CaseFile, frozenset[str]]:
        """The service's own records, and the names that no guide should hold."""
        return guides.shared(self.book), guides.names_of_people(self.book)

    def show_read(self, found: tuple[CaseFile, frozenset[str]]) -> None:
        """Name and kind of meeting above, the words and the preview under them."""
        if self.forms:
            return
        file, self._names = found
        own = file.get(OwnGuide, self.place.record)
        if own is None:
            self.go.emit(Place("guides"))
            return
        self.title, self.subtitle, self.main_words = own.name or "A guide with no name yet", "Your own guide", "Done"
        self._own = own
        self._form = self.form(file, own, guides.SERVICE)
        self._compose()
        self.begin_at = lambda: self._writing.setFocus(Qt.FocusReason.OtherFocusReason)

    def _compose(self) -> None:
        self._writing = Writing(Shape.TRIANGLE, "For every case: name nobody here.", _UNDER, "The guide")
        self._writing.setObjectName("guide.words")
        self._writing.setMinimumHeight(_LEAST_HEIGHT)
        self._writing.begin(self._own.words)
        self._colours = _Colours(self._writing.sheet.document())
        self._form.bind("words", self._writing.text)
        self._writing.lock(self._form.both("words"))
        self._halves = Halves(self._left())
        self._preview = Preview()
        self._preview.line_asked.connect(self._go_to_line)
        self._halves.second.add(self._preview, out=True)
        self._under()
        self._soon = QTimer(self, singleShot=True, interval=_SHOW_AFTER_MS)
        self._soon.timeout.connect(self._show_now)
        self._writing.edited.connect(self._typed)
        self._writing.sheet.cursorPositionChanged.connect(self._soon.start)
        self.put_in(self._halves)
        self._show_now()

    def _left(self) -> QWidget:
        left = QWidget()
        down = QVBoxLayout(left)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(12)
        above = QHBoxLayout()
        above.setSpacing(16)
        for name in ("name", "about"):
            editor = self._form.editor(name)
            if isinstance(editor, LineField):
                editor.line.setCursorPosition(0)  # a long line shows how it begins
            above.addWidget(editor, 1, Qt.AlignmentFlag.AlignTop)
        down.addLayout(above)
        down.addWidget(self._writing, 1)
        buttons = []
        for words, text in _PUT_IN:
            button = quiet_button(words, f"Put in: {words}")
            button.clicked.connect(lambda _=False, text=text: self._put(text))
            buttons.append(button)
        down.addWidget(ButtonRow(*buttons))
        return left

    def _under(self) -> None:
        """What stands under the preview: names, and what else can be done with the guide."""
        second = self._halves.second
        second.section("Names")
        second.add(label("Where a name should stand, write one of these. In the room it becomes that person’s name.", "soft"))
        for place, said in PLACES.items():
            second.add(label(f"{{{place}}}   {said_for(said, {})}", "soft"), before=4)
        second.section("This guide")
        out = quiet_button("Write it to a file")
        out.clicked.connect(lambda: self.go.emit(Place("guide_out", NOBODY, self._own.id)))
        gone = bool(self._own.withdrawn_on)
        away = quiet_button("Put it back into the list" if gone else "Take it out of the list")
        away.clicked.connect(lambda: self._take_out(out=not gone))
        second.add(ButtonRow(out, away))

    # Typing -------------------------------------------------------------------------------------------------------------------

    def _typed(self, _: str) -> None:
        self._form.touch("words")
        self._soon.start()

    def _put(self, text: str) -> None:
        """Puts something in under the line in which the cursor is; a stage, after the stage in which it is."""
        sheet = self._writing.sheet
        if sheet.isReadOnly():  # two versions stand here
            return
        cursor = sheet.textCursor()
        if text is _STAGE:
            following = [line for line in look_through(self._writing.text()).begins if line > cursor.blockNumber() + 1]
            cursor.movePosition(QTextCursor.MoveOperation.End)
            if following:
                cursor.setPosition(sheet.document().findBlockByNumber(following[0] - 2).position())
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        cursor.insertText(text)
        sheet.setTextCursor(cursor)
        self._writing.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_to_line(self, line: int) -> None:
        cursor = QTextCursor(self._writing.sheet.document().findBlockByNumber(line - 1))
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        self._writing.sheet.setTextCursor(cursor)
        self._writing.sheet.ensureCursorVisible()
        self._writing.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_now(self) -> None:
        words = self._writing.text()
        reading = look_through(words)
        line = self._writing.sheet.textCursor().blockNumber() + 1
        at = max(0, sum(begins <= line for begins in reading.begins) - 1)
        self._colours.mark(frozenset(unread.line - 1 for unread in reading.unread))
        self._preview.show_reading(reading, guides.name_said(guides.named_in(words, self._names)), at)
        self._halves.fit()

    def _take_out(self, *, out: bool) -> None:
        key = self._own.id
        self.leave()
        self.act(lambda: guides.take_out(self.book, key, out=out), lambda _: self.go.emit(Place("guides")))

    def main_pressed(self) -> None:
        """Back to the list."""
        self.go.emit(Place("guides"))


class _Colours(QSyntaxHighlighter):
    """Shows what each line is: a stage stands out, what is for your eyes only steps back, what cannot be read is underlined on a ground."""

    _unread: frozenset[int] = frozenset()

    def mark(self, unread: frozenset[int]) -> None:
        """The lines, from 0, that cannot be read."""
        changed, self._unread = self._unread ^ unread, unread
        for line in changed:
            self.rehighlightBlock(self.document().findBlockByNumber(line))

    def highlightBlock(self, text: str) -> None:
        """One line."""
        sort, look = sort_of(text), current()
        dress = QTextCharFormat()
        if sort in (Sort.STAGE, Sort.MUST_SAY):
            dress.setFontWeight(QFont.Weight.DemiBold)
        if sort is Sort.STAGE:
            dress.setForeground(look.colour("accent"))
        elif sort in (Sort.CUE, Sort.ABOUT):
            dress.setForeground(look.colour("soft"))
        if self.currentBlock().blockNumber() in self._unread:
            dress.setForeground(look.colour("ink"))
            dress.setBackground(look.colour("caretint"))
            dress.setFontUnderline(True)
        self.setFormat(0, len(text), dress)
