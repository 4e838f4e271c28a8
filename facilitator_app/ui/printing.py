"""Printing and saving a PDF. To CUPS goes the PDF itself; elsewhere its pages are painted. A job's name names nobody, and a failure says so."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from shutil import which

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize
from PySide6.QtGui import QPageLayout, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from facilitator_app.errors import Trouble

_JOB = "Document"
_DPI = 300
_TIMEOUT_S = 30


class NoPrinter(Trouble):
    """There is none."""

    def __init__(self) -> None:
        super().__init__("No printer is installed on this laptop.", "Save the copy as a file, or print it at the office.")


class NotPrinted(Trouble):
    """The printer, or what stands before it, did not take the paper."""

    def __init__(self) -> None:
        super().__init__(
            "The printer did not take this paper.",
            "Nothing was entered in the register. Look whether it is switched on, then try again, or save a file.",
        )


class NotWritten(Trouble):
    """The file could not be written."""

    def __init__(self) -> None:
        super().__init__("The file could not be saved there.", "Choose another folder, and look whether the disk is full.")


@dataclass(slots=True)
class Job:
    """Where to print. Qt's printer is kept: its dialog and its pages die with it."""

    printer: QPrinter

    @property
    def sets(self) -> int:
        """How many sets were asked for in the dialog."""
        return max(1, self.printer.copyCount())


def ask(parent: QWidget, sets: int = 1, *, booklet: bool = False, one_sided: bool = False) -> Job | None:
    """The system's print dialog, for so many sets; None when nobody wants to print after all. Raises `NoPrinter`.

    A booklet is offered on both sides, turned on the short edge: turned on the long one, every second page stands on its head.
    """
    if not QPrinterInfo.availablePrinters():
        raise NoPrinter
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(_JOB)
    printer.setResolution(_DPI)
    printer.setFullPage(True)
    printer.setCopyCount(sets)
    if booklet:
        printer.setPageOrientation(QPageLayout.Orientation.Landscape)
        printer.setDuplex(QPrinter.DuplexMode.DuplexShortSide)
    if one_sided:  # a page of it is sent back, and nothing may stand behind that
        printer.setDuplex(QPrinter.DuplexMode.DuplexNone)
    dialog = QPrintDialog(printer, parent)
    return Job(printer) if dialog.exec() == QDialog.DialogCode.Accepted else None


def send(job: Job, data: bytes, sets: int = 0) -> None:
    """Prints; as many sets as were asked for, or another number of them. Raises `NotPrinted`."""
    if sets:
        job.printer.setCopyCount(sets)
    queue = job.printer.printerName()
    if os.name != "nt" and queue and which("lp") and not job.printer.outputFileName():
        _to_cups(queue, job.printer, data)
    else:
        _paint(job.printer, data)


def _to_cups(queue: str, printer: QPrinter, data: bytes) -> None:
    """The PDF itself, from memory: vectors and tags stay, and nothing lies in a temporary file of ours."""
    modes = QPrinter.DuplexMode
    sides = {modes.DuplexNone: "one-sided", modes.DuplexLongSide: "two-sided-long-edge", modes.DuplexShortSide: "two-sided-short-edge"}
    how = sides.get(printer.duplex())  # "automatic" is the printer's own affair
    command = [
        "lp",
        "-d",
        queue,
        "-t",
        _JOB,
        "-n",
        str(max(1, printer.copyCount())),
        *(["-o", f"sides={how}"] if how else []),
        "-o",
        "media=A4",
        "-",
    ]
    try:
        subprocess.run(command, input=data, check=True, timeout=_TIMEOUT_S, capture_output=True)  # noqa: S603 - the queue's name comes from Qt
    except (OSError, subprocess.SubprocessError) as problem:
        raise NotPrinted from problem


def _paint(printer: QPrinter, data: bytes) -> None:
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    painter = QPainter()
    document.load(buffer)
    # Qt takes what is no PDF for one without pages, and would print nothing and be content.
    if not document.pageCount() or not painter.begin(printer):
        raise NotPrinted
    try:
        for page in range(document.pageCount()):
            if page and not printer.newPage():
                raise NotPrinted
            target = printer.paperRect(QPrinter.Unit.DevicePixel).toRect()
            painter.drawImage(QRect(0, 0, target.width(), target.height()), document.render(page, QSize(target.width(), target.height())))
    finally:
        ended = painter.end()
        document.close()
    if not ended or printer.printerState() in (QPrinter.PrinterState.Aborted, QPrinter.PrinterState.Error):
        raise NotPrinted


def save(data: bytes, path: Path) -> None:
    """Writes a file of a person's own choosing. Raises `NotWritten`."""
    try:
        path.write_bytes(data)
    except OSError as problem:
        raise NotWritten from problem
