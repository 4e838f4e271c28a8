"""One case as it stands: an immutable snapshot for pages, checks and the wall. Knows no file and no other case."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar, cast

from facilitator_app import calendar
from facilitator_app.records import KINDS, codec
from facilitator_app.records.agreement import Agreement, Term
from facilitator_app.records.case import Case
from facilitator_app.records.people import Participant
from facilitator_app.records.record import GONE, Id, Record, as_text, fields_of, read

R = TypeVar("R", bound=Record)

SIDES = ("harmed", "responsible", "taking_part")


@dataclass(frozen=True, slots=True, repr=False)
class Stored:
    """One record as it is kept: for each field its standing values by change. `drafts` are this laptop's own unfinished words over it."""

    kind: str
    id: Id
    compartment: str
    case: Id
    live: Mapping[str, Mapping[str, Any]]
    first_at: str = ""  # when it was first entered (UTC), by whom
    first_by: str = ""
    last_at: str = ""
    drafts: Mapping[str, Any] | None = None
    bases: Mapping[str, Sequence[str]] | None = None  # for each draft the changes that stood on the screen when its editing began
    authors: frozenset[str] = frozenset()  # everybody who wrote anything into it, as their signatures prove


@dataclass(frozen=True, slots=True)
class Entered:
    """When and by whom a record was entered, which is not when it happened."""

    at: str
    by: str
    changed: str
    authors: frozenset[str] = frozenset()


@dataclass(frozen=True, repr=False)
class CaseFile:
    """All records of one case that this reader may see.

    `standing` names, for each record and field, the changes whose values stand there: what an edit that begins now replaces.
    `forks` are the fields with two versions. `newer` counts records of kinds that this version does not know. `shown`: where of several
    values only one stands in the record, the changes that say it.
    """

    id: Id
    records: Mapping[Id, Record]
    standing: Mapping[Id, Mapping[str, tuple[str, ...]]]
    forks: frozenset[tuple[Id, str]]
    entered: Mapping[Id, Entered]
    compartments: Mapping[Id, str]
    unfinished: frozenset[Id] = frozenset()
    newer: int = 0
    shown: Mapping[tuple[Id, str], tuple[str, ...]] = field(default_factory=dict)
    supervising: str | None = None

    def __repr__(self) -> str:
        return f"<case file {self.id}, {len(self.records)} records>"

    @property
    def case(self) -> Case:
        """The case's own record; an empty one where this reader may not see it."""
        found = self.records.get(self.id)
        return found if isinstance(found, Case) else Case(id=self.id, case=self.id)

    @property
    def supervisor_key(self) -> str:
        """Whose confirmation counts, by the name that stands in changes: whom the service names, and nobody while it names none; in a workbook
        that belongs to no service whom the case names.
        """
        return self.case.supervisor_id if self.supervising is None else self.supervising

    def all(self, kind: type[R]) -> tuple[R, ...]:
        """The records of one kind, in the order in which they were entered."""
        return cast("tuple[R, ...]", self._by_kind.get(kind, ()))

    @cached_property
    def _by_kind(self) -> Mapping[type[Record], tuple[Record, ...]]:
        """Every check and every sentence asks for the records of some kind: they are sorted out once."""
        found: dict[type[Record], list[Record]] = {}
        for record in self.records.values():
            found.setdefault(type(record), []).append(record)
        return {kind: tuple(records) for kind, records in found.items()}

    def of(self, kind: type[R], person: Id) -> tuple[R, ...]:
        """The records of one kind that are about one person."""
        return tuple(record for record in self.all(kind) if getattr(record, "person", None) == person)

    def get(self, kind: type[R], id: str) -> R | None:
        """One record, or None where there is none of that kind."""
        found = self.records.get(Id(id))
        return found if isinstance(found, kind) else None

    def first(self, kind: type[R], person: Id | None = None) -> R | None:
        """The first record of a kind (about one person), or None."""
        return next(iter(self.all(kind) if person is None else self.of(kind, person)), None)

    def standing_of(self, id: str, name: str) -> tuple[str, ...]:
        """The changes whose values stand in one field."""
        return self.standing.get(Id(id), {}).get(name, ())

    def on_screen(self, id: str, name: str) -> tuple[str, ...]:
        """The changes whose value a person reads in one field: what an edit that begins now replaces. Of two versions only the one that is read."""
        return self.shown.get((Id(id), name), self.standing_of(id, name))

    def replaced_by(self, record: Record, name: str, new: object) -> tuple[str, ...]:
        """What an act replaces that writes `new` into a field. Of two versions the one that is read, and the other goes on standing; all of
        them where the act protects at least as much as they do: a stop waits for nobody to settle anything.
        """
        wish = next((one.ask.protective for one in fields_of(type(record)) if one.name == name), None)
        if (record.id, name) in self.shown and wish is not None:
            read_now = codec.to_builtins(getattr(self.records.get(record.id, record), name))
            if protects(codec.to_builtins(new), read_now, wish):
                return self.standing_of(record.id, name)
        return self.on_screen(record.id, name)

    @property
    def sides(self) -> tuple[Participant, ...]:
        """Those whom the case is between: harmed first, then responsible, then those who take part."""
        return tuple(sorted((p for p in self.all(Participant) if p.role in SIDES), key=lambda p: SIDES.index(p.role)))

    def name(self, person: str) -> str:
        """The print name of a person; empty when they are not known here."""
        found = self.get(Participant, person)
        return found.print_name if found else ""

    def side_of(self, person: Id) -> Id:
        """The person themselves, or whom they support."""
        found = self.get(Participant, person)
        return found.supports if found and found.supports else person

    def terms(self, agreement: Agreement) -> tuple[Term, ...]:
        """The terms of an agreement in their order on paper."""
        mine = (term for term in self.all(Term) if term.agreement == agreement.id)
        return tuple(sorted(mine, key=lambda term: (term.number or 10_000, term.id)))

    @property
    def nickname(self) -> str:
        """What colleagues call the case: "Margaret and Daniel"."""
        return " and ".join(person.print_name for person in self.sides if person.print_name) or self.case.reference


