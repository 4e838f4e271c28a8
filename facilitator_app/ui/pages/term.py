"""One line of the agreement: what will happen, who does it, by when. One statement, saved as one."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt

from facilitator_app import calendar
from facilitator_app.records import Agreement, CopyWish, Participant, Term
from facilitator_app.records.agreement import Promise
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import Id, compartment_name
from facilitator_app.ui.page import Page
from facilitator_app.ui.parts.buttons import ButtonRow, link_button, quiet_button
from facilitator_app.ui.parts.columns import Columns
from facilitator_app.ui.parts.fields import LineField, TextField, Tick
from facilitator_app.ui.parts.words import IconWords, body, head, label, sentence, title
from facilitator_app.ui.place import Place
from facilitator_app.workbook import agreeing, comparing, passing_on
from facilitator_app.workbook.acts import Changed

COPIED = "copied"  # the lines are the copy of a sheet that was read back and signed: both are recorded in one act


class TermPage(Page):
    """The place's record is the term."""

    def read(self) -> CaseFile:
        """The case."""
        return self.book.case(self.place.case)

    def show_read(self, found: CaseFile) -> None:
        """Three fields of one statement, and how it will be checked."""
        if self.forms:
            return
        term = found.get(Term, self.place.record)
        if term is None:
            return
        if agreeing.is_sealed(found, term):
            self.go.emit(Place("sealed_term", self.place.case, term.id))
            return
        self.case_strip(found, "agreement", "Done")
        columns = Columns()
        columns.side.hide()
        form = self.form(found, term, compartment_name(Term, self.place.case))
        today = self.book.clock.today()
        what = TextField("What will happen", "One plain sentence, in the words that were read aloud.", lines=3)
        what.setObjectName("term.what")
        what.set_text(term.promise.what)
        when = LineField("By when", "A day, or words: from today.")
        when.setObjectName("term.by_when")
        day = calendar.whole_day(term.promise.by_when)
        when.set_text(calendar.long(day).replace("\u00a0", " ").split(" ", 1)[1] if day else term.promise.by_when)
        ticks = [(person.id, Tick(person.print_name)) for person in found.all(Participant) if person.print_name]
        for id, tick in ticks:
            tick.setChecked(id in term.promise.who)
            tick.toggled.connect(lambda _: form.touch("promise"))

        def promise() -> Promise:
            who = tuple(id for id, tick in ticks if tick.isChecked())
            typed = when.text().strip()
            return Promise(what.text().strip(), who, calendar.day_from(typed, today) or typed)

        def typed_when(typed: str) -> None:
            iso = calendar.day_from(typed, today)
            whole = calendar.whole_day(iso) if iso else None
            when.set_help(calendar.long(whole, today) if whole else "A day, or words: from today.")
            when.set_trouble(agreeing.too_early(found, term, typed, today))
            form.touch("promise")

        when.set_trouble(agreeing.too_early(found, term, term.promise.by_when, today))
        form.bind("promise", promise)
        both = form.both("promise")
        if both is not None:
            _lock(what, when, [tick for _, tick in ticks])
        what.edited.connect(lambda _: form.touch("promise"))
        when.edited.connect(typed_when)
        columns.text.add(sentence(f"Line {term.number} of the agreement"))
        self._above(columns, found, term)
        columns.text.space(16)
        columns.text.add_all([one for one in (both, what) if one is not None], 16)
        columns.text.add(body("Who does it", weight=600), before=16)
        for number, (_, tick) in enumerate(ticks):
            columns.text.add(tick, before=4 if number else 6)
        columns.text.add(when, before=16)
        for name in _beside(found, term):
            columns.text.add(form.editor(name), before=16)
        self.put_in(columns)
        self.begin_at = lambda: (both or what).setFocus(Qt.FocusReason.OtherFocusReason)

    def _above(self, columns: Columns, found: CaseFile, term: Term) -> None:
        """That it was signed already, and what should be looked at in its words."""
        today = self.book.clock.today()
        agreement = found.get(Agreement, term.agreement)
        if agreement is not None and agreement.signed_on:
            said = calendar.said(agreement.signed_on, today)
            columns.text.add(
                body(
                    f"This was signed on {said}. Mend here only what differs from the signed paper. A change needs everybody’s yes again.",
                    "soft",
                ),
                before=8,
            )
        for said in agreeing.pointed_out(found, term, today):
            columns.text.add(IconWords("info", body(said, role="care"), role="care"), before=10)

    def main_pressed(self) -> None:
        """Back to the paper."""
        self.go.emit(Place("agreement", self.place.case))


