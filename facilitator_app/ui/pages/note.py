"""A note of a call, a letter or a thought: first whose words it holds, then the words."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from facilitator_app.ledger.seals import fresh_id
from facilitator_app.records import Contact, Participant, TeamNote
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import Choice, Day, Id, compartment_name
from facilitator_app.ui.page import Page
from facilitator_app.ui.pages.case import shape
from facilitator_app.ui.parts.buttons import link_button
from facilitator_app.ui.parts.choices import Choice as Option
from facilitator_app.ui.parts.choices import Choices
from facilitator_app.ui.parts.columns import Columns
from facilitator_app.ui.parts.owner import Shape
from facilitator_app.ui.parts.words import label, sentence
from facilitator_app.ui.parts.writing import Writing
from facilitator_app.ui.place import Place
from facilitator_app.workbook.workbook import shape_of

_TEAM = "team"
_SHEET_PX = 300


class NotePage(Page):
    """One note. `more` = "new:PERSON" begins one about a person."""

    def read(self) -> CaseFile:
        """The case."""
        return self.book.case(self.place.case)

    def show_read(self, found: CaseFile) -> None:
        """Asks whose words, then shows the writing space in that owner's band."""
        if self.forms:
            return
        self._file = found
        known = found.get(Contact, self.place.record) or found.get(TeamNote, self.place.record)
        owner = self.place.more.removeprefix("new:") if self.place.more.startswith("new:") else ""
        self.case_strip(found, "case", "Done" if known or owner else "")
        if known is None and not owner:
            self._ask_whose()
            return
        self._write(known or self._new(owner))

    def _new(self, owner: str) -> Contact | TeamNote:
        now = self.book.clock.now()
        id, day, at = Id(fresh_id()), Day(now.date().isoformat()), f"{now:%H:%M}"
        if owner.partition(":")[0] == _TEAM:
            return TeamNote(id=id, case=self.place.case, author=self.book.me().name, day=day, at=at, about=owner.partition(":")[2])
        return Contact(id=id, case=self.place.case, person=Id(owner), author=self.book.me().name, day=day, at=at, method=Choice("phone"))

    def _ask_whose(self) -> None:
        columns = Columns()
        columns.side.hide()
        columns.text.add(sentence("Whose words are these?"))
        columns.text.add(label("What one person tells you is theirs. Nobody else’s paper will have it.", "soft"), before=6)
        options = [
            Option(p.id, p.print_name, f"{p.print_name} only", shape(shape_of(self._file, p.id))) for p in self._file.all(Participant)
        ]
        if self.book.side is None:
            options.append(
                Option(_TEAM, "Facilitators", "What we think, or what an office said about nobody in particular", Shape.TRIANGLE)
            )
        choices = Choices(options)
        choices.chosen.connect(lambda key: self.to("note", "", f"new:{key}"))
        columns.text.add(choices, before=16, out=True)
        self.put_in(columns)

    def _write(self, record: Contact | TeamNote) -> None:
        owner = record.person if isinstance(record, Contact) else Id("")
        form = self.form(self._file, record, compartment_name(type(record), self.place.case, owner))
        name = self._file.name(owner)
        others = [side.print_name for side in self._file.sides if side.id != self._file.side_of(owner)] if owner else []
        head = (
            f"Everything here is {name}’s." + (f" {others[0]} never sees it." if others else "") if owner else "This is the facilitators’."
        )
        under = (
            "What they said, in their words."
            if owner
            else "Write it so that the people it is about could read it. One day they may ask to."
        )
        writing = Writing(shape(shape_of(self._file, owner)) if owner else Shape.TRIANGLE, head, under, "Note")
        writing.setObjectName(f"{record.kind}.words")
        writing.begin(record.words)
        writing.setMinimumHeight(_SHEET_PX)
        form.bind("words", writing.text)
        writing.lock(form.both("words"))
        writing.edited.connect(lambda _: form.touch("words"))
        columns = Columns()
        columns.text.add(writing)
        names = ("day", "at", "method", "with_whom", "minutes") if isinstance(record, Contact) else ("day", "at", "about")
        if owner and self.book.side is None and record.id not in self._file.records:
            other = link_button(f"Not {name}’s? Choose again")
            other.clicked.connect(lambda: self.to("note", "", "new:"))
            columns.side.add(other)
        columns.side.section("When and how", first=not (owner and self.book.side is None and record.id not in self._file.records))
        for number, field in enumerate(names):
            columns.side.add(form.editor(field), before=14 if number else 4)
        if self.book.side is None:
            moved = link_button("Whose words are these?")
            moved.clicked.connect(lambda: self._to_whose(record.id, writing.selected_text()))
            columns.side.add(moved, before=20)
            columns.side.add(label("Typed under the wrong person? Choose the words first, or none for all of it.", "soft"), before=4)
            if record.id in self._file.records:
                history = link_button("Who wrote this, and when")
                history.clicked.connect(lambda: self.to("history", record.id))
                columns.side.add(history, before=14)
            if owner and len(self._file.sides) > 1:
                passed = link_button("May this be passed on?")
                passed.clicked.connect(lambda: self._to_owner(record, writing.selected_text()))
                columns.side.add(passed, before=14)
                columns.side.add(label("Choose the words first, then this, or Alt+P.", "soft"), before=4)
                ask = QShortcut(QKeySequence("Alt+P"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
                ask.activated.connect(lambda: self._to_owner(record, writing.selected_text()))
        self.put_in(columns)
        self.begin_at = lambda: writing.setFocus(Qt.FocusReason.OtherFocusReason)

    def _to_owner(self, record: Contact | TeamNote, chosen: str) -> None:
        """The chosen words are read back to whose they are, and passed on only if they say yes to these very words."""
        owner = record.person if isinstance(record, Contact) else Id("")
        words, mine = chosen.strip().strip('“”"').strip(), self._file.side_of(owner)
        if not words:
            self.said.emit("Choose the words first, then Alt+P.")
            return
        receiver = next((side.id for side in self._file.sides if side.id != mine), "")
        self.leave()
        self.desk.wait(lambda: None)
        self.place = Place("note", self.place.case, record.id, record.kind)  # where Back comes to: this note, and not another new one
        self.to("ask_owner", owner, f"{receiver}|{words}")

    def _to_whose(self, record: Id, chosen: str) -> None:
        """What was typed is a change before any of it is moved."""
        self.leave()
        self.desk.wait(lambda: None)
        self.place = Place("note", self.place.case, record)
        self.to("whose", record, chosen.strip())

    def main_pressed(self) -> None:
        """Everything is saved already: this only goes back to the case."""
        self.go.emit(Place("case", self.place.case))
