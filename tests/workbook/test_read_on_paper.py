"""A tick on paper that words were read back: it is a yes to the words that were typed from that very sheet, and to nothing besides."""

from dataclasses import replace

import making
import pytest
import test_added_lines as sheets
from test_added_lines import asked, printed, visit
from test_pack import CASE, DANIEL, MARGARET, colleague, typed_by_owen

from facilitator_app.ledger.change import written
from facilitator_app.ledger.seals import SigningKey, derived_id
from facilitator_app.records import Agreement, ConferencePlan, Participant, PassedOn, Preparation, Term, VisitSheet
from facilitator_app.records.agreement import Promise, ReadBack
from facilitator_app.records.passing_on import Act, Step, Yes, step_of
from facilitator_app.records.record import Choice, Day, Id, compartment_name
from facilitator_app.wall.leaks import is_released
from facilitator_app.workbook import agreeing, pack, passing_on, read_on_paper
from facilitator_app.workbook.typing_in import LATER, READ, Asked
from facilitator_app.workbook.workbook import Workbook

filled, book = sheets.filled, sheets.book
WORDS = "I sleep again. Tell him that."
HERE = "on paper, sheet P-4, 14:00"


def last_sheet(book: Workbook, person: Id = MARGARET, **more: object) -> VisitSheet:
    return printed(book, visit(book, person, **more))["next"]  # type: ignore[arg-type] # what a visit has


def line(book: Workbook, sheet: VisitSheet, code: str = "pass_on_1") -> dict[str, Asked]:
    return {name.split(".")[1]: one for name, one in asked(book, sheet).items() if name.startswith(code)}


def tick(book: Workbook, sheet: VisitSheet, words: str = WORDS, code: str = "pass_on_1") -> PassedOn:
    """Words typed from a sheet, and the square beside them."""
    one = line(book, sheet, code)["words"]
    meeting = book.case(CASE).get(Preparation, sheet.meeting)
    assert meeting is not None
    yes = read_on_paper.yes_to(book.whole_case(CASE), meeting, sheet, words, "Priya")
    sheets.type_in(book, one, words=words, read_back=yes, approved=yes)
    item = book.case(CASE).get(PassedOn, one.record.id)
    assert item is not None
    return item


def test_it_is_their_yes_with_the_day_the_sheet_who_was_there_and_who_typed_it(book: Workbook) -> None:
    item = tick(book, last_sheet(book, present="Sian's neighbour and SIÂN"))
    her_supporter = next(one.id for one in book.case(CASE).all(Participant) if one.supports == MARGARET)
    assert item.approved == item.read_back == Yes(WORDS, "2026-04-15", "Priya", HERE, (MARGARET, her_supporter))
    assert step_of(item) is Step.APPROVED
    assert is_released(book.case(CASE), item, DANIEL)
    assert passing_on.on_paper_words(book.case(CASE), item) == f"Read back {HERE}, with Margaret and Siân there. Typed in by Priya."


def test_another_letter_and_it_is_a_proposal_again(book: Workbook) -> None:
    item = tick(book, last_sheet(book))
    for words in (WORDS.lower(), WORDS[:-1], "He may know where I live."):
        passing_on.change_words(book, book.case(CASE), item, words)
        item = book.case(CASE).get(PassedOn, item.id) or item
        assert step_of(item) is Step.PROPOSED, words
        assert not is_released(book.case(CASE), item, DANIEL)
        assert passing_on.on_paper_words(book.case(CASE), item) == ""


def test_it_counts_for_its_own_line_of_its_own_sheet_alone(book: Workbook) -> None:
    """The same words in the other line, on the sheets that were printed anew, and typed by a colleague from the same sheet: nobody's yes."""
    meeting = visit(book)
    first = printed(book, meeting)["next"]
    key = colleague(book, first, "typed")
    owens = derived_id("owen", first.id, "pass_on_2")
    typed_by_owen(book, key, PassedOn, owens, {"giver": MARGARET, "receiver": DANIEL, "words": WORDS}, MARGARET)
    mine = tick(book, first)
    pack.issued(book, CASE, pack.make(pack.offer(book, book.case(CASE), meeting)), "printed")
    second = next(one for one in book.case(CASE).all(VisitSheet) if one.meeting == meeting.id and one.form == "next" and one.id != first.id)
    again = line(book, second)
    assert again["words"].known == again["read_back"].known == ""
    sheets.type_in(book, again["words"], words=WORDS)
    file = book.case(CASE)
    released = [item.id for item in file.all(PassedOn) if item.words == WORDS and is_released(file, item, DANIEL)]
    assert released == [mine.id]
    assert line(book, first, "pass_on_2")["words"].known == f"Owen has typed this in: {WORDS}"