def _beside(found: CaseFile, term: Term) -> Iterator[str]:
    """What else is asked of a line: only what somebody has a use for."""
    yield "how_shown"
    if term.picture or any(wish.format == "easy_read" for wish in found.all(CopyWish)):
        yield "picture"
    if agreeing.soft_question(found, term) or term.offered_by_harmed:
        yield "offered_by_harmed"


def _lock(what: TextField, when: LineField, ticks: Sequence[Tick]) -> None:
    """One statement in two versions: none of its parts is typed into."""
    what.prose.setReadOnly(True)
    when.line.setReadOnly(True)
    for tick in ticks:
        tick.setEnabled(False)


class ReadBackPage(Page):
    """Line by line, large. Enter says: agreed by all. The yes binds to the words as they stand."""

    def read(self) -> CaseFile:
        """The case."""
        return self.book.case(self.place.case)

    def show_read(self, found: CaseFile) -> None:
        """One line at a time."""
        self._file = found
        self._agreement = found.get(Agreement, self.place.record)
        self._lines = found.terms(self._agreement) if self._agreement else ()
        self._at = min(int(self.place.more or 0), len(self._lines))
        self.case_strip(found, "agreement", "")
        columns = Columns()
        columns.side.hide()
        if self._at < len(self._lines):
            term = self._lines[self._at]
            day = calendar.whole_day(term.promise.by_when)
            columns.text.add(label(f"Line {self._at + 1} of {len(self._lines)}. Read it aloud.", "soft"))
            columns.text.add(title(term.promise.what), before=12)
            when = f"by {calendar.long(day)}" if day else term.promise.by_when
            columns.text.add(head("  ·  ".join(filter(None, (agreeing.who_words(found, term.promise), when)))), before=10)
            if term.how_shown:
                columns.text.add(body(term.how_shown, "soft"), before=6)
            yes, change = quiet_button("Agreed by all"), quiet_button("Change the words")
            yes.clicked.connect(self._next)
            change.clicked.connect(lambda: self.to("term", term.id))
            columns.text.add(ButtonRow(yes, change), before=28)
            columns.text.add(label("Enter: agreed by all.", "soft"), before=8)
            self._focus_on(yes)
        self.put_in(columns)
        if self._at < len(self._lines):
            yes.setFocus(Qt.FocusReason.OtherFocusReason)

    def _focus_on(self, button: object) -> None:
        self.begin_at = lambda: button.setFocus(Qt.FocusReason.OtherFocusReason)  # type: ignore[attr-defined] # a button

    def _next(self) -> None:
        if self._at + 1 < len(self._lines):
            self.place = Place("read_back", self.place.case, self.place.record, str(self._at + 1))
            self.refresh()
        elif self._agreement is not None:
            agreement, file = self._agreement, self._file
            self.act(lambda: agreeing.read_back(self.book, file, agreement), lambda _: self.go.emit(Place("agreement", self.place.case)))


