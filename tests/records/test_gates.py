"""Checks: each says who, what, since when and what mends it; a stop wins over everything; the same case gives the same answer."""

from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator_app.records import KINDS, gates, paths
from facilitator_app.records.case_file import CaseFile, Stored, assemble
from facilitator_app.records.check import Act, Check, Group
from facilitator_app.records.conference import ConferencePlan
from facilitator_app.records.gates_case import read_of
from facilitator_app.records.headline import headline
from facilitator_app.records.record import Id, compartment_name
from facilitator_app.records.states import CaseState, PersonState, case_state, person_state
from facilitator_app.records.supervision import GoAhead, Talk
from facilitator_app.wall import one_side

CASE, HER, HIM, SIAN = Id("case"), Id("margaret"), Id("daniel"), Id("sian")
DAY = date(2026, 3, 10)
RUTH = "ruth"
NAMES = {HER: "Margaret", HIM: "Daniel", SIAN: "Siân"}


def stored(kind: str, id: str, authors: frozenset[str] = frozenset({"priya"}), **values: Any) -> Stored:
    where = compartment_name(KINDS[kind], CASE, str(values.get("person", "")))
    live = {name: {f"{id} {name} {value}": value} for name, value in values.items()}
    return Stored(kind, Id(id), where, CASE, live, "2026-01-12T09:00:00Z", min(authors), "2026-01-12T09:00:00Z", authors=authors)


def between(*more: Stored, case: dict[str, Any] | None = None) -> CaseFile:
    """Margaret and Daniel, and what else is said; a later record of one id is that record."""
    own = {
        "reference": "REF 1",
        "path": "standard",
        "received_on": "2026-01-12",
        "supervisor": "Ruth Adler",
        "supervisor_id": RUTH,
        **(case or {}),
    }
    base = [
        stored("case", CASE, **own),
        stored("participant", HER, print_name="Margaret", role="harmed"),
        stored("participant", HIM, print_name="Daniel", role="responsible"),
    ]
    return assemble(CASE, {one.id: one for one in (*base, *more)}.values())


def consent(person: str, scope: str, answer: str = "given", on: str = "2026-02-20", **more: Any) -> Stored:
    return stored("consent", f"{person} {scope} {answer} {on} {more}", person=person, scope=scope, answer=answer, on=on, **more)


def look(person: str, day: str = "2026-03-01") -> Stored:
    return stored(
        "safety_look",
        f"look {person} {day}",
        person=person,
        day=day,
        again_on="2026-03-29",
        worries="w",
        who_could_be_hurt="x",
        what_we_do="y",
    )


def visit(person: str) -> Stored:
    return stored("preparation", f"visit {person}", person=person, day="2026-02-10", held="yes")


ASKED = stored("orders_asked", "asked", asked_whom="Priti", on="2026-02-01", found="no")
WHOLE = (
    ASKED, *(consent(who, scope) for who in (HER, HIM) for scope in ("explore", "take_part")), look(HER), look(HIM), visit(HER), visit(HIM),
)  # fmt: skip
ACCEPTED = {"accepts": "yes"}


def stands(file: CaseFile, act: Act, day: date = DAY) -> list[str]:
    return [check.key for check in gates.before(file, day, act)]


def test_nothing_stands_before_what_was_prepared() -> None:
    file = between(*WHOLE, case=ACCEPTED)
    assert stands(file, Act.MEET) == []
    assert stands(file, Act.PASS_ON) == []
    assert {check.group for check in gates.checks(file, DAY)} == {Group.DONE}


