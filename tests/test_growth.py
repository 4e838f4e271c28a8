"""The program that measures growth runs and asks everything: a quick form of it, of which nothing is timed."""

import os
import subprocess
import sys
from pathlib import Path

_PROGRAM = Path(__file__).parent / "benchmarks" / "growth.py"


def test_every_page_and_question_is_measured(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, _PROGRAM, "12:4", "14:4", "--runs", "1", "--long", "60", "70"],
        env=os.environ | {"TMPDIR": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout.count("pages that were not opened: none") == 2
    for asked in (
        "checks",
        "as it was",
        "Today",
        "the list of cases",
        "search",
        "somebody rings",
        "slowest page of a case of 70",
        "last : first",
    ):
        assert asked in run.stdout
