"""The letters of a code that people read aloud, write down and type in: Crockford's base 32, without I, L, O and U."""

import secrets
from functools import reduce

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
BITS = 5
_LOOK_ALIKE = str.maketrans({"I": "1", "L": "1", "O": "0"})
_REDUCED_BY = 0b100101  # x^5 + x^2 + 1: of the field with 32 elements, whose powers of x come to every element but nought


def fresh(count: int) -> str:
    """So many letters, each with 5 random bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(count))


def spelled(number: int, count: int) -> str:
    """The lowest bits of a number in so many letters, the lowest first."""
    return "".join(ALPHABET[number >> BITS * place & 31] for place in range(count))


def as_typed(typed: str) -> str:
    """What somebody typed from paper, in any case and spacing, as letters of the alphabet where it can be."""
    return "".join(char for char in typed.upper() if char.isalnum()).translate(_LOOK_ALIKE)


def check_letter(letters: str) -> str:
    """A letter behind others by which any one wrong letter and any two that were exchanged are seen, among at most 30.

    Each letter counts times its own power of x: of one that is wrong, or of two that changed places, the sum cannot be the same.
    Raises `ValueError` for a letter that is none.
    """
    return ALPHABET[reduce(lambda total, letter: _times_x(total ^ ALPHABET.index(letter)), letters, 0)]


def _times_x(element: int) -> int:
    doubled = element << 1
    return doubled ^ _REDUCED_BY if doubled > len(ALPHABET) - 1 else doubled
