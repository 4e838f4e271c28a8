"""The room view: Mine, which only the facilitator reads at 60 cm, and Table, which holds the terms and nothing else. Stop in two keys.

On Table no key opens another page: whatever it shows, people read it with you.
"""

from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from facilitator_app.errors import Trouble
from facilitator_app.records import ConferencePlan, GuideRun, PassedOn
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.passing_on import RELEASED, step_of
from facilitator_app.ui.page import Page
from facilitator_app.ui.pages.case import banded, shape
from facilitator_app.ui.pages.prompts import add_prompts
from facilitator_app.ui.parts.buttons import main_button, quiet_button
from facilitator_app.ui.parts.choices import Choice, Choices
from facilitator_app.ui.parts.columns import NARROW_WIDTH, Columns
from facilitator_app.ui.parts.owner import OwnerWords
from facilitator_app.ui.parts.words import Hairline, Words, body, head, label, note, title
from facilitator_app.ui.place import Place
from facilitator_app.wall.day import names_in_guide
from facilitator_app.workbook import conference, guide_planned, table_face
from facilitator_app.workbook.going_ahead import NotWrittenDown
from facilitator_app.workbook.guide_parts import Guide, said_for
from facilitator_app.workbook.workbook import shape_of

_TICK_MS = 10_000
_SIDE_FROM_PX, _STAGES_FROM_PX = 1240, 900  # narrower, the clock stands at the top and a held key covers the prompts; then the stages fold


@dataclass(frozen=True, slots=True, repr=False)
class _Found:
    """What the faces show."""

    file: CaseFile
    plan: ConferencePlan
    run: GuideRun | None
    guide: Guide
    fell_back: str  # what is said where the guide of this meeting is not here
    lines: tuple[table_face.Line, ...]


