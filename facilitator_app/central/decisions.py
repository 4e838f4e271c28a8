"""What people at the service decide: about what is held, who is allocated, which laptop is revoked, what is erased; and what of it outlives a restore."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from facilitator_app.central.pushes import Misattributed, append, attributed, is_settled
from facilitator_app.central.store import Device, Store
from facilitator_app.ledger import change as changes
from facilitator_app.ledger import messages as say
from facilitator_app.ledger.change import Change, NotAChange
from facilitator_app.records.record import Compartment, case_in

ROLES = ("", say.READ, say.EDIT, say.LEAD)  # each may do what the one before may


class NotAcceptable(Exception):
    """What is held cannot stand in a log: its bytes are no change, nobody known wrote it, or its compartment was erased."""


def accept(store: Store, id: str) -> None:
    """Lets a held change into its log; nothing, when it is held no more. What begins a part of a case becomes somebody's with it: a log that is
    nobody's is read by nobody. Raises `NotAcceptable`, and it stays held.
    """
    with store.writing(_compartment_of_held(store, id)):
        held = store.held(id)
        if held is None:
            return
        try:
            change = attributed(store, held.body)
        except (NotAChange, Misattributed) as problem:
            raise NotAcceptable from problem
        if store.erased(held.compartment) is not None:
            raise NotAcceptable
        if not is_settled(store, held.compartment, id):
            if not store.is_known(held.compartment):
                _give_begun(store, change)
            append(store, change, held.body)
        store.release_files(held)
        store.release(id)


def _give_begun(store: Store, change: Change) -> None:
    """A part of a case that this change begins: to whoever leads the case, as where nothing was held, and to who wrote it as far as they may do
    anything in the case now. What is for named people is given by a person, to each by name.
    """
    whole = f"{Compartment.CASE}/{case_in(change.compartment)}"
    if not change.compartment.startswith(f"{Compartment.PRIVATE}/"):
        return
    signer = store.device(change.key)
    people = {signer.person: store.role(signer.person, whole)} if signer is not None and not signer.order else {}
    for person, role in (people | dict.fromkeys(store.leads(whole), say.LEAD)).items():
        if role:
            store.allocate(person, change.compartment, role)


def reject(store: Store, id: str) -> None:
    """Keeps a held change as rejected. It comes into no log unless somebody accepts it after all."""
    with store.writing(_compartment_of_held(store, id)):
        held = store.held(id)
        if held is not None:
            store.hold(replace(held, why=say.REJECTED))


def _compartment_of_held(store: Store, id: str) -> str:
    held = store.held(id)
    return held.compartment if held else ""


def allocate(store: Store, person: str, compartment: str, role: str) -> None:
    """Allocates a compartment to somebody, or ends that with an empty role. What was erased is allocated to nobody."""
    with store.writing(compartment):
        if store.erased(compartment) is None:
            store.allocate(person, compartment, role)


def revoke(store: Store, key: str, order: str = say.WIPE) -> None:
    """Revokes a laptop: what it still holds is delivered and then forgotten, or with `WIPE_NOW` forgotten at once."""
    with store.following(key):
        device = store.device(key)
        if device is not None:
            store.enrol(replace(device, order=order))


def confirm(store: Store, key: str) -> None:
    """A laptop's six digits were heard: it is sent what is allocated to its person."""
    with store.following(key):
        device = store.device(key)
        if device is not None:
            store.enrol(replace(device, confirmed=True))


def hand_over(store: Store, giver: str, taker: str, compartments: Sequence[str]) -> list[str]:
    """Gives what one person has of these to another, in the same role, or leaves them the better one that they have; which ones it were.
    All or none: nobody is found with half of a case.
    """
    given = list[str]()
    with store.writing_all(compartments):
        for name in compartments:
            role = store.role(giver, name)
            if role and store.erased(name) is None:
                store.allocate(taker, name, max(role, store.role(taker, name), key=ROLES.index))
                store.allocate(giver, name, "")
                given.append(name)
    return given


def erase(store: Store, compartment: str) -> frozenset[str]:
    """Erases a compartment for good; the ids that were in it."""
    with store.writing(compartment):
        log = store.entries(compartment, 0, store.head(compartment).at)
        held = store.held_in(compartment)
        ids = frozenset([*map(changes.id_of, log), *(one.id for one in held)]) | (store.erased(compartment) or frozenset())
        store.erase(compartment, ids)
        return ids


@dataclass(slots=True)
class Outliving:
    """What must outlive any backup: kept outside the database, as it stands now.

    What took something away from somebody, or a restore would give it back; an allocation that was ended and given again is not among it.
    And who was ever enrolled: a laptop that nobody knows any more could deliver nothing, and what it wrote could not be told from a forgery.
    """

    enrolled: dict[str, Device] = field(default_factory=dict)
    ended: set[tuple[str, str]] = field(default_factory=set)
    revoked: dict[str, str] = field(default_factory=dict)
    erased: dict[str, frozenset[str]] = field(default_factory=dict)
    roles: dict[tuple[str, str], str] = field(default_factory=dict)  # the most that somebody may do, where that was ever changed
    manages: dict[str, bool] = field(default_factory=dict)
    settings: dict[str, str] = field(default_factory=dict)
    used: dict[str, str] = field(default_factory=dict)  # by which slip which laptop came in


def replay(store: Store, outliving: Outliving) -> None:
    """Does again what a restored database does not know of. Before the service opens, or what was taken away would be given back."""
    for device in outliving.enrolled.values():
        with store.writing(""):
            store.enrol(device)
    for compartment, ids in outliving.erased.items():
        with store.writing(compartment):
            known = store.erased(compartment)
            if known is None or not ids <= known:
                store.erase(compartment, ids | (known or frozenset()))
    for person, compartment in outliving.ended:
        allocate(store, person, compartment, "")
    for (person, compartment), role in outliving.roles.items():
        if ROLES.index(store.role(person, compartment)) > ROLES.index(role):
            allocate(store, person, compartment, role)
    for key, order in outliving.revoked.items():
        revoke(store, key, order)
