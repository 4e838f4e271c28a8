"""`/v1/desk`: what somebody who manages a service asks and does from their own workbook. Read and written by `messages`. Only while there is a network:
nothing here is kept on a laptop.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

# What is done.
LOOK = "look"
INVITE, GIVE, HAND_OVER, CONFIRM, REVOKE, ACCEPT, REJECT, PERSON = (
    "invite",
    "give",
    "hand_over",
    "confirm",
    "revoke",
    "accept",
    "reject",
    "person",
)


@dataclass(frozen=True, slots=True)
class DeskQuestion:
    """One act, and then how everything stands. `id`: a held change or a laptop. `roles`: for each compartment what `person` may do there from now on,
    empty for nothing. `although`: why something that speaks against it is gone past. `at_once`: a stolen laptop forgets before it delivers.
    """

    act: str = LOOK
    id: str = ""
    person: str = ""
    other: str = ""
    name: str = ""
    languages: str = ""
    gender: str = ""
    roles: Mapping[str, str] = field(default_factory=dict)
    case: str = ""
    although: str = ""
    why: str = ""
    digits: str = ""
    at_once: bool = False


@dataclass(frozen=True, slots=True)
class HeldLine:
    """A change that waits: whose laptop brought it, who wrote it, into which record of which case, why it waits, since when (UTC), and its words."""

    id: str
    case: str
    kind: str
    person: str
    why: str
    since: str
    words: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class PartLine:
    """A compartment of a case: the case itself, somebody's part ("harmed", "responsible", …) or what named people alone may see; and who may do what."""

    compartment: str
    whose: str
    roles: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case by its reference, as far as who allocates it must know it."""

    case: str
    reference: str
    path: str
    received_on: str
    closed_on: str
    parts: tuple[PartLine, ...] = ()


@dataclass(frozen=True, slots=True)
class LaptopLine:
    """A laptop: whose, what it is called, when it was heard last (UTC), whether it was told to forget, and whether its six digits were heard."""

    device: str
    person: str
    name: str
    heard: str
    order: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Somebody who works for the service."""

    person: str
    name: str
    languages: tuple[str, ...]
    gender: str
    manages: bool


@dataclass(frozen=True, slots=True)
class DeskAnswer:
    """How everything stands. `refused`: why the act was not done, in whole sentences; `against`: what must be gone past with a reason. `slip`: the
    letters of a new invitation, which are told once and kept nowhere, good until `until` (UTC).
    """

    refused: str = ""
    against: bool = False
    notes: tuple[str, ...] = ()
    slip: tuple[str, ...] = field(default=(), repr=False)
    held: tuple[HeldLine, ...] = ()
    cases: tuple[CaseLine, ...] = ()
    laptops: tuple[LaptopLine, ...] = ()
    people: tuple[PersonLine, ...] = ()
    until: str = ""
