"""Why somebody at the service decided something, in their words. They may tell of a case, so they stand with its compartment and go with it;
the audit, which nothing ever leaves, has the number of the reason alone.
"""

from facilitator_app.central.session import Session
from facilitator_app.ledger.seals import derived_id

MOST_LETTERS = 2000


def kept(session: Session, compartment: str, act: str, object: str, words: str) -> None:
    """Keeps a reason and notes the act, in the transaction that is open. The same one again is kept once."""
    id = derived_id(compartment, act, object, words)
    made = session.do(
        "INSERT INTO reason (tenant, compartment, id, happened, actor, act, object, words) "
        "VALUES (%(tenant)s, %(compartment)s, %(id)s, now(), %(actor)s, %(act)s, %(object)s, %(words)s) "
        "ON CONFLICT (tenant, compartment, id) DO NOTHING",
        compartment=compartment, id=id, actor=session.actor, act=act, object=object, words=words,
    )  # fmt: skip
    if made.rowcount:
        session.note(act, object, f"reason {id}")
