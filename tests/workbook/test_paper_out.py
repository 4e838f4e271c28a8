"""Where a copy is, out of a workbook: what is entered with it, each act on it, what the office prints, and what is fetched back."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import making
import pytest

from facilitator_app.records import (
    Agreement,
    Contact,
    CopyWish,
    Moved,
    PaperAsked,
    PaperSearch,
    PaperWent,
    Participant,
    PassedOn,
    Printed,
    SomethingElse,
)
from facilitator_app.records.agreed import in_force
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.fetching import to_fetch
from facilitator_app.records.paper_out import Place, place_of
from facilitator_app.records.passing_on import Yes
from facilitator_app.records.record import Choice, Id, compartment_name, person_in
from facilitator_app.vault.rows import Row
from facilitator_app.workbook import (
    agreeing,
    fetch_back,
    forms,
    office,
    paper_out,
    papers,
    passing_on,
    print_register,
    today,
    whose,
    wishes,
)
from facilitator_app.workbook.print_register import NotAsIssued, Stopped, Wanted
from facilitator_app.workbook.referral import CASE_SYSTEM, id_in
from facilitator_app.workbook.workbook import Workbook

CASE = id_in(CASE_SYSTEM, "RJ-2026-0101")
MARGARET = id_in(CASE_SYSTEM, "RJ-2026-0101", "harmed")
DANIEL = id_in(CASE_SYSTEM, "RJ-2026-0101", "responsible")
MOMENT = "2026-03-18T18:00"


@pytest.fixture(scope="module")
def filled(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return making.demonstration(template, tmp_path_factory.mktemp("demo") / "Demo.workbook", MOMENT)


def at(path: Path, moment: str) -> Workbook:
    return making.opened(path, moment)


@pytest.fixture
def book(filled: Path, tmp_path: Path) -> Iterator[Workbook]:
    found = making.opened(Path(shutil.copytree(filled, tmp_path / "Mine.workbook")), MOMENT)
    yield found
    found.opened.close()


def paper_for(book: Workbook, recipient: Id) -> papers.Paper:
    return papers.make(next(one for one in papers.copies(book, CASE) if one.recipient == recipient))


def leaves(book: Workbook, recipient: Id, how: str = "printed", wanted: Wanted | None = None) -> Printed:
    """The copy of the agreement for somebody leaves; its line."""
    papers.issued(book, CASE, paper_for(book, recipient), how, 1, wanted)
    return book.case(CASE).all(Printed)[-1]


def writes(book: Workbook, kind: str, id: Id, values: dict[str, object]) -> None:
    file = book.case(CASE)
    book.save([Row(file.compartments[id], kind, id, values, {name: file.standing_of(id, name) for name in values})])


def stop(book: Workbook, person: Id) -> None:
    writes(book, Participant.kind, person, {"stopped_on": book.clock.today().isoformat()})


def asked(book: Workbook) -> office.Asked:
    [due] = office.waiting(book)
    found = office.one_of(book, due.case, due.record)
    assert found is not None
    return found


def fetched(file: CaseFile) -> set[Id]:
    return {one.printed.id for one in to_fetch(file)}


# How they want it ------------------------------------------------------------------------------------------------------------------


def test_the_answer_lies_in_their_own_part_and_a_second_press_corrects_it(book: Workbook) -> None:
    file = book.case(CASE)
    sian = next(one.id for one in file.all(Participant) if one.print_name == "Siân")
    wishes.answer(book, file, sian, "post")
    wishes.answer(book, file, sian, "keep")
    [wish] = book.case(CASE).of(CopyWish, sian)
    assert wish.keeping == "keep"
    assert person_in(book.case(CASE).compartments[wish.id]) == sian


def test_no_paper_at_all_makes_no_copy(book: Workbook) -> None:
    wishes.answer(book, book.case(CASE), DANIEL, "none")
    copy = next(one for one in papers.copies(book, CASE) if one.recipient == DANIEL)
    assert copy.why_not == "Daniel wants no paper. No copy is made."
    with pytest.raises(Stopped):
        papers.make(copy)
    assert paper_for(book, MARGARET).data, "and the others have theirs"


def test_in_a_case_of_abuse_a_copy_is_kept_until_somebody_has_asked(book: Workbook) -> None:
    for wish in book.case(CASE).all(CopyWish):
        writes(book, CopyWish.kind, wish.id, {"keeping": Choice("")})
    assert {copy.keeping for copy in papers.copies(book, CASE) if copy.recipient} == {""}
    writes(book, "case", CASE, {"flags": [Choice("domestic_abuse")]})
    assert {copy.keeping for copy in papers.copies(book, CASE)} == {"keep"}
    assert "Until then we keep it here" in wishes.said(book.case(CASE), MARGARET)


# Where it went ---------------------------------------------------------------------------------------------------------------------


def test_each_press_is_entered_in_their_part_once_and_the_last_counts(book: Workbook) -> None:
    printed = leaves(book, DANIEL)
    file = book.case(CASE)
    assert paper_out.where_words(book, file, printed).startswith("To be kept here for them.")
    assert paper_out.acts_for(file, printed)[0] == "kept"
    for _ in range(2):
        paper_out.note(book, file, printed, "kept")
    [went] = book.case(CASE).all(PaperWent)
    assert person_in(book.case(CASE).compartments[went.id]) == DANIEL
    assert (went.on, went.what, went.author) == ("2026-03-18", "kept", book.me().name)
    paper_out.note(book, file, printed, "with", who="The chaplaincy")
    assert paper_out.where_words(book, book.case(CASE), printed) == "The chaplaincy has it, since Wed\u00a018\u00a0Mar"
    paper_out.note(book, file, printed, "destroyed")
    file = book.case(CASE)
    assert place_of(file, printed) is Place.DESTROYED
    assert len(file.all(PaperWent)) == 3, "nothing is undone"
    assert printed.id not in {id for id, _, _ in print_register.register(file)}
    assert paper_out.acts_for(file, printed) == []
    assert not book.vault.faults()


def test_where_it_is_is_nobody_elses_to_know(book: Workbook) -> None:
    """ "The chaplaincy" tells that he is in prison: it is looked for on everybody else's paper, and stands in his side alone."""
    printed = leaves(book, DANIEL)
    paper_out.note(book, book.case(CASE), printed, "with", who="The chaplaincy at Qorvendale")
    file = book.case(CASE)
    from facilitator_app.wall import leaks, one_side

    assert leaks.hits("He asks at Qorvendale.", leaks.private_to_others(file, MARGARET))
    assert not leaks.hits("He asks at Qorvendale.", leaks.private_to_others(file, DANIEL))
    assert not one_side.only(file, MARGARET).all(PaperWent)


