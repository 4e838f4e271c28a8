"""“My laptop is gone”: the card for a volunteer's purse. It is of no case and of nobody, so that no register holds it."""

from facilitator_app.errors import Trouble
from facilitator_app.wall.gone import gone_sheet
from facilitator_app.workbook.workbook import Workbook

FORMATS = ("standard", "large")
FILE_NAME = "Card.pdf"  # it names nobody, and not what it is for


class NoNumber(Trouble):
    """There is nobody to ring."""

    def __init__(self) -> None:
        super().__init__("The telephone number of the service is not written down.", "Write it in Settings. Then the card can be printed.")


def card(book: Workbook, format: str = "standard") -> bytes:
    """The card as a PDF. Raises `NoNumber`, `MissingLetter`. Imports the press: not for the screen's thread."""
    sheet = gone_sheet(book.service())
    if not sheet.telephone:
        raise NoNumber
    from facilitator_app.papers.press import FORMATS as FORMS  # noqa: PLC0415 - costs 0.4 s, and most days print nothing
    from facilitator_app.papers.press import pdf_of  # noqa: PLC0415 - as above

    return pdf_of(sheet, FORMS[format] if format in FORMATS else FORMS["standard"])
