"""The fixed words of the papers: English here, Welsh in `resources/papers`. Knows no paper's content, and not whether somebody passed them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from facilitator_app.errors import Trouble
from facilitator_app.resources import text
from facilitator_app.wall.sheets import Standing


@dataclass(frozen=True, slots=True)
class AgreementWords:
    """What every outcome agreement says by itself, at a reading age of about eleven."""

    title: str
    intro: dict[Standing, str]
    terms: dict[Standing, str]
    date: str
    place: str
    facilitators: str
    people: str
    number: str
    what: str
    who: str
    who_long: str
    by_when: str
    how_shown: str
    who_may_see: str
    changes: str
    signing: str
    statement: str
    how_to_sign: str
    cross_through: str
    agreed_so_far: str
    agreed_in_short: str
    agreed_numbers: str
    agreed_many: str
    name: str
    sign_here: str
    signed: str
    signed_by_hand: str
    signed_on: str
    signed_by: str
    signed_on_by: str
    and_: str
    copies: str
    copy: str
    copy_of: str
    version: str
    check_code: str
    page: tuple[str, str]
    goes_on: str
    with_: str
    draft: str


_ENGLISH = AgreementWords(
    title="Outcome agreement",
    intro={
        Standing.BLANK: "This paper says what we agreed. Everyone took part by choice. It is not a court order.",
        Standing.DRAFT: "This is a draft. Nothing on it is agreed yet, and every word can still be changed.",
        Standing.AGREED: "This paper says what we agreed. Everyone took part by choice. It is not a court order.",
    },
    terms={Standing.BLANK: "What we agreed", Standing.DRAFT: "What we may agree", Standing.AGREED: "What we agreed"},
    date="Date",
    place="Place",
    facilitators="Facilitators",
    people="Who took part",
    number="No.",
    what="What will happen",
    who="Who",
    who_long="Who will do it",
    by_when="By when",
    how_shown="How we will check",
    who_may_see="Who may see this paper",
    changes="If something changes",
    signing="Signing",
    statement="This paper says what we agreed. I took part by choice. I can ask for a change at any time.",
    how_to_sign="Sign with your first name or initials if you like.",
    cross_through="Cross through empty lines before anybody signs.",
    agreed_so_far="What we agreed:",
    agreed_in_short="What we agreed, in a few words:",
    agreed_numbers="What we agreed: the things numbered 1 to",
    agreed_many="the things numbered 1 to {last} on this paper.",
    name="Name",
    sign_here="Name or initials",
    signed="Signed",
    signed_by_hand="This is a typed copy of a paper that was signed by hand.",
    signed_on="Signed by hand on {date}. This is a typed copy.",
    signed_by="Signed by hand by {names}. This is a typed copy.",
    signed_on_by="Signed by hand on {date} by {names}. This is a typed copy.",
    and_="and",
    copies="Copies of this paper:",
    copy="Copy: {name}",
    copy_of="Copy {number} of {count}: {name}",
    version="Version {version}",
    check_code="Check code {code}",
    page=("Page", "of"),
    goes_on="Goes on over the page",
    with_="with",
    draft="DRAFT – NOT YET AGREED",
)

# Easy read says the same, one idea a line. What people sign is the same statement.
_EASY = replace(
    _ENGLISH,
    title="Our agreement",
    intro={
        Standing.BLANK: "This paper says what we agreed.\nEveryone took part by choice.\nIt is not a court order.",
        Standing.DRAFT: "This is a draft.\nNothing on it is agreed yet.\nEvery word can still be changed.",
        Standing.AGREED: "This paper says what we agreed.\nEveryone took part by choice.\nIt is not a court order.",
    },
    statement=_ENGLISH.statement.replace(". ", ".\n"),
    signed_by_hand="This is a typed copy.\nPeople signed another paper by hand.",
    signed_on="This is a typed copy.\nPeople signed another paper by hand.\nThey signed on {date}.",
    signed_by="This is a typed copy.\nPeople signed another paper by hand.\nThese people signed: {names}.",
    signed_on_by="This is a typed copy.\nPeople signed another paper by hand.\nThey signed on {date}.\nThese people signed: {names}.",
)

_LANGUAGES = {"en-GB": _ENGLISH}
_EASY_LANGUAGES = {"en-GB": _EASY}


@dataclass(frozen=True, slots=True)
class LetterWords:
    """What letters and forms say by themselves, around a service's own text."""

    page: tuple[str, str]
    for_: str
    yes: str
    no: str
    date: str
    version: str
    language: str


_LETTERS = {
    "en-GB": LetterWords(
        page=("Page", "of"), for_="For {name}", yes="Yes", no="No", date="Date", version="Version {version}", language="English"
    )
}


_TRANSLATED = frozenset({"cy"})  # their words are data: `resources/papers/<language>.toml`
UNCHECKED = "DRAFFT / DRAFT"  # on each page of what nobody who is named has passed


@cache
def _table(language: str) -> Mapping[str, Any]:
    return tomllib.loads(text("papers", f"{language}.toml"))


@cache
def _agreement_in(language: str) -> AgreementWords:
    said = dict(_table(language)["agreement"])
    by_standing: dict[str, Any] = {
        name: {Standing(standing): words for standing, words in said.pop(name).items()} for name in ("intro", "terms")
    }
    return AgreementWords(page=tuple(said.pop("page")), **by_standing, **said)


@cache
def _letters_in(language: str) -> LetterWords:
    said = dict(_table(language)["letters"])
    return LetterWords(page=tuple(said.pop("page")), **said)


class NoSuchLanguage(Trouble):
    """A paper in a language that we have no words in: a wrong word on what people sign is worse than English."""

    def __init__(self) -> None:
        super().__init__("This paper has not been translated into that language and checked yet.", "Print it in English.")


def agreement_words(language: str, *, easy: bool = False) -> AgreementWords:
    """The words of an agreement in a language such as "en-GB", or its words of easy read. Raises `NoSuchLanguage`."""
    if language in _TRANSLATED and not easy:
        return _agreement_in(language)
    known = _EASY_LANGUAGES if easy else _LANGUAGES
    if language not in known:
        raise NoSuchLanguage
    return known[language]


def letter_words(language: str) -> LetterWords:
    """The words around a letter in a language such as "en-GB". Raises `NoSuchLanguage`."""
    if language in _TRANSLATED:
        return _letters_in(language)
    if language not in _LETTERS:
        raise NoSuchLanguage
    return _LETTERS[language]
