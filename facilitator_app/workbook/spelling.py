"""Which words of a text nobody knows: not the dictionary, not the workbook's own words, not the names of the case that is open.

What may be *accepted* and what may be *suggested* are two things, because one side may be open with that person looking on:

- Suggested are words of the dictionary, which are the same everywhere, and names that this side may know: they are read through the same
  one-side view as every page. A word that somebody taught the workbook is never suggested. "Larkspur", told by Margaret alone, would
  otherwise be offered in Daniel's note by the program itself.
- Accepted without a word are also the workbook's own words, whoever's note they came from. An own word that goes unmarked looks like each of
  the dictionary's hundred thousand: to learn anything from that, somebody must already have typed the word themselves, letter by letter and
  unprompted, and would then know that some colleague once wrote it, in whichever case. That hint is small, and the other way is
  worse: were own words asked for by side, each would have to be kept with whose it is, and a list of "words that Margaret told" would lie in
  the workbook. For the same reason a word can be taken out again only while everything is open: the offer would say that it was taught.

Knows no screen and no thread.
"""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from facilitator_app.ledger.seals import fresh_id
from facilitator_app.records import OwnWord, Participant
from facilitator_app.records.case_file import CaseFile, assemble
from facilitator_app.records.record import GONE, NOBODY, Compartment, Id
from facilitator_app.vault.rows import Changed, Row
from facilitator_app.workbook.dictionary import Dictionary
from facilitator_app.workbook.workbook import Workbook

_LONGEST = 40  # nobody's word is longer; what is, is no word
_ABBREVIATION = 6
_MOST_OFFERED = 5
_LATIN_ENDS, _MORE_LATIN = 0x250, range(0x1E00, 0x1F00)
_JOINERS = "\u00ad\u200b\u200c\u200d\u2060"  # pasted with words, and seen by nobody
_LETTER = rf"[^\W\d_][\u0300-\u036f{_JOINERS}]*"
_WORD = re.compile(rf"(?:{_LETTER})+(?:['’‑-](?:{_LETTER})+)*")
_TOGETHER = re.compile(r"\S+")
# An address, a reference, a number with its unit: whatever stands in one piece with these is no prose.
_NO_PROSE = re.compile(r"[\d@_\\#]|://|\w\.\w|^www\.", re.IGNORECASE)
_DROPPED = str.maketrans({"’": "'", "‑": "-"} | dict.fromkeys(_JOINERS, ""))


@dataclass(frozen=True, slots=True, repr=False)
class Found:
    """A word of a text: where it stands, and how it is looked up."""

    start: int
    end: int
    word: str


def words_in(text: str) -> Iterator[Found]:
    """The words of a text that have a spelling; no numbers, addresses, references, abbreviations or words of another script."""
    for together in _TOGETHER.finditer(text):
        if _NO_PROSE.search(together[0].rstrip(".,;:!?…)”’\"'")):
            continue
        for found in _WORD.finditer(together[0]):
            word = unicodedata.normalize("NFC", found[0]).translate(_DROPPED)
            if _has_a_spelling(word):
                yield Found(together.start() + found.start(), together.start() + found.end(), word)


def _has_a_spelling(word: str) -> bool:
    if len(word) < 2 or len(word) > _LONGEST or (len(word) <= _ABBREVIATION and word.isupper()):  # noqa: PLR2004 - one letter is none
        return False
    return all(ord(letter) < _LATIN_ENDS or ord(letter) in _MORE_LATIN for letter in word)


def key_of(word: str) -> str:
    """A word without its capitals and its possessive."""
    return word.casefold().removesuffix("'s").removesuffix("'")


class Known:
    """The dictionary, with what is known besides it while one case is open."""

    def __init__(self, dictionary: Dictionary) -> None:
        self.dictionary = dictionary
        self._names: dict[str, str] = {}
        self._own: frozenset[str] = frozenset()
        self._not_now: set[str] = set()

    def set_names(self, names: Iterable[str]) -> None:
        """Names that this side may know: accepted and suggested."""
        self._names = {key_of(found.word): found.word for name in names for found in words_in(name)}

    def set_own(self, words: Iterable[str]) -> None:
        """The workbook's own words: accepted, never suggested."""
        self._own = frozenset(key_of(word) for word in words)

    def pass_over(self, word: str) -> None:
        """Not now: accepted until the program ends, which a lock does."""
        self._not_now.add(key_of(word))

    def is_own(self, word: str) -> bool:
        """Whether it is one of the workbook's own words."""
        return key_of(word) in self._own

    def has(self, word: str) -> bool:
        """Whether it is known; of words joined by a hyphen, whether the whole is, or each of them."""
        if self._is_known(word):
            return True
        first, *rest = parts = word.split("-")
        return bool(rest and first) and all(map(self._is_known, parts))

    def _is_known(self, word: str) -> bool:
        key = key_of(word)
        return key in self._names or key in self._own or key in self._not_now or self.dictionary.has(word)

    def offered(self, word: str) -> list[str]:
        """Up to five words that may have been meant: names that are near, then the dictionary's. The ending of a possessive stays."""
        key = key_of(word)
        ending = word[len(key) :]
        names = [self._names[near] + ending for near in difflib.get_close_matches(key, self._names, 2, 0.8)]
        return list(dict.fromkeys(names + self.dictionary.near(word)))[:_MOST_OFFERED]


def names_in(file: CaseFile) -> list[str]:
    """The names that stand in a case file as this side sees it: of its people, and of the colleagues who have the case."""
    case = file.case
    return [*(person.print_name for person in file.all(Participant)), case.lead, case.co_facilitator, case.supervisor]


def own_words(book: Workbook) -> tuple[OwnWord, ...]:
    """The workbook's own words."""
    return _kept(book).all(OwnWord)


def add(book: Workbook, word: str) -> Changed:
    """Keeps a word as one of the workbook's own; nothing where it is one already."""
    if any(key_of(one.word) == key_of(word) for one in own_words(book)):
        return Changed()
    return book.save([Row(Compartment.USER, OwnWord.kind, Id(fresh_id()), {"word": word})], "a word added")


def take_out(book: Workbook, word: str) -> Changed:
    """Takes a word out of the workbook's own again."""
    file = _kept(book)
    rows = [
        Row(Compartment.USER, OwnWord.kind, one.id, {GONE: True}, dict(file.standing[one.id]))
        for one in file.all(OwnWord)
        if key_of(one.word) == key_of(word)
    ]
    return book.save(rows, "a word taken out") if rows else Changed()


def _kept(book: Workbook) -> CaseFile:
    return assemble(NOBODY, book.vault.stored(Compartment.USER))
