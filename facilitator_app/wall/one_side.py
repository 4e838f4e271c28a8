"""One-side view: a case as it is when only one participant's side is open. What the other side could be known by is not in it at all.

Works by whose a record is, and lets nothing through that it does not name: a new kind of record, and a new field of a shared one, is closed
until it is let in here. What colleagues wrote in this person's own part is left out where it names somebody, or a place or number of
theirs, that this person was not told of: it was written for colleagues, and is read over a shoulder.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from facilitator_app.records import (
    Address,
    Agreement,
    Case,
    ConferencePlan,
    Consent,
    Contact,
    CopyWish,
    Custody,
    FollowUp,
    InformationGiven,
    Joining,
    KnownToBoth,
    Letter,
    LetterOffered,
    PaperAsked,
    PaperWent,
    Participant,
    Particulars,
    PassedOn,
    Preparation,
    PreparationNote,
    Printed,
    Professional,
    PromiseMade,
    SafeContact,
    ServicePromise,
    SheetTyped,
    Term,
    Told,
    VisitSheet,
    Waiting,
    codec,
    paths,
)
from facilitator_app.records.agreement import ReadBack
from facilitator_app.records.answers import said_yes
from facilitator_app.records.case_file import CaseFile, Entered
from facilitator_app.records.passing_on import Act, Yes
from facilitator_app.records.record import NOBODY, Day, Id, Record, Seen, as_text, fields_of, person_in
from facilitator_app.wall import spelling
from facilitator_app.wall.leaks import OWN_FACTS, is_released
from facilitator_app.wall.ordinary import is_ordinary
from facilitator_app.wall.written import words_of

R = TypeVar("R", bound=Record)

# The kinds that a person's own part may show. What facilitators think about somebody is not read over that somebody's shoulder.
_OWN = (
    Address, Consent, Contact, CopyWish, Custody, FollowUp, InformationGiven, Joining, Letter, LetterOffered, PaperAsked, PaperWent, Particulars,
    Preparation, PreparationNote, Professional, PromiseMade, SafeContact, ServicePromise, SheetTyped, VisitSheet,
)  # fmt: skip
_NOT_OVER_A_SHOULDER = frozenset({Seen.JUDGEMENT, Seen.RESTRICTED})
_NO_WORDS = frozenset({  # colleagues' names, moments, and letters that mean nothing
    "author", "explained_by", "printed_by", "asked_at", "printed_at", "code", "made", "typed",
})  # fmt: skip
_NAMES_CHANGES = (ReadBack, tuple[ReadBack, ...])
_SOME_DAY = "–"  # stands where a step needs a day, and the day is the other side's
_ID = re.compile(r"(?<!\S)[\w-]{22}(?!\S)")
_CAPITAL = re.compile(r"[^\W\d_a-z][^\W_]*(?:[’'][^\W_]+)*")


@dataclass(frozen=True, slots=True, repr=False)
class _Look:
    """One person's side while it is being put together: the whole case, what they know, and what gives somebody else away."""

    file: CaseFile
    person: Id
    known: frozenset[str]
    others: frozenset[str]

    def is_mine(self, record: Record) -> bool:
        return person_in(self.file.compartments.get(record.id, "")) == self.person

    def tells_of_others(self, record: Record) -> bool:
        """Whether the words of a record name somebody, or something of theirs, that this person does not know of."""
        return any(not self.others.isdisjoint(_marks(text)) for text in _texts(self.file, record))


Rule = Callable[[_Look, Any], Record | None]


def only(file: CaseFile, person: Id) -> CaseFile:
    """The same case with only `person`'s side of it."""
    known = frozenset(_known(file, person))
    look = _Look(file, person, known, frozenset(_given_away_by(file, person)) - known)
    kept: dict[Id, Record] = {}
    for id, record in file.records.items():
        shown = _shown(look, record)
        if shown is not None:
            kept[id] = shown
    return replace(
        file,
        records=kept,
        standing={id: fields for id, fields in file.standing.items() if id in kept},
        forks=frozenset(fork for fork in file.forks if _is_shown(look, kept, *fork)),
        entered={id: _entered(look, kept[id], entered) for id, entered in file.entered.items() if id in kept},
        compartments={id: where for id, where in file.compartments.items() if id in kept},
        unfinished=frozenset(id for id in file.unfinished if id in kept and look.is_mine(kept[id])),
        newer=0,
        shown={field: changes for field, changes in file.shown.items() if field[0] in kept},
    )


