"""Your time and miles: each visit's line, what a month comes to, and a table for the claim. Nobody else's, and no measure of anybody."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from facilitator_app import calendar
from facilitator_app.ledger.seals import fresh_id
from facilitator_app.records import TimeSpent
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import NOBODY, Choice, Day, Id
from facilitator_app.records.time_spent import said_back
from facilitator_app.ui import printing
from facilitator_app.ui.page import Page
from facilitator_app.ui.parts.buttons import ButtonRow, quiet_button
from facilitator_app.ui.parts.columns import Columns
from facilitator_app.ui.parts.rows import Rows
from facilitator_app.ui.parts.words import body, sentence
from facilitator_app.ui.place import Place
from facilitator_app.workbook import time_kept, visits
from facilitator_app.workbook.acts import Changed
from facilitator_app.workbook.time_kept import Month


class TimePage(Page):
    """All lines by month; with `more` = "edit" the one that the place names; "new:" begins one."""

    place_in_rail = "today"

    def concerns(self, changed: Changed) -> bool:
        """Only these."""
        return TimeSpent.kind in changed.kinds

    def read(self) -> tuple[tuple[Month, ...], CaseFile]:
        """By month, and the records themselves."""
        return time_kept.months(self.book), visits.my_time(self.book)

    def show_read(self, found: tuple[tuple[Month, ...], CaseFile]) -> None:
        """A section a month; or four fields."""
        if self.forms:
            return
        months, mine = found
        self.title = "Your time and miles"
        columns = Columns()
        columns.side.hide()
        if self.place.more:
            self._one(columns, mine)
        else:
            self._all(columns, months)
        self.put_in(columns)

    def _all(self, columns: Columns, months: tuple[Month, ...]) -> None:
        self.main_words = "Write a line"
        columns.text.add(sentence("Your time and miles" if months else "Nothing is written down yet."))
        columns.text.add(body("A line can be typed at the end of each visit. It is yours; nobody is measured by it.", "soft"), before=8)
        today = self.book.clock.today()
        for month in months:
            columns.text.section(month.name or "No day yet")
            columns.text.add(body(month.total, weight=600))
            rows = Rows()
            for one in month.entries:
                under = ", ".join(filter(None, (one.what, one.reference, said_back(one.spent) or one.line)))
                rows.add(calendar.said(one.on, today) or "No day yet", under, link="Change", key=one.record)
            rows.pressed.connect(lambda key: self.go.emit(Place("time", NOBODY, Id(key), "edit")))
            columns.text.add(rows, before=8)
            save = quiet_button("Save as a table", f"Save as a table: {month.name}")
            save.clicked.connect(lambda _=False, month=month: self._save(month))
            columns.text.add(ButtonRow(save), before=12)

    def _one(self, columns: Columns, mine: CaseFile) -> None:
        self.main_words = "Done"
        today = Day(self.book.clock.today().isoformat())
        known = mine.get(TimeSpent, self.place.record)
        one = known or TimeSpent(id=self.place.record or Id(fresh_id()), on=today, activity=Choice("other"))
        form = self.form(mine, one, str(TimeSpent.compartment))
        columns.text.add(sentence(one.title))
        for number, name in enumerate(("on", "activity", "line")):
            columns.text.add(form.editor(name), before=16 if number else 12)

    def _save(self, month: Month) -> None:
        # Our own dialog, not the system's: that one keeps lists of files that were saved lately.
        options = QFileDialog.Option.DontUseNativeDialog
        name, _ = QFileDialog.getSaveFileName(self, "Save as a table", "time-and-miles.csv", "Tables (*.csv)", options=options)
        if name:
            data = time_kept.as_table(month)
            said = "Saved as a table." + (" Words beside the figures are not in it." if time_kept.leaves_words_out(month) else "")
            self.act(lambda: printing.save(data, Path(name)), lambda _: self.said.emit(said))

    def main_pressed(self) -> None:
        """Another line; or back."""
        if self.place.more:
            self.done.emit()
        else:
            self.go.emit(Place("time", more=f"new:{TimeSpent.kind}"))
