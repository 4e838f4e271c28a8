"""Printing: to CUPS goes the PDF itself under a name that names nobody; elsewhere its pages are painted; and a failure says so."""

import json
import os
import shlex
import stat
import subprocess
import sys
from pathlib import Path

from facilitator_app.ui import printing
from facilitator_app.ui.look import current  # before any other use of Qt: see ui/parts/lasting.py

# isort: split
import driver
import making
import pytest
from PySide6.QtGui import QPageLayout
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from facilitator_app.calendar import clock_at
from facilitator_app.records import Printed
from facilitator_app.ui.parts.page_pictures import images_of
from facilitator_app.vault import door
from facilitator_app.workbook import demo
from facilitator_app.workbook.workbook import Workbook

current()
MOMENT = "2026-03-18T18:00"
PDF = b"%PDF-1.7 not looked at: it is passed on as it is \x00\xff"
NAMES = ("Margaret", "Daniel", "Okafor", "Pryce", "Priya", "0101", making.CANARY)


@pytest.fixture
def lp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An `lp` of our own that writes down what it was told; its folder."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "lp.py").write_text(f"""
import json, os, pathlib, sys
here = pathlib.Path({str(folder)!r})
(here / "told.json").write_text(json.dumps([sys.argv[1:], dict(os.environ)]))
(here / "given").write_bytes(sys.stdin.buffer.read())
sys.exit(int((here / "code").read_text()) if (here / "code").exists() else 0)
""")
    program = folder / "lp"
    # Not Python by its own first line: that may hold no path with a space, and a checkout may lie in one.
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -I {shlex.quote(str(folder / "lp.py"))} "$@"\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return folder


def job(queue: str = "Office_2") -> printing.Job:
    """What the print dialog gives: Qt knows no queue here, so the name is put in its place."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName("Document")
    printer.printerName = lambda: queue  # type: ignore[method-assign]
    printer.outputFileName = lambda: ""  # type: ignore[method-assign]
    return printing.Job(printer)


def test_cups_gets_the_pdf_itself_and_no_name(qapp: QApplication, lp: Path) -> None:
    before = set(lp.parent.rglob("*"))
    printing.send(job(), PDF)
    arguments, _ = json.loads((lp / "told.json").read_text())
    assert arguments == ["-d", "Office_2", "-t", "Document", "-n", "1", "-o", "sides=one-sided", "-o", "media=A4", "-"]
    assert (lp / "given").read_bytes() == PDF
    assert set(lp.parent.rglob("*")) - before == {lp / "told.json", lp / "given"}, "a temporary file of ours"


def test_copies_and_sides_are_passed_on(qapp: QApplication, lp: Path) -> None:
    made = job()
    made.printer.setCopyCount(3)
    made.printer.duplex = lambda: QPrinter.DuplexMode.DuplexLongSide  # type: ignore[method-assign] # as a printer that can
    printing.send(made, PDF)
    arguments, _ = json.loads((lp / "told.json").read_text())
    assert arguments[arguments.index("-n") + 1] == "3"
    assert "sides=two-sided-long-edge" in arguments


