"""A table out of the bytes of a file: CSV as any program writes it, or XLSX. Knows nothing of referrals, and runs nothing that stands in a cell."""

import csv
import io
import re
import unicodedata
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from facilitator_app.errors import Trouble

LIMIT_BYTES = 64 * 1024 * 1024
_UNPACKED_LIMIT_BYTES = 8 * LIMIT_BYTES
_ZIP, _OLE, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"
_DELIMITERS = (",", ";", "\t")
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_NOT_DATE_LETTERS = re.compile(r"\"[^\"]*\"|\[[^\]]*\]|\\.")
_MANY_ZEROS = 0.2


class NotATable(Trouble):
    """A picture, a letter, a program: anything but rows and columns."""

    def __init__(self) -> None:
        super().__init__(
            "This file is not a table that can be read.",
            "Save the referrals as CSV or XLSX in the program they come from, and choose that file. Nothing was brought in.",
        )


class ClosedSpreadsheet(Trouble):
    """An .xls of before 2007, or one with a password: from outside they look the same."""

    def __init__(self) -> None:
        super().__init__(
            "This is an older spreadsheet, or one with a password.",
            "Open it in the program it comes from, and save it as XLSX without a password. Nothing was brought in.",
        )


class BrokenTable(Trouble):
    """The rest of the file cannot be told apart from one cell."""

    def __init__(self, line: int) -> None:
        super().__init__(
            f"The table breaks off near line {line}: a quotation mark there is not closed, or a cell is too long.",
            "Save the table again in the program it comes from. Nothing was brought in.",
        )


class UnknownLetters(Trouble):
    """Bytes that are letters in none of the alphabets that case systems write."""

    def __init__(self) -> None:
        super().__init__(
            "Some letters in this file cannot be read, so names might come out wrong.",
            "Save it as “CSV UTF-8”, or as XLSX. Nothing was brought in.",
        )


class TooLarge(Trouble):
    """More than any caseload."""

    def __init__(self) -> None:
        super().__init__("This file is too large to be a list of referrals.", "Choose another file. Nothing was brought in.")


@dataclass(frozen=True, slots=True, repr=False)
class Line:
    """One row: `number` is where a person finds it in the file, from 1. Cells are in the order of the columns, without spaces around them."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Table:
    """What stands in a file: the names of its columns as they are written there, and its rows; empty rows are left out."""

    name: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]


def read_table(data: bytes, name: str) -> Table:
    """The first row with words in it names the columns. `name` is the file's, for the eye only: what it is shows in its bytes.

    Raises `NotATable`, `ClosedSpreadsheet`, `BrokenTable`, `UnknownLetters` or `TooLarge`.
    """
    if len(data) > LIMIT_BYTES:
        raise TooLarge
    if data.startswith(_OLE):
        raise ClosedSpreadsheet
    if data.startswith(_PDF) or not data.strip():
        raise NotATable
    lines = [line for line in (_from_xlsx(data) if data.startswith(_ZIP) else _from_csv(_letters(data))) if any(line.cells)]
    if not lines or sum(map(bool, lines[0].cells)) < 2:  # noqa: PLR2004 - one column is a text, not a table
        raise NotATable
    return Table(name, lines[0].cells, tuple(lines[1:]))


def _cell(words: str) -> str:
    # One spelling of each letter: "é" may be written as one sign or as two, and the same name must stay the same name.
    return unicodedata.normalize("NFC", words.replace("\r\n", "\n").replace("\r", "\n")).strip()


# CSV --------------------------------------------------------------------------------------------------------------------------


def _letters(data: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 or Windows-1252, with or without a byte-order mark."""
    for name in _encodings(data):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            raise NotATable
        return text
    raise UnknownLetters


def _encodings(data: bytes) -> tuple[str, ...]:
    """What the bytes may be written in, the likeliest first: half of what UTF-16 writes is zeros, and UTF-8 writes none."""
    zeros = data[:4096].count(0)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    if zeros > len(data[:4096]) * _MANY_ZEROS:
        return ("utf-16-le",) if data[1:2] == b"\0" else ("utf-16-be",)
    return ("utf-8-sig", "cp1252")


def _from_csv(text: str) -> Iterator[Line]:
    said = _SEPARATOR_LINE.match(text)  # a line by which one program tells another what stands between cells
    delimiter = said[1] if said else max(_DELIMITERS, key=lambda one: _width(text, one))
    reader = csv.reader(io.StringIO(text[said.end() :] if said else text, newline=""), delimiter=delimiter, strict=True)
    before = 1 if said else 0
    while True:
        start = before + reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as problem:
            raise BrokenTable(start) from problem
        yield Line(start, tuple(_cell(cell) for cell in cells))


def _width(text: str, delimiter: str) -> int:
    """How many cells the first row has when they are divided so."""
    try:
        return max(
            (len(row) for row, _ in zip(csv.reader(io.StringIO(text.lstrip(), newline=""), delimiter=delimiter), (1,), strict=False)),
            default=0,
        )
    except csv.Error:
        return 0


# XLSX -------------------------------------------------------------------------------------------------------------------------


def _from_xlsx(data: bytes) -> list[Line]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > _UNPACKED_LIMIT_BYTES:
                raise TooLarge
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and menus, of which nothing is read
            rows = _rows(data, results=False)
            if any(cell.data_type == "f" for row in rows for cell in row):
                return _lines(rows, _rows(data, results=True))
            return _lines(rows, rows)
    except Trouble:
        raise
    except Exception as problem:  # a broken file breaks the library in many ways, and none of them is ours
        raise NotATable from problem


def _rows(data: bytes, *, results: bool) -> list[Sequence[Any]]:
    import openpyxl  # noqa: PLC0415 - costs 0.4 s, and only an Excel file needs it

    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=results)
    try:
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # some programs write a size that is not so
            rows: list[Sequence[Any]] = list(sheet.iter_rows())
            if any(cell.value is not None for row in rows for cell in row):
                return rows
        return []
    finally:
        book.close()


def _lines(rows: Sequence[Sequence[Any]], results: Sequence[Sequence[Any]]) -> list[Line]:
    """A sum reads as what it came to when the file was saved; where nothing was kept of that, as it was typed. Neither is ever run."""
    return [
        Line(number, tuple(_value(result) or _value(cell) for cell, result in zip(row, computed, strict=True)))
        for number, (row, computed) in enumerate(zip(rows, results, strict=True), 1)
    ]


def _value(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime | date):
        return _day(value, cell.number_format or "")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return _cell(str(value))


def _day(value: datetime | date, shown: str) -> str:
    """ISO 8601. A cell that shows a month and a year holds the first of that month, but nobody said so: it stays partial."""
    if "d" not in _NOT_DATE_LETTERS.sub("", shown).lower():
        return f"{value:%Y-%m}"
    at_midnight = not isinstance(value, datetime) or value.time() == datetime.min.time()
    return f"{value:%Y-%m-%d}" if at_midnight else f"{value:%Y-%m-%dT%H:%M}"
