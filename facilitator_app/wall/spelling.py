"""Words, names, numbers and days as they are compared: whatever spelling they are in, and where in the text they stand.

Knows no case and no person. Pure.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii
from rapidfuzz import process
from rapidfuzz.distance import OSA

from facilitator_app.calendar import whole_day
from facilitator_app.wall import spoken
from facilitator_app.wall.ordinary import MONTHS, is_ordinary

_TOKEN = re.compile(r"[^\W_]+(?:[’'`´‘ʼ＇][^\W_]+)*")
_BEGINS = re.compile(r"[.!?:;\n“\"•(‘]")
_TITLES = frozenset({"mr", "mrs", "ms", "dr", "st", "rev", "prof"})
_GENITIVE = re.compile(r"'s?$")
_NO_LETTER = re.compile(r"[^a-z0-9]")
_LEAST_ROOT = 4
# Letters of other alphabets that are taken for one of ours where both stand in one word, and that `anyascii` reads as another.
_LOOKS = str.maketrans("АВЕЅІЈКМНОРСТУХасеіјорхуѕԁһԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧνορυıɑɡ", "ABESIJKMHOPCTYXaceijopxysdhqwABEZHIKMNOPTYXvopuiag")
_WORD = re.compile(r"[^\W_]+")

Place = tuple[int, int]  # from, up to: in the text as it was given


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a text: where it stands, how it is compared, whether it has a capital, and whether a sentence begins with it."""

    start: int
    end: int
    key: str
    capital: bool
    begins: bool
    cased: bool = True  # False in scripts that have no capitals, and often no spaces

    @property
    def like_a_name(self) -> bool:
        """A capital says "name", unless a sentence begins there."""
        return self.capital and not self.begins


def folded(word: str) -> str:
    """A word as it is compared: without case, accents, look-alike letters, apostrophes and the genitive's s."""
    if word.isascii() and word.isalnum():
        return word.lower()
    plain = anyascii(unicodedata.normalize("NFKC", word)).lower().replace("`", "'").replace("´", "'")
    return _NO_LETTER.sub("", _GENITIVE.sub("", plain)) or _NO_LETTER.sub("", plain)


def root(key: str) -> str:
    """A folded word without the plural's s: "the Larkspurs". A weekday in full: "Weds"."""
    key = spoken.short_weekdays().get(key, key)
    return key[:-1] if len(key) > _LEAST_ROOT and key.endswith("s") and not key.endswith("ss") else key


def forms(key: str) -> tuple[str, ...]:
    """Under which forms a word is kept and looked up: itself, and without the plural's s where neither is a word of every day."""
    short = root(key)
    return (key,) if short == key or is_ordinary(key) or is_ordinary(short) else (key, short)


LEAST_NEAR = 6  # letters from which on one wrong letter still leaves one word


def near(key: str, words: Iterable[str]) -> list[str]:
    """Which of these words a key is with one typing error: a letter too many, too few, another, or two that changed places."""
    return [word for word, _, _ in process.extract_iter(key, words, scorer=OSA.distance, score_cutoff=1)]


def tokens(text: str) -> list[Token]:
    """The words of a text. Signs that nobody sees, and accents that stand by themselves, part no word."""
    plain, places = seen(text)
    found: list[Token] = []
    behind = 0
    for match in _TOKEN.finditer(plain):
        start, end = match.span()
        word = match.group()
        key = folded(word)
        if key:
            begins = not found or bool(_BEGINS.search(plain, behind, start))
            if begins and found and plain[behind:start] in (". ", ".\xa0") and found[-1].key in _TITLES:
                begins = False
            cased = word[0].isascii() or unicodedata.category(word[0]) != "Lo"
            where = (start, end) if places is None else (places[start], places[end - 1] + 1)
            found.append(Token(*where, key, word[0].isupper() or not cased, begins, cased))
        behind = end
    return found


def seen(text: str) -> tuple[str, list[int] | None]:
    """The text without invisible signs and loose accents, in one alphabet, and where each of its letters stood; None when nothing was left out."""
    if text.isascii():
        return text, None
    kept = [place for place, letter in enumerate(text) if unicodedata.category(letter) not in ("Cf", "Mn")]
    if len(kept) == len(text):
        return _in_one_alphabet(text), None
    return _in_one_alphabet("".join(text[place] for place in kept)), kept


