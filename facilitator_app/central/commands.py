"""`facilitator-central`: what whoever runs a service does by hand. Each command may be given again, and what it changes is in the audit.

Here is how they are given and how they answer; what they do stands in `office_*.py`.
"""

import argparse
import re
import signal
import socket
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import asdict, replace
from pathlib import Path
from typing import NoReturn

import psycopg
import uvicorn

from facilitator_app.calendar import Clock
from facilitator_app.central import (
    app,
    checkpoints,
    enrolling,
    gate,
    identity,
    office_backups,
    office_cases,
    office_gone,
    office_laptops,
    office_organisations,
    office_people,
    organisations,
    people,
    schema,
    verify,
)
from facilitator_app.central.database import Unavailable
from facilitator_app.central.identity import Identity
from facilitator_app.central.office import Answer, Options, Said, commander, owner, working
from facilitator_app.central.outliving import OutlivingList
from facilitator_app.central.session import Session, belongs_to
from facilitator_app.errors import Trouble, trace_of
from facilitator_app.hardening import keep_to_itself, say_only_where
from facilitator_app.ledger import messages as say
from facilitator_app.ledger.chain import START
from facilitator_app.ledger.envelope import OpeningKey
from facilitator_app.ledger.seals import b64
from facilitator_app.records import codec

