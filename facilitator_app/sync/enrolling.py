"""How a laptop comes in by a slip of paper: what it asks, and what it makes of the answer. Logic: no file and no network."""

from collections.abc import Callable
from dataclasses import dataclass, field

from facilitator_app.errors import Trouble
from facilitator_app.ledger import code_letters, enrolment, invitation
from facilitator_app.ledger.envelope import OpeningKey
from facilitator_app.ledger.invitation import Invitation, Mistyped, NotProved
from facilitator_app.ledger.messages import Malformed
from facilitator_app.ledger.messages_enrol import EnrolAnswer, EnrolQuestion
from facilitator_app.ledger.seals import SigningKey, b64, fresh_id, unb64
from facilitator_app.sync.reasons import NotAnswered, Reason

PATH = "/v1/enrol"
_KEY_BYTES, _LETTERS = 32, 21


class SlipMistyped(Trouble):
    """The letters cannot be those of any slip."""

    def __init__(self) -> None:
        super().__init__("One of these letters is not right.", "Compare them with your slip, group by group.")


def what_is_wrong(typed: str) -> str:
    """What is wrong with letters of which none is missing any more; empty else."""
    if len(code_letters.as_typed(typed)) < _LETTERS:
        return ""
    try:
        invitation.typed(typed)
    except Mistyped:
        return SlipMistyped().words
    return ""


class NotLetIn(Trouble):
    """The service does not know this slip; or it was used, or is too old, or was tried too often. Which of them is nobody's to know."""

    def __init__(self) -> None:
        super().__init__(
            "The service did not take this slip.",
            "A slip is good for three days and for one laptop. Nothing here was changed. Ask the office for a new one.",
        )


@dataclass(frozen=True, slots=True)
class Coming:
    """One try to come in."""

    slip: Invitation = field(repr=False)
    body: bytes = field(repr=False)

    def answered(self, body: bytes) -> EnrolAnswer:
        """Who this laptop is at the service. Raises `NotAnswered` for whatever does not hold the slip too."""
        try:
            found = enrolment.read_answer(self.slip, self.body, body)
            keys = [unb64(one) for one in (found.signing_key, found.sealing_key, found.recovery_key)]
        except (NotProved, Malformed, ValueError) as problem:
            raise NotAnswered(Reason.STRANGER) from problem
        if any(len(key) != _KEY_BYTES for key in keys):
            raise NotAnswered(Reason.STRANGER)
        return found


def coming(typed: str, signing: SigningKey, opening: OpeningKey, *, name: str, author: str) -> Coming:
    """A question out of what somebody typed from their slip. `name` is of the laptop, `author` in what was written here so far. Raises `SlipMistyped`."""
    try:
        slip = invitation.typed(typed)
    except Mistyped as problem:
        raise SlipMistyped from problem
    asked = EnrolQuestion(slip.locator, b64(signing.public), b64(opening.public), name, author, fresh_id())
    return Coming(slip, enrolment.question(slip, asked))


def come_in(post: Callable[[str, bytes], bytes], one: Coming) -> EnrolAnswer:
    """Asks by `post` and reads. For the network's thread. Raises `NotAnswered`, `NotLetIn`."""
    try:
        body = post(PATH, one.body)
    except NotAnswered as problem:
        if problem.reason is Reason.REFUSED:
            raise NotLetIn from problem
        raise
    return one.answered(body)
