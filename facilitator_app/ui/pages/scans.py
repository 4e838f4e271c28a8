"""Scans and photographs: the files that are being brought in, the pages that wait for a place, and what was filed lately."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from PySide6.QtWidgets import QFileDialog

from facilitator_app import calendar
from facilitator_app.errors import Trouble
from facilitator_app.language import number_word, word
from facilitator_app.records import LooseScan, OwnScan
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import Id
from facilitator_app.ui.page import Page
from facilitator_app.ui.pages.case import shape
from facilitator_app.ui.parts.columns import Columns
from facilitator_app.ui.parts.empty import Empty
from facilitator_app.ui.parts.owner import Shape
from facilitator_app.ui.parts.rows import Rows
from facilitator_app.ui.parts.words import body, label
from facilitator_app.ui.place import Place
from facilitator_app.ui.scanning import IN, LOOKING, REFUSED, Incoming, Intake
from facilitator_app.workbook import scan_places, scans
from facilitator_app.workbook.acts import Changed
from facilitator_app.workbook.scans import Brought
from facilitator_app.workbook.workbook import shape_of

_STAYS = "The file is still in the folder where it lay. Delete it there when the pages are seen here."
_MOST = 40  # pages of one list


@dataclass(frozen=True, slots=True, repr=False)
class _Found:
    """What the page shows: the pages without a place, and the cases in which pages of the files above were filed."""

    waiting: tuple[LooseScan, ...]
    files: dict[Id, CaseFile]


class ScansPage(Page):
    """Across cases."""

    place_in_rail: ClassVar[str] = "papers"

    def use(self, intake: Intake) -> None:
        """What is on its way; the page follows it."""
        self._intake = intake
        intake.moved.connect(self.refresh)

    def concerns(self, changed: Changed) -> bool:
        """Any scanned page."""
        return bool(changed.kinds & {"loose_scan", "scan", "own_scan"})

    def read(self) -> _Found:
        """The pages that wait, and where those of the last files went."""
        cases = {page.case for file in self._intake.files for page in file.pages if page.case}
        return _Found(tuple(scans.waiting(self.book)), {case: self.book.case(case) for case in cases})

    def show_read(self, found: _Found) -> None:
        """Files, then pages that wait."""
        self._found = found
        self.title, self.subtitle = "Scans and photographs", "Paper that came back"
        self.main_words = "Choose files"
        columns = Columns()
        columns.side.section("How they find their place", first=True)
        columns.side.add(body("By the square code on the page. What has none, you place yourself.", "soft"))
        columns.side.add(body("PDF, JPEG or PNG. You can also drop files anywhere on this window.", "soft"), before=8)
        columns.side.add(body("Nothing is written on this laptop but in the workbook, and nothing is thrown away.", "soft"), before=8)
        files = self._intake.files
        if files:
            self._files(columns, files)
        if found.waiting:
            self._waiting(columns, first=not files)
        if not files and not found.waiting:
            columns.text.add(
                Empty(
                    "No page waits for a place.", "Scan what was signed or written on, or photograph it, and drop the file on this window."
                )
            )
        self.put_in(columns)

    # Files ----------------------------------------------------------------------------------------------------------------------

    def _files(self, columns: Columns, files: list[Incoming]) -> None:
        columns.text.section("Brought in now", first=True)
        done = sum(one.state in (IN, REFUSED) for one in files)
        if done < len(files):
            columns.text.add(label(f"{done} of {len(files)} files. You can go on with something else.", "soft"))
            columns.text.space(8)
        rows = Rows()
        for one in files[:_MOST]:
            if one.trouble is not None:
                rows.add(one.path.name, one.trouble.words, mark="not_told")
            elif one.state != IN:
                rows.add(one.path.name, "Is being looked at" if one.state == LOOKING else "Waits", soft=True)
            for page in one.pages:
                self._page(rows, one, page)
            waiting = [page for page in one.pages if any(loose.id == page.record for loose in self._found.waiting)]
            if waiting:
                one_page = "One page waits below until you say where it belongs"
                said = (
                    one_page
                    if len(waiting) == 1
                    else f"{number_word(len(waiting)).capitalize()} pages wait below until you say where they belong"
                )
                here = " Some were here already, and are kept once." if any(page.outcome == "here" for page in waiting) else ""
                rows.add(said, f"{one.path.name}.{here}", mark="ring")
        rows.pressed.connect(self._open)
        columns.text.add(rows)
        if len(files) > _MOST:
            columns.text.add(label(f"and {len(files) - _MOST} more files", "soft"), before=8)
        if any(one.state == IN for one in files):
            columns.text.add(body(_STAYS, "soft"), before=16)

    def _page(self, rows: Rows, one: Incoming, page: Brought) -> None:
        name = one.path.name + (f", page {page.page}" if len(one.pages) > 1 else "")
        file = self._found.files.get(page.case)
        scan = next((kept for kept in scans.filed_in(file) if kept.id == page.record), None) if file else None
        key = f"{page.case}/{page.record}"
        if scan is not None and file is not None:
            again = " It was scanned before; both are kept." if page.again else ""
            here = "It was here already, and is kept once. " if page.outcome == "here" else ""
            owner = shape(shape_of(file, scan.person)) if isinstance(scan, OwnScan) else Shape.TRIANGLE
            rows.add(
                f"{file.nickname}: {scan_places.said_of(file, scan)}", f"{name}. {here}{again}".strip(), link="Look", shape=owner, key=key
            )
        elif not any(loose.id == page.record for loose in self._found.waiting):
            rows.add("It has its place by now, or was taken away", f"{name}.", soft=True)

    def _waiting(self, columns: Columns, *, first: bool) -> None:
        columns.text.section("Choose where these belong", first=first)
        rows = Rows()
        today = self.book.clock.today()
        for one in self._found.waiting[:_MOST]:
            of = (
                f"page {one.page} of {one.pages} of {word('scan_file', one.file_sort)[2:]}"
                if one.pages > 1
                else word("scan_file", one.file_sort)
            )
            said = "Nothing seems to stand on it." if one.empty else word("scan_doubt", one.doubt)
            day = calendar.said(one.at[:10], today)
            rows.add(said, f"{of[:1].upper()}{of[1:]}. Brought in {day}, {one.at[11:16]}", link="Choose", key=f"/{one.id}")
        rows.pressed.connect(self._open)
        columns.text.add(rows)
        if len(self._found.waiting) > _MOST:
            columns.text.add(label(f"and {len(self._found.waiting) - _MOST} more pages", "soft"), before=8)

    def _open(self, key: str) -> None:
        case, _, record = key.partition("/")
        self.go.emit(Place("scan", Id(case), Id(record)))

    def main_pressed(self) -> None:
        """Our own dialog, not the system's: that one keeps lists of files that were opened lately."""
        options = QFileDialog.Option.DontUseNativeDialog
        names, _ = QFileDialog.getOpenFileNames(
            self, "Choose files", "", "Scans (*.pdf *.jpg *.jpeg *.png);;All files (*)", options=options
        )
        if not names:
            return
        try:
            self._intake.take([Path(name) for name in names])
        except Trouble as trouble:
            self.refused(trouble)
