"""The papers for the day in the real window, by keys alone: one print for all of them, and what is printed and sent is of that print."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import test_workspace as window
from driver import CTRL, Key
from keys_only import KeysOnly
from on_paper import Printer
from PySide6.QtWidgets import QApplication

from facilitator_app.records import PaperAsked, Preparation, Printed
from facilitator_app.ui import printing
from facilitator_app.ui.place import Place
from facilitator_app.workbook import day, demo, pack

demonstration, path, space, story = window.demonstration, window.path, window.space, window.story
EXTRA, LARGE, STANDARD, EASY = "Extra large print, 20 pt", "Large print, 18 pt", "Standard", "Easy read, with pictures"


@pytest.fixture
def hands(path: Path, qapp: QApplication) -> Iterator[KeysOnly]:
    """At Today, without a mouse."""
    assert path
    made = KeysOnly(qapp)
    made.start(window.EVENING)
    made.unlock(demo.PASSPHRASE)
    yield made
    made.leave()


@pytest.fixture
def printer(monkeypatch: pytest.MonkeyPatch) -> Printer:
    made = Printer()
    monkeypatch.setattr(printing, "ask", made.ask)
    monkeypatch.setattr(printing, "send", made.send)
    return made


def look(hands: KeysOnly, more: str) -> None:
    space(hands).go(Place("day", story(hands).id, more=more))
    hands.rest()


def more(hands: KeysOnly) -> str:
    page = space(hands).page
    assert page is not None
    return page.place.more


def chosen(hands: KeysOnly) -> list[str]:
    """What is marked as chosen at the side, by name."""
    from facilitator_app.ui.parts.choices import ChoiceButton

    return [one.accessibleName().split(". ")[0] for one in hands.widgets(ChoiceButton) if one.accessibleDescription() == "Chosen"]


def register(hands: KeysOnly) -> list[tuple[str, str, str]]:
    return [(one.paper, one.format, one.how) for one in story(hands).all(Printed) if one.paper in ENTERED]


ENTERED = {kind.entered for kind in day.KINDS}


def test_until_somebody_chooses_each_is_in_the_print_that_it_always_was_in(hands: KeysOnly) -> None:
    for kind, usual in ((day.GUIDE, LARGE), (day.SEATS, STANDARD), (day.OFFICER, STANDARD), (day.BLANK, STANDARD), (day.LIST, STANDARD)):
        look(hands, kind)
        assert chosen(hands)[1:] == [usual], kind
    hands.see("Guide", LARGE)
    look(hands, day.BOOKLET)
    hands.see("Print the booklet")
    hands.unseen(EXTRA)
    assert len(chosen(hands)) == 1


def test_what_is_chosen_once_goes_along_to_every_paper_and_into_printer_office_and_register(hands: KeysOnly, printer: Printer) -> None:
    look(hands, day.GUIDE)
    book, case, before = space(hands).book, story(hands).id, register(hands)
    hands.press(f"{EXTRA}. ")
    assert more(hands) == "guide/extra_large"
    hands.key(Key.Key_Return, CTRL)
    hands.see("Sent to the printer. It stands in the register.")
    hands.press("Guide, booklet. A5, two pages on each side")
    hands.press("Seats and running order. For the facilitators")
    assert (more(hands), chosen(hands)[1:]) == ("seats/extra_large", [EXTRA])
    hands.press("Send to the office to print")
    hands.press("Send it to the office")
    hands.see("The office is asked to print it.")
    hands.press("Seats for an officer. Who sits where, and nothing else")
    hands.key(Key.Key_Return, CTRL)
    hands.see("Sent to the printer. It stands in the register.")
    hands.press("Blank agreement sheets. Big lines for a pen")
    hands.key(Key.Key_Return, CTRL)
    hands.see("Sent to the printer. It stands in the register.")
    hands.press("What we take in. For where bags are looked through")
    hands.see("Guide", "Seats and running order", EXTRA)
    hands.key(Key.Key_Return, CTRL)
    hands.see("Sent to the printer. It stands in the register.")
    guide, officer, *blank, ours, listed = printer.given
    sheets = day.make(book, case, day.BLANK, "extra_large")
    assert sheets.blank is not None
    assert sheets.blank.beside is not None
    assert (blank, ours) == ([sheets.data] * (sheets.sets - 1), sheets.blank.beside.data)
    assert guide == day.make(book, case, day.GUIDE, "extra_large").data
    assert officer == day.make(book, case, day.OFFICER, "extra_large").data
    assert listed == day.make(book, case, day.LIST, "extra_large").data
    assert register(hands)[len(before) :] == [
        ("guide", "extra_large", "printed"), ("seating", "extra_large", "to_office"), ("seating_officer", "extra_large", "printed"),
        *[("agreement_blank", "extra_large", "printed")] * 2, ("packing_list", "extra_large", "printed"),
    ]  # fmt: skip
    assert len(story(hands).all(PaperAsked)) == 1
    hands.see("Paper that is out", "List of what is taken in")


def test_it_is_there_again_after_a_lock_and_when_somebody_comes_back(hands: KeysOnly, printer: Printer) -> None:
    look(hands, day.SEATS)
    hands.press(f"{LARGE}. ")
    hands.key(Key.Key_L, CTRL)
    hands.back_after_lock()
    hands.unlock(demo.PASSPHRASE)
    assert (more(hands), chosen(hands)[1:]) == ("seats/large", [LARGE])
    hands.key(Key.Key_Return, CTRL)
    hands.see("Sent to the printer. It stands in the register.")
    assert printer.given
    look(hands, day.SEATS)
    assert chosen(hands)[1:] == [LARGE]
    look(hands, day.LIST)
    assert chosen(hands)[1:] == [STANDARD]
    hands.see("Seats and running order", LARGE)


def test_the_form_of_a_visit_is_there_in_easy_read(hands: KeysOnly, printer: Printer) -> None:
    file = story(hands)
    visit = file.of(Preparation, file.sides[1].id)[-1].id
    space(hands).go(Place("visit_pack", file.id, visit))
    hands.rest()
    hands.press(f"{EASY}. ")
    assert more(hands) == "easy_read"
    hands.key(Key.Key_Return, CTRL)
    hands.see("Sent to the printer. It stands in the register.")
    printed = pack.printed_for(story(hands), visit)
    assert printed is not None
    assert printed.format == "easy_read"
    assert printer.given == [pack.again(space(hands).book, story(hands), printed)]