def test_what_is_carried_into_a_meeting_lies_in_the_case(book: Workbook) -> None:
    papers.issued(book, CASE, papers.make_blank(book, CASE), "printed", 3)
    printed = book.case(CASE).all(Printed)[-1]
    assert paper_out.acts_for(book.case(CASE), printed) == ["back", "destroyed", "with"]
    paper_out.note(book, book.case(CASE), printed, "back")
    file = book.case(CASE)
    assert {file.compartments[one.id] for one in file.all(PaperWent)} == {f"case/{CASE}"}
    assert place_of(file, printed) is Place.BACK


def test_a_reprint_is_another_line_of_the_same_bytes(book: Workbook) -> None:
    printed = leaves(book, MARGARET)
    first = print_register.as_issued(book, book.case(CASE), printed)
    paper_out.printed_again(book, book.case(CASE), printed, "printed")
    again = book.case(CASE).all(Printed)[-1]
    assert (again.id, again.digest, again.version) == (again.id, printed.digest, printed.version)
    assert again.id != printed.id
    assert print_register.reprint(book, book.case(CASE), again) == first


def test_bytes_that_are_not_those_of_the_register_are_not_printed(book: Workbook) -> None:
    printed = leaves(book, MARGARET)
    writes(book, Printed.kind, printed.id, {"digest": "0" * 64})
    file = book.case(CASE)
    found = file.get(Printed, printed.id)
    assert found is not None
    with pytest.raises(NotAsIssued):
        print_register.reprint(book, file, found)


# The office ------------------------------------------------------------------------------------------------------------------------


