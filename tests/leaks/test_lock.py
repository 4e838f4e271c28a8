"""The lock: the process is replaced by one that asks, the workbook is closed before, and it is started as it was started."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from facilitator_app.ui.look import current  # before any other use of Qt: see ui/parts/lasting.py

# isort: split
import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sitting import PASSPHRASE

from facilitator_app import settings
from facilitator_app.calendar import clock_at
from facilitator_app.ui import windows_session
from facilitator_app.ui.system_lock import SystemLock
from facilitator_app.vault import door
from facilitator_app.workbook import demo

current()
MOMENT = "2026-03-18T18:00"
_HERE = Path(__file__).resolve().parent
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with a space in its name."""
    path = tmp_path / "a home"
    (path / "tmp").mkdir(parents=True)
    return path


def surroundings(home: Path, **more: str) -> dict[str, str]:
    """What the program sees."""
    return {
        "HOME": str(home), "XDG_CONFIG_HOME": str(home / ".config"), "TMPDIR": str(home / "tmp"), "PATH": os.environ["PATH"],
        "QT_QPA_PLATFORM": "offscreen", "LANG": "C.UTF-8",
        "PYTHONPATH": os.pathsep.join(map(str, (_HERE / "chair", _HERE.parent / "journeys", _HERE.parents[1]))), **more,
    }  # fmt: skip


@linux
def test_a_lock_replaces_the_process_and_lets_go_of_everything(home: Path) -> None:
    path = home / "My work, and more.workbook"
    opened = door.create(path, PASSPHRASE, clock_at(MOMENT))
    demo.fill(opened.vault, clock_at(MOMENT))
    opened.close()
    log = home / "sitting.log"
    done = subprocess.run(
        [sys.executable, "-m", "facilitator_app", "--today", MOMENT, path], cwd=home, capture_output=True, text=True, check=False, timeout=120,
        env=surroundings(home, WORKBOOK_SITTING="only look", WORKBOOK_SITTING_LOG=str(log)),
    )  # fmt: skip
    lines = log.read_text(encoding="utf-8").splitlines()
    assert done.returncode == 0, lines
    first = next(line for line in lines if " first " in line)
    back = next(line for line in lines if " back " in line)
    assert first.split()[0] == back.split()[0], "another process"
    assert "lock free: True" in lines
    assert "beside the file: []" in lines
    held = next(line for line in lines if line.startswith("held: "))
    assert "My work" not in held, "a file of the workbook is still open after the lock"
    assert int(next(line for line in lines if line.startswith("modules: ")).split()[1]) == 0, "a vault was loaded before it was asked for"
    assert f"arguments: ['--today', '{MOMENT}', '--locked', '--', '{path}']" in lines


@linux
def test_a_demonstration_locks_comes_back_and_is_not_what_opens_next(home: Path) -> None:
    settings.save(settings.Settings(last_workbook="/home/x/Mine.workbook"), home / ".config" / "facilitator-workbook")
    log = home / "sitting.log"
    done = subprocess.run(
        [sys.executable, "-m", "facilitator_app", "--demo"], cwd=home, capture_output=True, text=True, check=False, timeout=120,
        env=surroundings(home, WORKBOOK_SITTING="only look", WORKBOOK_SITTING_LOG=str(log), WORKBOOK_PASSPHRASE=demo.PASSPHRASE),
    )  # fmt: skip
    lines = log.read_text(encoding="utf-8").splitlines()
    assert done.returncode == 0, lines
    assert done.stdout == f"The passphrase of this demonstration is: {demo.PASSPHRASE}\n"
    assert any(" back " in line for line in lines)
    assert "lock free: True" in lines
    assert settings.load(home / ".config" / "facilitator-workbook").last_workbook == "/home/x/Mine.workbook"


