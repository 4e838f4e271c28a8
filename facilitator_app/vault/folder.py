"""The workbook's folder: whether it is safe to keep one there, who has it open, and how its small files are written whole or not at all.

Knows nothing of keys and records.
"""

import contextlib
import os
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from facilitator_app.errors import Trouble
from facilitator_app.records import codec

SUFFIX = ".workbook"
RECORDS = "records.db"
SLOTS = "slots.json"
IDENTITY = "identity.json"
LOCK = "open.lock"
BACKUPS = "backups"
TAKEN_OUT = "taken-out"  # an empty file: says why there is no key any more

FORMAT = 1
_LEAST_FREE_BYTES = 50 * 1024 * 1024
_SYNCED_FOLDERS = (
    "onedrive",
    "dropbox",
    "google drive",
    "googledrive",
    "icloud",
    "mobile documents",  # iCloud's own folder
    "cloudstorage",  # where macOS puts all of them
    "nextcloud",
    "owncloud",
    "box sync",
    "pcloud",
    "syncthing",
    "seafile",
    "megasync",
)
_NETWORK_TYPES = (
    "nfs",
    "cifs",
    "smb",
    "ncp",
    "afs",
    "fuse.sshfs",
    "fuse.rclone",
    "9p",
    "webdav",
    "davfs",
    "fuse.davfs",
    "fuse.gvfsd",
    "fuse.glusterfs",
    "ceph",
    "lustre",
)
KEPT_IN_STEP = "Another program keeps this folder in step with a server."
_ESCAPED = re.compile(r"\\([0-7]{3})")  # a space in a mount point is written \040


class UnsafeFolder(Trouble):
    """The folder cannot keep a workbook whole."""


class OpenElsewhere(Trouble):
    """Another window or program has this workbook open."""

    def __init__(self) -> None:
        super().__init__("This workbook is open in another window.", "Close it there, then try again.")


class Missing(Trouble):
    """There is no workbook at this place."""

    def __init__(self) -> None:
        super().__init__(
            "There is no workbook in this folder.",
            "Choose the folder whose name ends in “.workbook”, or make a new workbook in another place.",
        )


class Damaged(Trouble):
    """The records cannot be read although the passphrase is right."""

    def __init__(self) -> None:
        super().__init__(
            "Some of the records in this workbook are damaged.",
            "Do not write in it. Ring the office: its folder “backups” holds up to seven earlier copies, and any of them can be opened.",
        )


class TakenOut(Trouble):
    """The service said that this laptop was stolen: the keys are gone, of the copies too."""

    def __init__(self) -> None:
        super().__init__(
            "This laptop was taken out of the service.", "Everything on it has been removed, and nothing opens it again. Ring the office."
        )


class NewerVersion(Trouble):
    """A newer version of the program made this workbook."""

    def __init__(self) -> None:
        super().__init__("A newer version of this program made this workbook.", "Nothing is lost. Update this program, then open it again.")


class DiskFull(Trouble):
    """There was no room to save."""

    def __init__(self) -> None:
        super().__init__(
            "This could not be saved: the disk is full.", "What you see on the screen is still here. Make room, then it is saved by itself."
        )


class NotSaved(Trouble):
    """The disk refused to write."""

    def __init__(self) -> None:
        super().__init__(
            "This could not be saved: the disk did not take it.",
            "What you see on the screen is still here. If it happens again, write it on paper and ring the office.",
        )


@dataclass(frozen=True, slots=True)
class Identity:
    """What can be known of a workbook without opening it: nothing but which one it is and by which form it is kept."""

    workbook: str
    format: int = FORMAT


def write_whole(path: Path, data: bytes) -> None:
    """Replaces a small file so that after a power cut it is the old one or the new one, and never a part. Raises `OSError`."""
    beside = path.with_name(path.name + ".new")
    with beside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Makes a rename in `folder` last. Windows has no such call: there a rename is written through by the file system."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_identity(folder: Path, identity: Identity) -> None:
    """Writes the identity file."""
    write_whole(folder / IDENTITY, codec.to_json(identity))


def identity_of(folder: Path) -> Identity:
    """Which workbook lies in `folder`. Raises `Missing`, `Damaged`, `NewerVersion`."""
    try:
        data = (folder / IDENTITY).read_bytes()
    except FileNotFoundError as problem:
        if (folder / RECORDS).exists() or (folder / SLOTS).exists():
            raise Damaged from problem  # half a workbook is never taken for none
        raise Missing from problem
    except (NotADirectoryError, IsADirectoryError) as problem:
        raise Missing from problem
    except PermissionError as problem:
        raise UnsafeFolder(
            "This folder does not let you read it.", "Open the workbook as the person who made it, or copy it to a folder of yours."
        ) from problem
    except OSError as problem:
        raise Damaged from problem
    try:
        identity = codec.convert(codec.from_json(data), Identity)
    except codec.Unreadable as problem:
        raise Damaged from problem
    if identity.format > FORMAT:
        raise NewerVersion
    return identity