def test_the_office_prints_the_very_bytes_and_says_what_it_did(book: Workbook) -> None:
    wishes.answer(book, book.case(CASE), MARGARET, "post")
    paper = paper_for(book, MARGARET)
    papers.issued(book, CASE, paper, "to_office", 2, Wanted("2026-03-20", "post"))
    file = book.case(CASE)
    printed, [entry] = file.all(Printed)[-1], file.all(PaperAsked)
    assert (printed.how, printed.copies) == ("to_office", 2)
    assert (entry.printed, entry.person, entry.copies, entry.wanted_by, entry.hand_on) == (printed.id, MARGARET, 2, "2026-03-20", "post")
    assert person_in(file.compartments[entry.id]) == MARGARET
    assert place_of(file, printed) is Place.ASKED
    assert in_force(file, file.all(Agreement)[-1]).sealed is not None, "a fair copy that leaves seals the words"
    one = asked(book)
    assert one.address == ("14 Larkspur Close, Loughborough", "LE99 1AA")
    assert office.data_of(book, one) == paper.data
    office.printed(book, one)
    office.printed(book, one)
    one = asked(book)
    assert one.is_printed
    assert one.asked.printed_by == book.me().name
    with pytest.raises(Stopped):
        office.data_of(book, one)  # it is printed once
    office.handed_on(book, one, "post")
    office.handed_on(book, one, "post")
    assert not office.waiting(book)
    file = book.case(CASE)
    assert [went.what for went in file.all(PaperWent)] == ["posted"]
    assert paper_out.where_words(book, file, printed) == "Posted to Margaret, Wed\u00a018\u00a0Mar"
    assert not book.vault.faults()


def test_a_stop_takes_every_paper_of_its_case_out_of_the_queue(book: Workbook) -> None:
    leaves(book, MARGARET, "to_office", Wanted())
    one = asked(book)
    stop(book, DANIEL)
    with pytest.raises(Stopped):
        office.data_of(book, one)
    found = asked(book)
    assert found.why_not == print_register.STOPPED
    with pytest.raises(Stopped):
        office.data_of(book, found)
    assert not book.case(CASE).all(PaperWent)


def test_even_the_own_copy_of_who_stopped_is_not_printed_by_the_office(book: Workbook) -> None:
    leaves(book, DANIEL, "to_office", Wanted(hand_on="keep"))
    stop(book, DANIEL)
    with pytest.raises(Stopped):
        office.data_of(book, asked(book))


def test_what_was_made_wrong_while_it_waited_is_not_printed(book: Workbook) -> None:
    leaves(book, DANIEL, "to_office", Wanted())
    wishes.answer(book, book.case(CASE), DANIEL, "none")
    assert asked(book).why_not == "Daniel wants no paper."
    wishes.answer(book, book.case(CASE), DANIEL, "keep")
    assert not asked(book).why_not
    _amend(book)
    assert asked(book).why_not == "It is version 1. Version 2 holds now."
    with pytest.raises(Stopped):
        office.data_of(book, asked(book))
    assert not fetched(book.case(CASE)), "there is no paper to fetch"


def test_two_versions_of_what_was_asked_print_nothing(book: Workbook) -> None:
    leaves(book, DANIEL, "to_office", Wanted())
    one = asked(book)
    file = book.case(CASE)
    book.save(
        [Row(file.compartments[one.asked.id], PaperAsked.kind, one.asked.id, {"copies": 2})]
    )  # by somebody who had not seen the first
    assert "Two versions" in asked(book).why_not


def test_who_asked_can_ask_no_more_and_the_office_can_say_that_it_cannot(book: Workbook) -> None:
    printed = leaves(book, DANIEL, "to_office", Wanted())
    one = asked(book)
    office.cannot(book, one, "No large paper here.")
    assert not office.waiting(book)
    assert paper_out.where_words(book, book.case(CASE), printed).startswith(
        "The office cannot print it: No large paper here. There is no paper."
    )
    again = leaves(book, DANIEL, "to_office", Wanted())
    office.take_back(book, book.case(CASE), asked(book).asked)
    assert not office.waiting(book)
    assert place_of(book.case(CASE), again) is Place.NEVER
    office.printed(book, one)  # pressed on a screen that had not read again
    found = book.case(CASE).get(PaperAsked, one.asked.id)
    assert found is not None
    assert not found.printed_at


def test_a_paper_that_may_not_be_posted_has_no_address_and_post_is_not_offered(book: Workbook) -> None:
    assert [code for code, _ in office.ways(book.case(CASE), DANIEL, "agreement")] == ["keep", "facilitator"]
    leaves(book, DANIEL, "to_office", Wanted(hand_on="post"))  # whatever is asked
    assert asked(book).address == ()
    assert [code for code, _ in office.ways(book.case(CASE), Id(""), "guide")] == ["facilitator"]


def test_a_letter_and_the_sheets_for_the_day_can_go_there_too(book: Workbook) -> None:
    made = forms.make(forms.offer(book, CASE, MARGARET, "information"))
    forms.issued(book, CASE, made, "to_office", 1, Wanted())
    assert office.data_of(book, asked(book)) == made.data


