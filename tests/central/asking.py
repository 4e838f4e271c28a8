"""A laptop that asks a service over real HTTP, as plain as it can be: `sync` will have its own."""

import http.client
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus

from memory_laptop import Laptop

from facilitator_app.ledger import enrolment, envelope, messages
from facilitator_app.ledger.envelope import DEVICE_HEADER, Address, Letter, OpeningKey
from facilitator_app.ledger.invitation import Invitation
from facilitator_app.ledger.messages import SyncAnswer, SyncQuestion
from facilitator_app.ledger.messages_enrol import EnrolAnswer, EnrolQuestion
from facilitator_app.ledger.messages_files import GetAnswer, GetQuestion, PutAnswer, PutQuestion
from facilitator_app.ledger.parcel import Recipients
from facilitator_app.ledger.seals import SigningKey, b64, fresh_id, unb64
from facilitator_app.sync import exchange

BUDGET = 100_000


class NotAnswered(Exception):
    """(status, body)."""


@dataclass(frozen=True)
class Line:
    """The way to a service."""

    host: str
    port: int

    def post(self, path: str, body: bytes, device: str = "") -> bytes:
        """Raises `NotAnswered`, and what the network raises."""
        status, answer = self.raw("POST", path, body, device)
        if status != HTTPStatus.OK:
            raise NotAnswered(status, answer)
        return answer

    def raw(self, method: str, path: str, body: bytes = b"", device: str = "") -> tuple[int, bytes]:
        connection = http.client.HTTPConnection(self.host, self.port, timeout=60)
        try:
            connection.request(method, path, body, {DEVICE_HEADER: device} if device else {})
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()


@dataclass
class Keys:
    """Of one laptop, before anybody knows it."""

    signing: SigningKey = field(default_factory=SigningKey)
    opening: OpeningKey = field(default_factory=OpeningKey)

    def question(self, slip: Invitation, name: str = "a laptop", author: str = "") -> bytes:
        asked = EnrolQuestion(slip.locator, b64(self.signing.public), b64(self.opening.public), name, author or fresh_id(), fresh_id())
        return enrolment.question(slip, asked)


def enrolled(line: Line, slip: Invitation, keys: Keys) -> EnrolAnswer:
    body = keys.question(slip)
    return enrolment.read_answer(slip, body, line.post("/v1/enrol", body))


class Asking:
    """An enrolled laptop with a workbook in memory."""

    def __init__(self, line: Line, slip: Invitation) -> None:
        self.line, self.keys = line, Keys()
        self.service = enrolled(line, slip, self.keys)
        self.laptop = Laptop(self.service.person, self.keys.signing, self.parcels_to)

    def come_in_anew(self, line: Line, slip: Invitation) -> None:
        """To a service that has lost its keys: with the same keys, and with what is here."""
        self.line, self.service = line, enrolled(line, slip, self.keys)
        self.laptop.parcels_to = self.parcels_to

    @property
    def parcels_to(self) -> Recipients:
        return Recipients(self.service.service, (unb64(self.service.sealing_key), unb64(self.service.recovery_key)))

    def to(self, path: str) -> Address:
        return Address(self.service.service, self.service.device, path)

    @property
    def address(self) -> Address:
        return self.to("/v1/sync")

    def sealed_letter(self, path: str, asked: object, chunk: bytes = b"") -> bytes:
        """Any question, as it goes over the network."""
        letter = Letter(messages.written(asked), chunk)
        return envelope.question(letter, self.to(path), sign=self.keys.signing, to=unb64(self.service.sealing_key))

    def exchange(self, path: str, asked: object, chunk: bytes = b"") -> Letter:
        """Any question, answered."""
        body = self.sealed_letter(path, asked, chunk)
        answer = self.line.post(path, body, self.service.device)
        return envelope.opened_answer(answer, self.to(path), asked=body, key=self.keys.opening, signer=unb64(self.service.signing_key))

    def put(self, compartment: str, file: str, number: int, total: int, piece: bytes) -> PutAnswer:
        return messages.read(self.exchange("/v1/put", PutQuestion(compartment, file, number, total), piece).text, PutAnswer)

    def get(self, asked: GetQuestion) -> tuple[GetAnswer, bytes]:
        letter = self.exchange("/v1/get", asked)
        return messages.read(letter.text, GetAnswer), letter.chunk

    def fetched(self, compartment: str, file: str) -> bytes | None:
        """A whole file, or None where pieces are missing."""
        answer, _ = self.get(GetQuestion(compartment, file))
        found = [self.get(GetQuestion(compartment, file, number))[1] for number in range(answer.total)]
        return b"".join(found) if found and all(found) else None

    def sealed(self, asked: SyncQuestion) -> bytes:
        letter = Letter(messages.written(asked))
        return envelope.question(letter, self.address, sign=self.keys.signing, to=unb64(self.service.sealing_key))

    def opened(self, body: bytes, asked: bytes) -> SyncAnswer:
        letter = envelope.opened_answer(body, self.address, asked=asked, key=self.keys.opening, signer=unb64(self.service.signing_key))
        return messages.read(letter.text, SyncAnswer)

    def question(self) -> SyncQuestion:
        return exchange.question(self.laptop, BUDGET)

    def ask(self, asked: SyncQuestion) -> SyncAnswer:
        body = self.sealed(asked)
        return self.opened(self.line.post("/v1/sync", body, self.service.device), body)

    def once(self) -> bool:
        """One question and its answer; whether to ask again at once."""
        asked = self.question()
        return exchange.answered(self.laptop, asked, self.ask(asked)).more

    def sync(self) -> None:
        """Until nothing more comes of it."""
        for _ in range(50):
            if not self.once():
                return
        raise AssertionError("it never comes to an end")


Arrive = Callable[[str], Asking]
"""Makes an enrolled laptop of somebody."""