@pytest.mark.parametrize(
    ("left_out", "key", "act"),
    [
        (ASKED.id, "orders_asked", Act.PASS_ON),
        (f"{HER} explore given 2026-02-20 {{}}", "consent:explore", Act.PASS_ON),
        (f"{HIM} take_part given 2026-02-20 {{}}", "consent:take_part", Act.MEET),
        (f"look {HIM} 2026-03-01", "look", Act.MEET),
        (f"visit {HER}", "prepared", Act.MEET),
    ],
)
def test_what_is_left_out_stands_before_it_and_says_who_and_what_mends_it(left_out: str, key: str, act: Act) -> None:
    file = between(*(one for one in WHOLE if one.id != left_out), case=ACCEPTED)
    (check,) = gates.before(file, DAY, act)
    assert check.key == key
    assert check.group is Group.MISSING
    assert check.since
    assert check.mend.kind in KINDS
    if check.person:
        assert NAMES[check.person] in check.words


def test_a_stop_wins_over_everything_and_no_reason_goes_past_it() -> None:
    gone = stored("participant", HER, print_name="Margaret", role="harmed", stopped_on="2026-03-09")
    past = stored("go_ahead", "go", check="stop", person=HER, reason="They want to", on="2026-03-09", by="Priya")
    file = between(*WHOLE, gone, past, case=ACCEPTED)
    for act in (Act.APPROACH, Act.PASS_ON, Act.MEET, Act.VISIT):
        assert "stop" in stands(file, act)
    assert stands(file, Act.CLOSE) == []
    assert case_state(file) is CaseState.STOPPED
    assert person_state(file, file.sides[0]) is PersonState.STOPPED


def test_nothing_is_carried_to_a_supporter_of_somebody_who_stopped_nor_to_one_who_stopped() -> None:
    sian = stored("participant", SIAN, print_name="Siân", role="supporter", supports=HER)
    gone = stored("participant", HER, print_name="Margaret", role="harmed", stopped_on="2026-03-09")
    hers = gates.before(between(*WHOLE, gone, sian, case=ACCEPTED), DAY, Act.PASS_ON, HIM, SIAN)
    assert [(check.key, check.person) for check in hers] == [("stop", HER)]
    alone = stored("participant", SIAN, print_name="Siân", role="supporter", supports=HER, stopped_on="2026-03-09")
    file = between(*WHOLE, alone, case=ACCEPTED)
    assert [check.person for check in gates.before(file, DAY, Act.PASS_ON, HIM, SIAN)] == [SIAN]
    assert gates.before(file, DAY, Act.PASS_ON, HIM, HER) == ()  # between the two themselves it goes on


def test_an_order_stops_messages_too_and_a_wish_does_not_lift_it() -> None:
    order = stored("order", "o", sort="restraining", bound=HIM, protects=HER, forbids="any_contact", since="2026-01-01")
    past = stored("go_ahead", "go", check="order", reason="She wishes it", on="2026-03-09", by="Priya")
    file = between(*WHOLE, order, past, case=ACCEPTED)
    assert "order" in stands(file, Act.PASS_ON)
    assert "order" in stands(file, Act.MEET)
    ended = stored("order", "o", sort="restraining", bound=HIM, protects=HER, forbids="any_contact", until="2026-03-09")
    assert stands(between(*WHOLE, ended, case=ACCEPTED), Act.MEET) == []
    unread = stored("order", "o", sort="bail", bound=HIM, protects=HER, forbids="any_contact", until="next spring")
    assert "order" in stands(between(*WHOLE, unread, case=ACCEPTED), Act.MEET)
    speaking = stored("order", "o", sort="bail", bound=HIM, protects=HER, forbids="direct_contact")
    assert (stands(between(*WHOLE, speaking, case=ACCEPTED), Act.PASS_ON), stands(between(*WHOLE, speaking, case=ACCEPTED), Act.MEET)) == (
        [],
        ["order"],
    )


def test_of_two_versions_of_an_order_the_one_that_forbids_more_counts() -> None:
    order = stored("order", "o", sort="bail", bound=HIM, protects=HER, forbids="place")
    forked = Stored(
        **{f.name: getattr(order, f.name) for f in fields(Stored)} | {"live": {**order.live, "forbids": {"a": "place", "b": "any_contact"}}}
    )
    assert "order" in stands(between(*WHOLE, forked, case=ACCEPTED), Act.PASS_ON)


