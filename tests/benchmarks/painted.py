"""How long a page takes from `go` until it is painted: every page of `ui/pages/list.py`, without a case and for a usual and two long cases.

What is measured is what somebody waits for who presses a link: the page before is left, the new one reads on its thread, shows, and is painted.
Beside it stands what the program's own threads worked in that time: on a machine that others use, the rest is waiting for them.
"""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
import making

from facilitator_app.ui.look import STYLE, Appearance  # before any other use of Qt: see ui/parts/lasting.py

# isort: split
from PySide6.QtCore import QEvent, QEventLoop
from PySide6.QtWidgets import QApplication

from facilitator_app.records import (
    Agreement,
    ConferencePlan,
    Contact,
    Preparation,
    Printed,
    Record,
    Term,
)
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import NOBODY, Id
from facilitator_app.ui.pages.list import PAGES
from facilitator_app.ui.parts.ring import Ring
from facilitator_app.ui.place import Place
from facilitator_app.ui.shell import Shell
from facilitator_app.ui.unlock import load_ahead
from facilitator_app.ui.workspace import Workspace
from facilitator_app.vault.door import Opened
from facilitator_app.workbook import guides

_WIDTH, _HEIGHT = 1366, 720
_CALM = Place("numbers")  # what is left when a page is measured: a small page
_OF_NO_CASE = (
    "today",
    "cases",
    "find",
    "papers",
    "rings",
    "numbers",
    "exchange",
    "join",
    "gone",
    "managing",
    "settings",
    "bring_in",
    "new_case",
    "sheet",
    "passphrase",
    "cover_code",
    "leave_side",
    "board",
    "guides",
    "guide_in",
    "places",
    "time",
    "letter_texts",
    "register",
    "to_print",
    "scans",
    "welsh",
    "scan",  # of a page that has its place by now
)


@dataclass
class Opening:
    """One page, opened some times: what was waited for, in milliseconds."""

    page: str
    first_ms: float = 0.0  # in this run of the program: modules are loaded, icons drawn, a case looked through for the first time
    painted: list[float] = field(default_factory=list)
    busy: list[float] = field(default_factory=list)  # of that, what this program's own threads needed of a processor


def places(file: CaseFile) -> Iterator[Place]:
    """Every page that is opened for a case, each with a record that it shows."""

    def last(kind: type[Record]) -> Id:
        return next((one.id for one in reversed(file.all(kind))), NOBODY)

    harmed, responsible = (side.id for side in file.sides)
    for name in (
        "afterwards",
        "agreement",
        "as_it_was",
        "before",
        "case",
        "case_out",
        "close",
        "compare",
        "go_ahead",
        "handing_over",
        "letter",
        "passing",
        "path",
        "talk",
        "two_versions",
        "welsh_lines",
        "wishes",
    ):
        yield Place(name, file.id)
    yield Place("agreement", file.id, more=responsible)
    yield Place("preparation", file.id)
    yield Place("preparation", file.id, last(Preparation))
    for name in ("finish", "visit_pack", "back_from_paper"):
        yield Place(name, file.id, last(Preparation))
    yield Place("paper", file.id, last(Printed))
    yield Place("meeting", file.id, more="who")
    yield Place("room", file.id, last(ConferencePlan))
    yield Place("copy", file.id, last(Agreement), harmed)
    yield Place("day", file.id)
    for name in ("read_back", "signed"):
        yield Place(name, file.id, last(Agreement))
    for name in ("term", "sealed_term", "amend"):
        yield Place(name, file.id, last(Term))
    yield Place("ask_owner", file.id, harmed, f"{responsible}|the library")
    for name in ("person", "only_side"):
        yield Place(name, file.id, harmed)
    yield Place("note", file.id, last(Contact), Contact.kind)
    yield Place("note", file.id, more=f"new:{harmed}")
    yield Place("whose", file.id, last(Contact))
    yield Place("record", file.id, last(Contact), Contact.kind)
    yield Place("history", file.id, last(Contact))
    yield Place("day", file.id)
    yield Place("forms", file.id, harmed)
    yield Place("around", file.id, responsible, "prison_visit")
    yield Place("twice", file.id, harmed)


def named(place: Place) -> str:
    """The page in a table: with its record, or with something new."""
    more = " (new)" if place.more.startswith("new:") else " (one)" if place.page == "preparation" and place.record else ""
    return f"{place.page}{more or (' (theirs)' if place.page == 'agreement' and place.more else '')}"


class Window:
    """One window over an open workbook, without a screen."""

    def __init__(self, opened: Opened) -> None:
        self._app = QApplication.instance() or QApplication(["growth", *STYLE])
        assert isinstance(self._app, QApplication)
        self._ring = Ring(self._app)
        self._shell = Shell(making.CLOCK, Appearance(self._app, "light"), lambda _: None, keep_settings=False)
        self._shell.resize(_WIDTH, _HEIGHT)
        self._shell.show()
        load_ahead()
        self._shell.open(opened)
        assert self._shell.workspace is not None
        self._workspace: Workspace = self._shell.workspace
        self._rest()

    def of_no_case(self, runs: int) -> list[Opening]:
        own, _ = guides.copy(self._workspace.book, "neighbours")
        shown = [
            Place("guide", record=own),
            Place("guide_look", more="neighbours"),
            Place("guide_out", record=Id("neighbours")),
            *map(Place, _OF_NO_CASE),
        ]
        return [self._opened(place, place.page, runs) for place in shown]

    def of_case(self, case: Id, runs: int) -> list[Opening]:
        file = self._workspace.book.case(case)
        return [self._opened(place, named(place), runs) for place in places(file)]

    def _opened(self, place: Place, name: str, runs: int) -> Opening:
        """The first time stands by itself, and is counted only where there is no other."""
        found = Opening(name)
        for run in range(runs + (runs > 1)):
            self._go(_CALM)
            begun, worked = time.perf_counter(), time.process_time()
            self._workspace.go(place)
            while not (self._workspace.page is not None and self._workspace.page._shown):
                QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)  # sleeps: the reading thread has the processor
            for _ in range(2):  # what it asked to be laid out, and what that asked to be painted
                QApplication.processEvents()
            painted, busy = (time.perf_counter() - begun) * 1000, (time.process_time() - worked) * 1000
            self._rest()
            found.first_ms = found.first_ms or painted
            if run or runs == 1:
                found.painted.append(painted)
                found.busy.append(busy)
        return found

    def _go(self, place: Place) -> None:
        self._workspace.go(place)
        self._rest()

    def _rest(self) -> None:
        """Until the desk has nothing more on its threads and the screen has shown it."""
        for _ in range(2):
            for pool in (self._workspace.desk._writer, self._workspace.desk._reader):
                pool.submit(int).result()
            QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def close(self) -> None:
        """Lets go of the workbook too."""
        self._workspace.ended.disconnect()
        self._workspace.lock()
        self._shell.workspace = None
        self._shell.close()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def never_opened(openings: list[Opening]) -> set[str]:
    """Pages that are in the list and were not measured: there should be none."""
    # Help is laid over another page, and reads no case.
    return PAGES.keys() - {"help"} - {opening.page.split()[0] for opening in openings}


def settings_in(folder: Path) -> None:
    """What the program keeps for a person goes into a folder of this run."""
    os.environ |= {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
