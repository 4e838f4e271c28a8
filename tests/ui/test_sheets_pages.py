"""The sheets for a visit in the real window: printed, made anew, stopped; typed in, left in the middle, and with one side open."""

import os
import shutil
import signal
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
import test_workspace as window
from driver import ALT, CTRL, Hands, Key
from PIL import Image
from PySide6.QtWidgets import QApplication, QFileDialog

from facilitator_app import settings
from facilitator_app.records import Participant, PassedOn, Preparation, PreparationNote, Printed, SheetTyped, VisitSheet
from facilitator_app.records.record import Day, Id
from facilitator_app.records.sheets_out import Became, became_of, sheets_of
from facilitator_app.ui import printing
from facilitator_app.ui.page import Page
from facilitator_app.ui.pages.back_from_paper import BackFromPaperPage
from facilitator_app.ui.pages.list import CLOSED_WITH_ONE_SIDE
from facilitator_app.ui.parts.page_pictures import PagePicture
from facilitator_app.ui.place import Place
from facilitator_app.workbook import day, demo, pack

demonstration, path, hands = window.demonstration, window.path, window.hands
space, story = window.space, window.story


def visit(hands: Hands, number: int = 0) -> Id:
    """The last visit to one side."""
    file = story(hands)
    return file.of(Preparation, file.sides[number].id)[-1].id


def look(hands: Hands, page: str, more: str = "", number: int = 0) -> None:
    space(hands).go(Place(page, story(hands).id, visit(hands, number), more))
    hands.rest()


def print_them(hands: Hands, number: int = 0) -> None:
    book, file = space(hands).book, story(hands)
    meeting = file.get(Preparation, visit(hands, number))
    assert meeting is not None
    pack.issued(book, file.id, pack.make(pack.offer(book, file, meeting)), "printed")


def shown(hands: Hands) -> Page:
    found = space(hands).page
    assert found is not None
    return found


# Printing ---------------------------------------------------------------------------------------------------------------------


