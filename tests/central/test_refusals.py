"""Envelopes that are foreign, replayed, cut, too large, unsigned or empty: the same short answer, one line in the audit, nothing changed."""

import logging
import socket
from collections.abc import Callable
from dataclasses import replace

import pytest
from asking import Arrive, Asking, Keys, Line

from facilitator_app.calendar import Clock
from facilitator_app.central import app, decisions, enrolling, schema
from facilitator_app.central.database import Database
from facilitator_app.central.identity import Identity
from facilitator_app.central.postgres import PostgresStore
from facilitator_app.central.session import Session
from facilitator_app.ledger import envelope, invitation, messages
from facilitator_app.ledger.chain import START, Head
from facilitator_app.ledger.envelope import Address, Letter, OpeningKey
from facilitator_app.ledger.messages import Stream, StreamHead, SyncQuestion
from facilitator_app.ledger.seals import SigningKey, fresh_id, unb64

REFUSED = (403, b"no\n")
WORDS = "Margaret’s words"


@pytest.fixture
def amira(line: Line, database: Database, identity: Identity, clock: Clock) -> Asking:
    """A laptop that has something to send."""
    slip = invitation.fresh()
    assert database.tx("office", lambda session: enrolling.invite(session, identity, slip, "amira", clock.now()))
    asking = Asking(line, slip)
    asking.laptop.type(("case/1", "r1", "words"), WORDS)
    return asking


def rows(database: Database) -> dict[str, list[str]]:
    """All that stands of this tenant but the audit."""

    def read(session: Session) -> dict[str, list[str]]:
        with session.reading():
            return {
                table: sorted(map(str, session.do(f"SELECT * FROM {table} WHERE tenant = %(tenant)s")))
                for table in schema.TENANT_TABLES
                if table != "audit"
            }

    return database.tx("tests", read)


def audited(database: Database) -> list[tuple[str, ...]]:
    return database.tx(
        "tests", lambda session: session.do("SELECT actor, act, object, info FROM audit WHERE tenant = %(tenant)s ORDER BY at").fetchall()
    )


def refused(line: Line, database: Database, body: bytes, device: str, path: str = "/v1/sync") -> None:
    before, lines = rows(database), audited(database)
    assert line.raw("POST", path, body, device) == REFUSED
    after, more = rows(database), audited(database)
    assert more[:-1] == lines
    assert more[-1][:3] == (app.NOBODY, "refused", path)
    assert after == before


def sealed(asking: Asking, text: bytes, **others: object) -> bytes:
    said: dict[str, object] = {"sign": asking.keys.signing, "to": unb64(asking.service.sealing_key), **others}
    return envelope.question(Letter(text), said.pop("address", asking.address), **said)  # type: ignore[arg-type]


FOREIGN: dict[str, Callable[[Asking], dict[str, object]]] = {
    "unknown signer": lambda _: {"sign": SigningKey()},
    "to another service": lambda _: {"to": OpeningKey().public},
    "another service's name": lambda asking: {"address": replace(asking.address, service="another")},
    "another laptop's name": lambda asking: {"address": replace(asking.address, device="another")},
    "another path": lambda asking: {"address": replace(asking.address, path="/v1/put")},
}


@pytest.mark.parametrize("foreign", FOREIGN)
def test_a_foreign_envelope(line: Line, database: Database, amira: Asking, foreign: str) -> None:
    body = sealed(amira, messages.written(amira.question()), **FOREIGN[foreign](amira))
    refused(line, database, body, amira.service.device)


@pytest.mark.parametrize("device", ["", "nobody", "x" * 300, "a\xffb"])
def test_from_a_laptop_that_nobody_knows(line: Line, database: Database, amira: Asking, device: str) -> None:
    refused(line, database, amira.sealed(amira.question()), device)


def test_from_a_laptop_that_was_never_enrolled(line: Line, database: Database, amira: Asking) -> None:
    """Whatever its keys: there is no way in but a slip."""
    keys = Keys()
    address = Address(amira.service.service, keys.signing.fingerprint, "/v1/sync")
    body = sealed(amira, messages.written(amira.question()), sign=keys.signing, address=address)
    refused(line, database, body, keys.signing.fingerprint)


