"""Two people wrote one field apart: both are there with who and when, one act settles what was on the screen, and nothing else is ever replaced."""

from collections.abc import Mapping, Sequence
from typing import Any

import making
import pytest
from making import CASE, PERSON

from facilitator_app.ledger.seals import SigningKey
from facilitator_app.records import (
    Acquaintance,
    Agreement,
    Amendment,
    Case,
    ConferencePlan,
    Confirmation,
    Consent,
    Contact,
    GuideRun,
    OwnGuide,
    Participant,
    PassedOn,
    Preparation,
    Record,
    Term,
)
from facilitator_app.records.agreement import PersonsYes, Promise
from facilitator_app.records.passing_on import Act
from facilitator_app.records.record import GONE, Id, compartment_name
from facilitator_app.vault.door import Opened
from facilitator_app.vault.rows import Row
from facilitator_app.workbook import conference, going_ahead, two_versions
from facilitator_app.workbook.two_versions import Fork
from facilitator_app.workbook.workbook import Workbook

KEY = SigningKey()
NOTE, OTHER = Id("n1"), Id("person-2")
LATER = "2026-03-02T12:30:00Z"


@pytest.fixture
def book(opened: Opened) -> Workbook:
    """Two people, a note, an agreement with a line; and a colleague's key is known."""
    opened.vault.trust(KEY.public, "colleague")
    opened.vault.save(
        [Row("user", "me", Id("me"), {"name": "Priya"}), making.case_row(lead="Priya", supervisor="Ruth", supervisor_id="ruth")]
    )
    for id, name, role in ((PERSON, "Margaret", "harmed"), (OTHER, "Daniel", "responsible")):
        opened.vault.save([making.row(Participant, id, {"print_name": name, "role": role})])
    opened.vault.save([making.note(NOTE, "She will ring")])
    opened.vault.save([making.row(Agreement, "a1", {"held_on": "2026-03-01"})])
    opened.vault.save([making.row(Term, "t1", {"agreement": "a1", "number": 2, "promise": Promise("Pay £20", (OTHER,), "")})])
    return Workbook(opened)


def standing(book: Workbook, record: str) -> dict[str, dict[str, Any]]:
    """What stands in a record, by the changes."""
    where = [name for one in (book.vault.case_file(CASE),) for id, name in one.compartments.items() if id == record]
    found = {one.id: one for one in book.vault.stored(where[0])} if where else {}
    return {name: dict(live) for name, live in found[Id(record)].live.items()} if Id(record) in found else {}


def theirs(
    book: Workbook, kind: type[Record], record: str, values: Mapping[str, Any], replaces: Mapping[str, Sequence[str]], at: str = LATER
) -> None:
    """A colleague's change arrives."""
    where = book.vault.case_file(CASE).compartments.get(Id(record)) or compartment_name(kind, CASE, PERSON)
    body = making.foreign(KEY, record, values, replaces, kind=kind.kind, compartment=where, at=at)
    _, refused = book.vault.apply([body], "service")
    assert not refused


def apart(book: Workbook, kind: type[Record], record: str, mine: Mapping[str, Any], other: Mapping[str, Any]) -> None:
    """Both change the same from what stood there: the colleague's comes in after ours was written."""
    file = book.case(CASE)
    seen = {name: file.standing_of(record, name) for name in {*mine, *other}}
    found = file.records.get(Id(record))
    if mine and found is not None:
        book.record(file, found, mine)
    theirs(book, kind, record, other, {name: seen[name] for name in other})


def only(book: Workbook) -> Fork:
    (fork,) = two_versions.of(book, book.case(CASE))
    return fork


def forks(book: Workbook) -> frozenset[tuple[Id, str]]:
    return book.case(CASE).forks


# What is shown ----------------------------------------------------------------------------------------------------------------


def test_both_stand_there_the_older_first_with_who_and_when(book: Workbook) -> None:
    apart(
        book,
        Term,
        "t1",
        {"promise": Promise("Pay £50", (OTHER,), "2026-07-31")},
        {"promise": {"what": "Pay £100", "who": [OTHER], "by_when": ""}},
    )
    fork = only(book)
    assert (fork.title, fork.label) == ("Agreement, line 2", "What was agreed")
    assert [one.words for one in fork.versions] == ["Pay £50\nDaniel, by Friday\u00a031\u00a0July\u00a02026", "Pay £100\nDaniel"]
    assert [(one.names, one.mine, one.when, one.where) for one in fork.versions] == [
        ("Priya", True, "Mon\u00a02\u00a0Mar, 10:00", "Typed on this laptop"), ("A colleague", False, "Mon\u00a02\u00a0Mar, 12:30", ""),
    ]  # fmt: skip


