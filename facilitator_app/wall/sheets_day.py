"""What the papers for the day are given to print: where each sits, in which order the meeting runs, what is said. Nothing behind them."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, repr=False)
class SeatLine:
    """Somebody on a chair. `role` are words that may be empty; `shape` stands for a side, and is full for the person whose side it is."""

    name: str
    role: str = ""
    shape: str = "circle"  # "circle", "square", "triangle"
    full: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class StageLine:
    """One part of the running order: minutes are the fewest and the most."""

    number: int
    title: str
    minutes: tuple[int, int]
    who: str


@dataclass(frozen=True, slots=True, repr=False)
class SeatingSheet:
    """The room of one meeting. The copy for an officer has seats and nothing else: no role, no running order, no note."""

    for_facilitators: bool
    held_on: date | None
    at: str
    room: str
    layout: str  # as `records.seating` knows it
    seats: tuple[SeatLine, ...]  # from the left of the door, round
    stages: tuple[StageLine, ...] = ()
    not_discussed: str = ""
    language: str = "en-GB"


@dataclass(frozen=True, slots=True, repr=False)
class PromptLine:
    """Something to say or ask, and what is asked if it needs it. What is for the facilitator's eyes only is not in it."""

    text: str
    follow_ups: tuple[str, ...] = ()
    must_say: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class GuideStage:
    """One part of a guide, with the names of those who are there."""

    line: StageLine
    purpose: str
    prompts: tuple[PromptLine, ...]


@dataclass(frozen=True, slots=True, repr=False)
class GuideSheet:
    """The guide of one meeting, in the words that were kept for it."""

    title: str
    stages: tuple[GuideStage, ...]
    language: str = "en-GB"
