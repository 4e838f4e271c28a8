"""One case from its referral to the printed copies, by key and mouse alone. What it leads to is read from the reopened workbook and from the PDFs.

Each test is a stage and goes on from the one before, so that a failure says where. The window is closed after each sitting and opened for the next.
What follows in the same workbook, from the calls of that week to the end of the case, stands in `story_after.py` and runs as the last stages here.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest
import scanner
from driver import ALT, CTRL, Hands, Key

from facilitator_app.calendar import Clock, clock_at
from facilitator_app.ledger.change import written
from facilitator_app.ledger.seals import SigningKey
from facilitator_app.records import (
    Acquaintance,
    Case,
    ConferencePlan,
    Consent,
    Contact,
    CopyWish,
    GuideRun,
    Participant,
    PassedOn,
    Preparation,
    PreparationNote,
    Printed,
    PromiseMade,
    SafetyLook,
    Scan,
    Sealed,
    Talk,
    Told,
)
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.gates_case import read_of
from facilitator_app.records.passing_on import Step, step_of
from facilitator_app.records.record import Choice, Id, compartment_name, person_in
from facilitator_app.records.sheets_out import Became, became_of, sheets_of, where_is
from facilitator_app.resources import resource
from facilitator_app.vault import door
from facilitator_app.vault.rows import Row
from facilitator_app.workbook import agreeing

PASSPHRASE = "violet kettle harbour ladder"


@pytest.fixture(scope="module")
def book(home: Path) -> Path:
    """Where the first start puts the workbook."""
    return home / "My.workbook"


@contextmanager
def sitting(hands: Hands, moment: str) -> Iterator[None]:
    """The program is started, unlocked, and closed again."""
    hands.start(moment)
    hands.unlock(PASSPHRASE)
    yield
    hands.close()


@dataclass(frozen=True)
class Reopened:
    """The case as it stands on the disk, and its people by name."""

    file: CaseFile
    people: dict[str, Id]


@contextmanager
def reopened(book: Path) -> Iterator[Reopened]:
    """The oracle: the workbook, opened anew. Nothing in it is a draft: closing has finished all."""
    opened = door.open_with_passphrase(book, PASSPHRASE, Clock())
    try:
        case = next(fact.case for fact in opened.vault.case_facts() if fact.reference == "RJ-2026-0101")
        file = opened.vault.case_file(case)
        assert not file.unfinished
        assert not file.forks
        yield Reopened(file, {person.print_name: person.id for person in file.all(Participant)})
    finally:
        opened.close()


# What is done again and again -------------------------------------------------------------------------------------------------


def open_case(hands: Hands) -> None:
    """Cases, and the one."""
    hands.press("Cases")
    hands.fill("Find a case", "0101")
    hands.key(Key.Key_Return)
    hands.see("RJ-2026-0101", "What has happened")


def note(hands: Hands, whose: str, words: str, at: str = "", method: str = "", with_whom: str = "", minutes: str = "") -> None:
    """A note of what somebody said."""
    hands.press("Write a note")
    hands.press(whose)
    hands.see("Everything here is" if whose != "Facilitators" else "This is the facilitators’.")
    hands.write(words)
    if at:
        hands.fill("Time", at)
    if method:
        hands.choose("How", method)
    if with_whom:
        hands.fill("With", with_whom)
    if minutes:
        hands.fill("Minutes", minutes)
    hands.key(Key.Key_Return, CTRL)
    hands.see("What has happened")


def about(hands: Hands, name: str) -> None:
    """The page of one person."""
    hands.press(f"About {name}")
    hands.see(f"{name}’s own")


def consent(hands: Hands, to: str, how: str, answer: str = "Said yes", form: str = "", link: str = "Write it: Record a consent") -> None:
    """An answer, recorded from the page of a person, or where a visit ends."""
    hands.press(link)
    hands.choose("To what", to)
    hands.choose("Answer", answer)
    hands.choose("How", how)
    if form:
        hands.press("More")
        hands.fill("Form", form)
    hands.press("Done")


def safety_look(hands: Hands, whose: str, worries: str, hurt: str, do: str, again: str) -> None:
    """Four boxes, from the page of a case."""
    hands.press("More")
    hands.press("Look at what worries us")
    hands.press(whose)
    hands.fill("What worries us", worries)
    hands.fill("Who could be hurt", hurt)
    hands.fill("What we will do", do)
    hands.fill("Look again on", again)
    hands.press("Done")
    hands.see("What has happened")


def plan_visit(hands: Hands, name: str, day: str, at: str, place: str) -> None:
    """A visit, planned on the page of its person."""
    about(hands, name)
    hands.press("Write it: Plan a visit")
    hands.fill("Day", day)
    hands.fill("Time", at)
    hands.fill("Where", place)
    hands.press("Done")


# The story --------------------------------------------------------------------------------------------------------------------


def test_first_start_and_the_referral(hands: Hands, book: Path) -> None:
    hands.start("2026-01-12T09:10")
    hands.see("A new workbook")
    hands.write("Priya")
    hands.key(Key.Key_Return)
    hands.see("Step 2 of 3")
    hands.write(PASSPHRASE)
    hands.key(Key.Key_Return)
    hands.see("Once more")
    hands.write(PASSPHRASE)
    hands.key(Key.Key_Return)
    hands.see("Monday 12 January", "No case is here yet.")
    hands.press("Bring in referrals")
    hands.see("Which file has the referrals?")
    hands.write(str(resource("demo", "referrals.csv")))
    hands.key(Key.Key_Return)
    hands.see("40 new cases")
    hands.press("Bring them in")
    hands.open_row("Cases", "Margaret and Daniel")
    hands.see("Do you know anyone here?", "Margaret", "Daniel", "Charnwood")
    hands.unseen("burglary", "Larkspur", "watch", "07700", "HMP", "Okafor")
    hands.press("No")
    hands.see("Mobile only, after 17:00", "What has happened")
    hands.press("More")
    hands.press("About the case")
    hands.fill("Lead facilitator", "Priya Nair")
    hands.fill("Co-facilitator", "Owen Hughes")
    hands.press("More")
    hands.fill("Case supervisor", "Ruth Adler")
    hands.press("Done")
    hands.press("Settings")
    hands.fill("Name of the service", "Severnside Restorative Service")
    hands.fill("Telephone", "01632 960 983")
    hands.fill("Office hours", "Monday to Friday, 09:00 to 17:00")
    hands.close()
    with reopened(book) as now:
        assert set(now.people) == {"Margaret", "Daniel"}
        assert [answer.answer for answer in now.file.all(Acquaintance)] == ["no"]
        case = now.file.first(Case)
        assert case is not None
        assert (case.lead, case.co_facilitator, case.supervisor) == ("Priya Nair", "Owen Hughes", "Ruth Adler")


def test_the_first_call_waits_until_after_five(hands: Hands, book: Path) -> None:
    with sitting(hands, "2026-01-14T10:10"):
        open_case(hands)
        screen = hands.screen()
        assert screen.index("Mobile only, after 17:00") < screen.index("07700 900101")
    with sitting(hands, "2026-01-14T17:40"):
        open_case(hands)
        note(hands, "Margaret", "What it is, that it is her choice, what stays with us and what cannot.\nShe would like to hear more.",
             at="17:20", minutes="15")  # fmt: skip
        hands.see("She would like to hear more.")
        plan_visit(hands, "Margaret", "16 January 2026", "14:00", "At home")
    with reopened(book) as now:
        (call,) = now.file.all(Contact)
        assert call.person == now.people["Margaret"]
        assert (call.day, call.at, call.minutes, call.method, call.author) == ("2026-01-14", "17:20", "15", "phone", "Priya")
        (visit,) = now.file.all(Preparation)
        assert (visit.day, visit.at, visit.place, visit.held) == ("2026-01-16", "14:00", "At home", "")


def test_a_safety_look_and_the_first_visit(hands: Hands, book: Path) -> None:
    with sitting(hands, "2026-01-15T10:30"):
        open_case(hands)
        safety_look(hands, "Margaret", "A first visit to a house we do not know.", "Margaret. Priya, who goes alone.",
                    "Margaret sets the pace. Priya rings Owen before and after.", "12 Feb 2026")  # fmt: skip
    with sitting(hands, "2026-01-16T19:30"):
        open_case(hands)
        hands.press("Preparation")
        hands.press("Open: Fri 16 Jan 14:00")
        hands.see("Everything here is Margaret’s. Daniel never sees it.")
        hands.write("She sleeps with the light on.\nOn Tuesdays she works at the Larkspur Library desk.")
        hands.press("You and what happened, not talked about", at_left=True)
        hands.press("What you want, not talked about")
        hands.see("What you want. At home, Fri 16 Jan 14:00. Typed now, 19:30.")
        hands.focus_on("What you want, Margaret only")
        hands.write("She has three questions.\nWhy my house?\nDid you know we were in?\nThe third she keeps for now.\n5 of 10, her number.")
        hands.press("What you want, not talked about", at_left=True)
        for words in ("Why my house?", "Did you know we were in?"):
            hands.focus_on("What you want, Margaret only")
            hands.mark(words)
            hands.key(Key.Key_P, ALT)
            hands.see("Ask Margaret if this may be passed on", f"“{words}”", "Once Daniel has heard this we cannot take it back.")
            hands.press("Yes, these words")
            hands.see("Margaret said yes to these words.")
        hands.press("Worries, not talked about")
        hands.focus_on("Worries, Margaret only")
        hands.write("That he could come back. That he would laugh.")
        hands.press("Finish this visit")
        hands.see("The visit with Margaret is written down.")
        hands.fill("Until", "15:10")
        hands.press("Write it: A call you promised")
        hands.fill("What you promised", "Ring Margaret, even if there is no news")
        hands.fill("By", "9 February 2026")
        hands.fill("Time", "17:30")
        hands.press("Done")
        hands.see("The visit with Margaret is written down.")
        consent(hands, "To explore", "Signed on paper", form="Large print, version 3", link="Record it: A yes or no that they gave")
        hands.see("The visit with Margaret is written down.")
        hands.press("Done")
    with reopened(book) as now:
        margaret = now.people["Margaret"]
        (look,) = now.file.all(SafetyLook)
        assert (look.person, look.day, look.again_on) == (margaret, "2026-01-15", "2026-02-12")
        (visit,) = now.file.all(Preparation)
        assert (visit.day, visit.at, visit.until, visit.held) == ("2026-01-16", "14:00", "15:10", "yes")
        assert set(visit.talked_about) == {"you_and_what_happened", "what_you_want"}
        notes = {one.topic: one for one in now.file.all(PreparationNote)}
        assert "Larkspur Library" in notes[Choice("you_and_what_happened")].words
        assert set(notes) == {"you_and_what_happened", "what_you_want", "worries"}
        for one in notes.values():  # entered in the evening, and all of it hers
            assert now.file.entered[one.id].at == "2026-01-16T19:30:00Z"
            assert person_in(now.file.compartments[one.id]) == margaret
        items = now.file.all(PassedOn)
        assert [item.words for item in items] == ["Why my house?", "Did you know we were in?"]
        assert {step_of(item) for item in items} == {Step.APPROVED}
        assert {(item.giver, item.receiver) for item in items} == {(margaret, now.people["Daniel"])}
        (yes,) = now.file.all(Consent)
        assert (yes.person, yes.scope, yes.answer, yes.how, yes.form) == (margaret, "explore", "given", "signed", "Large print, version 3")
        (promise,) = now.file.all(PromiseMade)
        assert (promise.person, promise.by, promise.at) == (margaret, "2026-02-09", "17:30")


HEARD = "He heard what this is and what it is not. He asked who reads the notes."


def test_his_worker_is_asked_and_a_visit_is_planned(hands: Hands, book: Path) -> None:
    with sitting(hands, "2026-01-19T09:50"):
        open_case(hands)
        note(hands, "Daniel", "Would Daniel hear about restorative justice? A no costs him nothing.",
             at="09:40", method="E-mail", with_whom="Priti Shah, offender manager")  # fmt: skip
    with sitting(hands, "2026-01-26T11:25"):
        open_case(hands)
        note(
            hands,
            "Daniel",
            "He will hear about it. The official visit is booked.",
            method="E-mail",
            with_whom="Priti Shah, offender manager",
        )
        open_case(hands)
        hands.press("Before you go ahead")
        hands.press("Write it: Whether an order stands between them is not written down.")
        hands.fill("Who was asked", "Priti Shah")
        hands.choose("Is there one?", "No")
        hands.press("Done")
        hands.see("Priti Shah was asked on Monday 26 January whether there is an order: no.")
        open_case(hands)
        plan_visit(hands, "Daniel", "2 Feb 2026", "9:30", "HMP Example, visits centre")
    with sitting(hands, "2026-01-30T15:10"):
        open_case(hands)
        safety_look(hands, "Daniel", "He may say yes because it looks good.", "Daniel. Margaret, if he were to make it small.",
                    "The first meeting is about him only.", "27 Feb 2026")  # fmt: skip
    with reopened(book) as now:
        daniel = now.people["Daniel"]
        mails = [one for one in now.file.all(Contact) if one.person == daniel]
        assert [(one.method, one.with_whom) for one in mails] == [("email", "Priti Shah, offender manager")] * 2
        assert not any("Margaret" in one.words for one in mails)
        (look,) = now.file.of(SafetyLook, daniel)
        assert look.day == "2026-01-30"


def test_the_first_visit_goes_out_on_paper_and_is_typed_back(hands: Hands, book: Path, home: Path) -> None:
    with sitting(hands, "2026-02-01T18:00"):
        hands.see("Get ready for this visit")
        hands.key(Key.Key_Return, CTRL)
        hands.see("Sheets for the visit with Daniel", "P-1  Notes, part 1", "P-4  Notes, last part")
        hands.save_as(home / "sheets.pdf", lambda: hands.press("Save as a file"))
        hands.see("Print the same sheets again")
    for secret in ("Margaret", "Larkspur", "HMP", "Example", "Priti", "burgl", "harm", "RJ-2026", "my house", "light on"):
        assert secret.casefold() not in text_of(home / "sheets.pdf").casefold(), secret
    with sitting(hands, "2026-02-02T12:05"):
        hands.press("Type it in: Back from paper: Daniel’s visit")
        hands.see("Written Mon 2 Feb 09:30. Typed now, 12:05. Both are kept.", "Sheet P-1", "1  You and what happened")
        hands.write(HEARD)
        hands.key(Key.Key_T, ALT)
        hands.key(Key.Key_Return)
        hands.key(Key.Key_1, ALT)  # what he wants, and the other person: left blank
        hands.key(Key.Key_1, ALT)
        hands.see("P-1 is in. It holds Daniel’s words: Daniel only.", "Sheet P-2")
        hands.press("All that is left of this sheet is blank")
        hands.see("P-2 is in.", "1  A yes or a no: to explore")
        hands.key(Key.Key_Space)
        hands.key(Key.Key_Return)
        hands.key(Key.Key_1, ALT)
        hands.see("P-3 is in.", "1  To pass on, first")
        hands.key(Key.Key_1, ALT, times=3)  # nothing to pass on, nothing promised
        hands.write("18 February")
        hands.key(Key.Key_Return)
        hands.write("9:50")
        hands.key(Key.Key_Return)
        hands.see("Four sheets in. Where is the paper now?")
        hands.press("Destroyed")
        hands.key(Key.Key_Return, CTRL)
        hands.see("The visit with Daniel is written down.")
        hands.press("Done")
        open_case(hands)
        hands.press("Before you go ahead")
        hands.press("Write it: Whether Daniel accepts what happened, in outline, is not written down.")
        hands.choose("Do they accept what happened, in outline?", "Yes")
        hands.press("Done")
        hands.unseen("accepts what happened")


def test_the_promised_call(hands: Hands, book: Path) -> None:
    with sitting(hands, "2026-02-09T17:50"):
        hands.see("You promised", "Ring Margaret, even if there is no news", "by Mon 9 Feb, today, 17:30", "Mobile only, after 17:00")
        open_case(hands)
        note(hands, "Margaret", "Rang as promised. He has agreed to explore, and nothing else was said.", at="17:30", minutes="10")
        hands.press("Today")
        hands.press("Ring Margaret, even if there is no news")
        hands.fill("Kept on", "today")
        hands.press("Done")
        hands.see("This week")
        hands.unseen("You promised")
        open_case(hands)
        about(hands, "Margaret")
        hands.press("Write it: They know something now")
        hands.fill("What they know", "Daniel agreed to explore")
        hands.press("Done")
        hands.see("Daniel agreed to explore")
    with reopened(book) as now:
        daniel, margaret = now.people["Daniel"], now.people["Margaret"]
        visit, coming = sorted(now.file.of(Preparation, daniel), key=lambda one: one.day)
        assert (visit.day, visit.at, visit.held) == ("2026-02-02", "09:30", "yes")
        assert (coming.day, coming.at, coming.held) == ("2026-02-18", "09:50", "")
        (note_of_it,) = now.file.of(PreparationNote, daniel)
        assert (note_of_it.words, note_of_it.meeting) == (HEARD, visit.id)
        assert now.file.entered[note_of_it.id].at.startswith("2026-02-02T12:05"), "happened at 09:30, typed at 12:05"
        assert [(one.scope, one.answer, one.form) for one in now.file.of(Consent, daniel)] == [("explore", "given", "Sheet P-3")]
        sheets = sheets_of(now.file, visit.id)
        assert [became_of(now.file, one) for one in sheets] == [Became.TYPED, Became.BLANK, Became.TYPED, Became.TYPED]
        assert {where_is(now.file, one)[0] for one in sheets} == {"destroyed"}
        assert {step_of(item) for item in now.file.all(PassedOn)} == {Step.APPROVED}
        (promise,) = now.file.all(PromiseMade)
        assert promise.kept_on == "2026-02-09"
        (told,) = now.file.all(Told)
        assert (told.person, told.words, told.known, told.on) == (margaret, "Daniel agreed to explore", "told", "2026-02-09")


def offer(hands: Hands, name: str, *words: str) -> None:
    """With only this person's side open: asked first, they hear it now."""
    hands.press(f"Open only {name}’s side")
    hands.see(f"You may offer {name}")
    for one in words:
        hands.press(f"Now: {one}")


