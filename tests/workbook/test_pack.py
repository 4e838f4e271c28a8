"""The sheets of a visit out of the whole workbook: what stops them, what is kept of them, whose a code is, and two colleagues' accounts of one."""

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import making
import pytest

from facilitator_app.calendar import clock_at
from facilitator_app.language import words
from facilitator_app.ledger.change import written
from facilitator_app.ledger.seals import SigningKey, derived_id
from facilitator_app.records import (
    Consent,
    Contact,
    Me,
    Participant,
    PassedOn,
    Preparation,
    PreparationNote,
    Printed,
    PromiseMade,
    SheetTyped,
    VisitSheet,
    gates,
)
from facilitator_app.records.case_file import CaseFile, assemble
from facilitator_app.records.paper_out import Place, place_of
from facilitator_app.records.passing_on import Act, Step, step_of
from facilitator_app.records.record import NOBODY, Choice, Day, Id, Record, compartment_name
from facilitator_app.records.sheets_out import Became, became_of, sheets_of, where_is
from facilitator_app.vault.rows import Row
from facilitator_app.wall.pack import words_on
from facilitator_app.workbook import back_from_paper, joining, pack, paper_out, papers, visits
from facilitator_app.workbook.pack import Made, NoSuchVisit
from facilitator_app.workbook.papers import Stopped
from facilitator_app.workbook.referral import CASE_SYSTEM, id_in
from facilitator_app.workbook.today import today
from facilitator_app.workbook.typing_in import HEAR, Asked
from facilitator_app.workbook.workbook import Workbook

CASE = id_in(CASE_SYSTEM, "RJ-2026-0101")
MARGARET = id_in(CASE_SYSTEM, "RJ-2026-0101", "harmed")
DANIEL = id_in(CASE_SYSTEM, "RJ-2026-0101", "responsible")
DAY = "2026-02-17T19:00"