class SignedPage(Page):
    """What was signed by hand: on which day, by whom. Asks whose full name can be read on another's copy."""

    def concerns(self, _changed: Changed) -> bool:
        """Whoever ticks names goes on ticking: what is recorded replaces what stood here when this was opened."""
        return False

    def read(self) -> CaseFile:
        """The case."""
        return self.book.case(self.place.case)

    def show_read(self, found: CaseFile) -> None:
        """A day and names."""
        self._file = found
        self._agreement = found.get(Agreement, self.place.record)
        copied = self.place.more == COPIED
        self.case_strip(found, "agreement", "These words, these people" if copied else "These people signed")
        columns = Columns()
        columns.side.hide()
        columns.text.add(sentence("This is what was read back and signed." if copied else "It was signed by hand."))
        if copied:
            columns.text.add(body("Lay the signed sheet beside the screen and go through it word for word.", "soft"), before=8)
        columns.text.add(
            body(
                "A first name or initials are enough. If somebody’s full name can be read on another’s sheet, offer a fresh copy.", "soft"
            ),
            before=8,
        )
        self._day = LineField("On", "The day of the meeting.")
        self._day.setObjectName("agreement.signed_on")
        known_day = (self._agreement.signed_on or self._agreement.held_on) if self._agreement else ""
        day = calendar.whole_day(known_day) or self.book.clock.today()
        self._day.set_text(calendar.long(day).replace("\u00a0", " ").split(" ", 1)[1])
        columns.text.add(self._day, before=20)
        self._ticks = [(person.id, Tick(person.print_name)) for person in found.all(Participant) if person.print_name]
        columns.text.add(body("Who signed", weight=600), before=16)
        for number, (id, tick) in enumerate(self._ticks):
            tick.setChecked(self._agreement is not None and id in self._agreement.signers)
            columns.text.add(tick, before=4 if number else 6)
        self._missing = IconWords("info", body("Tick who signed.", role="care"), role="care")
        self._missing.hide()
        columns.text.add(self._missing, before=10)
        self._ask_full_names(columns)
        self.put_in(columns)
        self.begin_at = self._at_the_day

    def _ask_full_names(self, columns: Columns) -> None:
        """An ink signature may say a surname on somebody else's sheet. Folded: most sign with a first name."""
        known = self._agreement.full_names if self._agreement else ()
        self._full = [(id, Tick(f"{tick.text()}’s full name")) for id, tick in self._ticks]
        for id, tick in self._full:
            tick.setChecked(id in known)
        ask = link_button("A full name can be read on somebody else’s sheet")
        whose = body("Whose full name can be read on somebody else’s sheet?", weight=600)
        for widget in (whose, *(tick for _, tick in self._full)):
            widget.hide()

        def unfold() -> None:
            ask.hide()
            for widget in (whose, *(tick for _, tick in self._full)):
                widget.show()
            self._full[0][1].setFocus(Qt.FocusReason.OtherFocusReason)

        ask.clicked.connect(unfold)
        columns.text.add(ask, before=20)
        columns.text.add(whose, before=0)
        for number, (_, tick) in enumerate(self._full):
            columns.text.add(tick, before=4 if number else 6)
        # Whoever looked at the paper a moment ago is asked; what was answered before is not hidden.
        if known or (self.place.more == COPIED and comparing.signed_pages(self._file)):
            ask.hide()
            for widget in (whose, *(tick for _, tick in self._full)):
                widget.show()

    def _at_the_day(self) -> None:
        self._day.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._day.line.selectAll()  # another day is typed over it

    def main_pressed(self) -> None:
        """Recorded; it is corrected, never undone."""
        day = calendar.day_from(self._day.text(), self.book.clock.today())
        if self._agreement is None or day is None:
            self._day.set_trouble("We cannot read this as a day. Try 17 March 2026.")
            return
        agreement = self._agreement
        signers = [id for id, tick in self._ticks if tick.isChecked()]
        if not signers:
            self._missing.show()
            self._ticks[0][1].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        record = agreeing.copied if self.place.more == COPIED else agreeing.sign
        full = [id for id, tick in self._full if tick.isChecked()]
        self.act(
            lambda: record(self.book, self._file, agreement, day, signers, full),
            lambda _: self.go.emit(Place("agreement", self.place.case)),
        )


class AskOwnerPage(Page):
    """Asking somebody whether their words may be passed on: read back, then yes or no. `more` is "receiver|words"."""

    def read(self) -> CaseFile:
        """The case."""
        return self.book.case(self.place.case)

    def show_read(self, found: CaseFile) -> None:
        """The words, the question, and what follows from a yes."""
        self._file = found
        receiver, _, words = self.place.more.partition("|")
        owner = found.name(self.place.record)
        reader = found.name(receiver) or "the other person"
        self.case_strip(found, "agreement", "")
        columns = Columns()
        columns.side.hide()
        columns.text.add(sentence(f"Ask {owner} if this may be passed on to {reader}"))
        self._words = TextField("In these words", "Change them as the person says them.", lines=3)
        self._words.setObjectName("passed_on.words")
        self._words.set_text(words)
        columns.text.add(self._words, before=16)
        self._how = LineField("How you asked", "For example: by phone, 16:10.")
        self._how.setObjectName("passed_on.how")
        columns.text.add(self._how, before=16)
        columns.text.add(body(f"Read it back aloud. Did {owner} say yes?", weight=600), before=24)
        columns.text.add(label(passing_on.ONCE_HEARD.format(name=reader), "soft"), before=4)
        yes, no = quiet_button("Yes, these words"), quiet_button("No")
        yes.clicked.connect(lambda: self._yes(Id(receiver)))
        no.clicked.connect(self.done)
        columns.text.add(ButtonRow(yes, no), before=10)
        self.put_in(columns)

    def _yes(self, receiver: Id) -> None:
        words, how, owner = self._words.text().strip(), self._how.text().strip(), self.place.record
        if not words or not how:
            self._how.set_trouble("Say how you asked: it stands beside their yes.")
            return
        self.act(
            lambda: passing_on.said_yes(self.book, self.place.case, owner, receiver, words, how),
            lambda _: self.done.emit(),
        )