def test_with_one_side_open_the_queue_is_that_side_alone(book: Workbook) -> None:
    leaves(book, DANIEL, "to_office", Wanted())
    leaves(book, MARGARET, "to_office", Wanted())
    book.open_side(CASE, DANIEL)
    assert {due.person for due in office.waiting(book)} == {DANIEL}
    assert [one.printed.recipient for one in paper_out.lines_of(book, book.case(CASE))] == [DANIEL]
    assert {one.printed.recipient for _, lines in paper_out.across(book, paper_out.OUT, 40) for one in lines} == {DANIEL}


# Fetch back ------------------------------------------------------------------------------------------------------------------------


def _amend(book: Workbook) -> None:
    from facilitator_app.records import Amendment
    from facilitator_app.records.agreement import Promise

    file = book.case(CASE)
    agreement = file.all(Agreement)[-1]
    term = in_force(file, agreement).terms[1]
    id, _ = agreeing.propose(book, file, agreement, term, Promise("Daniel finishes the course.", (DANIEL,), "2026-09-30"))
    for person in agreement.signers:
        file = book.case(CASE)
        change = file.get(Amendment, id)
        assert change is not None
        agreeing.say_yes(book, file, change, Id(person), "by phone")


def test_after_an_amendment_the_old_copies_come_back_and_are_ticked_off(book: Workbook) -> None:
    hers, his, ours = leaves(book, MARGARET), leaves(book, DANIEL), leaves(book, Id(""))
    _amend(book)
    assert fetched(book.case(CASE)) == {hers.id, his.id}
    assert ours.version == 1
    shown = today.today(book)
    assert {line.title for line in shown.fetch} == {"Agreement for Margaret", "Agreement for Daniel"}
    [(_, lines)] = paper_out.across(book, paper_out.FETCH, 40)
    assert {line.printed.id for line in lines} == {hers.id, his.id}
    file = book.case(CASE)
    paper_out.note(book, file, his, "destroyed")
    wrong = next(one for one in to_fetch(file) if one.printed.id == hers.id)
    paper_out.note(book, file, hers, "not_reached", why="She lost it.", because=[one.because for one in wrong.reasons])
    assert not to_fetch(book.case(CASE))
    assert not today.today(book).fetch
    assert "She lost it." in paper_out.where_words(book, book.case(CASE), hers)


NOTE = "The tutor at Qorvendale knows him from the Tuesday group."


def _typed_under_daniel(book: Workbook, words: str = NOTE) -> Contact:
    id, _ = book.add(Contact, CASE, {"person": DANIEL, "day": "2026-03-17", "words": words, "author": "Priya"})
    found = book.case(CASE).get(Contact, id)
    assert found is not None
    return found


def _line_says(book: Workbook, words: str) -> None:
    file = book.case(CASE)
    term = file.terms(file.all(Agreement)[-1])[0]
    writes(book, "term", term.id, {"promise": {"who": list(term.promise.who), "by_when": term.promise.by_when, "what": words}})


def test_a_moved_note_is_on_the_copies_that_quote_it_and_on_no_others(book: Workbook) -> None:
    """Typed under Daniel it could stand on his draft; it was Margaret's. His other paper, which does not quote it, is left alone."""
    note = _typed_under_daniel(book)
    forms.issued(book, CASE, forms.make(forms.offer(book, CASE, DANIEL, "information")), "printed")
    other = book.case(CASE).all(Printed)[-1]
    _line_says(book, "Daniel asks the tutor at Qorvendale.")
    quoting = leaves(book, DANIEL)
    assert not to_fetch(book.case(CASE))
    whose.move(book, book.case(CASE), note, "", MARGARET)
    file = book.case(CASE)
    [search] = file.all(PaperSearch)
    assert set(search.looked_at) == {other.id, quoting.id}
    assert search.found == (quoting.id,)
    assert fetched(file) == {quoting.id}
    assert to_fetch(file)[0].reasons[0].words == "It has words that were moved to Margaret."
    assert whose.on_paper(file) == (quoting.id,)
    everything = repr([vars(one) for one in (*file.all(Moved), *file.all(PaperSearch))])
    assert "Qorvendale" not in everything, "that they were moved is on record, never the words"


def test_what_the_facilitators_wrote_for_themselves_was_on_nobodys_paper(book: Workbook) -> None:
    from facilitator_app.records import TeamNote

    leaves(book, DANIEL)
    id, _ = book.add(TeamNote, CASE, {"day": "2026-03-17", "words": NOTE, "author": "Priya"})
    note = book.case(CASE).get(TeamNote, id)
    assert note is not None
    whose.move(book, book.case(CASE), note, "", MARGARET)
    assert not to_fetch(book.case(CASE))


