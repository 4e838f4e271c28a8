"""The end of a visit, in one page: what comes next, and time and miles in one line. Of a visit that could not go ahead: why, and what may be said."""

from facilitator_app import calendar
from facilitator_app.records import Preparation, PromiseMade, TimeSpent
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import Choice
from facilitator_app.records.sheets_out import left_behind
from facilitator_app.records.time_spent import said_back, understood
from facilitator_app.ui.page import Page
from facilitator_app.ui.parts.columns import Columns
from facilitator_app.ui.parts.rows import Rows
from facilitator_app.ui.parts.words import body, sentence
from facilitator_app.ui.place import Place
from facilitator_app.workbook import visits

_NOT_READ = "We cannot read “{rest}”. What you typed is kept."


class FinishPage(Page):
    """One visit that is over. Nothing of it is asked twice."""

    def read(self) -> tuple[CaseFile, CaseFile]:
        """The case, and this person's own time."""
        return self.book.case(self.place.case), visits.my_time(self.book)

    def show_read(self, found: tuple[CaseFile, CaseFile]) -> None:
        """Three short groups."""
        if self.forms:
            return
        file, mine = found
        meeting = file.get(Preparation, self.place.record)
        if meeting is None:
            return
        self.case_strip(file, "preparation", "Done")
        if not meeting.held:
            self.act(lambda: self.book.record(file, meeting, {"held": Choice("yes")}), lambda _: self.refresh())
            return
        columns = Columns()
        columns.side.hide()
        if meeting.held == "could_not":
            self._could_not(columns, file, meeting)
        else:
            self._took_place(columns, file, meeting)
        self._time(columns, mine, meeting)
        self._next(columns, meeting, could_not=meeting.held == "could_not")
        self.put_in(columns)

    def _took_place(self, columns: Columns, file: CaseFile, meeting: Preparation) -> None:
        missing = left_behind(file, meeting.id)
        if missing:  # what stands on it is not here: nothing says that the visit is written down
            columns.text.add(sentence(f"The visit with {file.name(meeting.person)} took place. {missing}."))
        else:
            columns.text.add(sentence(f"The visit with {file.name(meeting.person)} is written down."))
        columns.text.add(body("Whatever you leave empty can wait.", "soft"), before=8)
        form = self.form(file, meeting, file.compartments.get(meeting.id, ""))
        for number, field in enumerate(("held", "day", "at", "until")):
            columns.text.add(form.editor(field), before=16 if number else 20)

    def _could_not(self, columns: Columns, file: CaseFile, meeting: Preparation) -> None:
        columns.text.add(sentence(f"The visit with {file.name(meeting.person)} could not go ahead."))
        columns.text.add(body("Everything is kept. Whatever you leave empty can wait.", "soft"), before=8)
        form = self.form(file, meeting, file.compartments.get(meeting.id, ""))
        for number, field in enumerate(("could_not_why", "told_the_other")):
            columns.text.add(form.editor(field), before=16 if number else 20)
        today = self.book.clock.today()
        waiting = [one for one in file.all(PromiseMade) if one.words and not one.kept_on]
        if waiting:
            columns.text.section("What you promised still stands")
            rows = Rows()
            for promise in waiting:
                by = calendar.due_said(promise.by, today)
                rows.add(promise.words, " · ".join(filter(None, (file.name(promise.person), by))), link="Open", key=promise.id)
            rows.pressed.connect(lambda key: self.to("record", key))
            columns.text.add(rows)

    def _time(self, columns: Columns, mine: CaseFile, meeting: Preparation) -> None:
        spent = visits.time_of(self.book, mine, meeting)
        form = self.form(mine, spent, str(TimeSpent.compartment))
        field = form.editor("line")
        own = field.help()

        def said(typed: str) -> None:
            found = understood(typed)
            field.set_help(said_back(found) or own)
            field.set_trouble(_NOT_READ.format(rest=found.rest) if found.rest else "")

        field.edited.connect(said)
        if spent.line:
            said(spent.line)
        columns.text.add(field, before=20)

    def _next(self, columns: Columns, meeting: Preparation, *, could_not: bool) -> None:
        rows = Rows()
        if not could_not:
            rows.add("What was explained, and handed over", "", link="Write it", key=f"new:information_given:{meeting.person}")
            rows.add("A yes or no that they gave", "", link="Record it", key=f"new:consent:{meeting.person}")
        rows.add("A call you promised", "", link="Write it", key=f"new:promise_made:{meeting.person}")
        rows.add("The next visit", "", link="Plan it", key=f"new:preparation:{meeting.person}")
        rows.add("Something has changed", "Moved, ill, a court date.", link="Write it", key=f"new:something_changed:{meeting.person}")
        if not could_not:
            rows.add("Look again at what worries us", "", link="Write it", key=f"new:safety_look:{meeting.person}")
        rows.pressed.connect(lambda key: self.to("record", "", key))
        columns.text.section("What comes next")
        columns.text.add(rows)

    def main_pressed(self) -> None:
        """Back to the case."""
        self.go.emit(Place("case", self.place.case))