def _shown(look: _Look, record: Record) -> Record | None:
    if look.is_mine(record):
        if not isinstance(record, _OWN) or look.tells_of_others(record):
            return None
        thoughts = [field for field in fields_of(type(record)) if field.ask.seen in _NOT_OVER_A_SHOULDER]
        return replace(record, **{field.name: field.default for field in thoughts})
    rule = _RULES.get(type(record))
    return rule(look, record) if rule else None


def _is_shown(look: _Look, kept: dict[Id, Record], id: Id, name: str) -> bool:
    """Whether a field with two versions is one that can be seen here."""
    if id not in kept or look.is_mine(kept[id]):
        return id in kept
    return getattr(kept[id], name, None) == getattr(look.file.records[id], name, NOBODY)


def _entered(look: _Look, record: Record, entered: Entered) -> Entered:
    """When something was entered; not of what came from another: it says when they were seen."""
    theirs = isinstance(record, PassedOn) and record.giver != look.person
    return Entered("", "", "") if theirs else entered


def _with(record: R, *names: str, **instead: Any) -> R:
    """A record with these fields of it and nothing else."""
    return type(record)(id=record.id, case=record.case, **{name: getattr(record, name) for name in names}, **instead)


def says(record: Record, typed: str) -> bool:
    """Whether what is shown of a record has all these words, the last one perhaps unfinished. The index also knows the words that are not shown."""
    shown = (field.name for field in fields_of(type(record)) if not field.ask.link and field.type not in _NAMES_CHANGES)
    texts = (as_text(codec.to_builtins(getattr(record, name))) for name in shown)
    words = {word for text in texts for word in _plain_words(_ID.sub(" ", text))}
    *whole, last = _plain_words(typed) or [""]
    return bool(last) and words.issuperset(whole) and any(word.startswith(last) for word in words)


def _plain_words(text: str) -> list[str]:
    return [folded for word in re.findall(r"\w+", unicodedata.normalize("NFC", text)) if (folded := spelling.folded(word))]


# What shows of a record that is nobody's own ------------------------------------------------------------------------------------


def _case(_: _Look, case: Case) -> Record:
    """What anybody in it may see; while court is not finished that too, because it says what must not be asked or written down on any side."""
    court = ("entry_stage",) if paths.court_words(case) else ()
    return _with(case, "path", "lead", "co_facilitator", "closed_on", *court)


def _participant(look: _Look, other: Participant) -> Record | None:
    if other.id == look.person:
        seen = look.file.get(Participant, other.supports)
        supports = other.supports if seen is not None and seen.id == look.person else NOBODY
        return _with(other, "print_name", "role", "pronoun", "stopped_on", supports=supports)
    return _with(other, "print_name", "role", "supports", "pronoun") if other.supports == look.person else None


def _passed_on(look: _Look, item: PassedOn) -> Record | None:
    if item.giver == look.person:
        # Their own words and their own yes. Whether it was offered and how it was heard is the receiver's to tell.
        return _with(item, "giver", "sort", "words", "read_back", "approved", "withdrawn")
    if not is_released(look.file, item, look.person):
        return None
    # The words, and how they themselves took them. Who said yes, when and how, is the giver's.
    yes = Yes(words=item.words, on=item.offered.on or _SOME_DAY)
    checked = Act(on=_SOME_DAY) if item.checked.on else Act()
    return _with(item, "receiver", "words", "offered", "choice", "given", "received", approved=yes, checked=checked)


def _told(look: _Look, told: Told) -> Record | None:
    return _with(told, "person", "words", "known", "on") if told.person == look.person and told.known == "told" else None


def _waiting(look: _Look, wait: Waiting) -> Record | None:
    return (
        _with(wait, "words", "about", "since", "until", "over_on") if wait.about == look.person and not look.tells_of_others(wait) else None
    )


def _plan(look: _Look, plan: ConferencePlan) -> Record | None:
    """When and in which room, for somebody who has said yes to coming. Not who sits where, nor what somebody else asked for."""
    if not said_yes(look.file, look.person, "take_part"):
        return None
    first = plan.first_to_speak if plan.first_to_speak == look.person else NOBODY
    venue = plan.venue if all(spelling.root(token.key) in look.known for token in spelling.tokens(plan.venue)) else ""
    return _with(plan, "day", "at", "minutes", "room", "layout", "pause", "guide", first_to_speak=first, venue=venue)


