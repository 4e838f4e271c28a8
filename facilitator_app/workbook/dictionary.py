"""British English: which words there are, and which are near a word that there is not. Knows no workbook, nobody's own words and no screen.

Nothing is ever added to it but the words of our work in `resources/spelling/practice.txt`, so that what it suggests is the same on every
screen and tells of nobody. It writes nothing: what it was asked is remembered in memory alone, and ends with the process.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from hunspell import Hunspell

from facilitator_app import resources

_MOST_REMEMBERED = 20_000
_MOST_NEAR = 5
_LONE_LETTER = re.compile(r" \S$")  # "facilitate r"
_RUN = re.compile(r"(\w)\1*")
_LONG_PATHS = "\\\\?\\"  # how Hunspell is told on Windows that a path is UTF-8


class Dictionary:
    """Read a piece at a time: Hunspell keeps Python's lock meanwhile, and the window stands still for as long (10 ms for one)."""

    def __init__(self) -> None:
        folder = resources.resource("spelling")
        self._folder = folder
        self._pieces = sorted(folder.glob("en_GB.*.dic"))
        self._hunspell: Hunspell | None = None
        self._remembered: dict[str, bool] = {}
        self.ready = False

    def read_on(self) -> bool:
        """Reads the next piece; whether that was the last. May be asked from any thread, by one at a time."""
        if self._hunspell is None:
            self._hunspell = Hunspell("en_GB", hunspell_data_dir=str(self._folder), system_encoding="utf-8")
            for word in resources.text("spelling", "practice.txt").split():
                self._hunspell.add(word)
        elif self._pieces:
            self._hunspell.add_dic(_for_hunspell(self._pieces.pop(0)))
        self.ready = not self._pieces
        return self.ready

    def has(self, word: str) -> bool:
        """Whether the word is in it. Every word, before all of it was read: nothing is wrong that was not looked up."""
        if self._hunspell is None or not self.ready:
            return True
        known = self._remembered.get(word)
        if known is None:
            if len(self._remembered) >= _MOST_REMEMBERED:
                self._remembered.clear()
            known = self._remembered[word] = bool(self._hunspell.spell(word))
        return known

    def near(self, word: str) -> list[str]:
        """Up to five words that may have been meant, the nearest first."""
        if self._hunspell is None or not self.ready:
            return []
        found = [one for one in self._hunspell.suggest(word) if one != word and not _LONE_LETTER.search(one)]
        return (found or [one for one in _doubled_anew(word) if self.has(one)])[:_MOST_NEAR]


def _doubled_anew(word: str) -> list[str]:
    """The word with one or two of its letters single where they were double, or the other way: "tommorow", which Hunspell has no answer to."""
    once = [*_one_doubled_anew(word)]
    return list(dict.fromkeys([*once, *(twice for one in once for twice in _one_doubled_anew(one))]))


def _one_doubled_anew(word: str) -> Iterator[str]:
    for run in _RUN.finditer(word):
        yield word[: run.start()] + run[1] * (1 if len(run[0]) > 1 else 2) + word[run.end() :]


def _for_hunspell(path: Path) -> str:
    return f"{_LONG_PATHS}{path}" if sys.platform == "win32" else str(path)