def leave_side(hands: Hands, name: str) -> None:
    """Everything is open again."""
    hands.press(f"Leave {name}’s side")
    hands.fill("Passphrase", PASSPHRASE)
    hands.key(Key.Key_Return)
    hands.see("This week")


def heard(hands: Hands, name: str, **how: str) -> None:
    """How somebody took what they heard, on the page of what is passed on."""
    hands.press("More")
    hands.press("What may be passed on, and letters")
    for words, said in how.items():
        hands.fill(f"How {name} took it", said)
        hands.press(f"{name} has heard it: {words}")
    hands.press("Back to the overview")


def test_the_questions_are_offered_and_answered(hands: Hands, book: Path) -> None:
    questions = ("Why my house?", "Did you know we were in?")
    answer = "I saw no car, I thought it was empty."
    with sitting(hands, "2026-02-18T12:10"):
        open_case(hands)
        offer(hands, "Daniel", *questions)
        hands.unseen("Margaret", "Larkspur", "library")
        hands.press("Preparation")
        hands.press("Open: Wed 18 Feb 09:50")
        hands.see("Everything here is Daniel’s.")
        hands.press("The other person, not talked about")
        hands.focus_on("The other person, Daniel only")
        hands.write(f"He chose to hear the two questions now. He was quiet, then answered.\n{answer}")
        hands.press("Finish this visit")
        hands.press("Done")
        leave_side(hands, "Daniel")
        open_case(hands)
        heard(hands, "Daniel", **{questions[0]: "He needs time with this one.", questions[1]: "He answered it."})
        hands.press("Preparation")
        hands.press("Open: Wed 18 Feb 09:50")
        hands.press("The other person, not talked about")
        hands.focus_on("The other person, Daniel only")
        hands.mark(answer)
        hands.key(Key.Key_P, ALT)
        hands.see("Ask Daniel if this may be passed on", f"“{answer}”", "To Margaret")
        hands.press("Yes, these words")
        hands.see("Daniel said yes to these words.")
    with sitting(hands, "2026-02-20T17:50"):
        open_case(hands)
        offer(hands, "Margaret", answer)
        note_on_one_side(
            hands, "She wanted his answer at once, and said it helped. She would like to meet him. The number she gives today is 7."
        )
        leave_side(hands, "Margaret")
        open_case(hands)
        heard(hands, "Margaret", **{answer: "She said it helped."})
    with reopened(book) as now:
        items = {item.words: item for item in now.file.all(PassedOn)}
        assert set(items) == {*questions, answer}
        assert {step_of(item) for item in items.values()} == {Step.RECEIVED}
        assert {(items[one].giver, items[one].receiver) for one in questions} == {(now.people["Margaret"], now.people["Daniel"])}
        assert (items[answer].giver, items[answer].receiver) == (now.people["Daniel"], now.people["Margaret"])
        assert items[questions[0]].offered.on == "2026-02-18"
        assert items[answer].received.on == "2026-02-20"
        call = now.file.of(Contact, now.people["Margaret"])[-1]
        assert call.words.endswith("today is 7.")


