"""What becomes of a change that somebody sends: it stands in a log, or is held for a person. Nothing is ever thrown away, and nothing sent back
but what is over the limit of what may be held for one laptop: that stays on the laptop until somebody has decided about the rest.

Whether it may stand in the log is judged by who signed it and by who brought it: after a restore the laptops of colleagues bring back
what the service has lost, and what its author may still write needs nobody's yes a second time.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from facilitator_app.central.store import Device, Held, Store
from facilitator_app.ledger import chain, parcel
from facilitator_app.ledger import change as changes
from facilitator_app.ledger import messages as say
from facilitator_app.ledger.change import Change, NotAChange
from facilitator_app.ledger.messages import Ack
from facilitator_app.records.record import Compartment, case_in

MOST_HELD, MOST_HELD_BYTES = 10_000, 64 * 1024 * 1024  # of one laptop, undecided


class Misattributed(Exception):
    """A change that nobody known has signed, or that says it is from somebody else."""


def pushed(store: Store, device: Device, bodies: Sequence[bytes]) -> Iterator[Ack]:
    """What became of each, in the order sent. Those of one compartment that follow each other are one transaction; no two ever share one."""
    signed = _signed(store, bodies)  # before any lock: a key never changes, only whose it is
    for compartment, some in groupby(bodies, key=parcel.compartment_of):
        page = list(some)
        with store.writing(compartment):
            store.expected(compartment, page)
            acks = [taken(store, device, compartment, body, signed) for body in page]
        yield from acks  # only now: what is acknowledged is on the disk


def _signed(store: Store, bodies: Iterable[bytes]) -> dict[bytes, bytes]:
    """Of these changes those whose signature is that of the key they name, each with its public key."""
    publics: dict[str, bytes | None] = {}
    found = list[tuple[bytes, bytes]]()
    for body in bodies:
        key = changes.key_of(body)
        if key not in publics:
            signer = store.device(key)
            publics[key] = signer.public if signer is not None else None
        public = publics[key]
        if public is not None:
            found.append((body, public))
    return {body: public for (body, public), is_signed in zip(found, changes.all_signed(found), strict=True) if is_signed}


def taken(store: Store, device: Device, compartment: str, body: bytes, signed: Mapping[bytes, bytes] | None = None) -> Ack:
    """What becomes of one. `signed`: which signatures were looked at already. The caller holds the lock of its compartment."""
    id = changes.id_of(body)
    if is_settled(store, compartment, id):
        return Ack(say.KNOWN)
    if (held := store.held(id, compartment)) is not None:
        return Ack(say.HELD, held.why)
    why = _objection(store, device, body, _signed(store, [body]) if signed is None else signed)
    if why:
        if _is_full(store, device, body):
            return Ack(say.FULL, why)
        store.hold(Held(id, compartment, device.key, body, why))
        return Ack(say.HELD, why)
    append(store, changes.read(body), body)
    return Ack(say.OK)


def _is_full(store: Store, device: Device, body: bytes) -> bool:
    """Whether so much is held for this laptop that it must keep this itself: somebody's key could fill the disk. No other laptop notices."""
    count, size = store.held_of(device.key)
    return count >= MOST_HELD or size + len(body) > MOST_HELD_BYTES


def is_settled(store: Store, compartment: str, id: str) -> bool:
    """Whether a change stands in the log, or was erased with its compartment."""
    return store.position(compartment, id) is not None or id in (store.erased(compartment) or ())


def _objection(store: Store, device: Device, body: bytes, signed: Mapping[bytes, bytes]) -> str:
    """Why a change may not stand in the log; empty when it may, and then its compartment is somebody's from here on if it was new."""
    try:
        change = _attributed(store, body, signed)
    except NotAChange:
        return say.SEALED if parcel.is_parcel(body) else say.UNREADABLE
    except Misattributed:
        return say.AUTHOR_MISMATCH
    if store.erased(change.compartment) is not None:
        return say.ERASED
    if not store.is_known(change.compartment) and _may_make(store, device, change.compartment):
        # Made on that laptop, or made again after a restore. Whoever leads a case leads what a colleague begins in it: or else they would
        # write into a part of their own case and be held, because somebody else was there first.
        for person in (device.person, *store.leads(f"{Compartment.CASE}/{case_in(change.compartment)}")):
            store.allocate(person, change.compartment, say.LEAD)
    signer = store.device(change.key)
    if any(_writes(store, one, change.compartment) for one in (device, signer) if one is not None):
        return ""
    if device.order:
        return say.DEVICE_REVOKED
    return say.READ_ONLY if store.role(device.person, change.compartment) else say.NOT_ALLOCATED


def _may_make(store: Store, device: Device, compartment: str) -> bool:
    """Whether a compartment comes to be because somebody sends something of it. A case does; a part of one by whoever may write in the case,
    or else a stranger could be there first. What belongs to no case is the service's to make.
    """
    case = case_in(compartment)
    whole = f"{Compartment.CASE}/{case}"
    return bool(case) and not device.order and (compartment == whole or not store.is_known(whole) or _writes(store, device, whole))


def _writes(store: Store, device: Device, compartment: str) -> bool:
    return not device.order and store.role(device.person, compartment) in say.WRITERS


def attributed(store: Store, body: bytes) -> Change:
    """A change whose signature and author were looked at. Raises `NotAChange`, `Misattributed`."""
    return _attributed(store, body, _signed(store, [body]))


def _attributed(store: Store, body: bytes, signed: Mapping[bytes, bytes]) -> Change:
    claimed = changes.read(body)
    signer = store.device(claimed.key)
    if signer is None or claimed.author not in (signer.person, signer.former) or signed.get(body) != signer.public:
        raise Misattributed
    try:
        changes.require_own_key(claimed, body, signer.public)
    except NotAChange as problem:
        raise Misattributed from problem
    return claimed


def append(store: Store, change: Change, body: bytes) -> None:
    """Writes a change at the end of its log, and into the record. The caller holds the lock of its compartment, and it is not there yet."""
    head = store.head(change.compartment).after(chain.digest(body))
    store.append(change.compartment, change.id, body, head)
    document = store.document(change.compartment, change.record)
    document.apply(change)
    store.keep_document(change.compartment, change.record, document)