def test_whose_words_they_are(book: Workbook) -> None:
    apart(book, Contact, NOTE, {"words": "back"}, {"words": "never"})
    assert (only(book).owner, only(book).title) == (PERSON, "Note, Margaret, Mon\u00a02\u00a0Mar")


def test_equal_words_are_one_version_whoever_wrote_them(book: Workbook) -> None:
    apart(book, Contact, NOTE, {"words": "She will ring back"}, {"words": "She will ring back"})
    assert len(standing(book, NOTE)["words"]) == 2
    assert two_versions.of(book, book.case(CASE)) == ()
    theirs(book, Contact, NOTE, {"words": "never"}, {})
    fork = only(book)
    assert [(one.words, one.names) for one in fork.versions] == [("She will ring back", "Priya and A colleague"), ("never", "A colleague")]
    two_versions.keep(book, fork, fork.versions[0])
    assert not forks(book)
    assert list(standing(book, NOTE)["words"].values()) == ["She will ring back"]


def test_three_versions_are_three(book: Workbook) -> None:
    seen = book.case(CASE).standing_of(NOTE, "words")
    apart(book, Contact, NOTE, {"words": "one"}, {"words": "two"})
    theirs(book, Contact, NOTE, {"words": "three"}, {"words": seen}, at="2026-03-02T13:00:00Z")
    fork = only(book)
    assert [one.words for one in fork.versions] == ["one", "two", "three"]
    two_versions.keep(book, fork, fork.versions[2])
    assert list(standing(book, NOTE)["words"].values()) == ["three"]


def test_a_clock_that_says_nothing_hides_no_version(book: Workbook) -> None:
    apart(book, Contact, NOTE, {}, {"words": "x"})
    theirs(book, Contact, NOTE, {"words": "y"}, {}, at="yesterday")
    assert {(one.words, one.when) for one in only(book).versions} == {("x", "Mon\u00a02\u00a0Mar, 12:30"), ("y", "")}


def test_cases_are_found_by_their_facts_and_not_before_they_may_be_opened(book: Workbook) -> None:
    apart(book, Contact, NOTE, {"words": "one"}, {"words": "two"})
    assert two_versions.cases(book) == []  # "Do you know anyone here?" is not answered
    book.vault.save([making.row(Acquaintance, "known", {"who": "Priya", "answer": "no", "on": "2026-03-01"})])
    assert [fact.case for fact in two_versions.cases(book)] == [CASE]


def test_what_belongs_to_no_case_has_two_versions_too(book: Workbook) -> None:
    book.vault.save([Row("service", OwnGuide.kind, Id("g1"), {"name": "Circle", "words": "# A"})])
    seen = two_versions.file_of(book, Id("")).standing_of("g1", "words")
    book.vault.save([Row("service", OwnGuide.kind, Id("g1"), {"words": "# B"}, {"words": seen})])
    book.vault.apply([making.foreign(KEY, "g1", {"words": "# C"}, {"words": seen}, kind=OwnGuide.kind, compartment="service")], "service")
    (fork,) = two_versions.of(book, two_versions.file_of(book, Id("")))
    two_versions.keep(book, fork, fork.versions[1])
    file = two_versions.file_of(book, Id(""))
    assert not file.forks
    guide = file.get(OwnGuide, "g1")
    assert guide is not None
    assert guide.words == "# C"


# Settling ---------------------------------------------------------------------------------------------------------------------


def test_one_that_arrives_meanwhile_stays(book: Workbook) -> None:
    apart(book, Contact, NOTE, {"words": "one"}, {"words": "two"})
    shown = only(book)
    theirs(book, Contact, NOTE, {"words": "three"}, {"words": shown.versions[1].changes["words"]})
    two_versions.keep(book, shown, shown.versions[0])
    assert sorted(standing(book, NOTE)["words"].values()) == ["one", "three"]


def test_written_new_replaces_both_and_keeps_them_in_the_history(book: Workbook) -> None:
    apart(book, Contact, NOTE, {"words": "one"}, {"words": "two"})
    two_versions.write_new(book, only(book), "She rang")
    assert list(standing(book, NOTE)["words"].values()) == ["She rang"]
    said = {value for one in book.vault.changes_of(CASE, NOTE) for value in one.values.values()}
    assert {"one", "two", "She rang"} <= said