def test_a_childs_own_no_stands_above_a_parents_yes() -> None:
    born = stored("particulars", "p", person=HIM, born="2010-06-15")
    parent = consent(HIM, "take_part", "given", "2026-03-08", given_by="parent")
    file = between(*WHOLE, born, parent, consent(HIM, "take_part", "declined", "2026-03-05"), case=ACCEPTED)
    (check,) = gates.before(file, DAY, Act.MEET)
    assert check.firm
    assert "Daniel said no" in check.words


def test_a_parent_is_asked_too_and_that_is_said_to_be_the_services_rule() -> None:
    born = stored("particulars", "p", person=HIM, born="2010-06-15")
    (check,) = gates.before(between(*WHOLE, born, case=ACCEPTED), DAY, Act.MEET)
    assert check.key == "parent"
    assert not check.firm
    assert "not the law" in check.under


def test_turning_eighteen_asks_again() -> None:
    born = stored("particulars", "p", person=HIM, born="2008-03-01")
    parent = consent(HIM, "take_part", "given", "2026-02-01", given_by="parent")
    keys = stands(between(*WHOLE, born, parent, case=ACCEPTED), Act.MEET)
    assert keys == ["consent:take_part"]
    assert not stands(
        between(*WHOLE, born, parent, consent(HIM, "take_part", on="2026-03-02"), consent(HIM, "explore", on="2026-03-02"), case=ACCEPTED),
        Act.MEET,
    )


def test_a_yes_that_was_taken_back_cannot_be_gone_past() -> None:
    back = consent(HER, "take_part", "withdrawn", "2026-03-09")
    past = stored("go_ahead", "go", check="consent:take_part", person=HER, reason="She will come round", on="2026-03-09", by="Priya")
    (check,) = gates.before(between(*WHOLE, back, past, case=ACCEPTED), DAY, Act.MEET)
    assert check.firm


@pytest.mark.parametrize("on", ["", "next week", "2026-02", "2026"])
def test_a_no_with_no_whole_day_is_not_older_than_a_yes(on: str) -> None:
    (check,) = gates.before(between(*WHOLE, consent(HIM, "take_part", "withdrawn", on), case=ACCEPTED), DAY, Act.MEET)
    assert (check.key, check.firm) == ("consent:take_part", True)


def test_a_yes_whose_day_cannot_be_read_does_not_hide_a_later_no() -> None:
    some_day = consent(HIM, "take_part", "given", "when they are back")
    (check,) = gates.before(between(*WHOLE, some_day, consent(HIM, "take_part", "withdrawn", "2026-03-09"), case=ACCEPTED), DAY, Act.MEET)
    assert check.firm


def test_a_no_of_some_day_in_a_month_ends_with_a_yes_in_the_next() -> None:
    file = between(*WHOLE, consent(HIM, "take_part", "declined", "2026-02"), consent(HIM, "take_part", on="2026-03-01"), case=ACCEPTED)
    assert stands(file, Act.MEET) == []


def test_a_parents_yes_is_not_said_to_be_a_childs_own() -> None:
    """ "Daniel has said yes to meeting" on the first line of the case, and the day and room on his side, while only his mother has said so."""
    parent = consent(HIM, "take_part", "given", "2026-03-08", given_by="parent")
    file = between(*WHOLE, consent(HIM, "take_part", "declined", "2026-03-05"), parent, PLAN, case=ACCEPTED)
    assert not one_side.only(file, HIM).all(ConferencePlan)
    hers_alone = between(*(one for one in WHOLE if not one.id.startswith(f"{HIM} take_part")), parent, case=ACCEPTED)
    assert headline(hers_alone) == "Margaret has said yes to meeting. Daniel does not know yet."


