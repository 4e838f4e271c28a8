"""The words that a person reads for stored codes, out of the term set `resources/terms/<language>.toml`. Knows no record and no screen."""

import tomllib
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from facilitator_app.resources import text

ENGLISH = "en"


@cache
def _terms(language: str) -> Mapping[str, Mapping[str, str]]:
    table = tomllib.loads(text("terms", f"{language}.toml"))
    return MappingProxyType({name: MappingProxyType(dict(said)) for name, said in table.items()})


def words(set_name: str) -> dict[str, str]:
    """The words of a set of choices by their codes, in the order in which they are offered. Raises `KeyError` for a set nobody has words for."""
    return dict(_terms(ENGLISH)[set_name])


def word(set_name: str, code: str) -> str:
    """The words for one code: "Person harmed". One from a newer version is shown as it is, with spaces; an empty one is empty."""
    return _terms(ENGLISH)[set_name].get(code) or code.replace("_", " ")


_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def number_word(number: int) -> str:
    """A small number as a word of a sentence: "three"; from eleven on in figures."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else str(number)
