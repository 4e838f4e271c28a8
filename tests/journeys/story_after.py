"""RJ-2026-0101 after the copies were made: the calls, the letter, a course that takes longer, a change that both say yes to, and the end.

It goes on in the workbook that `test_story.py` has made, which runs these stages as its last ones. What is looked at is the workbook, opened again,
and the paper.
"""

from pathlib import Path

import test_story as story
from driver import ALT, CTRL, Hands, Key
from test_story import open_case, sitting

from facilitator_app.records import Agreement, Amendment, Custody, FollowUp, Letter, LetterOffered, PassedOn, TermProgress
from facilitator_app.records.agreed import in_force
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.custody import LetterStep, custody_of, step_of_letter
from facilitator_app.records.passing_on import Step, step_of
from facilitator_app.wall import one_side

COURSE = "Daniel finishes the thinking skills course."
LETTER = f"{story.LETTER}."
NOT_YET = "The course is not finished yet."
WING = "another wing"


def passing(hands: Hands) -> None:
    """To what may be passed on, and letters."""
    hands.press("More")
    hands.press("What may be passed on, and letters")


def line(hands: Hands, number: int, text: str) -> None:
    """To one line of what was agreed."""
    hands.press("Afterwards")
    hands.press(f"How it goes: {number}. {text}")
    hands.see(f"Line {number} of what was agreed")


def reopened(book: Path) -> CaseFile:
    """The case as it lies on the disk."""
    with story.reopened(book) as now:
        return now.file


def copy_for(hands: Hands, name: str, saved: Path) -> str:
    """The words of one copy, as it is saved now."""
    hands.press("Agreement")
    hands.press("Print the copies")
    hands.press(name)
    hands.save_as(saved, lambda: hands.press("Save as a file"))
    hands.see(f"Agreement for {name}")
    hands.press("Overview")
    return story.text_of(saved)


def test_both_are_rung_within_72_hours(hands: Hands, book: Path) -> None:
    with sitting(hands, "2026-03-18T18:40"):
        hands.press("I kept it: Ring Margaret")
        hands.unseen("Ring Margaret")
    with sitting(hands, "2026-03-19T14:20"):
        hands.see("Ring Daniel", "by Fri 20 Mar, tomorrow")
        hands.press("I kept it: Ring Daniel")
        hands.unseen("Ring Daniel")
        open_case(hands)
        hands.press("Afterwards")
        hands.press("Open: the call to Daniel")
        hands.fill("How they are", "He did not sleep much and is all right. He has begun the letter.")
        hands.press("Done")
        hands.see("He has begun the letter.", "Daniel only")
    calls = {reopened(book).name(call.person): call.done_on for call in reopened(book).all(FollowUp)}
    assert calls == {"Margaret": "2026-03-18", "Daniel": "2026-03-19"}


def test_the_letter_is_read_cleared_and_handed_over(hands: Hands, book: Path) -> None:
    with sitting(hands, "2026-04-14T15:30"):
        open_case(hands)
        passing(hands)
        hands.press("Begin: Somebody writes a letter")
        hands.press("Begin: Daniel to Margaret")
        hands.press("It is written")
        hands.see("Daniel’s letter waits for you to read it.")
        hands.press("I have read it")
        hands.fill("Who must clear it", "HMP Example")
        hands.fill("Who has it", "Priti Shah")
        hands.press("It has changed hands")
        hands.see("Daniel’s letter waits for HMP Example to clear it.", "Priti Shah")
    with sitting(hands, "2026-04-15T16:00"):
        open_case(hands)
        passing(hands)
        hands.press("Open: Daniel’s letter waits for HMP Example to clear it.")
        hands.press("Write down that HMP Example has cleared it")
        hands.fill("Who has it", "Priya")
        hands.fill("Where", "The locked drawer")
        hands.press("It has changed hands")
        hands.see("Daniel’s letter can be offered to Margaret.", "Once Margaret has read it we cannot take it back.")
    with sitting(hands, "2026-04-16T18:10"):
        open_case(hands)
        passing(hands)
        hands.press("Open: Daniel’s letter can be offered to Margaret.")
        hands.press("This: Reads it now")
        hands.see("Margaret would like it: to read it at once.")
        hands.press("It was handed over")
        hands.see("Margaret has Daniel’s letter, since Thursday 16 April.")
        hands.fill("How they took it", "She read it twice. All three questions are answered.")
        hands.press("Overview")
        line(hands, 1, LETTER)
        hands.press("Write it: How it goes now")
        hands.choose("How it goes", "Done")
        hands.fill("Who says so", "Priya brought it")
        hands.fill("The person harmed was told on", "today")
        hands.press("Done")
    file = reopened(book)
    (letter,) = file.all(Letter)
    assert (letter.written_on, letter.read_on, letter.clearing, letter.cleared_on) == (
        "2026-04-14",
        "2026-04-14",
        "HMP Example",
        "2026-04-15",
    )
    assert step_of_letter(file, letter) is LetterStep.HANDED
    assert [kept.who for kept in custody_of(file, letter.id)] == ["Margaret", "Priya", "Priti Shah"]
    (offered,) = file.all(LetterOffered)
    assert (offered.on, offered.choice, offered.handed_on) == ("2026-04-16", "read_now", "2026-04-16")
    daniel = file.sides[1].id
    his = one_side.only(file, daniel)
    assert not his.all(LetterOffered)
    assert {kept.who for kept in his.all(Custody)} <= {"Priya", "Priti Shah"}
    (done,) = file.all(TermProgress)
    assert (done.status, done.on, done.told_on) == ("done", "2026-04-16", "2026-04-16")


