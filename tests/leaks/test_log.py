"""What a log line may hold: type, module and line, sizes and durations. Never an exception's words, a value, a name or a path."""

import ast
import io
import logging
import re
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from facilitator_app.ui.desk import Desk, Unexpected  # before any other use of Qt: see ui/parts/lasting.py

# isort: split
import making
import pytest
from pytestqt.qtbot import QtBot

import facilitator_app
from facilitator_app import hardening
from facilitator_app.errors import Trouble
from facilitator_app.ledger import change as changes
from facilitator_app.ledger import seals
from facilitator_app.papers import agreement
from facilitator_app.papers.press import FORMATS
from facilitator_app.records import case_file, facts
from facilitator_app.ui.parts import lasting
from facilitator_app.vault import keys
from facilitator_app.vault.door import Opened
from facilitator_app.wall import leaks, projection
from facilitator_app.workbook import papers as paper_work
from facilitator_app.workbook import referrals
from facilitator_app.workbook.workbook import Workbook

lasting.steady_constants()
CANARY = making.CANARY
SOURCES = sorted(Path(facilitator_app.__file__).parent.rglob("*.py"))


class Bitter:
    """Whatever one does with it, it raises, and says the canary in its words, in its cause and in its context."""

    def _raise(self, *_: object, **__: object) -> Any:
        try:
            try:
                {CANARY: 1}[f"{CANARY} of the context"]
            except KeyError:
                int(f"{CANARY} of the cause")
        except ValueError as problem:
            raise RuntimeError(f"{CANARY} in words", {"name": CANARY}) from problem

    __getattr__ = __iter__ = __len__ = __bool__ = __str__ = __getitem__ = __contains__ = __hash__ = __eq__ = _raise

    def __repr__(self) -> str:
        return CANARY


LAYERS: dict[str, Callable[[Opened], object]] = {
    "records.case_file": lambda _: case_file.assemble(making.CASE, Bitter()),
    "records.facts": lambda _: facts.fact_of(Bitter()),  # type: ignore[arg-type]
    "ledger.change": lambda _: changes.written(Bitter(), compartment="", record="", kind="", values={}, replaces={}, author="", at=""),  # type: ignore[arg-type]
    "ledger.seals": lambda _: seals.unb64(Bitter()),  # type: ignore[arg-type]
    "wall.projection": lambda _: projection.wish_of(Bitter(), making.PERSON),  # type: ignore[arg-type]
    "wall.leaks": lambda _: leaks.hits("a text with enough words in it to be looked at", Bitter()),  # type: ignore[arg-type]
    "vault.vault": lambda opened: opened.vault.put(Bitter()),  # type: ignore[arg-type]
    "vault.keys": lambda _: keys.open_with_passphrase(Bitter(), "four words"),  # type: ignore[arg-type]
    "papers.agreement": lambda _: agreement.agreement(Bitter(), FORMATS["standard"]),  # type: ignore[arg-type]
    "workbook.papers": lambda _: paper_work.make(Bitter()),  # type: ignore[arg-type]
    "workbook.referrals": lambda opened: referrals.plan_of(Bitter(), opened.vault),  # type: ignore[arg-type]
    "workbook.workbook": lambda opened: Workbook(opened).find(Bitter()),  # type: ignore[arg-type]
}


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the program's own log would write, and nothing of it left behind for other tests."""
    kept = logging.root.handlers[:], logging.root.level, logging.raiseExceptions
    hooks = sys.excepthook, sys.unraisablehook, threading.excepthook, warnings.showwarning
    hardening.say_only_where()
    written = io.StringIO()
    handler = logging.root.handlers[0]
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(written)
    yield written
    logging.root.handlers[:], logging.root.level, logging.raiseExceptions = kept
    sys.excepthook, sys.unraisablehook, threading.excepthook, warnings.showwarning = hooks


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize("way", ["ask", "do"])
def test_a_bug_in_every_layer_is_named_without_its_words(qtbot: QtBot, opened: Opened, log: io.StringIO, layer: str, way: str) -> None:
    desk = Desk()
    told: list[Trouble] = []
    with qtbot.waitSignal(desk._answered):
        if way == "ask":
            desk.ask(desk, lambda: LAYERS[layer](opened), lambda _: None, told.append)
        else:
            desk.do(desk, lambda: LAYERS[layer](opened), None, told.append)
    qtbot.waitUntil(lambda: bool(told))
    desk.close()
    lines = log.getvalue().splitlines()
    assert len(lines) == 1, lines
    assert re.search(rf"ERROR facilitator_app\.ui\.desk RuntimeError at .*facilitator_app\.{layer}:\d+", lines[0]), lines
    assert CANARY not in lines[0]
    assert isinstance(told[0], Unexpected)
    assert CANARY not in told[0].words


