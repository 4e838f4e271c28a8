"""Back to the case system: the case as it will be pasted there, to copy or to save as a file, and what is new since the last time.

Closed with one side open: it tells of everybody.
"""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QFileDialog

from facilitator_app.language import number_word
from facilitator_app.records import Case
from facilitator_app.records.case_file import CaseFile
from facilitator_app.ui.page import Page
from facilitator_app.ui.parts.buttons import ButtonRow, link_button, quiet_button
from facilitator_app.ui.parts.columns import Columns
from facilitator_app.ui.parts.words import body, sentence
from facilitator_app.ui.place import Place
from facilitator_app.workbook import case_out
from facilitator_app.workbook.case_out import CaseOut, NoReference, Since

_NOT_IN_IT = (
    "No name, no address, no number; nothing that one side told you, nothing that you think, and nothing that only named people may read."
)
_LINES = (
    "What was agreed stands in it in its words where everybody said yes to sharing the outcome. A name in it is replaced by who they are."
)
_COPIED = "Copied. Paste it into the case system now: it is taken back when you lock or cover this program, and when you end it."
_SAVED = "The file is written. It is not encrypted: delete it when the case system has it."


class CaseOutPage(Page):
    """The text at the left, section by section; when it went last, and what is not in it, at the side."""

    def read(self) -> tuple[CaseFile, CaseOut | None, Since]:
        """The case as it would go out now; None where it has no reference to go out under."""
        file = self.book.case(self.place.case)
        try:
            out = case_out.case_out(self.book, file.id)
        except NoReference:
            return file, None, Since()
        return file, out, case_out.since(self.book, out)

    def show_read(self, found: tuple[CaseFile, CaseOut | None, Since]) -> None:
        """What it says, before anybody copies it."""
        file, self._out, since = found
        self.case_strip(file, "", "Copy it" if self._out is not None else "Write the reference")
        columns = Columns()
        if self._out is None:
            columns.side.hide()
            trouble = NoReference()
            columns.text.add(sentence(trouble.sentence))
            columns.text.add(body(trouble.next_step, "soft"), before=8)
            self.put_in(columns)
            return
        columns.text.add(sentence(_last_said(since)))
        columns.text.add(body("This is what is pasted. The case system gets it from here, and nobody types it twice.", "soft"), before=8)
        columns.text.add(self._files(), before=16)
        if since.lines:
            columns.text.section("New since then")
            columns.text.add_all([body(line, weight=600) for line in since.lines])
        for part in self._out.sections:
            columns.text.section(part.title)
            columns.text.add_all([body(line) for line in part.lines])
        columns.side.section("Not in it", first=True)
        columns.side.add(body(_NOT_IN_IT, "soft"))
        columns.side.add(body(_LINES, "soft"), before=8)
        if self._out.sheet.two_versions:
            columns.side.section("Two versions")
            columns.side.add(
                body("What two of you wrote differently is left out, and named. Settle it first, and take it out again.", "soft")
            )
        if self._out.sheet.left_out:
            columns.side.section("Filled in, and left out")
            columns.side.add(
                body("A day that cannot be read, words that the program does not know there, or something private in them.", "soft")
            )
        self.put_in(columns)

    def _files(self) -> ButtonRow:
        save = quiet_button("Save as a file")
        save.clicked.connect(lambda: self._save(case_out.JSON_NAME, "For a program (*.json)"))
        table = link_button("Save as a table")
        table.clicked.connect(lambda: self._save(case_out.CSV_NAME, "Tables (*.csv)"))
        return ButtonRow(save, table)

    def main_pressed(self) -> None:
        """Into the clipboard; or to where the reference is written."""
        out = self._out
        if out is None:
            self.go.emit(Place("record", self.place.case, self.place.case, Case.kind))
            return
        QApplication.clipboard().setText(case_out.as_text(out))
        self._left(out, case_out.PASTED, lambda: None, _COPIED)

    def _save(self, name: str, files: str) -> None:
        out = self._out
        if out is None:
            return
        # Our own dialog, not the system's: that one keeps lists of files that were saved lately.
        options = QFileDialog.Option.DontUseNativeDialog
        chosen, _ = QFileDialog.getSaveFileName(self, "Save as a file", name, files, options=options)
        if chosen:
            how, made = (case_out.AS_CSV, case_out.as_csv) if name == case_out.CSV_NAME else (case_out.AS_JSON, case_out.as_json)
            self._left(out, how, lambda: case_out.save(Path(chosen), made(out)), _SAVED)

    def _left(self, out: CaseOut, how: str, write: Any, said: str) -> None:
        """It leaves; only then is it remembered that it did."""

        def work() -> None:
            write()
            case_out.taken_out(self.book, out, how)

        self.act(work, lambda _: self._again(said))

    def _again(self, said: str) -> None:
        self.said.emit(said)
        self.refresh()


def _last_said(since: Since) -> str:
    """When it went last, and how much is new."""
    if not since.last:
        return "It has not been taken out on this laptop yet."
    if not since.things:
        return f"Taken out {since.last}. Nothing has changed since."
    many = number_word(since.things)
    gone = f", {number_word(since.gone)} of them no longer there" if since.gone and since.things > since.gone else ""
    return f"Taken out {since.last}. {many.capitalize()} {'thing has' if since.things == 1 else 'things have'} changed since{gone}."
