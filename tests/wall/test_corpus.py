"""What the wall finds of what is private, way by way, and what it stops without a reason: facts about the corpus, not about a machine."""

import pytest
import wall_corpus
from wall_cases import SERVICE, sentences

from facilitator_app.wall import leaks

ONE_IN = 200  # ordinary sentences may stop; with more, people switch it off in their heads


@pytest.fixture(scope="module")
def measured() -> tuple[dict[str, wall_corpus.Counted], list[wall_corpus.Told]]:
    return wall_corpus.measured()


@pytest.mark.parametrize("way", wall_corpus.REWRITES)
def test_every_value_is_found_in_every_spelling_of_the_list(
    way: str, measured: tuple[dict[str, wall_corpus.Counted], list[wall_corpus.Told]]
) -> None:
    counts, missed = measured
    assert [one.sentence for one in missed if one.way == way] == []
    assert counts[way].tried >= 14
    assert counts[way].precision == 1


def test_the_corpus_is_as_large_as_it_says() -> None:
    assert len(set(wall_corpus.ordinary())) >= 600
    assert len({one.sentence for one in wall_corpus.told()}) >= 850
    assert {one.value for one in wall_corpus.told()} == set(wall_corpus.VALUES)


def test_an_ordinary_sentence_stops_no_copy_of_the_corpus() -> None:
    tried, stops = wall_corpus.false_stops()
    assert tried >= 3 * 600
    assert len(stops) * ONE_IN <= tried, stops


def test_no_ordinary_sentence_holds_a_value_of_the_corpus() -> None:
    everything = " ".join(wall_corpus.ordinary()).casefold()
    assert [value.text for value in wall_corpus.VALUES if value.text.casefold() in everything] == []


def test_what_a_reader_may_know_is_found_on_nobodys_own_paper() -> None:
    file = wall_corpus.case_file()
    for value in wall_corpus.VALUES:
        if value.sort in ("name", "street", "postcode", "phone", "mail", "day", "number"):  # their own facts
            private = leaks.private_to_others(file, value.owner, SERVICE)
            assert [hit for hit in leaks.hits(f"He says {value.text} again.", private) if hit.owner == value.owner] == []


def test_ten_paraphrases_are_not_found(capsys: pytest.CaptureFixture[str]) -> None:
    hints = sentences("corpus/hints.txt")
    file = wall_corpus.case_file()
    for person in (wall_corpus.ELERI, wall_corpus.KIERAN):
        private = leaks.private_to_others(file, person, SERVICE)
        assert [hint for hint in hints if leaks.hits(hint, private)] == []
    with capsys.disabled():
        print("\nnot found, and never claimed:", *hints, sep="\n  not found: ")
    assert len(hints) == 10
