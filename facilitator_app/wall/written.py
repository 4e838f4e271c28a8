"""What is written down in a case, and whose it is, in the forms in which it is looked for. Default deny: a field of a kind that is not named
here is its owner's, or the facilitators'. Knows no recipient.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, is_dataclass
from functools import cache, lru_cache
from typing import TypeVar

from facilitator_app.records import (
    Acquaintance,
    Address,
    Agreement,
    Amendment,
    Case,
    ConferencePlan,
    Confirmation,
    Consent,
    Contact,
    Custody,
    GoAhead,
    GuideRun,
    HandingOver,
    Incident,
    InformationGiven,
    KnownToBoth,
    Letter,
    LetterOffered,
    Moved,
    OrdersAsked,
    OwnScan,
    PaperAsked,
    PaperSearch,
    PaperWent,
    Participant,
    Particulars,
    PassedOn,
    Preparation,
    PreparationNote,
    Printed,
    Professional,
    SafeContact,
    SafetyLook,
    SafetyQuestions,
    Scan,
    Sealed,
    SheetTyped,
    SomethingChanged,
    SomethingElse,
    Talk,
    TeamNote,
    Term,
    TermProgress,
    VisitSheet,
    WelshLine,
    codec,
)
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.follow_up import FollowUp
from facilitator_app.records.passing_on import Act, Yes
from facilitator_app.records.record import NOBODY, Day, Field, Id, Record, Seen, fields_of, person_in
from facilitator_app.resources import text
from facilitator_app.wall import ordinary, places, spelling, spoken
from facilitator_app.wall.spelling import SomeDay, Token
from facilitator_app.wall.spoken import Routine

T = TypeVar("T")

FACILITATORS = Id("facilitators")  # the owner of what they write for themselves: nobody's to release, and on nobody's paper

Owners = dict[Id, str]  # whose, since when (an ISO day, or "")

_NOT_THE_TEAMS = frozenset({Seen.PRIVATE, Seen.PASSED, Seen.JUDGEMENT, Seen.RESTRICTED})
_NAMES = frozenset(
    {
        (Particulars, "legal_name"),
        (Particulars, "known_as"),
        (Particulars, "prison"),
        (Address, "lines"),
        (Professional, "name"),
        (Participant, "print_name"),
    }
)
_ADDRESSES = frozenset({(Address, "lines")})
_DAYS_IN_WORDS = frozenset({(SafeContact, "do_not_ring_on")})

# What is not looked for, each with its reason. Everything else is.
_PASSED_OVER = frozenset({
    # Colleagues' names: participants know who works with them.
    (Acquaintance, "who"), (Case, "lead"), (Case, "co_facilitator"), (Case, "supervisor"), (Consent, "explained_by"), (Contact, "author"),
    (FollowUp, "author"), (PreparationNote, "author"), (Printed, "by"), (SafetyLook, "author"), (SomethingElse, "said_by"), (TeamNote, "author"),
    (Amendment, "author"), (GoAhead, "by"), (OrdersAsked, "author"), (SafetyQuestions, "author"), (Sealed, "by"), (SomethingChanged, "author"),
    (Talk, "author"), (TermProgress, "author"), (Moved, "by"), (Letter, "author"), (Letter, "read_by"), (LetterOffered, "author"),
    (Custody, "author"), (Incident, "author"), (HandingOver, "author"), (HandingOver, "to"),
    (SheetTyped, "author"), (InformationGiven, "author"),
    (PaperAsked, "author"), (PaperAsked, "printed_by"), (PaperWent, "author"), (PaperSearch, "by"),
    # What is no words: moments, keys, fingerprints, the changes that a read-back names, the names of guides and stages.
    (ConferencePlan, "guide"), (GuideRun, "started"), (GuideRun, "stage"), (GuideRun, "break_started"), (GuideRun, "stopped"),
    (GuideRun, "ended"), (Agreement, "check_key"), (Agreement, "agreed"), (Agreement, "read_before"), (Agreement, "compared"),
    (Printed, "at"), (Printed, "digest"), (Printed, "attachment"),
    (Sealed, "digest"), (Sealed, "signed_paper"), (Amendment, "yes"), (Confirmation, "read"), (Talk, "subject"), (GoAhead, "check"), (Case, "supervisor_id"),
    (Printed, "attachment_key"), (Printed, "square_code"), (Printed, "check_code"),
    (VisitSheet, "code"), (VisitSheet, "made"), (SheetTyped, "typed"),
    (PaperAsked, "asked_at"), (PaperAsked, "printed_at"),
    # Of a scanned page, whose words are a picture.
    *((kind, name) for kind in (Scan, OwnScan) for name in (
        "at", "by", "codes", "fingerprint", "original", "original_key", "picture", "picture_key", "became_at", "became_by", "filed_by",
    )),
    (Scan, "compared_by"),
    # The words of a hit, and what both know: they open, and hide nothing.
    (SomethingElse, "words"), (KnownToBoth, "words"),
})  # fmt: skip
_LOOKED_AT = (Agreement, Amendment, Sealed, Term, WelshLine)  # what is on the paper makes nothing private, and nothing known
RUN_WORDS = 4  # as many words in a row, two of them more than grammar, do not often come twice by chance
_LEAST_SAYING = 2
_MOST_TEXTS = 2_000  # that are kept taken apart: more than a case of 1,000 records has


@dataclass(frozen=True, slots=True, repr=False)
class Said:
    """One text of a record: whose it is, since when, and how it is read."""

    owner: Id
    since: str
    text: str
    names: bool = False  # every word is a name: what stands in a field for one
    address: bool = False
    days: tuple[SomeDay, ...] = ()
    code: bool = False  # the whole text is one code


@dataclass(slots=True, repr=False)
class Written:
    """Everything that is private to somebody in one case, by the form in which it is found again."""

    words: dict[str, Owners] = field(default_factory=dict)  # wherever and however they are written
    capitals: dict[str, Owners] = field(default_factory=dict)  # only where they are written like a name
    telling: dict[str, Owners] = field(default_factory=dict)  # common words that tell something of somebody
    runs: dict[tuple[str, ...], Owners] = field(default_factory=dict)
    codes: dict[str, Owners] = field(default_factory=dict)
    numbers: dict[str, Owners] = field(default_factory=dict)
    days: dict[SomeDay, Owners] = field(default_factory=dict)
    places: dict[str, Owners] = field(default_factory=dict)  # towns that have another name, by their English one
    routines: dict[Routine, Owners] = field(default_factory=dict)  # a weekday with an hour
    long_words: dict[int, list[str]] = field(default_factory=dict)  # of `words`, by their length: what one typing error is looked up in
    texts: list[tuple[str, Id, str]] = field(default_factory=list)  # " folded words ", whose, since when: where a whole phrase stands


def written_in(file: CaseFile) -> Written:
    """The private material of a case. One reading serves every recipient."""
    return written_of(said_in(file))


def written_of(texts: Iterable[Said]) -> Written:
    """Some texts and no others, in the forms in which they are looked for."""
    found = Written()
    for said in texts:
        _take(found, said)
    for word in found.words:
        if len(word) >= spelling.LEAST_NEAR and word.isalpha():
            found.long_words.setdefault(len(word), []).append(word)
    return found


def said_in(file: CaseFile) -> Iterator[Said]:
    """Every text of a case that is somebody's own, with whose it is."""
    for record in file.records.values():
        for declared in fields_of(type(record)):
            yield from _said(file, record, declared)


