"""The card for a purse: of all that a service says of itself, the figures of its number, and its hours where they are hours and nothing else.

The name of the service tells what kind of work it is, and whoever has the purse may have the laptop too.
"""

import re

from facilitator_app.records import Service
from facilitator_app.wall.sheets_gone import GoneSheet

_NUMBER = re.compile(r"\+?\(?\d[\d ()\-\u2010\u2011\xa0]{4,}\d")
_WORD = re.compile(r"[^\W\d_]+")
_OF_HOURS = frozenset({
    "mon", "monday", "mondays", "tue", "tues", "tuesday", "tuesdays", "wed", "weds", "wednesday", "wednesdays", "thu", "thur", "thurs", "thursday",
    "thursdays", "fri", "friday", "fridays", "sat", "saturday", "saturdays", "sun", "sunday", "sundays", "weekday", "weekdays", "weekend", "weekends",
    "bank", "holiday", "holidays", "day", "days", "night", "nights", "week", "every", "any", "time", "at", "all", "always", "a", "am", "pm", "noon",
    "midday", "midnight", "to", "till", "until", "and", "or", "from", "on", "not", "except", "closed", "open", "office", "hour", "hours", "o", "clock",
    "the", "in", "morning", "mornings", "afternoon", "afternoons", "evening", "evenings",
})  # fmt: skip
_MOST_OF_HOURS = 80  # letters: more is a sentence, and would push the rest off the card


def gone_sheet(service: Service) -> GoneSheet:
    """What may lie in a purse. `telephone` is empty where no number is written down: then there is no card."""
    number = _NUMBER.search(service.telephone)
    hours = " ".join(service.office_hours.split())
    is_hours = {word.casefold() for word in _WORD.findall(hours)} <= _OF_HOURS
    return GoneSheet(
        " ".join(number[0].split()).replace(" ", chr(0xA0)) if number else "", hours if is_hours and len(hours) <= _MOST_OF_HOURS else ""
    )
