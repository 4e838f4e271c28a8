"""Whoever was in the room hears from a facilitator within three days, though nobody planned the call."""

from datetime import date

from test_gates import DAY, HER, HIM, SIAN, between, stored

from facilitator_app.records import gates
from facilitator_app.records.after_meeting import owed_calls
from facilitator_app.records.case_file import CaseFile, Stored
from facilitator_app.records.check import Act
from facilitator_app.records.facts import dues_of

MET = (
    stored("conference_plan", "plan", day="2026-03-17"),
    stored("guide_run", "run", plan="plan", started="2026-03-17T10:00", ended="2026-03-17T11:25"),
)


def owed(*written: Stored, path: str = "standard") -> list[tuple[str, str]]:
    file = between(*written, case={"path": path})
    return [(call.person, call.by) for call in owed_calls(file)]


def rings(file: CaseFile) -> set[tuple[str, str]]:
    return {(due.person, due.day) for due in dues_of(file) if due.sort == "ring"}


def test_both_are_owed_a_call_once_they_have_met_and_not_before() -> None:
    assert owed(MET[0]) == []
    assert owed(*MET) == [(HER, "2026-03-20"), (HIM, "2026-03-20")]
    assert rings(between(*MET, case={"path": "standard"})) == {(HER, "2026-03-20"), (HIM, "2026-03-20")}
    assert rings(between(*MET, case={"path": "standard", "closed_on": "2026-03-18"})) == set()


def test_a_call_that_is_planned_or_made_since_then_takes_its_place_and_one_before_does_not() -> None:
    assert owed(*MET, stored("follow_up", "f", person=HER, due="2026-03-18")) == [(HIM, "2026-03-20")]
    assert owed(*MET, stored("follow_up", "f", person=HER, done_on="2026-03-17")) == [(HIM, "2026-03-20")]
    assert owed(*MET, stored("follow_up", "f", person=HER, due="2026-03-10", done_on="2026-03-10")) == [
        (HER, "2026-03-20"),
        (HIM, "2026-03-20"),
    ]
    again = (stored("conference_plan", "two", day="2026-05-04"), stored("guide_run", "r2", plan="two", stopped="2026-05-04T10:20"))
    assert owed(*MET, stored("follow_up", "f", person=HER, done_on="2026-03-18"), *again) == [(HER, "2026-05-07"), (HIM, "2026-05-07")]


def test_nobody_is_rung_who_was_not_there_has_stopped_or_has_died() -> None:
    assert owed(*MET, stored("attendance", "a", plan="plan", who=HIM, came="no")) == [(HER, "2026-03-20")]
    assert owed(*MET, stored("something_changed", "s", person=HIM, what="died", on="2026-03-18")) == [(HER, "2026-03-20")]
    stopped = stored("participant", HER, print_name="Margaret", role="harmed", stopped_on="2026-03-18")
    assert owed(*MET, stopped) == [(HIM, "2026-03-20")]
    sian = stored("participant", SIAN, print_name="Siân", role="supporter", supports=HER)
    assert owed(*MET, sian) == [(HER, "2026-03-20"), (HIM, "2026-03-20")]


def test_neighbours_are_rung_on_the_day_they_agree_on() -> None:
    assert owed(*MET, path="light") == []
    assert len(owed(*MET, path="careful")) == 2


def test_a_meeting_without_a_day_makes_no_day_up() -> None:
    assert owed(stored("conference_plan", "plan", day="some time"), MET[1]) == []


def test_closing_asks_for_it_and_says_where_it_is_written() -> None:
    file = between(*MET, case={"path": "standard"})
    found = {check.person: check for check in gates.before(file, max(DAY, date(2026, 3, 18)), Act.CLOSE) if check.key == "ring"}
    assert set(found) == {HER, HIM}
    hers = found[HER]
    assert (hers.words, hers.since) == ("Margaret has not been rung yet since the meeting.", "2026-03-17")
    assert (hers.mend.kind, hers.mend.person) == ("follow_up", HER)
