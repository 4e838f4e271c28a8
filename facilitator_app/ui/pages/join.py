"""Coming in: the letters of a slip of paper, the address that stands on it, and who you are then. A slip of the pen is seen before anything is sent."""

from facilitator_app.errors import Trouble
from facilitator_app.ui.courier import Courier, way_to
from facilitator_app.ui.page import Page
from facilitator_app.ui.parts.columns import Columns
from facilitator_app.ui.parts.lines import LineField
from facilitator_app.ui.parts.words import body, label, sentence
from facilitator_app.ui.place import Place
from facilitator_app.workbook import exchanging
from facilitator_app.workbook.acts import Changed
from facilitator_app.workbook.exchanging import Coming, Enrolment

_WHAT = (
    "From then on what you write is also at the service, as soon as there is a network, and what colleagues write in your cases comes to you. "
    "What you have written so far goes there too, and stays yours."
)


class JoinPage(Page):
    """Two fields and one button."""

    place_in_rail = "settings"
    courier: Courier

    def use(self, courier: Courier) -> None:
        """Whom it tells that there is a service now."""
        self.courier = courier

    def concerns(self, _changed: Changed) -> bool:
        """Nobody else's doing."""
        return False

    def read(self) -> Enrolment | None:
        """Whether it belongs to a service already."""
        return self.courier.exchanging.enrolment

    def show_read(self, found: Enrolment | None) -> None:
        """The fields; or that there is nothing to do."""
        self.title, self.subtitle = "Come in to your service", ""
        columns = Columns()
        columns.side.hide()
        if found is not None:
            self.main_words = "Back"
            columns.text.add(sentence("This workbook belongs to its service."))
            columns.text.add(body(f"You came in as “{found.answer.person}”."), before=8)
            self.put_in(columns)
            return
        self.main_words = "Come in"
        columns.text.add(sentence("What stands on your slip?"))
        columns.text.add(body(_WHAT, "soft"), before=8)
        self.letters = LineField("The five groups of letters", "Capitals or not, with or without spaces.")
        self.address = LineField("The address of the service", "It stands under the letters, and looks like rj.example.org.")
        self.letters.setObjectName("join.letters")
        self.address.setObjectName("join.address")
        self.letters.edited.connect(self._typed)
        self.letters.entered.connect(self.address.setFocus)
        self.address.entered.connect(self.main_pressed)
        columns.text.add(self.letters, before=20)
        columns.text.add(self.address, before=16)
        columns.text.add(
            label("The letters are good for three days and for one laptop. Nobody needs them after you are in.", "soft"), before=20
        )
        self.put_in(columns)
        self.begin_at = self.letters.setFocus
        self._asking = False

    def _typed(self, text: str) -> None:
        """All letters are there: a slip of the pen is said at once."""
        self.letters.set_trouble(exchanging.slip_trouble(text))

    def main_pressed(self) -> None:
        """Looks at what was typed, and asks."""
        if self.main_words == "Back":
            self.done.emit()
            return
        if self._asking:
            return
        try:
            address = exchanging.address_from(self.address.text())
        except Trouble as trouble:
            self.address.set_trouble(trouble.words)
            return
        self.address.set_trouble("")
        self._asking = True
        typed, mine = self.letters.text(), self.courier.exchanging
        self.desk.do(self, lambda: mine.coming(typed), lambda coming: self._send(address, coming), self._mistyped)

    def _send(self, address: str, coming: Coming) -> None:
        self.said.emit("Asking the service")
        self.desk.send(
            self, lambda: exchanging.come_in(way_to(address).post, coming), lambda answer: self._keep(address, answer), self._not_in
        )

    def _keep(self, address: str, answer: exchanging.EnrolAnswer) -> None:
        mine = self.courier.exchanging
        self.desk.do(self, lambda: mine.came_in(address, answer), self._in, self._not_in)

    def _in(self, enrolment: Enrolment) -> None:
        self.said.emit("You are in")
        self.courier.enrolled(enrolment)
        self.go.emit(Place("exchange"))

    def _mistyped(self, trouble: Trouble) -> None:
        self._asking = False
        self.letters.set_trouble(trouble.words)
        self.letters.setFocus()

    def _not_in(self, trouble: Trouble) -> None:
        self._asking = False
        self.address.set_trouble(trouble.words)
