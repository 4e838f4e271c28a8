"""One case: first a sentence, then its people, then what has happened. The details open after "Do you know anyone here?"."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from facilitator_app.language import number_word
from facilitator_app.records import Acquaintance, Case, Participant, PassedOn, gates, paths
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.check import Group
from facilitator_app.records.facts import may_open, paper_words
from facilitator_app.records.fetching import to_fetch
from facilitator_app.records.record import NOBODY, Choice, Day, Id
from facilitator_app.ui.desk import Desk
from facilitator_app.ui.page import Page
from facilitator_app.ui.pages.checks import rows_of
from facilitator_app.ui.pages.heard import heard_field
from facilitator_app.ui.pages.register import TO_FETCH
from facilitator_app.ui.pages.today import place_of
from facilitator_app.ui.parts.buttons import Button, ButtonRow, link_button, quiet_button
from facilitator_app.ui.parts.columns import Columns
from facilitator_app.ui.parts.facts import People
from facilitator_app.ui.parts.facts import Person as Card
from facilitator_app.ui.parts.owner import Banded, OwnerWords, Shape
from facilitator_app.ui.parts.rows import Rows
from facilitator_app.ui.parts.timeline import Note, Timeline
from facilitator_app.ui.parts.two_versions import LOOK, STANDS
from facilitator_app.ui.parts.words import body, label, note, sentence
from facilitator_app.ui.place import Place
from facilitator_app.workbook import going_ahead, passing_on, two_versions
from facilitator_app.workbook.overview import Overview, Person, overview
from facilitator_app.workbook.paper_out import FETCH
from facilitator_app.workbook.workbook import Workbook


def banded(owner: Shape, *parts: QWidget) -> Banded:
    """Parts under each other beside an owner's band."""
    box = Banded(owner)
    down = QVBoxLayout(box)
    down.setContentsMargins(0, 2, 0, 2)
    down.setSpacing(3)
    for part in parts:
        down.addWidget(part)
    return box


def shape(name: str) -> Shape:
    """The shape of a name, as the core calls it."""
    return Shape[name.upper()]


