"""Papers for those around a case on paper: what is not opened leaves no gap, names that no paper was made for, and what a file says of itself."""

from dataclasses import fields, replace
from itertools import combinations
from typing import Any

import pytest
from around_sheets import AROUND
from reading import fonts, pages_of_text, read_aloud, strings, texts
from test_agreement_stress import lies_on

from facilitator_app.papers.formats import Format
from facilitator_app.papers.letters import MissingLetter
from facilitator_app.papers.press import FORMATS, pdf_of
from facilitator_app.papers.words import NoSuchLanguage
from facilitator_app.wall.sheets import TermLine
from facilitator_app.wall.sheets_recipients import (
    CheckerSheet,
    CourtSheet,
    InterpreterSheet,
    PrisonSheet,
    RecipientSheet,
    ReferrerSheet,
    SupporterSheet,
)

EACH = pytest.mark.parametrize("name", AROUND)
EACH_FORMAT = pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS)
NASTY = (
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogochabcd",
    "Wŷn Ŵyn-Ŷdwr",
    "Nguyễn Thị Hạnh",
    "# - [ ] <b>&amp;</b> {{ x }}",
    "Ольга",
)
ESSAY = " ".join(["Daniel writes to the library and says what he did and why, and then asks"] * 10)


def said(name: str, form: Format = FORMATS["standard"]) -> str:
    return " ".join(pages_of_text(pdf_of(AROUND[name], form))).replace("\xa0", " ")


def filled(sheet: Any, text: str) -> Any:
    """The sheet with this text in every text of it."""
    values: dict[str, Any] = {}
    for one in fields(sheet):
        value = getattr(sheet, one.name)
        if one.name == "language":
            continue
        if isinstance(value, str) and value:
            values[one.name] = text
        elif isinstance(value, TermLine):
            values[one.name] = TermLine(text, text, text, text)
        elif isinstance(value, tuple) and value and isinstance(value[0], TermLine):
            values[one.name] = (TermLine(text, text, text, text),) * 3
        elif isinstance(value, tuple) and value and isinstance(value[0], str):
            values[one.name] = (text,) * (12 if len(text) < 200 else 2)
        elif one.name == "meeting" and value is not None:
            values[one.name] = replace(value, at=text, room=text)
    return replace(sheet, **values)


@EACH_FORMAT
@EACH
def test_the_file_says_nothing_of_anybody(name: str, form: Format) -> None:
    hidden = " ".join(strings(pdf_of(AROUND[name], form)))
    assert not any(word in hidden for word in ("Severnside", "Daniel", "Pryce", "A0001AA", "HMP", "Wŷn", "Zofia", "Priya", "01632", "2026"))


@EACH_FORMAT
@pytest.mark.parametrize("text", [NASTY[0], " ".join(NASTY[1:]), ESSAY], ids=["60 letters", "every script", "150 words"])
@EACH
def test_whatever_is_written_is_printed_and_lies_on_nothing_else(name: str, text: str, form: Format) -> None:
    pdf = pdf_of(filled(AROUND[name], text), form)
    assert "".join(text.split()) in "".join(" ".join(read_aloud(pdf)).split())
    assert all(embedded == "yes" for _, embedded in fonts(pdf))
    found = texts(pdf)
    for page in {each.page for each in found}:
        here = [each for each in found if each.page == page]
        assert not [pair for pair in combinations(here, 2) if lies_on(*pair)]


def test_what_was_not_opened_leaves_no_heading_and_no_gap() -> None:
    bare: dict[str, RecipientSheet] = {
        "supporter": SupporterSheet("Service", "Wŷn", "Daniel"), "interpreter": InterpreterSheet("Service", "Zofia", "Daniel"),
        "court": CourtSheet("Service", "Daniel", True), "checker": CheckerSheet("Service", "", TermLine("Daniel writes.", "", "")),
    }  # fmt: skip
    words = {name: " ".join(pages_of_text(pdf_of(sheet))) for name, sheet in bare.items()}
    for gone in (
        "When and where",
        "What you may know",
        "What you said",
        "If something changes",
        "What was agreed",
        "Ring",
        "By when",
        "Written on",
    ):
        assert not [name for name, text in words.items() if gone in text], gone


def test_a_court_reads_no_reason_whether_there_was_a_meeting_or_none() -> None:
    for name in ("court", "court-no-meeting", "referrer"):
        words = said(name)
        assert "We tell nobody what people said" in words
        assert not any(
            word in words for word in ("stopped", "withdr", "declined", "Margaret") if name == "court-no-meeting" or word != "Margaret"
        )


def test_a_form_without_a_day_has_lines_to_write_on_and_names_no_other_side() -> None:
    assert all(label in said("prison-visit-undated") for label in ("Day", "Time", "Room", "Minutes"))
    assert "Others who come" not in said("prison-visit-undated")
    assert not any(word in said("prison-visit") for word in ("Margaret", "Siân", "harmed", "responsible"))


@pytest.mark.parametrize("sheet", [
    SupporterSheet("S", "Wŷn"), InterpreterSheet("S", "Zofia"), PrisonSheet("S", ""), ReferrerSheet("S"), CourtSheet("S"), CheckerSheet("S", ""),
])  # fmt: skip
def test_a_closed_sheet_makes_no_paper(sheet: Any) -> None:
    with pytest.raises(ValueError, match="nobody has opened"):
        pdf_of(sheet)


@EACH
def test_a_language_that_nobody_checked_and_a_script_that_cannot_be_printed_are_refused(name: str) -> None:
    with pytest.raises(NoSuchLanguage):
        pdf_of(replace(AROUND[name], language="cy"))
    with pytest.raises(MissingLetter):
        pdf_of(replace(AROUND[name], service="أمينة"))
