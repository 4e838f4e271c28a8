"""Enrolment over real HTTP: once, in time, with the right slip; and whoever is refused learns nothing by it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from asking import Keys, Line, enrolled

from facilitator_app.calendar import Clock
from facilitator_app.central import app, enrolling
from facilitator_app.central.database import Database
from facilitator_app.central.identity import Identity
from facilitator_app.central.postgres import PostgresStore
from facilitator_app.errors import Trouble
from facilitator_app.ledger import enrolment, invitation
from facilitator_app.ledger.invitation import Invitation, NotProved
from facilitator_app.ledger.messages_enrol import EnrolQuestion
from facilitator_app.ledger.seals import b64, unb64

REFUSED = (403, b"no\n")


@pytest.fixture
def slip(database: Database, identity: Identity, clock: Clock) -> Invitation:
    """An invitation of Amira."""
    return invited(database, identity, clock)


def invited(database: Database, identity: Identity, clock: Clock, ago: timedelta = timedelta(0), person: str = "amira") -> Invitation:
    slip = invitation.fresh()
    assert database.tx("office", lambda session: enrolling.invite(session, identity, slip, person, clock.now() - ago))
    return slip


def everything(database: Database) -> object:
    """Devices and invitations; tries are counted apart."""
    return database.tx(
        "tests",
        lambda session: (
            session.do("SELECT * FROM device WHERE tenant = %(tenant)s").fetchall(),
            session.do("SELECT locator, used_by, used FROM invitation WHERE tenant = %(tenant)s ORDER BY locator").fetchall(),
        ),
    )


def refusals(database: Database) -> int:
    rows = database.tx("tests", lambda session: session.do("SELECT 1 FROM audit WHERE tenant = %(tenant)s AND act = 'refused'").fetchall())
    return len(rows)


def refused(line: Line, database: Database, body: bytes) -> None:
    """The same short answer, one line in the audit, nothing changed."""
    before, count = everything(database), refusals(database)
    assert line.raw("POST", "/v1/enrol", body) == REFUSED
    assert everything(database) == before
    assert refusals(database) == count + 1


def test_a_key_is_bound_to_whoever_was_invited(line: Line, database: Database, identity: Identity, slip: Invitation) -> None:
    keys = Keys()
    answer = enrolled(line, slip, keys)
    assert (answer.person, answer.service, answer.device) == ("amira", identity.service, keys.signing.fingerprint)
    assert unb64(answer.signing_key) == identity.signing.public
    assert unb64(answer.sealing_key) == identity.opening.public
    assert unb64(answer.recovery_key) == identity.recovery
    device = database.tx("tests", lambda session: PostgresStore(session).device(answer.device))
    assert device is not None
    assert (device.public, device.person, device.order) == (keys.signing.public, "amira", "")


def test_the_same_laptop_may_ask_again_and_nobody_else(line: Line, database: Database, slip: Invitation) -> None:
    keys = Keys()
    assert enrolled(line, slip, keys) == enrolled(line, slip, keys)
    refused(line, database, Keys().question(slip))


def _used(database: Database, slip: Invitation, clock: Clock, ago: timedelta) -> None:
    database.tx(
        "tests",
        lambda session: session.do(
            "UPDATE invitation SET used = %(used)s WHERE tenant = %(tenant)s AND locator = %(locator)s",
            used=clock.now() - ago, locator=slip.locator,
        ),
    )  # fmt: skip


def test_but_only_for_an_hour(line: Line, database: Database, slip: Invitation, clock: Clock) -> None:
    keys = Keys()
    answer = enrolled(line, slip, keys)
    _used(database, slip, clock, timedelta(minutes=59))
    assert enrolled(line, slip, keys) == answer
    _used(database, slip, clock, timedelta(hours=1))
    refused(line, database, keys.question(slip))


def test_it_is_good_for_three_days(line: Line, database: Database, identity: Identity, clock: Clock) -> None:
    enrolled(line, invited(database, identity, clock, timedelta(hours=71, minutes=59)), Keys())
    refused(line, database, Keys().question(invited(database, identity, clock, timedelta(hours=72))))


def _wrong(slip: Invitation) -> Invitation:
    return replace(slip, secret=invitation.fresh().secret)


def test_after_five_wrong_tries_the_right_one_is_wrong_too(line: Line, database: Database, slip: Invitation) -> None:
    for _ in range(enrolling.TRIES):
        refused(line, database, Keys().question(_wrong(slip)))
    refused(line, database, Keys().question(slip))


def test_four_wrong_tries_do_no_harm(line: Line, database: Database, slip: Invitation) -> None:
    for _ in range(enrolling.TRIES - 1):
        refused(line, database, Keys().question(_wrong(slip)))
    enrolled(line, slip, Keys())


def test_a_key_that_is_somebodys_is_bound_to_nobody_else(
    line: Line, database: Database, identity: Identity, slip: Invitation, clock: Clock
) -> None:
    keys = Keys()
    enrolled(line, slip, keys)
    refused(line, database, keys.question(invited(database, identity, clock, person="sam")))


def former(database: Database, keys: Keys) -> str:
    device = database.tx("tests", lambda session: PostgresStore(session).device(keys.signing.fingerprint))
    assert device is not None
    return device.former


def test_what_was_written_before_stays_its_writers_unless_the_name_is_anothers(
    line: Line, database: Database, identity: Identity, clock: Clock
) -> None:
    """A name that anybody has, had, is allocated something by or is invited by."""
    amira = Keys()
    invited(database, identity, clock, person="idris")
    line.post("/v1/enrol", amira.question(invited(database, identity, clock), author="u1"))
    assert former(database, amira) == "u1"
    for keys, author in ((Keys(), "u1"), (Keys(), "amira"), (Keys(), "idris")):
        line.post("/v1/enrol", keys.question(invited(database, identity, clock, person="sam"), author=author))
        assert former(database, keys) == ""
    with pytest.raises(Trouble):
        invited(database, identity, clock, person="u1")


def test_nobody_learns_whether_there_is_such_an_invitation(line: Line, database: Database, slip: Invitation) -> None:
    known, unknown = Keys().question(_wrong(slip)), Keys().question(invitation.fresh())
    assert len(known) == len(unknown)
    refused(line, database, known)
    refused(line, database, unknown)
    infos = database.tx(
        "tests", lambda session: session.do("SELECT info, object FROM audit WHERE tenant = %(tenant)s AND act = 'refused'").fetchall()
    )
    assert infos[0] == infos[1]


def _asked(slip: Invitation, **others: str) -> bytes:
    keys = Keys()
    said = {
        "locator": slip.locator,
        "signing_key": b64(keys.signing.public),
        "sealing_key": b64(keys.opening.public),
        "name": "x",
        "author": "u1",
        "nonce": "n",
    }
    return enrolment.question(slip, EnrolQuestion(**{**said, **others}))


@pytest.mark.parametrize(
    "others",
    [
        {"signing_key": "short"}, {"signing_key": b64(b"x" * 31)}, {"sealing_key": "?"}, {"sealing_key": b64(b"x" * 33)},
        {"name": "x" * 101}, {"name": "a\0b"}, {"author": "x" * 101}, {"author": "a\0b"}, {"locator": "a\0b"}, {"locator": "x" * 101},
    ],
)  # fmt: skip
def test_what_no_table_could_hold_is_refused(line: Line, database: Database, slip: Invitation, others: dict[str, str]) -> None:
    enrolled(line, slip, Keys())  # the slip is right, so that nothing else refuses them
    refused(line, database, _asked(slip, **others))


def test_cut_or_changed_anywhere_it_is_refused(line: Line, database: Database, slip: Invitation) -> None:
    body = Keys().question(slip)
    for at in (0, 1, 31, 32, 33, len(body) // 2, len(body) - 1):
        refused(line, database, body[:at])
    database.tx("tests", lambda session: session.do("UPDATE invitation SET tries = 0 WHERE tenant = %(tenant)s"))
    refused(line, database, bytes([body[0] ^ 1]) + body[1:])
    refused(line, database, body[:-3] + bytes([body[-3] ^ 1]) + body[-2:])


def test_what_is_too_large_is_refused_before_it_is_read(line: Line, database: Database, slip: Invitation) -> None:
    refused(line, database, _asked(slip, name="x" * enrolling.MOST_BYTES))


def test_an_answer_is_to_its_own_question(line: Line, slip: Invitation) -> None:
    keys = Keys()
    first, second = keys.question(slip), keys.question(slip)
    answer = line.post("/v1/enrol", first)
    enrolment.read_answer(slip, first, answer)
    with pytest.raises(NotProved):
        enrolment.read_answer(slip, second, answer)
    with pytest.raises(NotProved):
        enrolment.read_answer(_wrong(slip), first, answer)


def test_a_copy_of_the_database_invites_nobody(database: Database, slip: Invitation) -> None:
    row = database.tx("tests", lambda session: session.do("SELECT secret FROM invitation WHERE tenant = %(tenant)s").fetchone())
    assert row is not None
    assert slip.secret.encode() not in row[0]


def test_an_invitation_is_entered_once(database: Database, identity: Identity, clock: Clock, slip: Invitation) -> None:
    def again(one: Invitation) -> bool:
        return database.tx("office", lambda session: enrolling.invite(session, identity, one, "amira", clock.now()))

    assert again(slip)
    assert not again(_wrong(slip))
    lines = database.tx("tests", lambda session: session.do("SELECT actor, act, info FROM audit WHERE tenant = %(tenant)s").fetchall())
    assert lines == [("office", "invitation", "amira")]


def test_who_asks_is_named_in_the_audit_only_when_it_is_proved(line: Line, database: Database, slip: Invitation) -> None:
    line.raw("POST", "/v1/enrol", b"", "somebody's name")
    actors = database.tx("tests", lambda session: session.do("SELECT DISTINCT actor FROM audit WHERE tenant = %(tenant)s").fetchall())
    assert {actor for (actor,) in actors} == {"office", app.NOBODY}
