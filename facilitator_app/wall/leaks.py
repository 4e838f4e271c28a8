"""What must not stand in a text for one recipient: word runs that come from somebody else's private part, and nowhere from what this one may know.

It finds words, names and numbers in their usual spellings. It cannot see hints, and never says that nothing is there.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import phonenumbers
from anyascii import anyascii

from facilitator_app.calendar import whole_day
from facilitator_app.records import Case, ConferencePlan, KnownToBoth, Participant, PassedOn, Service, SomethingElse, Told
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.codec import to_builtins
from facilitator_app.records.passing_on import RELEASED, step_of
from facilitator_app.records.record import Day, Id, Record, Seen, as_text, fields_of, person_in
from facilitator_app.wall.ordinary import is_ordinary

_TOKEN = re.compile(r"[^\W_]+(?:[’'`´][^\W_]+)*")
_DIGITS = re.compile(r"\+?\d[\d\s().-]{4,}\d")
_POSTCODE = re.compile(r"\b([A-Za-z]{1,2}\d[A-Za-z\d]?)\s*(\d[A-Za-z]{2})\b")
_SENTENCE_END = '.!?:;“"\n'
_RUN_WORDS = 4  # as many words in a row, two of them telling something, do not come twice by chance
_LEAST_DIGITS = 6
_FEW = 3


@dataclass(frozen=True, slots=True, repr=False)
class Hit:
    """Words in a text that come from somebody's private part: where they stand, whose they are, and since when it is written."""

    start: int
    end: int
    words: str
    owner: Id
    since: str  # an ISO day, or ""


@dataclass(frozen=True, slots=True)
class _Token:
    """One word of a text: where it stands, how it is compared, and whether it is written like a name."""

    start: int
    end: int
    key: str
    like_a_name: bool


@dataclass(slots=True, repr=False)
class Private:
    """What one person's part holds that another may not know, in the forms in which it is looked for."""

    words: dict[str, tuple[Id, str]] = field(default_factory=dict)  # a telling word -> whose, since when
    runs: dict[tuple[str, ...], tuple[Id, str]] = field(default_factory=dict)
    numbers: dict[str, tuple[Id, str]] = field(default_factory=dict)
    texts: list[tuple[str, Id, str]] = field(default_factory=list)  # folded, whose, since when: where a whole phrase stands

    def __len__(self) -> int:
        return len(self.words) + len(self.numbers)


def folded(word: str) -> str:
    """A word as it is compared: without case, accents, look-alike letters and the genitive's s."""
    plain = anyascii(unicodedata.normalize("NFKC", word)).casefold().replace("`", "'")
    return re.sub(r"'s?$", "", plain).replace("'", "")


def tokens(text: str) -> list[_Token]:
    """The words of a text. A capital says "name" unless a sentence begins there."""
    found = []
    for match in _TOKEN.finditer(text):
        before = text[: match.start()].rstrip()
        begins = not before or before[-1] in _SENTENCE_END
        word = match.group()
        like_a_name = (word[0].isupper() and not begins) or (word[0].isalpha() and not word.isascii() and word[0].isupper())
        found.append(_Token(match.start(), match.end(), folded(word), like_a_name))
    return found


# What is private --------------------------------------------------------------------------------------------------------------


def private_to_others(file: CaseFile, recipient: Id, service: Service | None = None) -> Private:
    """Everything in other people's parts that `recipient` may not know."""
    known_words, known_text = _known(file, recipient, service)
    found = Private()
    for record in file.records.values():
        owner = person_in(file.compartments.get(record.id, ""))
        if not owner or owner == recipient:
            continue
        source = (owner, _since(file, record))
        for name, text in _texts(record):
            _collect(found, text, source, known_words, known_text, named=name)
    return found


def _texts(record: Record) -> Iterator[tuple[bool, str]]:
    """The private texts of a record. True where every word of it is a name: what stands in a field for one."""
    for declared in fields_of(type(record)):
        if declared.ask.seen not in (Seen.PRIVATE, Seen.PASSED, Seen.JUDGEMENT) or declared.ask.choices:
            continue
        value = getattr(record, declared.name)
        if declared.type is Day:
            yield False, " ".join(_spellings(str(value)))
        else:
            yield declared.name in _NAMES, as_text(to_builtins(value))


_NAMES = {"legal_name", "known_as", "lines", "professional", "prison"}


def _spellings(iso: str) -> list[str]:
    """A day as people write it in numbers."""
    day = whole_day(iso)
    return [f"{day:%d/%m/%Y}", f"{day:%d.%m.%Y}", f"{day:%d%m%Y}"] if day else []


def _known(file: CaseFile, recipient: Id, service: Service | None) -> tuple[set[str], str]:
    """The words that the recipient may know, and all of it as one folded text to look for runs in."""
    texts: list[str] = [as_text(to_builtins(getattr(service, f.name))) for f in fields_of(Service)] if service else []
    for record in file.records.values():
        if person_in(file.compartments.get(record.id, "")) == recipient:
            texts += [text for _, text in _texts(record)]
        texts += _open_to(record, recipient)
    keys = [token.key for text in texts for token in tokens(text)]
    return set(keys), " ".join(keys)


def _open_to(record: Record, recipient: Id) -> list[str]:  # noqa: PLR0911 - one line for each kind reads as the table that it is
    """What of a record outside anybody's part this recipient may know."""
    match record:
        case Participant():
            return [record.print_name]
        case KnownToBoth():
            return [record.words]
        case SomethingElse() if record.recipient in ("", recipient):
            return [record.words]
        case Told() if record.person == recipient and record.known == "told":
            return [record.words]
        case PassedOn() if record.giver == recipient or (record.receiver == recipient and step_of(record) in RELEASED):
            return [record.words]
        case ConferencePlan():
            return [record.room]
        case Case():
            return [record.lead, record.co_facilitator]
    return []  # an agreement and its terms are what is looked at: they make nothing known by themselves


