"""The commands that need no screen. The passphrase comes on standard input; what is printed names nobody but by safe handles."""

import argparse
import contextlib
import getpass
import locale
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from facilitator_app.calendar import Clock
from facilitator_app.errors import Trouble
from facilitator_app.records.record import Id
from facilitator_app.vault import backup, door
from facilitator_app.vault.door import Opened
from facilitator_app.vault.folder import BACKUPS, SUFFIX, Missing
from facilitator_app.workbook import demo
from facilitator_app.workbook import papers as paper_work
from facilitator_app.workbook.referral_table import NotATable, read_table
from facilitator_app.workbook.referrals import plan_of, rows_for
from facilitator_app.workbook.workbook import Workbook


class NoSuchCase(Trouble):
    """No case has this reference."""

    def __init__(self) -> None:
        super().__init__("No case here has this reference.", "Ask for “papers” first: it lists what can be made.")


class NoSuchCopy(Trouble):
    """There is no such copy of this paper."""

    def __init__(self) -> None:
        super().__init__("There is no such copy of this paper.", "Ask for “papers” first: it lists what can be made, and for whom.")


class NoPassphrase(Trouble):
    """Nothing came where the passphrase should."""

    def __init__(self) -> None:
        super().__init__("No passphrase was given.", "Type it, or send it on standard input, on a line of its own.")


class CopyStopped(Trouble):
    """What the screen would quote with its names: here it is only said that there is something to see there."""

    def __init__(self) -> None:
        super().__init__(
            "This copy cannot be made as it stands.", "Open the workbook and look at the copy there: it says why. Nothing was made."
        )


class FileNotWritten(Trouble):
    """The file could not be written."""

    def __init__(self) -> None:
        super().__init__(
            "The file could not be saved there.", "Choose another folder, and look whether the disk is full. Nothing was made."
        )


class FaultsFound(Trouble):
    """The workbook is not as it was written."""


def _passphrase() -> str:
    """Typed without being shown, or the first line of standard input: UTF-8 whatever the locale, so that it is what was typed in the window."""
    try:
        if sys.stdin.isatty():
            return getpass.getpass("Passphrase: ")
        line = sys.stdin.buffer.readline()
    except (AttributeError, EOFError, ValueError) as problem:  # there is no standard input, or it was closed
        raise NoPassphrase from problem
    if not line:
        raise NoPassphrase
    try:
        words = line.decode("utf-8-sig")  # Windows' PowerShell begins with a mark
    except UnicodeDecodeError:
        words = line.decode(locale.getpreferredencoding(do_setlocale=False), errors="replace")
    return words.rstrip("\r\n")


def _open(path: Path, clock: Clock) -> Opened:
    passphrase = _passphrase()
    try:
        return door.open_with_passphrase(path, passphrase, clock)
    except OSError as problem:  # a name that no file could have
        raise Missing from problem


def new(options: argparse.Namespace, clock: Clock) -> int:
    """Makes a workbook."""
    opened = door.create(options.workbook, _passphrase(), clock)
    try:
        if options.demo:
            demo.fill(opened.vault, clock)
    except BaseException:  # whatever it was, an interrupt too: what is half made is taken away, and it is raised again
        opened.close()
        shutil.rmtree(opened.path, ignore_errors=True)  # made a moment ago in an empty place: half a demonstration is none
        raise
    opened.close()
    print("The workbook is made.")
    return 0


def import_referrals(options: argparse.Namespace, clock: Clock) -> int:
    """Brings in referrals: in one go, or not at all."""
    opened = _open(options.workbook, clock)
    try:
        try:
            data = options.file.read_bytes()
        except OSError as problem:
            raise NotATable from problem
        plan = plan_of(read_table(data, options.file.name), opened.vault)
        if plan.new:
            opened.vault.save(rows_for(plan), "brought in")
        print(
            f"{len(plan.new)} new, {len(plan.same)} the same as here, {len(plan.differing)} that differ from here and were left as they are."
        )
        for line in plan.unreadable:
            print(f"Line {line.line}, {line.column}: {line.reason}")
        for difference in plan.differences:
            print(f"{difference.reference}: {difference.label} differs.")
        opened.back_up()
    finally:
        opened.close()
    return 0


def check(options: argparse.Namespace, clock: Clock) -> int:
    """Reads everything, the copies too."""
    opened = _open(options.workbook, clock)
    try:
        faults = opened.vault.faults()
        copies = sorted((opened.path / BACKUPS).glob(f"*{SUFFIX}"))
        bad = sum(not backup.proved(copy, opened.key) for copy in copies)
        changes, records = opened.vault.counts()
    finally:
        opened.close()
    if faults or bad:
        raise FaultsFound(
            " ".join([*faults, f"{bad} of the copies are damaged." if bad else ""]).strip(), "Ring the office before you write in it."
        )
    print(f"Everything is as it was written: {changes} changes, {records} records, {len(copies)} copies.")
    return 0


def papers(options: argparse.Namespace, clock: Clock) -> int:
    """What can be made, for whom: one line a copy."""
    opened = _open(options.workbook, clock)
    try:
        book = Workbook(opened)
        for fact in book.cases():
            for copy in paper_work.copies(book, fact.case):
                state = "stopped: words that are somebody else's" if copy.stops else copy.why_not or str(copy.sheet.standing)
                print(f"{fact.reference}\tagreement\t{copy.handle}\t{copy.format}\t{state}")
    finally:
        opened.close()
    return 0


def paper(options: argparse.Namespace, clock: Clock) -> int:
    """Makes one copy and enters it in the register."""
    opened = _open(options.workbook, clock)
    try:
        book = Workbook(opened)
        case = next((fact.case for fact in book.cases() if fact.reference == options.case), None)
        if case is None:
            raise NoSuchCase
        _make(book, case, options)
        opened.back_up()
    finally:
        opened.close()
    return 0


def _make(book: Workbook, case: Id, options: argparse.Namespace) -> None:
    copy = next((one for one in paper_work.copies(book, case) if one.handle == options.recipient), None)
    if copy is None:
        raise NoSuchCopy
    if copy.stops:
        raise CopyStopped
    try:
        made = paper_work.make(copy)
    except paper_work.Stopped:
        raise
    except Trouble as trouble:  # it names a letter, and in whose name it stands
        raise CopyStopped from trouble
    _write(options.out, made.data, lambda: paper_work.issued(book, case, made, "saved"))
    print("Made, and entered in the register.")


def _write(out: Path, data: bytes, enter: Callable[[], object]) -> None:
    """Writes beside the place, enters it in the register, and only then puts it there: neither a file that no register knows, nor half of one."""
    beside = out.with_name(f".{os.urandom(6).hex()}.part")
    try:
        if out.is_dir():
            raise IsADirectoryError
        beside.write_bytes(data)
    except OSError as problem:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise FileNotWritten from problem
    try:
        enter()
        beside.replace(out)
    except OSError as problem:
        raise FileNotWritten from problem
    finally:
        beside.unlink(missing_ok=True)
