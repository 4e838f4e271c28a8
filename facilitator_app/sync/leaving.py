"""What leaves this laptop: held changes, compartments that are allocated no more, parcels that are safe. In the caller's transaction.

Own changes leave as parcels: the service that has acknowledged them may be restored from before it had them.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace

from facilitator_app.ledger import change as changes
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
    for compartment in (*answer.drop, *answer.erased):
        if compartment in store.cursors() and not _is_needed(store, compartment):
            _forget(store, compartment, answer.backup, parcels=compartment not in answer.erased)


def wipe(store: Store, answer: SyncAnswer) -> None:
    """Forgets everything but parcels, once everything is delivered."""
    everything = list(store.cursors())
    if not store.outbox() and not store.doubts() and not any(map(store.is_unfinished, everything)):
        for compartment in everything:
            _forget(store, compartment, answer.backup, parcels=True)


def _is_needed(store: Store, compartment: str) -> bool:
    queued = map(changes.compartment_of, store.outbox())
    return compartment in store.doubts() or compartment in queued or store.is_unfinished(compartment)


def _forget(store: Store, compartment: str, backup: int, *, parcels: bool) -> None:
    for id in list(store.ids(compartment)):
        body = store.body(compartment, id)
        if parcels and body is not None and changes.read(body).author == store.author:
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
    for parcel in list(store.parcels()):
        if parcel.backup <= answer.safe and not _is_needed(store, parcel.compartment):
            store.discard(parcel.id)
