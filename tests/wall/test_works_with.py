"""Who somebody asks to work with them: theirs alone, on no paper of anybody, found by nobody from the other side, and told where their side is open."""

from dataclasses import replace
from pathlib import Path

import pytest
from wall_cases import FACTS, HER, HIM, file_of

import facilitator_app
from facilitator_app import language
from facilitator_app.records import Particulars
from facilitator_app.records.record import Choice, Seen, field_of, person_in
from facilitator_app.wall import one_side

SAID = language.words("works_with")


def with_wish(key: str) -> tuple[object, ...]:
    return tuple(replace(one, works_with=Choice(key)) if isinstance(one, Particulars) and one.person == HER else one for one in FACTS)


@pytest.mark.parametrize("key", SAID)
def test_the_other_side_holds_nothing_of_it(key: str) -> None:
    his = one_side.only(file_of(*with_wish(key)), HIM)  # type: ignore[arg-type]
    assert his.records == one_side.only(file_of(*FACTS), HIM).records
    assert not any(one_side.says(record, SAID[key]) for record in his.records.values())


def test_it_lies_in_their_own_part_and_is_seen_there() -> None:
    file = file_of(*with_wish("no_men"))  # type: ignore[arg-type]
    mine = file.of(Particulars, HER)[0]
    assert person_in(file.compartments[mine.id]) == HER
    assert one_side.only(file, HER).of(Particulars, HER)[0].works_with == "no_men"
    declared = field_of(Particulars, "works_with")
    assert (declared.ask.seen, declared.ask.owner) == (Seen.PRIVATE, "person")


def test_no_paper_of_anybody_reads_it() -> None:
    """By the sources: what makes a sheet may not even name it."""
    root = Path(facilitator_app.__file__).parent
    names = [str(one.relative_to(root)) for one in root.rglob("*.py") if "works_with" in one.read_text("utf-8")]
    assert sorted(names) == ["central/wishes.py", "records/people.py"]
