"""Towns that have more than one name: "Caerdydd" is Cardiff, and so is "yng Nghaerdydd". The list is closed, and lies in `resources/wall/places.txt`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from facilitator_app.resources import text
from facilitator_app.wall.spelling import Token, tokens

# How Welsh changes the beginning of a name after another word: "i Gaerdydd", "yng Nghaerdydd", "a Chaerdydd".
_MUTATED = {
    "c": ("g", "ngh", "ch"), "p": ("b", "mh", "ph"), "t": ("d", "nh", "th"), "g": ("", "ng"), "b": ("f", "m"), "d": ("dd", "n"), "m": ("f",),
    "ll": ("l",), "rh": ("r",),
}  # fmt: skip
_LEAST_MUTATED = 6  # letters: shorter ones become other words


@dataclass(frozen=True, slots=True)
class _Name:
    words: tuple[str, ...]
    place: str
    like_a_name: bool


def places_in(words: Sequence[Token]) -> Iterator[tuple[int, int, str]]:
    """(first word, last word, the town's English name) for each town of the list in a text, the longest name first."""
    names = _names()
    for at, token in enumerate(words):
        for name in names.get(token.key, ()):
            end = at + len(name.words)
            if tuple(word.key for word in words[at:end]) == name.words and (token.like_a_name or not name.like_a_name):
                yield at, end - 1, name.place
                break


@cache
def _names() -> Mapping[str, tuple[_Name, ...]]:
    found: dict[str, list[_Name]] = {}
    for line in text("wall", "places.txt").splitlines():
        if line and not line.startswith("#"):
            english, *others = (name.strip() for name in line.split("="))
            place = english.lstrip("!")
            for number, name in enumerate((english, *others)):
                for words in _spellings(name.lstrip("!"), welsh=number > 0):
                    found.setdefault(words[0], []).append(_Name(words, place, name.startswith("!")))
    return {first: tuple(sorted(names, key=lambda name: -len(name.words))) for first, names in found.items()}


def _spellings(name: str, *, welsh: bool) -> Iterator[tuple[str, ...]]:
    """A name as its words, as one word where it has a hyphen, and with its beginning changed."""
    words = tuple(token.key for token in tokens(name))
    yield words
    if "-" in name:
        yield ("".join(words),)
    if welsh and len("".join(words)) >= _LEAST_MUTATED and len(words[0]) > 1:
        for before, afters in _MUTATED.items():
            if words[0].startswith(before) and not (before == "c" and words[0].startswith("ch")):
                yield from ((after + words[0][len(before) :], *words[1:]) for after in afters)
