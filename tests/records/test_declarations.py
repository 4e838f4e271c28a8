"""Every field of every kind answers who may see it, whose it is, where it lies and how it is asked; and no record shows a value by accident."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

import making
import pytest

from facilitator_app.records import KINDS
from facilitator_app.records.record import (
    NOBODY,
    Ask,
    Compartment,
    Field,
    Id,
    Record,
    Seen,
    as_text,
    case_in,
    compartment_name,
    field_of,
    fields_of,
    person_in,
    read,
    record,
)  # fmt: skip

MOST_BEFORE_MORE = 7
COMPOSED = {
    "agreement", "conference_plan", "contact", "loose_scan", "own_scan", "passed_on", "preparation", "printed", "scan", "sheet_typed", "visit_sheet",
}  # fmt: skip
"""Kinds that no form asks as a whole: their pages are composed by hand from parts of the record, or nobody types them."""


def _each_field() -> Iterator[Any]:
    for name, kind in KINDS.items():
        for field in fields_of(kind):
            yield pytest.param(kind, field, id=f"{name}.{field.name}")


FIELDS = tuple(_each_field())


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_kind_has_a_name_a_title_and_a_compartment(kind: type[Record]) -> None:
    assert kind.kind
    assert kind.title
    assert kind.title.strip() == kind.title
    assert isinstance(kind.compartment, Compartment)
    assert fields_of(kind)


def test_no_two_kinds_share_a_name() -> None:
    assert len({kind.kind for kind in KINDS.values()}) == len(KINDS)


@pytest.mark.parametrize(("kind", "field"), FIELDS)
def test_a_field_says_who_sees_it_whose_it_is_and_how_it_is_asked(kind: type[Record], field: Field) -> None:
    ask = field.ask
    assert ask.label
    assert isinstance(ask.seen, Seen)
    assert ask.lines >= 1
    if ask.seen in (Seen.PRIVATE, Seen.PASSED):
        assert ask.owner
        assert field_of(kind, ask.owner).ask.link == "participant", "an owner is a person"
        assert field_of(kind, ask.owner).type is Id
    if ask.link:
        assert ask.link in KINDS
    assert not field.name.startswith("_"), "the ledger's own fields begin so"


@pytest.mark.parametrize(("kind", "field"), FIELDS)
def test_what_no_one_has_filled_in_reads_as_nothing(kind: type[Record], field: Field) -> None:
    assert getattr(kind(), field.name) == field.default
    hash(field.default)  # a default that could be changed would be shared by all records


@pytest.mark.parametrize("kind", [kind for kind in KINDS.values() if kind.compartment is Compartment.PRIVATE])
def test_what_lies_in_a_persons_part_says_whose_part(kind: type[Record]) -> None:
    assert field_of(kind, "person").ask.link == "participant"


def test_what_only_its_owner_may_see_does_not_lie_where_the_whole_case_is_allocated() -> None:
    """A private word in the case's own compartment would go to everybody who holds the case. What is passed on is on its way already."""
    loose = [
        f"{name}.{field.name}"
        for name, kind in KINDS.items()
        for field in fields_of(kind)
        if field.ask.seen is Seen.PRIVATE and kind.compartment is not Compartment.PRIVATE
    ]
    assert not loose


def test_no_form_asks_more_than_seven_before_more() -> None:
    asked = {name: sum(not field.ask.more for field in fields_of(kind)) for name, kind in KINDS.items() if name not in COMPOSED}
    assert {name: count for name, count in asked.items() if count > MOST_BEFORE_MORE} == {}


def _full(kind: type[Record]) -> Record:
    values = {field.name: making.CANARY for field in fields_of(kind) if isinstance(field.default, str)}
    return read(kind, Id("r1"), Id("c1"), values)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_record_in_a_traceback_shows_no_value(kind: type[Record]) -> None:
    full = _full(kind)
    assert making.CANARY not in repr(full)
    assert making.CANARY not in str(full)
    assert making.CANARY not in f"{full!r:>80}"
    assert any(getattr(full, field.name) == making.CANARY for field in fields_of(kind))


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_values_of_another_shape_read_as_nothing_and_the_others_are_kept(kind: type[Record]) -> None:
    wrong = {field.name: {"newer": [1]} for field in fields_of(kind)}
    found = read(kind, Id("r1"), Id("c1"), {**wrong, "not_yet": 1})
    for field in fields_of(kind):
        if isinstance(field.default, str | int | tuple):
            assert getattr(found, field.name) == field.default
    text = [field for field in fields_of(kind) if isinstance(field.default, str)]
    one = read(kind, Id("r1"), Id("c1"), {**wrong, text[0].name: "kept"})
    assert getattr(one, text[0].name) == "kept"


def test_a_declaration_that_leaves_a_question_open_is_refused() -> None:
    with pytest.raises(TypeError, match="whose"):

        @record
        class NoOwner(Record):
            words: Annotated[str, Ask("Words", seen=Seen.PRIVATE)] = ""

    with pytest.raises(TypeError, match="Ask"):

        @record
        class NoAsk(Record):
            words: str = ""

    with pytest.raises(TypeError, match="person"):

        @record
        class NoPerson(Record):
            compartment: ClassVar[Compartment] = Compartment.PRIVATE
            words: Annotated[str, Ask("Words")] = ""

    with pytest.raises(TypeError):

        @record
        class NoDefault(Record):
            words: Annotated[str, Ask("Words")]


def test_a_compartment_names_its_case_and_its_person() -> None:
    for kind in KINDS.values():
        name = compartment_name(kind, "c1", "p1")
        private, of_case = (
            kind.compartment is Compartment.PRIVATE,
            kind.compartment in (Compartment.PRIVATE, Compartment.CASE, Compartment.NAMED),
        )
        assert case_in(name) == ("c1" if of_case else NOBODY)
        assert person_in(name) == ("p1" if private else NOBODY)
    assert len({compartment_name(kind, "c1", "p1") for kind in KINDS.values()}) == len({kind.compartment for kind in KINDS.values()})


def test_all_words_of_a_nested_statement_are_found_and_no_id() -> None:
    @dataclass
    class Words:
        a: str

    assert as_text({"what": "Pay £50", "who": ["p1", "p2"], "n": 3, "deep": {"x": ["y"]}}) == "Pay £50 y"
    assert as_text(None) == as_text(3) == as_text([]) == ""
