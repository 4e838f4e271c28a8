"""Every sentence that a person may read is read here: words that put responsibility on a program, or a label on a person, are in none of them."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator_app.resources import resource

ROOT = Path(__file__).parent.parent / "facilitator_app"
READ = [path for part in ("ui", "workbook", "records", "vault", "papers", "wall") for path in sorted((ROOT / part).rglob("*.py"))]
# "Gate" is the prison's; an offender manager is an office's name for itself.
BANNED = re.compile(
    r"\b(gates?|abortive|overrid\w+|leaks?|leaked|poison\w*|panic\w*|x item|perpetrators?|victims?|offenders?(?! manager)|quarantin\w+"
    r"|low risk|high risk|no leaks|risk score|all clear|is safe|are safe|is ready|are ready|is complete|is incomplete|cleared for)\b",
    re.IGNORECASE,
)
# The law's own words, and how an office calls itself.
ALLOWED = ("Victims and Prisoners Act", "Victim service", "Victim liaison officer", "victim service")


def sentences(path: Path) -> Iterator[str]:
    """String constants that read like words for a person: with a space and a letter, and no docstring."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documented and " " in node.value.strip():
            yield node.value


def plain(text: str) -> str:
    for words in ALLOWED:
        text = text.replace(words, "")
    return text


@pytest.mark.parametrize("path", READ, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_sentence_of_the_program_has_a_banned_word(path: Path) -> None:
    assert [said for said in sentences(path) if BANNED.search(plain(said))] == []


def test_nor_has_a_choice_a_guide_a_page_of_help_or_what_is_pointed_out() -> None:
    found: list[str] = []
    for table in tomllib.loads(resource("terms", "en.toml").read_text(encoding="utf-8")).values():
        found += table.values()
    for name in ("eleven-stages.md", "neighbours.md"):
        found += resource("scripts", "en", name).read_text(encoding="utf-8").splitlines()
    for file in resource("help", "en").glob("*.md"):
        found += file.read_text(encoding="utf-8").splitlines()
    for file in resource("letters", "en").iterdir():
        found += file.read_text(encoding="utf-8").splitlines()
    points = tomllib.loads(resource("practice", "agreements.toml").read_text(encoding="utf-8"))["point"]
    found += [point["said"] for point in points]
    assert [said for said in found if BANNED.search(plain(said))] == []


def test_the_reading_finds_what_it_looks_for() -> None:
    """A test that cannot fail tells nothing."""
    for said in ("Everything is ready.", "The gate said no.", "She is safe now.", "No leaks were found.", "Override this check"):
        assert BANNED.search(said)
    assert len({said for path in READ for said in sentences(path)}) > 500
