"""What the sheets for a visit are given: one person's name on paper and places to write in, whatever is planted where, down to the last byte."""

from dataclasses import asdict, replace
from datetime import date
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_projection import CANARY, CLOSED, EVERYBODY, NAMES, PLACES, case_kinds, layers, planted, with_canary
from wall_cases import CASE, FACTS, HER, HERS, HIM, HIS, PEOPLE, agreement, file_of, passed_on

from facilitator_app.papers.press import FORMATS, pdf_of
from facilitator_app.records import Agreement, Case, Participant, PassedOn, Preparation, Record, Told, VisitSheet
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import Choice, Day, Field, Id, fields_of
from facilitator_app.wall import one_side, pack, pack_added
from facilitator_app.wall.sheets_pack import PackSheets

TODAY = date(2026, 2, 1)
TEXTS = pack.Texts(
    dict.fromkeys(("you_and_what_happened", "what_you_want", "the_other_person", "who_and_where", "worries", "afterwards"), ("How?",)),
    "Court is not finished.",
    {"explore": "Do I say yes?", "get_information": "May you ask?", "take_part": "To meet?", "take_part_with": "To meet {other}?",
     "take_part_supporting": "To support {other}?", "supporter_present": "May somebody come?", "share_outcome": "May you tell?", "evaluation": "Asked?",
     "case_study": "Told of?"},
)  # fmt: skip


def visit(person: Id) -> Preparation:
    return Preparation(
        id=Id(f"visit {person}"), case=CASE, person=person, day=Day("2026-02-02"), at="09:30", place="HMP Example, wing B", present="Priti Shah",
        number_given="5 of 10", told_the_other="Nothing",
    )  # fmt: skip


def sheets(file: CaseFile, person: Id, *, offers: bool = True) -> PackSheets:
    """With everything on them that somebody may ask for."""
    numbers = count()
    return pack.pack_sheets(file, visit(person), TEXTS, 1, lambda: f"{next(numbers):010d}", TODAY, offers=offers, added=pack_added.FORMS)


def told(found: PackSheets) -> str:
    """All that they hold."""
    return repr(asdict(found))


def test_no_place_no_role_no_note_and_nobody_else_is_on_them() -> None:
    file = file_of(*FACTS, visit(HER), visit(HIM))
    for person, others in ((HIM, ("Margaret", "Siân", "Wŷn")), (HER, ("Daniel", "Wŷn", "Siân"))):
        held = told(sheets(file, person))
        for gone in (
            *others,
            "HMP",
            "wing",
            "Priti",
            "5 of 10",
            "Nothing",
            "responsible",
            "harmed",
            "RJ-2026",
            "Severnside",
            "Priya",
            "Ruth",
        ):
            assert gone not in held, gone
        assert file.name(person) in held


@pytest.mark.parametrize(("kind", "declared"), PLACES, ids=NAMES)
def test_what_is_planted_in_a_closed_field_is_on_no_sheet(kind: type[Record], declared: Field) -> None:
    for owner in (HER, HIM):
        file = file_of(*with_canary(kind, declared, owner, CANARY))
        for person in EVERYBODY:
            assert CANARY not in told(sheets(file, person))


@settings(max_examples=25, suppress_health_check=[HealthCheck.large_base_example, HealthCheck.data_too_large, HealthCheck.too_slow])
@given(data=st.data())
def test_whatever_is_written_anywhere_nothing_of_it_is_in_a_pack(data: st.DataObject) -> None:
    """Every closed field of every kind is planted for everybody, and the whole of the paper is looked through."""
    words: list[str] = []
    stem = data.draw(st.text("bcdfghjkmnpqrstvwxz", min_size=6, max_size=9))

    def canary() -> str:
        words.append(f"Q{len(words)}{stem}")
        return words[-1]

    records: list[Record] = []
    for kind, owner in ((kind, owner) for kind in case_kinds() for owner in EVERYBODY):
        if kind in (Case, Agreement, Participant):
            continue
        owned: dict[str, Any] = {"person": owner} if any(field.name == "person" for field in fields_of(kind)) else {}
        owned |= {"giver": owner, "receiver": data.draw(st.sampled_from(EVERYBODY))} if kind is PassedOn else {}
        values = {f.name: planted(f, canary()) for f in fields_of(kind) if f.ask.seen in CLOSED and planted(f, "x") is not None}
        records.append(kind(id=Id(f"{kind.kind} {owner}"), case=CASE, **{**values, **owned}))
    file = file_of(*PEOPLE, *records)
    person, format = data.draw(st.sampled_from(EVERYBODY)), data.draw(st.sampled_from(sorted(FORMATS)))
    released = [item.words for item in pack.to_offer(file, person)]
    paper = pdf_of(sheets(file, person), FORMATS[format])
    everything = layers(paper)
    assert file.name(person) in everything
    assert len(words) > 100
    assert [word for word in words if word in everything or word.encode() in paper] == released


