"""About one person: how to reach them safely, what helps them, who they are to the others, and what they have said yes to."""

from datetime import date

from facilitator_app import calendar
from facilitator_app.language import word
from facilitator_app.records import (
    Address,
    Consent,
    CopyWish,
    InformationGiven,
    Joining,
    Participant,
    Particulars,
    Preparation,
    Professional,
    SafeContact,
    SafetyLook,
    Told,
)
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import Id, Record
from facilitator_app.ui.desk import Desk
from facilitator_app.ui.page import Page
from facilitator_app.ui.pages.case import shape
from facilitator_app.ui.parts.buttons import link_button
from facilitator_app.ui.parts.columns import Columns
from facilitator_app.ui.parts.facts import Person, person_card
from facilitator_app.ui.parts.rows import Rows
from facilitator_app.ui.place import Place
from facilitator_app.workbook import forms
from facilitator_app.workbook.finding import words_of
from facilitator_app.workbook.happened import explained_words
from facilitator_app.workbook.overview import overview
from facilitator_app.workbook.workbook import Workbook

_AT_ONCE = 20  # of one kind of record


class PersonPage(Page):
    """Everything that is this one person's, each line opening its place."""

    def __init__(self, desk: Desk, book: Workbook, place: Place) -> None:
        super().__init__(desk, book, place)
        self._with_earlier: set[str] = set()

    def read(self) -> tuple[CaseFile, Person]:
        """The case, and the card."""
        file = self.book.case(self.place.case)
        shown = overview(self.book, self.place.case, file)
        card = next((p for p in (*shown.people, *shown.supporters) if p.id == self.place.record), None)
        made = (
            Person(card.name, card.role, shape(card.shape), card.rule, card.number, card.icon, knows=card.knows, not_told=card.not_told)
            if card
            else Person("", "", shape("triangle"))
        )
        return file, made

    def show_read(self, found: tuple[CaseFile, Person]) -> None:
        """The card, then what is kept."""
        file, card = found
        person = self.place.record
        self.case_strip(file, "case", "Write a note")
        columns = Columns()
        columns.text.add(person_card(card))
        columns.text.section(f"{card.name}’s own")
        rows = Rows()
        rows.add(
            "Name on paper and role",
            " · ".join((file.name(person), word("role", _role(file, person)))),
            link="Open",
            key=f"{Participant.kind}/{person}",
        )
        for kind in (SafeContact, Particulars, Address, CopyWish, Joining):
            rows.add(kind.title, _line(file, kind, person), link="Open", key=_key(file, kind, person))
        rows.pressed.connect(self._open)
        columns.text.add(rows)
        if self.book.side is None:
            self._letters(columns, file)
        self._list(columns, file, Professional, "Who works with them", "A worker of theirs")
        self._list(columns, file, Consent, "What they said yes or no to", "Record a consent")
        self._list(columns, file, InformationGiven, "What was explained to them", "Something was explained")
        if self.book.side is None:
            self._list(columns, file, SafetyLook, "Safety looks", "Look again")
        self._list(columns, file, Told, "What they know", "They know something now")
        self._list(columns, file, Preparation, "Visits", "Plan a visit")
        if self.book.side is None and len(file.all(Participant)) > 1:
            twice = link_button(f"{card.name} is in this case twice")
            twice.clicked.connect(lambda: self.to("twice", person))
            columns.text.add(twice, before=28)
        columns.side.hide()
        self.put_in(columns)

    def _letters(self, columns: Columns, file: CaseFile) -> None:
        """What can be printed for this person."""
        participant = file.get(Participant, self.place.record)
        if participant is None or not participant.print_name:
            return
        columns.text.section("Letters and forms")
        rows = Rows()
        for kind in forms.kinds_for(participant):
            rows.add(word("paper", kind), "", link="Look", key=kind)
        rows.pressed.connect(lambda kind: self.to("forms", self.place.record, kind))
        columns.text.add(rows)

    def _list(self, columns: Columns, file: CaseFile, kind: type[Record], words: str, more: str) -> None:
        columns.text.section(words)
        rows = Rows()
        every = file.of(kind, self.place.record)
        if len(every) > _AT_ONCE and kind.kind not in self._with_earlier:
            rows.add("Earlier ones", "", link="Show them", key=f"earlier:{kind.kind}", soft=True)
            every = every[-_AT_ONCE:]
        for record in every:
            rows.add(_said(record, self.book.clock.today()), "", link="Open", key=f"{kind.kind}/{record.id}")
        rows.add(more, "", link="Write it", key=f"new:{kind.kind}:{self.place.record}", soft=True)
        rows.pressed.connect(self._open)
        columns.text.add(rows)

    def _open(self, key: str) -> None:
        if key.startswith("new:"):
            self.to("record", "", key)
        elif key.startswith("earlier:"):
            self._with_earlier.add(key.removeprefix("earlier:"))
            self.refresh()
        else:
            kind, record = key.split("/")
            self.go.emit(Place("preparation" if kind == "preparation" else "record", self.place.case, Id(record), kind))

    def main_pressed(self) -> None:
        """A note of this person's words."""
        self.to("note", "", f"new:{self.place.record}")


def _role(file: CaseFile, person: Id) -> str:
    found = file.get(Participant, person)
    return found.role if found else ""


def _key(file: CaseFile, kind: type[Record], person: Id) -> str:
    known = file.first(kind, person)
    return f"{kind.kind}/{known.id}" if known else f"new:{kind.kind}:{person}"


def _line(file: CaseFile, kind: type[Record], person: Id) -> str:
    known = file.first(kind, person)
    return words_of(known) if known else "Not written down"


def _said(record: Record, today: date) -> str:  # noqa: PLR0911 - one for each
    if isinstance(record, Consent):
        return f"{word('consent_answer', record.answer)}: {word('consent_scope', record.scope).lower()}, {calendar.said(record.on, today)}"
    if isinstance(record, InformationGiven):
        return f"{calendar.said(record.day, today)}: {explained_words(record)}"
    if isinstance(record, SafetyLook):
        return f"{calendar.said(record.day, today)}: {record.worries}"
    if isinstance(record, Told):
        return f"{record.words}" + {"told": "", "not_yet": " (not told yet)"}.get(record.known, " (not to be told)")
    if isinstance(record, Professional):
        return " · ".join(filter(None, (record.name, record.role, record.works_for, record.phone or record.email)))
    if isinstance(record, Preparation):
        return ", ".join(filter(None, (calendar.said(record.day, today), record.at, record.place)))
    return words_of(record)
