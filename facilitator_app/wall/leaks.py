"""What must not stand in a text for one recipient: what comes from somebody else's private part, and was not released to this one.

It finds words, names, numbers and days in their usual spellings. It cannot see hints, and never says that nothing is there.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from facilitator_app.records import (
    Address,
    Case,
    ConferencePlan,
    Joining,
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
from facilitator_app.wall import ordinary, places, spelling, spoken
from facilitator_app.wall.known import Form, Open
from facilitator_app.wall.spelling import Token
from facilitator_app.wall.written import FACILITATORS, RUN_WORDS, Owners, Written, owner_of, phrases_at, street, words_of, written_in

__all__ = ["FACILITATORS", "OWN_FACTS", "Hit", "Private", "Written", "half_read", "hits", "is_released", "private_to_others", "written_in"]

_PAIR = 2  # words: that many in a row are a name or a street
_ROOMS = frozenset(
    {"centre", "chapel", "floor", "hall", "lounge", "meeting", "office", "room", "visit", "visiting", "visitor", "visitors", "visits"}
)  # what a room is called anywhere
_JOINS = " \xa0-‐‑,’'/"
_PARTED = frozenset({"", "-", "‐", "‑", "–"})


@dataclass(frozen=True, slots=True, repr=False)
class Hit:
    """Words in a text that come from somebody's private part: where they stand, whose they are, and since when it is written."""

    start: int
    end: int
    words: str
    owner: Id  # a participant, or FACILITATORS: what they wrote for themselves is nobody's to release
    since: str  # an ISO day, or ""


@dataclass(slots=True, repr=False)
class Private:
    """What is written in a case and one recipient may not know."""

    recipient: Id = NOBODY
    written: Written = field(default_factory=Written)
    may_know: Open = field(default_factory=Open)
    released: dict[Id, Open] = field(default_factory=dict)  # by whose it is: what one person releases opens nobody else's words
    room: Open = field(
        default_factory=Open
    )  # the room and the sign for a pause, as everybody's paper has them: they open common words alone
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
            (Form.ROUTINE, kept.routines),
        )
        return sum(bool(self.shut(owners, form, what)) for form, every in looked_for for what, owners in every.items())

    def shut(self, owners: Owners, form: Form, what: object) -> list[tuple[Id, str]]:
        """Of those whose something is (and since when), the ones who have not let this recipient know it.

        What stands in the notes about the recipient is known to them where it is said in common words, or by the facilitators. A name in
        such a note is not: it may be the very one that "we said nothing of".
        """
        others = [(owner, since) for owner, since in owners.items() if owner != self.recipient]
        if not others or self.may_know.knows(form, what) or self._is_of_the_room(form, what):
            return []
        noted = self.own_notes.knows(form, what)
        common = form in (Form.TELLING, Form.ROUTINE) or (isinstance(what, tuple) and len(what) == RUN_WORDS)
        return [
            (owner, since)
            for owner, since in others
            if not (owner in self.released and self.released[owner].knows(form, what)) and not (noted and (common or owner == FACILITATORS))
        ]

    def _is_of_the_room(self, form: Form, what: object) -> bool:
        """Whether these are common words of the room: "visits centre, room 2". A name in it, a street or a number stays whose it was."""
        if form is Form.RUN and isinstance(what, tuple):
            return len(what) > _PAIR and all(ordinary.is_ordinary(key) or key.isdigit() for key in what) and self.room.knows(form, what)
        return (form is Form.TELLING or (form is Form.WORD and what in _ROOMS)) and self.room.knows(form, what)


# What a recipient may know ----------------------------------------------------------------------------------------------------

OWN_FACTS: dict[type[Record], frozenset[str]] = {
    Particulars: frozenset({"legal_name", "known_as", "language", "born", "prison", "prison_number", "release_on", "professional"}),
    Address: frozenset({"lines", "postcode"}),
    SafeContact: frozenset({"rule", "phone", "email"}),
}


