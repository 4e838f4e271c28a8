"""The key slots: each holds the workbook's one key, sealed under a passphrase, a recovery sheet or the system's keyring. Any one of them opens it.

Knows how keys are kept and nothing of what they open. The seal tells a wrong passphrase; the file's own digest tells damage; so the two
never share a sentence.
"""

import hashlib
import os
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from facilitator_app.errors import Trouble
from facilitator_app.ledger import code_letters
from facilitator_app.ledger.seals import NotOpened, b64, expanded, same, seal, stretched, unb64, unseal
from facilitator_app.records import codec
from facilitator_app.vault.folder import SLOTS, TAKEN_OUT, NewerVersion, TakenOut, disk_sentences, write_whole

DATA_KEY_BYTES = 48  # 32 of key and 16 of salt, as SQLCipher takes them raw
FORMAT = 1
_MEMORY_KIB, _PASSES, _LANES = 64 * 1024, 3, 4
_MOST_MEMORY_KIB, _MOST_PASSES, _MOST_LANES = 1024 * 1024, 20, 64  # more than that is no cost of ours, and would hold the laptop up
_SALT_BYTES = 16
_STRONG_ENOUGH = 4  # of zxcvbn's 0 to 4: over 10^10 guesses, behind 64 MiB each; two common words stay below
_GROUPS, _GROUP = 8, 4


class WrongPassphrase(Trouble):
    """The slots are whole, and this passphrase opens none of them."""

    def __init__(self) -> None:
        super().__init__(
            "That passphrase does not open this workbook.", "Nothing is lost. Try again, use your recovery sheet, or ring the office."
        )


class WrongSheet(Trouble):
    """What was typed is a recovery sheet, but not this workbook's."""

    def __init__(self) -> None:
        super().__init__(
            "That recovery sheet does not open this workbook.", "Nothing is lost. Look whether the sheet belongs to this workbook."
        )


class SheetMistyped(Trouble):
    """What was typed cannot be any recovery sheet: its check group does not fit."""

    def __init__(self) -> None:
        super().__init__("There is a slip in those letters.", "Compare them with the sheet, group by group.")


class WrongKeyring(Trouble):
    """The keyring keeps a secret for this workbook, and it is not the one that was used."""

    def __init__(self) -> None:
        super().__init__(
            "The keyring of this computer does not open this workbook.",
            "Nothing is lost. Type your passphrase, and switch the keyring on again.",
        )


class SlotsDamaged(Trouble):
    """The key file is missing or is not what was written."""

    def __init__(self) -> None:
        super().__init__(
            "The key file of this workbook is missing or damaged. The records themselves may be whole.",
            "Do not make a new one. Each copy in the folder “backups” holds the key file too: ring the office, and do it together.",
        )


class TooEasy(Trouble):
    """A passphrase that could be guessed."""

    def __init__(self) -> None:
        super().__init__("That passphrase could be guessed.", "Use four words that only you would put together.")


@dataclass(frozen=True, slots=True, repr=False)
class Slot:
    """One way in: what seals the key, and the sealed key (base 64)."""

    kind: str  # "passphrase", "sheet" or "keyring"; one from a newer version is kept
    salt: str
    sealed: str
    memory_kib: int = 0
    passes: int = 0
    lanes: int = 0


@dataclass(frozen=True, slots=True, repr=False)
class Slots:
    """All ways into one workbook."""

    workbook: str
    slots: tuple[Slot, ...] = ()
    format: int = FORMAT

    def of(self, kind: str) -> Slot | None:
        """The slot of one kind, or None."""
        return next((slot for slot in self.slots if slot.kind == kind), None)

    def with_slot(self, slot: Slot) -> "Slots":
        """The same with one slot put in or replaced."""
        return replace(self, slots=(*(kept for kept in self.slots if kept.kind != slot.kind), slot))

    def without(self, kind: str) -> "Slots":
        """The same with one way less."""
        return replace(self, slots=tuple(slot for slot in self.slots if slot.kind != kind))


def read_slots(folder: Path) -> Slots:
    """The slots of a workbook. Raises `SlotsDamaged`, `NewerVersion`, and `TakenOut` where the service had them removed."""
    if (folder / TAKEN_OUT).exists():
        raise TakenOut
    try:
        found = codec.object_from_json((folder / SLOTS).read_bytes())
        digest = str(found.pop("digest", ""))
    except (OSError, codec.Unreadable) as problem:
        raise SlotsDamaged from problem
    if not same(digest.encode(), _digest(found).encode()):
        raise SlotsDamaged
    version = found.get("format")
    if isinstance(version, int) and version > FORMAT:
        raise NewerVersion
    try:
        return codec.convert(found, Slots)
    except codec.Unreadable as problem:
        raise SlotsDamaged from problem


def write_slots(folder: Path, slots: Slots) -> None:
    """Writes the key file, whole or not at all."""
    plain = codec.to_builtins(slots)
    with disk_sentences():
        write_whole(folder / SLOTS, codec.to_json({**plain, "digest": _digest(plain)}))


def _digest(plain: dict[str, object]) -> str:
    return hashlib.sha256(codec.to_json(plain)).hexdigest()


def fresh_data_key() -> bytes:
    """A new random key for a new workbook."""
    return os.urandom(DATA_KEY_BYTES)


# Passphrase -------------------------------------------------------------------------------------------------------------------


