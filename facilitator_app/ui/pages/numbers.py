"""Numbers at hand, with no network: whom to ring when somebody is in danger, out of hours, or in need of somebody to talk to."""

from facilitator_app.ledger.seals import fresh_id
from facilitator_app.records import NumberAtHand
from facilitator_app.records.case_file import CaseFile, assemble
from facilitator_app.records.record import NOBODY, Id
from facilitator_app.ui.page import Page
from facilitator_app.ui.parts.columns import Columns
from facilitator_app.ui.parts.rows import Rows
from facilitator_app.ui.parts.words import body, sentence
from facilitator_app.ui.place import Place
from facilitator_app.workbook.acts import Changed

_SERVICE = "service"


class NumbersPage(Page):
    """All of them, or with `more` = "edit" the one that the place names."""

    place_in_rail = "today"

    def concerns(self, changed: Changed) -> bool:
        """Only these."""
        return NumberAtHand.kind in changed.kinds

    def read(self) -> CaseFile:
        """The service's own records."""
        return assemble(NOBODY, self.book.vault.stored(_SERVICE))

    def show_read(self, found: CaseFile) -> None:
        """A list that can be read while one dials; or three fields."""
        if self.forms:
            return
        self.title = "Numbers at hand"
        columns = Columns()
        columns.side.hide()
        if self.place.more == "edit":
            self._one(columns, found)
        else:
            self._all(columns, found)
        self.put_in(columns)

    def _all(self, columns: Columns, found: CaseFile) -> None:
        self.main_words = "Add a number"
        numbers = found.all(NumberAtHand)
        columns.text.add(sentence("If somebody is in danger now: 999."))
        columns.text.add(body("This program cannot raise an alarm.", "soft"), before=6)
        if not numbers:
            columns.text.add(body("No other number is written down yet: the safeguarding lead, and whom to ring out of hours."), before=20)
        rows = Rows()
        for one in sorted(numbers, key=lambda one: one.what.casefold()):
            rows.add(f"{one.number}   {one.what}".replace(" ", "\u00a0", one.number.count(" ")), one.when, link="Change", key=one.id)
        rows.pressed.connect(lambda key: self.go.emit(Place("numbers", NOBODY, Id(key), "edit")))
        columns.text.add(rows, before=20)

    def _one(self, columns: Columns, found: CaseFile) -> None:
        self.main_words = "Done"
        one = found.get(NumberAtHand, self.place.record) or NumberAtHand(id=Id(fresh_id()))
        form = self.form(found, one, _SERVICE)
        columns.text.add(sentence("A number at hand"))
        for number, name in enumerate(("what", "number", "when")):
            columns.text.add(form.editor(name), before=16 if number else 12)

    def main_pressed(self) -> None:
        """Another one; or back to all of them."""
        self.go.emit(Place("numbers") if self.place.more == "edit" else Place("numbers", more="edit"))
