"""The sheets of a visit, there and back, by key events alone: 2 February of the story, four sheets typed in at 12:05; and one that an officer keeps.

Counted at 40 words a minute; nobody was timed.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from driver import ALT, CTRL, SHIFT, Key
from keys_only import KeysOnly
from on_paper import pages_of_words
from PySide6.QtWidgets import QApplication

from facilitator_app import settings
from facilitator_app.calendar import Clock, clock_at
from facilitator_app.papers.codes import read_payload
from facilitator_app.records import Consent, PassedOn, Preparation, PreparationNote, Printed, PromiseMade, SheetTyped, VisitSheet
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.passing_on import Step, step_of
from facilitator_app.records.record import Id, person_in
from facilitator_app.records.sheets_out import Became, became_of, sheets_of, where_is
from facilitator_app.vault import door
from facilitator_app.workbook import demo

SECONDS, KEYS_A_SECOND = 5 * 60, 200 / 60  # 40 words of five letters a minute
HEARD = "He heard what this is. He asked who reads the notes."
WISH = "To say it was him, and not make it smaller."
AFRAID = "Saying the wrong thing. “I go quiet.”"


@pytest.fixture(scope="module")
def hands(home: Path, qapp: QApplication) -> Iterator[KeysOnly]:
    """Somebody without a mouse, and the demonstration on the evening before the visit."""
    path = demo.make(home / "Demo.workbook", clock_at("2026-02-01T18:00"))
    settings.save(settings.load().changed(last_workbook=str(path)))
    made = KeysOnly(qapp)
    yield made
    made.leave()


@contextmanager
def sitting(hands: KeysOnly, moment: str, size: tuple[int, int] = (1366, 768)) -> Iterator[None]:
    """The program is started, unlocked, and closed again."""
    hands.start(moment, size=size)
    hands.unlock(demo.PASSPHRASE)
    yield
    hands.close()


def kept(home: Path) -> CaseFile:
    """The case as it lies on the disk."""
    opened = door.open_with_passphrase(home / "Demo.workbook", demo.PASSPHRASE, Clock())
    try:
        assert not opened.vault.faults()
        file = opened.vault.case_file(next(fact.case for fact in opened.vault.case_facts() if fact.reference == "RJ-2026-0101"))
        assert not file.forks
        return file
    finally:
        opened.close()


def visit(file: CaseFile) -> Preparation:
    """Daniel's first."""
    return next(one for one in file.of(Preparation, file.sides[1].id) if one.day == "2026-02-02")


def test_today_leads_to_the_sheets_and_they_leave_as_four(hands: KeysOnly, home: Path) -> None:
    with sitting(hands, "2026-02-01T18:00"):
        hands.see("Get ready for this visit")
        before = hands.keys
        hands.key(Key.Key_Return, CTRL)
        hands.see("Sheets for the visit with Daniel", "P-1  Notes, part 1", "P-4  Notes, last part", "Print the sheets for Daniel")
        assert hands.keys - before == 1, "one button makes them"
        hands.save_as(home / "sheets.pdf", lambda: hands.press("Save as a file"))
        hands.see("Print the same sheets again", "Printed")
    file = kept(home)
    daniel = file.sides[1].id
    sheets = sheets_of(file, visit(file).id)
    assert [(one.number, one.form) for one in sheets] == [(1, "notes_1"), (2, "notes_2"), (3, "yes_no"), (4, "next")]
    assert {one.person for one in sheets} == {daniel}
    assert {person_in(file.compartments[one.id]) for one in sheets} == {daniel}
    assert sheets[2].asks == ("yes_explore", "yes_get_information")
    assert {became_of(file, one) for one in sheets} == {Became.OUT}
    (printed,) = (one for one in file.all(Printed) if one.paper == "visit_pack")
    assert (printed.recipient, printed.pages) == (daniel, 5)
    with pypdfium2.PdfDocument(home / "sheets.pdf") as document:
        codes = [zxingcpp.read_barcodes(page.render(scale=3).to_pil()) for page in document]
    words = pages_of_words(home / "sheets.pdf")
    said = " ".join(words)
    for gone in ("Margaret", "HMP", "Example", "Larkspur", "Priti", "burgl", "harm", "RJ-"):
        assert gone.casefold() not in said.casefold(), gone
    assert "Daniel" not in words[-1]
    assert codes[-1] == []
    for sheet, found in zip(sheets, codes, strict=False):
        code = read_payload(found[0].text)
        assert code is not None
        assert (code.document, code.page, code.is_copy) == (sheet.code, 1, False)
        assert re.sub(r"\W", "", sheet.code) in re.sub(r"\W", "", said)


