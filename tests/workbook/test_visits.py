"""Visits that could not go ahead, time and miles in one line, prisons' cards, who came, and what must be reported."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator_app.calendar import clock_at
from facilitator_app.records import (
    Attendance,
    ConferencePlan,
    Contact,
    GuideRun,
    Incident,
    Participant,
    Preparation,
    Prison,
    PromiseMade,
    TimeSpent,
    gates,
)
from facilitator_app.records.check import Act, Group
from facilitator_app.records.record import Choice, Day, Id
from facilitator_app.records.time_spent import Spent, said_back, understood
from facilitator_app.vault import door
from facilitator_app.vault.rows import Row
from facilitator_app.wall import one_side
from facilitator_app.workbook import conference, demo, going_ahead, places, time_kept, visits
from facilitator_app.workbook.overview import overview
from facilitator_app.workbook.workbook import Workbook


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Workbook]:
    clock = clock_at("2026-03-17T20:00")
    opened = door.open_with_passphrase(demo.make(tmp_path / "D.workbook", clock), demo.PASSPHRASE, clock)
    yield Workbook(opened)
    opened.close()


@pytest.fixture
def case(book: Workbook) -> Id:
    return next(fact.case for fact in book.cases() if fact.reference == "RJ-2026-0101")


@pytest.mark.parametrize(
    ("line", "spent"),
    [
        ("70 min, travel 50, 24 miles, parking 3.20", Spent(70, 50, 240, 320)),
        ("1h 10 and 24 miles", Spent(70, 0, 240, 0)),
        ("45", Spent(45)),
        ("70 min 24.5 miles", Spent(70, 0, 245, 0)),
        ("1.5 hours, £2", Spent(90, 0, 0, 200)),
        ("45 and the way 1h 20", Spent(45, 80, 0, 0)),
        ("70min+50 travel, lunch", Spent(70, 50, 0, 0, "lunch")),
        ("2h drive 1h 5 miles", Spent(rest="2h drive 1h 5 miles")),
        ("nothing", Spent(rest="nothing")),
        ("", Spent()),
    ],
)
def test_a_line_is_understood_or_said_not_to_be(line: str, spent: Spent) -> None:
    assert understood(line) == spent


@given(st.text(max_size=80))
def test_no_line_breaks_the_reading_of_it(line: str) -> None:
    found = understood(line)
    assert min(found.minutes, found.travel_minutes, found.tenths_of_a_mile, found.pence) >= 0
    said_back(found)


@given(st.integers(1, 900), st.integers(0, 600), st.integers(0, 400), st.integers(0, 9900))
def test_what_is_said_back_is_understood_as_the_same(minutes: int, travel: int, miles: int, pence: int) -> None:
    spent = Spent(minutes, travel, miles * 10, pence)
    assert understood(said_back(spent)) == spent


def test_a_visit_that_could_not_go_ahead_keeps_every_promise_and_says_nothing_of_why(book: Workbook, case: Id) -> None:
    file = book.case(case)
    daniel = file.sides[1].id
    id, _ = book.add(Preparation, case, {"person": daniel, "day": "2026-03-18", "at": "09:00", "place": "HMP Sample"})
    promise, _ = book.add(PromiseMade, case, {"person": file.sides[0].id, "words": "Ring her", "by": "2026-03-20"})
    meeting = book.case(case).get(Preparation, id)
    assert meeting is not None
    visits.could_not(book, book.case(case), meeting)
    after = book.case(case)
    found = after.get(Preparation, id)
    assert found is not None
    assert (found.held, found.told_the_other) == ("could_not", "The visit could not take place.")
    kept = after.get(PromiseMade, promise)
    assert kept is not None
    assert not kept.kept_on
    assert any(due.record == promise for due in book.dues("2026-03-21"))
    row = next(row for row in overview(book, case).happened if row.record == id)
    assert row.words == "The visit could not go ahead."


def test_time_and_miles_are_their_own_persons_and_add_up_by_month(book: Workbook, case: Id) -> None:
    file = book.case(case)
    meeting = next(one for one in file.all(Preparation) if one.day == "2026-02-18")
    spent = visits.time_of(book, visits.my_time(book), meeting)
    assert spent.for_case == case
    march = next(month for month in time_kept.months(book) if month.name == "March 2026")
    assert march.total == "150 minutes, 100 minutes on the way, 48 miles, £2.40"
    table = time_kept.as_table(march).decode("utf-8-sig")
    assert table.splitlines()[1] == '2026-03-17,RJ-2026-0101,A meeting,150,100,48,2.40,"2h 30, travel 100, 48 miles, parking 2.40"'
    for word in ("Margaret", "Daniel", "Example"):
        assert word not in table
    assert not any(isinstance(record, TimeSpent) for record in file.records.values()), "it is no part of the case"


@pytest.mark.parametrize("words", ["with Margaret at Larkspur Library", "to LE99 1AA", "HMP Example", "(Siân)"])
def test_a_claim_holds_no_words_beside_its_figures(book: Workbook, words: str) -> None:
    book.save([Row("user", TimeSpent.kind, Id("t"), {"line": f"45 min {words}, 24 miles", "on": "2026-03-01", "activity": "other"})])
    march = next(month for month in time_kept.months(book) if month.name == "March 2026")
    table = time_kept.as_table(march).decode("utf-8-sig")
    assert not [word for word in re.findall(r"[^\W\d_]{3,}", words) if word in table]
    assert "24" in next(line for line in table.splitlines() if line.startswith("2026-03-01"))
    assert time_kept.leaves_words_out(march)


def test_a_cell_is_never_a_formula(book: Workbook) -> None:
    values = {"line": "=1+1 min", "on": "2026-03-01", "activity": "other"}
    book.save([Row("user", TimeSpent.kind, Id("t"), values)])
    march = next(month for month in time_kept.months(book) if month.name == "March 2026")
    assert "’=1+1 min" in time_kept.as_table(march).decode("utf-8-sig")


def test_with_one_side_open_only_the_card_of_the_place_they_are_visited_at_is_there(book: Workbook, case: Id) -> None:
    book.save([Row("service", Prison.kind, Id("p2"), {"name": "HMP Sample"})])
    assert {one.name for one in places.known(book).all(Prison)} == {"HMP Example", "HMP Sample"}
    margaret, daniel = (side.id for side in book.case(case).sides)
    book.open_side(case, daniel)
    assert {one.name for one in places.known(book).all(Prison)} == {"HMP Example"}
    book.leave_side(demo.PASSPHRASE)
    book.open_side(case, margaret)
    shown = {one.name for one in places.known(book).all(Prison)}
    # She is to come there on the 17th, and has said yes: that she knows. No other card is shown.
    assert shown <= {"HMP Example"}
    assert "HMP Sample" not in shown


def test_an_old_card_says_that_it_is_old(book: Workbook) -> None:
    (card,) = places.known(book).all(Prison)
    assert places.asked_words(book, card) == "Last asked on Thursday\u00a026\u00a0February."
    old = Prison(id=Id("x"), name="HMP Old", confirmed_on=Day("2025-11-01"))
    assert places.asked_words(book, old).endswith("Ask again before you rely on it.")
    assert "not written down" in places.asked_words(book, Prison(id=Id("y"), name="HMP New"))


def test_everybody_came_is_one_act_and_does_not_touch_what_is_written_already(book: Workbook, case: Id) -> None:
    file = book.case(case)
    plan = file.all(ConferencePlan)[0]
    other = ConferencePlan(id=Id("plan-two"), case=case)
    sian = next(person for person in file.all(Participant) if person.print_name == "Siân")
    one = conference.attendance_of(file, other, sian.id)
    book.record(file, one, {"plan": other.id, "who": sian.id, "came": Choice("no")})
    conference.everybody_came(book, book.case(case), other)
    found = {record.who: record.came for record in book.case(case).all(Attendance) if record.plan == other.id}
    assert found.pop(sian.id) == "no"
    assert set(found.values()) == {"yes"}
    assert len(found) == len(file.all(Participant)) - 1
    assert conference.facts_of(file, plan, None).finished == "11:25"


def test_what_must_be_reported_lies_in_a_part_of_its_own_and_on_no_side(book: Workbook, case: Id) -> None:
    id, _ = book.add(Incident, case, {"sort": "harm_child", "on": "2026-03-17", "words": "Said at the door."})
    file = book.case(case)
    assert file.compartments[id] == f"named/{case}"
    for side in file.sides:
        assert not one_side.only(file, side.id).all(Incident)
    (check,) = [one for one in gates.checks(file, book.clock.today()) if one.key == "incident:told"]
    assert check.group is Group.FIRST
    assert Act.CLOSE in check.stops
    assert not gates.before(file, book.clock.today(), Act.MEET) or "incident" not in str(
        [c.key for c in gates.before(file, book.clock.today(), Act.MEET)]
    )
    row = next(row for row in overview(book, case).happened if row.record == id)
    assert (row.owner, row.words) == ("Named people only", "Nobody was told yet.")
    assert "door" not in f"{row.about}{row.words}"


def test_a_card_is_named_in_whole_words_or_not_at_all(book: Workbook, case: Id) -> None:
    margaret = book.case(case).sides[0].id
    for id, name in (("ford", "Ford"), ("library", "Ashford Library")):
        book.save([Row("service", Prison.kind, Id(id), {"name": name})])
    book.add(Preparation, case, {"person": margaret, "day": "2026-03-20", "place": "At Ashford library, upstairs"})
    book.open_side(case, margaret)
    assert "library" in places.known(book).records
    assert "ford" not in places.known(book).records, "that card would have told in which prison the other one is"


def test_everybody_came_takes_back_no_answer_and_makes_no_second_one(book: Workbook, case: Id) -> None:
    shown = book.case(case)
    plan = shown.all(ConferencePlan)[-1]
    daniel = shown.sides[1].id
    one = conference.attendance_of(shown, plan, daniel)
    book.record(shown, one, {"plan": plan.id, "who": daniel, "came": ""})  # "Change" was pressed, and nothing chosen
    for _ in range(2):
        conference.everybody_came(book, shown, plan)
    file = book.case(case)
    assert not [name for id, name in file.forks if id == one.id]
    assert len(file.standing_of(one.id, "came")) == 1
    found = file.get(Attendance, one.id)
    assert found is not None
    assert found.came == "yes"


def test_a_meeting_begins_once_however_often_the_room_is_read(book: Workbook, case: Id) -> None:
    plan, _ = book.add(ConferencePlan, case, {"day": "2026-03-17"})
    for check in gates.before(book.case(case), book.clock.today(), Act.MEET):
        going_ahead.go_ahead(book, book.case(case), [check], "For this test.")
    first, second = (conference.start(book, case, plan)[0] for _ in range(2))
    assert first == second
    assert len([run for run in book.case(case).all(GuideRun) if run.plan == plan]) == 1


def test_a_years_time_and_miles_push_nothing_out_of_what_is_found(book: Workbook, case: Id) -> None:
    note, _ = book.add(Contact, case, {"person": book.case(case).sides[0].id, "words": "She comes by train.", "day": "2026-03-16"})
    book.save([Row("user", TimeSpent.kind, Id(f"t{n}"), {"line": "70 min, train 3.20", "on": "2026-03-17"}) for n in range(60)])
    assert note in [hit.record for hit in book.find("train")]