def _agreement(look: _Look, agreement: Agreement) -> Record | None:
    if not agreement.signed_on or look.person not in agreement.signers:
        return None
    mine = (look.person,)
    return _with(agreement, "conference", "none_wanted", "held_on", "room", "signed_on", "agreed", "who_may_see", signers=mine)


def _term(look: _Look, term: Term) -> Record | None:
    """A term as everybody said yes to it: what a colleague has typed into it since then is not shown."""
    file = look.file
    agreement = file.get(Agreement, term.agreement)
    if agreement is None or _agreement(look, agreement) is None or term.id in file.unfinished:
        return None
    stands = {change for name in ("promise", "how_shown") for change in file.standing_of(term.id, name)}
    if not any(line.term == term.id and set(line.read) == stands for line in agreement.agreed.lines):
        return None
    who = tuple(id for id in term.promise.who if id == look.person)
    return _with(term, "agreement", "number", "how_shown", promise=replace(term.promise, who=who))


def _printed(look: _Look, printed: Printed) -> Record | None:
    if printed.recipient != look.person:
        return None
    return _with(printed, *(field.name for field in fields_of(Printed)))


_RULES: dict[type[Record], Rule] = {
    Agreement: _agreement,
    Case: _case,
    ConferencePlan: _plan,
    Participant: _participant,
    PassedOn: _passed_on,
    Printed: _printed,
    Term: _term,
    Told: _told,
    Waiting: _waiting,
}


# What somebody knows, and what would give others away ------------------------------------------------------------------------------


def _known(file: CaseFile, person: Id) -> Iterator[str]:
    """The words, numbers and codes that this person knows: their own facts, what they were told and what was passed on to them."""
    for record in file.records.values():
        if person_in(file.compartments.get(record.id, "")) == person:
            for name in OWN_FACTS.get(type(record), ()):
                yield from _all_words(str(getattr(record, name)))
        else:
            for text in _told_of(file, person, record):
                yield from _all_words(text)


def _told_of(file: CaseFile, person: Id, record: Record) -> list[str]:
    match record:
        case Participant() if person in (record.id, record.supports) or record.id == file.side_of(person):
            found = [record.print_name]
        case Told() if record.person == person and record.known == "told":
            found = [record.words]
        case PassedOn() if record.giver == person or is_released(file, record, person):
            found = [record.words]
        case KnownToBoth() if record.told_by:
            found = [record.words]
        case Case():
            found = [record.lead, record.co_facilitator, record.supervisor]
        case Agreement() if record.signed_on and person in record.signers:
            found = [file.name(signer) for signer in record.signers]
        case _:
            found = []
    return found


def _given_away_by(file: CaseFile, person: Id) -> Iterator[str]:
    """What others could be known by: names, and words written like one, numbers and codes in their parts."""
    texts: list[str] = []
    for record in file.records.values():
        owner = person_in(file.compartments.get(record.id, ""))
        if isinstance(record, Participant) and person not in (record.id, record.supports):
            texts.append(record.print_name)
        elif owner and owner != person:
            texts += _texts(file, record)
            named = record.legal_name if isinstance(record, Particulars) else record.name if isinstance(record, Professional) else ""
            yield from (spelling.root(spelling.folded(word)) for word in re.findall(r"[^\W_]{3,}", named))
    every = "\n".join(texts)
    names = {spelling.folded(word) for word in _CAPITAL.findall(every)}
    yield from (spelling.root(name) for name in names if len(name) > 1 and not is_ordinary(name))
    yield from _figures(every)


def _texts(file: CaseFile, record: Record) -> list[str]:
    """The free texts of a record, but for colleagues' names and what is chosen from a list."""
    declared = (field for field in fields_of(type(record)) if not (field.ask.link or field.ask.choices or field.type is Day))
    found = (words_of(getattr(record, field.name), file) for field in declared if field.name not in _NO_WORDS)
    return [text for text in found if text]


def _marks(text: str) -> set[str]:
    """A text in the forms in which something in it gives somebody away. A word of every day counts only where it is written like a name."""
    words = spelling.tokens(text)
    return {spelling.root(token.key) for token in words if token.like_a_name or not is_ordinary(token.key)} | _figures(text)


def _all_words(text: str) -> set[str]:
    return {spelling.root(token.key) for token in spelling.tokens(text)} | _figures(text)


def _figures(text: str) -> set[str]:
    if not any(letter.isdigit() or letter == "@" for letter in text):
        return set()
    return spelling.codes_in(text) | {spelling.core(figures) for _, figures in spelling.numbers_in(text)}
