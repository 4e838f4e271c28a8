"""In a car park, on a small screen, by keys alone: from the closed lid to a saved note of a call. Counted, at 40 words a minute; nobody was timed."""

from pathlib import Path

import pytest
from driver import CTRL, Key
from keys_only import KeysOnly
from PySide6.QtWidgets import QApplication

from facilitator_app import settings
from facilitator_app.calendar import Clock, clock_at
from facilitator_app.records import Contact
from facilitator_app.vault import door
from facilitator_app.workbook import demo

SAID = "Rang back. She can do Tuesday after five."
SECONDS, KEYS_A_SECOND = 60, 200 / 60  # 40 words of five letters a minute


def test_from_the_closed_lid_to_a_saved_note(home: Path, qapp: QApplication, capsys: pytest.CaptureFixture[str]) -> None:
    path = demo.make(home / "Demo.workbook", clock_at("2026-02-24T12:00"))
    settings.save(settings.load().changed(last_workbook=str(path)))
    hands = KeysOnly(qapp)
    hands.start("2026-02-24T12:00", size=(1093, 535))
    hands.unlock(demo.PASSPHRASE)
    hands.key(Key.Key_K, CTRL)
    hands.write("Margaret and")
    hands.key(Key.Key_Return)
    hands.see("What has happened")
    hands.key(Key.Key_N, CTRL)
    hands.see("Whose words are these?")
    hands.press("Margaret")
    hands.write(SAID)
    hands.key(Key.Key_Return, CTRL)
    hands.see("What has happened", SAID)
    hands.close()
    seconds = hands.keys / KEYS_A_SECOND
    with capsys.disabled():
        print(f"\ncar park: {hands.keys} keys, {seconds:.0f} seconds of typing, {hands.clicks} clicks")
    assert hands.clicks == 0
    assert seconds < SECONDS
    opened = door.open_with_passphrase(path, demo.PASSPHRASE, Clock())
    try:
        case = next(fact.case for fact in opened.vault.case_facts() if fact.reference == "RJ-2026-0101")
        assert [note.words for note in opened.vault.case_file(case).all(Contact)].count(SAID) == 1
    finally:
        opened.close()
