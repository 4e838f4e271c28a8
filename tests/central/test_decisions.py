"""What whoever runs a service decides by commands: each twice, with real laptops, and what the laptops see of it."""

from typing import Any

import pytest
from asking import Arrive, Asking
from giving import Office, acts

from facilitator_app.central import pushes, verify
from facilitator_app.central.database import Database
from facilitator_app.central.postgres import PostgresStore
from facilitator_app.central.session import Session
from facilitator_app.ledger import messages as say
from facilitator_app.ledger.messages_enrol import spoken
from facilitator_app.ledger.seals import unb64
from facilitator_app.sync import exchange

WHOLE = ("case/1", "part/1/m", "part/1/d", "named/1")


def _type(one: Asking, compartment: str, words: str) -> None:
    one.laptop.type((compartment, f"r {compartment}", "words"), words)


def _filled(amira: Asking) -> None:
    """A case of Amira's, in all its parts, and another."""
    for name in (*WHOLE, "case/2"):
        _type(amira, name, f"{name} of hers")
        amira.sync()


def words_of(database: Database) -> str:
    """Everything that stands in any table of this tenant, but the audit."""
    from facilitator_app.central.schema import TENANT_TABLES

    def read(session: Session) -> str:
        return " ".join(
            str(bytes(value) if isinstance(value, memoryview) else value)
            for table in TENANT_TABLES
            if table != "audit"
            for row in session.do(f"SELECT * FROM {table} WHERE tenant = %(tenant)s")
            for value in row
        )

    return database.tx("tests", read)


def _roles(database: Database, person: str) -> Any:
    """But for the service's own records, which everybody reads."""
    roles = database.tx("tests", lambda session: PostgresStore(session).roles(person))
    return {name: role for name, role in roles.items() if name != "service"}


def _held_of_sam(arrive: Arrive, office: Office) -> tuple[Asking, Asking, str]:
    """(Amira, Sam, what Sam typed after his allocation had ended)"""
    amira, sam = arrive("amira"), arrive("sam")
    _type(amira, "case/1", "hers")
    amira.sync()
    office.give("allocate", "sam", "case/1", "edit")
    sam.sync()
    office.give("allocate", "sam", "case/1", "nothing")
    _type(sam, "case/1", "his")
    sam.sync()
    waiting = office.give("waiting")["held"]
    assert [(one["compartment"], one["person"], one["why"]) for one in waiting] == [("case/1", "sam", say.NOT_ALLOCATED)]
    assert waiting[0]["since"]
    return amira, sam, waiting[0]["id"]


@pytest.mark.parametrize(("now", "his"), [("read", say.READ), ("nothing", "")])
def test_what_begins_a_part_is_somebodys_when_it_is_accepted(
    arrive: Arrive, office: Office, database: Database, now: str, his: str
) -> None:
    amira, sam = arrive("amira"), arrive("sam")
    _type(amira, "case/1", "hers")
    amira.sync()
    office.give("allocate", "sam", "case/1", "edit")
    sam.sync()
    office.give("allocate", "sam", "case/1", now)
    _type(sam, "part/1/m", "what she told him")
    sam.sync()
    (one,) = office.give("waiting")["held"]
    assert office.give("accept", one["id"])["nobodys"] == ""
    assert _roles(database, "amira")["part/1/m"] == say.LEAD, "who leads the case leads what a colleague begins in it"
    assert _roles(database, "sam").get("part/1/m", "") == his, "as far as he may do anything in the case now"
    amira.sync()
    assert "part/1/m" in amira.laptop.live()
    sam.sync()
    assert ("part/1/m" in sam.laptop.live()) == bool(his)


def test_what_is_for_named_people_or_of_a_case_that_nobody_leads_is_given_by_a_person_who_is_told_so(
    arrive: Arrive, office: Office, database: Database
) -> None:
    amira, sam = arrive("amira"), arrive("sam")
    _type(amira, "case/1", "hers")
    amira.sync()
    office.give("allocate", "sam", "case/1", "read")
    for number, name in enumerate(("named/1", "part/1/m")):
        if number:
            office.give("allocate", "amira", "case/1", "nothing")
            office.give("allocate", "sam", "case/1", "nothing")
        _type(sam, name, "his")
        sam.sync()
        (one,) = office.give("waiting")["held"]
        assert office.give("accept", one["id"])["nobodys"] == name
        assert name not in _roles(database, "amira") | _roles(database, "sam")
        assert name in office.give("waiting")["unallocated"]


