"""What must not stand in a text for one recipient: what comes from somebody else's private part, and was not released to this one.

It finds words, names, numbers and days in their usual spellings. It cannot see hints, and never says that nothing is there.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from itertools import pairwise
from typing import Any

from facilitator_app.records import (
    Address,
    Case,
    ConferencePlan,
    KnownToBoth,
    Participant,
    Particulars,
    PassedOn,
    SafeContact,
    Service,
    SomethingElse,
    Told,
)
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.passing_on import RELEASED, step_of
from facilitator_app.records.record import NOBODY, Day, Id, Record, Seen, fields_of, person_in
from facilitator_app.wall import ordinary, spelling
from facilitator_app.wall.spelling import Token
from facilitator_app.wall.written import FACILITATORS, RUN_WORDS, Owners, Written, owner_of, phrases_at, street, words_of, written_in

__all__ = ["FACILITATORS", "OWN_FACTS", "Hit", "Private", "Written", "half_read", "hits", "is_released", "private_to_others", "written_in"]

_MOST_TEXTS = 2_000  # that are kept taken apart: more than a case of 1,000 records has
_JOINS = " \xa0-‐‑,’'/"


@dataclass(frozen=True, slots=True, repr=False)
class Hit:
    """Words in a text that come from somebody's private part: where they stand, whose they are, and since when it is written."""

    start: int
    end: int
    words: str
    owner: Id  # a participant, or FACILITATORS: what they wrote for themselves is nobody's to release
    since: str  # an ISO day, or ""


class Form(Enum):
    """In which form something is looked for, and may be known."""

    WORD = "word"
    TELLING = "telling"  # a common word that tells something of somebody
    RUN = "run"
    CODE = "code"
    NUMBER = "number"
    DAY = "day"


@dataclass(slots=True, repr=False)
class Open:
    """What somebody may know, in the forms in which it is compared."""

    forms: dict[Form, set[object]] = field(default_factory=lambda: {form: set() for form in Form})
    text: str = " "

    def add(self, text: str) -> None:
        """Takes in one text."""
        forms, words = _apart(text)
        for form, found in forms:
            self.forms[form] |= found
        self.text += words

    def knows(self, form: Form, what: object) -> bool:
        """Whether it stands here: a run as its words side by side, whatever small words stood before and after them."""
        if form is Form.RUN and isinstance(what, tuple):
            saying = [at for at, key in enumerate(what) if not ordinary.is_small(key)] or [0, len(what) - 1]
            return f" {' '.join(map(street, what[saying[0] : saying[-1] + 1]))} " in self.text
        return what in self.forms[form] or (form is Form.CODE and what in self.forms[Form.WORD])


@lru_cache(_MOST_TEXTS)
def _apart(text: str) -> tuple[tuple[tuple[Form, frozenset[object]], ...], str]:
    """One text in the forms in which it is compared, and its words side by side. A long case is looked through again for every copy."""
    found = spelling.tokens(text)
    words = {form for token in found for form in spelling.forms(token.key)}
    forms: dict[Form, Iterable[object]] = {
        Form.WORD: words | {one.key + two.key for one, two in pairwise(found)},
        Form.TELLING: filter(None, (ordinary.telling(token.key) for token in found)),
        Form.CODE: spelling.codes_in(text),
        Form.NUMBER: (spelling.core(figures) for _, figures in spelling.numbers_in(text)),
        Form.DAY: (day for _, day in spelling.days_in(text)),
    }
    roots = (spelling.root(token.key) for token in found)
    return tuple((form, frozenset(every)) for form, every in forms.items()), f"{' '.join(map(street, roots))}  "


@dataclass(slots=True, repr=False)
class Private:
    """What is written in a case and one recipient may not know."""

    recipient: Id = NOBODY
    written: Written = field(default_factory=Written)
    may_know: Open = field(default_factory=Open)
    released: dict[Id, Open] = field(default_factory=dict)  # by whose it is: what one person releases opens nobody else's words
    own_notes: Open = field(default_factory=Open)  # what colleagues wrote in the recipient's own part; it names what they kept back, too
    something_else: set[tuple[Id, str]] = field(default_factory=set)  # whose, and the words of a hit

    def __len__(self) -> int:
        """How many words, numbers and days are looked for."""
        kept = self.written
        looked_for: tuple[tuple[Form, Mapping[Any, Owners]], ...] = (
            (Form.WORD, kept.words),
            (Form.TELLING, kept.telling),
            (Form.CODE, kept.codes),
            (Form.NUMBER, kept.numbers),
            (Form.DAY, kept.days),
        )
        return sum(bool(self.shut(owners, form, what)) for form, every in looked_for for what, owners in every.items())

    def shut(self, owners: Owners, form: Form, what: object) -> list[tuple[Id, str]]:
        """Of those whose something is (and since when), the ones who have not let this recipient know it.

        What stands in the notes about the recipient is known to them where it is said in common words, or by the facilitators. A name in
        such a note is not: it may be the very one that "we said nothing of".
        """
        others = [(owner, since) for owner, since in owners.items() if owner != self.recipient]
        if not others or self.may_know.knows(form, what):
            return []
        noted = self.own_notes.knows(form, what)
        common = form is Form.TELLING or (isinstance(what, tuple) and len(what) == RUN_WORDS)
        return [
            (owner, since)
            for owner, since in others
            if not (owner in self.released and self.released[owner].knows(form, what)) and not (noted and (common or owner == FACILITATORS))
        ]


