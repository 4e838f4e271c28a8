"""Commands about backups and what comes after one was restored. `RUNBOOK.md` says in which order they are given."""

import shutil
import subprocess
from pathlib import Path

import psycopg

from facilitator_app.calendar import Clock
from facilitator_app.central import backups, checkpoints, gate, identity, schema
from facilitator_app.central.backups import Manifest
from facilitator_app.central.office import Answer, Options, commander, owner, working
from facilitator_app.errors import Trouble


def backup(options: Options) -> Answer:
    """Makes one, with its manifest and a copy of the list beside it; and tells the database where somebody says that it is off site."""
    clock = Clock()
    with working(options) as (who, database):
        options.to.mkdir(parents=True, exist_ok=True, mode=0o700)
        number = database.tx(commander(), backups.begun)
        signed = database.tx(commander(), lambda session: checkpoints.made(session, who, clock.stamp(), at_once=True))
        file = options.to / f"{who.service}-{number}.dump"
        with owner(options) as dsn:
            size, digest = backups.dumped(options.owner_dsn or dsn, file)
        manifest = Manifest(who.service, number, file.name, size, digest, clock.stamp(), signed)
        beside = backups.written(options.to, manifest)
        database.tx(commander(), lambda session: backups.made(session, manifest))
        if database.outliving is not None:
            shutil.copy(database.outliving.path, options.to / database.outliving.path.name)  # with its mode: for its user alone
        confirmed = options.confirmed or (options.hook is not None and _is_brought(options.hook, beside))
        if confirmed:
            database.tx(commander(), lambda session: backups.off_site(session, number))
    said = {"number": number, "file": str(file), "bytes": size, "digest": digest, "off_site": confirmed}
    words = f"Backup {number} is {file}, {size} bytes."
    where = "It is said to be off site." if confirmed else f"When it is off site, say so: “facilitator-central off-site … {number}”."
    if options.hook is not None and not confirmed:
        return Answer(said, f"{words} The hook did not bring it off site.", 1)
    return Answer(said, f"{words} {where}")


def _is_brought(hook: Path, manifest: Path) -> bool:
    """Whether the program that brings a backup away says that it did. It is given the path of the manifest."""
    try:
        return subprocess.run([hook, manifest], stdout=subprocess.DEVNULL, check=False).returncode == 0  # noqa: S603
    except OSError:
        return False  # it is said, and the backup stands


def off_site(options: Options) -> Answer:
    """Laptops may forget what it holds."""
    with working(options) as (who, database):
        if not database.tx(commander(), lambda session: backups.off_site(session, options.number)):
            raise Trouble("No backup of this number was made.", "“facilitator-central backup” says the number of each.")
        database.tx(commander(), lambda session: checkpoints.made(session, who, Clock().stamp(), at_once=True))
    return Answer({"number": options.number, "off_site": True}, f"Backup {options.number} is off site. Laptops may forget what it holds.")


def restore(options: Options) -> Answer:
    """A backup takes the place of what is in the database. The gate comes after it, and `serve` waits for that."""
    who = identity.read(options.folder)
    manifest = backups.read(options.file)
    if manifest.service != who.service:
        raise Trouble("This is the backup of another service.", f"The folder is of {who.service}.")
    with owner(options) as dsn:
        with psycopg.connect(dsn, autocommit=True) as connection:
            if _holds_something(connection) and not options.instead:
                raise Trouble("There is a service's data in this database.", "If the backup is to take its place, say so with “--instead”.")
            schema.prepare_role(connection)
        backups.restored(dsn, options.file)
        with psycopg.connect(dsn, autocommit=True) as connection:
            schema.prepare(connection)  # it may be of an older version
    return Answer(
        {"number": manifest.number, "made": manifest.made}, f"Backup {manifest.number} of {manifest.made} is restored. Now “restore-gate”."
    )


def _holds_something(connection: psycopg.Connection) -> bool:
    """Whether the tables are there. A database that was only prepared is one too: it is asked once too often and not once too rarely."""
    return connection.execute("SELECT to_regclass('central.step') IS NOT NULL").fetchone() == (True,)


def restore_gate(options: Options) -> Answer:
    """Before a restored database answers anybody."""
    with working(options, as_it_is=True) as (_, database):
        if options.new_list:
            lines = gate.begun_anew(database, commander())
            return Answer({"lines": lines}, f"A new list is begun, with {lines} lines of what this database knows.")
        found = gate.passed(database, commander())
    words = f"The database was {found.behind} lines behind the list. It knows now of {found.enrolled} laptops, {found.revoked} of them revoked, "
    words += f"{found.ended} ended allocations and {found.erased} erased compartments."
    return Answer(found._asdict(), words if found.behind else "The database knows all that is on the list.")
