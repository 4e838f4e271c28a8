"""The end of a case: what is still open, and how it ended."""

from facilitator_app.language import words
from facilitator_app.records.case_file import CaseFile
from facilitator_app.ui.page import Page
from facilitator_app.ui.pages.checks import rows_of
from facilitator_app.ui.parts.buttons import Button, link_button
from facilitator_app.ui.parts.columns import Columns
from facilitator_app.ui.parts.fields import ListField
from facilitator_app.ui.parts.words import body, sentence
from facilitator_app.ui.place import Place
from facilitator_app.workbook import closing


class ClosePage(Page):
    """One question, and before it what is open."""

    def read(self) -> CaseFile:
        """The case."""
        return self.book.case(self.place.case)

    def show_read(self, found: CaseFile) -> None:
        """Open ends first."""
        self._file = found
        closed = bool(found.case.closed_on)
        self.case_strip(found, "case", "Open it again" if closed else "Close this case")
        columns = Columns()
        columns.side.hide()
        if closed:
            columns.text.add(sentence("This case is closed."))
            columns.text.add(body("Everything is kept. It can be taken up again at any time.", "soft"), before=8)
            columns.text.add(self._to_the_case_system(), before=16)
            self.put_in(columns)
            return
        standing = closing.still_open(self.book, found)
        columns.text.add(sentence("Some of it is still open." if standing else "Nothing that we look for is open."))
        if standing:
            columns.text.add(rows_of(self, standing), before=16)
            past = link_button("Close it without one of these")
            past.clicked.connect(lambda: self.to("go_ahead"))
            columns.text.add(past, before=12)
        columns.text.add(body("Tell both of them before it is closed, in the way that each of them wishes.", "soft"), before=20)
        self._because = ListField("How it ended", list(words("closing").items()), "The one that says most.")
        self._because.setObjectName("case.closed_because")
        columns.text.add(self._because, before=16)
        columns.text.add(self._to_the_case_system(), before=20)
        self.put_in(columns)

    def _to_the_case_system(self) -> Button:
        """The office closes it there too, and nobody types it twice."""
        back = link_button("Back to the case system")
        back.clicked.connect(lambda: self.to("case_out"))
        return back

    def main_pressed(self) -> None:
        """Closed, or open again."""
        file = self._file
        if file.case.closed_on:
            self.act(lambda: closing.open_again(self.book, file), lambda _: self.go.emit(Place("case", file.id)))
            return
        because = self._because.text()
        if not because:
            self._because.set_trouble("Choose how it ended.")
            return
        self.act(lambda: closing.close(self.book, file, because), lambda _: self.go.emit(Place("case", file.id)))
