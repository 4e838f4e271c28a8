"""A guide from a file, told before it is brought in; and a guide to a file, in a place that somebody chooses."""

from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtWidgets import QFileDialog

from facilitator_app.records.record import NOBODY
from facilitator_app.ui.page import Page
from facilitator_app.ui.pages.guide_preview import said_as, who_and_how_long
from facilitator_app.ui.pages.prompts import add_prompts
from facilitator_app.ui.parts.buttons import ButtonRow, quiet_button
from facilitator_app.ui.parts.columns import Columns
from facilitator_app.ui.parts.fields import LineField
from facilitator_app.ui.parts.rows import Rows
from facilitator_app.ui.parts.words import body, label, sentence
from facilitator_app.ui.place import Place
from facilitator_app.workbook import guides
from facilitator_app.workbook.acts import Changed
from facilitator_app.workbook.guide_files import FILE_NAME, Brought, read_file, write_file
from facilitator_app.workbook.guide_parts import fits, length_said

_SHOWN = 12


class GuideInPage(Page):
    """The file's name is typed or chosen; nothing is kept before somebody has seen what."""

    place_in_rail: ClassVar[str] = "settings"

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self._brought: Brought | None = None

    def concerns(self, _changed: Changed) -> bool:
        """It is its own doing."""
        return False

    def read(self) -> tuple[frozenset[str], set[str]]:
        """The names that no guide should hold, and the words of the guides that are here."""
        return guides.names_of_people(self.book), {one.words for one in guides.every(self.book)}

    def show_read(self, found: tuple[frozenset[str], set[str]]) -> None:
        """The question."""
        self._names, self._here = found
        self.title, self.subtitle, self.main_words = "Bring in a guide", "", "Show what is in it"
        columns = Columns()
        columns.side.hide()
        columns.text.add(sentence("Which file has the guide?"))
        told = "Plain text. From a word processor: save it as plain text, UTF-8. You see what it makes before anything is kept."
        columns.text.add(body(told, "soft"), before=8)
        self._file = LineField("File", "")
        self._file.setObjectName("guide_in.file")
        self._file.entered.connect(self.main_pressed)
        columns.text.add(self._file, before=20)
        choose = quiet_button("Choose a file")
        choose.clicked.connect(self._choose)
        columns.text.add(ButtonRow(choose), before=10)
        self.put_in(columns)

    def _choose(self) -> None:
        options = QFileDialog.Option.DontUseNativeDialog  # the system's own keeps lists of files that were opened lately
        name, _ = QFileDialog.getOpenFileName(self, "Choose a file", "", "Guides (*.md *.txt);;All files (*)", options=options)
        if name:
            self._file.set_text(name)
            self.main_pressed()

    def main_pressed(self) -> None:
        """First shows, then keeps."""
        if self._brought is not None:
            found = self._brought
            self.act(lambda: guides.bring_in(self.book, found), lambda made: self.go.emit(Place("guide", NOBODY, made[0])))
            return
        name = self._file.text().strip().strip('"')
        if not name:
            self._file.set_trouble("Choose a file first.")
            return
        self.desk.ask(self, lambda: read_file(Path(name)), self._show_brought, lambda trouble: self._file.set_trouble(trouble.words))

    def _show_brought(self, found: Brought) -> None:
        self._brought = found
        reading = found.reading
        columns = Columns()
        length = length_said(reading.stages) if reading.stages else "no stage that we can read"
        columns.text.add(sentence(f"“{found.name}”: {length}."))
        columns.text.add(body(f"{found.about.rstrip('.') or guides.FOR_WHOM[fits(found.words)]}.", "soft"), before=8)
        for said in (guides.name_said(guides.named_in(found.words, self._names)), _SAME if found.words in self._here else ""):
            if said:
                columns.text.add(body(said), before=12)
        if reading.unread:
            columns.text.section("What was not understood")
            columns.text.add(label("It is brought in as it stands, and you can mend it here.", "soft"))
            rows = Rows()
            for unread in reading.unread[:_SHOWN]:
                rows.add(f"Line {unread.line}", f"{unread.why[:1].upper()}{unread.why[1:]}.")
            columns.text.add(rows, before=8)
            if len(reading.unread) > _SHOWN:
                columns.text.add(label(f"and {len(reading.unread) - _SHOWN} more lines", "soft"), before=8)
        if reading.stages:
            columns.text.section("Its stages")
            rows = Rows()
            for stage in reading.stages:
                rows.add(f"{stage.number}. {said_as(stage.title)}", who_and_how_long(stage))
            columns.text.add(rows)
            columns.side.section("How it begins", first=True)
            add_prompts(columns.side, reading.stages[0], said_as)
        else:
            columns.side.hide()
        self.put_in(columns)
        self.main_words = "Bring it in"
        self.strip_changed.emit()
        self.nothing_to_type.emit()


_SAME = "These words are here already. Brought in, it is a second guide."


class GuideOutPage(Page):
    """The place's record is the guide's key."""

    place_in_rail: ClassVar[str] = "settings"

    def concerns(self, _changed: Changed) -> bool:
        """It is its own doing."""
        return False

    def read(self) -> tuple[str, list[str]]:
        """Its name, and whose name stands in what would be written: anybody may read a file."""
        if not self.place.record:
            return "", []
        text = guides.file_text(self.book, self.place.record)
        return guides.one(self.book, self.place.record).name, guides.named_in(text, guides.names_of_people(self.book))

    def show_read(self, found: tuple[str, list[str]]) -> None:
        """One field, with a place in it already."""
        name, named = found
        if not name:
            self.go.emit(Place("guides"))
            return
        self.title, self.subtitle, self.main_words = name, "To a file", "Write the file"
        columns = Columns()
        columns.side.hide()
        columns.text.add(sentence("Where should the file go?"))
        columns.text.add(
            body("It holds the guide and nothing else: no case, and nobody’s name unless it stands in the guide.", "soft"), before=8
        )
        if named:
            columns.text.add(body(f"{guides.name_said(named)} Take it out first, unless it may be read outside."), before=12)
        self._file = LineField("File", "Its name says nothing of any case. It is not encrypted.")
        self._file.setObjectName("guide_out.file")
        self._file.set_text(str(Path.home() / FILE_NAME))
        self._file.entered.connect(self.main_pressed)
        columns.text.add(self._file, before=20)
        choose = quiet_button("Choose a place")
        choose.clicked.connect(self._choose)
        columns.text.add(ButtonRow(choose), before=10)
        self.put_in(columns)

    def _choose(self) -> None:
        # As above; and nothing is ever written over: that is said under the field.
        options = QFileDialog.Option.DontUseNativeDialog | QFileDialog.Option.DontConfirmOverwrite
        name, _ = QFileDialog.getSaveFileName(self, "Choose a place", self._file.text(), "Guides (*.md)", options=options)
        if name:
            self._file.set_text(name)
            self._file.set_trouble("")

    def main_pressed(self) -> None:
        """Writes it; back to the list when it is written."""
        name = self._file.text().strip().strip('"')
        if not name:
            self._file.set_trouble("Choose a place first.")
            return
        self.desk.do(
            self, lambda: self._write(Path(name)), lambda _: self._written(), lambda trouble: self._file.set_trouble(trouble.words)
        )

    def _write(self, path: Path) -> None:
        write_file(path, guides.file_text(self.book, self.place.record))
        self.book.vault.note("guide written to a file")

    def _written(self) -> None:
        self.said.emit("The file is written.")
        self.go.emit(Place("guides"))
