"""RJ-2026-0101, by keys alone: the copies leave on 18 March, the office prints one, a line is changed in August, and what is out comes back.

It begins with the demonstration as it stands that evening. The change itself, which `story_after.py` makes by hand, is written between two
sittings. What is looked at is the screen, the bytes that a printer would be given, and the workbook, opened again.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from keys_only import KeysOnly
from on_paper import Printer, words_of
from PySide6.QtWidgets import QApplication

from facilitator_app import settings
from facilitator_app.calendar import clock_at
from facilitator_app.records import Agreement, Amendment, PaperAsked, PaperWent, Participant, Printed
from facilitator_app.records.agreed import in_force
from facilitator_app.records.agreement import Promise
from facilitator_app.records.fetching import to_fetch
from facilitator_app.records.record import Id, person_in
from facilitator_app.vault import door
from facilitator_app.vault.rows import Row
from facilitator_app.workbook import agreeing, demo
from facilitator_app.workbook.workbook import Workbook

COURSE = "Daniel will finish the thinking skills course."


@pytest.fixture(scope="module")
def hands(home: Path, qapp: QApplication) -> Iterator[KeysOnly]:
    """Somebody at the keyboard alone."""
    assert home
    made = KeysOnly(qapp)
    yield made
    made.leave()


@pytest.fixture(scope="module")
def book(hands: KeysOnly, home: Path) -> Path:
    """The demonstration on the evening of 18 March."""
    assert hands
    path = demo.make(home / "Demonstration.workbook", clock_at("2026-03-18T18:50"))
    settings.save(settings.load().changed(last_workbook=str(path)))
    return path


@contextmanager
def sitting(hands: KeysOnly, moment: str) -> Iterator[None]:
    """The program is started, unlocked, and closed again."""
    hands.start(moment)
    hands.unlock(demo.PASSPHRASE)
    yield
    hands.close()


@contextmanager
def opened(book: Path, moment: str) -> Iterator[tuple[Workbook, Id]]:
    """The workbook without a screen."""
    found = Workbook(door.open_with_passphrase(book, demo.PASSPHRASE, clock_at(moment)))
    try:
        yield found, next(fact.case for fact in found.cases() if fact.reference == "RJ-2026-0101")
        assert not found.vault.faults()
    finally:
        found.opened.close()


def to_copies(hands: KeysOnly) -> None:
    hands.press("Papers")
    hands.press("Look: Agreement for Margaret")
    hands.see("How Margaret wants it")


def test_one_is_sent_to_the_office_and_one_is_printed_to_be_kept(hands: KeysOnly, book: Path, printer: Printer) -> None:
    with sitting(hands, "2026-03-18T19:00"):
        to_copies(hands)
        hands.see("Margaret asked for it by post.")
        hands.press("Send to the office to print")
        hands.fill("Wanted by", "some day")
        hands.press("Send it to the office")
        hands.see("We cannot read this as a day.")
        hands.fill("Wanted by", "20 March 2026")
        hands.press("Send it to the office")
        hands.see("The office is asked to print it. It stands in the register.")
        hands.press("Daniel")
        hands.press("Print Daniel’s copy to keep here")
        hands.see("Sent to the printer. It stands in the register.")
        hands.press("Case file")
        hands.press("Print this copy for the case file")
        hands.press("Where it is")
        hands.see("Paper that is out", "The office is asked to print it.", "To be kept here for them.", "In the case file.")
        hands.press("Agreement for Daniel, standard")
        hands.see("Where it has been")
        hands.press("It is kept here")
        hands.see("Kept here for them, Wed 18 Mar")
    his, ours = printer.given
    assert "RJ-2026-0101" in words_of(ours)
    assert "RJ-2026-0101" not in words_of(his)
    assert COURSE in words_of(his)
    with opened(book, "2026-03-18T19:30") as (now, case):
        file = now.case(case)
        [asked], [went] = file.all(PaperAsked), file.all(PaperWent)
        assert (file.name(asked.person), asked.wanted_by, asked.hand_on) == ("Margaret", "2026-03-20", "post")
        assert (file.name(person_in(file.compartments[went.id])), went.what) == ("Daniel", "kept")


def test_the_office_prints_the_same_bytes_and_posts_them(hands: KeysOnly, book: Path, printer: Printer) -> None:
    with sitting(hands, "2026-03-19T09:00"):
        hands.press("Papers")
        hands.press("To print for others")
        hands.see(
            "Agreement for Margaret, large print, 18 pt", "Post it", "14 Larkspur Close, Loughborough", "by Fri 20 Mar, tomorrow, Priya"
        )
        hands.press("Print it")
        hands.see("Sent to the printer. Now hand it on.")
        hands.press("It was posted")
        hands.see("Nothing waits to be printed.")
    with opened(book, "2026-03-19T09:30") as (now, case):
        file = now.case(case)
        printed = file.get(Printed, file.all(PaperAsked)[0].printed)
        assert printed is not None
        from facilitator_app.workbook import print_register

        assert printer.given == [print_register.as_issued(now, file, printed)]
        assert "Larkspur" not in words_of(printer.given[0]), "an address stands on an envelope and on no paper"


def test_after_a_change_the_copies_that_are_out_are_fetched_back_and_ticked_off(hands: KeysOnly, book: Path, printer: Printer) -> None:
    with opened(book, "2026-08-06T17:30") as (now, case):
        file = now.case(case)
        agreement = file.all(Agreement)[-1]
        term = next(one for one in in_force(file, agreement).terms if one.promise.what == COURSE)
        id, _ = agreeing.propose(now, file, agreement, term, Promise(COURSE, term.promise.who, "2026-09-30"))
        for person in agreement.signers:
            change = now.case(case).get(Amendment, id)
            assert change is not None
            agreeing.say_yes(now, now.case(case), change, Id(person), "by phone")
    with sitting(hands, "2026-08-06T18:00"):
        hands.see("Paper to fetch back", "Agreement for Daniel", "Agreement for Margaret", "It is version 1. Version 2 holds now.")
        hands.unseen("Agreement for the case file")
        hands.press("Open: Agreement for Margaret")
        hands.see("Why it should come back", "Since Thu 6 Aug", "Posted to Margaret")
        hands.press("It cannot be reached")
        hands.press("Write that down")
        hands.see("A few words are needed here.")
        hands.fill("Why it cannot be reached", "She has put it away with her letters")
        hands.press("Write that down")
        hands.see("It cannot be reached, Thu 6 Aug: She has put it away with her letters")
        hands.unseen("Why it should come back")
        hands.press("Papers")
        hands.press("Paper that is out, in all your cases")
        hands.see("Paper to fetch back", "Kept here for them")
        hands.unseen("Agreement for Margaret")
        hands.press("Agreement for Daniel, standard")
        hands.press("It was destroyed")
        hands.see("It was destroyed, Thu 6 Aug")
        hands.press("Papers")
        hands.press("Paper that is out, in all your cases")
        hands.see("Paper that is out", "Agreement for Margaret")
        hands.press("To fetch back")
        hands.see("There is nothing to fetch back.")
        hands.press("Today")
        hands.unseen("Paper to fetch back")
    with opened(book, "2026-08-06T18:30") as (now, case):
        assert not to_fetch(now.case(case))
        assert len(now.case(case).all(PaperWent)) == 4, "nothing was undone"


def test_what_waits_when_somebody_stops_is_not_printed(hands: KeysOnly, book: Path, printer: Printer) -> None:
    with sitting(hands, "2026-08-07T10:00"):
        to_copies(hands)
        hands.press("Send to the office to print")
        hands.press("Send it to the office")
        hands.see("The office is asked to print it.")
        hands.press("Papers")
        hands.press("To print for others")
        hands.see("Agreement for Margaret, large print, 18 pt, version 2", "Print it")
    with opened(book, "2026-08-07T11:00") as (now, case):
        file = now.case(case)
        daniel = next(side for side in file.sides if side.print_name == "Daniel")
        replaces = {"stopped_on": file.standing_of(daniel.id, "stopped_on")}
        now.save([Row(file.compartments[daniel.id], Participant.kind, daniel.id, {"stopped_on": "2026-08-07"}, replaces)])
    with sitting(hands, "2026-08-07T12:00"):
        hands.press("Papers")
        hands.press("To print for others")
        hands.see("It is not printed. Somebody has stopped.")
        hands.unseen("Print it", "Page 1 of")
    assert not printer.given
