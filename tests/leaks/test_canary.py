"""Nothing leaks by us: somebody types a canary into the real program, prints, locks, comes back, and it ends well or badly.

Everything that any process of it wrote is searched for the canary: traced by the system, so that what was deleted again counts too.
"""

import contextlib
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sitting import CANARY, PASSPHRASE

from facilitator_app.calendar import clock_at
from facilitator_app.vault import door
from facilitator_app.workbook import demo

pytestmark = pytest.mark.skipif(shutil.which("strace") is None, reason="strace traces what is written")

MOMENT = "2026-03-18T18:00"
_HERE = Path(__file__).resolve().parent
_OPENED = re.compile(r'open(?:at)?\((?:AT_FDCWD, )?"([^"]*)", ([A-Z_|]+).*\) = (\d+)')
_WROTE = re.compile(r"(?:write|pwrite64|writev|pwritev|sendto|sendmsg)\(\d+<([^>]*)>")
_HEX = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_CALLS = (
    "open,openat,creat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,mkdir,mkdirat,memfd_create,write,pwrite64,writev,pwritev"
)
_ZLIB_HEADS = (b"\x78\x01", b"\x78\x9c", b"\x78\xda", b"\x1f\x8b")


@dataclass
class Run:
    """What one run of the program left: its place, its exit, and every byte that was written, by where to."""

    place: Path
    code: int
    log: str
    said: bytes
    written: dict[str, bytearray] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)  # of everything made, renamed, linked
    paths: set[str] = field(default_factory=set)  # opened for writing

    def leaks(self) -> list[str]:
        """Where the canary is found: in what was written, in a name that the program gave, in what it said, in what lies there now."""
        chosen = {str(self.place / "home" / f"{CANARY} and others" / name) for name in ("", "copy.pdf")}
        found = [f"written to {path}" for path, data in self.written.items() if path.rstrip("/") not in chosen and holds(bytes(data))]
        found += [f"made {name}" for name in self.names if CANARY in name and not any(name.startswith(one.rstrip("/")) for one in chosen)]
        if holds(self.said):
            found.append("said on the terminal")
        for one in sorted(self.place.rglob("*")):
            if one.is_file() and str(one) not in chosen and holds(one.read_bytes()):
                found.append(f"lies in {one.relative_to(self.place)}")
            if one.name.startswith("core"):
                found.append(f"a core dump: {one.name}")
        return found


def holds(data: bytes) -> bool:
    """Whether the canary is in it, in any spelling that a file might give it, packed streams included."""
    return any(_in(one) for one in (data, *_unpacked(data)))


def _in(data: bytes) -> bool:
    low = data.lower()
    return any(CANARY.lower().encode(code) in low for code in ("utf-8", "utf-16-le", "utf-16-be"))


def _unpacked(data: bytes) -> Iterator[bytes]:
    for head in _ZLIB_HEADS:
        at = data.find(head)
        while at >= 0:
            unpack = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)
            with contextlib.suppress(zlib.error):
                yield unpack.decompress(data[at : at + 4_000_000], 8_000_000)
            at = data.find(head, at + 1)


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration, under a passphrase that holds the canary: to be copied."""
    path = tmp_path_factory.mktemp("made") / "My.workbook"
    opened = door.create(path, PASSPHRASE, clock_at(MOMENT))
    demo.fill(opened.vault, clock_at(MOMENT))
    opened.close()
    return path


@pytest.fixture
def place(workbook: Path, tmp_path: Path) -> Path:
    """All that the program can see of a computer: a home, a temporary folder, a runtime folder, and where it is started."""
    path = tmp_path / "with spaces"
    for name in ("home", "tmp", "run", "cache", "data", "state", "cwd"):
        (path / name).mkdir(parents=True, mode=0o700)
    shutil.copytree(workbook, path / "My.workbook")
    return path


def surroundings(place: Path, end: str) -> dict[str, str]:
    """The environment of the program, with nothing of ours in it."""
    return {
        "HOME": str(place / "home"), "TMPDIR": str(place / "tmp"), "XDG_RUNTIME_DIR": str(place / "run"),
        "XDG_CONFIG_HOME": str(place / "home" / ".config"), "XDG_CACHE_HOME": str(place / "cache"),
        "XDG_DATA_HOME": str(place / "data"), "XDG_STATE_HOME": str(place / "state"),
        "QT_QPA_PLATFORM": "offscreen", "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": os.pathsep.join(map(str, (_HERE / "chair", _HERE.parent / "journeys", _HERE.parents[1]))),
        "WORKBOOK_SITTING": end, "WORKBOOK_SITTING_LOG": str(place.parent / "sitting.log"),
    }  # fmt: skip


def _dumps_allowed() -> None:
    """So that it is the program that forbids a core dump, and not this test's surroundings."""
    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (most, most))


def play(place: Path, end: str) -> Run:
    """Runs the program under strace."""
    trace = place.parent / "trace"
    done = subprocess.run(
        ["strace", "-f", "-qq", "-y", "-xx", "-s", "4000000", "-e", "signal=none", "-e", f"trace={_CALLS}", "-o", trace,
         sys.executable, "-m", "facilitator_app", "--today", MOMENT, place / "My.workbook"],
        cwd=place / "cwd", env=surroundings(place, end), capture_output=True, check=False, timeout=240, preexec_fn=_dumps_allowed,
    )  # fmt: skip
    log = (place.parent / "sitting.log").read_text(encoding="utf-8") if (place.parent / "sitting.log").exists() else ""
    run = Run(place, done.returncode, log, done.stdout + done.stderr)
    ours = str(place.parent / "sitting.log")
    with trace.open(encoding="ascii") as lines:
        for line in lines:
            _take(run, line, ours)
    assert run.written, "nothing was traced"
    return run


