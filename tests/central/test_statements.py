"""Every statement in the package, as it stands in the sources: it names its tenant, and what locks names one row."""

import ast
import re
from pathlib import Path

import pytest

from facilitator_app.central import schema

PACKAGE = Path(schema.__file__).parent
STATEMENT = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|MERGE|WITH|LOCK|TRUNCATE|COPY)\s")
# Of no tenant: the settings of a transaction, the steps of the database, and the system's catalogue.
EXEMPT = (
    "SELECT set_config('central.tenant', ",
    "SELECT name FROM central.step",
    "INSERT INTO step ",
    "LOCK TABLE step ",
    "SELECT to_regclass(",
)
CATALOGUE = re.compile(r"FROM pg_\w+ ")


def statements() -> list[tuple[str, str]]:
    """(module, statement)."""
    return [
        (path.stem, node.value)
        for path in sorted(PACKAGE.glob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and STATEMENT.match(node.value)
        if node.value != "SELECT, INSERT" and not node.value.startswith("SELECT, INSERT, ")  # rights that are granted
    ]


FOUND = statements()


def of_a_tenant() -> list[tuple[str, str]]:
    return [(module, text) for module, text in FOUND if not text.startswith(EXEMPT) and not CATALOGUE.search(text)]


def test_they_are_found() -> None:
    assert {"postgres", "session", "schema"} <= {module for module, _ in FOUND}
    assert len(FOUND) > 30


@pytest.mark.parametrize(("module", "text"), of_a_tenant())
def test_it_names_its_tenant(module: str, text: str) -> None:
    for part in text.split(" UNION ALL "):
        if part.startswith("INSERT"):
            columns, values = re.search(r"\((.*?)\)", part), re.search(r"(VALUES \(|SELECT )(%\(tenant\)s), ", part)
            assert columns is not None
            assert columns.group(1).startswith("tenant, ")
            assert values is not None
        else:
            assert " WHERE tenant = %(tenant)s" in part


@pytest.mark.parametrize(("module", "text"), [one for one in FOUND if re.search(r"\bFOR (NO KEY )?(UPDATE|SHARE)\b", one[1])])
def test_what_locks_names_one_row(module: str, text: str) -> None:
    assert text.endswith(
        (
            "FROM compartment WHERE tenant = %(tenant)s AND compartment = %(compartment)s FOR UPDATE",
            "FROM device WHERE tenant = %(tenant)s AND key = %(key)s FOR UPDATE",
            "FROM invitation WHERE tenant = %(tenant)s AND locator = %(locator)s FOR UPDATE",
        )
    )


@pytest.mark.parametrize(("module", "text"), of_a_tenant())
def test_it_asks_for_nothing_that_other_engines_lack(module: str, text: str) -> None:
    assert not re.search(r"nextval|advisory|pg_snapshot|LISTEN|NOTIFY|ctid|SKIP LOCKED", text)
