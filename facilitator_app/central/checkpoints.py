"""Signed checkpoints over the head of the audit and the heads of all logs: one every ten minutes at most, as long as something changes, and when
somebody asks. Every laptop is shown the newest and keeps it: whoever rewrites the database has the laptops against them.

Of the newest one the heads themselves are kept, so that `verify` finds a log that was rewritten from its start with every chain right.
"""

import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any, LiteralString

from facilitator_app.central import audit
from facilitator_app.central.enrolling import setting
from facilitator_app.central.identity import Identity
from facilitator_app.central.session import Session
from facilitator_app.ledger.chain import START
from facilitator_app.ledger.checkpoint import Checkpoint, digest_of_heads, number_in
from facilitator_app.records import codec

EVERY = timedelta(minutes=10)
RESTORED = "restored"  # the setting in which the gate writes when the database was last put back
_NEWEST: LiteralString = (
    "SELECT number, at, chain, heads, made, restored, before, signature FROM checkpoint WHERE tenant = %(tenant)s "
    "ORDER BY number DESC LIMIT 1"
)
_ONE: LiteralString = (
    "SELECT number, at, chain, heads, made, restored, before, signature FROM checkpoint WHERE tenant = %(tenant)s AND number = %(number)s"
)
_ALL: LiteralString = (
    "SELECT number, at, chain, heads, made, restored, before, signature FROM checkpoint WHERE tenant = %(tenant)s ORDER BY number"
)
_HEADS: LiteralString = "SELECT compartment, at, chain FROM compartment WHERE tenant = %(tenant)s AND at > 0 ORDER BY compartment"
_LAST_LINE: LiteralString = "SELECT at, chain FROM audit WHERE tenant = %(tenant)s ORDER BY at DESC LIMIT 1"


class Due:
    """Whether it is time again, in one process. The database knows too: there may be several."""

    def __init__(self) -> None:
        self._lock, self._next = threading.Lock(), 0.0

    def when_due(self, work: Callable[[], object]) -> None:
        """Does it where it is time; nobody waits for somebody else who does."""
        if time.monotonic() < self._next or not self._lock.acquire(blocking=False):
            return
        try:
            work()
            self._next = time.monotonic() + EVERY.total_seconds()  # where it came to nothing, the next question tries again
        finally:
            self._lock.release()


def made(session: Session, who: Identity, now: str, *, at_once: bool = False) -> Checkpoint:
    """The newest checkpoint; signs another where the newest is ten minutes old, or with `at_once`, if anything has changed since it."""
    with session.reading():
        found = newest(session)
        if found is not None and not at_once and _is_fresh(found, now):
            return found
        heads = [(name, at, chain) for name, at, chain in session.do(_HEADS)]
    with session.writing(""):  # whose row orders everybody who writes a line of the audit: nobody signs two of one number
        last = newest(session)
        place = audit.head(session.do(_LAST_LINE).fetchone())
        digest, restored = digest_of_heads(heads), setting(session, RESTORED)
        if last is not None and (
            (not at_once and _is_fresh(last, now)) or (last.at, last.heads, last.restored) == (place.at, digest, restored)
        ):
            return last
        number, before = (last.number + 1, last.digest) if last else (1, "")
        one = Checkpoint(session.tenant, number, place.at, place.chain, digest, now, restored, before).signed(who.signing)
        _keep(session, one, heads)
    return one


def _is_fresh(one: Checkpoint, now: str) -> bool:
    """Also where the clock was put back: it may be signed once too often, and not never again."""
    return abs(datetime.fromisoformat(now) - datetime.fromisoformat(one.made)) < EVERY


def _keep(session: Session, one: Checkpoint, heads: list[tuple[str, int, str]]) -> None:
    session.do(
        "INSERT INTO checkpoint (tenant, number, at, chain, heads, made, restored, before, signature) VALUES "
        "(%(tenant)s, %(number)s, %(at)s, %(chain)s, %(heads)s, %(made)s, %(restored)s, %(before)s, %(signature)s)",
        number=one.number, at=one.at, chain=one.chain, heads=one.heads, made=one.made, restored=one.restored, before=one.before,
        signature=one.signature,
    )  # fmt: skip
    session.do(
        "INSERT INTO checkpoint_heads (tenant, number, heads) VALUES (%(tenant)s, %(number)s, %(heads)s::json) "
        "ON CONFLICT (tenant) DO UPDATE SET number = EXCLUDED.number, heads = EXCLUDED.heads",
        number=one.number, heads=codec.to_json(heads).decode(),
    )  # fmt: skip