def _in_one_alphabet(text: str) -> str:
    """The text with wide and other shapes of a sign as the plain one, and look-alike letters of another alphabet in ours, in words that hold
    both. As long as it was.
    """
    shapes = ((sign, unicodedata.normalize("NFKC", sign)) for sign in text)
    text = "".join(plain if len(plain) == 1 else sign for sign, plain in shapes)

    def ours(word: re.Match[str]) -> str:
        return word.group().translate(_LOOKS) if any(letter.isascii() for letter in word.group()) else word.group()

    return _WORD.sub(ours, text)


@dataclass(frozen=True, slots=True, repr=False)
class Compact:
    """A text as its letters and figures alone: where a code is found however it is spaced, dotted or written."""

    text: str
    letters: str
    starts: tuple[int, ...]  # where each of them stands in the text, from
    ends: tuple[int, ...]  # and up to

    def find(self, code: str) -> Iterator[Place]:
        """Where a code stands by itself, and not inside a longer word."""
        at = self.letters.find(code)
        while at >= 0:
            start, end = self.starts[at], self.ends[at + len(code) - 1]
            if not (self._goes_on(start - 1, start) or self._goes_on(end, end - 1)):
                yield start, end
            at = self.letters.find(code, at + 1)

    def _goes_on(self, outside: int, inside: int) -> bool:
        """Whether a word goes on across this edge. In scripts without capitals and spaces nothing says where a word ends."""
        if not 0 <= outside < len(self.text):
            return False
        beyond, edge = self.text[outside], self.text[inside]
        return beyond.isalnum() and "Lo" not in (unicodedata.category(beyond), unicodedata.category(edge))


