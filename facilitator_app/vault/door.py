"""Making, opening, locking and leaving a workbook: the folder, its lock, its key slots and its vault, in the right order.

Nothing here ever puts a new workbook where one is missing, empty or damaged.
"""

import contextlib
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from facilitator_app.calendar import Clock
from facilitator_app.errors import Trouble
from facilitator_app.ledger.seals import fresh_id
from facilitator_app.vault import backup, folder, keyring_box, keys, schema
from facilitator_app.vault.connection import Connection
from facilitator_app.vault.folder import FolderLock, Identity, Missing, UnsafeFolder
from facilitator_app.vault.vault import Vault, run_steps


class NotEmpty(Trouble):
    """Something lies where a new workbook should go."""

    def __init__(self) -> None:
        super().__init__("There is already something with this name in that folder.", "Choose another name. Nothing was changed.")


@dataclass(slots=True, repr=False)
class Opened:
    """An open workbook: its folder, its vault, and the key that lets copies be made. `close` lets go of all of it."""

    path: Path
    identity: Identity
    vault: Vault
    key: bytes
    lock: FolderLock
    clock: Clock

    def back_up(self) -> Path:
        """Makes and proves a copy. Raises `Trouble`."""
        return backup.back_up(self.path, self.vault.connection, self.key, self.identity.workbook, self.clock.now())

    def is_open(self) -> bool:
        """Whether there is a way into it: not after `forget_everything`."""
        return (self.path / folder.SLOTS).exists()

    def forget_everything(self) -> None:
        """The service says that this laptop was stolen: keys first, those of the copies too, then all else. Nothing opens any of it again."""
        copies = self.path / folder.BACKUPS
        with folder.disk_sentences():
            (self.path / folder.TAKEN_OUT).touch()
            for slots in (self.path / folder.SLOTS, *sorted(copies.rglob(folder.SLOTS))):
                slots.unlink(missing_ok=True)
            if copies.is_dir():
                shutil.rmtree(copies)
            folder.sync_folder(self.path)

    def close(self) -> None:
        """Lets go of the file, the key and the lock."""
        self.key = b""
        try:
            self.vault.close()
        finally:
            self.lock.release()

    # Ways in ------------------------------------------------------------------------------------------------------------------

    def set_passphrase(self, passphrase: str) -> None:
        """Replaces the passphrase. Raises `TooEasy`."""
        if not keys.strong_enough(passphrase):
            raise keys.TooEasy
        self._put(keys.passphrase_slot(self.identity.workbook, passphrase, self.key))

    def is_passphrase(self, passphrase: str) -> bool:
        """Whether this is the passphrase of the open workbook."""
        try:
            return keys.open_with_passphrase(keys.read_slots(self.path), passphrase) == self.key
        except keys.WrongPassphrase:
            return False

    def set_sheet(self, groups: tuple[str, ...]) -> None:
        """Makes a recovery sheet a way in; one that was made before is none any more."""
        self._put(keys.sheet_slot(self.identity.workbook, groups, self.key))

    def has(self, kind: str) -> bool:
        """Whether there is a way in of this kind."""
        return keys.read_slots(self.path).of(kind) is not None

    def use_keyring(self, *, on: bool) -> None:
        """Switches the system's keyring on or off as one more way in. Raises `NoKeyring`. Not for the screen's thread."""
        if on:
            secret = os.urandom(32)
            keyring_box.remember(self.identity.workbook, secret)
            self._put(keys.keyring_slot(self.identity.workbook, secret, self.key))
        else:
            keys.write_slots(self.path, keys.read_slots(self.path).without("keyring"))
            keyring_box.forget(self.identity.workbook)

    def _put(self, slot: keys.Slot) -> None:
        keys.write_slots(self.path, keys.read_slots(self.path).with_slot(slot))


