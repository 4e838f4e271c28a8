"""What the slip of an invitation is given: letters, an address and until when. It has no field for who comes in, to what, or any case."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, repr=False)
class SlipSheet:
    """How one laptop comes in. It is handed over or posted, and may lie about: whoever reads it learns where a computer is, and no more."""

    letters: tuple[str, ...] = field(repr=False)
    address: str
    until: str
    language: str = "en-GB"
