"""Days as people in England and Wales type, read and count them: nothing that is typed stops the program, and no clock but the given one is asked."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator_app import calendar
from facilitator_app.calendar import Clock, london

TODAY = date(2026, 3, 17)  # a Tuesday
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
NEAR = st.dates(date(2020, 1, 1), date(2035, 12, 31))


# The clock --------------------------------------------------------------------------------------------------------------------


def test_a_clock_that_stands_stands_and_is_in_london() -> None:
    clock = Clock(datetime(2026, 7, 1, 23, 30, tzinfo=UTC))
    assert clock.now() == clock.now()
    assert clock.today() == date(2026, 7, 2)  # summer time: it is past midnight there
    assert clock.stamp() == "2026-07-01T23:30:00Z"
    assert Clock(datetime(2026, 1, 1, 23, 30, tzinfo=UTC)).today() == date(2026, 1, 1)


def test_a_clock_that_runs_runs() -> None:
    before = datetime.now(UTC)
    now = Clock().now()
    assert before <= now <= datetime.now(UTC)
    assert now.tzinfo is london()


@pytest.mark.parametrize(
    ("words", "stamp"),
    [("2026-03-17", "2026-03-17T12:00:00Z"), ("2026-07-17", "2026-07-17T11:00:00Z"), ("2026-07-17T10:00", "2026-07-17T09:00:00Z"),
     ("2026-07-17 10:00", "2026-07-17T09:00:00Z"), ("2026-07-17T10:00:00+00:00", "2026-07-17T10:00:00Z")],
)  # fmt: skip
def test_today_on_the_command_line(words: str, stamp: str) -> None:
    assert calendar.clock_at(words).stamp() == stamp


@pytest.mark.parametrize("words", ["", "soon", "2026-13-01", "17/3/2026"])
def test_a_today_that_is_none_is_a_value_error(words: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - any
        calendar.clock_at(words)


# What people type -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("17 March", "2026-03-17"), ("17 mar 2026", "2026-03-17"), ("17/3/26", "2026-03-17"), ("17.03.2026", "2026-03-17"), ("17-3-2026", "2026-03-17"),
        ("2026-03-17", "2026-03-17"), ("2026-3-7", "2026-03-07"), ("Tuesday 17 March", "2026-03-17"), ("Tue 17th March 2026", "2026-03-17"),
        ("1st April", "2026-04-01"), ("today", "2026-03-17"), ("Tomorrow", "2026-03-18"), ("yesterday", "2026-03-16"),
        ("March 2026", "2026-03"), ("2026-03", "2026-03"), ("2026", "2026"), ("  17   March  ", "2026-03-17"),
        ("17 August", "2026-08-17"), ("29 February", "2028-02-29"),
        ("Wed, 25 Feb", "2026-02-25"), ("17 March, 2026", "2026-03-17"),
        # Two figures are this century, unless that lies far ahead: somebody's birthday.
        ("17/3/54", "1954-03-17"), ("1 Jan 99", "1999-01-01"), ("17/3/31", "2031-03-17"),
    ],
)  # fmt: skip
def test_a_day_as_people_type_it(typed: str, day: str) -> None:
    assert calendar.day_from(typed, TODAY) == day


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "soon",
        "30 February 2026",
        "31/4/2026",
        "0/0/2026",
        "13/13/2026",
        "17 Ma",
        "17 J 2026",
        "2026-13",
        "March",
        "17",
        "0000",
        "99999",
        "17 March 20266",
        "1/2/3/4",
        "٪",
    ],
)
def test_what_is_no_day_is_none(typed: str) -> None:
    assert calendar.day_from(typed, TODAY) is None


@given(st.text(max_size=25) | st.from_regex(r"[\d./ -]{0,12}( [A-Za-z]{0,9})?( \d{0,5})?", fullmatch=True), st.dates())
def test_whatever_is_typed_is_a_day_or_none(typed: str, today: date) -> None:
    found = calendar.day_from(typed, today)
    assert found is None or re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", found, re.ASCII)
    assert calendar.said(found or typed, today) or not typed
    calendar.whole_day(typed)


@pytest.mark.parametrize("today", [date.min, date.max])
@pytest.mark.parametrize("typed", ["today", "tomorrow", "yesterday", "31 December", "1 January", "29 February"])
def test_the_ends_of_time_are_no_trouble(typed: str, today: date) -> None:
    calendar.day_from(typed, today)


def test_a_day_without_a_year_is_the_nearest_one() -> None:
    assert calendar.day_from("4 January", date(2026, 11, 22)) == "2027-01-04"
    assert calendar.day_from("28 December", date(2026, 1, 10)) == "2025-12-28"
    assert calendar.day_from("17 March", date(2026, 3, 17)) == "2026-03-17"
    assert calendar.day_from("29 February", date(2027, 11, 1)) == "2028-02-29"


@given(NEAR, NEAR)
def test_what_a_person_reads_and_types_again_is_the_same_day(day: date, today: date) -> None:
    """A field shows "Mon 5 Jan" of this year; read back in December it must not become the coming January."""
    for words in (
        calendar.short(day),
        calendar.long(day),
        calendar.short(day, today),
        calendar.long(day, today),
        calendar.said(day.isoformat(), today),
    ):
        assert calendar.day_from(words, today) == day.isoformat(), words


@given(DAYS)
def test_a_day_reads_on_one_line(day: date) -> None:
    for words in (calendar.short(day), calendar.long(day)):
        assert " " not in words
        assert str(day.year) in words


@pytest.mark.parametrize(
    ("typed", "time"),
    [("9.30", "09:30"), ("5pm", "17:00"), ("17:20", "17:20"), ("12am", "00:00"), ("12pm", "12:00"), ("12.30 am", "00:30"), ("9:05 PM", "21:05"),
     ("9", "09:00"), ("14h30", "14:30"),
     ("0:00", "00:00"), ("23:59", "23:59"), (" 7 pm ", "19:00"), ("0930", "09:30"), ("1400", "14:00"), ("930", "09:30")],
)  # fmt: skip
def test_a_time_as_people_type_it(typed: str, time: str) -> None:
    assert calendar.time_from(typed) == time


@pytest.mark.parametrize("typed", ["", "24:00", "9:60", "13pm", "0am", "half past two", "9:5", "25", "12345", "9..30", "-1", "2460"])
def test_what_is_no_time_is_none(typed: str) -> None:
    assert calendar.time_from(typed) is None


@given(st.text(max_size=10) | st.from_regex(r"\d{0,3}[:.h]?\d{0,3} ?([ap]m)?", fullmatch=True))
def test_whatever_is_typed_is_a_time_or_none(typed: str) -> None:
    found = calendar.time_from(typed)
    assert found is None or re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", found, re.ASCII)


@given(st.integers(0, 23), st.integers(0, 59))
def test_a_time_that_is_shown_and_typed_again_is_the_same(hour: int, minute: int) -> None:
    assert calendar.time_from(f"{hour:02}:{minute:02}") == f"{hour:02}:{minute:02}"


# What people read -------------------------------------------------------------------------------------------------------------


def test_partial_days_stay_partial() -> None:
    assert calendar.said("2026-03", TODAY) == "March 2026"
    assert calendar.said("2026", TODAY) == "2026"
    assert calendar.said("some time in May", TODAY) == "some time in May"
    assert calendar.said("", TODAY) == ""
    assert calendar.said("2026-03-17", TODAY) == "Tue\u00a017\u00a0Mar"
    assert calendar.said("2025-03-17", TODAY) == "Mon\u00a017\u00a0Mar\u00a02025"
    assert calendar.whole_day("2026-03") is None
    assert calendar.whole_day("2026-03-17") == TODAY
    assert calendar.whole_day("2026-W12-2") is None


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "today"), (1, "tomorrow"), (-1, "yesterday"), (3, "in 3 days"), (-9, "9 days ago"), (14, "in 14 days"), (15, ""), (-15, "")],
)
def test_how_far_away_a_day_is(days: int, words: str) -> None:
    assert calendar.away(TODAY + timedelta(days=days), TODAY) == words


# Appointments -----------------------------------------------------------------------------------------------------------------


def test_an_appointment_is_a_time_on_the_wall_whatever_the_clocks_did() -> None:
    before, after = calendar.moment(date(2026, 3, 28), "10:00"), calendar.moment(date(2026, 3, 29), "10:00")
    assert before is not None
    assert after is not None
    assert (before.hour, after.hour) == (10, 10)
    assert after.astimezone(UTC) - before.astimezone(UTC) == timedelta(hours=23)
    back = calendar.moment(date(2026, 10, 25), "10:00")
    assert back is not None
    assert back.astimezone(UTC).hour == 10


def test_a_time_that_the_clocks_skip_is_the_one_an_hour_later() -> None:
    skipped = calendar.moment(date(2026, 3, 29), "01:30")
    assert skipped is not None
    assert skipped.isoformat() == "2026-03-29T02:30:00+01:00"


def test_a_time_that_comes_twice_is_the_first() -> None:
    twice = calendar.moment(date(2026, 10, 25), "01:30")
    assert twice is not None
    assert twice.isoformat() == "2026-10-25T01:30:00+01:00"


@pytest.mark.parametrize("at", ["", "soon", "24:00", "9:00", "10:00+05:00", "10:00Z"])
def test_a_time_that_is_none_is_no_appointment(at: str) -> None:
    assert calendar.moment(TODAY, at) is None


@given(NEAR, st.times())
def test_an_appointment_reads_as_it_was_typed_but_for_skipped_hours(day: date, at: object) -> None:
    words = str(at)[:5]
    found = calendar.moment(day, words)
    assert found is not None
    assert found.tzinfo is london()
    assert found.strftime("%H:%M") == words or (day.month == 3 and words[:2] == "01")


# Working days -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "day",
    [
        "2020-05-08", "2022-06-02", "2022-06-03", "2022-09-19", "2023-05-08",  # moved, jubilee, funeral, coronation
        "2026-01-01", "2026-04-03", "2026-04-06", "2026-05-04", "2026-05-25", "2026-08-31", "2026-12-25", "2026-12-28",  # gov.uk
        "2027-01-01", "2027-03-26", "2027-03-29", "2027-05-03", "2027-05-31", "2027-08-30", "2027-12-27", "2027-12-28",
    ],
)  # fmt: skip
def test_bank_holidays_of_england_and_wales_are_no_working_days(day: str) -> None:
    assert date.fromisoformat(day).weekday() < 5
    assert not calendar.is_working_day(date.fromisoformat(day))


@pytest.mark.parametrize("day", ["2026-01-02", "2026-03-17", "2026-07-13", "2026-08-03", "2026-11-30", "2020-05-04", "2022-05-30"])
def test_days_that_are_holidays_elsewhere_or_were_moved_are_working_days(day: str) -> None:
    assert calendar.is_working_day(date.fromisoformat(day))


@given(NEAR)
def test_no_weekend_is_a_working_day(day: date) -> None:
    assert not (day.weekday() >= 5 and calendar.is_working_day(day))


@given(NEAR, st.integers(-60, 60))
def test_adding_and_counting_working_days_agree(day: date, days: int) -> None:
    found = calendar.add_working_days(day, days)
    if days:
        assert calendar.is_working_day(found)
        assert (found > day) == (days > 0)
    else:
        assert found == day
    if days > 0:
        assert calendar.working_days_between(day, found) == days
    if days < 0:
        assert calendar.working_days_between(found - timedelta(days=1), day - timedelta(days=1)) == -days
    assert calendar.working_days_between(day, day) == calendar.working_days_between(day, day - timedelta(days=9)) == 0


def test_ten_working_days_over_easter() -> None:
    assert calendar.add_working_days(date(2026, 3, 27), 10) == date(2026, 4, 14)
    assert calendar.add_working_days(date(2026, 4, 14), -10) == date(2026, 3, 27)


@pytest.fixture
def overrides(monkeypatch: pytest.MonkeyPatch) -> None:
    table = """