def test_a_settlement_can_not_be_taken_back_into_an_older_word(book: Workbook) -> None:
    book.put(making.edit(NOTE, "words", "typed here", book.case(CASE).standing_of(NOTE, "words")))
    seen = book.case(CASE).standing_of(NOTE, "words")
    book.seal(NOTE)
    theirs(book, Contact, NOTE, {"words": "two"}, {"words": seen})
    two_versions.keep(book, only(book), only(book).versions[1])
    assert book.undo()[0] == ""
    assert list(standing(book, NOTE)["words"].values()) == ["two"]


def test_ctrl_z_takes_back_what_was_written_here_and_never_a_colleagues_version(book: Workbook) -> None:
    seen = book.case(CASE).standing_of(NOTE, "words")
    book.put(making.edit(NOTE, "words", "typed here", seen))
    book.seal(NOTE)
    theirs(book, Contact, NOTE, {"words": "two"}, {"words": seen})
    assert book.undo()[0] == "Note"
    assert list(standing(book, NOTE)["words"].values()) == ["two"]
    book.put(making.edit(NOTE, "words", "again", book.case(CASE).standing_of(NOTE, "words"), editing="again"))
    book.seal(NOTE)
    theirs(book, Contact, NOTE, {"words": "they saw it"}, {"words": book.case(CASE).standing_of(NOTE, "words")})
    assert book.undo()[0] == ""
    assert list(standing(book, NOTE)["words"].values()) == ["they saw it"]


def test_what_a_newer_version_wrote_into_one_never_rides_into_the_other(book: Workbook) -> None:
    apart(
        book,
        Term,
        "t1",
        {"promise": Promise("Pay £50", (OTHER,), "")},
        {"promise": {"what": "Pay £100", "who": [OTHER], "by_when": "", "pence": 10000}},
    )
    fork = only(book)
    assert fork.why_not == two_versions.NEWER
    assert not two_versions.keep(book, fork, fork.versions[0]).cases
    assert not two_versions.write_new(book, fork, Promise("Pay £75")).cases
    assert len(standing(book, "t1")["promise"]) == 2


def test_a_field_that_this_version_does_not_know_is_said_and_not_chosen(book: Workbook) -> None:
    theirs(book, Contact, NOTE, {"weather": "rain"}, {})
    theirs(book, Contact, NOTE, {"weather": "sun"}, {})
    fork = only(book)
    assert (fork.why_not, fork.can_be_typed) == (two_versions.NEWER, False)


# Taken away by one, written in by another ----------------------------------------------------------------------------------------


def taken_away(book: Workbook) -> Fork:
    """The colleague took the note away, not knowing that a word was put into it here."""
    file = book.case(CASE)
    seen = {name: file.standing_of(NOTE, name) for name in ("words", "person", "day")}
    note = file.records[NOTE]
    book.record(file, note, {"words": "She rang again"})
    theirs(book, Contact, NOTE, {GONE: True}, seen)
    return only(book)


def test_taken_away_and_written_in_are_two_versions(book: Workbook) -> None:
    fork = taken_away(book)
    assert (fork.gone, fork.can_be_typed, fork.lost) == (True, False, False)
    assert [(one.words, one.names) for one in fork.versions] == [
        ("Note: She rang again", "Priya"), ("Taken away, with everything in it.", "A colleague"),
    ]  # fmt: skip
    assert fork.owner == PERSON, "although the removal took the field that says so"


def test_kept_taken_away_it_is_gone(book: Workbook) -> None:
    fork = taken_away(book)
    two_versions.keep(book, fork, fork.versions[1])
    assert NOTE not in book.case(CASE).records
    assert not forks(book)


def test_kept_as_it_was_written_everything_that_was_taken_with_it_comes_back(book: Workbook) -> None:
    fork = taken_away(book)
    two_versions.keep(book, fork, fork.versions[0])
    note = book.case(CASE).get(Contact, NOTE)
    assert note is not None
    assert (note.words, note.person, note.day) == ("She rang again", PERSON, "2026-03-02")
    assert not forks(book)


def test_a_word_written_meanwhile_keeps_it_in_two_versions(book: Workbook) -> None:
    fork = taken_away(book)
    theirs(book, Contact, NOTE, {"words": "And again"}, {"words": fork.versions[0].changes["words"]})
    two_versions.keep(book, fork, fork.versions[1])
    assert forks(book) == {(NOTE, GONE)}
    assert list(standing(book, NOTE)["words"].values()) == ["And again"]


