"""The whole light case without a mouse: the same evenings as in `test_light_counted.py`, where every press is reached by keys."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import test_light_counted as evenings
from keys_only import KeysOnly
from PySide6.QtWidgets import QApplication

book = evenings.book
# In the order in which they come: each goes on from the one before.
test_in_the_car = evenings.test_in_the_car_a_sentence_is_moved_to_whose_it_is
test_six_questions = evenings.test_six_questions_and_one_more
test_what_he_is_not_to_know = evenings.test_what_kevin_is_not_to_know
test_by_pen = evenings.test_what_was_written_by_pen
test_easy_read = evenings.test_hers_is_in_easy_read_with_the_same_words
test_it_ends = evenings.test_both_are_rung_and_it_ends


@pytest.fixture(scope="module")
def hands(home: Path, qapp: QApplication) -> Iterator[KeysOnly]:
    """Somebody at the keyboard alone; what they leave open is closed."""
    assert home
    made = KeysOnly(qapp)
    yield made
    made.leave()