def test_printed_they_stand_in_the_register_and_are_the_same_sheets_until_somebody_makes_new_ones(
    hands: Hands, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    offered: list[str] = []

    def name(_: object, __: str, offer: str, *___: object, **____: object) -> tuple[str, str]:
        offered.append(offer)
        return str(tmp_path / "paper.pdf"), ""

    sent: list[bytes] = []
    asked: list[bool] = []
    job = type("Job", (), {"sets": 1})()

    def ask(_: object, __: int = 1, *, one_sided: bool = False) -> object:
        asked.append(one_sided)
        return job

    monkeypatch.setattr(QFileDialog, "getSaveFileName", name)
    monkeypatch.setattr(printing, "ask", ask)
    monkeypatch.setattr(printing, "send", lambda _, data, __: sent.append(data))
    look(hands, "visit_pack", "large")
    hands.press("Print the sheets for Margaret")
    hands.see("Print the same sheets again", "Printed")
    hands.press("Print the same sheets again")
    hands.press("Save as a file")
    hands.rest()
    assert asked == [True, True]
    assert sent[0] == sent[1] == (tmp_path / "paper.pdf").read_bytes()
    assert offered == ["Sheets.pdf"]
    file = story(hands)
    out = [one for one in file.all(Printed) if one.paper == pack.PAPER]
    assert {(one.recipient, one.format, one.digest) for one in out} == {(file.sides[0].id, "large", out[0].digest)}
    assert sorted(one.how for one in out) == ["printed", "printed", "saved"], "each copy that left stands in the register"
    first = {sheet.code for sheet in file.all(VisitSheet)}
    hands.press("Make new sheets")
    hands.see("Print the sheets for Margaret", "P-5  Notes, part 1")
    hands.press("Print the sheets for Margaret")
    hands.see("Print the same sheets again")
    assert sent[2] != sent[0]
    assert len({sheet.code for sheet in story(hands).all(VisitSheet)} - first) == len(first)


def test_a_printer_that_takes_nothing_leaves_nothing_in_the_register(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(_: object, __: bytes, ___: int) -> None:
        raise printing.NotPrinted

    monkeypatch.setattr(printing, "ask", lambda *_, **__: type("Job", (), {"sets": 1})())
    monkeypatch.setattr(printing, "send", refuses)
    look(hands, "visit_pack")
    hands.press("Print the sheets for Margaret")
    hands.see("The printer did not take this paper.")
    assert story(hands).all(VisitSheet) == ()


def test_after_a_stop_there_are_no_sheets_and_it_says_why(hands: Hands) -> None:
    print_them(hands)
    book, file = space(hands).book, story(hands)
    person = file.sides[0]
    assert isinstance(person, Participant)
    book.record(file, person, {"stopped_on": Day("2026-03-17")})
    look(hands, "visit_pack")
    hands.see("These sheets cannot be printed now.", "Somebody has stopped.")
    look(hands, "visit_pack", "new/standard")
    hands.see("Margaret has stopped. Nothing more is asked.")


def test_with_one_side_open_no_sheet_is_printed_and_his_own_are_typed_in(hands: Hands) -> None:
    print_them(hands, 1)
    print_them(hands, 0)
    assert "visit_pack" in CLOSED_WITH_ONE_SIDE
    assert "back_from_paper" not in CLOSED_WITH_ONE_SIDE
    book, file, hers = space(hands).book, story(hands), visit(hands, 0)
    book.open_side(file.id, file.sides[1].id)
    look(hands, "back_from_paper", number=1)
    hands.see("Daniel only", "Sheet P-1")
    hands.unseen("Margaret")
    space(hands).go(Place("back_from_paper", file.id, hers))
    hands.rest()
    hands.unseen("Margaret", "Sheet P-1")
    space(hands).go(Place("visit_pack", file.id, visit(hands, 1)))
    hands.rest()
    assert shown(hands).place.page == "case"


# Typing in --------------------------------------------------------------------------------------------------------------------


def test_what_is_typed_is_there_after_leaving_in_the_middle_of_a_line(hands: Hands) -> None:
    print_them(hands)
    look(hands, "back_from_paper")
    hands.write("She sleeps better.")
    hands.key(Key.Key_K, CTRL)
    look(hands, "back_from_paper")
    assert "She sleeps better." in hands.screen()
    assert "2  What you want" in hands.screen(), "it goes on at the next line"
    note = next(one for one in story(hands).all(PreparationNote) if one.words == "She sleeps better.")
    assert note.meeting == visit(hands)


def test_it_is_the_same_note_as_on_the_page_of_the_visit(hands: Hands) -> None:
    print_them(hands)
    meeting = visit(hands)
    before = {one.id for one in story(hands).all(PreparationNote)}
    look(hands, "back_from_paper")
    hands.write("From paper.")
    hands.key(Key.Key_Return)
    space(hands).go(Place("preparation", story(hands).id, meeting, "you_and_what_happened"))
    hands.rest()
    hands.see("From paper.")
    hands.write(" And more.")
    look(hands, "back_from_paper", "1")
    hands.key(Key.Key_Up, ALT)
    assert "From paper. And more." in hands.screen()
    after = [one for one in story(hands).all(PreparationNote) if one.id not in before and one.topic == "you_and_what_happened"]
    assert len(after) <= 1


def test_a_line_with_words_is_not_made_blank_by_a_key_and_words_take_a_mark_away(hands: Hands) -> None:
    print_them(hands)
    look(hands, "back_from_paper")
    hands.write("Words.")
    hands.key(Key.Key_1, ALT)
    hands.see("Something is typed in this line. Take it out first.")
    hands.key(Key.Key_Return)
    hands.key(Key.Key_1, ALT)
    hands.key(Key.Key_Up, ALT)
    hands.write("After all.")
    hands.key(Key.Key_Return)
    hands.key(Key.Key_2, ALT)
    hands.see("Sheet P-2")
    (account,) = story(hands).all(SheetTyped)
    assert (account.blank, account.unread, account.became) == ((), ("the_other_person",), "typed")


def test_a_sheet_that_came_out_after_all_is_one_like_the_others(hands: Hands) -> None:
    print_them(hands)
    look(hands, "back_from_paper")
    hands.key(Key.Key_3, ALT)
    hands.write("In the bag of a colleague")
    hands.key(Key.Key_Return)
    hands.see("P-1 did not come out. It may hold Margaret’s words, and nobody else’s.")
    sheet = sheets_of(story(hands), visit(hands))[0]
    assert became_of(story(hands), sheet) is Became.NOT_OUT
    look(hands, "back_from_paper", "1")
    hands.see("Where is P-1 now?", "In the bag of a colleague")
    hands.press("It came out after all")
    hands.press("All that is left of this sheet is blank")
    hands.see("Sheet P-2")
    assert became_of(story(hands), sheet) is Became.BLANK


def test_what_was_offered_is_written_down_on_the_day_of_the_visit_and_how_it_was_taken(hands: Hands) -> None:
    book, file = space(hands).book, story(hands)
    margaret, daniel = (side.id for side in file.sides)
    words = {"words": "When do you sleep?", "on": "2026-03-16", "by": "Priya", "how": "by phone"}
    book.add(
        PassedOn, file.id, {"giver": margaret, "receiver": daniel, "words": "When do you sleep?", "read_back": words, "approved": words}
    )
    print_them(hands, 1)
    meeting = story(hands).get(Preparation, visit(hands, 1))
    assert meeting is not None
    number = next(one.number for one in sheets_of(story(hands), meeting.id) if one.form == "offers")
    look(hands, "back_from_paper", str(number), number=1)
    while "“When do you sleep?”" not in _asked(hands):
        hands.key(Key.Key_1, ALT)
    hands.key(Key.Key_Space)
    hands.key(Key.Key_Return)
    hands.write("He was quiet, then nodded.")
    hands.key(Key.Key_Return, CTRL)
    hands.see("What we promised")
    item = next(one for one in story(hands).all(PassedOn) if one.words == "When do you sleep?")
    assert (item.choice, item.offered.on, item.given.on, item.received.how) == (
        "now",
        meeting.day,
        meeting.day,
        "He was quiet, then nodded.",
    )


def _asked(hands: Hands) -> str:
    """What stands above the field that is typed now."""
    focus = QApplication.focusWidget()
    assert focus is not None
    return f"{focus.accessibleName()} {focus.accessibleDescription()}"


def test_a_scan_stands_in_the_place_of_the_lines(hands: Hands) -> None:
    print_them(hands)
    look(hands, "back_from_paper")
    page = shown(hands)
    assert isinstance(page, BackFromPaperPage)
    kept = BytesIO()
    Image.new("L", (210, 297), 200).save(kept, "PNG")
    page._typed.paper.show_scan([b"no picture"])
    assert not page.findChildren(PagePicture), "the lines stay where a scan cannot be read"
    page._typed.paper.show_scan([kept.getvalue(), kept.getvalue()])
    hands.rest()
    assert [one.isVisible() for one in page.findChildren(PagePicture)] == [True, True]


def test_only_the_keys_that_do_something_are_named(hands: Hands) -> None:
    print_them(hands)
    look(hands, "back_from_paper", "1")
    hands.see("Alt+T: we talked about it.")
    look(hands, "back_from_paper", "3")
    hands.see("Enter: the next line.")
    hands.unseen("Alt+T")


def test_a_visit_without_sheets_says_so(hands: Hands) -> None:
    look(hands, "back_from_paper")
    hands.see("No sheets were printed for this visit.")


# For the day of the meeting ---------------------------------------------------------------------------------------------------


def test_the_meeting_has_its_list_too(hands: Hands) -> None:
    look(hands, "day", "list")
    hands.see("Print the list", "It has what you take in and how many pages, and nobody’s name.")
    made = day.make(space(hands).book, story(hands).id, day.LIST)
    assert made.pages == 1
    assert b"Margaret" not in made.data


# A power cut ------------------------------------------------------------------------------------------------------------------

_TYPE_AND_DIE = """
import os, signal, sys
from pathlib import Path
from facilitator_app.calendar import clock_at
from facilitator_app.records import Preparation, SheetTyped
from facilitator_app.records.record import Choice, compartment_name
from facilitator_app.records.sheets_out import sheets_of
from facilitator_app.vault import door
from facilitator_app.vault.rows import Edit
from facilitator_app.workbook import back_from_paper, demo, pack
from facilitator_app.workbook.workbook import Workbook

clock = clock_at("2026-03-17T20:00")
book = Workbook(door.open_with_passphrase(Path(sys.argv[1]), demo.PASSPHRASE, clock))
case = next(fact.case for fact in book.vault.case_facts() if fact.reference == "RJ-2026-0101")
file = book.case(case)
meeting = file.of(Preparation, file.sides[0].id)[-1]
pack.issued(book, case, pack.make(pack.offer(book, file, meeting)), "printed")
found = back_from_paper.back(book, case, meeting.id)
one = found.sheet.asked[1]
where = compartment_name(type(one.record), case, one.record.person)
first = {"person": one.record.person, "meeting": one.record.meeting, "topic": one.record.topic, "author": one.record.author}
book.put(*(Edit(one.record.kind, one.record.id, case, where, name, value, (), "e") for name, value in {**first, "words": "Half a sent"}.items()))
account = found.sheet.account
where = compartment_name(SheetTyped, case, account.person)
said = {"person": account.person, "sheet": account.sheet, "author": account.author, "blank": ["you_and_what_happened"]}
book.put(*(Edit(SheetTyped.kind, account.id, case, where, name, value, (), "e") for name, value in said.items()))
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_half_a_sentence_and_a_mark_are_there_after_a_power_cut(
    demonstration: Path, tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = Path(shutil.copytree(demonstration, tmp_path / "Demo.workbook"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    done = subprocess.run([sys.executable, "-c", _TYPE_AND_DIE, str(copy)], env=environment, capture_output=True, check=False, timeout=120)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    settings.save(settings.Settings(last_workbook=str(copy)))
    made = Hands(qapp)
    try:
        made.start("2026-03-17T20:30")
        made.unlock(demo.PASSPHRASE)
        look(made, "back_from_paper", "1")
        made.see("Half a sent", "Left blank", "3  The other person")
    finally:
        made.leave()