def private_to_others(
    file: CaseFile, recipient: Id, service: Service | None = None, written: Written | None = None, names: Collection[Id] | None = None
) -> Private:
    """What `recipient` may not know of a case. `written`: the reading of the case where several recipients share one. `names`: of whom the
    name on paper may stand there; without it everybody's may, as on a copy that they all sign.
    """
    found = Private(recipient, written or written_in(file))
    if service is not None:
        _add_all(found.may_know, service)
    for record in file.records.values():
        if isinstance(record, Participant):
            if names is None or record.id in names:
                found.may_know.add(record.print_name)
        elif person_in(file.compartments.get(record.id, "")) == recipient:
            _own(found, file, record)
        elif not (isinstance(record, KnownToBoth | SomethingElse) and _has_two_versions(file, record)):
            _open(found, file, record)
    return found


def _own(found: Private, file: CaseFile, record: Record) -> None:
    if isinstance(record, Joining):  # typed for their paper: what it says makes nothing known, or it could never be stopped
        return
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
        case ConferencePlan():
            found.room.add(record.room)
            found.room.add(record.pause)
        case Case():
            for colleague in (record.lead, record.co_facilitator, record.supervisor):
                found.may_know.add(colleague)
        case PassedOn() if record.giver == found.recipient:
            found.may_know.add(record.words)
        case PassedOn() if is_released(file, record, found.recipient):
            _release(found, record.words, record.giver, FACILITATORS)
        case KnownToBoth() if record.told_by and record.words:
            _release(found, record.words, FACILITATORS, *(side.id for side in file.sides))
        case Told() if record.person == found.recipient and record.known == "told":
            _release(found, record.words, FACILITATORS)  # that he was told it does not make it his to read on paper
        case SomethingElse() if record.recipient == found.recipient and _is_said(record):
            found.something_else.add((record.owner, phrase(record.words)))


def _is_said(word: SomethingElse) -> bool:
    """Whether a colleague said that these words are something else, with their name, and has not taken it back."""
    return bool(word.recipient and word.owner and word.said_by) and not word.taken_back_on


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
    plain, places_in_text = spelling.seen(text)
    found = _hits(plain, private)
    if plain == text:
        return found
    stood = places_in_text or range(len(text))
    where = [(stood[hit.start], stood[hit.end - 1] + 1) for hit in found]
    return [replace(hit, start=start, end=end, words=text[start:end]) for hit, (start, end) in zip(found, where, strict=True)]


def _hits(text: str, private: Private) -> list[Hit]:
    words = spelling.tokens(text)
    marks: dict[Id, list[_Mark]] = {}
    for mark in (
        *_word_marks(text, words, private),
        *_run_marks(words, private),
        *_figure_marks(text, private),
        *_spoken_marks(text, words, private),
    ):
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


def hits_across(texts: Sequence[str], private: Private) -> list[tuple[int, Hit]]:
    """What is found in the fields of one statement that stand side by side on paper, each with the number of the field it begins in."""
    found: list[tuple[int, Hit]] = []
    begins = 0
    whole = "\n".join(texts)
    every = hits(whole, private)
    for number, text in enumerate(texts):
        ends = begins + len(text)
        for hit in every:
            if begins <= hit.start < ends:
                end, words = min(hit.end, ends), " ".join(hit.words.split("\n"))
                found.append((number, replace(hit, start=hit.start - begins, end=end - begins, words=words)))
        begins = ends + 1
    return found


def phrase(words: str) -> str:
    """Words as they are compared as a whole."""
    return " ".join(spelling.root(token.key) for token in spelling.tokens(words))


def _word_marks(text: str, words: Sequence[Token], private: Private) -> Iterator[_Mark]:
    kept = private.written
    for at, token in enumerate(words):
        yield from ((token.start, token.end, *source) for source in _whose(token, private))
        if at and _may_be_one(text, words[at - 1], token):
            both = words[at - 1].key + token.key  # "O Neill" for "O'Neill", "Aber-" and "gavenny" on two lines
            joined = private.shut(kept.words.get(both, {}), Form.WORD, both)
            yield from ((words[at - 1].start, token.end, *source) for source in joined)