def note_on_one_side(hands: Hands, words: str) -> None:
    """A note while one side is open: nobody need say whose it is."""
    hands.press("Write a note")
    hands.see("Everything here is")
    hands.write(words)
    hands.key(Key.Key_Return, CTRL)
    hands.see("What has happened")


def supporter(hands: Hands, name: str, of: str) -> None:
    """Somebody who comes with one of the two."""
    hands.press("More")
    hands.press("Add a supporter")
    hands.fill("Name on paper", name)
    hands.choose("Supports", of)
    hands.press("Done")
    hands.see("What has happened", name)


def open_supporter(hands: Hands, name: str) -> None:
    """The page of a supporter, from the side of the case."""
    hands.press(f"Open: {name}")
    hands.see(f"{name}’s own")


def test_both_say_yes_and_name_who_comes_with_them(hands: Hands, book: Path) -> None:
    first = "I would like him to speak first, and I don't want to shake hands."
    with sitting(hands, "2026-02-23T19:10"):
        open_case(hands)
        plan_visit(hands, "Margaret", "today", "14:00", "At home")
        hands.press("Overview")
        hands.press("Preparation")
        hands.press("Open: Mon 23 Feb 14:00")
        hands.press("Who and where, not talked about")
        hands.focus_on("Who and where, Margaret only")
        hands.write(f"Her sister will come with her.\n{first}")
        hands.mark(first)
        hands.key(Key.Key_P, ALT)
        hands.press("Yes, these words")
        hands.press("Finish this visit")
        hands.see("The visit with Margaret is written down.")
        hands.press("Write it: Look again at what worries us")
        hands.fill("What worries us", "She hopes for a lot.")
        hands.fill("Who could be hurt", "Margaret.")
        hands.fill("What we will do", "We say again that he may say no.")
        hands.fill("Look again on", "13/3/26")
        hands.press("Done")
        hands.press("Done")
        about(hands, "Margaret")
        consent(hands, "To take part", "Signed on paper")
        hands.press("Overview")
        hands.see("Margaret has said yes to meeting.")
        supporter(hands, "Siân", "Margaret")
    with sitting(hands, "2026-02-25T12:20"):
        open_case(hands)
        offer(hands, "Daniel", first)
        leave_side(hands, "Daniel")
        open_case(hands)
        heard(hands, "Daniel", **{first: "Then it is said."})
        plan_visit(hands, "Daniel", "today", "9:50", "HMP Example, visits centre")
        hands.press("Preparation")
        hands.press("Open: Wed 25 Feb 09:50")
        hands.press("Who and where, not talked about")
        hands.focus_on("Who and where, Daniel only")
        hands.write("He says yes to meeting. He will not ask where anybody lives.")
        hands.press("Finish this visit")
        hands.press("Done")
        about(hands, "Daniel")
        consent(hands, "To take part", "Signed on paper")
        hands.press("Overview")
        hands.see("Both have said yes to meeting. There is no date yet.")
        supporter(hands, "Wŷn", "Daniel")
    for moment, name, how in (("2026-03-02T18:50", "Siân", "By telephone"), ("2026-03-05T14:30", "Wŷn", "Signed on paper")):
        with sitting(hands, moment):
            open_case(hands)
            open_supporter(hands, name)
            consent(hands, "To take part", how)
            hands.see(f"{name}’s own")
            hands.press("Write it: Look again")
            hands.fill("What worries us", "A long morning.")
            hands.fill("Who could be hurt", f"{name}.")
            hands.fill("What we will do", "A break in the middle whatever happens.")
            hands.fill("Look again on", "2 April 2026")
            hands.press("Done")
            hands.press("Write it: Plan a visit")
            hands.fill("Day", "today")
            hands.fill("Where", "By telephone")
            hands.press("Done")
            hands.see(f"{name}’s own")
            hands.press("Open: " + ("Mon 2 Mar, By telephone" if name == "Siân" else "Thu 5 Mar, By telephone"))
            hands.see(f"Everything here is {name}’s.")
            hands.write("Comes for the day, and not to speak.")
            hands.press("Finish this visit")
            hands.see(f"The visit with {name} is written down.")
    with reopened(book) as now:
        assert set(now.people) == {"Margaret", "Daniel", "Siân", "Wŷn"}
        supports = {person.print_name: now.file.name(person.supports) for person in now.file.all(Participant) if person.role == "supporter"}
        assert supports == {"Siân": "Margaret", "Wŷn": "Daniel"}
        for person in now.people.values():
            assert ("take_part", "given") in [(one.scope, one.answer) for one in now.file.of(Consent, person)]
            assert all(person_in(now.file.compartments[look.id]) == person for look in now.file.of(SafetyLook, person))
        assert {name: len(now.file.of(SafetyLook, person)) for name, person in now.people.items()} == {
            "Margaret": 2, "Daniel": 1, "Siân": 1, "Wŷn": 1,
        }  # fmt: skip
        (item,) = [item for item in now.file.all(PassedOn) if item.words == first]
        assert step_of(item) is Step.RECEIVED


