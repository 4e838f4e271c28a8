"""Whose word counts before a meeting is the service's to say. Whoever works on a case could name themselves, and confirm what they talked through
with nobody.
"""

import making
import pytest
from workbooks import CASE, WHOLE, Worker, allocate

from facilitator_app.central import people
from facilitator_app.central.database import Database
from facilitator_app.central.postgres import PostgresStore
from facilitator_app.ledger import messages as say
from facilitator_app.records import Case, Confirmation, Supervising, Talk
from facilitator_app.records.gates_case import is_confirmed
from facilitator_app.records.record import Id
from facilitator_app.vault import derive
from facilitator_app.vault.rows import Row
from facilitator_app.workbook import going_ahead, managing


@pytest.fixture
def talked(pair: tuple[Worker, Worker], database: Database) -> tuple[Worker, Worker]:
    """Amira manages the service; Sam works on the case, and says that something in it was talked through."""
    _, sam = pair
    allocate(database, "sam", WHOLE)
    database.tx("office", lambda session: people.let_manage(session, "amira", on=True))
    for one in pair:
        one.sync()
    sam.book.add(Talk, CASE, {"about": "meeting", "with_whom": "Ruth", "on": "2026-03-01", "how": "by_phone", "author": "Sam"})
    _all(pair)
    return pair


def _all(pair: tuple[Worker, Worker]) -> None:
    for one in (*pair, *pair):
        one.sync()


def _confirms(worker: Worker) -> None:
    file = worker.book.case(CASE)
    (talk,) = file.all(Talk)
    going_ahead.confirm(worker.book, file, talk)


def _counts(worker: Worker) -> bool:
    file = worker.book.case(CASE)
    (talk,) = file.all(Talk)
    assert file.all(Confirmation), "it is here, and is judged"
    return is_confirmed(file, talk)


def test_who_writes_into_the_case_that_they_supervise_it_does_not(talked: tuple[Worker, Worker]) -> None:
    amira, sam = talked
    sam.opened.vault.save([Row(WHOLE, Case.kind, CASE, {"supervisor_id": "sam"})])
    assert going_ahead.before_you_go(sam.book, CASE).to_confirm is None
    _confirms(sam)
    _all(talked)
    assert sam.book.case(CASE).case.supervisor_id == "sam", "it stands there, and does not count"
    assert not _counts(sam)
    assert not _counts(amira)


def test_what_one_writes_in_the_services_name_reaches_nobody(talked: tuple[Worker, Worker], database: Database) -> None:
    amira, sam = talked
    managing.supervises(sam.book, CASE, "sam")
    _confirms(sam)
    _all(talked)
    assert managing.supervisors(amira.book) == {}
    assert not _counts(amira)
    assert not _counts(sam), "nor on his own, once the service has answered"
    held = database.tx("office", lambda session: list(PostgresStore(session).held_in("service")))
    assert [one.why for one in held] == [say.READ_ONLY]


def test_whom_the_service_names_confirms(talked: tuple[Worker, Worker]) -> None:
    amira, sam = talked
    managing.supervises(amira.book, CASE, "amira")
    _all(talked)
    assert managing.supervisors(sam.book) == {CASE: "amira"}
    before = going_ahead.before_you_go(amira.book, CASE)
    assert before.to_confirm is not None
    _confirms(sam)
    _all(talked)
    assert not _counts(amira), "somebody else’s word is not hers"
    _confirms(amira)
    _all(talked)
    assert _counts(amira)
    assert _counts(sam)
    managing.supervises(amira.book, CASE, "")
    _all(talked)
    assert not _counts(sam), "nobody is named any more"


def test_of_two_who_are_named_apart_neither_counts(talked: tuple[Worker, Worker], database: Database) -> None:
    amira, sam = talked
    database.tx("office", lambda session: people.let_manage(session, "sam", on=True))
    managing.supervises(amira.book, CASE, "amira")
    managing.supervises(sam.book, CASE, "sam")
    _all(talked)
    _confirms(amira)
    _confirms(sam)
    _all(talked)
    assert not _counts(amira)
    assert not _counts(sam)


def test_a_workbook_of_no_service_asks_its_own_case(tmp_path: object, pair: tuple[Worker, Worker]) -> None:
    del tmp_path
    worker = pair[0]
    with worker.opened.vault.connection.writing() as connection:
        connection.execute("delete from meta where name = 'enrolment'")
    worker.opened.vault.save([making.case_row(supervisor_id="ruth")])
    assert worker.opened.vault.case_file(CASE).supervisor_key == "ruth"


def test_the_record_is_found_by_its_case_alone(talked: tuple[Worker, Worker]) -> None:
    amira, _ = talked
    managing.supervises(amira.book, Id("another case"), "amira")
    with amira.opened.vault.connection.reading() as connection:
        rows = connection.execute("select document from record where kind = ?", (Supervising.kind,)).fetchall()
    assert [set(derive.document_from(row[0]).live["of"].values()) for row in rows] == [{"another case"}]
    assert amira.book.case(CASE).supervising == ""
