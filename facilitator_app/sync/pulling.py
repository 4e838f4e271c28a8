"""What comes in with an answer: changes of others, and the word of the service on which values are replaced. In the caller's transaction."""

from collections.abc import Collection, Sequence
from contextlib import suppress

from facilitator_app.ledger import change as changes
from facilitator_app.ledger.change import Change, NotAChange
from facilitator_app.ledger.messages import PublicKey, SyncAnswer, SyncQuestion, is_steady
from facilitator_app.ledger.seals import unb64
from facilitator_app.sync.store import Store


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


def pulled(store: Store, asked: SyncQuestion, answer: SyncAnswer, lacking: Collection[str]) -> None:
    """Takes in every page that begins exactly where this laptop is. Another would move the cursor over a gap, and so would one of a compartment
    that is `lacking` what was left out of it.
    """
    for fingerprint, key in answer.keys.items():
        store.trust(fingerprint, key)
    cursors, taken = store.cursors(), list[_Came]()
    for page in answer.pages:
        cursor, here = cursors.get(page.compartment), set(store.ids(page.compartment))
        untold = bool(here) and not is_steady(cursor) and page.compartment not in asked.have
        if cursor == page.since and not untold and page.compartment not in lacking:
            taken += [_Came(page.compartment, item.body.encode(), item.dead, here) for item in page.items]
            store.keep_cursor(page.compartment, page.to)
    _attribute(store, [one for one in taken if one.is_new])
    for one in taken:
        if one.change is None:
            store.refused(one.compartment, one.id)  # it does not stop what comes behind it
            continue
        store.take(one.change, one.body)
        if one.dead:
            store.replaced(one.change, one.dead)


class _Came:
    """A change on a page. `change` is None where it is not what the service may send."""

    def __init__(self, compartment: str, body: bytes, dead: Sequence[str], here: Collection[str]) -> None:
        self.compartment, self.body, self.dead = compartment, body, dead
        self.id = changes.id_of(body)
        self.is_new = self.id not in here
        self.change: Change | None = None
        with suppress(NotAChange):
            self.change = changes.read(body)


def _attribute(store: Store, new: Sequence[_Came]) -> None:
    """Leaves a change only where it belongs here, is signed by the key it names, and in the name of whoever that key was bound to."""
    publics: dict[str, tuple[PublicKey, bytes] | None] = {}
    claimed = list[tuple[_Came, Change, bytes]]()
    for one in new:
        change, one.change = one.change, None
        if change is None or change.compartment != one.compartment:
            continue
        if change.key not in publics:
            publics[change.key] = _public(store.key(change.key))
        found = publics[change.key]
        if found is not None and change.author in (found[0].person, found[0].former):
            claimed.append((one, change, found[1]))
    signed = changes.all_signed([(one.body, public) for one, _, public in claimed])
    for (one, change, public), is_signed in zip(claimed, signed, strict=True):
        if is_signed:
            with suppress(NotAChange):
                changes.require_own_key(change, one.body, public)
                one.change = change


def _public(key: PublicKey | None) -> tuple[PublicKey, bytes] | None:
    try:
        return (key, unb64(key.public)) if key is not None else None
    except ValueError:  # the service's word, and no key
        return None
