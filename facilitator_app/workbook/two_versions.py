"""Two people changed the same field apart from each other: both versions, who wrote them and when, and the one act that settles it.

A settlement is an ordinary change. It replaces the versions that were on the screen and no other, so that a third one, or somebody else's
settlement, goes on standing beside it. Nothing is chosen by a clock, by an order or by this module.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from typing import Any

from facilitator_app import calendar
from facilitator_app.ledger import change as changes
from facilitator_app.ledger.change import Change
from facilitator_app.ledger.seals import short_digest
from facilitator_app.records import Agreement, Case, Consent, Participant, Scan, Term, codec
from facilitator_app.records.agreed import in_force
from facilitator_app.records.agreement import Promise
from facilitator_app.records.case_file import CaseFile, assemble, counting, protects
from facilitator_app.records.check import supervisor
from facilitator_app.records.facts import TWO_VERSIONS, Due
from facilitator_app.records.record import GONE, NOBODY, Choice, Compartment, Day, Field, Id, Record, person_in
from facilitator_app.vault.rows import Changed, Row
from facilitator_app.workbook import comparing, going_ahead
from facilitator_app.workbook.said import words_of
from facilitator_app.workbook.workbook import Workbook
from facilitator_app.workbook.writers import Writer, writer

# What counts by who signed it, or by a fingerprint of the very words: chosen by somebody else it would be a word that nobody gave.
_NOT_CHOSEN = {("confirmation", ""), ("guide_text", ""), ("moved", ""), ("printed", ""), ("welsh_passed", ""), ("words_passed", ""),
               ("sealed", "lines"), ("sealed", "digest")}  # fmt: skip
# Where each version says something of its own, and nothing of the other is untrue.
_BOTH = {("amendment", "yes"), ("agreement", "full_names"), ("handing_over", "told"), ("preparation", "talked_about")}
_UNREAD = frozenset({"check_key", "digest", "attachment_key", "original_key", "picture_key"})
_ON_SIGNED_PAPER = {("term", "promise"), ("term", "how_shown"), ("agreement", "signed_on"), ("agreement", "signers")}
_TYPED = (str, Day, Choice, bool, int, Id, Promise)

NEWER = "One of these was written by a newer version of this program. They can be settled where that one runs."
NOT_CHOSEN = "This counts by who signed it, so that nobody can choose it for them. Have it said once more, where it was said."


@dataclass(frozen=True, slots=True, repr=False)
class Version:
    """One of them: what it says, who wrote it, and when. Equal words are one version, whoever wrote them."""

    changes: Mapping[str, tuple[str, ...]]  # by field
    value: Any  # as it is kept
    words: str
    who: tuple[Writer, ...]
    when: str
    where: str
    may_keep: bool = True
    care: str = ""  # what to know before it is kept

    @property
    def mine(self) -> bool:
        """Whether it is this person's own."""
        return any(one.mine for one in self.who)

    @property
    def names(self) -> str:
        """Who wrote it."""
        return " and ".join(dict.fromkeys(one.name for one in self.who))


@dataclass(frozen=True, slots=True, repr=False)
class Fork:
    """A field with two versions, or a record that one took away while another wrote into it (`gone`)."""

    record: Record
    field: str
    compartment: str
    title: str
    label: str
    owner: Id  # whose words they are; nobody's where they are the case team's
    declared: Field | None
    versions: tuple[Version, ...]  # the older first
    counts: int | None = None  # of a safety field the version that counts until it is settled
    why_not: str = ""  # why nobody can choose here
    both: bool = False  # whether both can be kept
    paper: tuple[Scan, ...] = ()  # the pages of the signed paper, which decides
    sealed: bool = False  # a line of which the sealed words stay what they are
    lost: bool = False  # of a record that was taken away not everything is here that stood in it

    @property
    def gone(self) -> bool:
        """Whether it is about the record as a whole."""
        return self.field == GONE

    @property
    def replaces(self) -> Mapping[str, tuple[str, ...]]:
        """Every change that stands on the screen."""
        names = {name for one in self.versions for name in one.changes}
        return {name: tuple(sorted({id for one in self.versions for id in one.changes.get(name, ())})) for name in names}

    @property
    def can_be_typed(self) -> bool:
        """Whether something else can be written in place of all of them. An act that happened is not typed."""
        return not self.why_not and not self.gone and self.declared is not None and self.declared.type in _TYPED


# Finding them -----------------------------------------------------------------------------------------------------------------


