"""Referrals in: what a file would make, beside what is here already, shown before anything is written. Writes nothing itself.

The caller saves `rows_for(plan)` in one `vault.save(...)`: all of it comes in, or none.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from facilitator_app.errors import Trouble
from facilitator_app.language import word
from facilitator_app.records import KINDS, codec
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import Id, Record, field_of
from facilitator_app.vault.rows import Row
from facilitator_app.vault.vault import Vault
from facilitator_app.wall import case_system_fields as fields
from facilitator_app.workbook.cells import unmarked
from facilitator_app.workbook.referral import CASE_SYSTEM, KNOWN, NEEDED, CannotRead, Referral, Remark, referral_of
from facilitator_app.workbook.referral_table import Line, Table, read_table

__all__ = [
    "CASE_SYSTEM",
    "Difference",
    "ImportPlan",
    "Reading",
    "Referral",
    "Remark",
    "Unreadable",
    "plan_of",
    "read_table",
    "reading_of",
    "rows_for",
]


_VERSION = "workbook_case"  # only `case_out` writes a column of this name


class ColumnsMissing(Trouble):
    """A table of something else, or one whose columns have other names."""

    def __init__(self, columns: Sequence[str]) -> None:
        said = " and no column ".join(f"“{column}”" for column in columns)
        super().__init__(
            f"This table has no column {said}.",
            "Export the referrals again with it, or write that name over the column that holds it. Nothing was brought in.",
        )


@dataclass(frozen=True, slots=True, repr=False)
class Unreadable:
    """A row that makes no case: where it stands in the file, and why, in a sentence."""

    line: int
    column: str
    reason: str


@dataclass(frozen=True, slots=True, repr=False)
class Difference:
    """One field of a case that is here already and reads otherwise in the file. What is here stays, unless a person takes the file's."""

    line: int
    case: Id
    reference: str
    whose: str  # the print name, or empty for the case itself
    label: str
    here: str
    file: str
    row: Row  # what taking it would write over what stood here when it was looked at


@dataclass(frozen=True, slots=True, repr=False)
class Reading:
    """What a table says, before it is laid beside what is here."""

    name: str
    referrals: tuple[Referral, ...]
    unreadable: tuple[Unreadable, ...]
    remarks: tuple[Remark, ...]
    other_columns: tuple[str, ...]  # columns that are not known: their words are kept, under the column's name


@dataclass(frozen=True, slots=True, repr=False)
class ImportPlan:
    """What bringing a file in would do. `new`, `same` and `differing` hold every referral that can be read, each once."""

    name: str
    new: tuple[Referral, ...]
    same: tuple[Referral, ...]
    differing: tuple[Referral, ...]
    differences: tuple[Difference, ...]
    unreadable: tuple[Unreadable, ...]
    remarks: tuple[Remark, ...]
    other_columns: tuple[str, ...]
    people: int = field(default=0)  # how many come with the new cases

    @property
    def sentence(self) -> str:
        """What it comes to, in words."""
        said = [
            f"{_counted(len(self.new), 'new case')} with {_counted(self.people, 'person', 'people')}." if self.new else "No new case.",
            f"{_counted(len(self.same), 'case is', 'cases are')} here already, and the same." if self.same else "",
            f"{_counted(len(self.differing), 'case is', 'cases are')} here already, and not the same. What is here stays."
            if self.differing
            else "",
            f"{_counted(len(self.unreadable), 'row')} cannot be read." if self.unreadable else "",
        ]
        return " ".join(filter(None, said))


def reading_of(table: Table, service: str = CASE_SYSTEM) -> Reading:
    """Every row of a table as a referral, or with the reason why it is none. Raises `ColumnsMissing`."""
    places, others = _columns(table)
    referrals: dict[Id, Referral] = {}
    unreadable = []
    for line in table.lines:
        try:
            found = _referral(line, len(table.columns), places, others, service, ours=_is_ours(table))
            if found.case in referrals:
                raise CannotRead("case_ref", f"This reference stands in line {referrals[found.case].line} already.")
        except CannotRead as why:
            unreadable.append(Unreadable(line.number, why.column, why.reason))
        else:
            referrals[found.case] = found
    remarks = tuple(remark for referral in referrals.values() for remark in referral.remarks)
    return Reading(table.name, tuple(referrals.values()), tuple(unreadable), remarks, tuple(name for name, _ in others))


