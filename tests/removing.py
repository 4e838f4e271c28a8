"""Takes something out of a copy of the tree, one patch at a time, and says whether a test notices.

A folder of `*.patch` files, each of which takes one protection away, and the tests that must miss it, the quick ones first. Whoever has such
a folder has a `run.py` or the like beside it that says which tests those are.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_COPIED = ("facilitator_app", "resources", "tests", "pyproject.toml")
_MOST_SECONDS = 900


def names(folder: Path) -> list[str]:
    """Everything that is taken away, one at a time."""
    return sorted(patch.stem for patch in folder.glob("*.patch"))


def caught_by(patch: Path, tests: Sequence[str]) -> str:
    """The first of these tests that fails with the patch; empty when none does. Raises `CalledProcessError` when the patch no longer fits."""
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "tree"
        for part in _COPIED:
            source = ROOT / part
            if source.is_dir():
                shutil.copytree(source, tree / part, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(source, tree / part)
        subprocess.run(["git", "apply", "--whitespace=nowarn", str(patch)], cwd=tree, check=True, capture_output=True)
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": "1"}
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
        ran = subprocess.run(command, cwd=tree, env=environment, check=False, capture_output=True, text=True, timeout=_MOST_SECONDS)
    failed = [line.removeprefix("FAILED ").partition(" - ")[0] for line in ran.stdout.splitlines() if line.startswith("FAILED ")]
    if ran.returncode not in (0, 1) or (ran.returncode == 1 and not failed):
        raise RuntimeError(f"{patch.stem}: the tests did not run\n{ran.stdout[-2000:]}{ran.stderr[-500:]}")
    return failed[0] if failed else ""


def main(wanted: Sequence[str], all_names: Sequence[str], caught: Callable[[str], str]) -> int:
    """Tries each, two at a time; prints caught or not caught, and by which test. 1 when one was not, else 0."""
    missed = 0
    with ThreadPoolExecutor(2) as pool:
        tried = list(wanted) or all_names
        for name, test in zip(tried, pool.map(caught, tried), strict=True):
            print(f"{'caught    ' if test else 'NOT CAUGHT'}  {name}{f'  by {test}' if test else ''}", flush=True)
            missed += not test
    print(f"{len(tried) - missed} of {len(tried)} caught")
    return 1 if missed else 0