def _values(one: Asking) -> list[str]:
    return sorted(value for fields in one.laptop.live().get("case/1", {}).values() for dots in fields.values() for value in dots.values())


def test_what_is_held_is_let_in(arrive: Arrive, office: Office, database: Database) -> None:
    amira, _, id = _held_of_sam(arrive, office)
    assert office.give("accept", id) == {"id": id, "accepted": True, "nobodys": ""}
    assert office.give("accept", id) == {"id": id, "accepted": False, "nobodys": ""}
    assert office.give("waiting")["held"] == []
    amira.sync()
    assert "his" in _values(amira)
    assert acts(database).count("released") == 1
    assert database.tx("tests", verify.verified).faults == ()


def test_or_not_and_why_stands_with_the_case_and_not_in_the_audit(arrive: Arrive, office: Office, database: Database) -> None:
    amira, _, id = _held_of_sam(arrive, office)
    for _ in range(2):
        assert office.give("reject", id, "--why", "Margaret rang: not so")["rejected"]
    assert office.give("waiting")["held"] == []
    amira.sync()
    assert _values(amira) == ["hers"]
    assert acts(database).count("rejected because") == 1
    lines = database.tx("tests", lambda session: session.do("SELECT * FROM audit WHERE tenant = %(tenant)s").fetchall())
    assert "Margaret" not in str(lines)
    assert "Margaret rang" in words_of(database)
    assert office.give("accept", id)["accepted"], "somebody may think better of it"


def test_what_nobody_could_have_written_is_not_let_in(arrive: Arrive, office: Office) -> None:
    amira = arrive("amira")
    amira.laptop.send([b"no change"])
    amira.sync()
    (one,) = office.give("waiting")["held"]
    assert "cannot stand in a log" in office.refused("accept", one["id"])
    assert office.give("waiting")["held"] == [one]


@pytest.mark.parametrize("why", ["", "  ", "x" * 2001, "a\0b"])
def test_a_reason_is_one(office: Office, why: str) -> None:
    assert "A reason" in office.refused("reject", "x", "--why", why)
    assert "A reason" in office.refused("erase", "case/1", "--why", why)


def test_a_case_is_erased_with_all_its_parts_and_nothing_of_it_stays(arrive: Arrive, office: Office, database: Database) -> None:
    amira, _, id = _held_of_sam(arrive, office)
    office.give("reject", id, "--why", "a reason of case/1 of hers")
    _filled(amira)
    found = office.give("erase", "case/1", "--why", "six years are over")["erased"]
    assert found[0]["compartment"] == "case/1", "itself first, so that no new part of it can come in meanwhile"
    assert {one["compartment"] for one in found} == set(WHOLE)
    left = words_of(database)
    assert [name for name in WHOLE if f"{name} of hers" in left] == []
    assert "his" not in left.replace("this", "")
    assert "case/2 of hers" in left
    assert [one["new"] for one in office.give("erase", "case/1", "--why", "six years are over")["erased"]] == [False] * 4
    assert acts(database).count("erased") == 4
    amira.sync()
    assert set(amira.laptop.live()) == {"case/2", "service"}
    assert "erased" in office.refused("allocate", "sam", "part/1/m", "edit")
    assert "has not heard" in office.refused("erase", "case/typo", "--why", "x")


def test_one_part_is_erased_alone(arrive: Arrive, office: Office) -> None:
    amira = arrive("amira")
    _filled(amira)
    assert [one["compartment"] for one in office.give("erase", "part/1/m", "--why", "she asked for it")["erased"]] == ["part/1/m"]
    amira.sync()
    assert set(amira.laptop.live()) == {"case/1", "part/1/d", "named/1", "case/2", "service"}


