"""Commands about backups and what comes after one was restored. `RUNBOOK.md` says in which order they are given."""

import getpass
import shutil
import subprocess
import sys
from pathlib import Path

import psycopg

from facilitator_app.calendar import Clock
from facilitator_app.central import backups, checkpoints, gate, identity, schema
from facilitator_app.central import parcels as sealed_parcels
from facilitator_app.central.backups import Manifest
from facilitator_app.central.office import Answer, Options, commander, owner, working
from facilitator_app.errors import Trouble
from facilitator_app.ledger import messages as say
from facilitator_app.ledger.envelope import OpeningKey
from facilitator_app.ledger.seals import unb64


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


def parcels(options: Options) -> Answer:
    """What laptops brought back sealed comes where it belongs, by the usual rules. The recovery key is read, used here, and kept nowhere."""
    recovery = _recovery_key(options.recovery_key) if options.recovery_key else None
    with working(options) as (who, database):
        waiting = database.tx(commander(), sealed_parcels.sealed)

        def one(id: str) -> str:
            return database.tx(commander(), lambda session: sealed_parcels.open_one(session, who, id, recovery))

        became = [one(id) for id in waiting]
    said = {"logged": became.count(say.OK), "known": became.count(say.KNOWN), "held": became.count(say.HELD), "sealed": became.count("")}
    words = (
        "{logged} came into their logs, {known} were there already, {held} wait for somebody to decide (“waiting”), {sealed} stay sealed."
    )
    return Answer(said, words.format(**said), 1 if said["sealed"] else 0)


def _recovery_key(file: Path) -> OpeningKey:
    """As it was written down from what `init` said; from a file or by hand, and never on the command line, which everybody on the machine reads.

    It may be of keys that were lost since: what was sealed to it is still about.
    """
    if str(file) != "-":
        try:
            typed = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as problem:
            raise Trouble(
                "The file with the recovery key cannot be read.", "Look at where it is, or type the key with “--recovery-key -”."
            ) from problem
    else:
        typed = getpass.getpass("Recovery key: ") if sys.stdin.isatty() else sys.stdin.readline()
    try:
        return OpeningKey(unb64(typed.strip()))
    except ValueError as problem:
        raise Trouble(
            "That is not a recovery key.", "It is what “facilitator-central init” said once: 43 letters, digits and signs."
        ) from problem
