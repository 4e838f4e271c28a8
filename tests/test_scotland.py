"""Another country is other files: a copy of the project with Scotland's words, numbers, holidays and rules, and not a line of code changed."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
ASKS = """
import json
from datetime import date
from facilitator_app import calendar
from facilitator_app.language import words
from facilitator_app.records import gates, paths
from facilitator_app.records.case_file import Stored, assemble

def stored(kind, id, **values):
    return Stored(kind, id, "x", "c", {name: {f"{id}{name}": value} for name, value in values.items()}, "2026-01-12T09:00:00Z")

file = assemble("c", [
    stored("case", "c", reference="R", path="standard", received_on="2026-01-12", entry_stage="recorded_warning",
           flags=["domestic_abuse"], initiated_by="both"),
    stored("participant", "her", print_name="Margaret", role="harmed"),
    stored("participant", "him", print_name="Daniel", role="responsible"),
    stored("particulars", "p", person="him", born="2009-06-15"),
])
found = gates.checks(file, date(2026, 3, 10))
print(json.dumps({
    "stage": words("entry_stage").get("recorded_warning"),
    "holiday": calendar.is_working_day(date(2026, 11, 30)),
    "adult": calendar.limit("parent_asked_under_age", date(2026, 3, 10)).value,
    "parent": any(check.key == "parent" for check in found),
    "accepts": next((sorted(check.stops) for check in found if check.key == "accepts"), None),
    "begun": [check.words for check in found if check.key.startswith("begun_by")],
    "court": paths.court_words(file.case),
}))
"""


@pytest.fixture
def scotland(tmp_path: Path) -> Path:
    for part in ("facilitator_app", "resources"):
        shutil.copytree(PROJECT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    change(tmp_path, "terms/en.toml", "[entry_stage]\n", '[entry_stage]\nrecorded_warning = "Recorded police warning"\n')
    change(tmp_path, "limits/bank_holidays.toml", 'area = "GB-ENG"', 'area = "GB-SCT"')
    change(tmp_path, "limits/practice.toml", 'key = "parent_asked_under_age"\nvalue = 18', 'key = "parent_asked_under_age"\nvalue = 16')
    change(tmp_path, "practice/paths.toml", 'rule = "asked"', 'rule = "needed"')
    change(tmp_path, "practice/paths.toml", 'open_stages = ["pre_report"', 'open_stages = ["recorded_warning", "pre_report"')
    change(tmp_path, "practice/paths.toml", 'words = "Court is not finished.', 'words = "The procurator fiscal is not finished.')
    return tmp_path


def change(root: Path, name: str, old: str, new: str) -> None:
    path = root / "resources" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def answers(root: Path) -> dict[str, object]:
    done = subprocess.run([sys.executable, "-c", ASKS], cwd=root, capture_output=True, text=True, check=True)
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_the_same_case_is_looked_at_by_scotlands_rules(scotland: Path) -> None:
    here, there = answers(PROJECT), answers(scotland)
    assert (here["stage"], there["stage"]) == (None, "Recorded police warning")
    assert (here["holiday"], there["holiday"]) == (True, False), "St Andrew's Day"
    assert (here["parent"], there["parent"]) == (True, False), "at sixteen"
    assert (here["accepts"], there["accepts"]) == (["meet"], ["meet", "pass_on"]), "no acknowledgement, no process"
    assert here["begun"]
    assert here["begun"] == there["begun"]
    assert here["court"] == ""
    assert str(there["court"]).startswith("The procurator fiscal is not finished.")
