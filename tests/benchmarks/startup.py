"""From the start of the process to the painted unlock screen, beside a bare PySide6 window. Run: `python tests/benchmarks/startup.py [RUNS]`.

Both are started in turn, so that whatever else the machine does falls on both; the time ends when the first paint is over.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_BARE = """
import os
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, painted)

def painted():
    os.write(1, b"painted\\n")
    os._exit(0)

app = QApplication([])
window = Window()
window.resize(1366, 720)
window.show()
app.exec()
"""
# The program itself, ended where it would begin to look for the workbook: that is right after its first paint.
_OURS = """
import os, resource, sys
from facilitator_app import __main__ as program

def painted(_screen):
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    os.write(1, b"painted %d\\n" % peak)
    os._exit(0)

def clock(words):
    # Asked for once everything is loaded: what is loaded, in which order and how, is left to the program.
    from facilitator_app.ui import unlock

    unlock.Unlock.begin = painted
    return own_clock(words)

own_clock, program._clock = program._clock, clock
program.main([sys.argv[1]])
"""
# What the bare window would cost with the few classes that any window with a field and a button needs.
_FIELD = _BARE.replace("QMainWindow\n", "QMainWindow, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget\n").replace(
    "window.resize",
    """inside = QWidget()
down = QVBoxLayout(inside)
for part in (QLabel("Passphrase"), QLineEdit(), QPushButton("Open")):
    down.addWidget(part)
window.setCentralWidget(inside)
window.resize""",
)


def _run(script: str, home: Path, *arguments: str) -> tuple[float, str]:
    environment = os.environ | {"QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"), "HOME": str(home)}
    environment |= {"XDG_CONFIG_HOME": str(home / ".config")}
    begun = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-I", "-c", script, *arguments], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    ) as process:
        assert process.stdout is not None
        said = process.stdout.readline().decode()
        took = time.perf_counter() - begun
    if not said.startswith("painted"):
        raise SystemExit("The window did not come.")
    return took * 1000, said


def main() -> None:
    """Prints the medians and their ratio."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    took: dict[str, list[float]] = {"bare window": [], "with a field": [], "unlock screen": []}
    peaks = []
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        for number in range(runs + 1):
            found = {
                "bare window": _run(_BARE, home),
                "with a field": _run(_FIELD, home),
                "unlock screen": _run(_OURS, home, str(home / "A.workbook")),
            }
            if number:  # the first warms the disk
                for name, (ms, _) in found.items():
                    took[name].append(ms)
                peaks.append(int(found["unlock screen"][1].split()[1]) / 1024)
    for name, all_ms in took.items():
        print(f"{name:>14}: median {statistics.median(all_ms):6.0f} ms, {min(all_ms):.0f} to {max(all_ms):.0f} ms, {runs} runs")
    ratios = sorted(ours / bare for ours, bare in zip(took["unlock screen"], took["bare window"], strict=True))
    print(f"unlock screen : bare window  = {statistics.median(ratios):.2f} (median of pairs; the goal is at most 1.5)")
    fields = sorted(ours / bare for ours, bare in zip(took["unlock screen"], took["with a field"], strict=True))
    print(f"unlock screen : with a field = {statistics.median(fields):.2f}")
    print(f"memory at the first paint: {max(peaks):.0f} MB")


if __name__ == "__main__":
    main()
