"""`facilitator-central`: every command, twice; and the two commands by which it is tried out, with the database in the folder."""

import json
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
from asking import Asking, Keys, Line, enrolled
from giving import Office, acts
from psycopg import sql

from facilitator_app.central import commands, enrolling
from facilitator_app.central import identity as identities
from facilitator_app.central.cluster import control
from facilitator_app.central.database import Database
from facilitator_app.central.identity import Identity
from facilitator_app.central.postgres import PostgresStore
from facilitator_app.central.store import Device
from facilitator_app.ledger import invitation
from facilitator_app.ledger import messages as say
from facilitator_app.ledger.envelope import OpeningKey
from facilitator_app.ledger.seals import unb64


def test_a_service_is_made_once_and_its_keys_are_never_written_over(office: Office, dsn: str, database: Database) -> None:
    who = identities.read(office.folder)
    recovery = OpeningKey(unb64(office.made["recovery_key"]))
    assert who.recovery == recovery.public
    assert (office.folder / "service.json").stat().st_mode & 0o777 == 0o600
    kept = (office.folder / "service.json").read_bytes()
    assert recovery.private_bytes() not in kept
    assert office.made["recovery_key"].encode() not in kept
    office.dsn = dsn
    assert office.give("init") == {"service": office.tenant, "new": False}
    assert (office.folder / "service.json").read_bytes() == kept
    assert acts(database) == ["service made"]
    with pytest.raises(FileExistsError):
        identities.write(office.folder, who)


def test_a_slip_is_what_somebody_comes_in_by(office: Office, database: Database) -> None:
    first, second = office.give("invite", "amira"), office.give("invite", "amira")
    assert first["invitation"] != second["invitation"]
    assert invitation.typed(first["invitation"]).locator == first["invitation"][:4]
    assert acts(database) == ["service made", "invitation", "invitation"]


def test_somebody_is_allocated_what_is_known_and_nothing_else(office: Office, database: Database) -> None:
    assert "has not heard" in office.refused("allocate", "sam", "case/typo", "edit")
    database.tx("tests", lambda session: _known(PostgresStore(session)))
    for _ in range(2):
        office.give("allocate", "sam", "case/1", "edit")
    assert database.tx("tests", lambda session: PostgresStore(session).roles("sam")) == {"case/1": "edit"}
    for _ in range(2):
        office.give("allocate", "sam", "case/1", "nothing")
    assert database.tx("tests", lambda session: PostgresStore(session).roles("sam")) == {}
    assert acts(database) == ["service made", "allocation", "allocation", "allocation"]
    database.tx("tests", lambda session: _erased(PostgresStore(session)))
    assert "erased" in office.refused("allocate", "sam", "case/1", "edit")


def _known(store: PostgresStore) -> None:
    with store.writing("case/1"):
        store.allocate("amira", "case/1", say.LEAD)


def _erased(store: PostgresStore) -> None:
    with store.writing("case/1"):
        store.erase("case/1", frozenset())


def test_a_laptop_that_nobody_knows_is_not_revoked(office: Office) -> None:
    assert "no such laptop" in office.refused("revoke", "nobody")
    assert office.give("devices") == {"devices": []}


def test_a_laptop_is_revoked_and_says_so(office: Office, database: Database) -> None:
    database.tx("tests", lambda session: _enrolled(PostgresStore(session)))
    for _ in range(2):
        assert office.give("revoke", "key") == {"device": "key", "order": say.WIPE}
    office.give("revoke", "key", "--now")
    assert office.give("devices") == {
        "devices": [{"device": "key", "person": "amira", "name": "", "order": say.WIPE_NOW, "heard": "", "confirmed": True}]
    }
    assert acts(database) == ["service made", "device", "device", "device"]


def _enrolled(store: PostgresStore) -> None:
    with store.writing(""):
        store.enrol(Device("key", b"public", "amira"))


def test_what_is_not_prepared_or_not_there_is_said(office: Office, tmp_path: Path) -> None:
    office.folder = tmp_path / "elsewhere"
    for command in ("devices", "verify", "serve"):
        assert "There is no service in this folder" in office.refused(command)


