"""What all tests share: one workbook made once and copied for each test, a clock that stands, and keys that cost little to stretch."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import making
import pytest
from hypothesis import HealthCheck, settings

from facilitator_app.calendar import Clock
from facilitator_app.vault import door, keys
from facilitator_app.vault.door import Opened

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # a window on somebody's real screen is asked for, never given

settings.register_profile(
    "workbook",
    deadline=None,  # the machine is shared: a slow moment is no failure
    database=None,  # nothing beside the sources; a failure prints what repeats it
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("workbook")

_TRUE_MEMORY_KIB = keys._MEMORY_KIB


@pytest.fixture(scope="session", autouse=True)
def _cheap_keys() -> Iterator[None]:
    """Argon2id over 64 KiB for all slots that tests make; `true_cost` gives one test the real one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "_MEMORY_KIB", making.CHEAP_KIB)
        yield


@pytest.fixture
def true_cost(monkeypatch: pytest.MonkeyPatch) -> int:
    """The memory that a passphrase really costs, in KiB."""
    monkeypatch.setattr(keys, "_MEMORY_KIB", _TRUE_MEMORY_KIB)
    return _TRUE_MEMORY_KIB


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """As the program itself starts Qt."""
    return ["tests", "-style", "Fusion"]


@pytest.fixture
def clock() -> Clock:
    """Monday 2 March 2026, ten in the morning."""
    return making.CLOCK


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed, empty workbook with a passphrase and a recovery sheet: to be copied, never opened."""
    path = tmp_path_factory.mktemp("template") / "Example.workbook"
    opened = door.create(path, making.PASSPHRASE, making.CLOCK)
    opened.set_sheet(making.SHEET)
    opened.close()
    return path


@pytest.fixture
def folder(template: Path, tmp_path: Path) -> Path:
    """A copy of the template: closed, and this test's own."""
    return Path(shutil.copytree(template, tmp_path / "Mine.workbook"))


@pytest.fixture
def opened(folder: Path, clock: Clock) -> Iterator[Opened]:
    """An open workbook of this test's own."""
    found = door.open_with_passphrase(folder, making.PASSPHRASE, clock)
    yield found
    found.close()
