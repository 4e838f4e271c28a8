"""Every command of the runbook, as it stands there, one after the other on one service; and what else is in `packaging/central`."""

import configparser
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from asking import Asking, Line, NotAnswered, enrolled

from facilitator_app.central import cluster, commands
from facilitator_app.ledger import invitation
from facilitator_app.ledger.invitation import NotProved

ROOT = Path(__file__).parents[2]
PACKAGING = ROOT / "packaging/central"
RUNBOOK = (PACKAGING / "RUNBOOK.md").read_text(encoding="utf-8")
PARTS = [
    (part.partition("\n")[0], re.findall(r"^```sh\n(.*?)^```$", part, re.MULTILINE | re.DOTALL)) for part in RUNBOOK.split("\n## ")[1:]
]
BLOCKS = [(heading, block) for heading, blocks in PARTS for block in blocks]


class Machine:
    """On which the runbook is followed: with `facilitator-central` and `systemctl`, and a service that runs when it was started."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._serving: subprocess.Popen[str] | None = None
        self.line: Line | None = None
        self.places = {name: folder / name.lower() for name in ("FOLDER", "BACKUPS", "SAFE")}
        self.places["SAFE"].mkdir()
        programs = folder / "bin"
        programs.mkdir()
        for name, words in (
            ("facilitator-central", f'exec "{sys.executable}" -m facilitator_app.central.commands "$@"'),
            ("systemctl", f'test "$2" = facilitator-central && echo "$1" >> "{folder}/units"'),
        ):
            (programs / name).write_text(f"#!/bin/sh\n{words}\n", encoding="ascii")
            (programs / name).chmod(0o700)
        self._environment = {
            **os.environ, "PATH": f"{programs}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT), **{name: str(path) for name, path in self.places.items()},
        }  # fmt: skip

    def follow(self, block: str) -> str:
        """What a block says. `systemctl` is done at once, as it would be."""
        said = ""
        for line in block.splitlines() if "$(" not in block else [block]:
            run = subprocess.run(["sh", "-euc", line], env=self._environment, capture_output=True, text=True, check=False, timeout=120)
            assert run.returncode == 0, f"{line}: {run.stderr}"
            said += run.stdout
            self._units()
        return said

    def _units(self) -> None:
        asked = self.folder / "units"
        for word in asked.read_text(encoding="ascii").split() if asked.exists() else ():
            self.stop()
            if word == "start":
                self._start()
        asked.unlink(missing_ok=True)

    def _start(self) -> None:
        command = [sys.executable, "-m", "facilitator_app.central.commands", "serve", str(self.places["FOLDER"]), "--port", "0"]
        self._serving = serving = subprocess.Popen(command, env=self._environment, stdout=subprocess.PIPE, text=True)
        assert serving.stdout is not None
        found = re.search(r"http://([\d.]+):(\d+)", serving.stdout.readline())
        assert found is not None
        self.line = Line(found.group(1), int(found.group(2)))

    def stop(self) -> None:
        if self._serving is not None:
            with self._serving as serving:
                serving.send_signal(signal.SIGTERM)
                assert serving.wait(60) == 0
        self._serving = self.line = None


@pytest.fixture
def machine(short_folder: Path) -> Iterator[Machine]:
    folder = short_folder / "runbook"
    folder.mkdir(mode=0o711)
    one = Machine(folder)
    with cluster.running(one.places["FOLDER"] / "database", {"fsync": "off"}):  # so that no command has to start it
        yield one
        one.stop()


def _slip(said: str) -> invitation.Invitation:
    return invitation.typed(next(line for line in said.splitlines() if re.fullmatch(r"[A-Z0-9]{4}( [A-Z0-9]+)+", line)))


def test_every_command_of_it_does_what_it_says(machine: Machine) -> None:
    amira: Asking | None = None
    said: dict[str, str] = {}
    for heading, block in BLOCKS:
        if heading == "The keys are lost" and "init" in block:
            old = _slip(machine.follow('facilitator-central invite "$FOLDER" amira'))
        said[heading] = said.get(heading, "") + machine.follow(block)
        if heading == "Make a service" and not (paper := machine.places["SAFE"] / "recovery-key").exists():
            paper.write_text(next(line for line in said[heading].splitlines() if re.fullmatch(r" {4}\S{43}", line)), encoding="ascii")
        if amira is not None and machine.line is not None:
            amira.line = machine.line
        if heading == "Each day" and "invite" in block:
            assert machine.line is not None
            amira = Asking(machine.line, _slip(said[heading]))
            amira.laptop.type(("case/1", "r1", "words"), "before")
            amira.sync()
        elif heading == "Back up" and "off-site" in block:
            assert amira is not None
            amira.laptop.type(("case/1", "r1", "later"), "after")
            amira.sync()
        elif heading == "Restore":
            assert amira is not None
            amira.sync()
            assert "2 changes" in machine.follow('facilitator-central verify "$FOLDER"'), "the laptop brought back what was lost"
        elif heading == "The keys are lost" and "init" in block:
            assert amira is not None
            assert machine.line is not None
            _comes_in_anew(machine.line, amira, _slip(machine.follow('facilitator-central invite "$FOLDER" amira')), old)
        elif heading == "A laptop is lost":
            assert "wipe_now" in machine.follow('facilitator-central devices "$FOLDER"')
    assert "recovery key" in said["Make a service"]
    assert "0 faults" in said["A new version"]


def _comes_in_anew(line: Line, amira: Asking, slip: invitation.Invitation, old: invitation.Invitation) -> None:
    """With the keys it has; until then it neither asks rightly nor believes an answer."""
    amira.laptop.type(("case/1", "r1", "meanwhile"), "typed meanwhile")
    with pytest.raises(NotAnswered):
        amira.sync()
    with pytest.raises((NotAnswered, NotProved)):
        enrolled(line, old, amira.keys)
    amira.service = enrolled(line, slip, amira.keys)
    amira.sync()
    assert not amira.laptop.kept.outbox


def test_each_command_of_the_program_is_in_it_or_is_a_persons_choice() -> None:
    named = set(re.findall(r"^(?:device=\$\()?facilitator-central (\S+)", "\n".join(block for _, block in BLOCKS), re.MULTILINE))
    assert named >= {"init", "backup", "off-site", "restore", "restore-gate", "verify", "waiting", "devices", "invite", "revoke"}
    assert len(BLOCKS) > 10


@pytest.mark.parametrize("name", ["facilitator-central.service", "facilitator-central-backup.service"])
def test_a_unit_gives_a_command_that_there_is(name: str) -> None:
    unit = configparser.ConfigParser(interpolation=None, strict=False)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(PACKAGING / name, encoding="utf-8")
    shell, program, *words = unit["Service"]["ExecStart"].split()
    assert shell == "/bin/sh"
    assert (ROOT / program.removeprefix("/opt/facilitator-workbook/")).exists()
    assert words.pop() == "$CENTRAL_OPTIONS"
    commands._parser().parse_args(words)  # raises where it is none
    assert unit["Service"]["UMask"] == "0077"


def test_what_the_container_copies_is_here() -> None:
    words = (PACKAGING / "Containerfile").read_text(encoding="utf-8")
    copied = re.findall(r"^COPY (\S+) ", words, re.MULTILINE)
    assert len(copied) == 3
    assert all((ROOT / one).exists() for one in copied)
    assert "--require-hashes --only-binary :all:" in words
    assert "USER workbook" in words


def test_postgresql_takes_these_settings(short_folder: Path) -> None:
    lines = (PACKAGING / "postgresql.conf").read_text(encoding="utf-8").splitlines()
    wanted = dict(line.split(" = ") for line in lines if line and not line.startswith("#"))
    with cluster.running(short_folder / "settings", wanted) as dsn, psycopg.connect(dsn) as owner:
        for name, value in wanted.items():
            row = owner.execute("SELECT setting, source FROM pg_settings WHERE name = %s", [name]).fetchone()
            assert row is not None, name
            assert row[1] == "configuration file"
            shown = owner.execute("SELECT current_setting(%s)", [name]).fetchone()
            assert shown is not None
            assert shown[0] == value or (name, shown[0]) == ("idle_in_transaction_session_timeout", "1min"), name
