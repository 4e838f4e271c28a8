"""Breaks the exchange, one way at a time, and says whether a story or the random attack notices.

`python tests/sync/breakages/breaking.py [NAME ...]`: each `*.patch` beside this file breaks one thing in a copy of the tree; the tests of the
exchange run there, the stories first, and end at the first that fails. Prints caught or not caught, and by which test; ends with 1 when one was not.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import removing

HERE = Path(__file__).resolve().parent
STORIES_FIRST = ("tests/sync/test_scenarios.py", "tests/sync/test_each_side.py", "tests/sync/test_machine.py")
WORKBOOK = ("tests/sync/test_typing_meets_exchange.py",)  # first where the breakage is in the workbook itself


def names() -> list[str]:
    """Every breakage."""
    return removing.names(HERE)


def caught_by(name: str) -> str:
    """The test that fails with this breakage; empty when none does."""
    patch = HERE / f"{name}.patch"
    in_vault = "facilitator_app/vault/" in patch.read_text(encoding="utf-8")
    return removing.caught_by(patch, (*WORKBOOK, *STORIES_FIRST) if in_vault else (*STORIES_FIRST, *WORKBOOK))


if __name__ == "__main__":
    sys.exit(removing.main(sys.argv[1:], names(), caught_by))
