"""What goes through JSON comes back as it was, and a newer version's words ride along."""

from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator_app.records import codec
from facilitator_app.records.agreement import Line, Promise, ReadBack


def test_half_a_letter_costs_nobody_the_rest_of_what_they_typed() -> None:
    """Qt hands over what an input method sends: a letter outside the first plane may come in two halves, and a half may come alone."""
    assert codec.from_json(codec.to_json("before \ud83d\ude00 after")) == "before 😀 after"
    assert codec.from_json(codec.to_json("before \ud83d after")) == "before \ufffd after"
    assert codec.from_json(codec.to_json({"a": ["\udc00x", {"\ud800": "y"}], "n": 1, "b": True})) == {
        "a": ["\ufffdx", {"\ufffd": "y"}],
        "n": 1,
        "b": True,
    }
    assert codec.from_json(codec.to_json(Promise("\ud800Pay", ("p1",)))) == {"what": "\ufffdPay", "who": ["p1"], "by_when": ""}


@given(st.text(st.characters()))
def test_any_text_is_kept_but_for_halves_of_letters(text: str) -> None:
    found = codec.from_json(codec.to_json(text))
    assert found == text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if not any("\ud800" <= char <= "\udfff" for char in text):
        assert found == text


@pytest.mark.parametrize("data", [b"", b"x", b'"\xff"', b'{"a":}', b"[" * 100_000, b"NaN", b'"\\ud800"'])
def test_what_is_no_json_is_unreadable_and_nothing_else(data: bytes) -> None:
    with pytest.raises(codec.Unreadable):
        codec.from_json(data)
    with pytest.raises(codec.Unreadable):
        codec.object_from_json(data)


@pytest.mark.parametrize("value", [1, "x", ["x"], {"what": 1}, {"who": "p1"}, None])
def test_another_shape_is_unreadable(value: object) -> None:
    with pytest.raises(codec.Unreadable):
        codec.convert(value, Promise)


def test_unknown_keys_of_what_was_there_ride_along() -> None:
    before = {"what": "Pay £50", "who": ["p1"], "by_when": "1 March", "in_kind": {"a": [1, 2.50]}}
    assert codec.keep_unknown(before, Promise("Pay £60", ("p1",), "1 March")) == {
        "what": "Pay £60", "who": ["p1"], "by_when": "1 March", "in_kind": {"a": [1, 2.50]},
    }  # fmt: skip
    assert codec.keep_unknown(None, Promise("x")) == codec.to_builtins(Promise("x"))
    assert codec.keep_unknown("words", "others") == "others"


def test_unknown_keys_deep_inside_a_statement_ride_along() -> None:
    before = {
        "on": "2026-03-01", "by": "Sam", "voice": "aloud",
        "lines": [{"term": "t1", "read": ["a"], "tone": "calm"}, {"term": "t2", "read": ["b"], "tone": "loud"}],
    }  # fmt: skip
    after = ReadBack("2026-03-02", "Sam", (Line("t2", ("b",)), Line("t1", ("c",)), Line("t3", ())))
    found = codec.keep_unknown(before, after)
    assert found["voice"] == "aloud"
    assert found["lines"][0] == {"term": "t2", "read": ["b"], "tone": "loud"}  # the same line in another place
    assert {"term": "t3", "read": []} in found["lines"]  # a new one takes nothing from others


@dataclass(frozen=True)
class _Newer:
    what: str = ""
    extra: Any = None


@given(
    st.text(max_size=5),
    st.recursive(st.none() | st.integers() | st.text(max_size=3), lambda inner: st.lists(inner, max_size=3), max_leaves=4),
)
def test_an_edit_by_this_version_keeps_a_newer_versions_words(what: str, extra: Any) -> None:
    before = codec.from_json(codec.to_json(_Newer("old", extra)))
    after = codec.from_json(codec.to_json(codec.keep_unknown(before, Promise(what))))
    assert codec.to_json(after["extra"]) == codec.to_json(before["extra"])
    assert after["what"] == what


def test_one_name_twice_is_noticed_at_any_depth() -> None:
    assert codec.every_name_once(b'{"a":[{"b":1},{"b":2}],"c":{"a":1}}')
    for twice in (b'{"a":1,"a":1}', b'[{"x":{"b":1,"b":2}}]', b'{"a":1,"\\u0061":2}'):
        assert not codec.every_name_once(twice)