def test_a_hand_over_is_of_everything_but_what_is_for_named_people(arrive: Arrive, office: Office, database: Database) -> None:
    amira, sam = arrive("amira"), arrive("sam")
    _filled(amira)
    office.give("allocate", "sam", "case/2", "read")
    first = office.give("reallocate", "amira", "sam")
    assert first["kept"] == ["named/1"]
    assert _roles(database, "sam") == dict.fromkeys((*WHOLE[:3], "case/2"), say.LEAD)
    assert _roles(database, "amira") == {"named/1": say.LEAD}
    assert office.give("reallocate", "amira", "sam")["compartments"] == []
    assert office.give("reallocate", "amira", "sam", "case/1", "--named")["compartments"] == ["named/1"]
    for one in (amira, sam):
        one.sync()
    assert set(amira.laptop.live()) == {"service"}
    assert set(sam.laptop.live()) == {*WHOLE, "case/2", "service"}


def test_or_of_one_case_and_a_better_role_is_not_lost(arrive: Arrive, office: Office, database: Database) -> None:
    _filled(arrive("amira"))
    for person, role in (("sam", "lead"), ("ruth", "edit")):
        office.give("allocate", person, "part/1/m", role)
    office.give("reallocate", "ruth", "sam", "case/1")
    assert (_roles(database, "ruth"), _roles(database, "sam")) == ({}, {"part/1/m": say.LEAD})
    assert "nobody of the second name" in office.refused("reallocate", "amira", "smя")
    assert "themselves" in office.refused("reallocate", "amira", "amira")


