"""How long this laptop has not heard from its service, where the service sets a limit to that: after it cases are not opened until it has asked again.

Held by this program and by no cipher: it is for a laptop that lies in a drawer, and not against whoever takes the program apart. Only opening is
closed. What lies open stays, typing goes on, and the exchange is never touched. Of two ways to be wrong it takes the one that closes nothing.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from facilitator_app.calendar import london, whole_day
from facilitator_app.records import codec
from facilitator_app.vault.vault import Vault

_KEPT = "unheard"  # in `meta`
WARNED = timedelta(days=7)
GRACE = timedelta(days=7)
"""On top of the limit, for whoever asked and found the service not answering. A service that was lost is restored within a day or two, and one that is
away for longer than a week can tell its people. Whoever makes it seem so gains that week once, and no more.
"""
_NEAR_DAYS = 3  # of a visit or a meeting


@dataclass(frozen=True, slots=True)
class Unheard:
    """What is known of it. All moments are UTC, ISO 8601. `heard`: by the service's clock. `ahead_s`: how far that clock was before this one. `seen`:
    the latest moment that was ever seen since. `failed`: when the service was asked last and did not answer, by its own fault.
    """

    days: int = 0
    heard: str = ""
    ahead_s: float = 0.0
    seen: str = ""
    failed: str = ""

    def latest(self, here: datetime) -> datetime:
        """What time it must be at the least. The service told how wrong this clock is; where that cannot be, somebody has set it since."""
        seen = datetime.fromisoformat(self.seen)
        told = here + timedelta(seconds=self.ahead_s)
        return told if told >= seen else max(here, seen)

    def closes(self, here: datetime) -> datetime | None:
        """From when on cases are not opened; None for never."""
        if not self.days or not self.heard:
            return None
        closes = datetime.fromisoformat(self.heard) + timedelta(days=self.days)
        is_theirs = bool(self.failed) and self.latest(here) - datetime.fromisoformat(self.failed) < GRACE
        return closes + GRACE if is_theirs else closes

    def looked(self, here: datetime) -> "Unheard":
        """The same, with the time that it is now."""
        return replace(self, seen=_stamp(self.latest(here))) if self.heard else self

    def answered(self, days: int, now: str, here: datetime) -> "Unheard":
        """An answer came: all that was thought of the time before is over. `now`: by the service's clock; empty where it told none."""
        there = datetime.fromisoformat(now) if now else here.astimezone(UTC)
        return Unheard(days, _stamp(there), (there - here).total_seconds(), _stamp(there))

    def not_answered(self, here: datetime) -> "Unheard":
        """The service was asked and did not answer, and it was not this laptop's network."""
        return replace(self, failed=_stamp(self.latest(here))) if self.heard else self


@dataclass(frozen=True, slots=True)
class Limit:
    """How it stands, for the eye. `on`: the day on which cases close."""

    on: date
    since: date
    is_closed: bool
    is_near: bool


def kept(vault: Vault) -> Unheard:
    """What this workbook knows of it."""
    found = vault.remembered(_KEPT)
    return codec.convert(codec.from_json(found), Unheard) if found else Unheard()


def keep(vault: Vault, known: Unheard) -> None:
    """Writes it down."""
    vault.remember(_KEPT, codec.to_json(known))


def limit(vault: Vault, known: Unheard, here: datetime) -> Limit | None:
    """How it stands; None where the service sets no limit. Near a visit or a meeting nothing is closed."""
    closes = known.closes(here)
    if closes is None:
        return None
    latest = known.latest(here)
    is_over = latest >= closes
    since = datetime.fromisoformat(known.heard)
    is_closed = is_over and not _meets_soon(vault, latest.astimezone(london()).date())
    return Limit(closes.astimezone(london()).date(), since.astimezone(london()).date(), is_closed, is_over or closes - latest <= WARNED)


def _meets_soon(vault: Vault, today: date) -> bool:
    days = [whole_day(due.day) for due in vault.dues("9999", ("visit", "conference"))]
    return any(day is not None and abs((day - today).days) <= _NEAR_DAYS for day in days)


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")
