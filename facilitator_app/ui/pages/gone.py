"""If this laptop is gone: the card for a purse, as it will be printed. It is of no case, and stands in no register."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog

from facilitator_app.errors import Trouble
from facilitator_app.ui import printing
from facilitator_app.ui.page import Page
from facilitator_app.ui.parts.buttons import link_button
from facilitator_app.ui.parts.choices import Choice, Choices
from facilitator_app.ui.parts.columns import Columns
from facilitator_app.ui.parts.page_pictures import PagePicture, images_of
from facilitator_app.ui.parts.words import body, sentence
from facilitator_app.ui.place import Place
from facilitator_app.workbook import gone
from facilitator_app.workbook.acts import Changed

_SIZES = (("standard", "Standard print, 12 pt"), ("large", "Large print, 18 pt"))
_WHY = "For your purse. Nothing on it says who you are or what you do: a purse is stolen too."


@dataclass(frozen=True, slots=True, repr=False)
class _Found:
    """The card and its picture; or why there is none."""

    data: bytes = b""
    images: tuple[QImage, ...] = ()
    trouble: Trouble | None = None


class GonePage(Page):
    """The picture at the left, the size of print at the side. `more` is the size."""

    place_in_rail: ClassVar[str] = "settings"

    def concerns(self, changed: Changed) -> bool:
        """The number alone."""
        return "service" in changed.kinds

    def read(self) -> _Found:
        """Made anew: it costs little, and the number may be another by now."""
        try:
            data = gone.card(self.book, self.place.more)
        except Trouble as trouble:
            return _Found(trouble=trouble)
        return _Found(data, images_of(data))

    def show_read(self, found: _Found) -> None:
        """What will be printed."""
        self._found = found
        self.title, self.subtitle = "If this laptop is gone", ""
        columns = Columns()
        if found.trouble is not None:
            self.main_words = "To Settings"
            columns.side.hide()
            columns.text.add(sentence(found.trouble.sentence))
            columns.text.add(body(found.trouble.next_step, "soft"), before=8)
            self.put_in(columns)
            return
        self.main_words = "Print this card"
        columns.text.add(sentence("A card to cut out and fold"))
        columns.text.add(body(_WHY, "soft"), before=8)
        for number, image in enumerate(found.images, 1):
            columns.text.add(PagePicture(image, f"Page {number} of {len(found.images)}"), before=20)
        columns.side.section("Print", first=True)
        choices = Choices([Choice(key, words) for key, words in _SIZES], self.place.more or "standard")
        choices.chosen.connect(lambda key: self.go.emit(Place("gone", more=key)))
        columns.side.add(choices, out=True)
        save = link_button("Save as a file")
        save.clicked.connect(self._save)
        columns.side.add(save, before=12)
        self.put_in(columns)

    def main_pressed(self) -> None:
        """The system's print dialog; or to where the number is written."""
        if self._found.trouble is not None:
            self.go.emit(Place("settings"))
            return
        try:
            job = printing.ask(self, one_sided=True)
        except Trouble as trouble:
            self.refused(trouble)
            return
        if job is not None:
            data = self._found.data
            self.act(lambda: printing.send(job, data), lambda _: self.said.emit("Sent to the printer."))

    def _save(self) -> None:
        # Our own dialog, not the system's: that one keeps lists of files that were saved lately.
        options = QFileDialog.Option.DontUseNativeDialog
        name, _ = QFileDialog.getSaveFileName(self, "Save as a file", gone.FILE_NAME, "PDF (*.pdf)", options=options)
        if name:
            data = self._found.data
            self.act(lambda: printing.save(data, Path(name)), lambda _: self.said.emit("The file is written."))
