"""A real job: the program's own `printing.send` through a print server to two printers that are none, one that takes PDF and one that takes dots.

All of it runs in a network of its own, with its files under the test's folder. What arrives is compared with what was sent, page by page, its
codes are read, and neither the job nor anything that the server keeps names anybody. Installs the server by the project's own list of packages.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import making
import numpy as np
import pytest
import zxingcpp
from numpy.typing import NDArray
from PIL import Image

from facilitator_app.calendar import clock_at
from facilitator_app.vault import door
from facilitator_app.workbook import demo, papers
from facilitator_app.workbook.workbook import Workbook

pytestmark = [pytest.mark.slow, pytest.mark.printer]
ROOT = Path(__file__).parents[2]
MOMENT = "2026-03-18T18:00"
NAMES = ("Margaret", "Daniel", "Okafor", "Pryce", "Priya", "Siân", "RJ-2026", "0101", "Agreement")
_PAGE = (210, 297)  # dots to which pages are made small before they are compared: 1 for each mm
_PRINTERS_DPI = 600

# Runs inside the network namespace: starts everything, prints what it is given, and ends what it started by its own ids.
_INSIDE = """
import json, os, subprocess, sys, time
here, root = sys.argv[1], sys.argv[2]
started = []
def start(name, *command):
    out = open(f"{here}/{name}.log", "wb")
    started.append(subprocess.Popen(command, stdout=out, stderr=out, cwd=here, stdin=subprocess.DEVNULL))
def until(what, true, seconds=90):
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            raise SystemExit(f"{what}: not within {seconds} s")
        time.sleep(0.1)
def run(*command, **more):
    return subprocess.run(command, capture_output=True, text=True, timeout=90, **more)
try:
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    bus = f"unix:path={here}/bus"
    start("dbus", "dbus-daemon", "--session", f"--address={bus}", "--nofork", "--nopidfile")
    until("bus", lambda: os.path.exists(f"{here}/bus"))
    os.environ["DBUS_SYSTEM_BUS_ADDRESS"] = os.environ["DBUS_SESSION_BUS_ADDRESS"] = bus
    start("avahi", "avahi-daemon", "-f", f"{here}/avahi.conf", "--no-drop-root", "--no-chroot", "--no-rlimits")
    until("avahi", lambda: run("dbus-send", f"--bus={bus}", "--dest=org.freedesktop.Avahi", "--print-reply", "/",
                               "org.freedesktop.Avahi.Server.GetVersionString").returncode == 0)
    for number, (name, format) in enumerate((("vector", "application/pdf"), ("raster", "image/pwg-raster"))):
        start(name, "ippeveprinter", "-p", str(8631 + number), "-k", "-d", f"{here}/{name}", "-f", format, "-c", "/bin/true", "-n", "localhost", "-2", name)
    start("cupsd", "cupsd", "-f", "-c", f"{here}/cupsd.conf", "-s", f"{here}/cups-files.conf")
    os.environ["CUPS_SERVER"] = "127.0.0.1:8640"
    until("cupsd", lambda: run("lpstat", "-r").stdout.startswith("scheduler is running"))
    for number, name in enumerate(("vector", "raster")):
        until(name, lambda: run("ipptool", "-q", f"ipp://localhost:{8631 + number}/ipp/print", "get-printer-attributes.test").returncode == 0)
        made = run("lpadmin", "-p", name, "-v", f"ipp://localhost:{8631 + number}/ipp/print", "-m", "everywhere", "-E")
        if made.returncode:
            raise SystemExit(f"lpadmin {name}: {made.stderr}")
    told = subprocess.run([sys.executable, f"{here}/sends.py", here, root], capture_output=True, text=True, timeout=180)
    if told.returncode:
        raise SystemExit(told.stderr[-2000:])
    until("jobs", lambda: not run("lpstat", "-o").stdout.strip())
    jobs = run("lpstat", "-W", "completed", "-o").stdout
    names = run("ipptool", "-tv", "ipp://127.0.0.1:8640/", f"{here}/jobs.test").stdout
    open(f"{here}/jobs.txt", "w").write(jobs + names)
    time.sleep(0.5)  # the last bytes of the spool
finally:
    for one in reversed(started):
        one.terminate()
    for one in started:
        try:
            one.wait(10)
        except subprocess.TimeoutExpired:
            one.kill()
"""

# The program's own printing, with the printer's name put where Qt would have it: Qt knows no printers on a screen that is not there.
_SENDS = """
import sys
from pathlib import Path
here = Path(sys.argv[1])
sys.path.insert(0, sys.argv[2])
from facilitator_app.ui import printing
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
app = QApplication([])
for number, (queue, paper) in enumerate((q, p) for q in ("vector", "raster") for p in ("case", "hers")):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.printerName = lambda queue=queue: queue
    printer.outputFileName = lambda: ""
    printing.send(printing.Job(printer), (here / f"{paper}.pdf").read_bytes())
