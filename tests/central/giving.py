"""Commands of `facilitator-central`, as whoever runs a service gives them."""

import json
from pathlib import Path
from typing import Any

import pytest

from facilitator_app.central import commands
from facilitator_app.central.database import Database


class Office:
    """Gives commands for one service, and reads what they say."""

    def __init__(self, folder: Path, tenant: str, dsn: str, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.tenant, self.dsn, self._capsys = folder, tenant, dsn, capsys
        self.made: Any = None  # what `init` said

    def give(self, command: str, *words: str, code: int = 0) -> Any:
        assert commands.run([command, str(self.folder), *words, "--dsn", self.dsn, "--json"]) == code
        said = self._capsys.readouterr()
        assert said.err == ""
        return json.loads(said.out)

    def refused(self, command: str, *words: str) -> str:
        assert commands.run([command, str(self.folder), *words, "--dsn", self.dsn]) == 1
        said = self._capsys.readouterr()
        assert said.out == ""
        return said.err


def acts(database: Database) -> list[str]:
    return [
        act for (act,) in database.tx("tests", lambda session: session.do("SELECT act FROM audit WHERE tenant = %(tenant)s ORDER BY at"))
    ]