def test_half_of_a_hand_over_is_none(arrive: Arrive, office: Office, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    _filled(arrive("amira"))
    arrive("sam")
    done, real = list[str](), PostgresStore.allocate

    def failing(store: PostgresStore, person: str, compartment: str, role: str) -> None:
        done.append(compartment)
        if len(done) == 4:
            raise LookupError
        real(store, person, compartment, role)

    monkeypatch.setattr(PostgresStore, "allocate", failing)
    assert "LookupError" in office.refused("reallocate", "amira", "sam")
    assert _roles(database, "sam") == {}
    assert len(_roles(database, "amira")) == 5


def test_what_waits_is_said(arrive: Arrive, office: Office, database: Database) -> None:
    amira, sam = arrive("amira"), arrive("sam")
    _filled(amira)
    for name in ("case/2", "case/1"):
        office.give("allocate", "amira", name, "read")
    found = office.give("waiting")
    assert found["unallocated"] == ["case/1", "case/2"]
    assert (found["held"], found["silent"], found["unconfirmed"]) == ([], [], [])
    _age(database, sam, 15)
    assert [one["person"] for one in office.give("waiting")["silent"]] == ["sam"]
    assert office.give("waiting", "--days", "16")["silent"] == []
    office.give("revoke", sam.service.device)
    assert office.give("waiting")["silent"] == [], "what is revoked is waited for by nobody"


def _age(database: Database, one: Asking, days: int) -> None:
    database.tx(
        "tests",
        lambda session: session.do(
            "UPDATE device SET heard = now() - make_interval(days => %(days)s) WHERE tenant = %(tenant)s AND key = %(key)s",
            days=days, key=one.service.device,
        ),
    )  # fmt: skip


def test_when_a_laptop_was_heard_is_written_once_an_hour(arrive: Arrive, office: Office, database: Database) -> None:
    amira = arrive("amira")

    def heard() -> Any:
        return database.tx("tests", lambda session: session.do("SELECT heard, xmin::text FROM device WHERE tenant = %(tenant)s").fetchone())

    _age(database, amira, 3)
    amira.sync()
    first = heard()
    amira.sync()
    assert heard() == first, "the row was not written again"
    assert office.give("devices")["devices"][0]["heard"] > "2026"
    assert office.give("waiting", "--days", "1")["silent"] == []


def test_a_usual_question_waits_for_nothing_that_others_hold(arrive: Arrive, database: Database) -> None:
    """Whoever writes an audit line holds the row of "" until they are done: laptops that have only changes to bring and to fetch go on."""
    amira = arrive("amira")
    _type(amira, "case/1", "first")
    amira.sync()
    _type(amira, "case/1", "second")

    def hold(session: Session) -> None:
        with session.writing(""):
            amira.sync()

    database.tx("office", hold)
    assert not amira.laptop.kept.outbox


# What is held of one laptop --------------------------------------------------------------------------------------------------------


def _acks(one: Asking) -> list[str]:
    """Of one question: what became of each change of it."""
    asked = one.question()
    answer = one.ask(asked)
    exchange.answered(one.laptop, asked, answer)
    return [ack.status for ack in answer.acks]


@pytest.mark.parametrize("limit", ["MOST_HELD", "MOST_HELD_BYTES"])
def test_a_laptop_keeps_what_is_over_its_limit_and_nobody_else_notices(
    arrive: Arrive, office: Office, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    amira, sam = arrive("amira"), arrive("sam")
    _type(amira, "case/1", "hers")
    amira.sync()
    bodies = [b"%d no change" % number for number in range(3)]
    for body in bodies:
        sam.laptop.send([body])
    _type(sam, "case/7", "behind it")
    monkeypatch.setattr(pushes, limit, 2 if limit == "MOST_HELD" else 2 * len(bodies[0]) + 1)
    assert _acks(sam) == [say.HELD, say.HELD, say.FULL, say.OK]
    assert [body for body in bodies if body in sam.laptop.kept.outbox] == bodies[2:], "the laptop keeps what was not taken"
    assert _acks(sam)[0] == say.FULL
    _type(amira, "case/1", "more of hers")
    amira.sync()
    assert not amira.laptop.kept.outbox
    for one in office.give("waiting")["held"]:
        office.give("reject", one["id"], "--why", "nothing in it")
    sam.sync()
    assert not sam.laptop.kept.outbox, "room again, and all is delivered"


# A laptop that nobody has confirmed ------------------------------------------------------------------------------------------------


@pytest.fixture
def careful(office: Office, dsn: str, service_dsn: str) -> Office:
    """A service that wants to hear six digits."""
    office.dsn = dsn
    office.give("init", "--confirm-laptops")
    office.dsn = service_dsn
    return office


def _digits(one: Asking, service: str | None = None) -> str:
    return spoken(one.keys.signing.public, one.keys.opening.public, unb64(service or one.service.signing_key))


def test_until_six_digits_are_heard_a_laptop_brings_and_is_sent_nothing(arrive: Arrive, careful: Office, identity: Any) -> None:
    amira, sam = arrive("amira"), arrive("sam")
    _type(amira, "case/1", "hers")
    amira.sync()
    assert not amira.laptop.kept.outbox
    assert amira.laptop.live(), "what she has stays where it is"
    careful.give("allocate", "sam", "case/1", "edit")
    asked = sam.question()
    answer = sam.ask(asked)
    assert (answer.pages, answer.roles, answer.keys, answer.do, answer.more) == ((), {}, {}, say.CONFIRM, False)
    assert {one["person"] for one in careful.give("waiting")["unconfirmed"]} == {"amira", "sam"}


def test_and_then_everything(arrive: Arrive, careful: Office, database: Database, identity: Any) -> None:
    sam = arrive("sam")
    amira = arrive("amira")
    _type(amira, "case/1", "hers")
    amira.sync()
    careful.give("allocate", "sam", "case/1", "edit")
    _confirmed_by(careful, identity)
    digits = _digits(sam)
    wrong = f"{(int(digits) + 1) % 1_000_000:06}"
    assert "not the six digits" in careful.refused("confirm", sam.service.device, wrong)
    sam.sync()
    assert _values(sam) == []
    for spelled in (f"{digits[:3]} {digits[3:]}", digits):
        assert careful.give("confirm", sam.service.device, spelled)["confirmed"]
    sam.sync()
    assert _values(sam) == ["hers"]
    assert "refused" in acts(database)
    assert "no such laptop" in careful.refused("confirm", "nobody", digits)


def _confirmed_by(office: Office, identity: Any) -> None:
    """The commands work with the keys that the service under test answers with."""
    from facilitator_app.central import identity as module

    (office.folder / "service.json").unlink()
    module.write(office.folder, identity)


def test_a_laptop_that_came_in_by_a_slip_in_somebodys_place_has_other_digits(arrive: Arrive) -> None:
    amira, sam = arrive("amira"), arrive("sam")
    assert _digits(amira) != _digits(sam)
    assert _digits(amira) != _digits(amira, service=sam.service.sealing_key)
    assert len(_digits(amira)) == 6
