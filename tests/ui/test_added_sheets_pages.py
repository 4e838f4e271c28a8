"""The sheets that are added, and the square beside words that were read back, in the real window and by keys."""

import pytest
import test_sheets_pages as sheets
from driver import ALT, CTRL, Hands, Key
from PySide6.QtWidgets import QRadioButton

from facilitator_app.errors import Trouble
from facilitator_app.records import Case, InformationGiven, Participant, PassedOn, Preparation, SafetyQuestions, SheetTyped, VisitSheet
from facilitator_app.records.passing_on import Step, step_of
from facilitator_app.records.record import Choice, Day, Id
from facilitator_app.records.sheets_out import Became, became_of, sheets_of
from facilitator_app.ui.page import Page
from facilitator_app.ui.place import Place
from facilitator_app.vault.rows import Row
from facilitator_app.wall.leaks import is_released
from facilitator_app.workbook import pack, passing_on

demonstration, path, hands = sheets.demonstration, sheets.path, sheets.hands
space, story, shown = sheets.space, sheets.story, sheets.shown
WORDS = "I sleep again, tell him that."
YES, QUESTION = "Yes, these words", "Was it ticked that these words were read back?"


def today_with(hands: Hands, number: int, *added: str, case: Id | None = None) -> Id:
    """A visit of this very day with one side, its sheets printed; the visit."""
    book = space(hands).book
    file = book.case(case or story(hands).id)
    day = Day(book.clock.today().isoformat())
    meeting, _ = book.add(Preparation, file.id, {"person": file.sides[number].id, "day": day, "at": "14:00"})
    file = book.case(file.id)
    visit = file.get(Preparation, meeting)
    assert visit is not None
    pack.issued(book, file.id, pack.make(pack.offer(book, file, visit, added=added)), "printed")
    return meeting


def sheet(hands: Hands, meeting: Id, form: str, case: Id | None = None) -> VisitSheet:
    file = space(hands).book.case(case or story(hands).id)
    return next(one for one in sheets_of(file, meeting) if one.form == form)


def open_it(hands: Hands, one: VisitSheet) -> None:
    space(hands).go(Place("back_from_paper", one.case, one.meeting, str(one.number)))
    hands.rest()


def items(hands: Hands) -> list[PassedOn]:
    """What she lets be passed on, of the sheets of this test."""
    return [one for one in story(hands).all(PassedOn) if one.words.startswith("I sleep")]


def typed_and_ticked(hands: Hands) -> VisitSheet:
    one = sheet(hands, today_with(hands, 0), "next")
    open_it(hands, one)
    hands.write(WORDS)
    hands.key(Key.Key_Return)
    hands.see(QUESTION, f"It counts for these very words, and for no others: “{WORDS}”")
    hands.key(Key.Key_Space)
    hands.rest()
    return one


# Making -------------------------------------------------------------------------------------------------------------------------


def test_sheets_are_added_one_by_one_and_stay_in_another_print(hands: Hands) -> None:
    sheets.look(hands, "visit_pack")
    hands.see("Also for this visit", "What was explained to Margaret is not written down yet.", "P-1  Notes, part 1")
    hands.unseen("P-1  Information")
    hands.press("What was explained and handed over")
    hands.see("P-1  Information", "P-2  Notes, part 1")
    hands.press("How things are, after the meeting")
    hands.see("P-2  Notes, another part", "P-3  Notes, part 1")
    hands.press("Large print, 18 pt")
    hands.see("P-1  Information", "P-2  Notes, another part")
    hands.press("What was explained and handed over")
    hands.see("P-1  Notes, another part", "P-2  Notes, part 1")


def light_case(hands: Hands) -> Id:
    book = space(hands).book
    case = Id("light-case-00000000000")
    rows = [Row(f"case/{case}", Case.kind, case, {"reference": "L", "path": "light", "lead": "Priya"})]
    for name in ("Aled", "Bronwen"):
        rows.append(Row(f"case/{case}", Participant.kind, Id(f"light-{name}"), {"print_name": name, "role": Choice("taking_part")}))
    book.save(rows)
    return case