def test_a_sheets_number_is_not_the_beginning_of_another(book: Workbook) -> None:
    four = VisitSheet(id=Id("s"), number=4)
    assert read_on_paper.is_of(four, "on paper, sheet P-4")
    assert read_on_paper.is_of(four, "on paper, sheet P-4, 14:00")
    for other in ("on paper, sheet P-41", "on paper, sheet P-41, 14:00", "by phone, 16:10", "", "on paper, sheet P-"):
        assert not read_on_paper.is_of(four, other), other


def test_what_went_on_by_another_way_is_not_typed_over(book: Workbook) -> None:
    sheet = last_sheet(book)
    item = tick(book, sheet)
    assert line(book, sheet)["words"].known == "", "as long as nothing else happened it can be put right"
    file = book.case(CASE)
    other = Yes(words="Other words.", on="2026-04-15", by="Owen", how="by phone, 16:10")
    ways: tuple[tuple[dict[str, object], str], ...] = (
        ({"words": "Other words.", "read_back": other, "approved": other}, "was read back since"),
        ({"read_back": other}, "was read back since"),
        ({"offered": Act(on="2026-04-15", by="Owen")}, "was offered already"),
        ({"withdrawn": Act(on="2026-04-15", by="Owen", how="rang us")}, "is not passed on any more"),
    )
    for values, said in ways:
        now = replace(item, **values)  # type: ignore[arg-type] # fields of it
        case = replace(file, records={**file.records, item.id: now})
        assert said in read_on_paper.why_closed(case, item.id, sheet), values
    passing_on.approve(book, file, item, "by phone, 16:10")
    shown = line(book, sheet)
    assert "was read back since" in shown["words"].known
    assert "read_back" not in shown, "nothing is ticked either"
    assert book.case(CASE).get(PassedOn, item.id).approved.how == "by phone, 16:10"  # type: ignore[union-attr] # it is there


def test_two_versions_of_it_are_settled_first(book: Workbook) -> None:
    sheet = last_sheet(book)
    item = tick(book, sheet)
    file = book.case(CASE)
    forked = replace(file, forks=frozenset({(item.id, "words")}))
    assert "Two versions" in read_on_paper.why_closed(forked, item.id, sheet)
    assert not is_released(forked, item, DANIEL)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"day": ""}, "The day of this visit cannot be read."),
        ({"day": "next week"}, "The day of this visit cannot be read."),
        ({"day": "2026-04-16"}, "This visit has not been yet."),
    ],
)
def test_a_tick_of_no_day_or_of_tomorrow_counts_for_nothing(book: Workbook, change: dict[str, str], said: str) -> None:
    sheet = last_sheet(book)
    book.record(book.case(CASE), book.case(CASE).get(Preparation, sheet.meeting), change)  # type: ignore[arg-type] # it is there
    shown = line(book, sheet)
    assert shown["words"].known == "", "the words are typed all the same"
    assert shown["read_back"].known.startswith(said)


def test_where_it_could_go_to_several_a_tick_says_not_to_whom(book: Workbook) -> None:
    sheet = last_sheet(book)
    assert line(book, sheet)["read_back"].kind == READ
    book.add(Participant, CASE, {"print_name": "Zofia", "role": Choice("responsible")})
    assert "To whom" in line(book, sheet)["read_back"].known


def test_after_a_stop_nothing_of_theirs_is_passed_on(book: Workbook) -> None:
    sheet = last_sheet(book)
    person = book.case(CASE).get(Participant, MARGARET)
    assert person is not None
    book.record(book.case(CASE), person, {"stopped_on": Day("2026-04-15")})
    assert line(book, sheet)["read_back"].known == "Margaret has stopped. Nothing of theirs is passed on."


def test_with_her_side_open_it_is_ticked_and_not_even_told_why_it_is_not(book: Workbook) -> None:
    sheet = last_sheet(book)
    book.open_side(CASE, MARGARET)
    assert line(book, sheet)["read_back"].known == ""
    item = tick(book, sheet)
    book.leave_side(making.PASSPHRASE)
    whole = book.case(CASE).get(PassedOn, item.id)
    assert whole is not None
    assert (whole.receiver, whole.approved.there) == (DANIEL, (MARGARET,))
    passing_on.offer(book, book.case(CASE), whole, "never")
    book.open_side(CASE, MARGARET)
    shown = line(book, sheet)
    assert (shown["words"].known, shown["words"].later) == (LATER, True), "whether it was offered is his to tell"
    book.leave_side(making.PASSPHRASE)
    book.add(Participant, CASE, {"print_name": "Zofia", "role": Choice("responsible")})
    book.open_side(CASE, MARGARET)
    assert line(book, sheet, "pass_on_2")["read_back"].known == LATER