def _columns(table: Table) -> tuple[dict[str, int], list[tuple[str, int]]]:
    """Where the known columns stand, whatever their order, capitals and spaces; and the others by the name they have."""
    places: dict[str, int] = {}
    others: list[tuple[str, int]] = []
    ours = _is_ours(table)
    for place, written in enumerate(table.columns):
        plain = "_".join(written.casefold().replace("-", " ").split())
        if plain in KNOWN and plain not in places:
            places[plain] = place
        elif ours and fields.found(plain) is not None:
            continue  # it was made of records, by whoever has them: as words in a note they would be a second version of these
        elif written or any(place < len(line.cells) and line.cells[place] for line in table.lines):
            others.append((written or f"column {place + 1}", place))
    missing = [name for name in NEEDED if name not in places]
    if missing:
        raise ColumnsMissing(missing)
    return places, others


def _is_ours(table: Table) -> bool:
    """Whether a case that was taken out for the case system comes back in."""
    return _VERSION in table.columns


def _referral(
    line: Line, width: int, places: Mapping[str, int], others: Sequence[tuple[str, int]], service: str, *, ours: bool
) -> Referral:
    if any(line.cells[width:]):
        # A comma that was not put in quotation marks moves every cell after it: an address would come to stand as a postcode.
        raise CannotRead(f"column {width + 1}", f"This row has {len(line.cells)} cells, and the table has {width} columns.")
    cells = {name: line.cells[place] if place < len(line.cells) else "" for name, place in places.items()}
    if ours:
        cells = {name: unmarked(cell) for name, cell in cells.items()}
    also = [(name, line.cells[place]) for name, place in others if place < len(line.cells) and line.cells[place]]
    return referral_of(line.number, cells, also, service)


def plan_of(table: Table, vault: Vault, service: str = CASE_SYSTEM) -> ImportPlan:
    """What a table would make in this workbook, and how it differs from what is here. Writes nothing. Raises `ColumnsMissing`.

    `service` names the system whose references these are; see `CASE_SYSTEM`.
    """
    reading = reading_of(table, service)
    here = {fact.case for fact in vault.case_facts()}
    by_reference = {fact.reference: fact.case for fact in vault.case_facts() if fact.reference}
    new: list[Referral] = []
    same: list[Referral] = []
    differing: list[Referral] = []
    differences: list[Difference] = []
    unreadable = list(reading.unreadable)
    for referral in reading.referrals:
        if referral.case not in here and referral.reference in by_reference:
            reason = "A case with this reference was begun here by hand. Bringing this in would make a second one."
            unreadable.append(Unreadable(referral.line, "case_ref", reason))
        elif referral.case not in here:
            new.append(referral)
        else:
            found = list(_differences(referral, vault.case_file(referral.case)))
            (differing if found else same).append(referral)
            differences += found
    brought = {referral.line for referral in new}
    return ImportPlan(
        name=reading.name, new=tuple(new), same=tuple(same), differing=tuple(differing), differences=tuple(differences),
        unreadable=tuple(sorted(unreadable, key=lambda one: one.line)),
        remarks=tuple(remark for remark in reading.remarks if remark.line in brought),
        other_columns=reading.other_columns, people=sum(len(referral.people) for referral in new),
    )  # fmt: skip


def rows_for(plan: ImportPlan, taking: Collection[Difference] = ()) -> list[Row]:
    """What to save, in one go: all of the new cases, and of the differences those that a person takes from the file."""
    return [*(row for referral in plan.new for row in referral.rows), *(difference.row for difference in taking)]


def _differences(referral: Referral, file: CaseFile) -> Iterator[Difference]:
    """What the file says otherwise. An empty cell says nothing."""
    for row in referral.rows:
        kind, found = KINDS[row.kind], file.records.get(row.record)
        for name, value in row.values.items():
            here = getattr(found, name, "") if found is not None else ""
            if field_of(kind, name).ask.link:
                continue  # whose a record is follows from where it stands in the file
            if codec.to_builtins(here) == codec.to_builtins(value):
                continue
            whole = row.values if found is None else {name: value}
            yield Difference(
                line=referral.line, case=referral.case, reference=referral.reference, whose=_whose(file, row),
                label=field_of(kind, name).ask.label, here=_said(kind, name, here), file=_said(kind, name, value),
                row=Row(row.compartment, row.kind, row.record, whole, {one: file.on_screen(row.record, one) for one in whole}),
            )  # fmt: skip


def _whose(file: CaseFile, row: Row) -> str:
    return file.name(str(row.values.get("person", row.record)))


def _said(kind: type[Record], name: str, value: object) -> str:
    """A value as a person reads it."""
    choices = field_of(kind, name).ask.choices
    parts = value if isinstance(value, tuple) else (value,)
    return ", ".join(word(choices, str(part)) if choices else str(part) for part in parts)


def _counted(count: int, one: str, many: str = "") -> str:
    return f"{count:,} {one if count == 1 else many or one + 's'}"
