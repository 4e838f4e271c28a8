"""Sheets for a visit that the tests print. Fictional throughout."""

import tomllib
from dataclasses import replace
from datetime import date

from facilitator_app.records.preparation import TOPICS
from facilitator_app.resources import text
from facilitator_app.wall.sheets_pack import ListLine, ListSheet, NumberedSheet, PackLine, PackSheets

_PROMPTS = tomllib.loads(text("letters", "en", "visit.toml"))["topic"]
_TOPIC = (
    "You and what happened", "What you want", "The other person", "Who and where", "Worries", "Afterwards",
)  # fmt: skip
_LINES = tuple(PackLine(code, said, tuple(_PROMPTS[code])) for code, said in zip(TOPICS, _TOPIC, strict=True))

FIRST = PackSheets(
    "Daniel", date(2026, 2, 2), "09:30",
    (
        NumberedSheet(1, "7K3MX2QF0B", "notes_1", "Notes, part 1", _LINES[:3]),
        NumberedSheet(2, "H4WZR6YCD1", "notes_2", "Notes, part 2", _LINES[3:]),
        NumberedSheet(3, "NV8PGE5T2A", "yes_no", "Form", (
            PackLine("yes_explore", "I want to talk with you about what I may want. This binds me to nothing else."),
            PackLine("yes_get_information", "You may ask people who work with me about things that help you plan. You tell me whom before you ask."),
        )),
        NumberedSheet(4, "9TJC6MWS3E", "next", "Notes, last part", (
            PackLine("pass_on_1", ""), PackLine("pass_on_2", ""), PackLine("promise", "What we promised"), PackLine("next_visit", "When we come again"),
        )),
    ),
)  # fmt: skip
_EASY = tomllib.loads(text("letters", "en", "questions-easy.toml"))


def _in_easy_read(pack: PackSheets) -> PackSheets:
    """The same with the questions of easy read, as `workbook.pack` asks for them."""
    sheets = tuple(
        replace(sheet, lines=tuple(
            replace(line, words=_EASY[line.code.removeprefix("yes_")], picture=_EASY["picture"][line.code.removeprefix("yes_")]) for line in sheet.lines
        )) if sheet.form == "yes_no" else sheet
        for sheet in pack.sheets
    )  # fmt: skip
    return replace(pack, sheets=sheets)


OFFERS = PackSheets(
    "Daniel", date(2026, 2, 18), "09:50",
    (
        NumberedSheet(3, "ZK3MX2QF0B", "yes_no", "Form", (PackLine("yes_take_part", "I want to take part in a meeting, with you there."),), child=True),
        NumberedSheet(4, "Z4WZR6YCD1", "offers", "Notes, part 3", (PackLine("offer_1", "Why my house?"), PackLine("offer_2", "Did you know we were in?"))),
    ),
)  # fmt: skip
FIRST_EASY, OFFERS_EASY = _in_easy_read(FIRST), _in_easy_read(OFFERS)
ADDED = PackSheets(
    "Margaret", date(2026, 4, 2), "14:00",
    (
        NumberedSheet(1, "AK3MX2QF0B", "given", "Information", (
            PackLine("said_choice", "What this is, and that it is your choice"),
            PackLine("said_limits", "What stays between us, and what cannot"),
            PackLine("said_rights", "What is written down, your rights, and whom to ring"),
            PackLine("handed", "What was handed over"), PackLine("present", "Who was there"), PackLine("asked_us", "What they asked"),
        )),
        NumberedSheet(2, "A4WZR6YCD1", "follow_up", "Notes, another part", (
            PackLine("how_are", "How things are"),
            PackLine("term_1", "Line 1: Daniel writes to Margaret and says what he has done about it, in his own words."),
            PackLine("term_2", "Line 2 of what was agreed"),
            PackLine("wishes", "What they wish now"),
        )),
        NumberedSheet(3, "AV8PGE5T2A", "safety", "Form with numbers", tuple(
            PackLine(f"six_{name}", f"Question {number}")
            for number, name in enumerate(("afraid", "hurt", "court", "children", "pressed"), 1)
        )),
    ),
)  # fmt: skip
IN = ListSheet(
    date(2026, 3, 17), (ListLine("Guide", 6), ListLine("Seats", 2), ListLine("Seats, to hand over", 1), ListLine("Sheets to write on", 6))
)
