"""What the papers for the day are given: print names and seats, and nothing that anybody told, wrote or is."""

from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Any

import pytest
from test_projection import CANARY, NAMES, PLACES, with_canary
from wall_cases import CASE, FACTS, HER, HERS, HIM, HIS, file_of

from facilitator_app.records import ConferencePlan, Participant, Record
from facilitator_app.records.record import Choice, Day, Field, Id
from facilitator_app.records.seating import CO, LEAD
from facilitator_app.wall import day
from facilitator_app.wall.sheets_day import GuideStage, PromptLine, SeatingSheet, SeatLine, StageLine

ORDER = (LEAD, HER, HERS, CO, HIS, HIM)
STAGES = (GuideStage(StageLine(1, "Welcome", (5, 8), "lead facilitator"), "What for.", (PromptLine("Welcome."),)),)
PLAN = ConferencePlan(
    id=Id("plan"), case=CASE, day=Day("2026-03-17"), at="10:00", room="Visits centre, room 2", venue="HMP Example", not_discussed="Her brother.",
    if_it_goes_wrong="Owen takes Margaret out.", conditions="paper only", nearest_door=HER, seats=ORDER,
)  # fmt: skip
# On the facilitators' sheet for a reason: they are named, and what will not be talked about is for them.
MAY_STAND = {("case", "lead"), ("case", "co_facilitator")}


def sheets(*records: Record, plan: ConferencePlan = PLAN) -> Iterator[SeatingSheet]:
    file = file_of(*FACTS, *records) if records else file_of(*FACTS)
    for whose in (True, False):
        yield day.seating_sheet(file, plan, ORDER, STAGES, for_facilitators=whose)


def told(sheet: SeatingSheet) -> str:
    """All that a sheet holds."""
    return repr(asdict(sheet))


def test_the_facilitators_have_roles_in_words_and_shapes_and_the_running_order() -> None:
    ours, officers = sheets()
    assert ours.seats == (
        SeatLine("Priya", "facilitator", "triangle", full=True), SeatLine("Margaret", "person harmed", "circle", full=True),
        SeatLine("Siân", "with Margaret", "circle"), SeatLine("Owen", "facilitator", "triangle", full=True), SeatLine("Wŷn", "with Daniel", "square"),
        SeatLine("Daniel", "person responsible", "square", full=True),
    )  # fmt: skip
    assert (ours.not_discussed, ours.stages) == ("Her brother.", (STAGES[0].line,))
    assert (officers.not_discussed, officers.stages) == ("", ())
    assert [(one.name, one.role, one.shape) for one in officers.seats if one.name not in ("Priya", "Owen")] == [
        (name, "", "circle") for name in ("Margaret", "Siân", "Wŷn", "Daniel")
    ]


def test_no_sheet_has_the_prison_what_was_allowed_or_what_if_it_goes_wrong() -> None:
    for sheet in sheets():
        for gone in ("HMP", "paper only", "takes Margaret", "Nair", "Hughes"):
            assert gone not in told(sheet), gone
    assert "brother" not in told(list(sheets())[1])


@pytest.mark.parametrize(("kind", "declared"), PLACES, ids=NAMES)
def test_what_is_planted_in_a_closed_field_is_on_no_sheet(kind: type[Record], declared: Field) -> None:
    file = file_of(*with_canary(kind, declared, HER, CANARY))
    for whose in (True, False):
        sheet = day.seating_sheet(file, PLAN, ORDER, STAGES, for_facilitators=whose)
        assert (CANARY in told(sheet)) == ((kind.kind, declared.name) in MAY_STAND)
    assert CANARY not in repr(dict(day.names_in_guide(file)))


def test_places_in_a_guide_are_print_names() -> None:
    assert dict(day.names_in_guide(file_of(*FACTS))) == {
        "harmed": "Margaret", "responsible": "Daniel", "supporter of harmed": "Siân", "supporter of responsible": "Wŷn",
        "first": "Margaret", "second": "Daniel",
    }  # fmt: skip
    empty: dict[str, Any] = dict(day.names_in_guide(file_of(*(one for one in FACTS if not isinstance(one, Participant)))))
    assert set(empty.values()) == {""}


def test_somebody_who_came_with_nobody_and_a_facilitator_without_a_name() -> None:
    watches = Participant(id=Id("w"), case=CASE, print_name="Zofia", role=Choice("observer"))
    nameless = [replace(one, co_facilitator="") if one.kind == "case" else one for one in FACTS]  # type: ignore[call-arg]
    sheet = day.seating_sheet(file_of(*nameless, watches), PLAN, (CO, "w", "gone"), (), for_facilitators=True)
    assert [(one.name, one.role, one.shape) for one in sheet.seats] == [
        ("Facilitator", "", "triangle"), ("Zofia", "somebody who watches", "triangle"), ("", "", "triangle"),
    ]  # fmt: skip
