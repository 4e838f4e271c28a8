"""Words that were typed under the wrong person: moved, they are nowhere in that person's part, are found under their own, and the move is known."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator_app.calendar import clock_at
from facilitator_app.records import Contact, Moved, TeamNote
from facilitator_app.records.record import NOBODY, Id, compartment_name, person_in
from facilitator_app.vault import door
from facilitator_app.vault.rows import Edit, Row
from facilitator_app.wall import one_side
from facilitator_app.workbook import demo, whose
from facilitator_app.workbook.workbook import Workbook

HERS = "Her mother is ill."
HIS = "He starts the van at six.\n\nHe did not know that it wakes anybody."


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Workbook]:
    clock = clock_at("2026-02-17T19:50")
    opened = door.open_with_passphrase(demo.make(tmp_path / "D.workbook", clock), demo.PASSPHRASE, clock)
    yield Workbook(opened)
    opened.close()


@pytest.fixture
def typed(book: Workbook) -> tuple[Id, Id, Id, Id]:
    """Case, Fatima, Kevin, and the note in the car after Kevin's kitchen, whose last sentence is Fatima's."""
    case = next(fact.case for fact in book.cases() if fact.reference == "RJ-2026-0105")
    fatima, kevin = (side.id for side in book.case(case).sides)
    note, _ = book.add(Contact, case, {"person": kevin, "words": f"{HIS}\n\n{HERS}", "day": "2026-02-17", "at": "18:30", "author": "Bill"})
    return case, fatima, kevin, note


def test_a_sentence_is_moved_and_the_rest_stays(book: Workbook, typed: tuple[Id, Id, Id, Id]) -> None:
    case, fatima, kevin, id = typed
    file = book.case(case)
    note = file.get(Contact, id)
    assert note is not None
    whose.move(book, file, note, HERS, fatima)
    file = book.case(case)
    stays = file.get(Contact, id)
    assert stays is not None
    assert stays.words == HIS
    new = next(one for one in file.all(Contact) if one.words == HERS)
    assert (new.person, new.day, new.at, new.author, person_in(file.compartments[new.id])) == (
        fatima,
        "2026-02-17",
        "18:30",
        "Bill",
        fatima,
    )
    assert [(hit.record, hit.title) for hit in book.find("mother ill")] == [(new.id, "Fatima")]
    assert not any(HERS in str(getattr(record, "words", "")) for record in one_side.only(file, kevin).records.values())
    (moved,) = file.all(Moved)
    assert (moved.taken_from, moved.given_to, moved.on) == (kevin, fatima, "2026-02-17")
    assert HERS not in str(vars(moved) if hasattr(moved, "__dict__") else moved)


@pytest.mark.parametrize(
    ("words", "chosen", "left"),
    [
        ("One.  Two spaces. Hers. Three.", "Hers.", "One.  Two spaces. Three."),
        ("First.\n\n\nSecond.\n\nHers.\n\nThird.", "Hers.", "First.\n\n\nSecond.\n\nThird."),
        ("Hers. His.", "Hers.", "His."),
        ("His.\n\nHers.", "Hers.", "His."),
        ("  Hers.  ", "Hers.", ""),
    ],
)
def test_nothing_but_the_chosen_words_and_their_gap_goes(words: str, chosen: str, left: str) -> None:
    assert whose._without(words, chosen) == left


def test_a_whole_note_is_moved_and_its_old_place_is_empty(book: Workbook, typed: tuple[Id, Id, Id, Id]) -> None:
    case, fatima, _, id = typed
    file = book.case(case)
    note = file.get(Contact, id)
    assert note is not None
    whose.move(book, file, note, "", fatima)
    file = book.case(case)
    assert file.get(Contact, id) is None
    assert not file.forks
    assert len([one for one in file.all(Contact) if one.words.endswith(HERS)]) == 1
    assert not book.vault.faults()


def test_what_a_colleague_wrote_into_it_meanwhile_is_not_lost(book: Workbook, typed: tuple[Id, Id, Id, Id]) -> None:
    case, fatima, _, id = typed
    file = book.case(case)
    note = file.get(Contact, id)
    assert note is not None
    book.record(book.case(case), note, {"minutes": "45"})  # not seen by whoever moves it
    whose.move(book, file, note, "", fatima)
    file = book.case(case)
    left = file.get(Contact, id)
    assert left is not None
    assert (left.minutes, left.words) == ("45", "")
    assert file.forks


def test_to_the_facilitators_and_never_what_does_not_stand_there(book: Workbook, typed: tuple[Id, Id, Id, Id]) -> None:
    case, _, _, id = typed
    file = book.case(case)
    note = file.get(Contact, id)
    assert note is not None
    with pytest.raises(whose.NotThere):
        whose.move(book, file, note, "Words that are gone", NOBODY)
    whose.move(book, file, note, HERS, NOBODY)
    assert [one.words for one in book.case(case).all(TeamNote)][-1] == HERS


def words_in(book: Workbook, case: Id, note: Id) -> str:
    found = book.case(case).get(Contact, note)
    return found.words if found else ""


def write(book: Workbook, case: Id, person: Id, note: Id, words: str) -> None:
    """As the page does it: a draft."""
    where, file = compartment_name(Contact, case, person), book.case(case)
    values = {"words": words} | ({} if note in file.records else {"person": person})
    book.put(*(Edit(Contact.kind, note, case, where, name, value, file.standing_of(note, name), words) for name, value in values.items()))


def test_words_that_were_moved_do_not_come_back_by_taking_back(book: Workbook, typed: tuple[Id, Id, Id, Id]) -> None:
    case, fatima, kevin, _ = typed
    for words in (HERS, f"{HERS} {HIS}"):
        write(book, case, kevin, Id("car"), words)
        book.seal(Id("car"))
    file = book.case(case)
    note = file.get(Contact, "car")
    assert note is not None
    whose.move(book, file, note, HERS, fatima)
    while book.undo()[0]:
        assert HERS not in words_in(book, case, Id("car")), "what she told stood in his part again"
    assert words_in(book, case, Id("car")) == HIS


def test_a_draft_of_the_note_does_not_bring_them_back_either(book: Workbook, typed: tuple[Id, Id, Id, Id]) -> None:
    case, fatima, kevin, _ = typed
    write(book, case, kevin, Id("car"), f"{HERS} {HIS}")
    file = book.case(case)
    note = file.get(Contact, "car")
    assert note is not None
    assert note.id in file.unfinished
    whose.move(book, file, note, HERS, fatima)
    book.seal()
    assert words_in(book, case, Id("car")) == HIS
    assert not book.case(case).forks


@pytest.mark.parametrize("chosen", [HERS, ""])
def test_pressed_twice_they_are_moved_once(book: Workbook, typed: tuple[Id, Id, Id, Id], chosen: str) -> None:
    case, fatima, _, id = typed
    file = book.case(case)
    note = file.get(Contact, id)
    assert note is not None
    whose.move(book, file, note, chosen, fatima)
    with pytest.raises(whose.NotThere):
        whose.move(book, file, note, chosen, NOBODY)
    assert len([one for one in book.case(case).all(Contact) if HERS in one.words]) == 1
    assert not [one for one in book.case(case).all(TeamNote) if HERS in one.words]


def test_of_two_versions_neither_is_moved_unread(book: Workbook, typed: tuple[Id, Id, Id, Id]) -> None:
    case, fatima, kevin, id = typed
    book.save([Row(compartment_name(Contact, case, kevin), Contact.kind, id, {"words": "Bill wrote this at home."})])
    file = book.case(case)
    note = file.get(Contact, id)
    assert note is not None
    with pytest.raises(whose.TwoVersions):
        whose.move(book, file, note, "", fatima)
    assert (id, "words") in book.case(case).forks, "both are kept"
