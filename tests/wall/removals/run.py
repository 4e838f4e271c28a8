"""Takes the protections of the wall away, one at a time, and says whether a test notices.

`python tests/wall/removals/run.py [NAME ...]`: each `*.patch` beside this file takes one protection out of a copy of the tree; the wall's tests run
there, the quick ones first, and end at the first that fails. Prints caught or not caught, and by which test; ends with 1 when one was not.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
COPIED = ("facilitator_app", "resources", "tests", "pyproject.toml")
QUICK_FIRST = (
    "tests/wall/test_envelope.py", "tests/wall/test_spoken.py", "tests/wall/test_corpus.py", "tests/wall/test_spellings.py", "tests/wall/test_leaks.py",
    "tests/wall/test_recipients.py",
    "tests/wall/test_projection.py", "tests/wall/test_one_side_thoughts.py", "tests/wall/test_day_sheets.py",
    "tests/wall/test_pack_wall.py", "tests/wall/test_letters_wall.py", "tests/workbook/test_one_side.py",
)  # fmt: skip
# Of the papers as they are made: first where the protection stands in the workbook, else after all the others.
OF_PAPERS = (
    "tests/workbook/test_around.py",
    "tests/workbook/test_papers_for_the_day.py",
    "tests/workbook/test_forms.py",
    "tests/workbook/test_welsh.py",
    "tests/wall/test_every_paper.py",
)
# Of what is on no paper: pages, Table, the clipboard, the claim. A removal of these is called `screen-...`.
OF_SCREENS = ("tests/workbook/test_visits.py", "tests/ui/test_every_surface.py")
_MOST_SECONDS = 900


def names() -> list[str]:
    """Every protection that is taken away."""
    return sorted(patch.stem for patch in HERE.glob("*.patch"))


def caught_by(name: str) -> str:
    """The test that fails without this protection; empty when none does. Raises `CalledProcessError` when the patch no longer fits."""
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "tree"
        for part in COPIED:
            source = ROOT / part
            if source.is_dir():
                shutil.copytree(source, tree / part, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(source, tree / part)
        in_workbook = "facilitator_app/workbook/" in (HERE / f"{name}.patch").read_text(encoding="utf-8")
        tests: tuple[str, ...] = (*OF_PAPERS, *QUICK_FIRST) if in_workbook else (*QUICK_FIRST, *OF_PAPERS)
        tests = OF_SCREENS if name.startswith("screen-") else tests
        subprocess.run(["git", "apply", "--whitespace=nowarn", str(HERE / f"{name}.patch")], cwd=tree, check=True, capture_output=True)
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": "1"}
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
        ran = subprocess.run(command, cwd=tree, env=environment, check=False, capture_output=True, text=True, timeout=_MOST_SECONDS)
    failed = [line.removeprefix("FAILED ").partition(" - ")[0] for line in ran.stdout.splitlines() if line.startswith("FAILED ")]
    if ran.returncode not in (0, 1) or (ran.returncode == 1 and not failed):
        raise RuntimeError(f"{name}: the tests did not run\n{ran.stdout[-2000:]}{ran.stderr[-500:]}")
    return failed[0] if failed else ""


def main(wanted: Sequence[str]) -> int:
    """Tries each, two at a time."""
    missed = 0
    with ThreadPoolExecutor(2) as pool:
        tried = list(wanted) or names()
        for name, test in zip(tried, pool.map(caught_by, tried), strict=True):
            print(f"{'caught    ' if test else 'NOT CAUGHT'}  {name}{f'  by {test}' if test else ''}", flush=True)
            missed += not test
    print(f"{len(tried) - missed} of {len(tried)} caught")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
