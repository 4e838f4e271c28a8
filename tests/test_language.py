"""Every stored code has words, and none of them is a word that should not stand on a screen."""

import re

import pytest

from facilitator_app.language import word, words
from facilitator_app.records import KINDS
from facilitator_app.records.preparation import TOPICS
from facilitator_app.records.record import fields_of

SETS = sorted({field.ask.choices for kind in KINDS.values() for field in fields_of(kind) if field.ask.choices})

# Each could be taken for something else (a gate is the prison's, "held" may mean kept from somebody), or names somebody by what they did.
BANNED = ("gate", "abortive", "override", "leak", "poison", "panic", "x item", "held", "perpetrator", "complete", "incomplete")
BANNED_AS_A_WORD = re.compile(rf"\b({'|'.join(BANNED)})\b", re.IGNORECASE)


@pytest.mark.parametrize("name", SETS)
def test_every_set_of_choices_has_words(name: str) -> None:
    assert words(name)
    assert all(said.strip() for said in words(name).values())


def test_no_two_choices_of_a_set_read_the_same() -> None:
    for name in SETS:
        assert len(set(words(name).values())) == len(words(name)), name


def test_the_topics_are_those_of_preparation_in_their_order() -> None:
    assert tuple(words("topic")) == TOPICS


def test_what_a_default_names_has_words() -> None:
    for kind in KINDS.values():
        for field in fields_of(kind):
            if field.ask.choices and isinstance(field.default, str) and field.default:
                assert field.default in words(field.ask.choices), f"{kind.kind}.{field.name}"


def test_a_code_of_a_newer_version_is_shown_as_it_is() -> None:
    assert word("path", "light") == "Light"
    assert word("path", "very_careful") == "very careful"
    assert word("path", "") == ""


def test_words_given_away_cannot_change_the_term_set() -> None:
    words("path").clear()
    assert word("path", "light") == "Light"


def test_no_banned_word_is_read_anywhere() -> None:
    said = [said for name in SETS for said in words(name).values()]
    for kind in KINDS.values():
        said += [kind.title, *(text for field in fields_of(kind) for text in (field.ask.label, field.ask.help))]
    assert [text for text in said if BANNED_AS_A_WORD.search(text)] == []
