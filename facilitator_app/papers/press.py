"""The list of papers and the one way to print each: a sheet goes in, a PDF comes out. Knows no case, only sheets."""

from collections.abc import Callable
from typing import Any, TypeAlias

import pypdfium2

from facilitator_app.papers.agreement import agreement
from facilitator_app.papers.bilingual import bilingual
from facilitator_app.papers.booklet import imposed
from facilitator_app.papers.formats import BOOKLET, EASY_READ, EXTRA_LARGE, FORMATS, LARGE, STANDARD, Format
from facilitator_app.papers.guide import guide
from facilitator_app.papers.pages import Story, pdf
from facilitator_app.papers.posted import consent, first_letter, information, invitation
from facilitator_app.papers.seats import seats
from facilitator_app.wall.sheets import AgreementSheet, BilingualSheet
from facilitator_app.wall.sheets_day import GuideSheet, SeatingSheet
from facilitator_app.wall.sheets_letters import ConsentSheet, FirstLetterSheet, InformationSheet, InvitationSheet, LetterSheet

__all__ = ["BOOKLET", "EASY_READ", "EXTRA_LARGE", "FORMATS", "LARGE", "PAPERS", "STANDARD", "Sheet", "pdf_of"]

Sheet: TypeAlias = AgreementSheet | BilingualSheet | SeatingSheet | GuideSheet | LetterSheet

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
}


def pdf_of(sheet: Sheet, form: Format = STANDARD) -> bytes:
    """The paper for this kind of sheet as a tagged PDF, A4 or a booklet of A5. The same sheet and format give the same bytes.

    Raises `MissingLetter` where a letter cannot be printed and `NoSuchLanguage` where the paper's words are not checked in that language;
    both say in plain words what to do. Raises `ValueError` where the sheet has a square code without a check code, or one that is none.
    """
    data = pdf(PAPERS[type(sheet)](sheet, form), form)
    return imposed(data) if form.booklet else data


def pages_of(data: bytes) -> int:
    """How many pages a PDF has."""
    document = pypdfium2.PdfDocument(data)
    try:
        return len(document)
    finally:
        document.close()
