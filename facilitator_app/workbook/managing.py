"""The manager's desk: what waits at the service, and what somebody who manages it decides there. Only while there is a network; nothing of it is kept
here but what everybody at the service reads, a colleague's name and telephone.

A question is made and an answer read on the thread that knows the workbook; the way between is the network's.
"""

from dataclasses import dataclass, field

from facilitator_app.ledger import messages
from facilitator_app.ledger.messages import Malformed
from facilitator_app.ledger.messages_desk import DeskAnswer, DeskQuestion
from facilitator_app.ledger.seals import derived_id
from facilitator_app.records import Colleague, Supervising
from facilitator_app.records.case_file import assemble
from facilitator_app.records.record import NOBODY, Id
from facilitator_app.sync.reasons import NotAnswered, Reason
from facilitator_app.vault.rows import Changed, Row
from facilitator_app.vault.supervising import id_for
from facilitator_app.workbook.colleagues import WHERE
from facilitator_app.workbook.exchanging import Exchanging
from facilitator_app.workbook.workbook import Workbook

PATH = "/v1/desk"


@dataclass(frozen=True, slots=True)
class Act:
    """A question to the desk, sealed."""

    body: bytes = field(repr=False)


def asked(exchanging: Exchanging, question: DeskQuestion) -> Act:
    """Seals a question. Raises `NotAnswered` in a workbook of no service."""
    return Act(exchanging.known().sealed(PATH, messages.written(question)))


def answered(exchanging: Exchanging, act: Act, body: bytes) -> DeskAnswer:
    """What came back. Raises `NotAnswered`."""
    try:
        return messages.read(exchanging.known().opened(PATH, body, act.body).text, DeskAnswer)
    except Malformed as problem:
        raise NotAnswered(Reason.STRANGER) from problem


def supervises(book: Workbook, case: str, person: str) -> Changed:
    """Names who supervises a case, for every laptop of the service; empty is nobody any more."""
    id = id_for(Id(case))
    file = assemble(NOBODY, book.vault.stored(WHERE))
    values = {"of": case, "person": person}
    return book.save([Row(WHERE, Supervising.kind, id, values, {field: file.standing_of(id, field) for field in values})])


def supervisors(book: Workbook) -> dict[str, str]:
    """Who supervises which case, by their ids."""
    return {one.of: one.person for one in assemble(NOBODY, book.vault.stored(WHERE)).all(Supervising)}


def write_down(book: Workbook, person: str, name: str, telephone: str) -> Changed:
    """A colleague's name and telephone, for everybody at the service."""
    id = Id(derived_id(WHERE, Colleague.kind, person))
    file = assemble(NOBODY, book.vault.stored(WHERE))
    values = {"person": person, "name": name, "telephone": telephone}
    replaces = {field: file.standing_of(id, field) for field in values}
    return book.save([Row(WHERE, Colleague.kind, id, values, replaces)])
