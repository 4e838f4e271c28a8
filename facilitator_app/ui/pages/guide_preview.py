"""How a guide that is being written will look in the room: its stages, and the prompts of one. Beside it, in sentences, what cannot be read."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from facilitator_app.ui.pages.prompts import add_prompts
from facilitator_app.ui.parts.choices import Choice, Choices
from facilitator_app.ui.parts.columns import OUT, Column
from facilitator_app.ui.parts.halves import ANY
from facilitator_app.ui.parts.rows import Rows
from facilitator_app.ui.parts.words import IconWords, body, label
from facilitator_app.workbook.guide_parts import Reading, Stage, length_said, said_for

_LIST_WIDTH, _BESIDE_WIDTH = 196, 470
_FEW = 4


class Preview(QWidget):
    """Sentences first, then the stages and the prompts of the one that is shown. `line_asked` tells where somebody wants to go."""

    line_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._told, self._prompts, self._list = Column(), Column(), Column()
        self._shown: tuple[Reading, str] | None = None
        self._titles: list[Choice] = []
        self._stages = Choices([])
        self._down = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._down.setContentsMargins(0, 0, 0, 0)
        self._down.setSpacing(0)
        self._down.addWidget(self._told)
        self._room = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._room.setSpacing(12)
        self._room.addWidget(self._prompts, 1)
        self._room.addWidget(self._list)
        self._down.addLayout(self._room)

    def show_reading(self, reading: Reading, names: str, at: int) -> None:
        """What stands in the text now. `names` is the sentence about names in it, `at` the stage that is shown."""
        if self._shown != (reading, names):
            self._shown = (reading, names)
            self._tell(reading, names)
            self._list_stages(reading)
        self._stages.choose(str(at))
        self._show_stage(reading, at)

    def _tell(self, reading: Reading, names: str) -> None:
        self._told.clear()
        if names:
            self._told.add(IconWords("info", body(names, "care"), "care"))
            self._told.space(12)
        if reading.unread:
            self._told.add(body("This cannot be read yet. It is kept as you typed it.", weight=600))
            rows = Rows()
            for unread in reading.unread[:_FEW]:
                rows.add(unread.said, link="Go there", key=str(unread.line))
            rows.pressed.connect(lambda line: self.line_asked.emit(int(line)))
            self._told.add(rows, before=6)
            if len(reading.unread) > _FEW:
                self._told.add(label("There is more. It is told when these are mended.", "soft"), before=4)
            self._told.space(16)
        said = f"In the room. {length_said(reading.stages)}." if reading.stages else "There is no stage to show yet."
        self._told.add(label(said, "soft", 600))
        self._told.space(8)

    def _list_stages(self, reading: Reading) -> None:
        choices = [Choice(str(number), _title(stage)) for number, stage in enumerate(reading.stages)]
        if choices == self._titles:  # made anew, it would lose the focus
            return
        self._titles = choices
        self._list.clear()
        self._stages = Choices(choices)
        self._stages.chosen.connect(lambda key: self._asked(int(key)))
        self._list.add(self._stages, out=True)

    def _asked(self, stage: int) -> None:
        if self._shown is not None:
            self.line_asked.emit(self._shown[0].begins[stage])

    def _show_stage(self, reading: Reading, at: int) -> None:
        self._prompts.clear()
        if not 0 <= at < len(reading.stages):
            return
        stage = reading.stages[at]
        self._prompts.add(label("Now", "accent", 600))
        add_prompts(self._prompts, stage, said_as)
        self._prompts.add(label(about_stage(stage), "soft"), before=14)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The list beside the prompts where there is room, under them where not."""
        beside = self.width() >= _BESIDE_WIDTH
        self._room.setDirection(QBoxLayout.Direction.RightToLeft if beside else QBoxLayout.Direction.TopToBottom)
        self._list.setMinimumWidth(_LIST_WIDTH + OUT if beside else 0)
        self._list.setMaximumWidth(_LIST_WIDTH + OUT if beside else ANY)
        super().resizeEvent(event)


def said_as(words: str) -> str:
    """The words with “the person harmed” where a name will stand."""
    return said_for(words, {})


def _title(stage: Stage) -> str:
    return said_as(stage.title) or "No title yet"


def who_and_how_long(stage: Stage) -> str:
    """“5 to 8 minutes, lead facilitator”."""
    least, most = stage.minutes
    how_long = f"{least} minutes" if least == most else f"{least} to {most} minutes"
    who = ", ".join(said_as(f" {one}").strip() for one in stage.speakers)  # in the middle of a line nobody has a capital
    return ", ".join(filter(None, (how_long if most else "", who)))


def about_stage(stage: Stage) -> str:
    """What a stage is for, how long it takes and who speaks."""
    return ". ".join(filter(None, (said_as(stage.purpose).rstrip("."), who_and_how_long(stage))))
