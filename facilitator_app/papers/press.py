"""The list of papers and the one way to print each: a sheet goes in, a PDF comes out. Knows no case, only sheets."""

from collections.abc import Callable
from typing import Any, TypeAlias

import pypdfium2

from facilitator_app.papers.agreement import agreement
from facilitator_app.papers.around import checker, interpreter, outcome, prison_visit, register, supporter
from facilitator_app.papers.bilingual import bilingual
from facilitator_app.papers.booklet import imposed
from facilitator_app.papers.formats import BOOKLET, EASY_READ, EXTRA_LARGE, FORMATS, LARGE, STANDARD, Format
from facilitator_app.papers.gone import gone
from facilitator_app.papers.guide import guide
from facilitator_app.papers.pack import pack
from facilitator_app.papers.packing_list import packing_list
from facilitator_app.papers.pages import Story, pdf, pdf_and_pages
from facilitator_app.papers.posted import consent, first_letter, information, invitation
from facilitator_app.papers.seats import seats
from facilitator_app.papers.slip import slip
from facilitator_app.wall.sheets import AgreementSheet, BilingualSheet
from facilitator_app.wall.sheets_day import GuideSheet, SeatingSheet
from facilitator_app.wall.sheets_gone import GoneSheet
from facilitator_app.wall.sheets_letters import ConsentSheet, FirstLetterSheet, InformationSheet, InvitationSheet, LetterSheet
from facilitator_app.wall.sheets_pack import ListSheet, PackSheets
from facilitator_app.wall.sheets_recipients import (
    CheckerSheet,
    CourtSheet,
    InterpreterSheet,
    PrisonSheet,
    RecipientSheet,
    ReferrerSheet,
    RegisterSheet,
    SupporterSheet,
)
from facilitator_app.wall.sheets_slip import SlipSheet

__all__ = ["BOOKLET", "EASY_READ", "EXTRA_LARGE", "FORMATS", "LARGE", "PAPERS", "STANDARD", "Sheet", "pack_of", "pages_of", "pdf_of"]

Sheet: TypeAlias = (
    AgreementSheet
    | BilingualSheet
    | SeatingSheet
    | GuideSheet
    | LetterSheet
    | PackSheets
    | ListSheet
    | RecipientSheet
    | GoneSheet
    | SlipSheet
)

# A paper is one module of one function from a sheet and a format to a story, listed here under the kind of sheet that it prints.
PAPERS: dict[type, Callable[[Any, Format], Story]] = {
    AgreementSheet: agreement,
    BilingualSheet: bilingual,
    SeatingSheet: seats,
    GuideSheet: guide,
    FirstLetterSheet: first_letter,
    InformationSheet: information,
    ConsentSheet: consent,
    InvitationSheet: invitation,
    PackSheets: pack,
    ListSheet: packing_list,
    SupporterSheet: supporter,
    InterpreterSheet: interpreter,
    PrisonSheet: prison_visit,
    ReferrerSheet: outcome,
    CourtSheet: outcome,
    CheckerSheet: checker,
    RegisterSheet: register,
    GoneSheet: gone,
    SlipSheet: slip,
}


def pdf_of(sheet: Sheet, form: Format = STANDARD) -> bytes:
    """The paper for this kind of sheet as a tagged PDF, A4 or a booklet of A5. The same sheet and format give the same bytes.

    Raises `MissingLetter` where a letter cannot be printed and `NoSuchLanguage` where the paper's words are not checked in that language;
    both say in plain words what to do. Raises `ValueError` where the sheet has a square code without a check code, or one that is none.
    """
    data = pdf(PAPERS[type(sheet)](sheet, form), form)
    return imposed(data) if form.booklet else data


def pack_of(sheets: PackSheets, form: Format = STANDARD) -> tuple[bytes, tuple[int, ...]]:
    """The sheets for a visit as `pdf_of` makes them, and how many pages each has; the list of them comes last. Raises what `pdf_of` raises."""
    return pdf_and_pages(pack(sheets, form), form)


def text_of(data: bytes) -> str:
    """The words of a PDF, in the order in which they are read aloud."""
    document = pypdfium2.PdfDocument(data)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def pages_of(data: bytes) -> int:
    """How many pages a PDF has."""
    document = pypdfium2.PdfDocument(data)
    try:
        return len(document)
    finally:
        document.close()