def test_another_removal_meanwhile_is_not_overruled(book: Workbook) -> None:
    fork = taken_away(book)
    theirs(book, Contact, NOTE, {GONE: True}, {})
    two_versions.keep(book, fork, fork.versions[0])
    assert forks(book) == {(NOTE, GONE)}


def test_what_is_not_on_this_laptop_any_more_is_said(book: Workbook) -> None:
    file = book.case(CASE)
    seen = {"words": file.standing_of(NOTE, "words"), "person": file.standing_of(NOTE, "person"), "day": ("of-a-change-that-never-came",)}
    book.record(file, file.records[NOTE], {"words": "She rang again"})
    theirs(book, Contact, NOTE, {GONE: True}, {**seen, "day": (*seen["day"], *file.standing_of(NOTE, "day"))})
    assert only(book).lost


# What protects ----------------------------------------------------------------------------------------------------------------


def test_of_a_stop_and_none_the_stop_counts_until_somebody_settles_it(book: Workbook) -> None:
    book.record(book.case(CASE), book.case(CASE).records[PERSON], {"stopped_on": "2026-03-01"})
    apart(book, Participant, PERSON, {"stopped_on": ""}, {"stopped_on": "2026-03-02"})
    fork = only(book)
    assert fork.counts == 1
    assert fork.versions[1].care == ""
    assert fork.versions[0].care == "A stop needs no reason. Ask Margaret before you keep this one."
    two_versions.keep(book, fork, fork.versions[0])
    found = book.case(CASE).get(Participant, PERSON)
    assert found is not None
    assert (found.stopped_on, forks(book)) == ("", frozenset())


def test_a_consent_in_two_versions_counts_as_the_no_and_says_whom_to_ask(book: Workbook) -> None:
    book.vault.save([making.row(Consent, "c1", {"person": PERSON, "scope": "take_part", "answer": "", "on": "2026-03-01"})])
    apart(book, Consent, "c1", {"answer": "given"}, {"answer": "declined"})
    fork = only(book)
    assert fork.counts == 1
    assert [one.care for one in fork.versions] == ["Ask Margaret before you keep this one.", ""]
    found = book.case(CASE).get(Consent, "c1")
    assert found is not None
    assert found.answer == "declined"


def test_of_two_paths_the_lighter_is_the_supervisors_to_give_here_too(book: Workbook) -> None:
    apart(book, Case, CASE, {"path": "careful"}, {"path": "light"})
    fork = only(book)
    light = next(one for one in fork.versions if one.value == "light")
    assert not light.may_keep
    two_versions.keep(book, fork, light)
    assert book.case(CASE).case.path == "careful"
    assert forks(book)
    with pytest.raises(Exception, match="Ruth"):
        going_ahead.choose_path(book, book.case(CASE), "light")


def test_a_supervisors_own_word_is_nobodys_to_choose(book: Workbook) -> None:
    book.vault.save([making.row(Confirmation, "k1", {"talk": "x", "words": ""})])
    apart(book, Confirmation, "k1", {"words": "one"}, {"words": "two"})
    fork = only(book)
    assert fork.why_not == two_versions.NOT_CHOSEN
    assert not two_versions.keep(book, fork, fork.versions[0]).cases
    assert forks(book)


# Acts on what has two versions ---------------------------------------------------------------------------------------------------


def test_a_stop_goes_through_whatever_stands_in_two_versions_and_wins(book: Workbook) -> None:
    apart(book, Participant, PERSON, {"stopped_on": "2026-02-01"}, {"stopped_on": "2026-02-02"})
    book.record(book.case(CASE), book.case(CASE).records[PERSON], {"stopped_on": "2026-03-02"})
    assert list(standing(book, PERSON)["stopped_on"].values()) == ["2026-03-02"]


def test_an_act_that_protects_less_replaces_only_what_was_read(book: Workbook) -> None:
    apart(book, Participant, PERSON, {"stopped_on": "2026-02-01"}, {"stopped_on": "2026-02-02"})
    read = book.case(CASE).get(Participant, PERSON)
    assert read is not None
    book.record(book.case(CASE), read, {"stopped_on": ""})
    left = sorted(standing(book, PERSON)["stopped_on"].values())
    assert left == sorted({"2026-02-01", "2026-02-02", ""} - {read.stopped_on})
    now = book.case(CASE).get(Participant, PERSON)
    assert now is not None
    assert now.stopped_on, "one stop stands, and counts"


