"""What may no longer be seen on a laptop is not to be read out of its workbook either, by whoever can open the file and has tools; and nothing of it
is lost by that. Real workbooks, real HTTP, real PostgreSQL.
"""

from collections.abc import Iterator

import making
import pytest
from workbooks import CASE, PART, WHOLE, Worker, allocate

from facilitator_app.central import decisions
from facilitator_app.central.database import Database
from facilitator_app.central.postgres import PostgresStore
from facilitator_app.central.session import Session
from facilitator_app.ledger import messages as say
from facilitator_app.records.paper import Printed
from facilitator_app.records.record import Id
from facilitator_app.vault import door
from facilitator_app.vault.files import CHUNK_BYTES
from facilitator_app.vault.rows import Row

CANARY = "quagmirestairs"
"""One word, so that the index of words has it too."""
PAGE = b"a page of her letter " * (CHUNK_BYTES // 16)  # two pieces


def read_with_tools(worker: Worker) -> Iterator[tuple[str, bytes]]:
    """Every value of every table of a workbook, as a tool reads them that was given its passphrase."""
    worker.opened.close()
    worker.opened = door.open_with_passphrase(worker.opened.path, making.PASSPHRASE, making.CLOCK)
    worker.__post_init__()
    with worker.opened.vault.connection.reading() as connection:
        tables = [
            row[0] for row in connection.execute("select name from sqlite_master where type = 'table' and name <> 'words'").fetchall()
        ]
        for table in tables:
            for row in connection.execute(f'select * from "{table}"').fetchall():
                yield from ((table, value if isinstance(value, bytes) else str(value).encode()) for value in row)


def found_in(worker: Worker, *wanted: bytes) -> set[str]:
    return {table for table, value in read_with_tools(worker) if any(one in value for one in wanted)}


@pytest.fixture
def sam(pair: tuple[Worker, Worker]) -> Worker:
    """He has typed, and put a paper in the register whose bytes are nowhere else yet."""
    _, sam = pair
    sam.write(f"{CANARY} and her address")
    sam.opened.vault.seal()
    kept = sam.opened.vault.keep_file(WHOLE, PAGE)
    sam.opened.vault.save([Row(WHOLE, Printed.kind, Id("p1"), {"attachment": kept.id, "attachment_key": kept.key, "paper": CANARY})])
    return sam


def end_allocation(database: Database) -> None:
    allocate(database, "sam", WHOLE, PART, role="")


def held_ids(database: Database) -> list[str]:
    return database.tx(
        "office",
        lambda session: [one.id for name in (WHOLE, PART) for one in PostgresStore(session).held_in(name) if one.why != say.REJECTED],
    )


def accept_all(database: Database) -> None:
    held = held_ids(database)

    def work(session: Session) -> None:
        for id in held:
            decisions.accept(PostgresStore(session), id)

    database.tx("office", work)


def forgets(session: Session, id: str) -> None:
    """As if the service had been restored from before it came."""
    with PostgresStore(session).writing(PART):
        PostgresStore(session).release(id)


def the_paper(worker: Worker) -> Printed:
    found = worker.opened.vault.case_file(CASE).get(Printed, Id("p1"))
    assert found is not None
    return found


def the_page(worker: Worker) -> bytes:
    """As whoever may see the case opens it."""
    paper = the_paper(worker)
    return worker.opened.vault.file(WHOLE, paper.attachment, paper.attachment_key)


def test_a_case_that_went_is_in_no_table_and_comes_back_whole(pair: tuple[Worker, Worker], sam: Worker, database: Database) -> None:
    amira, _ = pair
    assert found_in(sam, CANARY[1:].encode()) >= {"record", "words_data"}, "this test could not fail"
    key = the_paper(sam).attachment_key
    end_allocation(database)
    sam.sync()
    assert sam.words() == set(), "out of sight at once"
    assert found_in(sam, PART.encode()) >= {"parcel"}
    assert sam.opened.vault.next_piece(CHUNK_BYTES * 9) is not None, "it stays until its bytes are delivered: they are nowhere else"
    assert sam.carry() == 2
    sam.sync()
    assert sam.exchanging.counts().parcels == 2, "in case the service is restored"
    assert found_in(sam, CANARY[1:].encode(), b"her address", b"letter", key.encode()) == set()
    assert found_in(sam, WHOLE.encode()) <= {"parcel", "waits", "audit"}
    with sam.opened.vault.connection.reading() as connection:
        assert [connection.one(f"select count(*) from {table}") for table in ("attachment", "chunk")] == [0, 0]
    accept_all(database)
    amira.sync()
    amira.carry()
    assert amira.words() == {f"{CANARY} and her address"}
    assert the_page(amira) == PAGE


def test_what_is_held_of_a_case_that_stays_is_out_of_reach_too(pair: tuple[Worker, Worker], sam: Worker, database: Database) -> None:
    sam.sync()
    database.tx("office", lambda session: decisions.allocate(PostgresStore(session), "sam", PART, say.READ))
    sam.write("what he typed too late: xylophonestreet")
    sam.sync()
    assert len(held_ids(database)) == 1
    assert sam.words() == {f"{CANARY} and her address"}, "what all others see"
    assert found_in(sam, b"ylophonestreet") == set()
    assert found_in(sam, CANARY.encode()) >= {"record"}
    accept_all(database)
    sam.sync()
    assert sam.words() == {"what he typed too late: xylophonestreet"}


def test_a_laptop_that_is_given_back_holds_nothing_that_it_could_read(sam: Worker, database: Database) -> None:
    enrolment = sam.exchanging.enrolment
    assert enrolment is not None
    database.tx("office", lambda session: decisions.revoke(PostgresStore(session), enrolment.answer.device, say.WIPE))
    sam.sync()
    sam.carry()
    came = sam.sync()
    assert came.taken_out is not None
    assert found_in(sam, CANARY[1:].encode(), b"her address", b"letter") == set()
    assert sam.exchanging.counts().parcels == 2


def test_the_largest_note_fits_into_a_parcel_and_back(pair: tuple[Worker, Worker], database: Database) -> None:
    _, sam = pair
    sam.write("x" * 150_000)
    end_allocation(database)
    sam.sync()
    sam.sync()
    (id,) = held_ids(database)
    database.tx("office", lambda session: forgets(session, id))
    with sam.opened.vault.connection.writing() as connection:
        connection.execute("insert into doubt values (?)", (PART,))
    sam.sync()
    assert held_ids(database) == [id]


def test_parcels_of_an_older_version_are_sealed_with_the_next_question(pair: tuple[Worker, Worker], sam: Worker) -> None:
    body = b'{"c":"case/1","e":"r1","set":{"words":"quagmirestairs"}}'
    sam.sync()
    with sam.opened.vault.connection.writing() as connection:
        connection.execute("insert into parcel values ('old', 'case/1', 1, ?)", (body,))
    sam.sync()
    assert "parcel" not in found_in(sam, CANARY.encode())
    assert sam.exchanging.counts().parcels == 1
