"""All conference guides: those of this program and those of this workbook, whose words are kept whatever they are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from facilitator_app.errors import Trouble
from facilitator_app.language import ENGLISH
from facilitator_app.records import OwnGuide
from facilitator_app.records.case_file import CaseFile, assemble
from facilitator_app.records.record import NOBODY, Id, compartment_name
from facilitator_app.resources import resource
from facilitator_app.vault.rows import Changed
from facilitator_app.wall import spelling
from facilitator_app.wall.ordinary import is_ordinary
from facilitator_app.workbook.guide_files import Brought, as_file, read_guide, words_of_file
from facilitator_app.workbook.guide_parts import Guide, Reading, fits
from facilitator_app.workbook.guide_reading import look_through
from facilitator_app.workbook.workbook import Workbook

SERVICE = compartment_name(OwnGuide, NOBODY)
FOR_WHOM = {"sides": "For somebody harmed and somebody responsible", "both": "For two who both took part", "": "For any meeting"}
_NAME = re.compile(r"[a-z0-9-]+\Z")
_BEGUN = "## 1. Welcome\n\nWhat this part is for.\n\nMinutes: 5\nSpeaks: lead facilitator\n\n- **What everybody should hear first.**\n"


class NoSuchGuide(Trouble):
    """A name that no guide has here."""

    def __init__(self) -> None:
        super().__init__("There is no conference guide of that name here.", "Choose another guide on the page of the meeting.")


@dataclass(frozen=True, slots=True, repr=False)
class Listed:
    """A guide in the list. `key`: its name where this program brings it, otherwise its record's id."""

    key: str
    name: str
    about: str
    words: str
    reading: Reading
    own: OwnGuide | None = None

    @property
    def fits(self) -> str:
        """For whom it has places: "sides", "both", or "" for anybody."""
        return fits(self.words)

    @property
    def said_for_whom(self) -> str:
        """For which kind of meeting, in its author's words if there are any."""
        return self.about.rstrip(".") or FOR_WHOM[self.fits]


# The guides of this program ---------------------------------------------------------------------------------------------------


@cache
def guide(name: str) -> Guide:
    """The guide of this program that has that name. Raises `NoSuchGuide`, `GuideNotRead`."""
    return read_guide(name, file_of(name))


def file_of(name: str) -> str:
    """The text of its file. Raises `NoSuchGuide`."""
    file = resource("scripts", ENGLISH, f"{name}.md")
    if not _NAME.match(name) or not file.is_file():
        raise NoSuchGuide
    return file.read_text(encoding="utf-8")


def _names() -> list[str]:
    return [file.name.removesuffix(".md") for file in resource("scripts", ENGLISH).iterdir() if file.name.endswith(".md")]


def is_of_program(name: str) -> bool:
    """Whether this program brings a guide of that name."""
    return name in _names()


def guides() -> list[Guide]:
    """The guides of this program, by title. Raises `GuideNotRead`."""
    return sorted(map(guide, _names()), key=lambda one: one.title)


@cache
def _listed(name: str) -> Listed:
    words = words_of_file(file_of(name))
    return Listed(name, guide(name).title, guide(name).about, words, look_through(words))


# All guides -------------------------------------------------------------------------------------------------------------------


def shared(book: Workbook) -> CaseFile:
    """The records that belong to no case; none while one side alone is open."""
    return assemble(NOBODY, book.vault.stored(SERVICE) if book.side is None else ())


def every(book: Workbook) -> list[Listed]:
    """First the guides of this program, then those of the workbook by name, also those that were taken out of the list."""
    own = sorted(shared(book).all(OwnGuide), key=lambda one: (one.name.casefold(), one.id))
    return [*(_listed(one.name) for one in guides()), *map(listed, own)]


def listed(own: OwnGuide) -> Listed:
    """A guide of the workbook as it stands in the list."""
    return Listed(own.id, own.name or "A guide with no name yet", own.about, own.words, look_through(own.words), own)


def one(book: Workbook, key: str) -> Listed:
    """One guide of the list. Raises `NoSuchGuide`."""
    own = shared(book).get(OwnGuide, key)
    return listed(own) if own else _listed(key)


def copy(book: Workbook, key: str) -> tuple[Id, Changed]:
    """A guide of one's own with the words of another."""
    found = one(book, key)
    return _add(book, f"{found.name}, our own", found.about, found.words.lstrip("\n"), key)


def begin(book: Workbook) -> tuple[Id, Changed]:
    """A guide of one's own, with one stage to begin from."""
    return _add(book, "", "", _BEGUN, "")


def bring_in(book: Workbook, found: Brought) -> tuple[Id, Changed]:
    """A guide out of a file, in one go."""
    return _add(book, found.name, found.about, found.words, "file")


def _add(book: Workbook, name: str, about: str, words: str, made_from: str) -> tuple[Id, Changed]:
    return book.add(OwnGuide, NOBODY, {"name": name, "about": about, "words": words, "made_from": made_from, "by": book.me().name})


def take_out(book: Workbook, key: Id, *, out: bool) -> Changed:
    """Takes a guide out of the list, or puts it back. No meeting that has it loses it."""
    file = shared(book)
    own = file.get(OwnGuide, key)
    if own is None:
        raise NoSuchGuide
    return book.record(file, own, {"withdrawn_on": book.clock.today().isoformat() if out else ""})


def file_text(book: Workbook, key: str) -> str:
    """A guide as a file holds it; one of this program exactly as it came. Raises `NoSuchGuide`."""
    found = one(book, key)
    return as_file(found.name, found.about, found.words) if found.own else file_of(key)


def names_of_people(book: Workbook) -> frozenset[str]:
    """The names of everybody in an open case, as they are compared: no guide should hold one. None while one side alone is open."""
    if book.side is not None:
        return frozenset()
    return frozenset(
        token.key for fact in book.cases() if not fact.closed_on for token in spelling.tokens(fact.names) if len(token.key) > 1
    )


def named_in(words: str, names: frozenset[str]) -> list[str]:
    """Which of these names stand in a text, as they are written there. A word of every day counts where it is written like a name."""
    return list(dict.fromkeys(_named_in(words, names)))


def _named_in(words: str, names: frozenset[str]) -> Iterator[str]:
    for token in spelling.tokens(words):
        if token.key in names and (token.like_a_name or (token.capital and not is_ordinary(token.key))):
            yield words[token.start : token.end].removesuffix("’s").removesuffix("'s")


def name_said(found: list[str]) -> str:
    """The sentence about names that stand in a guide; empty for none."""
    if not found:
        return ""
    names = " and ".join(f"“{name}”" for name in found[:3])
    said = f"{names} is a name" if len(found) == 1 else f"{names} are names"
    return f"A guide is used in other cases too. {said} in one of yours."
