"""`/v1/sync` from the bytes of an envelope to the bytes of an envelope. Whatever is not what it should be is refused, and changes nothing."""

from collections.abc import Iterator

from facilitator_app.central import exchange
from facilitator_app.central.identity import Identity
from facilitator_app.central.postgres import PostgresStore
from facilitator_app.central.session import Session
from facilitator_app.ledger import envelope, messages
from facilitator_app.ledger.change import LIMIT_NAME
from facilitator_app.ledger.envelope import Address, Letter, NotAnEnvelope
from facilitator_app.ledger.messages import Malformed, SyncAnswer, SyncQuestion

PATH = "/v1/sync"


class Refused(Exception):
    """What came is not answered. `why` is for the audit alone."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def synced(session: Session, identity: Identity, device: str, body: bytes, now: str) -> bytes:
    """The answer to the laptop that says it is `device`. Raises `Refused`. Repeatable, as `exchange.answer` is."""
    public, sealing = _keys(session, device)
    address = Address(identity.service, device, PATH)
    asked = _asked(body, address, identity, public)
    answer: SyncAnswer = exchange.answer(PostgresStore(session), device, asked, now)
    return envelope.answer(Letter(messages.written(answer)), address, asked=body, sign=identity.signing, to=sealing)


def _keys(session: Session, device: str) -> tuple[bytes, bytes]:
    """(Signing, sealing), as enrolment bound them. Of a laptop that a restore knows half of, the second is missing."""
    if not _is_name(device):
        raise Refused("no device")
    row = session.do("SELECT public, sealing FROM device WHERE tenant = %(tenant)s AND key = %(key)s", key=device).fetchone()
    if row is None or not row[1]:
        raise Refused("no device")
    return row[0], row[1]


def _asked(body: bytes, address: Address, identity: Identity, public: bytes) -> SyncQuestion:
    try:
        letter = envelope.opened_question(body, address, key=identity.opening, signer=public)
        asked = messages.read(letter.text, SyncQuestion)
    except (NotAnEnvelope, Malformed) as problem:
        raise Refused("no envelope" if isinstance(problem, NotAnEnvelope) else "no question") from problem
    if not all(map(_is_name, _names(asked))) or not asked.stream.base.chain.isascii():
        raise Refused("no question")
    return asked


def _names(asked: SyncQuestion) -> Iterator[str]:
    """All in a question that is looked for in tables. What is pushed is not among it: of that, what cannot be kept in a log is held."""
    yield from (asked.stream.id, asked.stream.after, *asked.cursors, *asked.have)
    for ids in asked.have.values():
        yield from ids


def _is_name(text: str) -> bool:
    """Whether it could be the key of a table. No laptop of ours sends another."""
    return len(text) <= LIMIT_NAME and "\0" not in text
