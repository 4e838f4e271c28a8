"""Before you go ahead: approved words of each side, what to look at first, what is not written down, what is done. Never with one side open."""

from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from facilitator_app.records import Talk, gates
from facilitator_app.records.check import Act, Group
from facilitator_app.records.record import Day, Id, compartment_name
from facilitator_app.ui.page import Page
from facilitator_app.ui.pages.case import banded, shape
from facilitator_app.ui.pages.checks import rows_of
from facilitator_app.ui.parts.buttons import ButtonRow, link_button, quiet_button
from facilitator_app.ui.parts.choices import Choice, Choices
from facilitator_app.ui.parts.columns import Columns
from facilitator_app.ui.parts.fields import SentenceField, TextField, Tick
from facilitator_app.ui.parts.owner import OwnerWords, Shape
from facilitator_app.ui.parts.pair import Pair
from facilitator_app.ui.parts.words import body, note, sentence
from facilitator_app.ui.place import Place
from facilitator_app.workbook import going_ahead
from facilitator_app.workbook.going_ahead import Before
from facilitator_app.workbook.workbook import shape_of

HEADS = {Group.FIRST: "Look at first", Group.MISSING: "Not written down", Group.DONE: "Done"}


class BeforePage(Page):
    """The three groups, and the talk."""

    def read(self) -> Before:
        """Everything on it."""
        return going_ahead.before_you_go(self.book, self.place.case)

    def show_read(self, found: Before) -> None:
        """Sentence, words of each, checks; the talk at the side."""
        if self.forms:
            return
        self._found = found
        waits = found.waits_for_her and found.to_confirm is None  # for her, and there is nothing to press meanwhile
        main = "I confirm this" if found.to_confirm else "Back to the case" if waits else f"Talk to {found.supervisor}"
        if waits:
            self.begin_at = self.nothing_to_type.emit
        self.case_strip(found.file, "meeting", main)
        columns = Columns()
        columns.text.add(sentence(found.sentence))
        if any(words for _, words in found.approved):
            columns.text.add(Pair(*(self._approved(person, words) for person, words in found.approved)), before=16)
        for group, title in HEADS.items():
            mine = found.group(group)
            if mine:
                columns.text.section(title)
                columns.text.add(rows_of(self, mine))
        if self.place.more == "room":
            said = "Something stands before this meeting." if gates.before(found.file, self.book.clock.today(), Act.MEET) else ""
            columns.text.add(body(said or "Nothing stands before this meeting any more.", weight=600), before=8)
            if not said:
                room = quiet_button("Open the room view")
                room.clicked.connect(lambda: self.to("room", self.place.record))
                columns.text.add(ButtonRow(room), before=10)
        if going_ahead.may_be_gone_past(found):
            past = link_button("Go ahead without one of these")
            past.clicked.connect(lambda: self.to("go_ahead", self.place.record, self.place.more))
            columns.text.add(past, before=20)
        self._side(columns)
        self.put_in(columns)

    def _approved(self, person: Id, words: tuple[str, ...]) -> QWidget:
        owner = shape(shape_of(self._found.file, person))
        said = [note(f"“{one}”") for one in words] or [body("Nothing is to be passed on.", "soft")]
        return banded(owner, OwnerWords(owner, self._found.file.name(person), "said yes to these words"), *said)

    def _side(self, columns: Columns) -> None:
        found = self._found
        if found.to_confirm:
            columns.side.section("What was talked through", first=True)
            columns.side.add(body(found.to_confirm.words or "Nothing was written down."))
        else:
            form = self.form(found.file, found.talk, compartment_name(Talk, self.place.case))
            asked = form.editor("ask")
            who = found.supervisor if found.supervisor.startswith("your") else f"{found.supervisor}, your supervisor"
            asked.set_label(f"What I want to ask {who}")
            asked.set_help("Write it so that the people it is about could read it. One day they may ask to.")
            columns.side.add(asked)
            if found.waits_for_her:
                again = quiet_button(f"Talk to {found.supervisor} again")
                again.clicked.connect(self._talk)
                columns.side.add(ButtonRow(again), before=10)
        if found.thoughts:
            columns.side.section("What we think")
            said = [body(f"{who}: {words[:1].lower()}{words[1:]}" if who else words) for who, words in found.thoughts]
            columns.side.add(banded(Shape.TRIANGLE, OwnerWords(Shape.TRIANGLE, "Facilitators"), *said))
        think = link_button("Write what I think")
        think.clicked.connect(lambda: self.to("note", "", "new:team:What I think"))
        columns.side.add(think, before=10)

    def main_pressed(self) -> None:
        """The talk; or, for the supervisor, her own word."""
        found = self._found
        if found.to_confirm is not None:
            talk = found.to_confirm
            self.act(lambda: going_ahead.confirm(self.book, found.file, talk), lambda _: self.refresh())
        elif found.waits_for_her:
            self.to("case")
        else:
            self._talk()

    def _talk(self) -> None:
        begun = any(form.begun for form in self.forms)
        self.to("talk", self._found.talk.id if begun else "")


