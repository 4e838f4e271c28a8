"""A home of its own for each story, so that settings and the workbook of one are no other's."""

from collections.abc import Iterator
from pathlib import Path

import driver
import on_paper
import pytest
from PySide6.QtWidgets import QApplication

from facilitator_app.ui import printing


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An empty home folder."""
    path = tmp_path_factory.mktemp("home")
    with driver.at_home(path):
        yield path


@pytest.fixture(scope="module")
def hands(home: Path, qapp: QApplication) -> Iterator[driver.Hands]:
    """Somebody at the keyboard; what they leave open is closed."""
    made = driver.Hands(qapp)
    yield made
    made.leave()


@pytest.fixture
def printer(monkeypatch: pytest.MonkeyPatch) -> on_paper.Printer:
    """A printer that takes whatever it is given."""
    found = on_paper.Printer()
    monkeypatch.setattr(printing, "ask", found.ask)
    monkeypatch.setattr(printing, "send", found.send)
    return found