def _since(file: CaseFile, record: Record) -> str:
    for field_name in ("day", "on"):
        found = str(getattr(record, field_name, ""))
        if found:
            return found
    meeting = file.records.get(Id(str(getattr(record, "meeting", ""))))
    if meeting is not None and getattr(meeting, "day", ""):
        return str(getattr(meeting, "day", ""))
    entered = file.entered.get(record.id)
    return entered.at[:10] if entered else ""


def _collect(found: Private, text: str, source: tuple[Id, str], known: set[str], known_text: str, *, named: bool) -> None:
    words = tokens(text)
    found.texts.append((f" {' '.join(token.key for token in words)} ", *source))
    for token in words:
        telling = (named or token.like_a_name) and len(token.key) >= _FEW and not token.key.isdigit()
        if telling and token.key not in known and not is_ordinary(token.key):
            found.words.setdefault(token.key, source)
    for number in _numbers(text):
        if number not in known_text.replace(" ", ""):
            found.numbers.setdefault(number, source)
    keys = tuple(token.key for token in words)
    for start in range(len(keys) - _RUN_WORDS + 1):
        run = keys[start : start + _RUN_WORDS]
        if sum(not is_ordinary(key) for key in run) >= _FEW - 1 and " ".join(run) not in known_text:
            found.runs.setdefault(run, source)


def _numbers(text: str) -> set[str]:
    """Telephone numbers, postcodes, addresses of mail and long numbers, each in one spelling."""
    found = {re.sub(r"\D", "", match.group()) for match in _DIGITS.finditer(text)}
    for match in phonenumbers.PhoneNumberMatcher(text, "GB", leniency=phonenumbers.Leniency.POSSIBLE):
        found.add(str(match.number.national_number))
    found |= {number[1:] for number in found if number.startswith("0")} | {number[2:] for number in found if number.startswith("44")}
    found = {number for number in found if len(number) >= _LEAST_DIGITS}
    found |= {"".join(match.groups()).casefold() for match in _POSTCODE.finditer(text)}
    found |= {match.group().casefold() for match in re.finditer(r"[\w.+-]+@[\w-]+\.[\w.-]+\w", text)}
    found |= {match.group().casefold() for match in re.finditer(r"\b[A-Za-z]\d{4}[A-Za-z]{2}\b", text)}  # a prison number
    return found


# What is found ----------------------------------------------------------------------------------------------------------------


def hits(text: str, private: Private) -> list[Hit]:
    """The places in a text that come from somebody's private part, from left to right, neighbouring words as one."""
    words = tokens(text)
    marks: list[tuple[int, int, tuple[Id, str]]] = []
    for token in words:
        for key in (token.key, *_unplural(token.key)):
            if key in private.words:
                marks.append((token.start, token.end, private.words[key]))
                break
    keys = [token.key for token in words]
    for start in range(len(keys) - _RUN_WORDS + 1):
        source = private.runs.get(tuple(keys[start : start + _RUN_WORDS]))
        if source:
            marks.append((words[start].start, words[start + _RUN_WORDS - 1].end, source))
    marks += _number_marks(text, private)
    return [_where_it_stands(hit, private) for hit in _joined(text, marks)]


def _where_it_stands(hit: Hit, private: Private) -> Hit:
    """A hit of several words is from where all of them stand together, which may be later than where the first was written."""
    phrase = f" {' '.join(token.key for token in tokens(hit.words))} "
    for text, owner, since in private.texts:
        if phrase in text:
            return replace(hit, owner=owner, since=since)
    return hit


def _unplural(key: str) -> Sequence[str]:
    return (key[:-1],) if key.endswith("s") and len(key) > _FEW else ()


def _number_marks(text: str, private: Private) -> Iterator[tuple[int, int, tuple[Id, str]]]:
    patterns = (_DIGITS, _POSTCODE, re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+\w"), re.compile(r"\b[A-Za-z]\d{4}[A-Za-z]{2}\b"))
    for pattern in patterns:
        for match in pattern.finditer(text):
            source = next((private.numbers[number] for number in _numbers(match.group()) if number in private.numbers), None)
            if source:
                yield match.start(), match.end(), source


def _joined(text: str, marks: Iterable[tuple[int, int, tuple[Id, str]]]) -> list[Hit]:
    """Marks that touch, or have only a space or an ordinary capitalised word between them, as one hit: "Larkspur Library"."""
    found: list[Hit] = []
    for start, end, (owner, since) in sorted(marks):
        last = found[-1] if found else None
        if last and last.owner == owner and (start <= last.end or not text[last.end : start].strip(" -,’'")):
            last_end = max(end, last.end)
            found[-1] = Hit(last.start, last_end, text[last.start : last_end], owner, last.since)
        else:
            found.append(Hit(start, end, text[start:end], owner, since))
    return [_with_name_around(text, hit) for hit in found]


def _with_name_around(text: str, hit: Hit) -> Hit:
    """A hit with the capitalised word that follows it: a name is read as a whole."""
    follows = re.match(r"\s+([A-Z][^\W\d_]+)", text[hit.end :])
    if follows is None:
        return hit
    end = hit.end + follows.end()
    return Hit(hit.start, end, text[hit.start : end], hit.owner, hit.since)