def test_taking_back_what_may_be_passed_on_always_goes_through(book: Workbook) -> None:
    book.vault.save([making.row(PassedOn, "p1", {"giver": PERSON, "receiver": OTHER, "words": "Sorry"})])
    apart(book, PassedOn, "p1", {"withdrawn": Act("2026-02-01")}, {"withdrawn": {"on": "", "by": "", "how": ""}})
    item = book.case(CASE).get(PassedOn, "p1")
    assert item is not None
    book.record(book.case(CASE), item, {"withdrawn": Act("2026-03-02")})
    assert [value["on"] for value in standing(book, "p1")["withdrawn"].values()] == ["2026-03-02"]


def test_any_other_act_leaves_the_version_that_nobody_read(book: Workbook) -> None:
    book.vault.save([making.row(Preparation, "v1", {"person": PERSON, "day": "2026-03-01"})])
    apart(book, Preparation, "v1", {"place": "Her kitchen"}, {"place": "The library"})
    visit = book.case(CASE).get(Preparation, "v1")
    assert visit is not None
    book.record(book.case(CASE), visit, {"place": "The park", "held": "yes"})
    assert set(standing(book, "v1")["place"].values()) == {"The park", *({"Her kitchen", "The library"} - {visit.place})}
    assert forks(book) == {(Id("v1"), "place")}


def test_a_key_in_the_room_moves_a_meeting_that_stands_in_two_places(book: Workbook) -> None:
    book.vault.save([making.row(ConferencePlan, "m1", {"day": "2026-03-02"}), making.row(GuideRun, "g1", {"plan": "m1", "stage": "0"})])
    apart(book, GuideRun, "g1", {"stage": "1"}, {"stage": "4"})
    run = book.case(CASE).get(GuideRun, "g1")
    assert run is not None
    conference.go_to(book, run, 2)
    assert list(standing(book, "g1")["stage"].values()) == ["2"]


def test_a_draft_beside_a_version_that_came_in_is_no_excuse_to_replace_it(book: Workbook) -> None:
    seen = book.case(CASE).standing_of(NOTE, "words")
    book.put(making.edit(NOTE, "words", "being typed", seen))
    theirs(book, Contact, NOTE, {"words": "theirs"}, {"words": seen})
    file = book.case(CASE)
    book.record(file, file.records[NOTE], {"words": "an act"})
    assert set(standing(book, NOTE)["words"].values()) == {"theirs", "an act"}


# Both -------------------------------------------------------------------------------------------------------------------------


def test_two_yeses_on_two_laptops_are_both_kept(book: Workbook) -> None:
    book.vault.save([making.row(Amendment, "am1", {"agreement": "a1", "term": "t1", "promise": Promise("Pay £60", (OTHER,), "")})])
    hers, his = PersonsYes(PERSON, "2026-03-01", "by phone"), PersonsYes(OTHER, "2026-03-02", "at a visit")
    apart(book, Amendment, "am1", {"yes": (hers,)}, {"yes": [{"person": OTHER, "on": "2026-03-02", "how": "at a visit"}]})
    fork = only(book)
    assert (fork.both, fork.why_not) == (True, "")
    two_versions.keep_both(book, fork)
    found = book.case(CASE).get(Amendment, "am1")
    assert found is not None
    assert found.yes == (hers, his)
    assert not forks(book)


def test_two_sentences_are_never_both_kept(book: Workbook) -> None:
    apart(book, Contact, NOTE, {"words": "one"}, {"words": "two"})
    assert not only(book).both
    assert not two_versions.keep_both(book, only(book)).cases
    assert forks(book)


# One side ---------------------------------------------------------------------------------------------------------------------


def test_with_one_side_open_nothing_of_any_fork_is_told_or_counted(book: Workbook) -> None:
    book.vault.save([making.row(Acquaintance, "known", {"who": "Priya", "answer": "no", "on": "2026-03-01"})])
    apart(book, Contact, NOTE, {"words": "one"}, {"words": "two"})
    apart(book, Participant, OTHER, {"print_name": "Dan"}, {"print_name": "Danny"})
    for person in (PERSON, OTHER):
        book.open_side(CASE, person)
        assert two_versions.cases(book) == []
        assert two_versions.of(book, book.case(CASE)) == ()
        assert [fact.forks for fact in book.cases()] == [0]
        assert book.case(CASE).forks <= {(NOTE, "words") if person == PERSON else (OTHER, "print_name")}
        assert {id for id, _ in book.case(CASE).shown} <= set(book.case(CASE).records)
        book.leave_side(making.PASSPHRASE)
