"""The lines of a tenant's audit: who did what to what, each chained to the one before. `Session.note` writes them, beside the act.

A line holds ids and words of this program, never a word of a case. The service's role can write lines and read them, and nothing else.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, NamedTuple

from facilitator_app.ledger import chain
from facilitator_app.ledger.chain import START, Head
from facilitator_app.records import codec


class Line(NamedTuple):
    """What is written down. `actor`: the key of a laptop, or who gave a command."""

    happened: datetime
    actor: str
    act: str
    object: str
    info: str

    def digest(self) -> bytes:
        """Over all that it says; the moment in UTC, however the database gives it back."""
        return chain.digest(codec.to_json([self.happened.astimezone(UTC).isoformat(), *self[1:]]))


def head(last: tuple[Any, ...] | None) -> Head:
    """The head of the audit, by (at, chain) of its last line."""
    return Head(*last) if last else START


def broken(lines: Iterable[tuple[Any, ...]]) -> list[int]:
    """The numbers of those lines (at, chain, and all of `Line`) that are not as they were written: changed, or behind one that is missing."""
    found, before = list[int](), START
    for at, written, *said in lines:
        expected = before.after(Line(*said).digest())
        before = Head(at, written)
        if expected != before:
            found.append(at)
    return found
