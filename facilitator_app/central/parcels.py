"""Parcels that laptops bring back because this service, which was restored, lacks what is in them. They open as they come: the service's own key is
one of the two they are sealed to. Where it is another by now they are held as they are, until the recovery key is brought from where it lies.
"""

from collections.abc import Callable, Sequence

from facilitator_app.central import pushes
from facilitator_app.central.identity import Identity
from facilitator_app.central.postgres import PostgresStore
from facilitator_app.central.session import Session
from facilitator_app.ledger import messages as say
from facilitator_app.ledger import parcel
from facilitator_app.ledger.envelope import OpeningKey


def opener(identity: Identity) -> Callable[[bytes], bytes]:
    """What gives the change of a parcel that the service's own key opens, and all else as it is."""
    return lambda body: _opened(body, identity.service, (identity.opening,)) or body


def _opened(body: bytes, service: str, keys: Sequence[OpeningKey]) -> bytes | None:
    for key in keys if parcel.is_parcel(body) else ():
        try:
            return parcel.opened(body, key, service)
        except parcel.NotAParcel:
            continue
    return None


def sealed(session: Session) -> list[str]:
    """The parcels that are held as they came. An older version of this program called them unreadable."""
    rows: list[tuple[str, bytes]] = session.do(
        "SELECT id, body FROM held WHERE tenant = %(tenant)s AND why = ANY(%(why)s) ORDER BY since, compartment, id",
        why=[say.SEALED, say.UNREADABLE],
    ).fetchall()
    return [id for id, body in rows if parcel.is_parcel(bytes(body))]


def open_one(session: Session, identity: Identity, id: str, recovery: OpeningKey | None) -> str:
    """What became of the change in a held parcel, as if it were pushed now by the laptop that brought the parcel: a word of `messages`. Empty where
    none of these keys opens it, or so much is held for that laptop that this would be too much: then it stays as it is.
    """
    store = PostgresStore(session)
    held = store.held(id)
    device = store.device(held.device) if held else None
    if held is None or device is None:
        return ""
    body = _opened(held.body, identity.service, (identity.opening, *([recovery] if recovery else [])))
    if body is None:
        return ""
    compartment = parcel.compartment_of(body)
    with store.writing_all(sorted({compartment, held.compartment})):
        status = pushes.taken(store, device, compartment, body).status
        if status == say.FULL:
            return ""
        store.release(id)
        session.note("parcel opened", id, status)
    return status
