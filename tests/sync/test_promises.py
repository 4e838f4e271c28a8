"""The table of what the exchange promises names tests that there are."""

import re
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
TABLE = (HERE / "README.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", TABLE)))


def test_every_promise_has_its_line() -> None:
    assert re.findall(r"^\| (I-\d+) \|", TABLE, re.MULTILINE) == [f"I-{number}" for number in range(1, 23)]
    for line in re.findall(r"^\| I-\d+ .*", TABLE, re.MULTILINE):
        assert "::" in line or "missing" in line or "the same machines" in line, line


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_what_shows_it_is_there(file: str, name: str) -> None:
    assert re.search(rf"^def {name}\(", (HERE.parents[1] / file).read_text(encoding="utf-8"), re.MULTILINE)
