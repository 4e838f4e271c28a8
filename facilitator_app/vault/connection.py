"""One connection to the encrypted file, and what its failures mean in words. Alone knows sqlcipher3."""

import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import sqlcipher3

from facilitator_app.errors import Trouble
from facilitator_app.vault.folder import Damaged, DiskFull, NotSaved, OpenElsewhere
from facilitator_app.vault.schema import APPLICATION_ID

_BUSY, _FULL, _IOERR, _CORRUPT, _NOTADB, _READONLY, _CANTOPEN = 5, 13, 10, 11, 26, 8, 14
_IOERR_READ, _IOERR_SHORT_READ = 266, 522
_CODE_OF_TEXT = {
    "database or disk is full": _FULL,
    "disk I/O error": _IOERR,
    "database disk image is malformed": _CORRUPT,
}  # a copy's have no code
_FIRST_PAGE_BYTES = 4096
_CACHE_KIB = 16_000
_BUSY_MS = 5_000
DatabaseError = sqlcipher3.DatabaseError


def trouble_of(problem: BaseException) -> Trouble | None:
    """The sentence for a failure of the file; None when it is a bug of ours."""
    extended = int(getattr(problem, "sqlite_errorcode", 0)) or _CODE_OF_TEXT.get(str(problem), 0)
    code = extended & 0xFF
    if code == _FULL:
        return DiskFull()
    if code in (_CORRUPT, _NOTADB) or extended in (_IOERR_READ, _IOERR_SHORT_READ):
        return Damaged()
    if code == _BUSY:
        return OpenElsewhere()
    if code in (_IOERR, _READONLY, _CANTOPEN):
        return NotSaved()
    return None


@contextlib.contextmanager
def file_sentences() -> Iterator[None]:
    """Turns what the file's library says into what a person can read."""
    try:
        yield
    except sqlcipher3.Error as problem:
        _say(problem)


def _say(problem: BaseException) -> NoReturn:
    trouble = trouble_of(problem)
    if trouble is None:
        raise problem
    raise trouble from problem


class Connection:
    """A connection that one thread uses at a time. Raises `Damaged`, `DiskFull`, `NotSaved` where a file does."""

    def __init__(self, path: Path, key: bytes, *, read_only: bool = False, new: bool = False, copy: bool = False) -> None:
        """`new` makes the file; `copy` makes one without a log beside it, that counts only when `backup_to` has ended well."""
        new = new or copy
        if not new and (not path.is_file() or path.stat().st_size < _FIRST_PAGE_BYTES):
            raise Damaged  # SQLite takes an empty file for a new database, and would fill it
        mode = "ro" if read_only else "rwc" if new else "rw"
        self.lock = threading.RLock()
        with file_sentences():
            # check_same_thread: `lock` does the same and lets the desk's threads take turns.
            self._raw = sqlcipher3.connect(
                f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None, check_same_thread=False, cached_statements=256
            )
            try:
                self._prepare(key, read_only=read_only, new=new, copy=copy)
            except BaseException:  # whatever it was, the file is let go of
                self._raw.close()
                raise

    def _prepare(self, key: bytes, *, read_only: bool, new: bool, copy: bool) -> None:
        self.execute("pragma cipher_log_level = none")  # a damaged page would fill stderr
        self._raw.set_key(f"x'{key.hex()}'")  # not as SQL text, which reaches trace callbacks
        found = self.one("pragma application_id")
        if not new and found != APPLICATION_ID:
            raise Damaged
        if copy:
            self.one("pragma journal_mode = off")  # a copy that was cut off is thrown away
            self.one("pragma synchronous = off")  # it is synced as a whole
        elif not read_only:
            self.one("pragma journal_mode = wal")
            self.one("pragma synchronous = full")
            self.one("pragma wal_autocheckpoint = 4000")
        for setting in (
            f"cache_size = -{_CACHE_KIB}",
            f"busy_timeout = {_BUSY_MS}",
            "foreign_keys = on",
            "trusted_schema = off",
            "temp_store = memory",  # nothing in clear in a temporary file
            "secure_delete = on",
        ):
            self.one(f"pragma {setting}")

    def execute(self, statement: str, values: Any = ()) -> Any:
        """One statement; its cursor."""
        try:  # as `file_sentences`, without its cost at every statement
            return self._raw.execute(statement, values)
        except sqlcipher3.Error as problem:
            _say(problem)

    def one(self, statement: str, values: Any = ()) -> Any:
        """The first value that a statement gives, read to its end; None when it gives none."""
        with file_sentences():
            rows = self._raw.execute(statement, values).fetchall()
        return rows[0][0] if rows else None

    def executemany(self, statement: str, rows: Any) -> Any:
        """One statement for many rows."""
        with file_sentences():
            return self._raw.executemany(statement, rows)

    @contextlib.contextmanager
    def writing(self) -> Iterator["Connection"]:
        """One transaction: everything that was done in it is on the disk when it ends, or nothing is."""
        with self.lock, file_sentences():
            self.execute("begin immediate")
            try:
                yield self
                self.execute("commit")
            except BaseException:  # whatever it was, nothing of the transaction stays
                if self._raw.in_transaction:
                    self.execute("rollback")
                raise

    @contextlib.contextmanager
    def reading(self) -> Iterator["Connection"]:
        """One look at the file as it was at one moment."""
        with self.lock, file_sentences():
            self.execute("begin")
            try:
                yield self
            finally:
                if self._raw.in_transaction:
                    self.execute("rollback")

    def backup_to(self, other: "Connection") -> None:
        """Copies everything, page by page, under the same key."""
        with self.lock, other.lock, file_sentences():
            self._raw.backup(other._raw)  # noqa: SLF001 - the same class

    def whole(self) -> bool:
        """Whether every page is what was written and the tables agree with their indexes. Reads the whole file.

        Both questions are needed: the cipher's check passes a file that was cut at a page's end, SQLite's reads no unused page.
        """
        with self.lock:
            try:
                return not self.execute("pragma cipher_integrity_check").fetchall() and self.execute("pragma quick_check").fetchall() == [
                    ("ok",)
                ]
            except (sqlcipher3.DatabaseError, Trouble):
                return False

    def close(self) -> None:
        """Lets go of the file and of the key."""
        with self.lock:
            self._raw.close()
