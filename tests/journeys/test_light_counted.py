"""Fatima and Kevin, from the referral to the end, as Bill does it: a volunteer of 71, by key and mouse; and what it takes him, counted.

A light case is to close with at most 25 fields, 12 minutes of typing at 40 words a minute and 60 clicks or jumps. What is counted begins when
the referral is opened: bringing in the table is the office's, and choosing a passphrase is once for all cases.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from driver import CTRL, Hands, Key
from on_paper import words_of

from facilitator_app.calendar import Clock
from facilitator_app.records import Contact, Moved, SafetyQuestions, Term, Told
from facilitator_app.records.agreed import progress_of
from facilitator_app.resources import resource
from facilitator_app.vault import door
from facilitator_app.wall import one_side
from facilitator_app.workbook.workbook import Workbook

PASSPHRASE = "violet kettle harbour ladder"
NEVER = ("prison", "court date", "sentence", "person harmed", "person responsible", "offender", "victim")
HERS = "Her mother is ill."
HIS = "He starts the van at six because of his job. He is sorry about the shouting. The parking is the thing."
NIGHTS = "From March she works nights at Example Care Home. Kevin is not to know."
MOST_FIELDS, MOST_MINUTES, MOST_CLICKS, LETTERS_A_WORD, WORDS_A_MINUTE = 25, 12, 60, 5, 40


@contextmanager
def sitting(hands: Hands, moment: str) -> Iterator[None]:
    """One evening: lid open, passphrase, and closed again."""
    before = hands.fields, hands.keys, hands.letters, hands.clicks
    hands.start(moment)
    hands.unlock(PASSPHRASE)
    # What opening the workbook takes is no part of a case.
    hands.fields, hands.keys, hands.letters, hands.clicks = before
    yield
    for word in NEVER:
        assert word not in hands.screen().casefold(), hands.screen()
    hands.close()


def open_case(hands: Hands) -> None:
    """From wherever he is."""
    hands.key(Key.Key_K, CTRL)
    hands.write("Fatima")
    hands.see("RJ-2026-0105")
    hands.key(Key.Key_Return)
    hands.fields -= 1  # finding is a jump, and no field
    hands.clicks += 1


@pytest.fixture(scope="module")
def book(hands: Hands, home: Path) -> Path:
    """The workbook with the referral in it, as the office leaves it."""
    hands.start("2026-02-12T10:00")
    for words in ("Bill", PASSPHRASE, PASSPHRASE):
        hands.write(words)
        hands.key(Key.Key_Return)
        hands.rest()
    hands.press("Bring in referrals")
    hands.write(str(resource("demo", "referrals.csv")))
    hands.key(Key.Key_Return)
    hands.press("Bring them in")
    hands.close()
    hands.fields = hands.keys = hands.letters = hands.clicks = 0
    return home / "My.workbook"


def test_in_the_car_a_sentence_is_moved_to_whose_it_is(hands: Hands, book: Path) -> None:
    assert book.exists()
    with sitting(hands, "2026-02-17T19:50"):
        open_case(hands)
        hands.see("Do you know anyone here?")
        hands.press("No")
        hands.press("Take the path Light")
        hands.press("Write a note")
        hands.press("Kevin")
        hands.write(f"{HIS} {HERS}")
        hands.mark(HERS)
        hands.press("Whose words are these?")
        hands.see("Whose words are these?", HERS)
        hands.press("Fatima")
        hands.see("What has happened")


def test_six_questions_and_one_more(hands: Hands, book: Path) -> None:
    assert book.exists()
    with sitting(hands, "2026-02-18T20:00"):
        open_case(hands)
        hands.press("Write it: The six safety questions are not answered.")
        for question in ("Is anybody afraid of the other?", "Has anybody been hurt or threatened?", "Are the police or a court busy with it?",
                         "Does anybody say yes because somebody else wants it?", "Does anything else make you uneasy?"):  # fmt: skip
            hands.choose(question, "No")
        hands.choose("Are children, or somebody who needs care, part of it?", "Yes")
        hands.press("Done")
        hands.press("Write it: Children are part of it. What is kept from them, and how, is not written down.")
        hands.fill("What will be kept from the children, and how?", "They talk when the children are at school.")
        hands.press("Done")
        hands.unseen("worries us", "Talk to")


def test_what_kevin_is_not_to_know(hands: Hands, book: Path) -> None:
    assert book.exists()
    with sitting(hands, "2026-02-20T19:30"):
        open_case(hands)
        hands.press("Write a note")
        hands.press("Fatima")
        hands.write(NIGHTS)
        hands.key(Key.Key_Return, CTRL)
        for name in ("Fatima", "Kevin"):
            hands.press(f"Write it: {name}’s yes or no to take part is not written down.")
            hands.choose("Answer", "Said yes")
            hands.press("Done")
        hands.unseen("Not written down yet")


def test_what_was_written_by_pen(hands: Hands, book: Path, home: Path) -> None:
    assert book.exists()
    lines = (
        ("Kevin will not start an engine before 07:30.", ("Kevin",)),
        ("Fatima’s visitors park in Mill Lane, in the evenings when she is on nights at the care home.", ("Fatima",)),
        ("Both send a text before they knock.", ("Kevin", "Fatima")),
    )
    with sitting(hands, "2026-02-24T20:10"):
        open_case(hands)
        hands.press("Agreement")
        hands.press("Copy from the signed paper")
        for number, (what, who) in enumerate(lines, start=1):
            if number > 1:
                hands.press("Add a line")
            hands.see(f"Line {number} of the agreement")
            hands.write(what)
            for name in who:
                hands.press(name)
            hands.fill("By when", "from tomorrow")
            hands.key(Key.Key_Return, CTRL)
            hands.see("Copies", what)
        hands.see("Cannot be printed while these words are in it.", "Kevin’s copy, as Kevin would read it")
        # Her street is hers until she says that he knows it: they are neighbours, and she does.
        hands.see("“Mill Lane” comes from what Fatima told you on Thursday 12 February.")
        hands.press("Fatima says that both know it")
        hands.see("“nights” comes from what Fatima told you on Friday 20 February. Fatima has not said that Kevin may know.")
        hands.unseen("“Mill Lane”", "Fatima says that both know it")
        hands.key(Key.Key_Return, CTRL)  # the main action is to change the words
        hands.see("Line 2 of the agreement")
        hands.fill("What will happen", "Fatima’s visitors park in Mill Lane, in the evenings when she is out.")
        hands.key(Key.Key_Return, CTRL)
        hands.see("Copies")
        hands.unseen("Cannot be printed", "nights")
        hands.see("This asks something of Fatima. Did Fatima offer it?")
        hands.press("This is what was read back and signed")
        for name in ("Fatima", "Kevin"):
            hands.press(name)
        hands.press("These words, these people")
        hands.see("Signed by hand on")
        hands.press("Print the copies")
        for name in ("Fatima", "Kevin", "Case file"):
            hands.press(name)
            hands.see("We cannot see hints." if name != "Case file" else "stays in the case file")
            saved = home / f"{name}.pdf"
            keys, letters = hands.keys, hands.letters
            hands.save_as(saved, lambda: hands.press("Save as a file"))
            hands.keys, hands.letters = keys, letters  # where these tests keep their files is long, and nobody’s path
            hands.see(f"Agreement for {name if name != 'Case file' else 'the case file'}")
    texts = {name: words_of(home / f"{name}.pdf") for name in ("Fatima", "Kevin", "Case file")}
    for name, text in texts.items():
        for secret in ("nights", "Care Home", "care home", "mother", *NEVER):
            assert secret not in text, f"{secret} stands on the copy for {name}"
        assert "Mill Lane, in the evenings when she is out" in text, "a hint is not found, and nothing claims that it was"


def test_hers_is_in_easy_read_with_the_same_words(hands: Hands, book: Path, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What one of them wishes besides: counted by itself, because most light cases have none of it."""
    assert book.exists()
    with sitting(hands, "2026-02-24T20:40"):
        before = hands.fields, hands.keys, hands.letters, hands.clicks
        open_case(hands)
        hands.press("Agreement")
        hands.press("How Fatima wants this copy")
        hands.choose("Print", "Easy read, with pictures")
        hands.press("Done")
        hands.press("Print the copies")
        hands.see("We cannot see hints.")
        took = hands.fields - before[0], hands.clicks - before[3]
        hands.save_as(home / "easy.pdf", lambda: hands.press("Save as a file"))
        hands.see("Agreement for Fatima")
        hands.fields, hands.keys, hands.letters, hands.clicks = before
    with capsys.disabled():
        print(f"\nlight, easy read besides: {took[0]} fields, {took[1]} clicks and jumps")
    easy, plain = words_of(home / "easy.pdf"), words_of(home / "Fatima.pdf")
    assert "Our agreement" in easy
    assert "Our agreement" not in plain
    for line in (
        "Kevin will not start an engine before 07:30.",
        "Mill Lane, in the evenings when she is out",
        "Both send a text before they knock.",
    ):
        assert line in easy
        assert line in plain
    for secret in ("nights", "Care Home", "care home", "mother", *NEVER):
        assert secret not in easy


