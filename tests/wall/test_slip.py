"""The slip of an invitation: letters, an address and a moment, and nothing that tells who comes in, or to what."""

from dataclasses import fields

import pytest
from test_gone import TELLS
from test_projection import layers

from facilitator_app.papers.press import FORMATS, pages_of, pdf_of, text_of
from facilitator_app.papers.words_slip import slip_words
from facilitator_app.wall.sheets_slip import SlipSheet
from facilitator_app.workbook import slip
from facilitator_app.workbook.slip import Slip

LETTERS = ("7KQ2", "M4XP", "9RTA", "WC3H", "V6DNQ")
MADE = Slip(LETTERS, "https://exchange.example.org", "2026-07-05T09:00+00:00")


def test_there_is_no_field_for_anything_else() -> None:
    assert [one.name for one in fields(SlipSheet)] == ["letters", "address", "until", "language"]
    assert LETTERS[0] not in repr(SlipSheet(LETTERS, "x", "y")) + repr(MADE)


@pytest.mark.parametrize("format", slip.FORMATS)
def test_no_layer_of_it_says_what_kind_of_work_it_is_or_for_whom(format: str) -> None:
    data = slip.paper(MADE, format)
    said = layers(data).casefold()
    words = text_of(data)
    assert [word for word in TELLS if word in said] == []
    assert "exchange.example.org" in words
    assert "https" not in words, "it is typed by hand"


@pytest.mark.parametrize("format", slip.FORMATS)
@pytest.mark.parametrize("letters", [LETTERS, ("WWWW",) * 4 + ("WWWWW",)])
@pytest.mark.parametrize("address", ["https://x.org", "https://" + "a-very-long-name-of-some-office." * 3 + "example.org:8600"])
def test_it_stands_whole_on_one_page_with_groups_that_are_not_broken(format: str, letters: tuple[str, ...], address: str) -> None:
    data = slip.paper(Slip(letters, address, MADE.until), format)
    assert pages_of(data) == 1
    words = text_of(data)
    for group in letters:
        assert group in words.split()
    plain = "".join(filter(str.isalnum, words))  # what reads it takes a hyphen at the end of a line for one that was put there
    assert "".join(filter(str.isalnum, address.removeprefix("https://"))) in plain
    said = " ".join(words.split())
    for sentence in (*slip_words("en-GB").steps, "until Sunday 5 July 2026 at 10:00."):
        assert sentence in said


def test_until_when_is_said_in_the_time_of_this_country_or_in_days() -> None:
    assert slip.until_said("2026-07-05T09:00+00:00").replace(chr(0xA0), " ") == "Sunday 5 July 2026 at 10:00"
    assert slip.until_said("") == "three days after it was made"


def test_a_slip_without_letters_is_none() -> None:
    for sheet in (SlipSheet((), "x.org", ""), SlipSheet(LETTERS, "", "")):
        with pytest.raises(ValueError, match="lets nobody in"):
            pdf_of(sheet, FORMATS["standard"])
