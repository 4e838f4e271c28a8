"""The slip of somebody who was invited: as it is read out, and as it will be printed. It is told once: with the page its letters go."""

from collections.abc import Callable

from PySide6.QtGui import QImage

from facilitator_app.errors import Trouble
from facilitator_app.ui import printing
from facilitator_app.ui.page import Page
from facilitator_app.ui.parts.choices import Choice, Choices
from facilitator_app.ui.parts.columns import Columns
from facilitator_app.ui.parts.page_pictures import PagePicture, images_of
from facilitator_app.ui.parts.words import body, label, sentence, title
from facilitator_app.workbook import slip as slips
from facilitator_app.workbook.slip import Slip

_SIZES = (("standard", "Standard print, 12 pt"), ("large", "Large print, 18 pt"))


class SlipParts:
    """What a page shows of one slip, and what its main button does then."""

    def __init__(self, page: Page, columns: Columns, slip: Slip, size: str, resize: Callable[[str], object]) -> None:
        """`resize`: shows it anew, in another size of print."""
        self._page, self._columns, self._data = page, columns, b""
        columns.text.add(sentence("Print this slip, or read it out. It is told once, and kept nowhere."))
        columns.text.add(title("   ".join(slip.letters)), before=16)
        columns.text.add(body(f"The address: {slip.address.removeprefix('https://')}"), before=12)
        columns.text.add(label(f"It is good for one laptop, until {slips.until_said(slip.until)}.", "soft"), before=8)
        columns.side.show()
        columns.side.section("Print", first=True)
        choices = Choices([Choice(key, words) for key, words in _SIZES], size)
        choices.chosen.connect(resize)
        columns.side.add(choices, out=True)
        columns.side.add(label("There is no file of it: whoever has the letters can come in.", "soft"), before=12)
        page.desk.ask(columns, lambda: self._made(slip, size), self._show, page.refused)

    @staticmethod
    def _made(slip: Slip, size: str) -> tuple[bytes, tuple[QImage, ...]]:
        data = slips.paper(slip, size)
        return data, images_of(data)

    def _show(self, made: tuple[bytes, tuple[QImage, ...]]) -> None:
        self._data, images = made
        for number, image in enumerate(images, 1):
            self._columns.text.add(PagePicture(image, f"Page {number} of {len(images)}"), before=20)

    def print(self) -> None:
        """The system's print dialog."""
        if not self._data:
            return
        try:
            job = printing.ask(self._page, one_sided=True)
        except Trouble as trouble:
            self._page.refused(trouble)
            return
        if job is not None:
            data = self._data
            self._page.act(lambda: printing.send(job, data), lambda _: self._page.said.emit("Sent to the printer."))