def owner_of(file: CaseFile, record: Record, name: str) -> Id:
    """Whose a field's words are; `NOBODY` where nothing is looked for in it, or this version does not know it."""
    declared = next((one for one in fields_of(type(record)) if one.name == name), None)
    return _owner(file, record, declared) if declared is not None else NOBODY


def _owner(file: CaseFile, record: Record, declared: Field) -> Id:
    ask, place = declared.ask, (type(record), declared.name)
    if ask.choices or ask.link or place in _PASSED_OVER or (isinstance(record, _LOOKED_AT) and ask.seen is Seen.JOINT):
        return NOBODY
    if isinstance(record, Participant):  # a name on paper, where not everybody may read it
        return record.id if declared.name == "print_name" else NOBODY
    if isinstance(record, PassedOn):  # the words are their giver's, and how they were heard is the receiver's
        return {"words": record.giver, "read_back": record.giver, "approved": record.giver, "received": record.receiver}.get(
            declared.name, NOBODY
        ) or FACILITATORS
    person = person_in(file.compartments.get(record.id, ""))
    if person and ask.seen is not Seen.JUDGEMENT:
        return person
    is_open = not person and ask.seen in (Seen.JOINT, Seen.SERVICE) and place != (Case, "reference")
    return NOBODY if is_open else FACILITATORS