def strong_enough(passphrase: str) -> bool:
    """Whether a passphrase would hold. Judged by zxcvbn on its first 72 characters."""
    from zxcvbn import zxcvbn  # noqa: PLC0415 - its word lists are for choosing a passphrase, not for opening with one

    return bool(passphrase) and int(zxcvbn(passphrase[:72], max_length=72)["score"]) >= _STRONG_ENOUGH


def passphrase_slot(workbook: str, passphrase: str, data_key: bytes) -> Slot:
    """Seals the key under a passphrase. Takes about 0.2 s and 64 MiB."""
    slot = Slot("passphrase", b64(os.urandom(_SALT_BYTES)), "", _MEMORY_KIB, _PASSES, _LANES)
    return _sealed(slot, workbook, _stretch(slot, passphrase), data_key)


def open_with_passphrase(slots: Slots, passphrase: str) -> bytes:
    """The workbook's key. Raises `WrongPassphrase`, `SlotsDamaged`."""
    slot = slots.of("passphrase")
    if slot is None:
        raise SlotsDamaged
    return _unsealed(slot, slots.workbook, lambda: _stretch(slot, passphrase), WrongPassphrase)


def _stretch(slot: Slot, passphrase: str) -> bytes:
    if not (0 < slot.memory_kib <= _MOST_MEMORY_KIB and 0 < slot.passes <= _MOST_PASSES and 0 < slot.lanes <= _MOST_LANES):
        raise ValueError("a cost that nobody set")
    # The same words typed on another keyboard may come in other Unicode pieces.
    words = unicodedata.normalize("NFKC", passphrase).encode(errors="surrogatepass")
    return stretched(words, unb64(slot.salt), memory_kib=slot.memory_kib, passes=slot.passes, lanes=slot.lanes)


# Recovery sheet ---------------------------------------------------------------------------------------------------------------


def fresh_sheet() -> tuple[str, ...]:
    """Eight groups of four letters and digits: 140 random bits, and a last group by which a slip of the pen is seen."""
    body = code_letters.fresh((_GROUPS - 1) * _GROUP)
    whole = body + _check_group(body)
    return tuple(whole[start : start + _GROUP] for start in range(0, len(whole), _GROUP))


def _check_group(body: str) -> str:
    return code_letters.spelled(int.from_bytes(hashlib.sha256(body.encode()).digest()[:4], "big"), _GROUP)


def sheet_from(typed: str) -> str:
    """The letters of a sheet as typed, in any case and spacing. Raises `SheetMistyped`."""
    whole = code_letters.as_typed(typed)
    if len(whole) != _GROUPS * _GROUP or whole[-_GROUP:] != _check_group(whole[:-_GROUP]):
        raise SheetMistyped
    return whole


def sheet_slot(workbook: str, groups: tuple[str, ...], data_key: bytes) -> Slot:
    """Seals the key under a recovery sheet."""
    slot = Slot("sheet", b64(os.urandom(_SALT_BYTES)), "")
    return _sealed(slot, workbook, _expand(slot, "".join(groups).encode()), data_key)


def open_with_sheet(slots: Slots, typed: str) -> bytes:
    """The workbook's key. Raises `SheetMistyped`, `WrongSheet`, `SlotsDamaged`."""
    secret = sheet_from(typed).encode()
    slot = slots.of("sheet")
    if slot is None:
        raise WrongSheet
    return _unsealed(slot, slots.workbook, lambda: _expand(slot, secret), WrongSheet)


def _expand(slot: Slot, secret: bytes) -> bytes:
    return expanded(secret, unb64(slot.salt), b"workbook " + slot.kind.encode())


# Keyring ----------------------------------------------------------------------------------------------------------------------


def keyring_slot(workbook: str, secret: bytes, data_key: bytes) -> Slot:
    """Seals the key under a random secret that the system's keyring keeps."""
    slot = Slot("keyring", b64(os.urandom(_SALT_BYTES)), "")
    return _sealed(slot, workbook, _expand(slot, secret), data_key)


def open_with_keyring(slots: Slots, secret: bytes) -> bytes:
    """The workbook's key. Raises `WrongKeyring` when the keyring's secret is not the one that was used."""
    slot = slots.of("keyring")
    if slot is None:
        raise WrongKeyring
    return _unsealed(slot, slots.workbook, lambda: _expand(slot, secret), WrongKeyring)


# The seal itself --------------------------------------------------------------------------------------------------------------


def _bound_to(slot: Slot, workbook: str) -> bytes:
    """Everything that the seal vouches for besides the key: nobody can lower the cost of a guess, or carry a slot to another workbook."""
    return codec.to_json([FORMAT, workbook, slot.kind, slot.salt, slot.memory_kib, slot.passes, slot.lanes])


def _sealed(slot: Slot, workbook: str, key: bytes, data_key: bytes) -> Slot:
    return replace(slot, sealed=b64(seal(key, data_key, _bound_to(slot, workbook))))


def _unsealed(slot: Slot, workbook: str, key: Callable[[], bytes], wrong: Callable[[], Trouble]) -> bytes:
    try:
        return unseal(key(), unb64(slot.sealed), _bound_to(slot, workbook))
    except NotOpened as problem:
        raise wrong() from problem
    except ValueError as problem:
        raise SlotsDamaged from problem
