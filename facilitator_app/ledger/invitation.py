"""An invitation: a few letters on a slip of paper by which a laptop and the central service come to know each other's keys.

Twenty letters and one by which a slip of the pen is seen. The first four say which invitation it is; the other sixteen (80 random bits) are known
to nobody but who holds the slip and the service, so that whoever sits between the two can forge neither side. No second browser is needed.
"""

from dataclasses import dataclass, field

from facilitator_app.ledger import code_letters
from facilitator_app.ledger.seals import expanded, keyed_digest, same

_LOCATOR, _SECRET, _GROUP = 4, 16, 4
PROOF_BYTES = 32


class Mistyped(ValueError):
    """Letters that are no invitation's: one is wrong, or two have changed places."""


class NotProved(ValueError):
    """A message that nobody wrote who holds this invitation."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """What stands on the slip. `locator` may be told; `secret` never leaves either side."""

    locator: str
    secret: str = field(repr=False)

    def groups(self) -> tuple[str, ...]:
        """As it is printed: five groups of four, the last with its check letter behind it."""
        written = self.locator + self.secret
        written += code_letters.check_letter(written)
        starts = range(0, _LOCATOR + _SECRET, _GROUP)
        return tuple(written[start : start + _GROUP] if start < starts[-1] else written[start:] for start in starts)

    def proved(self, who: bytes, message: bytes) -> bytes:
        """The message with the proof before it that its writer, `b"laptop"` or `b"service"`, holds the invitation."""
        return keyed_digest(self._key(who), message) + message

    def message(self, who: bytes, proved: bytes) -> bytes:
        """What was proved. Raises `NotProved`."""
        proof, message = proved[:PROOF_BYTES], proved[PROOF_BYTES:]
        if not same(proof, keyed_digest(self._key(who), message)):
            raise NotProved
        return message

    def _key(self, who: bytes) -> bytes:
        return expanded(self.secret.encode(), self.locator.encode(), b"invitation " + who)


def fresh() -> Invitation:
    """A new one."""
    return Invitation(code_letters.fresh(_LOCATOR), code_letters.fresh(_SECRET))


def typed(text: str) -> Invitation:
    """What somebody typed from the slip, in any case and spacing. Raises `Mistyped`."""
    found = code_letters.as_typed(text)
    written, check = found[:-1], found[-1:]
    if len(written) != _LOCATOR + _SECRET or any(letter not in code_letters.ALPHABET for letter in found):
        raise Mistyped
    if code_letters.check_letter(written) != check:
        raise Mistyped
    return Invitation(written[:_LOCATOR], written[_LOCATOR:])