@pytest.mark.parametrize("isolated", [True, False])
def test_it_is_started_as_it_was_started(home: Path, isolated: bool) -> None:
    """What `packaging/run.sh` starts with `-I` comes back with it: nothing in the folder it was started from stands in for a module."""
    trap = home / "facilitator_app"
    trap.mkdir()
    (trap / "__init__.py").write_text("")
    (trap / "__main__.py").write_text("print('not the program')")
    script = home / "once.py"
    script.write_text(
        "import sys\nfrom facilitator_app import app\nprint(app._itself()[1:])\nsys.stdout.flush()\napp.replace_process(['--version'])\n"
    )
    start = [sys.executable, "-I"] if isolated else [sys.executable]
    done = subprocess.run(
        [*start, script], cwd=home, capture_output=True, text=True, check=False, timeout=60,
        env={**os.environ, "PYTHONPATH": str(_HERE.parents[1]), "PYTHONSAFEPATH": "1"},
    )  # fmt: skip
    from facilitator_app import __version__

    expected = ["-I", "-m", "facilitator_app"] if isolated else ["-m", "facilitator_app"]
    assert done.stdout == f"{expected}\n{__version__}\n", done.stderr


def test_a_frozen_program_starts_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    from facilitator_app import app

    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert app._itself() == [sys.executable]


# The system's own lock -------------------------------------------------------------------------------------------------------------


def test_the_systems_lock_is_heard_and_its_end_is_not(qtbot: QtBot) -> None:
    lock = SystemLock()
    heard: list[bool] = []
    lock.locked.connect(lambda: heard.append(True))
    lock.turned(False)
    assert not heard
    lock.turned(True)
    lock.asked()
    assert heard == [True, True]


_ON_THE_BUS = """
from facilitator_app.ui.system_lock import SystemLock
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtDBus import QDBusConnection, QDBusMessage
app = QCoreApplication([])
lock, heard = SystemLock(), []
lock.locked.connect(lambda: (heard.append(1), app.quit()))
QTimer.singleShot(10_000, app.quit)
other = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, "the system")
for service, path in (("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"), ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver")):
    assert other.registerService(service)
    told = QDBusMessage.createSignal(path, service, "ActiveChanged")
    told.setArguments([True])
    assert other.send(told)
    app.exec()
print("heard", len(heard))
"""


@pytest.mark.skipif(shutil.which("dbus-run-session") is None, reason="there is no D-Bus here")
def test_the_screen_savers_signal_is_heard_on_a_real_bus() -> None:
    done = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-c", _ON_THE_BUS], capture_output=True, text=True, check=False, timeout=60,
        env=os.environ | {"PYTHONPATH": str(_HERE.parents[1])},
    )  # fmt: skip
    if "Failed to start message bus" in done.stderr or "EOF" in done.stderr:
        pytest.skip("no bus can be started here")
    assert done.stdout.strip() == "heard 2", done.stderr


def test_without_a_bus_nothing_is_wrong() -> None:
    script = """
from facilitator_app.ui.system_lock import SystemLock
from PySide6.QtCore import QCoreApplication
app = QCoreApplication([])
SystemLock()
print("fine")
"""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DBUS")}
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=60,
        env=environment | {"PYTHONPATH": str(_HERE.parents[1]), "DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/none", "XDG_RUNTIME_DIR": "/none"},
    )  # fmt: skip
    assert done.stdout == "fine\n", done.stderr


@pytest.fixture
def session(qapp: QApplication) -> Iterator[tuple[windows_session.Session, list[bool]]]:
    """What listens on Windows, fed by hand."""
    heard: list[bool] = []
    made = windows_session.Session(lambda: heard.append(True))
    yield made, heard
    qapp.removeNativeEventFilter(made)


@pytest.mark.parametrize(
    ("message", "first", "locks"),
    [(0x02B1, 7, True), (0x02B1, 8, False), (0x0218, 4, True), (0x0218, 7, False), (0x0100, 7, False)],
)
def test_windows_messages(session: tuple[windows_session.Session, list[bool]], message: int, first: int, locks: bool) -> None:
    import ctypes

    listener, heard = session
    told = windows_session._Message(None, message, first, 0)
    assert listener.nativeEventFilter(QByteArray(b"windows_generic_MSG"), ctypes.addressof(told)) == (False, 0)
    assert bool(heard) is locks
    assert listener.nativeEventFilter(QByteArray(b"xcb_generic_event_t"), 0) == (False, 0)
