"""What a service's case system is given: dates, codes and counts, and of words only what everybody shared; whatever somebody typed anywhere."""

import re
import tomllib
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_projection import CANARY, case_kinds, planted
from test_recipients import PLAN, all_said_yes, whole, with_stop, yes
from wall_cases import CASE, HER, HIM, HIS, PEOPLE, SERVICE, file_of, note, passed_on

from facilitator_app.language import words
from facilitator_app.records import (
    Case,
    Confirmation,
    Consent,
    Contact,
    FollowUp,
    GuideRun,
    Incident,
    KnownToBoth,
    MeetingRecord,
    Participant,
    Preparation,
    Record,
    Talk,
    Term,
    TermProgress,
)
from facilitator_app.records.agreement import Promise
from facilitator_app.records.record import Choice, Day, Id, Seen, fields_of
from facilitator_app.records.time_spent import Spent
from facilitator_app.resources import resource
from facilitator_app.wall import case_system_fields as fields
from facilitator_app.wall.case_system import FOR_STATISTICS, case_system_sheet
from facilitator_app.wall.sheets_case_system import CaseSystemSheet

OF_CASE_IN_WORDS = {("case", name) for name in ("reference", "offence_group", "incident_area", "commissioner")}
OTHER = Id("another-harmed")
FULL: tuple[Record, ...] = (
    *whole(), *all_said_yes(),
    replace(PEOPLE[0], received_on=Day("2026-01-12"), source=Choice("police"), offence_group="burglary", incident_area="Charnwood",
            closed_on=Day("2026-05"), closed_because=Choice("completed_direct"), closed_also=("referred_elsewhere",)),  # type: ignore[call-arg]
    note("She rang.", HER, "2026-01-16", "first"), note("He rang.", HIM, "2026-02-02", "second"),
    Contact(id=Id("tried"), case=CASE, person=HER, day=Day("2026-01-14"), result=Choice("no_answer")),
    Contact(id=Id("about"), case=CASE, person=HIM, day=Day("2026-01-13"), with_whom="Priti Shah"),
    Preparation(id=Id("visit"), case=CASE, person=HER, day=Day("2026-01-20"), held=Choice("yes")),
    Preparation(id=Id("not held"), case=CASE, person=HER, day=Day("2026-01-19"), held=Choice("could_not"), could_not_why=Choice("ill")),
    Talk(id=Id("talk"), case=CASE, about=Choice("meeting"), on=Day("2026-03-11"), with_whom="Ruth", words="We must wait."),
    GuideRun(id=Id("run"), case=CASE, plan=PLAN.id, started="2026-03-17 10:00", ended="2026-03-17 11:20"),
    MeetingRecord(id=Id("record"), case=CASE, plan=PLAN.id, how=Choice("to_the_end")),
    TermProgress(id=Id("progress"), case=CASE, term=Id("term-1"), status=Choice("done"), on=Day("2026-04-16")),
    FollowUp(id=Id("call"), case=CASE, person=HIM, due=Day("2026-03-20"), done_on=Day("2026-03-19"), words="He sleeps."),
)  # fmt: skip
CASE_OF_IT = next(one for one in reversed(FULL) if isinstance(one, Case))


def once(*records: Record) -> tuple[Record, ...]:
    """The last of those with the same id."""
    return tuple({one.id: one for one in records}.values())


def sheet(*records: Record, forks: tuple[tuple[str, str], ...] = ()) -> CaseSystemSheet:
    return case_system_sheet(file_of(*once(*records), forks=forks), SERVICE, Spent(70, 50, 245, 320))


def said(found: CaseSystemSheet) -> str:
    """Everything in it."""
    return repr((found.reference, dict(found.values), found.two_versions, found.left_out))


