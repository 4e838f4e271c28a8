"""A case as it was on a day, and who wrote what: from the signed log, in no other way, and through the one-side view like everything else."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from facilitator_app.calendar import clock_at
from facilitator_app.records import KINDS, Contact, Participant, SafetyLook, Talk, Term
from facilitator_app.records.record import Id
from facilitator_app.vault import door
from facilitator_app.workbook import demo, history, whose
from facilitator_app.workbook.workbook import Workbook


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbook]:
    clock = clock_at("2026-10-07T10:00")
    opened = door.open_with_passphrase(demo.make(tmp_path_factory.mktemp("h") / "D.workbook", clock), demo.PASSPHRASE, clock)
    yield Workbook(opened)
    opened.close()


@pytest.fixture
def case(book: Workbook) -> Id:
    return next(fact.case for fact in book.cases() if fact.reference == "RJ-2026-0101")


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (date(2026, 2, 17), "HMP Example looks for a day for the third visit"),
        (date(2026, 3, 16), "They meet on"),
        (date(2026, 3, 18), "They signed what they agreed on"),
        (date(2026, 10, 6), "Closed on"),
    ],
)
def test_the_sentence_of_a_day_is_what_was_said_on_that_day(book: Workbook, case: Id, day: date, sentence: str) -> None:
    assert sentence in history.as_it_was(book, case, day).sentence


def test_a_workbook_that_stopped_on_a_day_says_the_same_as_one_that_went_on(book: Workbook, case: Id, tmp_path: Path) -> None:
    """The oracle: another workbook, filled only up to that evening."""
    clock = clock_at("2026-03-11T23:59:59")
    opened = door.open_with_passphrase(demo.make(tmp_path / "D.workbook", clock), demo.PASSPHRASE, clock)
    then = Workbook(opened)
    was, is_there = history.as_it_was(book, case, date(2026, 3, 11)), history.as_it_was(then, case, date(2026, 3, 11))
    now = {record.id: record for record in then.case(case).records.values()}
    found = {record.id: record for record in book.case_at(case, "2026-03-11T23:59:59Z").records.values()}
    opened.close()
    assert (was.sentence, was.people, was.lines) == (is_there.sentence, is_there.people, is_there.lines)
    assert [(row.record, row.day, row.words) for row in was.happened] == [(row.record, row.day, row.words) for row in is_there.happened]
    assert found == now


def test_before_it_came_in_there_was_nothing(book: Workbook, case: Id) -> None:
    assert history.as_it_was(book, case, date(2026, 1, 11)).empty
    assert not history.as_it_was(book, case, date(2026, 1, 12)).empty


def test_an_entry_of_the_evening_is_in_its_day_and_one_after_midnight_is_not(book: Workbook, case: Id) -> None:
    """Summer time: what was entered at 00:30 in London stands at 23:30 UTC of the day before."""
    id, _ = book.add(Contact, case, {"person": book.case(case).sides[0].id, "words": "Late."})
    moment = book.vault.changes_of(case, id)[0].at
    assert moment.startswith("2026-10-07T09:00")
    assert id not in {row.record for row in history.as_it_was(book, case, date(2026, 10, 6)).happened}
    assert id in {row.record for row in history.as_it_was(book, case, date(2026, 10, 7)).happened}


def test_who_wrote_what_shows_each_save_with_what_stood_there_before(book: Workbook, case: Id) -> None:
    file = book.case(case)
    term = next(one for one in file.all(Term) if one.number == 1)
    saves = history.who_wrote(book, file, term.id)
    latest, first = saves[0], saves[-1]
    assert first.when == "Tue\u00a017\u00a0Mar, 12:10"
    ((label, before, now),) = latest.fields
    assert label == "What was agreed"
    assert "Larkspur Library" in before
    assert "Larkspur" not in now
    assert latest.who == first.who == "Priya"


def test_a_supervisors_word_is_hers(book: Workbook, case: Id) -> None:
    file = book.case(case)
    confirmation = next(one for one in file.records.values() if one.kind == "confirmation")
    (save,) = history.who_wrote(book, file, confirmation.id)
    assert save.who == "Ruth Adler"
    talk = file.all(Talk)[0]
    assert history.who_wrote(book, file, talk.id)[-1].who == "Priya"


def test_every_record_of_the_story_can_be_read_and_shows_no_id(book: Workbook, case: Id) -> None:
    file = book.case(case)
    people = {person.id for person in file.all(Participant)}
    for record in file.records.values():
        for save in history.who_wrote(book, file, record.id):
            assert save.when
            for label, before, now in save.fields:
                assert label
                assert not (people & {before, now})
                assert not any(kind in now for kind in ("{", "dataclass")) or record.kind in KINDS


def test_moved_words_are_in_no_history_of_the_side_that_is_open(book: Workbook, case: Id) -> None:
    margaret, daniel = (side.id for side in book.case(case).sides)
    id, _ = book.add(Contact, case, {"person": daniel, "words": "He is well.\n\nHer mother is ill.", "author": "Priya"})
    file = book.case(case)
    note = file.get(Contact, id)
    assert note is not None
    whose.move(book, file, note, "Her mother is ill.", margaret)
    assert any("mother" in before for save in history.who_wrote(book, book.case(case), id) for _, before, _ in save.fields)
    book.open_side(case, daniel)
    try:
        shown = history.as_it_was(book, case, book.clock.today() + timedelta(days=1))
        assert "mother" not in repr([(row.about, row.words) for row in shown.happened])
        hers = next(one.id for one in book.whole_case(case).all(SafetyLook) if one.person == margaret)
        assert history.who_wrote(book, book.case(case), hers) == ()
    finally:
        book.leave_side(demo.PASSPHRASE)