def test_of_two_answers_on_one_day_the_first_line_says_the_more_careful() -> None:
    file = between(*WHOLE, consent(HIM, "take_part", "withdrawn"), case=ACCEPTED)
    assert "Both have said yes" not in headline(file)


def test_of_two_answers_about_orders_on_one_day_the_more_careful_counts() -> None:
    unsure = stored("orders_asked", "z", asked_whom="Priti", on="2026-02-01", found="unsure")
    for both in ((ASKED, unsure), (unsure, ASKED)):
        assert "orders_asked" in stands(between(*(one for one in WHOLE if one is not ASKED), *both, case=ACCEPTED), Act.PASS_ON)


@pytest.mark.parametrize("day", ["next week", "2026"])
def test_a_look_on_a_day_that_cannot_be_read_is_not_newer_than_what_has_changed(day: str) -> None:
    moved = stored("something_changed", "m", person=HIM, what="moved", on="2026-03-05")
    assert stands(between(*WHOLE, look(HIM, day), moved, case=ACCEPTED), Act.MEET) == ["look"]


def test_what_has_changed_without_a_day_counts_since_it_was_entered() -> None:
    moved = replace(stored("something_changed", "m", person=HIM, what="moved", on=""), first_at="2026-03-06T09:00:00Z")
    (check,) = gates.before(between(*WHOLE, moved, case=ACCEPTED), DAY, Act.MEET)
    assert check.words == "Something has changed for Daniel since the last look: moved."
    assert stands(between(*WHOLE, moved, look(HIM, "2026-03-07"), case=ACCEPTED), Act.MEET) == []


def test_what_a_court_allows_later_is_not_allowed_before_that_day_though_the_meeting_lies_behind_it() -> None:
    order = stored("order", "o", sort="restraining", bound=HIM, protects=HER, forbids="any_contact", allows_from="2026-03-15")
    file = between(*WHOLE, order, PLAN, case=ACCEPTED)
    assert "order" in stands(file, Act.PASS_ON)
    assert "order" in stands(file, Act.MEET)
    assert "order" not in stands(file, Act.PASS_ON, date(2026, 3, 15))


def test_what_has_changed_reopens_the_look_and_a_new_look_closes_it() -> None:
    moved = stored("something_changed", "m", person=HIM, what="moved", on="2026-03-05")
    (check,) = gates.before(between(*WHOLE, moved, case=ACCEPTED), DAY, Act.MEET)
    assert (check.key, check.group, check.since) == ("look", Group.FIRST, "2026-03-05")
    assert stands(between(*WHOLE, moved, look(HIM, "2026-03-06"), case=ACCEPTED), Act.MEET) == []


def test_a_look_must_still_hold_on_the_day_of_the_meeting() -> None:
    plan = stored("conference_plan", "plan", day="2026-04-20", at="10:00", room="r", first_to_speak=HER, pause="p", if_it_goes_wrong="w")
    assert stands(between(*WHOLE, plan, case=ACCEPTED), Act.MEET) == ["look", "look"]


def test_going_ahead_takes_a_reason_and_waits_for_her_own_word() -> None:
    short = tuple(one for one in WHOLE if one.id != f"visit {HER}")
    empty = stored("go_ahead", "go", check="prepared", person=HER, reason=" ", on="2026-03-09", by="Priya")
    assert stands(between(*short, empty, case=ACCEPTED), Act.MEET) == ["prepared"]
    past = stored("go_ahead", "go", check="prepared", person=HER, reason="She was prepared by Victim First.", on="2026-03-09", by="Priya")
    file = between(*short, past, case=ACCEPTED)
    assert stands(file, Act.MEET) == []
    (check,) = [one for one in gates.checks(file, DAY) if one.group is Group.FIRST]
    assert check.under == "We go ahead anyway: She was prepared by Victim First. With Ruth, not yet confirmed."