def test_a_copy_that_comes_in_later_is_looked_at_when_somebody_asks(book: Workbook) -> None:
    note = _typed_under_daniel(book)
    whose.move(book, book.case(CASE), note, "", MARGARET)
    assert not fetch_back.not_looked_at(book.case(CASE))
    printed = leaves(book, DANIEL)  # as from a colleague's laptop, on the same day
    assert [reason.words for one in to_fetch(book.case(CASE)) for reason in one.reasons] == [
        "Look whether it has words that were moved to Margaret."
    ]
    assert [one.words for one in fetch_back.not_looked_at(book.case(CASE))] == [NOTE]
    fetch_back.look(book, CASE)
    assert not to_fetch(book.case(CASE))
    assert printed.id in book.case(CASE).all(PaperSearch)[-1].looked_at


def test_a_note_that_is_moved_twice_is_followed(book: Workbook) -> None:
    note = _typed_under_daniel(book)
    whose.move(book, book.case(CASE), note, "", MARGARET)
    file = book.case(CASE)
    moved = next(one for one in file.all(Contact) if one.words == NOTE)
    sian = next(one.id for one in file.all(Participant) if one.print_name == "Siân")
    whose.move(book, file, moved, "", sian)
    leaves(book, DANIEL)
    assert NOTE in {one.words for one in fetch_back.not_looked_at(book.case(CASE))}


def test_bytes_that_cannot_be_read_stay_on_the_list_until_somebody_has_looked(book: Workbook) -> None:
    note = _typed_under_daniel(book)
    printed = leaves(book, DANIEL)
    writes(book, Printed.kind, printed.id, {"digest": "0" * 64})
    whose.move(book, book.case(CASE), note, "", MARGARET)
    file = book.case(CASE)
    assert fetched(file) == {printed.id}
    found = file.get(Printed, printed.id)
    assert found is not None
    fetch_back.not_on_it(book, file, found, [file.all(Moved)[-1].id])
    assert not to_fetch(book.case(CASE))


def test_what_its_giver_takes_back_is_looked_for_on_the_receivers_copies(book: Workbook) -> None:
    words = "She would like to hear about the bicycle in Qorvendale."
    yes = Yes(words=words, on="2026-03-17", by="Priya", how="by phone")
    id, _ = book.add(PassedOn, CASE, {"giver": MARGARET, "receiver": DANIEL, "words": words, "read_back": yes, "approved": yes})
    _line_says(book, "Daniel writes about the bicycle in Qorvendale.")
    his, hers = leaves(book, DANIEL), leaves(book, MARGARET)
    item = book.case(CASE).get(PassedOn, id)
    assert item is not None
    passing_on.withdraw(book, book.case(CASE), item)
    assert fetched(book.case(CASE)) == {his.id}
    assert hers.id not in fetched(book.case(CASE))
    found = book.case(CASE).get(PassedOn, id)
    assert found is not None
    assert found.withdrawn.on == "2026-03-18"


def test_a_word_that_something_is_else_can_be_taken_back_and_then_stops_the_copy_again(book: Workbook) -> None:
    _line_says(book, "Daniel brings it to Larkspur Library.")
    copy = next(one for one in papers.copies(book, CASE) if one.recipient == DANIEL)
    assert copy.stops
    papers.something_else(book, CASE, copy.stops[0].hit, DANIEL)
    for other in papers.copies(book, CASE):
        for stopping in other.stops:
            papers.something_else(book, CASE, stopping.hit, other.recipient)
    his = leaves(book, DANIEL)
    said = next(one for one in book.case(CASE).all(SomethingElse) if one.recipient == DANIEL)
    fetch_back.take_back_word(book, book.case(CASE), said)
    assert fetched(book.case(CASE)) == {his.id}
    assert next(one for one in papers.copies(book, CASE) if one.recipient == DANIEL).stops


def test_all_of_it_is_made_anew_from_the_log(book: Workbook) -> None:
    leaves(book, MARGARET, "to_office", Wanted())
    leaves(book, DANIEL)
    _amend(book)
    before = [(due.sort, due.record, due.title) for due in book.dues("9999", ("fetch", "out", "to_print"))]
    assert {sort for sort, _, _ in before} == {"fetch", "out", "to_print"}
    assert not book.vault.faults()
    assert compartment_name(Printed, CASE) == f"case/{CASE}"