class CasePage(Page):
    """The overview of one case."""

    def __init__(self, desk: Desk, book: Workbook, place: Place) -> None:
        super().__init__(desk, book, place)
        self._most = _AT_ONCE

    def read(self) -> tuple[CaseFile, Overview]:
        """The case and what is to be shown of it."""
        file = self.book.case(self.place.case)
        self._checks = gates.checks(file, self.book.clock.today()) if self.book.side is None else ()
        return file, overview(self.book, self.place.case, file)

    def show_read(self, found: tuple[CaseFile, Overview]) -> None:
        """Asks first who knows whom; then shows everything."""
        self._file, shown = found
        if self.book.side is None and not may_open(self._file):
            self._ask_who_knows()
        else:
            self._compose(shown)

    # Do you know anyone here? -------------------------------------------------------------------------------------------------

    def _ask_who_knows(self) -> None:
        self.case_strip(self._file, "", "")
        self.title, self.tabs = "A new referral", ()
        self.subtitle = self._file.case.reference
        columns = Columns()
        columns.side.hide()
        answers = self._file.all(Acquaintance)
        if answers:
            said = (
                "You said that you may know somebody here." if answers[-1].answer == "not_sure" else "You said that you know somebody here."
            )
            columns.text.add(sentence(f"{said} The details stay closed."))
            columns.text.add(
                body("Talk to your supervisor. If it turns out to be nobody you know, you can answer again.", "soft"), before=8
            )
        else:
            columns.text.add(sentence("Do you know anyone here?"))
            columns.text.add(body("Only names and the area are shown until you have answered.", "soft"), before=8)
        for number, person in enumerate(self._file.all(Participant)):
            columns.text.add(note(person.print_name, 500), before=20 if not number else 6)
        if self._file.case.incident_area:
            columns.text.add(body(self._file.case.incident_area, "soft"), before=12)
        buttons = ButtonRow()
        for key, words in (("no", "No"), ("yes", "Yes"), ("not_sure", "Not sure")):
            button = quiet_button(words)
            button.clicked.connect(lambda _=False, key=key: self._answer(key))
            buttons.add(button)
        columns.text.add(buttons, before=28)
        self.put_in(columns)
        self.begin_at = lambda: buttons.findChildren(type(button))[0].setFocus()

    def _answer(self, key: str) -> None:
        values = {"who": self.book.me().name, "answer": Choice(key), "on": Day(self.book.clock.today().isoformat())}
        self.act(lambda: self.book.add(Acquaintance, self.place.case, values))

    # Overview -----------------------------------------------------------------------------------------------------------------

    def _compose(self, shown: Overview) -> None:
        self._visit = shown.visit if self.book.side is None else NOBODY
        self.case_strip(self._file, "case", self._main_words())
        columns = Columns()
        columns.text.add(sentence(shown.sentence))
        self._suggestion(columns)
        columns.text.add(People(*(_card(person) for person in shown.people)), before=18)
        columns.text.add(self._links(shown.people), before=10)
        self._offers(columns)
        columns.text.section("What has happened", after=8)
        if self._visit:  # the bright button goes with the first sentence
            write = quiet_button("Write a note")
            write.clicked.connect(self._write)
            columns.text.add(ButtonRow(write), before=2)
        if shown.happened:
            timeline = Timeline()
            timeline.set_notes(
                [Note(f"{h.kind}/{h.record}", h.day, h.at, shape(h.shape), h.owner, h.about, h.words) for h in shown.happened[: self._most]]
            )
            timeline.opened.connect(self._open)
            columns.text.add(timeline, before=12 if self._visit else 0)
            self._earlier(columns, shown)
        else:
            columns.text.add(body("Nothing yet. The first call or visit will stand here.", "soft"))
        self._side(columns, shown)
        self.put_in(columns)

    def _main_words(self) -> str:
        """What the first sentence leads to, in the words of Today."""
        if not self._visit:
            return "Write a note"
        return "Get ready for this visit" if self._file.records[self._visit].kind == "preparation" else "Get ready for the meeting"

    def _earlier(self, columns: Columns, shown: Overview) -> None:
        """The way to what happened longer ago than what is shown."""
        if len(shown.happened) <= self._most:
            return
        link = link_button("What happened before that")

        def show() -> None:
            self._most += 2 * _AT_ONCE
            self._show((self._file, shown))

        link.clicked.connect(show)
        columns.text.add(link, before=16)

    def _suggestion(self, columns: Columns) -> None:
        """Another path than the one that stands is suggested: one press takes it, where it is not the supervisor's to give."""
        file = self._file
        found = paths.suggestion_for(file) if self.book.side is None else None
        if found is None:
            return
        columns.text.add(body(going_ahead.suggested_words(file), "soft"), before=8)
        take = quiet_button(f"Take the path {paths.path_word(found.path)}")
        take.clicked.connect(lambda: self.act(lambda: going_ahead.choose_path(self.book, file, found.path)))
        other = link_button("Choose the path")
        other.clicked.connect(lambda: self.to("path"))
        columns.text.add(ButtonRow(take, other), before=8)

    def _links(self, people: tuple[Person, ...]) -> QWidget:
        """Under each person: everything about them, and only their side."""
        holder = QWidget()
        across = QHBoxLayout(holder)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(40)
        for person in people:
            row = ButtonRow(gap=16)
            about = link_button(f"About {person.name}")
            about.clicked.connect(lambda _=False, id=person.id: self.to("person", id))
            row.add(about)
            if self.book.side is None:
                only = link_button(f"Open only {person.name}’s side")
                only.clicked.connect(lambda _=False, id=person.id: self._open_side(id))
                row.add(only)
            across.addWidget(row, 1)
        return holder

    def _offers(self, columns: Columns) -> None:
        """With one side open: what may be offered to this person, in the words that were approved."""
        side = self.book.side
        if side is None:
            return
        mine = [item for item in self._file.all(PassedOn) if item.receiver == side.person]
        offered = [item for item in mine if passing_on.next_act(item) == "offer"]
        told = [item for item in mine if passing_on.next_act(item) == "heard"]
        name = self._file.name(side.person)
        if offered:
            columns.text.section(f"You may offer {name}", after=8)
        for item in offered:
            asked = label("Ask first: hear it now, later, or never?", "soft")
            columns.text.add(
                banded(Shape.RINGS, OwnerWords(Shape.RINGS, "To pass on, in these words"), note(f"“{item.words}”", 500), asked), before=10
            )
            buttons = ButtonRow()
            for key, words in (("now", "Now"), ("later", "Later"), ("never", "Never")):
                button = quiet_button(words, f"{words}: {item.words}")
                button.clicked.connect(
                    lambda _=False, item=item, key=key: self.act(lambda: passing_on.offer(self.book, self._file, item, key))
                )
                buttons.add(button)
            columns.text.add(buttons, before=6)
        if told:
            columns.text.section(f"{name} was told", after=8)
        for item in told:
            columns.text.add(banded(Shape.RINGS, OwnerWords(Shape.RINGS, "Passed on"), note(f"“{item.words}”", 500)), before=10)
            field = heard_field(self, self._file, item)
            button = quiet_button(f"{name} has heard it", f"{name} has heard it: {item.words}")
            button.clicked.connect(
                lambda _=False, item=item, field=field: self.act(
                    lambda: passing_on.heard(self.book, self._file, item, field.text().strip())
                )
            )
            columns.text.add(field, before=8)
            columns.text.add(ButtonRow(button), before=8)

    def _side(self, columns: Columns, shown: Overview) -> None:
        self._headed = False  # the first section has no air above it
        if shown.next:
            self._section(columns, "Next")
            rows = Rows()
            for record, words, when in shown.next:
                there = record in self._file.records
                visit = there and self._file.records[record].kind in ("preparation", "conference_plan")
                rows.add(words, when, link="Get ready" if visit else "Open" if there else "", key=record)
            rows.pressed.connect(lambda key: self._open(f"{self._file.records[Id(key)].kind}/{key}"))
            columns.side.add(rows)
        self._fetch(columns)
        if self.book.side is None:
            self._two_versions(columns)
            self._missing(columns)
        if shown.supporters:
            self._section(columns, "Supporters")
            rows = Rows()
            for person in shown.supporters:
                rows.add(person.name, person.role, shape=shape(person.shape), link="Open", key=person.id)
            rows.pressed.connect(lambda key: self.to("person", key))
            columns.side.add(rows)
        if shown.waiting:
            self._section(columns, "Waiting, as it should be")
            columns.side.add_all([body(words, "soft") for words in shown.waiting])
        if self.book.side is None:
            self._more(columns)
        else:
            self._way_out(columns, self._file.name(self.book.side.person))

    def _fetch(self, columns: Columns) -> None:
        """Paper that should come back, as one line."""
        wrong = to_fetch(self._file)
        if wrong:
            self._section(columns, TO_FETCH)
            more = f", and {number_word(len(wrong) - 1)} more" if len(wrong) > 1 else ""
            rows = Rows()
            rows.add(f"{paper_words(self._file, wrong[0].printed)}{more}", wrong[0].reasons[0].words, link="Open", key="register")
            rows.pressed.connect(lambda key: self.to(key, "", FETCH))
            columns.side.add(rows)

    def _two_versions(self, columns: Columns) -> None:
        """What two people wrote apart from each other: a few of it, and from each of them the rest."""
        forks = sorted(self._file.forks)
        if forks:
            self._section(columns, STANDS)
            rows = Rows()
            for record, name in forks[:_FEW]:
                rows.add(*two_versions.said_of(self._file, record, name), link=LOOK, key=f"{record}/{name}")
            rows.pressed.connect(lambda key: self.to("two_versions", key.partition("/")[0], key.partition("/")[2]))
            columns.side.add(rows)

    def _section(self, columns: Columns, words: str) -> None:
        columns.side.section(words, first=not self._headed)
        self._headed = True

    def _missing(self, columns: Columns) -> None:
        """The first of what is not written down, and the way to all of it."""
        missing = [check for check in self._checks if check.group is not Group.DONE][:_FEW]
        if missing:
            self._section(columns, "Not written down yet")
            columns.side.add(rows_of(self, tuple(missing), marks=False))
        if paths.has(self._file, "before_you_go"):
            every = link_button("Before you go ahead")
            every.clicked.connect(lambda: self.to("before"))
            columns.side.add(every, before=10 if missing else 28)

    def _more(self, columns: Columns) -> None:
        self._section(columns, "If somebody rings")
        ask = self._file.case.supervisor or "your supervisor"
        columns.side.add(body(f"Say only that you will pass on the message. Then ask {ask}.", "soft"))
        columns.side.section("To write down")
        folded = []
        for words, page, kind, part in _MORE:
            there = paths.has(self._file, part.removeprefix("no "))
            if part and there is part.startswith("no "):
                continue
            link = link_button(words)
            link.clicked.connect(lambda _=False, page=page, kind=kind: self.to(page, self.place.case if kind == Case.kind else "", kind))
            columns.side.add(link, before=4)
            if words not in _OFTEN:
                link.hide()
                folded.append(link)
        more = link_button("More")
        more.clicked.connect(lambda: self._unfold(more, folded))
        columns.side.add(more, before=4)

    def _unfold(self, more: QWidget, folded: list[Button]) -> None:
        more.hide()
        for link in folded:
            link.show()
        folded[0].setFocus()

    def _way_out(self, columns: Columns, name: str) -> None:
        self._section(columns, f"Only {name}’s side is open")
        columns.side.add(body("Search, recent pages and papers hold nothing else. Leaving asks for your passphrase.", "soft"))
        leave = quiet_button(f"Leave {name}’s side")
        leave.clicked.connect(lambda: self.go.emit(Place("leave_side")))
        columns.side.add(leave, before=10)

    def _open(self, key: str) -> None:
        kind, record = key.split("/")
        self.go.emit(place_of(self.place.case, kind, Id(record)))

    def _open_side(self, person: Id) -> None:
        self.act(lambda: self.book.open_side(self.place.case, person), lambda _: self.go.emit(Place("case", self.place.case)))

    def act(self, work: Callable[[], Any], then: Callable[[Any], None] | None = None) -> None:
        """What was being typed is finished first: the page reads again after an act."""
        self.leave()
        super().act(work, then)

    def main_pressed(self) -> None:
        """The visit that comes today or tomorrow; or else a note."""
        if self._visit:
            self._open(f"{self._file.records[self._visit].kind}/{self._visit}")
        else:
            self._write()

    def _write(self) -> None:
        """A note of a call, a visit, a thought."""
        person = self.book.side.person if self.book.side else ""
        self.to("note", more=f"new:{person}")


