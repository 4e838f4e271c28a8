"""Laptops and the service over real HTTP: what one types the other reads, and what is ended, revoked or rejected ends as it should."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from asking import Arrive, Asking, NotAnswered

from facilitator_app.central import decisions, verify
from facilitator_app.central.database import Database
from facilitator_app.central.postgres import PostgresStore
from facilitator_app.ledger import messages as say

PLACE = ("case/1", "r1", "words")


def _decide(database: Database, what: Callable[..., object], *words: str) -> None:
    database.tx("office", lambda session: what(PostgresStore(session), *words))


def _value(one: Asking) -> list[str]:
    return list(one.laptop.live().get("case/1", {}).get("r1", {}).get("words", {}).values())


def test_what_one_types_the_other_reads_and_two_versions_are_two(arrive: Arrive, database: Database) -> None:
    amira, sam = arrive("amira"), arrive("sam")
    amira.laptop.type(PLACE, "£20 \0 Ŵyn")
    amira.sync()
    _decide(database, decisions.allocate, "sam", "case/1", say.EDIT)
    sam.sync()
    assert _value(sam) == ["£20 \0 Ŵyn"]
    sam.laptop.type(PLACE, "£50")
    amira.laptop.type(PLACE, "£100")
    for one in (sam, amira, sam):
        one.sync()
    assert sorted(_value(sam)) == sorted(_value(amira)) == ["£100", "£50"]
    found = database.tx("office", verify.verified)
    assert (found.changes, found.faults) == (3, ())


def test_a_long_log_comes_in_pages(arrive: Arrive, database: Database) -> None:
    amira, sam = arrive("amira"), arrive("sam")
    for number in range(300):
        amira.laptop.type(("case/1", f"r{number}", "words"), f"{number} " + "x" * 1000)
    amira.sync()
    _decide(database, decisions.allocate, "sam", "case/1", say.READ)
    assert sam.once(), "more than one page"
    sam.sync()
    assert sam.laptop.live() == amira.laptop.live()


def test_what_is_allocated_no_more_is_held_and_dropped(arrive: Arrive, database: Database) -> None:
    amira, sam = arrive("amira"), arrive("sam")
    amira.laptop.type(PLACE, "first")
    amira.sync()
    _decide(database, decisions.allocate, "sam", "case/1", say.EDIT)
    sam.sync()
    _decide(database, decisions.allocate, "sam", "case/1", "")
    sam.laptop.type(PLACE, "typed before anybody said so")
    sam.sync()
    assert "case/1" not in sam.laptop.live()
    amira.sync()
    assert _value(amira) == ["first"]
    held = database.tx("office", lambda session: list(PostgresStore(session).held_in("case/1")))
    assert [one.why for one in held] == [say.NOT_ALLOCATED]
    _decide(database, decisions.accept, held[0].id)
    amira.sync()
    assert _value(amira) == ["typed before anybody said so"]


def test_a_stolen_laptop_forgets_everything(arrive: Arrive, database: Database) -> None:
    amira = arrive("amira")
    amira.laptop.type(PLACE, "first")
    amira.sync()
    _decide(database, decisions.revoke, amira.service.device, say.WIPE_NOW)
    assert not amira.once()
    assert amira.laptop.live() == {}


def test_a_question_whose_answer_was_lost_is_asked_again(arrive: Arrive, database: Database) -> None:
    amira = arrive("amira")
    amira.laptop.type(PLACE, "once")
    asked = amira.question()
    amira.ask(asked)
    amira.ask(asked)
    amira.sync()
    assert database.tx("office", verify.verified).changes == 1
    acts = database.tx("office", lambda session: session.do("SELECT act FROM audit WHERE tenant = %(tenant)s ORDER BY at").fetchall())
    assert acts == [("invitation",), ("enrolled",), ("allocation",), ("allocation",)], "of the service’s own records, and of the case"


def test_a_poisoned_change_is_held_and_what_is_behind_it_goes_on(arrive: Arrive, database: Database) -> None:
    amira = arrive("amira")
    for body in (b"no change", b'{"c":"case/1\\u0000","e":"r","t":"k","u":"amira","k":"","at":"","n":"","set":{},"sup":{},"sv":1}'):
        amira.laptop.send([body])
    amira.laptop.type(PLACE, "behind it")
    amira.sync()
    assert not amira.laptop.kept.outbox
    held = database.tx("office", lambda session: list(PostgresStore(session).held_in("")))
    assert [one.why for one in held] == [say.UNREADABLE] * 2
    assert database.tx("office", verify.verified).changes == 1


def test_one_service_does_not_answer_for_another(arrive: Arrive) -> None:
    amira = arrive("amira")
    amira.service = replace(amira.service, service="another")
    with pytest.raises(NotAnswered):
        amira.once()