@contextlib.contextmanager
def disk_sentences() -> Iterator[None]:
    """Turns what the operating system says of a disk into what a person can read."""
    try:
        yield
    except OSError as problem:
        raise sentence_for(problem) from problem


def sentence_for(problem: OSError) -> Trouble:
    """The sentence for a failed write."""
    import errno  # noqa: PLC0415 - needed only when something has failed already

    return DiskFull() if problem.errno in (errno.ENOSPC, errno.EDQUOT) else NotSaved()


# Is it safe here? -------------------------------------------------------------------------------------------------------------


def why_unsafe(folder: Path) -> str:
    """A sentence why a workbook must not be kept in `folder`; empty when nothing speaks against it."""
    try:
        where = _existing(folder)
    except OSError:
        return "This place cannot be looked at, or its name is too long."
    if _is_kept_in_step(folder, where):
        return f"{KEPT_IN_STEP} It would copy a workbook in the middle of a word."
    if _on_network(where):
        return "This folder is on a network drive. A broken connection would damage a workbook there."
    if not os.access(where, os.W_OK):
        return "Nothing can be written in this folder."
    if shutil.disk_usage(where).free < _LEAST_FREE_BYTES:
        return "The disk is nearly full."
    return ""


def refuse_unsafe(folder: Path) -> None:
    """Raises `UnsafeFolder` with the reason and what to do."""
    if reason := why_unsafe(folder):
        raise UnsafeFolder(reason, "Keep the workbook in a folder on this laptop, for example in Documents.")


def is_kept_in_step(folder: Path) -> bool:
    """Whether OneDrive, Dropbox or the like copies what lies in a folder to a server. Raises `OSError` for a place that cannot be looked at."""
    return _is_kept_in_step(folder, _existing(folder))


def _is_kept_in_step(folder: Path, where: Path) -> bool:
    return any(name in part.lower() for part in (*folder.absolute().parts, *where.parts) for name in _SYNCED_FOLDERS) or _in_onedrive(
        folder
    )


def _existing(folder: Path) -> Path:
    """The nearest folder that is there already, with all links followed: what a link leads to counts."""
    found = folder.absolute()
    while not found.exists():
        found = found.parent
    return found.resolve()


def _in_onedrive(folder: Path) -> bool:
    roots = {os.environ.get(name) for name in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")}
    return any(root and folder.absolute().is_relative_to(root) for root in roots)


def _on_network(folder: Path) -> bool:
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - Windows only

        remote = 4  # DRIVE_REMOTE of GetDriveTypeW
        return str(folder).startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(folder.anchor) == remote
    return _mount_type(folder).startswith(_NETWORK_TYPES)


def _mount_type(folder: Path) -> str:
    mounts = Path("/proc/self/mounts")
    return mount_type(folder, mounts.read_text(encoding="utf-8", errors="surrogateescape")) if mounts.exists() else ""


def mount_type(folder: Path, mounts: str) -> str:
    """The type of the file system that holds `folder`, as Linux names it in its table of mounts; empty when it is in none."""
    best, kind = "", ""
    for line in mounts.splitlines():
        _, point, found, *_ = line.split(" ")
        point = _ESCAPED.sub(lambda octal: chr(int(octal[1], 8)), point)
        if folder.is_relative_to(point) and len(point) >= len(best):  # of two in one place the later lies on top
            best, kind = point, found
    return kind


# Who has it open? -------------------------------------------------------------------------------------------------------------


class FolderLock:
    """Says to every other program, for as long as it is held, that this workbook is open. The operating system lets go of it at a crash."""

    def __init__(self, folder: Path) -> None:
        """Raises `OpenElsewhere`."""
        with disk_sentences():
            self._file = (folder / LOCK).open("a+b")
        try:
            _lock(self._file.fileno())
        except OSError as problem:
            self._file.close()
            raise OpenElsewhere from problem

    def release(self) -> None:
        """Lets go."""
        self._file.close()


if sys.platform == "win32":

    def _lock(handle: int) -> None:
        import msvcrt  # noqa: PLC0415 - Windows only

        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:

    def _lock(handle: int) -> None:
        import fcntl  # noqa: PLC0415 - has no Windows twin but msvcrt, above

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
