"""The envelope: what goes over the network between a laptop and the central service. One mechanism hides it, proves who wrote it, and binds an
answer to its question, so that no token is kept that could be stolen, and no clock and no list of what was seen is needed against replays.

    envelope  = suite (1 byte) || HPKE(to the receiver's key, info, signature || length || text || chunk)
    signature = Ed25519 by the sender over SHA-256(info || length || text || chunk), 64 bytes
    length    = of the text, 4 bytes, big endian;   text = JSON as zstandard packs it;   chunk = bytes as they are, of an attachment, or none
    info      = purpose, service, device and path of the question, and for an answer the digest of the question; each with its length before it

HPKE is RFC 9180, base mode: X25519, HKDF-SHA-256, AES-256-GCM. Size and signature are looked at before anything is unpacked.
"""

import hashlib
import hmac
from dataclasses import dataclass, field

import zstandard
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from facilitator_app.ledger.seals import SigningKey, verified

MOST_BYTES = 4 * 1024 * 1024  # of an envelope: a page of changes and its own weight
MOST_TEXT_BYTES = 32 * 1024 * 1024  # of its text, unpacked
DEVICE_HEADER = "Workbook-Device"
"""Says who asks, so that the service knows whose key to try; who asks is proved by the envelope."""
_SUITE = b"\x01"
_HPKE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_SIGNATURE_BYTES, _LENGTH_BYTES = 64, 4
_LEVEL = 6  # 52 bytes a change of first sync; higher levels take longer than they save on a slow line


class NotAnEnvelope(Exception):
    """Not what it should be, not from whom it should be, not for us, or the answer to another question. Which of them is nobody's to know."""


class OpeningKey:
    """The key with which a laptop or the service opens what is sent to it (X25519)."""

    def __init__(self, private: bytes | None = None) -> None:
        self._key = X25519PrivateKey.from_private_bytes(private) if private else X25519PrivateKey.generate()
        self.public: bytes = self._key.public_key().public_bytes_raw()

    def private_bytes(self) -> bytes:
        """32 bytes, for an encrypted place only."""
        return self._key.private_bytes_raw()

    def opened(self, sealed: bytes, info: bytes) -> bytes:
        """What was sealed to this key under `info`. Raises `NotAnEnvelope`."""
        try:
            return _HPKE.decrypt(sealed, self._key, info)
        except (InvalidTag, ValueError) as problem:
            raise NotAnEnvelope from problem


def sealed_to(public: bytes, plain: bytes, info: bytes) -> bytes:
    """Sealed to whoever holds the other half of this key: the reverse of `OpeningKey.opened`. Says nothing of who sealed it."""
    return _HPKE.encrypt(plain, X25519PublicKey.from_public_bytes(public), info)


@dataclass(frozen=True, slots=True)
class Address:
    """Which question it is: who asks which service for what."""

    service: str
    device: str
    path: str


@dataclass(frozen=True, slots=True)
class Letter:
    """What an envelope holds: a text (JSON), and a piece of an attachment where one comes with it."""

    text: bytes = field(repr=False)
    chunk: bytes = field(default=b"", repr=False)


def question(letter: Letter, address: Address, *, sign: SigningKey, to: bytes) -> bytes:
    """The envelope from a laptop to the service whose opening key is `to`."""
    return _sealed(letter, _info(b"question", address), sign, to)


def opened_question(body: bytes, address: Address, *, key: OpeningKey, signer: bytes) -> Letter:
    """What the laptop whose signing key is `signer` asks. Raises `NotAnEnvelope`."""
    return _opened(body, _info(b"question", address), key, signer)


def answer(letter: Letter, address: Address, *, asked: bytes, sign: SigningKey, to: bytes) -> bytes:
    """The envelope back, to the laptop whose opening key is `to`, for the very bytes that it `asked`."""
    return _sealed(letter, _info(b"answer", address, asked), sign, to)


def opened_answer(body: bytes, address: Address, *, asked: bytes, key: OpeningKey, signer: bytes) -> Letter:
    """What the service whose signing key is `signer` answers to `asked`. Raises `NotAnEnvelope`, also for the answer to anything else."""
    return _opened(body, _info(b"answer", address, asked), key, signer)


def _info(purpose: bytes, address: Address, asked: bytes | None = None) -> bytes:
    parts = [b"workbook exchange 1", purpose, *(part.encode() for part in (address.service, address.device, address.path))]
    parts += [] if asked is None else [hashlib.sha256(asked).digest()]
    return b"".join(len(part).to_bytes(_LENGTH_BYTES) + part for part in parts)


def _sealed(letter: Letter, info: bytes, sign: SigningKey, to: bytes) -> bytes:
    text = zstandard.ZstdCompressor(level=_LEVEL).compress(letter.text)
    held = len(text).to_bytes(_LENGTH_BYTES) + text + letter.chunk
    signed = sign.sign(hashlib.sha256(info + held).digest()) + held
    return _SUITE + sealed_to(to, signed, info)


def _opened(body: bytes, info: bytes, key: OpeningKey, signer: bytes) -> Letter:
    if len(body) > MOST_BYTES or not hmac.compare_digest(body[:1], _SUITE):
        raise NotAnEnvelope
    plain = key.opened(body[1:], info)
    signature, held = plain[:_SIGNATURE_BYTES], plain[_SIGNATURE_BYTES:]
    if not verified(signer, signature, hashlib.sha256(info + held).digest()):
        raise NotAnEnvelope
    until = _LENGTH_BYTES + int.from_bytes(held[:_LENGTH_BYTES])
    if len(held) < until:
        raise NotAnEnvelope
    return Letter(_unpacked(held[_LENGTH_BYTES:until]), held[until:])


def _unpacked(text: bytes) -> bytes:
    """Signed by somebody we know, and yet no more than we can hold is unpacked."""
    try:
        size = zstandard.frame_content_size(text)
        if not 0 <= size <= MOST_TEXT_BYTES:
            raise NotAnEnvelope
        return zstandard.ZstdDecompressor().decompress(text, max_output_size=MOST_TEXT_BYTES)
    except zstandard.ZstdError as problem:
        raise NotAnEnvelope from problem
