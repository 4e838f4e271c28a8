"""The command line. Everything that a person can be told, they are told in the sentence that a screen would show; exit 0, or 1 with it."""

import argparse
import gc
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from facilitator_app import __version__
from facilitator_app.calendar import Clock, clock_at
from facilitator_app.errors import Trouble, trace_of
from facilitator_app.hardening import keep_to_itself, say_only_where

DEMO_TODAY = "2026-02-24T09:00"
_MOST_PX, _MOST_SCALE = 10_000, 8
_COMMANDS = ("new", "import-referrals", "check", "papers", "paper")


class _NotUnderstood(Trouble):
    """What was typed after the program's name. It is not repeated: paths and references are in it."""

    def __init__(self) -> None:
        super().__init__("That is not how this program is started.", "“facilitator-workbook --help” says what there is.")


class _Parser(argparse.ArgumentParser):
    """Says that it did not understand without saying what."""

    def error(self, _message: str) -> NoReturn:
        """The sentence in place of the parser's, which would quote."""
        raise _NotUnderstood


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the program; the exit code."""
    keep_to_itself()
    say_only_where()
    try:
        code = run(list(sys.argv[1:] if arguments is None else arguments))
        if sys.stdout is not None:
            sys.stdout.flush()
    except KeyboardInterrupt:
        return 1
    except BrokenPipeError:  # whoever reads has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return code


def run(given: list[str]) -> int:
    """The exit code; what went wrong stands on standard error, as a person would read it."""
    try:
        return _command(given) if _is_command(given) else _window(given)
    except Trouble as trouble:
        print(trouble.words, file=sys.stderr)
    except (BrokenPipeError, KeyboardInterrupt):
        raise
    except Exception as problem:  # noqa: BLE001 - here ends what no desk catches: named without its words
        print(f"Something in this program went wrong. Tell the office: {trace_of(problem)}", file=sys.stderr)
    return 1


def _is_command(given: list[str]) -> bool:
    """Whether the first word that is no option is a command."""
    rest = list(given)
    while rest and rest[0].startswith("--today"):
        del rest[: 1 if "=" in rest[0] else 2]
    return bool(rest) and rest[0] in _COMMANDS


def _clock(words: str) -> Clock:
    try:
        return clock_at(words) if words else Clock()
    except ValueError as problem:
        raise Trouble("That is no day.", "Write it as 2026-03-17 or 2026-03-17T10:00.") from problem


def _window(given: list[str]) -> int:
    parser = _Parser(prog="facilitator-workbook", description="A facilitator's workbook for restorative justice.")
    parser.add_argument("path", nargs="?", type=Path, help="the folder of a workbook")
    parser.add_argument("--demo", action="store_true", help="a throw-away workbook with fictional people")
    parser.add_argument("--today", default="", help="another day than today: 2026-03-17 or 2026-03-17T10:00")
    parser.add_argument("--locked", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--throw-away", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--shots", type=Path, help="write a picture of every page of the demonstration into this folder, and end")
    parser.add_argument("--pages", default="", help="only these pictures, with commas between them: case,before")
    parser.add_argument("--size", type=_size, default="1366x768", help="of the pictures: 1366x768")
    parser.add_argument("--scale", type=_scale, default=1.0, help="of the pictures: 2 for 200%%")
    parser.add_argument("--look", default="light", choices=("light", "dark", "contrast"), help="of the pictures")
    parser.add_argument("--version", action="version", version=__version__)
    options = parser.parse_args(given)
    if options.shots:
        from facilitator_app.shots import shoot  # noqa: PLC0415 - the screen's library is loaded for a screen only

        return shoot(options.shots, options.size, options.scale, options.look, set(filter(None, options.pages.split(","))))
    # Until the first screen is painted nothing is rubbish: looking for it took 10 ms of 170. From then on `ui/rubbish.py` looks.
    gc.disable()
    from facilitator_app import app  # noqa: PLC0415 - as above

    today = options.today or (DEMO_TODAY if options.demo else "")
    clock = _clock(today)
    path = _demo(clock) if options.demo else options.path
    keep = not (options.demo or options.throw_away)
    again = [*(["--today", today] if today else []), *([] if keep else ["--throw-away"])]
    return app.run(path, clock, locked=options.locked, again=again, keep=keep)


def _size(words: str) -> tuple[int, int]:
    width, _, height = words.partition("x")
    if not 0 < int(width) <= _MOST_PX or not 0 < int(height) <= _MOST_PX:
        raise ValueError
    return int(width), int(height)


def _scale(words: str) -> float:
    if not 0 < float(words) <= _MOST_SCALE:
        raise ValueError
    return float(words)


def _demo(clock: Clock) -> Path:
    import tempfile  # noqa: PLC0415 - for a demonstration only

    from facilitator_app.workbook import demo  # noqa: PLC0415 - as above

    # Not removed at the end: a lock replaces the process, and the workbook must still be there. It holds nobody real.
    path = demo.make(Path(tempfile.mkdtemp(prefix="workbook-demo-")) / "Demonstration.workbook", clock)
    print(f"The passphrase of this demonstration is: {demo.PASSPHRASE}", flush=True)
    return path


def _command(given: list[str]) -> int:
    from facilitator_app import commands  # noqa: PLC0415 - only where one is asked for

    parser = _Parser(prog="facilitator-workbook")
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
