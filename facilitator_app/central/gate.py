"""The gate behind a restore: does again what the list says was taken away since, before anything is answered."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from facilitator_app.central import checkpoints, decisions, organisations, outliving
from facilitator_app.central.database import Database
from facilitator_app.central.enrolling import set_setting, setting
from facilitator_app.central.outliving import BACKUP, RESTORED, OutlivingList, What
from facilitator_app.central.postgres import PostgresStore
from facilitator_app.central.session import Session
from facilitator_app.central.store import Device
from facilitator_app.ledger.chain import START


class Passed(NamedTuple):
    """How much of the list the database did not know, and how much of it was done again in all."""

    behind: int
    enrolled: int
    erased: int
    ended: int
    revoked: int


def passed(database: Database, actor: str) -> Passed:
    """Replays the whole list; nothing changes where the database knew it all. Killed anywhere it is begun again: only the last step opens."""
    kept = _list_of(database)
    behind = kept.lines(database.tx(actor, Session.place))
    whole = [what for _, what in kept.lines(START)]
    found = outliving.as_it_stands(whole)
    # Without the list, so that what is replayed is not listed a second time.
    with database.replaying() as replaying:
        replaying.tx(actor, lambda session: decisions.replay(PostgresStore(session), found))
        replaying.tx(actor, lambda session: _rest(session, found, whole))
        if behind:
            replaying.tx(actor, lambda session: _opened(session, kept, len(behind)))
    return Passed(len(behind), len(found.enrolled), len(found.erased), len(found.ended), len(found.revoked))


def _list_of(database: Database) -> OutlivingList:
    if database.outliving is None:
        raise ValueError("a database without its list")
    return database.outliving


def _rest(session: Session, found: decisions.Outliving, whole: list[What]) -> None:
    """Settings, who manages the service, slips that were used, and the numbers of backups that were made since: none is given a second time."""
    with session.writing(""):
        for name, value in found.settings.items():
            set_setting(session, name, value)
        for person, on in found.manages.items():  # whoever is not written down any more manages nothing
            session.do("UPDATE person SET manages = %(on)s WHERE tenant = %(tenant)s AND person = %(person)s", person=person, on=on)
        for locator, key in found.used.items():
            session.do(
                "UPDATE invitation SET used_by = %(key)s, used = made WHERE tenant = %(tenant)s AND locator = %(locator)s AND used IS NULL",
                locator=locator, key=key,
            )  # fmt: skip
        for line in whole:
            organisations.again(session, line)
            if line["sort"] == BACKUP:
                session.do(
                    "INSERT INTO backup (tenant, number, begun, file, digest) "
                    "VALUES (%(tenant)s, %(number)s, now(), %(file)s, %(digest)s) ON CONFLICT (tenant, number) DO NOTHING",
                    number=line["number"], file=line["file"], digest=line["digest"],
                )  # fmt: skip


def _opened(session: Session, kept: OutlivingList, behind: int) -> None:
    """The database is where the list is; both say that it was restored."""
    with session.writing(""):
        last = kept.lines(START)[-1]
        if last[0] == session.place():
            return
        session.note("restored", "", f"{behind} lines behind")
        at = _put_back(session)
        opened = {"sort": RESTORED, "at": at}, {"sort": outliving.SETTING, "name": checkpoints.RESTORED, "value": at}
        session.keep_place(kept.append(last[0], opened))


def _put_back(session: Session) -> str:
    """Writes down that the database was put back, for the checkpoints to say it to every laptop: later than any time before, whatever the clock
    shows. It is on the list too, so that a second restore knows of the first.
    """
    before, now = setting(session, checkpoints.RESTORED), datetime.now(UTC).replace(microsecond=0)
    if before and now <= datetime.fromisoformat(before):
        now = datetime.fromisoformat(before) + timedelta(seconds=1)
    set_setting(session, checkpoints.RESTORED, now.isoformat())
    return now.isoformat()


def begun_anew(database: Database, actor: str) -> int:
    """A new list out of what the database knows, where the old one is lost; how many lines it has."""
    kept = _list_of(database)
    with database.replaying() as replaying:
        replaying.tx(actor, _put_back_without_a_list)  # nobody can tell whether it was, and laptops may know of what is missing
        return replaying.tx(actor, lambda session: listed_anew(session, kept))


def _put_back_without_a_list(session: Session) -> None:
    with session.writing(""):
        _put_back(session)


def listed_anew(session: Session, kept: OutlivingList) -> int:
    """The same on a connection that is open."""
    with session.writing(""):
        lines = list(_known(session))
        session.note("new list", "", f"{len(lines)} lines")
        session.keep_place(kept.begun_anew([{"sort": outliving.BEGUN}, *lines]))
    return len(lines)


def _known(session: Session) -> list[What]:
    store = PostgresStore(session)
    keys = session.do("SELECT key FROM device WHERE tenant = %(tenant)s ORDER BY key").fetchall()
    devices = [device for (key,) in keys if (device := store.device(key)) is not None]
    slips = dict(session.do("SELECT used_by, locator FROM invitation WHERE tenant = %(tenant)s AND used IS NOT NULL").fetchall())
    ended = session.do("SELECT person, compartment, role FROM allocation WHERE tenant = %(tenant)s AND role = ''").fetchall()
    gone = session.do("SELECT compartment FROM compartment WHERE tenant = %(tenant)s AND erased ORDER BY compartment").fetchall()
    settings = session.do("SELECT name, value FROM setting WHERE tenant = %(tenant)s ORDER BY name").fetchall()
    return [
        *(_enrolled(device, slips) for device in devices),
        *(outliving.role(*row) for row in ended),
        *(outliving.erased(name, list(store.erased(name) or ())) for (name,) in gone),
        *organisations.known(session),
        *({"sort": outliving.SETTING, "name": name, "value": value} for name, value in settings),
    ]


def _enrolled(device: Device, slips: dict[str, str]) -> What:
    return outliving.enrolled(device, slips.get(device.key, ""))