# What may be offered ----------------------------------------------------------------------------------------------------------


def offered(file: CaseFile, person: Id = HIM, *, offers: bool = True) -> list[str]:
    return [line.words for sheet in sheets(file, person, offers=offers).sheets if sheet.form == "offers" for line in sheet.lines]


def test_only_words_that_their_giver_said_yes_to_for_this_person_can_be_offered() -> None:
    item = passed_on("Why my house?")
    assert offered(file_of(*FACTS, item)) == ["Why my house?"]
    assert offered(file_of(*FACTS, item), HER) == []
    assert offered(file_of(*FACTS, item), offers=False) == []
    assert offered(file_of(*FACTS, passed_on("Why my house?", approved=""))) == []
    assert offered(file_of(*FACTS, passed_on("Why my own house?", approved="Why my house?"))) == []
    assert offered(file_of(*FACTS, passed_on("Why my house?", withdrawn="2026-01-20"))) == []
    assert offered(file_of(*FACTS, item, forks=[(item.id, "words")])) == []


@pytest.mark.parametrize("stopped", [HER, HIM, HERS])
def test_a_stop_closes_what_could_be_offered_or_passed_on(stopped: Id) -> None:
    people = [replace(one, stopped_on=Day("2026-01-30")) if one.id == stopped else one for one in FACTS]  # type: ignore[call-arg]
    file = file_of(*people, passed_on("Why my house?"))
    assert offered(file) == []
    codes = [line.code for sheet in sheets(file, HIM).sheets for line in sheet.lines]
    assert not [code for code in codes if code.startswith("pass_on")]
    assert {"promise", "next_visit"} <= set(codes)


def test_somebody_who_only_comes_with_a_side_passes_nothing_on_and_is_asked_about_coming() -> None:
    file = file_of(*FACTS)
    found = [line for sheet in sheets(file, HIS).sheets for line in sheet.lines]
    assert not [line for line in found if line.code.startswith("pass_on")]
    assert [line.words for line in found if line.code.startswith("yes_")] == ["To support Daniel?", "Asked?"]


def test_a_question_names_the_other_only_to_whoever_knows_of_them() -> None:
    from test_letters_wall import yes

    known = Told(id=Id("t"), case=CASE, person=HIM, words="Margaret asked", known=Choice("told"))
    for records, said in (((), "Margaret"), ((known,), "")):
        file = file_of(*FACTS, yes(HIM, "explore"), *records)
        assert ("To meet Margaret?" in told(sheets(file, HIM))) == (not said)


def test_before_court_nothing_asks_what_happened() -> None:
    charged = [replace(one, entry_stage=Choice("post_charge")) if isinstance(one, Case) else one for one in FACTS]
    first = next(one for one in sheets(file_of(*charged), HIM).sheets if one.form == "notes_1").lines[0]
    assert first.prompts == ("Court is not finished.",)


# One side alone -----------------------------------------------------------------------------------------------------------------


def test_a_sheet_and_what_became_of_it_are_seen_on_the_side_whose_words_it_holds_and_on_no_other() -> None:
    sheet = VisitSheet(id=Id("s"), case=CASE, person=HIM, meeting=Id(f"visit {HIM}"), number=3, form=Choice("yes_no"), code="7K3MX2QF0B")
    file = file_of(*FACTS, visit(HIM), sheet, *agreement("x"))
    assert one_side.only(file, HIM).all(VisitSheet) == (sheet,)
    assert one_side.only(file, HER).all(VisitSheet) == ()
