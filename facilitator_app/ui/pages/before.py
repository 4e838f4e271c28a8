"""Before you go ahead: approved words of each side, what to look at first, what is not written down, what is done. Never with one side open.

Both pages read again while they are open, also with a field in which somebody types: the field stays, and the rest is composed anew around it.
"""

from collections.abc import Iterator

from PySide6.QtWidgets import QApplication, QWidget

from facilitator_app.records import Talk, gates
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.check import Act, Group
from facilitator_app.records.gates_case import read_of
from facilitator_app.records.record import Day, Id, compartment_name, field_of
from facilitator_app.ui.cursor import cursor_of, put_cursor
from facilitator_app.ui.desk import Desk
from facilitator_app.ui.form import Form
from facilitator_app.ui.page import Page
from facilitator_app.ui.pages.case import banded, shape
from facilitator_app.ui.pages.checks import rows_of
from facilitator_app.ui.parts.buttons import ButtonRow, link_button, quiet_button
from facilitator_app.ui.parts.columns import Column, Columns
from facilitator_app.ui.parts.owner import OwnerWords, Shape
from facilitator_app.ui.parts.pair import Pair
from facilitator_app.ui.parts.two_versions import Both
from facilitator_app.ui.parts.words import body, note, sentence
from facilitator_app.ui.place import Place
from facilitator_app.workbook import going_ahead
from facilitator_app.workbook.acts import HERE, Changed
from facilitator_app.workbook.going_ahead import Before
from facilitator_app.workbook.workbook import Workbook, shape_of

HEADS = {Group.FIRST: "Look at first", Group.MISSING: "Not written down", Group.DONE: "Done"}
CAME = "Something came in, and this page shows it."
_CAME_HERE = "Somebody else has written here too. What you type is kept beside it."


class _Living(Page):
    """A page that is composed anew around the fields of one talk, which stay while they are in use."""

    def __init__(self, desk: Desk, book: Workbook, place: Place) -> None:
        super().__init__(desk, book, place)
        self._columns = Columns()
        self._above, self._asking, self._below = Column(), Column(), Column()
        for part in (self._above, self._asking, self._below):
            self._columns.side.add(part, out=True)
        self._found: Before | None = None
        self._from_elsewhere = False

    def read(self) -> Before:
        """Everything on it."""
        return going_ahead.before_you_go(self.book, self.place.case)

    def heard(self, changed: Changed) -> None:
        """With a field open too: a stop is not shown only to who leaves the page and comes back."""
        if self.concerns(changed):
            self._from_elsewhere |= changed.origin != HERE
            self.refresh()

    def _show(self, found: Before) -> None:
        before = self._found
        with self._columns.in_place():
            super()._show(found)
        if self._from_elsewhere and before is not None and _told(before) != _told(found):
            self.said.emit(CAME)
        self._from_elsewhere = False

    def _form_of(self, file: CaseFile, talk: Talk) -> Form | None:
        """The form that is to be made; None where the one that is open goes on: somebody has used it, or nothing of it is otherwise by now."""
        open_one = next(iter(self.forms), None)
        if open_one is not None and (open_one.used or open_one.still_shows(file, talk)):
            return None
        self._let_go_of_form()
        return self.form(file, talk, compartment_name(Talk, self.place.case))

    def _show_parts(self) -> None:
        for column in (self._columns.text, self._above, self._asking, self._below):
            column.show_parts()

    def _let_go_of_form(self) -> None:
        for form in self.forms:
            form.deleteLater()
        self.forms.clear()
        self._asking.clear()

    def _came_beside(self, file: CaseFile) -> Iterator[Both]:
        """Where a colleague has written into a field in the meantime in which somebody types here: their words take nothing away."""
        for form in self.forms:
            for name in form.names:
                if (form.record.id, name) in file.forks and not form.has_two_versions(name):
                    made = Both(field_of(Talk, name).ask.label, _CAME_HERE)
                    made.pressed.connect(lambda record=form.record.id, name=name: self.to("two_versions", record, name))
                    yield made