def cases(book: Workbook) -> list[Due]:
    """The cases in which there are two versions of something, out of ten thousand without reading any. None with one side open, whoever's they are."""
    return book.dues("", (TWO_VERSIONS,)) if book.side is None else []


def file_of(book: Workbook, case: Id) -> CaseFile:
    """A case, or, with no case, what belongs to the whole service."""
    return book.case(case) if case else assemble(NOBODY, book.vault.stored(Compartment.SERVICE))


def of(book: Workbook, file: CaseFile) -> tuple[Fork, ...]:
    """Every field with two versions, in the order in which their records were entered; none with one side open."""
    if book.side is not None:
        return ()
    wanted = [(id, name) for id in file.records for record, name in sorted(file.forks) if record == id]
    entries_of: dict[str, list[Change]] = {}
    found = []
    for id, name in wanted:
        where = file.compartments[id]
        if where not in entries_of:
            entries_of[where] = [changes.read(body) for body in book.vault.bodies(where)]
        entries = {one.id: one for one in entries_of[where] if one.record == id}
        found.append(_taken_away(book, file, id, entries) if name == GONE else _fork(book, file, id, name, entries))
    return tuple(found)


def one_of(book: Workbook, file: CaseFile, record: Id, field: str) -> Fork | None:
    """One of them, while it stands."""
    return next((one for one in of(book, file) if (one.record.id, one.field) == (record, field)), None)


def said_of(file: CaseFile, id: Id, name: str) -> tuple[str, str]:
    """Which record and which field it is, in words: for a list."""
    record = file.records[id]
    declared = next((one for one in type(record).declared if one.name == name), None)
    return title_of(file, record), "Taken away, and written in" if name == GONE else declared.ask.label if declared else _OTHER


def title_of(file: CaseFile, record: Record) -> str:
    """What a record is called: "Agreement, line 2", "Note, Margaret, Tue 17 Feb"."""
    if isinstance(record, Term):
        return f"Agreement, line {record.number}"
    if isinstance(record, Participant):
        return record.print_name or type(record).title
    if isinstance(record, Case):
        return "About the case"
    whose = file.name(str(getattr(record, "person", ""))) or file.name(person_in(file.compartments.get(record.id, "")))
    day = calendar.whole_day(str(getattr(record, "day", "")))
    return ", ".join(filter(None, (type(record).title, whose, calendar.short(day, day) if day else "")))


_OTHER = "Something that this version does not know"


def _fork(book: Workbook, file: CaseFile, id: Id, name: str, entries: Mapping[str, Change]) -> Fork:
    record = file.records[id]
    declared = next((one for one in type(record).declared if one.name == name), None)
    alike: list[list[Change]] = []
    for one in _by_age(entries[change] for change in file.standing_of(id, name) if change in entries):
        same = next((group for group in alike if group[0].values[name] == one.values[name]), None)
        alike.append([one]) if same is None else same.append(one)
    values = [_whole(declared, group[0].values[name]) for group in alike]
    counts = counting(values, declared.ask.protective) if declared is not None else None
    title, label = said_of(file, id, name)
    return Fork(
        record, name, file.compartments[id], title, label, _owner(file, record, declared), declared,
        tuple(
            _version(book, file, record, declared, name, group, less=_protects_less(declared, value, values, counts))
            for group, value in zip(alike, values, strict=True)
        ),
        counts,
        why_not=_why_not(record, name, declared, values),
        both=(record.kind, name) in _BOTH,
        paper=comparing.signed_pages(file) if (record.kind, name) in _ON_SIGNED_PAPER else (),
        sealed=isinstance(record, Term) and _is_sealed(file, record),
    )  # fmt: skip


def _version(
    book: Workbook, file: CaseFile, record: Record, declared: Field | None, name: str, group: Sequence[Change], *, less: bool
) -> Version:
    value = _whole(declared, group[0].values[name])
    may_keep, care = _before_less(file, record, name, value) if less else (True, "")
    return Version({name: tuple(one.id for one in group)}, value, _read(file, declared, value), *_signed(book, file, group), may_keep, care)


def _whole(declared: Field | None, value: Any) -> Any:
    """A value with every part that is declared: what an older version left out of it must not be taken from the other one."""
    try:
        return codec.keep_unknown(value, _complete(codec.convert(value, declared.type))) if declared is not None else value
    except codec.Unreadable:
        return value