@pytest.mark.parametrize(
    "words", [[], ["nothing"], ["invite"], ["allocate", "f", "sam", "case/1", "owner"], ["serve", "f", "--port", "Sam"]]
)
def test_what_is_not_understood_is_not_repeated(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.run(words) == 1
    assert capsys.readouterr().err == "That is not how this command is given. “facilitator-central --help” says what there is.\n"


# What verify finds: each row changed by the database's owner, behind the service's back ----------------------------------------------

TAMPERED = {
    "a body": ("change", "UPDATE {} SET body = body || ' ' WHERE tenant = %s AND at = 2", "case/1 2"),
    "one is missing": ("change", "DELETE FROM {} WHERE tenant = %s AND at = 2", "case/1 3"),
    "the last is missing": ("change", "DELETE FROM {} WHERE tenant = %s AND at = 3", "case/1 3"),
    "the chain": ("change", "UPDATE {} SET chain = 'x' WHERE tenant = %s AND at = 1", "case/1 1"),
    "the head": ("compartment", "UPDATE {} SET chain = 'x' WHERE tenant = %s AND compartment = 'case/1'", "case/1 3"),
    "a record": ("record", "UPDATE {} SET live = '{{}}' WHERE tenant = %s", "case/1 0"),
    "a record too many": (
        "record",
        "INSERT INTO {} SELECT tenant, compartment, 'r9', live, dead, authors FROM central.record WHERE tenant = %s",
        "case/1 0",
    ),
    "an author": ("device", "UPDATE {} SET person = 'sam' WHERE tenant = %s", "case/1 1"),
    "a line of the audit": ("audit", "UPDATE {} SET info = 'nothing' WHERE tenant = %s AND at = 2", "audit 2"),
    "a line is missing": ("audit", "DELETE FROM {} WHERE tenant = %s AND at = 2", "audit 3"),
    "the audit's end is missing": ("audit", "DELETE FROM {} WHERE tenant = %s AND at > 3", "checkpoints 3"),
    **{
        f"a checkpoint's {column}": ("checkpoint", f"UPDATE {{}} SET {column} = {value} WHERE tenant = %s AND number = 1", "checkpoints 1")
        for column, value in (
            ("at", "at - 1"),
            ("chain", "'x'"),
            ("heads", "'x'"),
            ("made", "'x'"),
            ("restored", "'x'"),
            ("before", "'x'"),
            ("signature", "'x'"),
        )
    },
    "a checkpoint's number": ("checkpoint", "UPDATE {} SET number = 9 WHERE tenant = %s AND number = 1", "checkpoints 9"),
    "the first checkpoint is missing": ("checkpoint", "DELETE FROM {} WHERE tenant = %s AND number = 1", "checkpoints 2"),
    "the last checkpoint is missing": ("checkpoint", "DELETE FROM {} WHERE tenant = %s AND number = 3", "checkpoints 2"),
    "the heads it was signed over": ("checkpoint_heads", "UPDATE {} SET heads = '[]' WHERE tenant = %s", "checkpoints 3"),
}


@pytest.mark.parametrize("tampered", TAMPERED)
def test_whatever_was_changed_behind_its_back_is_found(office: Office, written: None, dsn: str, tampered: str) -> None:
    table, statement, where = TAMPERED[tampered]
    found = office.give("verify")
    assert (found["compartments"], found["changes"], found["faults"]) == (3, 3, [])
    assert found["checkpoints"] >= 1
    with psycopg.connect(dsn) as owner:
        assert owner.execute(sql.SQL(statement).format(sql.Identifier("central", table)), [office.tenant]).rowcount >= 1
    faults = office.give("verify", code=1)["faults"]
    assert where in [f"{fault['where']} {fault['at']}" for fault in faults]


@pytest.fixture
def identity(office: Office) -> Identity:
    """Who the laptops are answered by is whose commands are given."""
    return identities.read(office.folder)


@pytest.fixture
def written(office: Office, line: Line, database: Database, request: pytest.FixtureRequest) -> None:
    """Three changes of one record, which Amira sent."""
    who, clock = request.getfixturevalue("identity"), request.getfixturevalue("clock")
    slip = invitation.fresh()
    assert database.tx("office", lambda session: enrolling.invite(session, who, slip, "amira", clock.now()))
    amira = Asking(line, slip)
    for word in ("one", "two", "three"):
        amira.laptop.type(("case/1", "r1", "words"), word)
        amira.sync()


def test_an_id_that_begins_with_a_hyphen_is_no_option(
    office: Office, line: Line, database: Database, request: pytest.FixtureRequest
) -> None:
    who, clock, keys = request.getfixturevalue("identity"), request.getfixturevalue("clock"), Keys()
    while not keys.signing.fingerprint.startswith("-"):
        keys = Keys()
    slip = invitation.fresh()
    assert database.tx("office", lambda session: enrolling.invite(session, who, slip, "amira", clock.now()))
    assert enrolled(line, slip, keys).device == keys.signing.fingerprint
    assert office.give("revoke", keys.signing.fingerprint)["device"] == keys.signing.fingerprint


# Trying it out -----------------------------------------------------------------------------------------------------------------------


def test_two_commands_and_a_laptop_comes_in(short_folder: Path) -> None:
    folder = short_folder / "trial"

    def command(*words: str) -> list[str]:
        return [sys.executable, "-m", "facilitator_app.central.commands", words[0], str(folder), *words[1:]]

    made = subprocess.run(command("init"), capture_output=True, text=True, check=True)
    assert "recovery key" in made.stdout
    with subprocess.Popen(command("serve", "--port", "0"), stdout=subprocess.PIPE, text=True) as serving:
        try:
            assert serving.stdout is not None
            found = re.search(r"http://([\d.]+):(\d+)", serving.stdout.readline())
            assert found is not None
            line = Line(found.group(1), int(found.group(2)))
            assert line.host == "127.0.0.1"
            invited = json.loads(subprocess.run(command("invite", "amira", "--json"), capture_output=True, check=True).stdout)
            amira = Asking(line, invitation.typed(invited["invitation"]))
            amira.laptop.type(("case/1", "r1", "words"), "kept")
            amira.sync()
        finally:
            serving.send_signal(signal.SIGTERM)
    assert serving.returncode == 0
    assert control(folder / "database" / "data", "status", may_fail=True) != 0, "the last to leave stops the database"
    verified = json.loads(subprocess.run(command("verify", "--json"), capture_output=True, check=True).stdout)
    assert (verified["changes"], verified["faults"]) == (1, [])


def _appears(file: Path) -> None:
    end = time.monotonic() + 60
    while not file.exists():
        assert time.monotonic() < end
        time.sleep(0.005)


def test_ended_while_it_starts_it_leaves_no_database_behind(short_folder: Path) -> None:
    folder = short_folder / "trial"
    program = [sys.executable, "-m", "facilitator_app.central.commands"]
    subprocess.run([*program, "init", str(folder)], capture_output=True, check=True)
    data = folder / "database" / "data"
    with subprocess.Popen([*program, "serve", str(folder), "--port", "0"], stdout=subprocess.PIPE, text=True) as serving:
        _appears(data / "postmaster.pid")
        serving.send_signal(signal.SIGTERM)
    assert serving.returncode == 0
    assert control(data, "status", may_fail=True) != 0
