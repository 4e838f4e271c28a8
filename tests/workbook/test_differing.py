"""Which words differ: only those, as runs that can be underlined, and none where nothing much is the same."""

from hypothesis import given
from hypothesis import strategies as st

from facilitator_app.workbook.differing import differing


def marked(*texts: str) -> list[list[str]]:
    return [[text[start : start + length] for start, length in marks] for text, marks in zip(texts, differing(texts), strict=True)]


def test_a_day_is_marked_and_what_is_the_same_is_not() -> None:
    one, other = "Daniel finishes the course by 31 July 2026.", "Daniel finishes the course by 30 June 2026."
    assert marked(one, other) == [["31 July"], ["30 June"]]


def test_a_sum_a_sign_and_a_word_that_is_missing() -> None:
    assert marked("Pay £50 by Friday", "Pay £100 by Friday") == [["50"], ["100"]]
    assert marked("He may ring on Friday", "He may not ring on Friday") == [[], ["not"]]
    assert marked("She said yes.", "She said yes?") == [["."], ["?"]]


def test_of_three_each_word_that_some_other_has_not() -> None:
    assert marked("on Monday at nine", "on Monday at ten", "on Tuesday at nine") == [
        ["Monday", "nine"],
        ["Monday", "ten"],
        ["Tuesday", "nine"],
    ]


def test_a_mark_ends_where_the_line_does() -> None:
    assert marked("He pays\nDaniel, from today", "He pays back\nMargaret, from today") == [["Daniel"], ["back", "Margaret"]]


def test_where_nothing_much_is_the_same_nothing_is_marked() -> None:
    assert marked("The stairs are steep.", "Never on Mondays!") == [[], []]
    assert marked("Left empty", "Tuesday 17 March") == [[], []]


def test_a_very_long_text_is_read_without_marks() -> None:
    assert marked("word " * 4_000 + "one", "word " * 4_000 + "two") == [[], []]


@given(st.lists(st.text(alphabet="ab £\n.’", max_size=30), min_size=2, max_size=3))
def test_marks_lie_in_the_text_one_after_the_other_and_equal_texts_have_none(texts: list[str]) -> None:
    found = differing(texts)
    for text, marks in zip(texts, found, strict=True):
        ends = [0, *(start + length for start, length in marks)]
        assert all(end <= start for end, (start, _) in zip(ends, marks, strict=False))
        assert ends[-1] <= len(text)
    assert all(not marks for marks in found) or len(set(texts)) > 1