"""

_CUPSD = """
Listen 127.0.0.1:8640
WebInterface No
Browsing Off
DefaultAuthType None
PreserveJobFiles Yes
PreserveJobHistory Yes
JobPrivateAccess all
JobPrivateValues none
<Location />
Order allow,deny
Allow all
</Location>
<Policy default>
JobPrivateAccess all
JobPrivateValues none
<Limit All>
Order allow,deny
Allow all
</Limit>
</Policy>
"""
_FILES = """
ServerRoot {here}/etc
RequestRoot {here}/spool
CacheDir {here}/cache
StateDir {here}/state
TempDir {here}/spool/tmp
AccessLog {here}/access_log
ErrorLog {here}/error_log
PageLog {here}/page_log
User lp
Group lp
SystemGroup root
FileDevice Yes
Sandboxing relaxed
"""
_JOBS = """
{
  NAME "jobs"
  OPERATION Get-Jobs
  GROUP operation-attributes-tag
  ATTR charset attributes-charset utf-8
  ATTR naturalLanguage attributes-natural-language en
  ATTR uri printer-uri $uri
  ATTR keyword which-jobs all
  ATTR keyword requested-attributes all
  STATUS successful-ok
}
"""


@dataclass(frozen=True)
class Printed:
    """Where everything came to lie."""

    here: Path

    def of(self, queue: str) -> list[Path]:
        """What one printer was given, in the order of its jobs."""
        return sorted(one for one in (self.here / queue).iterdir() if one.suffix in (".pdf", ".pwg"))


@pytest.fixture(scope="module")
def printed() -> Iterator[Printed]:
    """Two papers, printed on both printers."""
    if not sys.platform.startswith("linux") or os.geteuid():
        pytest.skip("a network namespace and its print server need Linux and root")
    install = f'. "{ROOT}/packaging/system-packages.sh"; require_packages "$printing_packages"'
    done = subprocess.run(["sh", "-c", install], capture_output=True, text=True, check=False)
    if (
        done.returncode
        or not shutil.which("cupsd", path="/usr/sbin:/usr/bin")
        or not shutil.which("ippeveprinter", path="/usr/sbin:/usr/bin")
    ):
        pytest.skip("the print server’s packages cannot be installed here")
    # Not pytest's folder: that is root's alone, and the server's filters run as somebody who may do nothing.
    here = Path(tempfile.mkdtemp(prefix="printing-", dir="/tmp"))
    here.chmod(0o711)
    try:
        yield _print_all(here)
    finally:
        shutil.rmtree(here)


def _print_all(here: Path) -> Printed:
    _papers(here)
    for folder in ("vector", "raster", "etc", "spool/tmp", "cache", "state"):
        (here / folder).mkdir(parents=True)
        shutil.chown(here / folder, "lp", "lp")
    shutil.chown(here / "spool", "lp", "lp")
    (here / "avahi.conf").write_text("[server]\nallow-interfaces=lo\nuse-ipv6=no\n[publish]\ndisable-user-service-publishing=no\n")
    (here / "cupsd.conf").write_text(_CUPSD)
    (here / "cups-files.conf").write_text(_FILES.format(here=here))
    (here / "jobs.test").write_text(_JOBS)
    (here / "inside.py").write_text(_INSIDE)
    (here / "sends.py").write_text(_SENDS)
    environment = {
        "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": str(here), "LANG": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "*=false",
    }  # fmt: skip
    command = ["unshare", "-n", sys.executable, str(here / "inside.py"), str(here), str(ROOT)]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=600)
    assert not ran.returncode, ran.stderr[-3000:] + _tail(here / "error_log")
    return Printed(here)


def _tail(path: Path) -> str:
    return path.read_text(errors="replace")[-1500:] if path.exists() else ""


def _papers(here: Path) -> None:
    """The case file’s copy, which has codes, and Margaret’s in large print."""
    path = here / "Story.workbook"
    opened = door.create(path, making.PASSPHRASE, clock_at(MOMENT))
    demo.fill(opened.vault, clock_at(MOMENT))
    book = Workbook(opened)
    case = next(fact.case for fact in book.cases() if fact.reference == "RJ-2026-0101")
    for copy in papers.copies(book, case):
        if copy.handle in ("case-file", "harmed-1"):
            (here / f"{'case' if copy.handle == 'case-file' else 'hers'}.pdf").write_bytes(papers.make(copy).data)
    opened.close()
    shutil.rmtree(path)


Grey = NDArray[np.uint8]


def _pdf_pages(path: Path, dpi: int = 200) -> list[Grey]:
    stem = path.parent / f"{path.stem}-{dpi}-page"
    subprocess.run(["pdftoppm", "-gray", "-r", str(dpi), str(path), str(stem)], check=True)
    return [np.asarray(Image.open(one).convert("L")) for one in sorted(path.parent.glob(f"{stem.name}-*.pgm"))]


def _pwg_pages(path: Path) -> list[Grey]:
    """PWG 5102.4: a sync word; then for each page a header of 1796 bytes and rows, each repeated, of runs."""
    data = path.read_bytes()
    assert data[:4] == b"RaS2"
    at, pages = 4, []
    while at < len(data):
        number = [int.from_bytes(data[at + start : at + start + 4], "big") for start in (372, 376, 388, 392)]
        width, height, per_pixel, per_line = number
        at += 1796
        rows = np.empty((height, per_line), np.uint8)
        y, unit = 0, max(1, per_pixel // 8)
        while y < height:
            again, at = data[at] + 1, at + 1
            line = bytearray()
            while len(line) < per_line:
                control, at = data[at], at + 1
                if control < 128:
                    line += data[at : at + unit] * (control + 1)
                    at += unit
                elif control > 128:
                    count = (257 - control) * unit
                    line += data[at : at + count]
                    at += count
                else:
                    line += b"\xff" * (per_line - len(line))
            rows[y : y + again] = np.frombuffer(bytes(line[:per_line]), np.uint8)
            y += again
        pages.append(_grey(rows, width, per_pixel))
    return pages


def _grey(rows: Grey, width: int, per_pixel: int) -> Grey:
    if per_pixel == 1:
        return np.asarray((1 - np.unpackbits(rows, axis=1)[:, :width]) * 255, np.uint8)
    if per_pixel == 24:
        return np.asarray(rows.reshape(len(rows), -1, 3)[:, :width].mean(axis=2), np.uint8)
    return rows[:, :width]


def _small(page: Grey) -> NDArray[np.float64]:
    return np.asarray(Image.fromarray(page).resize(_PAGE, Image.Resampling.BOX), np.float64).ravel()


def _alike(one: Grey, other: Grey) -> float:
    return float(np.corrcoef(_small(one), _small(other))[0, 1])


def _codes(pages: list[Grey]) -> list[str]:
    return [found.text for page in pages for found in zxingcpp.read_barcodes(np.ascontiguousarray(page))]


def test_a_printer_that_takes_pdf_is_given_the_same_pages_with_their_tags_and_codes(printed: Printed) -> None:
    given = printed.of("vector")
    assert len(given) == 2, "each paper is a job of its own"
    for got, sent in zip(given, ("case", "hers"), strict=True):
        ours, theirs = _pdf_pages(printed.here / f"{sent}.pdf"), _pdf_pages(got)
        assert len(ours) == len(theirs)
        assert min(_alike(one, other) for one, other in zip(ours, theirs, strict=True)) > 0.99
    tags = subprocess.run(["pdfinfo", "-struct", str(given[0])], capture_output=True, text=True, check=True).stdout
    assert "Document" in tags, "the tags are gone"
    assert _codes(_pdf_pages(given[0])) == _codes(_pdf_pages(printed.here / "case.pdf")) != []


def test_a_printer_that_takes_dots_is_given_the_same_pages_and_their_codes_are_read(printed: Printed) -> None:
    given = printed.of("raster")
    assert len(given) == 2
    for got, sent in zip(given, ("case", "hers"), strict=True):
        ours, theirs = _pdf_pages(printed.here / f"{sent}.pdf", _PRINTERS_DPI), _pwg_pages(got)
        likeness = [_alike(one, other) for one, other in zip(ours, theirs, strict=True)]
        assert min(likeness) > 0.99, likeness
    assert _codes(_pwg_pages(given[0])) == _codes(_pdf_pages(printed.here / "case.pdf"))


def test_neither_the_job_nor_its_files_name_anybody(printed: Printed) -> None:
    jobs = (printed.here / "jobs.txt").read_text()
    assert jobs.count("job-name (nameWithoutLanguage) = Document") == 4, jobs[:3000]
    named = [name for name in NAMES if name in jobs]
    assert named == []
    kept = [one for folder in ("spool", "vector", "raster") for one in (printed.here / folder).rglob("*") if one.is_file()]
    assert any(one.name.startswith("d") and one.parent.name == "spool" for one in kept), "the data of finished jobs: what the help warns of"
    assert not [one for one in kept if any(name in one.name for name in NAMES)]
    control = [one for one in kept if one.parent.name == "spool" and one.name.startswith("c")]
    assert len(control) == 4
    for one in control:
        assert not any(name.encode() in one.read_bytes() for name in NAMES)