def ruth_confirms(book: Path) -> None:
    """What the exchange will bring from her own laptop, on 12 March: her word, signed with her key. Who she is the office said at allocation."""
    key = SigningKey()
    opened = door.open_with_passphrase(book, PASSPHRASE, clock_at("2026-03-12T09:20"))
    try:
        case = next(fact.case for fact in opened.vault.case_facts() if fact.reference == "RJ-2026-0101")
        file = opened.vault.case_file(case)
        (talk,) = file.all(Talk)
        opened.vault.trust(key.public, "ruth")
        where = compartment_name(Case, case)
        opened.vault.save([Row(where, Case.kind, case, {"supervisor_id": "ruth"})])
        word = {"talk": talk.id, "read": list(read_of(file, talk)), "on": "2026-03-12"}
        at = "2026-03-12T09:20:00Z"
        _, refused = opened.vault.apply(
            [written(key, compartment=where, record="ruths-word", kind="confirmation", values=word, replaces={}, author="ruth", at=at)],
            "the exchange",
        )
        assert not refused
    finally:
        opened.close()


def test_the_meeting_is_planned_talked_through_and_held(hands: Hands, book: Path, home: Path) -> None:
    with sitting(hands, "2026-03-09T15:55"):
        open_case(hands)
        hands.press("Meeting")
        hands.see("There is no day for the meeting yet.")
        hands.fill("Day", "17 March")
        hands.see("Tuesday 17 March")
        hands.fill("Time", "10")
        hands.fill("Minutes to allow", "120")
        hands.fill("Room", "Visits centre, room 2")
        hands.fill("Where", "HMP Example")
        hands.fill("What was allowed", "Paper only.")
        hands.press("Open: Who, and where they sit")
        hands.see("They meet on Tuesday 17 March at 10:00, HMP Example, visits centre, room 2.")
        hands.choose("Who needs to be nearest the door?", "Margaret")
        hands.choose("Who speaks first", "Daniel")
        seats = hands.widget("Who sits where")
        assert seats.accessibleDescription().startswith("From the left of the door: Priya, Margaret, Siân, Owen, Wŷn, Daniel.")
        hands.press("Open: What each asked for")
        hands.fill("What will not be talked about", "Where Margaret lives.")
        hands.fill("How anybody can ask for a pause", "Anybody can raise a hand.")
        hands.press("Open: If it goes wrong")
        hands.fill("If it goes wrong", "Priya stops it. Owen stays with Daniel.")
    with sitting(hands, "2026-03-10T19:05"):
        open_case(hands)
        safety_look(hands, "Margaret", "A long drive, a search at the door.", "Margaret.", "Priya goes in with them.", "7 April 2026")
    with sitting(hands, "2026-03-11T12:30"):
        open_case(hands)
        safety_look(hands, "Daniel", "The evening after.", "Daniel.", "The chaplain at four.", "8 April 2026")
    with sitting(hands, "2026-03-11T17:20"):
        open_case(hands)
        hands.press("Meeting")
        hands.press("Before you go ahead")
        hands.see("Not everything that we check for is written down. Whether it is right to go ahead is your judgement, with Ruth.")
        hands.see("The meeting has not been talked through with Ruth.")
        hands.fill("What I want to ask Ruth, your supervisor", "The break: who sits with whom?")
        hands.press("Talk to Ruth")
        hands.see("To talk through with Ruth", "The break: who sits with whom?")
        hands.fill("What we must do", "In the break each stays with their own.")
        hands.press("We have talked it through")
        hands.see("With Ruth, not yet confirmed: the meeting.", "You talked it through by telephone on 11 March.")
        hands.see("You wait for Ruth to confirm the meeting.", "Talk to Ruth again")
        hands.press("Back to the case")
        hands.see("They meet on Tuesday 17 March")
    ruth_confirms(book)
    with sitting(hands, "2026-03-16T11:30"):
        open_case(hands)
        hands.press("Meeting")
        hands.press("Before you go ahead")
        hands.see("Nothing that we check for is missing.", "The meeting was talked through with Ruth, 11 March, who has confirmed it")
        hands.press("Meeting")
        hands.see("Margaret asked to, and does not yet.")
        hands.press("Move Margaret to the door")
        hands.press("Make the papers for the day")
        hands.see("Print the guide", "Page 1 of")
        hands.press("Seats and running order")
        hands.see("Print the seats", "Page 1 of")
        hands.press("Blank agreement sheets")
        hands.see("Print three sets", "Page 1 of")
        hands.save_as(home / "theirs.pdf", lambda: hands.press("Save as a file"))
        hands.save_as(home / "ours.pdf", lambda: hands.press("Save the case file’s sheet, with its code"))
    with sitting(hands, "2026-03-17T10:00"):
        open_case(hands)
        hands.press("Meeting")
        hands.press("Open the room view")
        hands.see("Only you read this side", "Now")
        hands.key(Key.Key_Right, times=3)
        hands.unseen("Larkspur", "Today", "Cases")
        hands.key(Key.Key_F2)
        hands.see("Nothing is written yet.")
        hands.unseen("Margaret only", "Why my house?")
        hands.key(Key.Key_F2)
    for moment, key in (("2026-03-17T10:40", Key.Key_B), ("2026-03-17T10:48", Key.Key_B)):
        with sitting(hands, moment):
            open_case(hands)
            hands.press("Meeting")
            hands.press("Open the room view")
            hands.see("Only you read this side")
            hands.key(key)
    with sitting(hands, "2026-03-17T11:25"):
        open_case(hands)
        hands.press("Meeting")
        hands.press("Open the room view")
        hands.see("85 minutes so far")
        hands.key(Key.Key_Return, CTRL)
        hands.see("Nothing has been agreed yet.")
        hands.press("Overview")
        hands.see("They met on Tuesday 17 March.")
    with reopened(book) as now:
        (plan,) = now.file.all(ConferencePlan)
        assert (plan.day, plan.at, plan.room, plan.venue) == ("2026-03-17", "10:00", "Visits centre, room 2", "HMP Example")
        assert (plan.nearest_door, plan.first_to_speak) == (now.people["Margaret"], now.people["Daniel"])
        assert plan.not_discussed == "Where Margaret lives."
        assert plan.if_it_goes_wrong == "Priya stops it. Owen stays with Daniel."
        (run,) = now.file.all(GuideRun)
        assert run.plan == plan.id
        assert (run.started[:16], run.ended[:16], run.break_minutes, run.stopped) == ("2026-03-17T10:00", "2026-03-17T11:25", 8, "")
        assert run.stage == "3"