def newest(session: Session) -> Checkpoint | None:
    """The one with the highest number."""
    row = session.do(_NEWEST).fetchone()
    return Checkpoint(session.tenant, *row) if row else None


def to_show(session: Session, seen: str) -> Checkpoint | None:
    """What a laptop is to see that names the last one it saw: the newest, or nothing where that is it. Where ours of the same number is another,
    that one: so the laptop sees that there are two, which the newest alone would not tell.
    """
    last = newest(session)
    if last is None or last.name == seen:
        return None
    row = session.do(_ONE, number=number_in(seen)).fetchone() if number_in(seen) else None
    same = Checkpoint(session.tenant, *row) if row else None
    return last if same is None or same.name == seen else same


def reported(session: Session, device: str, seen: str, other: str) -> None:
    """A laptop says that it was shown two histories: one line in the audit, however often it says so."""
    info = f"{seen} against {other}"
    with session.writing(""):
        if not session.do(
            "SELECT 1 FROM audit WHERE tenant = %(tenant)s AND act = 'two histories' AND object = %(device)s AND info = %(info)s",
            device=device, info=info,
        ).rowcount:  # fmt: skip
            session.note("two histories", device, info)


def forks(session: Session) -> list[tuple[str, str]]:
    """Which laptops have said so, and of which checkpoints."""
    return session.do("SELECT object, info FROM audit WHERE tenant = %(tenant)s AND act = 'two histories' ORDER BY at").fetchall()


# What verify finds ----------------------------------------------------------------------------------------------------------------------


def faults(session: Session, public: bytes) -> Iterator[tuple[int, str]]:
    """(number, what is wrong) of every checkpoint. In the caller's snapshot. Keys may have been lost and made anew: what was signed with those
    before is vouched for by what stands behind it, which names its digest.
    """
    expected, before = 0, ""
    row = session.do("SELECT max(at) FROM audit WHERE tenant = %(tenant)s AND act = 'service made'").fetchone()
    keys_since = row[0] or 0 if row else 0
    for row in session.do(_ALL).fetchall():
        one = Checkpoint(session.tenant, *row)
        expected += 1
        if one.at >= keys_since and not one.is_signed_by(public):
            yield one.number, "the service did not sign it"
        if (one.number, one.before) != (expected, before):
            yield one.number, "one before it is missing or another"
        if _chain_at(session, one.at) != one.chain:
            yield one.number, "it does not stand on the audit"
        expected, before = one.number, one.digest
    last = newest(session)
    if last is not None and last.at < keys_since:
        yield last.number, "the service has signed none since it has these keys"
    row = session.do("SELECT number, heads FROM checkpoint_heads WHERE tenant = %(tenant)s").fetchone()
    if (row[0] if row else 0) != expected:
        yield expected, "the last is missing"
    elif row:
        yield from ((expected, what) for what in _of_the_heads(session, row[1]))


def _chain_at(session: Session, at: int) -> str | None:
    row = session.do("SELECT chain FROM audit WHERE tenant = %(tenant)s AND at = %(at)s", at=at).fetchone()
    return row[0] if row else START.chain if at == 0 else None


def _of_the_heads(session: Session, heads: list[Any]) -> Iterator[str]:
    """What the newest was signed over: every head is a place in its log still, but of what was erased since, which the audit tells."""
    last = newest(session)
    if last is None or digest_of_heads((name, at, chain) for name, at, chain in heads) != last.heads:
        yield "its heads are not those that were signed"
    erased = {name for (name,) in session.do("SELECT object FROM audit WHERE tenant = %(tenant)s AND act = 'erased'")}
    for name, at, chain in heads:
        row = session.do(
            "SELECT chain FROM change WHERE tenant = %(tenant)s AND compartment = %(name)s AND at = %(at)s", name=name, at=at
        ).fetchone()
        if (row[0] if row else None) != chain and name not in erased:
            yield f"{name} was another at {at}"
