"""RJ-2026-0201, Agnes and Callum: the prison says no, twice. From the visit that could not be to the second version of what they agreed.

Each test is a stage and goes on from the one before. All of it is done at one laptop, so what needs two waits for the exchange (issue 5): Priya's
own account typed offline under her own key, Owen's "30 August" beside her "31 August", and the two versions of a line that come of it. Two people
at one workbook are here what they can be today: each puts their name into Settings before they write, and each has a note of their own.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path

import pytest
import scanner
from driver import ALT, CTRL, Hands, Key
from on_paper import Printer, pages_of_words, words_of

from facilitator_app.calendar import Clock
from facilitator_app.records import (
    Agreement,
    Amendment,
    Consent,
    Incident,
    PassedOn,
    Preparation,
    PreparationNote,
    Printed,
    PromiseMade,
    Scan,
    Sealed,
    SheetTyped,
    SomethingChanged,
    Term,
)
from facilitator_app.records.agreed import in_force
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.fetching import to_fetch
from facilitator_app.records.paper_out import Place, place_of
from facilitator_app.records.passing_on import Step, step_of
from facilitator_app.records.record import person_in
from facilitator_app.records.sheets_out import Became, became_of, where_is
from facilitator_app.records.sheets_out import sheets_of as sheets_of_visit
from facilitator_app.vault import door
from facilitator_app.wall import one_side

PASSPHRASE = "violet kettle harbour ladder"
FIRST_PRISON, SECOND_PRISON = "HMP Sample", "HMP Example"
KEPT_IT = "An officer at the gate kept it"
HEARD = "He heard what this is. He wants to mend what he broke."
HER_ACCOUNT = "He asked twice who will read this."
GARDEN = "Callum mends the gate and paints it."
COURSE = "Callum finishes the joinery course."
WEEKLY = "Callum finishes the joinery course, and tells Agnes each week how it goes."
BY_THE_END = "the end of August"
SURNAME = "Moorcroft"  # in ink, on a sheet, and in nothing that is ever typed
LONGER = "it needs longer"
# What would tell Agnes where he is, or that he was moved within it.
WHERE = ("wing", "moved", "HMP", "Sample", "prison", "gate kept", "broke off")


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
        file = opened.vault.case_file(next(fact.case for fact in opened.vault.case_facts() if fact.reference == "RJ-2026-0201"))
        assert not file.forks
        return file
    finally:
        opened.close()


def hers(file: CaseFile) -> str:
    """Every value of her side, as it is read when it alone is open."""
    only = one_side.only(file, file.sides[0].id)
    return str([[getattr(record, one.name) for one in fields(record)] for record in only.records.values()])


def write_as(hands: Hands, name: str) -> None:
    """Whoever writes now puts their name into Settings: it stands beside what they write."""
    hands.press("Settings")
    hands.fill("Your name", name)
    hands.press("Today")


def plan_visit(hands: Hands, day: str, at: str, where: str) -> None:
    """A visit to Callum, from the page of the case."""
    hands.press("Preparation")
    hands.press("Plan it: Plan a visit", 1)
    hands.fill("Day", day)
    hands.fill("Time", at)
    hands.fill("Where", where)
    hands.press("Done")


def said_yes(hands: Hands) -> None:
    """Somebody’s yes to exploring, by telephone, from their own page."""
    hands.press("Write it: Record a consent")
    hands.choose("To what", "To explore")
    hands.choose("Answer", "Said yes")
    hands.choose("How", "By telephone")
    hands.press("Done")


def print_copy(hands: Hands, printer: Printer, name: str) -> str:
    """The words of one copy of the agreement, printed now."""
    hands.press("Papers")
    hands.press(f"Look: Agreement for {name}")
    hands.press(f"Print this copy for {name}")
    hands.see("Sent to the printer. It stands in the register.")
    (copy,) = printer.taken()
    return words_of(copy)


@pytest.fixture(scope="module")
def book(hands: Hands, home: Path) -> Path:
    """A new workbook with the case begun by hand, a visit planned, and a promise to Agnes."""
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
    plan_visit(hands, "3 June 2026", "09:30", FIRST_PRISON)
    hands.press("Overview")
    hands.press("Write down a promise")
    hands.press("Agnes")
    hands.fill("What you promised", "Ring Agnes, even if there is no news")
    hands.fill("By", "5 June 2026")
    hands.press("Done")
    hands.close()
    return home / "My.workbook"


def test_3_june_he_was_moved_and_two_keys_say_so(hands: Hands, book: Path) -> None:
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
    assert not [word for word in ("moved", *WHERE) if word in hers(file)]


def test_5_june_the_promise_is_kept_and_he_is_found(hands: Hands, book: Path) -> None:
    with sitting(hands, "2026-06-05T17:10"):
        hands.see("Ring Agnes, even if there is no news")
        hands.press("I kept it: Ring Agnes, even if there is no news")
        hands.unseen("Ring Agnes")
        open_case(hands)
        hands.press("About Agnes")
        said_yes(hands)
        hands.press("Overview")
        hands.press("Before you go ahead")
        hands.press("Write it: Whether an order stands between them is not written down.")
        hands.fill("Who was asked", "The court office")
        hands.choose("Is there one?", "No")
        hands.press("Done")
        plan_visit(hands, "24 June 2026", "14:00", SECOND_PRISON)
    file = reopened(book)
    assert [one.kept_on for one in file.all(PromiseMade)] == ["2026-06-05"]
    assert SECOND_PRISON not in hers(file)


def test_24_june_the_sheets_hold_one_side(hands: Hands, book: Path, printer: Printer) -> None:
    """The evening before, because the laptop stays outside: one press from Today leads to them, and one prints them."""
    with sitting(hands, "2026-06-23T18:00"):
        hands.see("Get ready for this visit", "Callum, second visit")
        hands.key(Key.Key_Return, CTRL)
        hands.see("P-1  Notes, part 1", "P-2  Notes, part 2", "P-3  Form", "P-4  Notes, last part", "Callum only")
        hands.see("We looked for one thing that only others know, and did not find it.")
        hands.press("Print the sheets for Callum")
        hands.see("Sent to the printer. It stands in the register.", "Print the same sheets again")
    (pack,) = printer.taken()
    pages = pages_of_words(pack)
    for number, page in enumerate(pages[:-1], start=1):
        assert f"Sheet P-{number}" in page
        assert "With Callum" in page
    for gone in ("Agnes", "harm", "RJ-", "HMP", "Example", "victim"):
        assert gone.casefold() not in " ".join(pages).casefold(), gone
    assert "Callum" not in pages[-1], "the list for the officer names nobody"
    file = reopened(book)
    callum = file.sides[1].id
    second = file.of(Preparation, callum)[-1]
    sheets = sheets_of_visit(file, second.id)
    assert [(one.number, one.person, person_in(file.compartments[one.id])) for one in sheets] == [(n, callum, callum) for n in (1, 2, 3, 4)]


def test_24_june_an_officer_keeps_one_and_it_is_nowhere_taken_for_complete(hands: Hands, book: Path) -> None:
    """Owen types the sheets, the same evening."""
    with sitting(hands, "2026-06-24T19:10"):
        hands.see("Unfinished", "Back from paper: Callum’s visit")
        write_as(hands, "Owen")
        hands.press("Type it in: Back from paper: Callum’s visit")
        hands.see("Written Wed 24 Jun 14:00. Typed now, 19:10. Both are kept.", "Sheet P-1")
        hands.write(HEARD)
        hands.key(Key.Key_T, ALT)
        hands.key(Key.Key_Return)
        hands.press("All that is left of this sheet is blank")
        hands.see("P-1 is in. It holds Callum’s words: Callum only.", "Sheet P-2")
        hands.press("All that is left of this sheet is blank")
        hands.see("P-2 is in.", "Sheet P-3")
        hands.key(Key.Key_3, ALT)
        hands.see("Where is P-3 now?")
        hands.write(KEPT_IT)
        hands.key(Key.Key_Return)
        hands.see("P-3 did not come out. It may hold Callum’s words, and nobody else’s.", "Sheet P-4")
        hands.press("All that is left of this sheet is blank")
        hands.see("Three sheets in. One sheet did not come out. Where is the paper now?", f"Did not come out: {KEPT_IT}")
        hands.press("Destroyed")
        hands.see("Typed in. Destroyed")
        hands.key(Key.Key_Return, CTRL)
        hands.see("The visit with Callum took place. P-3 did not come out.")
        hands.unseen("is written down.")
        hands.press("Done")
        # The case, what is looked at before anything goes on, the visit, the register, and what should come back.
        hands.see(
            "Second visit, HMP Example, Owen, P-3 did not come out", f"Sheet P-3 of the visit with Callum did not come out. {KEPT_IT}."
        )
        hands.see("Paper to fetch back", f"P-3 did not come out: {KEPT_IT}.")
        hands.press("Preparation")
        hands.see("Visit 2 · Took place · HMP Example · P-3 did not come out")
        hands.press("Open: Wed 24 Jun 14:00")
        hands.see("Typed now, 19:10. P-3 did not come out.")
        hands.press("Papers")
        hands.press("Paper that is out, in all your cases")
        hands.see("Paper to fetch back", "Sheets for a visit for Callum, standard")
        hands.press("Still out")
        hands.see(f"P-3 did not come out: {KEPT_IT}. P-1, P-2 and P-4: destroyed. Tue 23 Jun, 18:00, Priya")
        hands.press("Today")
        hands.see("Paper to fetch back", f"P-3 did not come out: {KEPT_IT}.")
        hands.unseen("Nothing needs you today.")
    file = reopened(book)
    second = file.of(Preparation, file.sides[1].id)[-1]
    sheets = sheets_of_visit(file, second.id)
    assert [became_of(file, one) for one in sheets] == [Became.TYPED, Became.BLANK, Became.NOT_OUT, Became.BLANK]
    assert [where_is(file, one) for one in sheets] == [("destroyed", ""), ("destroyed", ""), ("", KEPT_IT), ("destroyed", "")]
    (pack,) = file.all(Printed)
    assert place_of(file, pack) is Place.OUT
    assert [(one.printed.id, [reason.because for reason in one.reasons]) for one in to_fetch(file)] == [(pack.id, [sheets[2].id])]
    assert not file.of(Consent, file.sides[1].id), "what he ticked on P-3 is not known, and nothing says it"
    assert {one.author for one in file.all(SheetTyped)} == {"Owen"}


def test_24_june_priya_writes_a_note_of_her_own(hands: Hands, book: Path) -> None:
    """The same topic of the same visit, so that two notes would be one if anything could make them one."""
    with sitting(hands, "2026-06-24T21:30"):
        write_as(hands, "Priya")
        open_case(hands)
        hands.press("Preparation")
        hands.press("Open: Wed 24 Jun 14:00")
        hands.press("You and what happened, talked about")
        hands.see("Owen has written here too; it stands on the overview.")
        hands.unseen(HEARD)
        hands.focus_on("You and what happened, Callum only")
        hands.write(HER_ACCOUNT)
        hands.press("Finish this visit")
        hands.press("Done")
        hands.see("Second visit, HMP Example, Owen", HEARD, "Second visit, HMP Example, Priya", HER_ACCOUNT)
    file = reopened(book)
    second = file.of(Preparation, file.sides[1].id)[-1]
    notes = [(one.author, one.meeting, one.topic, one.words) for one in file.all(PreparationNote)]
    same = (second.id, "you_and_what_happened")
    assert sorted(notes) == [("Owen", *same, HEARD), ("Priya", *same, HER_ACCOUNT)]


def test_2_july_what_stood_on_the_sheet_that_stayed_behind_is_asked_again(hands: Hands, book: Path) -> None:
    """His yes may stand on P-3. Where nobody can read it there is none, and nothing that says otherwise."""
    with sitting(hands, "2026-07-02T16:20"):
        open_case(hands)
        hands.press("Before you go ahead")
        hands.see("Callum’s yes or no to explore is not written down.", f"Sheet P-3 of the visit with Callum did not come out. {KEPT_IT}.")
        hands.press("Write it: Whether Callum accepts what happened, in outline, is not written down.")
        hands.choose("Do they accept what happened, in outline?", "Yes")
        hands.press("Done")
        open_case(hands)
        hands.press("About Callum")
        said_yes(hands)
        open_case(hands)
        hands.press("Before you go ahead")
        hands.unseen("yes or no to explore is not written down.")
        hands.see(f"Sheet P-3 of the visit with Callum did not come out. {KEPT_IT}.")
    file = reopened(book)
    assert {(file.name(one.person), one.scope, one.answer, one.on) for one in file.all(Consent)} == {
        ("Agnes", "explore", "given", "2026-06-05"),
        ("Callum", "explore", "given", "2026-07-02"),
    }


def test_15_july_blank_sheets_are_printed_for_a_pen(hands: Hands, book: Path, home: Path, printer: Printer) -> None:
    with sitting(hands, "2026-07-15T18:00"):
        open_case(hands)
        hands.press("Meeting")
        hands.fill("Day", "16 July 2026")
        hands.fill("Room", "Room 2")
        hands.press("Papers")
        hands.press("Look: Blank agreement sheets")
        hands.see("three sets with the same numbers", "The case file’s set has a code")
        hands.press("Print three sets")
        hands.see("Sent to the printer. It stands in the register.")
    theirs, again, ours = printer.taken()
    assert theirs == again != ours
    for sheet in (theirs, ours):
        assert "Sign with your first name or initials if you like." in words_of(sheet)
        assert not [word for word in (*WHERE, "RJ-", HEARD, HER_ACCOUNT) if word in words_of(sheet)]
    (home / "ours.pdf").write_bytes(ours)
    assert [(one.copies, bool(one.square_code)) for one in reopened(book).all(Printed) if one.paper == "agreement_blank"] == [
        (2, False),
        (1, True),
    ]


def test_16_july_a_full_name_on_another_sheet_is_asked_for(hands: Hands, book: Path) -> None:
    with sitting(hands, "2026-07-16T17:00"):
        open_case(hands)
        hands.press("Agreement")
        hands.press("Copy from the signed paper")
        for number, (what, when) in enumerate(((GARDEN, "31 July 2026"), (COURSE, BY_THE_END)), start=1):
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
        hands.see("Whose full name can be read on somebody else’s sheet?")
        hands.press("Agnes’s full name")
        hands.press("These words, these people")
        hands.see("Agnes’s full name can be read on the sheet of Callum. Offer a fresh copy in its place, and take the sheet back.")
        hands.see("A fresh copy for Callum", "Write down what happened, if you wish")
        hands.press("Overview")
        hands.press("Open: Sheets for a visit for Callum, and one more")
        hands.see(
            "Paper to fetch back", "Blank agreement sheet, standard, 2 sets", "Agnes’s full name can be read on somebody else’s sheet."
        )
    file = reopened(book)
    (agreement,) = file.all(Agreement)
    assert (agreement.signed_on, agreement.full_names) == ("2026-07-16", (file.sides[0].id,))
    assert not file.all(Incident), "offered, and not forced"
    assert not file.all(Sealed)


def test_17_july_what_is_not_on_paper_is_no_part_of_the_fair_copy(hands: Hands, book: Path, home: Path, printer: Printer) -> None:
    """Priya types more than was signed; the scan stands beside it, and the paper decides."""
    ink = (GARDEN, "by 31 July", COURSE, f"by {BY_THE_END}", f"Agnes {SURNAME}        Callum")
    (home / "signed.pdf").write_bytes(scanner.signed(home / "ours.pdf", ink))
    with sitting(hands, "2026-07-17T12:00"):
        open_case(hands)
        hands.press("Agreement")
        hands.press("Change line 2")
        hands.see("Mend here only what differs from the signed paper.")
        hands.fill("What will happen", WEEKLY)
        hands.fill("By when", "31 August 2026")
        hands.press("Done")
        hands.see("What stands here is not what was read back then")
        hands.drop(home / "signed.pdf")
        hands.see("Agnes and Callum: The agreement, signed by hand, page 1", "Agnes and Callum: The agreement, signed by hand, page 2")
        hands.press("Look: Agnes and Callum: The agreement, signed by hand, page 1")
        hands.see("Filed by its code.", "is not shown while one side alone is open")
        hands.press("Papers")
        hands.press("Look: Agreement for Callum")
        hands.see("The scan of the signed paper is here. Nobody has compared these words with it yet.", "It is marked as a draft")
        hands.save_as(home / "draft.pdf", lambda: hands.press("Save as a file"))
        hands.see("Draft of the agreement for Callum")
        hands.press("Compare with the signed paper")
        hands.see("Line 1 of 2", GARDEN, "The signed paper, page 1 of 2")
        hands.key(Key.Key_Return)
        hands.see("Line 2 of 2", WEEKLY, "is no part of the fair copy", "Agree it afterwards, as a change to which everybody says yes.")
        hands.press("The paper says something else")
        hands.fill("What will happen", COURSE)
        hands.fill("By when", BY_THE_END)
        hands.press("Done")
        hands.press("Compare with the signed paper")
        for line in (1, 2):
            hands.see(f"Line {line} of 2")
            hands.key(Key.Key_Return)
        hands.see("The same, word for word.", "Who signed it, and on which day?")
        hands.key(Key.Key_Return)
        hands.see("Whose full name can be read on somebody else’s sheet?", "16 July 2026")
        hands.press("These words, these people")
        hands.see("Compared word for word on Fri 17 Jul.", "A fresh copy for Callum")
        hands.press("A fresh copy for Callum")
        hands.unseen("Nobody has compared these words", "It is marked as a draft")
        hands.press("Print this copy for Callum")
        hands.see("Sent to the printer. It stands in the register.")
        hands.press("Agreement")
        hands.see("Sealed: not a letter of it changes any more.")
        hands.unseen("full name can be read on the sheet of")
        hands.press("Line 2: how it goes")
        hands.press("Another promise in its place")
        hands.fill("What will happen", WEEKLY)
        hands.press("Propose this")
        hands.see("Proposed instead, not agreed yet", "Agnes has not said yes yet", "Callum has not said yes yet")
        copies = [words_of(printer.taken()[0]), print_copy(hands, printer, "Agnes")]
    draft = words_of(home / "draft.pdf")
    assert "each week" in draft
    assert "DRAFT" in draft.upper().split(), "what has more in it than was signed is no fair copy, whatever it is called on screen"
    for words in copies:
        assert COURSE in words
        assert "DRAFT" not in words.upper().split()
        assert "The end of August" in words
        assert "Signed by hand on Thursday 16 July 2026 by Agnes and Callum." in words
        assert not [gone for gone in ("each week", "31 Aug", SURNAME, *WHERE) if gone in words]
    file = reopened(book)
    pages = sorted(file.all(Scan), key=lambda one: one.sheet_page)
    assert [(one.filed_by, one.compared_on, one.compared_by) for one in pages] == [("", "2026-07-17", "Priya")] * 2, "its code files it"
    (seal,) = file.all(Sealed)
    assert seal.signed_paper == tuple(one.fingerprint for one in pages)
    assert [(line.promise.what, line.promise.by_when) for line in seal.lines] == [(GARDEN, "2026-07-31"), (COURSE, BY_THE_END)]
    (agreement,) = file.all(Agreement)
    assert (agreement.signed_on, agreement.full_names) == ("2026-07-16", (file.sides[0].id,))
    (weekly,) = file.all(Amendment)
    assert (weekly.promise.what, weekly.yes) == (WEEKLY, ())
    assert [term.promise.what for term in in_force(file, agreement).terms] == [GARDEN, COURSE]
    assert "each week" not in hers(file)
    assert not file.all(Incident), "still offered, and still not forced"


def test_31_august_she_hears_what_he_allows_and_never_the_wing(hands: Hands, book: Path, printer: Printer) -> None:
    with sitting(hands, "2026-08-31T16:00"):
        open_case(hands)
        hands.press("Something has changed")
        hands.press("Callum")
        hands.choose("What", "Moved")
        hands.see("Not the wing, not the cell.")
        hands.fill("In a few words", "Within the prison, and the course stopped there.")
        hands.press("Done")
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
        hands.see("Callum said yes on Mon 31 Aug", "Agnes has not said yes yet", "Proposed instead, not agreed yet")
        hands.press("Overview")
        hands.press("Write a note")
        hands.press("Callum")
        hands.write("On another wing now, so the course stopped. She may know that it needs longer.")
        hands.mark(LONGER)
        hands.key(Key.Key_P, ALT)
        hands.see("Ask Callum if this may be passed on to Agnes")
        hands.fill("How you asked", "by phone, 15:10")
        hands.press("Yes, these words")
        hands.key(Key.Key_Return, CTRL)
        hands.see("What has happened")
        early = {name: print_copy(hands, printer, name) for name in ("Agnes", "Callum")}
    for name, words in early.items():
        assert "The end of August" in words, name
        assert "Version 1" in words, name
        assert "31 Oct" not in words, "until both have said yes nothing of it leaves"
        assert not [gone for gone in WHERE if gone in words], name
    file = reopened(book)
    (agreement,) = file.all(Agreement)
    assert in_force(file, agreement).version == 1
    assert not [word for word in ("31 Oct", "2026-10-31", *WHERE) if word in hers(file)]


def test_31_august_nothing_of_hers_tells_where_he_is(hands: Hands, book: Path, printer: Printer) -> None:
    """What is said if she rings, the letters that are hers, and everything that can be opened while her side alone is open."""
    with sitting(hands, "2026-08-31T18:00"):
        hands.key(Key.Key_R, CTRL)
        hands.write("Agnes")
        hands.see("Write a note of Agnes’s call")
        hands.unseen(*WHERE)
        hands.press("Papers")
        hands.press("Look: Letters and forms for Agnes")
        hands.see("not written down yet", "Write down the service")
        hands.unseen("Write down who leads this case")  # whoever begins a case by hand leads it
        hands.press("Write down the service")
        for label, words in (
            ("Name of the service", "Larch Service"),
            ("Telephone", "01509 555 0100"),
            ("Office hours", "weekdays, 9 to 5"),
        ):
            hands.fill(label, words)
        hands.press("Papers")
        hands.press("Look: Letters and forms for Agnes")
        for paper in ("Information", "Consent form"):
            hands.press(paper)
            hands.unseen(*WHERE)
            hands.key(Key.Key_Return, CTRL)
            hands.see("Sent to the printer. It stands in the register.")
        hands.press("Overview")
        hands.press("Open only Agnes’s side")
        hands.see("You may offer Agnes", f"“{LONGER}”")
        hands.unseen(*WHERE)
        for page in ("Today", "Papers", "Settings", "Agnes", "Preparation", "Overview", "About Agnes", "Agnes"):
            hands.press(page)
            hands.unseen(*WHERE)
        for word in ("wing", "HMP", "moved", "31 October", "officer"):
            hands.key(Key.Key_K, CTRL)
            hands.write(word)
            hands.see("Only in what is open to you now.", "Nothing was found.")
        hands.press("Agnes")
        hands.press(f"Now: {LONGER}")
        hands.fill("How Agnes took it", "“Better late than never.”")
        hands.press(f"Agnes has heard it: {LONGER}")
        hands.unseen(*WHERE)
    letters = printer.taken()
    assert len(letters) == 2
    for letter in letters:
        assert "Larch Service" in words_of(letter)
        assert not [gone for gone in (*WHERE, "joinery") if gone in words_of(letter)]
    (told,) = reopened(book).all(PassedOn)
    assert (told.words, step_of(told)) == (LONGER, Step.RECEIVED)


def test_31_august_when_both_have_said_yes_version_2_leaves(hands: Hands, book: Path, printer: Printer) -> None:
    with sitting(hands, "2026-08-31T18:40"):
        hands.press("Agnes")
        hands.press("Leave Agnes’s side")  # it stayed the only one that is open, though the program was closed
        hands.fill("Passphrase", PASSPHRASE)
        hands.key(Key.Key_Return)
        hands.see("This week")
        open_case(hands)
        hands.press("Agreement")
        hands.press("Line 2: how it goes")
        hands.press("Said yes: Agnes has not said yes yet")
        hands.see("Everybody has said yes to this instead")
        copies = {name: print_copy(hands, printer, name) for name in ("Agnes", "Callum")}
        hands.press("Today")
        hands.press("All paper to fetch back")
        hands.see("Agreement for Agnes", "It is version 1. Version 2 holds now.", f"P-3 did not come out: {KEPT_IT}.")
    for name, words in copies.items():
        assert "Sat 31 Oct 2026" in words, name
        assert "Version 2" in words, name
        assert not [gone for gone in ("end of August", "each week", SURNAME, *WHERE) if gone in words], name
    file = reopened(book)
    (agreement,) = file.all(Agreement)
    assert in_force(file, agreement).version == 2
    assert [term.promise.by_when for term in in_force(file, agreement).terms] == ["2026-07-31", "2026-10-31"]
    assert [(line.promise.what, line.promise.by_when) for line in file.all(Sealed)[0].lines] == [
        (GARDEN, "2026-07-31"),
        (COURSE, BY_THE_END),
    ]
    assert [term.promise.what for term in file.all(Term)] == [GARDEN, COURSE]
    assert not [word for word in WHERE if word in hers(file)]
    wrong = {(file.name(one.printed.recipient), one.printed.paper, one.printed.version) for one in to_fetch(file)}
    assert wrong == {("Agnes", "agreement", 1), ("Callum", "agreement", 1), ("Callum", "visit_pack", 1), ("", "agreement_blank", 1)}
