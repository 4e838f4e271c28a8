"""A widget that is taken apart on another thread than the screen's takes the program with it: no other thread looks for rubbish."""

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from facilitator_app.ui.rubbish import Rubbish


class Round:
    """Refers to itself, as a page does through what it connects; tells on which thread it is taken apart."""

    def __init__(self, told: list[int]) -> None:
        self.me, self.told = self, told

    def __del__(self) -> None:
        self.told.append(threading.get_ident())


@pytest.fixture
def rubbish(qapp: QApplication) -> Iterator[Rubbish]:
    parent = QObject(qapp)
    made = Rubbish(parent)
    yield made
    made.end()
    parent.deleteLater()


def read_much() -> None:
    kept = [[number, [number]] for number in range(200_000)]
    assert kept


def test_what_another_thread_makes_takes_nothing_of_the_screens_apart(rubbish: Rubbish) -> None:
    gc.collect()
    told: list[int] = []
    Round(told)
    reader = threading.Thread(target=read_much)
    reader.start()
    reader.join()
    assert not told
    for _ in range(30):  # the young, and now and then the older
        _more = [[number] for number in range(2_000)]
        rubbish.look()
    assert told == [threading.get_ident()]


def test_python_looks_again_by_itself_when_the_window_is_gone(rubbish: Rubbish) -> None:
    assert not gc.isenabled()
    rubbish.end()
    assert gc.isenabled()
