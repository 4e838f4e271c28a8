"""The store on PostgreSQL gives what the one in memory gives, whatever is written, in whatever order."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from memory_central import Central

from facilitator_app.central.database import Database
from facilitator_app.central.postgres import PostgresStore
from facilitator_app.central.pushes import append
from facilitator_app.central.store import Device, Held, Store
from facilitator_app.ledger import change as changes
from facilitator_app.ledger.chain import START, Head
from facilitator_app.ledger.messages import EDIT, LEAD, READ, REJECTED, WIPE, StreamHead
from facilitator_app.ledger.seals import SigningKey, fresh_id

PLACES, PEOPLE, KEYS = ("case/1", "part/1/ü", "case/2"), ("amira", "sam"), ("k1", "k2")
SIGNING = SigningKey(b"\x01" * 32)
ANY_TEXT = st.text(max_size=20)  # with NUL, which text in PostgreSQL cannot hold
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(ANY_TEXT, inner, max_size=2),
    max_leaves=4,
)

Step = Callable[[Store], Any]


def _in(compartment: str, step: Step) -> Step:
    def done(store: Store) -> Any:
        with store.writing(compartment):
            return step(store)

    return done


def _written(place: str, record: str, values: dict[str, Any], known: bool) -> Step:
    body = changes.written(
        SIGNING, compartment=place, record=record, kind="contact", values=values, author="amira", at="",
        replaces={name: ["x" * 22] for name in values if known},
    )  # fmt: skip
    return _in(place, lambda store: append(store, changes.read(body), body))


def _held(number: int, why: str) -> Step:
    held = Held(f"held{number}", PLACES[number % len(PLACES)], "k1", b"\x00body %d" % number, why)
    return _in(held.compartment, lambda store: store.hold(held))


def _released(number: int) -> Step:
    def step(store: Store) -> None:
        if store.held(f"held{number}") is not None:
            store.release(f"held{number}")

    return _in(PLACES[number % len(PLACES)], step)


def _erased(place: str, some: int) -> Step:
    def step(store: Store) -> None:
        held = [one.id for one in sorted(store.held_in(place), key=lambda one: one.id)]
        store.erase(place, frozenset([*map(changes.id_of, store.entries(place, 0, store.head(place).at)), *held[:some]]))

    return _in(place, step)


def _undone(place: str) -> Step:
    """A transaction that fails leaves nothing."""

    def step(store: Store) -> None:
        store.allocate("amira", place, LEAD)
        store.hold(Held("never", place, "k1", b"", READ))
        raise ZeroDivisionError

    def done(store: Store) -> None:
        with pytest.raises(ZeroDivisionError), store.writing(place):
            step(store)

    return done


def _allocated(who: str, place: str, role: str) -> Step:
    return _in(place, lambda store: store.allocate(who, place, role))


def _enrolled(key: str, who: str, order: str, former: str) -> Step:
    return _in("", lambda store: store.enrol(Device(key, b"\x00" * 32, who, order, former)))


def _followed(id: str, token: str, was: str, at: int) -> Step:
    return _in("", lambda store: store.keep_stream("k1", StreamHead(id, token, was, Head(at, START.chain))))


# Everything once, and once more over itself: chance alone may leave something out.
EVERYTHING = [
    *(_allocated("sam", PLACES[0], role) for role in (READ, EDIT, "", LEAD, "")),
    *(
        _enrolled("k1", who, order, former)
        for who, order, former in (("sam", "", ""), ("sam", WIPE, ""), ("sam", WIPE, "u1"), ("amira", "", "u1"))
    ),
    *(_followed("s1", token, was, at) for token, was, at in (("t1", "", 0), ("t2", "t1", 0), ("t2", "t1", 3))),
    *(_held(number, why) for number in range(4) for why in (READ, REJECTED)),
    _released(1),
    *(
        _written(PLACES[0], record, {"words": value, "\0": None}, known)
        for record in ("r1", "r2")
        for value, known in (("a\0b", False), ([], True))
    ),
    _undone(PLACES[0]),
    _erased(PLACES[0], 1),
    _erased(PLACES[0], 0),
    _erased(PLACES[1], 0),
    _written(PLACES[2], "r1", {"words": 2**60}, known=False),
]
PLACE = st.sampled_from(PLACES)
STEPS = st.one_of(
    st.builds(_written, PLACE, st.sampled_from(["r1", "r2"]), st.dictionaries(ANY_TEXT, VALUES, min_size=1, max_size=2), st.booleans()),
    st.builds(_allocated, st.sampled_from(PEOPLE), PLACE, st.sampled_from(["", READ, EDIT, LEAD])),
    st.builds(_enrolled, st.sampled_from(KEYS), st.sampled_from(PEOPLE), st.sampled_from(["", WIPE]), st.sampled_from(["", "u1"])),
    st.builds(_held, st.integers(0, 4), st.sampled_from([READ, REJECTED])),
    st.builds(_released, st.integers(0, 4)),
    st.builds(_erased, PLACE, st.integers(0, 2)),
    st.builds(_followed, st.sampled_from(["s1", "s2"]), st.sampled_from(["t1", "t2"]), st.sampled_from(["", "t1"]), st.integers(0, 5)),
    st.builds(_undone, PLACE),
)  # fmt: skip


def observed(store: Store) -> Any:
    """All that can be read."""
    with store.reading():
        return {
            "devices": [store.device(key) for key in KEYS],
            "roles": [
                (store.roles(who), [(store.role(who, place), store.was_allocated(who, place)) for place in PLACES]) for who in PEOPLE
            ],
            "held of": [store.held_of(key) for key in KEYS],
            "places": [_place(store, place) for place in PLACES],
            "held": [store.held(f"held{number}") for number in range(5)] + [store.held("never")],
            "streams": [store.stream(id) for id in ("s1", "s2", "s3")],
            "backups": store.backups(),
        }


def _place(store: Store, place: str) -> Any:
    head = store.head(place)
    bodies = list(store.entries(place, 0, head.at))
    return {
        "known": store.is_known(place),
        "erased": store.erased(place),
        "head": head,
        "chains": [store.chain_at(place, at) for at in (*range(head.at + 2), 10**30)],
        "bodies": bodies,
        "part": list(store.entries(place, 1, head.at - 1)),
        "positions": [store.position(place, changes.id_of(body)) for body in bodies] + [store.position(place, "nothing")],
        "records": [store.document(place, record) for record in ("r1", "r2", "r3")],
        "held": sorted(store.held_in(place), key=lambda one: one.id),
    }


@settings(max_examples=20)
@example(EVERYTHING)
@given(st.lists(STEPS, max_size=12))
def test_postgres_gives_what_memory_gives(service_dsn: str, steps: list[Step]) -> None:
    with Database(service_dsn, fresh_id()) as database:
        _compared(database, steps)


@pytest.mark.slow
@settings(max_examples=1500)
@given(st.lists(STEPS, max_size=30))
def test_postgres_gives_what_memory_gives_for_long(service_dsn: str, steps: list[Step]) -> None:
    with Database(service_dsn, fresh_id()) as database:
        _compared(database, steps)


def _compared(database: Database, steps: list[Step]) -> None:
    memory = Central()
    for step in steps:
        step(memory)
        database.tx("tests", lambda session, step=step: step(PostgresStore(session)))  # type: ignore[misc]
        assert database.tx("tests", lambda session: observed(PostgresStore(session))) == observed(memory)


def test_more_than_one_batch_of_a_log_comes_in_order(database: Database) -> None:
    def step(store: Store) -> list[bytes]:
        place = "case/1"
        with store.writing(place):
            for number in range(450):
                body = b"%d" % number
                store.append(place, str(number), body, Head(number + 1, f"{number}"))
            return list(store.entries(place, 3, 447))

    assert database.tx("tests", lambda session: step(PostgresStore(session))) == [b"%d" % number for number in range(3, 447)]


def test_never_two_transactions_at_once(database: Database) -> None:
    def step(store: Store) -> None:
        with store.writing("case/1"), store.reading():
            raise AssertionError

    with pytest.raises(ValueError, match="two transactions"):
        database.tx("tests", lambda session: step(PostgresStore(session)))


def test_who_reads_sees_one_moment(database: Database) -> None:
    def step(session: Any) -> tuple[bool, bool]:
        store = PostgresStore(session)
        with store.reading():
            before = store.is_known("case/1")
            database.tx("tests", lambda other: _in("case/1", lambda it: it.allocate("sam", "case/1", READ))(PostgresStore(other)))
            return before, store.is_known("case/1")

    assert database.tx("tests", step) == (False, False)
    assert database.tx("tests", lambda session: PostgresStore(session).is_known("case/1"))