def test_hooks_name_and_do_not_quote(log: io.StringIO) -> None:
    try:
        str(Bitter())
    except RuntimeError as problem:
        sys.excepthook(RuntimeError, problem, problem.__traceback__)
        logging.getLogger("other").exception("with %s", CANARY)
        logging.getLogger("facilitator_app.ui").error("ours", exc_info=True)  # noqa: G201 - as somebody might write it
    thread = threading.Thread(target=lambda: str(Bitter()), name=CANARY)
    thread.start()
    thread.join()

    class Dying:
        def __del__(self) -> None:
            str(Bitter())

    Dying()
    warnings.showwarning(f"a {CANARY}", UserWarning, "/home/somebody/x.py", 3)
    logging.getLogger("other").warning("%d", CANARY)
    written = log.getvalue()
    assert CANARY not in written
    assert "/home" not in written
    assert written.count("RuntimeError at ") == 5, written
    assert "UserWarning at x.py:3" in written
    assert "Traceback" not in written


# Read in the sources --------------------------------------------------------------------------------------------------------------

# Everything that a log line of ours is made of. Who adds one says here that it can hold nobody's words.
ALLOWED = {
    "trace_of(problem)",
    "trace_of(trouble)",
    "trace_of(problem) if problem is not None else getattr(kind, '__name__', '?')",
    "kind.__name__",
    "type(problem).__name__",
    "Path(place).name",
    "line",
    "context.category or ''",
    "len(words or '')",
    "_LEVELS[kind]",
}


def _calls(tree: ast.AST) -> Iterator[tuple[ast.Call, str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name):
            yield node, node.func.value.id, node.func.attr


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(SOURCES[0].parent)))
def test_our_log_lines_hold_types_places_and_sizes_only(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for call, whose, what in _calls(tree):
        if whose not in ("log", "logging", "logger", "_log", "warnings") or what in (
            "getLogger",
            "StreamHandler",
            "shutdown",
            "makeLogRecord",
        ):
            continue
        if whose == "warnings":
            assert what in ("simplefilter", "catch_warnings"), f"line {call.lineno}"
            continue
        assert what in ("debug", "info", "warning", "error", "critical", "log"), f"line {call.lineno}: {what}"
        assert not call.keywords, f"line {call.lineno}"
        words, *values = call.args[1:] if what == "log" else call.args
        assert isinstance(words, ast.Constant), f"line {call.lineno}: the words of a log line are written in it"
        assert {ast.unparse(value) for value in values} <= ALLOWED, f"line {call.lineno}"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(SOURCES[0].parent)))
def test_nothing_else_speaks(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    may_print = path.name in ("__main__.py", "commands.py", "shots.py")
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            imported = {alias.name for alias in node.names} | {getattr(node, "module", "") or ""}
            assert not imported & {"traceback", "pdb", "cgitb", "trace"}, f"line {node.lineno}"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in ("breakpoint", "exec", "eval"), f"line {node.lineno}"
            assert node.func.id != "print" or may_print, f"line {node.lineno}"
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "sys" and path.name != "hardening.py":
            assert node.attr not in ("excepthook", "__excepthook__", "unraisablehook"), f"line {node.lineno}"
    assert "QSettings" not in source or path.name == "app.py"
    assert "NamedTemporaryFile" not in source
    assert "mkstemp" not in source
    for call, _, what in _calls(tree):
        if what in ("getOpenFileName", "getSaveFileName", "getExistingDirectory", "getOpenFileNames"):
            said = " ".join(ast.unparse(one) for one in (*call.args, *(keyword.value for keyword in call.keywords)))
            assert "DontUseNativeDialog" in said or "options" in said, f"line {call.lineno}: the system's dialog keeps a list"
