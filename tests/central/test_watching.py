"""What a service says of itself, and how long it listens to who asks wrongly."""

import http.client
import socket
import threading
from collections.abc import Iterator

import pytest
import uvicorn
from asking import Arrive, Line
from test_refusals import audited

from facilitator_app.calendar import Clock
from facilitator_app.central import app, patience
from facilitator_app.central.database import Database
from facilitator_app.central.identity import Identity
from facilitator_app.central.patience import OF_A_LAPTOP, OF_AN_ADDRESS, TRUSTED_S, WINDOW_S, Patience

REFUSED = (403, b"no\n")


class Watch:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


def test_who_asks_wrongly_too_often_is_not_listened_to_for_a_while() -> None:
    watch = Watch()
    one = Patience(watch)
    for _ in range(OF_A_LAPTOP):
        assert not one.is_over("a", "k")
        one.was_wrong("a", "k")
    assert one.is_over("a", "k")
    assert not one.is_over("a", "another"), "nor are all of its address punished"
    assert not one.is_over("b", "k"), "nor the laptop in whose name somebody asks"
    watch.at = WINDOW_S
    assert not one.is_over("a", "k")


def test_nor_is_an_address_with_many_names() -> None:
    one = Patience(Watch())
    for number in range(OF_AN_ADDRESS):
        one.was_wrong("a", f"k{number}")
    assert one.is_over("a", "never seen")
    assert not one.is_over("b", "never seen")


def test_where_somebody_asks_rightly_all_are_listened_to() -> None:
    watch = Watch()
    one = Patience(watch)
    for number in range(OF_AN_ADDRESS * 2):
        one.was_wrong("a", f"k{number}")
    one.was_right("a")
    assert not one.is_over("a", "k1")
    watch.at = TRUSTED_S - 1
    for number in range(OF_AN_ADDRESS):
        one.was_wrong("a", f"k{number}")
    assert not one.is_over("a", "k1")
    watch.at = TRUSTED_S
    assert one.is_over("a", "k1")


def test_it_keeps_no_more_than_it_can(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "_MOST_KEPT", 4)
    one = Patience(Watch())
    for number in range(50):
        one.was_wrong(f"a{number}", "k")
    assert len(one._asked) == 4


def test_over_the_network_it_is_said_and_no_line_is_written(line: Line, database: Database) -> None:
    for _ in range(OF_A_LAPTOP):
        assert line.raw("POST", "/v1/sync", b"x", "nobody") == REFUSED
    lines = audited(database)
    assert line.raw("POST", "/v1/sync", b"x", "nobody") == (429, b"later\n")
    assert audited(database) == lines


def test_a_laptop_comes_in_and_exchanges_among_them(line: Line, arrive: Arrive) -> None:
    amira = arrive("amira")
    for _ in range(OF_AN_ADDRESS + 5):
        line.raw("POST", "/v1/enrol", b"x")
    amira.laptop.type(("case/1", "r1", "words"), "hers")
    amira.sync()
    assert not amira.laptop.kept.outbox


# Numbers -------------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def two_doors(identity: Identity, database: Database, clock: Clock) -> Iterator[tuple[Line, Line]]:
    """(What laptops use, what the machine itself may ask)"""
    doors = [socket.create_server(("127.0.0.1", 0)) for _ in range(2)]
    application = app.service(identity, database, clock, doors[1].getsockname()[1])
    server = uvicorn.Server(uvicorn.Config(application, log_config=None, access_log=False, lifespan="off", ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": doors})
    thread.start()
    yield Line(*doors[0].getsockname()), Line(*doors[1].getsockname())
    server.should_exit = True
    thread.join()
    for door in doors:
        door.close()


def test_numbers_are_said_at_their_own_door_and_name_nobody(two_doors: tuple[Line, Line], tenant: str) -> None:
    laptops, machine = two_doors
    laptops.raw("POST", "/v1/sync", b"x", "amiras-laptop")
    assert laptops.raw("GET", "/metrics") == REFUSED
    status, body = machine.raw("GET", "/metrics")
    text = body.decode()
    assert status == 200
    assert 'workbook_answers_total{path="/v1/sync",status="403"} 1' in text
    assert "workbook_held 0\n" in text
    assert "workbook_backup_off_site_timestamp_seconds 0\n" in text
    assert tenant not in text
    assert "amira" not in text
    for entry in text.splitlines():
        assert entry.startswith("# TYPE workbook_") or float(entry.rsplit(" ", 1)[1]) >= 0


def test_whoever_says_that_they_come_from_elsewhere_gets_no_further(two_doors: tuple[Line, Line]) -> None:
    laptops, machine = two_doors
    connection = http.client.HTTPConnection(laptops.host, laptops.port, timeout=30)
    connection.request("GET", "/metrics", headers={"X-Forwarded-For": "127.0.0.1", "Host": f"127.0.0.1:{machine.port}"})
    assert connection.getresponse().status == 403
    connection.close()


def test_without_being_asked_for_there_are_none(line: Line) -> None:
    assert line.raw("GET", "/metrics") == REFUSED
