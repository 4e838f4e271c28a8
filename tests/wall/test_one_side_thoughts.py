"""What facilitators think of somebody is not read over that somebody's shoulder, in whatever kind of record such a field is added one day."""

from dataclasses import replace
from typing import Annotated, ClassVar

import pytest
from wall_cases import CASE, FACTS, HIM, file_of

from facilitator_app.records.record import NOBODY, Ask, Compartment, Id, Record, Seen, compartment_name, record
from facilitator_app.wall import one_side


@record
class Impression(Record):
    """A kind that is not there yet: words of a person's own, and beside them what somebody thinks."""

    kind: ClassVar[str] = "impression"
    compartment: ClassVar[Compartment] = Compartment.PRIVATE

    person: Annotated[Id, Ask("Who", link="participant")] = NOBODY
    words: Annotated[str, Ask("Their words", seen=Seen.PRIVATE, owner="person")] = ""
    thought: Annotated[str, Ask("What you think", seen=Seen.JUDGEMENT)] = ""
    intelligence: Annotated[str, Ask("For named people", seen=Seen.RESTRICTED)] = ""


def test_no_thought_about_somebody_stands_in_their_own_side(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(one_side, "_OWN", (*one_side._OWN, Impression))
    one = Impression(id=Id("one"), case=CASE, person=HIM, words="he said so", thought="doubt it", intelligence="police")
    file = file_of(*FACTS)
    with_it = replace(
        file, records={**file.records, one.id: one}, compartments={**file.compartments, one.id: compartment_name(Impression, CASE, HIM)}
    )
    shown = one_side.only(with_it, HIM).records[one.id]
    assert isinstance(shown, Impression)
    assert (shown.words, shown.thought, shown.intelligence) == ("he said so", "", "")
