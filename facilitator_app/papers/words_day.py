"""The fixed words of the papers for the day, for each language that has been checked. Knows no paper's content."""

from dataclasses import dataclass

from facilitator_app.papers.words import NoSuchLanguage


@dataclass(frozen=True, slots=True)
class DayWords:
    """What the seats and the guide say by themselves."""

    seats: str
    guide: str
    day: str
    time: str
    room: str
    door: str
    from_the_door: str
    running_order: str
    number: str
    stage: str
    minutes: str
    speaks: str
    minutes_one: str
    minutes_range: str
    speaks_line: str
    in_all: str
    not_discussed: str
    for_facilitators: str
    with_them: str
    goes_on: str
    still: str
    part: str
    page: tuple[str, str]


_ENGLISH = DayWords(
    seats="Seats",
    guide="Conference guide",
    day="Day",
    time="Time",
    room="Room",
    door="Door",
    from_the_door="Who sits where, seen from above",
    running_order="Running order",
    number="No.",
    stage="What",
    minutes="Minutes",
    speaks="Who speaks",
    minutes_one="{least} minutes",
    minutes_range="{least} to {most} minutes",
    speaks_line="Speaks: {who}",
    in_all="In all",
    not_discussed="What will not be talked about",
    for_facilitators="For the facilitators. Take every copy home with you.",
    with_them="Take every copy home with you.",
    goes_on="Goes on over the page",
    still="{title}, still",
    part="Part {number}",
    page=("Page", "of"),
)

_LANGUAGES = {"en-GB": _ENGLISH}


def day_words(language: str) -> DayWords:
    """The words of these papers in a language such as "en-GB". Raises `NoSuchLanguage`."""
    if language not in _LANGUAGES:
        raise NoSuchLanguage
    return _LANGUAGES[language]