def test_four_sheets_are_typed_in_five_minutes(hands: KeysOnly, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with sitting(hands, "2026-02-02T12:05"):
        hands.see("Unfinished", "Back from paper: Daniel’s visit")
        hands.press("Type it in: Back from paper: Daniel’s visit")
        hands.see("Written Mon 2 Feb 09:30. Typed now, 12:05. Both are kept.", "Daniel only", "Sheet P-1", "1  You and what happened")
        hands.unseen("Margaret never")
        before = hands.keys, hands.letters
        hands.write(HEARD)
        hands.key(Key.Key_T, ALT)
        hands.key(Key.Key_Return)
        hands.write(WISH)
        hands.key(Key.Key_T, ALT)
        hands.key(Key.Key_Return)
        hands.key(Key.Key_1, ALT)  # the other person: after the last line comes the next sheet
        hands.see("P-1 is in. It holds Daniel’s words: Daniel only.", "Sheet P-2")
        hands.key(Key.Key_1, ALT)
        hands.write(AFRAID)
        hands.key(Key.Key_T, ALT)
        hands.key(Key.Key_Return)
        hands.key(Key.Key_2, ALT)
        hands.see("P-2 is in.", "1  A yes or a no: to explore")
        hands.key(Key.Key_Space)
        hands.key(Key.Key_Return)
        hands.key(Key.Key_1, ALT)
        hands.see("P-3 is in.", "1  To pass on, first")
        hands.key(Key.Key_1, ALT)
        hands.key(Key.Key_1, ALT)
        hands.write("Tell him, through Priti Shah, when we come again")
        hands.key(Key.Key_Return)
        hands.write("13 February")
        hands.key(Key.Key_Return)
        hands.write("18 February")
        hands.key(Key.Key_Return)
        hands.write("9:50")
        hands.key(Key.Key_Return)
        hands.see("Four sheets in. Where is the paper now?")
        hands.key(Key.Key_Right)
        hands.key(Key.Key_Return)
        keys, letters = hands.keys - before[0], hands.letters - before[1]
        hands.see("Typed in. Handed in", "Typed in. Line 3 cannot be read. Handed in")
        hands.key(Key.Key_Return, CTRL)
        hands.see("The visit with Daniel is written down.")
    assert keys <= SECONDS * KEYS_A_SECOND
    with capsys.disabled():
        print(f"\nfour sheets: {keys} keys, {letters} of them letters, {keys / KEYS_A_SECOND:.0f} s at 40 words a minute")
    file = kept(home)
    meeting, daniel = visit(file), file.sides[1].id
    assert (meeting.held, meeting.talked_about) == ("yes", ("you_and_what_happened", "what_you_want", "worries"))
    notes = {one.topic: one.words for one in file.all(PreparationNote) if one.meeting == meeting.id}
    assert notes == {"you_and_what_happened": HEARD, "what_you_want": WISH, "worries": AFRAID}
    assert {one.author for one in file.all(PreparationNote) if one.meeting == meeting.id} == {"Priya"}
    (consent,) = file.of(Consent, daniel)
    assert (consent.scope, consent.answer, consent.on, consent.how, consent.form) == (
        "explore",
        "given",
        "2026-02-02",
        "signed",
        "Sheet P-3",
    )
    assert not [one for one in file.all(PassedOn) if one.giver == daniel]
    (promise,) = file.of(PromiseMade, daniel)
    assert (promise.words, promise.by) == ("Tell him, through Priti Shah, when we come again", "2026-02-13")
    coming = next(one for one in file.of(Preparation, daniel) if one.id != meeting.id)
    assert (coming.day, coming.at, coming.place, coming.paper_only) == ("2026-02-18", "09:50", "HMP Example, visits centre", True)
    assert [became_of(file, one) for one in sheets_of(file, meeting.id)] == [Became.TYPED] * 4
    accounts = {file.get(VisitSheet, one.sheet).number: one for one in file.all(SheetTyped)}  # type: ignore[union-attr]
    assert {number: (one.blank, one.unread) for number, one in accounts.items()} == {
        1: (("the_other_person",), ()), 2: (("who_and_where",), ("afterwards",)), 3: (("yes_get_information",), ()), 4: (("pass_on_1", "pass_on_2"), ()),
    }  # fmt: skip
    assert {one.paper for one in accounts.values()} == {"handed_in"}
    entered = file.entered[next(one.id for one in file.all(PreparationNote) if one.words == HEARD)]
    assert entered.at.startswith("2026-02-02T12:05"), "happened at 09:30, typed at 12:05"


def test_what_they_let_be_passed_on_is_proposed_and_no_more_and_a_sheet_may_stay_behind(hands: KeysOnly, home: Path) -> None:
    """24 June of another story, told on 18 February of this one: an officer keeps P-3. On the smallest laptop."""
    with sitting(hands, "2026-02-17T19:00", (1093, 535)):
        hands.key(Key.Key_Return, CTRL)
        hands.see("Sheets for the visit with Daniel")
        hands.save_as(home / "second.pdf", lambda: hands.press("Save as a file"))
        hands.see("Print the same sheets again")
    file = kept(home)
    second = next(one for one in file.of(Preparation, file.sides[1].id) if one.day == "2026-02-18")
    forms = [one.form for one in sheets_of(file, second.id)]
    with sitting(hands, "2026-02-18T19:00", (1093, 535)):
        hands.key(Key.Key_K, CTRL)
        hands.write("Margaret and")
        hands.key(Key.Key_Return)
        hands.press("Preparation")
        hands.press("Open: Wed 18 Feb 09:50")
        hands.press("Back from paper")
        hands.write("First line.")
        hands.key(Key.Key_Return, SHIFT)
        hands.write("Second line.")
        hands.key(Key.Key_Return, CTRL)
        hands.see("Line 2 is empty. Alt+1 left blank, Alt+2 cannot read.")
        hands.press("All that is left of this sheet is blank")
        hands.see("P-1 is in.")
        hands.press("All that is left of this sheet is blank")
        hands.see("P-2 is in.")
        hands.key(Key.Key_3, ALT)
        hands.see("Where is P-3 now?")
        hands.write("An officer at the desk kept it")
        hands.key(Key.Key_Return)
        hands.see("P-3 did not come out. It may hold Daniel’s words, and nobody else’s.")
    # In the middle the laptop is closed. What was typed is there, and it goes on at the next sheet.
    with sitting(hands, "2026-02-18T19:30", (1093, 535)):
        hands.key(Key.Key_K, CTRL)
        hands.write("Margaret and")
        hands.key(Key.Key_Return)
        hands.press("Preparation")
        hands.see("P-3 did not come out")
        hands.press("Open: Wed 18 Feb 09:50")
        hands.press("Back from paper")
        hands.see("P-3 did not come out. It may hold")
        while "To pass on, first" not in hands.screen():
            hands.press("All that is left of this sheet is blank")
        hands.write("I saw no car, I thought it was empty")
        hands.key(Key.Key_Return)
        hands.press("All that is left of this sheet is blank")
        hands.see("One sheet did not come out.", "Did not come out: An officer at the desk kept it")
        hands.press("Destroyed")
        hands.see("Left blank. Destroyed")
    file = kept(home)
    sheets = sheets_of(file, second.id)
    third = next(one for one in sheets if one.number == 3)
    assert [one.form for one in sheets] == forms
    assert became_of(file, third) is Became.NOT_OUT
    assert where_is(file, third) == ("", "An officer at the desk kept it")
    others = {became_of(file, one) for one in sheets if one.number != 3}
    assert others <= {Became.TYPED, Became.BLANK}
    assert {where_is(file, one)[0] for one in sheets if one.number != 3} == {"destroyed"}
    daniel = file.sides[1].id
    (item,) = (one for one in file.all(PassedOn) if one.giver == daniel)
    assert (item.words, item.receiver, step_of(item)) == ("I saw no car, I thought it was empty", file.sides[0].id, Step.PROPOSED)
    (note,) = (one for one in file.all(PreparationNote) if one.meeting == second.id)
    assert note.words == "First line.\nSecond line."
    assert file.get(Preparation, Id(note.meeting)) is not None
