"""Cells of a table that a spreadsheet opens: none is a formula, whatever somebody typed."""

import re

# What a spreadsheet takes for the beginning of a formula; the last four are the wide forms of the same signs.
_FORMULA = "=+-@\t\r\n＝＋－＠"
_MARK = "’"
_MARKED = re.compile(rf"{_MARK}+[{re.escape(_FORMULA)}]")


def marked(cell: str) -> str:
    """A cell with a sign before it where it would be taken for a formula, or for one that was marked."""
    return f"{_MARK}{cell}" if (cell[:1] and cell[0] in _FORMULA) or _MARKED.match(cell) else cell


def unmarked(cell: str) -> str:
    """What `marked` was given."""
    return cell[1:] if _MARKED.match(cell) else cell
