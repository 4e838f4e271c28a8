"""What a laptop thinks of a checkpoint, whatever its service shows it."""

from dataclasses import replace
from typing import Any

import pytest

from facilitator_app.ledger import checkpoint
from facilitator_app.ledger.checkpoint import Checkpoint, Judged, judged
from facilitator_app.ledger.seals import SigningKey

KEY = SigningKey(b"\1" * 32)
FIRST = Checkpoint("svc", 4, 40, "chain 40", "heads", "2026-03-04T12:00:00+00:00", "", "before").signed(KEY)
RESTORED = "2026-03-05T08:00:00+00:00"


def _judged(seen: Checkpoint | None, came: Checkpoint) -> Judged:
    return judged(seen, came, "svc", KEY.public)


def _other(one: Checkpoint, **what: Any) -> Checkpoint:
    return replace(one, **what).signed(KEY)


def test_the_first_is_believed_and_the_same_is_the_same() -> None:
    assert _judged(None, FIRST) is Judged.NEWER
    assert _judged(FIRST, FIRST) is Judged.SAME


@pytest.mark.parametrize(
    "what",
    [
        {"number": 5, "before": FIRST.digest}, {"number": 5, "before": FIRST.digest, "at": 41, "chain": "chain 41"},
        {"number": 9, "at": 80, "chain": "chain 80", "before": "another"},
    ],
)  # fmt: skip
def test_what_can_stand_behind_it_is_newer(what: dict[str, Any]) -> None:
    assert _judged(FIRST, _other(FIRST, **what)) is Judged.NEWER


@pytest.mark.parametrize(
    "what",
    [
        {"chain": "another"}, {"heads": "another"}, {"made": "2026-03-04T12:00:01+00:00"},  # the same number, another hash
        {"number": 3}, {"number": 5, "before": "another"}, {"number": 9, "at": 39}, {"number": 9, "chain": "another"},
    ],
)  # fmt: skip
def test_what_cannot_is_another_history(what: dict[str, Any]) -> None:
    assert _judged(FIRST, _other(FIRST, **what)) is Judged.FORK


def test_one_that_is_put_back_says_so_and_what_was_before_that_is_over() -> None:
    back = _other(FIRST, number=2, at=20, chain="chain 20", restored=RESTORED)
    assert _judged(FIRST, back) is Judged.RESTORED
    assert _judged(back, FIRST) is Judged.FORK
    assert _judged(back, _other(FIRST, number=7, at=70, chain="chain 70")) is Judged.FORK
    assert _judged(back, _other(back, number=3, before=back.digest)) is Judged.NEWER


@pytest.mark.parametrize("name", ["service", "number", "at", "chain", "heads", "made", "restored", "before", "signature"])
def test_a_changed_one_is_nobodys(name: str) -> None:
    what: Any = {name: getattr(FIRST, name) * 2 or "2027-01-01T00:00:00+00:00"}
    changed = replace(FIRST, **what)
    assert not changed.is_signed_by(KEY.public)
    assert _judged(None, changed) is Judged.FORK
    assert _judged(FIRST, changed) is Judged.FORK
    assert not FIRST.is_signed_by(SigningKey(b"\2" * 32).public)


def test_of_another_service_it_is_nobodys_here() -> None:
    assert judged(None, FIRST, "another", KEY.public) is Judged.FORK


def test_its_name_is_read_again_and_what_is_none_is_nothing() -> None:
    assert checkpoint.number_in(FIRST.name) == 4
    assert [*map(checkpoint.number_in, ("", "4", "x y", "-1 x", "٤ x", "9" * 30 + " x"))] == [0] * 6


def test_heads_are_compared_in_any_order() -> None:
    heads = [("case/1", 1, "a"), ("case/2", 2, "b")]
    assert checkpoint.digest_of_heads(heads) == checkpoint.digest_of_heads(reversed(heads))
    assert checkpoint.digest_of_heads(heads) != checkpoint.digest_of_heads([("case/1", 1, "a"), ("case/2", 2, "c")])
