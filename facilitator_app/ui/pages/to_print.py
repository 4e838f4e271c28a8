"""To print for others: what facilitators of all cases asked the office to print, one after the other, as it was issued.

Closed with one side open: it names people of every case.
"""

from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from facilitator_app import calendar
from facilitator_app.errors import Trouble
from facilitator_app.records.facts import Due
from facilitator_app.records.record import Id
from facilitator_app.ui import printing
from facilitator_app.ui.page import Page
from facilitator_app.ui.parts.buttons import ButtonRow, link_button, quiet_button
from facilitator_app.ui.parts.cards import Card
from facilitator_app.ui.parts.choices import Choice, Choices
from facilitator_app.ui.parts.columns import Columns
from facilitator_app.ui.parts.empty import Empty
from facilitator_app.ui.parts.facts import Fact, Facts
from facilitator_app.ui.parts.fields import SentenceField
from facilitator_app.ui.parts.page_pictures import PagePicture, images_of
from facilitator_app.ui.parts.words import body, label, sentence
from facilitator_app.ui.place import Place
from facilitator_app.workbook import office
from facilitator_app.workbook.acts import Changed
from facilitator_app.workbook.office import Asked

TITLE = "To print for others"
_MOST = 40
_DID = {"post": "It was posted", "facilitator": "I gave it to {who}", "keep": "It is put away here"}


@dataclass(frozen=True, slots=True, repr=False)
class _Found:
    """What waits, the one that is chosen, and its pages."""

    queue: list[Due]
    chosen: Asked | None
    images: tuple[QImage, ...]
    trouble: Trouble | None


