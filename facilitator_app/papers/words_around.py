"""The fixed words of the papers for those around a case, for each language that has been checked. Knows no paper's content."""

from dataclasses import dataclass, replace

from facilitator_app.papers.words import NoSuchLanguage


@dataclass(frozen=True, slots=True)
class AroundWords:
    """What these papers say by themselves, at a reading age of about eleven where somebody who comes along reads them."""

    being_there: str
    come_with: str
    support: str
    by_choice: str
    when_and_where: str
    day: str
    time: str
    room: str
    what_you_may_know: str
    keep_to_yourself: str
    what_you_do: str
    ring_heading: str
    ring: str
    for_: str
    interpreting: str
    interpret_for: str
    interpret_language: str
    in_the_room: str
    interpret_how: tuple[str, ...]
    visit: str
    visit_intro: str
    prison: str
    prisoner: str
    number: str
    minutes: str
    from_us: str
    others: str
    others_one: str
    others_more: str
    who_asks: str
    service: str
    telephone: str
    written_on: str
    outcome: str
    outcome_intro: str
    took_part: str
    took_part_days: str
    no_meeting: str
    not_told: str
    agreed: str
    check: str
    check_intro: str
    check_ring: str
    check_only: str
    register: str
    register_intro: str
    case: str
    left: str
    where: str
    came_back: str
    and_: str
    page: tuple[str, str]
    goes_on: str


_ENGLISH = AroundWords(
    being_there="Being there",
    come_with="You come to a meeting with {name}.",
    support="You are there for {name}.",
    by_choice="You do this by choice. You can stop at any time, and nobody will ask why.",
    when_and_where="When and where",
    day="Day",
    time="Time",
    room="Room",
    what_you_may_know="What you may know",
    keep_to_yourself="The person who told us this said that you may know it. Please keep it to yourself.",
    what_you_do="What you said you will do",
    ring_heading="If something changes",
    ring="Ring us:",
    for_="For {name}",
    interpreting="Interpreting",
    interpret_for="You interpret for {name}.",
    interpret_language="The language is {spoken}.",
    in_the_room="In the room",
    interpret_how=(
        "Please say everything that is said, in the words in which it is said.",
        "If something cannot be said in the other language, say that, and everybody waits.",
        "What you hear in the room stays there. Take no notes home.",
    ),
    visit="Visit",
    visit_intro="We ask for this visit. The person whom we come to see knows of it and said yes.",
    prison="Prison",
    prisoner="Full name",
    number="Prison number",
    minutes="Minutes",
    from_us="From us",
    others="Others who come",
    others_one="One person, who gives a name to you.",
    others_more="{count} people. Each gives a name to you.",
    who_asks="Who asks",
    service="Service",
    telephone="Telephone",
    written_on="Written on",
    outcome="What came of it",
    outcome_intro="This paper is about {name}, who said yes to it.",
    took_part="{name} took part in a meeting on {days}.",
    took_part_days="{name} took part in meetings on {days}.",
    no_meeting="There was no meeting in which {name} took part.",
    not_told="We tell nobody what people said, or why something did not come about. It can have many reasons. Please read none of them into this paper.",
    agreed="What was agreed",
    check="One thing to check",
    check_intro="You said that you will look whether this was done.",
    check_ring="Ring us when it is done, or if it is not done by then:",
    check_only="This is all that you need. Please ask nobody what it is about.",
    register="Copies on paper",
    register_intro="For the case file. It stays in the office: who has which copy is nobody else’s to know.",
    case="Case",
    left="Left",
    where="Where it is",
    came_back="Came back, or was destroyed, on",
    and_="and",
    page=("Page", "of"),
    goes_on="Goes on over the page",
)

# Easy read says the same, one idea a line, for whoever comes along and for an interpreter. Nobody else asks for it.
_EASY = replace(
    _ENGLISH,
    by_choice="You do this by choice.\nYou can stop at any time.\nNobody will ask why.",
    keep_to_yourself="Somebody told us this.\nThat person said that you may know it.\nPlease keep it to yourself.",
    interpret_how=(
        "Please say everything that people say.\nUse the words that they use.",
        "Perhaps you cannot say something in the other language.\nThen tell us that.\nEverybody waits.",
        "What you hear in the room stays there.\nTake no notes home.",
    ),
)

_LANGUAGES = {"en-GB": _ENGLISH}
_EASY_LANGUAGES = {"en-GB": _EASY}


def around_words(language: str, *, easy: bool = False) -> AroundWords:
    """The words of these papers in a language such as "en-GB", or their words of easy read. Raises `NoSuchLanguage`."""
    known = _EASY_LANGUAGES if easy else _LANGUAGES
    if language not in known:
        raise NoSuchLanguage
    return known[language]
