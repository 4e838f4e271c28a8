"""Referrals in: whatever program wrote the file, all of it comes in or none, nothing of a row is lost, and two laptops meet as one."""

import csv
import io
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from unicodedata import normalize

import making
import openpyxl
import pytest

from facilitator_app.errors import Trouble
from facilitator_app.language import words
from facilitator_app.ledger.change import LIMIT_BYTES
from facilitator_app.records import Address, Case, Participant, Particulars, SafeContact, codec
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import field_of
from facilitator_app.resources import resource
from facilitator_app.vault.vault import Vault
from facilitator_app.workbook import referral_table
from facilitator_app.workbook.referral import CASE_SYSTEM, id_in
from facilitator_app.workbook.referral_table import BrokenTable, ClosedSpreadsheet, NotATable, TooLarge, UnknownLetters
from facilitator_app.workbook.referrals import ColumnsMissing, plan_of, read_table, reading_of, rows_for

Rows = Sequence[Sequence[Any]]
NEEDED = ("case_ref", "harmed_print_name", "responsible_print_name")


def demo_bytes() -> bytes:
    return resource("demo", "referrals.csv").read_bytes()


def demo_rows() -> list[list[str]]:
    return list(csv.reader(io.StringIO(demo_bytes().decode(), newline="")))


def csv_bytes(rows: Rows, *, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode(encoding)


def xlsx_bytes(rows: Rows, formats: dict[str, str] | None = None) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    for cell, shown in (formats or {}).items():
        sheet[cell].number_format = shown
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def small(*rows: Sequence[str], more: Sequence[str] = ()) -> bytes:
    return csv_bytes([(*NEEDED, *more), *rows])


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return making.fresh_vault(tmp_path / "vault")


def bring_in(vault: Vault, data: bytes, name: str = "referrals.csv") -> None:
    vault.save(rows_for(plan_of(read_table(data, name), vault)), "brought in")


def file_of(vault: Vault, reference: str) -> CaseFile:
    return vault.case_file(id_in(CASE_SYSTEM, reference))


# What a table may look like -----------------------------------------------------------------------------------------------------


def shuffled(rows: list[list[str]]) -> list[list[str]]:
    order = sorted(range(len(rows[0])), key=lambda place: rows[0][place][::-1])
    return [[row[place] for place in order] for row in rows]


AS_WRITTEN: dict[str, Callable[[list[list[str]]], bytes]] = {
    "comma": csv_bytes,
    "semicolon": lambda rows: csv_bytes(rows, delimiter=";"),
    "tab": lambda rows: csv_bytes(rows, delimiter="\t"),
    "with a byte-order mark": lambda rows: csv_bytes(rows, encoding="utf-8-sig"),
    "utf-16": lambda rows: csv_bytes(rows, encoding="utf-16"),
    "utf-16 without a mark": lambda rows: csv_bytes(rows, encoding="utf-16-le"),
    "said separator": lambda rows: b"sep=;\r\n" + csv_bytes(rows, delimiter=";"),
    "other order": lambda rows: csv_bytes(shuffled(rows)),
    "capitals and spaces": lambda rows: csv_bytes([[name.replace("_", " ").title() for name in rows[0]], *rows[1:]]),
    "xlsx": xlsx_bytes,
    "blank lines": lambda rows: b"\r\n\r\n" + csv_bytes(rows) + b"\r\n;;\r\n".replace(b";", b","),
}


@pytest.mark.parametrize("way", AS_WRITTEN)
def test_the_same_referrals_however_they_are_written(way: str) -> None:
    expected = reading_of(read_table(demo_bytes(), "referrals.csv"))
    found = reading_of(read_table(AS_WRITTEN[way](demo_rows()), "export"))
    assert [referral.rows for referral in found.referrals] == [referral.rows for referral in expected.referrals]
    assert (found.unreadable, found.remarks, found.other_columns) == ((), (), ())
    assert len(found.referrals) == 40


def test_windows_1252() -> None:
    data = small(("R1", "Siân", "Sean O’Neill – “S”")).decode().encode("cp1252")
    assert reading_of(read_table(data, "x.csv")).referrals[0].names == ("Siân", "Sean O’Neill – “S”")


def test_line_breaks_and_quotation_marks_inside_a_cell() -> None:
    data = small(("R1", "A", "B", 'said "yes"\r\nand left; then, later'), ("", "", "", ""), ("R2", "C", "D", ""), more=("note",))
    first, second = reading_of(read_table(data, "x.csv")).referrals
    assert first.rows[0].values["note"] == 'said "yes"\nand left; then, later'
    assert (first.line, second.line) == (2, 5)


def test_the_same_letter_written_in_two_ways_is_the_same_name() -> None:
    one, two = (
        reading_of(read_table(small(("R1", name, "B")), "x.csv")).referrals[0]
        for name in (normalize("NFC", "Siân"), normalize("NFD", "Siân"))
    )
    assert one.rows == two.rows


def test_spreadsheet_dates_numbers_and_text(vault: Vault) -> None:
    rows = [
        (*NEEDED, "received_on", "incident_on", "harmed_born", "harmed_phone", "harmed_postcode", "note"),
        ("R1", "A", "B", date(2026, 1, 12), date(2025, 10, 1), date(1961, 7, 19), "07700900101", 101, 2.5),
    ]
    bring_in(vault, xlsx_bytes(rows, {"D2": "dd/mm/yyyy", "E2": "mmm-yy", "F2": '[$-809]d "Day" mmmm yyyy'}), "x.xlsx")
    file = file_of(vault, "R1")
    assert (file.case.received_on, file.case.incident_on, file.case.note) == ("2026-01-12", "2025-10", "2.5")
    assert file.all(Particulars)[0].born == "1961-07-19"
    assert file.all(SafeContact)[0].phone == "07700900101"
    assert file.all(Address)[0].postcode == "101"


@pytest.mark.parametrize("pack", [csv_bytes, xlsx_bytes])
def test_what_looks_like_a_sum_stays_text(pack: Callable[[Rows], bytes]) -> None:
    data = pack([(*NEEDED, "note"), ("R1", "=cmd()", "+44 7700", "@SUM(1+1)")])
    referral = reading_of(read_table(data, "x")).referrals[0]
    assert referral.names == ("=cmd()", "+44 7700")
    assert referral.rows[0].values["note"] == "@SUM(1+1)"


@pytest.mark.parametrize(("data", "trouble"), [
    (b"", NotATable),
    (b"  \r\n ", NotATable),
    (b"%PDF-1.7 and so on", NotATable),
    (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR, a", NotATable),
    (b"PK\x03\x04 but nothing more", NotATable),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ClosedSpreadsheet),
    (b"Dear Priya, good morning.\r\nHere they are.\r\n", ColumnsMissing),
    (b"Dear Priya\r\nhere they are\r\n", NotATable),
    (b'case_ref,harmed_print_name,responsible_print_name\r\nR1,"A,B\r\nR2,C,D\r\n', BrokenTable),
    (b"case_ref,x\r\n\x81\x8d\xff,b", UnknownLetters),
    (b"case_ref,x\r\n" + b"\xfe\xff"[:1] + b"\x81", UnknownLetters),
])  # fmt: skip
def test_what_is_no_table_is_refused_with_what_to_do_next(data: bytes, trouble: type[Exception]) -> None:
    with pytest.raises(trouble) as found:
        reading_of(read_table(data, "x"))
    assert isinstance(found.value, Trouble)
    assert "Nothing was brought in." in found.value.next_step


def test_a_cut_off_spreadsheet_is_refused() -> None:
    whole = xlsx_bytes(demo_rows())
    for length in (100, len(whole) // 2, len(whole) - 30):
        with pytest.raises(NotATable):
            read_table(whole[:length], "x.xlsx")


def test_a_file_of_any_size_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(referral_table, "LIMIT_BYTES", 10)
    with pytest.raises(TooLarge):
        read_table(b"case_ref,x\r\n", "x.csv")
    monkeypatch.undo()
    monkeypatch.setattr(referral_table, "_UNPACKED_LIMIT_BYTES", 100)
    with pytest.raises(TooLarge):
        read_table(xlsx_bytes(demo_rows()), "x.xlsx")


# What is said before anything is written ----------------------------------------------------------------------------------------


def test_missing_columns_are_named() -> None:
    with pytest.raises(ColumnsMissing) as found:
        reading_of(read_table(b"case_ref,name\r\nR1,A\r\n", "x.csv"))
    assert "“harmed_print_name”" in found.value.sentence
    assert "“responsible_print_name”" in found.value.sentence


def test_a_row_that_cannot_be_read_is_named_by_line_column_and_reason(vault: Vault) -> None:
    data = small(("R1", "A", "B"), ("", "C", "D"), ("R1", "E", "F"), ("R3", "G", "H", "a comma too many"), ("R4", "I"))
    plan = plan_of(read_table(data, "x.csv"), vault)
    assert [(one.line, one.column) for one in plan.unreadable] == [(3, "case_ref"), (4, "case_ref"), (5, "column 4")]
    assert [one.reason for one in plan.unreadable] == [
        "There is no case reference. Without it the referral could not be known again.",
        "This reference stands in line 2 already.",
        "This row has 4 cells, and the table has 3 columns.",
    ]
    assert [referral.reference for referral in plan.new] == ["R1", "R4"]
    assert plan.sentence == "2 new cases with 3 people. 3 rows cannot be read."


@pytest.mark.parametrize(("typed", "kept", "remarked"), [
    ("2026-01-12", "2026-01-12", False),
    ("2025-10", "2025-10", False),
    ("2019", "2019", False),
    ("12/01/2026", "2026-01-12", False),
    ("12 January 2026", "2026-01-12", False),
    ("January 2026", "2026-01", False),
    ("2026-02-30", "2026-02-30", True),
    ("2026-13", "2026-13", True),
    ("31/02/2026", "31/02/2026", True),
    ("12/01/26", "12/01/26", True),  # of a birthday nobody can say which century
    ("tomorrow", "tomorrow", True),  # of whose day?
    ("last winter", "last winter", True),
])  # fmt: skip
def test_dates_stay_as_exact_as_they_were(typed: str, kept: str, remarked: bool) -> None:
    reading = reading_of(read_table(small(("R1", "A", "B", typed), more=("incident_on",)), "x.csv"))
    assert reading.referrals[0].rows[0].values["incident_on"] == kept
    assert [(one.line, one.column) for one in reading.remarks] == ([(2, "incident_on")] if remarked else [])
    assert reading.unreadable == ()


def test_codes_are_known_by_their_words_and_in_capitals_and_others_are_kept() -> None:
    data = small(
        ("R1", "A", "B", "Victim Service", "CUSTODY", "Lunar", "child; Hate|dragons"),
        more=("source", "entry_stage", "relationship", "flags"),
    )
    reading = reading_of(read_table(data, "x.csv"))
    values = reading.referrals[0].rows[0].values
    assert values["source"] == "victim_service"
    assert values["entry_stage"] == "custody"
    assert values["relationship"] == "Lunar"
    assert values["flags"] == ("child", "hate", "dragons")
    assert [one.column for one in reading.remarks] == ["relationship", "flags"]


def test_unknown_columns_are_named_and_kept_where_they_belong(vault: Vault) -> None:
    data = small(
        ("R1", "A", "B", "as it was", "amber", "at night", "blue", "", "loose"),
        more=("note", "Priority", "harmed_works", "Responsible Hobby", "empty", ""),
    )
    plan = plan_of(read_table(data, "x.csv"), vault)
    assert plan.other_columns == ("Priority", "harmed_works", "Responsible Hobby", "empty", "column 9")
    vault.save(rows_for(plan))
    file = file_of(vault, "R1")
    assert file.case.note == "as it was\nPriority: amber\ncolumn 9: loose"
    harmed, responsible = file.sides
    assert file.of(Particulars, harmed.id)[0].from_referral == "harmed_works: at night"
    assert file.of(Particulars, responsible.id)[0].from_referral == "Responsible Hobby: blue"


def test_no_full_name_becomes_the_name_on_paper() -> None:
    data = small(("R1", "", "B", "Ann Other", ""), ("R2", "", "B", "Ann Other", "Annie"), more=("harmed_legal_name", "harmed_known_as"))
    reading = reading_of(read_table(data, "x.csv"))
    assert [referral.names[0] for referral in reading.referrals] == ["", "Annie"]
    assert [one.column for one in reading.remarks] == ["harmed_print_name"] * 2


def test_nobody_is_made_of_empty_cells() -> None:
    referral = reading_of(read_table(small(("R1", "A", "")), "x.csv")).referrals[0]
    assert [row.kind for row in referral.rows] == ["case", "participant"]


@pytest.mark.parametrize(("initiated_by", "entry_stage", "roles"), [
    ("both", "custody", {"taking_part"}),
    ("police", "non_crime", {"taking_part"}),
    ("police", "custody", {"harmed", "responsible"}),
])  # fmt: skip
def test_where_both_asked_or_there_was_no_crime_nobody_is_the_one_harmed(initiated_by: str, entry_stage: str, roles: set[str]) -> None:
    data = small(("R1", "A", "B", initiated_by, entry_stage), more=("initiated_by", "entry_stage"))
    referral = reading_of(read_table(data, "x.csv")).referrals[0]
    assert {row.values["role"] for row in referral.rows if row.kind == "participant"} == roles
    assert referral.people["harmed"] == id_in(CASE_SYSTEM, "R1", "harmed")


def test_the_path_is_suggested_and_not_chosen() -> None:
    referrals = {referral.reference[-4:]: referral for referral in reading_of(read_table(demo_bytes(), "referrals.csv")).referrals}
    assert {number: referral.path for number, referral in referrals.items() if referral.path != "standard"} == {
        "0102": "careful",
        "0104": "careful",
        "0105": "light",
        "0107": "careful",
        "0108": "careful",
    }
    assert referrals["0107"].why == "Sexual harm, Domestic abuse"
    assert all("path" not in referral.rows[0].values for referral in referrals.values())


# In one go, and again -----------------------------------------------------------------------------------------------------------


def test_every_cell_is_found_again_in_the_reopened_workbook(tmp_path: Path) -> None:
    """Every column has a field, and every cell stands there as it stood in the file."""
    where = {
        "harmed": {
            Participant: ("print_name",),
            Particulars: ("legal_name", "known_as", "born", "needs", "language"),
            Address: ("address", "postcode"),
        },
        "responsible": {
            Participant: ("print_name",),
            Particulars: ("legal_name", "known_as", "born", "location", "prison", "prison_number", "release_on"),
        },
    }
    other = {"address": "lines", "offender_manager": "professional", "safe_contact": "rule"}
    key, path = bytes(48), tmp_path / "vault"
    path.mkdir()
    first = Vault(path, key, making.CLOCK, new=True)
    bring_in(first, demo_bytes())
    first.close()
    again = Vault(path, key, making.CLOCK)
    assert again.faults() == []
    header, *rows = demo_rows()
    seen = 0
    for row in rows:
        file = file_of(again, row[0])
        for column, cell in zip(header, row, strict=True):
            if not cell:
                continue
            side, _, name = column.partition("_")
            if side in where:
                person = id_in(CASE_SYSTEM, row[0], side)
                kinds = (Participant, Particulars, Address, SafeContact)
                records = [
                    record
                    for record in file.records.values()
                    if isinstance(record, kinds) and person in (record.id, getattr(record, "person", ""))
                ]
                found = [getattr(record, other.get(name, name)) for record in records if hasattr(record, other.get(name, name))]
            else:
                value = getattr(file.case, "reference" if column == "case_ref" else column)
                found = [",".join(value) if isinstance(value, tuple) else value]
            assert cell in found, f"{row[0]} {column}"
            seen += 1
    assert seen == sum(bool(cell) for row in rows for cell in row)
    assert len(again.case_facts()) == 40
    again.close()


def test_every_name_is_found_whatever_its_alphabet(vault: Vault) -> None:
    bring_in(vault, demo_bytes())
    for row in demo_rows()[1:]:
        for place, column in enumerate(demo_rows()[0]):
            if column.endswith("legal_name"):
                assert id_in(CASE_SYSTEM, row[0]) in {case for _, _, _, case in vault.find(row[place])}, row[place]
    assert vault.find("فاطمة")


def test_bringing_it_in_again_makes_nothing_twice(vault: Vault) -> None:
    bring_in(vault, demo_bytes())
    counts = vault.counts()
    plan = plan_of(read_table(demo_bytes(), "referrals.csv"), vault)
    assert (len(plan.new), len(plan.same), len(plan.differing)) == (0, 40, 0)
    assert rows_for(plan) == []
    assert plan.sentence == "No new case. 40 cases are here already, and the same."
    assert vault.counts() == counts


def test_what_differs_is_shown_field_by_field_and_taken_only_when_a_person_says_so(vault: Vault) -> None:
    bring_in(vault, demo_bytes())
    later = demo_bytes().replace(b"07700 900101", b"07700 900999").replace(b"post_charge", b"custody")
    plan = plan_of(read_table(later, "referrals.csv"), vault)
    assert [(one.reference, one.whose, one.label, one.here, one.file) for one in plan.differences] == [
        ("RJ-2026-0101", "Margaret", "Telephone", "07700 900101", "07700 900999"),
        ("RJ-2026-0103", "", "Stage", "Charged", "In prison"),
    ]
    assert (len(plan.same), len(plan.differing), rows_for(plan)) == (38, 2, [])
    vault.save(rows_for(plan, plan.differences[:1]))
    assert file_of(vault, "RJ-2026-0101").all(SafeContact)[0].phone == "07700 900999"
    assert file_of(vault, "RJ-2026-0103").case.entry_stage == "post_charge"
    assert not any(fact.forks for fact in vault.case_facts())


def test_an_empty_cell_says_nothing_about_what_is_here(vault: Vault) -> None:
    bring_in(vault, demo_bytes())
    plan = plan_of(read_table(demo_bytes().replace(b"maggie.ob@example.org", b""), "referrals.csv"), vault)
    assert plan.differences == ()


def test_what_the_file_says_and_is_not_here_yet_is_a_difference_too(vault: Vault) -> None:
    bring_in(vault, small(("R1", "A", "B")))
    plan = plan_of(read_table(small(("R1", "A", "B", "Evenings"), more=("harmed_safe_contact",)), "x.csv"), vault)
    (one,) = plan.differences
    assert (one.whose, one.label, one.here, one.file) == ("A", "How to reach them safely", "", "Evenings")
    vault.save(rows_for(plan, [one]))
    assert file_of(vault, "R1").all(SafeContact)[0].rule == "Evenings"


def test_a_case_that_was_begun_by_hand_is_not_doubled(vault: Vault) -> None:
    vault.save([making.case_row(reference="R1")])
    plan = plan_of(read_table(small(("R1", "A", "B"), ("R2", "C", "D")), "x.csv"), vault)
    assert [referral.reference for referral in plan.new] == ["R2"]
    assert "by hand" in plan.unreadable[0].reason


def test_two_laptops_that_bring_in_one_file_meet_as_one(tmp_path: Path) -> None:
    priya, owen = making.fresh_vault(tmp_path / "priya"), making.fresh_vault(tmp_path / "owen")
    bring_in(priya, demo_bytes())
    bring_in(owen, xlsx_bytes(shuffled(demo_rows())), "export.xlsx")
    priya.trust(owen.public_key)
    owen.trust(priya.public_key)
    from_priya, from_owen = priya.bodies(), owen.bodies()
    assert priya.apply(from_owen, "owen")[1] == owen.apply(from_priya, "priya")[1] == 0
    for vault in (priya, owen):
        assert len(vault.case_facts()) == 40
        assert not any(fact.forks for fact in vault.case_facts())
        assert vault.faults() == []
        assert plan_of(read_table(demo_bytes(), "referrals.csv"), vault).sentence == "No new case. 40 cases are here already, and the same."
    file = file_of(priya, "RJ-2026-0105")
    assert [(person.print_name, person.role) for person in file.sides] == [("Fatima", "taking_part"), ("Kevin", "taking_part")]
    one = file.sides[0]
    making_it_clear = priya.bodies()
    priya.save(
        [making.row(Participant, one.id, {"print_name": "F."}, {"print_name": file.standing_of(one.id, "print_name")}, case=file.id)]
    )
    owen.apply([body for body in priya.bodies() if body not in making_it_clear], "priya")
    assert [person.print_name for person in file_of(owen, "RJ-2026-0105").sides] == ["F.", "Kevin"]
    assert not any(fact.forks for fact in owen.case_facts())


def test_other_systems_have_references_of_their_own(vault: Vault) -> None:
    table = read_table(small(("R1", "A", "B")), "x.csv")
    assert reading_of(table, "ECINS").referrals[0].case != reading_of(table).referrals[0].case


# Large ----------------------------------------------------------------------------------------------------------------------------


def test_long_names_and_long_cells(vault: Vault) -> None:
    name, long = "Wołodymyrowicz-" * 4, "ż" * 50_000
    bring_in(vault, small(("R1", name, "B", long), more=("note",)))
    file = file_of(vault, "R1")
    assert file.sides[0].print_name == name
    assert file.case.note == long


def test_a_cell_that_cannot_be_kept_is_named() -> None:
    data = small(("R1", "A", "B", "ż" * 130_000, "short"), ("R2", "C", "D", "", ""), more=("note", "offence_group"))
    reading = reading_of(read_table(data, "x.csv"))
    assert [(one.line, one.column) for one in reading.unreadable] == [(2, "note")]
    assert [referral.reference for referral in reading.referrals] == ["R2"]


def test_every_row_that_is_planned_can_be_saved() -> None:
    data = small(("R1", "A", "B", "ż" * 110_000), more=("harmed_needs",))
    for row in reading_of(read_table(data, "x.csv")).referrals[0].rows:
        assert len(codec.to_json(row.values)) < LIMIT_BYTES


def test_ten_thousand_rows_are_planned_in_seconds(vault: Vault) -> None:
    header, *rows = demo_rows()
    many = [header, *([f"RJ-{number}", *rows[number % 40][1:]] for number in range(10_000))]
    data = csv_bytes(many)
    began = time.perf_counter()
    plan = plan_of(read_table(data, "referrals.csv"), vault)
    took_s = time.perf_counter() - began
    assert (len(plan.new), plan.people) == (10_000, 20_000)
    print(f"10,000 rows, {len(data) / 1e6:.1f} MB: {took_s:.1f} s")


def test_all_codes_of_the_demonstration_have_words() -> None:
    header, *rows = demo_rows()
    for column in ("source", "initiated_by", "entry_stage", "complexity", "relationship", "flags"):
        for row in rows:
            for code in filter(None, row[header.index(column)].split(",")):
                assert code in words(field_of(Case, column).ask.choices)
