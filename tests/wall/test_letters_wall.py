"""What letters and forms are given: nothing of anybody else, whatever is planted where, down to the last byte; and what closes again."""

from dataclasses import fields, replace
from datetime import date
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_projection import CANARY, CLOSED, EVERYBODY, NAMES, PLACES, WORDS, case_kinds, layers, planted, with_canary
from wall_cases import CASE, FACTS, HER, HERS, HIM, HIS, PEOPLE, SERVICE, agreement, file_of, passed_on

from facilitator_app.papers.press import FORMATS, pdf_of
from facilitator_app.records import (
    Agreement,
    Case,
    ConferencePlan,
    Consent,
    Joining,
    KnownToBoth,
    Participant,
    Particulars,
    Record,
    Term,
    Told,
)
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import Choice, Day, Field, Id, fields_of
from facilitator_app.resources import text
from facilitator_app.wall import leaks, letters
from facilitator_app.wall.sheets_letters import ConsentSheet, InvitationSheet, LetterSheet, Text

TODAY = date(2026, 3, 10)
ASKED = {scope: f"Do I say yes to {scope}?" for scope in (
    "explore", "take_part", "share_outcome", "supporter_present", "get_information", "evaluation", "case_study",
)} | {"take_part_with": "I want to meet {other}.", "take_part_supporting": "I want to support {other}."}  # fmt: skip
PLAN = ConferencePlan(
    id=Id("plan"), case=CASE, day=Day("2026-03-17"), at="10:00", room="Visits centre, room 2", pause="A hand.", seats=(HER, HERS, HIM, HIS)
)
MAY_STAND = {("case", "lead"), ("case", "co_facilitator")}


def usual(name: str) -> Text:
    return Text(name, text("letters", "en", f"{name}.md"))


def yes(person: Id, scope: str, answer: str = "given", on: str = "2026-03-01") -> Consent:
    return Consent(id=Id(f"{scope} {person} {answer}"), case=CASE, person=person, scope=Choice(scope), answer=Choice(answer), on=Day(on))


def told(person: Id, words: str, known: str = "told") -> Told:
    return Told(id=Id(f"told {person} {words} {known}"), case=CASE, person=person, words=words, known=Choice(known))


def comes(person: Id, at: str, **more: str) -> Joining:
    return Joining(id=Id(f"comes {person}"), case=CASE, person=person, arrive_at=at, **more)


MEETING: tuple[Record, ...] = (PLAN, *(yes(one, scope) for one in EVERYBODY for scope in ("explore", "take_part")))


def sheets(file: CaseFile, person: Id) -> tuple[LetterSheet, ...]:
    return (
        letters.first_letter(file, person, SERVICE, usual("first-letter-harmed"), TODAY),
        letters.information(SERVICE, usual("information")),
        letters.consent(file, person, SERVICE, usual("consent"), ASKED, TODAY),
        letters.invitation(file, person, SERVICE, usual("invitation"), TODAY),
        letters.first_letter(file, person, SERVICE, usual("first-letter-responsible-easy"), TODAY),
        letters.information(SERVICE, usual("information-easy")),
        letters.consent(file, person, SERVICE, usual("consent-easy"), ASKED, TODAY, {"explore": "talk", "take_part": "people"}),
        letters.invitation(file, person, SERVICE, usual("invitation-easy"), TODAY),
    )


def invited(file: CaseFile, person: Id) -> InvitationSheet:
    return letters.invitation(file, person, SERVICE, usual("invitation"), TODAY)


def asked(file: CaseFile, person: Id) -> ConsentSheet:
    return letters.consent(file, person, SERVICE, usual("consent"), ASKED, TODAY)


# Planted ----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "declared"), PLACES, ids=NAMES)
def test_what_is_planted_in_a_closed_field_is_on_no_letter(kind: type[Record], declared: Field) -> None:
    for owner in (HER, HIM):
        file = file_of(*with_canary(kind, declared, owner, CANARY))
        for recipient, sheet in ((one, sheet) for one in EVERYBODY for sheet in sheets(file, one)):
            on_it = CANARY in repr([getattr(sheet, field.name) for field in fields(type(sheet))])
            named = (kind.kind, declared.name) in MAY_STAND and hasattr(sheet, "facilitators")
            own_coming = kind is Joining and recipient == owner and isinstance(sheet, InvitationSheet)
            assert on_it == (named or own_coming), (recipient, type(sheet))


