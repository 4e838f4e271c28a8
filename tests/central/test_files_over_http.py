"""Scans and issued papers between real workbooks: piece by piece, in whatever order the line lets through, and the same bytes at the end."""

import hashlib
import os

import making
import pytest
from asking import Line
from fault_proxy import WELL, Fault, bad_line
from workbooks import PART, WHOLE, Worker, allocate

from facilitator_app.central import decisions
from facilitator_app.central.database import Database
from facilitator_app.central.postgres import PostgresStore
from facilitator_app.ledger import messages as say
from facilitator_app.records import Printed
from facilitator_app.records.record import Id
from facilitator_app.sync.reasons import NotAnswered
from facilitator_app.sync.transport import Transport
from facilitator_app.vault.files import CHUNK_BYTES
from facilitator_app.vault.rows import Row
from facilitator_app.vault.vault import NotHereYet


def _printed(worker: Worker, data: bytes, record: str = "printed-1") -> None:
    """A paper in the print register, with its bytes."""
    kept = worker.opened.vault.keep_file(WHOLE, data)
    values = {"attachment": kept.id, "attachment_key": kept.key, "digest": hashlib.sha256(data).hexdigest(), "paper": "agreement"}
    worker.opened.vault.save([Row(WHOLE, Printed.kind, Id(record), values)])


def _bytes(worker: Worker, record: str = "printed-1") -> bytes:
    printed = worker.book.case(making.CASE).records[Id(record)]
    assert isinstance(printed, Printed)
    return worker.opened.vault.file(WHOLE, printed.attachment, printed.attachment_key)


@pytest.mark.parametrize("size", [0, 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES + 77])
def test_a_paper_comes_whole(size: int, pair: tuple[Worker, Worker]) -> None:
    amira, sam = pair
    data = os.urandom(size)
    _printed(amira, data)
    amira.sync()
    sam.sync()
    with pytest.raises(NotHereYet):
        _bytes(sam)
    assert sam.carry() == 1, "the service has nothing of it yet"
    pieces = max(1, -(-size // CHUNK_BYTES))
    assert amira.carry() == pieces
    assert amira.carry() == 0
    sam.sync()
    assert sam.carry() == pieces
    assert sam.carry() == 0
    assert _bytes(sam) == data


def test_a_line_that_breaks_at_every_second_answer(pair: tuple[Worker, Worker], line: Line) -> None:
    amira, sam = pair
    data = os.urandom(5 * CHUNK_BYTES)
    _printed(amira, data)
    amira.sync()
    sam.sync()
    with bad_line(line.host, line.port) as bad:
        for worker in pair:
            worker.post = lambda path, body, device: Transport(f"http://{bad.host}:{bad.port}").post(path, body, device)
            tries = 0
            worker.exchanging.begin()
            while True:
                bad.fault = Fault(cut_down=100) if tries % 2 else Fault(twice=True)
                tries += 1
                try:
                    if worker.carry() == 0:
                        break
                except NotAnswered:
                    continue
            bad.fault = WELL
    assert _bytes(sam) == data


def test_what_is_let_go_of_goes_when_its_files_are_delivered_and_not_before(pair: tuple[Worker, Worker], database: Database) -> None:
    amira, sam = pair
    data = os.urandom(2 * CHUNK_BYTES)
    _printed(sam, data)
    allocate(database, "sam", WHOLE, PART, role="")
    sam.sync()
    assert sam.opened.vault.stored(WHOLE) == [], "nobody sees it any more"
    with sam.opened.vault.connection.reading() as connection:
        assert connection.one("select count(*) from chunk") == 2, "these may be the only ones"
    sam.carry()
    sam.sync()
    with sam.opened.vault.connection.reading() as connection:
        assert connection.one("select count(*) from chunk") == 0
    held = database.tx("office", lambda session: list(PostgresStore(session).held_in(WHOLE)))
    assert [one.why for one in held] == [say.NOT_ALLOCATED]
    database.tx("office", lambda session: decisions.accept(PostgresStore(session), held[0].id))
    amira.sync()
    amira.carry()
    assert _bytes(amira) == data


def test_a_piece_that_is_not_what_was_sealed_is_not_kept(pair: tuple[Worker, Worker], database: Database) -> None:
    amira, sam = pair
    data = os.urandom(CHUNK_BYTES + 5)
    _printed(amira, data)
    amira.sync()
    amira.carry()
    sam.sync()
    database.tx(
        "office", lambda session: session.do("UPDATE piece SET data = %(other)s WHERE tenant = %(tenant)s AND number = 1", other=b"x" * 40)
    )
    assert sam.carry() == 2
    with pytest.raises(NotHereYet):
        _bytes(sam)


def test_a_service_that_lost_a_file_is_brought_it_again(pair: tuple[Worker, Worker], database: Database) -> None:
    amira, sam = pair
    data = os.urandom(CHUNK_BYTES + 5)
    _printed(amira, data)
    amira.sync()
    amira.carry()
    database.tx("office", lambda session: session.do("DELETE FROM piece WHERE tenant = %(tenant)s"))
    database.tx("office", lambda session: session.do("UPDATE stream SET token = 'another', was = 'another' WHERE tenant = %(tenant)s"))
    amira.sync()
    amira.carry()
    sam.sync()
    sam.carry()
    assert _bytes(sam) == data