def _may_be_one(text: str, first: Token, second: Token) -> bool:
    """Whether two words may be one that was parted: by a space between capitals or inside a rare word, by a hyphen, at the end of a line."""
    between = text[first.end : second.start].strip()
    if first.capital and second.capital:
        return True
    return between in _PARTED and not (ordinary.is_ordinary(first.key) and ordinary.is_ordinary(second.key))


def _whose(token: Token, private: Private) -> list[tuple[Id, str]]:
    kept = private.written
    named = token.like_a_name and not ordinary.is_calendar(token.key)
    every: list[tuple[Id, str]] = []
    for form in spelling.forms(token.key):  # each of them: "Abbots" may be his in so many letters, and hers as "Abbot"
        found = private.shut(kept.words.get(form, {}), Form.WORD, form)
        if not found and named:
            found = private.shut(kept.capitals.get(form, {}), Form.WORD, form)
        every += [source for source in found if source[0] not in {owner for owner, _ in every}]
    if every:
        return every
    entry = ordinary.telling(token.key)
    found = private.shut(kept.telling.get(entry, {}), Form.TELLING, entry) if entry else []
    return found or _nearly(token, private)


def _nearly(token: Token, private: Private) -> list[tuple[Id, str]]:
    """Whose a word is with one typing error in it. A word that stands in the case itself, or that the recipient may know, is none."""
    kept = private.written
    if len(token.key) < spelling.LEAST_NEAR - 1 or ordinary.is_ordinary(token.key):
        return []
    if token.key in kept.words or private.may_know.knows(Form.WORD, token.key):
        return []
    lengths = (len(token.key) + more for more in (-1, 0, 1))
    close = spelling.near(token.key, [word for length in lengths for word in kept.long_words.get(length, ())])
    found = [source for word in close for source in private.shut(kept.words[word], Form.WORD, word)]
    return list(dict(found).items())


def _run_marks(words: Sequence[Token], private: Private) -> Iterator[_Mark]:
    roots = [spelling.root(token.key) for token in words]
    streets = [street(key) for key in roots]
    for at in range(len(roots)):
        for run in {tuple(roots[at : at + RUN_WORDS]), tuple(streets[at : at + 2]), *phrases_at(roots, at)}:
            owners = private.written.runs.get(run)
            if owners:
                found = private.shut(owners, Form.RUN, run)
                yield from ((words[at].start, words[at + len(run) - 1].end, *source) for source in found)


def _spoken_marks(text: str, words: Sequence[Token], private: Private) -> Iterator[_Mark]:
    kept = private.written
    for first, last, place in places.places_in(words):
        for source in private.shut(kept.places.get(place, {}), Form.PLACE, place):
            yield words[first].start, words[last].end, *source
    for where, routine in spoken.routines_in(text):
        yield from ((*where, *source) for source in private.shut(kept.routines.get(routine, {}), Form.ROUTINE, routine))


def _code_marks(text: str, private: Private) -> Iterator[_Mark]:
    """Codes as they are spaced and spelled here, with a letter for a figure, and read out in words."""
    if not private.written.codes:
        return
    written = spelling.compact(text)
    said = spelling.compact_as_said(text)
    readings = [written, *([said] if said else [])]
    taken_for = [replace(one, letters=one.letters.translate(spelling.ALIKE)) for one in readings]
    for code, owners in private.written.codes.items():
        shut = None
        alike = spelling.alike(code)
        for reading, looked_for in ((one, wanted) for ones, wanted in ((readings, code), (taken_for, alike)) if wanted for one in ones):
            for place in reading.find(looked_for):
                shut = private.shut(owners, Form.CODE, code) if shut is None else shut
                yield from ((*place, *source) for source in shut)


def _figure_marks(text: str, private: Private) -> Iterator[_Mark]:
    kept = private.written
    yield from _code_marks(text, private)
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