LETTER = "Daniel writes a letter that says what he did and answers Margaret's three questions"


def term(hands: Hands, what: str, who: tuple[str, ...], when: str, how: str) -> None:
    """One line of the paper, typed on its page."""
    hands.fill("What will happen", what)
    for name in who:
        hands.press(name)
    hands.fill("By when", when)
    if how:
        hands.fill("How we will check", how)
    hands.key(Key.Key_Return, CTRL)
    hands.see("Copies", what)


def test_the_fair_copy_holds_what_only_she_told(hands: Hands, book: Path) -> None:
    with sitting(hands, "2026-03-17T12:10"):
        open_case(hands)
        hands.press("Agreement")
        hands.press("Copy from the signed paper")
        hands.see("Line 1")
        term(
            hands,
            f"{LETTER}, at Larkspur Library on a Tuesday.",
            ("Daniel",),
            "17 April 2026",
            "Priya reads it first, then brings it to Margaret.",
        )
        hands.press("Add a line")
        term(hands, "Daniel finishes the thinking skills course.", ("Daniel",), "31 Jul 2026", "Owen asks the tutor.")
        hands.press("Add a line")
        term(hands, "If they meet by chance, Daniel walks on and starts no conversation.", ("Daniel",), "from today", "")
        whose = "“Larkspur Library” comes from what Margaret told you on Friday 16 January. Margaret has not said that Daniel may know."
        hands.see("Daniel’s copy, as Daniel would read it", whose, "Cannot be printed while these words are in it.")
        hands.press("Papers")
        hands.press("Look: Agreement for Daniel")
        hands.see("This copy cannot be printed yet.", whose)
        hands.unseen("Save as a file", "Print this copy for Daniel", "Print this draft for Daniel")
        for name in ("Wŷn", "Siân"):  # nor may either supporter know it: Siân's copy is hers, and Margaret told her nothing of it here
            hands.press(name)
            hands.see("This copy cannot be printed yet.")
            hands.unseen("Save as a file")
        hands.press("Margaret")
        hands.see("Print this draft for Margaret")
    with reopened(book) as now:
        agreement = agreeing.agreement_of(now.file)
        assert agreement is not None
        lines = now.file.terms(agreement)
        assert [line.promise.by_when for line in lines] == ["2026-04-17", "2026-07-31", "from today"]
        assert {line.promise.who for line in lines} == {(now.people["Daniel"],)}
        assert {one.paper for one in now.file.all(Printed)} == {"visit_pack", "agreement_blank"}


