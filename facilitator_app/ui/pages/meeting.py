"""The conference plan, in five folds, and the way into the room."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from facilitator_app import calendar
from facilitator_app.ledger.seals import fresh_id
from facilitator_app.records import ConferencePlan, GuideRun, MeetingRecord, Participant, PassedOn, Prison, Venue, paths, seating
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.check import coming
from facilitator_app.records.passing_on import RELEASED, step_of
from facilitator_app.records.record import NOBODY, Id, compartment_name
from facilitator_app.ui.editors import Editor
from facilitator_app.ui.form import Form
from facilitator_app.ui.page import Page
from facilitator_app.ui.pages.case import banded, shape
from facilitator_app.ui.pages.door import Door
from facilitator_app.ui.pages.guide_choice import GuideChoice, guide_words
from facilitator_app.ui.parts.buttons import ButtonRow, link_button, quiet_button
from facilitator_app.ui.parts.columns import Columns
from facilitator_app.ui.parts.owner import OwnerWords
from facilitator_app.ui.parts.rows import Rows
from facilitator_app.ui.parts.words import body, label, note, sentence
from facilitator_app.ui.place import Place
from facilitator_app.ui.seats import HOW, SeatsView
from facilitator_app.workbook import conference, day, guide_planned, places, seats
from facilitator_app.workbook.guide_planned import Planned
from facilitator_app.workbook.guides import Listed
from facilitator_app.workbook.workbook import shape_of

FOLDS = (
    ("when", "When and where", ("day", "at", "minutes", "room", "venue", "conditions")),
    ("who", "Who, and where they sit", ("nearest_door", "layout", "first_to_speak")),
    ("asked", "What each asked for", ("not_discussed", "pause")),
    ("wrong", "If it goes wrong", ("if_it_goes_wrong",)),
    ("papers", "The guide, and papers for the day", ()),
)


_PAPERS = "Make the papers for the day"
WENT = ("went", "How it went", ("began", "finished", "how", "others", "may_be_told"))


@dataclass(frozen=True, slots=True, repr=False)
class _Found:
    """What the page shows."""

    file: CaseFile
    words: str
    plan: ConferencePlan
    run: GuideRun | None
    guide: Planned
    guides: list[Listed]
    card: Prison | Venue | None  # of the place where they meet


class MeetingPage(Page):
    """One conference. `more` names the fold that is open."""

    def read(self) -> _Found:
        """The case, its headline for this page, and the guides."""
        file = self.book.case(self.place.case)
        planned = next(iter(reversed(file.all(ConferencePlan))), None)
        plan = planned or ConferencePlan(id=Id(fresh_id()), case=self.place.case)
        run = conference.run_of(file, plan.id)
        guide = guide_planned.of_meeting(self.book, file, plan, run)
        card = places.card_for(self.book, plan.venue, plan.room)
        return _Found(file, conference.sentence_of(file), plan, run, guide, guide_planned.to_choose(self.book, file), card)

    def show_read(self, found: _Found) -> None:
        """The fold that is open, and the others as one line each."""
        if self.forms:
            return
        self._found, self._file, words = found, found.file, found.words
        self._plan, self._run = found.plan, found.run
        been = self._has_been()
        self._to_door: Callable[[], None] | None = None
        self.case_strip(self._file, "meeting", "Write what I saw" if been else _PAPERS)
        columns = Columns()
        columns.text.add(sentence(words))
        opened = self.place.more or ("went" if been else "when" if not self._plan.room else "who")
        form = self.form(self._file, self._plan, compartment_name(ConferencePlan, self.place.case))
        for key, title, fields in (WENT, *FOLDS) if been else FOLDS:
            if key == opened:
                columns.text.section(title)
                self._fold(columns, form, key, fields)
            else:
                rows = Rows()
                said = guide_words(found.guide) if key == "papers" else conference.fold_words(self._file, self._plan, key)
                rows.add(title, said, link="Open", key=key)
                rows.pressed.connect(lambda key: self.to("meeting", "", key))
                columns.text.add(rows, before=14)
        self._side(columns)
        self.put_in(columns)

    def _has_been(self) -> bool:
        """Whether there is anything to write of how it went: the room view ran to its end, or the day has come and gone without it."""
        if self._run is not None:
            return bool(self._run.ended or self._run.stopped)
        day = calendar.whole_day(self._plan.day)
        return day is not None and day < self.book.clock.today() and not self._plan.called_off_on

    def _went(self, columns: Columns) -> None:
        """Who came, in one press; then the facts. What each facilitator writes of it is a note of their own."""
        rows = Rows()
        for person in coming(self._file):
            one = conference.attendance_of(self._file, self._plan, person.id)
            owner = shape(shape_of(self._file, person.id))
            rows.add(person.print_name, conference.came_words(one), link="Change", shape=owner, key=one.who)
        rows.pressed.connect(self._change_came)
        columns.text.add(rows)
        everybody = quiet_button("Everybody came")
        everybody.clicked.connect(self._everybody_came)
        columns.text.add(ButtonRow(everybody), before=12)
        facts = conference.facts_of(self._file, self._plan, self._run)
        form = self.form(self._file, facts, compartment_name(MeetingRecord, self.place.case))
        for number, name in enumerate(WENT[2]):
            columns.text.add(form.editor(name), before=16 if number else 20)

    def _everybody_came(self) -> None:
        self.leave()
        self.act(lambda: conference.everybody_came(self.book, self._file, self._plan), lambda _: self.refresh())

    def _change_came(self, person: str) -> None:
        one = conference.attendance_of(self._file, self._plan, Id(person))
        self.leave()
        values = {"plan": one.plan, "who": one.who}
        self.act(lambda: self.book.record(self._file, one, values), lambda _: self.to("record", one.id))

    def _fold(self, columns: Columns, form: Form, key: str, fields: tuple[str, ...]) -> None:
        if key == "went":
            self._went(columns)
            return
        editors = {name: form.editor(name) for name in fields}
        for number, (name, one) in enumerate(editors.items()):
            columns.text.add(one, before=16 if number else 4)
            if name == "layout":  # the room stands under what changes it
                self._seats(columns, form, editors)
        if key == "asked":
            self._asked(columns)
        elif key == "papers":
            if both := form.both("guide"):
                columns.text.add(both, before=4)
            columns.text.add(GuideChoice(self, self._found.guide, self._found.guides, self._plan, begun=self._run is not None))
            rows = Rows()
            for kind in day.KINDS:
                rows.add(kind.title, kind.about, link="Make", key=kind.key)
            rows.pressed.connect(self._make)
            columns.text.add(rows, before=20)

    def _seats(self, columns: Columns, form: Form, editors: Mapping[str, Editor]) -> None:
        """The room. It goes along with the fields above it at once: this page does not read again while somebody writes on it."""
        order = seats.order_of(self._file, self._plan, self.book.me().name)
        view = SeatsView([seats.seat(self._file, key) for key in order], editors["layout"].text() or seating.CIRCLE)
        how, door = label(HOW, "soft"), Door()

        both = form.both("seats", "Two people sat everybody down apart from each other. This is one of the two, and nobody is moved in it.")

        def say() -> None:
            layout, wanted = editors["layout"].text(), editors["nearest_door"].text()
            away = seats.away_from_door(view.seats(), layout, wanted)
            door.say(seats.door_words(view.seats(), layout, wanted), away)
            if not self._has_been() and both is None:
                self._to_door = partial(view.to_door, away.key) if away else None
                self.main_words = f"Move {away.name} to the door" if away else _PAPERS
                self.strip_changed.emit()

        door.wanted.connect(view.to_door)

        view.told.connect(how.setText)
        view.moved.connect(lambda _: form.touch("seats"))
        editors["layout"].edited.connect(view.set_layout)
        for changed in (view.moved, editors["layout"].edited, editors["nearest_door"].edited):
            changed.connect(lambda _: say())
        form.bind("seats", lambda: tuple(view.keys()))
        say()
        if both is not None:
            view.setEnabled(False)
            door.setEnabled(False)
            columns.text.add(both, before=18)
        columns.text.add(door, before=18)  # above the room: it may say that the one who should be nearest the door is not
        columns.text.add(how, before=4)
        columns.text.add(view, before=10)

    def _asked(self, columns: Columns) -> None:
        """What each person said yes to, in the words that were approved; nothing else of theirs."""
        for person in self._file.sides:
            items = [item for item in self._file.all(PassedOn) if item.giver == person.id and step_of(item) in RELEASED]
            owner = shape(shape_of(self._file, person.id))
            words = [note(f"“{item.words}”") for item in items] or [body("Nothing was passed on.", "soft")]
            columns.text.add(banded(owner, OwnerWords(owner, person.print_name, "said yes to these words"), *words), before=18)

    def _side(self, columns: Columns) -> None:
        columns.side.section("In the room", first=True)
        if self._run and self._run.stopped:
            columns.side.add(body("The meeting was stopped. Everything is kept. Look after people first.", "soft"))
        else:
            columns.side.add(body("Two faces: Mine, which only you read, and Table, which holds the terms and nothing else.", "soft"))
        room = quiet_button("Open the room view")
        room.clicked.connect(self._open_room)
        columns.side.add(ButtonRow(room), before=10)
        if paths.has(self._file, "before_you_go"):
            before = link_button("Before you go ahead")
            before.clicked.connect(lambda: self.to("before"))
            columns.side.add(before, before=10)
        if card := self._found.card:
            link = link_button(f"{card.name}: what we know of it")
            link.clicked.connect(lambda: self.go.emit(Place("places", NOBODY, card.id)))
            columns.side.add(link, before=10)
        columns.side.section("Who comes")
        for person in self._file.all(Participant):
            link = link_button(person.print_name)
            link.clicked.connect(lambda _=False, id=person.id: self.to("person", id))
            columns.side.add(link, before=4)

    def main_pressed(self) -> None:
        """The papers that are carried in; once they have met, what this facilitator saw."""
        if self._has_been():
            self.leave()
            self.to("note", "", "new:team:How the meeting went")
            return
        if self._to_door is not None:  # the papers show who sits where
            self._to_door()
            return
        self._make(day.KINDS[0].key)

    def _make(self, key: str) -> None:
        self.leave()
        self.go.emit(Place("day", self.place.case, Id(""), key))

    def _open_room(self) -> None:
        """The room; where there is no day yet, the fold that asks for it."""
        if not self._plan.day and not any(form.touched for form in self.forms):
            self.to("meeting", "", "when")
            self.said.emit("A day is missing.")
            return
        self.leave()
        self.go.emit(Place("room", self.place.case, self._plan.id))
