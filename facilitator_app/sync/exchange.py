"""The laptop's side of the exchange: what to ask, and what an answer does. Logic over a `Store`: no file, no network, no clock.

Whatever happens to a question or an answer on its way, nothing is lost by asking again; an answer that never came is one that did nothing.
"""

from dataclasses import dataclass, replace
from itertools import islice, takewhile

from facilitator_app.ledger import chain
from facilitator_app.ledger import change as changes
from facilitator_app.ledger import messages as say
from facilitator_app.ledger import parcel as parcels_of
from facilitator_app.ledger.checkpoint import Checkpoint
from facilitator_app.ledger.messages import Stream, SyncAnswer, SyncQuestion
from facilitator_app.ledger.seals import fresh_id
from facilitator_app.sync import leaving, pulling, telling
from facilitator_app.sync.store import Store

BUDGET_BYTES = 256 * 1024
_SETTLED = (say.OK, say.KNOWN, say.HELD)


@dataclass(frozen=True, slots=True)
class Progress:
    """What an answer has led to. `more`: ask again at once. `do`: an order for the whole laptop, or empty. `manages`: whether this person manages
    the service.
    """

    more: bool
    do: str = ""
    manages: bool = False
    whole: bool = False  # the next question is not to be a short one
    late: bool = False  # nothing of it was taken in
    checkpoint: Checkpoint | None = None  # that the service shows, and this laptop has not seen
    offline_days: int = 0
    now: str = ""


def question(store: Store, budget: int = BUDGET_BYTES, *, short: bool = False) -> SyncQuestion:
    """What to ask now. Seals what is being typed, so that it goes with it; a page of the outbox, and of what is in doubt. `short`: where there is
    nothing to send and nothing in doubt, only whether anything is new.
    """
    with store.transaction():
        store.send(store.sealed())
        push, cursors = _front(store, budget), dict(store.cursors())
        told = telling.held(store, cursors, len(push), budget)
        places = {name: cursor for name, cursor in cursors.items() if cursor is not None and say.is_steady(cursor)}
        if short and places and len(places) == len(cursors) and not push and not told.have:
            return SyncQuestion(store.stream(), budget=budget, same=say.digest_of(places))
        kept = telling.kept(store, push, told.have)
        return SyncQuestion(store.stream(), push, cursors, told.have, budget=budget, kept=kept, later=told.later)


def _front(store: Store, budget: int) -> tuple[str, ...]:
    """The front of the outbox that fits, one change at least."""
    found, size = list[str](), 0
    for body in store.outbox():
        size += len(body)
        if found and size > budget:
            break
        found.append(body.decode())
    return tuple(found)


def answered(store: Store, asked: SyncQuestion, answer: SyncAnswer) -> Progress:
    """Does what an answer says, in one transaction. The order of the steps is the protocol: each comment says what another would lose."""
    if answer.do == say.WIPE_NOW:
        with store.transaction():
            store.destroy()
        return Progress(more=False, do=answer.do)
    with store.transaction():
        if (asked.stream.id, asked.stream.token) != (store.stream().id, store.stream().token):
            return Progress(more=True, late=True)  # another answer came before this one: what it says of held, dead or missing may be over
        lacking = telling.lacking(store, asked)  # before what is held is put away: of that nothing was left out
        _acknowledged(store, asked, answer)
        _sent_again(store, asked, answer)  # before doubts are raised: what was asked before a doubt cannot settle it
        _compared(store, asked, answer)
        if answer.resend:  # what of places, roles and orders the service has not compared yet is not acted on
            return Progress(more=True, manages=answer.manages, whole=True)
        if asked.same:
            leaving.released(store, answer)
            return Progress(answer.more or bool(store.doubts()), answer.do, answer.manages)
        if answer.do == say.WIPE:
            leaving.wipe(store, answer)
        else:
            pulling.marked(store, answer)
            pulling.pulled(store, asked, answer, lacking)
            store.allowed(answer.roles, (*answer.drop, *answer.erased))
            leaving.dropped(store, answer)  # after doubts are raised: while there is one, this may be the last copy
        leaving.released(store, answer)
        # Where it is full nothing goes on until a person has decided, and what a newer service's word means nobody here knows: asking at once
        # would be hot.
        stuck = any(ack.status not in _SETTLED for ack in answer.acks)
        unsent = not stuck and any(store.outbox())
        return Progress(answer.more or bool(asked.later) or unsent or bool(store.doubts()), answer.do, answer.manages)


def _acknowledged(store: Store, asked: SyncQuestion, answer: SyncAnswer) -> None:
    """Takes what is acknowledged from the outbox; what is held leaves its compartment."""
    settled = list(takewhile(lambda ack: ack.status in _SETTLED, answer.acks))
    bodies = [text.encode() for text, _ in zip(asked.push, settled, strict=False)]
    stream, count = store.stream(), len(bodies)
    if stream.base == asked.stream.base and list(islice(store.outbox(), count)) == bodies:  # else the outbox is another by now
        store.sent(count)
        store.keep_stream(replace(stream, base=chain.last(stream.base, bodies)))
        leaving.renumbered(store, set(map(parcels_of.id_of, bodies)), answer.backup)
    held = [(body, ack.why) for body, ack in zip(bodies, settled, strict=True) if ack.status == say.HELD]
    for body, why in held:
        if not parcels_of.is_parcel(body) and store.body(changes.compartment_of(body), changes.id_of(body)) is not None:
            store.waits(changes.read(body), why)
    out_of_sight = {*(parcels_of.id_of(body) for body, _ in held), *answer.held}
    if out_of_sight:
        leaving.held(store, out_of_sight, answer.backup)


def _sent_again(store: Store, asked: SyncQuestion, answer: SyncAnswer) -> None:
    """Puts what the service lacks into the outbox, and ends the doubts that it has answered. There is no other way in than the outbox:
    what went another way would not be missed when the service is restored a second time.
    """
    queued = set(map(parcels_of.id_of, store.outbox())) if any(answer.missing.values()) else set[str]()
    for compartment in asked.have:
        if compartment not in answer.missing:
            continue
        parcels = {parcel.id for parcel in store.parcels() if parcel.compartment == compartment}
        lost = [id for id in answer.missing[compartment] if id not in queued]
        found = (store.body(compartment, id) or (store.parcel(id) if id in parcels else None) for id in lost)
        store.send([body for body in found if body is not None])
        leaving.renumbered(store, parcels, answer.backup)
        if compartment in store.doubts():
            pulling.forgotten(store, compartment)
            store.settle(compartment)


def _compared(store: Store, asked: SyncQuestion, answer: SyncAnswer) -> None:
    """If the service's idea of this laptop is not exactly this laptop's, begins a new stream and doubts everything."""
    stream, theirs = store.stream(), answer.stream
    known = theirs.head in chain.heads(stream.base, store.outbox())
    diverged = [name for name in answer.diverged if name in store.cursors() and store.cursors()[name] == asked.cursors.get(name)]
    for compartment in diverged:
        store.keep_cursor(compartment, None)
    if not known or diverged or theirs.was != stream.token:
        _begun_again(store)
    else:
        store.keep_stream(replace(stream, token=theirs.token))


def _begun_again(store: Store) -> None:
    """A new stream, so that no late answer settles the doubts raised here, and a doubt of everything that is kept."""
    store.keep_stream(Stream(fresh_id(), after=store.stream().id))
    for compartment in store.cursors():
        if store.ids(compartment):
            store.doubt(compartment)
    for parcel in store.parcels():
        store.doubt(parcel.compartment)
