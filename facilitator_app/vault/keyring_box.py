"""The system's keyring, with a time limit: a locked one may ask a question that nobody sees, and must never hold anybody up.

Loaded only when somebody has switched it on. Knows one secret a workbook, and not what it opens.
"""

import threading
from collections.abc import Callable
from typing import TypeVar

from facilitator_app.errors import Trouble
from facilitator_app.ledger.seals import b64, unb64

_SERVICE = "facilitator-workbook"
_TIMEOUT_S = 4.0
T = TypeVar("T")


class NoKeyring(Trouble):
    """The keyring cannot be used just now."""

    def __init__(self) -> None:
        super().__init__("The keyring of this computer did not answer.", "Type your passphrase instead.")


def remember(workbook: str, secret: bytes, timeout_s: float = _TIMEOUT_S) -> None:
    """Keeps a secret in the keyring. Raises `NoKeyring`."""
    _in_time(lambda: _backend().set_password(_SERVICE, workbook, b64(secret)), timeout_s)


def recall(workbook: str, timeout_s: float = _TIMEOUT_S) -> bytes | None:
    """The secret of a workbook, or None. Raises `NoKeyring`."""
    found = _in_time(lambda: _backend().get_password(_SERVICE, workbook), timeout_s)
    try:
        return unb64(found) if found else None
    except ValueError as problem:
        raise NoKeyring from problem  # somebody else wrote under our name


def forget(workbook: str, timeout_s: float = _TIMEOUT_S) -> None:
    """Takes a secret out of the keyring; nothing happens when there is none. Raises `NoKeyring`."""

    def act() -> None:
        if _backend().get_password(_SERVICE, workbook) is not None:
            _backend().delete_password(_SERVICE, workbook)

    _in_time(act, timeout_s)


def _backend() -> "keyring.backend.KeyringBackend":  # type: ignore[name-defined] # noqa: F821 - loading keyring costs 80 to 250 ms
    import keyring  # noqa: PLC0415 - see above

    found = keyring.get_keyring()
    if found.priority < 1 or type(found).__module__.startswith("keyrings.alt"):
        raise NoKeyring  # a file beside the workbook would be weaker than the passphrase
    return found


def _in_time(act: Callable[[], T], timeout_s: float) -> T:
    results: list[T] = []
    problems: list[BaseException] = []

    def run() -> None:
        try:
            results.append(act())
        except Exception as problem:  # noqa: BLE001 - backends raise what their system raises; there is always the passphrase
            problems.append(problem)

    thread = threading.Thread(target=run, daemon=True, name="keyring")
    thread.start()
    thread.join(timeout_s)
    if not results:
        raise NoKeyring from (problems[0] if problems else None)
    return results[0]
