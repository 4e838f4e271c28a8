"""Back to the case system: one case as a file and as text to paste, so that nothing is typed twice. What it holds is `wall/case_system.py`'s to say.

It has one shape (`resources/case_system/fields.toml`): a JSON object, a CSV row, or lines of text. What was taken out last is remembered by
fingerprints of its lines, and no word of it.
"""

import csv
import hashlib
import io
import json
import os
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from facilitator_app import calendar
from facilitator_app.errors import Trouble
from facilitator_app.language import word
from facilitator_app.records import TimeSpent, codec
from facilitator_app.records.record import Id
from facilitator_app.records.time_spent import Spent, understood
from facilitator_app.vault.folder import KEPT_IN_STEP, is_kept_in_step
from facilitator_app.wall import case_system_fields as fields
from facilitator_app.wall.case_system import case_system_sheet, place_of
from facilitator_app.wall.sheets_case_system import CaseSystemSheet, Given
from facilitator_app.workbook.at_the_service import said_at
from facilitator_app.workbook.cells import marked
from facilitator_app.workbook.visits import my_time
from facilitator_app.workbook.workbook import Workbook

JSON_NAME, CSV_NAME = "Case.json", "Case.csv"  # what a file is called before somebody gives it another name: it names nobody
PASTED, AS_JSON, AS_CSV = "text", "json", "csv"
_KEPT = "case out"  # in `meta`: when each case was taken out last, and fingerprints of its lines
_KEY_BYTES, _DIGEST_BYTES = 16, 12
_ALWAYS = ("harmed", "responsible")  # the people whose columns a CSV has, with or without them
_OWNER_ALONE = 0o600


class NoReference(Trouble):
    """Without one nobody would know which case it is; and no name goes out instead."""

    def __init__(self) -> None:
        super().__init__(
            "This case has no reference that can go out.",
            "Under “About the case”, write the reference that the case system gives it, with nobody’s name in it.",
        )


class KeptInStep(Trouble):
    """What is put there is somewhere else a moment later."""

    def __init__(self) -> None:
        super().__init__(
            f"{KEPT_IN_STEP} It would copy the case to it.",
            "Nothing was written. Choose a folder on this laptop, and delete the file when the case system has it.",
        )


class CaseNotWritten(Trouble):
    """The file could not be written."""

    def __init__(self) -> None:
        super().__init__(
            "The file could not be written there.", "Nothing was written. Choose another folder, and look whether the disk is full."
        )


