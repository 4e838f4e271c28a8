"""Whatever is written on a sheet: it is printed without anything lying on anything else, or refused by name."""

import unicodedata
from collections.abc import Iterator
from dataclasses import asdict, replace
from functools import cache
from itertools import pairwise

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from paper_sheets import AGREED, BLANK, DRAFT, STANDINGS, TERMS, TO_SIGN
from reading import Text, strings, texts
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm

from facilitator_app.language import words
from facilitator_app.papers.codes import code_stem
from facilitator_app.papers.formats import FORMATS, LARGE, STANDARD, Format
from facilitator_app.papers.letters import MissingLetter
from facilitator_app.papers.press import pdf_of
from facilitator_app.wall.sheets import AgreementSheet, Present, Standing, TermLine

NAME = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogochabcd"
ESSAY = " ".join(["Daniel writes to the library and says what he did and why, and then asks"] * 60)
CROWD = tuple(Present(f"{NAME}{number}", "supporter of somebody") for number in range(12))
HEADINGS = {
    "Who took part",
    "What we agreed",
    "What we may agree",
    "Who may see this paper",
    "If something changes",
    "Signing",
    "Signed",
    "No.",
}
RULE_MM = 27  # the footer's rule

SHEETS: dict[str, AgreementSheet] = {
    **STANDINGS,
    "one term": replace(AGREED, terms=TERMS[:1]),
    "25 terms": replace(AGREED, terms=(TERMS * 9)[:25]),
    "25 terms to sign": replace(TO_SIGN, terms=(TERMS * 9)[:25], people=CROWD),
    "25 untitled terms to sign": replace(TO_SIGN, terms=tuple(replace(term, title="") for term in (TERMS * 9)[:25])),
    "25 places for terms": replace(BLANK, terms=(TermLine("", "", ""),) * 25),
    "12 signers": replace(TO_SIGN, people=CROWD),
    "12 signers, blank": replace(BLANK, people=CROWD, held_on=None),
    "long names": replace(
        DRAFT, people=CROWD, recipient=NAME, service=NAME, place=NAME, facilitators=(NAME, NAME), reference=NAME, copies=(NAME,) * 12,
        terms=tuple(replace(term, who=NAME, by_when=f"{NAME} 2026") for term in TERMS),
    ),
    "900 words": replace(AGREED, terms=(replace(TERMS[0], what=ESSAY), TERMS[1])),
    "900 words twice": replace(AGREED, terms=(replace(TERMS[0], what=ESSAY, how_shown=ESSAY, who=NAME),)),
    "900 words half filled": replace(BLANK, terms=(TermLine(ESSAY, "", ""), TermLine("", NAME, "soon", ESSAY))),
    "900 words around": replace(AGREED, who_may_see=ESSAY, if_something_changes=ESSAY.replace("and then", "\n"), signed_by=(NAME,) * 30),
    "half typed": replace(BLANK, terms=(*TERMS[:2], TermLine("", "", ""))),
}  # fmt: skip


@cache
def texts_on(name: str, form: Format) -> list[Text]:
    return texts(pdf_of(SHEETS[name], form))


def says_that_it_goes_on(text: Text) -> bool:
    """Whether this stands between the text and the footer: it is for that place."""
    return text.words == "Goes on over the page" and text.low > RULE_MM * mm


def flowing(found: list[Text], form: Format) -> list[Text]:
    """Text between head and footer."""
    return [text for text in found if text.low > RULE_MM * mm and not says_that_it_goes_on(text) and text.high < A4[1] - 16 * mm]


def lies_on(one: Text, two: Text) -> bool:
    """Whether two runs of text cover a part of each other that cannot be a descender's overlap."""
    wide = min(one.right, two.right) - max(one.left, two.left)
    high = min(one.high, two.high) - max(one.low, two.low)
    return wide > 1 and high > 0.35 * min(one.high - one.low, two.high - two.low)


@pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS)
@pytest.mark.parametrize("name", SHEETS)
def test_nothing_lies_on_the_footer_over_the_edge_or_on_other_words(name: str, form: Format) -> None:
    found = texts_on(name, form)
    assert found
    for text in found:
        in_footer = text.high < RULE_MM * mm
        assert in_footer or says_that_it_goes_on(text) or text.low > form.bottom_mm * mm - 2, text
        assert text.left > form.left_mm * mm - 2, text
        assert text.right < A4[0] - form.right_mm * mm + 0.35 * form.term.size, text  # a line may end with an unseen space
        assert text.low > 5 * mm, text
    for page in {text.page for text in found}:
        here = sorted((text for text in found if text.page == page), key=lambda text: text.low)
        for number, one in enumerate(here):
            for two in here[number + 1 :]:
                if two.low >= one.high:
                    break
                assert not lies_on(one, two), (one, two)


@pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS)
@pytest.mark.parametrize("name", SHEETS)
def test_no_heading_stands_alone_and_no_page_has_only_boxes(name: str, form: Format) -> None:
    found = texts_on(name, form)
    for page in {text.page for text in found}:
        here = [text for text in flowing(found, form) if text.page == page]
        assert here, f"page {page + 1} is empty"
        last = min(here, key=lambda text: text.low)
        beside = {text.words for text in here if abs(text.low - last.low) < form.label.size}
        assert not beside & HEADINGS, beside
        words = " ".join(text.words for text in here)
        if "Name or initials" in words:
            assert "What we agreed" in words


