"""The sheets that are taken along when somebody asks for them, out of the whole workbook: when they fit, what each line is typed into, and that
nothing which was written by another way is typed over.
"""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import making
import pytest
import test_pack as packs
from test_pack import CASE, DANIEL, MARGARET

from facilitator_app.ledger.seals import derived_id
from facilitator_app.records import (
    Agreement,
    Case,
    Contact,
    CopyWish,
    FollowUp,
    InformationGiven,
    Participant,
    Preparation,
    SafetyQuestions,
    Sealed,
    TermProgress,
    VisitSheet,
    gates,
)
from facilitator_app.records.agreed import digest_of, in_force, is_settled, progress_of
from facilitator_app.records.record import Choice, Day, Id, compartment_name
from facilitator_app.records.sheets_out import sheets_of
from facilitator_app.records.visit_sheet import FOLLOW_UP, GIVEN, SAFETY
from facilitator_app.vault.rows import Row
from facilitator_app.wall.sheets_pack import PackLine
from facilitator_app.workbook import back_from_paper, pack
from facilitator_app.workbook.referral import CASE_SYSTEM, id_in
from facilitator_app.workbook.typing_in import LATER, PRINT, TICKED, UNSURE, WENT, Asked
from facilitator_app.workbook.workbook import Workbook

AFTER = "2026-04-15T18:00"
LIGHT = id_in(CASE_SYSTEM, "RJ-2026-0105")


