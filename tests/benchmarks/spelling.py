"""How long the screen's thread is busy with spelling: while the dictionary is read, while 50,000 letters are pasted, and while one types at their end.

Run: `python tests/benchmarks/spelling.py`. Beside it, in the same run, the same in a bare Qt text field with nothing looked up. The aim is 50 ms.
"""

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
import big  # noqa: F401 - finds the sources
import making
from pages import _of, _Pulse, _rest, _type, _wait

from facilitator_app.ui.look import STYLE, Appearance  # before any other use of Qt: see ui/parts/lasting.py

# isort: split
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QTextEdit

from facilitator_app.records import Participant
from facilitator_app.records.record import Id
from facilitator_app.ui.parts.writing import Sheet
from facilitator_app.ui.place import Place
from facilitator_app.ui.shell import Shell
from facilitator_app.ui.spelling import current
from facilitator_app.ui.unlock import load_ahead
from facilitator_app.vault import door

_WORDS = "She would like to know why it was her window, and wether he has thought of it since; the lettre was recieved. "
_LONG = {"in one paragraph": _WORDS, "in paragraphs": _WORDS + "\n"}


def _until(true: Callable[[], bool]) -> None:
    while not true():
        _wait(5)


def _page(text: str) -> QMimeData:
    made = QMimeData()
    made.setText(text)
    return made


def main() -> None:
    """Prints one line for each thing that is done."""
    with tempfile.TemporaryDirectory() as base:
        os.environ |= {"HOME": base, "XDG_CONFIG_HOME": base}
        app = QApplication(["spelling", *STYLE])
        appearance = Appearance(app, "light")
        pulse = _Pulse()
        pulse.during("nothing going on", lambda: _wait(1000))
        for name, words in _LONG.items():
            _beside(pulse, name, _page(words * 450))
        shell = Shell(making.CLOCK, appearance, lambda _: None, keep_settings=False)
        shell.resize(1366, 720)
        shell.show()
        load_ahead()
        shell.open(door.create(Path(base) / "Measured.workbook", making.PASSPHRASE, making.CLOCK))
        _measure(pulse, shell)
        workspace = _of(shell)
        workspace.ended.disconnect()
        workspace.lock()
        shell.workspace = None
        shell.close()


def _beside(pulse: _Pulse, name: str, page: QMimeData) -> None:
    bare = QTextEdit()
    bare.resize(800, 500)
    bare.show()
    pulse.during(f"beside it: a bare text field, 50,000 {name}", lambda: bare.insertFromMimeData(page))
    pulse.during("  100 letters typed at its end", lambda: _type(bare, 100))
    bare.close()


def _measure(pulse: _Pulse, shell: Shell) -> None:
    workspace = _of(shell)
    workspace.book.vault.save([making.case_row(), making.row(Participant, making.PERSON, {"print_name": "Nia", "role": "harmed"})])
    workspace.go(Place("note", making.CASE, Id(""), f"new:{making.PERSON}"))
    _rest(workspace)
    speller = current()
    assert speller is not None
    sheet = next(one for one in shell.findChildren(Sheet) if one.isVisible())

    def first() -> None:
        sheet.setPlainText("recieve ")
        _until(lambda: speller.ready)

    pulse.during("the dictionary is read, in pieces, on the desk's thread", first)
    for name, words in _LONG.items():
        sheet.clear()
        pulse.during(f"a note, 50,000 letters pasted {name}", lambda words=words: sheet.insertFromMimeData(_page(words * 450)))  # type: ignore[misc]
        pulse.during("  100 letters typed at its end", lambda: _type(sheet, 100))
        sheet.moveCursor(QTextCursor.MoveOperation.Start)
        pulse.during("  its beginning, looked at", lambda: _wait(200))
        _rest(workspace)
    for word in ("recieved", "seperately", "restoritive", "facilitater", "tommorow"):
        begun = time.perf_counter()
        found = speller.offered(word)
        print(f"what is offered for {word:<31} {(time.perf_counter() - begun) * 1000:6.1f} ms   {', '.join(found)}")
    text = " ".join(_WORDS.split() * 8)
    begun = time.perf_counter()
    speller.unknown(text)
    print(f"a paragraph of {len(text.split())} words looked at: {(time.perf_counter() - begun) * 1000:.2f} ms")


if __name__ == "__main__":
    main()
