"""The days that a laptop may not hear from its service: what closes and what never does, whatever its clock says."""

from datetime import UTC, datetime, timedelta

import pytest

from facilitator_app.workbook.unheard import Unheard

START = datetime(2026, 3, 2, 10, tzinfo=UTC)


def at(days: float) -> datetime:
    return START + timedelta(days=days)


def closed(known: Unheard, here: datetime) -> bool:
    closes = known.closes(here)
    return closes is not None and known.latest(here) >= closes


def heard(days: int = 30, wrong: timedelta = timedelta()) -> Unheard:
    """An answer at the start, by a laptop whose clock is wrong by so much."""
    return Unheard().answered(days, START.isoformat(), START + wrong)


def test_it_closes_on_its_day_and_not_before_and_an_answer_opens_it() -> None:
    known = heard()
    assert [closed(known, at(day)) for day in (0, 29.9, 30, 400)] == [False, False, True, True]
    again = known.answered(30, at(40).isoformat(), at(40))
    assert [closed(again, at(day)) for day in (40, 69, 70)] == [False, False, True]
    assert not closed(again.answered(0, at(80).isoformat(), at(80)), at(4000)), "there is no limit any more"


@pytest.mark.parametrize(
    "wrong", [timedelta(days=-4000), timedelta(days=-40), timedelta(hours=5), timedelta(days=40), timedelta(days=4000)]
)
def test_a_clock_that_was_always_wrong_changes_nothing(wrong: timedelta) -> None:
    known = heard(wrong=wrong)
    for day in range(40):
        assert closed(known, at(day) + wrong) == (day >= 30)
        known = known.looked(at(day) + wrong)


def test_a_clock_that_is_set_back_makes_nothing_younger() -> None:
    known = heard().looked(at(31))
    for back in (30, 1, -5000):
        assert closed(known, at(back))
        known = known.looked(at(back))
    before = heard().looked(at(29))
    assert not closed(before, at(3)), "nor older"
    assert closed(before, at(30.5))


def test_a_wrong_clock_that_is_put_right_closes_nothing_too_early() -> None:
    known = heard(wrong=timedelta(days=365))
    assert not closed(known, at(3))
    assert not closed(known.looked(at(3)), at(29))
    assert closed(known.looked(at(3)), at(31))


def test_what_a_clock_ahead_has_closed_one_answer_opens() -> None:
    known = heard().looked(at(3650))
    assert closed(known, at(5)), "the latest moment that was ever seen"
    assert not closed(known.answered(30, at(6).isoformat(), at(6)), at(7))


def test_a_copy_that_was_put_back_knows_only_what_it_knew() -> None:
    """It heard last before it was made: that it heard since, it has to hear again."""
    copy = heard().looked(at(10))
    assert closed(copy, at(35))
    assert not closed(copy, at(20))


def test_a_service_that_does_not_answer_gives_one_week_and_no_more() -> None:
    known, day = heard(), 25.0
    while day < 60:
        known = known.not_answered(at(day))
        assert closed(known, at(day)) == (day >= 37)
        day += 0.5
    lost = heard().not_answered(at(5))
    assert closed(lost, at(31)), "it was reachable since, or nobody asked"


def test_without_a_limit_or_before_the_first_answer_nothing_closes() -> None:
    for known in (Unheard(), Unheard(days=30), heard(0)):
        assert known.closes(at(4000)) is None
        assert not closed(known.looked(at(4000)).not_answered(at(4000)), at(4000))
