"""A service's own words of a letter: in place of the usual ones, looked at like everything that somebody typed, refused with their line."""

import pytest
from test_forms import CASE, DANIEL, MARGARET, book, filled

from facilitator_app.papers.texts import TextNotUsable
from facilitator_app.records import LetterText
from facilitator_app.workbook import forms, letter_texts
from facilitator_app.workbook.papers import Stopped
from facilitator_app.workbook.workbook import Workbook

__all__ = ["book", "filled"]


def write(book: Workbook, name: str, words: str) -> None:
    made, _ = letter_texts.begin(book, name)
    file = letter_texts.kept(book)
    record = file.get(LetterText, made)
    assert record is not None
    book.record(file, record, {"words": words})


@pytest.mark.parametrize("name", letter_texts.names())
def test_the_usual_words_can_be_printed_and_are_what_a_service_begins_with(book: Workbook, name: str) -> None:
    assert letter_texts.trouble_with(letter_texts.usual(name)) == ""
    letter_texts.begin(book, name)
    text = letter_texts.text_of(book, name)
    assert (text.own, text.words) == (True, letter_texts.usual(name).words.strip())
    assert letter_texts.begin(book, name)[0] == letter_texts.begin(book, name)[0]
    assert len(letter_texts.kept(book).all(LetterText)) == 1


def test_own_words_are_printed_and_empty_ones_are_the_usual_again(book: Workbook) -> None:
    write(book, "information", "Version: 7\n# Our sheet\n\nRing {{ telephone }}.")
    made = forms.make(forms.offer(book, CASE, MARGARET, "information"))
    assert (made.version, made.pages) == (7, 1)
    write(book, "information", "")
    assert forms.make(forms.offer(book, CASE, MARGARET, "information")).version == 1


def test_a_mistake_is_said_where_it_is_and_nothing_is_printed(book: Workbook) -> None:
    write(book, "consent", "Version: 2\n# Form\n\n{{ recipent }}")
    assert letter_texts.trouble_with(letter_texts.text_of(book, "consent")).startswith("Line 4 of this text names something")
    with pytest.raises(TextNotUsable, match="Line 4"):
        forms.make(forms.offer(book, CASE, MARGARET, "consent"))


def test_what_only_the_other_side_told_is_found_in_own_words_too(book: Workbook) -> None:
    write(book, "information", "Version: 2\n# Sheet\n\nMargaret, we meet at Larkspur Library.")
    found = forms.offer(book, CASE, DANIEL, "information")
    assert [stop.hit.words for stop in found.stops] == ["Larkspur Library"]
    with pytest.raises(Stopped):
        forms.make(found)
