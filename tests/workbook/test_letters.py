"""A letter on its way: read, cleared, offered, handed over, with the paper's place known throughout; and what stops it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator_app.calendar import clock_at
from facilitator_app.records import Custody, Letter, LetterOffered, Order, Participant, gates
from facilitator_app.records.check import Act, Group
from facilitator_app.records.custody import LetterStep, custody_of, step_of_letter
from facilitator_app.records.record import Id, compartment_name, person_in
from facilitator_app.vault import door
from facilitator_app.vault.rows import Row
from facilitator_app.wall import one_side
from facilitator_app.workbook import demo, letters
from facilitator_app.workbook.going_ahead import NotWrittenDown
from facilitator_app.workbook.overview import overview
from facilitator_app.workbook.today import today
from facilitator_app.workbook.workbook import Workbook

MARCH = "2026-03-26T10:00"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Workbook]:
    clock = clock_at(MARCH)
    opened = door.open_with_passphrase(demo.make(tmp_path / "D.workbook", clock), demo.PASSPHRASE, clock)
    yield Workbook(opened)
    opened.close()


@pytest.fixture
def written(book: Workbook) -> tuple[Id, Id, Id, Id]:
    """Case, Margaret, Daniel, and the letter that he has begun."""
    case = next(fact.case for fact in book.cases() if fact.reference == "RJ-2026-0101")
    margaret, daniel = (side.id for side in book.case(case).sides)
    made, _ = letters.begin(book, case, daniel, margaret)
    return case, margaret, daniel, made


def step(book: Workbook, case: Id, letter: Id) -> LetterStep:
    file = book.case(case)
    found = file.get(Letter, letter)
    assert found is not None
    return step_of_letter(file, found)


def go_on(book: Workbook, case: Id, letter: Id) -> None:
    file = book.case(case)
    found = file.get(Letter, letter)
    assert found is not None
    letters.go_on(book, file, found)


def the(book: Workbook, case: Id, letter: Id) -> Letter:
    found = book.case(case).get(Letter, letter)
    assert found is not None
    return found


def test_a_letter_goes_from_hand_to_hand_and_is_somewhere_all_the_time(book: Workbook, written: tuple[Id, Id, Id, Id]) -> None:
    case, margaret, daniel, letter = written
    assert step(book, case, letter) is LetterStep.WRITING
    go_on(book, case, letter)
    assert step(book, case, letter) is LetterStep.TO_READ
    assert [check.words for check in gates.checks(book.case(case), book.clock.today()) if check.key == "letter:where"] == [
        "Where Daniel’s letter is, is not written down."
    ]
    letters.is_with(book, book.case(case), the(book, case, letter), "Priya", "the locked drawer")
    go_on(book, case, letter)
    book.record(book.case(case), the(book, case, letter), {"clearing": "HMP Example"})
    assert step(book, case, letter) is LetterStep.TO_CLEAR
    go_on(book, case, letter)
    assert step(book, case, letter) is LetterStep.TO_OFFER
    letters.offer(book, book.case(case), the(book, case, letter), "read_now")
    assert step(book, case, letter) is LetterStep.TO_HAND
    go_on(book, case, letter)
    assert step(book, case, letter) is LetterStep.HANDED
    file = book.case(case)
    assert [one.who for one in custody_of(file, letter)] == ["Margaret", "Priya"]
    assert person_in(file.compartments[custody_of(file, letter)[0].id]) == margaret
    assert person_in(file.compartments[letter]) == daniel
    (offered,) = file.all(LetterOffered)
    assert (offered.person, offered.choice, offered.handed_on) == (margaret, "read_now", "2026-03-26")


def test_how_she_took_it_and_where_she_keeps_it_are_not_on_his_side(book: Workbook, written: tuple[Id, Id, Id, Id]) -> None:
    case, margaret, daniel, letter = written
    for _ in range(2):
        go_on(book, case, letter)
    letters.offer(book, book.case(case), the(book, case, letter), "keep_sealed")
    go_on(book, case, letter)
    file = book.case(case)
    (offered,) = file.all(LetterOffered)
    book.record(file, offered, {"words": "She cried, and put it away."})
    file = book.case(case)
    his, hers = one_side.only(file, daniel), one_side.only(file, margaret)
    assert his.all(Letter)
    assert not his.all(LetterOffered)
    assert not his.all(Custody)
    assert not hers.all(Letter), "whatever else is known of it is its writer's"
    assert [one.words for one in hers.all(LetterOffered)] == ["She cried, and put it away."]


@pytest.mark.parametrize("what", ["stop", "order"])
def test_a_stop_and_an_order_stand_before_a_letter_as_before_a_meeting(book: Workbook, written: tuple[Id, Id, Id, Id], what: str) -> None:
    case, margaret, daniel, letter = written
    for _ in range(2):
        go_on(book, case, letter)
    if what == "stop":
        person = book.case(case).get(Participant, margaret)
        assert person is not None
        book.record(book.case(case), person, {"stopped_on": "2026-03-25"})
    else:
        book.add(
            Order, case, {"bound": daniel, "protects": margaret, "sort": "restraining", "forbids": "any_contact", "since": "2026-03-25"}
        )
    with pytest.raises(NotWrittenDown) as refused:
        letters.offer(book, book.case(case), the(book, case, letter), "read_now")
    assert refused.value.firm
    letters.offer(book, book.case(case), the(book, case, letter), "refused")  # a no may always be written down
    assert step(book, case, letter) is LetterStep.REFUSED


def test_an_order_that_comes_between_the_yes_and_the_handing_over_stops_it(book: Workbook, written: tuple[Id, Id, Id, Id]) -> None:
    case, margaret, daniel, letter = written
    for _ in range(2):
        go_on(book, case, letter)
    letters.offer(book, book.case(case), the(book, case, letter), "read_now")
    book.add(Order, case, {"bound": daniel, "protects": margaret, "sort": "restraining", "forbids": "any_contact", "since": "2026-03-26"})
    with pytest.raises(NotWrittenDown):
        go_on(book, case, letter)
    assert step(book, case, letter) is LetterStep.TO_HAND


def test_its_writer_says_never_at_any_time_and_what_becomes_of_it_is_asked(book: Workbook, written: tuple[Id, Id, Id, Id]) -> None:
    case, _, _, letter = written
    go_on(book, case, letter)
    letters.is_with(book, book.case(case), the(book, case, letter), "Priya")
    letters.never(book, book.case(case), the(book, case, letter))
    assert step(book, case, letter) is LetterStep.NEVER
    (check,) = [one for one in gates.checks(book.case(case), book.clock.today()) if one.key.startswith("letter")]
    assert check.words == "Until when Priya keeps Daniel’s letter is not written down."
    assert check.group is Group.MISSING
    assert Act.CLOSE in check.stops
    kept = custody_of(book.case(case), letter)[0]
    book.record(book.case(case), kept, {"until": "2026-06-30"})
    assert not [one for one in gates.checks(book.case(case), book.clock.today()) if one.key.startswith("letter")]
    assert [(due.day, due.title) for due in book.dues("2026-07-01") if due.sort == "letter"] == [
        ("2026-06-30", "Decide what becomes of Daniel’s letter")
    ]


def test_every_step_stands_in_what_has_happened_under_its_owner(book: Workbook, written: tuple[Id, Id, Id, Id]) -> None:
    case, _, _, letter = written
    for _ in range(2):
        go_on(book, case, letter)
    letters.offer(book, book.case(case), the(book, case, letter), "read_now")
    go_on(book, case, letter)
    rows = [(row.owner, row.about, row.words) for row in overview(book, case).happened if row.kind.startswith("letter")]
    assert ("Daniel only", "A letter for Margaret", "Written.") in rows
    assert ("Daniel only", "A letter for Margaret", "Read by Priya.") in rows
    assert ("Margaret only", "A letter, offered", "Reads it now.") in rows
    assert ("Margaret only", "A letter, handed over", "") in rows


def test_a_key_that_is_pressed_twice_reads_no_letter_and_clears_none(book: Workbook, written: tuple[Id, Id, Id, Id]) -> None:
    case, _, _, letter = written
    for _ in range(2):
        letters.go_on(book, book.case(case), the(book, case, letter), LetterStep.WRITING)
    assert step(book, case, letter) is LetterStep.TO_READ
    book.record(book.case(case), the(book, case, letter), {"clearing": "HMP Example"})
    for _ in range(2):
        letters.go_on(book, book.case(case), the(book, case, letter), LetterStep.TO_READ)
    assert step(book, case, letter) is LetterStep.TO_CLEAR


def test_what_is_pressed_twice_in_a_row_is_offered_once_and_lies_in_one_place(book: Workbook, written: tuple[Id, Id, Id, Id]) -> None:
    case, _, _, letter = written
    for _ in range(2):
        go_on(book, case, letter)
    shown = book.case(case)
    for choice in ("read_now", "refused"):
        letters.offer(book, shown, the(book, case, letter), choice)
        letters.is_with(book, shown, the(book, case, letter), "Priya", "the locked drawer")
    (offered,) = book.case(case).all(LetterOffered)
    assert offered.choice == "refused", "the last word of the one whom it is for"
    assert len(custody_of(book.case(case), letter)) == 1


def test_what_sort_of_thing_is_not_said_stops_no_page(book: Workbook, written: tuple[Id, Id, Id, Id]) -> None:
    case, _, _, letter = written
    book.record(book.case(case), the(book, case, letter), {"sort": "", "written_on": "2026-03-26"})
    assert [row.about for row in overview(book, case).happened if row.record == letter] == ["Something for Margaret"]


def test_a_letter_that_is_kept_is_not_forgotten_when_the_case_is_closed(book: Workbook, written: tuple[Id, Id, Id, Id]) -> None:
    case, _, _, letter = written
    go_on(book, case, letter)
    letters.is_with(book, book.case(case), the(book, case, letter), "Priya")
    letters.never(book, book.case(case), the(book, case, letter))
    book.record(book.case(case), custody_of(book.case(case), letter)[0], {"until": "2026-04-30"})
    file = book.case(case)
    book.record(file, file.case, {"closed_on": "2026-03-26"})
    assert [due.sort for due in book.dues("2027-01-01") if due.case == case] == ["letter"]
    assert "Decide what becomes of Daniel’s letter" in [line.title for line in today(book).promised]
    assert book.vault.faults() == []


def test_of_two_versions_the_no_counts_and_who_must_clear_it(book: Workbook, written: tuple[Id, Id, Id, Id]) -> None:
    case, margaret, daniel, letter = written
    for _ in range(2):
        go_on(book, case, letter)
    for number, (choice, clearing) in enumerate(
        (("refused", "HMP Example"), ("read_now", ""), ("refused", ""), ("read_now", "HMP Example"))
    ):
        offer = Id(f"offer {number // 2}")
        values = {"person": margaret, "letter": letter, "on": "2026-03-25", "choice": choice}
        where = compartment_name(LetterOffered, case, margaret)
        book.save([Row(where, LetterOffered.kind, offer, values)])  # each by somebody who had not seen the other's
        book.save([Row(compartment_name(Letter, case, daniel), Letter.kind, letter, {"clearing": clearing})])
    assert {one.choice for one in book.case(case).all(LetterOffered)} == {"refused"}
    assert the(book, case, letter).clearing == "HMP Example"
    assert step(book, case, letter) is LetterStep.TO_CLEAR


@pytest.mark.parametrize("choices", [("read_now", "refused"), ("refused", "read_now"), ("later", "refused"), ("refused", "later")])
def test_of_two_answers_on_one_day_the_no_counts(book: Workbook, written: tuple[Id, Id, Id, Id], choices: tuple[str, str]) -> None:
    case, margaret, _, letter = written
    for _ in range(2):
        go_on(book, case, letter)
    for choice in choices:  # each of two facilitators asked her
        book.add(LetterOffered, case, {"person": margaret, "letter": letter, "on": "2026-03-25", "choice": choice})
    assert step(book, case, letter) is LetterStep.REFUSED
