"""A service's limit to the days that a laptop does not hear from it, with real workbooks and a real service: from the command to what opens."""

import shutil
from pathlib import Path

import making
import pytest
from giving import Office
from workbooks import Worker

from facilitator_app.central import enrolling
from facilitator_app.central.database import Database
from facilitator_app.central.session import Session
from facilitator_app.records import Participant, Preparation
from facilitator_app.vault import door
from facilitator_app.workbook import at_the_service
from facilitator_app.workbook.unheard import Limit


def limit_of(worker: Worker, days: float) -> Limit:
    worker.book.clock = making.later(days=days)
    found = worker.book.limit()
    assert found is not None
    return found


@pytest.fixture
def sam(pair: tuple[Worker, Worker], database: Database) -> Worker:
    database.tx("office", lambda session: _set(session, "30"))
    pair[1].sync()
    return pair[1]


def _set(session: Session, days: str) -> None:
    with session.writing(""):
        enrolling.set_setting(session, enrolling.OFFLINE_DAYS, days)


def test_the_command_sets_it_and_takes_it_back(office: Office, dsn: str, database: Database) -> None:
    office.dsn = dsn
    for days in ("30", "30", "0"):
        office.give("init", "--max-offline-days", days)
        assert database.tx("tests", lambda session: enrolling.setting(session, enrolling.OFFLINE_DAYS)) == days
    for days in ("3", "-1", "4000"):
        assert "no limit" in office.refused("init", "--max-offline-days", days)
    office.give("init")
    assert database.tx("tests", lambda session: enrolling.setting(session, enrolling.OFFLINE_DAYS)) == "0"


def test_a_laptop_hears_of_it_with_the_next_answer_short_ones_too(pair: tuple[Worker, Worker], database: Database) -> None:
    _, sam = pair
    sam.sync()
    assert sam.book.limit() is None, "none by default"
    database.tx("office", lambda session: _set(session, "30"))
    sam.sync()
    assert [(limit_of(sam, day).is_near, limit_of(sam, day).is_closed) for day in (0, 22, 23.1, 29, 30.1)] == [
        (False, False), (False, False), (True, False), (True, False), (True, True),
    ]  # fmt: skip
    said = at_the_service.limit_said(limit_of(sam, 24), sam.book.clock.today()).replace("\xa0", " ")
    assert "since Monday 2 March" in said
    assert "From Wednesday 1 April no case opens" in said
    sam.book.clock = making.CLOCK
    database.tx("office", lambda session: _set(session, "0"))
    sam.sync()
    assert sam.book.limit() is None


def test_one_answer_opens_everything_again_and_the_exchange_never_stops(pair: tuple[Worker, Worker], sam: Worker) -> None:
    assert limit_of(sam, 31).is_closed
    sam.write("typed while it was closed")
    sam.sync()
    assert not limit_of(sam, 31).is_closed
    pair[0].sync()
    assert pair[0].words() == {"typed while it was closed"}


def test_a_clock_that_was_set_back_does_not_open_what_was_closed_after_a_restart_either(sam: Worker) -> None:
    sam.book.clock = making.later(days=31)
    sam.exchanging.begin()  # a round that no network answered
    sam.opened.close()
    sam.opened = door.open_with_passphrase(sam.opened.path, making.PASSPHRASE, making.CLOCK)
    sam.__post_init__()
    assert limit_of(sam, 2).is_closed
    assert limit_of(sam, -400).is_closed


def test_a_workbook_that_was_put_back_has_to_ask_again_and_may(sam: Worker, tmp_path: Path) -> None:
    sam.opened.close()
    path = sam.opened.path
    shutil.copytree(path, tmp_path / "copy")
    sam.opened = door.open_with_passphrase(path, making.PASSPHRASE, making.later(days=20))
    sam.__post_init__()
    sam.sync()
    assert not limit_of(sam, 35).is_closed
    sam.opened.close()
    shutil.rmtree(path)
    shutil.copytree(tmp_path / "copy", path)
    sam.opened = door.open_with_passphrase(path, making.PASSPHRASE, making.later(days=35))
    sam.__post_init__()
    assert limit_of(sam, 35).is_closed
    sam.write("and nothing typed there is lost")
    sam.sync()
    assert not limit_of(sam, 35).is_closed


def test_near_a_visit_nothing_is_closed(sam: Worker) -> None:
    day = making.later(days=40).today().isoformat()
    her = making.row(Participant, making.PERSON, {"print_name": "Margaret", "role": "harmed"})
    sam.opened.vault.save([her, making.row(Preparation, "visit", {"person": making.PERSON, "day": day, "at": "10:00"})])
    assert [limit_of(sam, days).is_closed for days in (31, 36, 37, 40, 43, 44)] == [True, True, False, False, False, True]
    assert "stay open" in at_the_service.limit_said(limit_of(sam, 38), sam.book.clock.today())


def test_while_one_side_is_open_nothing_is_said_and_nothing_closed(sam: Worker) -> None:
    assert limit_of(sam, 31).is_closed
    sam.book.open_side(making.CASE, making.PERSON)
    assert sam.book.limit() is None


def test_a_service_that_is_there_and_does_not_answer_puts_it_off_by_a_week(sam: Worker) -> None:
    sam.book.clock = making.later(days=29)
    sam.exchanging.not_answered()
    assert [limit_of(sam, days).is_closed for days in (31, 35.9)] == [False, False]
    assert limit_of(sam, 37).is_closed