def talk(**more: Any) -> Stored:
    return stored("talk", "t", about="meeting", subject="plan", with_whom="Ruth", on="2026-03-09", how="by_phone", words="Go on.", **more)


PLAN = stored("conference_plan", "plan", day="2026-03-17", at="10:00", room="r", first_to_speak=HER, pause="p", if_it_goes_wrong="w")


def confirmed_by(authors: frozenset[str], file: CaseFile, **more: Any) -> Stored:
    found = file.get(Talk, "t")
    assert found is not None
    return stored("confirmation", "c", authors, talk="t", read=list(read_of(file, found)), on="2026-03-10", **more)


def line_of_talk(file: CaseFile) -> Check:
    return next(check for check in gates.checks(file, DAY) if check.key == "talk:meeting")


def test_her_word_by_telephone_is_not_yet_confirmed_until_she_says_so_with_her_own_key() -> None:
    file = between(*WHOLE, PLAN, talk(), case=ACCEPTED)
    assert line_of_talk(file).words == "With Ruth, not yet confirmed: the meeting."
    typed = confirmed_by(frozenset({"priya"}), file)
    assert line_of_talk(between(*WHOLE, PLAN, talk(), typed, case=ACCEPTED)).group is Group.FIRST
    touched = confirmed_by(frozenset({RUTH, "priya"}), file)
    assert line_of_talk(between(*WHOLE, PLAN, talk(), touched, case=ACCEPTED)).group is Group.FIRST
    hers = confirmed_by(frozenset({RUTH}), file)
    assert line_of_talk(between(*WHOLE, PLAN, talk(), hers, case=ACCEPTED)).group is Group.DONE


def test_what_she_confirmed_lapses_when_its_words_change() -> None:
    hers = confirmed_by(frozenset({RUTH}), between(*WHOLE, PLAN, talk(), case=ACCEPTED))
    changed = stored(
        "talk", "t", about="meeting", subject="plan", with_whom="Ruth", on="2026-03-09", how="by_phone", words="Go on, whatever happens."
    )
    assert line_of_talk(between(*WHOLE, PLAN, changed, hers, case=ACCEPTED)).group is Group.FIRST


def test_on_the_careful_path_the_supervisor_comes_first() -> None:
    careful = {**ACCEPTED, "path": "careful"}
    assert "talk:first_contact" in stands(between(*WHOLE, case=careful), Act.APPROACH)
    assert "talk:meeting" in stands(between(*WHOLE, PLAN, talk(), case=careful), Act.MEET)


def test_where_there_was_domestic_harm_it_begins_with_the_person_harmed() -> None:
    case = {**ACCEPTED, "flags": ["domestic_abuse"], "initiated_by": "person_responsible"}
    assert "begun_by:between_partners" in stands(between(*WHOLE, case=case), Act.PASS_ON)
    assert "begun_by:between_partners" not in stands(between(*WHOLE, case={**case, "initiated_by": "person_harmed"}), Act.PASS_ON)


def test_on_the_light_path_six_questions_are_enough_and_a_yes_is_looked_at() -> None:
    light = {"path": "light", "entry_stage": "non_crime"}
    both = (consent(HER, "take_part"), consent(HIM, "take_part"))
    assert stands(between(*both, case=light), Act.MEET) == ["six"]
    no: dict[str, Any] = dict.fromkeys(("afraid", "hurt", "court", "pressed", "uneasy"), "no")
    asked = stored("safety_questions", "q", on="2026-03-01", children="yes", **no)
    assert stands(between(*both, asked, case=light), Act.MEET) == ["six:children"]
    told = stored("safety_questions", "q", on="2026-03-01", children="yes", about_children="At school.", **no)
    assert stands(between(*both, told, case=light), Act.MEET) == []
    afraid = stored("safety_questions", "q", on="2026-03-01", children="no", **{**no, "afraid": "unsure"})
    assert stands(between(*both, afraid, case=light), Act.MEET) == ["six:afraid"]


