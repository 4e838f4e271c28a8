"""One sheet that is typed in: its fields one after the other, what is marked blank or unreadable, and that it did not come out. By keys alone.

Knows no other sheet: it tells when this one is in.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from facilitator_app import calendar
from facilitator_app.language import word, words
from facilitator_app.records import PassedOn
from facilitator_app.records.passing_on import Act
from facilitator_app.records.record import Choice, Id, Record, compartment_name
from facilitator_app.records.sheets_out import Became, became_of, name_of
from facilitator_app.records.visit_sheet import FOLLOW_UP, SAFETY
from facilitator_app.ui.editors import Editor
from facilitator_app.ui.form import Form
from facilitator_app.ui.page import Page
from facilitator_app.ui.pages.read_tick import ReadBackTick
from facilitator_app.ui.parts.buttons import ButtonRow, link_button, quiet_button
from facilitator_app.ui.parts.columns import Column
from facilitator_app.ui.parts.fields import ChoiceField, SentenceField, TextField
from facilitator_app.ui.parts.numbered import BesidePaper, NumberedSheet
from facilitator_app.ui.parts.owner import OwnerWords, Shape
from facilitator_app.ui.parts.picks import Radio, Tick
from facilitator_app.ui.parts.words import body, label
from facilitator_app.workbook import back_from_paper
from facilitator_app.workbook.back_from_paper import Back, Sheet
from facilitator_app.workbook.read_on_paper import no_to, yes_to
from facilitator_app.workbook.typing_in import HEAR, PRINT, READ, TEXT, TICKED, UNSURE, WENT, YES_NO, Asked

_YES_NO = (("given", "Said yes"), ("declined", "Said no"))
_TICKED = (("yes", "Ticked"), ("no", "Not ticked"))
_WENT = ("done", "partly", "not_done", "cannot_say")  # as they stand on the sheet
_LINES = 5
_MOST_SHOWN = 90  # letters of what is typed, beside its line
_BLANK, _UNREAD, _NOT_OUT = "Left blank", "Cannot read", "Did not come out"
_NEXT, _IN_A_NOTE = "Enter: the next line.", " Shift and Enter: a new line in the note. Alt+T: we talked about it."


@dataclass(slots=True)
class _Step:
    """One field of the sheet on the screen, with what stands around it."""

    asked: Asked
    editor: Editor | None  # none where it is written down already
    shown: Column = field(default_factory=Column)
    tick: Tick | None = None

    @property
    def filled(self) -> bool:
        """Whether something is typed, or nothing has to be."""
        return self.editor is None or bool(self.editor.text().strip())


class TypedSheet(QObject):
    """The fields of one sheet beside its paper. `page` holds their forms, which are left with it."""

    done = Signal()

    def __init__(self, page: Page, found: Back, sheet: Sheet, name: str, shape: Shape) -> None:
        super().__init__(page)
        self._page, self._found, self._sheet, self._name = page, found, sheet, name
        account = sheet.account
        self._marks = {"blank": list(account.blank), "unread": list(account.unread)}
        self._not_out, self._became = account.became == Became.NOT_OUT.value, str(account.became)
        self._by_record: dict[Id, Form] = {}
        self._account = self._form(account)
        for mark in self._marks:
            self._bind_mark(mark)
        self._account.bind("became", lambda: Choice(self._became))
        self.paper = NumberedSheet(name_of(sheet.record), word("sheet_form", sheet.record.form), [said for _, said in sheet.lines])
        self.body = BesidePaper(self.paper)
        self._ticked = set(found.meeting.talked_about)
        self._head(shape)
        self._read_ticks: dict[str, ReadBackTick] = {}
        self._made: list[_Step] = []  # those that stand before the one that is made
        for asked in sheet.asked:
            self._made.append(self._step(asked))
        self._steps = self._made
        for step in self._steps:
            self.body.second.add(step.shown, out=True)
        self._where()
        self._keys()
        self._at = next((at for at, step in enumerate(self._steps) if self._is_open(step)), 0)
        self.show_step()

    def _bind_mark(self, mark: str) -> None:
        self._account.bind(mark, lambda: list(self._marks[mark]))

    def _head(self, shape: Shape) -> None:
        """When it was written, when it is typed, whose it is; and of the sheet before, whose words it holds."""
        found, column = self._found, self.body.second
        now, meeting = self._page.book.clock.now(), found.meeting
        written = " ".join(filter(None, (calendar.said(meeting.day, now.date()), meeting.at)))
        said = f"Written {written}. " if written else ""
        if found.before is not None:
            whose = f"{name_of(found.before)} is in. It holds {self._name}’s words: {self._name} only."
            if became_of(found.file, found.before) is Became.NOT_OUT:
                whose = f"{name_of(found.before)} did not come out. It may hold {self._name}’s words, and nobody else’s."
            column.add(body(whose, "soft"))
        column.add(body(f"{said}Typed now, {now:%H:%M}. Both are kept."), before=6 if found.before else 0)
        column.add(OwnerWords(shape, f"{self._name} only", f"sheet {name_of(self._sheet.record)}"), before=8)
        if said := _GOES_TO.get(str(self._sheet.record.form), ""):
            column.add(body(said, "soft"), before=6)

    def _form(self, record: Record) -> Form:
        if record.id not in self._by_record:
            where = compartment_name(type(record), self._found.file.id, str(getattr(record, "person", "")))
            self._by_record[record.id] = self._page.form(self._found.file, record, where)
        return self._by_record[record.id]

    def _step(self, asked: Asked) -> _Step:
        title = f"{asked.number}  {asked.label}"
        form = self._form(asked.record)
        both = form.both(asked.field)
        if asked.known or both is not None:
            step = _Step(asked, None)
            step.shown.add(body(title, weight=600), before=18)
            step.shown.add(both or body(asked.known, "soft"), before=6)
            return step
        if asked.kind == READ and isinstance(asked.record, PassedOn):
            editor: Editor = self._read_back(asked, asked.record, form)
        else:
            editor = self._choice(asked, form) if asked.kind in _CHOSEN else self._words(asked, form)
        editor.set_label(title)
        editor.edited.connect(lambda _: self._typed(asked))
        step = _Step(asked, editor)
        step.shown.add(editor, before=18)
        for entry in _entries(editor):
            entry.installEventFilter(self)
        if asked.kind == TEXT:
            step.tick = self._tick(asked)
            step.shown.add(step.tick, before=10)
        return step

    def _words(self, asked: Asked, form: Form) -> Editor:
        if asked.field == "received" and isinstance(asked.record, PassedOn):
            heard = SentenceField(asked.label, "A few words.")
            heard.setObjectName(f"passed_on.received.{asked.record.id}")
            heard.set_text(asked.record.received.how)
            form.bind("received", lambda: self._act(heard.text().strip()) if heard.text().strip() else Act())
            heard.edited.connect(lambda _: form.touch("received"))
            return heard
        if asked.kind != TEXT:
            return form.editor(asked.field)
        editor = TextField(asked.label, "", str(getattr(asked.record, asked.field)), lines=_LINES)  # as many as are on the paper
        editor.setObjectName(f"{asked.record.kind}.{asked.field}.{asked.line}")
        form.bind(asked.field, editor.text)
        editor.edited.connect(lambda _: form.touch(asked.field))
        return editor

    def _read_back(self, asked: Asked, item: PassedOn, form: Form) -> ChoiceField:
        """The square beside the words that are typed just before it."""
        typed = next(step.editor for step in reversed(self._made) if step.asked.line == asked.line and step.editor is not None)
        book, meeting, sheet = self._page.book, self._found.meeting, self._sheet.record
        case, me = book.whole_case(self._found.file.id), book.me().name
        tick = ReadBackTick(
            asked, item, form, typed, lambda said: yes_to(case, meeting, sheet, said, me), lambda: no_to(meeting, sheet, me), self
        )
        self._read_ticks[asked.line] = tick
        return tick.field

    def _choice(self, asked: Asked, form: Form) -> ChoiceField:
        choices = _CHOSEN[asked.kind]()
        value = getattr(asked.record, asked.field)
        made = ChoiceField(asked.label, choices, "", ("yes" if value else "") if asked.kind == TICKED else str(value))
        made.setObjectName(f"{asked.record.kind}.{asked.field}.{asked.line}")
        form.bind(asked.field, lambda: made.text() == "yes" if asked.kind == TICKED else Choice(made.text()))
        names = [asked.field]
        if asked.kind == HEAR:
            here = f"sheet {name_of(self._sheet.record)}"
            form.bind("offered", lambda: self._act(here))
            form.bind("given", lambda: self._act(here) if made.text() == "now" else Act())
            names += ["offered", "given"]

        def chosen(_: str) -> None:
            for name in names:
                form.touch(name)

        made.edited.connect(chosen)
        return made

    def _lapse(self, line: str = "") -> None:
        """A tick no longer counts, of one line or of all: what it stands beside cannot be read, or did not come out."""
        for name, tick in self._read_ticks.items():
            if line in ("", name):
                tick.lapse()

    def _act(self, how: str) -> Act:
        """What happened at the visit, on its day."""
        return Act(on=self._found.meeting.day, by=self._page.book.me().name, how=how)

    def _tick(self, asked: Asked) -> Tick:
        """The square that is on the paper beside the topic."""
        tick = Tick("We talked about it", ticked=asked.line in self._ticked)
        meeting = self._form(self._found.meeting)
        tick.setEnabled(not meeting.has_two_versions("talked_about"))
        meeting.bind("talked_about", lambda: back_from_paper.in_order(self._ticked))

        def ticked(on: bool) -> None:  # noqa: FBT001 - a signal's argument
            (self._ticked.add if on else self._ticked.discard)(asked.line)
            meeting.touch("talked_about")

        tick.clicked.connect(ticked)
        tick.installEventFilter(self)
        return tick

    def _where(self) -> None:
        """Where a sheet is that did not come out."""
        editor = self._account.editor("where_now")
        editor.set_label(f"Where is {name_of(self._sheet.record)} now?")
        for entry in _entries(editor):
            entry.installEventFilter(self)
        came = link_button("It came out after all")
        came.clicked.connect(lambda: self._say_not_out(not_out=False))
        self._where_editor, self._where_shown = editor, Column()
        self._where_shown.add(editor, before=18)
        self._where_shown.add(came, before=8)
        self.body.second.add(self._where_shown, out=True)

    def _keys(self) -> None:
        acts = (
            (_BLANK, "Alt+1", lambda: self._mark("blank")),
            (_UNREAD, "Alt+2", lambda: self._mark("unread")),
            (_NOT_OUT, "Alt+3", lambda: self._say_not_out(not_out=True)),
        )
        buttons = []
        for said, key, act in acts:
            button = quiet_button(f"{said}, {key}", said)
            button.clicked.connect(act)
            buttons.append(button)
            QShortcut(QKeySequence(key), self.body, context=Qt.ShortcutContext.WidgetWithChildrenShortcut).activated.connect(act)
        for key, act in (("Alt+T", self._turn_tick), ("Alt+Up", lambda: self._go(-1)), ("Alt+Down", lambda: self._go(1))):
            QShortcut(QKeySequence(key), self.body, context=Qt.ShortcutContext.WidgetWithChildrenShortcut).activated.connect(act)
        self._marking = ButtonRow(*buttons)
        self.body.second.add(self._marking, before=18)
        all_blank = link_button("All that is left of this sheet is blank")
        all_blank.clicked.connect(self._rest_is_blank)
        self._all_blank = all_blank
        self.body.second.add(all_blank, before=10)
        self._hint = label("", "soft")
        self.body.second.add(self._hint, before=14)

    # Moving -------------------------------------------------------------------------------------------------------------------

    def _is_open(self, step: _Step) -> bool:
        """Whether a field still waits: nothing typed, and its line marked neither blank nor unreadable."""
        return not step.filled and not self._marked(step.asked.line)

    def _marked(self, line: str) -> str:
        return _BLANK if line in self._marks["blank"] else "Cannot be read" if line in self._marks["unread"] else ""

    def _typed(self, asked: Asked) -> None:
        """Words take a mark away; a square that was not ticked is one that was left blank."""
        for name, lines in self._marks.items():
            if asked.line in lines:
                lines.remove(asked.line)
                self._account.touch(name)
        step = next((one for one in self._steps if one.asked is asked), None)
        if asked.kind == TICKED and step is not None and step.editor is not None and step.editor.text() == "no":
            self._marks["blank"].append(asked.line)
            self._account.touch("blank")
        self._show_states()

    def show_step(self) -> None:
        """The field that is typed now, alone; or, of a sheet that did not come out, where it is."""
        for at, step in enumerate(self._steps):
            step.shown.setVisible(at == self._at and not self._not_out)
        self._where_shown.setVisible(self._not_out)
        self._marking.setVisible(not self._not_out)
        self._all_blank.setVisible(not self._not_out)
        is_note = not self._not_out and self._at < len(self._steps) and self._steps[self._at].tick is not None
        self._hint.setText(_NEXT + (_IN_A_NOTE if is_note else ""))
        self._show_states()
        self.body.fit()

    def _show_states(self) -> None:
        codes = [code for code, _ in self._sheet.lines]
        states = []
        for code in codes:
            mine = [step for step in self._steps if step.asked.line == code]
            known = next((step.asked.known for step in mine if step.asked.known), "")
            typed = " · ".join(filter(None, (_shown(step.editor) for step in mine)))
            states.append("Did not come out" if self._not_out else ", ".join(filter(None, (self._marked(code), typed))) or known)
        self.paper.show_states(states, -1 if self._not_out else codes.index(self._steps[self._at].asked.line))

    def focus(self) -> None:
        """Puts the cursor where the next word goes."""
        editor = self._where_editor if self._not_out else self._steps[self._at].editor
        if editor is not None:
            editor.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.body.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go(self, by: int) -> None:
        if not self._not_out and 0 <= self._at + by < len(self._steps):
            self._at += by
            self.show_step()
            self.focus()

    def _next(self) -> None:
        """Enter: the next field; after the last the next sheet."""
        if self._not_out or self._at + 1 == len(self._steps):
            self.finish()
        else:
            self._go(1)

    def _mark(self, name: str) -> None:
        """The whole line, and on to the next one. What is typed in it stays: words are not taken away by a key."""
        step = self._steps[self._at]
        mine = [one for one in self._steps if one.asked.line == step.asked.line]
        if step.editor is None:
            self._next()
            return
        if self._not_out:
            return
        if name == "blank" and any(one.filled and one.editor is not None for one in mine):
            self._page.said.emit("Something is typed in this line. Take it out first.")
            return
        other = "unread" if name == "blank" else "blank"
        for marks in (name, other):
            self._marks[marks] = [line for line in self._marks[marks] if line != step.asked.line]
            self._account.touch(marks)
        self._marks[name].append(step.asked.line)
        if name == "unread":
            self._lapse(step.asked.line)
        after = next((at for at in range(self._at + 1, len(self._steps)) if self._steps[at].asked.line != step.asked.line), None)
        if after is None:
            self._show_states()
            self.finish()
        else:
            self._go(after - self._at)

    def _rest_is_blank(self) -> None:
        for step in self._steps:
            if self._is_open(step) and step.asked.line not in self._marks["blank"]:
                mine = [one for one in self._steps if one.asked.line == step.asked.line]
                if not any(one.filled and one.editor for one in mine):
                    self._marks["blank"].append(step.asked.line)
        self._account.touch("blank")
        self.finish()

    def _say_not_out(self, *, not_out: bool) -> None:
        self._not_out = not_out
        if not_out:
            self._lapse()
        else:
            self._became = ""
            self._account.touch("became")
        self.show_step()
        self.focus()

    def _turn_tick(self) -> None:
        tick = self._steps[self._at].tick
        if tick is not None and not self._not_out:
            tick.click()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes on, from whatever field; Shift and Enter is a new line of a note."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                return False
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                if isinstance(watched, QPlainTextEdit):
                    watched.insertPlainText("\n")
                return True
            self._next()
            return True
        return super().eventFilter(watched, event)

    # The end of it --------------------------------------------------------------------------------------------------------------

    def finish(self) -> None:
        """What became of it is kept, and the next one can come; where a line is still open, that line first."""
        if self._not_out:
            self._became = Became.NOT_OUT.value
        else:
            if any(step.asked.later for step in self._steps):  # the sheet is not in yet: it waits for the lines that are typed another time
                self.done.emit()
                return
            open_line = next((at for at, step in enumerate(self._steps) if self._is_open(step) and not self._half_typed(step)), None)
            if open_line is not None:
                self._go(open_line - self._at)
                self._page.said.emit(f"Line {self._steps[open_line].asked.number} is empty. Alt+1 left blank, Alt+2 cannot read.")
                return
            typed = any(step.filled for step in self._steps)
            self._became = (Became.TYPED if typed else Became.UNREADABLE if self._marks["unread"] else Became.BLANK).value
        self._account.touch("became")
        self.done.emit()

    def _half_typed(self, step: _Step) -> bool:
        """Whether another field of the same line is typed: a promise without a day is one."""
        return any(one.filled and one.editor is not None for one in self._steps if one.asked.line == step.asked.line)


_CHOSEN: dict[str, Callable[[], tuple[tuple[str, str], ...]]] = {
    YES_NO: lambda: _YES_NO,
    HEAR: lambda: tuple(words("hear").items()),
    TICKED: lambda: _TICKED,
    UNSURE: lambda: tuple(words("yes_no_unsure").items()),
    PRINT: lambda: tuple(words("format").items()),
    WENT: lambda: tuple((key, word("term_status", key)) for key in _WENT),
}
_GOES_TO = {
    SAFETY: "The answers go to the six safety questions, for facilitators. The most careful answer of everybody counts.",
    FOLLOW_UP: "How a line goes stands with the agreement, beside what others said of it.",
}


def _shown(editor: Editor | None) -> str:
    """What is typed, or chosen, in a few words: it stands beside its line on the paper."""
    if editor is None:
        return ""
    if isinstance(editor, ChoiceField):
        return next((radio.accessibleName() for radio in editor.findChildren(Radio) if radio.isChecked()), "")
    words = " ".join(editor.text().split())
    return words if len(words) <= _MOST_SHOWN else words[:_MOST_SHOWN].rsplit(" ", 1)[0] + " …"


def _entries(editor: Editor) -> list[QWidget]:
    """What takes the keys in a field."""
    if isinstance(editor, TextField):
        return [editor.prose]
    if isinstance(editor, ChoiceField):
        return list(editor.findChildren(Radio))
    return [editor.line] if hasattr(editor, "line") else []
