"""What is handed to the vault to be written, and what it answers. Plain values: neither knows how they are kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from facilitator_app.errors import Trouble
from facilitator_app.records.record import Id

HERE = "here"  # the origin of what was written on this laptop


class TooLong(Trouble):
    """More words in one place than one change can carry."""

    def __init__(self) -> None:
        super().__init__(
            "This is too long to be kept as one piece.", "What you typed stays here. Divide it: move a part of it to another note."
        )


@dataclass(frozen=True, slots=True, repr=False)
class Edit:
    """What somebody types into one field.

    `base` are the changes whose values stood on the screen when this editing began; `editing` names that beginning, so that what is
    typed after a seal replaces only what was sealed.
    """

    kind: str
    record: Id
    case: Id
    compartment: str
    field: str
    value: Any
    base: tuple[str, ...]
    editing: str


@dataclass(frozen=True, slots=True, repr=False)
class Row:
    """What is to be written of one record in one go; `replaces` as in a change."""

    compartment: str
    kind: str
    record: Id
    values: Mapping[str, Any]
    replaces: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Changed:
    """Which cases, and which kinds of record, are no longer what they were; and whose doing it was."""

    cases: frozenset[Id] = frozenset()
    kinds: frozenset[str] = frozenset()
    origin: str = HERE
