"""As it was on a day, and who wrote what: two pages to read, for a complaint, a handing over, or one's own memory. Nothing is changed here."""

from PySide6.QtCore import QTimer

from facilitator_app import calendar
from facilitator_app.records.case_file import CaseFile
from facilitator_app.ui.page import Page
from facilitator_app.ui.pages.case import shape
from facilitator_app.ui.parts.columns import Column, Columns
from facilitator_app.ui.parts.lines import LineField
from facilitator_app.ui.parts.rows import Rows
from facilitator_app.ui.parts.timeline import Note, Timeline
from facilitator_app.ui.parts.words import body, label, sentence
from facilitator_app.workbook import at_the_service, history
from facilitator_app.workbook.acts import Changed
from facilitator_app.workbook.history import AsItWas, Written

_SOON_MS = 250


class AsItWasPage(Page):
    """One field for the day; under it the case as it stood at the end of that day. `more` is the day (ISO), or empty: yesterday."""

    def concerns(self, _changed: Changed) -> bool:
        """What was, stays."""
        return False

    def read(self) -> CaseFile:
        """The case as it is now, for the strip."""
        return self.book.case(self.place.case)

    def show_read(self, found: CaseFile) -> None:
        """The day, and what it shows."""
        self.case_strip(found, "", "Back to the case")
        columns = Columns()
        columns.side.hide()
        columns.text.add(sentence("As it was on"))
        self._day = LineField("Day", "At the end of that day, by what had been typed by then.")
        self._day.setObjectName("as_it_was.day")
        self._below = Column()
        columns.text.add(self._day, before=12)
        columns.text.add(self._below, before=20, out=True)
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self._look)
        self._day.edited.connect(lambda _: self._soon.start())
        self._day.entered.connect(self._look)
        today = self.book.clock.today()
        asked = calendar.day_from(self.place.more, today) or calendar.day_from("yesterday", today) or ""
        whole = calendar.whole_day(asked)
        self._day.set_text(calendar.long(whole).replace("\u00a0", " ").split(" ", 1)[1] if whole else "")
        self.put_in(columns)
        self.begin_at = self._day.setFocus
        self._look()

    def _look(self) -> None:
        typed, today = self._day.text(), self.book.clock.today()
        whole = calendar.whole_day(calendar.day_from(typed, today) or "")
        self._day.set_trouble("" if whole or not typed.strip() else "We cannot read this as a day. Try 17 March 2026.")
        if whole is not None:
            case = self.place.case
            self.desk.ask(self, lambda: history.as_it_was(self.book, case, whole), lambda found: self._show_day(typed, found))

    def _show_day(self, typed: str, found: AsItWas) -> None:
        if typed != self._day.text():
            return
        self._day.set_help(calendar.long(found.day, self.book.clock.today()))
        below = self._below
        below.clear()
        if found.empty:
            below.add(body("Nothing had been written down yet.", "soft"))
            return
        below.add(sentence(found.sentence))
        people = Rows()
        for name, rule in found.people:
            people.add(name, rule)
        below.add(people, before=12)
        if found.lines:
            below.section("What was agreed, as it stood")
            for line in found.lines:
                below.add(body(line), before=4)
        below.section("What had happened")
        timeline = Timeline()
        timeline.set_notes(
            [Note(f"{h.kind}/{h.record}/{n}", h.day, h.at, shape(h.shape), h.owner, h.about, h.words) for n, h in enumerate(found.happened)]
        )
        below.add(timeline)

    def main_pressed(self) -> None:
        """Back."""
        self.to("case")


class HistoryPage(Page):
    """Who wrote what into one record. The place's record is the record."""

    def read(self) -> tuple[CaseFile, tuple[Written, ...], str]:
        """The case, the saves, and where they are by now."""
        file = self.book.case(self.place.case)
        where = at_the_service.of_record(self.book, file, self.place.record)
        return file, history.who_wrote(self.book, file, self.place.record), where

    def show_read(self, found: tuple[CaseFile, tuple[Written, ...], str]) -> None:
        """The latest first."""
        file, saves, where = found
        record = file.records.get(self.place.record)
        self.case_strip(file, "", "Back")
        columns = Columns()
        columns.side.hide()
        columns.text.add(sentence(f"Who wrote what: {type(record).title.lower()}" if record else "Nothing is here."))
        columns.text.add(body("Every save is kept. Nothing that was typed is lost when something else is typed over it.", "soft"), before=8)
        if saves:
            columns.text.add(label(f"{where}.", "soft"), before=8)
        for number, save in enumerate(saves):
            columns.text.section(f"{save.when}, {save.who}", first=False)
            rows = Rows()
            for name, before, now in save.fields:
                rows.add(
                    f"{name}: {now}" if now else name,
                    f"Before: {before}" if before else "" if now or number == len(saves) - 1 else "Emptied",
                )
            columns.text.add(rows)
        self.put_in(columns)

    def main_pressed(self) -> None:
        """Back to the record."""
        self.done.emit()