@pytest.fixture(scope="module")
def filled(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return making.demonstration(template, tmp_path_factory.mktemp("demo") / "Demo.workbook", AFTER, seal=True)


@pytest.fixture
def book(filled: Path, tmp_path: Path) -> Iterator[Workbook]:
    found = making.opened(Path(shutil.copytree(filled, tmp_path / "Mine.workbook")), AFTER)
    yield found
    found.opened.close()


def visit(book: Workbook, person: Id = MARGARET, case: Id = CASE, day: str = "2026-04-15", **more: object) -> Preparation:
    """A visit after the meeting."""
    id, _ = book.add(Preparation, case, {"person": person, "day": Day(day), "at": "14:00", **more})
    found = book.case(case).get(Preparation, id)
    assert found is not None
    return found


def printed(book: Workbook, meeting: Preparation, *added: str, case: Id = CASE) -> dict[str, VisitSheet]:
    """The sheets that left, by what they are."""
    pack.issued(book, case, pack.make(pack.offer(book, book.case(case), meeting, added=added)), "printed")
    return {str(one.form): one for one in sheets_of(book.case(case), meeting.id)}


def asked(book: Workbook, sheet: VisitSheet, case: Id = CASE) -> dict[str, Asked]:
    found = back_from_paper.back(book, case, sheet.meeting, str(sheet.number)).sheet
    assert found is not None
    return {f"{one.line}.{one.field}": one for one in found.asked}


def type_in(book: Workbook, one: Asked, case: Id = CASE, **values: object) -> None:
    """As the form writes it: the first values of a new record, then what was typed."""
    file = book.case(case)
    new = one.record.id not in file.records
    first = {d.name: getattr(one.record, d.name) for d in one.record.declared if getattr(one.record, d.name) != d.default} if new else {}
    where = file.compartments.get(one.record.id) or compartment_name(type(one.record), case, str(getattr(one.record, "person", "")))
    book.save([Row(where, one.record.kind, one.record.id, {**first, **values})])


def light_case(book: Workbook) -> tuple[Id, Id, Id]:
    """A light case of two neighbours, which nobody has asked anything about yet."""
    case = Id("light-case-00000000000")
    rows = [making.row(Case, case, {"reference": "L", "path": "light", "lead": "Priya"}, case=case)]
    rows += [
        making.row(Participant, f"light-{name}", {"print_name": name, "role": Choice("taking_part")}, case=case)
        for name in ("Aled", "Bronwen")
    ]
    book.save(rows)
    return case, Id("light-Aled"), Id("light-Bronwen")


# When they fit ------------------------------------------------------------------------------------------------------------------


def test_nothing_is_added_unasked_and_what_fits_is_offered_with_why(book: Workbook) -> None:
    meeting = visit(book)
    offer = pack.offer(book, book.case(CASE), meeting)
    assert offer.added == ()
    assert not {sheet.form for sheet in offer.sheets.sheets} & {GIVEN, FOLLOW_UP, SAFETY}
    assert pack.why_it_fits(book.case(CASE), meeting) == {
        GIVEN: "What was explained to Margaret is not written down yet.", FOLLOW_UP: "Margaret has been in the meeting.",
    }  # fmt: skip
    assert pack.may_add(book.case(CASE), MARGARET) == (GIVEN, FOLLOW_UP), "what worries us is the facilitators' own, on this path"
    book.add(InformationGiven, CASE, {"person": MARGARET, "day": "2026-01-12", "said_choice": True})
    assert GIVEN not in pack.why_it_fits(book.case(CASE), meeting)
    assert GIVEN in pack.may_add(book.case(CASE), MARGARET), "by hand it can be taken along again"


def test_before_the_meeting_how_things_are_can_be_added_by_hand_and_does_not_fit(template: Path, tmp_path: Path) -> None:
    path = making.demonstration(template, tmp_path / "Early.workbook", packs.DAY, seal=True)
    book = making.opened(path, packs.DAY)
    try:
        meeting = packs.visit(book)
        assert FOLLOW_UP not in pack.why_it_fits(book.case(CASE), meeting)
        offer = pack.offer(book, book.case(CASE), meeting, added=(FOLLOW_UP, SAFETY, "of a newer version"))
        assert offer.added == (FOLLOW_UP,)
        assert offer.sheets.sheets[0].form == FOLLOW_UP
    finally:
        book.opened.close()


def test_the_questions_fit_a_light_case_until_they_are_answered(book: Workbook) -> None:
    case, aled, _ = light_case(book)
    meeting = visit(book, aled, case)
    assert pack.why_it_fits(book.case(case), meeting)[SAFETY] == "The six safety questions are not answered."
    book.add(SafetyQuestions, case, dict.fromkeys(("afraid", "hurt", "court", "children", "pressed", "uneasy"), "no"))
    assert SAFETY not in pack.why_it_fits(book.case(case), meeting)
    assert SAFETY in pack.may_add(book.case(case), aled)


@pytest.mark.parametrize("format", pack.FORMATS)
def test_they_leave_with_a_number_a_code_and_their_lines(book: Workbook, format: str) -> None:
    meeting = visit(book)
    made = pack.make(pack.offer(book, book.case(CASE), meeting, format, (FOLLOW_UP, GIVEN)))
    pack.issued(book, CASE, made, "printed")
    file = book.case(CASE)
    sheets = {str(one.form): one for one in sheets_of(file, meeting.id)}
    agreement = file.all(Agreement)[-1]
    terms = tuple(term.id for term in in_force(file, agreement).terms)
    assert (sheets[GIVEN].number, sheets[FOLLOW_UP].number) == (1, 2)
    assert sheets[FOLLOW_UP].asks == ("how_are", *(f"term_{n}" for n in range(1, len(terms) + 1)), "wishes")
    assert sheets[FOLLOW_UP].terms == terms
    assert sheets[GIVEN].terms == ()
    for one in sheets.values():
        assert len(one.code) == 10
        assert file.compartments[one.id] == compartment_name(VisitSheet, CASE, MARGARET)
        assert pack.sheet_of_code(book, one.code) == (CASE, one.id)
    assert pack.again(book, file, pack.printed_for(file, meeting.id)) == made.data  # type: ignore[arg-type] # it was printed


def test_a_line_in_which_something_of_the_others_is_found_is_taken_along_as_its_number(book: Workbook) -> None:
    """A word that only he has said since stands in a line: the sheet can still be printed, without a word of that line."""
    meeting = visit(book)
    file = book.case(CASE)
    sealed = file.all(Sealed)[-1]
    second = replace(sealed.lines[1], promise=replace(sealed.lines[1].promise, what="Daniel rings somebody at Larkhaven."))
    lines = (sealed.lines[0], second, *sealed.lines[2:])
    book.record(file, sealed, {"lines": lines, "digest": digest_of(lines)})
    assert [line.words for line in _lines(book, meeting)][2] == "Line 2: Daniel rings somebody at Larkhaven."
    book.add(Contact, CASE, {"person": DANIEL, "day": "2026-04-10", "words": "His sister lives in Larkhaven."})
    offer = pack.offer(book, book.case(CASE), meeting, added=(FOLLOW_UP,))
    assert offer.stops == ()
    assert "Larkhaven" not in repr([line.words for sheet in offer.sheets.sheets for line in sheet.lines])
    said = [line.words for line in _lines(book, meeting)]
    assert said[2] == "Line 2 of what was agreed"
    assert said[1].startswith("Line 1: Daniel will write"), "the others keep theirs"
    assert pack.make(offer).data


def _lines(book: Workbook, meeting: Preparation) -> list[PackLine]:
    made = pack.offer(book, book.case(CASE), meeting, added=(FOLLOW_UP,)).sheets.sheets
    return [line for sheet in made if sheet.form == FOLLOW_UP for line in sheet.lines]


# What was explained ---------------------------------------------------------------------------------------------------------------


def test_what_was_explained_goes_into_the_record_that_the_screen_writes(book: Workbook) -> None:
    meeting = visit(book)
    sheet = printed(book, meeting, GIVEN)[GIVEN]
    fields = asked(book, sheet)
    assert list(fields) == [
        "said_choice.said_choice", "said_limits.said_limits", "said_rights.said_rights", "handed.handed", "handed.format", "present.present",
        "asked_us.asked",
    ]  # fmt: skip
    assert [one.kind for one in fields.values()][:5] == [TICKED, TICKED, TICKED, "line", PRINT]
    given = fields["handed.handed"].record
    assert isinstance(given, InformationGiven)
    assert (given.person, given.meeting, given.day, given.author) == (MARGARET, meeting.id, "2026-04-15", "Priya")
    assert {one.record.id for name, one in fields.items() if name != "present.present"} == {given.id}
    assert fields["present.present"].record.id == meeting.id, "who was there stands with the visit"
    type_in(book, fields["handed.handed"], handed="The information sheet", said_choice=True, format=Choice("large"))
    file = book.case(CASE)
    (kept,) = file.of(InformationGiven, MARGARET)
    assert file.compartments[kept.id] == compartment_name(InformationGiven, CASE, MARGARET)
    again = asked(book, sheet)
    assert (again["handed.handed"].record, again["handed.handed"].known) == (kept, "")


def test_what_was_written_by_another_way_meanwhile_is_shown_and_not_typed_over(book: Workbook) -> None:
    meeting = visit(book)
    sheet = printed(book, meeting, GIVEN)[GIVEN]
    values = {
        "person": MARGARET,
        "meeting": meeting.id,
        "day": "2026-04-15",
        "handed": "The form",
        "said_limits": True,
        "format": Choice("large"),
    }
    book.add(InformationGiven, CASE, values)
    book.record(book.case(CASE), meeting, {"present": "Siân"})
    fields = asked(book, sheet)
    assert fields["handed.handed"].known == "It is written down already: The form"
    assert fields["handed.format"].known == "It is written down already: Large print, 18 pt"
    assert fields["said_limits.said_limits"].known == "It is written down already: ticked"
    assert fields["said_choice.said_choice"].known == ""
    assert fields["present.present"].known == "It is written down with the visit: Siân"
    other, _ = book.add(InformationGiven, CASE, {"person": MARGARET, "day": "2026-04-01", "asked": "When?"})
    assert asked(book, sheet)["asked_us.asked"].known == "", "of another visit"
    assert other


def test_a_colleague_who_typed_the_same_sheet_is_not_typed_over(book: Workbook) -> None:
    meeting = visit(book)
    sheets = printed(book, meeting, GIVEN, FOLLOW_UP)
    for form, kind, values in (
        (GIVEN, InformationGiven, {"person": MARGARET, "meeting": "another", "handed": "The form"}),
        (FOLLOW_UP, FollowUp, {"person": MARGARET, "done_on": "2026-04-15", "words": "She sleeps."}),
    ):
        key = packs.colleague(book, sheets[form], "typed")
        packs.typed_by_owen(book, key, kind, derived_id("owen", sheets[form].id, form), values, MARGARET)
    assert asked(book, sheets[GIVEN])["handed.handed"].known == "Owen has typed this in: The form"
    assert asked(book, sheets[FOLLOW_UP])["how_are.words"].known == "Owen has typed this in: She sleeps."
    assert asked(book, sheets[FOLLOW_UP])["wishes.wishes"].known == ""


# The safety questions -------------------------------------------------------------------------------------------------------------


def six(book: Workbook, case: Id) -> list[str]:
    return [one.key for one in gates.checks(book.case(case), book.clock.today()) if one.key.startswith("six")]


def answer(book: Workbook, sheet: VisitSheet, case: Id, **answers: str) -> None:
    fields = asked(book, sheet, case)
    type_in(book, next(iter(fields.values())), case, **{name: Choice(said) for name, said in answers.items()})


NO = dict.fromkeys(("afraid", "hurt", "court", "children", "pressed"), "no")


def test_the_answers_of_one_person_go_to_the_six_and_are_nobody_elses(book: Workbook) -> None:
    case, aled, bronwen = light_case(book)
    his = printed(book, visit(book, aled, case), SAFETY, case=case)[SAFETY]
    hers = printed(book, visit(book, bronwen, case), SAFETY, case=case)[SAFETY]
    fields = asked(book, his, case)
    assert {one.kind for one in fields.values()} == {UNSURE}
    assert fields["six_afraid.afraid"].label == "Is anybody afraid of the other?"
    record = fields["six_afraid.afraid"].record
    assert isinstance(record, SafetyQuestions)
    assert (record.asked_of, record.on, record.author) == (aled, "2026-04-15", "Priya")
    answer(book, his, case, **NO)
    assert book.case(case).compartments[record.id] == compartment_name(SafetyQuestions, case), "with the case, as on the screen"
    assert six(book, case) == ["six"]
    answer(book, hers, case, **NO)
    assert six(book, case) == ["six"], "what a facilitator thinks is still to be said"
    book.add(SafetyQuestions, case, {"uneasy": Choice("no")})
    assert six(book, case) == [], "both said no, and so does the facilitator"
    answer(book, hers, case, afraid="yes")
    assert six(book, case) == ["six:afraid"], "one yes is enough"


def test_one_persons_no_never_answers_for_the_other(book: Workbook) -> None:
    case, aled, bronwen = light_case(book)
    his = printed(book, visit(book, aled, case), SAFETY, case=case)[SAFETY]
    answer(book, his, case, **NO)
    book.add(SafetyQuestions, case, {"uneasy": Choice("no")})
    (check,) = (one for one in gates.checks(book.case(case), book.clock.today()) if one.key == "six")
    opened = book.case(case).get(SafetyQuestions, check.mend.record)
    assert opened is not None
    assert not opened.asked_of, "what mends it is not one person's own"
    person = book.case(case).get(Participant, bronwen)
    assert person is not None
    book.record(book.case(case), person, {"stopped_on": Day("2026-04-15")})
    assert "six" not in six(book, case), "who has stopped is not asked"


def test_with_one_side_open_what_lies_with_the_case_is_typed_later_and_the_sheet_is_not_in(book: Workbook) -> None:
    meeting = visit(book)
    sheets = printed(book, meeting, GIVEN, FOLLOW_UP)
    case, aled, _ = light_case(book)
    numbers = printed(book, visit(book, aled, case), SAFETY, case=case)[SAFETY]
    book.open_side(CASE, MARGARET)
    follow = asked(book, sheets[FOLLOW_UP])
    assert {name for name, one in follow.items() if one.later} == {"term_1.status", "term_2.status", "term_3.status"}
    assert follow["term_1.status"].known == LATER
    assert "Daniel" not in repr([(one.label, one.known) for one in follow.values()])
    assert not any(one.known for one in asked(book, sheets[GIVEN]).values())
    book.leave_side(making.PASSPHRASE)
    book.open_side(case, aled)
    shut = asked(book, numbers, case)
    assert all(one.later for one in shut.values())
    assert [one.label for one in shut.values()] == [f"Question {n}" for n in range(1, 6)], "not even what was asked"


# Afterwards -----------------------------------------------------------------------------------------------------------------------


def test_how_things_are_goes_into_the_records_that_the_screen_writes(book: Workbook) -> None:
    meeting = visit(book)
    sheet = printed(book, meeting, FOLLOW_UP)[FOLLOW_UP]
    fields = asked(book, sheet)
    call = fields["how_are.words"].record
    assert isinstance(call, FollowUp)
    assert (call.person, call.done_on, call.method, call.author) == (MARGARET, "2026-04-15", "visit_other", "Priya")
    assert fields["wishes.wishes"].record.id == call.id
    progress = fields["term_2.status"].record
    assert isinstance(progress, TermProgress)
    assert fields["term_2.status"].kind == WENT
    assert (progress.term, progress.on, progress.source, progress.author) == (sheet.terms[1], "2026-04-15", "Margaret", "Priya")
    assert fields["term_2.words"].record.id == progress.id
    before = book.case(CASE).all(TermProgress)
    type_in(book, fields["term_2.status"], status=Choice("partly"), words="She was told of two evenings.")
    file = book.case(CASE)
    assert file.compartments[progress.id] == compartment_name(TermProgress, CASE)
    assert [one for one in file.all(TermProgress) if one.id != progress.id] == list(before), "beside what others said"
    found = progress_of(file, Id(sheet.terms[1]))
    assert found is not None
    assert (found.id, found.status) == (progress.id, "partly")


def test_who_cannot_say_takes_nothing_back_that_others_could(book: Workbook) -> None:
    meeting = visit(book)
    sheet = printed(book, meeting, FOLLOW_UP)[FOLLOW_UP]
    term = Id(sheet.terms[1])
    book.add(TermProgress, CASE, {"term": term, "status": Choice("done"), "on": "2026-04-14", "source": "The tutor"})
    type_in(book, asked(book, sheet)["term_2.status"], status=Choice("cannot_say"), words="I have not heard.")
    file = book.case(CASE)
    assert is_settled(file, term)
    assert [one.words for one in file.all(TermProgress) if one.status == "cannot_say"] == ["I have not heard."], "and it is kept"


def test_a_promise_that_was_changed_since_is_typed_into_the_line_that_was_on_the_sheet(book: Workbook) -> None:
    """Its place on paper, and not its place in what holds by now."""
    meeting = visit(book)
    sheet = printed(book, meeting, FOLLOW_UP)[FOLLOW_UP]
    swapped = replace(sheet, terms=sheet.terms[::-1])
    book.record(book.case(CASE), sheet, {"terms": swapped.terms})
    fields = asked(book, swapped)
    record = fields["term_1.status"].record
    assert isinstance(record, TermProgress)
    assert record.term == sheet.terms[-1]
    assert fields["term_1.status"].label.startswith("Line 3: ")


def test_a_wish_about_paper_that_changes_closes_the_words_of_the_next_print(book: Workbook) -> None:
    meeting = visit(book)
    assert any(line.words.startswith("Line 1: ") for line in _lines(book, meeting))
    wish = book.case(CASE).first(CopyWish, MARGARET)
    assert wish is not None
    book.record(book.case(CASE), wish, {"keeping": Choice("keep")})
    assert {line.words for line in _lines(book, meeting) if line.code.startswith("term_")} == {
        f"Line {n} of what was agreed" for n in range(1, 4)
    }


def test_a_visit_in_custody_is_written_down_as_one(book: Workbook) -> None:
    meeting = visit(book, DANIEL)
    sheet = printed(book, meeting, FOLLOW_UP)[FOLLOW_UP]
    call = asked(book, sheet)["how_are.words"].record
    assert isinstance(call, FollowUp)
    assert call.method == "visit_prison"