def test_the_course_takes_longer_and_the_wing_reaches_nobody(hands: Hands, book: Path, home: Path) -> None:
    with sitting(hands, "2026-07-31T16:00"):
        hands.see("Line 2: Daniel finishes the thinking skills course.")
        open_case(hands)
        line(hands, 2, COURSE)
        hands.press("Write it: How it goes now")
        hands.choose("How it goes", "Not finished yet")
        hands.fill("Who says so", "The tutor")
        hands.press("Done")
        hands.press("Overview")
        hands.press("Write a note")
        hands.press("Daniel")
        hands.write(f"He was moved to {WING} and the course broke off. {NOT_YET} He wants to finish it, and Margaret may know that much.")
        hands.mark(NOT_YET)
        hands.key(Key.Key_P, ALT)
        hands.see("Ask Daniel if this may be passed on to Margaret", NOT_YET)
        hands.fill("How you asked", "by phone, 15:45")
        hands.press("Yes, these words")
        hands.see("Everything here is Daniel’s. Margaret never sees it.", WING)
        hands.key(Key.Key_Return, CTRL)
        hands.press("Write down a promise")
        hands.press("Margaret")
        hands.fill("What you promised", "Ring Margaret, about the course and a new date")
        hands.fill("By", "6 August 2026")
        hands.press("Done")
    with sitting(hands, "2026-08-04T11:20"):
        open_case(hands)
        line(hands, 2, COURSE)
        hands.press("Another promise in its place")
        hands.fill("By when", "1 March 2026")
        hands.see("This is before it was agreed, on Tuesday 17 March 2026.")
        hands.fill("By when", "30 September 2026")
        hands.unseen("This is before it was agreed")
        hands.press("Propose this")
        hands.see("Proposed instead, not agreed yet", "Margaret has not said yes yet")
        hands.press("Said yes: Daniel has not said yes yet")
        hands.see("Daniel said yes on Tue 4 Aug", "Proposed instead, not agreed yet")
        hands.press("Overview")
        words = copy_for(hands, "Margaret", home / "before.pdf")
        assert "31 Jul 2026" in words, "until both have said yes the old promise holds, and is what is printed"
        assert "30 Sep" not in words
    with sitting(hands, "2026-08-06T17:20"):
        hands.see("Ring Margaret, about the course and a new date", "by Thu 6 Aug, today")
        open_case(hands)
        passing(hands)
        hands.press(f"Now: {NOT_YET}")
        hands.fill("How Margaret took it", "“Better late than not.”")
        hands.press(f"Margaret has heard it: {NOT_YET}")
        hands.press("Back to the overview")
        line(hands, 2, COURSE)
        hands.press("Said yes: Margaret has not said yes yet")
        hands.see("Everybody has said yes to this instead", "Margaret said yes on Thu 6 Aug")
        hands.press("Overview")
        copies = {name: copy_for(hands, name, home / f"{name}.pdf") for name in ("Margaret", "Daniel")}
        hands.press("Today")
        hands.press("I kept it: Ring Margaret, about the course and a new date")
    for name, words in copies.items():
        assert "30 Sep 2026" in words, name
        assert "31 Jul" not in words, name
        assert "Version 2" in words, name
        assert "wing" not in words, name
    file = reopened(book)
    (amendment,) = file.all(Amendment)
    assert {(file.name(yes.person), yes.on) for yes in amendment.yes} == {("Daniel", "2026-08-04"), ("Margaret", "2026-08-06")}
    told = next(item for item in file.all(PassedOn) if item.words == NOT_YET)
    assert step_of(told) is Step.RECEIVED
    hers = one_side.only(file, file.sides[0].id)
    assert WING not in str([vars_of(record) for record in hers.records.values()])
    assert in_force(file, file.all(Agreement)[0]).version == 2


def test_it_is_finished_she_is_told_and_it_ends(hands: Hands, book: Path) -> None:
    with sitting(hands, "2026-09-28T15:00"):
        open_case(hands)
        hands.see("Line 2 is still open.")
        line(hands, 2, COURSE)
        hands.press("Write it: How it goes now")
        hands.choose("How it goes", "Done")
        hands.fill("Who says so", "The tutor")
        hands.press("Done")
    with sitting(hands, "2026-09-29T17:40"):
        hands.see("Tell Margaret how line 2 ended", "by Mon 5 Oct, in 6 days")
        open_case(hands)
        hands.press("Close the case")
        hands.see("Some of it is still open.", "Margaret has not been told how line 2 ended, by Monday 5 October.")
        hands.choose("How it ended", "They met")
        hands.press("Close this case")
        hands.unseen("This case is closed.")
        hands.press("Today")
        hands.press("I kept it: Tell Margaret how line 2 ended")
        hands.unseen("Tell Margaret")
    with sitting(hands, "2026-10-06T10:00"):
        open_case(hands)
        hands.press("Close the case")
        hands.see("Nothing that we look for is open.")
        hands.choose("How it ended", "They met")
        hands.press("Close this case")
        hands.see("Closed on Tuesday 6 October. They met.")
    file = reopened(book)
    assert (file.case.closed_on, file.case.closed_because) == ("2026-10-06", "completed_direct")
    assert [(one.status, one.told_on) for one in file.all(TermProgress)] == [
        ("done", "2026-04-16"),
        ("not_yet", ""),
        ("done", "2026-09-29"),
    ]


def vars_of(record: object) -> list[object]:
    """Every value of a record."""
    return [getattr(record, name) for name in getattr(record, "__dataclass_fields__", {})]