@pytest.fixture(scope="module")
def filled(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return making.demonstration(template, tmp_path_factory.mktemp("demo") / "Demo.workbook", DAY, seal=True)


@pytest.fixture
def book(filled: Path, tmp_path: Path) -> Iterator[Workbook]:
    found = making.opened(Path(shutil.copytree(filled, tmp_path / "Mine.workbook")), DAY)
    yield found
    found.opened.close()


def visit(book: Workbook, person: Id = DANIEL) -> Preparation:
    """The visit that comes next."""
    return next(one for one in book.case(CASE).of(Preparation, person) if not one.held)


def made(book: Workbook, person: Id = DANIEL, format: str = "standard") -> Made:
    return pack.make(pack.offer(book, book.case(CASE), visit(book, person), format))


def printed(book: Workbook, person: Id = DANIEL) -> tuple[VisitSheet, ...]:
    pack.issued(book, CASE, made(book, person), "printed")
    return sheets_of(book.case(CASE), visit(book, person).id)


def why(book: Workbook, person: Id = DANIEL) -> str:
    return pack.offer(book, book.case(CASE), visit(book, person)).why_not


def change(book: Workbook, person: Id, **values: object) -> None:
    file = book.case(CASE)
    record = file.get(Participant, person)
    assert record is not None
    book.record(file, record, values)


def asked(book: Workbook, sheet: VisitSheet) -> dict[str, Asked]:
    found = back_from_paper.back(book, CASE, sheet.meeting, str(sheet.number)).sheet
    assert found is not None
    return {f"{one.line}.{one.field}": one for one in found.asked}


def account(book: Workbook, sheet: VisitSheet, became: str, **more: object) -> None:
    """What this person writes of a sheet."""
    file = book.case(CASE)
    one = back_from_paper.mine(book, file, sheet)
    first = {"person": one.person, "sheet": one.sheet, "author": one.author, "typed": one.typed}
    book.record(file, one, {**first, "became": Choice(became), **more})


def colleague(book: Workbook, sheet: VisitSheet, became: str, **more: object) -> SigningKey:
    """What Owen writes of it on a laptop of his own, under his own key."""
    key = SigningKey()
    book.vault.trust(key.public, "owen")
    values = {"person": sheet.person, "sheet": sheet.id, "author": "Owen", "typed": "2026-02-18T21:00", "became": became, **more}
    where = compartment_name(SheetTyped, CASE, sheet.person)
    id = derived_id("owen", sheet.id, SheetTyped.kind)
    body = written(
        key, compartment=where, record=id, kind=SheetTyped.kind, values=values, replaces={}, author="owen", at="2026-02-18T21:00:00Z"
    )
    book.vault.apply([body], "exchange")
    return key


def typed_by_owen(book: Workbook, key: SigningKey, kind: type[Record], id: str, values: Mapping[str, object], person: Id = DANIEL) -> None:
    where = compartment_name(kind, CASE, person)
    body = written(key, compartment=where, record=id, kind=kind.kind, values=values, replaces={}, author="owen", at="2026-02-18T21:05:00Z")
    book.vault.apply([body], "exchange")


# Making ---------------------------------------------------------------------------------------------------------------------------


def test_it_is_kept_in_the_register_and_each_sheet_in_its_persons_part(book: Workbook) -> None:
    for format in pack.FORMATS:
        one = made(book, format=format)
        pack.issued(book, CASE, one, "printed", 2)
        file = book.case(CASE)
        kept = pack.printed_for(file, visit(book).id)
        assert kept is not None
        assert (kept.paper, kept.recipient, kept.format, kept.copies, kept.pages) == ("visit_pack", DANIEL, format, 2, one.in_all)
        assert pack.again(book, file, kept) == one.data
        assert "Daniel" not in pack.FILE_NAME
        mine = [sheet for sheet in sheets_of(file, visit(book).id) if sheet.printed == kept.id]
        assert [sheet.pages for sheet in mine] == list(one.pages)
        assert sum(one.pages) + 1 == one.in_all
        assert {file.compartments[sheet.id] for sheet in mine} == {compartment_name(VisitSheet, CASE, DANIEL)}
    numbers = [sheet.number for sheet in sheets_of(book.case(CASE), visit(book).id)]
    assert numbers == list(range(1, 5 * len(pack.FORMATS) + 1)), "new sheets go on with their numbers"
    assert len({sheet.code for sheet in book.case(CASE).all(VisitSheet)}) == len(numbers)


def test_easy_read_asks_the_same_in_other_words_with_a_picture_beside_each_question(book: Workbook) -> None:
    file = book.case(CASE)
    usual, easy = (pack.offer(book, file, visit(book), format).sheets.sheets for format in ("standard", "easy_read"))
    assert [[line.code for line in sheet.lines] for sheet in usual] == [[line.code for line in sheet.lines] for sheet in easy]
    for one, other in zip(usual, easy, strict=True):
        if one.form == "yes_no":
            assert all((line.picture and "\n" in line.words) or len(line.words.split()) < 12 for line in other.lines)
            assert any(ours.words != theirs.words for ours, theirs in zip(one.lines, other.lines, strict=True))
        else:
            assert one.lines == other.lines
    assert not any(line.picture for sheet in usual for line in sheet.lines)
    assert not any(line.picture for sheet in easy if sheet.form != "yes_no" for line in sheet.lines)


def test_a_picture_stands_beside_each_question_of_the_form() -> None:
    assert pack.texts(easy=True).pictures.keys() <= pack.texts().asked.keys()
    assert "picture" not in pack.texts(easy=True).asked
    assert not pack.texts().pictures


def test_what_is_asked_and_what_may_be_offered_stand_on_it(book: Workbook) -> None:
    sheets = printed(book)
    assert [sheet.form for sheet in sheets] == ["notes_1", "notes_2", "yes_no", "offers", "next"]
    assert sheets[2].asks == ("yes_take_part", "yes_supporter_present", "yes_share_outcome")
    file = book.case(CASE)
    assert [file.get(PassedOn, id).words for id in sheets[3].offered] == ["Why my house?", "Did you know we were in?"]  # type: ignore[union-attr]
    assert [sheet.form for sheet in printed(book, MARGARET)] == ["notes_1", "notes_2", "yes_no", "next"]


def test_nothing_of_margaret_is_in_daniels_pack_whatever_is_in_her_part(book: Workbook) -> None:
    """Every word of six letters and more that stands in her part, and in nothing that is his or the program's own."""
    file = book.case(CASE)
    hers = {word.casefold().strip("“”‘’.,?!") for said in _texts(file, MARGARET) for word in said.split()}
    his = {word.casefold().strip("“”‘’.,?!") for said in _texts(file, DANIEL) for word in said.split()}
    own = {word.casefold().strip("“”‘’.,?!") for word in " ".join((*_own_words(), *_released(file))).split()}
    private = {word for word in hers - his - own if len(word) >= 6}
    assert {"larkspur", "library", "tuesdays"} <= private
    held = repr(pack.offer(book, file, visit(book)).sheets.sheets).casefold()
    lines = " ".join(words_on(pack.offer(book, file, visit(book)).sheets)).casefold()
    assert [word for word in sorted(private) if word in lines.split() or f"'{word}'" in held] == []


def _texts(file: CaseFile, person: Id) -> Iterator[str]:
    yield from (one.words for one in file.of(Contact, person))
    yield from (one.words for one in file.of(PreparationNote, person))


def _released(file: CaseFile) -> Iterator[str]:
    yield from (item.words for item in file.all(PassedOn) if step_of(item) in (Step.APPROVED, Step.CHECKED))


def _own_words() -> Iterator[str]:
    texts = pack.texts()
    yield from (said for prompts in texts.prompts.values() for said in prompts)
    yield from texts.asked.values()
    yield from words("sheet_line").values()
    yield from words("sheet_form").values()


def test_a_stop_a_closed_case_and_an_open_side_stop_it(book: Workbook) -> None:
    assert why(book) == ""
    sheets = printed(book)
    book.open_side(CASE, DANIEL)
    assert why(book) == papers.ONE_SIDE
    kept = book.case(CASE).all(Printed)
    with pytest.raises(Stopped):
        pack.again(book, book.case(CASE), kept[0])
    book.leave_side(making.PASSPHRASE)
    change(book, DANIEL, stopped_on=Day("2026-02-17"))
    assert why(book) == "Daniel has stopped. Nothing more is asked."
    with pytest.raises(Stopped):
        made(book)
    with pytest.raises(Stopped):
        pack.again(book, book.case(CASE), next(one for one in book.case(CASE).all(Printed) if one.id == sheets[0].printed))


def test_a_name_that_gives_somebody_else_away_stops_it(book: Workbook) -> None:
    change(book, DANIEL, print_name="Daniel, of whom Siân knows")
    book.add(Participant, CASE, {"print_name": "Siân", "role": Choice("supporter"), "supports": MARGARET})
    offer = pack.offer(book, book.case(CASE), visit(book))
    assert [stop.hit.words for stop in offer.stops] == ["Siân"]
    assert "Nothing says that" in offer.stops[0].sentence
    with pytest.raises(Stopped):
        pack.make(offer)


def test_after_the_other_has_stopped_he_may_still_be_visited_and_nothing_is_offered(book: Workbook) -> None:
    change(book, MARGARET, stopped_on=Day("2026-02-17"))
    assert [sheet.form for sheet in made(book).offer.sheets.sheets] == ["notes_1", "notes_2", "next"]


# Codes ------------------------------------------------------------------------------------------------------------------------


def test_a_code_leads_to_its_sheet_and_tells_nothing_else(book: Workbook) -> None:
    hers, his = printed(book, MARGARET), printed(book)
    for sheet in (*hers, *his):
        assert pack.sheet_of_code(book, sheet.code) == (CASE, sheet.id)
    for nothing in ("", "0" * 10, his[0].code[:9], his[0].code.lower(), f"{his[0].code} ", "larkspur--", "LARKSPUR00"):
        assert pack.sheet_of_code(book, nothing) is None
    book.add(Contact, CASE, {"person": MARGARET, "words": f"The code was {his[0].code}."})
    assert pack.sheet_of_code(book, his[0].code) == (CASE, his[0].id)
    book.open_side(CASE, DANIEL)
    assert pack.sheet_of_code(book, his[0].code) == (CASE, his[0].id)
    assert pack.sheet_of_code(book, hers[0].code) is None, "not even that it is one of ours"


def test_a_code_still_leads_to_its_sheet_when_two_entries_were_one_person(book: Workbook) -> None:
    sheets = printed(book)
    twin, _ = book.add(Participant, CASE, {"print_name": "Dan", "role": Choice("responsible")})
    joining.join(book, book.case(CASE), DANIEL, twin)
    found = pack.sheet_of_code(book, sheets[0].code)
    assert found is not None
    sheet = book.case(CASE).get(VisitSheet, found[1])
    assert sheet is not None
    assert (sheet.person, sheet.code) == (twin, sheets[0].code)


# Coming back ------------------------------------------------------------------------------------------------------------------


def test_each_line_goes_into_the_record_that_the_screen_writes(book: Workbook) -> None:
    sheets = printed(book)
    file = book.case(CASE)
    every = {name: one for sheet in sheets for name, one in asked(book, sheet).items()}
    note = every["worries.words"].record
    assert isinstance(note, PreparationNote)
    assert (note.person, note.meeting, note.topic, note.author) == (DANIEL, visit(book).id, "worries", "Priya")
    answer = every["yes_take_part.answer"].record
    assert isinstance(answer, Consent)
    assert (answer.scope, answer.on, answer.how, answer.form) == ("take_part", "2026-02-18", "signed", "Sheet P-3")
    item = every["pass_on_1.words"].record
    assert isinstance(item, PassedOn)
    assert (item.giver, item.receiver, step_of(item)) == (DANIEL, MARGARET, Step.PROPOSED)
    assert every["offer_1.choice"].kind == HEAR
    assert every["offer_1.choice"].record is not None
    assert isinstance(every["promise.by"].record, PromiseMade)
    assert every["promise.by"].record.id == every["promise.words"].record.id
    assert isinstance(every["next_visit.at"].record, Preparation)
    again = {name: one.record.id for sheet in sheets for name, one in asked(book, sheet).items()}
    assert again == {name: one.record.id for name, one in every.items()}, "opened twice it is the same"
    assert file.get(PreparationNote, note.id) is None, "shown is not made"


def test_with_one_side_open_it_goes_on_and_names_nobody(book: Workbook) -> None:
    hers, his = printed(book, MARGARET), printed(book)
    book.open_side(CASE, DANIEL)
    found = back_from_paper.back(book, CASE, his[4].id)
    assert found.sheet is not None
    assert found.sheet.record.id == his[4].id
    assert "Margaret" not in repr([(one.label, one.known) for one in found.sheet.asked])
    with pytest.raises(NoSuchVisit):
        back_from_paper.back(book, CASE, hers[0].id)


def test_it_goes_on_where_this_person_left_off(book: Workbook) -> None:
    sheets = printed(book)

    def at() -> int:
        found = back_from_paper.back(book, CASE, visit(book).id)
        return found.sheet.record.number if found.sheet else 0

    assert at() == 1
    account(book, sheets[0], "typed")
    account(book, sheets[1], "blank")
    colleague(book, sheets[2], "typed")
    assert at() == 3, "a colleague's account is not this person's"
    for sheet in sheets[2:]:
        account(book, sheet, "typed")
    assert at() == 0
    assert back_from_paper.back(book, CASE, sheets[1].id).sheet is not None, "one of them by itself"


def test_one_that_did_not_come_out_is_never_counted_among_those_that_are_in(book: Workbook) -> None:
    sheets = printed(book)
    for sheet in sheets:
        account(book, sheet, "typed")
    colleague(book, sheets[2], "not_out", where_now="An officer at the desk has it")
    file = book.case(CASE)
    assert became_of(file, sheets[2]) is Became.NOT_OUT
    assert where_is(file, sheets[2]) == ("", "An officer at the desk has it")
    assert back_from_paper.in_words(file, sheets) == "Four sheets in. One sheet did not come out."
    back_from_paper.put_away(book, file, sheets, "destroyed")
    file = book.case(CASE)
    assert where_is(file, sheets[2]) == ("", "An officer at the desk has it")
    assert {where_is(file, one)[0] for one in sheets if one.number != 3} == {"destroyed"}
    assert not file.forks, "two accounts are two records"
    (check,) = (one for one in gates.checks(file, book.clock.today()) if one.key == "sheet:not_out")
    assert check.words == "Sheet P-3 of the visit with Daniel did not come out. An officer at the desk has it."


def test_the_register_knows_where_they_are_without_being_told_again(book: Workbook) -> None:
    sheets = printed(book)

    def place() -> Place:
        file = book.case(CASE)
        return place_of(file, next(one for one in file.all(Printed) if one.id == sheets[0].printed))

    assert place() is Place.OUT
    for sheet in sheets:
        account(book, sheet, "typed")
    assert place() is Place.OUT, "typed in, and still in somebody's bag"
    for where, expected in (("destroyed", Place.DESTROYED), ("handed_in", Place.KEPT), ("with_me", Place.OUT)):
        back_from_paper.put_away(book, book.case(CASE), sheets, where)
        assert place() is expected
    back_from_paper.put_away(book, book.case(CASE), sheets, "destroyed")
    account(book, sheets[2], "not_out", where_now="An officer has it")
    assert place() is Place.OUT, "one of them is somewhere"


def test_the_register_says_of_each_sheet_where_it_is(book: Workbook) -> None:
    sheets = printed(book)

    def where() -> str:
        file = book.case(CASE)
        return paper_out.where_words(book, file, next(one for one in file.all(Printed) if one.id == sheets[0].printed))

    assert where().startswith("Priya has it. ")
    account(book, sheets[0], "typed")
    assert where().startswith("P-1: typed in. P-2, P-3, P-4 and P-5: not typed in yet. ")
    for sheet in sheets[1:]:
        account(book, sheet, "blank")
    back_from_paper.put_away(book, book.case(CASE), sheets, "with_me")
    assert where().startswith("P-1, P-2, P-3, P-4 and P-5: with Priya. ")
    back_from_paper.put_away(book, book.case(CASE), sheets, "kept_by", "Ruth, in the safe")
    account(book, sheets[2], "not_out", where_now="An officer has it.")
    assert where().startswith("P-3 did not come out: An officer has it. P-1, P-2, P-4 and P-5: Ruth, in the safe. ")


def test_under_another_name_nobody_types_over_a_note(book: Workbook) -> None:
    meeting, topic = visit(book), "worries"
    first = visits.note_of(book, book.case(CASE), meeting, topic)
    written_down = {"person": DANIEL, "meeting": meeting.id, "topic": topic, "author": "Priya", "words": "Hers."}
    book.save([making.row(PreparationNote, first.id, written_down, case=CASE)])
    me = book.me()
    standing = assemble(NOBODY, book.vault.stored("user")).standing_of(me.id, "name")
    book.save([Row("user", Me.kind, me.id, {"name": "Owen"}, {"name": standing})])
    his = visits.note_of(book, book.case(CASE), meeting, topic)
    assert (his.author, his.words) == ("Owen", "")
    assert his.id not in book.case(CASE).records
    assert his.id == visits.note_of(book, book.case(CASE), meeting, topic).id, "opened twice it is one"


def test_sheets_that_nobody_typed_in_are_missed_once_the_visit_has_been(book: Workbook) -> None:
    printed(book)
    file = book.case(CASE)
    keys = [one.key for one in gates.checks(file, clock_at("2026-02-18T23:00").today())]
    assert "sheet:out" not in keys
    (check,) = (one for one in gates.checks(file, clock_at("2026-02-19T09:00").today()) if one.key == "sheet:out")
    assert check.words == "Sheets P-1, P-2, P-3, P-4 and P-5 of the visit with Daniel: nothing is typed in yet."


def test_today_says_that_paper_waits_from_the_end_of_the_visit_until_it_is_typed_in(
    book: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheets = printed(book)

    def waits(moment: str) -> list[tuple[str, str, str]]:
        monkeypatch.setattr(book, "clock", clock_at(moment))
        return [(line.title, line.kind, line.at_right) for line in today(book).unfinished if line.kind == VisitSheet.kind]

    assert waits("2026-02-18T10:30") == []
    assert waits("2026-02-18T12:10") == [("Back from paper: Daniel’s visit", "visit_sheet", "Type it in")]
    for sheet in sheets[:-1]:
        account(book, sheet, "typed")
    assert len(waits("2026-02-18T12:10")) == 1, "one is still in the bag"
    account(book, sheets[-1], "not_out", where_now="An officer has it")
    assert waits("2026-02-20T09:00") == []
    assert not book.vault.faults()


def test_what_a_colleague_has_typed_is_not_asked_again(book: Workbook) -> None:
    sheets = printed(book)
    key = colleague(book, sheets[4], "typed")
    promise = derived_id("owen", sheets[4].id, "promise")
    typed_by_owen(book, key, PromiseMade, promise, {"person": DANIEL, "words": "Tell him when we come", "by": "2026-02-20"})
    item = derived_id("owen", sheets[4].id, "pass_on_1")
    typed_by_owen(book, key, PassedOn, item, {"giver": DANIEL, "receiver": MARGARET, "words": "I saw no car"})
    consent = derived_id("owen", sheets[2].id, "yes_take_part")
    said = {"person": DANIEL, "scope": "take_part", "answer": "given", "on": "2026-02-18", "how": "signed"}
    typed_by_owen(book, key, Consent, consent, said)
    last, form = asked(book, sheets[4]), asked(book, sheets[2])
    assert last["promise.words"].known == "Owen has typed this in: Tell him when we come"
    assert "promise.by" not in last
    assert last["pass_on_1.words"].known == "Owen has typed this in: I saw no car"
    assert last["pass_on_2.words"].known == ""
    assert form["yes_take_part.answer"].known == "Said yes. It is written down already."
    assert form["yes_share_outcome.answer"].known == ""


def test_two_who_type_the_same_sheets_apart_write_two_notes_and_no_two_versions(book: Workbook) -> None:
    """Owen types them in the evening, and Priya, without a network, under her own name."""
    sheets = printed(book)
    key = colleague(book, sheets[0], "typed")
    account(book, sheets[0], "typed", blank=["the_other_person"])
    meeting = visit(book)
    said = {"person": DANIEL, "meeting": meeting.id, "topic": "worries", "author": "Owen", "words": "He goes quiet."}
    typed_by_owen(book, key, PreparationNote, derived_id("owen", meeting.id, "worries"), said)
    note = asked(book, sheets[1])["worries.words"].record
    assert isinstance(note, PreparationNote)
    assert note.words == "", "a colleague's note is not written over"
    file = book.case(CASE)
    first = {"person": note.person, "meeting": note.meeting, "topic": note.topic, "author": note.author}
    book.record(file, note, {**first, "words": "He was afraid to say it wrong."})
    for first_ticked in (("worries", "what_you_want"), ("what_you_want", "worries")):
        assert back_from_paper.in_order(first_ticked) == ["what_you_want", "worries"], "whoever ticks first, both have written the same"
    file = book.case(CASE)
    assert not file.forks
    notes = {one.author: one.words for one in file.all(PreparationNote) if one.meeting == meeting.id}
    assert notes == {"Owen": "He goes quiet.", "Priya": "He was afraid to say it wrong."}
    assert {file.entered[one.id].by for one in file.all(SheetTyped)} == {"owen", book.vault.author}


def test_words_that_were_taken_back_meanwhile_are_not_asked_about(book: Workbook) -> None:
    sheets = printed(book)
    file = book.case(CASE)
    item = file.get(PassedOn, sheets[3].offered[0])
    assert item is not None
    book.record(file, item, {"withdrawn": Act(on="2026-02-18", by="Priya")})
    book.open_side(CASE, DANIEL)
    found = asked(book, sheets[3])
    assert found["offer_1.choice"].known == "These words are not passed on any more."
    assert "Why my house" not in found["offer_1.choice"].label
    assert found["offer_2.choice"].known == ""
