"""What stands is a function of the set of changes: no order, no repetition and no clock matters, and nothing is lost unseen (I-1, I-3, I-10)."""

import dataclasses
import random
from collections.abc import Sequence
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from facilitator_app.ledger.change import Change
from facilitator_app.ledger.fold import Document, fold
from facilitator_app.records.record import GONE

FIELDS = ("words", "day", GONE)


@st.composite
def histories(draw: st.DrawFn) -> list[Change]:
    """What some people wrote, each replacing any part of what was written before: also what is dead already, or what nobody holds."""
    made: list[Change] = []
    for number in range(draw(st.integers(0, 9))):
        earlier = [change.id for change in made] + ["lost"]
        fields = draw(st.lists(st.sampled_from(FIELDS), min_size=1, unique=True))
        replaces = {
            name: draw(st.lists(st.sampled_from(earlier), unique=True)) for name in draw(st.lists(st.sampled_from(FIELDS), unique=True))
        }
        values = {name: draw(st.sampled_from(["", "a", "b", 1, True, None])) for name in fields}
        made.append(_change(f"c{number}", values, replaces, record=draw(st.sampled_from(["r1", "r2"]))))
    return made


def _change(id: str, values: dict[str, Any], replaces: dict[str, list[str]] | None = None, record: str = "r1") -> Change:
    return Change(id, "case/c", record, "contact", values, replaces or {}, "u", "k", "2026-03-02T10:00:00Z", 1)


def _document(changes: Sequence[Change]) -> Document:
    document = Document()
    for change in changes:
        document.apply(change)
    return document


def _same(left: Document, right: Document) -> bool:
    return left.live == right.live and {n: ids for n, ids in left.dead.items() if ids} == {n: ids for n, ids in right.dead.items() if ids}


@given(histories(), st.randoms(use_true_random=False))
def test_order_and_repetition_cannot_matter(history: list[Change], chance: random.Random) -> None:
    shuffled = [*history, *chance.sample(history, len(history) // 2)]
    chance.shuffle(shuffled)
    left, right = fold(history), fold(shuffled)
    assert left.keys() == right.keys()
    for record, document in left.items():
        other = right[record]
        assert _same(document, other)
        assert (document.forked(), document.gone(), document.values()) == (other.forked(), other.gone(), other.values())
        assert all(document.standing(name) == other.standing(name) for name in FIELDS)


@given(histories(), histories(), st.integers(0, 9))
def test_taking_in_a_set_in_two_parts_is_taking_it_in_at_once(first: list[Change], second: list[Change], cut: int) -> None:
    renamed = [dataclasses.replace(change, id=f"d{number}", record="r1") for number, change in enumerate(second)]
    both = [dataclasses.replace(change, record="r1") for change in first] + renamed
    assert _same(_document(both), _document([*both[cut:], *both[:cut]]))


@given(histories())
def test_every_value_stands_or_was_replaced_by_name(history: list[Change]) -> None:
    documents = fold(history)
    for change in history:
        document = documents[change.record]
        for name, value in change.values.items():
            replaced = any(change.id in other.replaces.get(name, ()) for other in history if other.record == change.record)
            if replaced:
                assert change.id not in document.live.get(name, {})
            else:
                assert document.live[name][change.id] == value


@given(
    histories(),
    st.lists(st.sampled_from(["1970-01-01T00:00:00Z", "2026-03-02T10:00:00Z", "2099-12-31T23:59:59Z", ""]), min_size=9, max_size=9),
)
def test_no_clock_decides_anything(history: list[Change], stamps: list[str]) -> None:
    other = [dataclasses.replace(change, at=stamps[number], off_s=number) for number, change in enumerate(history)]
    left, right = fold(history), fold(other)
    assert all(_same(document, right[record]) for record, document in left.items())


def test_two_versions_are_a_fork_until_somebody_who_saw_both_settles_it() -> None:
    first, here, there = (
        _change("q1", {"words": "£20"}),
        _change("a1", {"words": "£50"}, {"words": ["q1"]}),
        _change("s1", {"words": "£100"}, {"words": ["q1"]}),
    )
    document = _document([first, there, here])
    assert document.forked() == {"words"}
    assert document.standing("words") == ("a1", "s1")
    settled = _change("r1", {"words": "£50"}, {"words": ["a1", "s1"]})
    meanwhile = _change("a2", {"words": "£75"}, {"words": ["a1"]})
    assert _document([first, here, there, settled]).live["words"] == {"r1": "£50"}
    assert _document([settled, meanwhile, there, here, first]).live["words"] == {"r1": "£50", "a2": "£75"}


def test_equal_values_are_one_version_whoever_wrote_them() -> None:
    document = _document([_change("a", {"words": "x"}), _change("b", {"words": "x"})])
    assert not document.forked()
    assert document.standing("words") == ("a", "b")  # and an edit replaces both


def test_what_arrives_after_its_replacement_stays_replaced() -> None:
    assert _document([_change("b", {"words": "new"}, {"words": ["a"]}), _change("a", {"words": "old", "day": "2026"})]).live == {
        "words": {"b": "new"},
        "day": {"a": "2026"},
    }


def test_a_removal_takes_what_its_remover_saw() -> None:
    document = _document([_change("a", {"words": "x", "day": "2026"}), _change("g", {GONE: True}, {"words": ["a"], "day": ["a"]})])
    assert document.gone()
    assert not document.forked()


def test_a_removal_never_takes_what_its_remover_had_not_seen_and_the_quarrel_is_shown() -> None:
    changes = [_change("a", {"words": "x"}), _change("g", {GONE: True}, {"words": ["a"]}), _change("b", {"words": "xy"}, {"words": ["a"]})]
    for order in (changes, changes[::-1]):
        document = _document(order)
        assert not document.gone()
        assert document.live["words"] == {"b": "xy"}
        assert document.forked() == {GONE}