def test_what_there_is_of_a_whole_case() -> None:
    found = sheet(*FULL)
    assert dict(found.values) == {
        "case_ref": "RJ-2026-0101", "source": "police", "offence_group": "burglary", "incident_area": "Charnwood", "path": "standard",
        "received_on": "2026-01-12",
        "harmed_first_contact_on": "2026-01-14", "responsible_first_contact_on": "2026-02-02",
        "harmed_first_spoken_on": "2026-01-16", "responsible_first_spoken_on": "2026-02-02",
        "harmed_preparation_1_on": "2026-01-19", "harmed_preparation_1_held": "could_not",
        "harmed_preparation_2_on": "2026-01-20", "harmed_preparation_2_held": "yes",
        **{f"{who}_{scope}_{what}": value for who in ("harmed", "responsible") for scope in
           ("explore", "take_part", "share_outcome", "supporter_present", "interpreter_present") for what, value in
           (("answer", "given"), ("on", "2026-02-01"))},
        "talk_1_on": "2026-03-11", "talk_1_about": "meeting", "talk_1_confirmed": "no",
        "meeting_1_on": "2026-03-17", "meeting_1_state": "held", "meeting_1_ended": "to_the_end", "meeting_1_came": ("harmed", "responsible"),
        "agreement_1_agreed_on": "2026-03-17", "agreement_1_signed_on": "2026-03-17", "agreement_1_promises": 1,
        "agreement_1_promise_1_what": "The person responsible writes to the person harmed’s sister.",
        "agreement_1_promise_1_who": ("responsible", "another"), "agreement_1_promise_1_by_when": "2026-04-17",
        "agreement_1_promise_1_status": "done", "agreement_1_promise_1_status_on": "2026-04-16",
        "responsible_call_1_due": "2026-03-20", "responsible_call_1_done_on": "2026-03-19",
        "closed_on": "2026-05", "closed_because": "completed_direct", "closed_also": ("referred_elsewhere",),
        "minutes": 70, "travel_minutes": 50, "miles": 245, "other_costs": 320,
        "harmed_contacts": 2, "responsible_contacts": 1, "harmed_preparation_held": 1, "responsible_preparation_held": 0,
        "meetings_held": 1, "messages_given": 0, "promises": 1, "promises_done": 1, "follow_ups_done": 1,
    }  # fmt: skip
    assert (found.two_versions, found.left_out) == ((), ())


# Whatever somebody typed ----------------------------------------------------------------------------------------------------------


def places() -> list[tuple[type[Record], Any]]:
    """Every field of every kind that can hold what somebody types: a day that is none and a choice that is none as well."""
    return [
        (kind, one) for kind in case_kinds() for one in fields_of(kind) if not one.ask.link and one.type not in (bool, int)
        and (kind.kind, one.name) not in OF_CASE_IN_WORDS
    ]  # fmt: skip


@pytest.mark.parametrize(("kind", "declared"), places(), ids=[f"{kind.kind}.{one.name}" for kind, one in places()])
@pytest.mark.parametrize("shared", [True, False])
def test_no_word_of_any_field_goes_out(kind: type[Record], declared: Any, *, shared: bool) -> None:
    """With the word in one field of one record about either side; what was agreed, where it is shared, may have it when nobody's part does."""
    if shared and (kind.kind, declared.name) == ("term", "promise"):
        return
    value = (CANARY,) if declared.type == tuple[str, ...] else planted(declared, CANARY) or CANARY
    base = [one for one in FULL if shared or not (isinstance(one, Consent) and one.scope == "share_outcome")]
    for owner in (HER, HIM):
        owned = {"person": owner} if any(one.name == "person" for one in fields_of(kind)) else {}
        owned |= {"plan": PLAN.id} if any(one.name == "plan" for one in fields_of(kind)) else {}
        mine = [one for one in base if isinstance(one, kind) and getattr(one, "person", owner) == owner]
        records = [replace(one, **dict[str, Any]({declared.name: value})) for one in mine] or [
            kind(id=Id("planted"), case=CASE, **{**owned, declared.name: value})
        ]
        found = sheet(*base, *records)
        assert CANARY.casefold() not in said(found).casefold()


@pytest.mark.parametrize("name", sorted(name for _, name in OF_CASE_IN_WORDS))
@pytest.mark.parametrize("words_of_hers", ["Larkspur Close", "Okafor-Bell", "07700 900101", "LE99 1AA", "Margaret", "Siân"])
def test_what_stands_in_somebodys_own_part_is_left_out_of_the_cases_words_too(name: str, words_of_hers: str) -> None:
    found = sheet(*FULL, replace(CASE_OF_IT, **dict[str, Any]({name: f"near {words_of_hers}"})))
    field = {"reference": "case_ref"}.get(name, name)
    assert found.left_out == (field,)
    assert field not in found.values
    assert words_of_hers not in said(found)


def test_nothing_that_only_named_people_may_read_is_so_much_as_counted() -> None:
    incident = Incident(
        id=Id("incident"), case=CASE, sort=Choice("threat"), on=Day("2026-03-01"), words="He said he would come.", about=HIM
    )
    assert said(sheet(*FULL, incident)) == said(sheet(*FULL))


def test_of_the_case_itself_only_what_is_everybodys_and_what_is_counted_by_goes_out() -> None:
    out = {one.name for one in fields.declared()} - {"case_ref"}
    for declared in fields_of(Case):
        if declared.name in out:
            assert declared.ask.seen is Seen.SERVICE or declared.name in FOR_STATISTICS | {"closed_on"}
            assert declared.ask.choices or declared.type is Day or ("case", declared.name) in OF_CASE_IN_WORDS
    assert {one.name for one in fields_of(Case) if one.name in FOR_STATISTICS and not one.ask.choices} == set()


