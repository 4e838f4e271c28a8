"""Letters and forms out of the whole workbook: which can be made for whom, what stops one, what is kept of it."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import making
import pytest

from facilitator_app.papers.texts import TextNotUsable
from facilitator_app.records import ConferencePlan, Consent, Joining, Participant, Particulars, Printed, Service, SomethingElse
from facilitator_app.records.record import Choice, Day, Id
from facilitator_app.workbook import forms, papers
from facilitator_app.workbook.papers import Stopped
from facilitator_app.workbook.referral import CASE_SYSTEM, id_in
from facilitator_app.workbook.workbook import Workbook

CASE = id_in(CASE_SYSTEM, "RJ-2026-0101")
MARGARET = id_in(CASE_SYSTEM, "RJ-2026-0101", "harmed")
DANIEL = id_in(CASE_SYSTEM, "RJ-2026-0101", "responsible")
MARCUS_CASE = id_in(CASE_SYSTEM, "RJ-2026-0107")
DAY = "2026-03-12T09:00"


@pytest.fixture(scope="module")
def filled(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return making.demonstration(template, tmp_path_factory.mktemp("demo") / "Demo.workbook", DAY)


@pytest.fixture
def book(filled: Path, tmp_path: Path) -> Iterator[Workbook]:
    found = making.opened(Path(shutil.copytree(filled, tmp_path / "Mine.workbook")), DAY)
    yield found
    found.opened.close()


def comes(book: Workbook, person: Id, at: str = "09:30", **more: str) -> None:
    book.add(Joining, CASE, {"person": person, "arrive_at": at, **more})


def why(book: Workbook, person: Id, paper: str, case: Id = CASE) -> str:
    return forms.offer(book, case, person, paper).why_not


def change(book: Workbook, kind: type[Participant] | type[ConferencePlan], id: str, **values: object) -> None:
    file = book.case(CASE)
    record = file.get(kind, id)
    assert record is not None
    book.record(file, record, values)


def say(book: Workbook, person: Id, scope: str, answer: str, on: str = "2026-03-11") -> None:
    book.add(Consent, CASE, {"person": person, "scope": Choice(scope), "answer": Choice(answer), "on": Day(on)})


def plan(book: Workbook) -> ConferencePlan:
    return book.case(CASE).all(ConferencePlan)[-1]


def test_everybody_can_have_their_papers_and_they_are_kept_and_reprinted_to_the_byte(book: Workbook) -> None:
    comes(book, MARGARET)
    for paper in forms.KINDS:
        for format in forms.FORMATS:
            made = forms.make(forms.offer(book, CASE, MARGARET, paper, format))
            forms.issued(book, CASE, made, "printed")
            file = book.case(CASE)
            printed = file.all(Printed)[-1]
            assert (printed.paper, printed.recipient, printed.format, printed.pages, printed.version) == (
                paper, MARGARET, format, made.pages, 1,
            )  # fmt: skip
            assert printed.digest
            assert papers.reprint(book, file, printed) == made.data
    rows = [row[1] for row in papers.register(book.case(CASE))]
    assert {"First letter for Margaret", "Information for Margaret", "Consent form for Margaret", "Invitation for Margaret"} <= set(rows)
    assert made.name == "Invitation"
    assert set(forms.FILE_NAMES.values()) == {"Letter", "Information", "Form", "Invitation"}


def test_a_supporter_gets_no_first_letter(book: Workbook) -> None:
    sian = next(one for one in book.case(CASE).all(Participant) if one.print_name == "Siân")
    assert "first_letter" not in forms.kinds_for(sian)
    assert forms.make(forms.offer(book, CASE, sian.id, "consent")).pages == 1


def test_an_invitation_waits_for_what_its_reader_needs(book: Workbook) -> None:
    assert "When Daniel comes" in why(book, DANIEL, "invitation")
    comes(book, DANIEL)
    made = forms.offer(book, CASE, DANIEL, "invitation")
    assert (made.why_not, made.stops, made.unnamed) == ("", (), ("Siân",))
    change(book, ConferencePlan, plan(book).id, room="")
    assert "the room" in why(book, DANIEL, "invitation")
    change(book, ConferencePlan, plan(book).id, room="Visits centre, room 2", called_off_on="2026-03-11")
    assert why(book, DANIEL, "invitation") == "No meeting is planned."


@pytest.mark.parametrize("who", [MARGARET, DANIEL])
def test_a_stop_closes_both_invitations_and_that_persons_letters(book: Workbook, who: Id) -> None:
    comes(book, MARGARET)
    comes(book, DANIEL, "09:10")
    kept = forms.make(forms.offer(book, CASE, MARGARET, "invitation"))
    forms.issued(book, CASE, kept, "printed")
    change(book, Participant, who, stopped_on="2026-03-12")
    assert why(book, MARGARET, "invitation")
    assert why(book, DANIEL, "invitation")
    for paper in ("first_letter", "consent", "invitation"):
        assert "has stopped" in why(book, who, paper)
        with pytest.raises(Stopped):
            forms.make(forms.offer(book, CASE, who, paper))
    assert not why(book, who, "information")
    printed = book.case(CASE).all(Printed)[-1]
    if who == DANIEL:
        with pytest.raises(Stopped):
            papers.reprint(book, book.case(CASE), printed)
    other = MARGARET if who == DANIEL else DANIEL
    assert not any("meet" in question for question in getattr(forms.offer(book, CASE, other, "consent").sheet, "asked", ()))


@pytest.mark.parametrize("scope", ["explore", "take_part"])
def test_a_yes_that_was_taken_back_closes_what_it_opened(book: Workbook, scope: str) -> None:
    comes(book, MARGARET)
    comes(book, DANIEL)
    assert not why(book, DANIEL, "invitation")
    say(book, DANIEL, scope, "withdrawn")
    for paper in ("first_letter", "consent", "invitation"):
        assert why(book, DANIEL, paper).startswith("Daniel said no, or took a yes back.")
    assert "Daniel" in why(book, MARGARET, "invitation")  # on the facilitator's screen, and on no paper
    say(book, DANIEL, scope, "given", "2026-03-12")
    assert not why(book, DANIEL, "invitation")


def test_a_first_approach_waits_for_the_talk_that_its_path_asks_for(book: Workbook) -> None:
    marcus = next(one for one in book.case(MARCUS_CASE).sides if one.role == "responsible")
    assert "talked through" in why(book, marcus.id, "first_letter", MARCUS_CASE)


def test_what_only_the_other_side_told_stops_a_paper_and_says_whose_and_since_when(book: Workbook) -> None:
    comes(book, DANIEL, bring="The book from Larkspur Library")
    found = forms.offer(book, CASE, DANIEL, "invitation")
    assert [stop.hit.owner for stop in found.stops] == [MARGARET]
    assert found.stops[0].sentence.startswith("“Larkspur Library” comes from what Margaret told you on ")
    with pytest.raises(Stopped):
        forms.make(found)
    papers.something_else(book, CASE, found.stops[0].hit, DANIEL)
    assert book.case(CASE).all(SomethingElse)
    assert forms.make(forms.offer(book, CASE, DANIEL, "invitation")).pages


def test_a_name_that_the_reader_is_not_known_to_know_stops_a_paper(book: Workbook) -> None:
    comes(book, DANIEL, come_to="Siân goes in before you.")
    found = forms.offer(book, CASE, DANIEL, "invitation")
    assert len(found.stops) == 1
    assert re.fullmatch(
        r"“Siân” is somebody else’s name, here since \w+ \d+ \w+\. Nothing says that Daniel knows of Siân\.",
        found.stops[0].sentence.replace("\xa0", " "),
    )
    papers.something_else(book, CASE, found.stops[0].hit, DANIEL)
    assert forms.offer(book, CASE, DANIEL, "invitation").stops == ()


def test_with_one_side_open_no_paper_is_made(book: Workbook) -> None:
    comes(book, DANIEL)
    book.open_side(CASE, DANIEL)
    for paper in forms.KINDS:
        found = forms.offer(book, CASE, DANIEL, paper)
        assert found.why_not.startswith("Only one side is open.")
        assert (found.looked_for, found.unnamed, found.stops) == (0, (), ())
        assert "Margaret" not in repr([getattr(found.sheet, name) for name in found.sheet.__slots__ if name != "text"])


def test_a_child_is_asked_and_so_is_a_parent(book: Workbook) -> None:
    jamie_case = id_in(CASE_SYSTEM, "RJ-2026-0103")
    file = book.case(jamie_case)
    jamie = next(one for one in file.sides if one.role == "responsible")
    particulars = file.first(Particulars, jamie.id)
    if particulars is None:
        book.add(Particulars, jamie_case, {"person": jamie.id, "born": Day("2013-05-01")})
    else:
        book.record(file, particulars, {"born": Day("2013-05-01")})
    found = forms.offer(book, jamie_case, jamie.id, "consent")
    assert getattr(found.sheet, "child", False)
    assert forms.make(found).pages >= 1


def test_a_service_without_a_telephone_prints_no_gap(book: Workbook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(book, "service", lambda: Service(id=Id("service"), name="Severnside Restorative Service"))
    for paper in ("first_letter", "information", "consent"):
        with pytest.raises(TextNotUsable, match="needs the telephone number of the service, which is not written down yet"):
            forms.make(forms.offer(book, CASE, MARGARET, paper))


@pytest.mark.parametrize("who", [MARGARET, DANIEL])
def test_an_invitation_is_not_printed_again_when_one_of_them_took_a_yes_back(book: Workbook, who: Id) -> None:
    comes(book, MARGARET)
    for paper in forms.KINDS:
        forms.issued(book, CASE, forms.make(forms.offer(book, CASE, MARGARET, paper)), "printed")
    printed = book.case(CASE).all(Printed)[-4:]
    say(book, who, "take_part", "withdrawn")
    file = book.case(CASE)
    again = []
    for one in printed:
        try:
            papers.reprint(book, file, one)
        except Stopped:
            continue
        again.append(one.paper)
    assert again == (["information"] if who == MARGARET else ["first_letter", "information", "consent"])
