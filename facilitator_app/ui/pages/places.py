"""Prison cards and meeting places: what the service knows of each, read like a card, with the day on which it was last asked."""

from facilitator_app import calendar
from facilitator_app.ledger.seals import fresh_id
from facilitator_app.records import Prison, Venue
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import NOBODY, Day, Id, fields_of
from facilitator_app.ui.page import Page
from facilitator_app.ui.parts.buttons import link_button
from facilitator_app.ui.parts.columns import Columns
from facilitator_app.ui.parts.more import fold_under_more
from facilitator_app.ui.parts.rows import Rows
from facilitator_app.ui.parts.words import body, sentence
from facilitator_app.ui.place import Place
from facilitator_app.workbook import places
from facilitator_app.workbook.acts import Changed

_KINDS: tuple[type[Prison] | type[Venue], ...] = (Prison, Venue)


class PlacesPage(Page):
    """All of them; one to read; or, with `more` = "edit", one to write in. `more` = "new:KIND" begins one."""

    place_in_rail = "today"

    def concerns(self, changed: Changed) -> bool:
        """Only these."""
        return bool({Prison.kind, Venue.kind} & set(changed.kinds))

    def read(self) -> CaseFile:
        """Those that may be seen: with one side open, the ones that this side's own visits name."""
        return places.known(self.book)

    def show_read(self, found: CaseFile) -> None:
        """List, card or fields."""
        if self.forms:
            return
        self.title, self._file = "Prisons and meeting places", found
        columns = Columns()
        columns.side.hide()
        one = found.get(Prison, self.place.record) or found.get(Venue, self.place.record)
        if self.place.more.startswith("new:") or (one is not None and self.place.more == "edit"):
            self._write(columns, one or self._new())
        elif one is not None:
            self._card(columns, one)
        else:
            self._all(columns)
        self.put_in(columns)

    def _new(self) -> Prison | Venue:
        kind = next(kind for kind in _KINDS if kind.kind == self.place.more.removeprefix("new:"))
        return kind(id=self.place.record or Id(fresh_id()), confirmed_on=Day(self.book.clock.today().isoformat()))

    def _all(self, columns: Columns) -> None:
        self.main_words = "Add a prison" if self.book.side is None else ""
        known = [one for kind in _KINDS for one in self._file.all(kind)]
        columns.text.add(sentence("What we know of each place" if known else "No prison and no meeting place is written down yet."))
        columns.text.add(body("How to book, what may come in, where to park. No name of anybody in a case.", "soft"), before=8)
        rows = Rows()
        for one in sorted(known, key=lambda one: (one.kind, one.name.casefold())):
            rows.add(one.name or one.title, places.asked_words(self.book, one), link="Open", key=one.id)
        rows.pressed.connect(lambda key: self.go.emit(Place("places", NOBODY, Id(key))))
        columns.text.add(rows, before=20)
        if self.book.side is None:
            venue = link_button("Add a meeting place")
            venue.clicked.connect(lambda: self.go.emit(Place("places", NOBODY, NOBODY, "new:venue")))
            columns.text.add(venue, before=16)

    def _card(self, columns: Columns, one: Prison | Venue) -> None:
        self.main_words = "Change this card" if self.book.side is None else ""
        columns.text.add(sentence(one.name or one.title))
        columns.text.add(body(places.asked_words(self.book, one), "soft"), before=6)
        for field in fields_of(type(one)):
            value = str(getattr(one, field.name))
            if value and field.name not in ("name", "confirmed_on", "confirmed_by"):
                columns.text.add(body(field.ask.label, "soft"), before=16)
                columns.text.add(body(calendar.said(value, self.book.clock.today()) if field.type is Day else value), before=2)

    def _write(self, columns: Columns, one: Prison | Venue) -> None:
        self.main_words = "Done"
        form = self.form(self._file, one, places.WHERE)
        columns.text.add(sentence(one.title))
        more = [field.name for field in fields_of(type(one)) if field.ask.more]
        for number, field in enumerate(field for field in fields_of(type(one)) if not field.ask.more):
            columns.text.add(form.editor(field.name), before=16 if number else 12)
        fold_under_more(columns.text, [form.editor(name) for name in more])

    def main_pressed(self) -> None:
        """Another one, its fields, or back. With one side open a card is only read."""
        if self.book.side is not None:
            return
        if self.place.more:
            self.done.emit()
        elif self.place.record:
            self.go.emit(Place("places", NOBODY, self.place.record, "edit"))
        else:
            self.go.emit(Place("places", NOBODY, NOBODY, "new:prison"))
