"""Help: what the page underneath is for, what to do first, its keys, and what to do if. Says nothing of any case; knows no page's words."""

from PySide6.QtCore import Qt

from facilitator_app.ui.desk import Desk
from facilitator_app.ui.page import Page
from facilitator_app.ui.parts.columns import Column, Columns
from facilitator_app.ui.parts.rows import Keys
from facilitator_app.ui.parts.words import body, sentence
from facilitator_app.ui.place import Place
from facilitator_app.workbook.acts import Changed
from facilitator_app.workbook.help import EVERYWHERE, Help, Part, help_for
from facilitator_app.workbook.workbook import Workbook


class HelpPage(Page):
    """`more` is the name of the page that it tells about; with none, of help itself."""

    place_in_rail = "help"

    def __init__(self, desk: Desk, book: Workbook, place: Place) -> None:
        super().__init__(desk, book, place)
        self.title, self.main_words = "Help", "Back"

    def concerns(self, _changed: Changed) -> bool:
        """It holds nothing of any case."""
        return False

    def read(self) -> tuple[Help, Help]:
        """The page's own, and what is true of every page."""
        return help_for(self.place.more or EVERYWHERE), help_for(EVERYWHERE)

    def show_read(self, found: tuple[Help, Help]) -> None:
        """What it is for, largest; at the side the keys that work everywhere."""
        own, everywhere = found
        self.subtitle = own.title
        columns = Columns()
        # There is nothing to press here but Back: the page itself takes the focus, so that arrows and Page Down read on.
        columns.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        columns.setAccessibleName(f"Help: {own.title}")
        columns.setProperty("ring_around", self.window())  # as in the room: a ring round a whole page to be read would say nothing
        first, *more = own.about
        columns.text.add(sentence(first))
        for words in more:
            columns.text.add(body(words), before=8)
        for part in own.parts:
            _put(columns.text, part)
        if own is not everywhere:
            for number, part in enumerate(everywhere.parts):
                _put(columns.side, part, first=not number)
        else:
            columns.side.hide()
        self.put_in(columns)
        self.begin_at = lambda: columns.setFocus(Qt.FocusReason.OtherFocusReason)

    def main_pressed(self) -> None:
        """Back to the page underneath."""
        self.done.emit()


def _put(column: Column, part: Part, *, first: bool = False) -> None:
    """A heading and what stands under it."""
    column.section(part.title, first=first)
    for number, words in enumerate(part.words):
        column.add(body(words), before=6 if number else 0)
    if part.keys:
        column.add(Keys(part.keys), before=8 if part.words else 0)