def test_what_the_numbers_ask_is_on_the_screen_and_typed_back_by_keys(hands: Hands) -> None:
    case = light_case(hands)
    meeting = today_with(hands, 0, "safety", case=case)
    space(hands).go(Place("visit_pack", case, meeting))
    hands.see("What the numbers ask", "1  Is anybody afraid of the other?", "These words are on no paper.")
    hands.unseen("6  Does anything else")
    open_it(hands, sheet(hands, meeting, "safety", case))
    hands.see("1  Is anybody afraid of the other?", "for facilitators")
    hands.key(Key.Key_Space)  # yes
    hands.key(Key.Key_Return)
    hands.key(Key.Key_1, ALT)
    hands.key(Key.Key_2, ALT)
    for _ in range(2):
        hands.key(Key.Key_Right)
        hands.key(Key.Key_Space)  # no
        hands.key(Key.Key_Return)
    hands.see("is in. It holds Aled’s words")
    (answers,) = space(hands).book.case(case).all(SafetyQuestions)
    assert (answers.afraid, answers.hurt, answers.court, answers.children, answers.pressed, answers.uneasy) == (
        "yes",
        "",
        "",
        "no",
        "no",
        "",
    )
    assert answers.asked_of == "light-Aled"
    (account,) = space(hands).book.case(case).all(SheetTyped)
    assert (account.blank, account.unread, account.became) == (("six_hurt",), ("six_court",), "typed")


def test_a_square_that_was_not_ticked_is_one_that_was_left_blank(hands: Hands) -> None:
    one = sheet(hands, today_with(hands, 0, "given"), "given")
    open_it(hands, one)
    hands.key(Key.Key_Space)
    hands.key(Key.Key_Return)
    hands.key(Key.Key_Right)
    hands.key(Key.Key_Space)
    hands.see("Left blank, Not ticked")
    hands.key(Key.Key_Return)
    hands.key(Key.Key_1, ALT)
    hands.write("The information sheet")
    hands.key(Key.Key_Return)
    hands.press("Easy read, with pictures")
    hands.key(Key.Key_Return)
    hands.write("Siân")
    hands.key(Key.Key_Return, CTRL)
    hands.see("Line 6 is empty.")
    hands.key(Key.Key_1, ALT)
    hands.see("is in. It holds Margaret’s words")
    (given,) = story(hands).all(InformationGiven)
    assert (given.said_choice, given.said_limits, given.said_rights, given.handed, given.format) == (
        True, False, False, "The information sheet", "easy_read",
    )  # fmt: skip
    (account,) = (a for a in story(hands).all(SheetTyped) if a.sheet == one.id)
    assert account.blank == ("said_limits", "said_rights", "asked_us")
    meeting = story(hands).get(Preparation, one.meeting)
    assert meeting is not None
    assert meeting.present == "Siân"


def test_with_one_side_open_a_sheet_of_numbers_is_not_in_when_it_was_gone_past(hands: Hands) -> None:
    case = light_case(hands)
    one = sheet(hands, today_with(hands, 0, "safety", case=case), "safety", case)
    book = space(hands).book
    book.open_side(case, Id("light-Aled"))
    open_it(hands, one)
    hands.see("1  Question 1", "This is typed in when everything is open again.")
    hands.unseen("afraid", "hurt")
    hands.key(Key.Key_Return, CTRL)
    hands.rest()
    assert became_of(book.whole_case(case), one) is Became.OUT
    assert book.whole_case(case).all(SafetyQuestions) == ()


# Read back ----------------------------------------------------------------------------------------------------------------------


def test_the_square_counts_for_the_words_that_stand_typed(hands: Hands) -> None:
    one = typed_and_ticked(hands)
    hands.key(Key.Key_Return)
    hands.see("To pass on, second")
    _save(hands)
    (item,) = items(hands)
    assert step_of(item) is Step.APPROVED
    assert (item.approved.words, item.approved.on, item.approved.by) == (WORDS, "2026-03-17", "Priya")
    assert item.approved.how == f"on paper, sheet P-{one.number}, 14:00"
    assert item.approved.there == (story(hands).sides[0].id,)
    space(hands).go(Place("passing", story(hands).id))
    hands.see("with Margaret there. Typed in by Priya.")


def test_what_is_typed_into_the_words_afterwards_nobody_said_yes_to(hands: Hands) -> None:
    one = typed_and_ticked(hands)
    hands.key(Key.Key_Up, ALT)
    hands.key(Key.Key_End)
    hands.write(" And where I live.")
    hands.key(Key.Key_Return)
    hands.see(f"It was ticked for other words: “{WORDS}”.")
    assert _checked(hands) == []
    space(hands).go(Place("case", story(hands).id))
    hands.rest()
    (item,) = items(hands)
    assert item.words == f"{WORDS} And where I live."
    assert item.approved.words == WORDS
    assert step_of(item) is Step.PROPOSED
    assert not is_released(story(hands), item, story(hands).sides[1].id)
    open_it(hands, one)
    hands.see("It was ticked for other words")


