"""`facilitator-central`: what whoever runs a service does by hand. Each command may be given again, and what it changes is in the audit."""

import argparse
import getpass
import signal
import socket
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any, NoReturn

import psycopg
import uvicorn
from psycopg.conninfo import make_conninfo

from facilitator_app.calendar import Clock
from facilitator_app.central import app, cluster, decisions, enrolling, identity, schema, verify
from facilitator_app.central.database import Database, Unavailable
from facilitator_app.central.identity import Identity
from facilitator_app.central.postgres import PostgresStore
from facilitator_app.central.session import Session
from facilitator_app.errors import Trouble, trace_of
from facilitator_app.hardening import keep_to_itself, say_only_where
from facilitator_app.ledger import invitation
from facilitator_app.ledger import messages as say
from facilitator_app.ledger.envelope import OpeningKey
from facilitator_app.ledger.seals import b64
from facilitator_app.records import codec

Options = argparse.Namespace
Said = dict[str, Any]


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the program; the exit code."""
    keep_to_itself()
    say_only_where()
    return run(arguments)


def run(arguments: Sequence[str] | None = None) -> int:
    """Does what is asked; the exit code. What went wrong stands on standard error, as a person would read it."""
    try:
        options = _parser().parse_args(arguments)
        return int(options.work(options))
    except Trouble as trouble:
        print(trouble.words, file=sys.stderr)
    except Unavailable:
        print("The database cannot be reached. Nothing was changed that was not said to be.", file=sys.stderr)
    except KeyboardInterrupt:
        pass
    except Exception as problem:  # noqa: BLE001 - named without its words, which may be anybody's
        print(f"Something in this program went wrong: {trace_of(problem)}", file=sys.stderr)
    return 1


class _Parser(argparse.ArgumentParser):
    """Says that it did not understand without saying what: names are typed here."""

    def error(self, _message: str) -> NoReturn:
        """The sentence in place of the parser's, which would quote."""
        raise Trouble("That is not how this command is given.", "“facilitator-central --help” says what there is.")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="facilitator-central", description="The central service of facilitator's workbooks.")
    kinds = parser.add_subparsers(dest="command", required=True)

    def command(name: str, work: Callable[[Options], int], help: str) -> argparse.ArgumentParser:
        one = kinds.add_parser(name, help=help)
        one.set_defaults(work=work)
        one.add_argument("folder", type=Path, help="the service's own folder: its keys, and its database where none is named")
        one.add_argument("--dsn", default="", help="of a PostgreSQL in place of the folder's own; a password stands in ~/.pgpass")
        one.add_argument("--json", action="store_true", help="answer as JSON")
        return one

    init = command("init", _init, "make a service, or bring its database up to date")
    init.add_argument("--service", default="service", help="its name, of small letters, digits and hyphens")
    serve = command("serve", _serve, "answer laptops")
    serve.add_argument("--host", default="127.0.0.1", help="for another than this machine, a web server with TLS stands before it")
    serve.add_argument("--port", type=int, default=8600)
    command("invite", _invite, "a slip by which one laptop comes in, good for 72 hours").add_argument("person")
    allocate = command("allocate", _allocate, "say what somebody may do in a compartment")
    allocate.add_argument("person")
    allocate.add_argument("compartment")
    allocate.add_argument("role", choices=(say.LEAD, say.EDIT, say.READ, "nothing"))
    revoke = command("revoke", _revoke, "a laptop delivers what it has, and forgets")
    revoke.add_argument("device", help="its key, as “devices” says it")
    revoke.add_argument("--now", action="store_true", help="it was stolen: it forgets at once, what it has not delivered too")
    command("devices", _devices, "the laptops")
    command("verify", _verify, "recompute every chain and every record; exit 1 where one is not as it was written")
    return parser


# Where it works ------------------------------------------------------------------------------------------------------------------


@contextmanager
def _owner(options: Options) -> Iterator[str]:
    """The DSN that was named, or the folder's own database, running."""
    if options.dsn:
        yield options.dsn
    else:
        with cluster.running(options.folder / "database") as dsn:
            yield dsn


@contextmanager
def _database(options: Options) -> Iterator[tuple[Identity, Database]]:
    """As the service itself works. Raises `Trouble` where there is no service, or its database is not prepared."""
    who = identity.read(options.folder)
    with _owner(options) as dsn, Database(dsn if options.dsn else make_conninfo(dsn, user=schema.ROLE), who.service) as database:
        database.require_newest()
        yield who, database


def _told(options: Options, said: Said, words: str) -> int:
    print(codec.to_json(said).decode() if options.json else words)
    return 0


def _person() -> str:
    return f"command of {getpass.getuser()}"


