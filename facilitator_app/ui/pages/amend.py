"""A line that was sealed: its words, how it goes, and the changes to it, each with who has said yes and who has not yet."""

from PySide6.QtCore import Qt

from facilitator_app import calendar
from facilitator_app.records import Agreement, Amendment, Participant, Term, TermProgress
from facilitator_app.records.agreed import amendments, concerned, holds, in_force, progress_of, sealed_of, yes_of
from facilitator_app.records.agreement import Promise
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import Id
from facilitator_app.ui.page import Page
from facilitator_app.ui.parts.buttons import ButtonRow, link_button, quiet_button
from facilitator_app.ui.parts.columns import Columns
from facilitator_app.ui.parts.fields import LineField, TextField, Tick
from facilitator_app.ui.parts.rows import Rows
from facilitator_app.ui.parts.words import body, label, note, sentence
from facilitator_app.ui.place import Place
from facilitator_app.workbook import agreeing


def line_of(file: CaseFile, record: Id) -> tuple[Agreement, Term] | None:
    """A line with the words that hold of it now, and its agreement."""
    stands = file.get(Term, record)
    agreement = file.get(Agreement, stands.agreement) if stands else None
    if stands is None or agreement is None:
        return None
    return agreement, next((term for term in in_force(file, agreement).terms if term.id == stands.id), stands)


_NOW = "now"


class SealedTermPage(Page):
    """The place's record is the term."""

    def read(self) -> CaseFile:
        """The case."""
        return self.book.case(self.place.case)

    def show_read(self, found: CaseFile) -> None:
        """The words that hold, how it goes, and what was proposed instead."""
        self._file = found
        line = line_of(found, self.place.record)
        if line is None:
            return
        agreement, self._term = line
        self.case_strip(found, "agreement", "How it goes")
        columns = Columns()
        columns.side.hide()
        columns.text.add(sentence(f"Line {self._term.number} of what was agreed"))
        columns.text.add(note(self._term.promise.what, 500), before=12)
        columns.text.add(body(self._who_when(self._term.promise), weight=600), before=4)
        sealed = sealed_of(found, agreement)
        if sealed is not None:
            day = calendar.said(sealed.on, self.book.clock.today())
            said = f"Sealed on {day}. Not a letter of it changes any more; another promise needs everybody’s yes."
            columns.text.add(label(said, "soft"), before=8)
        self._progress(columns)
        for amendment in amendments(found, agreement):
            if amendment.term == self._term.id:
                self._amendment(columns, amendment)
        another = link_button("Another promise in its place" if sealed is not None else "Change this line")
        another.clicked.connect(lambda: self.to("amend" if sealed is not None else "term", self._term.id))
        columns.text.add(another, before=28)
        self.put_in(columns)

    def _who_when(self, promise: Promise) -> str:
        day = calendar.whole_day(promise.by_when)
        when = f"by {calendar.long(day)}" if day else promise.by_when
        return "  ·  ".join(filter(None, (agreeing.who_words(self._file, promise), when)))

    def _progress(self, columns: Columns) -> None:
        columns.text.section("How it goes")
        today = self.book.clock.today()
        rows = Rows()
        for one in sorted((p for p in self._file.all(TermProgress) if p.term == self._term.id), key=lambda p: p.on, reverse=True):
            told = f"They were told on {calendar.said(one.told_on, today)}" if one.told_on else ""
            said = " · ".join(filter(None, (calendar.said(one.on, today), one.source, one.words, told)))
            rows.add(agreeing.status_words(one), said, link="Open", key=one.id)
        rows.add("How it goes now", "", link="Write it", key=_NOW, soft=True)
        rows.pressed.connect(lambda key: self.main_pressed() if key == _NOW else self.to("record", key, TermProgress.kind))
        columns.text.add(rows)

    def _amendment(self, columns: Columns, amendment: Amendment) -> None:
        force = holds(self._file, amendment)
        columns.text.section("Everybody has said yes to this instead" if force else "Proposed instead, not agreed yet")
        columns.text.add(note(amendment.promise.what, 500))
        columns.text.add(body(self._who_when(amendment.promise), weight=600), before=4)
        rows = Rows()
        for person in concerned(self._file, amendment):
            yes, name = yes_of(amendment, person), self._file.name(person)
            when = calendar.said(yes.on, self.book.clock.today()) if yes else ""
            words = f"{name} said yes on {when}" if yes else f"{name} has not said yes yet"
            rows.add(words, yes.how if yes else "", link="" if yes else "Said yes", mark="tick" if yes else "ring", key=person)
        rows.pressed.connect(lambda person: self._yes(amendment, Id(person)))
        columns.text.add(rows, before=8)
        if not force:
            dropped = link_button("Drop this change")
            dropped.clicked.connect(lambda: self.act(lambda: agreeing.drop(self.book, self._file, amendment)))
            columns.text.add(dropped, before=8)

    def _yes(self, amendment: Amendment, person: Id) -> None:
        how = f"told us, {self.book.clock.now():%H:%M}"
        self.act(lambda: agreeing.say_yes(self.book, self._file, amendment, person, how))

    def main_pressed(self) -> None:
        """A new word on how it goes."""
        latest = progress_of(self._file, self._term.id)
        open_one = latest.id if latest is not None and latest.on == self.book.clock.today().isoformat() else ""
        self.to("record", open_one, TermProgress.kind if open_one else f"new:{TermProgress.kind}::{self._term.id}")