@dataclass(frozen=True, slots=True, repr=False)
class Section:
    """The lines of the text under one heading."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class CaseOut:
    """One case as it would be taken out today."""

    case: Id
    on: date
    sheet: CaseSystemSheet
    sections: tuple[Section, ...]
    lines: Mapping[str, str]  # each line by what stands on it, without the counts: what is compared with the last time


@dataclass(frozen=True, slots=True, repr=False)
class Since:
    """What became other since a case was taken out last. `last` is empty where it never was."""

    last: str = ""
    lines: tuple[str, ...] = ()
    gone: int = 0  # lines that are no longer there

    @property
    def things(self) -> int:
        """How many."""
        return len(self.lines) + self.gone


def case_out(book: Workbook, case: Id) -> CaseOut:
    """One case as it would go out now. Raises `NoReference`."""
    sheet = case_system_sheet(book.case(case), book.service(), _spent(book, case))
    if not sheet.reference:
        raise NoReference
    sections, lines = _sections(sheet)
    return CaseOut(case, book.clock.today(), sheet, sections, lines)


def _spent(book: Workbook, case: Id) -> Spent | None:
    """What the case took whoever uses this workbook; None where nothing is written down."""
    mine = [understood(one.line) for one in my_time(book).all(TimeSpent) if one.for_case == case and one.line.strip()]
    if not mine:
        return None
    return Spent(
        sum(one.minutes for one in mine), sum(one.travel_minutes for one in mine), sum(one.tenths_of_a_mile for one in mine),
        sum(one.pence for one in mine),
    )  # fmt: skip


# As text ------------------------------------------------------------------------------------------------------------------------


def _sections(sheet: CaseSystemSheet) -> tuple[tuple[Section, ...], dict[str, str]]:
    by_group: dict[str, dict[str, list[tuple[fields.Found, str]]]] = {group: {} for group in fields.groups()}
    for name, value in sheet.values.items():
        found = fields.found(name)
        if found is not None and found.declared.group:
            by_group[found.declared.group].setdefault(found.line, []).append((found, _said(found.declared, value)))
    lines = {group: {key: _line(parts) for key, parts in found.items()} for group, found in by_group.items()}
    not_out = {
        "two_versions": f"Two versions, not yet settled: {'; '.join(_called(sheet.two_versions))}" if sheet.two_versions else "",
        "left_out": f"Filled in, and not in here: {'; '.join(_called(sheet.left_out))}" if sheet.left_out else "",
    }
    not_out = {key: line for key, line in not_out.items() if line}
    sections = [Section(fields.groups()[group], tuple(found.values())) for group, found in lines.items() if found]
    sections += [Section("Not in here", tuple(not_out.values()))] if not_out else []
    kept = {key: line for group, found in lines.items() if group != "counts" for key, line in found.items()}
    return tuple(sections), kept | not_out


def _line(parts: list[tuple[fields.Found, str]]) -> str:
    (first, said), *rest = parts
    more = [" ".join(filter(None, (found.label if found.label != first.label else "", value))) for found, value in rest]
    return f"{first.label}: {', '.join((said, *more))}"


def _called(names: Iterable[str]) -> list[str]:
    found = (fields.found(name) for name in names)
    return list(dict.fromkeys(one.label for one in found if one is not None))


def _said(declared: fields.Declared, value: Given) -> str:
    """A value as somebody reads it, and as the fields of a case system in the United Kingdom are typed: 18/03/2026."""
    if isinstance(value, int):
        return {"tenths": f"{value / 10:g}", "pence": f"{value / 100:.2f}"}.get(declared.kind, str(value))
    if isinstance(value, tuple):
        said = [fields.person_words(one) if declared.kind == "people" else word(declared.codes, one) for one in value]
        return " and ".join(said)
    if declared.codes:
        return word(declared.codes, value)
    return _day(value)


def _day(stored: str) -> str:
    """“18/03/2026” of a stored day, “03/2026” of a month; other words as they are."""
    whole = calendar.whole_day(stored)
    if whole is not None:
        return f"{whole:%d/%m/%Y}"
    year, dash, month = stored.partition("-")
    return f"{month}/{year}" if dash and len(stored) == len("2026-03") and (year + month).isdigit() else stored


def as_text(out: CaseOut) -> str:
    """The whole of it in plain lines, to paste."""
    head = f"Case {out.sheet.reference}, as it stood on {out.on:%d/%m/%Y}"
    return "\n\n".join((head, *("\n".join((one.title, *one.lines)) for one in out.sections))) + "\n"


# As a file ------------------------------------------------------------------------------------------------------------------------


def _values(out: CaseOut) -> dict[str, Given]:
    """Every field, in the order in which they are described."""
    found: dict[str, Given] = {"workbook_case": fields.version(), "taken_out_on": out.on.isoformat(), **out.sheet.values}
    for name, names in (("two_versions", out.sheet.two_versions), ("left_out", out.sheet.left_out)):
        found |= {name: names} if names else {}
    return found


def as_json(out: CaseOut) -> bytes:
    """One object, UTF-8."""
    said = {name: _figure(name, value) for name, value in _values(out).items()}
    return (json.dumps(said, ensure_ascii=False, indent=2) + "\n").encode()


def as_csv(out: CaseOut) -> bytes:
    """One row under the names of its columns; no cell is a formula. UTF-8 with a mark, so that a spreadsheet reads every letter."""
    values = _values(out)
    columns = sorted({*_columns(), *values}, key=place_of)
    written = io.StringIO()
    writer = csv.writer(written, quoting=csv.QUOTE_ALL)
    writer.writerow(columns)
    writer.writerow([marked(_cell(name, values.get(name, ""))) for name in columns])
    return written.getvalue().encode("utf-8-sig")


def _columns() -> Iterator[str]:
    """Those that are in every file: of what can be there more than once, none."""
    for one in fields.declared():
        if "{n}" not in one.name and "{scope}" not in one.name:
            yield from (one.name.replace("{person}", person) for person in (_ALWAYS if "{person}" in one.name else ("",)))


def _figure(name: str, value: Given) -> object:
    """Miles and pounds as they are said, so that nobody reads tenths for miles."""
    found = fields.found(name)
    return _said(found.declared, value) if found and found.declared.kind in ("tenths", "pence") else value


def _cell(name: str, value: Given) -> str:
    figure = _figure(name, value)
    return ";".join(value) if isinstance(value, tuple) else str(figure)


def save(path: Path, data: bytes) -> None:
    """Writes a file, whole or not at all, for its owner alone where the system knows owners. Raises `KeptInStep`, `CaseNotWritten`."""
    try:
        if is_kept_in_step(path.parent):
            raise KeptInStep
        if path.is_dir():
            raise CaseNotWritten
        beside = path.with_name(f"{path.name}.{secrets.token_hex(4)}.new")
        try:
            with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ALONE), "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
        except OSError:
            beside.unlink(missing_ok=True)
            raise
    except (OSError, ValueError) as problem:
        raise CaseNotWritten from problem


# When it was taken out last ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Last:
    """When, and the lines by their fingerprints."""

    at: str = ""
    key: str = ""
    lines: Mapping[str, str] | None = None


def taken_out(book: Workbook, out: CaseOut, how: str) -> None:
    """It has left: an audit line, and what there was of it is known again. Of cases that are no longer here nothing is kept."""
    key = secrets.token_hex(_KEY_BYTES)
    kept = _kept(book)
    here = {fact.case for fact in book.vault.case_facts()}
    kept = {case: last for case, last in kept.items() if case in here}
    kept[out.case] = _Last(book.clock.stamp(), key, {_digest(key, name): _digest(key, line) for name, line in out.lines.items()})
    book.vault.remember(_KEPT, codec.to_json(kept))
    book.vault.note(f"case taken out as {how}", out.case)


def since(book: Workbook, out: CaseOut) -> Since:
    """What became other since the last time."""
    last = _kept(book).get(out.case)
    if last is None or not last.at:
        return Since()
    before = dict(last.lines or {})
    now = {_digest(last.key, name): (_digest(last.key, line), line) for name, line in out.lines.items()}
    changed = tuple(line for name, (digest, line) in now.items() if before.get(name) != digest)
    return Since(said_at(book, last.at), changed, len(before.keys() - now.keys()))


def _kept(book: Workbook) -> dict[str, _Last]:
    kept = book.vault.remembered(_KEPT)
    return codec.convert(codec.from_json(kept), dict[str, _Last]) if kept else {}


def _digest(key: str, text: str) -> str:
    return hashlib.blake2b(text.encode(), key=bytes.fromhex(key), digest_size=_DIGEST_BYTES).hexdigest()
