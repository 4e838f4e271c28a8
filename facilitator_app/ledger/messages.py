"""What a laptop and the central service say to each other in `/v1/sync`, and how all their messages are written.

Enrolment stands in `messages_enrol`, attachments and history in `messages_files`.

The wire form is JSON of the names below: a dataclass is an object, `Head` and `Dot` are lists, keys and proofs are base 64 as `seals.b64`
writes it. The bytes of a change travel as a string, because they are UTF-8 and must arrive as they are. Members that are not known are
read past and those with a default may be left out, so that an old laptop and a new service understand each other, and the reverse. A word
out of a set (a status, a reason, an order) is a plain string: a newer one is kept as it is, and is for whoever reads it to judge.

Envelope, signature and compression are not here, nor are a file's bytes: they ride behind the JSON. No `repr` shows a word of a change.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from typing import NamedTuple, TypeVar

from facilitator_app.ledger.chain import START, Head
from facilitator_app.ledger.checkpoint import Checkpoint
from facilitator_app.ledger.seals import b64
from facilitator_app.records import codec

PROTOCOL = 1

# What became of a change that was pushed.
OK = "ok"  # it stands in the log
KNOWN = "known"  # it was there already, or was erased: nothing more to do either way
HELD = "held"  # it is kept for a person to decide, and stands in no log
FULL = "full"  # it would be held, and so much of this laptop's is held that it was not taken: the laptop keeps it, and asks again later

# Why it is held.
NOT_ALLOCATED = "not_allocated"
READ_ONLY = "read_only"
DEVICE_REVOKED = "device_revoked"
ERASED = "erased"  # its compartment is no more
AUTHOR_MISMATCH = "author_mismatch"  # nobody known signed it, or somebody else than it says
UNREADABLE = "unreadable"  # these bytes are no change
SEALED = "sealed"  # a parcel that the service's own key does not open: whoever holds the recovery key does
REJECTED = "rejected"  # a person has decided

# What somebody may do in a compartment.
LEAD, EDIT, READ = "lead", "edit", "read"
WRITERS = (LEAD, EDIT)

# What the whole laptop is to do.
WIPE = "wipe"  # deliver everything, then forget everything but sealed parcels
WIPE_NOW = "wipe_now"  # forget everything at once: it was stolen
UPGRADE = "upgrade"  # its protocol is older than any that is served: what it sends is taken, and it is sent no changes
CONFIRM = "confirm"  # nothing is sent yet: its person reads six digits out to the coordinator (`messages_enrol.spoken`)

M = TypeVar("M")


class Malformed(ValueError):
    """Bytes that are not the message that was expected. The text names no value."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a laptop has a compartment's log. Text to the laptop, which only compares it and asks whether it is steady.

    Steady, it holds everything up to `upto`: "p.901.<chain>". In its first pull it has looked at `at` of them: "i.300.1200.<chain>".
    `chain` is the log's at `upto` in both, so that a service that was restored is noticed.
    """

    at: int
    upto: int
    chain: str

    def __str__(self) -> str:
        return f"p.{self.upto}.{self.chain}" if self.at == self.upto else f"i.{self.at}.{self.upto}.{self.chain}"

    @staticmethod
    def read(text: str) -> "Cursor":
        """The reverse of `str`. Raises `Malformed`."""
        sort, _, rest = text.partition(".")
        numbers = rest.split(".")
        if (sort, len(numbers)) not in (("p", 2), ("i", 3)) or not all(part.isascii() and part.isdigit() for part in numbers[:-1]):
            raise Malformed("not a cursor")
        found = Cursor(int(numbers[0]), int(numbers[-2]), numbers[-1])
        if str(found) != text or found.at > found.upto:
            raise Malformed("not as a cursor is written")
        return found


def is_steady(cursor: str | None) -> bool:
    """Whether a laptop at this cursor has been through its first pull of the compartment."""
    return cursor is not None and cursor.startswith("p.")


class Dot(NamedTuple):
    """One value: which change wrote it, and into which field of which record."""

    compartment: str
    record: str
    field: str
    change: str


@dataclass(frozen=True, slots=True)
class Stream:
    """The list in which a laptop sends its changes. Only a detector: no change is refused because of it.

    `token` is the last that the service gave, empty before the first answer. `base` is the place before the first change of the outbox.
    `after` names the stream that this one took the place of, empty for the first: the service knows by it that something was restored or copied.
    """

    id: str
    token: str = ""
    base: Head = START
    after: str = ""


@dataclass(frozen=True, slots=True)
class StreamHead:
    """How far the service has a stream. Each answer gives a new `token`, to whoever shows the last one or the one before it; `was` is what they showed.

    So a service that was restored from before its last answer is noticed by everybody whom it answered, and not only by who had sent it
    something: a laptop may hold the last copy of what it was only sent.
    """

    id: str
    token: str = ""
    was: str = ""
    head: Head = START


@dataclass(frozen=True, slots=True)
class SyncQuestion:
    """`/v1/sync`: what is new here, and how far this laptop is.

    `push`: changes from the front of the outbox. `cursors`: every compartment that is here, the most wanted first; null where nothing was
    pulled yet. `have`: ids of what is held of compartments that are in doubt, or that are not steady and hold anything. `same`: in place of all
    that, the digest of the cursors (`digest_of`), by a laptop that has nothing to send, doubts nothing and asks only whether anything is new.
    `kept`: compartments of which all that `push` and `have` name is here in the open, so that none of it need be sent back unless some of it is
    replaced. `later`: compartments that hold something and are in no `have` yet: nothing of them is wanted with this answer.
    `saw`: the name of the last checkpoint that the service has shown here; `forked`: of one that cannot stand behind it.
    """

    stream: Stream
    push: tuple[str, ...] = field(default=(), repr=False)
    cursors: Mapping[str, str | None] = field(default_factory=dict)
    have: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    budget: int = 256 * 1024  # how many bytes of changes the answer may hold; one change always fits
    protocol: int = PROTOCOL
    app: str = ""
    same: str = ""
    kept: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    saw: str = ""
    forked: str = ""

    def __post_init__(self) -> None:
        if self.budget < 1:
            raise Malformed("no room for an answer")
        for cursor in self.cursors.values():
            if cursor is not None:
                Cursor.read(cursor)


@dataclass(frozen=True, slots=True)
class Ack:
    """What became of one change: `OK`, `KNOWN`, `HELD` or `FULL`, and for the last two why."""

    status: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A change of the log, and those of its fields that are replaced by now: what replaced them may never be sent."""

    body: str = field(repr=False)
    dead: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """Some of a compartment's log. Only for a laptop whose cursor is `since`."""

    compartment: str
    since: str | None
    to: str
    items: tuple[Item, ...] = ()

    def __post_init__(self) -> None:
        Cursor.read(self.to)


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A key by which changes are known, the person to whom enrolment bound it, and the name in what it signed before that."""

    public: str
    person: str
    former: str = ""


@dataclass(frozen=True, slots=True)
class SyncAnswer:
    """`/v1/sync`, answered.

    `acks`: one for each change pushed, in that order. `missing`: for each compartment of `have`, what the service lacks of it; an empty
    list says that it lacks nothing. `held`: of the ids in `have` those that wait for a person or were rejected. `dead`: of the ids in
    `have` those values that are replaced by now. `diverged`: compartments whose cursor the service never gave, or no longer knows.
    `drop`: compartments that are allocated no more; `erased`: those that are nobody's any more. `keys`: of everybody who wrote in `pages`.
    `backup`: the number of the backup that will be the first to hold what this answer acknowledges; `safe`: of the last one that is off site.
    `resend`: not the same; ask again in full, and take nothing else of this answer but its stream. `manages`: whether this person manages the
    service from their workbook. `now` is for the eye, and for `offline_days`: how long a laptop that does not hear from the service opens cases;
    0 for as long as it likes. `checkpoint`: one that the laptop has not seen.
    """

    stream: StreamHead
    acks: tuple[Ack, ...] = ()
    missing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    held: tuple[str, ...] = ()
    dead: tuple[Dot, ...] = ()
    diverged: tuple[str, ...] = ()
    pages: tuple[Page, ...] = ()
    keys: Mapping[str, PublicKey] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    drop: tuple[str, ...] = ()
    erased: tuple[str, ...] = ()
    backup: int = 0
    safe: int = -1
    do: str = ""
    manages: bool = False
    resend: bool = False
    more: bool = False
    now: str = ""
    checkpoint: Checkpoint | None = None
    offline_days: int = 0


def digest_of(cursors: Mapping[str, str]) -> str:
    """What a laptop and the service compare in place of all places in all logs."""
    return b64(hashlib.sha256(codec.to_json(sorted(cursors.items()))).digest())


def written(message: object) -> bytes:
    """The wire form of one of the messages above. Members that say nothing are left out: most of a usual answer would be empty."""
    plain = codec.to_builtins(message)
    for one in fields(message) if is_dataclass(message) else ():
        default = one.default if one.default is not MISSING else one.default_factory() if one.default_factory is not MISSING else MISSING
        if not default and getattr(message, one.name) == default:
            del plain[one.name]
    return codec.to_json(plain)


def read(data: bytes, kind: type[M]) -> M:
    """A message out of its wire form. Raises `Malformed`, and nothing else."""
    try:
        return codec.convert(codec.object_from_json(data), kind)
    except codec.Unreadable as problem:
        raise Malformed("not the message that was expected") from problem
