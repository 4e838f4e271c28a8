"""Backups by PostgreSQL's own programs, and restores of older ones in the middle of exchanging laptops: what was taken away stays so, and the
laptops bring back what the service has lost. With a database of its own: a restore takes the place of everything in it.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
import pytest
from asking import Asking, Keys, Line
from giving import Office
from psycopg.conninfo import make_conninfo
from serving import served
from test_decisions import words_of
from workbooks import Worker, fresh_workbook

from facilitator_app.calendar import Clock
from facilitator_app.central import cluster, identity, people, schema, verify
from facilitator_app.central.database import Database
from facilitator_app.central.outliving import OutlivingList
from facilitator_app.central.postgres import PostgresStore
from facilitator_app.central.session import Session
from facilitator_app.ledger import change as changes
from facilitator_app.ledger import invitation, parcel
from facilitator_app.ledger import messages as say
from facilitator_app.ledger.chain import START, Head
from facilitator_app.workbook import at_the_service


@pytest.fixture(scope="module")
def own(short_folder: Path) -> Iterator[str]:
    """The DSN of the owner of a database that nobody else uses."""
    with cluster.running(short_folder / "own", {"fsync": "off"}) as dsn:
        yield dsn


class Service:
    """One that is made, served, backed up and restored."""

    def __init__(self, office: Office, folder: Path) -> None:
        self.office, self.backups, self._clock = office, folder, Clock()
        self.kept = OutlivingList(office.folder, office.tenant)

    @contextmanager
    def database(self) -> Iterator[Database]:
        with Database(make_conninfo(self.office.dsn, user=schema.ROLE), self.office.tenant, outliving=self.kept) as found:
            yield found

    @contextmanager
    def serving(self, *laptops: Asking) -> Iterator[Line]:
        """For laptops that come in now, and for those that asked it before."""
        with self.database() as database, served(identity.read(self.office.folder), database, self._clock) as line:
            for one in laptops:
                one.line = line
            yield line

    def slip(self, person: str) -> invitation.Invitation:
        return invitation.typed(self.office.give("invite", person)["invitation"])

    def backup(self, *words: str) -> Any:
        return self.office.give("backup", str(self.backups), *words)

    def restore(self, number: int) -> None:
        self.office.give("restore", str(self.backups / f"{self.office.tenant}-{number}.dump"), "--instead")

    def acts(self) -> list[str]:
        with self.database() as database:
            rows = database.tx(
                "tests", lambda session: session.do("SELECT act FROM audit WHERE tenant = %(tenant)s ORDER BY at").fetchall()
            )
        return [act for (act,) in rows]

    def words(self) -> str:
        with self.database() as database:
            return words_of(database)


@pytest.fixture
def service(own: str, tmp_path: Path, tenant: str, capsys: pytest.CaptureFixture[str]) -> Service:
    office = Office(tmp_path / "service", tenant, own, capsys)
    office.made = office.give("init", "--service", tenant)
    return Service(office, tmp_path / "backups")


def test_who_manages_no_more_manages_nothing_after_a_restore(service: Service) -> None:
    office = service.office

    def managing() -> list[bool]:
        with service.database() as database:
            return [database.tx("tests", partial(people.manages, person=person)) for person in ("amira", "sam")]

    office.give("person", "add", "amira", "--manages", "yes")
    office.give("person", "add", "sam", "--manages", "yes")
    assert service.backup()["number"] == 0
    office.give("person", "add", "sam", "--manages", "no")
    assert managing() == [True, False]
    service.restore(0)
    office.give("restore-gate")
    assert managing() == [True, False]
    with service.database() as database:
        assert database.tx("tests", lambda session: PostgresStore(session).role("sam", "service")) == "read"


def _type(one: Asking, compartment: str, words: str) -> None:
    one.laptop.type((compartment, "r1", words), words)


def _all_sync(*laptops: Asking) -> None:
    for _ in range(3):
        for one in laptops:
            one.sync()


def test_an_older_backup_gives_nothing_back_that_was_taken_away_and_the_laptops_bring_the_rest(service: Service) -> None:
    office = service.office
    with service.serving() as line:
        amira, sam, ruth = (Asking(line, service.slip(person)) for person in ("amira", "sam", "ruth"))
        for number in (1, 2, 3):
            _type(amira, f"case/{number}", f"before {number}")
        amira.sync()
        for compartment, role in (("case/1", "edit"), ("case/2", "lead")):
            office.give("allocate", "sam", compartment, role)
        office.give("allocate", "ruth", "case/1", "edit")
        _all_sync(sam, ruth)
        slip = service.slip("idris")
        assert service.backup()["number"] == 0

        _type(amira, "case/1", "after it")
        _type(sam, "case/2", "his, after it")
        _all_sync(amira, sam, ruth)
        idris = Asking(line, slip)
        office.give("erase", "case/3", "--why", "six years are over")
        office.give("allocate", "sam", "case/2", "nothing")
        office.give("allocate", "sam", "case/1", "read")
        office.give("revoke", ruth.service.device)
        _all_sync(sam, ruth, amira)
        assert "case/2" not in sam.laptop.live()
        assert set(ruth.laptop.live()) <= {"service"}

    service.restore(0)
    for command, words in (("serve", ()), ("allocate", ("sam", "case/2", "edit")), ("backup", (str(service.backups),))):
        assert "restore-gate" in office.refused(command, *words)
    assert "before 3" in service.words(), "the backup holds what was erased since"
    passed = office.give("restore-gate")
    assert (passed["erased"], passed["ended"], passed["revoked"]) == (1, 1, 1)
    assert passed["behind"] > 0
    assert "before 3" not in service.words()
    assert office.give("restore-gate") == {**passed, "behind": 0}
    assert service.acts().count("restored") == 1

    with service.serving(amira, sam, ruth, idris) as line:
        with pytest.raises(Exception, match="403"):
            Asking(line, slip)  # it was used, also in the time that was lost
        _all_sync(amira, sam, ruth, idris)
        roles = sam.ask(sam.question()).roles
        assert roles == {"case/1": say.READ, "service": say.READ}
        for one in (amira, sam):
            assert one.laptop.live()["case/1"]["r1"].keys() == {"before 1", "after it"}
        assert set(amira.laptop.live()) == {"case/1", "case/2", "service"}
        assert amira.laptop.live()["case/2"]["r1"].keys() == {"before 2", "his, after it"}, "what only the lost service and she had"
        assert set(ruth.laptop.live()) <= {"service"}
        assert idris.ask(idris.question()).do == ""
        assert "before 3" not in service.words()
        with service.database() as database:
            assert database.tx("tests", verify.verified).faults == ()


def test_what_a_laptop_forgot_is_kept_until_a_backup_off_site_holds_it(service: Service) -> None:
    """The last copy of what Sam brought is his parcel: the service is restored from before it, twice."""
    office = service.office
    with service.serving() as line:
        amira, sam = (Asking(line, service.slip(person)) for person in ("amira", "sam"))
        _type(amira, "case/1", "hers")
        amira.sync()
        office.give("allocate", "sam", "case/1", "edit")
        sam.sync()
        service.backup("--confirmed")
        _type(sam, "case/1", "his")
        sam.sync()
        office.give("allocate", "sam", "case/1", "nothing")
        sam.sync()
        assert set(sam.laptop.live()) <= {"service"}
        assert len(sam.laptop.parcels()) == 1
    for _ in range(2):
        service.restore(0)
        office.give("restore-gate")
        with service.serving(amira, sam):
            _all_sync(sam, amira)
    with service.serving(amira, sam):
        (held,) = office.give("waiting")["held"]
        office.give("accept", held["id"])
        amira.sync()
        assert amira.laptop.live()["case/1"]["r1"].keys() == {"hers", "his"}
        sam.sync()
        assert len(sam.laptop.parcels()) == 1, "no backup since"
        number = service.backup()["number"]
        sam.sync()
        assert len(sam.laptop.parcels()) == 1, "and that one is not off site"
        office.give("off-site", str(number))
        sam.sync()
        assert list(sam.laptop.parcels()) == []


def test_a_service_that_was_put_back_says_so_to_every_laptop_and_no_laptop_is_alarmed(service: Service, tmp_path: Path) -> None:
    """Also a second time from the same backup, when its checkpoints have come as far as before."""
    office = service.office
    amira = Worker(fresh_workbook(tmp_path, "Amira"), Line("", 0))
    with service.serving() as amira.line:
        amira.begin()
        amira.come_in(office.give("invite", "amira")["invitation"])
        amira.sync()
        service.backup()
    made = json.loads((service.backups / f"{office.tenant}-0.dump.json").read_bytes())["checkpoint"]
    restored = ""
    for count in (3, 1):
        for number in range(count):
            office.give("person", "add", f"somebody {restored} {number}")
            office.give("verify")
        with service.serving() as amira.line:
            amira.sync()
        seen = amira.exchanging.witness().last
        assert seen is not None
        assert seen.number > made["number"]
        service.restore(0)
        office.give("restore-gate")
        office.give("verify")
        with service.serving() as amira.line:
            amira.sync()
            assert not amira.exchanging.counts().unsent
        witness = amira.exchanging.witness()
        assert witness.other is None
        assert witness.last is not None
        assert witness.last.restored > restored
        assert witness.last.number <= seen.number
        restored = witness.last.restored
        said = at_the_service.standing(amira.book, amira.exchanging).histories
        assert [one.words for one in said] == ["Your service was put back from a copy of itself"]
        assert "nothing to do" in said[0].second
    assert "two histories" not in service.acts()
    amira.opened.close()


def test_a_service_that_was_put_back_without_the_gate_is_noticed(service: Service, tmp_path: Path) -> None:
    """By whoever has the database alone, and writes there that it knows the whole list."""
    office = service.office
    amira = Worker(fresh_workbook(tmp_path, "Amira"), Line("", 0))
    with service.serving() as amira.line:
        amira.begin()
        amira.come_in(office.give("invite", "amira")["invitation"])
        amira.sync()
        service.backup()
        office.give("person", "add", "sam")
        office.give("verify")
        amira.sync()
    before = amira.exchanging.witness()
    service.restore(0)
    with service.database() as database:
        database.tx("nobody", lambda session: _placed(session, service.kept.lines(START)[-1][0]))
    with service.serving() as amira.line:
        amira.write("typed all the same")
        amira.sync()
        amira.sync()
    witness = amira.exchanging.witness()
    assert witness.last == before.last
    assert witness.other is not None
    assert witness.told
    assert not amira.exchanging.counts().unsent
    assert "two histories" in service.acts()
    amira.opened.close()


def _placed(session: Session, place: Head) -> None:
    with session.writing(""):
        session.keep_place(place)


def test_a_parcel_that_comes_to_a_service_with_other_keys_waits_for_the_recovery_key(service: Service, tmp_path: Path) -> None:
    """Keys and database are both lost, and what Sam wrote is on no laptop but his, sealed."""
    office, recovery = service.office, tmp_path / "recovery key"
    recovery.write_text(f"{office.made['recovery_key']}\n", encoding="ascii")
    with service.serving() as line:
        amira, sam = (Asking(line, service.slip(person)) for person in ("amira", "sam"))
        _type(amira, "case/1", "hers")
        amira.sync()
        office.give("allocate", "sam", "case/1", "edit")
        sam.sync()
        service.backup("--confirmed")
        _type(sam, "case/1", "his")
        sam.sync()
        office.give("allocate", "sam", "case/1", "nothing")
        sam.sync()
    service.restore(0)
    (office.folder / "service.json").rename(tmp_path / "service.json")
    again = office.give("init", "--service", office.tenant)
    assert again["recovery_key"] != office.made["recovery_key"]
    office.give("restore-gate")
    with service.serving() as line:
        for one, person in ((amira, "amira"), (sam, "sam")):
            one.come_in_anew(line, service.slip(person))
        _all_sync(sam, amira)
        (held,) = office.give("waiting")["held"]
        assert (held["why"], held["person"]) == (say.SEALED, "sam")
        assert "his" not in service.words()
        assert "cannot stand in a log" in office.refused("accept", held["id"])
        assert office.give("parcels", code=1) == {"logged": 0, "known": 0, "held": 0, "sealed": 1}
        assert "not a recovery key" in office.refused("parcels", "--recovery-key", str(office.folder / "service.json"))
        for _ in range(2):
            opened = office.give("parcels", "--recovery-key", str(recovery))
            assert opened["sealed"] == 0
        assert opened == {"logged": 0, "known": 0, "held": 0, "sealed": 0}
        (held,) = office.give("waiting")["held"]
        assert held["why"] == say.NOT_ALLOCATED
        office.give("accept", held["id"])
        _all_sync(sam, amira)
        assert amira.laptop.live()["case/1"]["r1"].keys() == {"hers", "his"}
        assert office.give("verify")["faults"] == []


def test_what_somebody_else_sealed_is_judged_by_who_signed_it(service: Service, tmp_path: Path) -> None:
    """Anybody can seal to the service. A stranger's words in Amira's name come into no log by it, nor does an id hide what it is not."""
    office = service.office
    with service.serving() as line:
        amira, sam = (Asking(line, service.slip(person)) for person in ("amira", "sam"))
        _type(amira, "case/1", "hers")
        amira.sync()
        office.give("allocate", "sam", "case/1", "edit")
        sam.sync()
        forged = changes.written(
            sam.keys.signing, compartment="case/1", record="r1", kind="contact", values={"words": "never hers"}, replaces={}, author="amira",
            at="2026-03-02T10:00:00Z",
        )  # fmt: skip
        theirs = json.loads(parcel.sealed(forged, sam.parcels_to))
        _type(amira, "case/1", "hers too")
        (genuine,) = amira.question().push
        for made in (theirs, theirs | {"parcel": changes.id_of(genuine.encode())}):
            sam.laptop.send([json.dumps(made, separators=(",", ":")).encode()])
        sam.sync()
        assert sorted(one["why"] for one in office.give("waiting")["held"]) == [say.AUTHOR_MISMATCH, say.SEALED]
        assert office.give("parcels", code=1)["sealed"] == 1
        _all_sync(amira, sam)
        assert amira.laptop.live()["case/1"]["r1"].keys() == {"hers", "hers too"}


def test_numbers_of_backups_are_never_given_twice(service: Service) -> None:
    for number in range(3):
        assert service.backup()["number"] == number
    service.restore(0)
    service.office.give("restore-gate")
    assert service.backup()["number"] == 3
    assert "No backup of this number" in service.office.refused("off-site", "2"), "what a lost time said of it is not repeated"


def test_a_manifest_says_what_was_made_and_what_is_not_so_is_not_restored(service: Service) -> None:
    said = service.backup()
    file = Path(said["file"])
    manifest = json.loads(file.with_name(f"{file.name}.json").read_bytes())
    assert (manifest["number"], manifest["digest"], manifest["size"]) == (0, said["digest"], file.stat().st_size)
    assert {path.suffix for path in service.backups.iterdir()} == {".dump", ".json", ".jsonl"}
    assert {path.stat().st_mode & 0o777 for path in service.backups.iterdir()} == {0o600}
    data = file.read_bytes()
    file.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    assert "not as it was made" in service.office.refused("restore", str(file), "--instead")
    file.write_bytes(data)
    assert "There is a service's data" in service.office.refused("restore", str(file))
    file.with_name(f"{file.name}.json").unlink()
    assert "no manifest" in service.office.refused("restore", str(file), "--instead")


def test_a_hook_brings_it_off_site_or_it_is_not_said_to_be(service: Service, tmp_path: Path) -> None:
    hook = tmp_path / "hook"
    hook.write_text(f'#!/bin/sh\ncp "$1" {tmp_path}/brought && exit $(cat {tmp_path}/code)\n', encoding="ascii")
    hook.chmod(0o700)
    for code, off_site in ((1, False), (0, True)):
        (tmp_path / "code").write_text(str(code), encoding="ascii")
        said = service.office.give("backup", str(service.backups), "--hook", str(hook), code=code)
        assert said["off_site"] is off_site
        assert json.loads((tmp_path / "brought").read_bytes())["number"] == said["number"]
    assert service.office.give("backup", str(service.backups), "--hook", "/nowhere", code=1)["off_site"] is False


def test_into_an_empty_database_with_the_folder_alone(service: Service, own: str) -> None:
    """As on another machine: the role and the schema are not there yet."""
    service.backup()
    with psycopg.connect(own, autocommit=True) as owner:
        owner.execute("CREATE DATABASE elsewhere")
    service.office.dsn = make_conninfo(own, dbname="elsewhere")
    try:
        service.office.give("restore", str(service.backups / f"{service.office.tenant}-0.dump"))
        assert service.office.give("restore-gate")["behind"] == 1
        assert service.office.give("verify")["faults"] == []
    finally:
        with psycopg.connect(own, autocommit=True) as owner:
            owner.execute("DROP DATABASE elsewhere WITH (FORCE)")


# The list ------------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def amira(service: Service) -> Asking:
    with service.serving() as line:
        return Asking(line, service.slip("amira"))


def _told(service: Service) -> str:
    return str(service.office.give("devices")["devices"][0]["order"])


def test_what_cannot_be_listed_is_not_done(service: Service, amira: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(OutlivingList, "_write", full)
    assert "OSError" in service.office.refused("revoke", amira.service.device)
    assert _told(service) == ""


def test_what_was_listed_and_not_done_is_done_by_the_gate(service: Service, amira: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    """The database dies between the two."""

    def dies(*_: object) -> None:
        raise LookupError

    with monkeypatch.context() as patched:
        patched.setattr(Session, "keep_place", dies)
        assert "LookupError" in service.office.refused("revoke", amira.service.device)
    assert "restore-gate" in service.office.refused("devices")
    assert service.office.give("restore-gate")["behind"] == 1
    assert _told(service) == say.WIPE


def test_what_is_tried_again_is_listed_once(service: Service, amira: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    real, tried = Session.keep_place, list[int]()

    def lost_once(session: Session, head: Any) -> None:
        tried.append(1)
        if len(tried) == 1:
            raise psycopg.OperationalError  # a connection that was lost: nobody knows whether it was done
        real(session, head)

    monkeypatch.setattr(Session, "keep_place", lost_once)
    before = len(service.kept.lines(START))
    service.office.give("revoke", amira.service.device)
    assert len(service.kept.lines(START)) == before + 1
    assert _told(service) == say.WIPE


def test_a_line_that_was_cut_was_never_done(service: Service, amira: Asking) -> None:
    with service.kept.path.open("ab") as file:
        file.write(b'{"at":99,"chain":"x","wha')
    service.office.give("revoke", amira.service.device)
    assert [what["sort"] for _, what in service.kept.lines(START)] == ["enrolled", "enrolled"]


def test_a_list_that_was_changed_cut_or_lost_is_noticed(service: Service, amira: Asking) -> None:
    service.office.give("revoke", amira.service.device)
    whole = service.kept.path.read_bytes()
    lines = whole.splitlines(keepends=True)
    for wrong in (lines[0], b"".join(lines[1:]), whole.replace(b'"wipe"', b'""'), b"", whole.replace(b"amira", b"sam")):
        service.kept.path.write_bytes(wrong)
        for command in ("serve", "devices", "restore-gate"):
            assert "is not of this database" in service.office.refused(command)
    service.kept.path.unlink()
    assert "is not of this database" in service.office.refused("serve")
    assert service.office.give("restore-gate", "--new-list") == {"lines": 2}, "the laptop, and that nobody knows what it lacks"
    assert _told(service) == say.WIPE
    assert service.kept.path.stat().st_mode & 0o777 == 0o600


def test_a_database_from_before_there_was_a_list_has_one_from_its_next_init(service: Service, amira: Asking) -> None:
    with service.database() as database:
        database.tx("tests", lambda session: session.do("DELETE FROM listed WHERE tenant = %(tenant)s"))
    service.kept.path.unlink()
    service.office.give("init")
    assert [what["sort"] for _, what in service.kept.lines(START)] == ["begun", "enrolled"]
    service.office.give("init")
    assert len(service.kept.lines(START)) == 2


def test_what_was_given_again_is_not_taken_away(service: Service, amira: Asking) -> None:
    office = service.office
    with service.serving(amira):
        _type(amira, "case/1", "hers")
        amira.sync()
    office.give("allocate", "sam", "case/1", "edit")
    service.backup()
    for role in ("nothing", "edit", "read", "edit"):
        office.give("allocate", "sam", "case/1", role)
    service.restore(0)
    office.give("restore-gate")
    with service.database() as database:
        rows = database.tx("tests", lambda session: session.do("SELECT person, role FROM allocation WHERE tenant = %(tenant)s").fetchall())
    assert ("sam", say.EDIT) in rows


def test_six_digits_that_were_wanted_and_heard_are_so_after_a_restore(service: Service) -> None:
    service.backup()
    service.office.give("init", "--confirm-laptops")
    with service.serving() as line:
        sam = Asking(line, service.slip("sam"))
    service.restore(0)
    service.office.give("restore-gate")
    assert [one["person"] for one in service.office.give("waiting")["unconfirmed"]] == ["sam"]
    with service.serving() as line:
        Asking(line, service.slip("ruth"))
        assert sam.service.device != Keys().signing.fingerprint
    assert len(service.office.give("waiting")["unconfirmed"]) == 2, "and the next one is asked too"
