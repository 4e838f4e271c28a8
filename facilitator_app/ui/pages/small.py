"""Two small pages: leaving a side, and beginning a case by hand."""

from facilitator_app.ledger.seals import fresh_id
from facilitator_app.records import Acquaintance, Case, Participant
from facilitator_app.records.record import Choice, Day, Id, compartment_name
from facilitator_app.ui.page import Page
from facilitator_app.ui.parts.buttons import link_button
from facilitator_app.ui.parts.columns import Columns
from facilitator_app.ui.parts.fields import ChoiceField, LineField, PassphraseField
from facilitator_app.ui.parts.words import body, sentence
from facilitator_app.ui.place import Place
from facilitator_app.workbook.acts import Row
from facilitator_app.workbook.today import visit_soon_of


class LeaveSidePage(Page):
    """Asks for the passphrase."""

    def show_read(self, _: object) -> None:
        """One field."""
        name = self.book.side_name
        self.title, self.subtitle = f"With {name}", "Only this side is open"
        self.main_words = "Open everything again"
        columns = Columns()
        columns.side.hide()
        columns.text.add(sentence(f"Leave {name}’s side"))
        columns.text.add(
            body("Everybody’s notes can be read again afterwards. Be where nobody looks over your shoulder.", "soft"), before=8
        )
        self._field = PassphraseField("Passphrase")
        self._field.entered.connect(self.main_pressed)
        columns.text.add(self._field, before=20)
        self.put_in(columns)
        self.begin_at = self._field.setFocus

    def main_pressed(self) -> None:
        """Back to the whole workbook; the place it goes to is Today, and never where the other side was."""
        typed = self._field.text()
        self.desk.do(
            self,
            lambda: self.book.leave_side(typed),
            lambda _: self.go.emit(Place("today")),
            lambda trouble: self._field.set_trouble(trouble.words),
        )


class OnlySidePage(Page):
    """Offered at unlocking when a visit begins within the hour: only that person's side. The place's record is the person."""

    place_in_rail = "today"

    def read(self) -> tuple[str, str]:
        """The name, and when."""
        near = visit_soon_of(self.book)
        return self.book.case(self.place.case).name(self.place.record), near.at if near else ""

    def show_read(self, found: tuple[str, str]) -> None:
        """A sentence, the main action, and the way round it."""
        name, at = found
        self.title = ""
        self.main_words = f"Open only {name}’s side"
        columns = Columns()
        columns.side.hide()
        columns.text.add(sentence(f"You see {name} at {at}." if at else f"You see {name} today."))
        columns.text.add(
            body("With only this side open, nothing of anybody else can be seen or found, whoever looks over your shoulder.", "soft"),
            before=8,
        )
        everything = link_button("Open everything")
        everything.clicked.connect(lambda: self.go.emit(Place("today")))
        columns.text.add(everything, before=20)
        self.put_in(columns)

    def main_pressed(self) -> None:
        """That side."""
        self.act(lambda: self.book.open_side(self.place.case, self.place.record), lambda _: self.go.emit(Place("case", self.place.case)))


class NewCasePage(Page):
    """A case begun by hand: two names and their roles; everything else can wait."""

    def show_read(self, _: object) -> None:
        """Four fields."""
        self.title, self.subtitle, self.main_words = "A new case", "", "Begin"
        columns = Columns()
        columns.side.hide()
        columns.text.add(sentence("Whom is it about?"))
        self._reference = LineField("Case reference", "If your service has given one.")
        self._first = LineField("First person", "The name the other may read.")
        self._second = LineField("Second person", "The name the other may read. If you know.")
        sides = [("sides", "One was harmed, the other is responsible"), ("both", "Both are taking part")]
        self._roles = ChoiceField("What are they to each other?", sides, "")
        self._roles.set_text("sides")
        for number, field in enumerate((self._first, self._second, self._roles, self._reference)):
            columns.text.add(field, before=20 if not number else 16)
        self.put_in(columns)
        self.begin_at = self._first.setFocus

    def main_pressed(self) -> None:
        """Makes the case, its two people, and the answer that nobody here is known: whoever begins a case by hand has met them."""
        if not self._first.text().strip():
            self._first.set_trouble("A name is needed to begin.")
            return
        case = Id(fresh_id())
        both = self._roles.text() == "both"
        names = [name for name in (self._first.text().strip(), self._second.text().strip()) if name]
        today = Day(self.book.clock.today().isoformat())
        rows = [
            Row(
                compartment_name(Case, case),
                Case.kind,
                case,
                # Whoever begins it leads it, until somebody writes another name: a letter has nobody to ask for otherwise.
                {
                    "reference": self._reference.text().strip(),
                    "received_on": today,
                    "path": "light" if both else "standard",
                    "lead": self.book.me().name,
                },
            ),
            Row(compartment_name(Case, case), Acquaintance.kind, Id(fresh_id()), {"who": self.book.me().name, "answer": "no", "on": today}),
        ]
        for name, role in zip(names, ("taking_part", "taking_part") if both else ("harmed", "responsible"), strict=False):
            rows.append(
                Row(compartment_name(Participant, case), Participant.kind, Id(fresh_id()), {"print_name": name, "role": Choice(role)})
            )
        self.act(lambda: self.book.save(rows), lambda _: self.go.emit(Place("case", case)))
