"""What is found, and who may be ringing, is read by itself: no case is opened whole for a list across cases."""

import making
import pytest

from facilitator_app.records import Acquaintance, Contact, Participant, SafeContact
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import Id
from facilitator_app.vault.door import Opened
from facilitator_app.vault.rows import Row
from facilitator_app.workbook.ringing import who_rings
from facilitator_app.workbook.workbook import Workbook


def case_of(number: int) -> list[Row]:
    case, person = Id(f"case-{number}"), f"person-{number}"
    note = making.row(Contact, f"note-{number}", {"person": person, "words": f"A lantern, the {number}th"}, case=case)
    return [
        making.case_row(case),
        making.row(Acquaintance, f"known-{number}", {"answer": "no", "on": "2026-03-01"}, case=case),
        making.row(Participant, person, {"print_name": f"Ruth-{number}", "role": "harmed"}, case=case),
        making.row(SafeContact, f"reach-{number}", {"person": person, "rule": "Mobile only", "phone": f"07700 90010{number}"}, case=case),
        note,
    ]


@pytest.fixture
def book(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> Workbook:
    opened.vault.save([row for number in range(5) for row in case_of(number)])

    def never(case: Id) -> CaseFile:
        raise AssertionError(f"{case} was opened whole")

    monkeypatch.setattr(opened.vault, "case_file", never)
    return Workbook(opened)


def test_a_word_is_found_with_whose_it_is(book: Workbook) -> None:
    hits = book.find("lantern")
    assert [(hit.case, hit.record, hit.title, hit.detail) for hit in hits] == [
        (f"case-{number}", f"note-{number}", f"Ruth-{number}", "Note") for number in (4, 3, 2, 1, 0)
    ]
    assert hits[0].words == "A lantern, the 4th"


def test_words_that_are_being_typed_stand_in_what_is_found(book: Workbook) -> None:
    edit = making.edit("note-1", "words", "A lantern and more")
    where = edit.compartment.replace(making.CASE, "case-1").replace(making.PERSON, "person-1")
    book.put(type(edit)(edit.kind, edit.record, Id("case-1"), where, edit.field, edit.value, edit.base, edit.editing))
    assert "A lantern and more" in [hit.words for hit in book.find("lantern")]


@pytest.mark.parametrize("typed", ["0103", "ruth-3", "+44 7700 900103"])
def test_who_rings_is_told_by_number_and_by_name(book: Workbook, typed: str) -> None:
    found = who_rings(book, typed)
    assert [(caller.name, caller.rule) for caller in found] == [("Ruth-3", "Mobile only")]


def test_a_name_comes_before_what_is_said_in_notes(book: Workbook) -> None:
    assert [hit.record for hit in book.find("ruth-2")][:1] == ["case-2"]