def test_what_they_signed_and_how_each_wants_a_copy(hands: Hands, book: Path) -> None:
    with sitting(hands, "2026-03-17T20:10"):
        open_case(hands)
        hands.press("Agreement")
        hands.press("What the service will do")
        hands.press("Margaret")
        hands.fill("What the service will do", "Tells you within 5 working days when something is done.")
        hands.press("Done")
        hands.see("Not on this paper.")
        hands.press("This is what was read back and signed")
        hands.see("Lay the signed sheet beside the screen", "Who signed")
        for name in ("Margaret", "Daniel"):
            hands.press(name)
        hands.press("These words, these people")
        hands.see("Signed by hand on")
        hands.press("Overview")
        about(hands, "Margaret")
        hands.press("Open: Their copy")
        hands.choose("Take it, post it, keep it, or no paper?", "Takes it with them")
        hands.choose("Print", "Large print, 18 pt")
        hands.press("Done")
        hands.press("Overview")
        about(hands, "Daniel")
        hands.press("Open: Their copy")
        hands.choose("Take it, post it, keep it, or no paper?", "Kept for them")
        hands.press("Done")
    with reopened(book) as now:
        agreement = agreeing.agreement_of(now.file)
        assert agreement is not None
        assert agreeing.is_agreed(now.file, agreement)
        assert agreement.signed_on == "2026-03-17"
        assert set(agreement.signers) == {now.people["Margaret"], now.people["Daniel"]}
        wishes = {now.file.name(wish.person): (wish.format, wish.keeping) for wish in now.file.all(CopyWish)}
        assert wishes == {"Margaret": ("large", "take"), "Daniel": ("standard", "keep")}
        assert any("Larkspur" in line.promise.what for line in now.file.terms(agreement)), "nobody has laid it beside the paper yet"


