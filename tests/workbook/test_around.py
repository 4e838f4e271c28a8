"""Papers for those around a case, out of the whole workbook: what opens each, what closes it again, what stops one, what is kept of it."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import making
import pytest

from facilitator_app.records import Agreement, ConferencePlan, Consent, Contact, Participant, Particulars, PassedOn, Printed, Record, Term
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.fetching import TakenBack, may_hold, to_fetch
from facilitator_app.records.passing_on import Yes
from facilitator_app.records.record import NOBODY, Choice, Day, Id, compartment_name
from facilitator_app.vault.rows import Row
from facilitator_app.wall import recipients
from facilitator_app.workbook import around, papers
from facilitator_app.workbook.around import Offer, Wanted
from facilitator_app.workbook.papers import Stopped
from facilitator_app.workbook.referral import CASE_SYSTEM, id_in
from facilitator_app.workbook.workbook import Workbook

CASE = id_in(CASE_SYSTEM, "RJ-2026-0101")
MARGARET = id_in(CASE_SYSTEM, "RJ-2026-0101", "harmed")
DANIEL = id_in(CASE_SYSTEM, "RJ-2026-0101", "responsible")
DAY = "2026-03-18T18:00"
SCOPES = ("explore", "take_part", "share_outcome", "supporter_present", "interpreter_present")
PAPERS = ("supporter", "interpreter", "prison_visit", "referrer", "court", "checker")


@pytest.fixture(scope="module")
def filled(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return making.demonstration(template, tmp_path_factory.mktemp("demo") / "Demo.workbook", DAY)


@pytest.fixture
def book(filled: Path, tmp_path: Path) -> Iterator[Workbook]:
    found = making.opened(Path(shutil.copytree(filled, tmp_path / "Mine.workbook")), DAY)
    yield found
    found.opened.close()


def say(book: Workbook, person: Id, scope: str, answer: str = "given", on: str = "2026-03-17") -> None:
    book.add(Consent, CASE, {"person": person, "scope": Choice(scope), "answer": Choice(answer), "on": Day(on)})


def change(book: Workbook, record: Record, **values: object) -> None:
    book.record(book.case(CASE), record, values)


def everything_opened(book: Workbook) -> None:
    """Everybody says yes to everything, there is an interpreter, a second meeting, and who checks each line."""
    book.add(Participant, CASE, {"print_name": "Zofia", "role": Choice("interpreter"), "supports": DANIEL})
    book.add(ConferencePlan, CASE, {"day": "2026-04-20", "at": "10:00", "room": "Visits centre, room 2", "seats": (MARGARET, DANIEL)})
    file = book.case(CASE)
    for person in file.all(Participant):
        for scope in SCOPES:
            say(book, person.id, scope)
    for term in file.all(Term):
        change(book, term, checked_by="The tutor")


def wanted(book: Workbook, paper: str, subject: Id = NOBODY) -> Wanted:
    return next(one for one in around.wanted_in(book.case(CASE)) if one.paper == paper and subject in ("", one.subject))


def offer(book: Workbook, paper: str, subject: Id = NOBODY, format: str = "") -> Offer:
    return around.offer(book, book.case(CASE), wanted(book, paper, subject), format)


def why(book: Workbook, paper: str, subject: Id = NOBODY) -> str:
    return offer(book, paper, subject).why_not


def person(book: Workbook, name: str) -> Participant:
    return next(one for one in book.case(CASE).all(Participant) if one.print_name == name)


def test_each_paper_is_made_in_each_print_and_stands_in_the_register(book: Workbook) -> None:
    everything_opened(book)
    file = book.case(CASE)
    assert {one.paper for one in around.wanted_in(file)} == set(PAPERS)
    for one in around.wanted_in(file):
        assert ("easy_read" in around.formats_of(one.paper)) == (one.paper in ("supporter", "interpreter"))
        for format in around.formats_of(one.paper):
            made = around.make(around.offer(book, file, one, format))
            assert made.data == around.make(around.offer(book, file, one, format)).data
            around.issued(book, CASE, made, "printed")
            printed = book.case(CASE).all(Printed)[-1]
            assert (printed.paper, printed.format, printed.pages, printed.how) == (one.paper, format, made.pages, "printed")
            assert (printed.recipient or printed.about) == one.subject
            assert bool(printed.recipient) == (one.paper in ("supporter", "interpreter"))
    rows = [row[1] for row in papers.register(book.case(CASE))]
    assert {
        "For a court or probation (about Daniel)",
        "Visit form for a prison (about Daniel)",
        "For whoever checks a line (line 1)",
    } <= set(rows)
    assert "For whoever comes along: Wŷn" in rows
    assert not any("case file" in row for row in rows if row.startswith("For "))


def test_names_of_files_name_nobody_and_no_kind_of_case(book: Workbook) -> None:
    everything_opened(book)
    file = book.case(CASE)
    assert set(around.FILE_NAMES) == {*PAPERS, "register"}
    for one in around.wanted_in(file):
        name = around.make(around.offer(book, file, one)).name
        assert re.fullmatch("Meeting|Visit|Outcome|Line", name)


@pytest.mark.parametrize("who", ["Margaret", "Daniel"])
def test_none_is_printed_from_the_register_once_it_may_have_been_closed(book: Workbook, who: str) -> None:
    everything_opened(book)
    made = around.make(offer(book, "court", DANIEL))
    around.issued(book, CASE, made, "printed")
    printed = book.case(CASE).all(Printed)[-1]
    assert papers.reprint(book, book.case(CASE), printed) == made.data
    say(book, person(book, who).id, "share_outcome", "withdrawn", "2026-03-18")
    with pytest.raises(Stopped, match="may have been closed since"):
        papers.reprint(book, book.case(CASE), printed)


def test_it_is_fetched_back_when_whoever_had_opened_it_took_that_back_and_a_court_is_asked_nothing_for_anybody_else(book: Workbook) -> None:
    everything_opened(book)
    for paper, subject in (("court", DANIEL), ("supporter", person(book, "Wŷn").id), ("prison_visit", DANIEL)):
        around.issued(book, CASE, around.make(offer(book, paper, subject)), "printed")
    assert not to_fetch(book.case(CASE))
    say(book, MARGARET, "share_outcome", "withdrawn", "2026-03-18")
    assert not to_fetch(book.case(CASE))
    say(book, DANIEL, "share_outcome", "withdrawn", "2026-03-18")
    assert [one.printed.paper for one in to_fetch(book.case(CASE))] == ["court"]
    change(book, person(book, "Margaret"), stopped_on="2026-03-18")
    assert {one.printed.paper for one in to_fetch(book.case(CASE)) if any("Margaret" in why.words for why in one.reasons)} == {
        "supporter",
        "prison_visit",
    }


@pytest.mark.parametrize(("paper", "subject", "sentence"), [
    ("supporter", "Wŷn", "Daniel’s yes to a supporter being there is not written down."),
    ("referrer", "Daniel", "Daniel’s yes to sharing the outcome is not written down."),
    ("court", "Margaret", "Margaret’s yes to sharing the outcome is not written down."),
])  # fmt: skip
def test_the_screen_says_what_is_not_recorded(book: Workbook, paper: str, subject: str, sentence: str) -> None:
    assert why(book, paper, person(book, subject).id) == sentence
    with pytest.raises(Stopped):
        around.make(offer(book, paper, person(book, subject).id))


def test_a_line_waits_for_who_checks_it_and_a_visit_for_what_the_prison_needs(book: Workbook) -> None:
    assert why(book, "checker") == "Who checks line 1 is not written down."
    own = book.case(CASE).of(Particulars, DANIEL)[0]
    assert not why(book, "prison_visit")
    change(book, own, prison_number="")
    assert why(book, "prison_visit") == "Not written down for the prison: the prison number."
    change(book, own, legal_name="")
    assert "full name is not written down" in why(book, "prison_visit")
    change(book, own, legal_name="Daniel Wŷn Pryce", prison_number="A0001AA")
    for scope in ("explore", "take_part"):
        say(book, DANIEL, scope, "withdrawn", "2026-03-18")
    assert why(book, "prison_visit") == "Daniel said no, or took a yes back."


@pytest.mark.parametrize("who", ["Margaret", "Daniel"])
def test_a_stop_is_said_on_the_screen_and_on_no_paper(book: Workbook, who: str) -> None:
    everything_opened(book)
    other = DANIEL if who == "Margaret" else MARGARET
    before = around.make(offer(book, "court", other)).data
    change(book, person(book, who), stopped_on="2026-03-18")
    assert why(book, "court", person(book, who).id) == f"{who} has stopped. Nothing more is passed on."
    assert why(book, "checker") == f"{who} has stopped. Nothing more is passed on."
    after = around.make(offer(book, "court", other))
    if who == "Margaret":
        assert getattr(offer(book, "prison_visit").sheet, "meeting", "") is None
    assert after.data != before  # the lines are gone
    never = recipients.court_sheet(_never_asked(book, who), other, book.service(), book.clock.today())
    assert after.offer.sheet == never


def _never_asked(book: Workbook, who: str) -> CaseFile:
    """The case as it is when this person was never asked about sharing, and has not stopped."""
    change(book, person(book, who), stopped_on="")
    file = book.case(CASE)
    for one in file.of(Consent, person(book, who).id):
        if one.scope == "share_outcome":
            book.record(file, one, {"answer": Choice("")})
    return book.case(CASE)


def test_what_somebody_else_told_stops_it_where_it_stands_and_a_colleague_may_say_what_it_is(book: Workbook) -> None:
    everything_opened(book)
    plan = book.case(CASE).all(ConferencePlan)[-1]
    change(book, plan, room="The Larkspur Library")
    for paper in ("supporter", "interpreter", "prison_visit"):
        stops = offer(book, paper, person(book, "Wŷn").id if paper == "supporter" else NOBODY).stops
        assert [(one.field, one.hit.words) for one in stops] == [("meeting", "Larkspur Library")], paper
        assert "Margaret has not said that" in stops[0].sentence
    found = offer(book, "prison_visit")
    with pytest.raises(Stopped):
        around.make(found)
    papers.something_else(book, CASE, found.stops[0].hit, found.reader)
    assert not offer(book, "prison_visit").stops
    assert offer(book, "interpreter").stops, "what was said of the prison's paper opens no other"


@pytest.mark.parametrize(
    "room", ["Room 2, beside Margaret", "Room 2, MARGARET’S chair", "Room 2 with M\u00e0rgaret", "Room 2, Siân waits there"]
)
def test_the_prison_and_the_interpreter_read_no_name_of_the_other_side(book: Workbook, room: str) -> None:
    everything_opened(book)
    change(book, book.case(CASE).all(ConferencePlan)[-1], room=room)
    for paper in ("prison_visit", "interpreter"):
        stops = offer(book, paper).stops
        assert {one.field for one in stops} == {"meeting"}, paper
        assert all("is somebody else’s name" in one.sentence or "has not said" in one.sentence for one in stops)


def test_what_the_prison_needs_is_no_way_for_what_others_told(book: Workbook) -> None:
    everything_opened(book)
    own = book.case(CASE).of(Particulars, DANIEL)[0]
    for field, words in (
        ("prison", "HMP Example, visitor from Larkspur Library"),
        ("prison_number", "A0001AA, Okafor"),
        ("legal_name", "Daniel Pryce, Margaret"),
    ):
        kept = getattr(own, field)
        change(book, own, **{field: words})
        assert {one.field for one in offer(book, "prison_visit").stops} == {
            {"prison_number": "number", "legal_name": "prisoner"}.get(field, field)
        }
        change(book, own, **{field: kept})
    assert not offer(book, "prison_visit").stops
    book.add(Contact, CASE, {"person": person(book, "Wŷn").id, "words": "He works at Hollowmere."})
    change(book, own, prison="HMP Example, from Hollowmere")  # his uncle's, whose surname is his
    assert [one.hit.words for one in offer(book, "prison_visit").stops] == ["Hollowmere"]


def test_a_court_reads_no_name_of_somebody_who_did_not_say_yes_to_it(book: Workbook) -> None:
    everything_opened(book)
    term = book.case(CASE).all(Term)[0]
    change(book, term, how_shown="Siân reads it first.")
    assert not offer(book, "court", DANIEL).stops
    say(book, person(book, "Siân").id, "share_outcome", "withdrawn", "2026-03-18")
    stops = offer(book, "court", DANIEL).stops
    assert {(stop.field, stop.hit.words) for stop in stops} == {("terms", "Siân")}
    assert "“Siân” is somebody else’s name. Nothing says that a court may read it." in [stop.sentence for stop in stops]


def test_what_was_said_of_one_readers_paper_opens_no_other(book: Workbook) -> None:
    everything_opened(book)
    change(book, book.case(CASE).all(Term)[0], how_shown="He brings it to Larkspur Library.")
    found = offer(book, "court", DANIEL)
    papers.something_else(book, CASE, found.stops[0].hit, found.reader)
    assert not offer(book, "court", DANIEL).stops
    assert offer(book, "referrer", DANIEL).stops
    assert offer(book, "checker").stops


def test_a_supporter_is_told_what_was_released_to_them_and_nothing_else(book: Workbook) -> None:
    everything_opened(book)
    yes = Yes(words="He would like a break.", on="2026-03-18", by="Priya", how="on the telephone")
    book.add(PassedOn, CASE, {"giver": DANIEL, "receiver": person(book, "Wŷn").id, "words": yes.words, "approved": yes})
    assert getattr(offer(book, "supporter", person(book, "Wŷn").id).sheet, "told", ()) == ("He would like a break.",)
    assert getattr(offer(book, "supporter", person(book, "Siân").id).sheet, "told", ()) == ()


def test_a_meeting_that_has_been_is_on_no_paper(book: Workbook) -> None:
    for one in book.case(CASE).sides:
        say(book, one.id, "supporter_present")
    assert getattr(offer(book, "supporter", person(book, "Wŷn").id).sheet, "meeting", "") is None  # it was yesterday
    assert getattr(offer(book, "prison_visit").sheet, "meeting", "") is None


def test_two_versions_open_nothing(book: Workbook) -> None:
    everything_opened(book)
    for name, values in (("room", ("Room 1", "Room 2")),):
        plan = book.case(CASE).all(ConferencePlan)[-1]
        for value in values:
            book.save([Row(compartment_name(ConferencePlan, CASE), plan.kind, plan.id, {name: value}, {name: ()})])
    assert getattr(offer(book, "prison_visit").sheet, "meeting", "") is None
    daniel = person(book, "Daniel")
    for value in ("Daniel", "Dan"):
        book.save([Row(compartment_name(Participant, CASE), daniel.kind, daniel.id, {"print_name": value}, {"print_name": ()})])
    for paper in ("prison_visit", "court", "interpreter"):
        assert why(book, paper, DANIEL if paper == "court" else NOBODY), paper


def test_with_one_side_open_none_is_made(book: Workbook) -> None:
    everything_opened(book)
    every = around.wanted_in(book.case(CASE))
    book.open_side(CASE, DANIEL)
    for one in every:
        with pytest.raises(Stopped, match="Only one side is open"):
            around.make(around.offer(book, book.case(CASE), one))


def test_with_one_side_open_the_register_has_no_paper_for_somebody_outside(book: Workbook) -> None:
    everything_opened(book)
    for paper in ("court", "prison_visit", "checker"):
        around.issued(book, CASE, around.make(offer(book, paper, DANIEL if paper == "court" else NOBODY)), "printed")
    book.open_side(CASE, MARGARET)
    assert not book.case(CASE).all(Printed)


def test_a_paper_outside_is_looked_at_when_a_note_was_typed_under_the_wrong_name(book: Workbook) -> None:
    everything_opened(book)
    around.issued(book, CASE, around.make(offer(book, "court", DANIEL)), "printed")
    printed = book.case(CASE).all(Printed)[-1]
    moved = TakenBack(Id("moved"), MARGARET, NOBODY, "", "2026-03-18", "were moved to Margaret")
    assert may_hold(moved, printed)
    assert not may_hold(replace(moved, owner=DANIEL), printed)
    assert may_hold(replace(moved, recipient=Id("outside:court")), printed)
    assert not may_hold(replace(moved, recipient=Id("outside:referrer")), printed)


def test_a_line_of_a_broken_or_unsigned_agreement_is_for_nobody(book: Workbook) -> None:
    everything_opened(book)
    change(book, book.case(CASE).all(Agreement)[-1], signed_on="")
    assert not [one for one in around.wanted_in(book.case(CASE)) if one.paper == "checker"]
    assert getattr(offer(book, "court", DANIEL).sheet, "terms", ()) == ()
