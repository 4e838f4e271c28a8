"""Takes the protections of the wall away, one at a time, and says whether a test notices.

`python tests/wall/removals/run.py [NAME ...]`: each `*.patch` beside this file takes one protection out of a copy of the tree; the wall's tests run
there, the quick ones first, and end at the first that fails. Prints caught or not caught, and by which test; ends with 1 when one was not.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import removing

HERE = Path(__file__).resolve().parent
ROOT = removing.ROOT
QUICK_FIRST = (
    "tests/wall/test_envelope.py", "tests/wall/test_spoken.py", "tests/wall/test_corpus.py", "tests/wall/test_spellings.py", "tests/wall/test_leaks.py",
    "tests/wall/test_recipients.py", "tests/wall/test_gone.py", "tests/wall/test_case_system.py",
    "tests/wall/test_projection.py", "tests/wall/test_one_side_thoughts.py", "tests/wall/test_day_sheets.py",
    "tests/wall/test_added_wall.py", "tests/wall/test_pack_wall.py", "tests/wall/test_letters_wall.py", "tests/workbook/test_one_side.py",
)  # fmt: skip
# Of the papers as they are made: first where the protection stands in the workbook, else after all the others.
OF_PAPERS = (
    "tests/workbook/test_read_on_paper.py",
    "tests/workbook/test_added_lines.py",
    "tests/workbook/test_register_paper.py",
    "tests/workbook/test_around.py",
    "tests/workbook/test_papers_for_the_day.py",
    "tests/workbook/test_forms.py",
    "tests/workbook/test_welsh.py",
    "tests/wall/test_every_paper.py",
)
# Of what is on no paper: pages, Table, the clipboard, the claim. A removal of these is called `screen-...`.
OF_SCREENS = ("tests/workbook/test_visits.py", "tests/ui/test_every_surface.py", "tests/ui/test_added_sheets_pages.py")


def names() -> list[str]:
    """Every protection that is taken away."""
    return removing.names(HERE)


def caught_by(name: str) -> str:
    """The test that fails without this protection; empty when none does."""
    patch = HERE / f"{name}.patch"
    in_workbook = "facilitator_app/workbook/" in patch.read_text(encoding="utf-8")
    tests = (*OF_PAPERS, *QUICK_FIRST) if in_workbook else (*QUICK_FIRST, *OF_PAPERS)
    return removing.caught_by(patch, OF_SCREENS if name.startswith("screen-") else tests)


if __name__ == "__main__":
    sys.exit(removing.main(sys.argv[1:], names(), caught_by))
