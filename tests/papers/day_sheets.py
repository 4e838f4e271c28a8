"""Sheets of the papers for the day that the tests print. Fictional throughout."""

from dataclasses import replace
from datetime import date

from facilitator_app.wall.sheets_day import GuideSheet, GuideStage, PromptLine, SeatingSheet, SeatLine, StageLine

LINES = (
    StageLine(0, "Before we start", (15, 15), "facilitators, one with each side"),
    StageLine(1, "Welcome", (5, 8), "lead facilitator"),
    StageLine(2, "Daniel", (10, 15), "Daniel"),
    StageLine(3, "Margaret", (15, 25), "Margaret"),
    StageLine(4, "Beside Margaret", (5, 10), "Siân"),
    StageLine(5, "Beside Daniel", (5, 10), "Wŷn"),
    StageLine(6, "What would help", (10, 20), "Margaret first, then everybody"),
    StageLine(7, "What we agree", (15, 25), "everybody"),
    StageLine(8, "Writing it down", (10, 15), "everybody, with a pen"),
    StageLine(9, "Closing", (5, 7), "lead facilitator"),
)
SEATS = (
    SeatLine("Priya", "facilitator", "triangle", full=True),
    SeatLine("Margaret", "person harmed", "circle", full=True),
    SeatLine("Siân", "with Margaret", "circle"),
    SeatLine("Owen", "facilitator", "triangle", full=True),
    SeatLine("Wŷn", "with Daniel", "square"),
    SeatLine("Daniel", "person responsible", "square", full=True),
)
SEATING = SeatingSheet(
    for_facilitators=True,
    held_on=date(2026, 3, 17),
    at="10:00",
    room="Visits centre, room 2",
    layout="circle",
    seats=SEATS,
    stages=LINES,
    not_discussed="Margaret’s brother, and where she lives now.",
)
OFFICER = replace(
    SEATING, for_facilitators=False, stages=(), not_discussed="",
    seats=tuple(one if one.shape == "triangle" else SeatLine(one.name) for one in SEATS),
)  # fmt: skip
LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
NAMES = ("Hạnh", "Margaret Ann", "Bartholomew-Christopher", "Ольга Ивановна", "Jo", LONG, "Siân")


def crowd(count: int, layout: str, *, long: bool = True) -> SeatingSheet:
    """So many seats, with names of all lengths."""
    names = NAMES if long else ("Hạnh", "Margaret", "Jo")
    people = tuple(
        SeatLine(names[at % len(names)], "person responsible", ("circle", "square", "triangle")[at % 3], full=at % 2 == 0)
        for at in range(count)
    )
    return replace(SEATING, layout=layout, seats=people)


def stage(line: StageLine) -> GuideStage:
    """A stage with something that must be said, something that is asked, and what is asked if it needs it."""
    prompts = (
        PromptLine(
            "Everybody came by choice. Anybody can ask for a break or stop, at any time. Put up a hand. Nobody will ask why.",
            (),
            must_say=True,
        ),
        PromptLine("What was going on in your head?", ("And a little later, when you were alone?",)),
        PromptLine("Who did it reach? Begin with the people in this room.", ("Who else?", "What is it like today?")),
        PromptLine("What do you think about it now?"),
    )
    return GuideStage(line, f"What {line.title} is for, in one line.", prompts)


GUIDE = GuideSheet("Eleven stages", tuple(map(stage, LINES[:5])))