@settings(max_examples=6, deadline=None)
@given(data=st.data())
def test_no_canary_of_anybody_else_is_in_any_layer_of_any_letter(data: st.DataObject) -> None:
    """Every closed field of every kind holds a word of its own for every owner; then one letter is made, and searched to the last byte."""
    stem, canaries = data.draw(WORDS), dict[str, Id]()

    def canary(owner: Id) -> str:
        word = f"{stem}{chr(ord('a') + len(canaries) // 26 % 26)}{chr(ord('a') + len(canaries) % 26)}{chr(ord('a') + len(canaries) // 676)}"
        canaries[word] = owner
        return word

    records: list[Record] = []
    for kind, owner in product(case_kinds(), EVERYBODY):
        if kind in (Case, Agreement, Term, Participant, ConferencePlan):
            continue
        owned: dict[str, Any] = {"person": owner} if any(field.name == "person" for field in fields_of(kind)) else {}
        if kind.kind == "passed_on":
            owned |= {"giver": owner, "receiver": data.draw(st.sampled_from(EVERYBODY))}
        closed = [field for field in fields_of(kind) if field.ask.seen in CLOSED and planted(field, "x") is not None]
        values = {field.name: planted(field, canary(owner)) for field in closed}
        records.append(kind(id=Id(f"{kind.kind} {owner}"), case=CASE, **{**values, **owned}))
    closed = [f for f in fields_of(ConferencePlan) if f.ask.seen in CLOSED and planted(f, "x") is not None and f.name != "seats"]
    plan = replace(PLAN, **{field.name: planted(field, canary(leaks.FACILITATORS)) for field in closed})
    knows = [told(one, "Margaret, Daniel, Siân and Wŷn") for one in EVERYBODY]
    file = file_of(*PEOPLE, *records, *agreement("x"), plan, *MEETING[1:], *knows)
    recipient = data.draw(st.sampled_from(EVERYBODY))
    sheet = data.draw(st.sampled_from([one for one in sheets(file, recipient) if not isinstance(one, ConsentSheet) or one.asked]))
    paper = pdf_of(sheet, data.draw(st.sampled_from(list(FORMATS.values()))))
    everything, raw = layers(paper), paper.replace(b"\x00", b"")
    own = {value for one in file.of(Joining, recipient) for value in (one.arrive_at, one.come_to, one.bring)}
    assert len(canaries) > 100
    found = [word for word in canaries if word in everything or word.encode() in raw]
    assert set(found) <= (own if isinstance(sheet, InvitationSheet) else set())


@pytest.mark.parametrize("recipient", EVERYBODY)
def test_a_first_letter_and_the_information_are_the_same_whatever_stands_in_the_case(recipient: Id) -> None:
    """Not even that there is somebody else."""
    full = file_of(*FACTS, *MEETING, *agreement("x"), told(recipient, "Margaret and Daniel"), passed_on("She asked for this."))
    alone = file_of(*(one for one in PEOPLE if isinstance(one, Case) or one.id == recipient))
    assert sheets(full, recipient)[:2] == sheets(alone, recipient)[:2]
    assert pdf_of(sheets(full, recipient)[0]) == pdf_of(sheets(alone, recipient)[0])


# Names that somebody knows ----------------------------------------------------------------------------------------------------


def test_nobody_is_named_whom_nothing_says_they_know() -> None:
    file = file_of(*FACTS, *MEETING)
    assert invited(file, HIM).there == ("Wŷn",)
    assert asked(file_of(*FACTS, yes(HIM, "explore")), HIM).asked[0] == ASKED["take_part"]
    assert letters.left_unnamed(file, HIM) == [HER, HERS]


def test_a_name_is_known_by_what_was_told_passed_on_signed_or_known_to_both() -> None:
    both = KnownToBoth(id=Id("both"), case=CASE, words="That she is Margaret", told_by=HER)
    for known in (told(HIM, "It was Margaret who asked"), passed_on("I am Margaret."), both, *agreement("x")[:1]):
        assert HER in letters.knows_of(file_of(*FACTS, known), HIM), known.kind
    assert HER not in letters.knows_of(file_of(*FACTS, passed_on("I am Margaret.", approved="")), HIM)
    assert HER not in letters.knows_of(file_of(*FACTS, passed_on("I am Margaret.", withdrawn="2026-03-02")), HIM)
    assert HER not in letters.knows_of(file_of(*FACTS, told(HIM, "It was Margaret", "not_told")), HIM)
    assert HER not in letters.knows_of(file_of(*FACTS, told(HERS, "It was Margaret")), HIM)
    assert HER not in letters.knows_of(file_of(*FACTS, told(HIM, "It was Margarete")), HIM)
    assert HER not in letters.knows_of(file_of(*FACTS, told(HIM, "Margaret asked"), told(HIM, "Margaret", "not_told")), HIM)


def test_two_versions_of_what_somebody_was_told_tell_nothing() -> None:
    one = told(HIM, "It was Margaret who asked")
    assert HER not in letters.knows_of(file_of(*FACTS, one, forks=[(one.id, "words")]), HIM)


