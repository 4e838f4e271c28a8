"""The slip by which a laptop comes in, as paper. It is of no case and of nobody, so that no register holds it; and its letters are kept nowhere, so
that there is none in a file either.
"""

from dataclasses import dataclass, field
from datetime import datetime

from facilitator_app.calendar import london, on_paper
from facilitator_app.wall.sheets_slip import SlipSheet

FORMATS = ("standard", "large")


@dataclass(frozen=True, slots=True, repr=False)
class Slip:
    """What the service told once. `until`: UTC, ISO 8601; empty from a service of before it said so."""

    letters: tuple[str, ...] = field(repr=False)
    address: str
    until: str = ""


def until_said(until: str) -> str:
    """Until when a slip is good, as it stands on screen and paper."""
    if not until:
        return "three days after it was made"
    at = datetime.fromisoformat(until).astimezone(london())
    return f"{on_paper(at.date(), 'en-GB')} at {at:%H:%M}"


def paper(slip: Slip, format: str = "standard") -> bytes:
    """The slip as a PDF. Raises `MissingLetter`. Imports the press: not for the screen's thread."""
    from facilitator_app.papers.press import FORMATS as FORMS  # noqa: PLC0415 - costs 0.4 s, and most days print nothing
    from facilitator_app.papers.press import pdf_of  # noqa: PLC0415 - as above

    sheet = SlipSheet(slip.letters, slip.address.removeprefix("https://"), until_said(slip.until))
    return pdf_of(sheet, FORMS[format] if format in FORMATS else FORMS["standard"])
