"""Today is made of facts across cases: it opens no case but that of the next visit, however much is due."""

from datetime import timedelta

import making
import pytest

from facilitator_app.calendar import Clock
from facilitator_app.records import Acquaintance, ConferencePlan, FollowUp, GuideRun, Participant, Preparation, PromiseMade, SafeContact
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import Id, compartment_name
from facilitator_app.vault.door import Opened
from facilitator_app.vault.rows import Row
from facilitator_app.workbook.today import kept_today, today
from facilitator_app.workbook.workbook import Workbook


def case_with_dues(number: int, clock: Clock) -> list[Row]:
    """A case with a visit, a promise and a call ahead."""
    case, person, day = Id(f"case-{number}"), f"person-{number}", (clock.today() + timedelta(days=number)).isoformat()
    return [
        making.case_row(case),
        making.row(Acquaintance, f"known-{number}", {"answer": "no" if number else "", "on": "2026-03-01"}, case=case),
        making.row(Participant, person, {"print_name": f"Margaret {number}", "role": "harmed"}, case=case),
        making.row(SafeContact, f"reach-{number}", {"person": person, "rule": "Mobile only, after 17:00"}, case=case),
        making.row(Preparation, f"visit-{number}", {"person": person, "day": day, "at": "14:00"}, case=case),
        making.row(PromiseMade, f"promise-{number}", {"person": person, "words": "Write to her", "by": day}, case=case),
        making.row(FollowUp, f"call-{number}", {"person": person, "due": day}, case=case),
    ]


def test_today_opens_no_case_but_that_of_the_next_visit(opened: Opened, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    opened.vault.save([row for number in range(12) for row in case_with_dues(number, clock)])
    read: list[Id] = []
    case_file = opened.vault.case_file

    def counted(case: Id) -> CaseFile:
        read.append(case)
        return case_file(case)

    monkeypatch.setattr(opened.vault, "case_file", counted)
    shown = today(Workbook(opened))
    assert set(read) == {"case-0"}
    assert len(shown.promised) == 24
    assert {line.detail for line in shown.promised if line.case == "case-3"} == {"Margaret 3 · Mobile only, after 17:00"}
    assert [line.case for line in shown.new] == ["case-0"]
    assert not shown.empty


def test_a_workbook_without_a_case_says_so(opened: Opened) -> None:
    assert today(Workbook(opened)).empty


def test_a_call_that_is_owed_since_they_met_is_one_press_and_then_it_was_made(opened: Opened, clock: Clock) -> None:
    case, met = Id("case-1"), (clock.today() - timedelta(days=1)).isoformat()
    opened.vault.save(
        [
            making.case_row(case),
            making.row(Acquaintance, "known", {"answer": "no", "on": "2026-03-01"}, case=case),
            making.row(Participant, "her", {"print_name": "Margaret", "role": "harmed"}, case=case),
            making.row(ConferencePlan, "plan", {"day": met}, case=case),
            making.row(GuideRun, "run", {"plan": "plan", "started": f"{met}T10:00", "ended": f"{met}T11:00"}, case=case),
        ]
    )
    book = Workbook(opened)
    (line,) = today(book).promised
    assert (line.title, line.at_right) == ("Ring Margaret", "by Wed\u00a04\u00a0Mar, in 2 days")
    kept_today(book, case, line.record)
    assert today(book).promised == ()
    (call,) = book.case(case).all(FollowUp)
    assert (call.person, call.done_on, call.method) == ("her", clock.today().isoformat(), "phone")
    assert book.case(case).compartments[call.id] == compartment_name(FollowUp, case, "her")