# The agreement --------------------------------------------------------------------------------------------------------------------


def what_of(found: CaseSystemSheet) -> Any:
    return found.values.get("agreement_1_promise_1_what")


@pytest.mark.parametrize("person", [HER, HIM, HIS])
def test_of_what_was_agreed_only_how_it_goes_is_said_unless_everybody_said_yes_to_sharing(person: Id) -> None:
    without = sheet(*(one for one in FULL if not (isinstance(one, Consent) and one.person == person and one.scope == "share_outcome")))
    taken_back = sheet(*FULL, *yes(person, "share_outcome", answer="withdrawn", on="2026-03-20"))
    stopped = case_system_sheet(with_stop(file_of(*once(*FULL)), person), SERVICE)
    for found in (without, taken_back, stopped):
        assert not [name for name in found.values if re.search("_(what|who|by_when)$", name)]
        assert (found.values["agreement_1_promises"], found.values["agreement_1_promise_1_status"]) == (1, "done")
    assert what_of(sheet(*FULL))


def test_a_line_in_which_something_private_stands_is_left_out_and_named() -> None:
    line = Term(
        id=Id("term-1"), case=CASE, agreement=Id("agreement"), number=1, promise=Promise("He mends the fence at Larkspur Close.", (HIM,))
    )
    found = sheet(*FULL, line)
    assert (what_of(found), found.left_out) == (None, ("agreement_1_promise_1_what",))
    assert not [name for name in found.values if re.search("_(who|by_when)$", name)]
    both = KnownToBoth(id=Id("both"), case=CASE, words="Larkspur Close", told_by=HER)
    assert what_of(sheet(*FULL, line, both)) == "He mends the fence at Larkspur Close."


@pytest.mark.parametrize(("typed", "outside"), [
    ("Daniel writes to Margaret.", "The person responsible writes to the person harmed."),
    ("MARGARET rings Priya Nair, or Owen.", "The person harmed rings a facilitator, or a facilitator."),
    ("Wyn helps, and Wŷn’s van is used.", "Somebody helps, and somebody’s van is used."),
    ("Margarets letter is read by Sian.", "The person harmed letter is read by somebody."),
])  # fmt: skip
def test_names_become_who_they_are(typed: str, outside: str) -> None:
    line = Term(id=Id("term-1"), case=CASE, agreement=Id("agreement"), number=1, promise=Promise(typed, (HIM,)))
    assert what_of(sheet(*FULL, line)) == outside


def test_two_who_are_called_alike_are_somebody() -> None:
    line = Term(id=Id("term-1"), case=CASE, agreement=Id("agreement"), number=1, promise=Promise("Daniel writes.", (HIM,)))
    her = Participant(id=HER, case=CASE, print_name="Daniel", role=Choice("harmed"))
    assert what_of(sheet(*FULL, her, line)) == "Somebody writes."


@settings(max_examples=60, deadline=None)
@given(name=st.sampled_from(["Llŷr", "Siôn", "ffion", "Ŵan Ŷ", "O’Neil", "Jean-Luc", "=cmd", "Ann 2", "Łukasz", "渡辺", "Bobby\tTables", "*"]),
       before=st.sampled_from(["", "Then ", "“", "with "]))  # fmt: skip
def test_no_spelling_of_a_name_stays(name: str, before: str) -> None:
    line = Term(
        id=Id("term-1"), case=CASE, agreement=Id("agreement"), number=1, promise=Promise(f"{before}{name} writes to {name}’s aunt.", (HIM,))
    )
    him = Participant(id=HIM, case=CASE, print_name=name, role=Choice("responsible"))
    found = said(sheet(*FULL, him, line))
    letters = [part for part in re.findall(r"[^\W\d_]{2,}", name) if part != "cmd"]
    assert not [part for part in letters if part.casefold() in found.casefold()]


