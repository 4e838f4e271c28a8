"""Afterwards: calls, what was promised, and the paper that is out."""

from facilitator_app import calendar
from facilitator_app.records import FollowUp, PromiseMade, SafeContact, Term
from facilitator_app.records.after_meeting import OwedCall, owed_calls
from facilitator_app.records.agreed import SETTLED, in_force, progress_of, to_be_told
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import Id
from facilitator_app.ui.page import Page
from facilitator_app.ui.pages.case import banded, shape
from facilitator_app.ui.parts.buttons import ButtonRow, link_button, quiet_button
from facilitator_app.ui.parts.columns import Columns
from facilitator_app.ui.parts.owner import OwnerWords
from facilitator_app.ui.parts.rows import Rows
from facilitator_app.ui.parts.words import body, note, sentence
from facilitator_app.ui.place import Place
from facilitator_app.workbook import agreeing, papers
from facilitator_app.workbook.workbook import shape_of

_HOW = {"phone": "rung", "visit_home": "seen", "visit_prison": "seen", "visit_other": "seen"}
_GLANCE = 90  # letters


class AfterwardsPage(Page):
    """One case after its meeting."""

    def read(self) -> CaseFile:
        """The case."""
        return self.book.case(self.place.case)

    def show_read(self, found: CaseFile) -> None:
        """Calls first: they are what is due."""
        self._file = found
        self._late = self._first_late(found)
        self.case_strip(found, "afterwards", "Write how it goes" if self._late else "Write a note")
        today = self.book.clock.today()
        columns = Columns()
        calls = found.all(FollowUp)
        waiting = [call for call in calls if not call.done_on]
        owed = owed_calls(found)
        names = " and ".join(dict.fromkeys(found.name(id) for id in [call.person for call in owed] + [call.person for call in waiting]))
        said = f"{names} will hear from you." if names else "No call is due." if calls else "No call is planned yet."
        columns.text.add(sentence(self._late_words(found) or said))
        if self._late is not None and names:
            columns.text.add(body(said), before=10)
        self._calls(columns, calls, owed)
        self._board(columns, found)
        promised = found.all(PromiseMade)
        if promised:
            columns.text.section("What you promised")
            kept = Rows()
            for promise in promised:
                state = f"Kept on {calendar.said(promise.kept_on, today)}" if promise.kept_on else f"By {calendar.said(promise.by, today)}"
                kept.add(promise.words, f"{found.name(promise.person)} · {state}", link="Open", key=f"{PromiseMade.kind}/{promise.id}")
            kept.pressed.connect(self._open)
            columns.text.add(kept)
        out = papers.register(found)
        columns.side.section("Paper that is out", first=True)
        if out:
            register = Rows()
            for _, words, when in out:
                register.add(words, when)
            columns.side.add(register)
        else:
            columns.side.add(body("None yet.", "soft"))
        back = link_button("Back to the case system")
        back.clicked.connect(lambda: self.to("case_out"))
        columns.side.add(back, before=20)
        self.put_in(columns)

    def _first_late(self, file: CaseFile) -> Term | None:
        """The first line whose day is past, and which nobody has written down as done."""
        agreement, today = agreeing.agreement_of(file), self.book.clock.today()
        for term in in_force(file, agreement).terms if agreement is not None and agreement.signed_on else ():
            progress, due = progress_of(file, term.id), calendar.whole_day(term.promise.by_when)
            if due is not None and due < today and (progress is None or progress.status not in SETTLED):
                return term
        return None

    def _late_words(self, file: CaseFile) -> str:
        """What is late in its own words: a number alone would have to be looked for."""
        if self._late is None:
            return ""
        term, today = self._late, self.book.clock.today()
        progress, due = progress_of(file, term.id), calendar.whole_day(term.promise.by_when)
        when = calendar.long(due, today) if due else term.promise.by_when
        state = f" {agreeing.status_words(progress)}." if progress else " Nothing is written down of it yet."
        return f"“{_short(term.promise.what)}” was due on {when}.{state}"

    def _calls(self, columns: Columns, calls: tuple[FollowUp, ...], owed: tuple[OwedCall, ...]) -> None:
        """What is due first; then what was said, each under its owner's band: here the words of both stand on one page."""
        today, file = self.book.clock.today(), self._file
        rows = Rows()
        waiting = [(call.person, str(call.due), "Open", f"{FollowUp.kind}/{call.id}") for call in calls if not call.done_on]
        waiting += [(call.person, call.by, "Write it", f"new:{FollowUp.kind}:{call.person}") for call in owed]
        for person, due, link, key in sorted(waiting, key=lambda one: one[1]):
            under = " · ".join(filter(None, (f"By {calendar.due_said(due, today)}", _rule(file, person))))
            rows.add(f"Ring {file.name(person)}", under, link=link, shape=shape(shape_of(file, person)), key=key)
        rows.add("Another call", "To anybody who was there.", link="Plan it", key=f"new:{FollowUp.kind}", soft=True)
        rows.pressed.connect(self._open)
        columns.text.add(rows, before=12)
        if self._late is not None:  # the bright button goes with the first sentence
            write = quiet_button("Write a note")
            write.clicked.connect(self._write)
            columns.text.add(ButtonRow(write), before=12)
        done = sorted((call for call in calls if call.done_on), key=lambda call: call.done_on, reverse=True)
        if done:
            columns.text.section("Calls that were made")
        for call in done:
            owner, name = shape(shape_of(file, call.person)), file.name(call.person)
            said = OwnerWords(owner, f"{name} only", f"{_HOW.get(call.method, 'heard from')} on {calendar.said(call.done_on, today)}")
            change = link_button("Open", f"Open: the call to {name}")
            change.clicked.connect(lambda _=False, id=call.id: self._open(f"{FollowUp.kind}/{id}"))
            columns.text.add(banded(owner, said, note(_what_they_said(call)), ButtonRow(change)), before=12)

    def _board(self, columns: Columns, file: CaseFile) -> None:
        """Each line of what was agreed, by when it is due, and how it goes."""
        agreement = agreeing.agreement_of(file)
        if agreement is None or not agreement.signed_on:
            return
        today = self.book.clock.today()
        columns.text.section("What was agreed")
        rows = Rows()
        for term in in_force(file, agreement).terms:
            progress = progress_of(file, term.id)
            due = calendar.said(term.promise.by_when, today)
            state = (
                f"{agreeing.status_words(progress)}, said on {calendar.said(progress.on, today)}"
                if progress
                else "Nothing written down yet"
            )
            names = " and ".join(file.name(person) for person in to_be_told(file)) or "they"
            told = f"{names} heard it on {calendar.said(progress.told_on, today)}" if progress and progress.told_on else ""
            under = " · ".join(filter(None, (agreeing.who_words(file, term.promise), due, state, told)))
            rows.add(f"{term.number}. {term.promise.what}", under, link="How it goes", key=f"sealed_term/{term.id}")
        rows.pressed.connect(lambda key: self.to("sealed_term", key.split("/")[1]))
        columns.text.add(rows)

    def _open(self, key: str) -> None:
        if key.startswith("new:"):
            self.to("record", "", key)
        else:
            kind, record = key.split("/")
            self.go.emit(Place("record", self.place.case, Id(record), kind))

    def main_pressed(self) -> None:
        """How the line that was due goes; or else a note."""
        if self._late is not None:
            self.to("sealed_term", self._late.id)
        else:
            self._write()

    def _write(self) -> None:
        self.to("note", "", "new:")


def _rule(file: CaseFile, person: Id) -> str:
    """How this person is reached without harm: it stands wherever somebody might ring them."""
    contact = file.first(SafeContact, person)
    return contact.rule if contact and contact.rule else "Ask how to reach them safely"


def _what_they_said(call: FollowUp) -> str:
    wish = f"What they wish now: {call.wishes}" if call.wishes else ""
    return "\n".join(filter(None, (call.words, wish))) or "Nothing was written down."


def _short(words: str) -> str:
    """The first sentence of a line, as long as it can be read at a glance."""
    first = words.strip().split(". ")[0].rstrip(".")
    return first if len(first) <= _GLANCE else f"{first[:_GLANCE].rsplit(' ', 1)[0]} …"
