"""The desk is asked by who manages the service, says everything that must be said, and is nothing to anybody else."""

import pytest
from workbooks import WHOLE, Worker

from facilitator_app.central import people
from facilitator_app.central.database import Database
from facilitator_app.central.people import Colleague
from facilitator_app.central.postgres import PostgresStore
from facilitator_app.ledger import messages_desk as say
from facilitator_app.ledger.messages_desk import DeskAnswer, DeskQuestion
from facilitator_app.sync.reasons import NotAnswered, Reason
from facilitator_app.sync.transport import Transport
from facilitator_app.workbook import managing


def _ask(worker: Worker, question: DeskQuestion) -> DeskAnswer:
    enrolment = worker.exchanging.enrolment
    assert enrolment is not None
    act = managing.asked(worker.exchanging, question)
    return managing.answered(worker.exchanging, act, Transport(worker.address).post(managing.PATH, act.body, enrolment.answer.device))


@pytest.fixture
def manager(pair: tuple[Worker, Worker], database: Database) -> Worker:
    database.tx("office", lambda session: people.keep(session, Colleague("amira", "Amira Khan")))
    database.tx("office", lambda session: people.let_manage(session, "amira", on=True))
    return pair[0]


@pytest.mark.parametrize("act", ["look", say.INVITE, say.GIVE, say.ACCEPT, say.REVOKE, "an act of a newer version"])
def test_whoever_does_not_manage_is_answered_as_by_a_service_without_a_desk(
    act: str, pair: tuple[Worker, Worker], database: Database
) -> None:
    question = DeskQuestion(act, person="sam", roles={WHOLE: "lead"})
    with pytest.raises(NotAnswered) as problem:
        _ask(pair[1], question)
    assert problem.value.reason is Reason.REFUSED
    assert database.tx("office", lambda session: PostgresStore(session).role("sam", WHOLE)) == "edit"


def test_what_is_not_said_is_not_done(manager: Worker, database: Database) -> None:
    for question in (
        DeskQuestion(say.GIVE, roles={WHOLE: "lead"}),
        DeskQuestion(say.GIVE, person="sam"),
        DeskQuestion(say.INVITE, person=" "),
        DeskQuestion(say.REJECT, id="x", why=" "),
        DeskQuestion(say.REVOKE, id="no such laptop"),
        DeskQuestion(say.CONFIRM, id="no such laptop", digits="123456"),
    ):
        assert _ask(manager, question).refused, question
    assert database.tx("office", lambda session: PostgresStore(session).roles("")) == {}


def test_who_manages_no_more_has_no_desk_and_is_told_so_by_the_next_exchange(manager: Worker, database: Database) -> None:
    manager.sync()
    assert manager.exchanging.manages
    assert {one.person for one in _ask(manager, DeskQuestion()).people} == {"amira"}
    database.tx("office", lambda session: people.let_manage(session, "amira", on=False))
    with pytest.raises(NotAnswered):
        _ask(manager, DeskQuestion())
    manager.sync()
    assert not manager.exchanging.manages


def test_a_case_is_told_by_reference_and_parts_by_role(manager: Worker) -> None:
    case = next(one for one in _ask(manager, DeskQuestion()).cases)
    assert case.reference == "REF case-1"
    assert [part.whose for part in case.parts] == ["case", "somebody"]
    assert case.parts[0].roles == {"amira": "lead", "sam": "edit"}
