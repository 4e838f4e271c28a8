"""One PostgreSQL for the whole session, and for each test a tenant that nobody else has."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from asking import Arrive, Asking, Line
from giving import Office
from psycopg.conninfo import make_conninfo
from serving import served
from workbooks import PART, WHOLE, Worker, allocate, fresh_workbook, slip_for

from facilitator_app.calendar import Clock
from facilitator_app.central import cluster, enrolling, schema
from facilitator_app.central.database import Database
from facilitator_app.central.identity import Identity
from facilitator_app.ledger import invitation
from facilitator_app.ledger.envelope import OpeningKey
from facilitator_app.ledger.seals import fresh_id

QUICK = {"fsync": "off", "full_page_writes": "off"}  # but for the tests that pull its plug, which have a cluster of their own


@pytest.fixture(scope="session")
def short_folder() -> Iterator[Path]:
    """A folder with a short path, which a socket must have, and into which `nobody` may go, when we are root."""
    folder = Path(tempfile.mkdtemp(prefix="central-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def dsn(short_folder: Path) -> Iterator[str]:
    """Of the owner of a prepared database."""
    with cluster.running(short_folder / "quick", QUICK) as found:
        with psycopg.connect(found, autocommit=True) as owner:
            schema.prepare(owner)
        yield found


@pytest.fixture
def tenant() -> str:
    return "svc-" + fresh_id().lower().replace("_", "-")


@pytest.fixture(scope="session")
def service_dsn(dsn: str) -> str:
    """Of the role that the service works as."""
    return make_conninfo(dsn, user=schema.ROLE)


@pytest.fixture
def database(service_dsn: str, tenant: str) -> Iterator[Database]:
    """As the service sees it."""
    with Database(service_dsn, tenant) as found:
        yield found


@pytest.fixture
def identity(tenant: str) -> Identity:
    return Identity.fresh(tenant, OpeningKey().public)


@pytest.fixture
def pair(tmp_path: Path, line: Line, database: Database, identity: Identity) -> Iterator[tuple[Worker, Worker]]:
    """Amira made the case before she came in; Sam came in later, and is allocated it. Both are enrolled, and have what there is."""
    amira, sam = (Worker(fresh_workbook(tmp_path, name), line) for name in ("Amira", "Sam"))
    amira.begin()
    amira.come_in(slip_for(database, identity, "amira"))
    sam.come_in(slip_for(database, identity, "sam"))
    amira.sync()
    allocate(database, "sam", WHOLE, PART)
    sam.sync()
    yield amira, sam
    for one in (amira, sam):
        one.opened.close()


@pytest.fixture
def line(identity: Identity, database: Database, clock: Clock) -> Iterator[Line]:
    """The way to the real application under a real server, on this machine."""
    with served(identity, database, clock) as found:
        yield found


@pytest.fixture
def arrive(line: Line, database: Database, identity: Identity, clock: Clock) -> Arrive:
    """Makes an enrolled laptop of somebody."""

    def arrived(person: str) -> Asking:
        slip = invitation.fresh()
        assert database.tx("office", lambda session: enrolling.invite(session, identity, slip, person, clock.now()))
        return Asking(line, slip)

    return arrived


@pytest.fixture
def office(tmp_path: Path, tenant: str, dsn: str, service_dsn: str, capsys: pytest.CaptureFixture[str]) -> Office:
    """A service that was made."""
    office = Office(tmp_path / "service", tenant, dsn, capsys)
    office.made = office.give("init", "--service", tenant)
    office.dsn = service_dsn
    return office