# What a recipient may know ----------------------------------------------------------------------------------------------------

OWN_FACTS: dict[type[Record], frozenset[str]] = {
    Particulars: frozenset({"legal_name", "known_as", "language", "born", "prison", "prison_number", "release_on", "professional"}),
    Address: frozenset({"lines", "postcode"}),
    SafeContact: frozenset({"rule", "phone", "email"}),
}


def private_to_others(file: CaseFile, recipient: Id, service: Service | None = None, written: Written | None = None) -> Private:
    """What `recipient` may not know of a case. `written`: the reading of the case where several recipients share one."""
    found = Private(recipient, written or written_in(file))
    if service is not None:
        _add_all(found.may_know, service)
    for record in file.records.values():
        if person_in(file.compartments.get(record.id, "")) == recipient:
            _own(found, file, record)
        elif not (isinstance(record, KnownToBoth | SomethingElse) and _has_two_versions(file, record)):
            _open(found, file, record)
    return found


def _own(found: Private, file: CaseFile, record: Record) -> None:
    facts = OWN_FACTS.get(type(record), frozenset())
    for declared in fields_of(type(record)):
        if declared.ask.seen in (Seen.JUDGEMENT, Seen.RESTRICTED) or declared.ask.choices or declared.ask.link:
            continue
        value = getattr(record, declared.name)
        known = found.may_know if declared.name in facts else found.own_notes
        day = spelling.day_of(value) if declared.type is Day else None
        if day is not None:
            known.forms[Form.DAY].add(day)
        else:
            known.add(words_of(value, file))


def _open(found: Private, file: CaseFile, record: Record) -> None:
    """What of a record outside anybody's part this recipient may know, and whose words that opens."""
    match record:
        case Participant():
            found.may_know.add(record.print_name)
        case Case():
            for colleague in (record.lead, record.co_facilitator, record.supervisor):
                found.may_know.add(colleague)
        case ConferencePlan():
            found.may_know.add(record.room)
            found.may_know.add(record.pause)
        case PassedOn() if record.giver == found.recipient:
            found.may_know.add(record.words)
        case PassedOn() if is_released(file, record, found.recipient):
            _release(found, record.words, record.giver, FACILITATORS)
        case KnownToBoth() if record.told_by and record.words:
            _release(found, record.words, FACILITATORS, *(side.id for side in file.sides))
        case Told() if record.person == found.recipient and record.known == "told":
            _release(found, record.words, FACILITATORS)  # that he was told it does not make it his to read on paper
        case SomethingElse() if record.recipient == found.recipient and record.recipient and record.owner and record.said_by:
            found.something_else.add((record.owner, phrase(record.words)))


def half_read(file: CaseFile, recipient: Id) -> list[Id]:
    """Whose texts have two versions, of which only one can be looked through for this recipient."""
    owners = {owner_of(file, file.records[record], name) for record, name in file.forks if record in file.records}
    return sorted(owners - {NOBODY, recipient})


def is_released(file: CaseFile, item: PassedOn, recipient: Id) -> bool:
    """Whether its owner let this recipient know these very words. Not while two versions of any of it stand side by side."""
    return bool(item.giver) and item.receiver == recipient and step_of(item) in RELEASED and not _has_two_versions(file, item)


def _has_two_versions(file: CaseFile, record: Record) -> bool:
    return any(id == record.id for id, _ in file.forks)


def _release(found: Private, words: str, *owners: Id) -> None:
    for owner in owners:
        found.released.setdefault(owner, Open()).add(words)


def _add_all(known: Open, record: Record) -> None:
    for declared in fields_of(type(record)):
        known.add(str(getattr(record, declared.name)))


# What is found ----------------------------------------------------------------------------------------------------------------

_Mark = tuple[int, int, Id, str]


