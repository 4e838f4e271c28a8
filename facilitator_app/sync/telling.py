"""What a question says of the changes that are here: what the service is to compare, and what it need not send back."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import groupby

from facilitator_app.ledger import change as changes
from facilitator_app.ledger import parcel
from facilitator_app.ledger.messages import SyncQuestion, is_steady
from facilitator_app.sync.store import Store

_ID_BYTES = 25  # an id on the wire, with quotation marks and comma
_SHARE_OF_UNSENT = 16  # of the budget, for what is told again with the next page


@dataclass(frozen=True, slots=True)
class Told:
    """`have` and `later` of a question."""

    have: Mapping[str, tuple[str, ...]]
    later: tuple[str, ...] = ()


def held(store: Store, cursors: Mapping[str, str | None], pushed: int, budget: int) -> Told:
    """What is held of compartments in doubt, and of those whose first pull is to come or goes on, because that will leave out what replaced some
    of it. As many as fit, one at least. `pushed`: how many changes go with this question.

    Those of which more is to be sent are told when there is nothing else to tell, and a few at a time: with each page of it all of theirs would
    be told again. None waits for the outbox to be empty: where the service is full it stays as it is until a person has decided.
    """
    untold = {name: ids for name, cursor in cursors.items() if not is_steady(cursor) and (ids := store.ids(name))}
    unsent = {name for name, _ in groupby(map(parcel.compartment_of, store.outbox(pushed)))} if untold else set[str]()
    doubts = sorted(store.doubts())
    at_once = dict.fromkeys([*doubts, *(name for name in untold if name not in unsent)])
    parcels: dict[str, list[str]] = {}
    for one in store.parcels() if at_once or untold else ():
        parcels.setdefault(one.compartment, []).append(one.id)
    found, size = dict[str, tuple[str, ...]](), 0
    for name in at_once or untold:
        ids = tuple(sorted({*(untold.get(name) or store.ids(name)), *parcels.get(name, ())}))
        size += len(ids) * _ID_BYTES
        if found and size > (budget if at_once else budget // _SHARE_OF_UNSENT):
            break
        found[name] = ids
    return Told(found, tuple(name for name in untold if name not in found))


def kept(store: Store, push: Iterable[str], have: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The compartments of which everything that is named is here, and none of it a parcel: a page of theirs need not hold it."""
    return tuple(name for name, ids in _named(push, have).items() if ids <= set(store.ids(name)))


def lacking(store: Store, asked: SyncQuestion) -> AbstractSet[str]:
    """Compartments of which something is here no more that the service was told it need not send: a page of theirs has a gap."""
    named = _named(asked.push, asked.have) if asked.kept else {}
    return {name for name in asked.kept if not named.get(name, set()) <= set(store.ids(name))}


def _named(push: Iterable[str], have: Mapping[str, Sequence[str]]) -> Mapping[str, set[str]]:
    """The ids that a question names, by compartment."""
    found = {name: set(ids) for name, ids in have.items()}
    for body in map(str.encode, push):
        name = changes.compartment_of(body)
        if name:
            found.setdefault(name, set()).add(changes.id_of(body))
    return found