def _take(run: Run, line: str, ours: str) -> None:
    texts = [bytes.fromhex(found.replace("\\x", "")) for found in _HEX.findall(line)]
    call = line.split("(", 1)[0].rsplit(" ", maxsplit=1)[-1]
    if call in ("write", "pwrite64", "writev", "pwritev"):
        where = line.split("<", 1)[1].split(">", 1)[0] if "<" in line else "?"
        where = bytes.fromhex(where.replace("\\x", "")).decode(errors="replace") if where.startswith("\\x") else where
        if where != ours:
            for text in texts:
                run.written.setdefault(where, bytearray()).extend(text)
    elif call in ("open", "openat", "creat"):
        if call == "creat" or "O_WRONLY" in line or "O_RDWR" in line:
            run.paths.add(texts[-1].decode(errors="replace"))
    else:
        run.names += [text.decode(errors="replace") for text in texts]


def check_it_was_played(run: Run) -> None:
    """The test did what it says: it was all typed, it locked, and it came back as the same process."""
    assert "Traceback" not in run.log, run.log
    lines = run.log.splitlines()
    first = next(line for line in lines if " first " in line)
    back = next(line for line in lines if " back " in line)
    assert first.split()[0] == back.split()[0], "the process that came back is another"
    assert any(line.startswith("saved ") for line in lines)
    assert "locks" in lines
    assert lines[-1] == "back"


# What is made of it ---------------------------------------------------------------------------------------------------------------


def test_nothing_is_found_after_typing_printing_locking_and_closing(place: Path) -> None:
    run = play(place, "close")
    check_it_was_played(run)
    assert run.code == 0
    assert run.leaks() == []
    elsewhere = {
        path for path in run.paths if not path.startswith(str(place)) and not path.startswith(("/dev/null", "/proc/self/", "/dev/tty"))
    }
    elsewhere -= {str(place.parent / "sitting.log")}
    assert not elsewhere, "written outside of all that was given to it"
    assert (place / "home" / f"{CANARY} and others" / "copy.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize(("end", "by"), [("segv", signal.SIGSEGV), ("abort", signal.SIGABRT), ("read nothing", signal.SIGSEGV)])
def test_nothing_is_found_after_a_crash(place: Path, end: str, by: signal.Signals) -> None:
    run = play(place, f"only {end}")
    assert "Traceback" not in run.log, run.log
    assert run.code in (-by, 128 + by)
    assert run.leaks() == []
    assert not re.search(rb"Traceback|Fatal Python error|Current thread", run.said)


def test_bugs_are_named_by_type_module_and_line(place: Path) -> None:
    run = play(place, "only bugs")
    assert "Traceback" not in run.log, run.log
    assert run.code == 0
    assert run.leaks() == []
    said = run.said.decode()
    assert said.count("_Told at sitting:") == 6, said  # reading and writing thread, slot, a thread, a destructor, a library's log
    assert "UserWarning at sitting.py:" in said
    assert "WARNING reportlab.of.theirs sitting:" in said
    assert re.search(rf"Qt default, {len(CANARY)} letters", said)
    assert "Traceback" not in said


@pytest.mark.parametrize("leak", ["file", "packed", "log", "stderr", "qt"])
def test_the_search_finds_what_leaks(place: Path, leak: str) -> None:
    run = play(place, f"only leak {leak}")
    assert "Traceback" not in run.log, run.log
    assert run.leaks(), "a leak on purpose was not found"


def test_the_search_finds_every_spelling() -> None:
    for code in ("utf-8", "utf-16-le", "utf-16-be"):
        assert holds(b"\x00head" + CANARY.encode(code) + b"tail")
        assert holds(b"head" + zlib.compress(b"x" * 900 + CANARY.encode(code)) + b"tail")
    assert not holds(b"head" + zlib.compress(b"another bird") + b"tail")


# The process itself ----------------------------------------------------------------------------------------------------------------


def test_no_core_and_no_other_reader_of_its_memory() -> None:
    script = """
import ctypes, resource
from facilitator_app.hardening import keep_to_itself
keep_to_itself()
print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), *resource.getrlimit(resource.RLIMIT_CORE))
from facilitator_app.vault import folder
from pathlib import Path
print(folder.why_unsafe(Path("/tmp")) or "fine", Path("/proc/self/status").read_text().count("Name:"))
"""
    who = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] if os.getuid() == 0 and shutil.which("setpriv") else []
    for start in ([], who) if who else ([],):
        done = subprocess.run(
            [*start, sys.executable, "-c", script],
            capture_output=True, text=True, check=False, preexec_fn=_dumps_allowed, env=os.environ | {"PYTHONPATH": str(_HERE.parents[1])},
        )  # fmt: skip
        if start and "Permission denied" in done.stderr:
            continue  # this checkout is not for others to read
        assert done.stdout.split("\n")[:2] == ["0 0 0", "fine 1"], done.stderr