def hits(text: str, private: Private) -> list[Hit]:
    """The places in a text that come from somebody's private part, from left to right, neighbouring words as one."""
    words = spelling.tokens(text)
    marks: dict[Id, list[_Mark]] = {}
    for mark in (*_word_marks(words, private), *_run_marks(words, private), *_figure_marks(text, private)):
        marks.setdefault(mark[2], []).append(mark)
    found = [
        hit
        for owner in marks
        for hit in _joined(text, words, marks[owner], private)
        if (owner, phrase(hit.words)) not in private.something_else
    ]
    told = [hit for hit in found if hit.owner != FACILITATORS]
    noted = [hit for hit in found if hit.owner == FACILITATORS and not any(hit.start < one.end and one.start < hit.end for one in told)]
    return sorted((*told, *noted), key=lambda hit: (hit.start, hit.end, hit.owner))


def phrase(words: str) -> str:
    """Words as they are compared as a whole."""
    return " ".join(spelling.root(token.key) for token in spelling.tokens(words))


def _word_marks(words: Sequence[Token], private: Private) -> Iterator[_Mark]:
    kept = private.written
    for at, token in enumerate(words):
        yield from ((token.start, token.end, *source) for source in _whose(token, private))
        if at and token.capital and words[at - 1].capital:
            both = words[at - 1].key + token.key  # "O Neill" for "O'Neill"
            joined = private.shut(kept.words.get(both, {}), Form.WORD, both)
            yield from ((words[at - 1].start, token.end, *source) for source in joined)


def _whose(token: Token, private: Private) -> list[tuple[Id, str]]:
    kept = private.written
    named = token.like_a_name and token.key not in ordinary.CALENDAR
    for form in spelling.forms(token.key):
        found = private.shut(kept.words.get(form, {}), Form.WORD, form)
        if not found and named:
            found = private.shut(kept.capitals.get(form, {}), Form.WORD, form)
        if found:
            return found
    entry = ordinary.telling(token.key)
    return private.shut(kept.telling.get(entry, {}), Form.TELLING, entry) if entry else []


def _run_marks(words: Sequence[Token], private: Private) -> Iterator[_Mark]:
    roots = [spelling.root(token.key) for token in words]
    streets = [street(key) for key in roots]
    for at in range(len(roots)):
        for run in {tuple(roots[at : at + RUN_WORDS]), tuple(streets[at : at + 2]), *phrases_at(roots, at)}:
            owners = private.written.runs.get(run)
            if owners:
                found = private.shut(owners, Form.RUN, run)
                yield from ((words[at].start, words[at + len(run) - 1].end, *source) for source in found)


def _figure_marks(text: str, private: Private) -> Iterator[_Mark]:
    kept = private.written
    letters = spelling.compact(text)
    for code, owners in kept.codes.items():
        for place in letters.find(code):
            yield from ((*place, *source) for source in private.shut(owners, Form.CODE, code))
    for place, figures in spelling.numbers_in(text):
        for number, owners in kept.numbers.items():
            if spelling.same_number(number, figures):
                yield from ((*place, *source) for source in private.shut(owners, Form.NUMBER, number))
    for place, day in spelling.days_in(text):
        for mine, owners in kept.days.items():
            if day.may_be(mine):
                yield from ((*place, *source) for source in private.shut(owners, Form.DAY, mine))


def _joined(text: str, words: Sequence[Token], marks: list[_Mark], private: Private) -> Iterator[Hit]:
    """Marks of one owner that touch, or have only a space or a hyphen between them, as one hit: "Larkspur Library"."""
    found: list[_Mark] = []
    for start, end, owner, since in sorted(marks):
        if found and not text[found[-1][1] : start].strip(_JOINS):
            first, last, _, before = found[-1]
            found[-1] = (first, max(last, end), owner, before)
        else:
            found.append((start, end, owner, since))
    for start, end, owner, since in found:
        whole = _with_name_after(text, words, end, private)
        yield Hit(start, whole, text[start:whole], owner, _since(text[start:whole], owner, private) or since)


def _with_name_after(text: str, words: Sequence[Token], end: int, private: Private) -> int:
    """Where a hit ends with the capitalised word that follows it: a name is read as a whole."""
    follows = next((token for token in words if token.start >= end), None)
    if follows is None or not follows.like_a_name or text[end : follows.start].strip(" \xa0-‑") or follows.start == end:
        return end
    known = private.may_know.knows(Form.WORD, follows.key) or follows.key in ordinary.CALENDAR
    return end if known else follows.end


def _since(words: str, owner: Id, private: Private) -> str:
    """Since when as many of these words as possible stand together in what the owner told, which may be later than the first of them."""
    roots = phrase(words).split()
    for length in range(len(roots), 0, -1):
        for at in range(len(roots) - length + 1):
            part = f" {' '.join(roots[at : at + length])} "
            days = [since for text, whose, since in private.written.texts if whose == owner and since and part in text]
            if days:
                return min(days)
    return ""
