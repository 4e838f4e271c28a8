"""The words of letters and forms: the usual ones, and the service's own. Knows no case."""

from typing import ClassVar

from facilitator_app.language import word, words
from facilitator_app.records import LetterText
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import NOBODY
from facilitator_app.ui.page import Page
from facilitator_app.ui.parts.columns import Columns
from facilitator_app.ui.parts.rows import Rows
from facilitator_app.ui.parts.words import body, sentence
from facilitator_app.ui.place import Place
from facilitator_app.workbook import letter_texts
from facilitator_app.workbook.acts import Changed

_SIGNS = (
    ("# ", "the title: once"),
    ("## ", "a heading"),
    ("- ", "a line of a list"),
    ("= Day: ", "a fact, its name in bold"),
    ("[ ] ", "a square to tick"),
    ("[?] ", "a question with yes and no"),
    ("____ ", "a line to write on, after its label"),
    ("[sign] ", "a box to sign in, and one for the day"),
    ("--- ", "from here on a page that is sent back"),
    ("@ phone: ", "in easy read: a picture, and beside it each line below"),
)


class LetterTextsPage(Page):
    """`record` is the text that is being changed; without it all of them."""

    place_in_rail: ClassVar[str] = "settings"
    _file: CaseFile

    def concerns(self, changed: Changed) -> bool:
        """Any of these texts."""
        return LetterText.kind in changed.kinds

    def read(self) -> tuple[CaseFile, list[tuple[str, str]]]:
        """What the service keeps, and each text with what stands of it."""
        file = letter_texts.kept(self.book)
        return file, [(name, self._said(name)) for name in letter_texts.names()]

    def _said(self, name: str) -> str:
        text = letter_texts.text_of(self.book, name)
        if not text.own:
            return "The usual words"
        return letter_texts.trouble_with(text) or "Our own words"

    def show_read(self, found: tuple[CaseFile, list[tuple[str, str]]]) -> None:
        """The list, or one text."""
        if self.forms:
            return
        file, said = found
        self.title = "The words of letters and forms"
        columns = Columns()
        one = file.get(LetterText, self.place.record)
        if one is None:
            self._list(columns, said)
        else:
            self._write(columns, file, one)
        self.put_in(columns)

    def _list(self, columns: Columns, said: list[tuple[str, str]]) -> None:
        columns.side.hide()
        columns.text.add(body("They are the service’s. A text that cannot be printed says so here, and prints nothing.", "soft"))
        rows = Rows()
        for name, now in said:
            rows.add(word("letter_text", name), now, link="Change", key=name)
        rows.pressed.connect(self._change)
        columns.text.add(rows, before=12)

    def _change(self, name: str) -> None:
        self.act(lambda: letter_texts.begin(self.book, name), lambda made: self.go.emit(Place("letter_texts", NOBODY, made[0])))

    def _write(self, columns: Columns, file: CaseFile, one: LetterText) -> None:
        self.main_words = "Done"
        columns.text.add(sentence(word("letter_text", one.which)))
        columns.text.add(self.form(file, one, letter_texts.WHERE).editor("words"), before=12)
        columns.side.section("What a line begins with", first=True)
        for sign, what in _SIGNS:
            columns.side.add(body(f"{sign} {what}"), before=4)
        if one.which.endswith(letter_texts.EASY):
            columns.side.section("Pictures")
            columns.side.add(body(", ".join(words("picture"))))
            columns.side.add(body("One idea a line, and no more than 15 words in a sentence.", "soft"), before=8)
        columns.side.section("Braces")
        columns.side.add(body("{{ recipient }} puts in a name. The usual words show every name that this text can have."))
        columns.side.add(body("No name of anybody in a case belongs here: this text is printed for everybody.", "soft"), before=8)

    def main_pressed(self) -> None:
        """Back to all of them, where it says what is wrong with one."""
        if self.place.record:
            self.go.emit(Place("letter_texts"))
