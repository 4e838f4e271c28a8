"""“My laptop is gone”: what the command says lay on a laptop, and which one it tells to forget."""

from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from asking import Arrive, Asking
from giving import Office, acts

from facilitator_app.central import decisions, office_gone
from facilitator_app.central.database import Database
from facilitator_app.central.identity import Identity
from facilitator_app.central.office_gone import _Place
from facilitator_app.central.postgres import PostgresStore
from facilitator_app.central.store import Device
from facilitator_app.ledger import messages as say

HEARD = datetime(2026, 3, 4, 12, tzinfo=UTC)
BEFORE, JUST_BEFORE, JUST_AFTER, AFTER = (HEARD + timedelta(minutes=m) for m in (-90, -20, 20, 90))


@pytest.fixture
def amira(arrive: Arrive, office: Office) -> Asking:
    """Who has made a case."""
    amira = arrive("amira")
    amira.laptop.type(("case/1", "r1", "words"), "typed")
    amira.sync()
    return amira


@pytest.fixture
def identity(office: Office) -> Identity:
    """The one whose commands are given."""
    from facilitator_app.central import identity

    return identity.read(office.folder)


@pytest.mark.parametrize(
    ("begun", "ended", "where"),
    [
        (None, None, "on_it"), (BEFORE, None, "on_it"), (JUST_AFTER, None, "perhaps"), (AFTER, None, "not_on_it"),
        (BEFORE, BEFORE, "not_on_it"), (BEFORE, JUST_BEFORE, "perhaps"), (BEFORE, JUST_AFTER, "perhaps"), (BEFORE, AFTER, "perhaps"),
        (AFTER, AFTER, "not_on_it"), (None, AFTER, "perhaps"),
    ],
)  # fmt: skip
def test_a_doubt_is_never_said_to_be_not_on_it(begun: datetime | None, ended: datetime | None, where: str) -> None:
    found = office_gone._lay([_Place("case/1", begun, ended)], HEARD)
    assert found.pop(where) == ["case/1"]
    assert list(found.values()) == [[], []]


def test_one_that_was_never_heard_was_sent_nothing() -> None:
    assert office_gone._lay([_Place("case/1", BEFORE, None)], None)["not_on_it"] == ["case/1"]


def test_one_that_is_not_confirmed_may_have_what_was_made_on_it() -> None:
    assert office_gone._lay([_Place("case/1", BEFORE, None)], HEARD, confirmed=False)["perhaps"] == ["case/1"]


def test_it_says_what_was_and_was_not_on_each(amira: Asking, office: Office, database: Database, dsn: str) -> None:
    with psycopg.connect(dsn) as owner:
        owner.execute("UPDATE central.device SET heard = now() + interval '10 minutes' WHERE tenant = %s", [office.tenant])
    one = office.give("gone", "amira")["laptops"][0]
    assert one["device"] == amira.service.device
    assert "case/1" in one["on_it"]
    with psycopg.connect(dsn) as owner:
        owner.execute("UPDATE central.device SET heard = now() - interval '3 hours' WHERE tenant = %s", [office.tenant])
    database.tx("office", lambda session: decisions.allocate(PostgresStore(session), "sam", "case/1", say.LEAD))
    assert "case/1" in office.give("gone", "amira")["laptops"][0]["not_on_it"], "it was allocated after the laptop was heard last"
    database.tx("office", lambda session: decisions.allocate(PostgresStore(session), "amira", "case/1", ""))
    assert "case/1" in office.give("gone", "amira")["laptops"][0]["not_on_it"]


def test_a_case_that_ended_since_may_still_be_there(amira: Asking, office: Office, database: Database) -> None:
    database.tx("office", lambda session: decisions.allocate(PostgresStore(session), "amira", "case/1", say.EDIT))
    database.tx("office", lambda session: decisions.allocate(PostgresStore(session), "amira", "case/1", say.LEAD))
    database.tx("office", lambda session: decisions.allocate(PostgresStore(session), "sam", "case/1", say.LEAD))
    database.tx("office", lambda session: decisions.allocate(PostgresStore(session), "amira", "case/1", ""))
    assert "case/1" in office.give("gone", "amira")["laptops"][0]["perhaps"]
    database.tx("office", lambda session: decisions.erase(PostgresStore(session), "case/1"))
    assert "case/1" in office.give("gone", "amira")["laptops"][0]["perhaps"], "erased a moment ago, it may be there as well"


def test_looking_changes_nothing_and_now_is_said_once(amira: Asking, office: Office, database: Database) -> None:
    before = acts(database)
    assert office.give("gone", "amira")["revoked"] == []
    assert acts(database) == before
    assert office.give("gone", "amira", "--now")["revoked"] == [amira.service.device]
    again = office.give("gone", "amira", "--now")
    assert again["revoked"] == []
    assert [one["order"] for one in again["laptops"]] == [say.WIPE_NOW]
    assert acts(database) == [*before, "device"]
    amira.sync()
    assert not amira.laptop.kept.outbox
    assert not amira.laptop.ids("case/1")


def test_of_several_the_one_is_named_and_the_other_keeps_what_it_has(amira: Asking, arrive: Arrive, office: Office) -> None:
    other = arrive("amira")
    assert "more than one laptop" in office.refused("gone", "amira", "--now")
    assert {one["order"] for one in office.give("gone", "amira")["laptops"]} == {""}
    assert "none of their laptops" in office.refused("gone", "amira", "--now", "--laptop", "another")
    assert office.give("gone", "amira", "--now", "--laptop", other.service.device)["revoked"] == [other.service.device]
    orders = {one["device"]: one["order"] for one in office.give("gone", "amira")["laptops"]}
    assert orders == {other.service.device: say.WIPE_NOW, amira.service.device: ""}
    assert office.give("gone", "amira", "--now", "--all")["revoked"] == [amira.service.device]


def test_somebody_of_whom_there_is_no_laptop(office: Office, database: Database) -> None:
    assert "no laptop of this person" in office.refused("gone", "nobody")
    database.tx("office", lambda session: _enrolled(PostgresStore(session)))
    found = office.give("gone", "sam")["laptops"]
    assert [(one["device"], one["heard"], one["on_it"]) for one in found] == [("key", "", [])]


def _enrolled(store: PostgresStore) -> None:
    with store.writing(""):
        store.enrol(Device("key", b"public", "sam"))