def _complete(said: Any) -> Any:
    """The same, made as we make it: msgspec writes no part that it has not read."""
    if is_dataclass(said) and not isinstance(said, type):
        return type(said)(**{one.name: _complete(getattr(said, one.name)) for one in fields(said)})
    return tuple(map(_complete, said)) if isinstance(said, tuple) else said


def _read(file: CaseFile, declared: Field | None, value: Any) -> str:
    if declared is None or declared.name in _UNREAD:
        return "Nothing that a person reads"
    return words_of(file, declared, value) or "Left empty"


def _signed(book: Workbook, file: CaseFile, group: Sequence[Change]) -> tuple[tuple[Writer, ...], str, str]:
    """Who wrote it, when the first of them did, and on which laptop, where that is known."""
    first = group[0]
    who = tuple(dict.fromkeys(writer(book, file, one.author) for one in group))
    here = first.key == short_digest(book.vault.public_key)
    where = "Typed on this laptop" if here else "Typed on another laptop of yours" if who[0].mine else ""
    return who, _moment(book, first.at), where


def _moment(book: Workbook, at: str) -> str:
    try:
        moment = datetime.fromisoformat(at).astimezone(calendar.london())
    except ValueError:  # a clock of somebody else's program: it is for the eye alone
        return ""
    return f"{calendar.short(moment.date(), book.clock.today())}, {moment:%H:%M}"


def _by_age(found: Iterator[Change]) -> list[Change]:
    return sorted(found, key=lambda one: (one.at, one.id))


def _owner(file: CaseFile, record: Record, declared: Field | None) -> Id:
    named = getattr(record, declared.ask.owner, NOBODY) if declared is not None and declared.ask.owner else NOBODY
    return Id(str(named)) or person_in(file.compartments.get(record.id, ""))


def _is_sealed(file: CaseFile, term: Term) -> bool:
    agreement = file.get(Agreement, term.agreement)
    return agreement is not None and in_force(file, agreement).sealed is not None


# What may be chosen -----------------------------------------------------------------------------------------------------------


def _why_not(record: Record, name: str, declared: Field | None, values: Sequence[Any]) -> str:
    if {(record.kind, ""), (record.kind, name)} & _NOT_CHOSEN:
        return NOT_CHOSEN
    # What a newer version wrote into one of them would ride along into the other: a statement that nobody made.
    blends = any(codec.keep_unknown(other, value) != value for value in values for other in values)
    return NEWER if declared is None or blends else ""


def _protects_less(declared: Field | None, value: Any, values: Sequence[Any], counts: int | None) -> bool:
    return declared is not None and counts is not None and not protects(value, values[counts], declared.ask.protective)


def _before_less(file: CaseFile, record: Record, name: str, value: Any) -> tuple[bool, str]:
    """Whether the version that protects less may be kept, and what to know first."""
    if isinstance(record, Case) and name == "path":
        return going_ahead.may_choose(file, str(value)), f"A lighter path is {supervisor(file)}’s to give."
    if isinstance(record, Participant):
        return True, f"A stop needs no reason. Ask {record.print_name or 'them'} before you keep this one."
    if isinstance(record, Consent):
        return True, f"Ask {file.name(record.person) or 'them'} before you keep this one."
    return True, "This one protects less. Keep it only when you know that the other was a slip."


# Taken away by one, written in by another ----------------------------------------------------------------------------------------


def _taken_away(book: Workbook, file: CaseFile, id: Id, entries: Mapping[str, Change]) -> Fork:
    record = file.records[id]
    declared = {one.name: one for one in type(record).declared}
    standing = {name: ids for name, ids in file.standing[id].items() if name != GONE}
    took = _by_age(entries[change] for change in file.standing_of(id, GONE) if change in entries)
    wrote = _by_age(entries[change] for change in {id for ids in standing.values() for id in ids} if change in entries)
    said = [
        f"{declared[name].ask.label}: {words}" if name in declared else _OTHER
        for name, ids in standing.items()
        for words in dict.fromkeys(_read(file, declared.get(name), entries[change].values[name]) for change in ids if change in entries)
    ]
    title, label = said_of(file, id, GONE)
    removed = Version({GONE: tuple(one.id for one in took)}, True, "Taken away, with everything in it.", *_signed(book, file, took))
    written = Version(standing, None, "\n".join(said), *_signed(book, file, wrote))
    first = min((took[0].at, 0), (wrote[0].at, 1))[1]
    blocked = NOT_CHOSEN if (record.kind, "") in _NOT_CHOSEN else ""
    _, lost = _restored(file.compartments[id], standing, took, entries)
    return Fork(
        record, GONE, file.compartments[id], title, label, _owner(file, record, None), None,
        (written, removed) if first else (removed, written), why_not=blocked, lost=lost,
    )  # fmt: skip


