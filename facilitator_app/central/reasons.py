"""Why somebody at the service decided something, in their words. They may tell of a case, so they stand with its compartment and go with it;
the audit, which nothing ever leaves, has the number of the reason alone.
"""

from facilitator_app.central.session import Session
from facilitator_app.errors import Trouble
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


def read(words: str) -> str:
    """A reason as it was typed, without what stands around it. Raises `Trouble` where it is none."""
    if not words.strip() or len(words) > MOST_LETTERS or "\0" in words:
        raise Trouble("A reason is of one letter at least, and of 2,000 at most.", "Say why in a sentence.")
    return words.strip()