_FEW = 3
_OFTEN = frozenset(
    {
        "Plan a meeting",
        "Close the case",
        "Write down a promise",
        "Somebody knows something now",
        "Record a consent",
        "Something has changed",
    }
)
_AT_ONCE = 100  # of what has happened: each row is measured before the page is painted
# What can be begun: words, page, what it begins, and the part of the work without which it is not offered.
_MORE = (
    ("Write down a promise", "record", "new:promise_made", ""),
    ("Record a consent", "record", "new:consent", ""),
    ("Somebody knows something now", "record", "new:told", ""),
    ("Something has changed", "record", "new:something_changed", ""),
    ("Plan a meeting", "meeting", "", "no meeting"),
    ("What may be passed on, and letters", "passing", "", "letters"),
    ("Look at what worries us", "record", "new:safety_look", "safety_looks"),
    ("Wait for something", "record", "new:waiting", "before_you_go"),
    ("Something both of them know", "record", "new:known_to_both", ""),
    ("An order", "record", "new:order", "orders"),
    ("Something that must be reported", "record", "new:incident", ""),
    ("Add a supporter", "record", "new:participant", "supporters"),
    ("Which path it takes", "path", "", ""),
    ("About the case", "record", Case.kind, ""),
    ("As it was on a day", "as_it_was", "", ""),
    ("Hand it over", "handing_over", "", ""),
    ("Back to the case system", "case_out", "", ""),
    ("Close the case", "close", "", ""),
)


def _card(person: Person) -> Card:
    return Card(
        person.name,
        person.role,
        shape(person.shape),
        person.rule,
        person.number,
        person.icon,
        knows=person.knows,
        not_told=person.not_told,
    )