def _told(found: Before) -> tuple[object, ...]:
    """What the page says, but for what is typed on it."""
    return found.sentence, found.checks, found.approved, found.thoughts, found.to_confirm


class BeforePage(_Living):
    """The three groups, and the talk."""

    _found: Before
    _read: tuple[object, ...] | None = None  # what is to be confirmed, as it stood when the page was opened or was last said to be read

    def show_read(self, found: Before) -> None:
        """Sentence, words of each, checks; the talk at the side."""
        self._found = found
        if not self._shown:
            self._read = self._to_confirm()
            self.put_in(self._columns)
        waits = found.waits_for_her and found.to_confirm is None  # for her, and there is nothing to press meanwhile
        if waits:
            self.begin_at = self.nothing_to_type.emit
        self.case_strip(found.file, "meeting", "Back to the case" if waits else self._main_words())
        self._text(self._columns.text)
        self._side()
        self._show_parts()

    def _main_words(self) -> str:
        found = self._found
        if found.to_confirm is None:
            return f"Talk to {found.supervisor}"
        return "I have read this" if self._is_unread() else "I confirm this"

    def _to_confirm(self) -> tuple[object, ...] | None:
        file, talk = self._found.file, self._found.to_confirm
        return None if talk is None else (talk.id, read_of(file, talk))

    def _is_unread(self) -> bool:
        """Whether what is to be confirmed came while the page was open: a press that was meant for something else confirms nothing."""
        return self._to_confirm() not in (None, self._read)

    def _text(self, text: Column) -> None:
        found = self._found
        text.clear()
        text.add(sentence(found.sentence))
        if any(words for _, words in found.approved):
            text.add(Pair(*(self._approved(person, words) for person, words in found.approved)), before=16)
        for group, title in HEADS.items():
            mine = found.group(group)
            if mine:
                text.section(title)
                text.add(rows_of(self, mine))
        if self.place.more == "room":
            said = "Something stands before this meeting." if gates.before(found.file, self.book.clock.today(), Act.MEET) else ""
            text.add(body(said or "Nothing stands before this meeting any more.", weight=600), before=8)
            if not said:
                room = quiet_button("Open the room view")
                room.clicked.connect(lambda: self.to("room", self.place.record))
                text.add(ButtonRow(room), before=10)
        if going_ahead.may_be_gone_past(found):
            past = link_button("Go ahead without one of these")
            past.clicked.connect(lambda: self.to("go_ahead", self.place.record, self.place.more))
            text.add(past, before=20)

    def _approved(self, person: Id, words: tuple[str, ...]) -> QWidget:
        owner = shape(shape_of(self._found.file, person))
        said = [note(f"“{one}”") for one in words] or [body("Nothing is to be passed on.", "soft")]
        return banded(owner, OwnerWords(owner, self._found.file.name(person), "said yes to these words"), *said)

    def _side(self) -> None:
        found = self._found
        self._above.clear()
        self._below.clear()
        if found.to_confirm:
            self._above.section("What was talked through", first=True)
            self._above.add(body(found.to_confirm.words or "Nothing was written down."))
            if self._is_unread():
                self._above.add(body("This came in while the page was open.", "soft"), before=8)
        if not found.to_confirm:
            self._ask()
        elif any(form.used for form in self.forms):  # what she was writing herself stays until she leaves
            self._above.space(20)
        else:
            self._let_go_of_form()
        for both in self._came_beside(found.file):
            self._below.add(both, before=8)
        if found.waits_for_her and not found.to_confirm:
            again = quiet_button(f"Talk to {found.supervisor} again")
            again.clicked.connect(self._talk)
            self._below.add(ButtonRow(again), before=10)
        if found.thoughts:
            self._below.section("What we think")
            said = [body(f"{who}: {words[:1].lower()}{words[1:]}" if who else words) for who, words in found.thoughts]
            self._below.add(banded(Shape.TRIANGLE, OwnerWords(Shape.TRIANGLE, "Facilitators"), *said))
        think = link_button("Write what I think")
        think.clicked.connect(lambda: self.to("note", "", "new:team:What I think"))
        self._below.add(think, before=10)

    def _ask(self) -> None:
        found, kept = self._found, cursor_of(self, QApplication.focusWidget())
        form = self._form_of(found.file, found.talk)
        if form is None:
            return
        asked = form.editor("ask")
        who = found.supervisor if found.supervisor.startswith("your") else f"{found.supervisor}, your supervisor"
        asked.set_label(f"What I want to ask {who}")
        asked.set_help("Write it so that the people it is about could read it. One day they may ask to.")
        self._asking.add(asked)
        self._asking.show_parts()
        if kept.field and self._shown:
            put_cursor(self, kept)

    def main_pressed(self) -> None:
        """The talk; or, for the supervisor, her own word."""
        found, talk = self._found, self._found.to_confirm
        if talk is not None and self._is_unread():
            self._read = self._to_confirm()
            self.refresh()
        elif talk is not None:
            self.act(lambda: going_ahead.confirm(self.book, found.file, talk), lambda _: self.refresh())
        elif found.waits_for_her:
            self.to("case")
        else:
            self._talk()

    def _talk(self) -> None:
        """To the talk that was begun here; where a colleague has had it meanwhile, to the one that is still to be had."""
        begun = next((form.record.id for form in self.forms if form.begun), "")
        stands = self._found.file.get(Talk, begun)
        had = stands is not None and bool(stands.on)
        self.to("talk", begun if not had else self._found.talk.id if self._found.talk.id in self._found.file.records else "")


