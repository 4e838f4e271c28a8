"""Rules that hold for any case whatever: no order of arrival decides, a stop stays, a no makes nothing possible, two versions act as the safer.

Nothing here says what a check looks for (test_gates.py does): only what no rule may ever do, whoever adds the next one.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_gates import ACCEPTED, CASE, HER, HIM, SIAN, WHOLE, between, stored
from test_gates import steps as plain_steps

from facilitator_app.records import gates
from facilitator_app.records.case_file import CaseFile, Stored, assemble
from facilitator_app.records.check import Act
from facilitator_app.records.conference import ConferencePlan
from facilitator_app.records.headline import headline
from facilitator_app.records.record import Id
from facilitator_app.records.risk import SIX
from facilitator_app.records.states import CaseState, MeetingState, PersonState, case_state, meeting_state, person_state

Stops = dict[tuple[Act, str, Id], bool]  # what stands before which act, of whom, and whether it is firm

ONE_DAY = st.sampled_from(["", "2026-01-20", "2026-02-20", "2026-03-05", "2026-03-10", "2026-04-30", "2026-03", "next week"])
WHO = st.sampled_from([HER, HIM, SIAN])
PATHS = st.sampled_from(["light", "standard", "careful", "unheard of"])
TODAY = st.integers(0, 400).map(lambda days: date(2026, 1, 1) + timedelta(days))


def forked(one: Stored, name: str, *values: Any) -> Stored:
    """The same record with two versions of one field, whichever of their changes has the smaller name."""
    return replace(one, live={**one.live, name: {f"change {number}": value for number, value in enumerate(values)}})


@st.composite
def odd_steps(draw: st.DrawFn) -> Stored:
    """What `plain_steps` leaves out: days that nobody can read, what a court allows, questions asked twice, a field with two versions."""
    number, who, day = draw(st.integers(0, 3)), draw(WHO), draw(ONE_DAY)
    said = st.sampled_from(["yes", "no", "unsure", ""])
    made = [
        lambda: stored("consent", f"oc{number}", person=who, scope=draw(st.sampled_from(["explore", "take_part"])), on=day,
                       answer=draw(st.sampled_from(["given", "declined", "withdrawn"]))),
        lambda: stored("order", f"oo{number}", bound=HIM, protects=HER, forbids="any_contact", until=draw(ONE_DAY), allows_from=day),
        lambda: stored("safety_questions", f"q{number}", on=day, **dict[str, Any]({name: draw(said) for name in SIX})),
        lambda: stored("something_changed", f"oy{number}", person=who, what=draw(st.sampled_from(["moved", "died"])), on=day),
        lambda: stored("safety_look", f"ol{number}", person=who, day=day, again_on=draw(ONE_DAY)),
        lambda: forked(stored("consent", f"of{number}", person=who, scope="take_part", on=day), "answer", "given", draw(
            st.sampled_from(["declined", "withdrawn", ""]))),
        lambda: forked(stored("participant", who, print_name="P", role="supporter" if who == SIAN else "harmed" if who == HER else "responsible",
                              supports=HER if who == SIAN else ""), "stopped_on", "", day),
        lambda: stored("acquaintance", f"k{number}", answer=draw(st.sampled_from(["yes", "no", "not_sure"])), on=day),
    ]  # fmt: skip
    return draw(st.sampled_from(made))()


def anything() -> st.SearchStrategy[Stored]:
    return st.one_of(plain_steps(), odd_steps())


def stops_of(file: CaseFile, day: date) -> Stops:
    """Everything that stands before any act."""
    return {(act, check.key, check.person): check.firm for check in gates.checks(file, day) for act in check.stops}


def states_of(file: CaseFile) -> tuple[CaseState, dict[Id, PersonState], dict[Id, MeetingState]]:
    """Where the case, its people and its meetings stand."""
    people = {side.id: person_state(file, side) for side in file.sides}
    return case_state(file), people, {plan.id: meeting_state(file, plan) for plan in file.all(ConferencePlan)}


@st.composite
def at_moments(draw: st.DrawFn) -> list[Stored]:
    """What was written down, one record for each id, each entered at a moment of its own: as two laptops would hold it."""
    written = {one.id: one for one in draw(st.lists(anything(), max_size=20))}
    base = {one.id: one for one in _base(draw(PATHS))}
    return [replace(one, first_at=f"2026-01-12T09:{number:02}:00Z") for number, one in enumerate({**base, **written}.values())]


def _base(path: str) -> list[Stored]:
    return [
        stored("case", CASE, reference="REF 1", path=path, received_on="2026-01-12", supervisor="Ruth Adler", supervisor_id="ruth"),
        stored("participant", HER, print_name="Margaret", role="harmed"),
        stored("participant", HIM, print_name="Daniel", role="responsible"),
    ]


@settings(max_examples=60)
@given(at_moments(), TODAY, st.randoms(use_true_random=False))
def test_no_order_in_which_records_came_decides_what_stands_before_an_act(written: list[Stored], day: date, chance: Any) -> None:
    other = list(written)
    chance.shuffle(other)
    one, two = assemble(CASE, written), assemble(CASE, other)
    assert stops_of(one, day) == stops_of(two, day)
    assert states_of(one) == states_of(two)


@settings(max_examples=60)
@given(at_moments(), st.randoms(use_true_random=False))
def test_no_order_of_two_answers_decides_what_a_case_says_of_itself(written: list[Stored], chance: Any) -> None:
    """The plans, promises and visits keep their places: which of them was entered last is what is meant by the next one."""
    answers = [number for number, one in enumerate(written) if one.kind in ("consent", "orders_asked", "safety_look", "talk")]
    other, places = list(written), list(answers)
    chance.shuffle(places)
    for place, number in zip(places, answers, strict=True):
        other[place] = written[number]
    assert headline(assemble(CASE, written)) == headline(assemble(CASE, other))


# What is added ----------------------------------------------------------------------------------------------------------------


@st.composite
def besides(draw: st.DrawFn) -> Stored:
    """Something that mends nothing: a note, a letter, a promise, a day for a meeting, a reason."""
    who, day = draw(WHO), draw(ONE_DAY)
    values: Mapping[str, Mapping[str, Any]] = {
        "contact": {"person": who, "day": day, "words": "w", "result": "spoke"},
        "team_note": {"day": day, "words": "w", "about": "What I think"},
        "told": {"person": who, "words": "w", "known": "told", "on": day},
        "waiting": {"about": who, "words": "w", "since": day},
        "promise_made": {"person": who, "words": "w", "by": day},
        "follow_up": {"person": who, "due": day},
        "passed_on": {"giver": who, "receiver": HIM, "words": "w", "withdrawn": {"on": day}},
        "letter": {"person": who, "receiver": HIM, "written_on": day},
        "moved": {"taken_from": who, "given_to": HIM, "on": day},
        "incident": {"about": who, "on": day},
        "conference_plan": {"day": day, "at": "10:00", "called_off_on": draw(ONE_DAY)},
        "agreement": {"held_on": day, "signed_on": draw(ONE_DAY), "none_wanted": draw(st.booleans())},
        "participant": {"print_name": "Wŷn", "role": "supporter", "supports": who, "stopped_on": draw(ONE_DAY)},
    }
    kind = draw(st.sampled_from(sorted(values)))
    return stored(kind, "besides", **values[kind])


@settings(max_examples=60)
@given(st.lists(anything(), max_size=15), besides(), PATHS, TODAY)
def test_what_has_nothing_to_do_with_it_takes_no_stop_away(written: list[Stored], more: Stored, path: str, day: date) -> None:
    case = {"path": path}
    before, after = stops_of(between(*written, case=case), day), stops_of(between(*written, more, case=case), day)
    assert before.items() <= after.items()


@settings(max_examples=60)
@given(st.lists(anything(), max_size=15), anything(), PATHS, TODAY)
def test_nothing_that_is_added_takes_away_a_persons_stop_a_death_or_an_order(
    written: list[Stored], more: Stored, path: str, day: date
) -> None:
    case, new = {"path": path}, replace(more, id=Id("added"))
    before, after = stops_of(between(*written, case=case), day), stops_of(between(*written, new, case=case), day)
    assert {stop for stop, firm in before.items() if firm and stop[1] in ("stop", "died", "order")} <= after.keys()
    assert all(after[stop] for stop, firm in before.items() if firm and stop in after and stop[1] in ("stop", "died", "order"))


@settings(max_examples=60)
@given(
    st.lists(anything(), max_size=15), WHO, st.sampled_from(["explore", "take_part"]), st.sampled_from(["declined", "withdrawn"]), ONE_DAY,
    st.sampled_from(["self", "parent"]), PATHS, TODAY,
)  # fmt: skip
def test_a_no_makes_nothing_possible(
    written: list[Stored], who: Id, scope: str, answer: str, on: str, by: str, path: str, day: date
) -> None:
    said_no = stored("consent", "no", person=who, scope=scope, answer=answer, on=on, given_by=by)
    before, after = (stops_of(between(*written, *more, case={"path": path}), day) for more in ((), (said_no,)))
    assert before.keys() <= after.keys()
    assert all(after[stop] for stop, firm in before.items() if firm)


@settings(max_examples=60)
@given(st.lists(st.tuples(st.sampled_from(["given", "declined", "withdrawn"]), ONE_DAY), min_size=1, max_size=4))
def test_a_yes_stands_only_where_it_was_said_on_a_known_day_after_every_no(said: list[tuple[str, str]]) -> None:
    answers = [stored("consent", f"c{number}", person=HIM, scope="take_part", answer=what, on=on) for number, (what, on) in enumerate(said)]
    others = [one for one in WHOLE if not one.id.startswith(f"{HIM} take_part")]
    stopped = (Act.MEET, "consent:take_part", HIM) in stops_of(between(*others, *answers, case=ACCEPTED), date(2026, 5, 4))
    no = [on for what, on in said if what != "given"]
    yes = [on for what, on in said if what == "given"]
    if no and not any(_surely_after(on, no) for on in yes):
        assert stopped


def _surely_after(yes: str, every_no: list[str]) -> bool:
    """Whether a yes was said later than every no, whatever those mean that give no whole day: one of some day in March ends in April."""
    known = yes[:2] == "20"
    return known and all(no[:2] == "20" and no < yes[: len(no)] for no in every_no)


# Two versions -----------------------------------------------------------------------------------------------------------------


ONE_OF_TWO: tuple[tuple[str, str, dict[str, Any], tuple[str, ...]], ...] = (
    ("consent", "answer", {"person": HIM, "scope": "take_part", "on": "2026-03-01"}, ("given", "declined", "withdrawn", "")),
    ("order", "forbids", {"bound": HIM, "protects": HER}, ("any_contact", "direct_contact", "place")),
    ("order", "until", {"bound": HIM, "protects": HER, "forbids": "any_contact"}, ("", "2026-03-01", "2026-09-01", "next spring")),
    ("order", "allows_from", {"bound": HIM, "protects": HER, "forbids": "any_contact"}, ("", "2026-03-01", "2026-09-01")),
    ("orders_asked", "found", {"asked_whom": "Priti", "on": "2026-03-01"}, ("yes", "no", "unsure", "")),
    ("something_changed", "what", {"person": HIM, "on": "2026-02-01"}, ("moved", "died", "ill")),
    ("participant", "stopped_on", {"print_name": "Daniel", "role": "responsible"}, ("", "2026-03-01")),
    ("case", "accepts", {"path": "standard"}, ("yes", "partly", "no", "not_asked", "")),
    ("case", "path", {"accepts": "yes"}, ("standard", "careful")),
)


@pytest.mark.parametrize(("kind", "name", "rest", "values"), ONE_OF_TWO, ids=[f"{kind}.{name}" for kind, name, *_ in ONE_OF_TWO])
def test_two_versions_stop_whatever_either_would_stop(kind: str, name: str, rest: dict[str, Any], values: tuple[str, ...]) -> None:
    day, id = date(2026, 3, 10), {"participant": HIM, "case": CASE}.get(kind, Id("it"))
    others = [one for one in WHOLE if one.kind != kind or not one.id.startswith(f"{HIM} take_part")]
    for one in values:
        for other in values:
            alone = [stops_of(between(*others, stored(kind, id, **{**rest, name: said}), case=ACCEPTED), day) for said in (one, other)]
            both = stops_of(between(*others, forked(stored(kind, id, **{**rest, name: one}), name, one, other), case=ACCEPTED), day)
            for stops in alone:
                assert stops.keys() <= both.keys(), f"{one!r} beside {other!r}"
