"""The signed paper beside the fair copy: its pages, and a person's word, line by line, that the two say the same.

Before the agreement is sealed a line that differs is mended. After that nothing of it changes: what the paper says otherwise is noted on the
scan, or proposed to everybody as an amendment.
"""

from collections.abc import Sequence
from typing import Any

from facilitator_app.records import Agreement, Scan
from facilitator_app.records.agreed import sealed_of
from facilitator_app.records.agreement import Compared
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import Day, Id
from facilitator_app.vault.rows import Changed, Row
from facilitator_app.workbook import agreeing
from facilitator_app.workbook.workbook import Workbook

_SIGNED = "agreement_blank"  # what people write on and sign


def signed_pages(file: CaseFile) -> tuple[Scan, ...]:
    """The pages of the signed paper, in the order of its pages; of one that was scanned twice both, the better one to be told by eyes."""
    mine = [one for one in file.all(Scan) if one.paper == _SIGNED and not one.became]
    return tuple(sorted(mine, key=lambda one: (one.sheet_page or 10_000, one.at, one.page)))


def waits_for_comparing(file: CaseFile, agreement: Agreement) -> bool:
    """Whether the signed paper is here, and nobody has gone through these very lines beside it before they are sealed."""
    return bool(signed_pages(file)) and sealed_of(file, agreement) is None and not agreeing.is_compared(file, agreement)


def pictures(book: Workbook, file: CaseFile, pages: Sequence[Scan]) -> tuple[bytes, ...]:
    """Their pictures, JPEG, upright."""
    return tuple(book.vault.file(file.compartments[one.id], one.picture, one.picture_key) for one in pages)


def the_same(book: Workbook, file: CaseFile, agreement: Agreement) -> Changed:
    """Somebody has gone through every line and said: the same, word for word. It names the lines as they stood and the pages that lay beside them.

    Of a sealed agreement it is noted on the pages alone: the seal says what it said.
    """
    pages, today, me = signed_pages(file), book.clock.today().isoformat(), book.me().name
    rows = [_row(file, page, {"compared_on": Day(today), "compared_by": me}) for page in pages]
    if sealed_of(file, agreement) is None:
        told = Compared(today, me, agreeing.lines_of(file, agreement), tuple(page.fingerprint for page in pages))
        rows.append(_row(file, agreement, {"compared": told}))
    return book.save(rows, "compared")


def differs(book: Workbook, file: CaseFile, number: int, words: str) -> Changed:
    """What the signed paper says otherwise than a sealed line, noted on its first page. The sealed words stay what they are."""
    page = next(iter(signed_pages(file)), None)
    if page is None:
        return Changed()
    noted = "\n".join(filter(None, (page.differed, f"Line {number}: {words.strip()}")))
    today = Day(book.clock.today().isoformat())
    return book.save([_row(file, page, {"differed": noted, "compared_on": today, "compared_by": book.me().name})], "compared")


def _row(file: CaseFile, record: Scan | Agreement, values: dict[str, Any]) -> Row:
    replaces = {name: file.replaced_by(record, name, value) for name, value in values.items()}
    return Row(file.compartments[record.id], record.kind, record.id, values, replaces)


def line_forked(file: CaseFile, term: Id) -> bool:
    """Whether two versions of a line stand side by side: then the signed paper decides."""
    return any(record == term and name in ("promise", "how_shown") for record, name in file.forks)
