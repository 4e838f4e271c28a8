"""Keys, signatures and ciphers. The only place that knows the cryptography library; it keeps nothing and writes nothing."""

import base64
import hashlib
import hmac
import os

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE_BYTES = 12
KEY_BYTES = 32


class NotOpened(Exception):
    """A key does not open what it was tried on, or the sealed bytes are not what was sealed. The cipher cannot say which."""


def b64(data: bytes) -> str:
    """URL-safe base 64 without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def unb64(text: str) -> bytes:
    """The reverse of `b64`. Raises `ValueError`, also for another spelling of the same bytes: what is signed must have one form only."""
    data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    if b64(data) != text:
        raise ValueError("not as b64 writes it")
    return data


def short_digest(data: bytes) -> str:
    """22 characters: the first 16 bytes of SHA-256."""
    return b64(hashlib.sha256(data).digest()[:16])


def fresh_id() -> str:
    """22 random characters: the id of a record that is made here and nowhere else."""
    return b64(os.urandom(16))


def derived_id(*parts: str) -> str:
    """The same 22 characters wherever the same parts are named, so that two laptops that bring in one referral meet as one."""
    return short_digest("\x1f".join(parts).encode())


class SigningKey:
    """The key that a device made at its first start (Ed25519)."""

    def __init__(self, private: bytes | None = None) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(private) if private else Ed25519PrivateKey.generate()
        self.public: bytes = self._key.public_key().public_bytes_raw()
        self.fingerprint = short_digest(self.public)

    def private_bytes(self) -> bytes:
        """32 bytes, for the encrypted workbook only."""
        return self._key.private_bytes_raw()

    def sign(self, data: bytes) -> bytes:
        """64 bytes."""
        return self._key.sign(data)


def verified(public: bytes, signature: bytes, data: bytes) -> bool:
    """Whether `public` signed exactly these bytes."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, data)
    except (InvalidSignature, ValueError):
        return False
    return True


def seal(key: bytes, plain: bytes, bound_to: bytes, nonce: bytes | None = None) -> bytes:
    """AES-256-GCM: nonce, then ciphertext and tag. `bound_to` is authenticated and not kept."""
    nonce = nonce or os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, bound_to)


def unseal(key: bytes, sealed: bytes, bound_to: bytes) -> bytes:
    """The reverse of `seal`. Raises `NotOpened`."""
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], bound_to)
    except (InvalidTag, ValueError) as problem:
        raise NotOpened from problem


def stretched(passphrase: bytes, salt: bytes, *, memory_kib: int, passes: int, lanes: int) -> bytes:
    """32 bytes out of a passphrase by Argon2id (RFC 9106)."""
    return Argon2id(salt=salt, length=KEY_BYTES, iterations=passes, lanes=lanes, memory_cost=memory_kib).derive(passphrase)


def expanded(secret: bytes, salt: bytes, purpose: bytes) -> bytes:
    """32 bytes out of a secret that is random already, by HKDF-SHA-256."""
    return HKDF(algorithm=hashes.SHA256(), length=KEY_BYTES, salt=salt, info=purpose).derive(secret)


def keyed_digest(key: bytes, data: bytes) -> bytes:
    """HMAC-SHA-256: says that who wrote `data` held `key`."""
    return hmac.new(key, data, hashlib.sha256).digest()


def same(left: bytes, right: bytes) -> bool:
    """Equality in constant time."""
    return hmac.compare_digest(left, right)
