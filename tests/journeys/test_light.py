"""Two neighbours, both taking part: nobody is called harmed or responsible, on no screen and on no paper."""

from pathlib import Path

from driver import CTRL, Hands, Key
from on_paper import words_of

from facilitator_app.calendar import Clock
from facilitator_app.records import Participant, Term
from facilitator_app.resources import resource
from facilitator_app.vault import door

PASSPHRASE = "violet kettle harbour ladder"
SIDED = ("harmed", "responsible", "victim", "offender")


def test_two_neighbours(hands: Hands, home: Path) -> None:
    seen: list[str] = []

    def look(*words: str) -> None:
        """Whatever page this is, it takes no side."""
        hands.see(*words)
        screen = hands.screen().casefold()
        assert not [word for word in SIDED if word in screen], hands.screen()
        seen.append(words[0])

    hands.start("2026-02-24T18:00")
    for words in ("Bill", PASSPHRASE, PASSPHRASE):
        hands.write(words)
        hands.key(Key.Key_Return)
        hands.rest()
    hands.see("No case is here yet.")
    hands.press("Bring in referrals")
    hands.write(str(resource("demo", "referrals.csv")))
    hands.key(Key.Key_Return)
    hands.press("Bring them in")
    hands.fill("Find a case", "Fatima")
    hands.key(Key.Key_Return)
    look("Do you know anyone here?", "Fatima", "Kevin")
    hands.press("No")
    look("What has happened", "taking part")
    look("Light is suggested: no crime.")
    hands.press("Take the path Light")
    look("What has happened", "Light")
    for name in ("Fatima", "Kevin"):
        hands.press(f"About {name}")
        look(f"{name}’s own", "Taking part")
        hands.press("Write it: Record a consent")
        look("To what")
        hands.choose("To what", "To take part")
        hands.choose("Answer", "Said yes")
        hands.press("Done")
        hands.press("Overview")
        look("What has happened")
    hands.press("Write a note")
    look("Whose words are these?")
    hands.press("Kevin")
    look("Everything here is Kevin’s. Fatima never sees it.")
    hands.write("He starts the van at six. He did not know that it wakes anybody.")
    hands.key(Key.Key_Return, CTRL)
    hands.press("Write it: The six safety questions are not answered.")
    for question in ("Is anybody afraid of the other?", "Has anybody been hurt or threatened?", "Are the police or a court busy with it?",
                     "Does anybody say yes because somebody else wants it?", "Does anything else make you uneasy?"):  # fmt: skip
        hands.choose(question, "No")
    hands.choose("Are children, or somebody who needs care, part of it?", "Yes")
    hands.press("Done")
    look("Children are part of it. What is kept from them, and how, is not written down.")
    hands.press("Write it: Children are part of it. What is kept from them, and how, is not written down.")
    hands.fill("What will be kept from the children, and how?", "They talk when the children are at school.")
    hands.press("Done")
    hands.unseen("Not written down yet")
    hands.press("Plan a meeting")
    look("There is no day for the meeting yet.")
    hands.fill("Day", "today")
    hands.fill("Room", "Community room")
    hands.press("Open: Who, and where they sit")
    look("Who speaks first")
    hands.press("Open the room view")
    look("Only you read this side")
    for _ in range(10):
        hands.key(Key.Key_Right)
        look("Only you read this side")
    hands.key(Key.Key_F2)
    look("Nothing is written yet.")
    hands.key(Key.Key_F2)
    hands.key(Key.Key_Return, CTRL)
    look("Nothing has been agreed yet.")
    hands.press("Copy from the signed paper")
    look("Line 1")
    for number, (what, who) in enumerate(
        (("No engine before 07:30.", ("Kevin",)), ("Both send a text before knocking.", ("Kevin", "Fatima"))), start=1
    ):
        if number > 1:
            hands.press("Add a line")
            look(f"Line {number}")
        hands.fill("What will happen", what)
        for name in who:
            hands.press(name)
        hands.fill("By when", "from today")
        hands.key(Key.Key_Return, CTRL)
        look("Copies", what)
    hands.press("Read it back")
    for number in (1, 2):
        look(f"Line {number} of 2. Read it aloud.")
        hands.key(Key.Key_Return)
    look("It was signed by hand")
    hands.press("It was signed by hand")
    look("Who signed")
    for name in ("Fatima", "Kevin"):
        hands.press(name)
    hands.press("These people signed")
    hands.press("Print the copies")
    papers = {}
    for name in ("Fatima", "Kevin", "Case file"):
        hands.press(name)
        whom = "the case file" if name == "Case file" else name
        look(f"Print this copy for {whom}")
        saved = home / f"{name}.pdf"
        hands.save_as(saved, lambda: hands.press("Save as a file"))
        look(f"Agreement for {whom}")
        papers[name] = words_of(saved)
    hands.press("Papers")
    look("Agreement for Fatima")
    hands.press("Today")
    look("Nothing needs you today.")
    hands.close()
    assert len(seen) > 30
    for name, text in papers.items():
        assert "Both send a text before knocking." in text
        assert not [word for word in SIDED if word in text.casefold()], name
    opened = door.open_with_passphrase(home / "My.workbook", PASSPHRASE, Clock())
    try:
        file = opened.vault.case_file(next(fact.case for fact in opened.vault.case_facts() if fact.reference == "RJ-2026-0105"))
    finally:
        opened.close()
    assert {person.role for person in file.all(Participant)} == {"taking_part"}
    assert {person.print_name for person in file.sides} == {"Fatima", "Kevin"}
    assert [len(term.promise.who) for term in file.all(Term)] == [1, 2]
    assert file.case.path == "light"
