"""Questions to a service as sealed bytes, and its answers as what they do: between a store, which belongs to one thread, and a way out, which
belongs to another. Neither sees the other.
"""

from dataclasses import dataclass, field, replace

from facilitator_app.ledger import envelope, messages
from facilitator_app.ledger.envelope import Address, Letter, NotAnEnvelope, OpeningKey
from facilitator_app.ledger.messages import Malformed, SyncAnswer, SyncQuestion
from facilitator_app.ledger.messages_enrol import EnrolAnswer
from facilitator_app.ledger.seals import SigningKey, unb64
from facilitator_app.sync import exchange
from facilitator_app.sync.exchange import BUDGET_BYTES, Progress
from facilitator_app.sync.reasons import NotAnswered, Reason
from facilitator_app.sync.store import Store

PATH = "/v1/sync"
LEAST_BYTES, MOST_BYTES = 16 * 1024, 1024 * 1024


@dataclass(frozen=True, slots=True)
class Asked:
    """A question on its way: what goes out, and what it was, by which its answer is read."""

    body: bytes = field(repr=False)
    question: SyncQuestion = field(repr=False)

    @property
    def carries(self) -> int:
        """How many changes go with it."""
        return len(self.question.push)


@dataclass(frozen=True, slots=True)
class Service:
    """One service as one laptop knows it: what enrolment bound, and the laptop's own keys."""

    answer: EnrolAnswer
    signing: SigningKey = field(repr=False)
    opening: OpeningKey = field(repr=False)

    def question(self, store: Store, budget: int = BUDGET_BYTES, *, short: bool = False, saw: str = "", forked: str = "") -> Asked:
        """What to ask now, sealed. `saw`: the last checkpoint that was shown here; `forked`: another that cannot stand behind it."""
        asked = replace(exchange.question(store, budget, short=short), saw=saw, forked=forked)
        return Asked(self.sealed(PATH, messages.written(asked)), asked)

    def answered(self, store: Store, asked: Asked, body: bytes) -> Progress:
        """Does what an answer says. Raises `NotAnswered` for what is not the service's answer to this very question, and nothing is changed."""
        text = self.opened(PATH, body, asked.body).text
        try:
            answer = messages.read(text, SyncAnswer)
        except Malformed as problem:
            raise NotAnswered(Reason.STRANGER) from problem
        progress = exchange.answered(store, asked.question, answer)
        progress = replace(progress, offline_days=max(0, answer.offline_days), now=answer.now)
        return progress if progress.late else replace(progress, checkpoint=answer.checkpoint)  # a late one shows what was newest once

    def sealed(self, path: str, text: bytes, chunk: bytes = b"") -> bytes:
        """A question's envelope."""
        return envelope.question(Letter(text, chunk), self._address(path), sign=self.signing, to=unb64(self.answer.sealing_key))

    def opened(self, path: str, body: bytes, asked: bytes) -> Letter:
        """What an answer holds. Raises `NotAnswered`."""
        try:
            return envelope.opened_answer(body, self._address(path), asked=asked, key=self.opening, signer=unb64(self.answer.signing_key))
        except NotAnEnvelope as problem:
            raise NotAnswered(Reason.STRANGER) from problem

    def _address(self, path: str) -> Address:
        return Address(self.answer.service, self.answer.device, path)


@dataclass(slots=True)
class Pace:
    """How much is asked for at once, and how long is waited after a failure. A line that breaks gets smaller pieces; one that holds larger ones."""

    budget: int = BUDGET_BYTES
    failures: int = 0

    def held(self) -> None:
        """An answer came."""
        self.budget, self.failures = min(self.budget * 2, MOST_BYTES), 0

    def broke(self) -> None:
        """None came."""
        self.budget, self.failures = max(self.budget // 2, LEAST_BYTES), self.failures + 1

    def wait_s(self, chance: float) -> float:
        """How long to wait before the next try: 2 s, twice as long each time, 5 minutes at most; less up to a half by `chance` (0 to 1), so
        that laptops that lost the same service do not all come back in the same second.
        """
        longest: float = min(2.0 * 2 ** min(self.failures - 1, 8), 300.0)
        return longest * (1 - chance / 2)
