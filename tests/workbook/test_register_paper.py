"""The register of copies on paper: every copy and where it is, and no word that somebody typed of one."""

from collections.abc import Iterator
from pathlib import Path

import making
import pytest

from facilitator_app.papers.press import text_of
from facilitator_app.records import Agreement, Participant, Printed
from facilitator_app.records.record import Choice, Id
from facilitator_app.workbook import around, paper_out, papers
from facilitator_app.workbook.papers import Stopped
from facilitator_app.workbook.referral import CASE_SYSTEM, id_in
from facilitator_app.workbook.workbook import Workbook

CASE = id_in(CASE_SYSTEM, "RJ-2026-0101")
MARGARET = id_in(CASE_SYSTEM, "RJ-2026-0101", "harmed")
DAY = "2026-03-18T18:50"


@pytest.fixture
def book(template: Path, tmp_path: Path) -> Iterator[Workbook]:
    found = making.opened(making.demonstration(template, tmp_path / "Demo.workbook", DAY), DAY)
    try:
        for copy in papers.copies(found, CASE, found.case(CASE)):
            papers.issued(found, CASE, papers.make(copy), "printed")
        yield found
    finally:
        found.opened.close()


def offer(book: Workbook) -> around.Offer:
    file = book.case(CASE)
    wanted = around.wanted_as(file, "register:")
    assert wanted is not None
    assert wanted.paper == "register"
    return around.offer(book, file, wanted)


def words(book: Workbook) -> str:
    return " ".join(text_of(around.make(offer(book)).data).split())


def printed_for(book: Workbook, recipient: Id) -> Printed:
    return next(one for one in book.case(CASE).all(Printed) if one.recipient == recipient and one.paper == "agreement")


def test_every_copy_stands_on_it_and_what_somebody_said_of_one_does_not(book: Workbook) -> None:
    paper_out.note(book, book.case(CASE), printed_for(book, MARGARET), "with", who="Her sister in Larkspur Close")
    said = words(book)
    for copy in ("Agreement for Margaret", "Agreement for Daniel", "Agreement for the case file", "RJ-2026-0101"):
        assert copy in said
    assert "Somebody else has it, Wed 18 Mar 2026" in said
    paper_out.note(book, book.case(CASE), printed_for(book, MARGARET), "not_reached", why="She has put it away with her letters")
    said = words(book)
    assert "It cannot be reached, Wed 18 Mar 2026" in said
    for typed in ("sister", "Larkspur", "letters", "put it away"):
        assert typed not in said


def test_what_is_over_has_no_line_to_write_on(book: Workbook) -> None:
    open_ones = words(book).count("Came back, or was destroyed, on")
    paper_out.note(book, book.case(CASE), printed_for(book, MARGARET), "destroyed")
    assert words(book).count("Came back, or was destroyed, on") == open_ones - 1


def test_it_is_of_no_case_from_which_nothing_left_and_not_made_with_one_side_open(book: Workbook) -> None:
    found = offer(book)
    book.open_side(CASE, MARGARET)
    with pytest.raises(Stopped):
        around.make(offer(book))
    assert not around.offer(book, book.case(CASE), found.wanted).stops


def test_it_stands_in_the_register_itself_and_goes_to_nobody_of_the_case(book: Workbook) -> None:
    made = around.make(offer(book))
    assert made.name == "Copies"
    around.issued(book, CASE, made, "printed")
    (itself,) = [one for one in book.case(CASE).all(Printed) if one.paper == "register"]
    assert (itself.recipient, itself.about, itself.format) == ("", "", Choice("standard"))
    assert "Print register" in words(book)


def test_somebody_who_stopped_does_not_stop_the_case_file_from_knowing_what_is_out(book: Workbook) -> None:
    margaret = book.case(CASE).get(Participant, MARGARET)
    assert margaret is not None
    book.record(book.case(CASE), margaret, {"stopped_on": "2026-03-18"})
    assert "Agreement for Margaret" in words(book)
    assert book.case(CASE).all(Agreement)
