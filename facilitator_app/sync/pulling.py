"""What comes in with an answer: changes of others, and the word of the service on which values are replaced. In the caller's transaction."""

from facilitator_app.ledger import change as changes
from facilitator_app.ledger.change import Change, NotAChange
from facilitator_app.ledger.messages import Item, SyncAnswer, SyncQuestion, is_steady
from facilitator_app.ledger.seals import unb64
from facilitator_app.sync.store import Store


def must_tell(store: Store, compartment: str) -> bool:
    """Whether the service must be told what is held of a compartment: its first pull will leave out what replaced some of it."""
    return not is_steady(store.cursors().get(compartment)) and bool(store.ids(compartment))


def forgotten(store: Store, compartment: str) -> None:
    """Forgets what the service said there of what is replaced: it may have lost why. The answer that ends a doubt says it anew of everything."""
    store.forget_replaced(compartment)
    store.refold(compartment)


def marked(store: Store, answer: SyncAnswer) -> None:
    """Takes values that the service calls replaced from their records."""
    for dot in answer.dead:
        body = store.body(dot.compartment, dot.change)
        if body is not None:
            store.replaced(changes.read(body), (dot.field,))


def pulled(store: Store, asked: SyncQuestion, answer: SyncAnswer) -> None:
    """Takes in every page that begins exactly where this laptop is. Another would move the cursor over a gap."""
    for fingerprint, key in answer.keys.items():
        store.trust(fingerprint, key)
    for page in answer.pages:
        untold = must_tell(store, page.compartment) and page.compartment not in asked.have
        if store.cursors().get(page.compartment) == page.since and not untold:
            for item in page.items:
                _take(store, page.compartment, item)
            store.keep_cursor(page.compartment, page.to)


def _take(store: Store, compartment: str, item: Item) -> None:
    body = item.body.encode()
    id = changes.id_of(body)
    try:
        change = changes.read(body) if store.body(compartment, id) is not None else _attributed(store, compartment, body)
    except NotAChange:
        store.refused(compartment, id)  # it does not stop what comes behind it
        return
    store.take(change, body)
    if item.dead:
        store.replaced(change, item.dead)


def _attributed(store: Store, compartment: str, body: bytes) -> Change:
    """A change that belongs here, signed by the key it names, in the name of whoever that key was bound to. Raises `NotAChange`."""
    claimed = changes.read(body)
    key = store.key(claimed.key)
    if key is None or claimed.author not in (key.person, key.former) or claimed.compartment != compartment:
        raise NotAChange("not what the service may send")
    try:
        public = unb64(key.public)
    except ValueError as problem:
        raise NotAChange("not a key") from problem
    return changes.read_signed(body, public)