area = "GB-ENG"
[[override]]
day = 2026-07-13
holiday = true
[[override]]
day = 2026-08-31
holiday = false
[[override]]
day = 2026-08-30
holiday = false
"""
    monkeypatch.setattr(calendar, "text", lambda *parts: table)
    for name in ("_holiday_table", "_overrides"):
        monkeypatch.setattr(calendar, name, getattr(calendar, name).__wrapped__)


@pytest.mark.usefixtures("overrides")
def test_a_dated_override_makes_and_unmakes_a_holiday() -> None:
    assert not calendar.is_working_day(date(2026, 7, 13))
    assert calendar.is_working_day(date(2026, 8, 31))
    assert not calendar.is_working_day(date(2026, 8, 30)), "a Sunday stays one"
    assert calendar.is_working_day(date(2026, 7, 14))


def test_the_overrides_that_are_shipped_can_be_read() -> None:
    assert all(isinstance(day, date) for day in calendar._overrides())


def test_a_limit_is_the_one_that_held_on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    table = """
[[limit]]
key = "look"
value = 28
from = 2020-01-01
set_by = "service"
source = "as it was"
[[limit]]
key = "look"
value = 21
from = 2026-04-01
set_by = "service"
source = "as it is"
"""
    monkeypatch.setattr(calendar, "text", lambda *parts: table)
    monkeypatch.setattr(calendar, "_limits", calendar._limits.__wrapped__)
    assert [calendar.limit("look", day).value for day in (date(2019, 1, 1), date(2026, 3, 31), date(2026, 4, 1))] == [28, 28, 21]


def test_every_limit_says_since_when_by_whom_and_why() -> None:
    for rows in calendar._limits().values():
        for one in rows:
            assert one.set_by in ("law", "standard", "service")
            assert one.source.endswith(".")
            assert one.value > 0
