"""A save that was acknowledged is on the disk: one fdatasync each, counted where the kernel sees them."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HANDS = Path(__file__).with_name("hands.py")

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="strace looks at Linux only")


def _syncs(template: Path, base: Path, saves: int, weakened: str = "") -> int:
    """How often the disk was asked to keep what it has, from start to the last of so many saves, in a fresh workbook."""
    base.mkdir()
    folder, told, trace = shutil.copytree(template, base / "Mine.workbook"), base / "told", base / "trace"
    act: list[str | Path] = [sys.executable, "-B", HANDS, "put", folder, told, str(saves), *filter(None, [weakened])]
    subprocess.run(
        ["strace", "-f", "--seccomp-bpf", "-o", trace, "-e", "trace=fdatasync,fsync,sync_file_range,msync", *act], check=True, timeout=60
    )
    assert told.read_text().split() == ["done"]
    return len(re.findall(r" (?:fdatasync|fsync)\(", trace.read_text()))


def _syncs_of_20_saves(template: Path, base: Path, weakened: str = "") -> int:
    return _syncs(template, base / "30", 30, weakened) - _syncs(template, base / "10", 10, weakened)


def test_each_acknowledged_save_is_one_sync(template: Path, tmp_path: Path) -> None:
    assert _syncs_of_20_saves(template, tmp_path) == 20


@pytest.mark.parametrize("weakened", ["off", "normal"])
def test_the_count_sees_a_save_that_does_not_wait_for_the_disk(template: Path, tmp_path: Path, weakened: str) -> None:
    """So that the test above cannot pass for another reason."""
    assert _syncs_of_20_saves(template, tmp_path, weakened) == 0