def test_a_name_that_is_not_known_is_found_in_what_was_typed() -> None:
    file = file_of(*FACTS, *MEETING)
    hits = letters.unknown_names(file, HIM, "Come with Wŷn. Margaret and Siân come later.")
    assert [(hit.words, hit.owner) for hit in hits] == [("Margaret", HER), ("Siân", HERS)]
    assert letters.unknown_names(file_of(*FACTS, told(HIM, "Margaret and Siân")), HIM, "Margaret and Siân come later.") == []
    assert letters.unknown_names(file, HIM, "Priya and Daniel.") == []


# An invitation ----------------------------------------------------------------------------------------------------------------


def test_each_invitation_has_its_own_arrival_and_way_only() -> None:
    file = file_of(
        *FACTS, *MEETING, comes(HER, "09:30", come_to="The blue door", bring="Glasses"), comes(HIM, "09:10", come_to="From the wing")
    )
    hers, his = invited(file, HER), invited(file, HIM)
    assert (hers.arrive_at, hers.come_to, hers.bring) == ("09:30", "The blue door", "Glasses")
    assert (his.arrive_at, his.come_to, his.bring) == ("09:10", "From the wing", "")
    without = invited(file_of(*FACTS, *MEETING, comes(HER, "09:30", come_to="The blue door", bring="Glasses")), HER)
    assert pdf_of(hers) == pdf_of(without)


def test_who_stopped_or_said_no_is_not_named_and_who_has_no_seat_neither() -> None:
    knows = told(HER, "Daniel, Wŷn")
    stopped = [replace(one, stopped_on=Day("2026-03-05")) if one.id == HIS else one for one in PEOPLE]  # type: ignore[call-arg]
    assert invited(file_of(*stopped, *MEETING, knows), HER).there == ("Siân", "Daniel")
    no = yes(HIS, "take_part", "withdrawn", "2026-03-05")
    assert invited(file_of(*PEOPLE, *MEETING, knows, no), HER).there == ("Siân", "Daniel")
    assert invited(file_of(*PEOPLE, replace(PLAN, seats=(HER, HIM)), *MEETING[1:], knows), HER).there == ("Daniel",)
    assert invited(file_of(*PEOPLE, replace(PLAN, seats=()), *MEETING[1:], knows), HER).there == ("Siân", "Daniel", "Wŷn")


def test_a_meeting_that_was_called_off_is_none() -> None:
    assert letters.planned(file_of(*PEOPLE, replace(PLAN, called_off_on=Day("2026-03-11")))) is None


# What is asked ----------------------------------------------------------------------------------------------------------------


def test_what_is_asked_comes_when_it_is_needed() -> None:
    assert letters.asked_now(file_of(*PEOPLE), HER) == ("explore", "get_information")
    assert letters.asked_now(file_of(*PEOPLE, yes(HER, "explore")), HER) == ("take_part", "supporter_present", "share_outcome")
    assert letters.asked_now(file_of(*PEOPLE, *MEETING), HER) == ("share_outcome", "evaluation", "case_study")
    assert letters.asked_now(file_of(*PEOPLE), HERS) == ("take_part", "evaluation")
    assert asked(file_of(*PEOPLE), HERS).asked[0] == "I want to support Margaret."


def test_an_answer_is_not_asked_for_again_and_a_no_closes_all() -> None:
    assert letters.asked_now(file_of(*PEOPLE, yes(HER, "explore"), yes(HER, "supporter_present", "declined")), HER) == (
        "take_part",
        "share_outcome",
    )
    for scope in ("explore", "take_part"):
        assert letters.asked_now(file_of(*PEOPLE, yes(HER, "explore"), yes(HER, scope, "withdrawn", "2026-03-04")), HER) == ()
    stopped = [replace(one, stopped_on=Day("2026-03-05")) if one.id == HIM else one for one in PEOPLE]  # type: ignore[call-arg]
    assert letters.asked_now(file_of(*stopped, yes(HER, "explore")), HIM) == ()
    assert letters.asked_now(file_of(*stopped, yes(HER, "explore")), HER) == ()


def test_a_child_is_known_by_the_day_of_birth() -> None:
    child = Particulars(id=Id("p"), case=CASE, person=HIM, born=Day("2012-01-01"))
    assert asked(file_of(*PEOPLE, child), HIM).child
    assert not asked(file_of(*FACTS), HER).child


def test_every_text_of_a_letter_is_looked_at() -> None:
    file = file_of(*FACTS, *MEETING, told(HER, "Daniel"), comes(HER, "09:30", come_to="The blue door", bring="Glasses"))
    for sheet in sheets(file, HER):
        looked = letters.words_on(sheet)
        for field in fields(type(sheet)):
            value = getattr(sheet, field.name)
            for one in value if isinstance(value, tuple) else [value]:
                if (
                    isinstance(one, str) and one and field.name not in ("language", "pictures")
                ):  # chosen by what is asked, from a closed list
                    assert one in looked, field.name
        assert sheet.text.words not in looked
        assert "own words" in letters.words_on(replace(sheet, text=Text("x", "own words", own=True)))
