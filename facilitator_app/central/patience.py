"""How many wrong questions an address may ask before it is not listened to for a while. In this process's memory: a restart forgets.

Whoever asked a right question lately is always listened to, also from an address that others misuse: an office has one address for all its
laptops, and behind a web server that says nothing of addresses everybody has the same.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass

WINDOW_S, TRUSTED_S = 600.0, 3600.0
OF_AN_ADDRESS, OF_A_LAPTOP = 60, 20
_MOST_KEPT = 10_000  # addresses and laptops; the ones that asked longest ago are forgotten first


@dataclass(slots=True)
class _Asked:
    since: float
    wrong: int = 0
    right: float | None = None


class Patience:
    """For one service."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now, self._lock = now, threading.Lock()
        self._asked = OrderedDict[Hashable, _Asked]()

    def is_over(self, address: str, device: str) -> bool:
        """Whether this is not to be listened to: too much of it was wrong, and nothing right."""
        with self._lock:
            trusted = self._trusts(address)
            return not trusted and (self._wrong(address) >= OF_AN_ADDRESS or self._wrong((address, device)) >= OF_A_LAPTOP)

    def was_wrong(self, address: str, device: str) -> None:
        """Counts a question that was refused."""
        with self._lock:
            for name in (address, (address, device)):
                self._of(name).wrong += 1

    def was_right(self, address: str) -> None:
        """A question from there was answered."""
        with self._lock:
            self._of(address).right = self._now()

    def _trusts(self, address: str) -> bool:
        found = self._asked.get(address)
        return found is not None and found.right is not None and self._now() - found.right < TRUSTED_S

    def _wrong(self, name: Hashable) -> int:
        found = self._asked.get(name)
        return found.wrong if found is not None and self._now() - found.since < WINDOW_S else 0

    def _of(self, name: Hashable) -> _Asked:
        found = self._asked.pop(name, None) or _Asked(self._now())
        if self._now() - found.since >= WINDOW_S:
            found = _Asked(self._now(), right=found.right)
        self._asked[name] = found
        if len(self._asked) > _MOST_KEPT:
            self._asked.popitem(last=False)
        return found