def _said(file: CaseFile, record: Record, declared: Field) -> Iterator[Said]:
    owner = _owner(file, record, declared)
    value = getattr(record, declared.name)
    if not owner or not value:
        return
    place, since = (type(record), declared.name), since_of(file, record)
    if declared.type is Day:
        day = spelling.day_of(value) if declared.ask.seen in _NOT_THE_TEAMS else None
        if day is not None:
            yield Said(owner, since, "", days=(day,))
    elif isinstance(value, Yes):  # older words, too, that were read back and then changed
        yield Said(owner, since, value.words)
        yield Said(FACILITATORS, since, value.how)
    elif isinstance(value, Act):
        yield Said(owner, since, value.how)
    elif text := words_of(value, file):
        days = tuple(day for _, day in spelling.days_in(text)) if place in _DAYS_IN_WORDS else ()
        yield Said(owner, since, text, place in _NAMES, place in _ADDRESSES, days, code=place == (Case, "reference"))


def words_of(value: object, file: CaseFile) -> str:
    """The words of a value; what names a record or a seat is no word."""
    if isinstance(value, str):
        return "" if value in file.records or value.startswith("facilitator:") else value
    if isinstance(value, Mapping):
        return "\n".join(filter(None, (words_of(one, file) for one in value.values())))
    if isinstance(value, list | tuple):
        return "\n".join(filter(None, (words_of(one, file) for one in value)))
    if is_dataclass(value):
        return words_of(codec.to_builtins(value), file)
    return ""


def since_of(file: CaseFile, record: Record) -> str:
    """The day from which a record's words are: when it happened, else the day of its meeting, else when it was entered."""
    for name in ("day", "done_on", "on", "since"):
        found = getattr(record, name, "")
        if isinstance(found, str) and found:
            return found
    if isinstance(record, PassedOn) and (record.approved.on or record.read_back.on):
        return record.approved.on or record.read_back.on
    meeting = file.get(Preparation, record.meeting) if isinstance(record, PreparationNote) else None
    if meeting is not None and meeting.day:
        return meeting.day
    entered = file.entered.get(record.id)
    return entered.at[:10] if entered else ""


def _take(found: Written, said: Said) -> None:
    """Adds one text."""
    for day in said.days:
        _put(found.days, day, said)
    if not said.text:
        return
    if said.code:
        _put(found.codes, spelling.letters_of(said.text), said)
        return
    apart = _apart(said.text, names=said.names, address=said.address)
    for name in ("words", "capitals", "telling", "runs", "codes", "numbers", "places", "routines"):
        kept = getattr(found, name)
        for form in getattr(apart, name):
            _put(kept, form, said)
    found.texts += [(roots, said.owner, said.since) for roots, _, _ in apart.texts]


@lru_cache(_MOST_TEXTS)
def _apart(text: str, *, names: bool, address: bool) -> Written:
    """One text in the forms in which it is looked for, whoever's it is: of a long case all but what was just typed is the same next time."""
    reader = _Reader(Written())
    reader.take(Said(NOBODY, "", spelling.seen(text)[0], names, address))
    return reader.found


