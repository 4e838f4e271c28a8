"""The command line. Everything that a person can be told, they are told in the sentence that a screen would show; exit 0, or 1 with it."""

import argparse
import logging
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from facilitator_app import __version__
from facilitator_app.calendar import Clock, clock_at
from facilitator_app.errors import Trouble
from facilitator_app.hardening import keep_to_itself

DEMO_TODAY = "2026-02-24T09:00"
_COMMANDS = ("new", "import-referrals", "check", "papers", "paper")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the program; the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    keep_to_itself()
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    try:
        return _command(given) if given and given[0] in _COMMANDS else _window(given)
    except Trouble as trouble:
        print(trouble.words, file=sys.stderr)
        return 1


def _clock(words: str) -> Clock:
    return clock_at(words) if words else Clock()


def _window(given: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="facilitator-workbook", description="A facilitator's workbook for restorative justice.")
    parser.add_argument("path", nargs="?", type=Path, help="the folder of a workbook")
    parser.add_argument("--demo", action="store_true", help="a throw-away workbook with fictional people")
    parser.add_argument("--today", default="", help="another day than today: 2026-03-17 or 2026-03-17T10:00")
    parser.add_argument("--locked", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--shots", type=Path, help="write a picture of every page of the demonstration into this folder, and end")
    parser.add_argument("--size", default="1366x768", help="of the pictures: 1366x768")
    parser.add_argument("--scale", type=float, default=1.0, help="of the pictures: 2 for 200%%")
    parser.add_argument("--look", default="light", choices=("light", "dark", "contrast"), help="of the pictures")
    parser.add_argument("--version", action="version", version=__version__)
    options = parser.parse_args(given)
    if options.shots:
        from facilitator_app.shots import shoot  # noqa: PLC0415 - the screen's library is loaded for a screen only

        width, _, height = options.size.partition("x")
        return shoot(options.shots, (int(width), int(height)), options.scale, options.look)
    from facilitator_app import app  # noqa: PLC0415 - as above

    again = ["--today", options.today] if options.today else []
    if options.demo:
        return _demo(options.today or DEMO_TODAY)
    return app.run(options.path, _clock(options.today), locked=options.locked, again=again)


def _demo(today: str) -> int:
    from facilitator_app import app  # noqa: PLC0415 - as above
    from facilitator_app.workbook import demo  # noqa: PLC0415 - as above

    # Not removed at the end: a lock replaces the process, and the workbook must still be there. It holds nobody real.
    folder = Path(tempfile.mkdtemp(prefix="workbook-demo-"))
    path = demo.make(folder / "Demonstration.workbook", clock_at(today))
    print(f"The passphrase of this demonstration is: {demo.PASSPHRASE}")
    return app.run(path, clock_at(today), again=["--today", today])


def _command(given: list[str]) -> int:
    from facilitator_app import commands  # noqa: PLC0415 - only where one is asked for

    parser = argparse.ArgumentParser(prog="facilitator-workbook")
    parser.add_argument("--today", default="")
    kinds = parser.add_subparsers(dest="command", required=True)
    new = kinds.add_parser("new", help="a new workbook; its passphrase comes on standard input")
    new.add_argument("workbook", type=Path)
    new.add_argument("--demo", action="store_true")
    bring = kinds.add_parser("import-referrals", help="bring in referrals from a CSV or Excel file")
    bring.add_argument("workbook", type=Path)
    bring.add_argument("file", type=Path)
    check = kinds.add_parser("check", help="look whether everything is as it was written")
    check.add_argument("workbook", type=Path)
    papers = kinds.add_parser("papers", help="what can be made, for whom")
    papers.add_argument("workbook", type=Path)
    paper = kinds.add_parser("paper", help="make one copy")
    paper.add_argument("workbook", type=Path)
    paper.add_argument("case")
    paper.add_argument("paper", choices=("agreement",))
    paper.add_argument("--for", dest="recipient", required=True)
    paper.add_argument("--out", type=Path, required=True)
    for one in (new, bring, check, papers, paper):
        one.add_argument("--today", default=argparse.SUPPRESS)
    options = parser.parse_args(given)
    work: Callable[[argparse.Namespace, Clock], int] = {
        "new": commands.new,
        "import-referrals": commands.import_referrals,
        "check": commands.check,
        "papers": commands.papers,
        "paper": commands.paper,
    }[options.command]
    return work(options, _clock(options.today))


if __name__ == "__main__":
    sys.exit(main())
