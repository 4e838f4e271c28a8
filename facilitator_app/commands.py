"""The commands that need no screen. The passphrase comes on standard input; what is printed names nobody but by safe handles."""

import argparse
import getpass
import sys
from pathlib import Path

from facilitator_app.calendar import Clock
from facilitator_app.errors import Trouble
from facilitator_app.records.record import Id
from facilitator_app.vault import backup, door
from facilitator_app.vault.door import Opened
from facilitator_app.vault.folder import BACKUPS, SUFFIX
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


class FaultsFound(Trouble):
    """The workbook is not as it was written."""


def _passphrase() -> str:
    return getpass.getpass("Passphrase: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")


def _open(path: Path, clock: Clock) -> Opened:
    return door.open_with_passphrase(path, _passphrase(), clock)


def new(options: argparse.Namespace, clock: Clock) -> int:
    """Makes a workbook."""
    opened = door.create(options.workbook, _passphrase(), clock)
    try:
        if options.demo:
            demo.fill(opened.vault, clock)
    finally:
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
    made = paper_work.make(copy)
    try:
        options.out.write_bytes(made.data)
    except OSError as problem:
        raise Trouble("The file could not be saved there.", "Choose another folder.") from problem
    paper_work.issued(book, case, made, "saved")
    print("Made, and entered in the register.")
