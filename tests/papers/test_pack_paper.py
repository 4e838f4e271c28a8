"""The sheets for a visit on paper: a code and dots on each page, pages counted by sheet, nothing behind a page, and a list that tells nothing."""

from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
import zxingcpp
from pack_sheets import ADDED, FIRST, IN, OFFERS
from PIL import Image
from reading import fonts, pages_of_text, pictures, read_aloud, strings, structure

from facilitator_app.papers.codes import read_payload
from facilitator_app.papers.formats import Format
from facilitator_app.papers.letters import MissingLetter
from facilitator_app.papers.press import FORMATS, pack_of, pdf_of
from facilitator_app.papers.words import NoSuchLanguage
from facilitator_app.wall.sheets_pack import ListLine, PackSheets

EACH_FORMAT = pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS)
DPI = 200
MM = DPI / 25.4
NASTY = (
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogochabcd",
    "Wŷn Ŵyn-Ŷdwr",
    "Nguyễn Thị Hạnh",
    "{{ service }} <b>&amp;</b> # - [ ]",
)


def one_code(picture: object) -> str:
    (found,) = zxingcpp.read_barcodes(picture)
    return found.text


@EACH_FORMAT
@pytest.mark.parametrize("paper", [FIRST, ADDED], ids=["first", "added"])
def test_each_page_of_a_sheet_has_its_code_and_four_dots_and_the_list_has_neither(paper: PackSheets, form: Format) -> None:
    data, counts = pack_of(paper, form)
    shown = [picture.convert("L") for picture in pictures(data, DPI)]
    *pages, last = shown
    expected = [(sheet.code, page) for sheet, count in zip(paper.sheets, counts, strict=False) for page in range(1, count + 1)]
    assert len(pages) == len(expected) == sum(counts) - 1
    for picture, (code, number) in zip(pages, expected, strict=True):
        read = read_payload(one_code(picture))
        assert read is not None
        assert (read.document, read.page, read.is_copy) == (code, number, False)
        assert all(_grey(picture, where) < 80 for where in _dots(picture.size))
    assert zxingcpp.read_barcodes(last) == []
    assert all(_grey(last, where) > 200 for where in _dots(last.size))


def _grey(picture: Image.Image, where: tuple[int, int]) -> int:
    across, down = where
    return picture.crop((across, down, across + 1, down + 1)).tobytes()[0]


def _dots(size: tuple[int, int]) -> list[tuple[int, int]]:
    """The middles of the corner dots, 8 mm from two edges."""
    wide, high = size
    near = round(8 * MM)
    return [(across, down) for across in (near, wide - near) for down in (near, high - near)]


@EACH_FORMAT
def test_pages_are_counted_by_sheet_and_the_number_stands_beside_the_code(form: Format) -> None:
    data, counts = pack_of(FIRST, form)
    pages = iter(pages_of_text(data))
    for sheet, count in zip(FIRST.sheets, counts, strict=False):
        for number in range(1, count + 1):
            said = next(pages)
            assert f"Sheet P-{sheet.number} · Page {number} of {count}" in said
            assert f"{sheet.code[:5]}-{sheet.code[5:]}" in said
            assert ("Goes on over the page" in said) == (number < count)
    listed = next(pages)
    assert "Page 1 of 1" in listed
    assert f"In all {sum(counts)}" in listed
    for sheet, count in zip(FIRST.sheets, counts, strict=False):
        assert f"P-{sheet.number} {sheet.neutral} {count}" in listed


def test_nothing_stands_behind_a_page() -> None:
    for paper in (FIRST, OFFERS, ADDED, IN):
        with pikepdf.open(BytesIO(pdf_of(paper))) as document:
            assert document.Root.ViewerPreferences.Duplex == "/Simplex"


@EACH_FORMAT
def test_the_list_names_nobody_and_says_nothing_of_what_it_is_about(form: Format) -> None:
    for paper in (FIRST, OFFERS, ADDED):
        listed = pages_of_text(pdf_of(paper, form))[-1]
        assert not any(name in listed for name in ("Daniel", "Margaret"))
        assert not any(
            word in listed.casefold() for word in ("house", "yes or no", "what happened", "offer", "harm", "prison", "restorative")
        )
    hidden = " ".join(strings(pdf_of(FIRST, form)))
    assert not any(word in hidden for word in ("Daniel", "P-1", "7K3MX"))


@EACH_FORMAT
def test_it_is_read_aloud_in_order_and_its_letters_are_in_it(form: Format) -> None:
    data = pdf_of(OFFERS, form)
    heard = read_aloud(data)
    assert heard.index("“Why my house?”") < heard.index("“Did you know we were in?”") < heard.index("What we take in")
    assert all(embedded == "yes" for _, embedded in fonts(data))
    assert structure(data).count("Table") == 1
    assert pdf_of(OFFERS, form) == data


@EACH_FORMAT
@pytest.mark.parametrize("name", NASTY)
def test_nasty_names_stand_as_they_are(name: str, form: Format) -> None:
    lines = (replace(OFFERS.sheets[1].lines[0], words=name),)
    paper: PackSheets = replace(OFFERS, recipient=name, sheets=(OFFERS.sheets[0], replace(OFFERS.sheets[1], lines=lines)))
    data = pdf_of(paper, form)
    heard = "".join("".join(read_aloud(data)).split())
    assert "".join(name.split()) in heard
    for page in pictures(data, DPI)[:-1]:
        assert read_payload(one_code(page)) is not None


@EACH_FORMAT
def test_900_words_to_offer_go_on_over_the_page_with_a_code_on_each(form: Format) -> None:
    long = replace(OFFERS.sheets[1], lines=(replace(OFFERS.sheets[1].lines[0], words=" ".join(["word"] * 900)),))
    data, (count, _) = pack_of(replace(OFFERS, sheets=(long,)), form)
    assert count > 1
    for number, page in enumerate(pictures(data, DPI)[:-1], 1):
        found = read_payload(one_code(page))
        assert found is not None
        assert (found.document, found.page) == (long.code, number)


def test_a_script_that_cannot_be_printed_and_a_language_that_nobody_checked_are_refused() -> None:
    with pytest.raises(MissingLetter, match="The name on paper"):
        pdf_of(replace(FIRST, recipient="أمينة"))
    for paper in (FIRST, IN):
        with pytest.raises(NoSuchLanguage):
            pdf_of(replace(paper, language="cy"))


def test_a_list_of_papers_by_themselves_counts_them() -> None:
    said = pages_of_text(pdf_of(replace(IN, lines=(*IN.lines, ListLine("Tissues", 0)))))[0]
    assert "Guide 6" in said
    assert "In all 16" in said
