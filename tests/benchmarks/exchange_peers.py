"""Anki's own sync server and PouchDB with express-pouchdb, for `exchange.py`: put into a temporary folder by their own package managers."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from counted import CountedLine, Went
from exchange_stories import GONE, SYNC, A, B, Peer, Seen, Step, Value, keep_folder, put_folder_back

_HERE = Path(__file__).resolve().parent
_ENV = {**os.environ, "NODE_NO_WARNINGS": "1"}


def put_in(tools: Path) -> None:
    """Both, where they are not there yet. Needs the network, `node` and `npm`."""
    if not (tools / "anki_venv/bin/pip").exists():
        subprocess.run([sys.executable, "-m", "venv", tools / "anki_venv"], check=True)
        subprocess.run([tools / "anki_venv/bin/pip", "install", "-q", "anki"], check=True, stderr=subprocess.DEVNULL)
    if not (tools / "pouch/node_modules").exists():
        (tools / "pouch").mkdir(parents=True)
        names = ["pouchdb@9", "express-pouchdb@4", "express@4"]
        subprocess.run(["npm", "install", "--silent", "--prefix", tools / "pouch", *names], check=True)


def _last_line(words: list[str | Path], cwd: Path) -> Any:
    return json.loads(subprocess.run(words, cwd=cwd, env=_ENV, capture_output=True, text=True, check=True).stdout.splitlines()[-1])


class Anki(Peer):
    """`python -m anki.syncserver`, and its own `Collection` as client."""

    name = "Anki"

    def __init__(self, tools: Path, folder: Path, port: int) -> None:
        self._python, self._folder, self._port = tools / "anki_venv/bin/python", folder, port
        self._server: subprocess.Popen[bytes] | None = None
        self.url = f"http://127.0.0.1:{port}/"

    def start(self) -> None:
        env = {"SYNC_USER1": "u:p", "SYNC_BASE": str(self._folder / "server"), "SYNC_HOST": "127.0.0.1", "SYNC_PORT": str(self._port)}
        self._server = subprocess.Popen(
            [self._python, "-m", "anki.syncserver"], env={**_ENV, **env}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        _wait_for(self._port)

    def stop(self) -> None:
        if self._server is not None:
            self._server.terminate()
            self._server.wait()
            self._server = None

    def client(self, *words: str | Path) -> "list[str | Path]":
        return [self._python, _HERE / "exchange_anki.py", *words]

    def there_and_back(self, notes: list[str]) -> dict[str, tuple[float, Went]]:
        """As `exchange_ours.there_and_back`; both ends have been there before, so that notes go as notes and not as a whole file."""
        (self._folder / "notes.json").write_text(json.dumps(notes))
        for who in (A, B):
            (self._folder / who).mkdir()
        found = {}
        with CountedLine(self._port) as line:
            url = f"http://127.0.0.1:{line.port}/"
            with self._asking("up", url, self._folder / A, self._folder / "notes.json") as go:
                _last_line(self.client("begin", self.url, self._folder / B), self._folder)
                found["up"], _ = go(line)
            for what in ("down", "nothing new"):
                with self._asking("down", url, self._folder / B) as go:
                    found[what], said = go(line)
                if said["there"] != len(notes):
                    raise ValueError(f"{said['there']} notes of {len(notes)} are there")
        return found

    @contextmanager
    def _asking(self, *words: str | Path) -> Iterator[Any]:
        """A client that waits for the word: what it does before that is not counted."""
        process = subprocess.Popen(self.client(*words), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=_ENV)
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdout.readline()

        def go(line: CountedLine) -> tuple[tuple[float, Went], Any]:
            before = line.went()
            print(file=process.stdin, flush=True)
            said = json.loads(process.stdout.readline())  # type: ignore[union-attr]
            return (said["seconds"], line.went() - before), said

        yield go
        process.communicate()

    def begin(self) -> None:
        self.stop()
        for name in (A, B, "server"):
            shutil.rmtree(self._folder / name, ignore_errors=True)
            (self._folder / name).mkdir()
        self.start()
        self.told(A, ("make", "n1", {"amount": "pay 20", "risk": "low"}), ("begin", "up", {}))
        self.told(B, ("begin", "", {}), SYNC)

    def told(self, who: str, *steps: Step) -> Seen:
        time.sleep(1.1)  # it goes by whole seconds: within one nobody is later
        # Where it asks, the first machine's user says that theirs is right, and the other's that the service's is.
        upward = [("sync", "up" if who == A else "", {}) if step == SYNC else step for step in steps]
        said = _last_line(self.client("step", self.url, self._folder / who, json.dumps(upward)), self._folder)
        return Seen(_values(said["shown"]), set(), said["asked"])

    def keep(self, what: str) -> None:
        self._disk(what, keep_folder)

    def put_back(self, what: str) -> None:
        self._disk(what, put_folder_back)

    def _disk(self, what: str, act: Any) -> None:
        if what == "server":
            self.stop()
        act(self._folder / what)
        if what == "server":
            self.start()


class Pouch(Peer):
    """PouchDB in node, and express-pouchdb as its server, both on the disk."""

    name = "PouchDB"

    def __init__(self, tools: Path, folder: Path, port: int) -> None:
        self._tools, self._folder, self._port, self._number = tools / "pouch", folder, port, 0
        self._server: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        words = self.client("serve", str(self._port), self._folder / "server")
        self._server = subprocess.Popen(words, cwd=self._tools, env=_ENV, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _wait_for(self._port)

    def stop(self) -> None:
        if self._server is not None:
            self._server.terminate()
            self._server.wait()
            self._server = None

    def client(self, *words: str | Path) -> "list[str | Path]":
        return ["node", _HERE / "exchange_pouch.js", *words]

    def there_and_back(self, notes: list[str]) -> dict[str, tuple[float, Went]]:
        """As `exchange_ours.there_and_back`."""
        (self._folder / "notes.json").write_text(json.dumps(notes))
        found = {}
        with CountedLine(self._port) as line:
            url = f"http://127.0.0.1:{line.port}/measured"
            for what, words in (("up", ("up", self._folder / "notes.json")), ("down", ("down",)), ("nothing new", ("again",))):
                before = line.went()
                said = _last_line(self.client(words[0], url, self._folder, *words[1:]), self._tools)
                found[what] = said["seconds"], line.went() - before
                if said.get("there", len(notes)) != len(notes):
                    raise ValueError(f"{said['there']} notes of {len(notes)} are there")
        return found

    def begin(self) -> None:
        self.stop()
        for name in (A, B, "server"):
            shutil.rmtree(self._folder / name, ignore_errors=True)
        self.start()
        self.told(A, ("make", "n1", {"amount": "pay 20", "risk": "low"}), SYNC)
        self.told(B, SYNC)

    def told(self, who: str, *steps: Step) -> Seen:
        url = f"http://127.0.0.1:{self._port}/story"
        said = _last_line(self.client("step", url, self._folder / who, json.dumps(steps)), self._tools)
        hidden = set[Value]()
        for id, losers in said["hidden"].items():
            for loser in losers:
                hidden |= {(id, GONE, "yes")} if loser.get("_deleted") else _values({id: loser})
        shown = _values(said["shown"])
        return Seen(shown, hidden - shown)

    keep = Anki.keep
    put_back = Anki.put_back
    _disk = Anki._disk


def _values(notes: dict[str, dict[str, str]]) -> set[Value]:
    """A note that is nowhere was deleted, as far as whoever looks can see."""
    found = {(id, name, words) for id, fields in notes.items() for name, words in fields.items() if not name.startswith("_")}
    return found if "n1" in notes else found | {("n1", GONE, "yes")}


def _wait_for(port: int) -> None:
    import socket

    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("it does not answer")