def create(path: Path, passphrase: str, clock: Clock) -> Opened:
    """A new workbook in a folder that does not exist yet, or is empty. Raises `TooEasy`, `UnsafeFolder`, `NotEmpty`.

    It is built beside its place and moved there whole: half a workbook never stands under its name.
    """
    if path.suffix != folder.SUFFIX:
        path = path.with_name(path.name + folder.SUFFIX)
    if not keys.strong_enough(passphrase):
        raise keys.TooEasy
    folder.refuse_unsafe(path)
    building = path.with_name(path.name + ".making")
    with folder.disk_sentences():
        if path.exists() and (not path.is_dir() or any(path.iterdir())):
            raise NotEmpty
        if building.exists():  # a creation was cut off
            _clear(building)
        building.mkdir(parents=True, mode=0o700)
    moved = False
    try:
        _build(building, passphrase, clock)
        with folder.disk_sentences():
            if path.exists():
                path.rmdir()  # it is empty, and Windows renames onto nothing
            building.rename(path)
            moved = True
            folder.sync_folder(path.parent)
        return open_with_passphrase(path, passphrase, clock)
    except BaseException:  # whatever it was, what is half made is taken away
        with contextlib.suppress(OSError, NotEmpty):  # what cannot be taken away now, the next creation takes away
            if moved:
                path.rename(building)
            _clear(building)
        raise


def _build(building: Path, passphrase: str, clock: Clock) -> None:
    identity = Identity(fresh_id())
    key = keys.fresh_data_key()
    with folder.disk_sentences():
        folder.write_identity(building, identity)
    keys.write_slots(building, keys.Slots(identity.workbook, (keys.passphrase_slot(identity.workbook, passphrase, key),)))
    Vault(building, key, clock, new=True).close()


def _clear(building: Path) -> None:
    """Takes away what a failed creation left: only files that a creation writes, and only under the name that it gave. Raises `NotEmpty`."""
    made = (folder.IDENTITY, folder.SLOTS, folder.RECORDS, folder.LOCK)
    found = list(building.iterdir()) if building.is_dir() else [building]
    if any(not one.is_file() or not one.name.startswith(made) for one in found) or building in found:
        raise NotEmpty
    for one in found:
        one.unlink()
    building.rmdir()


def open_with_passphrase(path: Path, passphrase: str, clock: Clock) -> Opened:
    """Raises a `Trouble` of its own kind for every way in which this can fail."""
    return _open(path, lambda slots: keys.open_with_passphrase(slots, passphrase), clock)


def open_with_sheet(path: Path, typed: str, clock: Clock) -> Opened:
    """Opens by the recovery sheet. Raises `SheetMistyped`, `WrongSheet`, and what `open_with_passphrase` raises."""
    return _open(path, lambda slots: keys.open_with_sheet(slots, typed), clock)


def open_with_keyring(path: Path, clock: Clock) -> Opened | None:
    """Opens by the system's keyring where that was switched on; None where it was not. Not for the screen's thread. Raises `NoKeyring`."""
    identity = folder.identity_of(path)
    if keys.read_slots(path).of("keyring") is None:
        return None
    secret = keyring_box.recall(identity.workbook)
    if secret is None:
        return None
    return _open(path, lambda slots: keys.open_with_keyring(slots, secret), clock)


def _open(path: Path, key_from: Callable[[keys.Slots], bytes], clock: Clock) -> Opened:
    if not path.is_dir():
        raise Missing
    identity, slots = folder.identity_of(path), keys.read_slots(path)
    if slots.workbook != identity.workbook:
        raise keys.SlotsDamaged  # the key file of another workbook
    key = key_from(slots)
    if not os.access(path, os.W_OK):
        raise UnsafeFolder("Nothing can be written in this folder.", "Copy the workbook to a folder on this laptop, and open it there.")
    lock = FolderLock(path)
    try:
        _step_up(path, key, identity, clock)
        vault = Vault(path, key, clock)
        try:
            vault.note("opened")
        except BaseException:  # whatever it was, the vault is let go of
            vault.close()
            raise
    except BaseException:  # and so is the lock
        lock.release()
        raise
    return Opened(path, identity, vault, key, lock, clock)


def _step_up(path: Path, key: bytes, identity: Identity, clock: Clock) -> None:
    """Brings an older workbook to this version's tables, after a proved copy of it was made."""
    connection = Connection(path / folder.RECORDS, key)
    try:
        version = connection.one("pragma user_version")
        if version > len(schema.STEPS):
            raise folder.NewerVersion
        if version == len(schema.STEPS):
            return
        if version < 1:
            raise folder.Damaged
        backup.back_up(path, connection, key, identity.workbook, clock.now())
        with connection.writing():
            run_steps(connection, version)
    finally:
        connection.close()
