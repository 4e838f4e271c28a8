from dataclasses import replace

import pytest
from paper_sheets import AGREED
from PIL import Image, ImageChops
from reading import laid_out, pictures
from renew_golden import DOTS_PER_INCH, GOLDEN, PAPERS, PICTURED, picture_of

from facilitator_app.papers.press import STANDARD, pdf_of
from facilitator_app.wall.sheets import Present

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


@pytest.mark.parametrize("name", PICTURED)
def test_the_pages_look_as_they_looked(name: str) -> None:
    pages = pictures(pdf_of(*PAPERS[name]), DOTS_PER_INCH)
    assert len(pages) == len(list(GOLDEN.glob(f"{name}-[0-9]*.png")))
    for number, page in enumerate(pages, 1):
        assert unlike(page, Image.open(picture_of(name, number))) <= MAY_DIFFER, f"page {number}"


def test_the_comparison_sees_one_changed_name() -> None:
    other = replace(AGREED, people=(Present("Miriam", "person harmed"), *AGREED.people[1:]))
    page = pictures(pdf_of(other, STANDARD), DOTS_PER_INCH)[0]
    assert unlike(page, Image.open(picture_of("agreed-standard", 1))) > MAY_DIFFER