def test_the_test_of_overlaps_sees_one() -> None:
    one, two = Text(0, 0, 0, 100, 12, ""), Text(0, 50, 6, 150, 18, "")
    assert lies_on(one, two)
    assert not lies_on(one, replace(two, low=11.0, high=23.0))
    assert not lies_on(one, replace(two, left=101.0))


def test_pages_are_filled() -> None:
    for form, most in ((STANDARD, 4), (LARGE, 8)):
        pages = {text.page for text in texts_on("25 terms", form)}
        assert len(pages) <= most
    ordinary = [max(text.page for text in texts(pdf_of(sheet, STANDARD))) + 1 for sheet in (AGREED, DRAFT, BLANK)]
    assert ordinary == [1, 1, 2]


def test_terms_stand_in_order() -> None:
    numbers = [text for text in texts_on("25 terms", STANDARD) if text.words.isdigit() and text.left < (22 + 10) * mm]
    assert [int(text.words) for text in numbers] == list(range(1, 26))
    assert all(one.page < two.page or one.low > two.low for one, two in pairwise(numbers))


# Anything at all -------------------------------------------------------------------------------------------------------------

LETTERS = st.one_of(
    st.characters(max_codepoint=0x24F),  # with control characters
    st.characters(min_codepoint=0x3A3, max_codepoint=0x3CE),
    st.characters(min_codepoint=0x400, max_codepoint=0x45F),
    st.characters(min_codepoint=0x1EA0, max_codepoint=0x1EF9),
    st.sampled_from("     \n\xa0·–’…<>&%éŵŷłş\u0301\u0323\u0300\u200b\u200d\u202e\ufe0f"),
)
printable = st.text(LETTERS, max_size=120) | st.just("") | st.text(st.sampled_from("ab \xa0\n"), max_size=2000)
anything = printable | st.text(st.characters(exclude_categories=()), max_size=3)  # lone surrogates too


def sheets_of(text: st.SearchStrategy[str]) -> st.SearchStrategy[AgreementSheet]:
    names = st.lists(text, max_size=4).map(tuple)
    people = st.lists(st.builds(Present, text, text), max_size=5).map(tuple)
    pictures = st.sampled_from(("", "letter", "walk", "no such picture"))
    terms = st.lists(st.builds(TermLine, text, text, text, text, text, pictures), max_size=5).map(tuple)
    return st.builds(
        AgreementSheet,
        standing=st.sampled_from(Standing), service=text, recipient=text, held_on=st.none() | st.dates(), place=text, facilitators=names,
        people=people, terms=terms, who_may_see=text, if_something_changes=text, reference=text, version=st.integers(1, 999), copies=names,
        check_code=st.just("892R-WK5Q"), code=st.sampled_from(("", code_stem("K7Q2M9T4XW", 1, 2))), signed_on=st.none() | st.dates(),
        signed_by=names, language=st.just("en-GB"),
    )  # fmt: skip


PICTURES = set(words("picture").values())  # what a picture of easy read is read aloud as


def is_printed(sheet: AgreementSheet, form: Format) -> None:
    pdf = pdf_of(sheet, form)
    with pypdfium2.PdfDocument(pdf) as document:
        assert len(document) >= 1
    # Off the page stands what stands there for another agreement of the same service, and nothing else.
    assert strings(pdf) - PICTURES == strings(pdf_of(replace(AGREED, service=sheet.service), form)) - PICTURES


def is_printed_or_refused(sheet: AgreementSheet, form: Format) -> None:
    try:
        is_printed(sheet, form)
    except MissingLetter as refused:
        trouble = refused
    else:
        return
    typed = repr(unicodedata.normalize("NFC", text_of(sheet)))
    assert repr(trouble.letter)[1:-1] in typed or unicodedata.normalize("NFC", trouble.letter) != trouble.letter
    assert f"U+{ord(trouble.letter):04X}" in trouble.sentence


def text_of(sheet: AgreementSheet) -> str:
    return "\n".join(_texts(asdict(sheet)))


def _texts(thing: object) -> Iterator[str]:
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, dict):
        for value in thing.values():
            yield from _texts(value)
    elif isinstance(thing, tuple | list):
        for value in thing:
            yield from _texts(value)


EASY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example])
EACH_FORMAT = st.sampled_from(list(FORMATS.values()))


@settings(EASY, max_examples=40)
@given(sheets_of(printable), EACH_FORMAT)
def test_any_sheet_in_letters_that_we_have_is_printed(sheet: AgreementSheet, form: Format) -> None:
    is_printed(sheet, form)


@settings(EASY, max_examples=40)
@given(sheets_of(anything), EACH_FORMAT)
def test_any_sheet_is_printed_or_refused_by_name(sheet: AgreementSheet, form: Format) -> None:
    is_printed_or_refused(sheet, form)


@pytest.mark.slow
@settings(EASY, max_examples=1000)
@given(sheets_of(printable), EACH_FORMAT)
def test_any_sheet_in_letters_that_we_have_is_printed_long(sheet: AgreementSheet, form: Format) -> None:
    is_printed(sheet, form)


@pytest.mark.slow
@settings(EASY, max_examples=1000)
@given(sheets_of(anything), EACH_FORMAT)
def test_any_sheet_is_printed_or_refused_by_name_long(sheet: AgreementSheet, form: Format) -> None:
    is_printed_or_refused(sheet, form)
