"""The service of one random world: a tenant of its own, of which copies can be made and put back without touching any other."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, LiteralString

import making
import psycopg
from asking import Line
from psycopg import sql
from serving import served

from facilitator_app.central import backups, schema
from facilitator_app.central.backups import Manifest
from facilitator_app.central.database import Database
from facilitator_app.central.identity import Identity
from facilitator_app.central.outliving import OutlivingList
from facilitator_app.ledger.envelope import OpeningKey


class Service:
    """`dsn` is the owner's, who makes and restores copies; `service_dsn` is of the role that the service works as."""

    def __init__(self, folder: Path, dsn: str, service_dsn: str, tenant: str) -> None:
        self.tenant, self._dsn = tenant, dsn
        self.identity = Identity.fresh(tenant, OpeningKey().public)
        self.database = Database(service_dsn, tenant, outliving=OutlivingList(folder, tenant))
        self._copy: dict[str, bytes] = {}
        self._number = -1

    @contextmanager
    def served(self) -> Iterator[Line]:
        with self.database, served(self.identity, self.database, making.CLOCK) as line:
            yield line

    def rows(self, statement: LiteralString) -> list[Any]:
        return self.database.tx("tests", lambda session: session.do(statement).fetchall())

    def back_up(self) -> None:
        """What `pg_dump` would write of this tenant, in memory; numbered and listed as the command does it."""
        number = self.database.tx("office", backups.begun)
        with psycopg.connect(self._dsn) as owner:
            for table in schema.TENANT_TABLES:
                with owner.cursor().copy(
                    sql.SQL("COPY (SELECT * FROM central.{} WHERE tenant = {}) TO STDOUT").format(
                        sql.Identifier(table), sql.Literal(self.tenant)
                    )
                ) as out:
                    self._copy[table] = b"".join(bytes(part) for part in out)
        self._number = number
        manifest = Manifest(self.tenant, number, f"{number}.dump", 1, "digest", "")
        self.database.tx("office", lambda session: backups.made(session, manifest))

    def report(self) -> None:
        """The last copy is off site."""
        if self._copy:
            self.database.tx("office", lambda session: backups.off_site(session, self._number))

    def restore(self) -> bool:
        """Puts the last copy in the place of what is there, as it is; False where there is none."""
        if not self._copy:
            return False
        with psycopg.connect(self._dsn) as owner:
            for table, data in self._copy.items():
                name = sql.Identifier(table)
                owner.execute(sql.SQL("DELETE FROM central.{} WHERE tenant = %s").format(name), [self.tenant])
                with owner.cursor().copy(sql.SQL("COPY central.{} FROM STDIN").format(name)) as into:
                    into.write(data)
        return True
