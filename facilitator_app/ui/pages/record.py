"""One record of any kind, as its declaration asks for it: at most seven fields, then "More". Saved as it is typed."""

from dataclasses import replace
from typing import Any

from facilitator_app.ledger.seals import fresh_id
from facilitator_app.records import KINDS, Attendance
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import Choice, Compartment, Day, Id, Record, Seen, compartment_name, fields_of
from facilitator_app.ui.page import Page
from facilitator_app.ui.parts.buttons import link_button
from facilitator_app.ui.parts.columns import Columns
from facilitator_app.ui.parts.more import fold_under_more
from facilitator_app.ui.parts.owner import OwnerWords, Shape
from facilitator_app.ui.parts.words import body, sentence
from facilitator_app.ui.place import Place
from facilitator_app.workbook.workbook import shape_of

_SHORT = {"Day": "day"}
_HIDDEN = {"author", "term", "meeting", "agreement", "plan", "letter", "receiver", "supervisor_id"}
_ELSEWHERE = {("case", "path"), ("attendance", "who")}  # chosen elsewhere
# What is asked only once something has happened: not while it is being planned.
_LATER = {
    "preparation": {"held", "number_given", "present", "could_not_why", "told_the_other"},
    "follow_up": {"done_on", "words", "wishes"},
    "promise_made": {"kept_on"},
}


class RecordPage(Page):
    """The place's record, or with `more` = "new:KIND" a new one. `more` = "new:KIND:PERSON" is about that person."""

    def read(self) -> CaseFile:
        """The case of the record."""
        return self.book.case(self.place.case)

    def show_read(self, found: CaseFile) -> None:
        """Fields in the order of their declaration."""
        if self.forms:
            return
        self._file = found
        record = self._record(found)
        self.case_strip(found, "", "Done")
        columns = Columns()
        columns.side.hide()
        kind = type(record)
        owner = Id(str(getattr(record, "person", "") or (record.who if isinstance(record, Attendance) else "")))
        columns.text.add(sentence(kind.title if not owner else f"{kind.title}, {found.name(owner)}"))
        if owner and kind.compartment is Compartment.PRIVATE:
            judgement = any(field.ask.seen is Seen.JUDGEMENT for field in fields_of(kind))
            words = (
                OwnerWords(Shape.TRIANGLE, "Facilitators")
                if judgement
                else OwnerWords(Shape[shape_of(found, owner).upper()], f"{found.name(owner)} only")
            )
            columns.text.add(words, before=8)
        if kind.compartment is Compartment.NAMED:
            columns.text.add(OwnerWords(Shape.TRIANGLE, "Named people only", "you, your supervisor and the safeguarding lead"), before=8)
            columns.text.add(
                body("If somebody is in danger now, ring 999 first. This program cannot raise an alarm.", weight=600), before=10
            )
            numbers = link_button("Numbers at hand")
            numbers.clicked.connect(lambda: self.go.emit(Place("numbers")))
            columns.text.add(numbers, before=6)
        needs_owner = kind.compartment is Compartment.PRIVATE and not owner
        if needs_owner:
            self._ask_whose(columns, kind)
        else:
            self._fields(columns, record)
        self.put_in(columns)

    def _record(self, file: CaseFile) -> Record:
        known = file.records.get(self.place.record)
        if known is not None:
            return known
        name, person, about = [*self.place.more.removeprefix("new:").split(":"), "", ""][:3]
        kind = KINDS[name]
        today = Day(self.book.clock.today().isoformat())
        declared = {field.name for field in fields_of(kind)}
        first: dict[str, Any] = {
            "person": Id(person), "author": self.book.me().name, "day": today, "on": today, "since": today, "role": Choice("supporter"), "term": Id(about),
            "scope": Choice(about),
        }  # fmt: skip
        values = {field: value for field, value in first.items() if field in declared and value}
        if kind is not KINDS["participant"]:
            values.pop("role", None)
        return replace(kind(id=self.place.record or Id(fresh_id()), case=self.place.case), **values)

    def _ask_whose(self, columns: Columns, kind: type[Record]) -> None:
        columns.text.add(body("Whose is it?", "soft"), before=10)
        for person in self._file.all(KINDS["participant"]):
            link = link_button(str(getattr(person, "print_name", "")))
            link.clicked.connect(lambda _=False, id=person.id: self.to("record", "", f"new:{kind.kind}:{id}"))
            columns.text.add(link, before=8)
        self.main_words = ""

    def _fields(self, columns: Columns, record: Record) -> None:
        form = self.form(self._file, record, compartment_name(type(record), self.place.case, str(getattr(record, "person", ""))))
        shown = [
            field
            for field in fields_of(type(record))
            if field.name not in _HIDDEN
            and (record.kind, field.name) not in _ELSEWHERE
            and not (field.name == "person" and record.kind != "told")
        ]
        later = _LATER.get(record.kind, set()) if record.id not in self._file.records else set()
        plain = [field for field in shown if _editable(field.type) and field.name not in later]
        wanted = self.place.more.partition("#")[2]  # the one field that somebody came here for
        first = [f for f in plain if f.name == wanted] or [f for f in plain if not f.ask.more]
        more = [f for f in plain if f not in first]
        for number, field in enumerate(first):
            columns.text.add(form.editor(field.name), before=20 if number == 0 else 16)
        fold_under_more(columns.text, [form.editor(field.name) for field in more])
        if record.id in self._file.records and self.book.side is None:
            history = link_button("Who wrote this, and when")
            history.clicked.connect(lambda: self.to("history", record.id))
            columns.text.add(history, before=28)

    def main_pressed(self) -> None:
        """Everything is saved already: this only goes back."""
        self.done.emit()


def _editable(kind: object) -> bool:
    return kind in (str, Day, Choice, Id, bool, int)