def assemble(case: Id, stored: Iterable[Stored]) -> CaseFile:
    """A case file out of what is kept of it, in the order in which it was entered."""
    records: dict[Id, Record] = {}
    standing: dict[Id, Mapping[str, tuple[str, ...]]] = {}
    entered: dict[Id, Entered] = {}
    compartments: dict[Id, str] = {}
    forks: set[tuple[Id, str]] = set()
    unfinished: set[Id] = set()
    shown: dict[tuple[Id, str], tuple[str, ...]] = {}
    newer = 0
    for one in stored:
        kind = KINDS.get(one.kind)
        if kind is None:
            newer += 1
            continue
        values = values_of(kind, one)
        records[one.id] = read(kind, one.id, one.case, values)
        shown |= {(one.id, name): ids for name, ids in _shown(one, values)}
        standing[one.id] = {name: tuple(sorted(values)) for name, values in one.live.items()}
        entered[one.id] = Entered(one.first_at, one.first_by, one.last_at, one.authors)
        compartments[one.id] = one.compartment
        forks |= {(one.id, name) for name, values in one.live.items() if len(values) > 1 and _differ(values)}
        if GONE in one.live and len(one.live) > 1:
            forks.add((one.id, GONE))  # taken away by one, written in by another who did not know
        if one.drafts:
            unfinished.add(one.id)
    return CaseFile(case, records, standing, frozenset(forks), entered, compartments, frozenset(unfinished), newer, shown)


def _shown(one: Stored, values: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each field of which a value stands that nobody reads in the record, with the changes whose value is read, or was when a draft began."""
    for name, versions in one.live.items():
        if len(versions) > 1 or (one.drafts and name in one.drafts):
            seen = (one.bases or {}).get(name, ())
            ids = tuple(id for id in sorted(versions) if id in seen or versions[id] == values[name])
            if len(ids) < len(versions):
                yield name, ids


def values_of(kind: type[Record], one: Stored) -> dict[str, Any]:
    """One value for each field: the draft, or what stands. Of two versions a safety field gives the more protective one.

    A draft beside a version that its writer has not seen is two versions, although nothing is sealed yet.
    """
    drafts, bases = one.drafts or {}, one.bases or {}
    values = {name: versions[min(versions)] for name, versions in one.live.items() if versions} | dict(drafts)
    for declared in fields_of(kind):
        name = declared.name
        if declared.ask.protective is None or name not in values:
            continue
        live = one.live.get(name, {})
        unseen = [live[id] for id in sorted(live) if name not in drafts or (name in bases and id not in bases[name])]
        values[name] = _protective([values[name], *unseen], declared.ask.protective)
    return values


def _protective(versions: Sequence[Any], wish: object) -> Any:
    """Of several versions the one that protects: ("latest") the one that says most, ("longest") the one that ends last, or of the named
    values the first that is there; else the first.
    """
    if wish == "latest":
        return max(versions, key=_said)
    if wish == "longest":
        return max(versions, key=_lasts)
    named = wish if isinstance(wish, tuple) else (wish,)
    return next((value for value in named if value in versions), versions[0])


def counting(versions: Sequence[Any], wish: object) -> int | None:
    """Which of several versions of a safety field counts until somebody settles it; None where the field is none."""
    return None if wish is None else versions.index(_protective(versions, wish))


def protects(new: Any, stands: Any, wish: object) -> bool:
    """Whether a new value of a safety field protects at least as much as what stands there."""
    if wish == "latest":
        return _said(new)[0]
    if wish == "longest":
        return _lasts(new) >= _lasts(stands)
    named = wish if isinstance(wish, tuple) else (wish,)
    behind, before = (named.index(value) if value in named else len(named) for value in (new, stands))
    return behind <= before


def _said(value: object) -> tuple[bool, int]:
    """How much a stop or a withdrawal says. The day on which it was counts first."""
    day = value.get("on") if isinstance(value, Mapping) else value
    return bool(day), len(as_text(value))


def _lasts(value: object) -> tuple[bool, str]:
    """How long something lasts that ends on a day: where none can be read, until somebody says otherwise."""
    text = as_text(value)
    return calendar.whole_day(text) is None, text


def _differ(values: Mapping[str, Any]) -> bool:
    first, *rest = values.values()
    return any(value != first for value in rest)