def test_six_questions_that_two_colleagues_asked_apart_are_looked_at_as_the_more_careful_answered() -> None:
    both = (consent(HER, "take_part"), consent(HIM, "take_part"))
    no: dict[str, Any] = dict.fromkeys(("afraid", "hurt", "court", "children", "pressed", "uneasy"), "no")
    calm, afraid = stored("safety_questions", "a", **no), stored("safety_questions", "b", **{**no, "afraid": "yes"})
    for asked in ((calm, afraid), (afraid, calm)):
        assert stands(between(*both, *asked, case={"path": "light", "entry_stage": "non_crime"}), Act.MEET) == ["six:afraid"]


def test_a_second_meeting_is_talked_through_and_prepared_though_the_first_has_been() -> None:
    """A meeting was stopped. For the next one her word was asked no more, and whoever comes new was not to be prepared."""
    first = stored("conference_plan", "first", day="2026-03-02")
    stopped = stored("guide_run", "run", plan="first", started="2026-03-02T10:00", stopped="2026-03-02T10:20")
    wyn = stored("participant", SIAN, print_name="Siân", role="supporter", supports=HER)
    file = between(*WHOLE, first, stopped, PLAN, wyn, case={**ACCEPTED, "path": "careful"})
    assert {"talk:meeting", "prepared"} <= set(stands(file, Act.MEET))
    over = between(*WHOLE, first, stopped, case={**ACCEPTED, "path": "careful"})
    assert not {"talk:meeting", "prepared"} & set(stands(over, Act.MEET))


def test_who_did_not_come_has_not_taken_part_whoever_else_met() -> None:
    plan = stored("conference_plan", "first", day="2026-03-02")
    run = stored("guide_run", "run", plan="first", started="2026-03-02T10:00", ended="2026-03-02T11:00")
    absent = stored("attendance", "a", plan="first", who=HIM, came="no")
    called = stored("follow_up", "f", person=HIM, done_on="2026-03-04")
    file = between(*WHOLE, plan, run, absent, called, case=ACCEPTED)
    her, him = file.sides
    assert (person_state(file, her), person_state(file, him)) == (PersonState.TOOK_PART, PersonState.PREPARING)


def test_of_two_planned_meetings_each_is_talked_through() -> None:
    later = stored("conference_plan", "later", day="2026-03-24")
    confirmed = confirmed_by(frozenset({RUTH}), between(*WHOLE, PLAN, talk(), case=ACCEPTED))
    for plans in ((PLAN, later), (later, PLAN)):
        file = between(*WHOLE, *plans, talk(), confirmed, case={**ACCEPTED, "path": "careful"})
        assert "The meeting on 24\u00a0March has not been talked through with Ruth." in [
            check.words for check in gates.before(file, DAY, Act.MEET)
        ]


def test_no_word_of_a_check_says_ready_or_safe() -> None:
    words = " ".join(f"{check.words} {check.under}" for check in gates.checks(between(*WHOLE, PLAN, talk(), case=ACCEPTED), DAY)).casefold()
    assert not [banned for banned in (" ready", " safe ", "cleared", "low risk", "complete", "override") if banned in words]


# Whatever happens -------------------------------------------------------------------------------------------------------------

_DAYS = st.sampled_from(["", "2026-01-20", "2026-02-20", "2026-03-05", "2026-03-10", "2026-04-30", "next week"])
_WHO = st.sampled_from([HER, HIM, SIAN])
_ANSWERS = st.sampled_from(["given", "declined", "withdrawn", "", "from a newer version"])


