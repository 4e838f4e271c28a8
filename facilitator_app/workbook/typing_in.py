"""One line of one sheet while it is typed in: its fields, the record that each goes into, and what others have typed into it already.

Ids are derived from the sheet and from whoever types, so that two who type one sheet write two records and overwrite nothing.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from facilitator_app.ledger.seals import derived_id
from facilitator_app.records import Preparation, VisitSheet
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import Id, Record
from facilitator_app.records.sheets_out import accounts_of
from facilitator_app.workbook.workbook import Workbook

# How a place on a sheet is typed in.
TEXT, LINE, YES_NO, HEAR = "text", "line", "yes_no", "hear"
LATER = "This is typed in when everything is open again."  # while one side alone is open
TICKED, UNSURE, WENT, PRINT, READ = "ticked", "unsure", "went", "print", "read"


@dataclass(frozen=True, slots=True, repr=False)
class Asked:
    """One field: its line on the paper, the words above it, and the field of the record that it is typed into.

    `known`: what is written down there already, or why nothing is typed: then nothing is asked. `later`: it is typed another time, so that the
    sheet is not in yet.
    """

    line: str
    number: int
    label: str
    kind: str
    record: Record
    field: str
    known: str = ""
    later: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Typing:
    """One line of one sheet, typed in by this person."""

    book: Workbook
    file: CaseFile
    meeting: Preparation
    sheet: VisitSheet
    number: int
    code: str

    @property
    def id(self) -> Id:
        """The id of what is typed into it by this person."""
        return self.id_of(self.code)

    def id_of(self, key: str) -> Id:
        """The id of what is typed by this person into several lines of the sheet together."""
        return self.book.own_id(self.file, self.sheet.id, key)

    def ask(self, label: str, kind: str, record: Record, field: str, known: str = "", *, later: bool = False) -> Asked:
        """One field of it."""
        return Asked(self.code, self.number, label, kind, record, field, known, later)

    def said_by_others(self, words: Callable[[Record], str], key: str = "") -> str:
        """What a colleague has typed into it: it is not asked again. Empty where nobody has."""
        said = next(((author, words(record)) for author, record in self.typed_by_others(key) if words(record)), None)
        return f"{said[0]} has typed this in: {said[1]}" if said else ""

    def typed_by_others(self, key: str = "") -> Iterator[tuple[str, Record]]:
        """What colleagues have typed into it, with their names."""
        for account in accounts_of(self.file, self.sheet.id):
            author = self.file.entered[account.id].by if account.id in self.file.entered else ""
            # Who began a sheet before enrolment may have ended it after.
            ids = {derived_id(name, self.sheet.id, key or self.code) for name in self.book.vault.names_of(author)}
            if author and author not in self.book.vault.own_names:
                yield from ((account.author, self.file.records[Id(id)]) for id in sorted(ids) if id in self.file.records)
