"""Going ahead without something that is looked for, with a reason; and the path of a case. Never with one side open."""

from dataclasses import dataclass, replace

from PySide6.QtCore import Qt

from facilitator_app.records.check import Check
from facilitator_app.records.record import Id
from facilitator_app.ui.desk import Desk
from facilitator_app.ui.page import Page
from facilitator_app.ui.parts.buttons import ButtonRow, quiet_button
from facilitator_app.ui.parts.choices import Choice, Choices
from facilitator_app.ui.parts.columns import Column, Columns
from facilitator_app.ui.parts.fields import SentenceField, TextField, Tick
from facilitator_app.ui.parts.owner import Shape
from facilitator_app.ui.parts.words import body, sentence
from facilitator_app.ui.place import Place
from facilitator_app.workbook import going_ahead
from facilitator_app.workbook.acts import Changed
from facilitator_app.workbook.going_ahead import Before
from facilitator_app.workbook.workbook import Workbook


class GoAheadPage(Page):
    """What is not written down, and why we go ahead all the same."""

    def __init__(self, desk: Desk, book: Workbook, place: Place) -> None:
        super().__init__(desk, book, place)
        self._columns: Columns | None = None
        self._ticks: dict[tuple[str, Id, str], tuple[Check, Tick]] = {}

    def heard(self, changed: Changed) -> None:
        """Also while the reason is typed: it stays, and so does what is ticked, while the same words still stand there."""
        if self.concerns(changed):
            self.refresh()

    def read(self) -> Before:
        """What may be gone past."""
        return going_ahead.before_you_go(self.book, self.place.case)

    def show_read(self, found: Before) -> None:
        """Which, and why."""
        self._found = found
        self.case_strip(found.file, "meeting", "Go ahead anyway")
        if self._columns is None:
            self._columns = self._compose(found)
            self.put_in(self._columns)
        may = {(check.key, check.person, check.words): check for check in going_ahead.may_be_gone_past(found)}
        ticked = (
            {key for key, (_, tick) in self._ticks.items() if tick.isChecked()} if self._shown else set(may) if len(may) == 1 else set()
        )
        self._which.clear()
        self._ticks = {key: (check, Tick(check.words)) for key, check in may.items()}
        for number, (key, (_, tick)) in enumerate(self._ticks.items()):
            tick.setChecked(key in ticked)
            self._which.add(tick, before=4 if number else 0)
        if not may:
            self._which.add(body("There is nothing any more that a reason goes past.", weight=600))
        self._which.show_parts()

    def _compose(self, found: Before) -> Columns:
        columns, self._which = Columns(), Column()
        columns.side.hide()
        columns.text.add(sentence("Go ahead without something that we look for"))
        columns.text.add(
            body(f"It takes a reason, and {found.supervisor}’s word afterwards. An order, a no and a stop cannot be gone past.", "soft"),
            before=8,
        )
        columns.text.add(self._which, before=16, out=True)
        self._reason = TextField("Why we go ahead anyway", "One sentence, so that somebody who was not there understands it.", lines=2)
        self._reason.setObjectName("go_ahead.reason")
        columns.text.add(self._reason, before=16)
        return columns

    def main_pressed(self) -> None:
        """Kept with the name of who went ahead."""
        past = [check for check, tick in self._ticks.values() if tick.isChecked()]
        if not past:
            self.said.emit("Tick first what is gone past.")
            return
        if not self._reason.text().strip():
            self._reason.set_trouble("A reason is needed.")
            self._reason.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        reason, file = self._reason.text(), self._found.file
        self.act(lambda: going_ahead.go_ahead(self.book, file, past, reason), lambda _: self.go.emit(replace(self.place, page="before")))


@dataclass(frozen=True, slots=True)
class _PathWords:
    """What a path is for, in a line."""

    key: str
    words: str


_PATHS = (
    _PathWords(
        "light", "Neighbours, a shop, small damage. Six safety questions, a yes from each, one note each, what was agreed, a call after."
    ),
    _PathWords("standard", "Most cases. Preparation apart, looks at what worries us, a planned meeting."),
    _PathWords("careful", "Sexual or domestic harm, a death, a weapon, hate, or whenever you feel uneasy. The supervisor comes first."),
)


class PathPage(Page):
    """Which path a case takes. A person chooses; up is at once, down is the supervisor's."""

    def read(self) -> Before:
        """The case, and who its supervisor is."""
        return going_ahead.before_you_go(self.book, self.place.case)

    def show_read(self, found: Before) -> None:
        """Three paths, and what is suggested."""
        self._found = found
        file = found.file
        self.case_strip(file, "case", "Done")
        columns = Columns()
        columns.side.hide()
        columns.text.add(sentence("Which path does this case take?"))
        suggestion = going_ahead.suggested_words(file)
        waiting = going_ahead.waiting_for_path(file)
        for words in filter(None, (suggestion, waiting, f"A lighter path than now is {found.supervisor}’s to give.")):
            columns.text.add(body(words, "soft"), before=8)
        chosen = file.case.path if going_ahead.is_chosen(file) else ""
        choices = Choices([Choice(one.key, going_ahead.path_word(one.key), one.words, Shape.TRIANGLE) for one in _PATHS], chosen)
        choices.chosen.connect(self._choose)
        columns.text.add(choices, before=16, out=True)
        self._words = SentenceField(f"What {found.supervisor} said", "Kept as “not yet confirmed” until it is confirmed.")
        self._words.setObjectName("talk.words")
        self._asked = quiet_button(f"{found.supervisor} agrees to it")
        self._asked.clicked.connect(self._ask)
        self._lower = ""
        self._row = ButtonRow(self._asked)
        self._words.hide()
        self._row.hide()
        columns.text.add(self._words, before=20)
        columns.text.add(self._row, before=10)
        self.put_in(columns)

    def _choose(self, path: str) -> None:
        file = self._found.file
        if going_ahead.may_choose(file, path):
            self.act(lambda: going_ahead.choose_path(self.book, file, path), lambda _: self.done.emit())
            return
        self._lower = path
        self._words.show()
        self._row.show()
        self._words.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self) -> None:
        file, path, words = self._found.file, self._lower, self._words.text().strip()
        self.act(lambda: going_ahead.ask_for_path(self.book, file, path, words), lambda _: self.refresh())

    def main_pressed(self) -> None:
        """Back."""
        self.done.emit()
