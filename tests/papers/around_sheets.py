"""Sheets for those around a case that the tests print. Fictional throughout."""

from datetime import date

from paper_sheets import TERMS

from facilitator_app.wall.sheets import TermLine
from facilitator_app.wall.sheets_recipients import (
    CheckerSheet,
    CopyLine,
    CourtSheet,
    InterpreterSheet,
    Meeting,
    PrisonSheet,
    RecipientSheet,
    ReferrerSheet,
    RegisterSheet,
    SupporterSheet,
)

SERVICE, NUMBER = "Severnside Restorative Service", "01632\xa0960\xa0983"
MEETING = Meeting(date(2026, 3, 17), "10:00", "Visits centre, room 2")
DAY = date(2026, 3, 11)
MINE = TermLine("Wŷn reads the letter with Daniel before it is sent.", "Daniel and Wŷn", "Fri 17 Apr 2026", "Wŷn tells Priya.")

AROUND: dict[str, RecipientSheet] = {
    "supporter": SupporterSheet(
        SERVICE, "Wŷn", "Daniel", MEETING, ("Daniel would like you to sit beside him.", "He may want a break, and says so with a hand."), (MINE,), NUMBER
    ),
    "interpreter": InterpreterSheet(SERVICE, "Zofia", "Daniel", "Polish", MEETING, NUMBER),
    "prison-visit": PrisonSheet(
        SERVICE, NUMBER, "HMP Example", "Daniel Wŷn Pryce", "A0001AA", MEETING, "90", ("Priya Nair", "Owen Hughes"), 3, DAY
    ),
    "prison-visit-undated": PrisonSheet(SERVICE, NUMBER, "HMP Example", "Daniel Wŷn Pryce", "A0001AA", None, "", ("Priya Nair",), 0, DAY),
    "referrer": ReferrerSheet(SERVICE, "Daniel", True, (date(2026, 3, 17),), TERMS[:2], NUMBER, date(2026, 3, 19)),
    "court": CourtSheet(SERVICE, "Daniel", True, (date(2026, 3, 17), date(2026, 4, 20)), TERMS, NUMBER, date(2026, 4, 22)),
    "court-no-meeting": CourtSheet(SERVICE, "Daniel", False, (), (), NUMBER, date(2026, 3, 19)),
    "register": RegisterSheet(
        SERVICE,
        "RJ-2026-0101",
        (
            CopyLine("Agreement for Daniel, version 2", "Thu 6 Aug 2026, 17:40, Priya", "Kept here for them, Thu 6 Aug 2026"),
            CopyLine("Agreement for Margaret, version 2", "Thu 6 Aug 2026, 17:35, Priya", "Posted, Fri 7 Aug 2026"),
            CopyLine("Agreement for Margaret", "Wed 18 Mar 2026, 10:00, Priya", "It was destroyed, Fri 7 Aug 2026", is_over=True),
            CopyLine("Blank agreement sheet, 3 sets", "Mon 16 Mar 2026, 11:30, Priya", "It came back, Tue 17 Mar 2026", is_over=True),
        ),
    ),
    "checker": CheckerSheet(SERVICE, NUMBER, TermLine("Daniel finishes the thinking skills course.", "Daniel", "Fri 31 Jul 2026", "Ask the course tutor.")),
}  # fmt: skip
