"""How a paper leaves: printed, saved as a file, or sent to the office to print. The same part on every page that shows one.

Knows no paper: the page gives its bytes, a name for its file that names nobody, and what enters it in the register.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QScrollArea, QVBoxLayout, QWidget

from facilitator_app import calendar
from facilitator_app.errors import Trouble
from facilitator_app.ui import printing
from facilitator_app.ui.page import Page
from facilitator_app.ui.parts.buttons import ButtonRow, link_button, quiet_button
from facilitator_app.ui.parts.columns import Column
from facilitator_app.ui.parts.fields import ChoiceField, LineField
from facilitator_app.ui.parts.words import label
from facilitator_app.workbook.print_register import PRINTED, SAVED, TO_OFFICE, Wanted

_MOST_COPIES = 30
_AIR = 24
_SENT = "Sent to the printer. It stands in the register."
_ASKED = "The office is asked to print it. It stands in the register."


@dataclass(frozen=True, slots=True, repr=False)
class Leaves:
    """A paper that can leave. `issue` enters it: how it left, how often, and what the office is asked. `ways` is what the office can do."""

    data: bytes
    file_name: str
    issue: Callable[[str, int, Wanted | None], object]
    ways: Sequence[tuple[str, str]]
    sets: int = 1
    booklet: bool = False
    one_sided: bool = False
    save_words: str = "Save as a file"
    beside: "Leaves | None" = None  # a set of another file, which is one of these: the case file's, with a code that people's own have not


def print_it(page: Page, paper: Leaves) -> None:
    """The system's print dialog; what was printed stands in the register."""
    how = {name: True for name in ("booklet", "one_sided") if getattr(paper, name)}
    try:
        job = printing.ask(page, paper.sets, **how)
    except Trouble as trouble:
        page.refused(trouble)
        return
    if job is None:
        return

    def work() -> object:
        done: object = None
        for one, sets in _sets_of(paper, job.sets):
            printing.send(job, one.data, sets)
            done = one.issue(PRINTED, sets, None)
        return done

    page.act(work, lambda _: page.said.emit(_SENT))


def _sets_of(paper: Leaves, sets: int) -> list[tuple[Leaves, int]]:
    """What leaves, each how often and as a job of its own: of several sets one is the other file's."""
    if paper.beside is None:
        return [(paper, sets)]
    return [*([(paper, sets - 1)] if sets > 1 else []), (paper.beside, 1)]


def save_it(page: Page, paper: Leaves) -> None:
    """A file of somebody's choosing; it stands in the register too."""
    # Our own dialog, not the system's: that one keeps lists of files that were saved lately.
    name, _ = QFileDialog.getSaveFileName(
        page, "Save as a file", f"{paper.file_name}.pdf", "PDF (*.pdf)", options=QFileDialog.Option.DontUseNativeDialog
    )

    def work() -> object:
        printing.save(paper.data, Path(name))
        return paper.issue(SAVED, 1, None)

    if name:
        page.act(work)


def add_ways(page: Page, column: Column, paper: Leaves) -> None:
    """The other ways than printing here, under what was said before."""
    for number, one in enumerate(filter(None, (paper, paper.beside))):
        save = link_button(one.save_words)
        save.clicked.connect(lambda _=False, one=one: save_it(page, one))
        column.add(save, before=6 if number else 12)
    send = link_button("Send to the office to print")
    column.add(send, before=6)
    asking = _ToOffice(page, paper)
    asking.hide()
    column.add(asking, before=0)

    def ask() -> None:
        send.hide()
        asking.show()
        asking.begin()

    send.clicked.connect(ask)


class _ToOffice(QWidget):
    """By when, what becomes of it, how many; and the press that sends it."""

    def __init__(self, page: Page, paper: Leaves) -> None:
        super().__init__()
        self._page, self._paper = page, paper
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 8, 0, 0)
        down.setSpacing(12)
        self._by = LineField("Wanted by", "If it must be there by a day.")
        self._ways = ChoiceField("What the office does with it", paper.ways, chosen=paper.ways[0][0])
        self._copies = LineField("How many")
        self._copies.set_text(str(paper.sets))
        send = quiet_button("Send it to the office")
        send.clicked.connect(self._send)
        for part in (self._by, self._ways, self._copies, ButtonRow(send)):
            down.addWidget(part)
        down.addWidget(label("The office prints these very pages. They are not made anew.", "soft"))

    def begin(self) -> None:
        """The cursor in the first field, and all of it in sight as far as it goes."""
        self._by.line.setFocus(Qt.FocusReason.OtherFocusReason)
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if area is not None:
            QTimer.singleShot(0, self, partial(area.ensureWidgetVisible, self, 0, _AIR))  # once it has its place

    def _send(self) -> None:
        typed = self._by.text().strip()
        day = calendar.day_from(typed, self._page.book.clock.today()) if typed else ""
        if typed and (not day or calendar.whole_day(day) is None):
            self._by.set_trouble("We cannot read this as a day. Try 17 March 2026.")
            return
        copies = int(self._copies.text()) if self._copies.text().strip().isascii() and self._copies.text().strip().isdigit() else 0
        if not 1 <= copies <= _MOST_COPIES:
            self._copies.set_trouble(f"A number from 1 to {_MOST_COPIES}.")
            return
        wanted = Wanted(day or "", self._ways.text())

        def work() -> object:
            done: object = None
            for one, sets in _sets_of(self._paper, copies):
                done = one.issue(TO_OFFICE, sets, wanted)
            return done

        self._page.act(work, lambda _: self._page.said.emit(_ASKED))
