"""The workbook's store of the exchange and the one in memory, on which the protocol was attacked, are one thing: the same acts, the same answers."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import making
from hypothesis import given, settings
from hypothesis import strategies as st
from memory_laptop import ENROLLED, RECOVERY, Laptop, unsealed

from facilitator_app.ledger import change as changes
from facilitator_app.ledger.seals import SigningKey
from facilitator_app.sync.store import Parcel
from facilitator_app.vault import derive, door

COMPARTMENTS = ("case/one", "part/one/her")
RECORDS, FIELDS = ("r1", "r2"), ("words", "day")
COLLEAGUE = SigningKey(b"\x07" * 32)


def _made() -> list[bytes]:
    """Changes of a colleague that replace each other, in two compartments and two records."""
    found: list[bytes] = []
    for number in range(12):
        compartment, record = COMPARTMENTS[number % 2], RECORDS[number // 2 % 2]
        before = [one for one in map(changes.read, found) if (one.compartment, one.record) == (compartment, record)][-2:]
        replaces = {name: [one.id for one in before if name in one.values][number % 3 :] for name in FIELDS}
        values = {name: f"{name} {number}" for name in FIELDS[: 1 + number % 2]}
        found.append(
            changes.written(
                COLLEAGUE, compartment=compartment, record=record, kind="contact", values=values,
                replaces={name: ids for name, ids in replaces.items() if name in values}, author="sam", at=f"2026-03-02T10:{number:02}:00Z",
            )
        )  # fmt: skip
    return found


BODIES = _made()
_BODY, _COMPARTMENT = st.sampled_from(BODIES), st.sampled_from(COMPARTMENTS)
Act = Callable[[Any], object]


def _if_there(store: Any, body: bytes, act: Callable[[Any], object]) -> None:
    change = changes.read(body)
    if change.id in store.ids(change.compartment):
        act(change)


ACTS: st.SearchStrategy[Act] = st.one_of(
    _BODY.map(lambda body: lambda store: store.take(changes.read(body), body)),
    _BODY.map(lambda body: lambda store: store.send([body])),
    st.integers(0, 3).map(lambda count: lambda store: store.sent(min(count, len(list(store.outbox()))))),
    st.tuples(_BODY, st.sampled_from(FIELDS)).map(
        lambda it: lambda store: _if_there(store, it[0], lambda change: store.replaced(change, (it[1],)))
    ),
    st.tuples(_COMPARTMENT, st.sampled_from([None, "p.3.x", "i.1.3.x"])).map(lambda it: lambda store: store.keep_cursor(*it)),
    _COMPARTMENT.map(lambda name: lambda store: (store.forget_replaced(name), store.refold(name)) if store.ids(name) else None),
    _COMPARTMENT.map(lambda name: lambda store: store.drop(name)),
    st.tuples(_BODY, st.integers(0, 3)).map(
        lambda it: lambda store: _if_there(
            store, it[0], lambda change: (store.put_away(change.compartment, change.id, it[1]), store.refold(change.compartment))
        )
    ),
    st.integers(0, 9).map(lambda backup: lambda store: [store.keep_parcel(Parcel(one.id, one.compartment, backup)) for one in store.parcels()][:1]),
    st.just(lambda store: [store.discard(one.id) for one in sorted(store.parcels(), key=lambda one: one.id)[:1]]),
    _COMPARTMENT.map(lambda name: lambda store: store.doubt(name)),
    _COMPARTMENT.map(lambda name: lambda store: store.settle(name)),
)  # fmt: skip


def told(store: Any) -> dict[str, Any]:
    """All that can be asked of a store."""
    return {
        "outbox": [bytes(body) for body in store.outbox()],
        "cursors": dict(store.cursors()),
        "ids": {name: sorted(store.ids(name)) for name in COMPARTMENTS},
        "parcels": sorted(
            (one.id, one.compartment, one.backup, unsealed(bytes(store.parcel(one.id)), RECOVERY)) for one in store.parcels()
        ),
        "doubts": sorted(store.doubts()),
    }


@settings(max_examples=60)
@given(st.lists(st.lists(ACTS, max_size=6), max_size=8))
def test_whatever_the_exchange_does_a_workbook_answers_as_the_memory_does(transactions: list[list[Act]]) -> None:
    with TemporaryDirectory() as folder:
        opened = door.create(Path(folder) / "Mine.workbook", making.PASSPHRASE, making.CLOCK)
        try:
            opened.vault.enrol("http://127.0.0.1:1", replace(ENROLLED, person=opened.vault.author))
            real, memory = opened.vault.exchange(Parcel), Laptop("amira", SigningKey(b"\x09" * 32))
            for acts in transactions:
                with real.transaction():
                    for act in acts:
                        act(real)
                with memory.transaction():
                    for act in acts:
                        act(memory)
                assert told(real) == told(memory)
                with opened.vault.connection.reading() as connection:
                    rows = connection.execute("select compartment, id, document from record").fetchall()
                live: dict[str, Any] = {name: {} for name in memory.live()}
                for compartment, record, document in rows:
                    if found := derive.document_from(document).live:
                        live[compartment][record] = found
                assert live == memory.live()
            assert opened.vault.faults() == []
        finally:
            opened.close()