class RoomPage(Page):
    """One time through a guide. Fills the window: no rail, no strip of the frame."""

    fills_window = True
    stopped = Signal()

    def read(self) -> _Found | None:
        """The plan, the guide and the terms."""
        file = self.book.case(self.place.case)
        plan = file.get(ConferencePlan, self.place.record)
        if plan is None:
            return None
        run = conference.run_of(file, plan.id)
        planned = guide_planned.of_meeting(self.book, file, plan, run)
        return _Found(file, plan, run, planned.guide, planned.said if planned.fell_back else "", table_face.lines(self.book, file))

    def show_read(self, found: _Found | None) -> None:
        """Begins the meeting when it is opened for the first time."""
        if found is None:
            return
        self._found = found
        if found.run is None:
            self.act(lambda: conference.start(self.book, self.place.case, found.plan.id))
            return
        self._stage = min(int(found.run.stage or 0), len(found.guide.stages) - 1)
        if not hasattr(self, "_faces"):
            self._compose()
        self._fill()

    def refused(self, trouble: Trouble) -> None:
        """Something stands before the meeting: it is looked at first."""
        if isinstance(trouble, NotWrittenDown):
            self.go.emit(Place("before", self.place.case, self.place.record, "room"))
        else:
            super().refused(trouble)

    # Faces --------------------------------------------------------------------------------------------------------------------

    def _compose(self) -> None:
        whole = QWidget()
        whole.setObjectName("page")
        whole.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._faces = QStackedLayout(whole)
        self._mine, self._table = QWidget(), QWidget()
        for face in (self._mine, self._table):
            face.setObjectName("page")
            face.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
            self._faces.addWidget(face)
        self._stopping = False
        self._clock = QTimer(self, interval=_TICK_MS)
        self._clock.timeout.connect(self._tell_time)
        self._clock.start()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.put_in(whole)
        self.begin_at = self.setFocus

    def _fill(self) -> None:
        if self._found.run is not None and self._found.run.stopped:
            self._show_stopped()
            return
        self._fill_mine()
        self._fill_table()
        self.setFocus()

    def _fill_mine(self) -> None:
        down = _emptied(self._mine)
        top, self._turn = QHBoxLayout(), quiet_button("Turn to Table   F2")
        top.setContentsMargins(32, 8, 24, 8)
        names = QVBoxLayout()
        names.setSpacing(0)
        wide = self._wide = self.width() >= _STAGES_FROM_PX
        names.addWidget(head("Mine" if wide else self._named(self._found.guide.stages[self._stage].title)))
        said = ("Only you read this side", table_face.kept_off_words(self._found.lines), self._found.fell_back)
        names.addWidget(label(". ".join(filter(None, said)), "soft"))
        top.addLayout(names, 1)
        self._time, self._so_far = head(""), label("", "soft")
        self._beside = self.width() >= _SIDE_FROM_PX
        if not self._beside:
            told = QVBoxLayout()
            told.setSpacing(0)
            told.addWidget(self._time)
            told.addWidget(self._so_far)
            top.addLayout(told, 1)
        self._turn.clicked.connect(self.turn)
        self._turn.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        top.addWidget(self._turn)
        down.addLayout(top)
        down.addWidget(Hairline())
        middle = QHBoxLayout()
        # Without the stages the prompts stand on the strip's edge: what their column keeps by itself is taken off.
        middle.setContentsMargins(22 if wide else 32 - (20 if self.width() < NARROW_WIDTH else 32), 20, 32 if wide else 4, 8)
        middle.setSpacing(40)
        if wide:
            stages = Choices(
                [Choice(str(number), self._named(stage.title)) for number, stage in enumerate(self._found.guide.stages)], str(self._stage)
            )
            stages.setFixedWidth(226)
            stages.chosen.connect(lambda key: self._go_to(int(key)))
            middle.addWidget(stages, 0, Qt.AlignmentFlag.AlignTop)
        holder = QWidget(self._mine)
        self._words = QStackedLayout(holder)
        self._words.addWidget(self._prompts())
        self._held = Columns()  # what a held key shows where nothing stands beside the prompts: it covers them until the key is let go
        self._held.side.hide()
        self._words.addWidget(self._held)
        middle.addWidget(holder, 1)
        down.addLayout(middle, 1)
        down.addWidget(Hairline())
        down.addLayout(self._foot(wide=wide))
        self._tell_time()

    def _foot(self, *, wide: bool) -> QHBoxLayout:
        """The keys, in a line; on a narrow screen only those that nobody may have to look for."""
        foot = QHBoxLayout()
        foot.setContentsMargins(32, 10, 32, 12)
        held = [] if self._beside else [(f"Hold {', '.join(key for key, _, _ in self._private)}", "what they asked for")]
        keys = [("Right, Left", "stage"), ("T", "terms"), ("B", "break"), *held, ("Ctrl+.", "then Enter: stop")]
        for key, words in keys if wide else keys[-2:]:
            foot.addWidget(label(key, weight=600, wrap=False))
            foot.addSpacing(6)
            foot.addWidget(label(words, "soft", wrap=False))
            foot.addSpacing(16)
        foot.addStretch(1)
        self._said = label("No alarm from here: ring 999." if wide else "", "soft", wrap=False)
        foot.addWidget(self._said)
        foot.addSpacing(16)
        following = self._found.guide.stages[self._stage + 1 : self._stage + 2]
        stop = quiet_button("Stop")
        stop.clicked.connect(self._ask_stop)
        buttons = [stop]
        for after in following:
            on = main_button(f"Next: {self._named(after.title)}" if wide else "Next")
            on.clicked.connect(lambda: self._go_to(self._stage + 1))
            buttons.append(on)
        for button in buttons:
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keys stay with the room
            foot.addWidget(button)
            foot.addSpacing(28 if wide else 12)
        return foot

    def _ask_stop(self) -> None:
        """The same two steps as by key: once to ask, and once more."""
        if self._stopping:
            self._stopping = False
            self._stop()
        else:
            self._stopping = True
            self._said.setText("Enter, or Stop once more, stops the meeting. Any other key goes on.")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What stands beside the prompts and what does not, after a turn of the screen."""
        super().resizeEvent(event)
        running = hasattr(self, "_words") and self._found.run is not None and not self._found.run.stopped
        if running and (self._beside != (self.width() >= _SIDE_FROM_PX) or self._wide != (self.width() >= _STAGES_FROM_PX)):
            self._fill()

    def _named(self, words: str) -> str:
        return said_for(words, names_in_guide(self._found.file))

    def _prompts(self) -> QWidget:
        columns = Columns()
        stage = self._found.guide.stages[self._stage]
        columns.text.add(label("Now", "accent", 600))
        add_prompts(columns.text, stage, self._named)
        following = self._found.guide.stages[self._stage + 1 : self._stage + 2]
        for after in following:
            columns.text.add(Hairline(), before=18)
            columns.text.add(label("After this", "soft", 600), before=14)
            for prompt in after.prompts[:3]:
                columns.text.add(body(self._named(prompt.text), "soft"), before=4)
        if self._beside:
            columns.side.add(self._time)
            columns.side.add(self._so_far)
        else:
            columns.side.hide()
        self._private: list[tuple[str, Words, str]] = []
        for person in self._found.file.sides:
            items = [item for item in self._found.file.all(PassedOn) if item.giver == person.id and step_of(item) in RELEASED]
            key = self._free_letter(person.print_name)
            closed = body(f"Hold {key} to see what they asked for", "soft")
            owner = shape(shape_of(self._found.file, person.id))
            if self._beside:
                columns.side.add(banded(owner, OwnerWords(owner, f"{person.print_name} only"), closed), before=18)
            self._private.append((key, closed, "\n".join(f"“{item.words}”" for item in items) or "Nothing was passed on."))
        return columns

    def _free_letter(self, name: str) -> str:
        """The first letter of a name that is no other key of the room and nobody else's."""
        taken = {"T", "B", *(key for key, _, _ in self._private)}
        return next((letter for letter in name.upper() if letter.isalpha() and letter not in taken), "1")

    def _fill_table(self) -> None:
        down = _emptied(self._table)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        sheet = QWidget()
        sheet.setObjectName("page")
        sheet.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        grid = QGridLayout(sheet)
        edge = 72 if self.width() >= _STAGES_FROM_PX else 24
        grid.setContentsMargins(edge, 44, edge, 24)
        grid.setHorizontalSpacing(32)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        grid.addWidget(Words("What we are agreeing", "table_line", "soft"), 0, 0, 1, 2)
        rule = Hairline(2, "ink")
        grid.addWidget(rule, 1, 0, 1, 2)
        grid.setRowMinimumHeight(1, 40)
        if not self._found.lines:
            grid.addWidget(Words("Nothing is written yet.", "table"), 2, 0, 1, 2)
        for row, line in enumerate(self._found.lines):
            grid.addWidget(Words(str(line.number), "table", "accent", wrap=False), 2 + 3 * row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Words(line.what, "table", "soft" if line.kept_off else ""), 2 + 3 * row, 1)
            grid.addWidget(Words(line.who_when, "table_line", "soft"), 3 + 3 * row, 1)
            grid.setRowMinimumHeight(4 + 3 * row, 28)
        grid.setRowStretch(3 * len(self._found.lines) + 5, 1)
        area.setWidget(sheet)
        down.addWidget(area)

    def _tell_time(self) -> None:
        run = self._found.run
        if run is None:
            return
        self._time.setText(f"It is {self.book.clock.now():%H:%M}")
        pause = f". Break since {conference.clock_words(run.break_started)}" if run.break_started else ""
        self._so_far.setText(f"{conference.minutes_so_far(self.book, run)} minutes so far{pause}")

    # Keys ---------------------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Everything in the room is a key."""
        key = event.key()
        if key == Qt.Key.Key_Period and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._stopping = True
            self._said.setText("Enter stops the meeting. Any other key goes on.")
        elif self._stopping:
            self._stopping = False
            self._said.setText("")
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._stop()
        elif key == Qt.Key.Key_F2:
            self.turn()
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            self._go_to(self._stage + (1 if key == Qt.Key.Key_Right else -1))
        elif key == Qt.Key.Key_T:
            if not self.on_table:
                self.to("agreement")
        elif key == Qt.Key.Key_B and self._found.run is not None:
            run = self._found.run
            self.act(lambda: conference.pause(self.book, run))
        elif not event.isAutoRepeat() and self._faces.currentIndex() == 0:
            self._reveal(event.text().upper(), shown=True)
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """What was shown while a key was held closes again."""
        if not event.isAutoRepeat():
            self._reveal(event.text().upper(), shown=False)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Nothing stays open when the keys go elsewhere."""
        self._reveal("", shown=False)
        super().focusOutEvent(event)

    def _reveal(self, key: str, *, shown: bool) -> None:
        for (letter, words, text), person in zip(getattr(self, "_private", []), self._found.file.sides, strict=False):
            if shown and letter == key:
                words.setText(text)
                if not self._beside:
                    owner = shape(shape_of(self._found.file, person.id))
                    self._held.text.clear()
                    self._held.text.add(banded(owner, OwnerWords(owner, f"{person.print_name} only"), note(text)))
                    self._words.setCurrentIndex(1)
            elif not shown:
                words.setText(f"Hold {letter} to see what they asked for")
                self._words.setCurrentIndex(0)

    @property
    def on_table(self) -> bool:
        """Whether people read this screen now."""
        return hasattr(self, "_faces") and self._faces.currentIndex() == 1

    def turn(self) -> None:
        """The other face. Nothing private is ever on Table."""
        self._reveal("", shown=False)
        self._faces.setCurrentIndex(1 - self._faces.currentIndex())

    def _go_to(self, stage: int) -> None:
        run = self._found.run
        if run is not None and 0 <= stage < len(self._found.guide.stages) and stage != self._stage:
            self._stage = stage
            self.act(lambda: conference.go_to(self.book, run, stage))

    def _stop(self) -> None:
        run = self._found.run
        if run is not None:
            self.act(lambda: conference.stop(self.book, self._found.file, run))

    def _show_stopped(self) -> None:
        self._private = []  # nothing is left that a key could open
        run = self._found.run
        down = _emptied(self._mine)
        self._faces.setCurrentIndex(0)
        down.setContentsMargins(64, 64, 64, 64)
        at = conference.clock_words(run.stopped) if run else ""
        down.addWidget(title(f"Stopped at {at}. Everything is kept."))
        down.addWidget(body("Look after people first."))
        down.addStretch(1)
        self.stopped.emit()

    def main_pressed(self) -> None:
        """Ctrl+Enter leaves the room: the meeting has ended, or was stopped."""
        run = self._found.run
        if run is not None and not run.stopped and not run.ended:
            self.act(lambda: conference.end(self.book, self._found.file, run))
        self.go.emit(Place("agreement", self.place.case))


def _emptied(face: QWidget) -> QVBoxLayout:
    """A face without what stood on it."""
    old = face.layout()
    if old is not None:
        QWidget().setLayout(old)
    for child in face.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
        child.hide()
        child.deleteLater()
    down = QVBoxLayout(face)
    down.setContentsMargins(0, 0, 0, 0)
    down.setSpacing(0)
    return down
