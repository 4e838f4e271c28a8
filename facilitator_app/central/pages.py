"""What a laptop is sent of a log. Reads in the caller's snapshot; what is allocated is the caller's business.

A first pull leaves out changes of which nothing stands any more. So what is sent always says which of its values are replaced by now: what
replaced them may be among what was left out, or may be lost with a backup that was restored.
"""

from collections.abc import Collection

from facilitator_app.central.store import Store
from facilitator_app.ledger import change as changes
from facilitator_app.ledger.chain import Head
from facilitator_app.ledger.change import Change
from facilitator_app.ledger.messages import Cursor, Item, Page


def is_ours(store: Store, compartment: str, cursor: Cursor) -> bool:
    """Whether a laptop's cursor is a place in this log. If not, the service or the laptop was restored."""
    return store.chain_at(compartment, cursor.upto) == cursor.chain


def page(store: Store, compartment: str, since: str | None, budget: int, kept: Collection[str] = ()) -> Page:
    """The next changes for a laptop, up to a budget in bytes, one at least; where it has everything, an empty page to where it is.

    `since` must be ours. What arrives during a first pull is sent behind it: its end is fixed by the first page. `kept`: what the laptop says
    that it has. Of that nothing is sent during a first pull, because the answer says of it what is replaced; and behind that only what is
    replaced.
    """
    head = store.head(compartment)
    cursor = Cursor(0, head.at, head.chain) if since is None else Cursor.read(since)
    if since is None or cursor.at < cursor.upto:
        to, items = _first(store, compartment, cursor, budget, kept)
    else:
        to, items = _steady(store, compartment, cursor.upto, head, budget, kept)
    return Page(compartment, since, str(to), tuple(items))


def is_last(store: Store, page: Page) -> bool:
    """Whether nothing of the log is left to send behind this page."""
    to = Cursor.read(page.to)
    return to.at == to.upto == store.head(page.compartment).at


def dead_fields(store: Store, change: Change) -> tuple[str, ...]:
    """The fields of a change whose values are replaced by now."""
    live = store.document(change.compartment, change.record).live
    return tuple(name for name in change.values if change.id not in live.get(name, ()))


def _first(store: Store, compartment: str, cursor: Cursor, budget: int, kept: Collection[str]) -> tuple[Cursor, list[Item]]:
    at, items, left = cursor.at, list[Item](), budget
    for place, body in store.others(compartment, cursor.at, cursor.upto, kept):
        change = changes.read(body)
        dead = dead_fields(store, change)
        if len(dead) < len(change.values):
            if items and len(body) > left:
                break
            items.append(Item(body.decode(), dead))
            left -= len(body)
        at = place
    else:
        at = cursor.upto
    return Cursor(at, cursor.upto, cursor.chain), items


def _steady(store: Store, compartment: str, after: int, head: Head, budget: int, kept: Collection[str]) -> tuple[Cursor, list[Item]]:
    at, items, left = after, list[Item](), budget
    for body in store.entries(compartment, after, head.at):
        change = changes.read(body)
        dead = dead_fields(store, change)
        if dead or change.id not in kept:
            if items and len(body) > left:
                break
            items.append(Item(body.decode(), dead))
            left -= len(body)
        at += 1
    chain = store.chain_at(compartment, at)
    if chain is None:
        raise LookupError("a log without its chain")
    return Cursor(at, at, chain), items
