"""How a kind of record is declared: once, with everything that form, paper, search, sync and wall need to know of each field.

Knows no kind of record, no file and no screen.
"""

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from enum import StrEnum
from typing import Annotated, Any, ClassVar, NewType, TypeVar, dataclass_transform, get_args, get_origin, get_type_hints

from facilitator_app.records import codec

Id = NewType("Id", str)  # 22 characters of URL-safe base 64: a record, a person or a case
Day = NewType("Day", str)  # "2026-03-17", "2026-03", "2026", or as typed when it cannot be read: what was typed is never lost
Choice = NewType("Choice", str)  # a code out of a set of `resources/terms`; one from a newer version is kept and shown as it is

NOBODY = Id("")
GONE = "_gone"  # the field of every kind that says a record was taken away; a field that its remover did not see stays


class Seen(StrEnum):
    """The confidentiality class of a field: who may ever see it outside the case team is the wall's business, and starts here."""

    SERVICE = "A"  # service and statistics: names nobody
    TEAM = "B"  # the case team
    PRIVATE = "P"  # the owner, and the case team
    PASSED = "X"  # as PRIVATE until the owner has released it; then its recipient too
    JOINT = "J"  # those who took part, through the wall
    JUDGEMENT = "F"  # facilitators and supervisor: what they think. "Write it so that Daniel could read it."
    RESTRICTED = "R"  # named people only; in no case paper


class Compartment(StrEnum):
    """What a record is allocated, ordered, synced and erased with."""

    CASE = "case"  # one case
    PRIVATE = "part"  # one person's own part of a case
    NAMED = "named"  # what of a case only named people may hold: incidents, safeguarding
    USER = "user"  # the person who uses the workbook
    SERVICE = "service"  # the service's reference data
    DEVICE = "device"  # this laptop


@dataclass(frozen=True, slots=True)
class Ask:
    """How a field is asked, who sees it and whose it is. Plain values only."""

    label: str
    help: str = ""
    link: str = ""  # the kind of record that an `Id` names
    needed: bool = False  # asked for before a paper is issued or a check is passed, never before saving
    seen: Seen = Seen.TEAM
    owner: str = ""  # for P and X: the field of this record that says whose it is
    lines: int = 1
    choices: str = ""  # the set of choices in `resources/terms`
    more: bool = False  # folded under "More"
    prose: bool | None = None  # whether it holds sentences, whose spelling is looked at; where nothing is said, what has several lines does
    # For a safety field, what counts while two versions stand: a value, several of them (the most protective first), "latest" or "longest".
    protective: object = None

    @property
    def is_prose(self) -> bool:
        """Whether it holds sentences, and not names, numbers, days or codes."""
        return self.lines > 1 if self.prose is None else self.prose


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a kind, as declared."""

    name: str
    ask: Ask
    type: Any
    default: Any


@dataclass(frozen=True, kw_only=True, repr=False)
class Record:
    """What every record has. `case` is empty for what belongs to no case."""

    kind: ClassVar[str] = ""
    title: ClassVar[str] = ""
    compartment: ClassVar[Compartment] = Compartment.CASE
    declared: ClassVar[tuple[Field, ...]] = ()  # set by `record`

    id: Id = NOBODY
    case: Id = NOBODY

    def __repr__(self) -> str:
        return f"<{self.kind} {self.id}>"  # never a value: a record may stand in a traceback


R = TypeVar("R", bound=Record)


@dataclass_transform(frozen_default=True, kw_only_default=True)
def record(cls: type[R]) -> type[R]:
    """Makes a kind of record of a class, and refuses a declaration that leaves a question open.

    Raises `TypeError` when a field has no `Ask`, or is private (P, X) and names no owner field.
    """
    made = dataclass(frozen=True, kw_only=True, repr=False)(cls)
    made.declared = tuple(_declared(made))
    names = {field.name for field in fields(made)}
    for field in made.declared:
        if field.ask.seen in (Seen.PRIVATE, Seen.PASSED) and field.ask.owner not in names:
            raise TypeError(f"{made.__name__}.{field.name} is private and does not say whose it is")
    if made.compartment is Compartment.PRIVATE and "person" not in names:
        raise TypeError(f"{made.__name__} lies in a person's part and does not say whose: a field `person`")
    return made


def _declared(kind: type[Record]) -> Iterator[Field]:
    hints = get_type_hints(kind, include_extras=True)
    for field in fields(kind):
        if field.name in ("id", "case"):
            continue
        hint = hints[field.name]
        asks = [extra for extra in get_args(hint)[1:] if isinstance(extra, Ask)] if get_origin(hint) is Annotated else []
        if len(asks) != 1 or field.default is MISSING:
            raise TypeError(f"{kind.__name__}.{field.name} needs exactly one Ask, and a default")
        yield Field(field.name, asks[0], get_args(hint)[0], field.default)


def fields_of(kind: type[Record]) -> tuple[Field, ...]:
    """The declared fields of a kind, in order, without `id` and `case`."""
    return kind.declared


def field_of(kind: type[Record], name: str) -> Field:
    """The declaration of one field. Raises `KeyError`."""
    return {field.name: field for field in kind.declared}[name]


def read(kind: type[R], id: Id, case: Id, values: Mapping[str, object]) -> R:
    """A record out of plain values. What is missing, or has a shape from a newer version, reads as the default: the document keeps it."""
    known: dict[str, Any] = {}
    for field in fields_of(kind):
        if field.name in values:
            try:
                known[field.name] = codec.convert(values[field.name], field.type)
            except codec.Unreadable:
                continue
    return kind(id=id, case=case, **known)


_IDS_INSIDE = frozenset({"who", "lines"})  # the parts of a statement that name people or records, and hold no words


def as_text(value: object) -> str:
    """All words of a value, for search and for the wall: nested statements are joined by spaces, without the ids in them."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return " ".join(filter(None, (as_text(inner) for name, inner in value.items() if name not in _IDS_INSIDE)))
    if isinstance(value, list | tuple):
        return " ".join(filter(None, map(as_text, value)))
    return ""


def compartment_name(kind: type[Record], case: str, person: str = "") -> str:
    """The compartment in which a record of this kind lies, as the ledger names it: "case/<case>", "part/<case>/<person>", "named/<case>", "service"."""
    if kind.compartment in (Compartment.CASE, Compartment.NAMED):
        return f"{kind.compartment}/{case}"
    if kind.compartment is Compartment.PRIVATE:
        return f"{kind.compartment}/{case}/{person}"
    return str(kind.compartment)


def case_in(compartment: str) -> Id:
    """The case of a compartment; empty for one of no case."""
    head, _, rest = compartment.partition("/")
    return Id(rest.split("/")[0]) if head in (Compartment.CASE, Compartment.PRIVATE, Compartment.NAMED) else NOBODY


def person_in(compartment: str) -> Id:
    """Whose part a compartment is; empty for one that is nobody's."""
    head, _, rest = compartment.partition("/")
    return Id(rest.partition("/")[2]) if head == Compartment.PRIVATE else NOBODY
