"""What one transaction does to the records: documents are read once and written once, with index, facts and audit line beside the log.

Knows nothing of drafts and of who asks. Own changes, brought-in ones and those of others all go through `take` and `finish`.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from facilitator_app.ledger import change as changes
from facilitator_app.ledger.change import Change
from facilitator_app.ledger.fold import Document
from facilitator_app.records import codec
from facilitator_app.records.record import NOBODY, Id, case_in
from facilitator_app.vault import audit, derive
from facilitator_app.vault.connection import Connection


class Work:
    """The work of one transaction on a connection that is in it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._documents: dict[tuple[str, str], Document] = {}
        self._entered: dict[tuple[str, str], list[Change]] = {}
        self._new: set[tuple[str, str]] = set()  # records of which there was nothing before
        self._named: set[str] = set()  # compartments that are entered

    def document(self, compartment: str, record: str) -> Document:
        """A record as it stands, with what this transaction did to it."""
        document = self._documents.get((compartment, record))
        if document is None:
            row = self._connection.execute("select document from record where compartment = ? and id = ?", (compartment, record)).fetchone()
            document = self._documents[compartment, record] = derive.document_from(row[0]) if row else Document()
            if row is None:
                self._new.add((compartment, record))
        return document

    def seen(self, compartment: str, record: str, name: str, ids: Sequence[str]) -> list[Any]:
        """The values of one field that somebody saw, as far as they are known here: also those that were replaced since."""
        live = self.document(compartment, record).live.get(name, {})
        found = []
        for id in ids:
            if id in live:
                found.append(live[id])
                continue
            row = self._connection.execute("select body from change where compartment = ? and id = ?", (compartment, id)).fetchone()
            if row is not None and name in (values := changes.read(row[0]).values):
                found.append(values[name])
        return found

    def kept_unknown(
        self, compartment: str, record: str, values: Mapping[str, Any], replaces: Mapping[str, Sequence[str]]
    ) -> dict[str, Any]:
        """New values as builtins, with what a newer version wrote into those that they replace."""
        found = {}
        for name, value in values.items():
            found[name] = codec.to_builtins(value)
            for before in self.seen(compartment, record, name, replaces.get(name, ())):
                found[name] = codec.keep_unknown(before, found[name])
        return found

    def take(self, body: bytes, change: Change, *, mine: bool = True, shown: bool = True) -> str:
        """Takes in a change, once; its id. `shown`: whether anybody may see its compartment: only then is there a record of it."""
        added = self._connection.execute(
            "insert or ignore into change values (?, ?, ?, ?, ?)", (change.compartment, change.id, change.record, body, mine)
        )
        if change.compartment not in self._named:
            self._connection.execute("insert or ignore into compartment(name) values (?)", (change.compartment,))
            self._named.add(change.compartment)
        if added.rowcount and shown:
            self.lay(change)
        return change.id

    def lay(self, change: Change) -> None:
        """Lays a change over its record that stands in no log: a word of the service."""
        self.document(change.compartment, change.record).apply(change)
        self._entered.setdefault((change.compartment, change.record), []).append(change)

    def forget(self, compartment: str) -> None:
        """The records of a compartment are made anew by somebody else in this transaction."""
        for kept in (self._documents, self._entered):
            for key in [key for key in kept if key[0] == compartment]:
                del kept[key]
        self._new -= {key for key in self._new if key[0] == compartment}
        self._named.discard(compartment)

    def finish(self, at: str, act: str) -> tuple[frozenset[Id], frozenset[str]]:
        """Writes what follows from what was taken in; the cases and kinds that it touched."""
        for (compartment, record), taken in self._entered.items():
            new = (compartment, record) in self._new
            derive.keep_record(self._connection, self._documents[compartment, record], taken, new=new)
        cases = frozenset(case_in(compartment) for compartment, _ in self._entered) - {NOBODY}
        for case in cases:
            derive.keep_facts_of(self._connection, case)
        count = sum(map(len, self._entered.values()))
        if count:
            audit.note(self._connection, at, act, str(count))
        return cases, frozenset(change.kind for taken in self._entered.values() for change in taken)
