"""Without a protection of the wall a test fails: each is taken out of a copy of the tree (`removals/`), and the suite must notice."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "removals"))

import run

SHORT = ("one-typing-error", "own-yes-to-be-released", "stop-closes-a-sheet")


def test_there_is_a_removal_for_each_part_of_the_wall() -> None:
    patches = {patch.stem: patch.read_text(encoding="utf-8") for patch in run.HERE.glob("*.patch")}
    assert len(patches) >= 25
    parts = {line.split("/")[-1] for text in patches.values() for line in text.splitlines() if line.startswith("+++ ")}
    modules = {path.name for path in (run.ROOT / "facilitator_app" / "wall").glob("*.py")}
    assert modules - parts == {
        "__init__.py",
        "case_system_fields.py",
        "sheets.py",
        "sheets_case_system.py",
        "sheets_day.py",
        "sheets_gone.py",
        "sheets_letters.py",
        "sheets_pack.py",
        "sheets_recipients.py",
        "sheets_slip.py",
    }  # these hold fields and no protection


@pytest.mark.parametrize("name", SHORT)
def test_a_protection_that_is_taken_away_is_missed(name: str) -> None:
    assert run.caught_by(name)


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in run.names() if name not in SHORT])
def test_every_protection_that_is_taken_away_is_missed(name: str) -> None:
    assert run.caught_by(name)