@st.composite
def steps(draw: st.DrawFn) -> Stored:
    """Anything that somebody might write down, in any order and half finished."""
    number, who, day = draw(st.integers(0, 4)), draw(_WHO), draw(_DAYS)
    made = [
        lambda: stored("consent", f"c{number}", person=who, scope=draw(st.sampled_from(["explore", "take_part"])), answer=draw(_ANSWERS), on=day,
                       given_by=draw(st.sampled_from(["self", "parent"]))),
        lambda: stored("participant", who, print_name=NAMES[who], role={HER: "harmed", HIM: "responsible", SIAN: "supporter"}[who],
                       stopped_on=draw(_DAYS), supports=HER if who == SIAN else ""),
        lambda: stored("safety_look", f"l{number}", person=who, day=day, again_on=draw(_DAYS)),
        lambda: stored("something_changed", f"s{number}", person=who, what=draw(st.sampled_from(["moved", "died", "ill", ""])), on=day),
        lambda: stored("order", f"o{number}", bound=HIM, protects=HER, forbids=draw(st.sampled_from(["any_contact", "direct_contact", "place"])), until=day),
        lambda: stored("orders_asked", f"a{number}", found=draw(st.sampled_from(["yes", "no", "unsure", ""])), on=day),
        lambda: stored("conference_plan", f"p{number}", day=day, called_off_on=draw(_DAYS)),
        lambda: stored("guide_run", f"r{number}", plan=f"p{number}", started=day, ended=draw(_DAYS), stopped=draw(_DAYS)),
        lambda: stored("preparation", f"v{number}", person=who, day=day, held=draw(st.sampled_from(["yes", "could_not", ""]))),
        lambda: stored("go_ahead", f"g{number}", check=draw(st.sampled_from(["stop", "order", "look", "prepared", "consent:take_part"])), person=who,
                       reason=draw(st.sampled_from(["", "because"])), on=day),
        lambda: stored("talk", f"t{number}", about=draw(st.sampled_from(["meeting", "first_contact"])), on=day, subject=""),
        lambda: stored("particulars", f"b{who}", person=who, born=draw(st.sampled_from(["2010-06-15", "2008-03-01", "1961", ""]))),
        lambda: stored("agreement", f"ag{number}", signed_on=day, none_wanted=draw(st.booleans()), held_on=draw(_DAYS)),
        lambda: stored("follow_up", f"f{number}", person=who, due=day, done_on=draw(_DAYS)),
    ]  # fmt: skip
    return draw(st.sampled_from(made))()


@settings(max_examples=250)
@given(
    st.lists(steps(), max_size=25), st.sampled_from(["light", "standard", "careful", "unheard of"]), st.integers(0, 400),
    st.sampled_from(["", "2026-03-10"]),
)  # fmt: skip
def test_whatever_is_written_down_the_rules_hold(written: list[Stored], path: str, days: int, closed: str) -> None:
    day = date(2026, 1, 1) + timedelta(days)
    file = between(*written, case={"path": path, "closed_on": closed})
    found = gates.checks(file, day)
    assert found == gates.checks(between(*written, case={"path": path, "closed_on": closed}), day)
    for check in found:
        assert check.words
        assert check.mend.words
        assert check.mend.kind in {*KINDS, "visits", "path"}
        assert check.group is not Group.DONE or not check.stops
    meeting = {check.key for check in gates.before(file, day, Act.MEET)}
    sides = [person for person in file.sides if person.stopped_on]
    if sides:
        assert "stop" in meeting
        assert {check.key for check in gates.before(file, day, Act.PASS_ON)} >= {"stop"}
        assert all(person_state(file, person) in (PersonState.STOPPED, PersonState.DIED) for person in sides)
    assert case_state(file) is CaseState.CLOSED if closed else case_state(file) is not CaseState.CLOSED
    assert paths.tabs(file)[0] == "case"
    for person in file.sides:
        past = any(one.check == "consent:take_part" and one.person == person.id for one in file.all(GoAhead))
        if "consent:take_part" not in meeting and not person.stopped_on and not past:
            assert person_state(file, person) not in (PersonState.SAID_NO, PersonState.NAMED, PersonState.TRYING)