class TalkPage(Page):
    """What to read from while one talks to the supervisor, and what she said we must do."""

    def read(self) -> Before:
        """The same as the page before it."""
        return going_ahead.before_you_go(self.book, self.place.case)

    def show_read(self, found: Before) -> None:
        """To read aloud first, then three things to write down."""
        if self.forms:
            return
        self._found, self._talk = found, found.file.get(Talk, self.place.record) or found.talk
        self.case_strip(found.file, "meeting", "We have talked it through")
        columns = Columns()
        columns.text.add(sentence(f"To talk through with {found.supervisor}"))
        if self._talk.ask:
            columns.text.add(note(self._talk.ask, 500), before=12)
        for group in (Group.FIRST, Group.MISSING):
            mine = found.group(group)
            if mine:
                columns.text.section(HEADS[group])
                columns.text.add(rows_of(self, mine))
        self._how = self.form(found.file, self._talk, compartment_name(Talk, self.place.case))
        columns.side.section("What was said", first=True)
        for number, name in enumerate(("with_whom", "how", "words")):
            columns.side.add(self._how.editor(name), before=14 if number else 4)
        columns.side.add(body("It counts when the supervisor confirms it. Until then it is “not yet confirmed”.", "soft"), before=14)
        self.put_in(columns)

    def main_pressed(self) -> None:
        """Recorded with the day and the time; it waits for her own word."""
        now, talk = self.book.clock.now(), self._talk
        self.leave()
        self.desk.wait(lambda: None)  # what was typed is a change before the act that stands on it
        file = self.book.case(self.place.case)
        values = {"on": Day(now.date().isoformat()), "at": f"{now:%H:%M}"}
        stands = file.get(Talk, talk.id) or talk
        self.act(lambda: going_ahead.talked(self.book, file, stands, values), lambda _: self.go.emit(Place("before", self.place.case)))


class GoAheadPage(Page):
    """One thing that is not written down, and why we go ahead all the same."""

    def read(self) -> Before:
        """What may be gone past."""
        return going_ahead.before_you_go(self.book, self.place.case)

    def show_read(self, found: Before) -> None:
        """Which, and why."""
        self._found = found
        self._open = going_ahead.may_be_gone_past(found)
        self.case_strip(found.file, "meeting", "Go ahead anyway")
        columns = Columns()
        columns.side.hide()
        columns.text.add(sentence("Go ahead without something that we look for"))
        columns.text.add(
            body(f"It takes a reason, and {found.supervisor}’s word afterwards. An order, a no and a stop cannot be gone past.", "soft"),
            before=8,
        )
        self._ticks = [Tick(check.words) for check in self._open]
        for number, tick in enumerate(self._ticks):
            tick.setChecked(len(self._ticks) == 1)
            columns.text.add(tick, before=4 if number else 16)
        self._reason = TextField("Why we go ahead anyway", "One sentence, so that somebody who was not there understands it.", lines=2)
        self._reason.setObjectName("go_ahead.reason")
        columns.text.add(self._reason, before=16)
        self.put_in(columns)

    def main_pressed(self) -> None:
        """Kept with the name of who went ahead."""
        past = [check for check, tick in zip(self._open, self._ticks, strict=True) if tick.isChecked()]
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
