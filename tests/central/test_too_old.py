"""A laptop whose program is older than any that the service still serves: it delivers, is sent nothing, and is told so."""

import pytest
from workbooks import PART, WHOLE, Worker, allocate

from facilitator_app.central import decisions
from facilitator_app.central import exchange as central
from facilitator_app.central.database import Database
from facilitator_app.central.postgres import PostgresStore
from facilitator_app.ledger import messages as say

SAID = "This program is too old for your service. What you write is delivered; ask the office for the new version."


@pytest.fixture
def too_old(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """The service has moved on, until this is undone."""
    monkeypatch.setattr(central, "OLDEST_SERVED", say.PROTOCOL + 1)
    return monkeypatch


def test_this_program_is_served() -> None:
    assert central.OLDEST_SERVED <= say.PROTOCOL


def test_it_delivers_is_sent_nothing_and_is_told(pair: tuple[Worker, Worker], too_old: pytest.MonkeyPatch) -> None:
    amira, sam = pair
    amira.write("hers")
    sam.write("his", "r2")
    for one in (amira, sam):
        came = one.sync()
        assert came.too_old is not None
        assert came.too_old.words == SAID
        assert not came.more
        assert one.exchanging.counts().unsent == 0
    assert (sam.words(), sam.words("r2")) == ({"first"}, {"his"}), "what is here goes on being read"
    assert amira.words("r2") == set()
    sam.write("and he writes on", "r2")
    sam.sync()
    assert sam.exchanging.counts().unsent == 0
    too_old.undo()
    for one in (amira, sam):
        assert one.sync().too_old is None
    assert sam.words() == {"hers"}
    assert amira.words("r2") == {"and he writes on"}


def test_what_is_no_longer_theirs_goes_all_the_same(pair: tuple[Worker, Worker], database: Database, too_old: pytest.MonkeyPatch) -> None:
    _, sam = pair
    sam.write("typed before anybody said so")
    allocate(database, "sam", WHOLE, PART, role="")
    sam.sync()
    assert sam.book.cases() == []
    assert len(database.tx("office", lambda session: list(PostgresStore(session).held_in(PART)))) == 1


def test_one_that_was_stolen_forgets_at_once(pair: tuple[Worker, Worker], database: Database, too_old: pytest.MonkeyPatch) -> None:
    _, sam = pair
    enrolment = sam.exchanging.enrolment
    assert enrolment is not None
    database.tx("office", lambda session: decisions.revoke(PostgresStore(session), enrolment.answer.device, say.WIPE_NOW))
    assert sam.sync().taken_out is not None
    assert not sam.opened.is_open()


def test_one_that_is_given_back_delivers_and_is_emptied(
    pair: tuple[Worker, Worker], database: Database, too_old: pytest.MonkeyPatch
) -> None:
    _, sam = pair
    sam.write("the last words")
    enrolment = sam.exchanging.enrolment
    assert enrolment is not None
    database.tx("office", lambda session: decisions.revoke(PostgresStore(session), enrolment.answer.device, say.WIPE))
    assert sam.sync().taken_out is not None
    assert sam.words() == set()
    assert len(database.tx("office", lambda session: list(PostgresStore(session).held_in(PART)))) == 1
