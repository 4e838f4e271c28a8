"""The texts of letters and forms: the usual ones, and a service's own in their place. They belong to no case and to nobody."""

from datetime import date

from facilitator_app.errors import Trouble
from facilitator_app.language import words
from facilitator_app.records import LetterText
from facilitator_app.records.case_file import CaseFile, assemble
from facilitator_app.records.record import NOBODY, Choice, Id
from facilitator_app.resources import text as words_in
from facilitator_app.vault.rows import Changed
from facilitator_app.wall.sheets import WELSH
from facilitator_app.wall.sheets_letters import ConsentSheet, FirstLetterSheet, InformationSheet, InvitationSheet, LetterSheet, Text
from facilitator_app.workbook.workbook import Workbook

WHERE = "service"
CY = "-cy"  # ends the name of a text in Welsh, which is a draft until somebody who is named has passed it
EASY = "-easy"  # ends the name of a text for easy read: other sentences, not the same ones in larger letters
_SOME_DAY = date(2026, 3, 17)


def names() -> tuple[str, ...]:
    """Every text, by the name of its file."""
    return tuple(words("letter_text"))


def kept(book: Workbook) -> CaseFile:
    """What the service keeps."""
    return assemble(NOBODY, book.vault.stored(WHERE))


def own(file: CaseFile, name: str) -> LetterText | None:
    """The service's own, where it has begun one."""
    return next((one for one in reversed(file.all(LetterText)) if one.which == name), None)


def text_of(book: Workbook, name: str) -> Text:
    """What is printed: the service's own words where it has some."""
    found = own(kept(book), name)
    return Text(name, found.words.strip(), own=True) if found is not None and found.words.strip() else usual(name)


def usual(name: str) -> Text:
    """The words that come with the program."""
    folder, file = (WELSH, name.removesuffix(CY)) if name.endswith(CY) else ("en", name)
    return Text(name, words_in("letters", folder, f"{file}.md"))


def has_two_versions(book: Workbook, name: str) -> bool:
    """Whether two versions of a service's own words stand side by side."""
    file = kept(book)
    found = own(file, name)
    return found is not None and any(record == found.id for record, _ in file.forks)


def begin(book: Workbook, name: str) -> tuple[Id, Changed]:
    """The service's own, which begins as the usual words."""
    file = kept(book)
    found = own(file, name)
    if found is None:
        return book.add(LetterText, NOBODY, {"which": Choice(name), "words": usual(name).words})
    return found.id, Changed() if found.words.strip() else book.record(file, found, {"words": usual(name).words})


def trouble_with(text: Text) -> str:
    """What is wrong with a text, in a sentence; empty where it can be printed for somebody of whom everything is written down."""
    from facilitator_app.papers.texts import read  # noqa: PLC0415 - costs 0.4 s, and most days nobody looks at a letter's words

    try:
        read(_sample(text))
    except Trouble as trouble:
        return trouble.sentence
    return ""


def _sample(text: Text) -> LetterSheet:
    """A sheet in which every name has words."""
    ring = ("Name", "Service", "01632 960 000", "9 to 5")
    match text.name.removesuffix(EASY).removesuffix(CY):
        case "information":
            return InformationSheet(text, *ring[1:])
        case "consent":
            return ConsentSheet(text, *ring, asked=("A question",), pictures=("question",), child=True)
        case "invitation":
            facts = {"at": "10:00", "room": "Room", "arrive_at": "09:30", "come_to": "Here", "bring": "Paper", "pause": "A hand"}
            return InvitationSheet(text, *ring, ("One", "Two"), _SOME_DAY, day=_SOME_DAY, there=("Name",), **facts)
        case _:
            return FirstLetterSheet(text, *ring, ("One", "Two"), _SOME_DAY)
