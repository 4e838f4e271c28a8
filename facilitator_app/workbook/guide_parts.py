"""What a conference guide consists of: stages, prompts, places for names; and the sentences that tell how long it is and for whom."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from facilitator_app.errors import Trouble

_PLACE = re.compile(r"\{([^{}]*)\}")

# Who a prompt may name, and what it says where nobody has that place here.
PLACES: Mapping[str, str] = {
    "harmed": "the person harmed",
    "responsible": "the person responsible",
    "first": "the first of you",
    "second": "the other",
    "supporter of harmed": "whoever came with {harmed}",
    "supporter of responsible": "whoever came with {responsible}",
}
_SIDES = {"harmed", "responsible", "supporter of harmed", "supporter of responsible"}


class GuideNotRead(Trouble):
    """A guide whose form is not that of a guide, and the line where that shows."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(f"This conference guide cannot be read. In line {line} {why}.", "Mend that line, or choose another guide.")
        self.line = line


@dataclass(frozen=True, slots=True)
class Prompt:
    """Something to say or ask. `follow_ups` are asked if it needs them; `cue` is for the facilitator's eyes only."""

    text: str
    follow_ups: tuple[str, ...] = ()
    cue: str = ""
    must_say: bool = False


@dataclass(frozen=True, slots=True)
class Stage:
    """One part of a meeting. `minutes` are the fewest and the most; `speakers` are words, and may hold places such as "{harmed}"."""

    number: int
    title: str
    purpose: str
    minutes: tuple[int, int]
    speakers: tuple[str, ...]
    prompts: tuple[Prompt, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """A whole guide. `name` is what the list, and a plan, know it by."""

    name: str
    title: str
    about: str
    language: str
    version: str
    author: str
    stages: tuple[Stage, ...]


@dataclass(frozen=True, slots=True)
class Unread:
    """A line that means nothing in a guide: which, why, and the stage in which it stands (from 0; -1 before the first)."""

    line: int
    why: str
    stage: int = -1

    @property
    def said(self) -> str:
        """As a sentence."""
        return f"In line {self.line} {self.why}."


@dataclass(frozen=True, slots=True)
class Reading:
    """What could be read of somebody's words, and what could not; with the line on which each stage begins."""

    stages: tuple[Stage, ...]
    unread: tuple[Unread, ...]
    begins: tuple[int, ...] = ()

    @property
    def usable(self) -> bool:
        """Whether a meeting can be led by it: everything was understood."""
        return bool(self.stages) and not self.unread


def places_in(words: str) -> list[str]:
    """What stands in braces."""
    return _PLACE.findall(words)


def minutes_of(stages: Sequence[Stage]) -> tuple[int, int]:
    """The fewest minutes and the most that these stages take."""
    return sum(stage.minutes[0] for stage in stages), sum(stage.minutes[1] for stage in stages)


def length_said(stages: Sequence[Stage]) -> str:
    """“11 stages, 95 to 150 minutes”."""
    least, most = minutes_of(stages)
    how_long = f"{least} minutes" if least == most else f"{least} to {most} minutes"
    return ", ".join(filter(None, ("1 stage" if len(stages) == 1 else f"{len(stages)} stages", how_long if most else "")))


def fits(words: str) -> str:
    """For whom the words of a guide have places: "sides" for harmed and responsible, "both" for two who take part, "" for anybody."""
    used = set(places_in(words))
    return "sides" if used & _SIDES else "both" if used & {"first", "second"} else ""


def said_for(words: str, names: Mapping[str, str]) -> str:
    """The words of a guide with the names of those who are here: "{harmed}" becomes "Margaret". `names` by the keys of `PLACES`."""

    def named(place: re.Match[str]) -> str:
        return names.get(place[1]) or said_for(PLACES.get(place[1], place[1]), names)

    said = _PLACE.sub(named, words)
    return said[:1].upper() + said[1:] if words.startswith("{") else said
