"""To which service a workbook belongs: what enrolment bound, and the keys by which the two know each other. In the encrypted file alone."""

from dataclasses import dataclass, field

from facilitator_app.errors import Trouble
from facilitator_app.ledger.envelope import OpeningKey
from facilitator_app.ledger.messages_enrol import EnrolAnswer
from facilitator_app.ledger.parcel import Recipients
from facilitator_app.ledger.seals import unb64
from facilitator_app.records import codec
from facilitator_app.vault.connection import Connection


class Elsewhere(Trouble):
    """A workbook belongs to one service for good: what it holds was allocated by it."""

    def __init__(self) -> None:
        super().__init__("This workbook belongs to another service already.", "Make a workbook of its own for this one.")


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A service, where it is asked, and who this workbook is there. `at`: when it came in, UTC."""

    address: str
    answer: EnrolAnswer = field(repr=False)
    at: str

    @property
    def recipients(self) -> Recipients:
        """To whom a parcel is sealed: the service's own key, so that it is healed without anybody's doing, and the recovery key, should that be lost."""
        return Recipients(self.answer.service, (unb64(self.answer.sealing_key), unb64(self.answer.recovery_key)))


def opening_key(connection: Connection) -> OpeningKey:
    """The key that opens what is sent to this workbook; made the first time, so that a question asked twice has the same one."""
    found = _value(connection, "opening key")
    if found is not None:
        return OpeningKey(found)
    made = OpeningKey()
    _keep(connection, "opening key", made.private_bytes())
    return made


def enrolment(connection: Connection) -> Enrolment | None:
    """What enrolment bound; None before it."""
    found = _value(connection, "enrolment")
    return codec.convert(codec.from_json(found), Enrolment) if found else None


def is_enrolled(connection: Connection) -> bool:
    """Whether it belongs to a service: asked with every case that is read."""
    return bool(connection.one("select exists (select 1 from meta where name = 'enrolment')"))


def enrol(connection: Connection, made: Enrolment, author: str) -> None:
    """Binds this workbook, and gives what is written from now on the person's name at the service; `author` is the name until now.

    The same again changes nothing. Raises `Elsewhere`.
    """
    before = enrolment(connection)
    if before is not None and (before.answer.service, before.answer.signing_key) != (made.answer.service, made.answer.signing_key):
        raise Elsewhere
    if before is None:
        _keep(connection, "former", author.encode())
        _keep(connection, "author", made.answer.person.encode())
    _keep(connection, "enrolment", codec.to_json(made))


def _value(connection: Connection, name: str) -> bytes | None:
    row = connection.execute("select value from meta where name = ?", (name,)).fetchone()
    return bytes(row[0]) if row else None


def _keep(connection: Connection, name: str, value: bytes) -> None:
    connection.execute("insert or replace into meta values (?, ?)", (name, value))
