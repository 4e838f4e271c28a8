"""Who supervises a case, as the service says: only what this person's key confirmed counts (`records.gates_case`)."""

from facilitator_app.ledger.seals import derived_id
from facilitator_app.records import Supervising
from facilitator_app.records.record import Compartment, Id
from facilitator_app.vault import derive, enrolled
from facilitator_app.vault.connection import Connection


def id_for(case: Id) -> Id:
    """The id of the record that says so: one for each case, whoever writes it."""
    return Id(derived_id(Compartment.SERVICE, Supervising.kind, case))


def supervising(connection: Connection, case: Id) -> str | None:
    """The name that stands in their changes; empty where the service says nothing, or two things. None in a workbook that belongs to no service."""
    if not enrolled.is_enrolled(connection):
        return None
    where = (Compartment.SERVICE, id_for(case))
    row = connection.execute("select document from record where compartment = ? and id = ? and gone = 0", where).fetchone()
    said = {str(value) for value in derive.document_from(row[0]).live.get("person", {}).values()} if row else set[str]()
    return said.pop() if len(said) == 1 else ""