def _restored(
    compartment: str, standing: Mapping[str, Any], took: Sequence[Change], entries: Mapping[str, Change]
) -> tuple[dict[str, list[Any]], bool]:
    """What stood in the other fields when the record was taken away, and whether some of it is not on this laptop any more.

    What a field said that somebody replaced since is in nobody's way: only what the removal itself replaced comes back.
    """
    removed = {name: {id for one in took for id in one.replaces.get(name, ())} for one in took for name in one.replaces}
    others = {name: {id for one in entries.values() if one not in took for id in one.replaces.get(name, ())} for name in removed}
    found: dict[str, list[Any]] = {}
    lost = False
    for name, ids in removed.items():
        if name == GONE or name in standing:
            continue
        for id in sorted(ids - others[name]):
            if id not in entries or name not in entries[id].values:
                lost = True
            elif entries[id].values[name] not in found.setdefault(name, []):
                found[name].append(entries[id].values[name])
    if "person" not in found and "person" not in standing and (whose := person_in(compartment)):
        found["person"] = [whose]
    return found, lost


# Settling ---------------------------------------------------------------------------------------------------------------------


def keep(book: Workbook, fork: Fork, version: Version) -> Changed:
    """The version that stands from now on, in place of what was on the screen. A recorded act: it is corrected, never undone."""
    if fork.why_not or not version.may_keep:
        return Changed()
    if not fork.gone:
        return _settle(book, fork, version.value)
    if GONE in version.changes:
        return book.save([Row(fork.compartment, fork.record.kind, fork.record.id, {GONE: True}, fork.replaces)], "settled")
    return _keep_written(book, fork, version)


def keep_both(book: Workbook, fork: Fork) -> Changed:
    """What each of them says, the older first: each yes, each tick, each name."""
    if fork.why_not or not fork.both:
        return Changed()
    every: list[Any] = []
    for version in fork.versions:
        every += [one for one in version.value if one not in every]
    return _settle(book, fork, every)


def write_new(book: Workbook, fork: Fork, value: Any) -> Changed:
    """Other words in place of all that were on the screen."""
    return _settle(book, fork, value) if fork.can_be_typed else Changed()


def _settle(book: Workbook, fork: Fork, value: Any) -> Changed:
    row = Row(fork.compartment, fork.record.kind, fork.record.id, {fork.field: value}, {fork.field: fork.replaces[fork.field]})
    changed = book.save([row], "settled")
    book.vault.remember(_name(fork), None)
    return changed


def _keep_written(book: Workbook, fork: Fork, version: Version) -> Changed:
    """The removal is replaced by what it took; of a field that had two versions then both come back, and are two again."""
    entries = {one.id: one for one in map(changes.read, book.vault.bodies(fork.compartment)) if one.record == fork.record.id}
    removal = next(one.changes[GONE] for one in fork.versions if GONE in one.changes)
    took = [entries[id] for id in removal if id in entries]
    back, _ = _restored(fork.compartment, version.changes, took, entries)
    most = max(map(len, back.values()), default=0)
    parts = [{name: values[at] for name, values in back.items() if at < len(values)} for at in range(most)] or [{}]
    rows = [Row(fork.compartment, fork.record.kind, fork.record.id, part, {} if at else {GONE: removal}) for at, part in enumerate(parts)]
    return book.save(rows, "settled")


# Something else in place of both, while it is being written ---------------------------------------------------------------------


def begun(book: Workbook, fork: Fork) -> dict[str, str]:
    """What was being written in place of both, and not kept yet. It is no version: nobody else sees it, and nothing counts it."""
    found = book.vault.remembered(_name(fork))
    return codec.convert(codec.from_json(found), dict[str, str]) if found else {}


def keep_begun(book: Workbook, fork: Fork, typed: Mapping[str, str]) -> None:
    """On the disk when this returns; forgotten when nothing stands in it."""
    book.vault.remember(_name(fork), codec.to_json(dict(typed)) if any(typed.values()) else None)


def _name(fork: Fork) -> str:
    return f"two versions {fork.record.id} {fork.field}"
