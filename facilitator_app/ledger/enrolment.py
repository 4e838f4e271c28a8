"""How `/v1/enrol` is written: the proof that its writer holds the slip, and behind it the message. Pure, as the rest of the exchange's words.

    question = proof of the laptop || JSON of `EnrolQuestion`
    answer   = proof of the service || SHA-256 of the question's bytes || JSON of `EnrolAnswer`

Each proof covers all bytes behind it, also members that only a newer version knows. The answer is to these very keys, and to no other question.
"""

from facilitator_app.ledger import chain, messages
from facilitator_app.ledger.invitation import PROOF_BYTES, Invitation, NotProved
from facilitator_app.ledger.messages_enrol import EnrolAnswer, EnrolQuestion

_LAPTOP, _SERVICE = b"laptop", b"service"


def question(invitation: Invitation, asked: EnrolQuestion) -> bytes:
    """The bytes that a laptop sends."""
    return invitation.proved(_LAPTOP, messages.written(asked))


def unproved(body: bytes) -> EnrolQuestion:
    """What a question says, for finding the invitation by which to prove it. Raises `Malformed`."""
    return messages.read(body[PROOF_BYTES:], EnrolQuestion)


def is_proved(invitation: Invitation, body: bytes) -> bool:
    """Whether whoever wrote this question holds the invitation."""
    try:
        invitation.message(_LAPTOP, body)
    except NotProved:
        return False
    return True


def answer(invitation: Invitation, asked: bytes, answered: EnrolAnswer) -> bytes:
    """The bytes that the service sends back to the very bytes that it was asked."""
    return invitation.proved(_SERVICE, chain.digest(asked) + messages.written(answered))


def read_answer(invitation: Invitation, asked: bytes, body: bytes) -> EnrolAnswer:
    """What the service that holds the invitation too answers. Raises `NotProved`, also for the answer to another question, and `Malformed`."""
    message = invitation.message(_SERVICE, body)
    if message[: chain.DIGEST_BYTES] != chain.digest(asked):
        raise NotProved
    return messages.read(message[chain.DIGEST_BYTES :], EnrolAnswer)
