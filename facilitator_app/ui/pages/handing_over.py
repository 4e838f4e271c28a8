"""Handing over: one page for a colleague who takes the case on. Never with one side open: it tells of everybody."""

from facilitator_app.errors import Trouble
from facilitator_app.records import HandingOver
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.check import coming
from facilitator_app.records.record import Id, compartment_name
from facilitator_app.ui.page import Page
from facilitator_app.ui.pages.case import banded, shape
from facilitator_app.ui.parts.columns import Columns
from facilitator_app.ui.parts.owner import OwnerWords
from facilitator_app.ui.parts.rows import Rows
from facilitator_app.ui.parts.words import body, sentence
from facilitator_app.ui.place import Place
from facilitator_app.workbook import handing_over
from facilitator_app.workbook.handing_over import ToHandOver

_LISTS = (
    ("carried", "What is carried to offer"),
    ("not_to_say", "Not to be told"),
    ("missing", "Not written down yet"),
)


class HandingOverPage(Page):
    """Where it stands and what was promised at the left; to whom, and who was told, at the side."""

    def read(self) -> ToHandOver:
        """Everything on it."""
        return handing_over.to_hand_over(self.book, self.place.case)

    def show_read(self, found: ToHandOver) -> None:
        """To read, top to bottom."""
        if self.forms:
            return
        self._found = found
        self.case_strip(found.file, "", "It is handed over")
        columns = Columns()
        columns.text.add(sentence(found.page.sentence))
        for person in found.people:
            owner = shape(person.shape)
            knows = [body(f"Knows: {words}", "soft") for words, _ in person.knows]
            number = [body(person.number, "soft")] if person.number else []
            columns.text.add(
                banded(owner, OwnerWords(owner, person.name, person.role), body(person.rule, weight=600), *number, *knows), before=16
            )
        if found.promised:
            columns.text.section("What was promised")
            rows = Rows()
            for _, words, under in found.promised:
                rows.add(words, under)
            columns.text.add(rows)
        if found.page.next:
            columns.text.section("What comes next")
            rows = Rows()
            for _, words, when in found.page.next:
                rows.add(words, when)
            columns.text.add(rows)
        for name, title in _LISTS:
            if lines := getattr(found, name):
                columns.text.section(title)
                columns.text.add_all([body(line) for line in lines])
        self._side(columns, found)
        self.put_in(columns)

    def _side(self, columns: Columns, found: ToHandOver) -> None:
        form = self.form(found.file, found.handing, compartment_name(HandingOver, self.place.case))
        for number, name in enumerate(("to", "on", "until", "words")):
            columns.side.add(form.editor(name), before=14 if number else 0)
        columns.side.section("Told first")
        rows = Rows()
        for person in coming(found.file):
            known = person.id in found.handing.told
            rows.add(
                person.print_name, "Knows that somebody else comes" if known else "", link="" if known else "Told today", key=person.id
            )
        rows.pressed.connect(self._told)
        columns.side.add(rows)
        columns.side.add(body("By somebody they know, before anybody new is there.", "soft"), before=8)

    def _told(self, person: str) -> None:
        self.leave()
        self.act(lambda: handing_over.told(self.book, *self._now(), Id(person)), lambda _: self.refresh())

    def _now(self) -> tuple[CaseFile, HandingOver]:
        """As it stands once what was typed is finished."""
        file = self.book.case(self.place.case)
        return file, file.get(HandingOver, self._found.handing.id) or self._found.handing

    def main_pressed(self) -> None:
        """To whom must be said, and everybody must know."""
        self.leave()

        def over() -> object:
            return handing_over.hand_over(self.book, *self._now())

        self.act(over, lambda _: self.go.emit(Place("case", self.place.case)))

    def refused(self, trouble: Trouble) -> None:
        """Said in the corner; the fields come back as they were left."""
        super().refused(trouble)
        self.refresh()
