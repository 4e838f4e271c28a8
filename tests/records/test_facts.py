"""What is asked across cases is what the case file says: the same answer for the same records, however they came."""

import random
from dataclasses import replace

import making
import pytest

from facilitator_app.records import KINDS
from facilitator_app.records.agreement import Agreement
from facilitator_app.records.case import Acquaintance, Waiting
from facilitator_app.records.case_file import CaseFile, Stored, assemble
from facilitator_app.records.conference import ConferencePlan
from facilitator_app.records.facts import dues_of, fact_of
from facilitator_app.records.follow_up import PromiseMade
from facilitator_app.records.headline import headline
from facilitator_app.records.people import Participant
from facilitator_app.records.preparation import Preparation
from facilitator_app.records.record import Id, Record
from facilitator_app.records.risk import SafetyLook
from facilitator_app.vault.door import Opened

CASE, HER, HIM = making.CASE, Id("her"), Id("him")


def _stored(kind: type[Record], id: str, **values: object) -> Stored:
    return Stored(kind.kind, Id(id), "x", CASE, {name: {"c": value} for name, value in values.items()}, last_at="2026-03-02T10:00:00Z")


def _records() -> list[Stored]:
    return [
        _stored(KINDS["case"], CASE, reference="REF 1", path="careful", received_on="2026-01-12"),
        _stored(Participant, HER, print_name="Margaret", role="harmed"),
        _stored(Participant, HIM, print_name="Daniel", role="responsible"),
        _stored(Preparation, "v1", person=HER, day="2026-03-09", at="14:00", place="At home"),
        _stored(PromiseMade, "m1", person=HIM, words="Ring him", by="2026-03-05"),
        _stored(SafetyLook, "l1", person=HER, day="2026-02-01", again_on="2026-02-20"),
        _stored(SafetyLook, "l2", person=HER, day="2026-02-20", again_on="2026-04-01"),
        _stored(Waiting, "w1", words="The prison's answer", since="2026-02-10", until="2026-03-20"),
        _stored(Acquaintance, "a1", answer="no"),
    ]


def _file(*more: Stored) -> CaseFile:
    return assemble(CASE, [*_records(), *more])


def test_a_case_in_a_list() -> None:
    fact = fact_of(_file())
    assert (fact.case, fact.reference, fact.nickname, fact.path, fact.known) == (CASE, "REF 1", "Margaret and Daniel", "careful", True)
    assert fact.received_on == "2026-01-12"


def test_what_is_due() -> None:
    found = {(due.record, due.sort): (due.day, due.person) for due in dues_of(_file())}
    assert found == {
        ("v1", "visit"): ("2026-03-09", HER), ("m1", "promise"): ("2026-03-05", HIM),
        ("l2", "look"): ("2026-04-01", HER), ("w1", "waiting"): ("2026-03-20", ""),
    }  # fmt: skip
    assert {due.case for due in dues_of(_file())} == {CASE}


def test_what_is_over_is_due_no_more() -> None:
    over = [
        _stored(Preparation, "v1", person=HER, day="2026-03-09", held="yes"),
        _stored(PromiseMade, "m1", person=HIM, words="x", by="2026-03-05", kept_on="2026-03-04"),
        _stored(Waiting, "w1", words="x", until="2026-03-20", over_on="2026-03-01"),
    ]  # fmt: skip
    assert {due.record for due in dues_of(_file(*over))} == {"l2"}
    assert dues_of(_file(_stored(KINDS["case"], CASE, closed_on="2026-03-01"))) == ()


def test_a_headline_says_the_next_thing_and_is_never_empty() -> None:
    planned, unwanted = _stored(ConferencePlan, "c1", day="2026-03-18", at="10:00"), _stored(Agreement, "g1", none_wanted=True)
    for file in (_file(), assemble(CASE, []), _file(planned), _file(unwanted)):
        assert headline(file).endswith(".")
    assert "Wednesday 18 March" in headline(_file(planned)).replace("\u00a0", " ")
    assert "stopped" in headline(_file(_stored(Participant, HIM, print_name="Daniel", role="responsible", stopped_on="2026-03-01")))


@pytest.mark.parametrize("day", ["", "2026", "2026-03", "soon", "2026-02-30", "9999-12-31", "0000-00-00", "2026-13-01"])
def test_no_day_that_was_typed_stops_a_list(day: str) -> None:
    days = [
        _stored(Preparation, "v9", person=HER, day=day), _stored(ConferencePlan, "c1", day=day), _stored(PromiseMade, "m9", person=HER, words="x", by=day),
        _stored(SafetyLook, "l9", person=HIM, day=day, again_on=day), _stored(Waiting, "w9", words="x", since=day, until=day),
        _stored(Agreement, "g1", signed_on=day, held_on=day), _stored(Participant, HIM, print_name="D", role="responsible", stopped_on=day),
    ]  # fmt: skip
    file = _file(*days)
    assert headline(file)
    assert fact_of(file)
    assert dues_of(file)


def test_the_order_of_different_kinds_does_not_matter() -> None:
    first = _file()
    for seed in range(20):
        records = _records()
        random.Random(seed).shuffle(records)
        other = assemble(CASE, records)
        assert replace(fact_of(other), names="") == replace(fact_of(first), names="")
        assert sorted(fact_of(other).names.split()) == sorted(fact_of(first).names.split())
        assert sorted(dues_of(other), key=lambda due: due.record) == sorted(dues_of(first), key=lambda due: due.record)


def test_the_vault_keeps_what_the_case_file_says(opened: Opened) -> None:
    rows = [making.row(KINDS[one.kind], one.id, {name: values["c"] for name, values in one.live.items()}) for one in _records()]
    for row in rows:
        opened.vault.save([row])
        file = opened.vault.case_file(CASE)
        assert opened.vault.case_facts() == [fact_of(file)]
        assert opened.vault.dues("9999") == sorted(dues_of(file), key=lambda due: (due.day, due.at, due.record))
    assert [due.record for due in opened.vault.dues("2026-03-09")] == ["m1", "v1"]
    assert opened.vault.faults() == []


def test_what_is_only_typed_is_not_yet_in_the_lists(opened: Opened) -> None:
    opened.vault.save([making.case_row()])
    opened.vault.put(making.edit(CASE, "reference", "typed", kind=KINDS["case"]))
    assert opened.vault.case_file(CASE).case.reference == "typed"
    assert opened.vault.case_facts()[0].reference == f"REF {CASE}"
    opened.vault.seal()
    assert opened.vault.case_file(CASE).forks  # it was typed over a value that was not on the screen