class TalkPage(_Living):
    """What to read from while one talks to the supervisor, and what she said we must do."""

    _found: Before

    def show_read(self, found: Before) -> None:
        """To read aloud first, then three things to write down."""
        self._found = found
        if not self._shown:
            self._above.section("What was said", first=True)
            self.put_in(self._columns)
        self.case_strip(found.file, "meeting", "We have talked it through")
        self._write_down(found.file.get(Talk, self.place.record) or found.talk)
        talk = found.file.get(Talk, self._how.record.id) or self._how.record
        text = self._columns.text
        text.clear()
        text.add(sentence(f"To talk through with {found.supervisor}"))
        if isinstance(talk, Talk) and talk.ask:
            text.add(note(talk.ask, 500), before=12)
        for group in (Group.FIRST, Group.MISSING):
            mine = found.group(group)
            if mine:
                text.section(HEADS[group])
                text.add(rows_of(self, mine))
        self._below.clear()
        for both in self._came_beside(found.file):
            self._below.add(both, before=8)
        self._below.add(body("It counts when the supervisor confirms it. Until then it is “not yet confirmed”.", "soft"), before=14)
        self._show_parts()

    def _write_down(self, talk: Talk) -> None:
        kept = cursor_of(self, QApplication.focusWidget())
        form = self._form_of(self._found.file, talk)
        if form is None:
            return
        self._how, self._talk = form, talk
        for number, name in enumerate(("with_whom", "how", "words")):
            self._asking.add(form.editor(name), before=14 if number else 4)
        self._asking.show_parts()
        if kept.field and self._shown:
            put_cursor(self, kept)

    def main_pressed(self) -> None:
        """Recorded with the day and the time; it waits for her own word."""
        now, talk = self.book.clock.now(), self._talk
        self.leave()
        self.desk.wait(lambda: None)  # what was typed is a change before the act that stands on it
        file = self.book.case(self.place.case)
        values = {"on": Day(now.date().isoformat()), "at": f"{now:%H:%M}"}
        stands = file.get(Talk, talk.id) or talk
        self.act(lambda: going_ahead.talked(self.book, file, stands, values), lambda _: self.go.emit(Place("before", self.place.case)))