def compact(text: str) -> Compact:
    """The letters and figures of a text, folded one by one."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        plain = letter.lower() if letter.isascii() else anyascii(letter).lower()
        for one in plain:
            if one.isalnum():
                letters.append(one)
                places.append(place)
    return Compact(text, "".join(letters), tuple(places), tuple(place + 1 for place in places))


_FIGURE_SAID = re.compile(rf"\b(?:double\s+|treble\s+)?(?:{'|'.join(spoken.FIGURES)})\b", re.IGNORECASE)


def compact_as_said(text: str) -> Compact | None:
    """The same with figures for the number words in it, for codes that are read out: "A four three two one"; None where there are none."""
    parts: list[tuple[str, int, int]] = []
    behind = 0
    for match in _FIGURE_SAID.finditer(text):
        parts += [(letter, place, place + 1) for place, letter in enumerate(text[behind : match.start()], behind)]
        figures = spoken.figures_of(match.group())
        parts += [(figure, match.start(), match.end()) for figure in figures]
        behind = match.end()
    if not parts:
        return None
    parts += [(letter, place, place + 1) for place, letter in enumerate(text[behind:], behind)]
    kept = [(letter.lower(), start, end) for letter, start, end in parts if letter.isascii() and letter.isalnum()]
    return Compact(text, "".join(one for one, _, _ in kept), tuple(start for _, start, _ in kept), tuple(end for _, _, end in kept))


ALIKE = str.maketrans("oil", "011")
_MOST_CODES = 4_000  # whose other form is kept


@lru_cache(_MOST_CODES)
def alike(code: str) -> str:
    """A code with one sign for those that are taken for each other: O and 0, I, l and 1. Empty where nothing but figures would be left."""
    found = code.translate(ALIKE)
    return "" if found.isdigit() or not any(letter.isdigit() for letter in code) else found


def letters_of(text: str) -> str:
    """A code in the one form in which it is looked for."""
    return compact(text).letters


# Numbers ----------------------------------------------------------------------------------------------------------------------

_GAP = r"[\s().\-‐‑‒–—/\u2060\u200b]"
_DIGITS = re.compile(rf"\+?\d(?:{_GAP}{{0,4}}\d){{5,}}")
_LEAST_LONG = 9  # figures from which on a number is somebody's telephone, and is found inside a longer run of figures
_NATIONAL = 10
_LOCAL = (6, 7, 8)  # a number without its area code


def numbers_in(text: str) -> Iterator[tuple[Place, str]]:
    """The runs of six figures and more, with where they stand, also where they are said in words."""
    for match in _DIGITS.finditer(text):
        yield match.span(), re.sub(r"\D", "", match.group())
    yield from spoken.numbers_said(text)


def is_day(text: str, start: int, end: int) -> bool:
    """Whether these figures are a day that is written with signs or spaces between: "2026-02-12"."""
    return any(pattern.fullmatch(text, start, end) for pattern in (_ISO, _NUMERIC))


def core(figures: str) -> str:
    """A number without what stands before it at home or from abroad: "+44 (0)7700 900101" and "07700 900101" are one."""
    if len(figures) > _NATIONAL:
        figures = figures.removeprefix("00").removeprefix("44")
    return figures.lstrip("0") or figures


def same_number(private: str, figures: str) -> bool:
    """Whether figures in a text are a private number (its core), whole or without its area code."""
    if len(private) >= _LEAST_LONG:
        return private in figures or any(figures == private[-length:] for length in _LOCAL)
    return core(figures) == private


# Codes ------------------------------------------------------------------------------------------------------------------------

_POSTCODE = re.compile(r"\b([A-Za-z]{1,2}\d[A-Za-z\d]?)\s*(\d[A-Za-z]{2})\b")
_EMAIL = re.compile(r"([\w.+-]+)@([\w-]+(?:\.[\w-]+)+)")
_PRISON_NUMBER = re.compile(r"\b[A-Za-z]\s?\d{4}\s?[A-Za-z]{2}\b")
_CAR = re.compile(r"\b[A-Za-z]{2}\s?\d{2}[\s-]?[A-Za-z]{3}\b")
_OLD_CAR = re.compile(r"\b(?:[A-Z]\d{1,3}[\s-]?[A-Z]{3}|[A-Z]{3}[\s-]?\d{1,3}[A-Z])\b")  # as before 2001; only in capitals: "a 12 mm"
_MIXED = re.compile(r"\b(?=\w*\d)(?=\w*[A-Za-z])[A-Za-z0-9]{3,}\b")
_MEASURE = re.compile(r"\d+(?:st|nd|rd|th|am|pm|mm|cm|km|m|kg|g|h|hr|hrs|min|mins|pt|p|k|s|x)\Z|[A-Za-z]\d\Z", re.IGNORECASE)
_POST_OFFICES = frozenset({
    "aol.com", "btinternet.com", "gmail.com", "googlemail.com", "hotmail.co.uk", "hotmail.com", "icloud.com", "live.co.uk", "live.com",
    "mail.com", "me.com", "msn.com", "ntlworld.com", "outlook.com", "proton.me", "protonmail.com", "sky.com", "talktalk.net", "virginmedia.com",
    "yahoo.co.uk", "yahoo.com", "example.com", "example.net", "example.org",
})  # fmt: skip
_LEAST_MAILBOX = 6


def codes_in(text: str) -> set[str]:
    """Postcodes, addresses of mail, prison numbers, number plates and whatever else mixes letters with figures, each in one spelling."""
    found = {letters_of(match.group()) for pattern in (_POSTCODE, _PRISON_NUMBER, _CAR, _OLD_CAR) for match in pattern.finditer(text)}
    found |= {match.group().lower() for match in _MIXED.finditer(text) if not _MEASURE.match(match.group())}
    for box, domain in _EMAIL.findall(text):
        plain_box, plain_domain = letters_of(box), letters_of(domain)
        found |= {plain_box + plain_domain, f"{plain_box}at{letters_of(domain.replace('.', 'dot'))}", f"{plain_box}at{plain_domain}"}
        if len(plain_box) >= _LEAST_MAILBOX:
            found.add(plain_box)
        if domain.lower() not in _POST_OFFICES:
            found.add(plain_domain)
    return found


# Days -------------------------------------------------------------------------------------------------------------------------

_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth",
    "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth", "twenty-first", "twenty-second",
    "twenty-third", "twenty-fourth", "twenty-fifth", "twenty-sixth", "twenty-seventh", "twenty-eighth", "twenty-ninth", "thirtieth", "thirty-first",
)  # fmt: skip
_CARDINALS = (*list(spoken.FIGURES)[1:20], "twenty", *(f"twenty-{word}" for word in list(spoken.FIGURES)[1:10]), "thirty", "thirty-one")
_MONTH = rf"({'|'.join(f'{month[:3]}(?:{month[3:]})?' for month in MONTHS)}|sept)\.?"
_DAY = rf"(\d{{1,2}}(?:st|nd|rd|th)?|{'|'.join(word.replace('-', '[ -]') for word in (*reversed(_ORDINALS), *reversed(_CARDINALS)))})"
_YEAR = r"(?:,?\s+(\d{4}|[’']?\d{2})\b)?"
_DAY_MONTH = re.compile(rf"\b{_DAY}\s+(?:day\s+)?(?:of\s+)?{_MONTH}\b{_YEAR}", re.IGNORECASE)
_MONTH_DAY = re.compile(rf"\b{_MONTH}\s+(?:the\s+)?{_DAY}\b{_YEAR}", re.IGNORECASE)
_MONTH_ALONE = re.compile(rf"\b{_MONTH}\s+(?:of\s+)?(\d{{4}})\b", re.IGNORECASE)
_NUMERIC = re.compile(r"\b(\d{1,2})\s?[./\-‐‑–\s]\s?(\d{1,2})\s?[./\-‐‑–\s]\s?(\d{4}|\d{2})\b")
_ISO = re.compile(r"\b(\d{4})[./\-‐‑–](\d{1,2})[./\-‐‑–](\d{1,2})\b")
_MONTH_YEAR = re.compile(r"\b(\d{1,2})[./](\d{4})\b")
_IN_ONE = re.compile(r"\b(\d{2})(\d{2})(\d{4}|\d{2})\b")
_CENTURY = 100
_LAST_DAY = 31


@dataclass(frozen=True, slots=True)
class SomeDay:
    """A day or a month as somebody wrote it. 0 where the year or the day was left out."""

    year: int
    month: int
    day: int

    def may_be(self, private: "SomeDay") -> bool:
        """Whether these words give a private day away: the same day, with or without its year, or the same month of a day that is none."""
        if self.month != private.month or self.day != private.day:
            return False
        return self.year in (0, private.year) if private.year else True


def day_of(iso: str) -> SomeDay | None:
    """A stored day ("1961-07-19", "2027-02") or None: a year alone is no day."""
    whole = whole_day(iso)
    if whole is not None:
        return SomeDay(whole.year, whole.month, whole.day)
    partial = re.fullmatch(r"(\d{4})-(\d{1,2})", iso)
    return SomeDay(int(partial[1]), int(partial[2]), 0) if partial else None


def days_in(text: str) -> Iterator[tuple[Place, SomeDay]]:
    """The days that are written in a text, in words or in numbers, with where they stand."""
    for place, year, month, day in _written_days(text):
        if 1 <= month <= len(MONTHS) and 0 <= day <= _LAST_DAY:
            yield place, SomeDay(year, month, day)


def _written_days(text: str) -> Iterator[tuple[Place, int, int, int]]:
    for match in _DAY_MONTH.finditer(text):
        yield match.span(), _year(match[3]), _month(match[2]), _day(match[1])
    for match in _MONTH_DAY.finditer(text):
        yield match.span(), _year(match[3]), _month(match[1]), _day(match[2])
    for match in _MONTH_ALONE.finditer(text):
        yield match.span(), _year(match[2]), _month(match[1]), 0
    for match in (*_NUMERIC.finditer(text), *_IN_ONE.finditer(text)):
        yield match.span(), _year(match[3]), int(match[2]), int(match[1])
    for match in _ISO.finditer(text):
        yield match.span(), int(match[1]), int(match[2]), int(match[3])
    for match in _MONTH_YEAR.finditer(text):
        yield match.span(), int(match[2]), int(match[1]), 0


def _month(word: str) -> int:
    starts = [month[:3] for month in MONTHS]
    return starts.index(word[:3].lower()) + 1


def _day(word: str) -> int:
    figures = re.match(r"\d+", word)
    if figures:
        return int(figures.group())
    said = word.lower().replace(" ", "-")
    return (_ORDINALS.index(said) if said in _ORDINALS else _CARDINALS.index(said)) + 1


def _year(word: str | None) -> int:
    figures = re.sub(r"\D", "", word or "")
    year = int(figures) if figures else 0
    if 0 < year < _CENTURY:  # 61 was 1961, 27 will be 2027
        year += 2000 if year < _CENTURY // 2 else 1900
    return year
