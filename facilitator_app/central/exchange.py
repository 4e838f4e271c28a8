"""The service's side of the exchange: one question in, one answer out. Logic over a `Store`: no database, no network, no clock.

Push is always accepted; pull is answered for what is allocated now. Who asks was proved by the envelope before this is called. The service
remembers nothing of a laptop but its streams, and those only to notice that one of the two was restored or copied.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from facilitator_app.central import pages
from facilitator_app.central.pushes import is_settled, pushed
from facilitator_app.central.store import Device, Store
from facilitator_app.ledger import chain
from facilitator_app.ledger import change as changes
from facilitator_app.ledger import messages as say
from facilitator_app.ledger.messages import Cursor, Page, PublicKey, Stream, StreamHead, SyncAnswer, SyncQuestion, digest_of
from facilitator_app.ledger.seals import b64, fresh_id

MOST_BYTES = 1024 * 1024  # of changes in one answer, whatever budget was asked for
OLDEST_SERVED = 1  # of the protocols in which laptops ask


class NotEnrolled(Exception):
    """A question under a key that was never enrolled here."""


def answer(store: Store, key: str, asked: SyncQuestion, now: str = "", opened: Callable[[bytes], bytes] = bytes) -> SyncAnswer:
    """Answers the laptop of this key. `opened`: what is in a parcel; all else as it is. Raises `NotEnrolled`.

    Killed anywhere it has done whole compartments or nothing, and the same question again has the same end.
    """
    device = store.device(key)
    if device is None:
        raise NotEnrolled
    bodies = [text.encode() for text in asked.push]
    acks = tuple(pushed(store, device, [opened(body) for body in bodies]))
    with store.reading(asked.cursors, asked.have):
        said = _said(store, device, asked)
    # The stream comes last: a backup that knows of its token must hold all that the answer with this token says.
    return replace(said, stream=_followed(store, device, asked.stream, bodies), acks=acks, now=now)


def _followed(store: Store, device: Device, asked: Stream, bodies: Sequence[bytes]) -> StreamHead:
    """How far the stream is now. It goes on only from where it is: whatever else was pushed leaves it, for the laptop to notice."""
    with store.following(device.key):
        store.heard(device.key)
        found = store.stream(asked.id)
        if found is None:
            found = StreamHead(asked.id)
            if asked.after:
                store.alert(device.key, asked.after)
        places = list(chain.heads(asked.base, bodies))
        followed = replace(found, head=places[-1] if found.head in places else found.head)
        # The last answer came; or it was lost, and this one says more. Else one of the two was restored or copied.
        if asked.token in (found.token, found.was):
            followed = replace(followed, token=fresh_id(), was=asked.token)
        store.keep_stream(device.key, followed)
    return followed


def _said(store: Store, device: Device, asked: SyncQuestion) -> SyncAnswer:
    """All of an answer that is read and not written."""
    if asked.same:
        return _compared_as_one(store, device, asked)
    roles = {} if device.order else store.roles(device.person)
    theirs = [name for name in asked.cursors if _was_theirs(store, device, asked, name)]
    erased = tuple(name for name in theirs if store.erased(name) is not None)
    # Also for what is allocated no more, and for a laptop that is revoked: theirs may be the last copy.
    diverged = tuple(name for name in asked.cursors if name not in erased and not _is_ours(store, name, asked.cursors[name]))
    too_old = asked.protocol < OLDEST_SERVED
    # One that nobody has confirmed may send and hears what became of that; of a case it is sent nothing, and nothing of it is taken away.
    # Nor is one sent anything whose program might not understand it. What is no longer theirs goes from it all the same.
    wanted = [name for name in roles if name not in diverged] if device.confirmed and not too_old else []
    pull = _pulled(store, asked, wanted)
    backups = store.backups()
    return SyncAnswer(
        stream=StreamHead(asked.stream.id),
        missing={name: _missing(store, name, ids) for name, ids in asked.have.items()},
        held=tuple(id for name, ids in asked.have.items() for id in ids if _is_held(store, name, id)),
        # What replaced them may never be sent to who asks.
        dead=tuple(dot for name, ids in asked.have.items() for dot in store.dead(name, ids)),
        diverged=diverged,
        pages=tuple(pull.pages),
        keys=_keys(store, pull.pages),
        roles=roles if device.confirmed else {name: role for name, role in roles.items() if name in asked.cursors},
        drop=tuple(name for name in theirs if name not in roles and name not in erased),
        erased=erased,
        backup=backups.next,
        safe=backups.safe,
        do=device.order or (say.UPGRADE if too_old else "" if device.confirmed else say.CONFIRM),
        more=pull.more,
    )


def _was_theirs(store: Store, device: Device, asked: SyncQuestion, compartment: str) -> bool:
    """Whether a compartment was ever allocated to who asks, or they sent something of it that is held, or prove that they had some of it:
    a place in its log, or an id of what was in it. Of all others nothing is said, as of one that never was: neither that there is such a
    case, nor that there was one. And what was never heard of is not to be dropped: the service may be older than it.
    """
    if store.was_allocated(device.person, compartment) or any(held.device == device.key for held in store.held_in(compartment)):
        return True
    since = asked.cursors[compartment]
    place = Cursor.read(since) if since is not None else None
    return (place is not None and place.upto > 0 and pages.is_ours(store, compartment, place)) or any(
        is_settled(store, compartment, id) for id in asked.have.get(compartment, ())
    )


def _compared_as_one(store: Store, device: Device, asked: SyncQuestion) -> SyncAnswer:
    """Whether a laptop is exactly where the service is, in everything that is allocated to its person. Of one that is told to forget, is not
    confirmed or is too old, nothing is: it asks in full.
    """
    is_served = not device.order and device.confirmed and asked.protocol >= OLDEST_SERVED
    heads = {name: store.head(name) for name in (store.roles(device.person) if is_served else ())}
    ours = {name: str(Cursor(head.at, head.at, head.chain)) for name, head in heads.items()}
    backups = store.backups()
    return SyncAnswer(stream=StreamHead(asked.stream.id), backup=backups.next, safe=backups.safe, resend=digest_of(ours) != asked.same)


def _is_ours(store: Store, compartment: str, cursor: str | None) -> bool:
    return cursor is None or pages.is_ours(store, compartment, Cursor.read(cursor))


def _missing(store: Store, compartment: str, ids: Sequence[str]) -> tuple[str, ...]:
    """What is not here, whoever asks: of a compartment that was never heard of, everything."""
    return tuple(id for id in ids if not is_settled(store, compartment, id) and store.held(id, compartment) is None)


def _is_held(store: Store, compartment: str, id: str) -> bool:
    return store.held(id, compartment) is not None and not is_settled(store, compartment, id)


@dataclass(slots=True)
class _Pull:
    pages: list[Page] = field(default_factory=list)
    more: bool = False


def _pulled(store: Store, asked: SyncQuestion, wanted: Sequence[str]) -> _Pull:
    """Pages of what is wanted, in the laptop's order and then of what is new to it, until the budget is used."""
    pull, left, allocated = _Pull(), min(asked.budget, MOST_BYTES), set(wanted).difference(asked.later)
    kept = _kept(asked)
    for name in dict.fromkeys([*(name for name in asked.cursors if name in allocated), *(name for name in wanted if name in allocated)]):
        since = asked.cursors.get(name)
        if left <= 0:
            pull.more = True
            break
        page = pages.page(store, name, since, left, kept.get(name, ()))
        left -= sum(len(item.body) for item in page.items)
        pull.more |= not pages.is_last(store, page)
        if page.to != since:
            pull.pages.append(page)
    return pull


def _kept(asked: SyncQuestion) -> Mapping[str, set[str]]:
    """What the laptop says that it has of what it names, by compartment."""
    found = {name: set(asked.have.get(name, ())) for name in asked.kept}
    steady = {name for name in found if say.is_steady(asked.cursors.get(name))}  # of others what is only pushed has nobody's word on it
    for body in map(str.encode, asked.push) if steady else ():
        name = changes.compartment_of(body)
        if name in steady:
            found[name].add(changes.id_of(body))
    return found


def _keys(store: Store, sent: Sequence[Page]) -> Mapping[str, PublicKey]:
    """The keys of those who wrote what is sent."""
    named = dict.fromkeys(changes.read(item.body.encode()).key for page in sent for item in page.items)
    found = {key: store.device(key) for key in named}
    return {key: PublicKey(b64(device.public), device.person, device.former) for key, device in found.items() if device is not None}
