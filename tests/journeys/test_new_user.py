"""From an empty laptop to the printed copy of the person harmed, as quickly as somebody can who has read nothing; and what that takes."""

from pathlib import Path

import pytest
from driver import CTRL, Hands, Key
from on_paper import words_of

PASSPHRASE = "violet kettle harbour ladder"


def test_from_nothing_to_the_printed_copy(hands: Hands, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    saved = home / "copy.pdf"
    hands.start("2026-03-17T12:10")
    hands.see("A new workbook")
    hands.write("Bill")
    hands.key(Key.Key_Return)
    hands.see("Step 2 of 3")
    hands.write(PASSPHRASE)
    hands.key(Key.Key_Return)
    hands.see("Once more")
    hands.write(PASSPHRASE)
    hands.key(Key.Key_Return)
    hands.see("No case is here yet.")
    hands.press("Begin a case by hand")
    hands.fill("First person", "Margaret")
    hands.key(Key.Key_Tab)
    hands.write("Daniel")
    hands.key(Key.Key_Return, CTRL)
    hands.see("What has happened")
    hands.press("Agreement")
    hands.press("Copy from the signed paper")
    hands.see("Line 1")
    hands.write("Daniel writes a letter.")
    hands.press("Daniel")
    hands.fill("By when", "17 April")
    hands.key(Key.Key_Return, CTRL)
    hands.see("Copies")
    hands.key(Key.Key_Return, CTRL)
    hands.see("Read it aloud")
    hands.key(Key.Key_Return)
    hands.see("It was signed by hand")
    hands.key(Key.Key_Return, CTRL)
    hands.see("It was signed by hand.")
    hands.press("Margaret")
    hands.press("Daniel")
    hands.key(Key.Key_Return, CTRL)
    hands.see("Signed by hand on")
    hands.key(Key.Key_Return, CTRL)
    hands.see("Print this copy for Margaret")
    hands.save_as(saved, lambda: hands.press("Save as a file"))
    hands.see("Agreement for Margaret")
    hands.close()
    text = words_of(saved)
    assert "Daniel writes a letter." in text
    assert "DRAFT" not in text.upper().split()
    with capsys.disabled():
        print(f"\n{len(hands.screens)} screens, {hands.clicks} clicks, {hands.keys} keystrokes: {', '.join(hands.screens)}")
    # A ceiling, so that a step which is added is seen: what is counted here is what a new user goes through.
    assert len(hands.screens) <= 16
    assert hands.clicks <= 9
    assert hands.keys <= 200 + len(str(saved))