class AmendPage(Page):
    """Another promise in place of a sealed one: its words, who does it, by when. Then each is asked."""

    def read(self) -> CaseFile:
        """The case."""
        return self.book.case(self.place.case)

    def concerns(self, _changed: object) -> bool:
        """What is being typed stays."""
        return False

    def show_read(self, found: CaseFile) -> None:
        """The words that hold now, to be changed."""
        self._file = found
        line = line_of(found, self.place.record)
        if line is None:
            return
        self._agreement, self._term = line
        self.case_strip(found, "agreement", "Propose this")
        promise, day = self._term.promise, calendar.whole_day(self._term.promise.by_when)
        columns = Columns()
        columns.side.hide()
        columns.text.add(sentence(f"Another promise in place of line {self._term.number}"))
        columns.text.add(
            body("It holds when everybody whom it concerns has said yes to these very words. Until then the old one does.", "soft"),
            before=8,
        )
        self._what = TextField("What will happen", "One plain sentence.", lines=3)
        self._what.setObjectName("amendment.what")
        self._what.set_text(promise.what)
        self._when = LineField("By when", "A day, or words: from today.")
        self._when.setObjectName("amendment.by_when")
        self._when.set_text(calendar.long(day).replace("\u00a0", " ").split(" ", 1)[1] if day else promise.by_when)
        self._ticks = [(person.id, Tick(person.print_name)) for person in found.all(Participant) if person.print_name]
        columns.text.add(self._what, before=16)
        columns.text.add(body("Who does it", weight=600), before=16)
        for number, (id, tick) in enumerate(self._ticks):
            tick.setChecked(id in promise.who)
            columns.text.add(tick, before=4 if number else 6)
        columns.text.add(self._when, before=16)
        today = self.book.clock.today()
        self._when.edited.connect(lambda typed: self._when.set_trouble(agreeing.too_early(found, self._term, typed, today)))
        back = quiet_button("Leave it as it is")
        back.clicked.connect(lambda: self.to("sealed_term", self._term.id))
        columns.text.add(ButtonRow(back), before=20)
        self.put_in(columns)
        self.begin_at = lambda: self._what.setFocus(Qt.FocusReason.OtherFocusReason)

    def main_pressed(self) -> None:
        """Proposed; nothing has changed yet."""
        what, typed = self._what.text().strip(), self._when.text().strip()
        if not what:
            self._what.set_trouble("Say what will happen.")
            return
        when = calendar.day_from(typed, self.book.clock.today()) or typed
        promise = Promise(what, tuple(id for id, tick in self._ticks if tick.isChecked()), when)
        if promise == self._term.promise:
            self._what.set_trouble("These are the words that hold already.")
            return
        file, agreement, term = self._file, self._agreement, self._term
        self.act(
            lambda: agreeing.propose(self.book, file, agreement, term, promise),
            lambda _: self.go.emit(Place("sealed_term", self.place.case, term.id)),
        )