# The commands --------------------------------------------------------------------------------------------------------------------


def _init(options: Options) -> int:
    new = not identity.is_in(options.folder)
    recovery = OpeningKey()
    who = Identity.fresh(options.service, recovery.public) if new else identity.read(options.folder)
    with _owner(options) as dsn:
        with psycopg.connect(dsn, autocommit=True) as owner:
            schema.prepare(owner)
            if new:
                _note_made(owner, who)
        if not new:
            return _told(options, {"service": who.service, "new": False}, f"{who.service} is up to date.")
        # Said before it is kept: whoever is interrupted begins again, and no service stands whose recovery key nobody has seen.
        secret = b64(recovery.private_bytes())
        _told(
            options,
            {"service": who.service, "new": True, "recovery_key": secret},
            f"{who.service} is made. Its recovery key, which is kept nowhere else; write it down and lock it away:\n\n    {secret}\n",
        )
        sys.stdout.flush()
        identity.write(options.folder, who)
    return 0


def _note_made(owner: psycopg.Connection, who: Identity) -> None:
    owner.execute("SET search_path TO central")
    session = Session(owner, who.service, _person())
    with session.writing(""):
        session.note("service made", who.service)


def _serve(options: Options) -> int:
    with _database(options) as (who, database), _listening(options) as listening:
        config = uvicorn.Config(app.service(who, database, Clock()), log_config=None, access_log=False, server_header=False, lifespan="off")
        address = "http://{}:{}".format(*listening.getsockname())
        _told(options, {"service": who.service, "address": address}, f"{who.service} answers at {address}. Ctrl-C ends it.")
        sys.stdout.flush()
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that it too comes past the end of this block
        with suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listening])
    return 0


def _listening(options: Options) -> socket.socket:
    try:
        return socket.create_server((options.host, options.port))
    except OSError as problem:
        raise Trouble("Nothing can listen at this address.", "Perhaps something does already: name another with “--port”.") from problem


def _invite(options: Options) -> int:
    now = Clock().now()
    with _database(options) as (who, database):
        slip = invitation.fresh()
        while not database.tx(_person(), lambda session: enrolling.invite(session, who, slip, options.person, now)):  # noqa: B023 - called at once
            slip = invitation.fresh()
    groups = " ".join(slip.groups())
    until = (now + enrolling.GOOD_FOR).isoformat(timespec="minutes")
    return _told(
        options, {"person": options.person, "invitation": groups, "until": until}, f"{groups}\nFor {options.person}, until {until}."
    )


def _allocate(options: Options) -> int:
    role = "" if options.role == "nothing" else options.role

    def work(session: Session) -> None:
        store = PostgresStore(session)
        if not store.is_known(options.compartment):
            raise Trouble("The service has not heard of this compartment.", "A laptop on which the case was made sends it first.")
        if store.erased(options.compartment) is not None:
            raise Trouble("This compartment was erased.", "It is nobody's any more.")
        decisions.allocate(store, options.person, options.compartment, role)

    with _database(options) as (_, database):
        database.tx(_person(), work)
    said = {"person": options.person, "compartment": options.compartment, "role": role}
    return _told(options, said, f"{options.person}: {options.role} in {options.compartment}.")


def _revoke(options: Options) -> int:
    order = say.WIPE_NOW if options.now else say.WIPE

    def work(session: Session) -> None:
        store = PostgresStore(session)
        if store.device(options.device) is None:
            raise Trouble("There is no such laptop.", "“facilitator-central devices” says which there are.")
        decisions.revoke(store, options.device, order)

    with _database(options) as (_, database):
        database.tx(_person(), work)
    return _told(options, {"device": options.device, "order": order}, f"{options.device} is revoked. It hears of it when it asks next.")


def _devices(options: Options) -> int:
    with _database(options) as (_, database):
        rows = database.tx(
            _person(),
            lambda session: session.do(
                "SELECT key, person, name, told FROM device WHERE tenant = %(tenant)s ORDER BY person, key"
            ).fetchall(),
        )
    said = [dict(zip(("device", "person", "name", "order"), row, strict=True)) for row in rows]
    return _told(options, {"devices": said}, "\n".join("  ".join(filter(None, row)) for row in rows) or "None yet.")


def _verify(options: Options) -> int:
    with _database(options) as (_, database):
        found = database.tx(_person(), verify.verified)
    words = [f"{fault.where} {fault.at}: {fault.what}" for fault in found.faults]
    _told(
        options, asdict(found), "\n".join([f"{found.changes} changes in {found.compartments} compartments, {len(words)} faults.", *words])
    )
    return 1 if found.faults else 0


if __name__ == "__main__":
    sys.exit(main())
