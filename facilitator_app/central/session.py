"""Transactions of one tenant on one connection, and whatever is asked in them. All statements of the service pass through `Session.do`."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, LiteralString, NamedTuple, cast

from psycopg import Connection, Cursor, IsolationLevel

from facilitator_app.central import audit
from facilitator_app.central.audit import Line
from facilitator_app.central.outliving import OutlivingList, What
from facilitator_app.ledger.chain import START, Head

_LOCK: LiteralString = "SELECT at, chain, erased FROM compartment WHERE tenant = %(tenant)s AND compartment = %(compartment)s FOR UPDATE"
_FIRST: LiteralString = (
    "INSERT INTO compartment (tenant, compartment, at, chain, erased) "
    "VALUES (%(tenant)s, %(compartment)s, 0, %(chain)s, false) ON CONFLICT DO NOTHING RETURNING at, chain, erased"
)


class Locked(NamedTuple):
    """A compartment as its row is while we hold it."""

    at: int
    chain: str
    erased: bool


def belongs_to(connection: Connection, tenant: str) -> None:
    """Shows a connection the rows of this tenant and of no other, from now on."""
    connection.execute("SELECT set_config('central.tenant', %(tenant)s, false)", {"tenant": tenant})


class Session:
    """`actor` is named in the audit: the key of a laptop, or who gave a command. `outliving`: the list of what must outlive a restore; none
    for whoever replays it. The connection is one that `belongs_to` the tenant.
    """

    def __init__(self, connection: Connection, tenant: str, actor: str, outliving: OutlivingList | None = None) -> None:
        self._connection, self._outliving = connection, outliving
        self._to_list = list[What]()
        self.tenant, self.actor = tenant, actor
        self._open = False

    @contextmanager
    def writing(self, *compartments: str) -> Iterator[list[Locked]]:
        """One transaction that holds the row of a compartment; of several for what a person does to all of them at once, taken in the order
        of their names, so that two of these meet at their first. Of none, where whoever calls locks a row of their own. Gives the rows in that
        order. Raises `ValueError` where one is open already.
        """
        with self._transaction():
            yield [self._lock(compartment) for compartment in sorted(compartments)]
            self._list()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """One snapshot. Raises `ValueError` where a transaction is open already."""
        with self._transaction(read_only=True):
            yield

    def do(self, statement: LiteralString, **values: Any) -> Cursor[Any]:
        """One statement, in the transaction that is open or else in one of its own, which needs no word. `tenant` is among its values without being
        named.
        """
        return self._connection.execute(statement, {"tenant": self.tenant, **values})

    def note(self, act: str, object: str, info: str = "") -> None:
        """Writes a line into the audit. Raises `ValueError` outside a transaction: it stands with its act or not at all.

        Takes the row of the compartment "", always after any other and always the last, so that nobody waits in a circle.
        """
        if not self._open:
            raise ValueError("a line without its act")
        self._lock("")
        last = self.do("SELECT at, chain FROM audit WHERE tenant = %(tenant)s ORDER BY at DESC LIMIT 1").fetchone()
        line = Line(datetime.now(UTC), self.actor, act, object, info)
        head = audit.head(last).after(line.digest())
        self.do(
            "INSERT INTO audit (tenant, at, chain, happened, actor, act, object, info) "
            "VALUES (%(tenant)s, %(at)s, %(chain)s, %(happened)s, %(actor)s, %(act)s, %(object)s, %(info)s)",
            **head._asdict(), **line._asdict(),
        )  # fmt: skip

    def outlives(self, *what: What) -> None:
        """What this transaction takes away from somebody, or must not be forgotten: it is on the list when the transaction is committed.

        Raises `ValueError` outside one.
        """
        if not self._open:
            raise ValueError("a line without its act")
        self._to_list += what if self._outliving is not None else ()

    def _list(self) -> None:
        """As the last thing before the commit, so that what is not done is not listed but when the database dies in this very moment."""
        if self._to_list and self._outliving is not None:
            self._lock("")
            self.keep_place(self._outliving.append(self.place(), self._to_list))

    def place(self) -> Head:
        """How far the list was when the database was last changed by what stands in it."""
        row = self.do("SELECT at, chain FROM listed WHERE tenant = %(tenant)s").fetchone()
        return Head(*row) if row else START

    def keep_place(self, head: Head) -> None:
        """Writes that down. The caller holds the row of ""."""
        self.do(
            "INSERT INTO listed (tenant, at, chain) VALUES (%(tenant)s, %(at)s, %(chain)s) "
            "ON CONFLICT (tenant) DO UPDATE SET at = EXCLUDED.at, chain = EXCLUDED.chain",
            **head._asdict(),
        )

    def _lock(self, compartment: str) -> Locked:
        row = self.do(_LOCK, compartment=compartment).fetchone()
        if row is None:  # whoever enters it holds it
            row = self.do(_FIRST, compartment=compartment, chain=START.chain).fetchone()
        if row is None:  # somebody else did, in this moment
            row = self.do(_LOCK, compartment=compartment).fetchone()
        return Locked(*cast("tuple[int, str, bool]", row))

    @contextmanager
    def _transaction(self, *, read_only: bool = False) -> Iterator[None]:
        if self._open:
            raise ValueError("two transactions at once")
        self._open = True
        self._to_list = []
        try:
            # Said by BEGIN itself: no statement more, and no default of a server's counts.
            self._connection.isolation_level = IsolationLevel.REPEATABLE_READ if read_only else IsolationLevel.READ_COMMITTED
            self._connection.read_only = read_only
            with self._connection.transaction():
                yield
        finally:
            self._open = False
