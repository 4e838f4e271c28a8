"""Attachments over real HTTP: in any order, again and again, cut, by two laptops at once, by who may not; and gone with their compartment (I-16)."""

import hashlib
import random
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest
from asking import Arrive, Asking, Line
from giving import Office
from psycopg import sql
from test_people import write
from test_refusals import audited, rows

from facilitator_app.central import files, pushes
from facilitator_app.central.database import Database
from facilitator_app.ledger import messages as say
from facilitator_app.ledger.messages_files import OTHER, GetAnswer, GetQuestion, PutQuestion
from facilitator_app.ledger.seals import fresh_id

PLACE = "part/1/margaret"


@pytest.fixture
def amira(arrive: Arrive) -> Asking:
    amira = arrive("amira")
    write(amira, "case/1", "case", record="1")
    write(amira, PLACE, "particulars", person="margaret")
    return amira


def _file(count: int, size: int = 2000) -> list[bytes]:
    return [random.Random(number).randbytes(size) for number in range(count)]


def test_in_any_order_as_often_as_one_likes_it_is_the_same_file(amira: Asking, arrive: Arrive, office: Office) -> None:
    pieces, file = _file(7, files.MOST_PIECE), fresh_id()
    order = [*range(7), 3, 3, 0]
    random.Random(1).shuffle(order)
    for number in order:
        assert amira.put(PLACE, file, number, 7, pieces[number]).status == say.OK
    assert amira.put(PLACE, file, 0, 7, pieces[0]).have == "0-6"
    sam = arrive("sam")
    office.give("allocate", "sam", PLACE, "read")
    assert hashlib.sha256(sam.fetched(PLACE, file) or b"").digest() == hashlib.sha256(b"".join(pieces)).digest()
    assert office.give("verify")["faults"] == []


def test_which_pieces_are_there(amira: Asking) -> None:
    file, pieces = fresh_id(), _file(10)
    for number in (9, 0, 1, 2, 5, 6):
        have = amira.put(PLACE, file, number, 10, pieces[number]).have
    assert have == "0-2,5-6,9"
    assert amira.get(GetQuestion(PLACE, file)) == (GetAnswer(have, 10), b"")
    assert amira.get(GetQuestion(PLACE, file, 9)) == (GetAnswer(have, 10), pieces[9])
    assert amira.get(GetQuestion(PLACE, file, 3)) == (GetAnswer(have, 10), b"")
    assert amira.fetched(PLACE, file) is None


def test_another_piece_in_a_place_changes_nothing(amira: Asking, database: Database) -> None:
    file, (piece, other) = fresh_id(), _file(2)
    amira.put(PLACE, file, 0, 2, piece)
    before = rows(database)
    for number, total, data in ((0, 2, other), (0, 3, piece), (1, 3, other), (0, 1, piece)):
        assert amira.put(PLACE, file, number, total, data).status == OTHER
    assert rows(database) == before
    assert amira.get(GetQuestion(PLACE, file, 0))[1] == piece


@pytest.mark.parametrize(
    ("asked", "piece"),
    [
        (PutQuestion(PLACE, "f", 0, 1), b""), (PutQuestion(PLACE, "f", 0, 1), b"x" * (files.MOST_PIECE + 1)),
        (PutQuestion(PLACE, "f", 0, files.MOST_PIECES + 1), b"x"), (PutQuestion(PLACE, "", 0, 1), b"x"),
        (PutQuestion("a\0b", "f", 0, 1), b"x"), (PutQuestion(PLACE, "x" * 201, 0, 1), b"x"),
    ],
)  # fmt: skip
def test_what_is_no_piece_is_refused(amira: Asking, line: Line, database: Database, asked: PutQuestion, piece: bytes) -> None:
    before = rows(database)
    assert line.raw("POST", "/v1/put", amira.sealed_letter("/v1/put", asked, piece), amira.service.device) == (403, b"no\n")
    assert rows(database) == before
    assert audited(database)[-1][1:3] == ("refused", "/v1/put")