def _checked(hands: Hands) -> list[str]:
    return [radio.accessibleName() for radio in hands.widgets(QRadioButton) if radio.isChecked()]


def test_a_disk_that_takes_nothing_for_a_while_makes_no_yes_to_what_was_typed_meanwhile(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The yes is tried again as it was given, and not made anew out of the words that stand there by then."""
    one = sheet(hands, today_with(hands, 0), "next")
    open_it(hands, one)
    hands.write(WORDS)
    hands.key(Key.Key_Return)
    book = space(hands).book
    real = book.put

    def full(*_: object) -> None:
        raise Trouble("The disk is full.")

    monkeypatch.setattr(book, "put", full)
    hands.key(Key.Key_Space)
    _save(hands)
    hands.key(Key.Key_Up, ALT)
    hands.key(Key.Key_End)
    hands.write(" And more.")
    _save(hands)
    monkeypatch.setattr(book, "put", real)
    _save(hands)
    space(hands).go(Place("case", story(hands).id))
    hands.rest()
    (item,) = items(hands)
    assert (item.words, item.approved.words) == (f"{WORDS} And more.", WORDS)
    assert step_of(item) is Step.PROPOSED


def _save(hands: Hands) -> None:
    page = shown(hands)
    assert isinstance(page, Page)
    for form in page.forms:
        form.flush()
    hands.rest()


def test_a_square_without_words_is_a_yes_to_nothing(hands: Hands) -> None:
    one = sheet(hands, today_with(hands, 0), "next")
    open_it(hands, one)
    hands.key(Key.Key_Down, ALT)
    hands.see(QUESTION)
    hands.key(Key.Key_Space)
    hands.see("Type the words first: a tick without words is a yes to nothing.")
    space(hands).go(Place("case", story(hands).id))
    hands.rest()
    assert not [item for item in story(hands).all(PassedOn) if item.approved.there]


def test_words_that_cannot_be_read_were_not_read_back(hands: Hands) -> None:
    typed_and_ticked(hands)
    hands.key(Key.Key_2, ALT)
    hands.see("To pass on, second")
    space(hands).go(Place("case", story(hands).id))
    hands.rest()
    (item,) = items(hands)
    assert item.words == WORDS
    assert step_of(item) is Step.PROPOSED


def test_a_sheet_that_did_not_come_out_was_typed_from_memory_and_counts_for_nothing(hands: Hands) -> None:
    one = typed_and_ticked(hands)
    hands.key(Key.Key_3, ALT)
    hands.write("An officer has it")
    hands.key(Key.Key_Return)
    hands.see("did not come out")
    (item,) = items(hands)
    assert item.words == WORDS, "what was typed stays"
    assert step_of(item) is Step.PROPOSED
    assert became_of(story(hands), one) is Became.NOT_OUT


def test_a_no_stands_and_can_be_put_right_while_nothing_else_has_happened(hands: Hands) -> None:
    one = typed_and_ticked(hands)
    hands.press("No")
    hands.key(Key.Key_Return)
    _save(hands)
    (item,) = items(hands)
    assert step_of(item) is Step.WITHDRAWN
    assert item.withdrawn.how == f"on paper, sheet P-{one.number}: said no when it was read back"
    open_it(hands, one)
    hands.key(Key.Key_Up, ALT)
    while QUESTION not in hands.screen():
        hands.key(Key.Key_Up, ALT)
    assert _checked(hands) == ["No"]
    hands.press(YES)
    space(hands).go(Place("case", story(hands).id))
    hands.rest()
    assert step_of(items(hands)[0]) is Step.APPROVED


def test_after_she_said_yes_by_telephone_the_sheet_changes_nothing_of_that(hands: Hands) -> None:
    one = typed_and_ticked(hands)
    space(hands).go(Place("case", story(hands).id))
    hands.rest()
    book, (item,) = space(hands).book, items(hands)
    passing_on.approve(book, story(hands), item, "by phone, 16:10")
    open_it(hands, one)
    while f"“{WORDS}” was read back since" not in hands.screen():
        hands.key(Key.Key_Up, ALT)
    hands.unseen(QUESTION)
    assert items(hands)[0].approved.how == "by phone, 16:10"