def test_both_are_rung_and_it_ends(hands: Hands, book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with sitting(hands, "2026-03-24T17:45"):
        open_case(hands)
        for name, words in (
            ("Fatima", "Good enough. Twice it was early, and he came to say sorry."),
            ("Kevin", "Good enough. They say good morning."),
        ):
            hands.press("Write a note")
            hands.press(name)
            hands.write(words)
            hands.key(Key.Key_Return, CTRL)
            hands.see("What has happened")
        hands.press("Close the case")
        hands.choose("How it ended", "They met")
        hands.press("Close this case")
        hands.see("Closed on Tuesday 24 March. They met.")
    minutes = hands.letters / LETTERS_A_WORD / WORDS_A_MINUTE
    with capsys.disabled():
        print(f"\nlight: {hands.fields} fields, {hands.keys} keys, {hands.clicks} clicks and jumps, {minutes:.1f} minutes of typing")
    assert hands.fields <= MOST_FIELDS
    assert minutes <= MOST_MINUTES
    assert hands.clicks <= MOST_CLICKS
    opened = door.open_with_passphrase(book, PASSPHRASE, Clock())
    try:
        file = opened.vault.case_file(next(fact.case for fact in opened.vault.case_facts() if fact.reference == "RJ-2026-0105"))
        kevin = next(side for side in file.sides if side.print_name == "Kevin")
        his = one_side.only(file, kevin.id)
        assert not any(HERS in str(vars_of(record)) for record in his.records.values())
        assert [hit.title for hit in Workbook(opened).find("mother ill")] == ["Fatima"]
    finally:
        opened.close()
    assert len(file.all(Moved)) == 1
    assert {one.words for one in file.all(Contact) if one.person == kevin.id} == {HIS, "Good enough. They say good morning."}
    assert file.all(SafetyQuestions)[0].children == "yes"
    assert len(file.all(Term)) == 3
    assert not file.all(Told)
    assert all(progress_of(file, term.id) is None for term in file.all(Term))
    assert (file.case.path, file.case.closed_because) == ("light", "completed_direct")


def vars_of(record: object) -> list[object]:
    """Every value of a record."""
    return [getattr(record, name) for name in getattr(record, "__dataclass_fields__", {})]