_HYPHENATED_ID = re.compile(r"-[A-Za-z0-9_-]{21}")  # longer than any option
_IS_ID = "id:"
_LEAST_DAYS, _MOST_DAYS = 14, 365


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the program; the exit code."""
    keep_to_itself()
    say_only_where()
    return run(arguments)


def run(arguments: Sequence[str] | None = None) -> int:
    """Does what is asked; the exit code. What went wrong stands on standard error, as a person would read it."""
    try:
        options = _read(sys.argv[1:] if arguments is None else arguments)
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


def _read(arguments: Sequence[str]) -> Options:
    """One id in 64 begins with a hyphen, and is no option."""
    marked = [_IS_ID + one if _HYPHENATED_ID.fullmatch(one) else one for one in arguments]
    options: Options = _parser().parse_args(marked)
    for name, value in vars(options).items():
        if isinstance(value, str):
            setattr(options, name, value.removeprefix(_IS_ID))
    return options


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

    def answered(name: str, work: Callable[[Options], Answer], help: str) -> argparse.ArgumentParser:
        return command(name, lambda options: _told(options, *work(options)), help)

    init = command("init", _init, "make a service, or bring its database up to date")
    init.add_argument("--service", default="service", help="its name, of small letters, digits and hyphens")
    init.add_argument(
        "--confirm-laptops", action=argparse.BooleanOptionalAction, help="send a laptop nothing until its six digits were heard (“confirm”)"
    )
    init.add_argument(
        "--max-offline-days", type=int, metavar="DAYS", help="a laptop not heard for so long opens no case until it has asked; 0: no limit"
    )
    serve = command("serve", _serve, "answer laptops")
    serve.add_argument("--host", default="127.0.0.1", help="for another than this machine, a web server with TLS stands before it")
    serve.add_argument("--port", type=int, default=8600)
    serve.add_argument("--metrics", type=int, default=0, metavar="PORT", help="say numbers for Prometheus there, to this machine alone")
    _laptops(answered)
    _cases(answered)
    _people(answered)
    _organisations(answered)
    _backups(answered)
    answered("verify", _verify, "recompute every chain and every record; exit 1 where one is not as it was written")
    return parser


_Adding = Callable[[str, Callable[[Options], Answer], str], argparse.ArgumentParser]


def _laptops(answered: _Adding) -> None:
    answered("invite", office_laptops.invite, "a slip by which one laptop comes in, good for 72 hours").add_argument("person")
    confirm = answered("confirm", office_laptops.confirm, "a laptop's six digits, as its person reads them out on the telephone")
    confirm.add_argument("device", help="its key, as “waiting” says it")
    confirm.add_argument("fingerprint", help="the six digits")
    revoke = answered("revoke", office_laptops.revoke, "a laptop delivers what it has, and forgets")
    revoke.add_argument("device", help="its key, as “devices” says it")
    revoke.add_argument("--now", action="store_true", help="it was stolen: it forgets at once, what it has not delivered too")
    gone = answered("gone", office_gone.gone, "somebody's laptop is gone: which they have, and what was on each")
    gone.add_argument("person")
    gone.add_argument("--now", action="store_true", help="tell it to forget at once, what it has not delivered too")
    gone.add_argument("--laptop", action="append", default=[], metavar="KEY", help="which, where they have several; may be given again")
    gone.add_argument("--all", action="store_true", help="every one of them")
    answered("devices", office_laptops.devices, "the laptops, and when each was last heard")


def _cases(answered: _Adding) -> None:
    waiting = answered("waiting", office_cases.waiting, "what is held, what has no lead, which laptops are silent or not confirmed")
    waiting.add_argument("--days", type=int, default=14, help="after how many days a laptop is silent")
    allocate = answered("allocate", office_cases.allocate, "say what somebody may do in a compartment")
    allocate.add_argument("person")
    allocate.add_argument("compartment")
    allocate.add_argument("role", choices=(say.LEAD, say.EDIT, say.READ, "nothing"))
    allocate.add_argument("--although", metavar="REASON", help="go past what speaks against it; the reason is kept")
    reallocate = answered(
        "reallocate", office_cases.reallocate, "hand over what one person has to another, all of it or some, in the same roles"
    )
    reallocate.add_argument("giver", metavar="from")
    reallocate.add_argument("taker", metavar="to")
    reallocate.add_argument("compartment", nargs="*", help="a case goes with all its parts; nothing named is everything")
    reallocate.add_argument("--although", metavar="REASON", help="go past what speaks against it; the reason is kept")
    reallocate.add_argument("--named", action="store_true", help="also what only named people may see")
    answered("accept", office_cases.accept, "let something that is held into its log").add_argument("id", help="as “waiting” says it")
    reject = answered("reject", office_cases.reject, "decide that something that is held comes into no log; it is kept")
    reject.add_argument("id", help="as “waiting” says it")
    reject.add_argument("--why", required=True)
    erase = answered("erase", office_cases.erase, "erase a case with all its parts, or one compartment, for good")
    erase.add_argument("compartment")
    erase.add_argument("--why", required=True)


def _people(answered: _Adding) -> None:
    person = answered("person", office_people.person, "write down somebody of the service, or say who is")
    person.add_argument("what", choices=("add", "list"))
    person.add_argument("person", nargs="?", default="", help="as in their invitation")
    person.add_argument("--name")
    person.add_argument("--languages", help="besides English: “Welsh, BSL”")
    person.add_argument("--gender", choices=(people.WOMAN, people.MAN, people.OTHER))
    person.add_argument("--manages", choices=("yes", "no"), help="the service, from their own workbook")
    person.add_argument(
        "--knows", action="append", default=[], metavar="CASE", help="a case in which they know somebody; may be given again"
    )


def _organisations(answered: _Adding) -> None:
    one = answered(
        "organisation", office_organisations.organisation, "commissioners, lead providers and sub-contractors, and who holds what"
    )
    one.add_argument("what", choices=("add", "people", "case", "list"))
    one.add_argument("id", nargs="?", default="", help="of small letters, digits and hyphens")
    one.add_argument("of", nargs="*", help="the people who belong to it, or the cases that it holds")
    one.add_argument("--kind", choices=organisations.KINDS)
    one.add_argument("--parent", help="for whom it works")
    one.add_argument("--name")
    one.add_argument("--commissioned-by", metavar="ID", help="the commissioner of a case")


def _backups(answered: _Adding) -> None:
    backup = answered("backup", office_backups.backup, "dump the database into a folder, with a manifest")
    backup.add_argument("to", type=Path, help="the folder")
    backup.add_argument("--owner-dsn", default="", help="where “--dsn” is not the owner's: theirs, to dump with")
    backup.add_argument("--confirmed", action="store_true", help="the folder is off site: laptops may forget what this backup holds")
    backup.add_argument(
        "--hook", type=Path, help="a program that brings it off site: given the manifest's path, it ends with 0 when it has"
    )
    off_site = answered("off-site", office_backups.off_site, "say that a backup is off site: laptops may forget what it holds")
    off_site.add_argument("number", type=int)
    restore = answered("restore", office_backups.restore, "put a backup in the place of what is in the database, whose owner is named")
    restore.add_argument("file", type=Path, help="the dump; its manifest stands beside it")
    restore.add_argument("--instead", action="store_true", help="there is a service's data in the database, and it is to go")
    parcels = answered("parcels", office_backups.parcels, "open what laptops brought back sealed, and the service's own key does not open")
    parcels.add_argument("--recovery-key", type=Path, metavar="FILE", help="that holds the recovery key; “-” to type it")
    gate = answered("restore-gate", office_backups.restore_gate, "after a restore: take away again what was taken away since")
    gate.add_argument("--new-list", action="store_true", help="the list of it is lost: begin another with what the database knows")


def _told(options: Options, said: Said, words: str, code: int = 0) -> int:
    print(codec.to_json(said).decode() if options.json else words)
    return code


# The service itself --------------------------------------------------------------------------------------------------------------


def _init(options: Options) -> int:
    if options.max_offline_days and not _LEAST_DAYS <= options.max_offline_days <= _MOST_DAYS:
        raise Trouble("That is no limit.", "Between 14 and 365 days; 0 for none. Seven days before it laptops begin to warn.")
    new = not identity.is_in(options.folder)
    recovery = OpeningKey()
    who = Identity.fresh(options.service, recovery.public) if new else identity.read(options.folder)
    with owner(options) as dsn:
        with psycopg.connect(dsn, autocommit=True) as connection:
            schema.prepare(connection)
            _set_up(connection, options, who, new=new)
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


def _set_up(connection: psycopg.Connection, options: Options, who: Identity, *, new: bool) -> None:
    connection.execute("SET search_path TO central")
    kept = OutlivingList(options.folder, who.service)
    belongs_to(connection, who.service)
    session = Session(connection, who.service, commander(), kept)
    if session.place() == START and session.do("SELECT 1 FROM device WHERE tenant = %(tenant)s LIMIT 1").rowcount:
        gate.listed_anew(session, kept)  # a database from before there was a list
    with session.writing(""):
        if new:
            session.note("service made", who.service)
        if options.confirm_laptops is not None:
            enrolling.set_setting(session, enrolling.CONFIRM_LAPTOPS, "yes" if options.confirm_laptops else "no")
        if options.max_offline_days is not None:
            enrolling.set_setting(session, enrolling.OFFLINE_DAYS, str(options.max_offline_days))
    if new:  # with these keys, over all that was signed with others
        checkpoints.made(session, who, Clock().stamp(), at_once=True)


def _serve(options: Options) -> int:
    # Before the database is started: whoever ends this at any moment ends that too.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with (
        suppress(KeyboardInterrupt),
        working(options) as (who, database),
        _listening(options.host, options.port) as listening,
        ExitStack() as more,
    ):
        sockets = [listening]
        if options.metrics:
            sockets.append(more.enter_context(_listening("127.0.0.1", options.metrics)))
        application = app.service(who, database, Clock(), options.metrics)
        config = uvicorn.Config(application, log_config=None, access_log=False, server_header=False, lifespan="off")
        address = "http://{}:{}".format(*listening.getsockname())
        _told(options, {"service": who.service, "address": address}, f"{who.service} answers at {address}. Ctrl-C ends it.")
        sys.stdout.flush()
        uvicorn.Server(config).run(sockets=sockets)
    return 0


def _listening(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port))
    except OSError as problem:
        raise Trouble("Nothing can listen at this address.", "Perhaps something does already: name another with “--port”.") from problem


def _verify(options: Options) -> Answer:
    with working(options) as (who, database):
        found = database.tx(commander(), lambda session: verify.verified(session, who.signing.public))
        if not found.faults:  # what is not as it was written is not signed over
            signed = database.tx(commander(), lambda session: checkpoints.made(session, who, Clock().stamp(), at_once=True))
            found = replace(found, checkpoints=signed.number)
    words = [f"{fault.where} {fault.at}: {fault.what}" for fault in found.faults]
    counted = f"{found.changes} changes in {found.compartments} compartments, {found.checkpoints} checkpoints, {len(words)} faults."
    words += [f"{device} was shown two histories: checkpoint {what}" for device, what in found.forks]
    return Answer(asdict(found), "\n".join([counted, *words]), 1 if found.faults else 0)


if __name__ == "__main__":
    sys.exit(main())