def test_the_signed_sheet_is_scanned_and_the_fair_copy_is_compared_with_it(hands: Hands, book: Path, home: Path) -> None:
    signed = scanner.signed(home / "ours.pdf", [f"{LETTER}.", "Daniel finishes the thinking skills course."])
    (home / "scan.pdf").write_bytes(signed)
    with sitting(hands, "2026-03-18T09:30"):
        hands.drop(home / "scan.pdf")
        hands.see("Margaret and Daniel: The agreement, signed by hand, page 1", "page 2")
        hands.press("Look: Margaret and Daniel: The agreement, signed by hand, page 1")
        hands.press("Compare it with what was typed")
        hands.see("Line 1 of 3", "Larkspur Library", "is no part of the fair copy")
        hands.press("The paper says something else")
        hands.fill("What will happen", f"{LETTER}.")
        hands.press("Done")
        hands.press("Compare with the signed paper")
        for line in (1, 2, 3):
            hands.see(f"Line {line} of 3")
            hands.key(Key.Key_Return)
        hands.see("The same, word for word.", "Compared on")
        hands.unseen("Larkspur")
    # Closed before it was said who signed: the page knows that nothing is left but that.
    with sitting(hands, "2026-03-18T09:40"):
        open_case(hands)
        hands.press("Agreement")
        hands.see("These words are on the signed paper, word for word.")
        hands.unseen("read it back")
        hands.press("Write down who signed")
        hands.press("These words, these people")
        hands.see("Print the copies")
    with reopened(book) as now:
        assert sorted(one.sheet_page for one in now.file.all(Scan)) == [1, 2]
        agreement = agreeing.agreement_of(now.file)
        assert agreement is not None
        assert not any("Larkspur" in line.promise.what for line in now.file.terms(agreement))


