"""From the passphrase to the painted list of 10,000 cases with 100,000 notes, beside `keepassxc-cli` with 10,000 entries.

Run: `python tests/benchmarks/unlock.py [RUNS]`. The real program in a process of its own, typed into as soon as its field is there.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import big
import making
import vault as rows

_SCRIPT = """
import os, resource, sys, time
begun = time.perf_counter()
from facilitator_app.__main__ import main
from facilitator_app.ui import unlock
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QAbstractItemView, QApplication

class Eyes(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            view = watched.parent()
            if isinstance(view, QAbstractItemView) and view.model() is not None and view.model().rowCount() > 1000:
                QTimer.singleShot(0, seen)
        return False

def seen():
    now = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    os.write(1, b"%f %f %d\\n" % ((now - typed) * 1000, (now - begun) * 1000, peak))
    os._exit(0)

real = unlock.Unlock.begin
def begin(screen):
    real(screen)
    def type_it():
        global eyes, typed
        eyes = Eyes()
        QApplication.instance().installEventFilter(eyes)
        typed = time.perf_counter()
        screen.field.line.setText(os.environ["WORKBOOK_PASSPHRASE"])
        screen.open()
    if WAIT:
        screen.desk.do(screen, lambda: None, lambda _: QTimer.singleShot(0, type_it))
    else:
        type_it()
unlock.Unlock.begin = begin
main(["--today", "2026-03-02T10:00", sys.argv[1]])
"""


def _ours(path: Path, home: Path, *, wait: bool) -> list[float]:
    environment = os.environ | {"HOME": str(home), "XDG_CONFIG_HOME": str(home / ".config"), "WORKBOOK_PASSPHRASE": making.PASSPHRASE}
    environment |= {"QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    done = subprocess.run(
        [sys.executable, "-I", "-c", _SCRIPT.replace("WAIT", str(wait)), path], capture_output=True, text=True, check=False, env=environment
    )
    if not done.stdout:
        raise SystemExit(f"The list did not come: {done.stderr[-500:]}")
    return [float(part) for part in done.stdout.split()]


def _theirs(kdbx: Path) -> float:
    begun = time.perf_counter()
    subprocess.run(["keepassxc-cli", "search", "-q", kdbx, "case000042"], input="pw\n", capture_output=True, text=True, check=True)
    return (time.perf_counter() - begun) * 1000


def _entries(folder: Path) -> Path | None:
    if shutil.which("keepassxc-cli") is None:
        print("keepassxc-cli is not installed here: nothing to compare with.")
        return None
    xml, kdbx = folder / "n.xml", folder / "n.kdbx"
    entries = "".join(rows._entries(10_000, rows._Words()))
    whole = f"<KeePassFile><Meta/><Root><Group><UUID>{'A' * 22}==</UUID><Name>Root</Name>{entries}</Group></Root></KeePassFile>"
    xml.write_text(whole, encoding="utf-8")
    subprocess.run(["keepassxc-cli", "import", "-q", "-p", xml, kdbx], input="pw\npw\n", capture_output=True, text=True, check=True)
    return kdbx


def main() -> None:
    """Prints medians and ratios."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    path = big.workbook()
    typed, at_once, whole, theirs, peak = [], [], [], [], 0.0
    with tempfile.TemporaryDirectory() as base:
        home = Path(base)
        kdbx = _entries(home)
        for number in range(runs + 1):
            loaded, fast = _ours(path, home, wait=True), _ours(path, home, wait=False)
            other = _theirs(kdbx) if kdbx else 0.0
            if number:  # the first warms the disk
                typed.append(loaded[0])
                at_once.append(fast[0])
                whole.append(fast[1])
                theirs.append(other)
                peak = max(peak, loaded[2] / 1024, fast[2] / 1024)
    for words, figures in (
        ("Enter to the painted list of 10,000 cases", typed),
        ("  the same, typed by a machine at the first paint", at_once),
        ("process start to the painted list, typed by a machine", whole),
        ("keepassxc-cli: open 10,000 entries and find one", theirs),
    ):
        if any(figures):
            print(f"{words:<56} median {statistics.median(figures):6.0f} ms, {min(figures):.0f} to {max(figures):.0f}, {runs} runs")
    if any(theirs):
        ratio = statistics.median(ours / other for ours, other in zip(typed, theirs, strict=True))
        print(f"{'  ours : theirs (median of pairs; aim: under 0.5)':<56} {ratio:.2f}")
        ratio = statistics.median(ours / other for ours, other in zip(whole, theirs, strict=True))
        print(f"{'  the same with the start of our process in it':<56} {ratio:.2f}")
    print(f"{'memory at its highest (aim: under 250 MB)':<56} {peak:.0f} MB")


if __name__ == "__main__":
    main()