def test_cut_anywhere_or_sent_to_another_path_nothing_is_kept(amira: Asking, line: Line, database: Database) -> None:
    body = amira.sealed_letter("/v1/put", PutQuestion(PLACE, "f", 0, 1), b"piece" * 50)
    before = rows(database)
    for cut in (0, 1, 40, len(body) // 2, len(body) - 1):
        assert line.raw("POST", "/v1/put", body[:cut], amira.service.device) == (403, b"no\n")
    for path in ("/v1/get", "/v1/sync"):
        assert line.raw("POST", path, body, amira.service.device) == (403, b"no\n")
    assert rows(database) == before
    for _ in range(2):
        line.post("/v1/put", body, amira.service.device)  # as the laptop would, when no answer came
    assert amira.fetched(PLACE, "f") == b"piece" * 50


def test_two_laptops_write_one_file_at_once(amira: Asking, arrive: Arrive, office: Office) -> None:
    sam = arrive("sam")
    office.give("allocate", "sam", PLACE, "edit")
    file, pieces = fresh_id(), _file(12)

    def work(one: Asking, seed: int) -> set[str]:
        order = list(range(12))
        random.Random(seed).shuffle(order)
        return {one.put(PLACE, file, number, 12, pieces[number]).status for number in order}

    with ThreadPoolExecutor(2) as threads:
        done = [threads.submit(work, one, seed) for seed, one in enumerate((amira, sam))]
        assert [one.result() for one in done] == [{say.OK}] * 2
    assert amira.fetched(PLACE, file) == sam.fetched(PLACE, file) == b"".join(pieces)


def test_of_what_is_not_allocated_nothing_is_said(amira: Asking, arrive: Arrive, office: Office) -> None:
    file = fresh_id()
    amira.put(PLACE, file, 0, 1, b"secret")
    sam = arrive("sam")
    office.give("allocate", "sam", "case/1", "edit")
    for asked in (GetQuestion(PLACE, file), GetQuestion(PLACE, file, 0), GetQuestion("part/9/none", file, 0)):
        assert sam.get(asked) == (GetAnswer(), b"")
    office.give("allocate", "sam", PLACE, "read")
    assert sam.fetched(PLACE, file) == b"secret"
    office.give("allocate", "sam", PLACE, "nothing")
    assert sam.get(GetQuestion(PLACE, file, 0)) == (GetAnswer(), b"")
    office.give("revoke", amira.service.device)
    assert amira.get(GetQuestion(PLACE, file, 0)) == (GetAnswer(), b"")


@pytest.fixture
def sam(amira: Asking, arrive: Arrive, office: Office) -> Asking:
    """Who might write there once."""
    sam = arrive("sam")
    office.give("allocate", "sam", PLACE, "edit")
    sam.sync()
    office.give("allocate", "sam", PLACE, "nothing")
    return sam


def test_what_is_brought_too_late_is_kept_apart_and_comes_in_with_the_change_that_names_it(
    amira: Asking, sam: Asking, office: Office
) -> None:
    file, pieces = fresh_id(), _file(3)
    for number, piece in enumerate(pieces):
        assert sam.put(PLACE, file, number, 3, piece).status == say.HELD
    other = fresh_id()
    sam.put(PLACE, other, 0, 1, b"of no change")
    write(sam, PLACE, "scan", pictures=[{"file": file, "total": 3}])
    assert amira.fetched(PLACE, file) is None
    (held,) = office.give("waiting")["held"]
    office.give("accept", held["id"])
    assert amira.fetched(PLACE, file) == b"".join(pieces)
    assert amira.fetched(PLACE, other) is None
    assert office.give("accept", held["id"])["accepted"] is False


def test_nobody_is_first_in_somebody_elses_file(amira: Asking, sam: Asking, office: Office) -> None:
    file = fresh_id()
    assert sam.put(PLACE, file, 0, 9, b"junk").status == say.HELD
    assert amira.put(PLACE, file, 0, 1, b"hers").status == say.OK
    write(sam, PLACE, "scan", pictures=[{"file": file}])
    office.give("accept", office.give("waiting")["held"][0]["id"])
    assert amira.fetched(PLACE, file) == b"hers"


def test_what_is_kept_apart_has_a_limit_for_each_laptop(amira: Asking, sam: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pushes, "MOST_HELD_BYTES", 2500)
    file, pieces = fresh_id(), _file(2)
    assert sam.put(PLACE, file, 0, 2, pieces[0]).status == say.HELD
    assert sam.put(PLACE, file, 1, 2, pieces[1]).status == say.FULL
    assert sam.put(PLACE, file, 0, 2, pieces[0]).status == say.HELD, "what is there is there"
    assert amira.put(PLACE, file, 0, 1, pieces[0]).status == say.OK


def test_a_compartment_has_one_too(amira: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_IN_COMPARTMENT", 1)
    assert amira.put(PLACE, "f", 0, 2, b"one").status == say.OK
    assert amira.put(PLACE, "f", 1, 2, b"two").status == say.FULL


def _pieces(database: Database) -> Any:
    return database.tx("tests", lambda session: session.do("SELECT compartment FROM piece WHERE tenant = %(tenant)s").fetchall())


def test_it_goes_with_its_compartment_and_does_not_come_back(amira: Asking, sam: Asking, office: Office, database: Database) -> None:
    amira.put(PLACE, "f", 0, 1, b"hers")
    amira.put("case/1", "g", 0, 1, b"the case's")
    sam.put(PLACE, "h", 0, 1, b"kept apart")
    office.give("erase", PLACE, "--why", "she asked for it")
    assert _pieces(database) == [("case/1",)]
    assert amira.put(PLACE, "f", 0, 1, b"hers").status == say.HELD
    assert amira.get(GetQuestion(PLACE, "f", 0)) == (GetAnswer(), b"")


def test_what_a_field_said_before(amira: Asking, sam: Asking, office: Office) -> None:
    for word in ("one", "two"):
        amira.laptop.type(("case/1", "r1", "words"), word)
        amira.sync()
    answer, _ = amira.get(GetQuestion("case/1", record="r1", field="words"))
    assert [('"two"' in item.body, item.dead) for item in answer.items] == [(True, ()), (False, ("words",))]
    assert sam.get(GetQuestion("case/1", record="r1", field="words")) == (GetAnswer(), b"")


def test_a_piece_that_was_changed_is_found(amira: Asking, office: Office, dsn: str) -> None:
    amira.put(PLACE, "f", 0, 1, b"hers")
    with psycopg.connect(dsn) as owner:
        owner.execute(sql.SQL("UPDATE central.piece SET data = 'x' WHERE tenant = %s"), [office.tenant])
    assert [(fault["where"], fault["what"]) for fault in office.give("verify", code=1)["faults"]] == [
        (PLACE, "a piece of a file is not what came")
    ]
