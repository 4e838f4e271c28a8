import re
from dataclasses import replace

import pytest
from paper_sheets import AGREED
from PIL import Image, ImageChops
from reading import laid_out, pictures
from renew_golden import DOTS_PER_INCH, GOLDEN, PAPERS, formats_of, picture_of

from facilitator_app.papers import press
from facilitator_app.papers.press import STANDARD, pdf_of
from facilitator_app.wall.sheets import AgreementSheet, Present
from facilitator_app.wall.sheets_day import GuideSheet, SeatingSheet
from facilitator_app.wall.sheets_pack import ListSheet
from facilitator_app.workbook import day
from facilitator_app.workbook.forms import IN_PRINT

CELL = 4  # dots: within a cell it does not matter how a letter's edge was smoothed
FAR_APART = 40  # of 255 between the greys of two cells: something else stands there
MAY_DIFFER = 3  # cells; one name for another is fourteen


def unlike(one: Image.Image, two: Image.Image) -> int:
    """The number of cells that are far apart; all of them for pictures of unlike sizes."""
    if one.size != two.size:
        return one.size[0] * one.size[1]
    return sum(ImageChops.difference(one.convert("L").reduce(CELL), two.convert("L").reduce(CELL)).histogram()[FAR_APART:])


@pytest.mark.parametrize("name", PAPERS)
def test_the_words_stand_where_they_stood(name: str) -> None:
    assert laid_out(pdf_of(*PAPERS[name])) == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PAPERS)
def test_the_pages_look_as_they_looked(name: str) -> None:
    pages = pictures(pdf_of(*PAPERS[name]), DOTS_PER_INCH)
    assert len(pages) == len(list(GOLDEN.glob(f"{name}-[0-9]*.png")))
    for number, page in enumerate(pages, 1):
        assert unlike(page, Image.open(picture_of(name, number))) <= MAY_DIFFER, f"page {number}"


@pytest.mark.parametrize("kind", press.PAPERS, ids=lambda kind: kind.__name__)
def test_every_paper_has_a_golden_text_and_picture_in_every_format_that_it_is_offered_in(kind: type) -> None:
    for form in formats_of(kind):
        mine = [name for name, (sheet, other) in PAPERS.items() if type(sheet) is kind and other is form]
        assert mine, f"no golden {kind.__name__} in {form.name}"
        for name in mine:
            assert (GOLDEN / f"{name}.txt").exists()
            assert picture_of(name, 1).exists()


def test_no_golden_page_is_left_of_a_paper_that_is_not_made() -> None:
    assert {re.sub(r"(-\d+)?\.(png|txt)$", "", one.name) for one in GOLDEN.iterdir()} == set(PAPERS)


def test_the_papers_for_the_day_are_offered_in_formats_that_are_looked_at() -> None:
    kinds: dict[str, type] = {
        "guide": GuideSheet,
        "seating": SeatingSheet,
        "seating_officer": SeatingSheet,
        "agreement_blank": AgreementSheet,
    }
    kinds["packing_list"] = ListSheet
    for kind in day.KINDS:
        offered = {kind.format} if kind.key == day.BOOKLET else {kind.format, *IN_PRINT}
        assert offered <= {form.name for form in formats_of(kinds[kind.entered])}


def test_the_comparison_sees_one_changed_name() -> None:
    other = replace(AGREED, people=(Present("Miriam", "person harmed"), *AGREED.people[1:]))
    page = pictures(pdf_of(other, STANDARD), DOTS_PER_INCH)[0]
    assert unlike(page, Image.open(picture_of("agreed-standard", 1))) > MAY_DIFFER
