"""Every file that the program writes, and every name that it gives one: all are known here, so that a new one is looked at before it leaves.

What is in the papers is attacked in `test_every_paper.py`, the claim for time and miles in `test_visits.py`, what the process writes in `leaks/`.
"""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import facilitator_app

SOURCES = Path(facilitator_app.__file__).parent
NOT_FOR_CASES = (
    "shots",
    "shots_list",
    "shots_scans",
    "shots_paper",
    "shots_sheets",
    "shots_versions",
)  # pictures of the demonstration, for ourselves

WAYS = ("write_bytes", "write_text", "writestr", "NamedTemporaryFile", "mkstemp", "QSaveFile", "QTemporaryFile", "QFile")

# Who writes, and what keeps people out of it. Whoever adds one says here what does, and where that is tried.
WRITES = {
    ("central.backups", "open"): "a dump of the whole database, for its user alone, to where whoever runs the service said: tests/central",
    ("central.backups", "write_bytes"): "its manifest: number, size and digest",
    ("central.outliving", "open"): "ids and names of accounts, read by their user alone; of a case not a word: tests/central",
    ("central.cluster", "open"): "the locks of the service's own PostgreSQL: nothing is in them",
    ("central.cluster", "write_text"): "settings of that PostgreSQL, the same for every service",
    ("central.identity", "open"): "the service's keys, read by their user alone: tests/central",
    ("commands", "write_bytes"): "a paper by a safe handle, to where the one at the keys said: test_commands.py",
    ("settings", "open"): "the look, the size, the workbook opened last",
    ("ui.printing", "write_bytes"): "papers and the claim, to where a person chose",
    ("vault.backup", "open"): "ciphertext",
    ("vault.folder", "open"): "the identity and the lock of a workbook: no case is known there",
    ("workbook.case_out", "open"): "a case as its case system may have it, to where a person chose: test_case_out.py",
    ("workbook.guide_files", "open"): "a guide, of which the page says what it holds",
}
# What a file is called before somebody gives it another name.
NAMES = {
    ("ui.leaving", "f'{paper.file_name}.pdf'"): "what kind of paper it is: test_every_paper.py",
    ("ui.pages.case_out", "name"): "one of two constants, JSON_NAME and CSV_NAME",
    ("ui.pages.gone", "gone.FILE_NAME"): "a constant",
    ("ui.pages.guide_files", "self._file.text()"): "typed there; before that the constant FILE_NAME",
    ("ui.pages.time_kept", "'time-and-miles.csv'"): "a constant",
}


@cache
def calls() -> tuple[tuple[str, ast.Call, str], ...]:
    """(module, call, what is called) of all that the program calls by a name."""
    return tuple(_calls())


def _calls() -> Iterator[tuple[str, ast.Call, str]]:
    for path in sorted(SOURCES.rglob("*.py")):
        module = ".".join(path.relative_to(SOURCES).with_suffix("").parts)
        if module not in NOT_FOR_CASES:
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call):
                    called = node.func
                    yield module, node, called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


def writes(call: ast.Call, called: str) -> bool:
    """Whether it can put words into a file."""
    given = (*call.args, *(keyword.value for keyword in call.keywords))
    modes = [one.value for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    return called in WAYS or (
        called in ("open", "fdopen") and any(set(mode) <= set("abrtwx+") and set(mode) & set("awx+") for mode in modes)
    )


def test_everything_that_writes_a_file_is_known() -> None:
    found = {(module, "open" if called == "fdopen" else called) for module, call, called in calls() if writes(call, called)}
    assert found == set(WRITES)


def test_every_name_that_a_file_is_offered_under_is_known() -> None:
    found = {(module, ast.unparse(call.args[2])) for module, call, called in calls() if called == "getSaveFileName"}
    assert found == set(NAMES)


def test_a_new_way_of_writing_is_seen() -> None:
    for line in (
        "path.write_text(words)",
        "open(path, 'w')",
        "path.open(mode='ab')",
        "os.fdopen(number, 'w+')",
        "archive.writestr(name, words)",
    ):
        call = ast.parse(line).body[0]
        assert isinstance(call, ast.Expr)
        assert isinstance(call.value, ast.Call)
        assert writes(call.value, call.value.func.attr if isinstance(call.value.func, ast.Attribute) else "open"), line
