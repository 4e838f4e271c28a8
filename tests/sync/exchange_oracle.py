"""What must hold when all have come to rest: nothing that anybody typed is lost or hidden, and everybody sees the same."""

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence

from exchange_world import NEW, World, values_in
from memory_laptop import Laptop

from facilitator_app.ledger import chain
from facilitator_app.ledger import change as changes
from facilitator_app.ledger.chain import START
from facilitator_app.ledger.change import Change
from facilitator_app.ledger.fold import fold

Logs = Mapping[str, Sequence[Change]]


def check(world: World) -> None:
    """Lets them come to rest, and looks at everything that the exchange promises."""
    world.quiet()
    logs = {name: [changes.read(body) for body in log.bodies.values()] for name, log in world.central.kept.logs.items()}
    _check_logs(world, logs)
    _check_values(world, logs)
    for who, laptop in world.laptops.items():
        assert not laptop.kept.outbox, f"{who} keeps what it has sent"
        assert not laptop.kept.doubts, f"{who} still doubts"
        assert not laptop.kept.refused, f"{who} was sent what nobody wrote"
        _check_laptop(world, who, laptop)


def _check_logs(world: World, logs: Logs) -> None:
    """Positions without gaps, each change once, the chain as it recomputes, and records a function of the set (I-3, I-5)."""
    for name, log in world.central.kept.logs.items():
        assert len(log.order) == len(set(log.order)) == len(log.bodies), "a change twice in a log"
        assert list(chain.heads(START, (log.bodies[id] for id in log.order))) == log.heads
        shuffled = list(logs[name])
        random.Random(7).shuffle(shuffled)
        folded = {record: document.live for record, document in fold([*shuffled, *shuffled[:2]]).items()}
        assert folded == {record: document.live for record, document in log.documents.items()}
    assert not set(world.central.kept.logs) & set(world.outliving.erased), "what was erased came back"


def _check_values(world: World, logs: Logs) -> None:
    """Every value that anybody committed stands, was replaced by somebody who saw it, or is held (I-1, I-2)."""
    held = values_in(one.body for one in world.central.kept.held.values())
    by_value: dict[str, list[tuple[Change, str]]] = defaultdict(list)
    replaced_in: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for name, log in logs.items():
        for change in log:
            for field, value in change.values.items():
                by_value[value].append((change, field))
            for field, ids in change.replaces.items():
                replaced_in[name, change.record, field] |= set(ids)
    for value, typed in world.typed.items():
        for change, field in by_value[value]:
            assert set(change.replaces.get(field, ())) <= typed.shown, f"{value} replaces what its author never saw"
            if change.id not in world.central.document(change.compartment, change.record).live.get(field, {}):
                assert change.id in replaced_in[change.compartment, change.record, field], f"{value} is hidden, and nobody replaced it"
        if value not in world.gone and typed.place[0] not in world.outliving.erased and value not in held:
            assert by_value[value], f"{value} is lost"


def _check_laptop(world: World, who: str, laptop: Laptop) -> None:
    """Holds exactly what is allocated, and sees there what the service sees (I-3, I-4)."""
    seen, revoked = laptop.live(), bool(world.order(laptop))
    for name in {*world.compartments, NEW, *seen}:
        if world.central.role(laptop.person, name) and not revoked:
            log = world.central.kept.logs.get(name)
            there = {record: document.live for record, document in log.documents.items() if document.live} if log else {}
            assert seen.get(name, {}) == there, f"{who} sees something else than the service"
        else:
            # Its name alone may stay, where they sent something of it and never had anything: of that the service says nothing.
            assert not seen.get(name) or not world.central.is_known(name), f"{who} keeps what is not allocated"