class ToPrintPage(Page):
    """The place's case and record are what is chosen; the first that waits where nothing is."""

    place_in_rail: ClassVar[str] = "papers"

    def concerns(self, changed: Changed) -> bool:
        """Any case may ask for something, or stop it."""
        return bool(changed.cases)

    def read(self) -> _Found:
        """From facts, and one case."""
        queue = office.waiting(self.book)
        wanted = next((due for due in queue if due.record == self.place.record), queue[0] if queue else None)
        chosen = office.one_of(self.book, wanted.case, wanted.record) if wanted else None
        if chosen is None:
            return _Found(queue, None, (), None)
        try:
            return _Found(queue, chosen, images_of(office.look_at(self.book, chosen)), None)
        except Trouble as trouble:
            return _Found(queue, chosen, (), trouble)

    def show_read(self, found: _Found) -> None:
        """One of them at the left, the others at the side."""
        self._found = found
        self.title, self.main_words = TITLE, ""
        columns = Columns()
        one = found.chosen
        if one is None:
            columns.side.hide()
            columns.text.add(Empty("Nothing waits to be printed.", "What facilitators send to the office to print stands here."))
            back = link_button("To the papers")
            back.clicked.connect(lambda: self.go.emit(Place("papers")))
            columns.text.add(back, before=20)
            self.put_in(columns)
            return
        self.place = Place("to_print", one.file.id, one.asked.id)
        self._how = self._most_likely(one)
        columns.text.add(sentence(one.words))
        stopped = one.why_not or (found.trouble.words if found.trouble else "")
        if stopped:
            columns.text.add(body(f"It is not printed. {stopped}"), before=8)
        else:
            self.main_words = self._did(one, self._how) if one.is_printed else "Print it"
        columns.text.add(Facts([Fact(label_, value) for label_, value in office.says(self.book, one)]), before=16)
        self._address(columns, one)
        self._other_ways(columns, one)
        for number, image in enumerate(found.images if not stopped else (), 1):
            columns.text.add(PagePicture(image, f"Page {number} of {len(found.images)}"), before=20 if number == 1 else 14)
        self._queue(columns, found, one)
        self.put_in(columns)

    @staticmethod
    def _most_likely(one: Asked) -> str:
        return "facilitator" if one.asked.hand_on == "post" and not one.address else str(one.asked.hand_on)

    @staticmethod
    def _did(one: Asked, how: str) -> str:
        return _DID.get(how, _DID["facilitator"]).format(who=one.asked.author or "whoever asked")

    @staticmethod
    def _address(columns: Columns, one: Asked) -> None:
        """What may stand on the envelope, only for what is to be posted."""
        if one.asked.hand_on != "post":
            return
        if not one.address:
            columns.text.add(body("Nothing says where it may be posted. Give it to whoever asked."), before=16)
            return
        card = Card()
        card.add(label("On the envelope: by hand, no sender, no stamp of the service", "soft"))
        for line in (one.file.name(one.printed.recipient), *one.address):
            card.add(body(line), before=4)
        columns.text.add(card, before=16)

    def _other_ways(self, columns: Columns, one: Asked) -> None:
        if one.is_printed:
            others = [how for how in _DID if how != self._how and (how != "post" or one.address)]
            row = ButtonRow()
            for how in others:
                button = quiet_button(self._did(one, how))
                button.clicked.connect(lambda _=False, how=how: self._hand_on(one, how))
                row.add(button)
            columns.text.add(row, before=16)
            return
        cannot, why, write = (
            link_button("It cannot be printed"),
            SentenceField("Why", "Whoever asked reads it."),
            quiet_button("Write that down"),
        )
        row = ButtonRow(write)

        def unfold() -> None:
            cannot.hide()
            why.show()
            row.show()
            why.line.setFocus(Qt.FocusReason.OtherFocusReason)

        def pressed() -> None:
            if not why.text().strip():
                why.set_trouble("Say why: whoever asked waits for it.")
                return
            self._then_next(lambda: office.cannot(self.book, one, why.text()), "Written down. It stands in the register.")

        cannot.clicked.connect(unfold)
        write.clicked.connect(pressed)
        for part in (why, row):
            part.hide()
        columns.text.add(cannot, before=16)
        columns.text.add(why)
        columns.text.add(row, before=8)

    def _queue(self, columns: Columns, found: _Found, one: Asked) -> None:
        columns.side.section("Waiting", first=True)
        options = [Choice(f"{due.case}/{due.record}", due.title, self._under(due)) for due in found.queue[:_MOST]]
        choices = Choices(options, f"{one.file.id}/{one.asked.id}")
        choices.chosen.connect(self._choose)
        columns.side.add(choices, out=True)
        columns.side.add(label("Each is printed by itself, under a name that names nobody.", "soft"), before=10)

    def _under(self, due: Due) -> str:
        by = f"by {calendar.due_said(due.day, self.book.clock.today())}" if due.day else ""
        return ", ".join(filter(None, (by, due.detail)))

    def _choose(self, key: str) -> None:
        case, record = key.split("/")
        self.go.emit(Place("to_print", Id(case), Id(record)))

    def main_pressed(self) -> None:
        """Prints it; or, once it is printed, hands it on."""
        one = self._found.chosen
        if one is None or not self.main_words:
            return
        if one.is_printed:
            self._hand_on(one, self._how)
            return
        sides = {"one_sided": True} if one.printed.paper in ("first_letter", "visit_pack") else {}
        try:
            job = printing.ask(self, one.asked.copies, **sides, **({"booklet": True} if one.printed.format == "booklet" else {}))
        except Trouble as trouble:
            self.refused(trouble)
            return
        if job is not None:
            self.act(lambda: self._print(one, job), lambda _: self.said.emit("Sent to the printer. Now hand it on."))

    def _print(self, one: Asked, job: printing.Job) -> object:
        printing.send(job, office.data_of(self.book, one))  # asked again: somebody may have stopped since it stood on the screen
        return office.printed(self.book, one)

    def _hand_on(self, one: Asked, how: str) -> None:
        self._then_next(lambda: office.handed_on(self.book, one, how), "Written down. It stands in the register.")

    def _then_next(self, work: object, words: str) -> None:
        self.act(work, lambda _: self.said.emit(words))  # type: ignore[arg-type] # no argument, any result
