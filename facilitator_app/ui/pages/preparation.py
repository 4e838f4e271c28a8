"""Preparation: six topics, one writing space whose head says whose everything is, and passing on, in words that were read back."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from facilitator_app import calendar
from facilitator_app.language import words
from facilitator_app.records import Participant, Preparation, PreparationNote
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.preparation import TOPICS
from facilitator_app.records.record import Day, Id, compartment_name
from facilitator_app.records.sheets_out import left_behind, sheets_of
from facilitator_app.ui.desk import Desk
from facilitator_app.ui.form import Form
from facilitator_app.ui.page import Page
from facilitator_app.ui.pages.case import shape
from facilitator_app.ui.parts.buttons import Button, ButtonRow, link_button, quiet_button
from facilitator_app.ui.parts.cards import Card, QuestionCard
from facilitator_app.ui.parts.columns import Columns
from facilitator_app.ui.parts.fields import TextField
from facilitator_app.ui.parts.rows import Rows
from facilitator_app.ui.parts.spread import Spread
from facilitator_app.ui.parts.topics import Topics
from facilitator_app.ui.parts.words import head
from facilitator_app.ui.parts.writing import Writing
from facilitator_app.ui.place import Place
from facilitator_app.workbook import passing_on, visits
from facilitator_app.workbook.workbook import Workbook, shape_of

_AT_ONCE = 20  # visits of one person in the list
_COULD_NOT = "could_not"  # as a place: the question whether the visit could not go ahead


@dataclass(slots=True)
class _Open:
    """The note that is being written: its topic and its form."""

    topic: int
    form: Form


class PreparationPage(Page):
    """One meeting with one person, or, with no record, the list of them."""

    def __init__(self, desk: Desk, book: Workbook, place: Place) -> None:
        super().__init__(desk, book, place)
        self._with_earlier: set[Id] = set()

    def read(self) -> tuple[CaseFile, str]:
        """The case, and who is writing."""
        return self.book.case(self.place.case), self.book.me().name

    def show_read(self, found: tuple[CaseFile, str]) -> None:
        """The writing page; the list of visits where none was named."""
        if self.forms:
            return
        self._file, self._me = found
        meeting = self._file.get(Preparation, self.place.record)
        if meeting is None:
            self._list_visits()
        else:
            self._compose(meeting)

    # The visits ---------------------------------------------------------------------------------------------------------------

    def _list_visits(self) -> None:
        self.case_strip(self._file, "preparation", "Plan a visit")
        columns = Columns()
        columns.side.hide()
        today = self.book.clock.today()
        for number, person in enumerate(self._file.all(Participant)):
            columns.text.section(f"{person.print_name}’s visits" if person.print_name else "Visits", first=not number)
            rows = Rows()
            meetings = list(enumerate(sorted(self._file.of(Preparation, person.id), key=lambda m: (m.day or "9", m.at)), 1))
            if len(meetings) > _AT_ONCE and person.id not in self._with_earlier:
                rows.add("Earlier visits", "", link="Show them", key=f"earlier:{person.id}", soft=True)
                meetings = meetings[-_AT_ONCE:]
            for nth, meeting in meetings:
                when = " ".join(filter(None, (calendar.said(meeting.day, today), meeting.at))) or "No day yet"
                state = {"yes": "Took place", "could_not": "Could not go ahead"}.get(meeting.held, "Planned")
                said = (f"Visit {nth}", state, meeting.place, left_behind(self._file, meeting.id))
                rows.add(when, " · ".join(filter(None, said)), link="Open", key=meeting.id)
            rows.add("A visit that has been", "Today, or on another day.", link="Write it up", key=f"been:{person.id}", soft=True)
            rows.add("Plan a visit", "", link="Plan it", key=f"new:{Preparation.kind}:{person.id}", soft=True)
            rows.pressed.connect(self._open_visit)
            columns.text.add(rows)
        self.put_in(columns)

    def _open_visit(self, key: str) -> None:
        if key.startswith("new:"):
            self.to("record", "", key)
        elif key.startswith("earlier:"):
            self._with_earlier.add(Id(key.removeprefix("earlier:")))
            self.refresh()
        elif key.startswith("been:"):
            today = Day(self.book.clock.today().isoformat())
            values = {"person": key.removeprefix("been:"), "day": today}
            self.act(lambda: self.book.add(Preparation, self.place.case, values), lambda made: self.to("preparation", made[0]))
        else:
            self.to("preparation", key)

    # One meeting --------------------------------------------------------------------------------------------------------------

    def _compose(self, meeting: Preparation) -> None:
        self._meeting = meeting
        self.case_strip(self._file, "preparation", "Finish this visit")
        self._name = self._file.name(meeting.person)
        self._shape = shape(shape_of(self._file, meeting.person))
        self._topics = Topics(
            list(words("topic").values()),
            "A tick means “we talked about it”. Nothing more.\n\nTo pass something on, choose the words, then Alt+P.\n\n"
            "Words of somebody else? Choose them, then Alt+W.\n\nIt could not go ahead? Ctrl and the full stop.",
            links=self._sheets(meeting),
        )
        self._ticked = set(meeting.talked_about)
        for index, code in enumerate(TOPICS):
            self._topics.set_ticked(index, ticked=code in self._ticked)
        self._ticks = self.form(self._file, meeting, self._file.compartments.get(meeting.id, ""))
        self._ticks.bind("talked_about", lambda: [code for code in TOPICS if code in self._ticked])
        self._writing = Writing(self._shape, "", "", "Preparation note")
        self._writing.setObjectName("preparation_note.words")
        self._writing.edited.connect(self._typed)
        self._topics.chosen.connect(self._choose)
        self._topics.ticked.connect(self._tick)
        self._spread = Spread(self._topics, self._writing)
        self._card: QWidget | None = None
        self._open: _Open | None = None
        self.put_in(self._spread)
        wanted = TOPICS.index(self.place.more) if self.place.more in TOPICS else self._first_topic()
        self._topics.choose(wanted)
        self._choose(wanted)
        # Its own parent: an Alt letter that the platform takes for a menu never reaches the text.
        ask = QShortcut(QKeySequence("Alt+P"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        ask.activated.connect(self.ask_to_pass_on)
        whose = QShortcut(QKeySequence("Alt+W"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        whose.activated.connect(self.ask_whose)
        could_not = QShortcut(QKeySequence("Ctrl+."), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        could_not.activated.connect(self.ask_could_not)
        self.begin_at = lambda: self._writing.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.place.more == _COULD_NOT:
            self.begin_at = self.ask_could_not

    def _sheets(self, meeting: Preparation) -> list[Button]:
        """The ways to the sheets that are taken along, and back from them."""
        wanted = []
        if self.book.side is None and not meeting.held:
            wanted.append(("Sheets to take along", "visit_pack"))
        if sheets_of(self._file, meeting.id):
            wanted.append(("Back from paper", "back_from_paper"))
        links = []
        for said, page in wanted:
            link = link_button(said)
            link.clicked.connect(lambda _=False, page=page: self.to(page, meeting.id))
            links.append(link)
        if self.book.side is None and (meeting.id, "talked_about") in self._file.forks:
            both = link_button("Two versions of the ticks")
            both.clicked.connect(lambda: self.to("two_versions", meeting.id, "talked_about"))
            links.append(both)
        return links

    def _first_topic(self) -> int:
        return next((index for index, code in enumerate(TOPICS) if code not in self._ticked), 0)

    def _choose(self, topic: int) -> None:
        if self._open is not None:
            if self._open.topic == topic:
                return
            self._open.form.leave()
            self.forms.remove(self._open.form)
            # The note that is opened now must stand on what was just finished. It waits for one commit, a few milliseconds.
            self.desk.wait(lambda: None)
            self._file = self.book.case(self.place.case)
        note = visits.note_of(self.book, self._file, self._meeting, TOPICS[topic])
        form = self.form(self._file, note, compartment_name(PreparationNote, self.place.case, note.person))
        form.bind("words", self._writing.text)
        self._writing.lock(form.both("words"))
        self._open = _Open(topic, form)
        others = [side.print_name for side in self._file.sides if side.id != self._file.side_of(note.person) and side.print_name]
        now = self.book.clock.now()
        when = " ".join(filter(None, (calendar.said(self._meeting.day, now.date()), self._meeting.at)))
        label = list(words("topic").values())[topic]
        colleagues = [
            n.author
            for n in self._file.all(PreparationNote)
            if n.meeting == self._meeting.id and n.topic == note.topic and n.author != self._me
        ]
        also = f" {colleagues[0]} has written here too; it stands on the overview." if colleagues else ""
        missing = left_behind(self._file, self._meeting.id)
        also += f" {missing}." if missing else ""
        self._writing.set_owner(
            self._shape,
            f"Everything here is {self._name}’s." + (f" {others[0]} never sees it." if others else ""),
            f"{label}. {', '.join(filter(None, (self._meeting.place, when)))}. Typed now, {now:%H:%M}.{also}",
            f"{label}, {self._name} only",
        )
        self._writing.begin(note.words)

    def _typed(self, _: str) -> None:
        if self._open is not None:
            self._open.form.touch("words")

    def _tick(self, topic: int, ticked: bool) -> None:  # noqa: FBT001 - a signal's arguments
        if self._ticks.has_two_versions("talked_about"):
            self._topics.set_ticked(topic, ticked=TOPICS[topic] in self._ticked)
            self.said.emit("Two versions of these ticks stand. Look at both, beside the topics.")
            return
        (self._ticked.add if ticked else self._ticked.discard)(TOPICS[topic])
        self._ticks.touch("talked_about")

    # Passing on ---------------------------------------------------------------------------------------------------------------

    def ask_to_pass_on(self) -> None:
        """The chosen words as a question to their owner."""
        chosen = self._writing.selected_text().strip().strip('“”"').strip()
        if not chosen:
            self.said.emit("Choose the words first, then Alt+P.")
            return
        self._ask(chosen)

    def _receiver(self) -> Id:
        mine = self._file.side_of(self._meeting.person)
        return next((side.id for side in self._file.sides if side.id != mine), Id(""))

    def _ask(self, chosen: str) -> None:
        receiver = self._file.name(self._receiver()) or "the other person"
        card = QuestionCard(
            f"Ask {self._name} if this may be passed on",
            f"“{chosen}”",
            f"Read it back aloud. Did {self._name} say yes?",
            (("yes", "Yes, these words"), ("change", "Change the words"), ("no", "No")),
            to=f"To {receiver}",
            consequence=passing_on.ONCE_HEARD.format(name=receiver),
        )
        card.answered.connect(lambda key: self._answered(key, chosen))
        self._spread.set_card(card)

    def _answered(self, key: str, chosen: str) -> None:
        if key == "change":
            self._change(chosen)
            return
        self._spread.set_card(None)
        self._writing.setFocus(Qt.FocusReason.OtherFocusReason)
        if key == "yes":
            meeting, receiver = self._meeting, self._receiver()
            how = f"read back at the meeting on {meeting.day}"
            self.act(lambda: passing_on.said_yes(self.book, self.place.case, meeting.person, receiver, chosen, how))
            self.said.emit(f"{self._name} said yes to these words.")

    def _change(self, chosen: str) -> None:
        card = Card(margin=(18, 16))
        card.add(head("In these words"))
        field = TextField("The words", "Change them as the person says them, then read them back.", lines=4)
        field.set_text(chosen)
        card.add(field, before=10)
        done = quiet_button("Read these back")
        done.clicked.connect(lambda: self._ask(field.text().strip()))
        card.add(ButtonRow(done), before=12)
        self._spread.set_card(card)
        field.setFocus()

    # Whose words, and a visit that was none ------------------------------------------------------------------------------------

    def ask_whose(self) -> None:
        """The chosen words, or all of this topic's, may be somebody else's."""
        if self._open is None or self.book.side is not None:
            self.said.emit("Whose words they are can be changed when everything is open again." if self.book.side else "")
            return
        record, chosen = self._open.form.record.id, self._writing.selected_text().strip()
        if not self._writing.text().strip():
            self.said.emit("Nothing is written here yet.")
            return
        self.leave()
        self.desk.wait(lambda: None)
        self.to("whose", record, chosen)

    def ask_could_not(self) -> None:
        """Two keys from anywhere on this page: this one, and Enter."""
        words = "The visit could not go ahead"
        card = QuestionCard(
            f"The visit with {self._name}",
            words,
            "Is that so?",
            (("yes", "It could not go ahead"), ("no", "It goes on")),
            consequence="Everything that you wrote and promised stays.",
            shape=self._shape,
        )
        card.answered.connect(self._could_not)
        self._spread.set_card(card)

    def _could_not(self, key: str) -> None:
        self._spread.set_card(None)
        self._writing.setFocus(Qt.FocusReason.OtherFocusReason)
        if key == "yes":
            self.leave()
            self.act(lambda: visits.could_not(self.book, self._file, self._meeting), lambda _: self.to("finish", self._meeting.id))

    def main_pressed(self) -> None:
        """What is left to do after a visit, in one page."""
        if self._file.get(Preparation, self.place.record) is None:
            self.to("record", "", f"new:{Preparation.kind}")
        else:
            self.to("finish", self.place.record)