# An agreement -------------------------------------------------------------------------------------------------------------------


def drafted(book: Workbook) -> Agreement:
    """Another meeting of theirs, whose lines are typed from the paper."""
    plan, _ = book.add(ConferencePlan, CASE, {"day": Day("2026-04-15"), "at": "10:00"})
    agreement, _ = book.add(Agreement, CASE, {"held_on": Day("2026-04-15"), "conference": plan})
    for number, what in enumerate(("He rings.", "She writes."), 1):
        book.add(Term, CASE, {"agreement": agreement, "number": number, "promise": Promise(what, (DANIEL,), "from today")})
    return agreement_now(book)


def agreement_now(book: Workbook) -> Agreement:
    found = agreeing.agreement_of(book.case(CASE))
    assert found is not None
    return found


def copy(book: Workbook) -> None:
    agreeing.copied(book, book.case(CASE), agreement_now(book), "2026-04-15", (MARGARET, DANIEL))


def test_what_was_read_back_and_signed_on_paper_says_with_whom_when_and_who_typed_it(book: Workbook) -> None:
    agreement = drafted(book)
    copy(book)
    file, now = book.case(CASE), agreement_now(book)
    assert now.id == agreement.id
    assert now.agreed == ReadBack("2026-04-15", "Priya", agreeing.lines_of(file, now), agreeing.ON_PAPER, "10:00", (MARGARET, DANIEL))
    assert agreeing.is_agreed(file, now)
    assert agreeing.read_back_words(file, now) == "Read back on paper at 10:00, with Margaret and Daniel there. Typed in by Priya."


def test_it_lapses_with_a_letter_with_a_line_more_and_with_a_line_less(book: Workbook) -> None:
    drafted(book)
    copy(book)
    term = book.case(CASE).terms(agreement_now(book))[0]
    book.record(book.case(CASE), term, {"promise": replace(term.promise, what="He rings her.")})
    assert not agreeing.is_agreed(book.case(CASE), agreement_now(book))
    assert agreeing.read_back_words(book.case(CASE), agreement_now(book)) == ""
    copy(book)
    assert agreeing.is_agreed(book.case(CASE), agreement_now(book))
    agreeing.add_term(book, book.case(CASE), agreement_now(book))
    assert not agreeing.is_agreed(book.case(CASE), agreement_now(book)), "a line that was on no sheet"


def test_what_was_read_back_before_is_never_overwritten(book: Workbook) -> None:
    """On the screen in the room; then other words on the paper that was signed; then, after a mistake in typing, once more."""
    drafted(book)
    agreeing.read_back(book, book.case(CASE), agreement_now(book))
    on_screen = agreement_now(book).agreed
    assert on_screen.how == ""
    term = book.case(CASE).terms(agreement_now(book))[0]
    book.record(book.case(CASE), term, {"promise": replace(term.promise, what="He rings on Sundays.")})
    copy(book)
    on_paper = agreement_now(book).agreed
    assert agreement_now(book).read_before == (on_screen,)
    copy(book)
    assert agreement_now(book).read_before == (on_screen, on_paper)
    assert on_screen.lines != on_paper.lines


def test_words_that_came_in_meanwhile_were_on_no_sheet(book: Workbook) -> None:
    """What stood on the screen is what the sheet was compared with; a colleague's line arrives between looking and pressing."""
    drafted(book)
    seen, agreement = book.case(CASE), agreement_now(book)
    term = seen.terms(agreement)[0]
    book.record(seen, term, {"promise": replace(term.promise, what="He pays.")})
    agreeing.copied(book, seen, agreement, "2026-04-15", (MARGARET, DANIEL))
    assert not agreeing.is_agreed(book.case(CASE), agreement_now(book))


def test_of_two_versions_the_paper_decides_and_no_tick(book: Workbook) -> None:
    drafted(book)
    file, agreement = book.case(CASE), agreement_now(book)
    term = file.terms(agreement)[0]
    key = SigningKey()
    book.vault.trust(key.public, "owen")
    body = written(
        key, compartment=compartment_name(Term, CASE), record=term.id, kind=Term.kind, values={"promise": {"what": "He pays.", "who": [], "by_when": ""}},
        replaces={}, author="owen", at="2026-04-15T21:05:00Z",
    )  # fmt: skip
    book.vault.apply([body], "exchange")
    file = book.case(CASE)
    assert (term.id, "promise") in file.forks
    before = agreement_now(book).agreed
    with pytest.raises(agreeing.TwoVersions):
        copy(book)
    assert agreement_now(book).agreed == before
    agreeing.read_back(book, file, agreement_now(book))
    assert not agreeing.is_agreed(book.case(CASE), agreement_now(book)), "both stood there, and only one can have been read"