def test_cut_anywhere_or_with_something_behind_it(line: Line, database: Database, amira: Asking) -> None:
    body = amira.sealed(amira.question())
    for cut in (
        body[:0],
        body[:1],
        body[:40],
        body[: len(body) // 2],
        body[:-1],
        body + b"x",
        b"\x02" + body[1:],
        body[:50] + b"?" + body[51:],
    ):
        refused(line, database, cut, amira.service.device)


def test_one_that_swells(line: Line, database: Database, amira: Asking) -> None:
    refused(line, database, sealed(amira, b"\0" * (envelope.MOST_TEXT_BYTES + 1)), amira.service.device)


@pytest.mark.parametrize(
    "text", [b"", b"{}", b"[]", b"\xff", b'{"stream":{"id":1}}', b'{"stream":{"id":"s"},"cursors":{"case/1":"p.x.y"}}']
)
def test_an_envelope_with_something_else_in_it(line: Line, database: Database, amira: Asking, text: bytes) -> None:
    refused(line, database, sealed(amira, text), amira.service.device)


ODD = {
    "stream": SyncQuestion(Stream("a\0b")),
    "after": SyncQuestion(Stream("s", after="x" * 201)),
    "chain": SyncQuestion(Stream("s", base=Head(0, "ü")), push=("{}",)),
    "cursor": SyncQuestion(Stream("s"), cursors={"a\0b": None}),
    "have": SyncQuestion(Stream("s"), have={"a\0b": ()}),
    "id": SyncQuestion(Stream("s"), have={"case/1": ("a\0b",)}),
}


@pytest.mark.parametrize("odd", ODD)
def test_a_question_that_no_table_could_answer(line: Line, database: Database, amira: Asking, odd: str) -> None:
    refused(line, database, amira.sealed(ODD[odd]), amira.service.device)


def test_what_says_that_it_is_too_large_is_refused_before_it_comes(line: Line, database: Database, amira: Asking) -> None:
    with socket.create_connection((line.host, line.port), timeout=30) as wire:
        wire.sendall(b"POST /v1/sync HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % (envelope.MOST_BYTES + 1))
        assert wire.recv(1000).startswith(b"HTTP/1.1 403 ")
    assert audited(database)[-1] == (app.NOBODY, "refused", "/v1/sync", "too much")


def test_what_does_not_say_it_is_refused_when_it_becomes_so(line: Line, database: Database, amira: Asking) -> None:
    piece = b"%x\r\n" % 65536 + b"x" * 65536 + b"\r\n"
    with socket.create_connection((line.host, line.port), timeout=30) as wire:
        wire.sendall(b"POST /v1/sync HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
        for _ in range(envelope.MOST_BYTES // 65536):
            wire.sendall(piece)
        wire.sendall(piece)
        assert wire.recv(1000).startswith(b"HTTP/1.1 403 ")
    assert audited(database)[-1] == (app.NOBODY, "refused", "/v1/sync", "too much")


def test_what_comes_too_slowly_is_not_waited_for(line: Line, database: Database, amira: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "MOST_WAIT_S", 0.1)
    with socket.create_connection((line.host, line.port), timeout=30) as wire:
        wire.sendall(b"POST /v1/sync HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nx")
        assert wire.recv(1000).startswith(b"HTTP/1.1 403 ")
    assert audited(database)[-1] == (app.NOBODY, "refused", "/v1/sync", "too much")


def test_a_replayed_question_changes_nothing_and_is_answered_to_its_laptop_alone(line: Line, database: Database, amira: Asking) -> None:
    asked = amira.question()
    body = amira.sealed(asked)
    amira.opened(line.post("/v1/sync", body, amira.service.device), body)
    before = rows(database)
    again = line.post("/v1/sync", body, amira.service.device)
    after = rows(database)
    assert {**after, "stream": ""} == {**before, "stream": ""}  # only the token: the laptop notices that somebody asked in its name
    assert WORDS.encode() not in again
    with pytest.raises(envelope.NotAnEnvelope):
        envelope.opened_answer(
            again, amira.address, asked=amira.sealed(asked), key=amira.keys.opening, signer=unb64(amira.service.signing_key)
        )


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/v1/sync"), ("GET", "/"), ("POST", "/v1/put"), ("GET", "/docs"), ("DELETE", "/v1/enrol")]
)
def test_where_there_is_nothing_the_answer_is_the_same(line: Line, method: str, path: str) -> None:
    assert line.raw(method, path) == REFUSED


def test_it_says_that_it_is_well(line: Line) -> None:
    assert line.raw("GET", "/health") == (200, b"well\n")


def test_of_another_case_nobody_learns_that_it_exists(
    line: Line, database: Database, amira: Asking, identity: Identity, clock: Clock
) -> None:
    """What Sam asks of Amira's case is answered as of one that never was, but for the ids that he holds already."""
    amira.sync()
    slip = invitation.fresh()
    assert database.tx("office", lambda session: enrolling.invite(session, identity, slip, "sam", clock.now()))
    sam = Asking(line, slip)
    of_hers = sam.ask(SyncQuestion(Stream(fresh_id()), have={"case/1": ("x" * 22,)}))
    of_none = sam.ask(SyncQuestion(Stream(fresh_id()), have={"case/9": ("x" * 22,)}))
    assert (of_hers.missing, of_none.missing) == ({"case/1": ("x" * 22,)}, {"case/9": ("x" * 22,)})
    for answer in (of_hers, of_none):
        assert (answer.roles, answer.dead, answer.held, answer.keys) == ({"service": "read"}, (), (), {}), "as everybody"
        assert [(page.compartment, page.items) for page in answer.pages] == [("service", ())]


@pytest.mark.parametrize("cursor", [None, "p.0." + START.chain, "p.1." + START.chain, "i.0.1." + "x" * 43])
def test_nor_that_it_is_to_be_dropped_or_was_erased(
    line: Line, database: Database, amira: Asking, arrive: Arrive, cursor: str | None
) -> None:
    """Word for word the same of Amira's case, of one of hers that was erased, and of one that nobody ever made."""
    amira.laptop.type(("case/2", "r1", "words"), WORDS)
    amira.sync()
    database.tx("office", lambda session: decisions.erase(PostgresStore(session), "case/2"))
    sam, answers = arrive("sam"), []
    for name in ("case/1", "case/2", "case/9"):
        answer = sam.ask(SyncQuestion(Stream(fresh_id()), cursors={name: cursor}, have={name: ("x" * 22,)}))
        answers.append(messages.written(replace(answer, stream=StreamHead(""), now="")).replace(name.encode(), b"case"))
    assert len(set(answers)) == 1


def test_who_had_it_hears_that_it_ended_and_so_does_who_proves_that_they_had_it(database: Database, amira: Asking, arrive: Arrive) -> None:
    """After a restore the service may know nothing of an allocation: a place in the log shows it, and so does what was in it."""
    sam = arrive("sam")
    amira.sync()
    database.tx("office", lambda session: decisions.allocate(PostgresStore(session), "sam", "case/1", "edit"))
    sam.sync()
    place, ids = sam.laptop.cursors()["case/1"], tuple(sam.laptop.ids("case/1"))
    database.tx("tests", lambda session: session.do("DELETE FROM allocation WHERE tenant = %(tenant)s AND person = %(who)s", who="sam"))
    assert sam.ask(SyncQuestion(Stream(fresh_id()), cursors={"case/1": None})).drop == ()
    assert sam.ask(SyncQuestion(Stream(fresh_id()), cursors={"case/1": place})).drop == ("case/1",)
    assert sam.ask(SyncQuestion(Stream(fresh_id()), cursors={"case/1": None}, have={"case/1": ids})).drop == ("case/1",)
    sam.sync()
    assert "case/1" not in sam.laptop.live()


def test_a_bug_of_ours_is_no_answer_and_no_word_of_it_is_logged(
    line: Line, amira: Asking, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise LookupError(WORDS)

    monkeypatch.setattr(app, "answered", broken)
    with caplog.at_level(logging.DEBUG):
        assert line.raw("POST", "/v1/sync", amira.sealed(amira.question()), amira.service.device) == (500, b"later\n")
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("facilitator_app")]
    assert any("LookupError" in text for text in ours)
    assert not any("Margaret" in text for text in ours)