def test_what_the_printer_does_not_take_is_said(qapp: QApplication, lp: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (lp / "code").write_text("1")
    with pytest.raises(printing.NotPrinted) as caught:
        printing.send(job(), PDF)
    assert caught.value.words.startswith("The printer did not take this paper. Nothing was entered in the register.")
    monkeypatch.setattr(printing, "_TIMEOUT_S", 0.01)
    with pytest.raises(printing.NotPrinted):
        printing.send(job(), PDF)


def test_a_printer_whose_name_begins_with_a_dash_is_a_name(qapp: QApplication, lp: Path) -> None:
    printing.send(job("-o raw"), PDF)
    arguments, _ = json.loads((lp / "told.json").read_text())
    assert arguments[:2] == ["-d", "-o raw"]


def test_no_printer_is_said(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinters", list)
    window = QWidget()
    qtbot.addWidget(window)
    with pytest.raises(printing.NoPrinter) as caught:
        printing.ask(window)
    assert caught.value.words == "No printer is installed on this laptop. Save the copy as a file, or print it at the office."


def test_the_dialog_names_the_paper_document(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def look(dialog: QPrintDialog) -> int:
        seen.append(dialog.printer().docName())
        return 0

    monkeypatch.setattr(QPrinterInfo, "availablePrinters", lambda: [QPrinterInfo()])
    monkeypatch.setattr(QPrintDialog, "exec", look)
    window = QWidget()
    qtbot.addWidget(window)
    assert printing.ask(window) is None
    assert seen == ["Document"]


# Painted, where there is no CUPS ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration on the evening on which the agreement is signed."""
    path = tmp_path_factory.mktemp("story") / "Story.workbook"
    opened = door.create(path, making.PASSPHRASE, clock_at(MOMENT))
    demo.fill(opened.vault, clock_at(MOMENT))
    opened.close()
    return path


@pytest.fixture(scope="module")
def paper(story: Path) -> bytes:
    """A real copy."""
    from facilitator_app.workbook import papers

    opened = door.open_with_passphrase(story, making.PASSPHRASE, clock_at(MOMENT))
    try:
        book = Workbook(opened)
        case = next(fact.case for fact in book.cases() if fact.reference == "RJ-2026-0101")
        return papers.make(next(one for one in papers.copies(book, case) if one.handle == "harmed-1")).data
    finally:
        opened.close()


def test_elsewhere_every_page_is_painted(qapp: QApplication, paper: bytes, tmp_path: Path) -> None:
    target = tmp_path / "a printed paper.pdf"
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName("Document")
    printer.setResolution(150)
    printer.setFullPage(True)
    printer.setOutputFileName(str(target))
    printing.send(printing.Job(printer), paper)
    printed, ours = images_of(target.read_bytes(), 400), images_of(paper, 400)
    assert len(printed) == len(ours)
    for one, other in zip(printed, ours, strict=True):
        assert abs(_dark(one) - _dark(other)) < 0.02
        assert _dark(other) > 0.005
    data = target.read_bytes()
    assert not any(name.encode() in data or name.encode("utf-16-be") in data for name in NAMES)


def _dark(image: object) -> float:
    """How much of a page is written on."""
    from PySide6.QtGui import QImage

    assert isinstance(image, QImage)
    dark = sum(image.pixelColor(x, y).lightness() < 140 for x in range(0, image.width(), 2) for y in range(0, image.height(), 2))
    return dark / (image.width() * image.height() / 4)


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_what_cannot_be_painted_is_said(qapp: QApplication, tmp_path: Path, paper: bytes) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(tmp_path / "none" / "a.pdf"))
    with pytest.raises(printing.NotPrinted):
        printing.send(printing.Job(printer), paper)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(tmp_path / "a.pdf"))
    with pytest.raises(printing.NotPrinted):
        printing.send(printing.Job(printer), b"no PDF at all")


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    for path in (tmp_path / "none" / "a.pdf", tmp_path, tmp_path / ("x" * 300)):
        with pytest.raises(printing.NotWritten) as caught:
            printing.save(PDF, path)
        assert str(path) not in caught.value.words
    printing.save(PDF, tmp_path / "a.pdf")
    assert (tmp_path / "a.pdf").read_bytes() == PDF


def test_a_booklet_is_offered_on_the_short_edge(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    sides: list[QPrinter.DuplexMode] = []
    landscape: list[bool] = []

    def look(dialog: QPrintDialog) -> int:
        landscape.append(dialog.printer().pageLayout().orientation() is QPageLayout.Orientation.Landscape)
        return 0

    monkeypatch.setattr(QPrinterInfo, "availablePrinters", lambda: [QPrinterInfo()])
    monkeypatch.setattr(QPrinter, "setDuplex", lambda _printer, mode: sides.append(mode))  # without a printer that can, Qt forgets it
    monkeypatch.setattr(QPrintDialog, "exec", look)
    window = QWidget()
    qtbot.addWidget(window)
    printing.ask(window, booklet=True)
    printing.ask(window)
    assert (sides, landscape) == ([QPrinter.DuplexMode.DuplexShortSide], [True, False])


# From the page ------------------------------------------------------------------------------------------------------------------


def _registered(path: Path) -> list[str]:
    opened = door.open_with_passphrase(path, making.PASSPHRASE, clock_at(MOMENT))
    try:
        book = Workbook(opened)
        case = next(fact.case for fact in book.cases() if fact.reference == "RJ-2026-0101")
        return [str(printed.how) for printed in book.case(case).all(Printed)]
    finally:
        opened.close()


@pytest.mark.parametrize("taken", [True, False])
def test_only_what_was_printed_stands_in_the_register(
    qapp: QApplication, story: Path, lp: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, taken: bool
) -> None:
    import shutil

    path = Path(shutil.copytree(story, tmp_path / "Story.workbook"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / ".config"))
    monkeypatch.setattr(printing, "ask", lambda _parent, _sets: job())
    if not taken:
        (lp / "code").write_text("1")
    before = _registered(path)
    hands = driver.Hands(qapp)
    hands._moment, hands._size = MOMENT, (1366, 768)
    try:
        hands._window(path)
        hands.unlock(making.PASSPHRASE)
        hands.press("Papers")
        hands.press("Look: Agreement for Margaret")
        hands.press("Print this copy for Margaret")
        hands.see("Sent to the printer. It stands in the register." if taken else "The printer did not take this paper.")
        hands.close()
    finally:
        hands.leave()
    assert _registered(path) == (["printed", *before] if taken else before) or sorted(_registered(path)) == sorted([*before, "printed"])
    arguments, environment = json.loads((lp / "told.json").read_text())
    told = json.dumps([arguments, {name: value for name, value in environment.items() if name not in os.environ}])
    assert not any(name in told for name in NAMES)
    assert (lp / "given").read_bytes().startswith(b"%PDF-")


def test_lp_is_found_as_the_shell_finds_it(lp: Path) -> None:
    assert subprocess.run(["lp", "-d", "x", "-"], input=b"", check=False).returncode == 0


def test_each_paper_for_the_day_is_a_job_of_its_own_and_stands_in_the_register(
    qapp: QApplication, story: Path, lp: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import shutil

    path = Path(shutil.copytree(story, tmp_path / "Story.workbook"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / ".config"))
    asked: list[tuple[int, bool]] = []

    def ask(_parent: object, sets: int = 1, *, booklet: bool = False) -> printing.Job:
        asked.append((sets, booklet))
        return job()

    monkeypatch.setattr(printing, "ask", ask)
    before = _registered(path)
    hands = driver.Hands(qapp)
    hands._moment, hands._size = MOMENT, (1366, 768)
    given = []
    try:
        hands._window(path)
        hands.unlock(making.PASSPHRASE)
        hands.press("Cases")
        hands.fill("Find a case", "0101")
        hands.key(driver.Key.Key_Return)
        hands.press("Meeting")
        hands.press("Open: The guide, and papers for the day")
        hands.press("Make: Guide")
        for paper, words in (
            ("Guide", "Print the guide"), ("Guide, booklet", "Print the booklet"), ("Seats and running order", "Print the seats"),
            ("Seats for an officer", "Print this for an officer"), ("Blank agreement sheets", "Print three sets"),
        ):  # fmt: skip
            hands.press(paper)
            hands.see("Page 1 of")
            hands.press(words)
            hands.see("Sent to the printer. It stands in the register.")
            given.append((lp / "given").read_bytes())
        hands.close()
    finally:
        hands.leave()
    assert asked == [(1, False), (1, True), (1, False), (1, False), (3, False)]
    assert len(set(given)) == 5
    assert sorted(_registered(path)) == sorted([*before, *["printed"] * 5])
    arguments, _ = json.loads((lp / "told.json").read_text())
    assert not any(name in json.dumps(arguments) for name in NAMES)