class _Reader:
    """Takes a text apart into the forms in which it is looked for."""

    def __init__(self, found: Written) -> None:
        self.found = found
        self._known_ordinary: dict[str, bool] = {}

    def take(self, said: Said) -> None:
        """Adds one text."""
        self._codes(said)
        words = spelling.tokens(said.text)
        roots = [spelling.root(token.key) for token in words]
        self.found.texts.append((f" {' '.join(roots)} ", said.owner, said.since))
        for token in words:
            self._word(token, said)
        self._runs(words, roots, said)
        for _, _, place in places.places_in(words):
            _put(self.found.places, place, said)
        for _, routine in spoken.routines_in(said.text):
            _put(self.found.routines, routine, said)

    def _codes(self, said: Said) -> None:
        for code in spelling.codes_in(said.text):
            _put(self.found.codes, code, said)
        for (start, end), figures in spelling.numbers_in(said.text):
            if not spelling.is_day(said.text, start, end):
                _put(self.found.numbers, spelling.core(figures), said)

    def _word(self, token: Token, said: Said) -> None:
        if entry := ordinary.telling(token.key):
            _put(self.found.telling, entry, said)
        if token.key.isdigit() or len(token.key) == 1:
            return
        if not self._ordinary(token.key):
            kept = self.found.words if said.names or token.capital else self.found.capitals
            for form in spelling.forms(token.key):
                _put(kept, form, said)
            if not token.cased:
                _put(self.found.codes, token.key, said)  # where no space parts the words
        elif (said.names or token.like_a_name) and not (
            token.key in ordinary.STREET_WORDS if said.address else ordinary.is_calendar(token.key)
        ):
            _put(self.found.capitals, token.key, said)

    def _runs(self, words: Sequence[Token], roots: Sequence[str], said: Said) -> None:
        saying = [not ordinary.is_small(token.key) for token in words]
        for start in range(len(roots) - RUN_WORDS + 1):
            run = tuple(roots[start : start + RUN_WORDS])
            if sum(saying[start : start + RUN_WORDS]) >= _LEAST_SAYING and run not in _formulas():
                _put(self.found.runs, run, said)
        for at in range(len(roots)):
            for phrase in phrases_at(roots, at):
                _put(self.found.runs, phrase, said)
        for at in range(len(words) - 1):
            self._pair(words[at], words[at + 1], said)

    def _pair(self, first: Token, second: Token, said: Said) -> None:
        """Two words that are a name together: "Back Lane" and "14 Larkspur", not "Flat 3"; and the two as one: "#LarkspurLibrary"."""
        figures = first.key.isdigit(), second.key.isdigit()
        telling = not self._ordinary(first.key), not self._ordinary(second.key)
        if said.names and not all(figures) and (not any(figures) or any(telling)):
            _put(self.found.runs, (street(spelling.root(first.key)), street(spelling.root(second.key))), said)
        if not any(figures) and first.like_a_name and second.like_a_name and second.key in ordinary.STREET_WORDS:
            _put(self.found.runs, (street(spelling.root(first.key)), street(spelling.root(second.key))), said)
        if (
            not any(figures)
            and second.start - first.end == 1
            and (said.names or ((first.like_a_name or (first.capital and telling[0])) and second.like_a_name))
        ):
            _put(self.found.words, first.key + second.key, said)

    def _ordinary(self, key: str) -> bool:
        known = self._known_ordinary.get(key)
        if known is None:
            known = self._known_ordinary[key] = ordinary.is_ordinary(key)
        return known


def _put(where: dict[T, Owners], form: T, said: Said) -> None:
    owners = where.setdefault(form, {})
    since = owners.get(said.owner, "")
    owners[said.owner] = min(since, said.since) if since and said.since else since or said.since


def phrases_at(roots: Sequence[str], at: int) -> Iterator[tuple[str, ...]]:
    """The phrases of common words that tell something, where they begin at this word."""
    for phrase in _telling_runs().get(roots[at], ()):
        if tuple(roots[at : at + len(phrase)]) == phrase:
            yield phrase


@cache
def _telling_runs() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for phrase in sorted(ordinary.telling_phrases()):
        roots = tuple(spelling.root(word) for word in phrase)
        found[roots[0]] = (*found.get(roots[0], ()), roots)
    return found


@cache
def _formulas() -> frozenset[tuple[str, ...]]:
    """The runs of what is said to everybody."""
    lines = (line for line in text("wall", "formulas.txt").splitlines() if not line.startswith("#"))
    roots = ([spelling.root(token.key) for token in spelling.tokens(line)] for line in lines)
    return frozenset(tuple(words[at : at + RUN_WORDS]) for words in roots for at in range(len(words) - RUN_WORDS + 1))


def street(key: str) -> str:
    """The last word of an address in full: "St" is "Street"."""
    return ordinary.STREETS.get(key, key)
