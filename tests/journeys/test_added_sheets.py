"""A month after the meeting, by key events alone: the sheets for what was explained and for how things are, there and back, and a tick that words
were read back. The oracle is the reopened workbook and the paper that left.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from driver import ALT, CTRL, Key
from keys_only import KeysOnly
from on_paper import pages_of_words
from PySide6.QtWidgets import QApplication

from facilitator_app import settings
from facilitator_app.calendar import Clock, clock_at
from facilitator_app.papers.codes import read_payload
from facilitator_app.records import (
    FollowUp,
    InformationGiven,
    Participant,
    PassedOn,
    Preparation,
    Printed,
    SheetTyped,
    TermProgress,
    VisitSheet,
)
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.passing_on import Step, step_of
from facilitator_app.records.record import compartment_name, person_in
from facilitator_app.records.sheets_out import Became, became_of, sheets_of
from facilitator_app.vault import door
from facilitator_app.workbook import demo

BEFORE, AFTER = "2026-04-15T09:00", "2026-04-15T16:10"
WORDS = "I sleep again, tell him that."


@pytest.fixture(scope="module")
def hands(home: Path, qapp: QApplication) -> Iterator[KeysOnly]:
    """Somebody without a mouse, a month after the meeting."""
    path = demo.make(home / "Demo.workbook", clock_at(BEFORE))
    settings.save(settings.load().changed(last_workbook=str(path)))
    made = KeysOnly(qapp)
    yield made
    made.leave()


@contextmanager
def sitting(hands: KeysOnly, moment: str, size: tuple[int, int]) -> Iterator[None]:
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
    return next(one for one in file.of(Preparation, file.sides[0].id) if one.day == "2026-04-15")


def to_preparation(hands: KeysOnly) -> None:
    hands.key(Key.Key_K, CTRL)
    hands.write("Margaret and")
    hands.key(Key.Key_Return)
    hands.press("Preparation")


def test_the_sheets_are_added_and_leave_with_nobody_elses_words(hands: KeysOnly, home: Path) -> None:
    with sitting(hands, BEFORE, (1366, 768)):
        to_preparation(hands)
        hands.press("Write it up: A visit that has been")
        hands.press("Sheets to take along")
        hands.see("Also for this visit", "Margaret has been in the meeting.", "P-1  Notes, part 1")
        hands.press("What was explained and handed over")
        hands.see("P-1  Information")
        hands.press("How things are, after the meeting")
        hands.see("P-2  Notes, another part", "P-6  Notes, last part")
        hands.save_as(home / "sheets.pdf", lambda: hands.press("Save as a file"))
        hands.see("Print the same sheets again", "Printed")
    file = kept(home)
    margaret = file.sides[0].id
    sheets = sheets_of(file, visit(file).id)
    assert [(one.number, one.form) for one in sheets] == [
        (1, "given"), (2, "follow_up"), (3, "notes_1"), (4, "notes_2"), (5, "yes_no"), (6, "next"),
    ]  # fmt: skip
    assert {person_in(file.compartments[one.id]) for one in sheets} == {margaret}
    (printed,) = (one for one in file.all(Printed) if one.paper == "visit_pack" and one.at.startswith("2026-04-15"))
    assert printed.recipient == margaret
    words = pages_of_words(home / "sheets.pdf")
    for gone in ("HMP", "Example", "burgl", "RJ-", "Pryce", "Okafor", "Larkspur", "17:00", "07700"):
        assert gone.casefold() not in " ".join(words).casefold(), gone
    assert not re.search("Margaret|Daniel|explained|agreed", words[-1]), "the list for where bags are looked through"
    with pypdfium2.PdfDocument(home / "sheets.pdf") as document:
        codes = [zxingcpp.read_barcodes(page.render(scale=3).to_pil()) for page in document]
    found = [read_payload(one[0].text) for one in codes if one]
    assert [(one.document, one.page) for one in found if one] == [(one.code, page) for one in sheets for page in range(1, one.pages + 1)]
    assert codes[-1] == []


def test_they_are_typed_back_and_stand_in_the_reopened_workbook(hands: KeysOnly, home: Path) -> None:
    before = {one.id for one in kept(home).all(TermProgress)}
    with sitting(hands, AFTER, (1093, 535)):
        to_preparation(hands)
        hands.press("Open: Wed 15 Apr")
        hands.press("Back from paper")
        hands.see("Typed now, 16:10. Both are kept.", "1  What this is, and that it is your choice")
        hands.key(Key.Key_Space)
        hands.key(Key.Key_Return)
        hands.key(Key.Key_1, ALT)
        hands.key(Key.Key_2, ALT)
        hands.write("The information sheet")
        hands.key(Key.Key_Return)
        hands.key(Key.Key_Right)
        hands.key(Key.Key_Space)
        hands.key(Key.Key_Return)
        hands.write("Siân")
        hands.key(Key.Key_Return)
        hands.write("Who keeps the paper?")
        hands.key(Key.Key_Return)
        hands.see("P-1 is in. It holds Margaret’s words: Margaret only.", "1  How things are")
        hands.write("She sleeps better.")
        hands.key(Key.Key_Return)
        hands.key(Key.Key_Space)
        hands.key(Key.Key_Return)
        hands.write("It came, and it was his own.")
        hands.key(Key.Key_Return)
        hands.press("Cannot say")
        hands.key(Key.Key_Return)
        hands.key(Key.Key_Return)
        hands.key(Key.Key_1, ALT)
        hands.write("Nothing more from him.")
        hands.key(Key.Key_Return)
        hands.see("P-2 is in.")
        for sheet in ("P-3", "P-4", "P-5"):
            hands.press("All that is left of this sheet is blank")
            hands.see(f"{sheet} is in.")
        hands.write(WORDS)
        hands.key(Key.Key_Return)
        hands.see("Was it ticked that these words were read back?", f"and for no others: “{WORDS}”")
        hands.key(Key.Key_Space)
        hands.key(Key.Key_Return)
        hands.press("All that is left of this sheet is blank")
        hands.see("Six sheets in. Where is the paper now?")
        hands.press("Destroyed")
        hands.see("Typed in. Line 3 cannot be read. Destroyed")
    file = kept(home)
    margaret, daniel = (side.id for side in file.sides)
    meeting = visit(file)
    assert meeting.present == "Siân"
    (given,) = file.of(InformationGiven, margaret)
    assert (given.said_choice, given.said_limits, given.said_rights, given.handed, given.format, given.asked) == (
        True, False, False, "The information sheet", "large", "Who keeps the paper?",
    )  # fmt: skip
    assert (given.day, given.meeting, given.author) == ("2026-04-15", meeting.id, "Priya")
    assert file.compartments[given.id] == compartment_name(InformationGiven, file.id, margaret)
    assert file.entered[given.id].at.startswith("2026-04-15T15:10"), "typed at, in UTC"
    call = next(one for one in file.of(FollowUp, margaret) if one.done_on == "2026-04-15")
    assert (call.words, call.wishes, call.author) == ("She sleeps better.", "Nothing more from him.", "Priya")
    sheets = sheets_of(file, meeting.id)
    said = {one.term: (one.status, one.words, one.on, one.source) for one in file.all(TermProgress) if one.id not in before}
    assert said == {
        sheets[1].terms[0]: ("done", "It came, and it was his own.", "2026-04-15", "Margaret"),
        sheets[1].terms[1]: ("cannot_say", "", "2026-04-15", "Margaret"),
    }
    item = next(one for one in file.all(PassedOn) if one.words == WORDS)
    assert (item.giver, item.receiver, step_of(item)) == (margaret, daniel, Step.APPROVED)
    supporter = next(one.id for one in file.all(Participant) if one.supports == margaret)
    yes = item.approved
    assert (yes.words, yes.on, yes.by, yes.how, yes.there) == (WORDS, "2026-04-15", "Priya", "on paper, sheet P-6", (margaret, supporter))
    accounts = {file.get(VisitSheet, one.sheet).number: one for one in file.all(SheetTyped) if one.person == margaret}  # type: ignore[union-attr]
    assert (accounts[1].blank, accounts[1].unread) == (("said_limits",), ("said_rights",))
    assert accounts[2].blank == ("term_3",)
    assert [became_of(file, one) for one in sheets] == [Became.TYPED] * 2 + [Became.BLANK] * 3 + [Became.TYPED]
    assert {one.paper for one in accounts.values()} == {"destroyed"}


def test_a_letter_that_is_changed_takes_the_yes_with_it(hands: KeysOnly, home: Path) -> None:
    with sitting(hands, AFTER, (1366, 768)):
        to_preparation(hands)
        hands.press("Open: Wed 15 Apr")
        hands.press("Back from paper")
        hands.press("Open", 5)
        hands.see("Sheet P-6")
        while "Was it ticked" in hands.screen() or "1  To pass on, first" not in hands.screen():
            hands.key(Key.Key_Up, ALT)
        hands.key(Key.Key_End)
        hands.write(" And when I am out.")
        hands.key(Key.Key_Return)
        hands.see(f"It was ticked for other words: “{WORDS}”.")
    file = kept(home)
    item = next(one for one in file.all(PassedOn) if one.words.startswith(WORDS))
    assert step_of(item) is Step.PROPOSED
    assert item.read_back.words == WORDS, "to what they said yes is not forgotten"
