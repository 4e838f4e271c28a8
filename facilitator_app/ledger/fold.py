"""From changes to what stands. State is a pure function of the set of changes: order, duplicates and clocks cannot matter."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from facilitator_app.ledger.change import Change
from facilitator_app.records.record import GONE


@dataclass(slots=True)
class Document:
    """One record as its changes left it.

    `live`: for each field the values that nobody has replaced, by the id of their change. None is empty, one is a value, more are a fork.
    `dead`: what has been replaced, remembered for values that arrive later than what replaced them.
    """

    live: dict[str, dict[str, Any]] = field(default_factory=dict)
    dead: dict[str, set[str]] = field(default_factory=dict)
    authors: set[str] = field(default_factory=set)  # everybody who wrote anything into it

    def apply(self, change: Change) -> None:
        """Takes in one change. Idempotent, commutative and associative."""
        self.authors.add(change.author)
        for name, ids in change.replaces.items():
            self.dead.setdefault(name, set()).update(ids)
            values = self.live.get(name)
            if values is not None:
                for replaced in ids:
                    values.pop(replaced, None)
                if not values:
                    del self.live[name]
        for name, value in change.values.items():
            if change.id not in self.dead.get(name, ()):
                self.live.setdefault(name, {})[change.id] = value

    def forked(self) -> frozenset[str]:
        """The fields that have two versions. Equal values are one version, whoever wrote them; taken away and written in are two."""
        quarrel = {GONE} if GONE in self.live and not self.gone() else frozenset[str]()
        return frozenset(name for name, values in self.live.items() if _different(values.values())) | quarrel

    def gone(self) -> bool:
        """Whether the record was taken away. What its remover had not seen keeps it: then it is a fork, and shown."""
        return GONE in self.live and all(name == GONE for name in self.live)

    def standing(self, name: str) -> tuple[str, ...]:
        """The ids of the values that stand in a field: what an edit that begins now replaces."""
        return tuple(sorted(self.live.get(name, ())))

    def values(self) -> dict[str, Any]:
        """One value for each field. Of two versions it gives one, always the same; which counts is for a person, and for `forked` to say."""
        return {name: values[min(values)] for name, values in self.live.items() if values}


def _different(values: Iterable[Any]) -> bool:
    first, *rest = values
    return any(value != first for value in rest)


def fold(changes: Iterable[Change]) -> Mapping[str, Document]:
    """The documents, by record, that a set of changes makes."""
    documents: dict[str, Document] = {}
    for change in changes:
        documents.setdefault(change.record, Document()).apply(change)
    return documents
