"""What leaves this laptop: held changes, compartments that are allocated no more, parcels that are safe. In the caller's transaction.

Own changes leave as parcels: the service that has acknowledged them may be restored from before it had them. A parcel is sealed to the service:
what may no longer be seen here is no longer to be read here, by no tool either.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace

from facilitator_app.ledger import change as changes
from facilitator_app.ledger import parcel as parcels_of
from facilitator_app.ledger.messages import SyncAnswer
from facilitator_app.sync.store import Store


def held(store: Store, ids: Collection[str], backup: int) -> None:
    """Takes what waits for a person out of sight: what is shown is what all others see."""
    for compartment in list(store.cursors()):
        here = [id for id in store.ids(compartment) if id in ids]
        for id in here:
            store.put_away(compartment, id, backup)
        if here:
            store.refold(compartment)


def dropped(store: Store, answer: SyncAnswer) -> None:
    """Forgets what is allocated no more, once everything of it is delivered."""
    leave = (*answer.drop, *answer.erased)
    needed = _under_way(store) if leave else set[str]()
    for compartment in leave:
        if compartment in store.cursors() and compartment not in needed and not store.is_unfinished(compartment):
            _forget(store, compartment, answer.backup, parcels=compartment not in answer.erased)


def wipe(store: Store, answer: SyncAnswer) -> None:
    """Forgets everything but parcels, once everything is delivered."""
    everything = list(store.cursors())
    if not _under_way(store) and not any(map(store.is_unfinished, everything)):
        for compartment in everything:
            _forget(store, compartment, answer.backup, parcels=True)


def _under_way(store: Store) -> set[str]:
    """The compartments that are in doubt, or of which something is in the outbox: what is here of them may be the last copy."""
    return {*store.doubts(), *map(parcels_of.compartment_of, store.outbox())}


def _forget(store: Store, compartment: str, backup: int, *, parcels: bool) -> None:
    for id in list(store.ids(compartment)):
        body = store.body(compartment, id)
        if parcels and body is not None and store.is_own(changes.read(body)):
            store.put_away(compartment, id, backup)
    store.drop(compartment)


def renumbered(store: Store, ids: Iterable[str], backup: int) -> None:
    """The service has, or has again, what is in these parcels: the next backup is the first that surely holds them."""
    wanted = set(ids)
    for parcel in store.parcels():
        if parcel.id in wanted:
            store.keep_parcel(replace(parcel, backup=backup))


def released(store: Store, answer: SyncAnswer) -> None:
    """Forgets parcels that are in a backup off site, of compartments of which nothing is in doubt or under way."""
    safe = [parcel for parcel in store.parcels() if parcel.backup <= answer.safe]
    needed = _under_way(store) if safe else set[str]()
    for parcel in safe:
        if parcel.compartment not in needed:
            store.discard(parcel.id)
