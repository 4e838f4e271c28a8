"""Whose words are these? The chosen words of a note, or all of it, go to the person they belong to. `more` are the chosen words."""

from facilitator_app.records import Contact, Participant, PreparationNote, Printed, TeamNote
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import NOBODY, Id
from facilitator_app.ui.page import Page
from facilitator_app.ui.pages.case import banded, shape
from facilitator_app.ui.parts.choices import Choice, Choices
from facilitator_app.ui.parts.columns import Columns
from facilitator_app.ui.parts.owner import OwnerWords, Shape
from facilitator_app.ui.parts.words import body, note, sentence
from facilitator_app.ui.place import Place
from facilitator_app.workbook import whose
from facilitator_app.workbook.paper_out import FETCH
from facilitator_app.workbook.workbook import shape_of

_TEAM = "team"
_NOTES: tuple[type[Contact | TeamNote | PreparationNote], ...] = (Contact, TeamNote, PreparationNote)


class WhosePage(Page):
    """The place's record is the note."""

    def concerns(self, _changed: object) -> bool:
        """What was chosen stays what it is."""
        return False

    def read(self) -> CaseFile:
        """The case."""
        return self.book.case(self.place.case)

    def show_read(self, found: CaseFile) -> None:
        """The words, and to whom they may belong."""
        self._file = found
        known = next((one for kind in _NOTES if (one := found.get(kind, self.place.record))), None)
        self.case_strip(found, "case", "Leave them where they are")
        if known is None:
            return
        self._note = known
        owner = NOBODY if isinstance(known, TeamNote) else known.person
        columns = Columns()
        columns.side.hide()
        columns.text.add(sentence("Whose words are these?"))
        now = shape(shape_of(found, owner)) if owner else Shape.TRIANGLE
        said = f"{found.name(owner)} only" if owner else "Facilitators"
        columns.text.add(banded(now, OwnerWords(now, said, "now"), note(self.place.more or known.words)), before=16)
        options = [
            Choice(person.id, person.print_name, f"{person.print_name} only", shape(shape_of(found, person.id)))
            for person in found.all(Participant)
            if person.id != owner and person.print_name
        ]
        if owner:
            options.append(
                Choice(_TEAM, "Facilitators", "What we think, or what an office said about nobody in particular", Shape.TRIANGLE)
            )
        choices = Choices(options)
        choices.chosen.connect(self._move)
        columns.text.add(choices, before=20, out=True)
        if owner and any(one.recipient for one in found.all(Printed)):
            words = "We look for them on the copies that have left. What is on paper cannot be moved: such a copy should come back."
            columns.text.add(body(words, "soft"), before=20)
        self.put_in(columns)

    def _move(self, key: str) -> None:
        to = NOBODY if key == _TEAM else Id(key)
        name = self._file.name(to) or "the facilitators"
        file, known, chosen = self._file, self._note, self.place.more

        def work() -> tuple[object, bool]:
            changed = whose.move(self.book, file, known, chosen, to)
            return changed, bool(whose.on_paper(self.book.case(file.id)))

        def moved(done: tuple[object, bool]) -> None:
            self.said.emit(f"Moved to {name}. That they were moved is on record.")
            self.go.emit(Place("register", self.place.case, more=FETCH) if done[1] else Place("case", self.place.case))

        self.act(work, moved)

    def main_pressed(self) -> None:
        """Back to the note."""
        self.done.emit()
