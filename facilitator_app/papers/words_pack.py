"""The fixed words of the sheets for a visit, for each language that has been checked. Knows no paper's content."""

from dataclasses import dataclass, replace

from facilitator_app.papers.words import NoSuchLanguage


@dataclass(frozen=True, slots=True)
class PackWords:
    """What the sheets and the list of them say by themselves, at a reading age of about eleven."""

    file_title: str
    titles: dict[str, str]
    with_: str
    sheet: str
    how_to_write: str
    talked: str
    more: str
    how_to_answer: str
    yes: str
    no: str
    chose_myself: str
    sign_here: str
    parent: str
    date: str
    offers: str
    hear: tuple[str, str, str]
    took_it: str
    pass_on: str
    their_words: str
    read_back: tuple[str, str]
    explained: str
    handed_in_print: str
    prints: tuple[str, str, str, str]
    by_number: str
    yes_no_unsure: tuple[str, str, str]
    went: tuple[str, str, str, str]
    say_of_it: str
    by: str
    day: str
    time: str
    list_title: str
    list_intro: str
    list_intro_plain: str
    columns: tuple[str, str, str, str, str]
    this_list: str
    in_all: str
    also: str
    page: tuple[str, str]
    goes_on: str
    code: str


_ENGLISH = PackWords(
    file_title="Sheets",
    titles={
        "notes_1": "What we talk about",
        "notes_2": "What we talk about, part 2",
        "yes_no": "What I say yes or no to",
        "offers": "Words to hear, or not",
        "next": "What comes next",
        "given": "What we explained",
        "safety": "Yes, no, or not sure",
        "follow_up": "How things are",
    },
    with_="With {name}",
    sheet="Sheet {name}",
    how_to_write="Short, in their words. Not what happened word for word, no wing or cell, nothing of other people’s.",
    talked="We talked about it",
    more="More, with its number",
    how_to_answer="Tick yes or no. You can leave a line open. A yes is for now: you can take it back at any time, and you need no reason.",
    yes="Yes",
    no="No",
    chose_myself="I had time to ask. I chose these answers myself.",
    sign_here="My name or initials",
    parent="For a parent or guardian: name",
    date="Date",
    offers="Keep this sheet closed. Ask first: now, later, or never? Read it aloud only after “now”.",
    hear=("Now", "Later", "Never"),
    took_it="How they took it",
    pass_on="To pass on, if they wish it",  # noqa: S106 - no password
    their_words="In their words",
    read_back=("Read back: yes, these words", "No"),
    explained="Tick what was talked through, not what was only read out.",
    handed_in_print="In which print",
    prints=("Standard", "Large", "Extra large", "Easy read"),
    by_number="Ask aloud. Tick, and write no word on this sheet. You can leave a line open.",
    yes_no_unsure=("Yes", "No", "Not sure"),
    went=("Done", "Partly", "Not done", "Cannot say"),
    say_of_it="What they say of it",
    by="By",
    day="Day",
    time="Time",
    list_title="What we take in",
    list_intro="Paper only. Each sheet has its number at the foot.",
    list_intro_plain="Paper only.",
    columns=("Sheet", "What it is", "Pages", "In", "Out"),
    this_list="This list",
    in_all="In all",
    also="Also with us",
    page=("Page", "of"),
    goes_on="Goes on over the page",
    code="Code {code}",
)

# Easy read says the same to whoever ticks and signs, one idea a line. What whoever writes on the other sheets reads is as it was.
_EASY = replace(
    _ENGLISH,
    how_to_answer="Tick yes or no.\nYou can leave a line open.\nA yes is for now.\nYou can take it back at any time.\nYou need no reason.",
    chose_myself="I had time to ask.\nI chose these answers myself.",
)

_LANGUAGES = {"en-GB": _ENGLISH}
_EASY_LANGUAGES = {"en-GB": _EASY}


def pack_words(language: str, *, easy: bool = False) -> PackWords:
    """The words of these papers in a language such as "en-GB", or their words of easy read. Raises `NoSuchLanguage`."""
    known = _EASY_LANGUAGES if easy else _LANGUAGES
    if language not in known:
        raise NoSuchLanguage
    return known[language]