# Two versions -----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("record", "field", "names"), [
    (CASE, "received_on", {"received_on"}), (CASE, "closed_because", {"closed_because"}), (CASE, "path", {"path"}),
    ("visit", "day", {"harmed_first_contact_on", "harmed_first_spoken_on", "harmed_preparation_2_on"}),
    ("given her take_part", "answer", {"harmed_take_part_answer"}), ("given her take_part", "on", {"harmed_take_part_answer"}),
    ("plan", "day", {"meeting_1_on"}), ("run", "ended", {"meeting_1_state"}), ("talk", "about", {"talk_1_about", "talk_1_confirmed"}),
    ("agreement", "signed_on", {"agreement_1_signed_on", "agreement_1_promises"}), ("progress", "status", {"agreement_1_promise_1_status"}),
    ("call", "done_on", {"responsible_call_1_done_on"}), (HER, "stopped_on", {"harmed_stopped_on"}),
])  # fmt: skip
def test_what_has_two_versions_is_left_out_and_named(record: str, field: str, names: set[str]) -> None:
    found = sheet(*FULL, forks=((record, field),))
    assert set(found.two_versions) >= names
    assert not set(found.two_versions) & found.values.keys()
    assert all(fields.found(name) for name in found.two_versions)
    assert "another" not in {value for name, value in found.values.items() if not name.endswith("_who")}


def test_every_field_of_every_record_with_two_versions_shows_neither() -> None:
    plain = sheet(*FULL).values
    for one in once(*FULL):
        for declared in fields_of(type(one)):
            found = sheet(*FULL, forks=((one.id, declared.name),))
            new = {name: value for name, value in found.values.items() if plain.get(name) != value}
            assert "another" not in str([value for name, value in new.items() if not name.endswith("_who")]), (one.kind, declared.name)


# People, and what is described ------------------------------------------------------------------------------------------------------


def test_several_on_one_side_are_told_apart_by_number_and_a_child_by_a_parents_answer() -> None:
    another = Participant(id=OTHER, case=CASE, print_name="Ffion", role=Choice("harmed"))
    answers = (*yes(OTHER, "take_part", answer="declined"), replace(yes(OTHER, "explore")[0], id=Id("parent"), given_by=Choice("parent")))
    found = sheet(*FULL, another, *answers).values
    assert (found["harmed_2_take_part_answer"], found["harmed_take_part_answer"]) == ("declined", "given")
    assert found["harmed_2_explore_parent_answer"] == "given"
    assert "harmed_2_explore_answer" not in found
    assert "Ffion" not in str(found)


def test_who_stopped_is_said_beside_every_yes() -> None:
    found = case_system_sheet(with_stop(file_of(*once(*FULL)), HER), SERVICE).values
    assert found["harmed_stopped_on"] == "2026-03-20"


def test_a_talk_is_confirmed_by_her_own_key_alone() -> None:
    confirmed = Confirmation(id=Id("word"), case=CASE, talk=Id("talk"), read=(), on=Day("2026-03-11"))
    case = replace(CASE_OF_IT, supervisor_id="ruth-key")
    assert sheet(*FULL, case, confirmed).values["talk_1_confirmed"] == "no"


def test_messages_are_counted_and_not_said() -> None:
    item = passed_on("Was it the bell?", giver=HIM, receiver=HER)
    assert sheet(*FULL, item).values["messages_given"] == 0
    assert sheet(*FULL, replace(item, given=replace(item.given, on="2026-02-03"))).values["messages_given"] == 1


def test_an_empty_case_and_a_case_that_is_not_here_have_nothing() -> None:
    for file in (file_of(), file_of(Case(id=CASE, case=CASE))):
        found = case_system_sheet(file, SERVICE)
        assert (found.reference, found.left_out, found.two_versions) == ("", (), ())


def test_every_field_is_described_once_and_every_code_stands_in_the_terms() -> None:
    table = tomllib.loads(resource("case_system", "fields.toml").read_text(encoding="utf-8"))
    names = [one["name"] for one in table["field"]]
    assert len(names) == len(set(names))
    assert {one.get("group", "case") for one in table["field"]} <= set(table["groups"])
    for one in table["field"]:
        assert one["meaning"].rstrip().endswith(".")
        if one["kind"] in ("code", "codes"):
            assert words(one["codes"])
    for name in (*sheet(*FULL).values, "harmed_12_share_outcome_parent_on", "agreement_2_promise_10_by_when"):
        found = fields.found(name)
        assert found is not None
        assert found.label or name == "case_ref"
        assert "{" not in found.label + found.line
    assert fields.found("harmed_address") is None


def test_what_nobody_has_described_cannot_go_out() -> None:
    from facilitator_app.wall.case_system import _Sheet
    from facilitator_app.wall.leaks import Private

    with pytest.raises(KeyError):
        _Sheet(file_of(), Private()).put("harmed_telephone", "07700 900101")


def test_these_cases_hold_what_the_others_are_tried_with() -> None:
    """A test that looks for nothing finds nothing."""
    assert len(places()) > 150
    assert {Term, Consent, Talk, GuideRun, MeetingRecord, TermProgress, FollowUp, Preparation, Contact} <= {type(one) for one in FULL}