def test_the_copies(hands: Hands, book: Path, home: Path) -> None:
    names = {"Margaret": "harmed.pdf", "Daniel": "responsible.pdf", "Case file": "case file.pdf"}
    with sitting(hands, "2026-03-18T10:00"):
        open_case(hands)
        hands.press("Agreement")
        hands.press("Print the copies")
        for name, file in names.items():
            hands.press(name)
            whom = "the case file" if name == "Case file" else name
            hands.see("Print Daniel’s copy to keep here" if name == "Daniel" else f"Print this copy for {whom}")
            hands.save_as(home / file, lambda: hands.press("Save as a file"))
            hands.see(f"Agreement for {whom}")
    words = {name: text_of(home / file) for name, file in names.items()}
    for name, text in words.items():
        assert "answers Margaret's three questions" in text
        assert "Daniel finishes the thinking skills course." in text
        assert "DRAFT" not in text.upper().split()
        for secret in ("Larkspur", "on a Tuesday", "HMP", "07700", "LE99", "Pryce", "Okafor", "light on", "Owen stays", "Ruth"):
            assert secret not in text, f"{secret} stands on the copy for {name}"
    assert terms_in(words["Margaret"]) == terms_in(words["Daniel"]) == terms_in(words["Case file"])
    assert "RJ-2026-0101" in words["Case file"]
    assert "RJ-2026-0101" not in words["Daniel"] + words["Margaret"]
    with reopened(book) as now:
        (seal,) = now.file.all(Sealed)
        assert set(seal.signed_paper) == {one.fingerprint for one in now.file.all(Scan)}
        assert not any("Larkspur" in line.promise.what for line in seal.lines)
        register = {(now.file.name(one.recipient) or "Case file"): one for one in now.file.all(Printed) if one.paper == "agreement"}
        assert {name: (one.format, one.how, one.at[:10]) for name, one in register.items()} == {
            "Margaret": ("large", "saved", "2026-03-18"),
            "Daniel": ("standard", "saved", "2026-03-18"),
            "Case file": ("standard", "saved", "2026-03-18"),
        }
    opened = door.open_with_passphrase(book, PASSPHRASE, Clock())
    try:  # a reprint is the same to the byte
        for name, one in register.items():
            where = opened.vault.case_file(one.case).compartments[one.id]
            assert opened.vault.file(where, one.attachment, one.attachment_key) == (home / names[name]).read_bytes()
        assert not opened.vault.faults()
    finally:
        opened.close()


def text_of(path: Path) -> str:
    """All words of a PDF, on one line."""
    document = pypdfium2.PdfDocument(path)
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)


def terms_in(text: str) -> list[str]:
    """The promises, wherever the lines break."""
    return [
        one
        for one in (
            LETTER,
            "Daniel finishes the thinking skills course.",
            "If they meet by chance, Daniel walks on and starts no conversation.",
        )
        if one in text
    ]


# What came after. Here and not above, because it looks back on what stands above; in the order in which it came.
import story_after  # noqa: E402

test_calls = story_after.test_both_are_rung_within_72_hours
test_letter = story_after.test_the_letter_is_read_cleared_and_handed_over
test_course = story_after.test_the_course_takes_longer_and_the_wing_reaches_nobody
test_end = story_after.test_it_is_finished_she_is_told_and_it_ends
