"""What the process keeps to itself: no core dump, no crash report with what was in memory, and no word of anybody's in a log or on a terminal."""

import contextlib
import faulthandler
import logging
import sys
import threading
import warnings
from pathlib import Path
from types import TracebackType

from facilitator_app.errors import trace_of

_OURS = "facilitator_app"
log = logging.getLogger(__name__)


def keep_to_itself() -> None:
    """Asks the system to write nothing of this process anywhere when it crashes."""
    faulthandler.disable()
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - Windows only

        fail_critical, no_fault_box = 0x0001, 0x0002
        ctypes.windll.kernel32.SetErrorMode(fail_critical | no_fault_box)
        ctypes.windll.wer.WerAddExcludedApplication(sys.executable, False)
    else:
        import resource  # noqa: PLC0415 - has no Windows twin but the above

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        import ctypes  # noqa: PLC0415 - Linux only

        not_dumpable, dumpable = 0, 4  # PR_SET_DUMPABLE: no core, and no other process of this user reads our memory
        ctypes.CDLL(None, use_errno=True).prctl(dumpable, not_dumpable, 0, 0, 0)


def say_only_where() -> None:
    """Whatever goes wrong from here on is named by type, module and line: what an exception or a warning says may be somebody's words."""
    handler = logging.StreamHandler()
    handler.setFormatter(OnlyWhere("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.root.handlers[:] = [handler]
    logging.root.setLevel(logging.WARNING)
    logging.raiseExceptions = False  # a log line that cannot be written would be printed with its values
    sys.excepthook = _uncaught
    sys.unraisablehook = lambda told: _name(told.exc_value, told.exc_type)
    threading.excepthook = lambda told: _name(told.exc_value, told.exc_type)
    warnings.showwarning = _warned  # type: ignore[assignment] # the arguments that it does not use have no names
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError):  # a program without a console has none
            stream.reconfigure(errors="replace")  # type: ignore[union-attr] # a letter that this terminal cannot show is no reason to end


class OnlyWhere(logging.Formatter):
    """Our own lines as they are, since a test reads what they may hold; of a library's line where it comes from, and never what it says."""

    def format(self, record: logging.LogRecord) -> str:
        """One line, and never an exception's words."""
        problem = record.exc_info[1] if record.exc_info else None
        known = record.name == _OURS or record.name.startswith(f"{_OURS}.")
        parts = [record.getMessage() if known else f"{record.module}:{record.lineno}", trace_of(problem) if problem else ""]
        plain = logging.makeLogRecord(
            {
                "name": record.name,
                "levelno": record.levelno,
                "levelname": record.levelname,
                "created": record.created,
                "msecs": record.msecs,
            }
        )
        plain.msg = " ".join(filter(None, parts))
        return super().format(plain)


def _uncaught(kind: type[BaseException], problem: BaseException, _trace: TracebackType | None) -> None:
    if not issubclass(kind, KeyboardInterrupt):
        _name(problem, kind)


def _name(problem: BaseException | None, kind: type[BaseException] | None) -> None:
    log.error("%s", trace_of(problem) if problem is not None else getattr(kind, "__name__", "?"))


def _warned(_m: object, kind: type[Warning], place: str, line: int, _f: object = None, _l: object = None) -> None:
    log.warning("%s at %s:%d", kind.__name__, Path(place).name, line)
