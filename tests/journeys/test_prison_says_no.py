"""RJ-2026-0201, Agnes and Callum: the prison says no, a full name is on the wrong sheet, and what is not on paper is no part of the fair copy.

The other laptop, the sheets for the visit and their scans are not here: what Priya does at hers is, from the case begun by hand to the amendment.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2
import pytest
from driver import ALT, CTRL, Hands, Key

from facilitator_app.calendar import Clock
from facilitator_app.records import Agreement, Incident, Preparation, Printed, PromiseMade, SomethingChanged, Term
from facilitator_app.records.agreed import in_force
from facilitator_app.records.case_file import CaseFile
from facilitator_app.vault import door
from facilitator_app.wall import one_side

PASSPHRASE = "violet kettle harbour ladder"
GARDEN = "Callum mends the gate and paints it."
COURSE = "Callum finishes the joinery course."
WEEKLY = "Callum finishes the joinery course, and tells Agnes each week how it goes."


@contextmanager
def sitting(hands: Hands, moment: str, size: tuple[int, int] = (1366, 768)) -> Iterator[None]:
    """The program is started, unlocked, and closed again."""
    hands.start(moment, size=size)
    hands.unlock(PASSPHRASE)
    yield
    hands.close()


def open_case(hands: Hands) -> None:
    """By its name."""
    hands.key(Key.Key_K, CTRL)
    hands.write("Agnes")
    hands.see("RJ-2026-0201")
    hands.key(Key.Key_Return)
    hands.see("What has happened")


def reopened(book: Path) -> CaseFile:
    """The case as it lies on the disk."""
    opened = door.open_with_passphrase(book, PASSPHRASE, Clock())
    try:
        assert not opened.vault.faults()
        return opened.vault.case_file(next(fact.case for fact in opened.vault.case_facts() if fact.reference == "RJ-2026-0201"))
    finally:
        opened.close()


@pytest.fixture(scope="module")
def book(hands: Hands, home: Path) -> Path:
    """A new workbook with the case begun by hand, and a visit planned."""
    hands.start("2026-05-20T10:00")
    for words in ("Priya", PASSPHRASE, PASSPHRASE):
        hands.write(words)
        hands.key(Key.Key_Return)
        hands.rest()
    hands.press("Begin a case by hand")
    hands.fill("First person", "Agnes")
    hands.fill("Second person", "Callum")
    hands.fill("Case reference", "RJ-2026-0201")
    hands.key(Key.Key_Return, CTRL)
    hands.see("What has happened")
    hands.press("Preparation")
    hands.press("Plan it: Plan a visit", 1)
    hands.fill("Day", "3 June 2026")
    hands.fill("Time", "09:30")
    hands.fill("Where", "HMP Sample")
    hands.press("Done")
    hands.press("Overview")
    hands.press("Write down a promise")
    hands.press("Agnes")
    hands.fill("What you promised", "Ring Agnes, even if there is no news")
    hands.fill("By", "5 June 2026")
    hands.press("Done")
    hands.close()
    return home / "My.workbook"


def test_he_was_moved_and_two_keys_say_so(hands: Hands, book: Path) -> None:
    """In the car park, on the smallest laptop: the visit on Today, its page, two keys."""
    with sitting(hands, "2026-06-03T08:40", (1093, 535)):
        hands.see("You see Callum at 09:30.")
        hands.press("Open everything")
        hands.see("Callum, first visit")
        hands.key(Key.Key_Return, CTRL)
        hands.see("Sheets for the visit with Callum", "Print the sheets for Callum")
        before = hands.keys
        hands.key(Key.Key_Period, CTRL)
        hands.see("The visit could not go ahead", "Everything that you wrote and promised stays.")
        hands.key(Key.Key_Return)
        assert hands.keys - before == 2
        hands.see("The visit with Callum could not go ahead.", "What you promised still stands", "Ring Agnes, even if there is no news")
        hands.choose("Why it could not go ahead", "Somebody was moved")
        assert "The visit could not take place." in hands.screen(), "what may be said to Agnes stands there already"
        hands.press("Write it: Something has changed")
        hands.choose("What", "Moved")
        hands.fill("In a few words", "Moved yesterday; the prison did not say where to.")
        hands.press("Done")
        hands.press("Done")
    file = reopened(book)
    agnes, callum = file.sides
    (visit,) = file.all(Preparation)
    assert (visit.person, visit.held, visit.could_not_why, visit.told_the_other) == (
        callum.id,
        "could_not",
        "moved",
        "The visit could not take place.",
    )
    (promise,) = file.all(PromiseMade)
    assert (promise.person, promise.kept_on) == (agnes.id, "")
    assert file.all(SomethingChanged)[0].what == "moved"
    hers = one_side.only(file, agnes.id)
    assert "moved" not in str([[getattr(record, name) for name in record.__dataclass_fields__] for record in hers.records.values()])


def test_a_full_name_on_another_sheet_is_asked_for_and_a_fresh_copy_offered(hands: Hands, book: Path, home: Path) -> None:
    with sitting(hands, "2026-07-16T17:00"):
        open_case(hands)
        hands.press("Agreement")
        hands.press("Copy from the signed paper")
        for number, (what, when) in enumerate(((GARDEN, "31 July 2026"), (COURSE, "31 August 2026")), start=1):
            if number > 1:
                hands.press("Add a line")
            hands.see(f"Line {number} of the agreement")
            hands.write(what)
            hands.press("Callum")
            hands.fill("By when", when)
            hands.key(Key.Key_Return, CTRL)
        hands.press("This is what was read back and signed")
        for name in ("Agnes", "Callum"):
            hands.press(name)
        hands.press("A full name can be read on somebody else’s sheet")
        hands.press("Agnes’s full name")
        hands.press("These words, these people")
        hands.see("Agnes’s full name can be read on the sheet of Callum. Offer a fresh copy in its place, and take the sheet back.")
        hands.see("Write down what happened, if you wish")
        hands.press("A fresh copy for Callum")
        hands.see("Print this copy for Callum")
        hands.save_as(home / "fresh.pdf", lambda: hands.press("Save as a file"))
        hands.see("Agreement for Callum")
        hands.press("Overview")
        hands.press("Agreement")
        hands.unseen("full name can be read")
    text = " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(home / "fresh.pdf"))
    assert "Agnes" in text
    file = reopened(book)
    (agreement,) = file.all(Agreement)
    assert agreement.full_names == (file.sides[0].id,)
    assert [one.recipient for one in file.all(Printed)] == [file.sides[1].id]
    assert not file.all(Incident), "offered, and not forced"


def test_what_is_not_on_paper_is_an_amendment_to_agree(hands: Hands, book: Path, home: Path) -> None:
    with sitting(hands, "2026-07-17T12:00"):
        open_case(hands)
        hands.press("Agreement")
        hands.press("Line 2: how it goes")
        hands.see("Not a letter of it changes any more; another promise needs everybody’s yes.")
        hands.press("Another promise in its place")
        hands.fill("What will happen", WEEKLY)
        hands.press("Propose this")
        hands.see("Proposed instead, not agreed yet")
        hands.press("Agreement")
        hands.press("Print the copies")
        hands.press("Agnes")
        hands.save_as(home / "agnes.pdf", lambda: hands.press("Save as a file"))
        hands.see("Agreement for Agnes")
    text = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(home / "agnes.pdf"))
    assert COURSE in text
    assert "each week" not in text
    with sitting(hands, "2026-08-31T16:00"):
        open_case(hands)
        hands.press("Agreement")
        hands.press("Line 2: how it goes")
        hands.press("Drop this change")
        hands.press("Write it: How it goes now")
        hands.choose("How it goes", "Not finished yet")
        hands.press("Done")
        hands.press("Another promise in its place")
        hands.fill("By when", "31 October 2026")
        hands.press("Propose this")
        hands.press("Said yes: Callum has not said yes yet")
        hands.see("Agnes has not said yes yet", "Proposed instead, not agreed yet")
        hands.press("Overview")
        hands.press("Write a note")
        hands.press("Callum")
        hands.write("On another wing now, so the course stopped. She may know that it needs longer.")
        hands.mark("it needs longer")
        hands.key(Key.Key_P, ALT)
        hands.fill("How you asked", "by phone, 15:10")
        hands.press("Yes, these words")
        hands.key(Key.Key_Return, CTRL)
    file = reopened(book)
    agreement = file.all(Agreement)[0]
    assert [term.promise.by_when for term in in_force(file, agreement).terms] == ["2026-07-31", "2026-08-31"], "until both have said yes"
    assert [term.promise.what for term in file.all(Term)] == [GARDEN, COURSE]
    hers = one_side.only(file, file.sides[0].id)
    assert "wing" not in str([[getattr(record, name) for name in record.__dataclass_fields__] for record in hers.records.values()])
